"""The pages of one client are run one by one, those of several side by side."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest

from app_pages.server import page_turns
from app_pages.server.clients import LOOPBACK
from app_pages.server.page_turns import PAGE_TURNS, PageTurns
from tests.support.pages import opened


def side_by_side(turns: PageTurns, *names: str) -> bool:
    """Tell whether pages of all these clients are run at once."""
    met = threading.Barrier(len(names))

    def page(name: str) -> bool:
        with turns.turn(name):
            try:
                met.wait(0.5)
            except threading.BrokenBarrierError:
                return False
            return True

    with ThreadPoolExecutor(len(names)) as pool:
        return all(pool.map(page, names))


def test_pages_of_one_client_wait_for_each_other_and_for_no_others() -> None:
    turns = PageTurns()
    assert not side_by_side(turns, "a", "a")
    assert side_by_side(turns, "a", "b")
    assert side_by_side(turns, LOOPBACK, LOOPBACK)
    assert turns._clients == {}


def test_a_page_that_hangs_stops_no_other() -> None:
    assert side_by_side(PageTurns(patience=0.1), "a", "a")


def test_a_client_whose_pages_wait_leaves_half_the_time_to_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rests: list[float] = []
    turns, now, asked = PageTurns(), 0.0, threading.Event()
    monkeypatch.setattr(
        page_turns, "time", SimpleNamespace(sleep=rests.append, monotonic=lambda: now)
    )

    def next_page() -> None:
        asked.set()
        with turns.turn("a"):
            pass

    waiting = threading.Thread(target=next_page)
    with turns.turn("a"):
        waiting.start()
        while turns._clients["a"].here < 2:
            asked.wait(0.01)
        now = 0.2
    waiting.join()
    assert rests == [0.2]
    with turns.turn("a"):  # nobody waited for this one
        pass
    assert rests == [0.2]


def test_a_page_that_fails_gives_its_turn_back() -> None:
    turns = PageTurns(patience=60.0)
    with pytest.raises(ZeroDivisionError), turns.turn("a"):
        raise ZeroDivisionError
    with turns.turn("a"):
        pass


def test_every_page_is_run_in_a_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[str] = []
    turn = PAGE_TURNS.turn
    monkeypatch.setattr(PAGE_TURNS, "turn", lambda name: (taken.append(name), turn(name))[1])
    opened("method")
    assert len(taken) == 2  # what is around a page, and what is on it
