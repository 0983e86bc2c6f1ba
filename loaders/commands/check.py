"""Check the dataset; write the pages that are generated from its models."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path, PurePosixPath

import click

from loaders.commands.options import FOLDER, refuse, refusing
from loaders.curation.append import writing
from loaders.dataset import declared_version
from loaders.errors import DatasetError, Problem
from loaders.interchange.datapackage import generated, stale
from loaders.schema.file_names import CLAIMS
from loaders.storage.atomic import replace, stage
from loaders.storage.folder import steady, stray, strays
from loaders.storage.journal import PACKAGE
from loaders.validation.check import check
from loaders.validation.dates import days_to_come

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
        refuse(sorted(set(_tell_strays(directory, problems))))
    counts = {table: len(frame) for table, frame in files.frames.items()}
    works = len(files.works or {})
    click.echo(
        f"ok: {counts[CLAIMS]} claims in {counts['series']} series of {counts['indicators']} "
        f"indicators; {counts['documents']} documents, {works} works, "
        f"{counts['exclusions']} exclusions"
    )
    _tell_strays(directory, [])
    later = list(days_to_come(files, date.today()))
    for problem in later[:MOST_DAYS]:
        click.echo(f"check this: {problem}", err=True)
    if len(later) > MOST_DAYS:
        click.echo(f"and {len(later) - MOST_DAYS} more days in the future", err=True)


def _tell_strays(directory: Path, problems: Sequence[Problem]) -> list[Problem]:
    """Tell of files that nothing reads; return the problems, with a file that is missing under its
    own name as one of its name.
    """
    found = list(problems)
    with suppress(DatasetError):  # a damaged journal is told already
        for name in strays(directory):
            own = _renamed(name, found)
            if not own:
                what, fix = stray(directory, name)
                click.echo(f"check this: {name}: {what}; {fix}", err=True)
            found += own
            found = [p for p in found if not own or p.place != f"{own[0].allowed}:0"]
    return found


def _renamed(name: str, problems: Sequence[Problem]) -> list[Problem]:
    """Return the problem of a file's name where one that is missing is called so but for its end
    and capitals.
    """
    path = PurePosixPath(name)
    for problem in problems:
        own = problem.file.casefold() == str(path.with_suffix(".csv")).casefold()
        if (
            own
            and problem.what.startswith("is missing")
            and path.suffix.lower() in (".csv", ".txt")
        ):
            return [
                Problem(
                    name,
                    0,
                    "file",
                    what="is not read under this name",
                    allowed=problem.file,
                    fix="rename it so",
                )
            ]
    return []


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
