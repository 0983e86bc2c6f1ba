"""What axe finds wrong with a page, and what is cut off or scrolls sideways."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from playwright.sync_api import Page

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
RUN = """async options => (
  await axe.run(document, {resultTypes: ["violations"], ...options})).violations.map(
  ({id, impact, help, nodes}) => ({id, impact, help, nodes: nodes.map(n => n.html)}))"""
THEIRS = ("presentation-role-conflict",)
"""What is Streamlit's own: its box for files has a name and no role."""


def violations(
    page: Page, *, contrast_only: bool = False, menu: bool = False
) -> list[dict[str, Any]]:
    """Return what axe finds on the page as it stands: rule, impact, and the elements. A `menu` that
    is open stands apart from the parts of the page.
    """
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE)
    options: dict[str, Any] = {"runOnly": ["color-contrast"]} if contrast_only else {}
    options |= {"rules": {"region": {"enabled": False}}} if menu else {}
    found: list[dict[str, Any]] = page.evaluate(RUN, options)
    return found


def barriers(page: Page, *, contrast_only: bool = False, menu: bool = False) -> list[str]:
    """Return what axe finds, of any impact; a theme changes colours and nothing else.

    What is found is looked at again: elements that are being replaced are faint for a moment.
    """
    for wait in (0, 1_500, 3_000):
        page.wait_for_timeout(wait)
        found = [
            f"{v['impact']}: {v['id']}: {v['help']}: {v['nodes'][:3]}"
            for v in violations(page, contrast_only=contrast_only, menu=menu)
            if v["id"] not in THEIRS
        ]
        if not found:
            break
    return found


CUT_OFF = """[...document.querySelectorAll(".stMain *")].filter(e => e.checkVisibility()
  && e.getBoundingClientRect().right > window.innerWidth + 1 && !e.closest("svg")
  && getComputedStyle(e).position !== "absolute" && e.parentElement.clientWidth > 1)
  .map(e => e.outerHTML.slice(0, 80)).slice(0, 3)"""


def sideways(page: Page) -> list[str]:
    """Say by how many pixels the page is wider than the window, and what is cut off."""
    over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    wide = [f"{over} pixels too wide"] if over > 0 else []
    return wide + [f"cut off: {element}" for element in page.evaluate(CUT_OFF)]
