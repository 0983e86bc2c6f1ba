"""`references.bib` as works, and what is wrong with it."""

from __future__ import annotations

import logging
import re
from typing import Any

from loaders.citations.latex import plain
from loaders.citations.works import NAME_FIELDS, Work
from loaders.citations.year_suffixes import lettered
from loaders.errors import Problem, shown
from loaders.schema.columns import SLUG, SLUG_ALLOWED

BIBLIOGRAPHY = "references.bib"
COMPLETE = "an entry with a title, a year, and an author, institution or journal"
UNPARSED, OUTSIDE = "cannot be parsed", "stands outside the entries"
UNREADABLE = (UNPARSED, OUTSIDE)
"""What is wrong where a work may have been lost, so that nothing can be said about missing ones."""
RUNS_ON = re.compile(r"\n\s*\w+\s*=")


def read_works(text: str, file: str = BIBLIOGRAPHY) -> tuple[dict[str, Work], list[Problem]]:
    """Parse a bibliography; return works by key, and what is wrong with the file."""
    from bibtexparser.entrypoint import parse_string  # only the check needs it

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # its faults are told below
    library = parse_string(text)
    works: dict[str, Work] = {}
    problems = [_block_problem(file, block) for block in library.failed_blocks]
    for comment in library.comments:
        if type(comment).__name__ == "ImplicitComment" and not library.failed_blocks:
            line, fix = (comment.start_line or 0) + 1, "begin an entry with @, or delete the text"
            problems.append(
                Problem(file, line, "entry", what=OUTSIDE, allowed="BibTeX entries", fix=fix)
            )
    for entry in _entries(library):
        fields = {field.key.lower(): str(field.value) for field in entry.fields}
        work = Work(entry.key, entry.entry_type.lower(), fields, (entry.start_line or 0) + 1)
        works.setdefault(entry.key, work)
        problems += _entry_problems(file, work)
    return lettered(works), problems


def _entries(library: Any) -> list[Any]:
    """Return the entries, those with a field twice included: that is told, and no more."""
    failed = (getattr(block, "ignore_error_block", None) for block in library.failed_blocks)
    return [*library.entries, *(block for block in failed if hasattr(block, "entry_type"))]


def _block_problem(file: str, block: Any) -> Problem:
    name, line = type(block).__name__, (block.start_line or 0) + 1
    if name == "DuplicateBlockKeyBlock":
        key = shown(str(block.key))
        return Problem(
            file,
            line,
            "entry",
            what=f"{key} stands twice",
            allowed="each key once",
            fix="delete one",
        )
    if name == "DuplicateFieldKeyBlock":
        what = f"has {' and '.join(sorted(block.duplicate_keys))} twice"
        return Problem(file, line, "entry", what=what, allowed="each field once", fix="delete one")
    fix = "give the entry a key, close each brace, and put a comma after each field"
    return Problem(file, line, "entry", what=UNPARSED, allowed="a BibTeX entry", fix=fix)


def _entry_problems(file: str, work: Work) -> list[Problem]:
    if not re.fullmatch(SLUG, work.work_id):
        what = f"{shown(work.work_id)} is no key"
        return [
            Problem(
                file, work.line, "entry", what=what, allowed=SLUG_ALLOWED, fix="correct the key"
            )
        ]
    for name, value in work.fields.items():
        if RUNS_ON.search(value):
            what, allowed = f"{name} runs on into the next field", "a comma after each field"
            return [
                Problem(file, work.line, "entry", what=what, allowed=allowed, fix="add the comma")
            ]
    needs = {
        "title": bool(work.title),
        "year": work.year != "n.d.",
        "author": any(plain(work.fields.get(f, "")) for f in NAME_FIELDS),
    }
    return [
        Problem(
            file,
            work.line,
            "entry",
            what=f"{work.work_id} has no {field}",
            allowed=COMPLETE,
            fix=f"add {field}",
        )
        for field, there in needs.items()
        if not there
    ]
