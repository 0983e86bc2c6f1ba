"""Links in parts of pages that lead out of the site."""

from __future__ import annotations

import re

ADDRESS = re.compile(
    r"(?<![^\s(])(?:https?://[^\s<>&]*(?:&amp;[^\s<>&]*)*|(?:[a-z0-9-]+\.)+[a-z]{2,}/[^\s<>&,;)]+)"
    r"(?<![.,;:)])"
)
"""An address on the web in HTML, with its scheme or without: a word of its own, not what stands in
markup that a text happens to have.
"""


def with_links(html: str) -> str:
    """Return HTML that has no links with a link at each address on the web in its text."""
    return ADDRESS.sub(lambda found: link_out(_whole(found[0]), found[0]), html)


def link_out(address: str, text: str, name: str = "") -> str:
    """Return a link out of the site; all is HTML already. `name` is what it is called where its
    text does not tell.
    """
    label = f' aria-label="{name}"' if name else ""
    return f'<a href="{address}" target="_blank" rel="noopener noreferrer"{label}>{text}</a>'


def _whole(address: str) -> str:
    return address if address.startswith("http") else f"https://{address}"
