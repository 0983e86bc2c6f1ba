"""python -m static_site build: the published edition as a folder of files."""

from __future__ import annotations

import time
from pathlib import Path

import click

from charts.commands.options import loaded
from charts.export.browser import NO_BROWSER, browser_path
from charts.provenance.record import site_of
from loaders.commands.options import A_FOLDER, FOLDER, refusing
from static_site.build import FaultyError, build, unsound
from static_site.data_files import public_version
from static_site.html.site import Site
from static_site.inventory import pages
from static_site.search_index import SearchIndexError

MOST_TOLD = 20
NOT_AUDITED = "Not audited: --texts names no folder of the texts that were read."


def an_address(context: click.Context, option: click.Parameter, value: str) -> str:
    """Return an address without the slash behind it; raise `BadParameter` for what is none."""
    del context, option
    try:
        return site_of(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


@click.command("build")
@click.option("--out", type=A_FOLDER, required=True, help="The folder that is to be served.")
@click.option(
    "--base-url",
    required=True,
    callback=an_address,
    help="Where the edition is served, such as https://figures.example.org.",
)
@click.option("--live", default="", callback=an_address, help="Where the live app is, if it is.")
@click.option("--report", default="", envvar="CITED_FIGURES_REPORT", help="Where errors are told.")
@click.option(
    "--drawings",
    type=A_FOLDER,
    default="build/drawings",
    show_default=True,
    help="Where pictures stay, so that the next build draws what has changed.",
)
@click.option("--texts", type=A_FOLDER, envvar="CITED_FIGURES_TEXTS", show_envvar=True)
@click.option("--official", type=A_FOLDER, envvar="CITED_FIGURES_OFFICIAL", show_envvar=True)
@click.option("--workers", type=int, default=0, help="How many processes; else one a processor.")
@FOLDER
def build_command(  # noqa: PLR0913, PLR0917  an argument for each option
    out: Path,
    base_url: str,
    live: str,
    report: str,
    drawings: Path,
    texts: Path | None,
    official: Path | None,
    workers: int,
    directory: Path,
) -> None:
    """Make the published edition: pages that any web server hands out.

    Nothing is made while the check or the audit of the figures fails. The folder has the old
    edition until the new one is whole; what is below v/ stays for ever.
    """
    if browser_path() is None:
        raise click.ClickException(NO_BROWSER)
    with refusing("Nothing was made."):
        found = unsound(directory, texts, official)
    if found:
        for line in found[:MOST_TOLD]:
            click.echo(line)
        raise click.ClickException(f"The audit finds {len(found)} things wrong. Nothing was made.")
    if not texts:
        click.echo(NOT_AUDITED, err=True)
    begun = time.monotonic()
    dataset = loaded(directory)
    site = Site(base_url, public_version(dataset), dataset.changed, live_url=live, report=report)
    try:
        with click.progressbar(length=len(pages(dataset)), label="Pages", show_pos=True) as bar:
            built = build(dataset, site, out, drawings, lambda: bar.update(1), workers)
    except (FaultyError, SearchIndexError) as error:
        raise click.ClickException(f"{error} The edition of before is as it was.") from None
    click.echo(
        f"{out}: {built.pages:,} pages, {built.files:,} files, {built.drawn:,} pictures drawn, "
        f"{built.new:,} files new below v/{site.version}, {time.monotonic() - begun:.0f} s."
    )
