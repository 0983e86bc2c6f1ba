"""Texts of a page: plain ones, sentences, links to pages and out of the app."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from app_pages.session.addresses import path_to
from charts.page_parts.links import link_out
from loaders.dataset import Dataset


def link(page: str, text: str, **query: str | Sequence[str]) -> str:
    """Return an HTML link to a page of this app."""
    return f'<a href="{path(page, **query)}" target="_self">{escape(text)}</a>'


def path(page: str, **query: str | Sequence[str]) -> str:
    """Return the path and query of a page of this app, escaped for HTML."""
    return escape(path_to(page, **query))


COMMIT = re.compile(r"^(github\.com/[\w.-]+/[\w.-]+), commit ([0-9a-f]{40})")


def copy_link(dataset: Dataset, work_id: str) -> str:
    """Return a link to the copy of an official file that was read, at its state of then; empty of
    works of which no copy is named.
    """
    named = work_id in dataset.documents.index
    copy = str(dataset.documents.loc[work_id, "file_copy"]) if named else ""
    found = COMMIT.match(copy)
    name = escape(f"Open the copy that was read: {dataset.works[work_id].short()}")
    return link_out(f"https://{found[1]}/tree/{found[2]}", COPY, name) if found else ""


COPY = "Open the copy that was read"


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
