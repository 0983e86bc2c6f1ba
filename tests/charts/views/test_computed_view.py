"""Numbers computed here, in every form of a view: told apart from what a document prints."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
import pytest

from charts.export.file_names import file_name
from charts.export.formats import export_view
from charts.export.settings import ExportSettings
from charts.marks.legend import COMPUTED_HERE, WORDS
from charts.marks.marks import DIAMOND
from charts.style.theme import LIGHT, WIDE
from charts.text.notes import documents_of
from charts.views.choice import choice_of
from charts.views.computed_view import BOTH, NO_PART, as_read, ways
from charts.views.resolve import ResolvedView, complete, dataset_of, resolve
from charts.views.titles import view_title
from charts.views.view import View
from loaders.dataset import Dataset, claims_in
from tests.support.figure_text import dots
from tests.support.rates import COUNT, ferry_rates
from tests.support.real import REAL

PLAIN = View("trends", indicator=COUNT)
READ: Mapping[str, View] = {
    "capita": replace(PLAIN, per="capita"),
    "change": replace(PLAIN, derived="change"),
    "index": replace(PLAIN, derived="index", base=2002),
}


@pytest.fixture(scope="module")
def rates(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return ferry_rates(tmp_path_factory.mktemp("rates"))


def read(dataset: Dataset, view: View) -> ResolvedView:
    return resolve(dataset_of(dataset, view), view)


def drawn(resolved: ResolvedView) -> go.Figure:
    figure = resolved.draw(LIGHT, WIDE)
    assert figure is not None
    return figure


def looks(figure: go.Figure) -> dict[str, str]:
    """Return the form of each claim's dot."""
    found = {}
    for trace in figure.data:
        if trace.ids is not None:
            symbols = trace.marker.symbol
            each = symbols if isinstance(symbols, tuple) else [symbols] * len(trace.x)
            found |= {name: str(s) for name, s in zip(trace.ids, each, strict=True)}
    return found


def texts(figure: go.Figure) -> str:
    return " ".join(note.text for note in figure.layout.annotations).replace("<br>", " ")


def test_computed_numbers_have_a_mark_of_their_own_and_the_key_tells_it(rates: Dataset) -> None:
    figure = drawn(read(rates, READ["capita"]))
    forms = looks(figure)
    assert {name for name, form in forms.items() if form == DIAMOND} == {"c2", "c3", "c5"}
    assert forms["c7"] != DIAMOND  # the rate that its office prints
    key = [word for trace in figure.data if trace.mode == "text" for word in trace.text]
    assert WORDS[COMPUTED_HERE] in key
    assert not set(looks(drawn(read(rates, PLAIN))).values()) & {DIAMOND}


@pytest.mark.parametrize(
    ("how", "title", "unit", "from_what"),
    [
        (
            "capita",
            "Ferry passengers per 100,000 people, Norway",
            "Unit: passengers per 100,000 people",
            "Computed here: 3 of the 4 figures, from the counts and the population by Census",
        ),
        (
            "change",
            "ferry_passengers, change on the year before, Norway",
            "against the same period of the year before",
            "Computed here: all figures, each from two figures of its series, a year apart.",
        ),
        (
            "index",
            "ferry_passengers (2002 = 100), Norway",
            "Unit: percent of its level in 2002",
            "Computed here: all figures, from those of the sources; the figure for 2002",
        ),
    ],
)
def test_title_unit_source_note_and_words_say_what_was_done(
    rates: Dataset, how: str, title: str, unit: str, from_what: str
) -> None:
    resolved = read(rates, READ[how])
    assert resolved.heading == title
    assert title in view_title(dataset_of(rates, READ[how]), READ[how])
    for text in (texts(drawn(resolved)), resolved.alt_text.whole):
        assert title.removesuffix(", Norway") in text
        assert unit in text and from_what in text
    assert "computed here" in resolved.alt_text.short


def test_a_share_says_what_it_is_a_share_of() -> None:
    resolved = resolve(REAL, View("trends", indicator="homicides_firearm", per="whole"))
    assert resolved.heading == "Homicides by firearm as a share of homicides, Mexico"
    for text in (texts(drawn(resolved)), resolved.alt_text.whole):
        assert "Unit: percent of homicides" in text
        assert "Computed here: all figures, each from a part and the whole in one document" in text
    told = {name: dot["told"] for dot in dots(drawn(resolved)) for name in dot["ids"]}
    first = claims_in(resolved.claims)[0]
    part, whole = first.computation.operands if first.computation else (first, first)
    said = f"{part.quantity.low:,.0f} homicides out of {whole.quantity.low:,.0f} homicides"
    assert f"computed here from {said}" in told[first.claim_id].replace("<br>", " ")
    none = resolve(REAL, View("trends", indicator="homicides", per="whole"))
    assert none.missing == NO_PART


def test_falls_are_drawn_below_zero(rates: Dataset) -> None:
    found = dots(drawn(read(rates, READ["change"])))
    heights = {name: float(dot["y"]) for dot in found for name in dot["ids"]}
    assert heights["c1"] == pytest.approx(10)
    assert heights["c2"] == pytest.approx(-18.2)


def test_a_mark_tells_what_it_was_computed_from(rates: Dataset) -> None:
    found = dots(drawn(read(rates, READ["capita"])))
    told = {name: dot["told"].replace("<br>", " ") for dot in found for name in dot["ids"]}
    people = "1,000,000 people (Line office, in Dahl &amp; Moe 2021)"
    assert f"computed here from 900 passengers and {people}" in told["c2"]
    assert "computed here" not in told["c7"]


def test_what_is_left_out_is_counted_with_the_reason(rates: Dataset) -> None:
    said = read(rates, READ["capita"]).caveats()
    assert (
        "Not shown per 100,000 people: 2 figures, 2001 and 2005: "
        "the record has no population for that place and year." in said
    )
    assert not any("do not agree" in sentence for sentence in said)


@pytest.mark.parametrize("how", READ)
def test_files_say_what_was_computed_and_lead_to_the_claims(rates: Dataset, how: str) -> None:
    dataset, resolved = dataset_of(rates, READ[how]), read(rates, READ[how])
    table = export_view(dataset, resolved, ExportSettings("csv")).decode("utf-8-sig")
    rows = {row["claim_id"]: row for row in csv.DictReader(io.StringIO(table))}
    assert set(rows) <= set(rates.joined["claim_id"])
    name = file_name(resolved, ExportSettings("csv"))
    assert name.startswith(f"trends-ferry-passengers-{how}")
    assert rows["c2"]["computed_here"].startswith("computed here from 900 passengers")
    assert rows["c2"]["status"] == "computed here" and rows["c2"]["as_printed"] == ""
    assert rows["c2"]["indicator"] == dataset.indicators["title"][f"{COUNT} {how}"]
    workbook = zipfile.ZipFile(io.BytesIO(export_view(dataset, resolved, ExportSettings("xlsx"))))
    assert "computed here from 900 passengers" in workbook.read("xl/sharedStrings.xml").decode()
    slide = zipfile.ZipFile(io.BytesIO(export_view(dataset, resolved, ExportSettings("pptx"))))
    charts = [slide.read(name).decode() for name in slide.namelist() if "/charts/chart" in name]
    assert any('symbol val="diamond"' in chart for chart in charts)


def test_what_a_population_is_from_is_among_the_sources(rates: Dataset) -> None:
    resolved = read(rates, READ["capita"])
    computed = [claim.computation for claim in claims_in(resolved.claims) if claim.computation]
    documents = {own.document_id for one in computed for own in one.operands}
    assert documents == set(documents_of(resolved.claims)) == {"berg2020", "dahl2021"}


@pytest.mark.parametrize(
    ("view", "why"),
    [
        (replace(READ["capita"], derived="change"), BOTH),
        (
            replace(READ["capita"], indicator="ferry_load"),
            "Numbers per 100,000 people are for counts such as deaths, not for kilograms.",
        ),
        (
            replace(READ["capita"], until=2001),
            "Nothing here can be shown per 100,000 people. Not shown per 100,000 people: "
            "1 figure, 2001: the record has no population for that place and year.",
        ),
        (replace(READ["index"], base=1990), "Nothing here can be shown as an index."),
    ],
)
def test_what_cannot_be_had_is_a_sentence(rates: Dataset, view: View, why: str) -> None:
    resolved = read(rates, view)
    assert resolved.missing.startswith(why)
    assert resolved.draw(LIGHT, WIDE) is None
    assert resolved.alt_text.whole == resolved.missing


def test_an_index_without_a_year_begins_with_the_first(rates: Dataset) -> None:
    assert complete(rates, View("trends", indicator=COUNT, derived="index")).base == 2001


def test_only_what_can_be_had_is_offered(rates: Dataset) -> None:
    assert ways(rates, PLAIN, choice_of(PLAIN)) == ["capita", "change", "index"]
    few = replace(PLAIN, until=2001)
    assert ways(rates, few, choice_of(few)) == []


def test_the_datasets_own_claims_stay_as_they_are(rates: Dataset, tmp_path: Path) -> None:
    read(rates, READ["capita"])
    assert all(claim.computation is None for claim in claims_in(rates.joined))
    assert f"{COUNT} capita" not in rates.indicators.index


def test_views_that_share_an_indicator_name_each_of_them_once(real: Dataset) -> None:
    first = View("trends", indicator="homicides", beside="femicides", derived="change")
    other = replace(first, indicator="overdose_deaths")
    indicators = as_read(as_read(real, first), other).indicators
    assert indicators.index.is_unique
    assert {"homicides change", "femicides change", "overdose_deaths change"} <= {*indicators.index}


def test_an_index_without_a_year_has_no_year_in_its_title(real: Dataset) -> None:
    title = view_title(real, View("trends", indicator="border_length", derived="index"))
    assert "None" not in title


def test_what_is_computed_here_is_not_called_the_official_record() -> None:
    view = View("trends", indicator="homicides", derived="change")
    resolved = resolve(REAL, view)
    figure = resolved.draw(LIGHT, WIDE)
    assert figure is not None
    words = " ".join(note.text for note in figure.layout.annotations).replace("<br>", " ")
    assert "(computed here from the official record)" in words
    assert "(official record)" not in words + resolved.alt_text.whole
    panels = resolve(REAL, replace(view, panels="producer")).draw(LIGHT, WIDE)
    assert panels is not None
    names = [note.text.replace("<br>", " ") for note in panels.layout.annotations]
    assert any("computed here from the official record" in name for name in names)
    assert not any("(official record)" in name for name in names)


def test_more_indicators_leave_what_was_worked_out_as_it_is() -> None:
    """None of it depends on indicators."""
    derived = [name for name, kind in vars(Dataset).items() if isinstance(kind, cached_property)]
    for name in derived:
        getattr(REAL, name)
    row = REAL.indicators.iloc[[0]].assign(indicator_id="more").set_axis(["more"])
    more = REAL.with_indicators(row)
    assert list(more.indicators.index) == [*REAL.indicators.index, "more"]
    assert more.kept(lambda dataset: dataset.indicators) is more.indicators
    derived.remove("kept")
    anew = replace(REAL, indicators=more.indicators)
    for name in derived:
        kept, made = getattr(more, name), getattr(anew, name)
        assert kept is getattr(REAL, name)
        if name == "joined":  # its last column is made of claims, which are equal only if the same
            kept, made = kept.drop(columns="claim"), made.drop(columns="claim")
        if isinstance(kept, pd.DataFrame):
            pd.testing.assert_frame_equal(kept, made)
        elif isinstance(kept, (str, frozenset)):
            assert kept == made
        else:
            assert list(kept) == list(made)
