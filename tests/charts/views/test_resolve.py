"""One record of what a view shows, for pages, files and decks."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path
from typing import get_args

import plotly.graph_objects as go
import pytest

from charts.layout.overlaps import misplaced
from charts.marks.legend import MEANINGS
from charts.marks.marks import UNSETTLED
from charts.pptx.slide_layout import Stage
from charts.pptx.slides import SCENES
from charts.style.theme import LIGHT, NARROW, WIDE, Size
from charts.text.wording import NOT_FINAL
from charts.views import resolve as module
from charts.views.alt_text import grammar_alt_text
from charts.views.pages import PAGES
from charts.views.resolve import KINDS, Shape, complete, resolve
from charts.views.side_by_side import NOTHING_BESIDE
from charts.views.view import View
from loaders.dataset import Dataset, claims_in
from loaders.queries.comparability import on_one_axis
from loaders.queries.selection import trend_claims
from tests.support.ferries import ferries
from tests.support.figure_text import dots
from tests.support.real import REAL

POPPY = "felbabbrown2020-poppy-us-2017"


def written(figure: go.Figure) -> str:
    return " ".join(note.text for note in figure.layout.annotations).replace("<br>", " ")


MEASURED = "Land under illicit opium poppy in a year or season. Unit: hectares"
APART = f"{MEASURED}. In every row: Mexico, estimated."


@pytest.mark.parametrize(
    ("view", "heading", "subtitle"),
    [
        (View("trends", indicator="poppy_area"), "Opium poppy cultivation, Mexico", MEASURED),
        (
            View("compare", comparison="gun_us_shares"),
            "Share of guns in Mexico",
            "percent. In every row: Mexico, from the United States.",
        ),
        (View("compare", picked=(POPPY,)), "Claims picked by a reader", MEASURED),
        (View("disagreements", claim=POPPY), "Opium poppy cultivation, Mexico", APART),
    ],
)
def test_a_view_has_claims_a_figure_and_words(
    real: Dataset, view: View, heading: str, subtitle: str
) -> None:
    resolved = resolve(real, view)
    assert resolved.missing == ""
    assert resolved.heading.startswith(heading)
    assert resolved.subtitle == subtitle
    assert len(resolved.claims)
    assert {"chart_low", "chart_high", "chart_unit"} <= set(resolved.claims)
    figure = resolved.draw(LIGHT, WIDE)
    assert figure is not None
    texts = [note.text.replace("<br>", " ") for note in figure.layout.annotations]
    assert any(text.startswith(heading) for text in texts)
    assert resolved.alt_text.short.startswith(heading)
    assert all(sentence.endswith(".") for sentence in resolved.remarks())


@pytest.mark.parametrize(
    ("view", "why"),
    [
        (
            View("trends", indicator="border_length", grain="year"),
            "No figure here is about one calendar year",
        ),
        (
            View(
                "compare",
                comparison="gun_us_shares",
                documents=("mann2023",),
                statuses=("proposal",),
            ),
            "No claim matches these filters",
        ),
        (View("compare", picked=("nobody",)), module.NO_PICKED),
        (View("disagreements", claim="mann2023-backpack"), NOTHING_BESIDE),
        (View("recorded", within="partly"), "Agrees in part: none."),
        (View("sources"), module.NO_CHART),
    ],
)
def test_without_a_chart_a_sentence_says_why(real: Dataset, view: View, why: str) -> None:
    resolved = resolve(real, view)
    assert resolved.missing.startswith(why)
    assert resolved.draw(LIGHT, WIDE) is None


def test_every_view_has_a_figure_or_a_sentence(real: Dataset, indicators: list[str]) -> None:
    views = [View("trends", indicator=name) for name in indicators]
    views += [View("compare", comparison=str(name)) for name in real.comparisons.index]
    for view in views:
        resolved = resolve(real, view)
        assert (resolved.draw(LIGHT, WIDE) is None) == bool(resolved.missing), view


SHARE = {"series_id": "share", "unit": "percent", "low": "5"}
BOATS = {"series_id": "boats", "unit": "percent", "low": "7", "document_id": "dahl2021"}


def test_a_comparison_says_what_its_filters_leave_out(tmp_path: Path) -> None:
    view = View("compare", comparison="shares", documents=("berg2020",))
    resolved = resolve(ferries(tmp_path, SHARE, BOATS), view)
    assert list(resolved.claims["claim_id"]) == ["c0"]
    assert list(resolved.unfiltered["claim_id"]) == ["c0", "c1"]
    assert [text for text in resolved.remarks() if text.startswith("Not shown: 7")]


def test_claims_that_were_picked_say_what_differs_and_whose_the_record_is(tmp_path: Path) -> None:
    dataset = ferries(tmp_path, {}, {"period": "2003"}, kind="official")
    said = resolve(dataset, View("compare", picked=("c0", "c1"))).remarks()
    assert said[0] == "They are about different periods, which each row names."
    assert said[1].startswith("Official record, Norway: 2 figures.")


def test_a_disagreement_about_a_claim_of_a_later_day_says_so(tmp_path: Path) -> None:
    view = View("disagreements", claim="c9")
    assert resolve(ferries(tmp_path, {}), view).missing == "The claim c9 was added later."


def test_without_an_indicator_trends_shows_the_one_of_which_documents_say_most(
    tmp_path: Path,
) -> None:
    dataset = ferries(tmp_path, {"series_id": "load", "unit": "kg"}, {"series_id": "port"}, {})
    assert complete(dataset, View("trends")).indicator == "ferry_passengers"


def test_each_page_with_charts_is_a_page_and_each_shape_has_its_slides() -> None:
    assert set(KINDS) <= set(PAGES)
    assert {*SCENES, "list"} == set(get_args(Shape))


def test_what_a_logarithmic_scale_has_no_place_for_is_named_in_picture_words_and_slide(
    tmp_path: Path,
) -> None:
    claims = [
        {"series_id": "line", "period": str(year), "low": low}
        for year, low in ((2001, "500"), (2002, "0"), (2003, "600"))
    ]
    dataset = ferries(tmp_path, *claims)
    view = View("trends", indicator="ferry_passengers", scale="log")
    said = "has no place for zero or less; not drawn: 0 passengers, 2002"
    for size, panels in itertools.product((WIDE, NARROW), ("", "place")):
        figure = resolve(dataset, replace(view, panels=panels)).draw(LIGHT, size)
        assert figure is not None
        assert said in written(figure)
        assert not [t for t in figure.data if t.mode == "lines" and t.xaxis != "x2"]
    resolved = resolve(dataset, view)
    assert said in resolved.alt_text.whole
    assert " joins " not in resolved.alt_text.whole
    assert " joins " in resolve(dataset, replace(view, scale="linear")).alt_text.whole
    assert "a logarithmic scale has no place for one of them" in " ".join(resolved.remarks())
    (scene,) = SCENES["time"](dataset, resolved, Stage(LIGHT))
    assert any(said in line for line in scene.frame.below)


def test_a_year_before_a_document_that_gives_no_final_figures_looks_so(tmp_path: Path) -> None:
    years = [{"period": str(year), "low": "500"} for year in (2017, 2018, 2019)]
    dataset = ferries(tmp_path, *({**year, "series_id": "line-early"} for year in years))
    resolved = resolve(dataset, View("trends", indicator="ferry_passengers"))
    assert [claim.unsettled for claim in claims_in(resolved.claims)] == [False, False, True]
    figure = resolved.draw(LIGHT, WIDE)
    assert figure is not None
    assert not [shape for shape in figure.layout.shapes if shape.xref == "x"]  # as of an allegation
    *lines, whisker = [t for t in figure.data if t.mode == "lines" and t.xaxis == "x"]
    assert [line.line.dash for line in lines] == [None, UNSETTLED]
    assert (whisker.line.dash, whisker.x[:2]) == (UNSETTLED, (2019.5, 2019.5))
    assert whisker.y[0] < 500 < whisker.y[1]
    assert any(note.text.endswith(f"· {NOT_FINAL}") for note in figure.layout.annotations)
    assert MEANINGS["unsettled"] in grammar_alt_text().whole
    assert f"500 passengers, 2019 ({NOT_FINAL})" in resolved.alt_text.whole
    settled = ferries(tmp_path / "final", *({**year, "series_id": "line"} for year in years))
    assert not any(claim.unsettled for claim in claims_in(settled.joined))


def test_a_running_total_stands_where_it_ends_and_says_since_when(tmp_path: Path) -> None:
    dataset = ferries(tmp_path, {"series_id": "ever", "period": "2001/2009"}, {"period": "2005"})
    figure = resolve(dataset, View("trends", indicator="ferry_passengers")).draw(LIGHT, WIDE)
    assert figure is not None
    (total,) = [dot for dot in dots(figure) if dot["ids"] == ["c0"]]
    assert total["x"] == 2010.0
    assert "total since 2001" in [note.text for note in figure.layout.annotations]


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_where_more_series_stand_than_there_are_colours_the_picture_says_so(
    tmp_path: Path, size: Size
) -> None:
    """The plot is as high as the names beside it need."""
    many = {f"s{n:02}": {"producer": f"Office of the harbour of town {n}"} for n in range(24)}
    claims = [
        {"series_id": name, "period": str(2001 + n % 5), "low": str(500 + 17 * n)}
        for n, name in enumerate(many)
    ]
    dataset = ferries(tmp_path, *claims, more=many)
    resolved = resolve(dataset, View("trends", indicator="ferry_passengers"))
    figure = resolved.draw(LIGHT, size)
    assert figure is not None
    figure.update_layout(width=size.width)
    assert misplaced(figure) == []
    said = "24 series have 7 colours, so that some look alike"
    assert said in written(figure)
    (scene,) = SCENES["time"](dataset, resolved, Stage(LIGHT))
    assert any(said in line for line in scene.frame.below)
    few = ferries(tmp_path / "few", *claims[:7], more=many)
    figure = resolve(few, View("trends", indicator="ferry_passengers")).draw(LIGHT, size)
    assert figure is not None
    assert "look alike" not in written(figure)


BOTH = View("trends", indicator="homicides", beside="homicides_firearm", axis="one")


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_two_that_agree_stand_on_one_axis_with_their_names(size: Size) -> None:
    resolved = resolve(REAL, BOTH)
    assert (resolved.shape, resolved.two_axes) == ("time", "")
    figure = resolved.draw(LIGHT, size)
    assert figure is not None
    figure.update_layout(width=size.width)
    assert misplaced(figure) == []
    words = written(figure)
    assert "Unit: homicides; both on one axis" in words
    assert "Homicides by firearm: SESNSP" in words
    assert "Homicides: INEGI" in words
    assert {trace.yaxis for trace in figure.data} <= {"y", "y2"}  # the second is the key's
    assert " Homicides by firearm: rose from " in resolved.alt_text.whole
    assert "Both stand in one chart, on one axis." in resolved.alt_text.whole
    (scene,) = SCENES["time"](REAL, resolved, Stage(LIGHT))
    assert any(
        "Homicides by firearm: SESNSP" in p.text for box in scene.words for p in box.paragraphs
    )


@pytest.mark.parametrize(
    ("view", "why"),
    [
        (replace(BOTH, beside="overdose_deaths"), "Homicides: in homicides; Drug overdose deaths"),
        (replace(BOTH, places=("MX",), panels="producer"), "divided into panels"),
        (
            replace(BOTH, indicator="heroin_seized", beside="fentanyl_seized"),
            "Choose one place.",
        ),
        (
            replace(BOTH, indicator="fentanyl_route_share", beside="poverty_rate"),
            "of fentanyl trafficked into the United States; Poverty rate: of population",
        ),
    ],
)
def test_two_that_do_not_agree_stand_in_panels_and_a_sentence_says_why(
    view: View, why: str
) -> None:
    resolved = resolve(REAL, view)
    if not resolved.missing:
        assert resolved.shape == "panels"
        assert resolved.caveats()[0] == resolved.two_axes
    assert resolved.two_axes.startswith("Not on one axis")
    assert why in resolved.two_axes


def test_units_of_one_dimension_are_one_on_one_axis() -> None:
    names = ("heroin_seized", "heroin_potential")
    first, tons = ((name, trend_claims(REAL, name)) for name in names)
    _, (_, rows) = on_one_axis(REAL, first, tons)
    assert set(tons[1]["chart_unit"]) == {"t"}
    assert set(rows["chart_unit"]) == {"kg"}
    low = tons[1]["chart_low"].max()
    assert rows["chart_low"].max() == pytest.approx(low * 1000)
    assert {claim.quantity.chart_unit for claim in claims_in(rows)} == {"kg"}


@pytest.mark.parametrize(
    ("view", "missing"),
    [
        (
            View("trends", indicator="overdose_deaths", grain="month"),
            "No figure here is about one month; there are figures for calendar years and periods "
            "of 12 months.",
        ),
        (
            View("trends", indicator="homicides", beside="overdose_deaths", grain="month"),
            "Two panels cannot be drawn. Drug overdose deaths: No figure here is about one month; "
            "there are figures for calendar years and periods of 12 months.",
        ),
        (
            View("trends", indicator="border_length", grain="year"),
            "No figure here is about one calendar year; choose “As published” to see them.",
        ),
    ],
)
def test_a_length_of_time_that_no_figure_is_over_is_named(view: View, missing: str) -> None:
    assert resolve(REAL, view).missing == missing


@pytest.mark.parametrize(
    ("view", "own"),
    [
        (View("trends", indicator="fentanyl_seized", panels="place"), True),
        (View("trends", indicator="fentanyl_seized", panels="place", scales="same"), False),
        (View("trends", indicator="fentanyl_seized", panels="place", scale="log"), False),
        (View("trends", indicator="heroin_seized", panels="place"), False),
        (View("trends", indicator="heroin_seized", panels="place", scales="own"), True),
    ],
)
def test_panels_of_places_that_differ_much_have_scales_of_their_own(
    settled: Dataset, view: View, own: bool
) -> None:
    resolved = resolve(settled, view)
    assert resolved.options.own_scales == own
    figure = resolved.draw(LIGHT, WIDE)
    assert figure is not None
    assert ("each panel on its own scale" in " ".join(written(figure).split())) == own


def test_the_picture_of_a_disagreement_tells_gap_and_years(tmp_path: Path) -> None:
    dataset = ferries(
        tmp_path,
        {"period": "2018", "low": "500"},
        {"period": "2018", "low": "620", "document_id": "dahl2021"},
    )
    view = View("disagreements", claim="c1")
    resolved = resolve(dataset, view)
    said = "Widest gap: 120 passengers (2018). They do not agree."
    for size in (WIDE, NARROW):
        figure = resolved.draw(LIGHT, size)
        assert figure is not None
        assert said in " ".join(written(figure).split())
    (scene,) = SCENES["rows"](dataset, resolved, Stage(LIGHT))
    assert said in scene.frame.told
