"""What is wrong with a claim, asked for: which cells, and what they should hold."""

from __future__ import annotations

from pathlib import Path

import click

from loaders.curation.corrections import OWN, Standing
from loaders.errors import did_you_mean, shown
from loaders.prompts.claim import ask_number
from loaders.prompts.row import ask_cell
from loaders.prompts.session import Answers
from loaders.schema.file_names import CLAIMS, topic_of
from loaders.schema.tables import COLUMNS

COLUMNS_ASKED = tuple(name for name in COLUMNS[CLAIMS] if name not in (*OWN, "claim_id"))
NUMBER = "as_printed"


def ask_changes(directory: Path, old: Standing) -> dict[str, str]:
    """Ask which cells of a claim are wrong, and for each what it should hold.

    The words that are printed bring bounds, hedge and unit along.
    """
    answers = Answers(directory)
    numbered = enumerate(COLUMNS_ASKED, 1)
    lines = [f"{number:3} {name:14} {old.cells[name]}".rstrip() for number, name in numbered]
    for line in lines:
        click.echo(line)
    question = "Which are wrong (names or numbers)"
    wrong = answers.ask(question, lambda answer: _columns(answers, answer), listed=lambda: lines)
    topic = topic_of(old.file)
    cells = {name: cell for name, cell in old.cells.items() if cell}
    # Until all is asked for, the row stands for the old one under a name that no row has.
    cells |= {"supersedes": old.cells["claim_id"], "claim_id": "-"}
    changes: dict[str, str] = {}
    for column in wrong:
        if column == NUMBER:
            rest = {name: cell for name, cell in cells.items() if name not in ("low", "high")}
            given = {"low": "", "high": ""} | ask_number(answers, topic, rest)
        else:
            default = cells.pop(column, "")
            given = {column: ""} | ask_cell(answers, CLAIMS, column, cells, topic, default=default)
        changes |= given
        cells = {name: cell for name, cell in (cells | given).items() if cell}
    return changes


def _columns(answers: Answers, answer: str) -> list[str]:
    """Return the columns that an answer names, in the order of the table."""
    named = set()
    for word in answer.replace(",", " ").split():
        number = int(word) if word.isdigit() else 0
        name = COLUMNS_ASKED[number - 1] if 0 < number <= len(COLUMNS_ASKED) else word
        if name not in COLUMNS_ASKED:
            fix = did_you_mean(word, COLUMNS_ASKED, "? lists them")
            allowed = ", ".join(COLUMNS_ASKED)
            raise answers.refuse("column", f"{shown(word)} is none of them", allowed, fix)
        named.add(name)
    if not named:
        raise answers.refuse("column", "is empty", ", ".join(COLUMNS_ASKED), "name one or more")
    return [name for name in COLUMNS_ASKED if name in named]
