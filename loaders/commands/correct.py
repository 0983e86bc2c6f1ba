"""Correct a claim by a row that supersedes it, or take it back; correct a document or a work."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from loaders.audit.proposal import proposal_lines, proposed
from loaders.commands.options import (
    FOLDER,
    SET,
    WORDS,
    column_flags,
    on_terminal,
    refusing,
    set_cells,
)
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
from loaders.curation.renaming import write
from loaders.curation.source_corrections import Source, corrected_source, source_of
from loaders.errors import DatasetError, did_you_mean, refusal, shown
from loaders.prompts.kept_answers import asked, forget
from loaders.prompts.session import confirmed
from loaders.schema.file_names import CLAIMS
from loaders.schema.tables import COLUMNS
from loaders.storage.csv_table import csv_text
from loaders.storage.folder import contents, read_files

REASON = click.option("--reason", type=WORDS, help="Why, in your own words; asked for otherwise.")
AGREED = click.option("--yes", "agreed", is_flag=True, help="Write without asking.")
CORRECTED = tuple(name for name in COLUMNS[CLAIMS] if name not in OWN)
"""The cells of a claim that can be wrong."""


@click.command("correct")
@click.argument("name")
@column_flags(CORRECTED)
@SET
@REASON
@AGREED
@FOLDER
def correct_command(
    name: str,
    cells: Sequence[str],
    reason: str | None,
    agreed: bool,
    directory: Path,
    **flags: str | None,
) -> None:
    """Correct the claim, document or work of this NAME.

    Of a claim, a row is added that supersedes it: a copy with other cells. The cells come from
    flags ("" empties one); without any, on a terminal, they are asked for. The old row stays as it
    is; a note alone is changed in its place.

    A document's cells and its work's fields change in their place, as they are no figures: by
    --set "title=The right title", or asked for. What there is and will be is shown, and nothing is
    written before a yes.
    """
    changes = {n.removeprefix("cell_"): cell for n, cell in flags.items() if cell is not None}
    with refusing("nothing was written"):
        changes |= set_cells(cells)
        files = read_files(contents(directory))
        if name in (files.keys(CLAIMS) or ()):
            _correct_claim(directory, name, changes, reason, agreed)
            return
        source = source_of(files, name)
        if reason:
            what = "is kept with claims only"
            raise refusal("flags", 1, "reason", what=what, fix="leave it out, and commit with it")
        _correct_source(directory, source, changes, agreed)


def _correct_source(directory: Path, source: Source, changes: dict[str, str], agreed: bool) -> None:
    """Write a document's cells and its work's fields anew, after a yes."""
    task = f"correct-{source.name}"
    if not changes and on_terminal():
        from loaders.prompts.source import ask_source_changes

        changes = asked(directory, task, lambda answers: ask_source_changes(answers, source))
    files = corrected_source(contents(directory), source.name, changes)
    texts = source.texts
    lines = [
        f"  {name}: {texts.get(name) or 'empty'} → {text or 'empty'}"
        for name, text in changes.items()
        if text != texts.get(name, "")
    ]
    agree([f"In {', '.join(files)}, {source.name}:", *lines], agreed)
    files = write(directory, lambda before: corrected_source(before, source.name, changes))
    forget(directory, task)
    click.echo(f"wrote {', '.join(files)}")


def _correct_claim(
    directory: Path, claim_id: str, changes: dict[str, str], reason: str | None, agreed: bool
) -> None:
    """Add the row that corrects a claim, after a yes."""
    task = ""
    files = read_files(contents(directory))
    for column in set(changes) - set(CORRECTED):
        what, fix = f"{shown(column)} cannot be set", did_you_mean(column, CORRECTED, "")
        raise refusal("flags", 1, "set", what=what, allowed=", ".join(CORRECTED), fix=fix)
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
    if not confirmed("Write it", "yes: write it as shown; no: write nothing"):
        raise click.Abort
