"""The drafts of a text, judged one by one: a claim, no claim for a reason, or left for later."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click

from loaders.audit.claims import free_numerals
from loaders.audit.drafts import Row, drafts
from loaders.audit.source_texts import read_text, span
from loaders.curation.new_rows import NewRow
from loaders.curation.proposal import proposal_lines
from loaders.errors import did_you_mean, shown
from loaders.paragraphs.extraction import readable
from loaders.prompts.claim import NO, NUMBER_CELLS, YES, ClaimForm, agree_to_rows, agreed
from loaders.prompts.row import ask_row, text_cells
from loaders.prompts.session import Answers
from loaders.quantities.numerals import numerals
from loaders.quantities.unit_lookup import UnitKeys
from loaders.queries.selection import records
from loaders.schema.file_names import CLAIMS
from loaders.values.codelists import REASONS

CLAIM, SKIP, DONE = "claim", "skip", "done"
AROUND = 90
"""How many characters of the paragraph are shown on each side of a number."""


def ask_drafts(answers: Answers, topic: str, text: Path) -> list[NewRow]:
    """Ask what each numeral of a text is that no row has yet; return the rows after a yes.

    A text that no document has is made one first. Claims are of the topic given. Who stops, by
    `done` or Ctrl-C, can write the rows so far, and is asked for the others the next time.
    Raise `DatasetError` where the file is no text.
    """
    content = text.read_bytes()
    words = readable(content, text.name)
    known, taken = free_numerals(answers.files, content)
    key = known or ask_row(answers, "documents", text_cells(content), topic)
    data = answers.dataset
    units = UnitKeys(records(data.units), data.site.unit_words)
    rows = drafts(words, key, units, taken)
    paragraphs = read_text(text.name, content).paragraphs
    begun = kept = len(answers.rows)
    try:
        for number, row in enumerate(rows, 1):
            click.echo(f"{number} of {len(rows)}, {row['locator']}: {_context(paragraphs, row)}")
            if not _kept(answers, topic, row):
                break
            kept = len(answers.rows)
    except click.Abort:
        del answers.rows[kept:]  # what was asked for a claim that is not whole
        click.echo()
    if kept == begun:
        raise click.Abort
    for line in proposal_lines(answers.proposal()):
        click.echo(line)
    agree_to_rows(answers.rows)
    return answers.rows


def _kept(answers: Answers, topic: str, row: Row) -> bool:
    """Ask what a draft is, and keep its rows; tell whether to go on."""
    judged = _judge(answers, row)
    if judged == CLAIM:
        _keep_claim(answers, topic, row)
    elif judged not in (SKIP, DONE):
        answers.rows += _excluded(answers, row, judged)
    return judged != DONE


def _context(paragraphs: Sequence[str], row: Mapping[str, str]) -> str:
    """Return the words around what a draft is about; all of a run is only counted."""
    first, last = span(row["locator"])
    words = row.get("as_printed") or row["numeral"]
    if words == "*":
        return f"all numerals of {last - first + 1} paragraphs of notes or references"
    paragraph = paragraphs[first - 1]
    at = paragraph.find(words)
    start, end = max(0, at - AROUND), at + len(words) + AROUND
    before, after = paragraph[start:at], paragraph[at + len(words) : end]
    left, right = "…" if start else "", "…" if end < len(paragraph) else ""
    return f"{left}{before}[{words}]{after}{right}"


def _judge(answers: Answers, row: Row) -> str:
    """Ask what a draft is; Enter takes what it is drafted as."""
    known = (CLAIM, SKIP, DONE, *REASONS)

    def accept(answer: str) -> str:
        if answer not in known:
            what, allowed = f"{shown(answer)} is not an answer here", ", ".join(known)
            raise answers.refuse("reason", what, allowed, did_you_mean(answer, known, "choose one"))
        return answer

    question = f"{CLAIM}, {SKIP}, {DONE}, or why it is not a claim"
    default = CLAIM if row["table"] == CLAIMS else row["reason"]
    return answers.ask(question, accept, default=default, listed=lambda: REASONS)


def _keep_claim(answers: Answers, topic: str, row: Row) -> None:
    """Ask for what a draft of a claim lacks, or for all of a claim where it drafts none."""
    names = (*NUMBER_CELLS, "document_id", "locator")
    known = {name: row[name] for name in names if row.get(name)}
    if row["table"] != CLAIMS:
        known = {"document_id": row["document_id"]}
    kept = len(answers.rows)
    cells = ClaimForm(answers, topic).ask(known)
    if agreed(answers, topic, cells, (YES, NO)) == NO:
        del answers.rows[kept:]


def _excluded(answers: Answers, row: Row, reason: str) -> Iterator[NewRow]:
    """Yield an exclusion for each numeral of a draft."""
    texts = [row["numeral"]] if "numeral" in row else []
    texts = texts or [found.text for found in numerals(row["as_printed"])]
    for numeral in dict.fromkeys(re.sub(r"\s+", " ", text) for text in texts):
        cells = {name: row[name] for name in ("document_id", "locator")}
        yield answers.row("exclusions", "", cells | {"numeral": numeral, "reason": reason})
