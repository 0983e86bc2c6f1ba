"""What `python -m charts export` does with many charts: a progress bar, sentences at its end."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from charts.export.batch import Charts, counts_words, jobs_of, manifest_entry, readme
from charts.export.batch_folder import Folder, inputs
from charts.export.browser import NO_BROWSER, PictureError, browser_path
from charts.export.formats import FORMS
from charts.style.sizes import FRAMES
from charts.text.notes import LICENCE
from charts.views.view import View
from loaders.dataset import Dataset

MOST_TOLD = 10


def names_of(text: str, known: Sequence[str], what: str) -> list[str]:
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
    colours: str,
    out: Path,
) -> bool:
    """Make the files of views (empty: all) in a folder; `formats` and `sizes` are lists with
    commas. Return whether all that was wanted is there.
    """
    forms = names_of(formats, list(FORMS), "format")
    chosen = names_of(sizes, list(FRAMES), "size")
    pictures = [name for name in forms if FORMS[name].drawn]
    missing = pictures if browser_path() is None else []
    forms = [name for name in forms if name not in missing]
    charts = Charts(dataset)
    views = views or charts.views()
    jobs = list(jobs_of(views, forms, chosen, colours))
    dependencies = inputs(
        dataset.version, LICENCE, colours, drawn=bool(set(pictures) - set(missing))
    )
    folder = Folder(out, dependencies)
    left = [job for job in jobs if charts.name(job) not in folder.files]
    resumed = f", of which {len(jobs) - len(left):,} are there" if len(left) < len(jobs) else ""
    click.echo(f"{counts_words(views)}: {len(jobs):,} files{resumed}.")
    failed: list[str] = []
    with click.progressbar(left, label="Files", show_pos=True) as bar:
        for job in bar:
            try:
                file = charts.make(job)
            except PictureError as error:
                failed.append(f"{charts.name(job)}: {error}")
                continue
            folder.add(file.name, file.content, manifest_entry(job, file))
    folder.finish(readme(charts, folder.files, views))
    click.echo(f"{out}: {len(folder.files):,} files, {_size(folder):,} bytes.")
    for line in failed[:MOST_TOLD]:
        click.echo(line, err=True)
    if len(failed) > MOST_TOLD:
        click.echo(f"{len(failed) - MOST_TOLD:,} more were not made.", err=True)
    if missing:
        click.echo(f"Not made: {', '.join(missing)}. {NO_BROWSER}", err=True)
    return not failed and not missing


def _size(folder: Folder) -> int:
    return sum(int(entry["bytes"]) for entry in folder.files.values())
