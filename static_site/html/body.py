"""The body of a page: what stands above its chart, the chart or what is in its place, sections."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Section:
    """A part of a page as HTML, with its heading, and what its address ends with behind #; `folded`
    where a reader opens it, `drawn` where the page's chart that is no view's follows.
    """

    html: str
    heading: str = ""
    id: str = ""
    folded: bool = False
    drawn: bool = False


@dataclass(frozen=True)
class Body:
    """A page but for its frame: its heading where that is another than its title, as HTML; what
    stands `above` the chart, and in the chart's `place` if none is shown; the sections below it.
    """

    sections: tuple[Section, ...]
    above: str = ""
    place: str = ""
    heading: str = ""


def body(*sections: Section | None, above: str = "", place: str = "", heading: str = "") -> Body:
    """Return a body with those sections that there are and are not empty."""
    there = (one for one in sections if one and one.html)
    return Body(tuple(there), above, place, heading)


def paragraphs(text: str) -> str:
    """Return a text as paragraphs of HTML."""
    parts = (" ".join(part.split()) for part in text.split("\n\n"))
    return "".join(f"<p>{escape(part)}</p>" for part in parts if part)


def sentences(texts: Iterable[str], last: str = "") -> str:
    """Return sentences as a list; the last one may be HTML already."""
    lines = "".join(f"<li>{one}</li>" for one in [*map(escape, texts), *([last] if last else [])])
    return f'<ul class="cf-sentences">{lines}</ul>' if lines else ""


def about(html: str) -> str:
    """Return a sentence on what a page shows; empty of none."""
    return f'<p class="cf-about">{html}</p>' if html else ""


def note(html: str) -> str:
    """Return a quiet sentence; empty of none."""
    return f'<p class="cf-note">{html}</p>' if html else ""
