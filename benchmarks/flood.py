"""What readers wait for while another client floods the server.

A few readers choose indicators, each seeing what others choose too; first alone, and then while a
client asks for pictures, files, archives or searches again as soon as it is answered.
"""

from __future__ import annotations

import asyncio
import itertools
import random
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median
from urllib.parse import urlencode, urlsplit

from benchmarks.contenders import APP
from benchmarks.readers import path_of
from benchmarks.report import aligned, p95
from benchmarks.servers import Server, serving
from benchmarks.sessions import Reader, session, waited
from loaders.dataset import load
from loaders.queries.selection import indicators_with_figures

READERS, PACE = 4, 2.0
"""How many readers there are, and the seconds between two choices of one."""
AT_ONCE = 16
"""For how much the client asks at once."""
SEARCHES = "searches"
WORDS = ("about deaths canada", "fields united states", "70,000", "siezed growth", "prices")


@dataclass
class Flood:
    """What readers waited for, alone and beside a flood, and how the flood was answered."""

    kind: str
    alone: list[float]
    beside: list[float] = field(default_factory=list)
    served: int = 0
    refused: int = 0

    def count(self, *, served: bool) -> None:
        """Count an answer to the flood."""
        self.served += served
        self.refused += not served


def addresses(indicators: Sequence[str]) -> Mapping[str, Iterator[str]]:
    """Return what a client asks for, by kind; no picture or file twice."""
    views = [
        {"page": "trends", "indicator": indicator, "from": year}
        for year in range(1900, 2000)
        for indicator in indicators
    ]
    return {
        "pictures": (f"/preview.png?{urlencode(view)}" for view in views),
        "files": (f"/export?{urlencode(view | {'form': 'png'})}" for view in views),
        "archives": itertools.repeat("/export?form=zip"),
    }


def measure_floods(datasets: Path, seconds: float) -> list[Flood]:
    """Measure each flood on a server of its own, whose client has not asked for anything yet."""
    dataset = load(datasets)
    asked = addresses(list(indicators_with_figures(dataset).index))
    found = []
    for number, kind in enumerate([*asked, SEARCHES]):
        client = f"198.51.100.{number}"
        with serving(APP, datasets) as server:
            found.append(asyncio.run(_beside(server, kind, asked.get(kind), client, seconds)))
    return found


async def _beside(
    server: Server, kind: str, paths: Iterator[str] | None, client: str, seconds: float
) -> Flood:
    async with AsyncExitStack() as stack:
        readers = [
            await stack.enter_async_context(session(server, path_of(server)))
            for _ in range(READERS)
        ]
        for reader in readers:
            await reader.open()
        for option in readers[0].options:  # the first reader of a chart pays for all
            await readers[0].choose(option)
        flood = Flood(kind, await _redraws(readers, seconds))
        ask = partial(_get, server, client, flood, paths) if paths else None
        async with _flooding(ask or partial(_search, server, client, flood)):
            flood.beside = await _redraws(readers, seconds)
    return flood


async def _redraws(readers: Sequence[Reader], seconds: float) -> list[float]:
    """Return what readers waited for, who choose the same each time."""
    waits: list[float] = []
    ends = time.monotonic() + seconds

    async def choosing(number: int, reader: Reader) -> None:
        chance = random.Random(number)  # noqa: S311 - no secret: the same each time
        await asyncio.sleep(PACE * number / len(readers))
        while time.monotonic() < ends:
            wait = await waited(reader.choose(chance.choice(reader.options)))
            waits.append(wait)
            await asyncio.sleep(max(0.0, PACE - wait))

    await asyncio.gather(*(choosing(*one) for one in enumerate(readers)))
    return waits


@asynccontextmanager
async def _flooding(ask: Callable[[], Coroutine[None, None, None]]) -> AsyncIterator[None]:
    """Ask without an end, as often at once as a flood does; raise what went wrong."""
    tasks = [asyncio.create_task(ask()) for _ in range(AT_ONCE)]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
    for error in ended:
        if isinstance(error, Exception):
            raise error


async def _get(server: Server, client: str, flood: Flood, paths: Iterator[str]) -> None:
    place = urlsplit(server.url)
    for path in paths:
        head = f"GET {path} HTTP/1.1\r\nHost: {place.netloc}\r\nConnection: close\r\n"
        answer, ask = await asyncio.open_connection(place.hostname, place.port)
        try:
            ask.write(f"{head}X-Forwarded-For: {client}\r\n\r\n".encode())
            status = (await answer.readline()).split()[1:2]  # none, where the server hangs up
            await answer.read()
        finally:
            ask.close()
        flood.count(served=status == [b"200"])


async def _search(server: Server, client: str, flood: Flood) -> None:
    async with session(server, "/search", client) as reader:
        for words in itertools.cycle(WORDS):
            flood.count(served=await reader.search(words))


HEAD = ("flood of", "alone", "p95", "beside", "p95", "÷ alone", "p95 ÷ alone", "served", "refused")


def flood_rows(floods: Sequence[Flood]) -> list[str]:
    """Return a line for each flood: what readers waited for, and how the flood was answered."""
    rows = [
        (
            one.kind,
            *(f"{value * 1000:.0f} ms" for value in (*_middle(one.alone), *_middle(one.beside))),
            *(f"{b / a:.2f}" for a, b in zip(_middle(one.alone), _middle(one.beside), strict=True)),
            str(one.served),
            str(one.refused),
        )
        for one in floods
    ]
    return aligned([HEAD, *rows])


def _middle(waits: Sequence[float]) -> tuple[float, float]:
    return median(waits), p95(waits)
