"""A map of states: its outlines, its colours and their bounds, what it says and refuses."""

from __future__ import annotations

import hashlib
import itertools
from dataclasses import replace

import plotly.graph_objects as go
import pytest

from charts.layout.outlines import hatched
from charts.layout.overlaps import misplaced
from charts.marks.classes import MOST, Classes, classes_of
from charts.style.theme import DARK, LIGHT, NARROW, WIDE, Palette, Size
from charts.views.resolve import ResolvedView, resolve
from charts.views.state_map import outlines
from charts.views.titles import view_title
from charts.views.view import View
from loaders.dataset import Dataset, claims_in
from tests.support.paths import ROOT
from tests.support.themes import contrast

RATES = View("trends", indicator="overdose_death_rate", map=2017)
SYNTHETIC = View("trends", indicator="overdose_death_rate_synthetic", map=2016)
LOOKS = list(itertools.product((LIGHT, DARK), (WIDE, NARROW)))


def drawn(resolved: ResolvedView, palette: Palette = LIGHT, size: Size = WIDE) -> go.Figure:
    figure = resolved.draw(palette, size)
    assert figure is not None
    return figure.update_layout(width=size.width)


def states_of(figure: go.Figure) -> dict[str, tuple[float, str, str]]:
    """Return of each state its class, the claim that it leads to and what it tells."""
    (trace,) = figure.select_traces({"type": "choropleth"})
    rows = zip(trace.locations, trace.z, trace.customdata, strict=True)
    return {name: (z, *told) for name, z, told in rows}


def test_each_state_of_the_places_has_an_outline(real: Dataset) -> None:
    for country, own in outlines().items():
        states = set(real.places.index[real.places["parent"] == country])
        assert states - set(own.places) <= {"US-GU", "US-PR"}  # on no map of the states
        assert set(own.places) <= states
        for lines in own.places.values():
            for x, y in itertools.chain.from_iterable(lines):
                assert 0 <= x <= own.width
                assert 0 <= y <= own.height
    assert {country: len(own.places) for country, own in outlines().items()} == {"US": 51, "MX": 32}


def test_the_outlines_are_small_and_those_that_the_readme_names() -> None:
    content = (ROOT / "static" / "state_shapes.json").read_bytes()
    assert len(content) < 150_000
    assert hashlib.sha256(content).hexdigest() in (ROOT / "static" / "README.md").read_text()


@pytest.mark.parametrize(
    ("lowest", "highest", "bounds"),
    [
        (1.8, 53.6, [0, 10, 20, 30, 40, 50, 60]),
        (7.9, 13.0, [7, 8, 9, 10, 11, 12, 13, 14]),
        (0.5, 50.0, [0, 10, 20, 30, 40, 50, 60]),
        (3.0, 3.0, [3.0, 3.1]),
        (0.0, 0.0, [0.0, 0.1]),
    ],
)
def test_classes_are_few_with_round_bounds(
    lowest: float, highest: float, bounds: list[float]
) -> None:
    found = classes_of(lowest, highest)
    assert list(found.bounds) == pytest.approx(bounds)
    assert len(found) <= MOST
    assert found.of(lowest) == 0
    assert found.of(highest) == len(found) - 1
    assert found.bounds[0] <= lowest <= highest < found.bounds[-1]


def test_a_class_holds_its_lower_bound_and_not_its_upper_one() -> None:
    classes = Classes([0, 10, 20, 30])
    assert [classes.of(value) for value in (0, 9.9, 10, 19.9, 20, 29)] == [0, 0, 1, 1, 2, 2]
    assert [classes.words(at) for at in range(3)] == [
        "0 to under 10",
        "10 to under 20",
        "20 to under 30",
    ]


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda p: p.name)
def test_colours_of_classes_go_one_way_from_the_paper(palette: Palette) -> None:
    steps = [contrast(colour, palette.paper) for colour in palette.classes]
    assert steps == sorted(steps)
    assert len(set(Classes(range(8)).colours(palette))) == MOST
    assert Classes([0, 1]).colours(palette) == [palette.classes[0]]


def test_a_map_colours_each_state_by_the_class_of_its_figure(real: Dataset) -> None:
    resolved = resolve(real, RATES)
    figure = drawn(resolved)
    go.Figure(figure.to_dict())  # Plotly takes all of it
    states = states_of(figure)
    assert len(states) == len(resolved.claims) == 51
    assert states["US-WV"][0] == 5
    assert states["US-NE"][0] == 0
    assert states["US-WV"][1] == "nchs-overdose-rate-state-us-wv-2017"
    told = states["US-WV"][2]
    assert told.startswith("<b>West Virginia</b><br><b>53.6 (50.3 to 57.0) deaths per")
    (key,) = figure.select_traces({"name": "key"})
    assert key.text[0] == "0 to under 10"
    assert key.text[-1] == "50 to under 60"


def test_plotly_is_told_of_no_map_of_its_own_that_it_would_fetch(real: Dataset) -> None:
    """It fetches one where its first trace on a map names places, or the base map is seen."""
    figure = drawn(resolve(real, RATES))
    first, *_ = (trace for trace in figure.data if trace.type != "scatter")
    assert first.type == "scattergeo"
    assert first.locations is None
    assert figure.layout.geo.visible is False


@pytest.mark.parametrize(("palette", "size"), LOOKS)
def test_what_has_no_figure_is_hatched_and_says_why(
    real: Dataset, palette: Palette, size: Size
) -> None:
    resolved = resolve(real, SYNTHETIC)
    figure = drawn(resolved, palette, size)
    assert misplaced(figure) == []
    states = states_of(figure)
    assert states["US-AK"][1:] == ("", "<b>Alaska</b><br>no figure: suppressed")
    assert states["US-MT"][1:] == ("", "<b>Montana</b><br>no figure: not shown")
    (key,) = figure.select_traces({"name": "key"})
    assert key.text[-1] == "no figure"
    (strokes,) = figure.select_traces({"name": "no figure"})
    assert len(strokes.lon) > 100
    notes = " ".join(note.text for note in figure.layout.annotations).replace("<br>", " ")
    assert "Alaska, Hawaii and Wyoming (suppressed)" in notes
    assert "NCHS 2021" in notes
    assert "data " + real.version in notes
    assert "Unit: deaths per 100,000 people" in notes


def test_a_hatch_stays_inside_what_it_hatches() -> None:
    square = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]
    strokes = hatched([square], 4)
    assert len(strokes) == 4
    for line in strokes:
        assert len({round(x + y, 6) for x, y in line}) == 1
        assert all(0 <= x <= 10 and 0 <= y <= 10 for x, y in line)


def test_a_map_in_words_has_its_ends_its_middle_and_every_state(real: Dataset) -> None:
    alt = resolve(real, RATES).alt_text
    assert alt.short == (
        "Drug overdose deaths per 100,000 people by state, United States, 2017, a map: 51 places. "
        "Highest: West Virginia 53.6. Lowest: Nebraska 7.92. Median of the places: 21."
    )
    assert "40 to under 50: District of Columbia 44.7, Ohio 43.8, Pennsylvania 42.1." in alt.whole
    synthetic = resolve(real, SYNTHETIC).alt_text
    assert "44 places, 7 without a figure" in synthetic.short
    assert "Lowest: California 0.9, Kansas 0.9 and Texas 0.9." in synthetic.short
    assert "halfway between the two in the middle" in synthetic.whole


@pytest.mark.parametrize(
    ("view", "why"),
    [
        (View("trends", indicator="overdose_deaths", map=2017), "Counts and other totals are not"),
        (View("trends", indicator="homicides", map=2020), "Counts and other totals are not"),
        (View("trends", indicator="gun_background_checks", map=2020), "Counts and other totals"),
        (View("trends", indicator="heroin_seized", map=2017), "There is no map: the official"),
        (replace(RATES, map=2022), "There is no map of 2022: the official record has no figures"),
    ],
)
def test_what_cannot_be_a_map_says_why(real: Dataset, view: View, why: str) -> None:
    resolved = resolve(real, view)
    assert resolved.missing.startswith(why)
    assert resolved.missing.endswith(".")
    assert resolved.draw(LIGHT, WIDE) is None
    assert resolved.alt_text.short == resolved.missing


def test_a_refused_year_names_the_years_that_have_a_map(real: Dataset) -> None:
    resolved = resolve(real, replace(RATES, map=2022))
    assert resolved.missing.endswith("but for 1999–2017.")
    assert list(resolved.map_years) == list(range(1999, 2018))


def test_a_maps_title_has_its_country_and_its_year_once(real: Dataset) -> None:
    heading = "Drug overdose deaths per 100,000 people by state, United States, 2017"
    assert resolve(real, RATES).heading == heading
    assert view_title(real, replace(RATES, since=2001)).startswith(f"{heading} – Trends")


def test_what_is_over_time_has_no_say_in_a_map(real: Dataset) -> None:
    more = replace(RATES, places=("US-AZ",), since=2018, panels="place", scale="log", focus="x")
    assert len(resolve(real, more).claims) == 51


def test_mexican_states_are_coloured_by_shares_of_a_whole(real: Dataset) -> None:
    counts = View("trends", indicator="homicides_firearm", map=2024)
    assert resolve(real, counts).missing.endswith("; choose “Share of the whole” under View.")
    resolved = resolve(real, replace(counts, per="whole"))
    heading = "Homicides by firearm as a share of homicides by state, Mexico, 2024"
    assert resolved.heading == heading
    assert "Unit: percent of homicides" in resolved.alt_text.whole
    for claim in claims_in(resolved.claims):
        part, whole = claim.computation.operands
        assert (part.place_id, part.document_id) == (whole.place_id, whole.document_id)
        assert claim.quantity.low == pytest.approx(
            part.quantity.low / whole.quantity.low * 100, rel=0.005
        )
    for palette, size in LOOKS:
        figure = drawn(resolved, palette, size)
        assert misplaced(figure) == []
        assert {name for name, (_, claim, _) in states_of(figure).items() if claim} == set(
            outlines()["MX"].places
        )


def test_counts_are_coloured_for_each_100_000_people_where_the_record_has_populations(
    real: Dataset,
) -> None:
    counts = View("trends", indicator="gun_background_checks", map=2017)
    refused = resolve(real, counts)
    assert "“Per 100,000 people” under View" in refused.missing
    read = resolve(real, replace(counts, per="capita"))
    assert not read.missing
    assert read.heading.startswith("Firearm background checks per 100,000 people by state")
    (kentucky,) = [c for c in claims_in(read.claims) if c.place_id == "US-KY"]
    checks, people = kentucky.computation.operands
    assert kentucky.quantity.low == round(checks.quantity.low / people.quantity.low * 100_000)
    assert checks.start.year == people.start.year == 2017
    assert "people" in read.subtitle
    drawn(read)


def test_published_rates_are_coloured_where_an_office_has_them(real: Dataset) -> None:
    view = View("trends", indicator="overdose_deaths", map=2017, per="capita")
    read, printed = resolve(real, view), resolve(real, RATES)
    assert read.claims["claim_id"].tolist() == printed.claims["claim_id"].tolist()


def test_there_is_no_map_of_states_whose_population_nobody_has(real: Dataset) -> None:
    view = View("trends", indicator="homicides", map=2020, per="capita")
    assert "no population of these states" in resolve(real, view).missing
    shares = replace(view, indicator="overdose_deaths_synthetic", per="whole")
    assert "part and whole of these states from one document" in resolve(real, shares).missing
