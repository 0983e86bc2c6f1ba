"""The commands: python -m charts export | verify."""

from __future__ import annotations

import io
import sys

import click

from charts.commands.export import export_command
from charts.commands.verify import verify_command


@click.group(help="Make files of charts, and read them back.")
def main() -> None:
    """Group the commands; a terminal that lacks a character gets it escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


main.add_command(export_command)
main.add_command(verify_command)

if __name__ == "__main__":
    main()
