"""Links to pages and out of the app, as HTML and Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from app_pages.session.addresses import path_to
from loaders.citations.works import Work


def link(page: str, text: str, **query: str | Sequence[str]) -> str:
    """Return an HTML link to a page of this app."""
    return f'<a href="{path(page, **query)}" target="_self">{escape(text)}</a>'


def path(page: str, **query: str | Sequence[str]) -> str:
    """Return the path and query of a page of this app, escaped for HTML."""
    return escape(path_to(page, **query))


def outside(work: Work) -> str:
    """Return a link to where a work is published; empty where its entry gives no web address."""
    if not work.url.startswith(("https://", "http://")):
        return ""
    return f'<a href="{escape(work.url)}" target="_blank" rel="noopener noreferrer">Open it</a>'
