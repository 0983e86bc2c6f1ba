"""A presenter's words in charts of every shape: as pictures, slides, words and proof."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import plotly.graph_objects as go
import pytest

from charts.export.formats import proof_of
from charts.export.settings import ExportSettings
from charts.layout.overlaps import misplaced
from charts.pptx.slide_layout import Scene, Stage
from charts.pptx.slides import SCENES
from charts.presenter.own_words import without_own_words
from charts.style.theme import DARK, LIGHT, NARROW, WIDE, Room, Size
from charts.views.resolve import ResolvedView, dataset_of, remarks_on_words, resolve
from charts.views.view import View
from loaders.dataset import Dataset, claims_in
from tests.support.ferries import ferries
from tests.support.real import REAL

TITLE, SUBTITLE, TEXT = "An <i>own</i> title", "What to see", "A number to see & to quote"
SHAPES = (
    View("trends", indicator="poppy_area"),
    View("trends", indicator="poppy_area", panels="producer"),
    View("trends", indicator="overdose_deaths_fentanyl"),
    View("trends", indicator="overdose_deaths", per="capita", map=2017),
    View("compare", comparison="gun_us_shares"),
    View("recorded"),
    View("disagreements"),
)


def worded(view: View, **more: Any) -> ResolvedView:
    plain = resolve(dataset_of(REAL, view), view)
    note = f"{plain.claims['claim_id'].iloc[0]} {TEXT}"
    own = replace(view, title=TITLE, subtitle=SUBTITLE, own_notes=(note,), **more)
    return resolve(dataset_of(REAL, own), own)


def texts(figure: go.Figure) -> str:
    found = (note.text for note in figure.layout.annotations)
    return "\n".join(text.replace("<br>", " ") for text in found)


def spoken(scene: Scene) -> str:
    frame = scene.frame
    words = [p.text for box in scene.words for p in box.paragraphs]
    return "\n".join([frame.title, *frame.told, frame.subtitle, *frame.below, *words])


@pytest.mark.parametrize("view", SHAPES, ids=lambda view: f"{view.page}-{view.panels}{view.map}")
def test_every_chart_shows_the_words_keeps_its_own_and_says_whose_they_are(view: View) -> None:
    resolved = worded(view, sources="short")
    dataset = dataset_of(REAL, resolved.view)
    for size in (WIDE, NARROW):
        figure = resolved.draw(DARK, size)
        assert figure is not None
        figure.update_layout(width=size.width)
        assert misplaced(figure) == []
        told = texts(figure)
        for text in ("An &lt;i&gt;own&lt;/i&gt; title", SUBTITLE, "see &amp; to quote"):
            assert text in told
        for text in (resolved.heading, "Cited Figures, data", "note by the presenter."):
            assert text in told
    (scene, *_) = SCENES[resolved.shape](dataset, resolved, Stage(LIGHT))
    said = spoken(scene)
    for text in (TITLE, SUBTITLE, TEXT, resolved.heading, "Title, subtitle and note by the"):
        assert text in said
    assert f"The chart's own title: {resolved.heading}" in resolved.alt_text.whole
    assert f"Title by the presenter: “{TITLE}”" in resolved.alt_text.whole
    proof = proof_of(dataset, resolved, ExportSettings("csv"))
    assert proof.title == resolved.heading
    assert proof.presenter == {"Title": TITLE, "Subtitle": SUBTITLE, "Note 1": TEXT}


@pytest.mark.parametrize("size", [WIDE, NARROW, replace(WIDE, room=Room(plain=True))])
def test_notes_on_claims_and_days_are_inside_or_below_under_letters(size: Size) -> None:
    view = View("trends", indicator="poppy_area")
    claim = resolve(REAL, view).claims["claim_id"].iloc[3]
    notes = (f"{claim} On a number", "2005/2009 On days", "2012 On a day")
    figure = resolve(REAL, replace(view, own_notes=notes)).draw(LIGHT, size)
    assert figure is not None
    told = texts(figure).split("\n")
    if size.labels_beside:
        assert {"On a number", "On days", "On a day"} <= set(told)
    else:
        assert "A. On a number B. On days C. On a day" in told
        assert {"B", "C"} <= set(told)
        assert any(text.split(" · ")[-1] == "A" for text in told)


@pytest.mark.parametrize(
    ("labels", "shown"),
    [
        ("", {"500", "900", "700"}),
        ("off", set()),
        ("last", {"700"}),
        ("ends", {"500", "900", "700"}),
        ("all", {"500", "900", "600", "700"}),
    ],
)
def test_the_chosen_numbers_are_written_with_their_hedges(
    tmp_path: Any, labels: str, shown: set[str]
) -> None:
    rows = [("500", "2001"), ("900", "2002"), ("600", "2003"), ("700", "2004")]
    claims = [{"low": low, "period": year, "series_id": "line"} for low, year in rows]
    claims[-1] |= {"hedge": "about"}
    view = View("trends", indicator="ferry_passengers", labels=labels)
    figure = resolve(ferries(tmp_path, *claims), view).draw(LIGHT, WIDE)
    assert figure is not None
    wanted = {f"about {text}" if text == "700" else text for text in shown}
    marked = {note.text for note in figure.layout.annotations if note.xref == "x"}
    assert marked == wanted


def test_a_highlighted_series_of_a_comparison_keeps_its_colour() -> None:
    view = View("compare", comparison="gun_us_shares")
    plain = resolve(REAL, view)
    focus = str(plain.claims["series_id"].iloc[0])
    assert plain.rows is not None
    rows = resolve(REAL, replace(view, focus=focus)).rows
    assert rows is not None
    marks = [mark for row in rows().rows for mark in row.marks]
    assert {m.series_id for m in marks if m.colour(LIGHT) != LIGHT.faded} == {focus}


def test_a_row_with_a_note_is_kept_however_few_there_are() -> None:
    view = View("recorded")
    rows = resolve(REAL, view).rows
    assert rows is not None
    whole = rows().rows
    last = whole[-1].words.claim_id
    own = resolve(REAL, replace(view, own_notes=(f"{last} Look here",))).rows
    assert own is not None
    assert last in [row.words.claim_id for row in own().kept(4).rows]


def test_a_note_on_what_is_not_shown_is_told_and_not_credited(real: Dataset) -> None:
    view = View("trends", indicator="poppy_area", own_notes=("1950 Long ago", "guns9 Nothing"))
    resolved = resolve(real, view)
    assert remarks_on_words(real, resolved) == [
        "The note “Long ago” is not drawn, as the chart does not show what it is on.",
        "The note “Nothing” is not drawn, as the chart does not show what it is on.",
    ]
    assert resolved.own.credit == ""
    assert all(claim.claim_id != "guns9" for claim in claims_in(resolved.claims))


def test_a_qr_code_leads_to_the_chart_without_its_presenters_texts() -> None:
    link = "https://here.test/trends?indicator=a&title=Long+%26+wide&note=2019+B&labels=last"
    assert without_own_words(link) == "https://here.test/trends?indicator=a&labels=last"
