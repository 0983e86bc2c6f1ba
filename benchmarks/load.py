"""The command: python -m benchmarks.load; `make load` runs it.

Many readers at once of the project's own figures, beside a bare Streamlit app that draws one chart
of them, in one run and in turns.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from shutil import copytree
from statistics import median, quantiles
from tempfile import TemporaryDirectory

import click
import plotly.graph_objects as go

from benchmarks.readers import path_of
from benchmarks.report import aligned
from benchmarks.servers import APP, BARE, ROOT, serving
from benchmarks.sessions import (
    Waits,
    come_and_leave,
    idle,
    processor_a_redraw,
    read_at_once,
)
from loaders.dataset import DATASETS

READERS = "1,10,50,100,200"
SECONDS = 40.0
REDRAWS = 100
LEAVING = 500
STEP = 25
BUILD = ROOT / "build"
HEAD = ("readers", "of", "redraw", "p95", "÷ bare", "open", "p95", "÷ bare", "not served")


@dataclass(frozen=True)
class Single:
    """What one reader takes: seconds of a processor, and MB; and MB as readers come and leave."""

    contender: str
    redraw: float
    idle_minute: float
    memory: float
    after_leaving: list[float]


@dataclass(frozen=True)
class Crowd:
    """What that many readers of a contender waited for."""

    contender: str
    readers: int
    waits: Waits


@click.command()
@click.option("--readers", default=READERS, show_default=True, help="Numbers, by commas.")
@click.option("--seconds", default=SECONDS, show_default=True, help="How long each reads.")
@click.option("--leaving", default=LEAVING, show_default=True, help="Sessions that leave.")
def main(readers: str, seconds: float, leaving: int) -> None:
    """Measure what many readers at once wait for, and what each costs."""
    with TemporaryDirectory(prefix="cited-figures-load-") as folder:
        datasets = Path(copytree(DATASETS, Path(folder) / "datasets"))
        counts = [int(number) for number in readers.split(",")]
        crowds = [
            _crowd(contender, datasets, count, seconds)
            for count in counts
            for contender in (APP, BARE)
        ]
        singles = [_single(contender, datasets, leaving) for contender in (APP, BARE)]
    BUILD.mkdir(exist_ok=True)
    measured = {"crowds": [asdict(one) for one in crowds], "singles": [asdict(s) for s in singles]}
    (BUILD / "load.json").write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    memory_picture(singles).write_html(BUILD / "load-memory.html")
    click.echo("\n".join([*aligned([HEAD, *crowd_rows(crowds)]), "", *single_rows(singles)]))


def _crowd(contender: str, datasets: Path, count: int, seconds: float) -> Crowd:
    with serving(contender, datasets) as server:
        path = path_of(server)
        asyncio.run(read_at_once(server, path, 2, 0))  # the first reader pays for all
        waits = asyncio.run(read_at_once(server, path, count, seconds))
    click.echo(f"measured {count} readers of {contender}", err=True)
    return Crowd(contender, count, waits)


def _single(contender: str, datasets: Path, leaving: int) -> Single:
    with serving(contender, datasets) as server:
        path = path_of(server)
        asyncio.run(processor_a_redraw(server, path, REDRAWS))
        redraw = asyncio.run(processor_a_redraw(server, path, REDRAWS))
        idle_minute, memory = asyncio.run(idle(server, path, 20, 20))
        left = asyncio.run(come_and_leave(server, path, leaving, STEP))
    click.echo(f"measured one reader of {contender}", err=True)
    return Single(contender, redraw, idle_minute, memory, left)


def crowd_rows(crowds: Sequence[Crowd]) -> list[tuple[str, ...]]:
    """Return a row for each crowd; a ratio where a bare app with as many was measured."""
    bare = {one.readers: one.waits for one in crowds if one.contender == BARE}
    return [
        (
            str(one.readers),
            one.contender,
            *_waited(one.waits.redrawn, beside.redrawn if own else None),
            *_waited(one.waits.opened, beside.opened if own else None),
            str(one.waits.not_served),
        )
        for one in crowds
        for own, beside in [(one.contender != BARE, bare.get(one.readers, Waits()))]
    ]


def _waited(own: Sequence[float], bare: Sequence[float] | None) -> tuple[str, str, str]:
    """Return the median, the 95th of hundred, and the latter beside the bare app's."""
    if not own:
        return "–", "–", ""
    ratio = f"{_p95(own) / _p95(bare):.2f}" if bare else ""
    return f"{median(own):.2f} s", f"{_p95(own):.2f} s", ratio


def _p95(waits: Sequence[float]) -> float:
    return quantiles(waits, n=20, method="inclusive")[-1] if len(waits) > 1 else waits[0]


def single_rows(singles: Sequence[Single]) -> list[str]:
    """Return what one reader takes, a line for each contender."""
    head = ("of", "processor, a redraw", "idle, a minute", "memory", "after leaving")
    rows = [
        (
            one.contender,
            f"{one.redraw * 1000:.0f} ms",
            f"{one.idle_minute * 1000:.0f} ms",
            f"{one.memory:.2f} MB",
            f"{one.after_leaving[0]:.0f} → {one.after_leaving[-1]:.0f} MB",
        )
        for one in singles
    ]
    return aligned([head, *rows])


def memory_picture(singles: Sequence[Single]) -> go.Figure:
    """Draw the memory of each server over the sessions that came and left."""
    return go.Figure(
        [
            go.Scatter(
                x=[STEP * number for number in range(len(one.after_leaving))],
                y=one.after_leaving,
                name=one.contender,
            )
            for one in singles
        ],
        {
            "title": "Memory of the server",
            "xaxis": {"title": "sessions that came and left"},
            "yaxis": {"title": "MB", "rangemode": "tozero"},
        },
    )


if __name__ == "__main__":
    sys.exit(main(prog_name="python -m benchmarks.load"))
