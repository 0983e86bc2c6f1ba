"""What is measured: the tables that the benchmarks make."""

from __future__ import annotations

from pathlib import Path

from benchmarks.record import grown
from benchmarks.tables import OTHERS, PLAIN, make
from loaders.dataset import load
from loaders.values.codelists import HEDGES, STATUSES
from tests.support.real import REAL


def test_the_tables_are_valid_and_have_every_hedge_and_status(tmp_path: Path) -> None:
    made = make(tmp_path / "made", 600)
    claims = load(made.directory).claims
    assert len(claims) == made.claims == 600
    assert {*claims["hedge"]} == {*PLAIN, *OTHERS} == {*HEDGES}
    assert {*claims["status"]} == {*STATUSES}
    assert claims["hedge"].isin(PLAIN).sum() == 300


def test_a_grown_record_is_valid_and_as_large_as_asked(tmp_path: Path) -> None:
    today = len(REAL.recorded)
    more = load(grown(tmp_path / "grown", today + 700))
    assert len(more.recorded) == today + 700
    assert len(more.observations) == len(REAL.observations) + 700
