"""python -m loaders due: what should have appeared since a series' last period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import click

from loaders.commands.options import FOLDER, refusing


@click.command("due")
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The day to look from; otherwise today.",
)
@FOLDER
def due_command(today: datetime | None, directory: Path) -> None:
    """List the regular series that lack periods which should have appeared by now."""
    from loaders.dataset import load
    from loaders.queries.overdue import due
    from loaders.queries.selection import records

    with refusing():
        dataset = load(directory)
    day = today.date() if today else date.today()
    rows = records(due(dataset, day))
    lines = [("due since", "series", "last", "missing")] if rows else []
    for row in rows:
        cells = (row["due_since"], row["series_id"], row["last_period"], _span(row["missing"]))
        lines.append(cells)
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        padded = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        click.echo("  ".join(padded).rstrip())
    periods = sum(row["periods"] for row in rows)
    click.echo(f"{periods} periods of {len(rows)} series are due on {day}")


def _span(missing: Sequence[str]) -> str:
    """Return the periods in words: all of a few, the first and the last of many."""
    if len(missing) <= 3:
        return ", ".join(missing)
    return f"{missing[0]} to {missing[-1]}, {len(missing)} periods"
