"""The drafts of a text, judged one by one: a claim, no claim for a reason, or left for later."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from loaders.audit.claims import free_numerals
from loaders.audit.decisions import DATE, excluded
from loaders.audit.draft_table import around
from loaders.audit.drafts import Draft, Row, placed_drafts
from loaders.audit.ledger import RowWords, ledger
from loaders.audit.proposal import proposal_lines
from loaders.audit.source_texts import SourceText, read_text
from loaders.curation.new_rows import NewRow
from loaders.errors import did_you_mean, shown
from loaders.paragraphs.extraction import readable
from loaders.prompts.claim import NO, NUMBER_CELLS, YES, ClaimForm, agree_to_rows, agreed
from loaders.prompts.row import ask_row, text_cells
from loaders.prompts.session import Answers, numbered
from loaders.quantities.unit_lookup import UnitKeys
from loaders.queries.selection import records
from loaders.schema.file_names import CLAIMS
from loaders.values.codelists import REASONS

CLAIM, LATER, DONE = "claim", "later", "done"
JUDGED = (
    f"{CLAIM}: it is one, and what it lacks is asked for; {LATER}: leave it for the next time",
    f"{DONE}: stop here; or why it is not a claim, by number or name:",
)
DATES = "yes: each is excluded with the reason date; no: each is asked for by itself"
FEW = 2
"""From so many dates on, they are settled together."""


def ask_drafts(answers: Answers, topic: str, text: Path) -> list[NewRow]:
    """Ask what each numeral of a text is that no row has yet; return the rows after a yes.

    A text that no document has is made one first. Claims are of the topic given. Who is
    done can write the rows so far, and is asked for the others the next time.
    Raise `DatasetError` where the file is no text.
    """
    content = text.read_bytes()
    words = readable(content, text.name)
    known, taken = free_numerals(answers.files, content)
    key = known or ask_row(answers, "documents", text_cells(content), topic)
    data = answers.dataset
    units = UnitKeys(records(data.units), data.site.unit_words)
    drafts = placed_drafts(words, key, units, taken)
    source = read_text(text.name, content)
    begun = len(answers.rows)
    drafts = _without_dates(answers, drafts)
    for number, draft in enumerate(drafts, 1):
        if _claimed(answers, source, draft):
            continue
        before, own, behind = around(source, draft)
        place = f"{number} of {len(drafts)}, {draft.row['locator']}"
        click.echo(f"{place}: {before}[{own}]{behind}")
        if not _kept(answers, topic, draft.row):
            break
    if len(answers.rows) == begun:
        answers.said.clear()
        raise click.Abort
    for line in proposal_lines(answers.proposal()):
        click.echo(line)
    agree_to_rows(answers)
    return answers.rows


def _without_dates(answers: Answers, drafts: list[Draft]) -> list[Draft]:
    """Ask whether all plain dates are none but dates; return the drafts that are left to judge."""
    dates = [draft for draft in drafts if draft.row.get("reason") == DATE]
    if len(dates) < FEW:
        return drafts
    names = dict.fromkeys(draft.row["numeral"] for draft in dates)
    click.echo(f"{len(dates)} numerals are dates by their form: {', '.join(names)}")
    if not answers.confirm("Exclude them all as dates", DATES, default=True):
        return drafts
    answers.rows += [row for draft in dates for row in _excluded(answers, draft.row, DATE)]
    return [draft for draft in drafts if draft not in dates]


def _claimed(answers: Answers, source: SourceText, draft: Draft) -> bool:
    """Tell whether a claim that was just made has all numerals of a draft."""
    place = draft.row["locator"]
    claims = [
        RowWords(0, place, row.cells["as_printed"])
        for row in answers.rows
        if row.table == CLAIMS and row.cells["locator"] == place
    ]
    ways = ledger(source, claims, ()).ways if claims else {}
    own = {
        (draft.paragraph, each.start)
        for each in source.numerals_in[draft.paragraph]
        if draft.start <= each.start < draft.end
    }
    return bool(own) and own <= ways.keys()


def _kept(answers: Answers, topic: str, row: Row) -> bool:
    """Ask what a draft is, and keep its rows; tell whether to go on."""
    judged = _judge(answers, row)
    if judged == CLAIM:
        _keep_claim(answers, topic, row)
    elif judged not in (LATER, DONE):
        answers.rows += _excluded(answers, row, judged)
    return judged != DONE


def _judge(answers: Answers, row: Row) -> str:
    """Ask what a draft is; Enter takes what it is drafted as."""
    known = (CLAIM, LATER, DONE, *REASONS)

    def accept(answer: str) -> str:
        if answer.isdigit() and 1 <= int(answer) <= len(REASONS):
            return list(REASONS)[int(answer) - 1]
        if answer not in known:
            what, allowed = f"{shown(answer)} is not an answer here", ", ".join(known)
            raise answers.refuse("reason", what, allowed, did_you_mean(answer, known, "choose one"))
        return answer

    words = row.get("as_printed") or row["numeral"]  # kept answers are of these words
    question = f"{words}: {CLAIM}, {LATER}, {DONE}, or why it is not a claim"
    default = CLAIM if row["table"] == CLAIMS else row["reason"]
    listed = numbered({name: code.meaning for name, code in REASONS.items()}, new=False)
    return answers.ask(question, accept, default=default, listed=lambda: [*JUDGED, *listed])


def _keep_claim(answers: Answers, topic: str, row: Row) -> None:
    """Ask for what a draft of a claim lacks, or for all of a claim where it drafts none."""
    names = (*NUMBER_CELLS, "document_id", "locator")
    known = {name: row[name] for name in names if row.get(name)}
    if row["table"] != CLAIMS:
        known = {"document_id": row["document_id"]}
    kept, seen = len(answers.rows), answers.lines()
    cells = ClaimForm(answers, topic).ask(known)
    if agreed(answers, topic, cells, (YES, NO), seen) == NO:
        del answers.rows[kept:]


def _excluded(answers: Answers, row: Row, reason: str) -> Iterator[NewRow]:
    """Yield an exclusion for each numeral of a draft."""
    for cells in excluded(row, reason):
        yield answers.row("exclusions", "", {k: c for k, c in cells.items() if k != "table"})
