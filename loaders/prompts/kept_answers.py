"""Answers that outlive their command: stopped, it keeps them, and started again, it goes on."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import click

from loaders.errors import DatasetError
from loaders.prompts.session import HOW, Answers, Said, TakenBackError, confirmed
from loaders.storage.atomic import replace, stage

GO_ON = "yes: take them and ask the next question; no: ask everything anew"
Rows = TypeVar("Rows")
"""What questions come to: rows, or the cells of one."""


def kept_file(directory: Path, task: str) -> Path:
    """Return where the answers of a task are kept: beside the tables, as no table."""
    return directory / f".answers-{task}.json"


def asked(directory: Path, task: str, ask: Callable[[Answers], Rows]) -> Rows:
    """Return what questions come to, from the answers on that were kept of the task, if any.

    Where somebody stops or says no, keep the answers. They stay until `forget`, as what was agreed
    to is not written yet. Raise `click.Abort` as `ask` does.
    """
    answers = Answers(directory)
    click.echo(HOW)
    said = _kept(kept_file(directory, task))
    while True:
        answers.ahead = list(said)
        try:
            found = ask(answers)
        except TakenBackError as back:
            answers, said = Answers(directory), back.said
            answers.later = list(back.later)
            if said:
                answers.unseen.begin(back.was)
            continue
        except DatasetError:
            answers.unseen.end()
            raise
        except (click.Abort, KeyboardInterrupt) as stopped:
            _put_by(directory, task, answers.said)
            raise click.Abort from stopped
        _keep(kept_file(directory, task), answers.said)
        return found


def _put_by(directory: Path, task: str, said: Sequence[Said]) -> None:
    """Keep answers and say so; drop those of an earlier time where there are none."""
    if not said:
        forget(directory, task)
    elif _keep(kept_file(directory, task), said):
        count = f"{len(said)} answer{'' if len(said) == 1 else 's'}"
        click.echo(f"\n{count} kept: the same command goes on from there", err=True)


def forget(directory: Path, task: str) -> None:
    """Drop the answers of a task."""
    with suppress(OSError):
        kept_file(directory, task).unlink(missing_ok=True)


def _kept(file: Path) -> Sequence[Said]:
    """Return the answers of an earlier time, if somebody wants to go on from them."""
    try:
        said = [(str(q), str(a)) for q, a in json.loads(file.read_text(encoding="utf-8"))]
    except (OSError, ValueError, TypeError):
        return ()
    question = f"{len(said)} answers of an earlier time are kept. Go on from them"
    return said if said and confirmed(question, GO_ON, default=True) else ()


def _keep(file: Path, said: Sequence[Said]) -> bool:
    """Tell whether answers could be kept."""
    try:
        stage(file, json.dumps(list(said), ensure_ascii=False).encode())
        replace(file)
    except OSError:
        return False
    return True
