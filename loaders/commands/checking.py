"""Check the dataset; write the pages that are generated from its models."""

from __future__ import annotations

from pathlib import Path

import click

from loaders.append import writing
from loaders.check import check
from loaders.commands.options import FOLDER, refuse
from loaders.describe import generated, stale
from loaders.files import CLAIMS, steady
from loaders.problems import DatasetError, Problem
from loaders.replace import replace, stage


@click.command("check")
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


@click.command("schema")
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
