"""Texts of a page: parts as HTML, plain texts, sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app_pages.session.addresses import DATED, DAY, base_path
from app_pages.session.view_state import view_state

VIEW_LINK = re.compile(r'<a href="/(?!/)([^"?#]*)(\?[^"#]*)?(#[^"]*)?">')
"""A link to a view, as `charts.page_parts.links` makes it."""


def show_html(html: str, place: DeltaGenerator | None = None) -> None:
    """Show a part of a page in a place, or where the page has come to; nothing of an empty one."""
    if html:
        (place or st).html(in_app(html))


def in_app(html: str) -> str:
    """Return HTML whose links to views lead to where the app is served; from a page that shows the
    figures of a day, other pages show them too, unless the link names a day.
    """
    base, day = base_path(), view_state().day

    def led(found: re.Match[str]) -> str:
        page, query, part = found.groups("")
        if day and page in DATED and not re.search(rf"[?;]{DAY}=", query):
            query = f"{query}&amp;" if query else "?"
            query += f"{DAY}={day.isoformat()}"
        return f'<a href="{base}/{page}{query}{part}" target="_self">'

    return VIEW_LINK.sub(led, html)


def literal(text: str) -> str:
    """Return text that Markdown, LaTeX and HTML in it cannot change.

    What Markdown would make a link of without any sign is broken by an unseen word joiner.
    """
    broken = re.sub(r"(://|@|(?i:www)(?=\.))", "\\1\u2060", text)
    return re.sub(r"([\\`*_{}\[\]()#+\-.!$<>|~:&^=])", r"\\\1", broken)


def sentences(texts: Iterable[str], last: str = "") -> None:
    """Show sentences, a line each; as HTML, which a browser shows sooner than Markdown. The last
    one may be HTML already.
    """
    own = [*map(escape, texts), *([last] if last else [])]
    lines = "".join(f"<li>{sentence}</li>" for sentence in own)
    if lines:
        show_html(f'<ul class="cf-sentences">{lines}</ul>')
