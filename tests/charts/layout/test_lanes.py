"""Rows of words beside the lanes of their marks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from charts.layout.lanes import RowWords, stacked
from charts.style.theme import WIDE, Room

LONG = "tens of thousands, drawn from 10,000 up, with no end: estimated; a total"


@pytest.mark.parametrize("room", [WIDE.room, Room(dense=True)])
@pytest.mark.parametrize("lanes", [1, 2])
def test_words_stand_in_the_middle_of_their_lanes(room: Room, lanes: int) -> None:
    size = replace(WIDE, room=room)
    rows = [RowWords("a", "2019"), RowWords("b", "2020", ["estimated"]), RowWords("c", LONG * 3)]
    for lane in stacked(rows, size, [lanes] * len(rows)):
        line, small = round(size.text_size * 1.4), round(size.note_size * 1.45)
        height = line * len(lane.name) + small * len(lane.quiet)
        assert lane.top + lane.inset + height / 2 == lane.lane, lane.words.name
        assert lane.top + lane.height / 2 == lane.lane, "the box of a slide"
