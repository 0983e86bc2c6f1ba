"""Make the record's observations from the files of offices."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from loaders.commands.options import A_FOLDER, FOLDER, refusing

A_FILE = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.command("record")
@click.argument("recipes", nargs=-1, metavar="[RECIPE]...")
@click.option(
    "--official",
    type=A_FOLDER,
    envvar="CITED_FIGURES_OFFICIAL",
    show_envvar=True,
    required=True,
    help="The folder of the offices' files.",
)
@click.option(
    "--edition",
    "editions",
    type=(str, A_FILE),
    multiple=True,
    metavar="OLD NEW",
    help="A file that replaces the old one, a file or its SHA-256, in every recipe.",
)
@click.option(
    "--final",
    metavar="PERIOD",
    default="",
    help="The last year or month whose figures of RECIPE the office calls final now.",
)
@click.option("--dry-run", "dry", is_flag=True, help="Only show what would be written.")
@FOLDER
def record_command(
    recipes: tuple[str, ...],
    official: Path,
    editions: tuple[tuple[str, Path], ...],
    final: str,
    dry: bool,
    directory: Path,
) -> None:
    """Make the observations of each RECIPE, or of all, from the files; say what was added,
    revised (old → new) and dropped.

    What is new is kept with today's date; what it replaces stays, for the day before.
    """
    from loaders.record.office_files import OfficeFile, office_files, sha256
    from loaders.record.refresh import Edition, refresh, table_lines

    with refusing("nothing was written"):
        new = {_sha256(old): (sha256(path), path) for old, path in editions}
        at_hand = office_files(official)
        at_hand |= {digest: OfficeFile(path) for digest, path in new.values()}
        found = refresh(
            directory,
            at_hand,
            day=date.today().isoformat(),
            only=recipes,
            edition=Edition({old: digest for old, (digest, _) in new.items()}, final),
            dry=dry,
        )
    for line in table_lines(found):
        click.echo(line)
    if dry:
        click.echo("nothing was written: --dry-run", err=True)


def _sha256(old: str) -> str:
    """Return the SHA-256 of a file that is named; what names none is the hash itself."""
    from loaders.record.office_files import sha256

    return sha256(Path(old)) if Path(old).is_file() else old
