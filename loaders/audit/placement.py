"""Where the words of rows stand in a document's text: in their paragraph, in another, nowhere.

The audit and every way in say it in the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from loaders.analysis.caution import TEXT, Caution
from loaders.audit.footnotes import sentence_span
from loaders.audit.ledger import EVERY, MARK, occurrences
from loaders.audit.source_texts import Passage, SourceText, read_texts, span, texts_folder
from loaders.curation.new_rows import NewRow
from loaders.errors import DatasetError, shown
from loaders.quantities.note_marks import is_mark, may_be_mark
from loaders.quantities.numerals import numbers, numerals
from loaders.schema.file_names import CLAIMS
from loaders.schema.tables import COLUMNS
from loaders.storage.folder import Files

Cells = Mapping[str, str]
WORDS = {CLAIMS: "as_printed", "events": "as_printed", "exclusions": "numeral"}
"""The column of each table that quotes a text."""
YEAR = re.compile(r"(?<![0-9,.])(?:1[5-9]|20)[0-9]{2}(?![0-9,]*[0-9])")
ALIKE = ("'‘’ʼ", '"“”„«»', "-‐‑–—−")
"""Signs that are easily taken for each other."""
MARKUP = r"(?:[\\*_]|</?\w{1,9}>)*"
"""What a text may have between the characters that a person reads."""


@dataclass(frozen=True)
class Misplaced:
    """Words that are not where their row says: the column to correct, what is wrong, what to do."""

    column: str
    what: str
    fix: str
    nowhere: bool = False
    """Whether the text does not have the words at all."""


def where(text: SourceText, locator: str, words: str) -> str:
    """Return the locator of the paragraph that has words, the one given first; "" for none."""
    if not words or span(locator)[1] == 0:
        return ""
    others = (f"para {number}" for number in range(1, len(text.paragraphs) + 1))
    found = (each for each in (locator, *others) if any(occurrences(words, text.located(each))))
    return next(found, "")


def misplaced(text: SourceText, locator: str, words: str, column: str) -> Misplaced | None:
    """Say where words of a row's column stand, where it is not the paragraph that the row names;
    None where it is, or where the locator names no paragraph.
    """
    if not words or span(locator)[1] == 0 or any(occurrences(words, text.located(locator))):
        return None
    quoted = f"{shown(words)} is"
    if other := where(text, locator, words):
        what = f"{quoted} not in {locator} of {text.name}"
        return Misplaced("locator", what, f"it is in {other}: correct the locator")
    if near := _alike(text.located(locator).text, words):
        what = f"{quoted} not in {locator} of {text.name}"
        fix = f"{shown(near)} is, with other spaces, signs or capitals: copy it"
        return Misplaced(column, what, fix)
    fix = "read the paragraph, and correct the row where it is wrong"
    return Misplaced(column, f"{quoted} nowhere in {text.name}", fix, nowhere=True)


def needless(text: SourceText, cells: Cells) -> Misplaced:
    """Say why an exclusion accounts for no numeral of its paragraph."""
    locator, words = cells["locator"], cells["numeral"]
    quoted, found = f"{shown(words)} of {locator}", [each.text for each in numbers(words)]
    if len(found) != 1:
        what = f"{quoted} has {len(found) or 'no'} numeral{'s' if found else ''}"
        each = f"give each a row of its own: {', '.join(found)}"
        return Misplaced("numeral", what, each if found else "correct or delete the row")
    if away := misplaced(text, locator, words, "numeral"):
        return away
    passage, inside = text.located(locator), numerals(words)[0].start
    at = [start + inside for start, _ in occurrences(words, passage)]
    if cells["reason"] != MARK and any(is_mark(passage.text, place) for place in at):
        return Misplaced("reason", f"{quoted} is the mark of a note", f"give the reason {MARK}")
    if cells["reason"] == MARK and not any(may_be_mark(passage.text, place) for place in at):
        fix = "give the reason why it is no claim"
        return Misplaced("reason", f"{quoted} is no mark of a note", fix)
    what = f"{quoted} accounts for no numeral that a claim or another row does not have"
    return Misplaced("numeral", what, "correct or delete the row")


def _alike(passage: str, words: str) -> str:
    """Return what a passage has in place of words, but for spaces, signs, markup and capitals."""
    parts = (_pattern(char) for char in " ".join(words.split()))
    found = re.search(rf"(?<![\w.,]){MARKUP.join(parts)}(?!\w)", passage, re.IGNORECASE)
    return found[0] if found else ""


def _pattern(char: str) -> str:
    if char == " ":
        return r"\s+"
    alike = next((signs for signs in ALIKE if char in signs), "")
    return f"[{re.escape(alike)}]" if alike else re.escape(char)


def text_cautions(files: Files, rows: Iterable[NewRow], directory: Path) -> Iterator[Caution]:
    """Yield a remark on each new row whose words are not where it says, of the documents whose
    texts are at hand (`texts_folder`); nothing is said of others.
    """
    quoting = [row for row in rows if row.table in WORDS]
    folder = texts_folder(directory)
    texts: dict[str, SourceText] = {}
    if quoting and folder is not None:
        with suppress(DatasetError):  # a file that cannot be read is told by the audit
            texts = read_texts(folder)
    documents = files.frames["documents"].fillna("")
    hashes = dict(zip(documents["document_id"], documents["text_sha256"], strict=True))
    for row in quoting:
        text = texts.get(hashes.get(row.cells.get("document_id", ""), ""))
        column = WORDS[row.table]
        words, locator = (row.cells.get(name, "") for name in (column, "locator"))
        if text is None or (row.table == "exclusions" and words == EVERY):
            continue
        name = row.cells.get(COLUMNS[row.table][0], "")
        if found := misplaced(text, locator, words, column):
            told = f"{found.what}; {found.fix}."
            yield Caution(TEXT, name, "", told, doubted=found.nowhere)
        elif other := _other_base(text.located(locator), row.cells):
            yield Caution(TEXT, name, "", f"Its sentence in {locator} of {text.name} {other}.")


def _other_base(passage: Passage, cells: Cells) -> str:
    """Say which years a row's sentence names where the one that it compares with is not there."""
    place = next(occurrences(cells.get("as_printed", ""), passage), None)
    sentence = passage.text[slice(*sentence_span(passage.text, *place))] if place else ""
    named = dict.fromkeys(YEAR.findall(sentence))
    own, base = (set(YEAR.findall(cells.get(name, ""))) for name in ("period", "base_period"))
    if not base or base & set(named) or not set(named) - own:
        return ""
    years = " and ".join(named)
    return f"names {years}, but not {cells['base_period']}, with which the row compares"
