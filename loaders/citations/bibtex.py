"""BibTeX: a work as the bibliography has it, and entries of what is no work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate
from urllib.parse import quote

from loaders.citations.csl_json import MONTHS, Cited, Item
from loaders.citations.latex import ESCAPES, plain
from loaders.citations.sentence_case import unmarked
from loaders.citations.works import Work

UNTOUCHED = "!\"#$%&'()*+,-./:;<=>?@[]^_`|~"
"""All of ASCII but braces, backslash and blanks: readers take an address as it stands."""


def bibtex(cited: Cited) -> str:
    """Return an entry; a work's fields are as they are written in the bibliography."""
    if isinstance(cited, Work):
        fields = ((name, _written(name, value)) for name, value in cited.fields.items())
        return _entry(cited.kind, cited.work_id, fields)
    return _entry("misc", cited["id"], _fields(cited))


def _entry(kind: str, key: str, fields: Iterator[tuple[str, str]]) -> str:
    lines = ",\n".join(f"  {name} = {value}" for name, value in fields)
    return f"@{kind}{{{key},\n{lines}\n}}\n"


def _written(name: str, value: str) -> str:
    """Return a work's field in braces; what no braces could hold is escaped."""
    if name == "month" and value in MONTHS:
        return value
    return f"{{{value}}}" if _balanced(value) else _text(plain(value))


def _balanced(value: str) -> bool:
    """Tell whether braces can hold a value, by readers who count escaped ones and who do not."""
    readings = (value, re.sub(r"\\[{}]", "", value))
    return all(_closed(reading) for reading in readings) and not value.endswith("\\")


def _closed(text: str) -> bool:
    depths = list(accumulate({"{": 1, "}": -1}.get(sign, 0) for sign in text))
    return not depths or (min(depths) >= 0 and depths[-1] == 0)


def _text(value: str) -> str:
    escaped = "".join(ESCAPES.get(sign, sign) for sign in " ".join(value.split()))
    return f"{{{escaped}}}"


def _fields(item: Item) -> Iterator[tuple[str, str]]:
    """Yield the fields of an item that is no work; the title's capitals are kept by braces."""
    if names := [_name(name) for name in item.get("author", [])]:
        yield "author", f"{{{' and '.join(names)}}}"
    yield "title", f"{{{_text(unmarked(item.get('title', '')))}}}"
    version = f"version {item['version']}" if "version" in item else ""
    published = ", ".join(part for part in (item.get("container-title"), version) if part)
    texts = {"type": item.get("genre"), "howpublished": published, "note": item.get("references")}
    yield from ((name, _text(value)) for name, value in texts.items() if value)
    if "issued" in item:
        yield "year", f"{{{item['issued']['date-parts'][0][0]}}}"
        yield "date", _iso(item["issued"])
    if "URL" in item:
        yield "url", f"{{{quote(item['URL'], safe=UNTOUCHED)}}}"
    if "accessed" in item:
        yield "urldate", _iso(item["accessed"])


def _iso(day: Item) -> str:
    return f"{{{'-'.join(f'{part:02}' for part in day['date-parts'][0])}}}"


def _name(name: Item) -> str:
    if "literal" in name:
        return _text(name["literal"])
    order = ("non-dropping-particle", "family"), ("suffix",), ("given",)
    found = (" ".join(name[part] for part in parts if part in name) for parts in order)
    return ", ".join(_part(part) for part in found if part)


def _part(text: str) -> str:
    """Return a part of a name, in braces where BibTeX would take it for several."""
    return _text(text) if re.search(r",|\band\b", text, re.IGNORECASE) else _text(text)[1:-1]
