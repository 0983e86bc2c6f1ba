"""The audit: every claim stands where it says, and every numeral is accounted for.

It reads the texts, which are not part of the project, and compares them with the tables. It
never changes a row: a disagreement is settled by reading the text.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from loaders.audit.drafts import Taken
from loaders.audit.footnotes import (
    cites_something,
    footnote_marks,
    footnotes,
    is_aside,
    sentence_span,
    works_named,
)
from loaders.audit.ledger import EVERY, Ledger, Place, RowWords, ledger, occurrences
from loaders.audit.placement import misplaced, needless, where
from loaders.audit.quotations import cut_short, overlapping, quotations
from loaders.audit.source_texts import SourceText, read_text, read_texts, span
from loaders.errors import Problem, shown
from loaders.schema.file_names import CLAIMS
from loaders.storage.folder import Files
from loaders.validation.wording import HEDGE, mismatch, quoted_hedges, readings_of
from loaders.values.locators import part_paragraphs, split_references

OK = "ok"
CODES = {
    "not_at_locator": "the words of a claim or an event are not in its paragraph",
    "hedge_not_at_locator": "the word that hedges a claim by its note is not in its paragraph",
    "words_not_own": "a claim's words cut a quantity in two, or are part of another claim's words",
    "numeral_unaccounted": "a numeral is in no claim and no exclusion",
    "exclusion_unused": "an exclusion accounts for nothing",
    "star_in_body": "an exclusion takes all numerals of body text",
    "reference_missing": "a claim lacks the work of its sentence's footnote",
    "coverage_stale": "coverage.csv does not have the numbers that were counted",
    "text_changed": "a text is not the one that was read",
    "text_missing": "a text was not found",
}
"""What is not ok, and what it means."""
CHANGED = 0.5
"""The share of a document's words that an unknown text holds if it is a later version of it."""
Cells = Mapping[str, str]
_READ = "read the paragraph, and correct the row where it is wrong"


@dataclass(frozen=True)
class Finding:
    """One outcome that is not ok."""

    code: str
    problem: Problem


@dataclass
class Audited:
    """What the audit of one document found; `ok` counts claims, exclusions, events and numerals.

    ledger and numerals are of the part that is curated, where it is not the whole.
    """

    document_id: str
    ok: int = 0
    findings: list[Finding] = field(default_factory=list)
    ledger: Ledger = field(default_factory=Ledger)
    numerals: int = 0
    part: str = ""

    @property
    def closed(self) -> bool:
        """Tell whether the text was read and every numeral of it is accounted for."""
        return self.numerals > 0 and not self.ledger.unaccounted


def audit(files: Files, directory: Path) -> list[Audited]:
    """Audit the documents whose text's SHA-256 is known against the texts of a folder."""
    texts = read_texts(directory)
    documents = files.frames["documents"].dropna(subset=["text_sha256"])
    hashes = set(documents["text_sha256"])
    strange = {key: text for key, text in texts.items() if key not in hashes}
    found = []
    for row, document in documents.iterrows():
        source = _Source(files, str(document["document_id"]), int(str(row)))
        text = texts.get(str(document["text_sha256"]))
        found.append(_audited(source, text) if text else _unread(source, strange, directory))
    return found


def free_numerals(files: Files, content: bytes) -> tuple[str, Taken]:
    """Return the document of a text, "" for none, and what tells whether a row has a numeral."""
    documents = files.frames["documents"]
    known = documents[documents["text_sha256"] == hashlib.sha256(content).hexdigest()]
    if known.empty:
        return "", lambda _paragraph, _numeral: False
    key = str(known["document_id"].iloc[0])
    source = _Source(files, key, int(str(known.index[0])))
    ways = _ledger(source, read_text("", content)).ways
    return key, lambda paragraph, numeral: (paragraph, numeral.start) in ways


def outcomes(audited: list[Audited]) -> dict[str, int]:
    """Return how often each outcome came up, `ok` first."""
    counts = Counter(finding.code for document in audited for finding in document.findings)
    return {OK: sum(document.ok for document in audited)} | {code: counts[code] for code in CODES}


@dataclass(frozen=True)
class _Source:
    """One document with the rows that the tables have of it."""

    files: Files
    document_id: str
    row: int

    @cached_property
    def rows(self) -> Mapping[str, Mapping[int, Cells]]:
        """Return the document's rows of each table by number, claims only where in force."""
        return {table: self._rows(table) for table in (CLAIMS, "exclusions", "events", "coverage")}

    def _rows(self, table: str) -> dict[int, Cells]:
        frame = self.files.in_force if table == CLAIMS else self.files.frames[table]
        kept = frame[frame["document_id"] == self.document_id]
        return {int(str(row)): dict(cells.fillna("")) for row, cells in kept.iterrows()}

    def finding(
        self, code: str, place: tuple[str, int, str], *, what: str, allowed: str, fix: str
    ) -> Finding:
        """Make a finding of a cell, which is given by table, row and column."""
        return Finding(code, self.files.problem(*place, what=what, allowed=allowed, fix=fix))


def _ledger(source: _Source, text: SourceText) -> Ledger:
    """Account for the numerals of the document's text by its claims and exclusions."""
    claims = [
        RowWords(row, where(text, c["locator"], c["as_printed"]) or c["locator"], c["as_printed"])
        for row, c in source.rows[CLAIMS].items()
    ]
    exclusions = source.rows["exclusions"].items()
    excluded = [RowWords(row, e["locator"], e["numeral"], e["reason"]) for row, e in exclusions]
    return ledger(text, claims, excluded)


def _audited(source: _Source, text: SourceText) -> Audited:
    """Check the document's rows and close its ledger."""
    kept, numerals = _ledger(source, text), len(text.numerals)
    if part := str(source.files.frames["documents"]["curated"].fillna("")[source.row]):
        promised = {n for a, b in part_paragraphs(part) for n in range(a, b + 1)}
        kept.keep(promised)
        numerals = sum(number in promised for number, _ in text.numerals)
    findings = [finding for check in CHECKS for finding in check(source, text, kept)]
    findings = findings or list(_coverage(source, kept))
    ok = _sound_rows(source, findings) + len(kept.ways)
    return Audited(source.document_id, ok, findings, kept, numerals, part)


def _sound_rows(source: _Source, findings: list[Finding]) -> int:
    """Return how many claims, exclusions and events have no finding."""
    wrong = {(finding.problem.file, finding.problem.line) for finding in findings}
    origins = (
        source.files.origin[table][row]
        for table in (CLAIMS, "exclusions", "events")
        for row in source.rows[table]
    )
    return sum(origin not in wrong for origin in origins)


def _unread(source: _Source, strange: Mapping[str, SourceText], directory: Path) -> Audited:
    """Say that the document's text is missing, or which text of the folder it became."""
    claims = [c for c in source.rows[CLAIMS].values() if c["as_printed"]]
    share = {
        key: sum(any(occurrences(c["as_printed"], t.located(c["locator"]))) for c in claims)
        / max(len(claims), 1)
        for key, t in strange.items()
    }
    nearest = max(share, key=lambda key: share[key], default="")
    if nearest and share[nearest] >= CHANGED:
        code = "text_changed"
        what = f"is not the SHA-256 of {strange[nearest].name} ({nearest})"
        fix = "restore the text, or read the new one and audit it as a document of its own"
    else:
        code, what = "text_missing", f"no text of {directory} has this SHA-256"
        if not directory.is_dir():
            what = f"the folder {directory} does not exist"
        fix = "put the text there, or name its folder with --texts"
    cell, allowed = (
        ("documents", source.row, "text_sha256"),
        "the SHA-256 of the text that was read",
    )
    finding = source.finding(code, cell, what=what, allowed=allowed, fix=fix)
    return Audited(source.document_id, findings=[finding])


def _length(source: _Source, text: SourceText, _: Ledger) -> Iterator[Finding]:
    cell = str(source.files.frames["documents"]["paragraphs"][source.row])
    if cell != str(len(text.paragraphs)):
        what = f"is {cell}, but {text.name} has {len(text.paragraphs)}"
        place, allowed = ("documents", source.row, "paragraphs"), "the number of non-blank lines"
        yield source.finding(
            "text_changed", place, what=what, allowed=allowed, fix="correct the cell"
        )


def _claims(source: _Source, text: SourceText, _: Ledger) -> Iterator[Finding]:
    yield from _misplaced(source, text, CLAIMS)
    notes = footnotes(text)
    named = works_named(notes, source.files.works or {})
    for row, claim in source.rows[CLAIMS].items():
        passage = text.located(claim["locator"])
        if not claim["as_printed"] or span(claim["locator"])[1] == 0:
            continue
        places = list(occurrences(claim["as_printed"], passage))
        if not places:
            continue
        spans = [sentence_span(passage.text, *place) for place in places]
        yield from _hedge(source, row, claim, passage.text)
        marked = [
            number
            for place, sentence in zip(places, spans, strict=True)
            for number in footnote_marks(passage.text[slice(*sentence)])
            if number in notes and not is_aside(passage.text, *place)
        ]
        wanted = {work for number in marked for work in named[number]} - {source.document_id}
        given = {key for key, _ in split_references(claim["reference_ids"])}
        unknown = not wanted and cites_something([notes[number] for number in marked])
        if (wanted and not wanted & given) or (unknown and not given):
            of = f"footnote {' and '.join(dict.fromkeys(marked))}"
            what = f"lacks the work of {of}, whose mark is in the sentence"
            allowed = "; ".join(sorted(wanted)) or "the work that the footnote cites"
            place = (CLAIMS, row, "reference_ids")
            yield source.finding("reference_missing", place, what=what, allowed=allowed, fix=_READ)


def _hedge(source: _Source, row: int, claim: Cells, passage: str) -> Iterator[Finding]:
    """Look for the word by which the note explains a hedge that the printed words do not give:
    that they give all else, or the note says why not, is what `check` sees to.
    """
    if mismatch(claim, readings_of(claim["as_printed"])) != HEDGE:
        return
    quoted = quoted_hedges(claim)
    if not any(word.casefold() in passage.casefold() for word in quoted):
        what = f"{claim['hedge']} rests on {shown(', '.join(quoted))}, which is not there"
        allowed = f"a word of {claim['locator']} that hedges the number"
        place = (CLAIMS, row, "hedge")
        yield source.finding("hedge_not_at_locator", place, what=what, allowed=allowed, fix=_READ)


def _own_words(source: _Source, text: SourceText, _: Ledger) -> Iterator[Finding]:
    quoted = quotations(text, source.rows[CLAIMS])
    for each, whole in cut_short(quoted):
        what = f"cuts {shown(whole)} in two"
        yield _not_own(source, each.row, what)
    for each, other in overlapping(quoted):
        cells = source.rows[CLAIMS][other.row]
        what = f"is part of the words of {cells['claim_id']}, {shown(cells['as_printed'])}"
        yield _not_own(source, each.row, what)


def _not_own(source: _Source, row: int, what: str) -> Finding:
    words = shown(source.rows[CLAIMS][row]["as_printed"])
    allowed = "whole words of this number and its hedge, and of no other claim"
    fix = "choose another passage of the paragraph"
    place = (CLAIMS, row, "as_printed")
    return source.finding("words_not_own", place, what=f"{words} {what}", allowed=allowed, fix=fix)


def _events(source: _Source, text: SourceText, _: Ledger) -> Iterator[Finding]:
    yield from _misplaced(source, text, "events")


def _misplaced(source: _Source, text: SourceText, table: str) -> Iterator[Finding]:
    """Yield the rows of a table whose words are not in the paragraph that they name."""
    for row, cells in source.rows[table].items():
        if found := misplaced(text, cells["locator"], cells["as_printed"], "as_printed"):
            allowed = "an exact passage of the paragraph, escapes and tags included"
            place = (table, row, found.column)
            yield source.finding(
                "not_at_locator", place, what=found.what, allowed=allowed, fix=found.fix
            )


def _unaccounted(source: _Source, text: SourceText, kept: Ledger) -> Iterator[Finding]:
    gone = _withdrawn(source, text) if kept.unaccounted else {}
    for number, at in kept.unaccounted:
        paragraph = text.paragraphs[number - 1]
        numeral = text.numerals[number, at].text
        around = paragraph[max(at - 30, 0) : at + len(numeral) + 20].strip()
        what = f"{shown(numeral)} of para {number} ({shown(around)}) is in no row"
        if (number, at) in gone:
            what += f", as {gone[number, at]} was withdrawn"
        allowed = "a claim, or an exclusion with its reason"
        fix = "add the claim or the exclusion: python -m loaders draft lists them"
        if (number, at) in gone:
            fix = "add the right claim, or an exclusion for the reason withdrawn"
        line = text.lines[number - 1]
        problem = Problem(text.name, line, "numeral", what=what, allowed=allowed, fix=fix)
        yield Finding("numeral_unaccounted", problem)


def _withdrawn(source: _Source, text: SourceText) -> dict[Place, str]:
    """Return the claims that were withdrawn by the places of their numerals."""
    claims = source.files.frames[CLAIMS]
    own = claims[(claims["document_id"] == source.document_id) & claims["withdrawn"].notna()]
    return {
        place: str(claim["claim_id"])
        for _, claim in own.fillna("").iterrows()
        for place in ledger(text, [RowWords(0, claim["locator"], claim["as_printed"])], ()).ways
    }


def _exclusions(source: _Source, text: SourceText, kept: Ledger) -> Iterator[Finding]:
    for row in kept.unused:
        found = needless(text, source.rows["exclusions"][row])
        place = ("exclusions", row, found.column)
        allowed = "one numeral of the paragraph that no claim has"
        yield source.finding(
            "exclusion_unused", place, what=found.what, allowed=allowed, fix=found.fix
        )
    for row in kept.starred:
        what = f"{shown(EVERY)} takes numerals of body text"
        allowed = f"{EVERY} for reference lists and whole footnotes only"
        place, fix = ("exclusions", row, "locator"), "give each numeral a row of its own"
        yield source.finding("star_in_body", place, what=what, allowed=allowed, fix=fix)


def _coverage(source: _Source, kept: Ledger) -> Iterator[Finding]:
    rows = source.rows["coverage"].values()
    if {cells["accounted_by"]: int(cells["numerals"]) for cells in rows} == kept.counts():
        return
    what = f"has other numbers for {source.document_id} than were counted"
    fix = "run: python -m loaders audit --write"
    problem = Problem(
        "coverage.csv", 0, "numerals", what=what, allowed="what the audit counts", fix=fix
    )
    yield Finding("coverage_stale", problem)


CHECKS: tuple[Callable[[_Source, SourceText, Ledger], Iterator[Finding]], ...] = (
    _length,
    _claims,
    _own_words,
    _events,
    _unaccounted,
    _exclusions,
)
"""What is asked of a text and its rows; the coverage is compared where all of it holds."""
