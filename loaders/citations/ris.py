"""RIS, which every reference manager reads, written by rispy."""

from __future__ import annotations

from collections.abc import Iterator

from rispy import RisWriter
from rispy.config import TAG_KEY_MAPPING

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
VARIABLES = {
    "publisher": "publisher",
    "place_published": "publisher-place",
    "type_of_work": "genre",
    "volume": "volume",
    "number": "issue",
    "issn": "number",  # Zotero and EndNote read a report's number here
    "doi": "DOI",
    "urls": "URL",
    "language": "language",
    "notes": "references",
}
"""CSL's variables, by rispy's names of RIS's tags."""


class _Writer(RisWriter):  # type: ignore[misc]  # it has no types
    NEWLINE = "\r\n"  # as the format wants it

    def set_header(self, count: int) -> str:
        return ""  # one entry needs no number


def ris(cited: Cited) -> str:
    """Return RIS, a work's title as printed."""
    texts = ((name, [" ".join(text.split()) for text in found]) for name, found in _texts(cited))
    entry = {name: found for name, found in texts if any(found)}
    writer = _Writer(mapping=TAG_KEY_MAPPING | {"ED": "editors"}, enforce_list_tags=False)
    # What CSL calls a document may be a report in the bibliography.
    kind = TYPES.get(cited.kind, "") if isinstance(cited, Work) else ""
    type_ = RIS_TYPES.get(item_of(cited)["type"]) or RIS_TYPES.get(kind, "GEN")
    return str(writer.formats([entry | {"type_of_reference": type_}]))


def _texts(cited: Cited) -> Iterator[tuple[str, list[str]]]:
    """Yield the texts of an entry by rispy's names of the tags."""
    item = item_of(cited)
    yield "id", [item["id"]]
    yield "authors", [_inverted(name) for name in item.get("author", [])]
    yield "editors", [_inverted(name) for name in item.get("editor", [])]
    yield "title", [cited.title if isinstance(cited, Work) else unmarked(item.get("title", ""))]
    held_in = ("container-title", "section", "collection-title")
    yield "secondary_title", [item[name] for name in held_in if name in item][:1]
    yield "tertiary_title", [item.get("chapter-number", "")]
    issued = _parts(item, "issued")
    yield "year", [str(year) for year in issued[:1]]
    yield "date", [_slashed(issued) if issued[1:] else ""]
    first, _, last = item.get("page", "").partition("-")
    yield from (("start_page", [first]), ("end_page", [last]))
    yield "edition", [item.get("version") or item.get("edition", "")]
    yield from ((name, [item.get(variable, "")]) for name, variable in VARIABLES.items())
    yield "access_date", [_slashed(_parts(item, "accessed"))]


def _parts(item: Item, variable: str) -> list[int]:
    found: list[int] = item.get(variable, {}).get("date-parts", [[]])[0]
    return found


def _slashed(parts: list[int]) -> str:
    """Return year/month/day/, with empty places for what is not known."""
    padded = [f"{part:02}" for part in parts] + ["", "", ""]
    return "/".join(padded[:3]) + "/" if parts else ""


def _inverted(name: Item) -> str:
    family = f"{name.get('non-dropping-particle', '')} {name.get('family', '')}".strip()
    parts = (name.get("literal") or family, name.get("given"), name.get("suffix"))
    return ", ".join(part for part in parts if part)
