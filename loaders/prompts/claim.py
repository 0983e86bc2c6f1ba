"""A claim asked for, of a known series in five answers; or what is wrong with one, cell by cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import click

from loaders.audit.proposal import proposal_lines
from loaders.curation.corrections import OWN, Standing
from loaders.curation.defaults import (
    claim_name,
    defaults,
    not_understood,
    placed,
    read_number,
    series_choices,
    strange_unit,
)
from loaders.curation.new_rows import NewRow
from loaders.errors import did_you_mean, shown
from loaders.prompts.row import WRITE, ask_cell, ask_row
from loaders.prompts.session import NEW, NOTHING, Answers, numbered
from loaders.queries.claim_text import hedged_words
from loaders.schema.file_names import CLAIMS, topic_of
from loaders.schema.tables import COLUMNS, facts
from loaders.values.codelists import CHANGES

Cells = dict[str, str]
NUMBER_CELLS = ("low", "high", "best", "hedge", "unit", "as_printed")
WHICH = "Which are wrong (names or numbers)"
YES, NO, MORE = "yes", "no", "more"
ALL_THE_SAME = "The text does not have these words. Write it all the same"
STANDS = "yes: write the words that the text does not have; no: go back, to change as_printed"
TOPIC = "yes: its title and summary are asked for; no: nothing is asked"
COLUMNS_ASKED = tuple(name for name in COLUMNS[CLAIMS] if name not in (*OWN, "claim_id"))


@dataclass
class ClaimForm:
    """The questions of one claim of a topic."""

    answers: Answers
    topic: str

    def ask(self, before: Cells) -> Cells:
        """Ask for a claim; `before` has cells that are known, such as the document of the last.

        Where the printed words are known, number and place are not asked for.
        """
        self._topic()
        series_id = self._series()
        cells = self._defaults(series_id) | before | {"series_id": series_id}
        document = cells.pop("document_id", "")  # no answer yet: the next one may be younger
        base = cells.pop("base_period", "")
        cells |= self._period(cells)
        if "as_printed" not in before:
            cells |= ask_number(self.answers, self.topic, cells)
        cells |= self._base_period(cells, base)
        if "as_printed" in before:
            cells["document_id"] = document
        else:
            cells |= self._place(cells, document)
        if not cells.get("status"):
            cells |= ask_cell(self.answers, CLAIMS, "status", cells, self.topic)
        indicator = self.answers.cell("series", series_id, "indicator_id")
        taken = {*self.answers.dataset.claims["claim_id"], *self.answers.new_rows(CLAIMS)}
        cells["claim_id"] = claim_name(cells, indicator, taken)
        return {name: cell for name, cell in cells.items() if cell}

    def _topic(self) -> None:
        known = self.answers.known("topics")
        if self.topic in known:
            return
        near = did_you_mean(self.topic, known, "")
        click.echo(f"{shown(self.topic)} is no topic of {self.answers.directory}. {near}".strip())
        if not self.answers.confirm("Make it a topic", TOPIC):
            self.answers.said.clear()
            raise click.Abort
        ask_row(self.answers, "topics", {"topic": self.topic}, self.topic)

    def _series(self) -> str:
        choices = series_choices(self.answers.dataset, self.topic)
        kept = self.answers.known("series")
        there = self.answers.dataset.claimed_series.index
        choices |= {name: self._new_words(name) for name in kept if name not in there}
        lines = numbered(choices, new=True)

        def accept(answer: str) -> str:
            allowed = f"the number, name or words of a series of {self.topic}, or {NEW}"
            found = self.answers.chosen(answer, choices, "series_id", allowed, new=True)
            return found if found != NEW else ask_row(self.answers, "series", {}, self.topic)

        for line in lines:
            click.echo(line)
        return self.answers.ask("Series", accept, listed=lambda: lines)

    def _new_words(self, series_id: str) -> str:
        """Say what a series is of that came along with these answers."""
        indicator = self.answers.cell("series", series_id, "indicator_id")
        return f"{self.answers.cell('indicators', indicator, 'title')}, new"

    def _defaults(self, series_id: str) -> Cells:
        if series_id in self.answers.dataset.claimed_series.index:
            return defaults(self.answers.dataset, series_id)
        indicator = self.answers.cell("series", series_id, "indicator_id")
        return {"unit": self.answers.cell("indicators", indicator, "unit")}

    def _base_period(self, cells: Cells, usual: str) -> Cells:
        """Ask what a change is measured against; other series have nothing of the kind."""
        if self.answers.cell("series", cells["series_id"], "measure") not in (*CHANGES, "ratio"):
            return {}
        return ask_cell(self.answers, CLAIMS, "base_period", cells, self.topic, default=usual)

    def _period(self, cells: Cells) -> Cells:
        default = cells.pop("period", "")

        def accept(answer: str) -> Cells:
            given = {} if answer == NOTHING else {"period": answer}
            self._require({**cells, **given}, "period")
            return given

        none = f"{NOTHING}: none is given" if default else "Enter: none is given"
        question = f"Period, such as 2019, 2019-10 or 2018-10/2019-09 ({none})"
        listed = [f"allowed: {facts(CLAIMS, 'period')['allowed']}; {NOTHING} where none is given"]
        return self.answers.ask(question, accept, default=default, listed=lambda: listed)

    def _place(self, cells: Cells, default: str) -> Cells:
        known = self.answers.known("documents")

        def accept(answer: str) -> Cells:
            given = placed(answer, default)
            if given["document_id"] == NEW:
                given["document_id"] = ask_row(self.answers, "documents", {}, self.topic)
                given |= ask_cell(self.answers, CLAIMS, "locator", {**cells, **given}, self.topic)
            self._require({**cells, **given}, "document_id", "locator", "period")
            return given

        def listed() -> Sequence[str]:
            how = "KEY and place, such as smith2024 para 13; a place alone is in that in brackets"
            return [how, *numbered(known, new=True)]

        return self.answers.ask("Document and place", accept, default=default, listed=listed)

    def _require(self, cells: Cells, *columns: str) -> None:
        self.answers.require(CLAIMS, self.topic, cells, columns)


def ask_number(answers: Answers, topic: str, cells: Cells) -> Cells:
    """Ask for the words that give a claim's number; return them, bounds, hedge and unit."""
    new_units = [dict(row) for row in answers.new_rows("units").values()]

    def accept(answer: str) -> Cells:
        if open_ := not_understood(answer):
            return _ask_bounds(answers, topic, {**cells, "as_printed": answer}, open_)
        given = read_number(answers.dataset, answer, cells.get("unit", ""), new_units)
        answers.require(CLAIMS, topic, {**cells, **given}, NUMBER_CELLS)
        return given

    listed = ["the words that the document prints, from the first hedge word to the unit:"]
    listed += ["about 110,000 deaths, 70 to 90 percent, more than one in five, 105,007"]
    given = answers.ask("Number, as printed", accept, listed=lambda: listed)
    if not_understood(given["as_printed"]):
        return given
    strange = strange_unit(answers.dataset, given["as_printed"], new_units)
    low, high = (float(given.get(end, "nan")) for end in ("low", "high"))
    unlike = f" ({shown(strange)} is not in units.csv)" if strange else ""
    click.echo(f"  read as {hedged_words(low, high, given['hedge'])}, unit {given['unit']}{unlike}")
    return given


def _ask_bounds(answers: Answers, topic: str, cells: Cells, open_: str) -> Cells:
    """Ask for the bounds of words that are not understood, and for a note that repeats them."""
    click.echo(f"  {open_} is not understood: give the number, and repeat it in the note")
    given = {"as_printed": cells["as_printed"]}
    for column in ("low", "high", "hedge", "unit", "note"):
        default = "exact" if column == "hedge" else cells.get(column, "")
        answer = answers.ask(f"  {column}", str, default=default)
        given |= {column: answer} if answer else {}
    answers.require(CLAIMS, topic, {**cells, **given}, (*NUMBER_CELLS, "note"))
    return given


def ask_claims(answers: Answers, topic: str) -> list[NewRow]:
    """Ask for claims of a topic until they are all to be written; return all rows.

    A no leaves out the claim that it is said to, with what came along, and no other. Raise
    `click.Abort` where nothing is to be written.
    """
    form = ClaimForm(answers, topic)
    before: Cells = {}
    while True:
        agreed_to, seen = len(answers.rows), answers.lines()
        cells = form.ask(before)
        verdict = agreed(answers, topic, cells, (YES, NO, MORE), seen)
        if verdict == NO:
            del answers.rows[agreed_to:]
            agree_to_rows(answers)
            return answers.rows
        if verdict == YES:
            return answers.rows
        kept = ("document_id", "attributed_to")
        before = {name: cells[name] for name in kept if name in cells}


def agree_to_rows(answers: Answers) -> None:
    """Ask whether the rows so far are written; raise `click.Abort` after a no, or without any."""
    count = len(answers.rows)
    question = f"Write the {count} row{'' if count == 1 else 's'} so far"
    if not count or not answers.agree(question, WRITE, default=True):
        answers.leave()


def agreed(
    answers: Answers, topic: str, cells: Cells, words: Sequence[str], seen: Mapping[str, str]
) -> str:
    """Show a claim as it will be written, with what came along, until one of the words is said;
    keep it unless it is no.

    What has problems cannot be written. A column's name changes that cell. `seen` are the lines
    that were agreed to before. Nothing is shown to somebody who goes on from earlier answers.
    """
    while True:
        row = answers.row(CLAIMS, topic, cells)
        sound, doubts = answers.answered(_how_to_agree(words)), False
        if not sound:
            proposal = answers.proposal(row)
            sound = proposal.dataset is not None
            doubts = any(remark.doubted for remark in proposal.remarks)
            for line in proposal_lines(proposal, seen):
                click.echo(line)
        verdict = _verdict(answers, words if sound else (NO,))
        if verdict in words and verdict != NO and not _stands_by(answers, doubts):
            continue
        if verdict in words:
            answers.rows += [] if verdict == NO else [row]
            return verdict
        old = cells.pop(verdict, "")
        cells |= ask_cell(answers, CLAIMS, verdict, cells, topic, default=old)


def _stands_by(answers: Answers, doubts: bool) -> bool:
    """Ask whether a claim is meant that has words of its own; a no takes back the yes."""
    if not doubts or answers.agree(ALL_THE_SAME, STANDS):
        return True
    answers.said.pop()
    return False


def _how_to_agree(words: Sequence[str]) -> str:
    return f"Write it? {', '.join(words)}, or a column to change"


def _verdict(answers: Answers, words: Sequence[str]) -> str:
    """Ask what becomes of a claim: one of the words, or a column to change."""

    def accept(answer: str) -> str:
        if answer not in COLUMNS[CLAIMS]:
            answers.ask_anew(answer, answers.said[:-1])
        verdicts = {word[0]: word for word in words} | {word: word for word in words}
        if answer in verdicts or answer in COLUMNS[CLAIMS]:
            return verdicts.get(answer, answer)
        fix = did_you_mean(answer, (*words, *COLUMNS[CLAIMS]), "? lists the columns")
        if answer in (YES, MORE, YES[0], MORE[0]):
            fix = "change the columns that the problems name"
        what, allowed = f"{shown(answer)} is not an answer here", f"{', '.join(words)}, or a column"
        raise answers.refuse("row", what, allowed, fix)

    listed = [
        f"{NO}: write nothing of this claim, and keep the answers",
        *(f"{name}: {facts(CLAIMS, name)['description']}" for name in COLUMNS[CLAIMS]),
        "a column of a row that came along: its question is asked again",
    ]
    return answers.ask(_how_to_agree(words), accept, listed=lambda: listed)


def ask_changes(answers: Answers, old: Standing) -> dict[str, str]:
    """Ask which cells of a claim are wrong, and for each what it should hold.

    The words that are printed bring bounds, hedge and unit along.
    """
    numbered = enumerate(COLUMNS_ASKED, 1)
    lines = [f"{number:3} {name:14} {old.cells[name]}".rstrip() for number, name in numbered]
    for line in lines:
        click.echo(line)
    question = WHICH
    wrong = answers.ask(
        question,
        lambda answer: named_columns(answers, answer, COLUMNS_ASKED),
        listed=lambda: lines,
    )
    topic = topic_of(old.file)
    cells = {name: cell for name, cell in old.cells.items() if cell}
    # Until all is asked for, the row stands for the old one under a name that no row has.
    cells |= {"supersedes": old.cells["claim_id"], "claim_id": "-"}
    changes: dict[str, str] = {}
    for column in wrong:
        if column == "as_printed":
            rest = {name: cell for name, cell in cells.items() if name not in ("low", "high")}
            given = {"low": "", "high": ""} | ask_number(answers, topic, rest)
        else:
            default = cells.pop(column, "")
            given = {column: ""} | ask_cell(answers, CLAIMS, column, cells, topic, default=default)
        changes |= given
        cells = {name: cell for name, cell in (cells | given).items() if cell}
    return changes


def named_columns(answers: Answers, answer: str, columns: Sequence[str]) -> list[str]:
    """Return those of the columns that an answer names or numbers, in their order."""
    named = set()
    for word in answer.replace(",", " ").split():
        number = int(word) if word.isdigit() else 0
        name = columns[number - 1] if 0 < number <= len(columns) else word
        if name not in columns:
            fix = did_you_mean(word, columns, "? lists them")
            allowed = ", ".join(columns)
            raise answers.refuse("column", f"{shown(word)} is not one of them", allowed, fix)
        named.add(name)
    if not named:
        raise answers.refuse("column", "is empty", ", ".join(columns), "name one or more")
    return [name for name in columns if name in named]
