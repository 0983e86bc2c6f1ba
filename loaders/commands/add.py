"""Add rows from flags, a pasted block or JSON lines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from loaders.analysis.caution import DAY, Caution
from loaders.audit.proposal import proposed
from loaders.commands.options import A_TEXT, FOLDER, column_flags, on_terminal, refusing
from loaders.curation.append import add
from loaders.curation.defaults import named
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
from loaders.errors import refusal
from loaders.schema.file_names import CLAIMS, REFERENCES
from loaders.schema.tables import COLUMNS
from loaders.storage.folder import contents, read_files
from loaders.validation.dates import to_come


@click.command("add")
@click.argument("topic")
@column_flags(COLUMNS[CLAIMS])
@click.option(
    "--paste",
    "pasted",
    type=click.File("rb"),
    help="A CSV or TSV block, or a workbook; - is stdin.",
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
@FOLDER
def add_command(
    topic: str,
    pasted: Any,
    lines: Any,
    parents: Sequence[str],
    text: Path | None,
    directory: Path,
    **cells: str | None,
) -> None:
    """Append claims to TOPIC, or rows to the table of that name, after checking them all.

    The rows come from flags, from a pasted block or from JSON lines; without any, on a
    terminal, they are asked for. What is refused is refused whole. A series, indicator, place,
    unit, topic, document or work that is missing comes along in JSON lines or by --with, or is
    asked for in turn.
    """
    remarks: Sequence[Caution] = ()
    with refusing("nothing was added"):
        rows = _rows(topic, pasted, lines, parents, cells)
        if not rows and on_terminal():
            rows = _asked(directory, topic, text)
        elif not rows:
            allowed, fix = "at least one row", "give flags, --paste FILE or --jsonl FILE"
            raise refusal("input", 0, "row", what="contains no rows", allowed=allowed, fix=fix)
        else:
            rows = _missing_of(directory, rows)
            remarks = [one for one in proposed(directory, rows).remarks if one.kind != DAY]
        counts = add(directory, rows)
    for file, count in counts.items():
        click.echo(f"added {count} to {file}")
    for row in rows:
        if later := to_come(row.cells.get("added", ""), date.today()):
            click.echo(f"check this: {row.source}:{row.line}: added: {later}", err=True)
    for one in remarks:
        click.echo(f"check this: {one.claim_id}: {one.kind}: {one.text}", err=True)


def _missing_of(directory: Path, rows: list[NewRow]) -> list[NewRow]:
    """Return the rows that are not there yet; a claim without a name gets one."""
    before = contents(directory)
    found = list(sorted_out(before, rows).new)
    if passed := len(rows) - len(found):
        click.echo(f"passed over {passed} that {'is' if passed == 1 else 'are'} there already")
    nameless = any(row.table == CLAIMS and not row.cells.get("claim_id") for row in found)
    return named(read_files(before), found) if nameless else found


def _rows(
    topic: str, pasted: Any, lines: Any, parents: Sequence[str], flags: dict[str, str | None]
) -> list[NewRow]:
    table = topic if topic in TABLES else CLAIMS
    cells = {name.removeprefix("cell_"): cell for name, cell in flags.items() if cell}
    rows = from_json_lines(topic, "\n".join(parents), "--with")
    if pasted:
        source = _source(pasted)
        rows += from_block(table, topic, block_of(pasted.read(), source), source)
    if lines:
        source = _source(lines)
        rows += from_json_lines(topic, text_of(lines.read(), source), source)
    if cells:
        rows.append(from_cells(table, topic, cells, "flags"))
    return rows


def _source(file: Any) -> str:
    return str(getattr(file, "name", "<stdin>"))


def _asked(directory: Path, topic: str, text: Path | None) -> list[NewRow]:
    """Ask for claims of a topic, for what a text's numerals are, or for a row of another table."""
    from loaders.prompts.claim import ask_claims
    from loaders.prompts.draft_review import ask_drafts
    from loaders.prompts.row import ask_rows
    from loaders.prompts.session import Answers

    if topic in TABLES and topic not in (CLAIMS, REFERENCES):
        return ask_rows(Answers(directory), topic)
    from_cells(CLAIMS, topic, {"claim_id": "-"}, "arguments")  # refuses what names no topic
    if text:
        return ask_drafts(Answers(directory), topic, text)
    return ask_claims(Answers(directory), topic)
