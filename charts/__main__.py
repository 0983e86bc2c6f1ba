"""The command: python -m charts export | verify."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import click

from charts.export.batch import Charts, Job
from charts.export.batch_command import export_many
from charts.export.browser import PictureError
from charts.export.formats import COLOURS, FORMS, ExportSettings, VerifyError, read_provenance
from charts.provenance.report import lines
from charts.provenance.verify import verify
from charts.style.sizes import FRAMES
from charts.views.view import View, known_values, parse_address
from loaders.commands.options import FOLDER
from loaders.dataset import Dataset, load
from loaders.errors import DatasetError
from loaders.storage.atomic import replace, stage


@click.group(help="Make files of charts, and read them back.")
def main() -> None:
    """Group the commands; a terminal that lacks a character gets it escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


@main.command("export")
@click.option("--view", "addresses", multiple=True, help="The address of a chart, as pasted.")
@click.option("--all", "everything", is_flag=True, help="Every chart that there is.")
@click.option("--format", "form", type=click.Choice(list(FORMS)), default="png", show_default=True)
@click.option("--formats", help="Several, such as png,pptx: OUT is a folder then.")
@click.option("--size", type=click.Choice(list(FRAMES)), default="slide", show_default=True)
@click.option("--sizes", help="Several, such as slide,square.")
@click.option("--look", type=click.Choice(list(COLOURS)), default="light", show_default=True)
@click.option("--out", type=click.Path(path_type=Path), required=True, help="What to write.")
@FOLDER
def export_command(  # noqa: PLR0913, PLR0917  an argument for each option
    addresses: tuple[str, ...],
    everything: bool,
    form: str,
    formats: str | None,
    size: str,
    sizes: str | None,
    look: str,
    out: Path,
    directory: Path,
) -> None:
    """Write charts as files, each with its proof inside.

    One --view and one --format make one file, OUT. With --all, --formats, --sizes or several
    --view OUT is a folder, with a manifest and the citations; a run that was stopped goes on.
    """
    if bool(addresses) == everything:
        raise click.ClickException("Give --all, or --view with the address of a chart.")
    dataset = _loaded(directory)
    views = [_view(dataset, address) for address in addresses]
    if everything or formats or sizes or len(views) > 1:
        done = export_many(dataset, views, formats or form, sizes or size, look, out)
        sys.exit(0 if done else 1)
    job = Job(views[0], ExportSettings(form, FRAMES[size], COLOURS[look]))
    try:
        content = Charts(dataset).make(job).content
    except PictureError as error:
        raise click.ClickException(str(error)) from None
    stage(out, content)
    replace(out)
    click.echo(f"{out}: {len(content):,} bytes")


def _view(dataset: Dataset, address: str) -> View:
    view, said = parse_address(address, known_values(dataset))
    if view is None or said:
        raise click.ClickException("\n".join(said))
    return view


@main.command("verify")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@FOLDER
def verify_command(file: Path, directory: Path) -> None:
    """Say which claims a FILE shows, at which version, and what became of them since.

    Ends with 1 where a claim was corrected or withdrawn since, or is not here.
    """
    dataset = _loaded(directory)
    try:
        verdict = verify(dataset, read_provenance(file.read_bytes()))
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
