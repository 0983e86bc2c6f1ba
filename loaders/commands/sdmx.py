"""python -m loaders sdmx: the figures in the standard that statistical offices exchange."""

from __future__ import annotations

from pathlib import Path

import click

from loaders.commands.options import A_FOLDER, FOLDER, refusing
from loaders.dataset import declared_version
from loaders.interchange.datapackage import FIRST_VERSION
from loaders.validation.check import check


@click.command("sdmx")
@click.option(
    "--out", "folder", type=A_FOLDER, required=True, help="The folder to write into; it is made."
)
@FOLDER
def sdmx_command(folder: Path, directory: Path) -> None:
    """Write the claims as SDMX-CSV 2.0, their structure as SDMX-ML 3.0, and a list of what
    neither can express; and likewise the record, as curves.
    """
    from loaders.interchange.sdmx import sdmx_files, write_files

    with refusing():
        declared = declared_version(directory)
        version = FIRST_VERSION if declared == "0" else declared
        texts = sdmx_files(check(directory), version)
        write_files(texts, folder)
    for name, text in texts.items():
        rows = f", {text.count(chr(10)) - 1} rows" if name.endswith(".csv") else ""
        click.echo(f"wrote {folder / name}{rows}")
