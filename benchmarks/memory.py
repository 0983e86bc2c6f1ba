"""Memory of a server that has just started, with one reader and with many."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack

from benchmarks.contenders import COMMANDS, DASH
from benchmarks.readers import open_dash, path_of
from benchmarks.report import Results
from benchmarks.servers import Server, serving
from benchmarks.sessions import session
from benchmarks.tables import Made

SETTLE = 1.0
"""Seconds for a server to finish what the last reader asked for."""


def measure_memory(results: Results, made: Made, runs: int, readers: Sequence[int]) -> None:
    """Start each server anew for each number of readers."""
    for count in readers:
        what = f"memory, {count} reader{'s' if count > 1 else ''}"
        for _ in range(runs):
            for contender in COMMANDS:
                with serving(contender, made.directory) as server:
                    memory = asyncio.run(_memory_with(server, count))
                results.add(what, made.claims, contender, memory)


async def _memory_with(server: Server, count: int) -> float:
    """Let that many readers open the page, one after the other, and keep it open."""
    async with AsyncExitStack() as stack:
        for _ in range(count):
            if server.contender == DASH:
                await asyncio.to_thread(open_dash, server.url)
            else:
                await (await stack.enter_async_context(session(server, path_of(server)))).open()
        await asyncio.sleep(SETTLE)
        return server.memory()
