"""Memory of a server that has just started, with one reader and with many."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.readers import reading
from benchmarks.report import Results
from benchmarks.servers import COMMANDS, serving
from benchmarks.tables import Made


def measure_memory(results: Results, made: Made, runs: int, readers: Sequence[int]) -> None:
    """Start each server anew for each number of readers."""
    for count in readers:
        what = f"memory, {count} reader{'s' if count > 1 else ''}"
        for _ in range(runs):
            for contender in COMMANDS:
                with serving(contender, made.directory) as server, reading(server, count):
                    results.add(what, made.claims, contender, server.memory())
