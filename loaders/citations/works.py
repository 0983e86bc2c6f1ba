"""Works and their citations: `references.bib` read by bibtexparser, and short forms.

A work is anything that can be cited; a citation is rendered text.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from loaders.errors import Problem, shown
from loaders.schema.columns import SLUG, SLUG_ALLOWED

BIBLIOGRAPHY = "references.bib"
COMPLETE = "an entry with a title, a year, and an author, institution or journal"
NAME_FIELDS = ("author", "editor", "institution", "organization", "journal")
ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",  # BibTeX counts the brace of `\{` too, so that cannot stand alone
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}
"""How the characters that mean something to LaTeX are written in BibTeX."""
ESCAPED = {written.removesuffix("{}"): sign for sign, written in ESCAPES.items()}
MARKUP = re.compile(
    r"(?P<word>\\text(?:backslash|braceleft|braceright|asciitilde|asciicircum))"
    r"(?:\{\}|(?![A-Za-z]) ?)|\\(?P<sign>[&%$#_{}])|[{}]"
)


@dataclass(frozen=True)
class Work:
    """One entry of the bibliography; `fields` are as written, without the outer braces.

    `letter` tells works apart whose short citations would be the same: `2020a`, `2020b`.
    """

    work_id: str
    kind: str
    fields: Mapping[str, str]
    line: int
    letter: str = ""

    @property
    def year(self) -> str:
        """Return the year of publication, or `n.d.` where the entry has none."""
        date = plain(self.fields.get("date", "")) or plain(self.fields.get("year", ""))
        found = re.match(r"[0-9]{4}", date)
        return found.group() if found else "n.d."

    @property
    def title(self) -> str:
        """Return the title without BibTeX's braces."""
        return plain(self.fields.get("title", ""))

    @property
    def url(self) -> str:
        """Return the web address, or an empty text."""
        return self.fields.get("url", "")

    @property
    def suffix(self) -> str:
        """Return what follows the year: the letter, after a hyphen where there is no year."""
        return f"-{self.letter}" if self.letter and self.year == "n.d." else self.letter

    def short(self) -> str:
        """Return the short citation, such as `Rosen & Seelke 2020`."""
        return f"{self.names} {self.year}{self.suffix}"

    @property
    def names(self) -> str:
        """Return whom the short citation names, such as `Rosen & Seelke`."""
        if "shortauthor" in self.fields:
            return plain(self.fields["shortauthor"])
        names = [_family(name) for name in _split_names(self.fields.get("author", ""))]
        if not names:
            source = [plain(self.fields.get(field, "")) for field in NAME_FIELDS]
            return next(filter(None, source), self.title)
        many = len(names) > 2 or names[-1] == "others"
        return f"{names[0]} et al." if many else " & ".join(names)


def plain(text: str) -> str:
    """Return a BibTeX value on one line, without its braces and escapes."""
    return re.sub(r"\s+", " ", MARKUP.sub(unescaped, text)).strip()


def unescaped(found: re.Match[str]) -> str:
    """Return the character that an escape stands for; nothing for a brace."""
    return ESCAPED.get(found["word"] or "", found["sign"] or "")


def _split_names(author: str) -> list[str]:
    """Split a list of names at each `and` that stands outside braces."""
    names, depth = [""], 0
    for word in author.split():
        depth += word.count("{") - word.count("}")
        if word == "and" and depth == 0:
            names.append("")
        else:
            names[-1] += f" {word}"
    return [name.strip() for name in names if plain(name)]


def _family(name: str) -> str:
    if name.startswith("{"):
        return plain(name)
    return plain(name.split(",", maxsplit=1)[0] if "," in name else name.rsplit(maxsplit=1)[-1])


UNPARSED, OUTSIDE = "cannot be parsed", "stands outside the entries"
UNREADABLE = (UNPARSED, OUTSIDE)
"""What is wrong where a work may have been lost, so that nothing can be said about missing ones."""
RUNS_ON = re.compile(r"\n\s*\w+\s*=")


def read_works(text: str, file: str = BIBLIOGRAPHY) -> tuple[dict[str, Work], list[Problem]]:
    """Parse a bibliography; return works by key, and what is wrong with the file."""
    from bibtexparser.entrypoint import parse_string  # only the check needs it

    from loaders.citations.year_suffixes import lettered  # it needs `Work`

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # its faults are told below
    library = parse_string(text)
    works: dict[str, Work] = {}
    problems = [_block_problem(file, block) for block in library.failed_blocks]
    for comment in library.comments:
        if type(comment).__name__ == "ImplicitComment" and not library.failed_blocks:
            line, fix = (comment.start_line or 0) + 1, "begin an entry with @, or delete the text"
            problems.append(Problem(file, line, "entry", OUTSIDE, "BibTeX entries", fix))
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
        return Problem(file, line, "entry", f"{key} stands twice", "each key once", "delete one")
    if name == "DuplicateFieldKeyBlock":
        what = f"has {' and '.join(sorted(block.duplicate_keys))} twice"
        return Problem(file, line, "entry", what, "each field once", "delete one")
    fix = "give the entry a key, close each brace, and put a comma after each field"
    return Problem(file, line, "entry", UNPARSED, "a BibTeX entry", fix)


def _entry_problems(file: str, work: Work) -> list[Problem]:
    if not re.fullmatch(SLUG, work.work_id):
        what = f"{shown(work.work_id)} is no key"
        return [Problem(file, work.line, "entry", what, SLUG_ALLOWED, "correct the key")]
    for name, value in work.fields.items():
        if RUNS_ON.search(value):
            what, allowed = f"{name} runs on into the next field", "a comma after each field"
            return [Problem(file, work.line, "entry", what, allowed, "add the comma")]
    needs = {
        "title": bool(work.title),
        "year": work.year != "n.d.",
        "author": any(plain(work.fields.get(f, "")) for f in NAME_FIELDS),
    }
    return [
        Problem(
            file, work.line, "entry", f"{work.work_id} has no {field}", COMPLETE, f"add {field}"
        )
        for field, there in needs.items()
        if not there
    ]


def split_references(cell: str) -> list[tuple[str, str]]:
    """Split a `reference_ids` cell into (key, place); the place is empty where none is given."""
    found = (re.fullmatch(r"(?s)([^\[\]]*)(?:\[(.*)\])?", part) for part in cell.split(";"))
    return [(m.group(1), m.group(2) or "") for m in found if m]


def locator_words(locator: str) -> str:
    """Return a locator as a source note prints it: `para 60` → `¶60`."""
    return locator.replace("para ", "¶") if locator.startswith("para ") else locator


def printed(words: str) -> str:
    """Return `as_printed` without the escapes and tags of the document's text."""
    return re.sub(r"\\([$_*#])", r"\1", re.sub(r"</?\w+\s*/?>", "", words))
