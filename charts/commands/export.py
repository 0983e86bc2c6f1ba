"""python -m charts export: charts as files, each with its proof inside."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click

from charts.batches.batch import TRIES, Charts, Job, jobs_of, kind_counts, manifest_entry, readme
from charts.batches.batch_folder import Folder, inputs
from charts.batches.batch_index import index_page
from charts.commands.options import STYLE, loaded, styled
from charts.export.browser import NO_BROWSER, PictureError, browser_path
from charts.export.formats import FILE_FORMATS
from charts.export.settings import BACK, COLOURS, ExportSettings, template_mark
from charts.presenter.own_words import LABELS, ROWS, SOURCES
from charts.provenance.record import site_of
from charts.style.sizes import FRAMES, Frame, named_frame
from charts.views.view import View, address, known_values, parse_address, parse_query
from loaders.commands.options import FOLDER
from loaders.dataset import Dataset
from loaders.storage import atomic

MOST_TOLD = 10
NOT_A_SIZE = "A size of your own needs --width and --height."
NO_SITE = "Give --site too, or CITED_FIGURES_URL: where pictures are to lead."
ONE_CHART = "Words of your own are for one chart: give one --view."
SIZES = f"One of {', '.join(FRAMES)}, or WIDTHxHEIGHT or WIDTHxHEIGHT@DPI in pixels, 96 an inch."


def chosen_names(text: str, known: Sequence[str], what: str) -> list[str]:
    """Return the names of a list such as `png,svg`; raise `ClickException` for others."""
    names = [name.strip() for name in text.split(",") if name.strip()]
    wrong = [name for name in names if name not in known]
    if wrong or not names:
        which = f"There is no {what} {wrong[0]!r}" if wrong else f"No {what} is given"
        raise click.ClickException(f"{which}; there are {', '.join(known)}.")
    return list(dict.fromkeys(names))


def export_many(
    dataset: Dataset,
    views: Sequence[View],
    formats: str,
    sizes: str,
    look: ExportSettings,
    out: Path,
) -> bool:
    """Make the files of views (empty: all) in a folder; `formats` and `sizes` are lists with
    commas, `look` has colours and whether it is plain. Return whether all that was wanted is there.
    """
    forms = chosen_names(formats, list(FILE_FORMATS), "format")
    frames = [_named(size.strip()) for size in sizes.split(",")]
    pictures = [name for name in forms if FILE_FORMATS[name].drawn]
    missing = pictures if browser_path() is None else []
    forms = [name for name in forms if name not in missing]
    charts = Charts(dataset, tries=TRIES)
    views = views or charts.views()
    jobs = list(jobs_of(views, forms, frames, look))
    dependencies = inputs(
        dataset.version,
        dataset.site.terms.name,
        look.colours.name,
        drawn=bool(set(pictures) - set(missing)),
    )
    chosen = {
        "generator": dataset.site.name,
        "site": look.site,
        "template": template_mark(look.template),
        "style": look.style.mark,
    }
    folder = Folder(out, dependencies | {name: text for name, text in chosen.items() if text})
    left = [job for job in jobs if charts.name(job) not in folder.files]
    resumed = f", of which {len(jobs) - len(left):,} are there" if len(left) < len(jobs) else ""
    click.echo(f"{kind_counts(views)}: {len(jobs):,} files{resumed}.")
    failed, unheld = _make(charts, left, folder)
    folder.finish(readme(charts, folder.files, views), index_page)
    size = sum(int(entry["bytes"]) for entry in folder.files.values())
    click.echo(f"{out}: {len(folder.files):,} files, {size:,} bytes.")
    _tell_some(unheld, "{count:,} more do not hold all of their chart.")
    _tell_some(failed, "{count:,} more were not made.")
    if missing:
        click.echo(f"Not made: {', '.join(missing)}. {NO_BROWSER}", err=True)
    return not failed and not missing


def _tell_some(told: Sequence[str], more: str) -> None:
    for line in told[:MOST_TOLD]:
        click.echo(line, err=True)
    if len(told) > MOST_TOLD:
        click.echo(more.format(count=len(told) - MOST_TOLD), err=True)


def _make(charts: Charts, jobs: Sequence[Job], folder: Folder) -> tuple[list[str], list[str]]:
    """Make the files of jobs; return a line for each that could not be made, and for each whose
    size does not hold all of its chart.
    """
    failed: list[str] = []
    unheld: list[str] = []
    with click.progressbar(jobs, label="Files", show_pos=True) as bar:
        for job in bar:
            try:
                file = charts.make(job)
            except PictureError as error:
                failed.append(f"{charts.name(job)}: {error}")
            else:
                folder.add(file.name, file.content, manifest_entry(job, file))
                if said := charts.unheld(job):
                    unheld.append(f"{file.name}: {' '.join(said)}")
    return failed, unheld


@click.command("export")
@click.option("--view", "addresses", multiple=True, help="The address of a chart, as pasted.")
@click.option("--all", "everything", is_flag=True, help="Every chart that there is.")
@click.option(
    "--format", "form", type=click.Choice(list(FILE_FORMATS)), default="png", show_default=True
)
@click.option("--formats", help="Several, such as png,pptx: OUT is a folder then.")
@click.option("--size", help=SIZES, default="slide", show_default=True)
@click.option("--sizes", help="Several, such as slide,800x600.")
@click.option("--width", type=int, help="Of a size of your own, in pixels, 96 an inch.")
@click.option("--height", type=int, help="The same.")
@click.option("--dpi", type=int, help="How many dots an inch a PNG of that size has, if not 96.")
@click.option("--plain", is_flag=True, help="Pictures without title and notes.")
@click.option("--look", type=click.Choice(list(COLOURS)), default="light", show_default=True)
@click.option(
    "--site",
    envvar="CITED_FIGURES_URL",
    default="",
    help="Where the app is served, to which files lead back; else what CITED_FIGURES_URL says.",
)
@click.option("--style", **STYLE)
@click.option(
    "--back",
    type=click.Choice([name for name in BACK if name]),
    help="What in a picture leads to its chart: its address in the source line, or a QR code.",
)
@click.option(
    "--template",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Your own .potx or .pptx, whose layouts, colours and fonts slides have.",
)
@click.option("--title", help="The title of the presenter, for one --view.")
@click.option("--subtitle", help="What stands under it.")
@click.option(
    "--note", multiple=True, help="A claim's id or a period, a space, a note; up to five."
)
@click.option("--highlight", "focus", help="The id of the series that keeps its colour.")
@click.option("--labels", type=click.Choice([n for n in LABELS if n]), help="Numbers at marks.")
@click.option(
    "--rows",
    type=click.Choice([n for n in ROWS if n]),
    help="What many rows take: one slide or picture, or several slides in large type.",
)
@click.option("--sources", type=click.Choice([n for n in SOURCES if n]), help="How they are named.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="What to write.")
@FOLDER
def export_command(  # noqa: PLR0913, PLR0917  an argument for each option
    addresses: tuple[str, ...],
    everything: bool,
    form: str,
    formats: str | None,
    size: str,
    sizes: str | None,
    width: int | None,
    height: int | None,
    dpi: int | None,
    look: str,
    plain: bool,
    site: str,
    back: str | None,
    style: Path | None,
    template: Path | None,
    out: Path,
    directory: Path,
    **words: str | tuple[str, ...] | None,
) -> None:
    """Write charts as files, each with its proof inside.

    One --view and one --format make one file, OUT. With --all, --formats, --sizes or several
    --view OUT is a folder, with a manifest and the citations; a run that was stopped goes on.
    """
    if bool(addresses) == everything:
        raise click.ClickException("Give --all, or --view with the address of a chart.")
    size = _own_size(width, height, dpi) or size
    dataset = loaded(directory)
    own = {name: text for name, text in words.items() if text}
    if own and len(addresses) != 1:
        raise click.ClickException(ONE_CHART)
    try:
        served = site_of(site)
    except ValueError as error:
        raise click.ClickException(f"--site: {error}") from None
    if back and not served:
        raise click.ClickException(NO_SITE)
    settings = ExportSettings(
        form, colours=COLOURS[look], plain=plain, site=served, back=back or ""
    )
    own_template = _read(template) if template else b""
    settings = replace(settings, style=styled(style), template=own_template)
    views = [_view(dataset, address, own) for address in addresses]
    charts = Charts(dataset, tries=TRIES)
    for remark in (text for view in views for text in charts.remarks_on_words(view)):
        click.echo(remark, err=True)
    if everything or formats or sizes or len(views) > 1:
        with _writing(out):
            done = export_many(dataset, views, formats or form, sizes or size, settings, out)
        sys.exit(0 if done else 1)
    job = Job(views[0], replace(settings, frame=_named(size)))
    try:
        file = charts.make(job)
    except PictureError as error:
        raise click.ClickException(str(error)) from None
    with _writing(out):
        atomic.stage(out, file.content)
        atomic.replace(out)
    click.echo(f"{out}: {len(file.content):,} bytes")
    for sentence in charts.unheld(job):
        click.echo(sentence)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise click.ClickException(f"{path} cannot be read: {error.strerror}.") from None


def _own_size(width: int | None, height: int | None, dpi: int | None) -> str:
    """Return the name of a size of one's own; "" where none is given."""
    if width is None and height is None and dpi is None:
        return ""
    if width is None or height is None:
        raise click.ClickException(NOT_A_SIZE)
    return f"{width}x{height}" + (f"@{dpi}" if dpi is not None else "")


def _named(size: str) -> Frame:
    try:
        return named_frame(size)
    except ValueError as error:
        raise click.ClickException(str(error)) from None


@contextmanager
def _writing(out: Path) -> Iterator[None]:
    """End the command with a sentence where the disk refuses."""
    try:
        yield
    except OSError as error:
        advice = "Check the path, its permissions and the free space, and give the command again."
        why = f"{out} cannot be written: {error.strerror or error}. {advice}"
        raise click.ClickException(why) from None


def _view(dataset: Dataset, where: str, own: Mapping[str, str | tuple[str, ...]]) -> View:
    """Return the view of an address, with words of the presenter's."""
    known = known_values(dataset)
    view, unclear = parse_address(where, known)
    if view is not None and own:
        added = {name: [text] if isinstance(text, str) else text for name, text in own.items()}
        view, more = parse_query(view.page, {**address(view), **added}, known)
        unclear += more
    if view is None or unclear:
        raise click.ClickException("\n".join(unclear))
    return view
