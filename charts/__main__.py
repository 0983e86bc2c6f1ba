"""The command: python -m charts export | verify."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import click

from charts.export import FORMS, LOOKS, Wanted, exported
from charts.frames import FRAMES
from charts.pictures import PictureError
from charts.shown import shown
from charts.verify import VerifyError, verified
from charts.verify_words import lines
from charts.view import known_values, parse_address
from loaders.dataset import DATASETS, Dataset, load
from loaders.problems import DatasetError
from loaders.replace import replace, stage

FOLDER = click.option(
    "--datasets",
    "directory",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    default=DATASETS,
    help="The folder of the tables.",
)
FILE = click.Path(path_type=Path, dir_okay=False)


@click.group(help="Make files of charts, and read them back.")
def main() -> None:
    """Group the commands; a terminal that lacks a character gets it escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


@main.command("export")
@click.option("--view", "address", required=True, help="The address of a chart, as pasted.")
@click.option("--format", "form", type=click.Choice(list(FORMS)), default="png", show_default=True)
@click.option("--size", type=click.Choice(list(FRAMES)), default="slide", show_default=True)
@click.option("--look", type=click.Choice(list(LOOKS)), default="light", show_default=True)
@click.option("--out", type=FILE, required=True, help="The file to write.")
@FOLDER
def export_command(
    address: str, form: str, size: str, look: str, out: Path, directory: Path
) -> None:
    """Write the chart of an address as a file, with its proof inside."""
    dataset = _loaded(directory)
    view, said = parse_address(address, known_values(dataset))
    if view is None or said:
        raise click.ClickException("\n".join(said))
    wanted = Wanted(form, FRAMES[size], LOOKS[look])
    try:
        content = exported(dataset, shown(dataset, view), wanted)
    except PictureError as error:
        raise click.ClickException(str(error)) from None
    stage(out, content)
    replace(out)
    click.echo(f"{out}: {len(content):,} bytes")


@main.command("verify")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@FOLDER
def verify_command(file: Path, directory: Path) -> None:
    """Say which claims a FILE shows, at which version, and what became of them since.

    Ends with 1 where a claim was corrected or withdrawn since, or is not here.
    """
    dataset = _loaded(directory)
    try:
        verdict = verified(dataset, file.read_bytes())
    except VerifyError as error:
        raise click.ClickException(f"{file}: {error}") from None
    except OSError as error:
        raise click.ClickException(f"{file} cannot be read: {error.strerror}.") from None
    for line in lines(dataset, verdict):
        click.echo(line)
    sys.exit(1 if verdict.changed else 0)


def _loaded(directory: Path) -> Dataset:
    try:
        return load(directory)
    except DatasetError as error:
        raise click.ClickException("\n".join(map(str, error.problems))) from None


if __name__ == "__main__":
    main()
