"""python -m loaders changes: what moved between two versions of the figures."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from loaders.commands.options import FOLDER, THERE, refusing
from loaders.history.report import FORMATS

if TYPE_CHECKING:
    from loaders.history.diff import Changes
    from loaders.storage.folder import Contents


@click.command("changes")
@click.argument("revision", required=False)
@click.option(
    "--to", "later", metavar="REV", help="The newer version; otherwise the files as they are."
)
@click.option(
    "--from-dir",
    "older",
    type=THERE,
    help="A folder with the older version, instead of a revision.",
)
@click.option("--format", "form", type=click.Choice(FORMATS), default=FORMATS[0], show_default=True)
@click.option(
    "--draft",
    "drafted",
    is_flag=True,
    help="Draft the changelog's next entry and the next version instead.",
)
@FOLDER
def changes_command(
    revision: str | None,
    later: str | None,
    older: Path | None,
    form: str,
    drafted: bool,
    directory: Path,
) -> None:
    """Tell what moved since REVISION (else the last tag, or HEAD): claims that were added,
    corrected, withdrawn, or changed in place, by topic; rows of other tables; anomalies first.
    """
    from loaders.history.diff import changes_between
    from loaders.history.git import at_revision, last_version, working
    from loaders.history.report import report

    if revision and older:
        raise click.UsageError("Give a revision or --from-dir, not both.")
    with refusing():
        name = str(older) if older else revision or last_version(directory)
        before = working(older) if older else at_revision(directory, name)
        after = at_revision(directory, later) if later else working(directory)
    made = changes_between(before, after)
    if drafted:
        _draft(made, before, after)
    else:
        click.echo(report(made, f"{name} to {later or 'the files'}", form), nl=False)


def _draft(made: Changes, before: Contents, after: Contents) -> None:
    """Print the changelog's next entry; beside it, what to do with it."""
    from loaders.history.changelog import CHANGELOG, draft, level, next_version, version_in

    raised, was, declared = level(made), version_in(before), version_in(after)
    version = next_version(was, declared, raised)
    click.echo(draft(made, version, date.today()), nl=False)
    note = f"{raised}: {was} is followed by {version}"
    if raised != "none":
        note += f"\nedit the entry into {CHANGELOG}"
    if version != declared:
        note += f", then run: python -m loaders schema --version {version}"
    click.echo(note, err=True)
