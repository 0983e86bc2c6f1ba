"""Check the dataset; write the pages that are generated from its models."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path

import click

from loaders.commands.options import FOLDER, refuse, refusing
from loaders.curation.append import writing
from loaders.dataset import declared_version
from loaders.errors import DatasetError, Problem
from loaders.interchange.datapackage import generated, stale
from loaders.schema.file_names import CLAIMS
from loaders.storage.atomic import replace, stage
from loaders.storage.folder import steady, strays
from loaders.storage.journal import PACKAGE
from loaders.validation.check import check
from loaders.validation.dates import days_to_come

STRAY = "give it the name of its table, or move it out of the folder"
MOST_DAYS = 5
"""Days to come that are named: where a clock was set back there is one in each row."""


@click.command("check")
@click.option(
    "--since",
    "revision",
    metavar="REV",
    help="Also refuse what was edited or lost since a git revision.",
)
@FOLDER
def check_command(revision: str | None, directory: Path) -> None:
    """Check every file; print a count, or every problem as file:line: column: ..."""
    problems: list[Problem] = []
    try:
        files = check(directory, date.today())
    except DatasetError as error:
        problems += error.problems
    own = any(problem.column in ("file", "header") for problem in problems)
    for read in (partial(steady, read=stale), partial(_since, revision=revision)):
        try:
            problems += [p for p in read(directory) if not (own and p.file == PACKAGE)]
        except DatasetError as error:
            problems += error.problems
    if problems:
        _tell_strays(directory)
        refuse(sorted(set(problems)))
    counts = {table: len(frame) for table, frame in files.frames.items()}
    works = len(files.works or {})
    click.echo(
        f"ok: {counts[CLAIMS]} claims in {counts['series']} series of {counts['indicators']} "
        f"indicators; {counts['documents']} documents, {works} works, "
        f"{counts['exclusions']} exclusions"
    )
    _tell_strays(directory)
    later = list(days_to_come(files, date.today()))
    for problem in later[:MOST_DAYS]:
        click.echo(f"check this: {problem}", err=True)
    if len(later) > MOST_DAYS:
        click.echo(f"and {len(later) - MOST_DAYS} more days in the future", err=True)


def _tell_strays(directory: Path) -> None:
    with suppress(DatasetError):  # a damaged journal is told already
        for stray in strays(directory):
            click.echo(f"check this: {stray}: nothing reads this file; {STRAY}", err=True)


def _since(directory: Path, revision: str | None) -> list[Problem]:
    """Return what was edited in place, or lost, since a revision; nothing where none is named."""
    if not revision:
        return []
    from loaders.history.diff import changes_between, since_problems
    from loaders.history.git import at_revision, working

    return since_problems(
        changes_between(at_revision(directory, revision), working(directory)), revision
    )


@click.command("schema")
@click.option("--version", metavar="X.Y.Z", help="Declare the figures' next version.")
@FOLDER
def schema_command(version: str | None, directory: Path) -> None:
    """Write the schema page and datapackage.json from the models."""
    from loaders.history.changelog import refuse_version

    with refusing(), writing(directory):
        if version:
            refuse_version(version, declared_version(directory))
        for name, text in generated(directory, version or "").items():
            stage(directory / name, text.encode())
            replace(directory / name)
            click.echo(f"wrote {name}")
