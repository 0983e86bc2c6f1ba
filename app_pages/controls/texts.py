"""Texts of a page: plain ones, sentences, links to pages and out of the app."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from app_pages.session.addresses import path_to
from loaders.citations.works import Work


def link(page: str, text: str, **query: str | Sequence[str]) -> str:
    """Return an HTML link to a page of this app."""
    return f'<a href="{path(page, **query)}" target="_self">{escape(text)}</a>'


def path(page: str, **query: str | Sequence[str]) -> str:
    """Return the path and query of a page of this app, escaped for HTML."""
    return escape(path_to(page, **query))


def outside(work: Work) -> str:
    """Return a link to where a work is published, named for it; empty where its entry gives no web
    address.
    """
    if not work.url.startswith(("https://", "http://")):
        return ""
    name = escape(f"Open it: {work.short()}")
    return (
        f'<a href="{escape(work.url)}" target="_blank" rel="noopener noreferrer" '
        f'aria-label="{name}">Open it</a>'
    )


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
        st.html(f'<ul class="cf-sentences">{lines}</ul>')
