"""Searches take turns: one at a time, so many of one client, for so many seconds of work."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from app_pages.server import clients, search_turns
from app_pages.server.search_turns import (
    BUSY,
    CREDIT,
    EARNED,
    MOST_WAITING,
    SEARCHES,
    TOO_MUCH,
    NoTurnError,
    SearchTurns,
)
from tests.support.pages import html, opened


def asked(turns: SearchTurns, client: str, search: Callable[[], object] = lambda: None) -> str:
    """Search when it is the client's turn; return "", or why it was not."""
    try:
        with turns.turn(client):
            search()
    except NoTurnError as error:
        return str(error)
    return ""


def test_one_search_runs_at_a_time() -> None:
    turns, running, most = SearchTurns(), 0, 0

    def search() -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        time.sleep(0.01)
        running -= 1

    with ThreadPoolExecutor(12) as pool:
        told = list(pool.map(lambda n: asked(turns, f"c{n}", search), range(12)))
    assert (told, most) == ([""] * 12, 1)


def test_no_more_may_wait_than_are_served_soon() -> None:
    turns, let, began = SearchTurns(deadline=30.0, pause=0.0), threading.Event(), threading.Event()

    def search() -> None:
        began.set()
        let.wait()

    names = [f"c{n}" for n in range(MOST_WAITING + 5)]
    with ThreadPoolExecutor(len(names)) as pool:
        first = pool.submit(asked, turns, names[0], search)
        began.wait()
        rest = [pool.submit(asked, turns, name, search) for name in names[1:]]
        while sum(one.done() for one in rest) < len(names) - MOST_WAITING - 1:
            time.sleep(0.01)
        let.set()
        told = [one.result() for one in (first, *rest)]
    assert told.count(BUSY) == len(names) - MOST_WAITING - 1


def test_who_waits_too_long_is_told_so() -> None:
    turns = SearchTurns(deadline=0.05)
    with turns.turn("a"):
        assert _in_a_thread(lambda: asked(turns, "b")) == BUSY
    assert asked(turns, "b") == ""


def _in_a_thread(call: Callable[[], str]) -> str:
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(call).result()


def test_a_client_pays_for_the_seconds_that_its_searches_take_and_earns_them_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = used = 1000.0
    monkeypatch.setattr(clients, "monotonic", lambda: now)
    monkeypatch.setattr(search_turns, "thread_time", lambda: used)
    turns = SearchTurns(pause=0.0)

    def search() -> None:
        nonlocal used
        used += CREDIT + 1

    assert asked(turns, "a", search) == ""
    assert asked(turns, "a") == TOO_MUCH
    assert asked(turns, "b") == ""
    now += 1.1 / EARNED
    assert asked(turns, "a") == ""


def test_a_search_that_fails_is_paid_for_and_gives_its_turn_back() -> None:
    turns = SearchTurns()
    with pytest.raises(ZeroDivisionError):
        asked(turns, "a", lambda: 1 / 0)
    assert asked(turns, "a") == ""


def test_nothing_is_kept_of_a_client_that_owes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr(clients, "monotonic", lambda: now)
    turns = SearchTurns()
    for number in range(20):
        asked(turns, f"c{number}")
        now += 60
    assert len(turns._clients) <= 1


def test_a_reader_who_searches_too_often_is_told_so_and_the_box_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(SEARCHES, "pause", 0.0)
    monkeypatch.setattr(SEARCHES, "_refusal", lambda _: TOO_MUCH)
    app = opened("search", q="poppy")
    assert [one.value for one in app.info] == [TOO_MUCH]
    assert app.text_input(key="search_box").value == "poppy"
    assert "cf-hits" not in html(app)
    monkeypatch.undo()
    assert "cf-hits" in html(opened("search", q="poppy"))
