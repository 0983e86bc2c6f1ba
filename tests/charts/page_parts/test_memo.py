from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from charts.page_parts.memo import per_version
from loaders.dataset import Dataset
from tests.support.ferries import ferries

PATIENCE = 30.0


@pytest.fixture
def dataset(tmp_path: Path) -> Dataset:
    return ferries(tmp_path)


def of_version(dataset: Dataset, version: str) -> Dataset:
    return replace(dataset, version=version)


def test_a_result_is_computed_once_for_each_version_and_argument(dataset: Dataset) -> None:
    asked: list[tuple[str, int, int]] = []

    @per_version(2, most=2)
    def added(dataset: Dataset, one: int, *, other: int = 0) -> int:
        asked.append((dataset.version, one, other))
        return one + other

    for version in ("a", "b", "a"):
        dated = of_version(dataset, version)
        assert [added(dated, 1), added(dated, 1, other=2), added(dated, 1)] == [1, 3, 1]
    assert asked == [("a", 1, 0), ("a", 1, 2), ("b", 1, 0), ("b", 1, 2)]


def test_what_was_asked_for_longest_ago_is_computed_anew(dataset: Dataset) -> None:
    asked: list[str] = []

    @per_version(2, most=2)
    def named(dataset: Dataset, name: str) -> None:
        asked.append(dataset.version + name)

    for text in ("a1", "a2", "a1", "a3", "a1", "a2", "b1", "a1", "c1", "a1", "b1"):
        named(of_version(dataset, text[0]), text[1])
    assert asked == ["a1", "a2", "a3", "a2", "b1", "c1", "b1"]


def test_no_more_datasets_are_kept_alive_than_versions(dataset: Dataset) -> None:
    @per_version(2, most=64)
    def closure(dataset: Dataset, number: int) -> Callable[[], Dataset]:
        return lambda: dataset

    made = [of_version(dataset, str(number)) for number in range(20)]
    for one in made:
        for number in range(3):
            closure(one, number)
    seen = [weakref.ref(one) for one in made]
    del made, one
    gc.collect()
    assert sum(ref() is not None for ref in seen) == 2


def test_readers_who_ask_at_once_wait_for_one_computation_and_no_other(dataset: Dataset) -> None:
    asked: list[str] = []
    begun, release = threading.Event(), threading.Event()

    @per_version(1, most=2)
    def slow(dataset: Dataset, name: str) -> str:
        asked.append(name)
        if name == "slow":
            begun.set()
            assert release.wait(PATIENCE)
        return name.upper()

    with ThreadPoolExecutor(4) as readers:
        waiting = [readers.submit(slow, dataset, "slow") for _ in range(3)]
        assert begun.wait(PATIENCE)
        assert readers.submit(slow, dataset, "quick").result(PATIENCE) == "QUICK"
        assert not any(one.done() for one in waiting)
        release.set()
        assert [one.result(PATIENCE) for one in waiting] == ["SLOW"] * 3
    assert sorted(asked) == ["quick", "slow"]


def test_a_failure_is_raised_and_not_kept(dataset: Dataset) -> None:
    answers = [1, 0]

    @per_version(1)
    def quotient(dataset: Dataset) -> float:
        return 1 / answers.pop()

    with pytest.raises(ZeroDivisionError):
        quotient(dataset)
    assert quotient(dataset) == 1
    assert quotient.__name__ == "quotient"
