"""python -m loaders due: what should have appeared since a series' last period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import click

from loaders.commands.options import FOLDER, refuse
from loaders.errors import DatasetError


@click.command("due")
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The day to look from; else the present one.",
)
@FOLDER
def due_command(today: datetime | None, directory: Path) -> None:
    """List the regular series that lack periods which should have appeared by now."""
    from loaders.dataset import load
    from loaders.queries.overdue import due
    from loaders.queries.selection import records

    try:
        dataset = load(directory)
    except DatasetError as error:
        refuse(error.problems)
    day = today.date() if today else date.today()
    rows = records(due(dataset, day))
    header = ("due since", "series", "last", "missing")
    cells = [
        (row["due_since"], row["series_id"], row["last_period"], _span(row["missing"]))
        for row in rows
    ]
    for line in _aligned([header, *cells]) if rows else ():
        click.echo(line)
    periods = sum(row["periods"] for row in rows)
    click.echo(f"{periods} periods of {len(rows)} series are due on {day}")


def _span(missing: Sequence[str]) -> str:
    """Return the periods in words: all of a few, the first and the last of many."""
    if len(missing) <= 3:
        return ", ".join(missing)
    return f"{missing[0]} to {missing[-1]}, {len(missing)} periods"


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
