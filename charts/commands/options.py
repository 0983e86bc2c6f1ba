"""What the commands share: a house style, and the figures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from charts.style.house_style import OURS, VARIABLE, HouseStyle, StyleError, load_style
from loaders.dataset import Dataset, load
from loaders.errors import DatasetError

STYLE: dict[str, Any] = {
    "type": click.Path(path_type=Path, dir_okay=False, exists=True),
    "envvar": VARIABLE,
    "help": f"The file of a house style; else what {VARIABLE} names.",
}


def styled(path: Path | None) -> HouseStyle:
    """Return the house style of a file, ours without one."""
    try:
        return load_style(path) if path else OURS
    except StyleError as error:
        raise click.ClickException(str(error)) from None


def loaded(directory: Path) -> Dataset:
    """Return the figures of a folder; end with its problems."""
    try:
        return load(directory)
    except DatasetError as error:
        raise click.ClickException("\n".join(map(str, error.problems))) from None
