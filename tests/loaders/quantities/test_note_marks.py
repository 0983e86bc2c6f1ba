"""Marks of notes, and what only looks like one."""

from __future__ import annotations

import pytest

from loaders.audit.drafts import drafts
from loaders.audit.ledger import RowWords, ledger
from loaders.audit.source_texts import read_text
from loaders.quantities.note_marks import is_mark, note_number, note_numbers
from loaders.quantities.unit_lookup import UnitKeys

MARKED = ("<sup>1</sup>", "^1", "^1^", "^1,2^", "[^1]", "¹", "[1]")


@pytest.mark.parametrize("mark", MARKED)
@pytest.mark.parametrize("before", ["fell to 300 boats in 2012.", "in 2012 over 300 boats"])
def test_a_text_with_marks_of_any_kind_is_closed_by_its_drafts(before: str, mark: str) -> None:
    said = f"They{mark} {before}{mark} Later all left."
    rows = drafts(said, "keeper2019", UnitKeys([], {}))
    assert [row["note"] for row in rows if row["table"] == "claims"] == [""]
    words = {
        table: [
            RowWords(n, row["locator"], row.get("as_printed", row.get("numeral", "")), *reason)
            for n, row in enumerate(rows)
            if row["table"] == table
            for reason in [[row["reason"]] if "reason" in row else []]
        ]
        for table in ("claims", "exclusions")
    }
    found = ledger(read_text("", said.encode()), words["claims"], words["exclusions"])
    assert (found.unaccounted, found.unused) == ([], [])
    assert "footnote_mark" in found.counts()


@pytest.mark.parametrize("said", ["10^6 boats", "3 × 10⁶ boats", "5 km² of it", "a = b^2", "45² m"])
def test_a_power_is_no_mark(said: str) -> None:
    assert not any(is_mark(said, at) for at in range(len(said)))


def test_the_numbers_of_notes_are_read_alike_in_every_form() -> None:
    said = "One.^1,2^ Two<sup>3, 4</sup> three[^5] four¹² five<sup>th</sup>"
    assert list(note_numbers(said)) == ["1", "2", "3", "4", "5", "12"]
    notes = ("<sup>7</sup> Lloyd", "- <sup>7</sup> Lloyd", "[^7]: Lloyd", "^7 Lloyd", "⁷ Lloyd")
    assert {note_number(note) for note in notes} == {("7", "Lloyd")}
    assert note_number("7 Lloyd") is None
