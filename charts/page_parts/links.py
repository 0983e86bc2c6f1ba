"""Links in parts of pages: to other views, and out of the site."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from urllib.parse import urlencode

from loaders.dataset import Dataset

ADDRESS = re.compile(
    r"(?<![^\s(])(?:https?://[^\s<>&]*(?:&amp;[^\s<>&]*)*|(?:[a-z0-9-]+\.)+[a-z]{2,}/[^\s<>&,;)]+)"
    r"(?<![.,;:)])"
)
"""An address on the web in HTML, with its scheme or without: a word of its own, not what stands in
markup that a text happens to have.
"""


COMMIT = re.compile(r"^(github\.com/[\w.-]+/[\w.-]+), commit ([0-9a-f]{40})")
COPY = "Open the copy that was read"


def link(page: str, text: str, **query: str | Sequence[str]) -> str:
    """Return a link to a view, by its page and query as its address has them."""
    return f'<a href="{path(page, **query)}">{escape(text)}</a>'


def path(page: str, **query: str | Sequence[str]) -> str:
    """Return the address of a view below the site's root, escaped for HTML; what is empty in the
    query is left out.
    """
    asked = urlencode({name: value for name, value in query.items() if value != ""}, doseq=True)
    return escape(f"/{page}" + (f"?{asked}" if asked else ""))


def with_links(html: str) -> str:
    """Return HTML that has no links with a link at each address on the web in its text."""
    return ADDRESS.sub(lambda found: link_out(_whole(found[0]), found[0]), html)


def link_out(address: str, text: str, name: str = "") -> str:
    """Return a link out of the site; all is HTML already. `name` is what it is called where its
    text does not tell.
    """
    label = f' aria-label="{name}"' if name else ""
    return f'<a href="{address}" target="_blank" rel="noopener noreferrer"{label}>{text}</a>'


def copy_link(dataset: Dataset, work_id: str) -> str:
    """Return a link to the copy of an official file that was read, at its state of then; empty of
    works of which no copy is named.
    """
    named = work_id in dataset.documents.index
    copy = str(dataset.documents.loc[work_id, "file_copy"]) if named else ""
    found = COMMIT.match(copy)
    name = escape(f"Open the copy that was read: {dataset.works[work_id].short()}")
    return link_out(f"https://{found[1]}/tree/{found[2]}", COPY, name) if found else ""


def _whole(address: str) -> str:
    return address if address.startswith("http") else f"https://{address}"
