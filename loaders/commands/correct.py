"""Correct a claim by a row that supersedes it, or take it back."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from loaders.audit.proposal import proposal_lines, proposed
from loaders.commands.options import FOLDER, WORDS, column_flags, on_terminal, refusing
from loaders.curation.append import add
from loaders.curation.corrections import (
    NOTE,
    OWN,
    Rewritten,
    correction,
    reword,
    rewording,
    standing,
    withdraw,
    withdrawal,
)
from loaders.errors import DatasetError, refusal
from loaders.prompts.kept_answers import asked, forget
from loaders.schema.file_names import CLAIMS
from loaders.schema.tables import COLUMNS
from loaders.storage.csv_table import csv_text
from loaders.storage.folder import contents, read_files

REASON = click.option("--reason", type=WORDS, help="Why, in your own words; asked for otherwise.")
AGREED = click.option("--yes", "agreed", is_flag=True, help="Write without asking.")


@click.command("correct")
@click.argument("claim_id")
@column_flags(name for name in COLUMNS[CLAIMS] if name not in OWN)
@REASON
@AGREED
@FOLDER
def correct_command(
    claim_id: str, reason: str | None, agreed: bool, directory: Path, **flags: str | None
) -> None:
    """Add the row that corrects CLAIM_ID: a copy with other cells, which supersedes it.

    The cells come from flags ("" empties one); without any, on a terminal, they are asked for.
    The old row stays as it is; a note alone is changed in its place. Both rows are shown, and
    nothing is written before a yes.
    """
    changes = {n.removeprefix("cell_"): cell for n, cell in flags.items() if cell is not None}
    task = ""
    with refusing("nothing was written"):
        files = read_files(contents(directory))
        old = standing(files, claim_id)
        if not changes and on_terminal():
            from loaders.prompts.claim import ask_changes

            task = f"correct-{claim_id}"
            changes = asked(directory, task, lambda answers: ask_changes(answers, old))
        if {name for name, cell in changes.items() if cell != old.cells[name]} == {NOTE}:
            _reword(directory, claim_id, changes[NOTE], agreed)
            forget(directory, f"correct-{claim_id}")
            return
        row = correction(files, claim_id, changes, reason or _asked_reason())
        proposal = proposed(directory, [row])
        if proposal.problems:
            raise DatasetError(proposal.problems)
        stays = [f"Stays in {old.file}:", f"  {csv_text([list(old.cells.values())]).rstrip()}"]
        agree([*stays, *proposal_lines(proposal)], agreed)
        counts = add(directory, [row])
        if task:
            forget(directory, task)
    for file, count in counts.items():
        click.echo(f"added {count} to {file}")


def _reword(directory: Path, claim_id: str, note: str, agreed: bool) -> None:
    """Write another note in its place, after a yes: it is no part of the figure."""
    agree(rewritten_lines(rewording(contents(directory), claim_id, note)), agreed)
    found = reword(directory, claim_id, note)
    click.echo(f"wrote the note of {claim_id} in {found.file}")


def rewritten_lines(found: Rewritten) -> list[str]:
    """Return a line before and after its cells were filled in anew."""
    return [f"In {found.file}:", f"  {found.old}", "becomes:", f"  {found.new}"]


@click.command("withdraw")
@click.argument("claim_id")
@REASON
@AGREED
@FOLDER
def withdraw_command(claim_id: str, reason: str | None, agreed: bool, directory: Path) -> None:
    """Take CLAIM_ID back: fill in its date of withdrawal, and the reason.

    Nothing is deleted, and no other line of any file changes. The line is shown as it was and
    as it will be, and nothing is written before a yes.
    """
    with refusing("nothing was written"):
        before = contents(directory)
        standing(read_files(before), claim_id)
        reason = reason or _asked_reason()
        found = withdrawal(before, claim_id, reason)
        agree(rewritten_lines(found), agreed)
        withdraw(directory, claim_id, reason)
    click.echo(f"withdrew {claim_id} in {found.file}")


def _asked_reason() -> str:
    if on_terminal():
        return str(click.prompt("Reason"))
    fix = "say why with --reason"
    raise refusal(
        "flags", 1, "reason", what="is empty", allowed="one line in your own words", fix=fix
    )


def agree(lines: Iterable[str], agreed: bool) -> None:
    """Show what would be written; go on only where it was agreed to."""
    for line in lines:
        click.echo(line)
    if agreed:
        return
    if not on_terminal():
        what, fix = (
            "is not given, and there is no terminal to ask on",
            "look at the rows, and give --yes",
        )
        raise refusal("flags", 1, "yes", what=what, allowed="--yes", fix=fix)
    if not click.confirm("Write it"):
        raise click.Abort
