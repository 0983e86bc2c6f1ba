"""Add rows from flags, a pasted block or JSON lines."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from loaders.analysis.caution import DAY, Caution
from loaders.audit.proposal import proposed
from loaders.commands.options import A_TEXT, FOLDER, column_flags, on_terminal, refusing
from loaders.curation.append import add_made
from loaders.curation.defaults import completed
from loaders.curation.new_rows import NewRow
from loaders.curation.row_parser import (
    TABLES,
    block_of,
    from_block,
    from_cells,
    from_json_lines,
    text_of,
)
from loaders.curation.row_preview import sorted_out
from loaders.errors import DatasetError, Problem, UnfinishedError, refusal
from loaders.prompts.kept_answers import asked, forget
from loaders.prompts.session import confirmed
from loaders.schema.file_names import CLAIMS, REFERENCES
from loaders.schema.tables import COLUMNS, SCHEMAS
from loaders.storage.folder import contents, read_files
from loaders.validation.dates import to_come


@click.command("add")
@click.argument("topic")
@column_flags(COLUMNS[CLAIMS])
@click.option(
    "--paste",
    "pasted",
    type=click.File("rb"),
    multiple=True,
    help="A CSV or TSV block, or a workbook; - is stdin. May be repeated, with --jsonl too.",
)
@click.option(
    "--jsonl", "lines", type=click.File("rb"), help="One JSON object per line; - is stdin."
)
@click.option(
    "--with",
    "parents",
    multiple=True,
    metavar="JSON",
    help='A missing parent, such as {"table": "units", "unit": ...}; may be repeated.',
)
@click.option(
    "--draft",
    "text",
    type=A_TEXT,
    help="A text: ask what each numeral is that is in no row.",
)
@click.option(
    "--all-the-same",
    "meant",
    is_flag=True,
    help="Write words, too, that the document's text does not have.",
)
@FOLDER
def add_command(
    topic: str,
    pasted: Any,
    lines: Any,
    parents: Sequence[str],
    text: Path | None,
    directory: Path,
    **cells: Any,
) -> None:
    """Append claims to TOPIC, or rows to the table of that name, after checking them all.

    The rows come from flags, from a pasted block or from JSON lines; without any, on a
    terminal, they are asked for. What is refused is refused whole. A series, indicator, place,
    unit, topic, document or work that is missing comes along in JSON lines or by --with, or is
    asked for in turn.
    """
    remarks: Sequence[Caution] = ()
    given: list[NewRow] = []
    meant = cells.pop("meant")
    with refusing("nothing was added"):
        rows = _rows(topic, pasted, lines, parents, cells)
        task = ""
        if not rows and on_terminal():
            task = "-".join([topic, *([_digest(text)] if text else [])])
            rows = _asked(directory, topic, text, task)
        elif not rows:
            allowed, fix = "at least one row", "give flags, --paste FILE or --jsonl FILE"
            raise refusal("flags", 1, "row", what="contains no rows", allowed=allowed, fix=fix)
        else:
            given, rows = rows, _missing_of(directory, rows)
            remarks = [one for one in proposed(directory, rows).remarks if one.kind != DAY]
            _stand_by([one for one in remarks if one.doubted and not meant])
        counts = _added(directory, rows, given)
        if task:
            forget(directory, task)
    for file, count in counts.items():
        click.echo(f"added {count} to {file}")
    for row in rows:
        if later := to_come(row.cells.get("added", ""), date.today()):
            click.echo(f"check this: {row.source}:{row.line}: added: {later}", err=True)
    for one in remarks:
        click.echo(f"check this: {one.claim_id}: {one.kind}: {one.text}", err=True)


def _stand_by(doubts: Sequence[Caution]) -> None:
    """Ask whether words are meant that a text at hand does not have; refuse them without a
    terminal.
    """
    if not doubts:
        return
    if not on_terminal():
        allowed = "words that the text has"
        fix = "correct them, or say that they are meant: --all-the-same"
        raise DatasetError(
            Problem(
                "input",
                0,
                "as_printed",
                what=f"{one.claim_id}: {one.text}",
                allowed=allowed,
                fix=fix,
            )
            for one in doubts
        )
    for one in doubts:
        click.echo(f"{one.claim_id}: {one.text}")
    meaning = "yes: write the rows as they are; no: write nothing"
    if not confirmed("Write it all the same", meaning):
        raise click.Abort


def _added(directory: Path, rows: list[NewRow], given: list[NewRow]) -> dict[str, int]:
    """Add rows, made of those that were given; of a row that another one needs, say how it is
    handed in.
    """
    try:
        return add_made(directory, rows, lambda: _missing_of(directory, given) if given else rows)
    except UnfinishedError:
        raise
    except DatasetError as error:
        raise DatasetError(map(_handed_in_along, error.problems)) from error


def _handed_in_along(problem: Problem) -> Problem:
    named = re.fullmatch(r".* is not in (\w+)\.csv(?:, and .*)?", problem.what)
    if not named or named[1] not in TABLES or not problem.fix.startswith(("add a row", "did you")):
        return problem
    like = problem.fix.startswith("did you")
    near = problem.fix.partition(" if not, ")[0] if like else "correct the cell"
    columns = [name for name, c in SCHEMAS[named[1]].columns.items() if not c.nullable]
    along = f'--with \'{{"table": "{named[1]}", …}}\''
    fix = (
        f"{near} Or hand its row in along: a second --paste with the columns table, "
        f"{', '.join(columns)}; a line of --jsonl; or {along}"
    )
    return replace(problem, fix=fix.replace("cell Or", "cell, or"))


def _missing_of(directory: Path, rows: list[NewRow]) -> list[NewRow]:
    """Return the rows that are not there yet; a claim without a name gets one, and one without a
    number that of its words.
    """
    before = contents(directory)
    found = list(sorted_out(before, rows).new)
    if passed := len(rows) - len(found):
        click.echo(f"passed over {passed} that {'is' if passed == 1 else 'are'} there already")
    if not any(row.table == CLAIMS for row in found):
        return found
    return completed(read_files(before), found)


def _rows(
    topic: str, pasted: Any, lines: Any, parents: Sequence[str], flags: dict[str, str | None]
) -> list[NewRow]:
    table = topic if topic in TABLES else CLAIMS
    cells = {name.removeprefix("cell_"): cell for name, cell in flags.items() if cell}
    rows = from_json_lines(topic, "\n".join(parents), "--with")
    for block in pasted:
        source = _source(block)
        rows += from_block(table, topic, block_of(block.read(), source), source)
    if lines:
        source = _source(lines)
        rows += from_json_lines(topic, text_of(lines.read(), source), source)
    if cells:
        rows.append(from_cells(table, topic, cells, "flags"))
    return rows


def _source(file: Any) -> str:
    return str(getattr(file, "name", "<stdin>"))


def _digest(text: Path) -> str:
    return hashlib.sha256(text.read_bytes()).hexdigest()[:8]


def _asked(directory: Path, topic: str, text: Path | None, task: str) -> list[NewRow]:
    """Ask for claims of a topic, for what a text's numerals are, or for a row of another table."""
    from loaders.prompts.claim import ask_claims
    from loaders.prompts.draft_review import ask_drafts
    from loaders.prompts.row import ask_rows

    if topic in TABLES and topic not in (CLAIMS, REFERENCES):
        return asked(directory, task, lambda answers: ask_rows(answers, topic))
    from_cells(CLAIMS, topic, {"claim_id": "-"}, "arguments")  # refuses what names no topic
    if text:
        return asked(directory, task, lambda answers: ask_drafts(answers, topic, text))
    return asked(directory, task, lambda answers: ask_claims(answers, topic))
