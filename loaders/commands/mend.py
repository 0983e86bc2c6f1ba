"""python -m loaders mend: put right how files are written, without a guess."""

from __future__ import annotations

from pathlib import Path

import click

from loaders.commands.options import FOLDER, on_terminal, refusing
from loaders.curation.append import writing
from loaders.errors import DatasetError, refusal
from loaders.prompts.session import confirmed
from loaders.schema.file_names import table_of
from loaders.schema.tables import COLUMNS
from loaders.storage.atomic import replace, stage
from loaders.storage.folder import names
from loaders.storage.mending import Mended, mended
from loaders.validation.check import check


@click.command("mend")
@click.option("--yes", "agreed", is_flag=True, help="Write without asking.")
@FOLDER
def mend_command(agreed: bool, directory: Path) -> None:
    """Show what other programs did to the files, and put it right: UTF-8 without a mark, LF,
    commas, no empty rows and columns, no needless quotes, no spaces around cells.

    What a cell says is never changed, and no cell comes under another column. What would need a
    guess is left, and `check` tells it.
    """
    with refusing("nothing was written"), writing(directory):
        found = _found(directory)
        for name, file in found.items():
            click.echo(f"{name}: {', '.join(file.done)}")
        if not found:
            click.echo(f"nothing to mend{_left(directory)}")
            return
        if not agreed:
            _agree()
        for name, file in found.items():
            stage(directory / name, file.content)
            replace(directory / name)
    click.echo(f"mended {len(found)} file{'' if len(found) == 1 else 's'}")


def _found(directory: Path) -> dict[str, Mended]:
    """Return the files of which something can be mended."""
    there = {name: directory / name for name in names(directory) if (directory / name).is_file()}
    read = {
        name: mended(path.read_bytes(), COLUMNS.get(table_of(name), ()))
        for name, path in there.items()
    }
    return {name: file for name, file in read.items() if file.done}


def _left(directory: Path) -> str:
    """Say that there are problems all the same; nothing where there are none."""
    try:
        check(directory)
    except DatasetError as error:
        count = "1 problem" if len(error.problems) == 1 else f"{len(error.problems)} problems"
        return f"; {count} to correct by hand: run `python -m loaders check`"
    return ""


def _agree() -> None:
    if not on_terminal():
        what = "is not given, and there is no terminal to ask on"
        raise refusal("flags", 1, "yes", what=what, allowed="--yes", fix="give --yes to write")
    if not confirmed("Mend it", "yes: write the files as shown; no: leave them as they are"):
        raise click.Abort
