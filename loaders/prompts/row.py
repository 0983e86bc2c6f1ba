"""A row of any table, asked for column by column; what it refers to may be new in turn."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import click

from loaders.audit.proposal import proposal_lines
from loaders.audit.source_texts import read_text
from loaders.curation.new_rows import NewRow
from loaders.errors import did_you_mean, shown
from loaders.paragraphs.extraction import readable
from loaders.prompts.session import NEW, NOTHING, Answers, numbered
from loaders.prompts.work import ask_work
from loaders.schema.file_names import CLAIMS
from loaders.schema.tables import COLUMNS, MODELS, SCHEMAS, codes, facts, foreign_keys
from loaders.values.places import WORLD, is_world
from loaders.values.units import RATIOS, known_cells

UNASKED = ("added", "note", "key_claim_ids", "synonyms", "file_copy", "curated", "dimension")
"""Columns that fill themselves in, or are for later."""
RARE = {
    "units": ("symbol", "per_capita"),
    "indicators": ("base", "part_of", "numerator_id", "denominator_id", "comparison_id"),
    "series": ("from_place_id", "leaves_out", "vintage", "window_months"),
}
"""Columns that most rows leave empty: one question asks for all of them."""
WRITE = "yes: write to the files; no: write nothing, and keep the answers for the same command"
HINTS = {
    ("documents", "text_sha256"): "Type the path of its text, such as texts/smith2024.txt: SHA-256 "
    "and paragraphs are read from it.",
    ("series", "place_id"): "The world is a place, too: type world.",
}
"""What can be answered that is not what the cell will hold."""


def ask_row(answers: Answers, table: str, preset: Mapping[str, str], topic: str = "") -> str:
    """Ask for a row of a table and keep it; return its key.

    `preset` has the cells that are not asked for. A document's work is asked for with it.
    """
    click.echo(f"New in {table}: {inspect.getdoc(MODELS[table])}")
    cells = {name: cell for name, cell in preset.items() if cell}
    rare = list(RARE.get(table, ()))
    for column in COLUMNS[table]:
        if column not in cells and column not in (*UNASKED, *rare):
            cells |= ask_cell(answers, table, column, cells, topic)
            if column == "unit" and table == "units":
                cells |= {n: c for n, c in known_cells(cells["unit"]).items() if n != "dimension"}
            if column == "unit" and table == "indicators" and cells["unit"] in RATIOS:
                rare = []  # what it is a part or a multiple of is to be said
    for column in _more(answers, table, [name for name in rare if name not in cells]):
        cells |= ask_cell(answers, table, column, cells, topic)
    answers.rows.append(answers.row(table, topic, cells))
    return cells.get(COLUMNS[table][0], "")


def _more(answers: Answers, table: str, rare: Sequence[str]) -> list[str]:
    """Ask which of the columns are filled in that most rows leave empty."""
    if not rare:
        return []

    def accept(answer: str) -> list[str]:
        named = answer.replace(",", " ").split()
        for word in named:
            if word not in rare:
                fix = did_you_mean(word, rare, "? explains them")
                what, allowed = f"{shown(word)} is not one of them", ", ".join(rare)
                raise answers.refuse("column", what, allowed, fix)
        return named

    listed = [f"{name}: {facts(table, name)['description']}" for name in rare]
    question = f"Any of {', '.join(rare)} (Enter: none)"
    return answers.ask(question, accept, listed=lambda: listed)


def ask_rows(answers: Answers, table: str) -> list[NewRow]:
    """Ask for a row of a table, show it and what comes along, and return them after a yes."""
    ask_row(answers, table, {})
    proposal = answers.proposal()
    for line in proposal_lines(proposal):
        click.echo(line)
    if proposal.problems or not answers.agree("Write it", WRITE):
        answers.leave()
    return answers.rows


def ask_cell(
    answers: Answers,
    table: str,
    column: str,
    cells: Mapping[str, str],
    topic: str = "",
    *,
    default: str = "",
) -> dict[str, str]:
    """Ask for one cell, with its description; return it, or nothing where it stays empty."""
    described = facts(table, column)
    optional = SCHEMAS[table].columns[column].nullable
    empty = f" Enter {f'keeps it, {NOTHING} empties it' if default else 'leaves it empty'}."
    hint = HINTS.get((table, column))
    target = foreign_keys(table).get(column, ("", ""))[0]
    listed_codes = codes(table, column)
    how = "? lists them." if listed_codes else ""
    said = [described["description"], hint, how, empty.strip() if optional else ""]
    click.echo("  " + " ".join(filter(None, said)))
    choices = {name: code.label for name, code in listed_codes.items()}
    if target not in ("", CLAIMS):
        choices = answers.known(target)

    def accept(answer: str) -> dict[str, str]:
        answer = "" if optional and answer == NOTHING else answer
        given = _cells(answers, table, column, answer)
        if target == "places" and is_world(answer):
            given[column] = _world(answers)
        elif answer and (choices or target not in ("", CLAIMS)):
            allowed = described["allowed"]
            given[column] = answers.chosen(answer, choices, column, allowed, new=bool(target))
        if given.get(column) == NEW and target:
            mine = {"topic": topic} if (target, topic in MODELS) == ("indicators", False) else {}
            given[column] = ask_row(answers, target, mine, topic)
        if (table, column) == ("documents", "document_id"):
            ask_work(answers, answer)
        answers.require(table, topic, {**cells, **given}, list(given))
        return {name: cell for name, cell in given.items() if cell}

    def listed() -> Iterable[str]:
        meanings = {name: code.meaning for name, code in listed_codes.items()}
        if not meanings:
            yield f"allowed: {described['allowed']}"
        yield from numbered(meanings or choices, new=bool(target))

    return answers.ask(column, accept, default=default, listed=listed)


def _world(answers: Answers) -> str:
    """Return the key of the world, whose row comes along where there is none."""
    if WORLD["place_id"] not in answers.known("places"):
        answers.rows.append(answers.row("places", "", WORLD))
    return WORLD["place_id"]


def _cells(answers: Answers, table: str, column: str, answer: str) -> dict[str, str]:
    """Return the cells that an answer gives; the path of a text gives its SHA-256 and length."""
    if (table, column) != ("documents", "text_sha256"):
        return {column: answer}
    try:
        if not Path(answer).is_file():
            return {column: answer}
        content = Path(answer).read_bytes()
    except OSError as error:  # also of an answer that is too long for a path
        what = f"{shown(answer)} cannot be read: {error.strerror or error}"
        raise answers.refuse(column, what, "a text", "check its permissions") from error
    readable(content, Path(answer).name)
    found = text_cells(content)
    click.echo(f"  read: {found['paragraphs']} paragraphs, SHA-256 {found['text_sha256'][:12]}…")
    return found


def text_cells(content: bytes) -> dict[str, str]:
    """Return what `documents.csv` has of a text."""
    length = str(len(read_text("", content).paragraphs))
    return {"text_sha256": hashlib.sha256(content).hexdigest(), "paragraphs": length}
