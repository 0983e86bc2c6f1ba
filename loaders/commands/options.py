"""What commands share: the folder, who is there to answer, and how problems are told."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import click

from loaders.audit.source_texts import FOLDER as TEXTS_IN
from loaders.audit.source_texts import VARIABLE as TEXTS_VARIABLE
from loaders.audit.source_texts import texts_folder
from loaders.dataset import DATASETS, VARIABLE
from loaders.errors import DatasetError, Problem, UnfinishedError, refusal, shown
from loaders.schema.file_names import CLAIMS
from loaders.schema.tables import facts
from loaders.storage.atomic import replace, stage
from loaders.storage.encoding import told_of

A_FOLDER = click.Path(path_type=Path, file_okay=False)
THERE = click.Path(path_type=Path, file_okay=False, exists=True)
A_TEXT = click.Path(path_type=Path, dir_okay=False, exists=True)
TEXTS = click.option(
    "--texts",
    type=A_FOLDER,
    envvar=TEXTS_VARIABLE,
    show_envvar=True,
    help="The folder of the texts that were read; else `texts` in the folder of the tables.",
)
FOLDER = click.option(
    "--datasets",
    "directory",
    type=THERE,
    default=DATASETS,
    envvar=VARIABLE,
    show_envvar=True,
    help="The folder of the tables.",
)


class Words(click.ParamType[str]):
    """Words in UTF-8, also where the locale knows only ASCII."""

    name = "text"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the words; bytes that are no UTF-8 stay as they came, and are refused later."""
        del param, ctx
        try:
            return os.fsencode(value).decode()
        except UnicodeError:
            return value


WORDS = Words()


def column_flags(columns: Iterable[str]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command a flag for each of these columns of a claim, as `cell_COLUMN`."""

    def flagged(command: Callable[..., None]) -> Callable[..., None]:
        for column in reversed(tuple(columns)):
            flag = "--" + column.replace("_", "-")
            help_text = facts(CLAIMS, column)["description"]
            command = click.option(flag, f"cell_{column}", type=WORDS, help=help_text)(command)
        return command

    return flagged


SET = click.option(
    "--set",
    "cells",
    multiple=True,
    type=WORDS,
    metavar="COLUMN=TEXT",
    help="A cell, or a field of a work, and what it should be; may be repeated.",
)


def set_cells(given: Iterable[str]) -> dict[str, str]:
    """Return what --set gives; raise `DatasetError` where one names no column."""
    for each in given:
        if not re.match(r"\w+=", each):
            what, allowed = f"{shown(each)} names no column", "COLUMN=TEXT"
            raise refusal("flags", 1, "set", what=what, allowed=allowed, fix="write COLUMN=TEXT")
    return dict(each.split("=", 1) for each in given)


def texts_of(texts: Path | None, directory: Path) -> Path:
    """Return the folder of the texts; raise `DatasetError` where none is named or there."""
    found = texts or texts_folder(directory)
    if found is None:
        what, allowed = "no folder of texts is named", "the folder of the texts that were read"
        own = directory / TEXTS_IN
        fix = f"name it with --texts or {TEXTS_VARIABLE}, or put the texts into {own}"
        raise refusal("flags", 1, "texts", what=what, allowed=allowed, fix=fix)
    return found


def refuse(problems: Sequence[Problem], *last: str) -> NoReturn:
    """Print problems and how many they are, and end the command."""
    command = click.get_current_context(silent=True)
    directory = command.params.get("directory", DATASETS) if command else DATASETS
    for problem in problems:
        click.echo(str(told_of(directory, problem)))
    click.echo(
        ", ".join([f"{len(problems)} problems" if len(problems) > 1 else "1 problem", *last]),
        err=True,
    )
    sys.exit(1)


@contextmanager
def refusing(*last: str) -> Iterator[None]:
    """End the command where something is wrong, or where somebody says no; `last` is what then
    did not happen.
    """
    try:
        yield
    except click.Abort:
        click.echo("\n" + ", ".join(last), err=True)
        sys.exit(1)
    except UnfinishedError as error:
        refuse(error.problems)
    except DatasetError as error:
        refuse(error.problems, *last)


def write_new(path: Path, content: bytes) -> None:
    """Write a file; raise `DatasetError` where another one is there, as somebody may have worked
    on it.
    """
    if path.exists() and path.read_bytes() != content:
        what, fix = "is there already, with other content", "name another file, or delete it"
        raise refusal(str(path), 0, "file", what=what, fix=fix)
    stage(path, content)
    replace(path)


def on_terminal() -> bool:
    """Tell whether somebody is there to answer."""
    return sys.stdin.isatty()
