"""Answers on a terminal: asked again until they are right; `?` lists what is allowed."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack, redirect_stdout
from dataclasses import dataclass, field, replace
from io import StringIO
from pathlib import Path
from typing import NoReturn, TypeVar

import click

from loaders.audit.proposal import Proposal, proposed
from loaders.curation.new_rows import NewRow, appended
from loaders.curation.row_parser import from_cells
from loaders.dataset import Dataset, declared_version, typed
from loaders.errors import ANSWERS, DatasetError, Problem, did_you_mean, refusal, shown
from loaders.queries.selection import records
from loaders.schema.tables import COLUMNS, facts
from loaders.storage.folder import Contents, Files, contents, read_files
from loaders.validation.check import problems_of
from loaders.validation.foreign_keys import UNCITED, UNUSED

SOURCE = ANSWERS
HELP, NEW, NOTHING, BACK = "?", "new", "-", "back"
HOW = (
    "? explains a question, back takes back an answer (back 3: three, back title: that alone), "
    "Ctrl-C keeps them for later"
)
FILL = "fill it in"
MOST_LISTED = 60
"""How many choices are listed at once; words narrow them."""
WIDEST = 90
"""How long a key and what it stands for may be to share a line."""
SHORT = 2
YES_OR_NO = {"y": True, "yes": True, "n": False, "no": False}
LEAVING = ("no", "n", "done")
"""Answers after which nothing is written."""
VERDICTS = (["no"], ["yes"])
"""Answers to another question, which name nothing."""
NAMES = ("title", "name", "definition")
"""Columns that say what a key stands for."""
Answer = TypeVar("Answer")
Said = tuple[str, str]
"""A question and the answer that was taken."""


class TakenBackError(Exception):
    """Carry the answers that stand after some were taken back, and the first that does not.

    With `later` those behind it are taken again, as long as the questions are the same.
    """

    def __init__(self, said: Sequence[Said], count: int, later: Sequence[Said] = ()) -> None:
        super().__init__()
        self.said, self.later = tuple(said[:-count]), tuple(later)
        self.was = said[-count:][0][1] if said else ""


class Unseen:
    """What is told while answers are given again: of all that, only what belongs to the question
    that comes next is shown, and what its answer was.
    """

    def __init__(self) -> None:
        """Show everything until `begin`."""
        self._kept, self._hidden, self._was = StringIO(), ExitStack(), ""

    def begin(self, was: str) -> None:
        """Hide what is told from now on."""
        self._was = was
        self._hidden.enter_context(redirect_stdout(self._kept))

    def forget(self) -> None:
        """Drop what was told until now, as it was read before."""
        self._kept.seek(0)
        self._kept.truncate()

    def end(self) -> None:
        """Show what is told from now on, and what is kept of what was."""
        self._hidden.close()
        click.echo(self._kept.getvalue(), nl=False)
        self.forget()
        if self._was:
            click.echo(f"  it was: {self._was}")
        self._was = ""


@dataclass
class Answers:
    """The dataset that rows are asked for, the rows so far, and how many answers were given.

    said: what was answered so far; ahead: answers of an earlier time, which are taken as long as
    the questions are the same; later: those behind a question that is asked anew. Raise
    `DatasetError` where the dataset has problems already.
    """

    directory: Path
    before: Contents = field(init=False)
    files: Files = field(init=False)
    dataset: Dataset = field(init=False)
    rows: list[NewRow] = field(default_factory=list)
    given: int = 0
    said: list[Said] = field(default_factory=list)
    ahead: list[Said] = field(default_factory=list)
    later: list[Said] = field(default_factory=list)
    unseen: Unseen = field(default_factory=Unseen, init=False)
    meant: str = field(default="", init=False)
    """The key that the last answer stands for, where it named one by number or words."""

    def __post_init__(self) -> None:
        """Read the folder once: `add` reads it again under its lock."""
        read = contents(self.directory)
        files = read_files(read)
        problems = problems_of(files)
        if problems:
            raise DatasetError(problems)
        self.before, self.files = read, files
        self.dataset = typed(files, declared_version(self.directory))

    def ask(
        self,
        question: str,
        accept: Callable[[str], Answer],
        *,
        default: str = "",
        listed: Callable[[], Iterable[str]] = tuple,
        told: str = "",
    ) -> Answer:
        """Ask until `accept` raises no `DatasetError`; Enter takes the default. `told` stands above
        the question.

        Raise `TakenBackError` where somebody takes an answer back.
        """
        if told:
            click.echo(told)
        later: list[Said] = []
        if not self.answered(question):
            later, self.later = self.later, []
        while True:
            answer = self._answer(question, default)
            if answer == HELP:
                for line in listed():
                    click.echo(textwrap.indent(line, "  "))
                continue
            self.given += 1
            kept, at, self.meant = len(self.rows), len(self.said), ""
            self.said.append((question, answer))
            try:
                found = accept(answer)
            except DatasetError as error:
                del self.rows[kept:]  # what came along with an answer that is refused
                del self.said[at:]
                self.ahead.clear()
                for problem in self._numbered(error):
                    click.echo(f"  {problem}")
                continue
            if self.meant and len(self.said) == at + 1:  # a list may have other numbers later
                self.said[at] = (question, self.meant)
            self.ahead = later or self.ahead
            return found

    def confirm(self, question: str, meaning: str, *, default: bool = False) -> bool:
        """Ask a yes or a no; `meaning` says what each does."""

        def accept(answer: str) -> bool:
            if answer.casefold() not in YES_OR_NO:
                raise self.refuse(
                    "row", f"{shown(answer)} is not an answer here", "yes, no", "say one"
                )
            return YES_OR_NO[answer.casefold()]

        asked = "yes" if default else "no"
        return self.ask(question, accept, default=asked, listed=lambda: [meaning])

    def agree(self, question: str, meaning: str, *, default: bool = False) -> bool:
        """Ask for the yes to all answers, which is none of them."""
        agreed = confirmed(question, meaning, default=default, back=bool(self.said))
        if agreed is None:
            raise TakenBackError(self.said, 1)
        return agreed

    def leave(self) -> NoReturn:
        """Write nothing, and keep the answers but the last, which was a no."""
        if self.said and self.said[-1][1] in LEAVING:
            self.said.pop()
        raise click.Abort

    def ask_anew(self, column: str, said: Sequence[Said]) -> None:
        """Go back to the last question for a column, and keep the answers behind it, if it was
        asked.
        """
        asked = [place for place, (question, _) in enumerate(said) if question == column]
        if asked:
            raise TakenBackError(said, len(said) - asked[-1], said[asked[-1] + 1 :])

    def answered(self, question: str) -> bool:
        """Tell whether the next question was answered at an earlier time."""
        return bool(self.ahead) and self.ahead[0][0] == question

    def _answer(self, question: str, default: str) -> str:
        """Return an answer of an earlier time to the question, or else ask for one."""
        if self.answered(question):
            answer = self.ahead.pop(0)[1]
            click.echo(f"{question}: {answer}")
            self.unseen.forget()
            return answer
        self.ahead.clear()
        self.unseen.end()
        answer = str(click.prompt(question, default=default, show_default=bool(default))).strip()
        if found := re.fullmatch(rf"{BACK}(?: ([1-9][0-9]?))?", answer):
            raise TakenBackError(self.said, int(found[1] or 1))
        if answer.startswith(f"{BACK} "):
            self.ask_anew(answer.removeprefix(f"{BACK} "), self.said)
        return answer

    def _numbered(self, error: DatasetError) -> list[Problem]:
        """Return an error's problems, those of answers with the number of the last one."""
        return [replace(p, line=self.given) if p.file == SOURCE else p for p in error.problems]

    def refuse(self, column: str, what: str, allowed: str, fix: str) -> DatasetError:
        """Return the problem of an answer."""
        return refusal(SOURCE, self.given, column, what=what, allowed=allowed, fix=fix)

    def row(self, table: str, topic: str, cells: Mapping[str, str]) -> NewRow:
        """Make a row of answers; its line is the number of the answer that completed it."""
        try:
            return replace(from_cells(table, topic, cells, SOURCE), line=self.given)
        except DatasetError as error:
            raise DatasetError(self._numbered(error)) from error

    def require(
        self, table: str, topic: str, cells: Mapping[str, str], columns: Sequence[str]
    ) -> None:
        """Raise the problems that a row would have in the columns that were just answered.

        Cells that are still to be asked for are no problem yet, and neither is a row that
        nothing uses yet.
        """
        if not any(cells.values()):
            raise self.refuse(columns[0], "is empty", facts(table, columns[0])["allowed"], FILL)
        row = self.row(table, topic, cells)
        if self.ahead:  # what was answered before was in order, and is checked with all that comes
            return
        new = appended(self.before, [*self.rows, row])
        own = [p for p in new.problems if (p.file, p.line) == (SOURCE, row.line)]
        found = [
            problem
            for problem in own
            if (not columns or problem.column.split(" ")[0] in columns)
            and not problem.what.endswith((UNUSED, UNCITED))
        ]
        if found:
            raise DatasetError(found)

    def proposal(self, *more: NewRow) -> Proposal:
        """Return what the dataset would be with the rows so far, and more."""
        return proposed(self.directory, [*self.rows, *more])

    def lines(self) -> dict[str, str]:
        """Return what the rows so far would bring to each file."""
        parts = appended(self.before, self.rows).parts
        return {file: b"".join(new).decode() for file, new in parts.items()}

    def known(self, table: str) -> dict[str, str]:
        """Return the keys of a table, those of new rows last, each with what it stands for."""
        rows = [*records(getattr(self.dataset, table)), *self.new_rows(table).values()]
        key = COLUMNS[table][0]
        return {str(row[key]): next((str(row[n]) for n in NAMES if row.get(n)), "") for row in rows}

    def new_rows(self, table: str) -> dict[str, Mapping[str, str]]:
        """Return the new rows of a table, by their keys."""
        return {r.cells[COLUMNS[table][0]]: r.cells for r in self.rows if r.table == table}

    def cell(self, table: str, key: str, column: str) -> str:
        """Return a cell of a table's row, be it new or old."""
        if key in (new := self.new_rows(table)):
            return new[key].get(column, "")
        return str(getattr(self.dataset, table).loc[key, column])

    def chosen(
        self, answer: str, choices: Mapping[str, str], column: str, allowed: str, *, new: bool
    ) -> str:
        """Return the choice that an answer names: its number, its key, or words of its line."""
        if answer in choices or (new and answer == NEW):
            return answer
        if answer.isdigit() and 1 <= int(answer) <= len(choices):
            self.meant = list(choices)[int(answer) - 1]
            return self.meant
        fits = [key for key, line in choices.items() if _has_words(f"{key} {line}", answer)]
        if len(fits) == 1:
            self.meant = fits[0]
            return self.meant
        if fits:
            what = f"{shown(answer)} matches {len(fits)}: {', '.join(fits[:8])}"
            raise self.refuse(column, what, allowed, "add a word, or give its number or name")
        otherwise = "? lists them, new makes one" if new else "? lists them"
        if not answer:
            raise self.refuse(column, "is empty", allowed, otherwise)
        near = did_you_mean(answer, choices, "")
        fix = f"{near} {otherwise}".strip()
        raise self.refuse(column, f"{shown(answer)} is not one of them", allowed, fix)


def confirmed(
    question: str, meaning: str, *, default: bool = False, back: bool = False
) -> bool | None:
    """Ask a yes or a no until one is said; None for `back`, where that is an answer.

    Whatever else is said shows what `meaning` says of yes and no.
    """
    while True:
        asked = f"{question} [{'Y/n' if default else 'y/N'}]"
        said = str(click.prompt(asked, default="yes" if default else "no", show_default=False))
        word = said.strip().casefold()
        if word in YES_OR_NO:
            return YES_OR_NO[word]
        if word == BACK and back:
            return None
        click.echo(f"  {meaning}")


def _has_words(line: str, answer: str) -> bool:
    """Tell whether each word of an answer begins a word of a line; one of two letters, such as no,
    is a word of its own.
    """
    own = re.findall(r"[^\W_]+", line.casefold())
    words = re.findall(r"[^\W_]+", answer.casefold())
    fits = (
        word in own or (len(word) > SHORT and any(o.startswith(word) for o in own))
        for word in words
    )
    return bool(words) and words not in VERDICTS and all(fits)


def numbered(choices: Mapping[str, str], *, new: bool) -> list[str]:
    """Return the choices as lines, each with its number."""
    width = max(map(len, choices), default=0)
    wide = any(width + len(line) > WIDEST for line in choices.values())
    lines = [
        f"{number:3} {key}\n      {line}" if wide else f"{number:3} {key:{width}}  {line}".rstrip()
        for number, (key, line) in enumerate(choices.items(), 1)
    ]
    if len(lines) > MOST_LISTED:
        left = len(lines) - MOST_LISTED
        lines = [*lines[:MOST_LISTED], f"… and {left} more: type a word of the one you mean"]
    return [*lines, f"{NEW} makes one"] if new else lines
