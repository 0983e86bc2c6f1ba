"""python -m loaders rename, split, move: ids that become others, with redirects from the old."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from loaders.commands.correct import AGREED, agree
from loaders.commands.options import FOLDER, SET, WORDS, refusing, set_cells
from loaders.errors import refusal, shown
from loaders.schema.tables import COLUMNS
from loaders.values.codelists import MOVABLE

if TYPE_CHECKING:
    from loaders.storage.folder import Contents

KEPT = {
    "topics": "It names its files. What readers see is its title, a cell of topics.csv; to take "
    "an indicator elsewhere: python -m loaders move INDICATOR_ID TOPIC",
    "documents": "It is the key of its work, which other people's files cite. Its title and author "
    "are in references.bib; a new edition: python -m loaders edition DOCUMENT_ID TEXT --as NEW_ID",
    "claims": "It was cited. A wrong cell: python -m loaders correct CLAIM_ID",
    "units": "Figures were exported in it. Its name, plural and symbol are cells of units.csv",
}
"""Tables whose ids stay, and what to do instead."""


class _Movable(click.Choice[str]):
    """A table whose ids may become others; of one whose ids stay, it says what to do instead."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if value in KEPT:
            self.fail(f"an id of {value} stays as it is. {KEPT[value]}", param, ctx)
        return super().convert(value, param, ctx)


TABLE = click.argument("table", type=_Movable(list(MOVABLE)))
OLD = click.argument("old_id", type=WORDS)
NEW = click.argument("new_id", type=WORDS)
REASON = click.option("--reason", required=True, type=WORDS, help="Why, in your own words.")


@click.command("rename")
@TABLE
@OLD
@NEW
@REASON
@AGREED
@FOLDER
def rename_command(
    table: str, old_id: str, new_id: str, reason: str, agreed: bool, directory: Path
) -> None:
    """Give a row of TABLE the id NEW_ID, or merge it into the row that has that id already.

    Every row that names it follows, and redirects.csv keeps the old id for addresses that name it.
    """
    from loaders.curation.renaming import Move, renamed

    move = Move(table, old_id, new_id, reason, date.today().isoformat())
    write_agreed(directory, lambda before: renamed(before, move), agreed)


@click.command("split")
@click.argument("table", type=click.Choice(["indicators", "series"]))
@OLD
@NEW
@click.argument("parts", nargs=-1, required=True, type=WORDS)
@SET
@REASON
@AGREED
@FOLDER
def split_command(
    parts: Sequence[str], cells: Sequence[str], agreed: bool, directory: Path, **named: str
) -> None:
    """Put PARTS of a row of TABLE under NEW_ID: claims of a series, or series of an indicator.

    The new row is a copy of the old one, with the cells that --set gives.
    """
    from loaders.curation.renaming import Move, split

    with refusing("nothing was written"):
        given = _cells(named["table"], cells)
    table, old, new, why = (named[name] for name in ("table", "old_id", "new_id", "reason"))
    move = Move(table, old, new, why, date.today().isoformat(), parts, given)
    write_agreed(directory, lambda before: split(before, move), agreed)


@click.command("move")
@click.argument("indicator_id", type=WORDS)
@click.argument("topic", type=WORDS)
@AGREED
@FOLDER
def move_command(indicator_id: str, topic: str, agreed: bool, directory: Path) -> None:
    """Put INDICATOR_ID under another TOPIC, with its claims and observations; no id changes."""
    from loaders.curation.renaming import under_topic

    write_agreed(directory, lambda before: under_topic(before, indicator_id, topic), agreed)


def _cells(table: str, given: Sequence[str]) -> Mapping[str, str]:
    cells = set_cells(given)
    strange = next((name for name in cells if name not in COLUMNS[table]), None)
    if strange is not None:
        what, allowed = f"{shown(strange)} is not a column of {table}", ", ".join(COLUMNS[table])
        raise refusal("flags", 1, "set", what=what, allowed=allowed, fix="write COLUMN=TEXT")
    return cells


def write_agreed(
    directory: Path, make: Callable[[Contents], dict[str, bytes]], agreed: bool
) -> None:
    """Show how many lines of each file change, and write them after a yes."""
    from loaders.curation.renaming import write
    from loaders.storage.folder import contents

    with refusing("nothing was written"):
        before = contents(directory)
        files = make(before)
        agree([_told(name, before.get(name) or b"", new) for name, new in files.items()], agreed)
        files = write(directory, make)
    click.echo(f"wrote {', '.join(sorted(files))}")


def _told(name: str, old: bytes, new: bytes) -> str:
    was, now = set(old.splitlines()), new.splitlines()
    more = [line.decode() for line in now if line not in was]
    gone = len(was - set(now))
    shown_lines = [f"  {line}" for line in more[:MOST_SHOWN]]
    left = [f"  … and {len(more) - MOST_SHOWN} more"] if len(more) > MOST_SHOWN else []
    head = f"{name}: {gone} lines go, {len(more)} come"
    return "\n".join([head, *shown_lines, *left])


MOST_SHOWN = 5
"""How many new lines of a file are shown."""
