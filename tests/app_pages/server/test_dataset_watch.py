"""When the files change, each open page is made anew; when they don't, none is."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from app_pages.server import dataset_watch
from tests.support.loops import run


class Session:
    """An open page that shows a state of the files; run again, it shows what they are now."""

    def __init__(self, name: str, *, runs: bool = False) -> None:
        self.id, self._client_state = name, f"what {name} chose"
        self._scriptrunner = object() if runs else None
        self.asked: list[str] = []

    def request_rerun(self, chosen: str) -> None:
        self.asked.append(chosen)


@pytest.fixture
def open_pages(monkeypatch: pytest.MonkeyPatch) -> list[Session]:
    pages: list[Session] = []
    manager = SimpleNamespace(
        list_active_sessions=lambda: [SimpleNamespace(session=page) for page in pages]
    )
    found = SimpleNamespace(_session_mgr=manager)
    monkeypatch.setattr(
        dataset_watch,
        "runtime",
        SimpleNamespace(exists=lambda: True, get_instance=lambda: found),
    )
    monkeypatch.setattr(dataset_watch, "SHOWN", {})
    monkeypatch.setattr(dataset_watch, "LOOK_EVERY", 0.0)
    monkeypatch.setattr(dataset_watch, "BETWEEN", 0.0)
    return pages


def test_a_page_that_shows_older_figures_is_run_again_as_its_reader_has_it(
    open_pages: list[Session],
) -> None:
    old, new, busy, fresh = (
        Session("old"),
        Session("new"),
        Session("busy", runs=True),
        Session("fresh"),
    )
    open_pages += [old, new, busy, fresh]
    dataset_watch.SHOWN.update(old="first", new="second", busy="first", gone="first")
    run(dataset_watch.rerun_outdated("second"))
    assert [page.asked for page in open_pages] == [["what old chose"], [], [], []]
    assert set(dataset_watch.SHOWN) == {"old", "new", "busy"}
    busy._scriptrunner = None
    dataset_watch.SHOWN["old"] = "second"
    run(dataset_watch.rerun_outdated("second"))
    assert busy.asked == ["what busy chose"]
    assert len(old.asked) == 1


def test_what_goes_wrong_does_not_end_the_watch(
    open_pages: list[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    states = iter([OSError("no folder"), "second"])
    ended = asyncio.Event()
    open_pages.append(Session("old"))
    dataset_watch.SHOWN["old"] = "first"

    def refresh() -> object:
        state = next(states, None)
        if isinstance(state, Exception):
            raise state
        if state is None:
            ended.set()
        return state or "second"

    folder = SimpleNamespace(refresh=refresh, dataset=None)
    monkeypatch.setattr(dataset_watch, "dataset_folder", lambda: folder)

    async def work() -> None:
        watcher = asyncio.create_task(dataset_watch.watch_dataset())
        await asyncio.wait_for(ended.wait(), 10)
        watcher.cancel()

    run(work())
    assert open_pages[0].asked


def test_new_figures_are_prepared_once(
    open_pages: list[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    del open_pages
    folder = SimpleNamespace(dataset=None, looked=0)
    prepared: list[str] = []
    done = asyncio.Event()

    def refresh() -> object:
        folder.looked += 1
        folder.dataset = ("first", "first", "second", "second")[min(folder.looked, 4) - 1]
        if folder.looked == 6:
            done.set()
        return folder.dataset

    def prepare(dataset: str, current: Callable[[], bool]) -> None:
        del current
        prepared.append(dataset)
        raise ValueError("a view that cannot be drawn")

    folder.refresh = refresh
    monkeypatch.setattr(dataset_watch, "dataset_folder", lambda: folder)
    monkeypatch.setattr(dataset_watch, "prepare_views", prepare)

    async def work() -> None:
        watcher = asyncio.create_task(dataset_watch.watch_dataset())
        await asyncio.wait_for(done.wait(), 10)
        watcher.cancel()

    run(work())
    assert prepared == ["first", "second"]
