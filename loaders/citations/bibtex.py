"""BibTeX, written by bibtexparser: a work as the bibliography has it, and what is no work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate
from urllib.parse import quote

from loaders.citations.csl_json import Cited, Item
from loaders.citations.latex import ESCAPES, unlatexed
from loaders.citations.sentence_case import unmarked
from loaders.citations.works import Work

UNTOUCHED = "!\"#$%&'()*+,-./:;<=>?@[]^_`|~"
"""All of ASCII but braces, backslash and blanks: readers take an address as it stands."""


def bibtex(cited: Cited) -> str:
    """Return an entry; a work's fields are as they are written in the bibliography."""
    from bibtexparser.entrypoint import write_string
    from bibtexparser.library import Library
    from bibtexparser.middlewares import AddEnclosingMiddleware, MonthAbbreviationMiddleware
    from bibtexparser.model import Entry, Field
    from bibtexparser.writer import BibtexFormat

    if isinstance(cited, Work):
        kind, key = cited.kind, cited.work_id
        fields = {name: _in_braces(value) for name, value in cited.fields.items()}
    else:
        kind, key, fields = "misc", cited["id"], dict(_fields(cited))
    style = BibtexFormat()  # type: ignore[no-untyped-call]
    style.indent = "  "
    enclosing = AddEnclosingMiddleware(False, enclose_integers=True, default_enclosing="{")
    entry = Entry(kind, key, [Field(name, value) for name, value in fields.items()])
    return write_string(Library([entry]), [MonthAbbreviationMiddleware(), enclosing], None, style)


def _in_braces(value: str) -> str:
    """Return a work's value as it is written; escaped where no braces could hold it.

    Some readers count escaped braces too, so it must be balanced with them and without.
    """
    closed = not value.endswith("\\")
    for reading in (value, re.sub(r"\\[{}]", "", value)):
        signs = ({"{": 1, "}": -1}.get(sign, 0) for sign in reading)
        depths = list(accumulate(signs, initial=0))
        closed = closed and min(depths) == depths[-1] == 0
    return value if closed else _escaped(unlatexed(value))


def _escaped(value: str) -> str:
    return "".join(ESCAPES.get(sign, sign) for sign in " ".join(value.split()))


def _fields(item: Item) -> Iterator[tuple[str, str]]:
    """Yield the fields of an item that is no work; braces keep its names and title whole."""
    if names := [f"{{{_escaped(name['literal'])}}}" for name in item.get("author", [])]:
        yield "author", " and ".join(names)
    yield "title", f"{{{_escaped(unmarked(item.get('title', '')))}}}"
    version = f"version {item['version']}" if "version" in item else ""
    published = ", ".join(part for part in (item.get("container-title"), version) if part)
    texts = {"type": item.get("genre"), "howpublished": published, "note": item.get("references")}
    yield from ((name, _escaped(value)) for name, value in texts.items() if value)
    if "issued" in item:
        yield "year", str(item["issued"]["date-parts"][0][0])
        yield "date", _iso(item["issued"])
    if "URL" in item:
        yield "url", quote(item["URL"], safe=UNTOUCHED)
    if "accessed" in item:
        yield "urldate", _iso(item["accessed"])


def _iso(day: Item) -> str:
    return "/".join("-".join(f"{part:02}" for part in one) for one in day["date-parts"])
