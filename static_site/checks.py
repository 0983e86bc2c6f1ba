"""What is held of a built edition before it is done: no dead link, valid HTML, and of each page
with a chart its chart, its table, its source and its citation.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import html5lib
from html5lib.constants import E as SAID
from html5lib.html5parser import ParseError

from static_site.inventory import Page

ADDRESSES = ("href", "src", "srcset", "action")
"""The attributes that lead somewhere, beside those that begin with `data-`."""
LARGE = 300_000
"""Longer pages, in bytes, are told of: a phone waits for them."""
PARTS: Mapping[str, str] = {
    "chart": "no chart",
    "table": "no table of its rows",
    "source": "no source",
    "cite": "no citation",
}


@dataclass
class Outline(HTMLParser):
    """What a page leads to, what of it can be led to, and which parts it has."""

    links: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    parts: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take what a tag says."""
        own = {name: value or "" for name, value in attrs}
        self.ids.update(filter(None, [own.get("id")]))
        if "external" not in own.get("rel", ""):
            led = (v for n, v in own.items() if n in ADDRESSES or n.startswith("data-"))
            self.links += [value for value in led if _leads(value)]
        if tag == "table":
            self.parts.add("table")
        self.parts.update({"chart"} & set(own.get("class", "").split()))
        self.parts.update({"cite"} & {own.get("id", "")})

    def handle_data(self, data: str) -> None:
        """Take whether a page names its sources."""
        if "ource" in data:
            self.parts.add("source")


def _leads(value: str) -> bool:
    """Tell whether a value leads to a file of the edition."""
    relative = value.startswith((".", "#", "/")) and not value.startswith("//")
    return relative and " " not in value


def problems(out: Path, pages: Iterable[Page], charted: Iterable[str]) -> Iterator[str]:
    """Yield a sentence for each fault of the pages in a folder; `charted` are the paths of those
    that have a chart.
    """
    outlines: dict[str, Outline] = {}
    for page in pages:
        name = f"{page.path}index.html"
        file = out / name
        if not file.exists():
            yield f"{name}: the page is not there."
            continue
        text = file.read_text("utf-8")
        outlines[name] = outline(text)
        yield from (f"{name}: {said}" for said in invalid(text))
    for path in charted:
        own = outlines.get(f"{path}index.html", Outline())
        yield from (f"{path}: {said}." for part, said in PARTS.items() if part not in own.parts)
    for name in outlines:
        yield from (f"{name}: {said}" for said in _dead(out, name, outlines))


def outline(text: str) -> Outline:
    """Return what is to be held of a page."""
    found = Outline()
    found.feed(text)
    return found


def invalid(text: str) -> Iterator[str]:
    """Yield the first fault of a page against the HTML standard's parser, if it has any."""
    parser = html5lib.HTMLParser(strict=True)
    try:
        parser.parse(text)
    except ParseError:
        (line, _), code, values = parser.errors[0]
        yield f"line {line}: {SAID.get(code, code) % values}"


def _dead(out: Path, name: str, outlines: Mapping[str, Outline]) -> Iterator[str]:
    for link in sorted(set(outlines[name].links)):
        parts = urlsplit(link)
        path = unquote(parts.path)
        there = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
        there = there.lstrip("/")
        if path.endswith("/") or there == "." or not posixpath.splitext(there)[1]:
            there = posixpath.normpath(posixpath.join(there, "index.html"))
        if there.startswith("..") or not (out / there).is_file():
            yield f"{link} leads to nothing."
        elif parts.fragment and unquote(parts.fragment) not in _ids(out, there, outlines):
            yield f"{link}: the page has no such part."


def _ids(out: Path, name: str, outlines: Mapping[str, Outline]) -> set[str]:
    if name in outlines:
        return outlines[name].ids
    return outline((out / name).read_text("utf-8")).ids if name.endswith(".html") else set()


def large(out: Path, pages: Iterable[Page]) -> list[str]:
    """Return a sentence for each page that is long to wait for."""
    sizes = {page.path: (out / page.path / "index.html").stat().st_size for page in pages}
    return [f"{path}: {size:,} bytes of HTML." for path, size in sizes.items() if size > LARGE]
