"""The command: python -m loaders COMMAND."""

from __future__ import annotations

import io
import sys

import click

from loaders.commands.add import add_command
from loaders.commands.audit import audit_command, draft_command
from loaders.commands.changes import changes_command
from loaders.commands.check import check_command, schema_command
from loaders.commands.correct import correct_command, withdraw_command
from loaders.commands.discard import discard_command
from loaders.commands.edition import edition_command
from loaders.commands.mend import mend_command
from loaders.commands.new import new_command
from loaders.commands.overdue import close_command, due_command
from loaders.commands.record import record_command
from loaders.commands.rename import move_command, rename_command, split_command
from loaders.commands.table import sdmx_command, table_command
from loaders.commands.text import text_command


@click.group(help="Begin a dataset, check it, add to it, correct it, and hold it against texts.")
def main() -> None:
    """Group the commands; a terminal that lacks a character gets it escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


COMMANDS = (
    new_command,
    mend_command,
    check_command,
    add_command,
    table_command,
    correct_command,
    withdraw_command,
    discard_command,
    rename_command,
    split_command,
    move_command,
    edition_command,
    audit_command,
    text_command,
    draft_command,
    record_command,
    schema_command,
    changes_command,
    due_command,
    close_command,
    sdmx_command,
)
for command in COMMANDS:
    main.add_command(command)


if __name__ == "__main__":
    main(prog_name="python -m loaders")
