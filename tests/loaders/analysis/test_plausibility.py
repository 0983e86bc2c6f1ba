"""The notes of single claims on a chart: a letter beside the mark, what it says below."""

from __future__ import annotations

import itertools

import pytest

from charts.builders.trend import ChartOptions, trend
from charts.layout.figure_notes import lettered_lines, lettered_notes
from charts.marks.series import runs_of
from charts.style.theme import LIGHT, NARROW, WIDE, Size
from charts.views.alt_text import trend_alt_text
from loaders.dataset import Dataset
from loaders.queries.selection import trend_claims
from tests.support.figure_text import dots

NOTED = ChartOptions(notes=True)
SERIES = "poppy-area-mx-unodc"
TOLD = [
    "a. 1,900 hectares, estimated, 2000: The footnote names UNODC data cited in the study. "
    "(Felbab-Brown 2020a ¶58, citing Le Cour Grandmaison et al. 2019)",
    "b. 19,500 hectares, estimated, 2009: From the same page as the figure for 2000, whose "
    "footnote names UNODC data. (Felbab-Brown 2020a ¶59, citing Le Cour Grandmaison et al. 2019)",
    "c. 30,600 hectares, estimated, 2016–2017: One figure for both years; the survey's "
    "title covers the seasons 2015-2016 and 2016-2017. "
    "(Felbab-Brown 2020a ¶60, citing UNODC 2018b, US State Department 2019)",
]


def test_each_noted_claim_of_a_document_has_a_letter_and_a_line(real: Dataset) -> None:
    claims = trend_claims(real, "poppy_area")
    marks = [mark for own in runs_of(real, claims).values() for mark in own]
    assert lettered_lines(real, lettered_notes([marks], claims)) == TOLD


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize("log", [False, True])
def test_letters_stand_beside_their_marks_and_are_explained_in_the_figure(
    real: Dataset, size: Size, log: bool
) -> None:
    claims = trend_claims(real, "poppy_area")
    plain, figure = (
        trend(real, "poppy_area", claims, LIGHT, size, ChartOptions(log=log, notes=notes))
        for notes in (False, True)
    )
    assert plain is not None
    assert figure is not None
    letters = {a.text: a for a in figure.layout.annotations if a.text in ("a", "c")}
    own = set(claims.loc[(claims["series_id"] == SERIES) & ~claims["official"], "claim_id"])
    first = next(dot for dot in dots(figure) if own.intersection(dot["ids"]))
    assert letters["a"].x == pytest.approx(first["x"], abs=0.6)
    assert first["x"] == pytest.approx(2000.5, abs=0.5)  # beside what it would hide
    assert 2016.0 <= letters["c"].x <= 2018.0  # its bar
    below = figure.layout.annotations
    assert any("a. 1,900 hectares, estimated, 2000: The footnote" in str(a.text) for a in below)
    assert figure.layout.height > plain.layout.height


def test_the_chart_in_words_tells_the_notes_and_the_events_that_are_shown(real: Dataset) -> None:
    claims = trend_claims(real, "poppy_area")
    told = trend_alt_text(real, [("poppy_area", claims)], NOTED).paragraphs()
    assert f"Notes: {' '.join(TOLD)}" in told
    assert not any(
        "Notes: " in part for part in trend_alt_text(real, [("poppy_area", claims)]).paragraphs()
    )


def test_letters_go_on_after_z(real: Dataset) -> None:
    claims = trend_claims(real, "poppy_area")
    marks = [mark for own in runs_of(real, claims).values() for mark in own]
    many = list(itertools.chain.from_iterable(itertools.repeat(marks, 10)))
    letters = [remark.letter for remark in lettered_notes([many], claims)]
    assert letters[25:28] == ["z", "aa", "bb"]
