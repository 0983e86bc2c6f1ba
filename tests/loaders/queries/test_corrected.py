"""What we corrected in our own entries is no further figure, and strikes no valid one through."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from charts.text.chart_remarks import about_record, corrected_entries, left_out
from charts.text.notes import source_note
from loaders.dataset import Dataset, claims_in, load
from loaders.errors import DatasetError
from loaders.queries.as_of import as_of
from loaders.queries.corrected import corrections, moved, stays
from loaders.queries.lines import joined_pairs
from loaders.queries.selection import EVERYTHING, Choice, indicator_claims, trend_claims

ALL = Choice(revised=True)


def test_corrected_entries_lie_on_no_figure_in_force_and_break_no_line(real: Dataset) -> None:
    by_id = corrections(real)
    for name in real.indicators.index:
        shown, plain = trend_claims(real, name, ALL), trend_claims(real, name)
        for old in claims_in(shown[shown["state"] == "corrected"]):
            assert not stays(real, old, by_id[old.claim_id]), old.claim_id
        assert set(joined_pairs(shown)) == set(joined_pairs(plain)), name


def test_a_unit_that_was_corrected_may_measure_something_else(folder: Path) -> None:
    """As people were once called lighthouses: the number stays, whatever the unit was called."""
    file = folder / "claims/lighthouses.csv"
    text = file.read_text().replace("62,62,,lighthouses,exact,62", "26,26,,lighthouses,exact,26")
    file.write_text(text.replace("26,26,,lighthouses", "26,26,,passengers", 1))
    dataset = load(folder)
    shown = trend_claims(dataset, "lighthouses_lit", ALL)
    assert list(shown["claim_id"]) == ["keeper2019-lit-2018"]
    assert corrected_entries(dataset, indicator_claims(dataset, "lighthouses_lit")) == []
    before = trend_claims(as_of(dataset, date(2026, 11, 1)), "lighthouses_lit")
    assert list(before["unit"]) == ["passengers"]
    assert list(before["chart_low"]) == [26]


def test_a_claim_in_force_converts_to_the_unit_of_its_indicator(folder: Path) -> None:
    file = folder / "claims/lighthouses.csv"
    file.write_text(file.read_text().replace("62,62,,lighthouses", "62,62,,passengers"))
    with pytest.raises(DatasetError, match=r"passengers does not convert to lighthouses"):
        load(folder)


def test_corrected_entries_are_counted_nowhere(real: Dataset) -> None:
    shown, plain = (trend_claims(real, "fentanyl_seized", c) for c in (ALL, EVERYTHING))
    everything = indicator_claims(real, "fentanyl_seized")
    assert len(moved(real, everything)) < len(everything)
    assert about_record(real, shown) == about_record(real, plain)
    assert source_note(real, shown) == source_note(real, plain)
    assert not any("Official record" in text for text in left_out(real, everything, plain))


def test_a_number_that_moved_is_told_as_our_entry_with_the_reason(real: Dataset) -> None:
    by_id = corrections(real)
    for name in real.indicators.index:
        everything = indicator_claims(real, name)
        old = moved(real, everything[everything["state"] == "corrected"])
        told = corrected_entries(real, everything)
        current = [c for c in claims_in(old) if by_id[c.claim_id].in_force]
        assert len(told) == len(current)
        for text, claim in zip(told, current, strict=True):
            assert text.startswith("We corrected our own entry")
            assert by_id[claim.claim_id].correction_reason.rstrip(".") in text
