"""RIS, which every reference manager reads: one line a field, a tag of two letters before it."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.citations.csl_json import TYPES, Cited, Item, item_of
from loaders.citations.sentence_case import unmarked
from loaders.citations.works import Work

RIS_TYPES = {
    "article-journal": "JOUR",
    "article-newspaper": "NEWS",
    "book": "BOOK",
    "chapter": "CHAP",
    "dataset": "DATA",
    "graphic": "CHART",
    "hearing": "HEAR",
    "paper-conference": "CPAPER",
    "report": "RPRT",
    "thesis": "THES",
    "webpage": "ELEC",
}
TAGS = {
    "PB": "publisher",
    "CY": "publisher-place",
    "M3": "genre",
    "ET": "edition",
    "VL": "volume",
    "IS": "issue",
    "SN": "number",  # Zotero and EndNote read a report's number here
    "DO": "DOI",
    "UR": "URL",
    "LA": "language",
    "N1": "references",
}


def ris(cited: Cited) -> str:
    """Return RIS, a work's title as printed; lines end as that format wants it."""
    lines = [(tag, " ".join(value.split())) for tag, value in _lines(cited)]
    return "\r\n".join([*(f"{tag}  - {value}" for tag, value in lines if value), "ER  - ", ""])


def _lines(cited: Cited) -> Iterator[tuple[str, str]]:
    item = item_of(cited)
    yield "TY", _type(cited, item)
    yield "ID", item["id"]
    for tag, names in (("AU", item.get("author", [])), ("ED", item.get("editor", []))):
        yield from ((tag, _inverted(name)) for name in names)
    yield "TI", cited.title if isinstance(cited, Work) else unmarked(item.get("title", ""))
    held_in = ("container-title", "section", "collection-title")
    yield "T2", next((item[name] for name in held_in if name in item), "")
    yield "T3", item.get("chapter-number", "")
    yield from _issued(_parts(item, "issued"))
    first, _, last = item.get("page", "").partition("-")
    yield from (("SP", first), ("EP", last))
    yield "ET", item.get("version", "")
    yield from ((tag, item.get(variable, "")) for tag, variable in TAGS.items())
    yield "Y2", _slashed(_parts(item, "accessed"))


def _type(cited: Cited, item: Item) -> str:
    """Return the RIS type; what CSL calls a document may be a report in the bibliography."""
    kind = TYPES.get(cited.kind, "") if isinstance(cited, Work) else ""
    return RIS_TYPES.get(item["type"]) or RIS_TYPES.get(kind, "GEN")


def _parts(item: Item, variable: str) -> list[int]:
    found: list[int] = item.get(variable, {}).get("date-parts", [[]])[0]
    return found


def _issued(parts: list[int]) -> Iterator[tuple[str, str]]:
    yield "PY", str(parts[0]) if parts else ""
    yield "DA", _slashed(parts) if parts[1:] else ""


def _slashed(parts: list[int]) -> str:
    """Return year/month/day/, with empty places for what is not known."""
    padded = [f"{part:02}" for part in parts] + ["", "", ""]
    return "/".join(padded[:3]) + "/" if parts else ""


def _inverted(name: Item) -> str:
    family = f"{name.get('non-dropping-particle', '')} {name.get('family', '')}".strip()
    parts = (name.get("literal") or family, name.get("given"), name.get("suffix"))
    return ", ".join(part for part in parts if part)
