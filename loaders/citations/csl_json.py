"""CSL-JSON, the form from which every citation is rendered."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

from loaders.citations.latex import braced, decoded, unlatexed
from loaders.citations.sentence_case import sentence_case
from loaders.citations.works import Work

Item = dict[str, Any]
"""What CSL-JSON calls an item: the variables of one thing that can be cited."""
Cited = Work | Item
"""What every format takes: a work of the bibliography, or an item that is no work."""
TYPES = {
    "article": "article-newspaper",
    "book": "book",
    "dataset": "dataset",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "mastersthesis": "thesis",
    "online": "webpage",
    "phdthesis": "thesis",
    "report": "report",
    "techreport": "report",
    "thesis": "thesis",
}
"""CSL's types of BibTeX's kinds; any other kind is a document."""
VARIABLES = {
    "container-title": ("journal", "journaltitle", "booktitle"),
    "collection-title": ("series",),
    "publisher": ("institution", "publisher", "organization", "school"),
    "publisher-place": ("address", "location"),
    "genre": ("type", "howpublished"),
    "edition": ("edition",),
    "volume": ("volume",),
    "number": ("number",),
    "page": ("pages",),
    "DOI": ("doi",),
    "URL": ("url",),
}
"""CSL's variables, and the BibTeX fields of each, the first that is there counting."""
IN_A_JOURNAL = ("volume", "number", "pages", "doi")
RENAMED = {
    "article-journal": {"number": "issue"},
    "article-newspaper": {"number": "issue"},
    "hearing": {"publisher": "section", "collection-title": "chapter-number"},
}
"""Variables that a type has under another name; a hearing's are the committee and the Congress."""
GENRES = {
    "congressional testimony": "hearing",
    "press release": "document",  # APA 7 dates it by the day (9.14); CSL's report has a year only
}
"""CSL's types of works that their genre says more of than their kind."""
THESES = {"phdthesis": "Doctoral dissertation", "mastersthesis": "Master's thesis"}
LANGUAGES = {
    **dict.fromkeys(("american", "british", "english"), "en"),
    **{"french": "fr", "german": "de", "portuguese": "pt", "spanish": "es"},
}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def csl_text(cited: Cited) -> str:
    """Return the CSL-JSON as a file that reference managers open: a list of one.

    The year's letter stays behind: it tells works apart in our list, not in the reader's.
    """
    item = {name: value for name, value in item_of(cited).items() if name != "year-suffix"}
    return json.dumps([item], ensure_ascii=False, indent=2) + "\n"


def item_of(cited: Cited) -> Item:
    """Return what is cited as an item."""
    return csl_json(cited) if isinstance(cited, Work) else cited


def csl_json(work: Work) -> Item:
    """Return the CSL-JSON of a work, its title in sentence case; what it lacks is left out."""
    item: Item = {"id": work.work_id, "type": type_of(work)}
    item |= {"title": sentence_case(work.fields.get("title", ""), _language(work) or "en")}
    item |= {"author": _authors(work), "editor": _names(work.fields.get("editor", ""))}
    last = [[int(year)] for year in work.year.split("–")[1:]]
    item |= {"issued": {"date-parts": [parts, *last]} if (parts := date_parts(work)) else None}
    item |= {"year-suffix": work.letter}
    for variable, fields in VARIABLES.items():
        values = (unlatexed(work.fields.get(field, "")) for field in fields)
        item[variable] = next((value for value in values if value), "")
    item["genre"] = item["genre"] or THESES.get(work.kind, "")
    item["page"] = re.sub(r"\s*[-–]+\s*", "-", item["page"])
    item["DOI"] = re.sub(r"^https?://(dx\.)?doi\.org/", "", item["DOI"])
    for variable, name in RENAMED.get(item["type"], {}).items():
        item[name] = item.pop(variable)
    item["language"] = _language(work)
    return {variable: value for variable, value in item.items() if value}


def type_of(work: Work) -> str:
    """Return the CSL type of a work."""
    there = {name for name, value in work.fields.items() if unlatexed(value)}
    if work.kind == "article":
        return "article-journal" if there.intersection(IN_A_JOURNAL) else TYPES["article"]
    genre = next((work.fields[name] for name in VARIABLES["genre"] if name in there), "")
    return GENRES.get(unlatexed(genre).lower(), TYPES.get(work.kind, "document"))


def _language(work: Work) -> str:
    """Return the language's code, or as it is written where its code is not known."""
    written = unlatexed(work.fields.get("langid", "")).lower()
    return LANGUAGES.get(written, written)


def date_parts(work: Work) -> list[int]:
    """Return year, month and day as far as they are given and are in the calendar."""
    found = re.match(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?", work.date)
    parts = [int(part) for part in found.groups() if part] if found else []
    month = unlatexed(work.fields.get("month", "")).lower()[:3]
    if len(parts) == 1 and "date" not in work.fields and month in MONTHS:
        parts.append(MONTHS.index(month) + 1)
    try:
        date(*[*parts, 1, 1][:3])
    except (TypeError, ValueError):
        return parts[:1]
    return parts


def _authors(work: Work) -> list[Item]:
    """Return the authors; an institution stands in where there is neither author nor editor."""
    if author := _names(work.fields.get("author", "")):
        return author
    if _names(work.fields.get("editor", "")):
        return []
    issuers = (unlatexed(work.fields.get(name, "")) for name in ("institution", "organization"))
    return [{"literal": name} for name in issuers if name][:1]


def _names(text: str) -> list[Item]:
    """Return names in CSL's parts; one that stands in braces is an organisation's."""
    from bibtexparser.middlewares import names

    found = []
    for name in names.split_multiple_persons_names(text):
        if braced(name):
            found.append({"literal": unlatexed(name)})
            continue
        parts = names.parse_single_name_into_parts(decoded(name), strict=False)
        words = {
            "family": parts.last,
            "given": parts.first,
            "non-dropping-particle": parts.von,
            "suffix": parts.jr,
        }
        found.append({part: unlatexed(" ".join(written)) for part, written in words.items()})
    kept = [{part: text for part, text in name.items() if text} for name in found]
    return [name for name in kept if "family" in name or "literal" in name]
