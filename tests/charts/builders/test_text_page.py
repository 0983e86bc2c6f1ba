"""Pages of words: the key of all marks on the page Method."""

from __future__ import annotations

from itertools import pairwise

import pytest

from charts.builders.text_page import grammar
from charts.style.theme import LIGHT, NARROW, WIDE, Size


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_no_meaning_of_a_mark_runs_into_the_next(size: Size) -> None:
    [texts] = [t for t in grammar(LIGHT, size).data if t.mode == "text"]
    half: dict[float, float] = {}
    for y, text in zip(texts.y, texts.text, strict=True):  # a ? is in the row of its words
        half[y] = max(half.get(y, 0), (text.count("<br>") + 1) * size.text_size * 0.6)
    for above, below in pairwise(sorted(half, reverse=True)):
        assert above - half[above] >= below + half[below]
