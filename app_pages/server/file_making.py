"""Files and pictures are made outside the server's process, and clients take turns.

Making one takes seconds of a processor, and readers would wait meanwhile, as Python runs one thread
at a time. So other processes make them, at a lower priority. Each client has a queue of its own and
pays for the seconds of a processor that its files take. What two ask for at once is made once.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import multiprocessing
import os
import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic, process_time
from typing import Any, NoReturn

from app_pages.server.clients import Account
from charts.export import browser
from loaders.dataset import Dataset

WORKERS = 2
"""Processes that make files: one that takes long leaves another for the rest."""
MOST_WAITING, MOST_OF_ONE = 60, 8
"""How many files may wait, and how many of them for one client."""
DEADLINE = 90.0
"""Seconds after which a file is given up, and the process that makes it is ended: on a machine that
has time for it, on another as many times more as processes wait for each core.
"""
MOST_SLOW = 5.0
"""How many times longer a file may take at most."""
OF_PICTURE = 0.8
"""The part of a file's seconds after which one picture in it is given up."""
LONGEST_WAIT = 480.0
"""Seconds after which who still waits for a turn is told so."""
NICENESS = 5
"""How far below the server's the priority of processes that make files is: they have a quarter of
what is left where others want all of it.
"""
START = 300.0
"""Seconds that the processes may take to start, which is no file's time: killed in it they would
start anew, and on a machine that has no time for them for ever.
"""
CREDIT, EARNED = 60.0, 0.5
"""Seconds of making that a client may use at once, and what it gets back in each second."""
FILES_A_PROCESS = 500
"""After so many files a process ends and another starts, so that it holds no memory for ever."""
PAUSE = 1.0
"""Seconds before who asks for too much is told so, as each request that follows at once is work."""
MOST_TOLD = 200
"""How many may be kept for that pause; others are told at once."""
BUSY = "Too many files were requested at once. Try again in a moment."
TOO_MUCH = "You requested too many files in a short time. Try again in a minute."
FAILED = "The file could not be made. Try again in a moment."
STILL_WAITING = "The server is busy: other files still come before this one. Try again in a while."
log = logging.getLogger(__name__)


class NoFileError(Exception):
    """Say in a sentence why there is no file; `status` is that of the response."""

    def __init__(self, why: str, status: int = 503) -> None:
        super().__init__(why)
        self.status = status


_dataset: Dataset | None = None
"""In a process that makes files: the figures, as they were when it started."""


def _prepare(dataset: Dataset) -> None:
    global _dataset  # noqa: PLW0603 - set once, when the process starts
    _dataset = dataset
    threading.Thread(target=_end_with_server, daemon=True).start()
    with suppress(AttributeError, OSError):
        os.nice(NICENESS)


def _end_with_server() -> None:
    """End this process when the server is killed, which can then tell nobody to end."""
    server = multiprocessing.parent_process()
    if server is not None:
        server.join()
        os._exit(1)


def _begun() -> None:
    """Return as soon as a process can make files."""


@dataclass(frozen=True)
class Made:
    """What was made, or why it was not, and the seconds of a processor that it took here."""

    value: Any
    error: Exception | None = None
    seconds: float = 0.0


def _make(make: Callable[..., Any], arguments: tuple[Any, ...], deadline: float) -> Made:
    browser.SHARED.least = deadline * OF_PICTURE
    began = process_time()
    try:
        value, error = make(_dataset, *arguments), None
    except Exception as why:
        value, error = None, why
    return Made(value, error, process_time() - began)


def slowness() -> float:
    """Return how many processes wait for each core, one at least; one where it is not known."""
    try:
        waiting = os.getloadavg()[0] / (os.cpu_count() or 1)
    except (AttributeError, OSError):
        return 1.0
    return min(max(1.0, waiting), MOST_SLOW)


@dataclass
class Client(Account):
    """Who asks: the seconds that its files took, and the files that wait, in their order."""

    waiting: deque[asyncio.Future[None]] = field(default_factory=deque)
    running: int = 0


@dataclass
class Asked:
    """A file that somebody waits for: what makes it, and how many wait."""

    task: asyncio.Task[Any]
    readers: int = 0


class FileMaking:
    """Makes files for all readers; used on the server's event loop only, so it needs no lock.

    `loop` is that of the server, once it runs.
    """

    def __init__(
        self, workers: int = WORKERS, deadline: float = DEADLINE, pause: float = PAUSE
    ) -> None:
        self.workers = workers
        self.deadline = deadline
        self.pause = pause
        self.waiting = 0
        self.running = 0
        self.told = 0
        self.loop: asyncio.AbstractEventLoop | None = None
        self._clients: OrderedDict[str, Client] = OrderedDict()
        self._asked: dict[Hashable, Asked] = {}
        self._pool: tuple[str, ProcessPoolExecutor] | None = None

    async def of(
        self, client: str, dataset: Dataset, make: Callable[..., Any], *arguments: Any
    ) -> Any:
        """Return `make(dataset, *arguments)`, made in another process when it is the
        client's turn; raise `NoFileError` where it asks for too much, and what `make` raises.
        """
        key = (dataset and dataset.version, make, arguments)
        asked = self._asked.get(key)
        if asked is None:
            task = asyncio.ensure_future(self._in_turn(client, dataset, make, arguments))
            asked = self._asked[key] = Asked(task)
        asked.readers += 1
        try:
            return await asyncio.shield(asked.task)
        finally:
            asked.readers -= 1
            if asked.task.done() or not asked.readers:
                self._asked.pop(key, None)
                asked.task.cancel()

    async def _in_turn(
        self, client: str, dataset: Dataset, make: Callable[..., Any], arguments: tuple[Any, ...]
    ) -> Any:
        await self._turn(client)
        made = Made(None)
        try:
            made = await self._made(dataset, make, arguments)
        finally:
            self._done(client, made.seconds)
        if made.error is not None:
            raise made.error
        return made.value

    def from_page(
        self, client: str, dataset: Dataset, make: Callable[..., Any], *arguments: Any
    ) -> Any:
        """Return the same for a page, which runs in a thread of its own and waits; without a
        server, as in tests of pages, it is made at once.
        """
        if self.loop is None:
            return make(dataset, *arguments)
        work = self.of(client, dataset, make, *arguments)
        return asyncio.run_coroutine_threadsafe(work, self.loop).result()

    def before(self, name: str) -> int:
        """Return how many files are made before the last one that a client waits for; 0 where
        it waits for none.
        """
        own = len(self._clients[name].waiting) if name in self._clients else 0
        if not own:
            return 0
        names = list(self._clients)
        at = names.index(name)
        others = ((one, own if names.index(one) < at else own - 1) for one in names if one != name)
        rounds = sum(min(len(self._clients[one].waiting), turns) for one, turns in others)
        return self.running + rounds + own - 1

    async def _turn(self, name: str) -> None:
        """Wait until it is this client's turn."""
        client = self._clients.setdefault(name, Client(EARNED))
        if client.owed() > CREDIT:
            await self._refuse(TOO_MUCH, 429)
        if self.waiting >= MOST_WAITING or len(client.waiting) >= MOST_OF_ONE:
            await self._refuse(BUSY, 503)
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        client.waiting.append(turn)
        self.waiting += 1
        self._start_next()
        try:
            async with asyncio.timeout(LONGEST_WAIT):
                await turn
        except (asyncio.CancelledError, TimeoutError) as error:  # who asked has gone, or is told
            if not turn.cancelled():
                self._done(name, 0.0)
            elif turn in client.waiting:
                client.waiting.remove(turn)
                self.waiting -= 1
            if isinstance(error, TimeoutError):
                raise NoFileError(STILL_WAITING) from None
            raise

    async def _refuse(self, why: str, status: int) -> NoReturn:
        """Raise `NoFileError` after a pause."""
        if self.told < MOST_TOLD:
            self.told += 1
            try:
                await asyncio.sleep(self.pause)
            finally:
                self.told -= 1
        raise NoFileError(why, status)

    def _start_next(self) -> None:
        """Give turns, to each client one after the other, while a process is free."""
        while self.running < self.workers and self.waiting:
            name = next(name for name, client in self._clients.items() if client.waiting)
            client = self._clients[name]
            self._clients.move_to_end(name)
            turn = client.waiting.popleft()
            self.waiting -= 1
            if not turn.cancelled():
                self.running += 1
                client.running += 1
                turn.set_result(None)

    def _done(self, name: str, seconds: float) -> None:
        client = self._clients[name]
        client.pay(seconds)
        client.running -= 1
        self.running -= 1
        self._forget()
        self._start_next()

    def _forget(self) -> None:
        """Keep nothing of a client that waits for nothing and owes nothing."""
        gone = [
            name
            for name, client in self._clients.items()
            if not (client.waiting or client.running or client.owed())
        ]
        for name in gone:
            del self._clients[name]

    async def _made(
        self, dataset: Dataset, make: Callable[..., Any], arguments: tuple[Any, ...]
    ) -> Made:
        pool = self._processes(dataset)

        async def result(task: Callable[..., Any], *own: Any) -> Any:
            # In a thread, as starting a process waits until it takes in the figures.
            work: Future[Any] = await asyncio.to_thread(pool.submit, task, *own)
            return await asyncio.wrap_future(work)

        try:
            await asyncio.wait_for(result(_begun), START)
            deadline = self.deadline * slowness()
            making = result(_make, make, arguments, deadline)
            made: Made = await asyncio.wait_for(making, deadline)
        except TimeoutError:
            log.warning("a file took longer than %.0f seconds", self.deadline)
            self._end(pool)
            raise NoFileError(FAILED) from None
        except BrokenProcessPool:
            log.warning("a process that made a file has ended")
            self._end(pool)
            raise NoFileError(FAILED) from None
        return made

    def _processes(self, dataset: Dataset) -> ProcessPoolExecutor:
        """Return the processes that hold these figures; those of others end when they are done."""
        if self._pool is None or self._pool[0] != dataset.version:
            if self._pool is not None:
                self._pool[1].shutdown(wait=False)
            pool = ProcessPoolExecutor(
                self.workers,
                multiprocessing.get_context("spawn"),  # none of the server's threads and locks
                initializer=_prepare,
                initargs=(dataset,),
                max_tasks_per_child=FILES_A_PROCESS,
            )
            self._pool = (dataset.version, pool)
        return self._pool[1]

    def _end(self, pool: ProcessPoolExecutor, *, wait: bool = False) -> None:
        """End processes that hang or have died; the next file starts others."""
        if self._pool is not None and self._pool[1] is pool:
            self._pool = None
        for process in list((pool._processes or {}).values()):
            process.kill()
        pool.shutdown(wait=wait, cancel_futures=True)

    def close(self) -> None:
        """Make nothing more that was asked for, and give back what the processes shared."""
        if self._pool is not None:
            self._end(self._pool[1], wait=True)
            gc.collect()


class FigureMaking(FileMaking):
    """Makes what takes a tenth of a second in this process, in the same turns: to start another
    would take far longer.
    """

    async def _made(
        self, dataset: Dataset, make: Callable[..., Any], arguments: tuple[Any, ...]
    ) -> Made:
        began = monotonic()
        value = await asyncio.to_thread(make, dataset, *arguments)
        return Made(value, seconds=monotonic() - began)


MAKING = FileMaking()
