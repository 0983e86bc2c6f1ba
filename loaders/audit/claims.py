"""The audit: every claim stands where it says, and every numeral is accounted for.

It reads the texts, which are not part of the project, and compares them with the tables. It
never changes a row: a disagreement is settled by reading the text.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from loaders.audit.drafts import Taken, nothing_taken
from loaders.audit.footnotes import cites_something, footnotes, marks, sentence, works_named
from loaders.audit.ledger import EVERY, Ledger, Words, ledger, occurrences
from loaders.audit.source_texts import Text, read_text, read_texts, span
from loaders.errors import Problem, shown
from loaders.quantities.extraction import Reading, readings
from loaders.storage.folder import CLAIMS, Files
from loaders.values.locators import split_references

OK = "ok"
CODES = {
    "not_at_locator": "the words of a claim or an event do not stand in its paragraph",
    "value_not_in_words": "the words give other bounds",
    "hedge_not_in_words": "the words give another hedge",
    "numeral_unaccounted": "a numeral stands in no claim and no exclusion",
    "exclusion_unused": "an exclusion accounts for nothing",
    "star_in_body": "an exclusion takes all numerals of body text",
    "reference_missing": "a claim lacks the work of its sentence's footnote",
    "coverage_stale": "coverage.csv does not have the numbers that were counted",
    "text_changed": "a text is not the one that was read",
    "text_missing": "a text is not at hand",
}
"""What is not ok, and what it means."""
CHANGED = 0.5
"""The share of a document's words that an unknown text holds if it is a later version of it."""
Cells = Mapping[str, Any]


@dataclass(frozen=True)
class Finding:
    """One outcome that is not ok."""

    code: str
    problem: Problem


@dataclass
class Audited:
    """What the audit of one document found; `ok` counts claims, exclusions, events and numerals."""

    document_id: str
    ok: int = 0
    findings: list[Finding] = field(default_factory=list)
    ledger: Ledger = field(default_factory=Ledger)
    numerals: int = 0

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
        source = Source(files, str(document["document_id"]), int(str(row)))
        text = texts.get(str(document["text_sha256"]))
        found.append(source.audited(text) if text else source.without_text(strange, directory))
    return found


def free_numerals(files: Files, content: bytes) -> tuple[str, Taken]:
    """Return the document of a text, "" for none, and what tells whether a row has a numeral."""
    documents = files.frames["documents"]
    known = documents[documents["text_sha256"] == hashlib.sha256(content).hexdigest()]
    if known.empty:
        return "", nothing_taken
    key = str(known["document_id"].iloc[0])
    ways = Source(files, key, int(str(known.index[0]))).ledger(read_text("", content)).ways
    return key, lambda paragraph, numeral: (paragraph, numeral.start) in ways


def outcomes(audited: list[Audited]) -> dict[str, int]:
    """Return how often each outcome came up, `ok` first."""
    counts = Counter(finding.code for document in audited for finding in document.findings)
    return {OK: sum(document.ok for document in audited)} | {code: counts[code] for code in CODES}


@dataclass(frozen=True)
class Source:
    """One document with the rows that the tables have of it."""

    files: Files
    document_id: str
    row: int

    def rows(self, table: str) -> dict[int, Cells]:
        """Return the document's rows of a table by number, claims only where in force."""
        frame = self.files.frames[table]
        kept = frame[frame["document_id"] == self.document_id]
        if table == CLAIMS:
            kept = kept[kept["withdrawn"].isna()]
            kept = kept[~kept["claim_id"].isin(list(frame["supersedes"].dropna()))]
        return {int(str(row)): dict(cells.fillna("")) for row, cells in kept.iterrows()}

    def audited(self, text: Text) -> Audited:
        """Check the document's claims and close its ledger."""
        claims, exclusions = self.rows(CLAIMS), self.rows("exclusions")
        found = Audited(self.document_id, numerals=len(text.numerals), ledger=self.ledger(text))
        found.findings += self._length(text)
        found.findings += self._claims(text, claims)
        found.findings += self._events(text)
        found.findings += self._numerals(text, found.ledger)
        found.findings += self._exclusions(found.ledger)
        if not found.findings:
            found.findings += self._coverage(found)
        wrong = {(f.problem.file, f.problem.line) for f in found.findings}
        tables = {CLAIMS: claims, "exclusions": exclusions, "events": self.rows("events")}
        rows = [(table, row) for table, own in tables.items() for row in own]
        kept = [
            where for table, row in rows if (where := self.files.origin[table][row]) not in wrong
        ]
        found.ok = len(kept) + len(found.ledger.ways)
        return found

    def ledger(self, text: Text) -> Ledger:
        """Account for the numerals of the document's text by its claims and exclusions."""
        claims = [
            Words(row, _where(text, c) or c["locator"], c["as_printed"])
            for row, c in self.rows(CLAIMS).items()
        ]
        exclusions = self.rows("exclusions").items()
        said = [Words(row, e["locator"], e["numeral"], e["reason"]) for row, e in exclusions]
        return ledger(text, claims, said)

    def _length(self, text: Text) -> Iterator[Finding]:
        told = str(self.files.frames["documents"]["paragraphs"][self.row])
        if told != str(len(text.paragraphs)):
            what = f"is {told}, but {text.name} has {len(text.paragraphs)}"
            texts = ("paragraphs", what, "the number of non-blank lines", "correct the cell")
            problem = self.files.problem("documents", self.row, *texts)
            yield Finding("text_changed", problem)

    def without_text(self, strange: Mapping[str, Text], directory: Path) -> Audited:
        """Say that the document's text is missing, or which text of the folder it became."""
        claims = [c for c in self.rows(CLAIMS).values() if c["as_printed"]]
        share = {
            key: sum(any(occurrences(c["as_printed"], t.located(c["locator"]))) for c in claims)
            / max(len(claims), 1)
            for key, t in strange.items()
        }
        nearest = max(share, key=lambda key: share[key], default="")
        if nearest and share[nearest] >= CHANGED:
            code, what = (
                "text_changed",
                f"is not the SHA-256 of {strange[nearest].name} ({nearest})",
            )
            fix = "restore the text, or read the new one and audit it as a document of its own"
        else:
            code, what = "text_missing", f"no text of {directory} has this SHA-256"
            if not directory.is_dir():
                what = f"the folder {directory} does not exist"
            fix = "put the text there, or name its folder with --texts"
        allowed = "the SHA-256 of the text that was read"
        problem = self.files.problem("documents", self.row, "text_sha256", what, allowed, fix)
        return Audited(self.document_id, findings=[Finding(code, problem)])

    def _claims(self, text: Text, claims: Mapping[int, Cells]) -> Iterator[Finding]:
        works = self.files.works or {}
        notes = footnotes(text)
        named = works_named(notes, works)
        for row, claim in claims.items():
            passage = text.located(claim["locator"])
            if not claim["as_printed"] or span(claim["locator"])[1] == 0:
                continue
            places = list(occurrences(claim["as_printed"], passage))
            if not places:
                yield self._misplaced(text, row, claim)
                continue
            yield from self._wording(row, claim)
            sentences = [passage.text[slice(*sentence(passage.text, *place))] for place in places]
            marked = [number for said in sentences for number in marks(said) if number in notes]
            wanted = {work for number in marked for work in named[number]} - {self.document_id}
            given = {key for key, _ in split_references(claim["reference_ids"])}
            unknown = not wanted and cites_something([notes[number] for number in marked])
            if (wanted and not wanted & given) or (unknown and not given):
                of = f"footnote {' and '.join(dict.fromkeys(marked))}"
                what = f"lacks the work of {of}, whose mark stands in the sentence"
                allowed = "; ".join(sorted(wanted)) or "the work that the footnote cites"
                yield self._finding("reference_missing", row, "reference_ids", what, allowed, _READ)

    def _events(self, text: Text) -> Iterator[Finding]:
        for row, event in self.rows("events").items():
            passage = text.located(event["locator"])
            if span(event["locator"])[1] and not any(occurrences(event["as_printed"], passage)):
                yield self._misplaced(text, row, event, "events")

    def _misplaced(self, text: Text, row: int, claim: Cells, table: str = CLAIMS) -> Finding:
        elsewhere = _where(text, claim)
        column = "locator" if elsewhere else "as_printed"
        what = f"{shown(claim['as_printed'])} does not stand in {claim['locator']} of {text.name}"
        allowed = "an exact run of the paragraph, escapes and tags included"
        fix = f"it stands in {elsewhere}: correct the locator" if elsewhere else _READ
        return self._finding("not_at_locator", row, column, what, allowed, fix, table=table)

    def _wording(self, row: int, claim: Cells) -> Iterator[Finding]:
        said = readings(claim["as_printed"], everything=True)
        code = disagreement(claim, said)
        if code:
            column = "hedge" if code == "hedge_not_in_words" else "low" if claim["low"] else "high"
            what = f"{_bounds(claim)}, but {shown(claim['as_printed'])} gives {_given(said)}"
            yield self._finding(code, row, column, what, "what the words give", _READ)

    def _numerals(self, text: Text, kept: Ledger) -> Iterator[Finding]:
        for number, at in kept.unaccounted:
            paragraph = text.paragraphs[number - 1]
            numeral = text.numerals[number, at].text
            around = paragraph[max(at - 30, 0) : at + len(numeral) + 20].strip()
            what = f"{shown(numeral)} of para {number} ({shown(around)}) stands in no row"
            allowed = "a claim, or an exclusion with its reason"
            fix = "add the claim or the exclusion: python -m loaders draft lists them"
            line = text.lines[number - 1]
            problem = Problem(text.name, line, "numeral", what, allowed, fix)
            yield Finding("numeral_unaccounted", problem)

    def _exclusions(self, kept: Ledger) -> Iterator[Finding]:
        for row in kept.unused:
            one = row not in kept.not_one
            what = "accounts for no numeral" if one else "does not hold one numeral"
            allowed, fix = (
                "one numeral of the paragraph that no claim has",
                "correct or delete the row",
            )
            yield self._finding(
                "exclusion_unused", row, "numeral", what, allowed, fix, table="exclusions"
            )
        for row in kept.starred:
            what = f"{shown(EVERY)} takes numerals of body text"
            allowed = f"{EVERY} for reference lists and whole footnotes only"
            fix = "give each numeral a row of its own"
            yield self._finding(
                "star_in_body", row, "locator", what, allowed, fix, table="exclusions"
            )

    def _coverage(self, found: Audited) -> Iterator[Finding]:
        counted = found.ledger.counts()
        rows = self.rows("coverage").values()
        if {cells["accounted_by"]: int(cells["numerals"]) for cells in rows} == counted:
            return
        what = f"has other numbers for {self.document_id} than were counted"
        fix = "run: python -m loaders audit --write"
        problem = Problem("coverage.csv", 0, "numerals", what, "what the audit counts", fix)
        yield Finding("coverage_stale", problem)

    def _finding(
        self, code: str, row: int, column: str, *texts: str, table: str = CLAIMS
    ) -> Finding:
        return Finding(code, self.files.problem(table, row, column, *texts))


def _where(text: Text, claim: Cells) -> str:
    """Return the locator of the paragraph that has a claim's words, its own first; "" for none."""
    own = claim["locator"]
    others = (f"para {number}" for number in range(1, len(text.paragraphs) + 1))
    words = claim["as_printed"]
    if not words or span(own)[1] == 0:
        return ""
    found = (where for where in (own, *others) if any(occurrences(words, text.located(where))))
    return next(found, "")


_READ = "read the paragraph, and correct the row where it is wrong"


def disagreement(claim: Cells, said: list[Reading]) -> str:
    """Return the code of what a claim's words do not give; empty where they give all of it.

    `claim` has `low`, `high`, `best`, `unit`, `hedge` as text, `said` is what its words may mean.
    """
    said = [_in_percent(r) if claim["unit"] == "percent" else r for r in said]
    low, high, best = (Decimal(claim[c]) if claim[c] else None for c in ("low", "high", "best"))
    numbers = {low, high} - {None}
    alike = [r for r in said if {r.low, r.high} - {None} == numbers]
    if best is not None and not any(r.low == r.high == best for r in said):
        return "value_not_in_words"
    if not alike:
        return "value_not_in_words"
    right = any((r.low, r.high, r.hedge) == (low, high, claim["hedge"]) for r in alike)
    return "" if right else "hedge_not_in_words"


def _in_percent(reading: Reading) -> Reading:
    """Return a fraction ("3 in 4") as a number of per cent."""
    if reading.form != "fraction":
        return reading
    low, high = (None if n is None else 100 * n for n in (reading.low, reading.high))
    return replace(reading, low=low, high=high)


def _bounds(claim: Cells) -> str:
    ends = "–".join(dict.fromkeys(claim[c] for c in ("low", "high") if claim[c]))
    return f"the row has {claim['hedge']} {ends}"


def _given(said: list[Reading]) -> str:
    each = [
        f"{r.hedge} " + "–".join(dict.fromkeys(f"{n:f}" for n in (r.low, r.high) if n is not None))
        for r in said
    ]
    return " or ".join(each) or "no number"
