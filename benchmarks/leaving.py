"""What a server keeps of readers who came and left: memory, objects, sessions."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from plotly.subplots import make_subplots

from benchmarks.contenders import APP, BARE
from benchmarks.readers import path_of
from benchmarks.report import aligned
from benchmarks.servers import Server, serving
from benchmarks.sessions import session

STEP = 50
"""How many readers leave between two looks at the server."""
FORGOTTEN = 125.0
"""Seconds after which Streamlit has forgotten who left: until then, a reader may come back."""
HEAD = ("sessions", "of", "memory", "objects", "sessions kept")


@dataclass(frozen=True)
class Kept:
    """What a server keeps after so many readers have left."""

    left: int
    memory: float
    objects: int
    sessions: int


@dataclass(frozen=True)
class Leaving:
    """What a contender keeps as readers come and leave; the last is when it has forgotten them."""

    contender: str
    kept: list[Kept]


def measure_leaving(datasets: Path, count: int, forgotten: float = FORGOTTEN) -> list[Leaving]:
    """Let readers come, choose and leave, one after the other."""
    found = []
    for contender in (APP, BARE):
        with serving(contender, datasets) as server:
            kept = asyncio.run(_come_and_leave(server, count, forgotten))
        found.append(Leaving(contender, kept))
    return found


async def _come_and_leave(server: Server, count: int, forgotten: float) -> list[Kept]:
    path = path_of(server)
    async with session(server, path) as reader:
        await reader.open()
        for option in reader.options:  # what is worked out once for all is there from now on
            await reader.choose(option)
    kept = [_kept(server, 0)]
    for number in range(1, count + 1):
        async with session(server, path) as reader:
            await reader.open()
            await reader.choose(reader.options[number % len(reader.options)])
        if number % STEP == 0 or number == count:
            kept.append(_kept(server, number))
    await asyncio.sleep(forgotten)
    async with session(server, path) as reader:  # Streamlit looks who has gone when one comes
        await reader.open()
    return [*kept, _kept(server, count + 1)]


def _kept(server: Server, left: int) -> Kept:
    objects, sessions = server.counts()
    return Kept(left, server.memory(), objects, sessions)


def leaving_rows(found: Sequence[Leaving]) -> list[str]:
    """Return a line for each look at a server."""
    rows = [
        (
            f"{kept.left:,}",
            one.contender,
            f"{kept.memory:.0f} MB",
            f"{kept.objects:,}",
            str(kept.sessions),
        )
        for one in found
        for kept in one.kept
    ]
    return aligned([HEAD, *rows])


def write_picture(found: Sequence[Leaving], path: Path) -> None:
    """Draw memory and objects over the sessions that came and left."""
    figure = make_subplots(1, 2, subplot_titles=("Memory, MB", "Objects"))
    for one in found:
        left = [kept.left for kept in one.kept]
        figure.add_scatter(
            x=left, y=[kept.memory for kept in one.kept], name=one.contender, col=1, row=1
        )
        figure.add_scatter(
            x=left, y=[kept.objects for kept in one.kept], name=one.contender, col=2, row=1
        )
    figure.update_xaxes(title="sessions that came and left")
    figure.update_yaxes(rangemode="tozero")
    figure.write_html(path)
