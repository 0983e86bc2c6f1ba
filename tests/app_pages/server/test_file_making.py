"""Files are made in turn of those who ask, in processes that may hang or die."""

from __future__ import annotations

import asyncio
import os
import pickle
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from typing import Any

import pytest

from app_pages.server import clients, file_making
from app_pages.server.file_making import (
    BUSY,
    CREDIT,
    FAILED,
    MOST_OF_ONE,
    MOST_SLOW,
    MOST_WAITING,
    STILL_WAITING,
    TOO_MUCH,
    FileMaking,
    Made,
    NoFileError,
    slowness,
)
from charts.export.browser import PictureError
from loaders.dataset import Dataset, load
from tests.support.elsewhere import end_process, hang, refuse, version_and
from tests.support.loops import run
from tests.support.paths import BASE, ROOT

pytestmark = pytest.mark.long


class Noting(FileMaking):
    """Makes nothing, and notes for whom; a file is done when the test lets it be."""

    def __init__(self) -> None:
        super().__init__(workers=1)
        self.order: list[str] = []
        self.let = asyncio.Event()

    async def _made(self, dataset: Any, make: Callable[..., Any], arguments: Any) -> Any:
        await self.let.wait()
        self.order.append(arguments[0])
        return Made(arguments[0])


async def ask(making: FileMaking, client: str, name: str) -> Any:
    return await making.of(client, None, print, name)  # type: ignore[arg-type]


async def settled() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


def test_clients_are_served_in_turn_however_many_files_one_asks_for() -> None:
    async def work() -> list[str]:
        making = Noting()
        asks = [asyncio.ensure_future(ask(making, "a", f"a{n}")) for n in range(4)]
        await settled()
        asks += [asyncio.ensure_future(ask(making, "b", f"b{n}")) for n in range(2)]
        await settled()
        making.let.set()
        await asyncio.gather(*asks)
        assert (making.waiting, making.running) == (0, 0)
        return making.order

    assert run(work()) == ["a0", "a1", "b0", "a2", "b1", "a3"]


def test_who_waits_is_told_how_many_files_come_first() -> None:
    async def work() -> list[int]:
        making = Noting()
        names = ("a0", "b0", "b1", "c0", "a1")
        asks = [asyncio.ensure_future(ask(making, name[0], name)) for name in names]
        await settled()
        told = [making.before(client) for client in ("a", "b", "c", "d")]
        making.let.set()
        await asyncio.gather(*asks)
        last = {client: [n for n in making.order if n[0] == client][-1] for client in "abc"}
        assert told[:3] == [making.order.index(name) for name in last.values()]
        return [*told, making.before("a")]

    assert run(work())[3:] == [0, 0]


def test_neither_one_client_nor_all_may_wait_with_too_many() -> None:
    async def work() -> list[Any]:
        making = Noting()
        asks = [ask(making, "a", f"a{n}") for n in range(MOST_OF_ONE + 3)]
        asks += [ask(making, f"c{n}", f"c{n}") for n in range(MOST_WAITING)]
        done = [asyncio.ensure_future(one) for one in asks]
        await settled()
        making.let.set()
        return await asyncio.gather(*done, return_exceptions=True)

    found = run(work())
    of_one, of_all = found[: MOST_OF_ONE + 3], found[MOST_OF_ONE + 3 :]
    # One is being made; of the client's others so many wait.
    assert of_one[: MOST_OF_ONE + 1] == [f"a{n}" for n in range(MOST_OF_ONE + 1)]
    assert [str(one) for one in of_one[MOST_OF_ONE + 1 :]] == [BUSY] * 2
    assert [str(one) for one in of_all].count(BUSY) == MOST_OF_ONE


def test_a_client_pays_for_the_seconds_that_its_files_take_and_earns_them_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = 1000.0
    for module in (clients, file_making):
        monkeypatch.setattr(module, "monotonic", lambda: now)

    class Slow(FileMaking):
        async def _made(self, dataset: Any, make: Callable[..., Any], arguments: Any) -> Any:
            nonlocal now
            now += arguments[0]
            return Made("made", seconds=arguments[0])

    async def work() -> list[Any]:
        nonlocal now
        making, answers = Slow(), []
        for seconds, pause in ((CREDIT * 2, 0.0), (1.0, CREDIT), (1.0, CREDIT + 1)):
            now += pause
            try:
                answers.append(await making.of("a", None, print, seconds))  # type: ignore[arg-type]
            except NoFileError as error:
                answers.append((str(error), error.status))
        answers.append(await making.of("b", None, print, 1.0))  # type: ignore[arg-type]
        return answers

    # Half of each second is earned back: of twice the credit, the half in twice its seconds.
    assert run(work()) == ["made", (TOO_MUCH, 429), "made", "made"]


def test_who_is_refused_is_told_after_a_pause_and_of_too_many_the_rest_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(file_making, "MOST_TOLD", 2)

    async def work() -> list[int]:
        making, told = Noting(), []
        making.pause = 0.05
        names = [f"x{n}" for n in range(5 + MOST_OF_ONE)]
        asked = [asyncio.ensure_future(ask(making, "a", name)) for name in names[4:]]
        await settled()
        refused = [asyncio.ensure_future(ask(making, "a", name)) for name in names[:4]]
        await settled()
        told.append(sum(one.done() for one in refused))
        await asyncio.gather(*refused, return_exceptions=True)
        told += [sum(str(one.exception()) == BUSY for one in refused), making.told]
        making.let.set()
        await asyncio.gather(*asked)
        return told

    assert run(work()) == [2, 4, 0]


def test_who_leaves_gives_the_turn_to_the_next() -> None:
    async def work() -> list[str]:
        making = Noting()
        first, second, third = (
            asyncio.ensure_future(ask(making, name, name)) for name in ("a", "b", "c")
        )
        await settled()
        first.cancel()
        second.cancel()
        await settled()
        making.let.set()
        await third
        assert (making.waiting, making.running) == (0, 0)
        return making.order

    assert run(work()) == ["c"]


def test_what_two_ask_for_is_made_once_also_where_the_first_leaves() -> None:
    async def work() -> tuple[list[str], list[Any]]:
        making = Noting()
        first, second, third = (
            asyncio.ensure_future(ask(making, client, "x")) for client in ("a", "b", "c")
        )
        await settled()
        first.cancel()
        await settled()
        making.let.set()
        found = await asyncio.gather(second, third)
        found.append(await ask(making, "a", "x"))
        assert (making.waiting, making.running, making._asked) == (0, 0, {})
        return making.order, found

    assert run(work()) == (["x", "x"], ["x", "x", "x"])


def test_who_waits_for_too_long_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_making, "LONGEST_WAIT", 0.05)

    async def work() -> str:
        making = Noting()
        first = asyncio.ensure_future(ask(making, "a", "a"))
        await settled()
        with pytest.raises(NoFileError) as told:
            await ask(making, "b", "b")
        making.let.set()
        await first
        assert (making.waiting, making.running) == (0, 0)
        return str(told.value)

    assert run(work()) == STILL_WAITING


def test_a_file_has_more_time_where_more_processes_want_the_cores(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    for waiting, times in ((0.3, 1.0), (5.0, 2.5), (60.0, MOST_SLOW)):
        monkeypatch.setattr(os, "getloadavg", lambda waiting=waiting: (waiting, 0.0, 0.0))
        assert slowness() == times


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    """The small figures, which another process takes in at once."""
    return load(BASE)


def test_a_file_is_made_in_another_process_which_may_die_hang_or_refuse(
    dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def work() -> None:
        making = FileMaking(workers=1, deadline=30.0)
        try:
            first = await making.of("a", dataset, version_and, "x")
            assert first[:2] == (dataset.version, "x")
            assert first[2] != os.getpid()
            with pytest.raises(PictureError, match=r"^No room\.$"):
                await making.of("a", dataset, refuse)
            with pytest.raises(NoFileError, match=f"^{FAILED}$"):
                await making.of("a", dataset, end_process)
            assert (await making.of("a", dataset, version_and, "y"))[1] == "y"
            making.deadline = 0.5
            monkeypatch.setattr(file_making, "slowness", lambda: 1.0)
            with pytest.raises(NoFileError, match=f"^{FAILED}$"):
                await making.of("a", dataset, hang)
            making.deadline = 30.0
            assert (await making.of("a", dataset, version_and, "z"))[1] == "z"
        finally:
            making.close()
        assert making._pool is None

    run(work())


def test_the_start_of_a_process_is_no_time_of_a_file(dataset: Dataset) -> None:
    class Cold:
        started = False

        def submit(self, *_: Any) -> Future[str]:
            if not self.started:
                time.sleep(1.0)
            self.started = True
            done: Future[str] = Future()
            done.set_result(Made("made"))
            return done

    async def work() -> Any:
        making, cold = FileMaking(deadline=0.5), Cold()
        making._processes = lambda _: cold  # type: ignore[method-assign,assignment,return-value]
        making._end = lambda *_: None  # type: ignore[method-assign]
        return await making.of("a", dataset, print)

    assert run(work()) == "made"


def test_nobody_waits_while_a_process_is_started(dataset: Dataset) -> None:
    class Slow:
        def submit(self, *_: Any) -> Future[str]:
            time.sleep(0.5)
            done: Future[str] = Future()
            done.set_result(Made("made"))
            return done

    async def work() -> tuple[Any, int]:
        making, ticks = FileMaking(), 0
        making._processes = lambda _: Slow()  # type: ignore[method-assign,assignment,return-value]
        asked = asyncio.ensure_future(making.of("a", dataset, print))
        while not asked.done():
            await asyncio.sleep(0.01)
            ticks += 1
        return await asked, ticks

    answer, ticks = run(work())
    assert answer == "made"
    assert ticks > 10


def test_what_makes_files_ends_with_a_server_that_is_killed() -> None:
    command = [sys.executable, "-m", "tests.support.killed_server"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    process = int(told.stdout)
    for _ in range(100):
        if not _runs(process):
            return
        time.sleep(0.1)
    pytest.fail("the process that makes files goes on")


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_page_in_a_thread_of_its_own_waits_for_its_turn() -> None:
    async def work() -> tuple[Any, list[str]]:
        making = Noting()
        making.loop = asyncio.get_running_loop()
        asked = asyncio.create_task(
            asyncio.to_thread(making.from_page, "a", None, print, "a0")  # type: ignore[arg-type]
        )
        while not making.running:
            await asyncio.sleep(0.01)
        before = list(making.order)
        making.let.set()
        return await asked, before

    assert run(work()) == ("a0", [])


def test_without_a_server_a_page_makes_its_file_itself() -> None:
    assert FileMaking().from_page("a", None, lambda _, number: number + 1, 6) == 7  # type: ignore[arg-type]


def test_figures_are_handed_over_while_more_is_worked_out_of_them() -> None:
    class Late(str):
        __slots__ = ()

        def __reduce__(self) -> tuple[type[str], tuple[str]]:
            vars(dataset)["worked_out"] = True
            return str, (str(self),)

    dataset = replace(load(BASE), version=Late("1"))
    assert callable(dataset.kept)
    assert pickle.loads(pickle.dumps(dataset)).version == "1"  # noqa: S301  our own
