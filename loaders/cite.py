"""Works and their citations: `references.bib` read by bibtexparser, and short forms.

A work is anything that can be cited; a citation is rendered text.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass

from loaders.problems import Problem, shown

BIBLIOGRAPHY = "references.bib"
TITLE_FIELDS = ("title",)
NAME_FIELDS = ("author", "editor", "institution", "organization", "journal")


@dataclass(frozen=True)
class Work:
    """One entry of the bibliography; `fields` are as written, without the outer braces."""

    work_id: str
    kind: str
    fields: Mapping[str, str]
    line: int

    @property
    def year(self) -> str:
        """Return the year of publication, or `n.d.` where the entry has none."""
        found = re.match(r"[0-9]{4}", self.fields.get("date", self.fields.get("year", "")))
        return found.group() if found else "n.d."

    @property
    def title(self) -> str:
        """Return the title without BibTeX's braces."""
        return plain(self.fields.get("title", ""))

    @property
    def url(self) -> str:
        """Return the web address, or an empty text."""
        return self.fields.get("url", "")

    def short(self) -> str:
        """Return the short citation, such as `Rosen & Seelke 2020`."""
        return f"{self._names()} {self.year}"

    def _names(self) -> str:
        if "shortauthor" in self.fields:
            return plain(self.fields["shortauthor"])
        names = [_family(n) for n in re.split(r"\s+and\s+", self.fields.get("author", "")) if n]
        if not names:
            source = [self.fields[f] for f in NAME_FIELDS if f in self.fields]
            return plain(source[0]) if source else self.title
        return f"{names[0]} et al." if len(names) > 2 else " & ".join(names)


def plain(text: str) -> str:
    """Return a BibTeX value without its braces."""
    return re.sub(r"\s+", " ", text.replace("{", "").replace("}", "")).strip()


def _family(name: str) -> str:
    if name.startswith("{"):
        return plain(name)
    return plain(name.split(",", maxsplit=1)[0] if "," in name else name.rsplit(maxsplit=1)[-1])


def read_works(text: str, file: str = BIBLIOGRAPHY) -> tuple[dict[str, Work], list[Problem]]:
    """Parse a bibliography; return works by key, and what is wrong with the file."""
    from bibtexparser.entrypoint import parse_string  # only the check needs it

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # its faults are told below
    library = parse_string(text)
    works, problems = {}, []
    for block in library.failed_blocks:
        line = (block.start_line or 0) + 1
        problems.append(_block_problem(file, line, block))
    for entry in library.entries:
        fields = {field.key.lower(): str(field.value) for field in entry.fields}
        line = (entry.start_line or 0) + 1
        work = Work(entry.key, entry.entry_type.lower(), fields, line)
        works[entry.key] = work
        problems += _entry_problems(file, work)
    return works, problems


def _block_problem(file: str, line: int, block: object) -> Problem:
    name = type(block).__name__
    if name == "DuplicateBlockKeyBlock":
        key = shown(str(getattr(block, "key", "")))
        return Problem(file, line, "entry", f"{key} stands twice", "each key once", "delete one")
    if name == "DuplicateFieldKeyBlock":
        return Problem(file, line, "entry", "has a field twice", "each field once", "delete one")
    fix = "close each brace, and put a comma after each field"
    return Problem(file, line, "entry", "cannot be parsed", "a BibTeX entry", fix)


def _entry_problems(file: str, work: Work) -> list[Problem]:
    needs = {
        "title": any(f in work.fields for f in TITLE_FIELDS),
        "year": work.year != "n.d.",
        "author": any(f in work.fields for f in NAME_FIELDS),
    }
    allowed = "an entry with a title, a year, and an author, institution or journal"
    return [
        Problem(file, work.line, field, f"{work.work_id} has none", allowed, f"add {field}")
        for field, there in needs.items()
        if not there
    ]


def split_references(cell: str) -> list[tuple[str, str]]:
    """Split a `reference_ids` cell into (key, place); the place is empty where none is given."""
    found = (re.fullmatch(r"([^\[\]]*)(?:\[(.*)\])?", part) for part in cell.split(";"))
    return [(m.group(1), m.group(2) or "") for m in found if m]


def locator_words(locator: str) -> str:
    """Return a locator as a source note prints it: `para 60` → `¶60`."""
    return locator.replace("para ", "¶") if locator.startswith("para ") else locator
