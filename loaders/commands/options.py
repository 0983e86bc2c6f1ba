"""What commands share: the folder, and how problems are told."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from loaders.dataset import DATASETS
from loaders.problems import Problem

FOLDER = click.option(
    "--datasets",
    "directory",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=DATASETS,
    help="The folder of the tables.",
)


def refuse(problems: Sequence[Problem], *last: str) -> NoReturn:
    """Print problems and how many they are, and end the command."""
    for problem in problems:
        click.echo(str(problem))
    click.echo(
        ", ".join([f"{len(problems)} problems" if len(problems) > 1 else "1 problem", *last]),
        err=True,
    )
    sys.exit(1)
