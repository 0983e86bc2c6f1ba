"""python -m loaders due and close: what should have appeared, and series that have ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import click

from loaders.commands.correct import AGREED
from loaders.commands.options import FOLDER, WORDS, refusing
from loaders.commands.rename import write_agreed


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


@click.command("close")
@click.argument("table", type=click.Choice(["recipes", "series"]))
@click.argument("ids", nargs=-1, required=True, type=WORDS)
@AGREED
@FOLDER
def close_command(table: str, ids: Sequence[str], agreed: bool, directory: Path) -> None:
    """Say of recipes of the record, or of series of claims, that the office ended them.

    Nothing more of them is due; no figure, name or chart changes.
    """
    from loaders.curation.closing import closed

    write_agreed(directory, lambda before: closed(before, table, ids), agreed)


def _span(missing: Sequence[str]) -> str:
    """Return the periods in words: all of a few, the first and the last of many."""
    if len(missing) <= 3:
        return ", ".join(missing)
    return f"{missing[0]} to {missing[-1]}, {len(missing)} periods"
