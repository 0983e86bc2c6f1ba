"""The figures for other programs: `table`, a workbook and the way back, and `sdmx`."""

from __future__ import annotations

from pathlib import Path

import click

from loaders.audit.proposal import proposal_lines, proposed
from loaders.commands.correct import AGREED, agree
from loaders.commands.options import A_FOLDER, A_TEXT, FOLDER, WORDS, refusing
from loaders.curation.append import add_made
from loaders.curation.corrections import reword, rewording
from loaders.curation.workbook_changes import Changes, changes_of
from loaders.dataset import declared_version
from loaders.errors import DatasetError, refusal
from loaders.interchange.datapackage import FIRST_VERSION
from loaders.interchange.workbook import as_workbook, rows_of
from loaders.storage.folder import contents, read_files
from loaders.validation.check import check

A_WORKBOOK = click.Path(path_type=Path, dir_okay=False)


@click.command("table")
@click.argument("topic")
@click.option("--xlsx", "into", type=A_WORKBOOK, help="Write the workbook to this file.")
@click.option("--from", "back", type=A_TEXT, help="Take in a workbook that was edited.")
@click.option("--reason", type=WORDS, default="", help="Why rows were changed that do not say it.")
@AGREED
@FOLDER
def table_command(
    topic: str, into: Path | None, back: Path | None, reason: str, agreed: bool, directory: Path
) -> None:
    """Write the claims of TOPIC as a workbook (--xlsx FILE), or take one back (--from FILE).

    Lists of codes and keys drop down, titles stand beside ids, and every cell is text. On the way
    back the difference is shown: new rows are added, changed rows are corrections, a note is
    changed in its place, and nothing is deleted. Without a yes nothing is written.
    """
    with refusing("nothing was written"):
        if (into is None) == (back is None):
            what, fix = "needs one of --xlsx and --from", "give a file to write, or one to read"
            raise refusal("flags", 1, "row", what=what, fix=fix)
        if into:
            _write(directory, topic, into)
        elif back:
            _take_in(directory, topic, back, reason, agreed)


def _write(directory: Path, topic: str, into: Path) -> None:
    content = as_workbook(check(directory), topic)
    try:
        into.write_bytes(content)
    except OSError as error:
        what, fix = f"cannot be written: {error.strerror}", "close it where it is open"
        raise refusal(str(into), 0, "file", what=what, fix=fix) from error
    click.echo(f"wrote {into}")


def _take_in(directory: Path, topic: str, back: Path, reason: str, agreed: bool) -> None:
    rows = rows_of(back.read_bytes(), back.name)

    def made() -> Changes:
        return changes_of(read_files(contents(directory)), topic, rows, back.name, reason)

    changes = made()
    if changes.absent:
        names = ", ".join(changes.absent)
        click.echo(f"not in the workbook, and left as they are: {names}", err=True)
    if not changes.rows and not changes.notes:
        click.echo("nothing changed")
        return
    proposal = proposed(directory, changes.rows)
    if proposal.problems:
        raise DatasetError(proposal.problems)
    for claim_id, note in changes.notes.items():
        rewording(contents(directory), claim_id, note)  # refuses what may not stand in a note
    agree([*changes.words, *(proposal_lines(proposal) if changes.rows else ())], agreed)
    for file, count in add_made(directory, changes.rows, lambda: made().rows).items():
        click.echo(f"added {count} to {file}")
    for claim_id, note in changes.notes.items():
        click.echo(f"wrote the note of {claim_id} in {reword(directory, claim_id, note).file}")


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
