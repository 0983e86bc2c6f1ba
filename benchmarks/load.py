"""The command: python -m benchmarks.load; `make load` runs it.

Many readers at once of the project's own figures, beside a bare Streamlit app that draws one chart
of them, in one run and in turns; and readers beside a client that floods the server.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from shutil import copytree
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import click

from benchmarks.contenders import APP, BARE
from benchmarks.flood import flood_rows, measure_floods
from benchmarks.leaving import leaving_rows, measure_leaving, write_picture
from benchmarks.readers import path_of
from benchmarks.report import aligned, p95
from benchmarks.servers import ROOT, serving
from benchmarks.sessions import Waits, idle, processor_a_redraw, read_at_once
from loaders.dataset import DATASETS

READERS = "1,10,50,100,200"
SECONDS = 40.0
REDRAWS = 100
LEAVING = 500
BUILD = ROOT / "build"
HEAD = ("readers", "of", "redraw", "p95", "÷ bare", "open", "p95", "÷ bare", "not served")


@dataclass(frozen=True)
class Single:
    """What one reader takes: seconds of a processor, and MB."""

    contender: str
    redraw: float
    idle_minute: float
    memory: float


@dataclass(frozen=True)
class Crowd:
    """What that many readers of a contender waited for."""

    contender: str
    readers: int
    waits: Waits


@dataclass(frozen=True)
class Plan:
    """What is measured, of a copy of the figures."""

    datasets: Path
    readers: Sequence[int]
    seconds: float
    leaving: int


Part = Callable[[Plan], tuple[Sequence[Any], list[str]]]


def _crowds(plan: Plan) -> tuple[Sequence[Any], list[str]]:
    crowds = [
        _crowd(contender, plan.datasets, count, plan.seconds)
        for count in plan.readers
        for contender in (APP, BARE)
    ]
    return crowds, aligned([HEAD, *crowd_rows(crowds)])


def _singles(plan: Plan) -> tuple[Sequence[Any], list[str]]:
    singles = [_single(contender, plan.datasets) for contender in (APP, BARE)]
    return singles, single_rows(singles)


def _leaving(plan: Plan) -> tuple[Sequence[Any], list[str]]:
    found = measure_leaving(plan.datasets, plan.leaving)
    write_picture(found, BUILD / "load-memory.html")
    return found, leaving_rows(found)


def _floods(plan: Plan) -> tuple[Sequence[Any], list[str]]:
    floods = measure_floods(plan.datasets, plan.seconds)
    return floods, flood_rows(floods)


PARTS: Mapping[str, Part] = {
    "crowds": _crowds,
    "singles": _singles,
    "leaving": _leaving,
    "flood": _floods,
}
"""What is measured, in this order; each returns its measurements and its lines."""


@click.command()
@click.option("--readers", default=READERS, show_default=True, help="Numbers, by commas.")
@click.option("--seconds", default=SECONDS, show_default=True, help="How long each reads.")
@click.option("--leaving", default=LEAVING, show_default=True, help="Sessions that leave.")
@click.option("--only", type=click.Choice(list(PARTS)), multiple=True, help="May be repeated.")
def main(readers: str, seconds: float, leaving: int, only: tuple[str, ...]) -> None:
    """Measure what many readers at once wait for, what each costs, what stays of those who left,
    and what readers wait for while a client floods the server.
    """
    BUILD.mkdir(exist_ok=True)
    written = BUILD / "load.json"
    there = only and written.exists()  # one part measured anew leaves the others
    measured = json.loads(written.read_text(encoding="utf-8")) if there else {}
    with TemporaryDirectory(prefix="cited-figures-load-") as folder:
        datasets = Path(copytree(DATASETS, Path(folder) / "datasets"))
        counts = [int(number) for number in readers.split(",")]
        for name in only or PARTS:
            found, lines = PARTS[name](Plan(datasets, counts, seconds, leaving))
            measured[name] = [asdict(one) for one in found]
            click.echo("\n".join([*lines, ""]))
    written.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")


def _crowd(contender: str, datasets: Path, count: int, seconds: float) -> Crowd:
    with serving(contender, datasets) as server:
        path = path_of(server)
        asyncio.run(read_at_once(server, path, 2, 0))  # the first reader pays for all
        server.rest()
        waits = asyncio.run(read_at_once(server, path, count, seconds))
    click.echo(f"measured {count} readers of {contender}", err=True)
    return Crowd(contender, count, waits)


def _single(contender: str, datasets: Path) -> Single:
    with serving(contender, datasets) as server:
        path = path_of(server)
        server.rest()  # what it prepares after its start is no reader's
        asyncio.run(processor_a_redraw(server, path, REDRAWS))
        redraw = asyncio.run(processor_a_redraw(server, path, REDRAWS))
        idle_minute, memory = asyncio.run(idle(server, path, 20, 20))
    click.echo(f"measured one reader of {contender}", err=True)
    return Single(contender, redraw, idle_minute, memory)


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
    ratio = f"{p95(own) / p95(bare):.2f}" if bare else ""
    return f"{median(own):.2f} s", f"{p95(own):.2f} s", ratio


def single_rows(singles: Sequence[Single]) -> list[str]:
    """Return what one reader takes, a line for each contender."""
    head = ("of", "processor, a redraw", "idle, a minute", "memory")
    rows = [
        (
            one.contender,
            f"{one.redraw * 1000:.0f} ms",
            f"{one.idle_minute * 1000:.0f} ms",
            f"{one.memory:.2f} MB",
        )
        for one in singles
    ]
    return aligned([head, *rows])


if __name__ == "__main__":
    sys.exit(main(prog_name="python -m benchmarks.load"))
