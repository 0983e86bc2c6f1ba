"""The published site that a page is one of: its addresses, its version, its style and scripts."""

from __future__ import annotations

from dataclasses import dataclass

from static_site.inventory import Page


@dataclass(frozen=True)
class Site:
    """Where the edition is served, without a slash behind it, and where the live app is ("" where
    there is none); the version of the figures as it stands in addresses; the paths of the
    style, of the font ("" for none of its own) and of the icon below the root; where readers report
    errors ("" for nowhere).
    """

    base_url: str
    version: str
    changed: str
    style: str = "assets/site.css"
    font: str = ""
    icon: str = "assets/icon.svg"
    live_url: str = ""
    report: str = ""

    def address(self, page: Page) -> str:
        """Return the whole address of a page."""
        return f"{self.base_url}/{page.path}"

    def kept(self, page: Page) -> str:
        """Return the whole address of a page as it is in this version, for ever."""
        return f"{self.base_url}/v/{self.version}/{page.path}"


def root_of(page: Page) -> str:
    """Return what leads from a page to the site's root: relative, so that the edition can be
    served below any path.
    """
    return "../" * page.path.count("/") or "./"
