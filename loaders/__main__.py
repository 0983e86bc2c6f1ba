"""The command: python -m loaders check | add | audit | draft | due | schema."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from loaders.append import add, writing
from loaders.check import check
from loaders.commands.due import due_command
from loaders.commands.options import FOLDER, refuse
from loaders.computed import OFFICIAL
from loaders.describe import generated, stale
from loaders.files import CLAIMS, file_of, steady
from loaders.intake import TABLES, from_block, from_cells, from_json_lines, text_of
from loaders.journal import JOURNAL
from loaders.problems import DatasetError, Problem
from loaders.query import records
from loaders.replace import replace, stage
from loaders.rows import NewRow
from loaders.schema import COLUMNS, about
from loaders.texts import TEXTS


@click.group(help="Check the dataset, add rows to it, and write its schema page.")
def main() -> None:
    """Group the commands; a terminal that lacks a character gets it escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


@main.command("check")
@FOLDER
def check_command(directory: Path) -> None:
    """Check every file; print a count, or every problem as file:line: column: ..."""
    problems: list[Problem] = []
    try:
        problems += steady(directory, stale)
        files = check(directory)
    except DatasetError as error:
        problems += error.problems
    if problems:
        refuse(sorted(problems))
    counts = {table: len(frame) for table, frame in files.frames.items()}
    works = len(files.works or {})
    click.echo(
        f"ok: {counts[CLAIMS]} claims in {counts['series']} series of {counts['indicators']} "
        f"indicators; {counts['documents']} documents, {works} works, "
        f"{counts['exclusions']} exclusions"
    )


@main.command("audit")
@click.option(
    "--texts",
    type=click.Path(path_type=Path, file_okay=False),
    default=TEXTS,
    help="The folder of the texts that were read.",
)
@click.option(
    "--official",
    type=click.Path(path_type=Path, file_okay=False),
    default=OFFICIAL,
    help="The folder of the files that official figures were summed from.",
)
@click.option(
    "--write",
    is_flag=True,
    help="Write coverage.csv for the texts whose every numeral is accounted for.",
)
@FOLDER
def audit_command(texts: Path, official: Path, write: bool, directory: Path) -> None:
    """Hold every claim against its paragraph, account for every numeral of the texts, and
    compute official figures again from their files.
    """
    from loaders.audit import audit, outcomes
    from loaders.coverage import COVERAGE, coverage_text, share_words
    from loaders.recomputed import FILE_CODES, recompute

    try:
        if write:
            with writing(directory):
                files = check(directory)
                text = coverage_text(audit(files, texts), files.frames[COVERAGE])
                stage(directory / file_of(COVERAGE), text.encode())
                replace(directory / file_of(COVERAGE))
        files = check(directory)
        audited = audit(files, texts)
    except DatasetError as error:
        refuse(error.problems)
    again = recompute(files, official)
    every = [*again.findings, *(f for document in audited for f in document.findings)]
    findings = sorted((finding.problem, finding.code) for finding in every)
    for problem, code in findings:
        click.echo(f"{problem} [{code}]")
    for document in audited:
        click.echo(share_words(document))
    click.echo(again.words())
    counts = outcomes(audited) | {
        code: sum(finding.code == code for finding in again.findings) for code in FILE_CODES
    }
    click.echo(", ".join(f"{code} {count}" for code, count in counts.items()))
    if findings:
        sys.exit(1)


@main.command("draft")
@click.argument("text", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--document-id", metavar="KEY", help="The document's key; else its file's name.")
@FOLDER
def draft_command(text: Path, document_id: str | None, directory: Path) -> None:
    """Print a draft row for each numeral of TEXT that no row has, as JSON lines for add."""
    import json

    from loaders.audit import free_numerals
    from loaders.draft import drafts, readable

    try:
        files = check(directory)
        content = text.read_bytes()
        said = readable(content, text.name)
    except DatasetError as error:
        refuse(error.problems)
    known, taken = free_numerals(files, content)
    key = document_id or known or re.sub(r"[^a-z0-9]+", "-", text.stem.lower()).strip("-")
    units = records(files.frames["units"].fillna(""))
    rows = drafts(said, key, units, taken)
    for row in rows:
        click.echo(json.dumps(row, ensure_ascii=False))
    claims = sum(row["table"] == CLAIMS for row in rows)
    click.echo(f"{claims} drafts of claims, {len(rows) - claims} of exclusions", err=True)


@main.command("schema")
@FOLDER
def schema_command(directory: Path) -> None:
    """Write the schema page and datapackage.json from the models."""
    try:
        with writing(directory):
            for name, text in generated(directory).items():
                stage(directory / name, text.encode())
                replace(directory / name)
                click.echo(f"wrote {name}")
    except DatasetError as error:
        refuse(error.problems)


def _with_columns(command: Callable[..., None]) -> Callable[..., None]:
    for column in reversed(COLUMNS[CLAIMS]):
        flag = "--" + column.replace("_", "-")
        help_text = about(CLAIMS, column)["description"]
        command = click.option(flag, f"cell_{column}", metavar="TEXT", help=help_text)(command)
    return command


@main.command("add")
@click.argument("topic")
@_with_columns
@click.option("--paste", "pasted", type=click.File("rb"), help="A CSV or TSV block; - is stdin.")
@click.option(
    "--jsonl",
    "lines",
    type=click.File("rb"),
    help="One JSON object a line; - is stdin.",
)
@click.option(
    "--with",
    "parents",
    multiple=True,
    metavar="JSON",
    help='A missing parent, such as {"table": "units", "unit": ...}; may be repeated.',
)
@FOLDER
def add_command(
    topic: str,
    pasted: Any,
    lines: Any,
    parents: Sequence[str],
    directory: Path,
    **cells: str | None,
) -> None:
    """Append claims to TOPIC, or rows to the table of that name, after checking them all.

    The rows come from flags, from a pasted block or from JSON lines. What is refused is
    refused whole. A series, indicator, place, unit, topic, document or work that is missing
    comes along in JSON lines or by --with.
    """
    try:
        rows = _rows(topic, pasted, lines, parents, cells)
        counts = add(directory, rows)
    except DatasetError as error:
        added = any(problem.file == JOURNAL for problem in error.problems)
        refuse(error.problems, *([] if added else ["nothing was added"]))
    for file, count in counts.items():
        click.echo(f"added {count} to {file}")


def _rows(
    topic: str, pasted: Any, lines: Any, parents: Sequence[str], flags: dict[str, str | None]
) -> list[NewRow]:
    table = topic if topic in TABLES else CLAIMS
    cells = {name.removeprefix("cell_"): cell for name, cell in flags.items() if cell}
    rows = from_json_lines(topic, "\n".join(parents), "--with")
    if pasted:
        rows += from_block(table, topic, *_handed_in(pasted))
    if lines:
        rows += from_json_lines(topic, *_handed_in(lines))
    if cells:
        rows.append(from_cells(table, topic, cells, "flags"))
    if not rows:
        fix = "give flags, --paste FILE or --jsonl FILE"
        raise DatasetError([Problem("input", 0, "row", "holds no rows", "at least one row", fix)])
    return rows


def _handed_in(file: Any) -> tuple[str, str]:
    source = getattr(file, "name", "<stdin>")
    return text_of(file.read(), source), source


main.add_command(due_command)

if __name__ == "__main__":
    main(prog_name="python -m loaders")
