"""`loaders check` beside `frictionless validate`, both warm, on the same tables."""

from __future__ import annotations

import gc
import io
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stdout
from pathlib import Path

import frictionless

from benchmarks.report import FRICTIONLESS, LOADERS, Results
from benchmarks.tables import Made
from loaders.__main__ import main


def _loaders(directory: Path) -> None:
    """Run the command itself; it exits where a table is not valid."""
    said = io.StringIO()
    try:
        with redirect_stdout(said):
            main(["check", "--datasets", str(directory)], standalone_mode=False)
    except SystemExit as error:
        raise SystemExit(f"loaders check: {said.getvalue()[:2000]}") from error


def _frictionless(directory: Path) -> None:
    """Validate types, patterns, lists, keys and foreign keys, as datapackage.json has them."""
    report = frictionless.validate(str(directory / "datapackage.json"))
    if not report.valid:
        raise SystemExit(f"frictionless: {report.flatten(['type', 'note'])[:3]}")


CHECKS: Mapping[str, Callable[[Path], None]] = {LOADERS: _loaders, FRICTIONLESS: _frictionless}


def measure_checks(results: Results, datasets: Sequence[Made], runs: int) -> None:
    """Time both in turn, after one run each that is not counted."""
    for made in datasets:
        for run in range(-1, runs):
            for name, validate in CHECKS.items():
                gc.collect()
                began = time.perf_counter()
                validate(made.directory)
                if run >= 0:
                    results.add("check", made.claims, name, time.perf_counter() - began)
