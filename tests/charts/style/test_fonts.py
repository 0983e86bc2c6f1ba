"""How wide texts are in the bundled font, and where their lines break."""

from __future__ import annotations

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageFont

from charts.style.fonts import EM, WEIGHTS, lacking, text_width, weight_file, wrap
from charts.style.theme import WIDE


def test_widths_are_those_of_the_font() -> None:
    assert text_width("0123456789", 100) == pytest.approx(560)
    assert text_width("ill", 100) < text_width("mm", 100) < text_width("mm", 100, 700)
    assert text_width("", 100) == 0


def test_a_line_breaks_where_its_text_has_no_more_room() -> None:
    narrow, wide = "ill till it is still, ".strip(), "MOMMA WOMBAT MAMMOTH,"
    assert len(narrow) == len(wide)
    room = text_width(narrow, 13)
    assert wrap(narrow, room + 0.1, 13) == [narrow]
    assert wrap(narrow, room - 0.1, 13) == ["ill till it is", "still,"]
    assert len(wrap(wide, room, 13)) > 1


def test_only_a_word_that_is_longer_than_a_line_is_cut() -> None:
    address = "https://example.org/" + "a" * 60
    lines = wrap(f"See {address}.", 200, 13)
    assert lines[0] == "See"
    assert "".join(lines[1:]) == f"{address}."
    assert wrap("", 200, 13) == [""]


def test_a_font_that_may_be_wider_gets_more_room() -> None:
    wider = type(WIDE)("slide", 800, 0, labels_beside=True, wider=1.3)
    assert wider.text_width("Port", 10) == pytest.approx(1.3 * text_width("Port", 10))
    assert wider.wrap("Port of Tallinn", 80, 12) != WIDE.wrap("Port of Tallinn", 80, 12)


@given(st.text("abcW m.,", max_size=80), st.integers(20, 300), st.integers(7, 40))
def test_lines_hold_all_words_and_fit(text: str, room: int, size: int) -> None:
    lines = wrap(text, room, size)
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", text)
    assert all(text_width(line, size) <= room + 1e-6 or len(line) == 1 for line in lines)


def test_the_font_knows_what_it_lacks() -> None:
    assert lacking("Heroína – ¶60, “1/2” und \u6f22\u5b57 ■ \u6f22") == ["\u6f22", "\u5b57", "■"]
    assert lacking("a b\n\u00a0\u200d") == []


@pytest.mark.parametrize("weight", WEIGHTS)
def test_the_font_of_one_weight_is_as_wide_as_the_one_of_all(weight: int) -> None:
    own = ImageFont.truetype(str(weight_file(weight)), EM, layout_engine=ImageFont.Layout.BASIC)
    for sign in (*string.printable.strip(), *"áñ–—“”¶×§…"):
        assert own.getlength(sign) / EM == pytest.approx(text_width(sign, 1, weight), abs=0.001)
