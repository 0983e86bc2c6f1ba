"""Panels: two indicators over one time, each on its own scale; places on one scale or their own."""

from __future__ import annotations

import itertools
import re
from typing import Any

import plotly.graph_objects as go
import pytest

from charts.export.file_names import file_name
from charts.export.settings import ExportSettings
from charts.layout.overlaps import misplaced
from charts.style.theme import DARK, LIGHT, NARROW, WIDE, Palette, Size
from charts.tables.sheets import definition_sheet, row_sheet
from charts.views.resolve import ResolvedView, resolve
from charts.views.titles import view_title
from charts.views.view import View
from loaders.dataset import Dataset
from loaders.queries.listing import partners
from tests.support.figure_text import told_of

SEIZED = View("trends", indicator="heroin_seized", beside="fentanyl_seized")
DEATHS = View("trends", indicator="overdose_deaths", beside="fentanyl_seized")


def drawn(resolved: ResolvedView, palette: Palette = LIGHT, size: Size = WIDE) -> go.Figure:
    figure = resolved.draw(palette, size)
    assert figure is not None
    # Plotly finds nothing wrong with it.
    return go.Figure(figure.to_dict()).update_layout(width=size.width)


def axes(figure: go.Figure, letter: str) -> list[dict[str, Any]]:
    """Return the axes of the panels, the second pair being the key's."""
    own = figure.to_dict()["layout"]
    return [own[n] for n in own if n.startswith(f"{letter}axis") and n != f"{letter}axis2"]


def words(figure: go.Figure) -> list[str]:
    return [note.text.replace("<br>", " ") for note in figure.layout.annotations]


@pytest.mark.parametrize(("palette", "size"), [(LIGHT, WIDE), (DARK, NARROW)])
@pytest.mark.parametrize("view", [SEIZED, DEATHS])
def test_two_indicators_have_one_time_axis_and_a_scale_each(
    real: Dataset, view: View, palette: Palette, size: Size
) -> None:
    resolved = resolve(real, view)
    figure = drawn(resolved, palette, size)
    across, up = axes(figure, "x"), axes(figure, "y")
    assert len(across) == len(up) == 2
    assert len({tuple(axis["range"]) for axis in across}) == 1
    assert len({tuple(axis["domain"]) for axis in across}) == 1
    upper, lower = (axis["domain"] for axis in up)
    assert upper[0] > lower[1], "the first indicator stands above the other"
    assert len({axis["range"][1] for axis in up}) == 2
    assert not any("overlaying" in axis for axis in up)
    by_panel = told_of(figure)
    ids = [name for own in by_panel.values() for name in own]
    dated = resolved.claims[resolved.claims["start"].notna()]
    assert sorted(ids) == sorted(dated["claim_id"])
    indicators = dict(zip(dated["claim_id"], dated["indicator_id"], strict=True))
    assert [{indicators[n] for n in own} for own in by_panel.values()] == [
        {view.indicator},
        {view.beside},
    ]
    assert not misplaced(figure)


def test_each_panel_names_what_it_measures_and_the_notes_are_of_both(real: Dataset) -> None:
    found = words(drawn(resolve(real, DEATHS)))
    assert "Drug overdose deaths, United States, and fentanyl seized" in found
    assert (
        "Units: deaths above, kilograms below; one time axis, each panel on its own scale" in found
    )
    assert "Deaths from an overdose of any drug. Unit: deaths" in found
    assert "Fentanyl seized by the authorities, by weight. Unit: kilograms" in found
    (note,) = (text for text in found if "Cited Figures, data" in text)
    assert re.search(r"Drug overdose deaths: \d+ of the \d+ figures are estimates\.", note)
    assert "Breier 2023 ¶2" in note
    assert "Felbab-Brown 2020a ¶107" in note


def test_places_beside_another_indicator_have_the_scale_of_theirs(real: Dataset) -> None:
    for scales, several in (("same", 2), ("own", 5), ("", 5)):
        view = View(**{**vars(SEIZED), "panels": "place", "scales": scales})
        figure = drawn(resolve(real, view))
        assert len({tuple(axis["range"]) for axis in axes(figure, "x")}) == 1
        assert len({axis["range"][1] for axis in axes(figure, "y")}) == several
        assert "Heroin seized, Mexico" in words(figure)


@pytest.mark.parametrize("scale", ["", "log"])
def test_panels_on_their_own_scales_say_so_and_each_has_numbers(real: Dataset, scale: str) -> None:
    view = View("trends", indicator="fentanyl_seized", panels="place", scale=scale)
    common, own = (
        drawn(resolve(real, View(**{**vars(view), "scales": s}))) for s in ("same", "own")
    )
    for figure, several in ((common, 1), (own, 3)):
        ups = axes(figure, "y")
        assert len({tuple(axis["range"]) for axis in ups}) == several
        assert sum(axis["showticklabels"] for axis in ups) == several
        sentence = "each panel on its own scale" if several > 1 else "the same scale in each panel"
        assert any(sentence in text for text in words(figure))
    places = sorted(tuple(axis["domain"]) for axis in axes(own, "x"))
    assert all(one[1] < other[0] for one, other in itertools.pairwise(places))
    assert not misplaced(own)


def test_what_cannot_be_drawn_is_named(real: Dataset) -> None:
    resolved = resolve(real, View("trends", indicator="homicides", beside="fentanyl_potency"))
    assert resolved.draw(LIGHT, WIDE) is None
    assert resolved.missing.startswith("Two panels cannot be drawn. Strength of fentanyl")
    assert "which period it is for" in resolved.missing


def test_no_indicator_stands_beside_itself(real: Dataset) -> None:
    view = View("trends", indicator="homicides", beside="homicides")
    assert resolve(real, view).view.beside == ""
    assert resolve(real, view).shape == "time"


def test_events_of_both_indicators_stand_on_both_panels_once(real: Dataset) -> None:
    view = View("trends", indicator="guns_submitted", beside="fentanyl_seized", events=True)
    single = View("trends", indicator="fentanyl_seized", events=True)
    (note,) = (text for text in words(drawn(resolve(real, view))) if "Cited Figures, data" in text)
    assert note.count("China controls all fentanyl analogues") == 1
    assert "China controls all fentanyl analogues" in " ".join(words(drawn(resolve(real, single))))


def test_files_have_the_rows_and_the_names_of_both(real: Dataset) -> None:
    resolved = resolve(real, SEIZED)
    sheet = row_sheet(real, resolved.claims)
    at = sheet.columns.index("indicator")
    assert {row[at] for row in sheet.rows} == {"Heroin seized", "Fentanyl seized"}
    defined = definition_sheet(real, resolved.claims).rows
    assert [row[1] for row in defined if row[0] == "indicator"] == [
        "Heroin seized",
        "Fentanyl seized",
    ]
    name = file_name(resolved, ExportSettings("csv"))
    assert name == "trends-heroin-seized-beside-fentanyl-seized.csv"
    assert view_title(real, SEIZED).startswith("Heroin seized and fentanyl seized –")


def test_partners_of_the_same_kind_come_first(real: Dataset) -> None:
    found = partners(real, "heroin_seized")
    assert "fentanyl_seized" in found[:4]
    assert "homicides_firearm" in partners(real, "homicides")[:4]
    assert "heroin_seized" not in found
    assert found.index("fentanyl_seized") < found.index("guns_manufactured")
