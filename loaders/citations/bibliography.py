"""`references.bib` as works, with the letters of their years, and what is wrong with it."""

from __future__ import annotations

import logging
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from loaders.citations.csl_json import date_parts, type_of
from loaders.citations.latex import braced, commands, unlatexed
from loaders.citations.works import NAME_FIELDS, Work, split_names
from loaders.errors import Problem, shown
from loaders.schema.columns import SLUG, SLUG_ALLOWED

BIBLIOGRAPHY = "references.bib"
COMPLETE = "an entry with a title, a year, and an author, institution or journal"
UNPARSED, OUTSIDE = "cannot be read as an entry", "is outside any entry"
OTHER_FORMS = ((re.compile(r"\s*[\[{]"), "CSL-JSON"), (re.compile(r"\s*TY  - "), "RIS"))
"""How a bibliography begins that a reference manager wrote in another form."""
IN_ANOTHER = "is {}, not BibTeX"
UNREADABLE = (UNPARSED, OUTSIDE, *(IN_ANOTHER.format(form) for _, form in OTHER_FORMS))
"""What is wrong where a work may have been lost, so that nothing can be said about missing ones."""
READ = ("author", "editor", "title", "booktitle", "journal", "institution", "publisher", "series")
"""The fields whose text is shown."""
OFFICE = re.compile(
    r"\b(?:of|for|Department|Ministry|Bureau|Office|Agency|Institute|University|Commission|Committee"
    r"|Council|Service|Administration|Centers?|Centre|Association|Organi[sz]ation|Government|Nations"
    r"|Secretar(?:y|ía|iat)|Instituto|Ministerio|Comisi[oó]n|Oficina|Observatorio|Inc|Corp)\b\.?"
)
"""Words of offices that stand in no person's name."""
Fault = tuple[str, str, str]
"""What is wrong with an entry, what is allowed, and what to do."""
FIELD = re.compile(r"\s*\w+\s*=")
RUNS_ON = re.compile(r"\n[^\S\n]*\w+\s*=")


def read_works(text: str, file: str = BIBLIOGRAPHY) -> tuple[dict[str, Work], list[Problem]]:
    """Parse a bibliography; return works by key, and what is wrong with the file."""
    from bibtexparser.entrypoint import parse_string  # only the check needs it

    for begins, form in OTHER_FORMS:
        if begins.match(text):
            fix = "export it as BibTeX from the program that wrote it"
            what, allowed = IN_ANOTHER.format(form), "BibTeX entries"
            return {}, [Problem(file, 1, "entry", what=what, allowed=allowed, fix=fix)]
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # its faults are told below
    library = parse_string(text)
    works: dict[str, Work] = {}
    faults = [(_line(block), _block_fault(block)) for block in library.failed_blocks]
    for comment in library.comments:
        if type(comment).__name__ == "ImplicitComment" and not library.failed_blocks:
            fix = "begin an entry with @, or delete the text"
            faults.append((_line(comment), (OUTSIDE, "BibTeX entries", fix)))
    # An entry with a field twice is read: that it has it is told, and no more.
    failed = [getattr(block, "ignore_error_block", None) for block in library.failed_blocks]
    twice: list[Any] = [block for block in failed if hasattr(block, "entry_type")]
    for entry in [*library.entries, *twice]:
        fields = {field.key.lower(): str(field.value) for field in entry.fields}
        work = Work(entry.key, entry.entry_type.lower(), fields, _line(entry))
        works.setdefault(entry.key, work)
        faults += [(work.line, fault) for fault in _entry_faults(work)]
    return lettered(works), [
        Problem(file, line, "entry", what=what, allowed=allowed, fix=fix)
        for line, (what, allowed, fix) in faults
    ]


def _line(block: Any) -> int:
    return (block.start_line or 0) + 1


def _block_fault(block: Any) -> Fault:
    name = type(block).__name__
    if name == "DuplicateBlockKeyBlock":
        return f"{shown(str(block.key))} appears twice", "each key once", "delete one"
    if name == "DuplicateFieldKeyBlock":
        fields = " and ".join(sorted(block.duplicate_keys))
        return f"has {fields} twice", "each field once", "delete one"
    fix = "give the entry a key, close each brace, and put a comma after each field"
    return UNPARSED, "a BibTeX entry", _closed(block.raw, _line(block)) or fix


def _closed(entry: str, first: int) -> str:
    """Say how to write the first field of an entry that ends without its brace; "" where each has
    one. `first` is the line of the entry's @.
    """
    lines = entry.rstrip().split("\n")
    for place, line in enumerate(lines[1:], 1):
        text, last = line.strip().removesuffix(","), place + 1 == len(lines)
        ends = last or re.match(r"\s*(?:\w+\s*=|})", lines[place + 1])
        if ends and FIELD.match(line) and text.count("{") == text.count("}") + 1:
            written = text + ("}," if line.rstrip().endswith(",") else "}")
            return f"close the brace: write line {first + place} as {written}"
    return ""


def _entry_faults(work: Work) -> list[Fault]:
    if not re.fullmatch(SLUG, work.work_id):
        return [(f"{shown(work.work_id)} is not a key", SLUG_ALLOWED, "correct the key")]
    for name, value in work.fields.items():
        if RUNS_ON.search(value):
            what = f"{name} runs on into the next field"
            return [(what, "a comma after each field", "add the comma")]
    unread = [(name, macro) for name in READ for macro in commands(work.fields.get(name, ""))]
    for name, macro in unread:
        fix = "write the character itself, or delete the command"
        return [(f"{name} has {macro}, which is not understood", "text with accents", fix)]
    for name in split_names(work.fields.get("author", "")):
        if not braced(name) and OFFICE.search(unlatexed(name)):
            what = f"author {shown(unlatexed(name))} reads as a person's name"
            fix = "put one more pair of braces around the whole office: author = {{…}}"
            return [(what, "Last, First and Last, First, or an office in braces of its own", fix)]
    needs = {
        "title": bool(work.title),
        "year": work.year != "n.d.",
        "author": any(unlatexed(work.fields.get(f, "")) for f in NAME_FIELDS),
    }
    missing = [name for name, there in needs.items() if not there]
    return [(f"{work.work_id} has no {name}", COMPLETE, f"add {name}") for name in missing]


DATED_BY_THE_DAY = ("article-newspaper", "document", "webpage")
"""Types whose references show more than the year, as far as it is known."""


def lettered(works: Mapping[str, Work]) -> dict[str, Work]:
    """Return the works in their order, each with the letter that it needs, if any.

    Works clash that name the same authors and year in their short citations, whether one
    document cites both or not: all stand in one list here.
    """
    same: dict[str, list[Work]] = defaultdict(list)
    for work in works.values():
        same[replace(work, letter="").short()].append(work)
    letters = {
        work.work_id: _letter(place)
        for clashing in same.values()
        if len(clashing) > 1
        for place, work in enumerate(sorted(clashing, key=_order))
    }
    return {key: replace(work, letter=letters.get(key, "")) for key, work in works.items()}


def _order(work: Work) -> tuple[list[int], str, str]:
    """Order works as references are (9.47): a year alone first, then days, then titles."""
    shown = date_parts(work)[1:] if type_of(work) in DATED_BY_THE_DAY else []
    title = re.sub(r"^\W*(?:(?:an?|the)\s+)?", "", work.title.casefold())
    return shown, title, work.work_id


def _letter(place: int) -> str:
    """Return a to z, then aa, ab and so on."""
    before, last = divmod(place, 26)
    return (_letter(before - 1) if before else "") + "abcdefghijklmnopqrstuvwxyz"[last]
