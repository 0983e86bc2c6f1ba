"""The command: python -m benchmarks; `make bench` runs it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from benchmarks.checks import measure_checks
from benchmarks.feel import measure_feel
from benchmarks.memory import measure_memory
from benchmarks.pages import measure_cold, measure_redraw
from benchmarks.pictures import measure_pictures
from benchmarks.record import measure_record
from benchmarks.report import Results, table, write
from benchmarks.servers import ROOT
from benchmarks.tables import Made, make

SIZES = "100,1000,10000,100000"
QUICK = "100"
Part = Callable[[Results, list[Made], int], None]


def _memory(results: Results, made: list[Made], runs: int) -> None:
    measure_memory(results, made[0], runs, (1, 20) if runs > 1 else (2,))


PARTS: Mapping[str, Part] = {
    "pages": lambda results, made, runs: measure_cold(results, made[0], runs),
    "redraw": measure_redraw,
    "feel": lambda results, made, runs: measure_feel(results, made[0], runs),
    "memory": _memory,
    "check": measure_checks,
    "pictures": measure_pictures,
    "record": measure_record,
}
"""What is measured, in this order; pages, feel and memory at the first size only."""


@click.command()
@click.option("--runs", default=7, show_default=True, help="Measurements of each kind.")
@click.option("--sizes", default=SIZES, show_default=True, help="Numbers of claims, by commas.")
@click.option("--only", type=click.Choice(list(PARTS)), multiple=True, help="May be repeated.")
@click.option("--quick", is_flag=True, help="One run at 100 claims, nothing warm: does it work?")
@click.option("--wide", is_flag=True, help="All indicators small: thousands in the selector.")
def main(runs: int, sizes: str, only: tuple[str, ...], *, quick: bool, wide: bool) -> None:
    """Measure speed and memory beside a bare Streamlit app, a Dash app and frictionless."""
    runs, sizes = (1, QUICK) if quick else (runs, sizes)
    results = Results()
    with TemporaryDirectory(prefix="cited-figures-bench-") as folder:
        made = [
            make(Path(folder) / size / "datasets", int(size), wide=wide)
            for size in sizes.split(",")
        ]
        for name in only or PARTS:
            began = time.monotonic()
            PARTS[name](results, made, runs)
            click.echo(f"measured {name} in {time.monotonic() - began:.0f} s", err=True)
    write(results, ROOT / "build" / "bench.json")
    click.echo(table(results), nl=False)


if __name__ == "__main__":
    sys.exit(main(prog_name="python -m benchmarks"))
