"""The command: python -m loaders check | add | audit | draft | schema."""

from __future__ import annotations

import io
import sys

import click

from loaders.commands.adding import add_command
from loaders.commands.auditing import audit_command, draft_command
from loaders.commands.changes import changes_command
from loaders.commands.checking import check_command, schema_command
from loaders.commands.due import due_command
from loaders.commands.sdmx import sdmx_command


@click.group(help="Check the dataset, add rows to it, and write its schema page.")
def main() -> None:
    """Group the commands; a terminal that lacks a character gets it escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


for command in (
    check_command,
    audit_command,
    draft_command,
    schema_command,
    add_command,
    due_command,
    changes_command,
    sdmx_command,
):
    main.add_command(command)


if __name__ == "__main__":
    main(prog_name="python -m loaders")
