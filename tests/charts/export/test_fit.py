"""Charts in pictures of a given size: nothing on another, nothing cut off, what is missing told."""

from __future__ import annotations

import re

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.export import formats
from charts.export.browser import PictureError
from charts.export.fit import NO_ROOM, fit, fitted
from charts.layout.figure_layout import CODE, plot_height
from charts.layout.figure_notes import condensed
from charts.layout.overlaps import boxes, misplaced
from charts.style.fonts import text_width
from charts.style.sizes import FRAMES, LEAST, MOST, NARROWEST, Frame, named_frame, own_frame
from charts.style.theme import DARK, LIGHT, NARROW, WIDE, Room, Size
from charts.views.resolve import ResolvedView, resolve
from charts.views.view import View
from loaders.dataset import Dataset
from tests.support.views import charts

FOOTED = Room(foot="Data last changed on 24 November 2026.")
SMALLEST, LONGEST = own_frame(LEAST, LEAST), own_frame(1440, LEAST)
TALLEST = own_frame(LEAST, 1440)
# Those with the most rows, the longest notes, the longest title, panels and events.
HARD = (
    View("compare", indicator="guns_manufactured"),
    View("compare", indicator="gun_background_checks"),
    View("compare", comparison="illicit_crop_land"),
    View("compare", indicator="guns_submitted_us_share"),
    View("trends", indicator="poppy_area"),
    View("trends", indicator="fentanyl_seized", panels="place"),
    View("trends", indicator="fentanyl_seized", panels="place", scale="log", events=True),
    View("trends", indicator="poppy_area", panels="producer", notes=True),
    View("trends", indicator="overdose_deaths", events=True),
    View("trends", indicator="fentanyl_lethal_supply"),
)


def words(figure: go.Figure) -> str:
    return " ".join(box.text for box in boxes(figure))


def held(resolved: ResolvedView, frame: Frame, room: Room = FOOTED) -> go.Figure:
    figure = fit(resolved, LIGHT, frame, room)
    assert misplaced(figure) == [], (resolved.view, frame.name)
    proportion = figure.layout.width / figure.layout.height
    assert proportion == pytest.approx(frame.width / frame.height, rel=0.004)
    return figure


@pytest.mark.parametrize("at", range(len(HARD)))
def test_nothing_lies_on_another_or_is_cut_off(real: Dataset, at: int) -> None:
    frames = [*FRAMES.values(), SMALLEST]
    resolved = resolve(real, HARD[at])
    for frame in (frames[at % 6], frames[(at + 3) % 6]):
        figure = held(resolved, frame)
        assert "CC BY 4.0. Data last changed on 24 November 2026." in words(figure)


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_nothing_lies_on_another_on_a_page(real: Dataset, size: Size) -> None:
    for view in HARD:
        figure = resolve(real, view).draw(LIGHT, size)
        assert figure is not None
        assert misplaced(figure.update_layout(width=size.width)) == [], view


def test_on_a_phone_the_names_of_the_series_stand_under_the_axis(settled: Dataset) -> None:
    figure = resolve(settled, View("trends", indicator="homicides")).draw(LIGHT, NARROW)
    assert figure is not None
    figure.update_layout(width=NARROW.width)
    axis = figure.layout.margin.t + plot_height(figure)
    names = [box for box in boxes(figure) if "INEGI, 1990–2016: 24,559" in box.text]
    assert names
    assert all(box.top > axis for box in names)


@pytest.mark.stress
def test_nothing_lies_on_another_in_any_chart_and_size(real: Dataset) -> None:
    wrong, count = [], 0
    for own in charts(real):
        for frame in (*FRAMES.values(), SMALLEST, LONGEST, TALLEST):
            try:
                fit(own, LIGHT, frame, FOOTED)
            except PictureError as error:
                wrong.append(f"{own.view} {frame.name}: {error}")
                continue
            count += 1
    assert wrong == []
    assert count > 1500


@pytest.mark.parametrize("view", [HARD[0], View("disagreements")])
def test_what_is_left_out_is_counted_in_the_picture(settled: Dataset, view: View) -> None:
    resolved = resolve(settled, view)
    assert resolved.rows is not None
    rows, told = resolved.rows().rows, words(held(resolved, FRAMES["slide"]))
    found = re.search(rf"(\d+) of {len(rows)} rows, the newest, the highest and the lowest", told)
    assert found
    assert 8 <= int(found[1]) < len(rows)


def test_the_newest_the_highest_and_the_lowest_row_are_left_out_last(settled: Dataset) -> None:
    resolved = resolve(settled, HARD[0])
    assert resolved.rows is not None
    chart = resolved.rows()
    newest = max(chart.rows, key=lambda row: row.until)
    ends = {n for row in chart.rows for one in row.marks for n in (one.mark.low, one.mark.high)}
    for most in (3, 10):
        kept = chart.kept(most).rows
        drawn = {n for row in kept for one in row.marks for n in (one.mark.low, one.mark.high)}
        assert len(kept) == most and newest in kept
        assert {min(ends), max(ends)} <= drawn
        assert [row for row in chart.rows if row in kept] == list(kept)


def test_rows_lose_their_small_print_before_any_is_left_out(settled: Dataset) -> None:
    told = words(held(resolve(settled, HARD[1]), FRAMES["slide"]))
    assert " rows, the newest" not in told


def test_a_plain_picture_has_no_title_but_its_unit_and_a_line_of_sources(real: Dataset) -> None:
    resolved = resolve(real, HARD[4])
    figure = fit(resolved, DARK, FRAMES["square"], Room(plain=True, foot="Never."))
    told = words(figure)
    assert resolved.heading not in told
    assert resolved.subtitle.rpartition(": ")[2] in told
    (sources,) = (str(n.text) for n in figure.layout.annotations if "Source" in str(n.text))
    assert "<br>" not in sources and real.site.terms.name in sources
    assert "Never." not in told
    assert "official record" in told  # the key of the marks stays


def test_type_is_as_large_as_the_chart_allows(settled: Dataset) -> None:
    views = (View("trends", indicator="guns_manufactured"), HARD[1])
    few, many = (resolve(settled, view) for view in views)
    slide = FRAMES["slide"]
    widths = [fit(own, LIGHT, slide, FOOTED).layout.width for own in (few, many)]
    assert widths[0] == slide.widths[0] < widths[1]


def test_a_size_that_holds_nothing_gets_a_sentence(real: Dataset) -> None:
    with pytest.raises(PictureError, match=re.escape(NO_ROOM)):
        fit(resolve(real, HARD[3]), LIGHT, Frame("tiny", "Tiny", 1000, 20), FOOTED)


@pytest.mark.parametrize(
    ("width", "height", "dots", "why"),
    [
        (479, 600, 96, "The width 479 is outside the bounds: 480 to 4,000 pixels."),
        (600, 4001, 96, "The height 4,001 is outside the bounds: 480 to 4,000 pixels."),
        (4000, 500, 96, "4,000 by 500 is too long: one side may be 3 times the other at most."),
        (800, 600, 72, "A picture of this size has 96 to 600 dots an inch, and not 72."),
        (4000, 3000, 300, "A picture of this size has 96 to 144 dots an inch, and not 300."),
    ],
)
def test_an_own_size_has_bounds(width: int, height: int, dots: int, why: str) -> None:
    with pytest.raises(ValueError, match=re.escape(why)):
        own_frame(width, height, dots)


def test_a_size_with_dots_an_inch_is_as_large_on_paper_and_has_its_own_name() -> None:
    frame = own_frame(800, 600, 300)
    assert named_frame(frame.name) == frame
    assert (frame.pixels, frame.pixels_a_metre) == ((2500, 1875), 11811)
    assert own_frame(800, 600, 96) == own_frame(800, 600) == named_frame("800x600")


@given(st.integers(LEAST, MOST), st.integers(LEAST, MOST))
def test_the_first_type_that_is_tried_in_an_own_size_reads_well(width: int, height: int) -> None:
    if max(width, height) <= 3 * min(width, height):
        frame = own_frame(width, height)
        assert frame.pixels == (width, height)
        assert frame.widths == tuple(sorted(set(frame.widths)))
        assert frame.widths[0] <= max(frame.widest, NARROWEST)


@pytest.mark.parametrize("name", FRAMES)
def test_type_keeps_its_floor_or_a_sentence_says_so(settled: Dataset, name: str) -> None:
    frame, told = FRAMES[name], set()
    for view in (HARD[8], HARD[0], View("trends", indicator="fentanyl_lethal_supply")):
        resolved = resolve(settled, view)
        if resolved.missing:
            continue
        found = fitted(resolved, LIGHT, frame, FOOTED)
        smallest = min(note.font.size for note in found.figure.layout.annotations if note.text)
        floor = frame.floor
        seen = smallest * frame.width / found.figure.layout.width * floor.per_pixel
        under = [text for text in found.said if f"under the {floor.least:.0f} {floor.unit}" in text]
        assert bool(under) == (seen < floor.least - 0.1), (name, view, seen)
        told.add(bool(under))
    assert False in told


def test_what_a_size_does_not_hold_is_said_before(settled: Dataset) -> None:
    resolved = resolve(settled, HARD[0])
    assert resolved.rows is not None
    count = len(resolved.rows().rows)
    said = " ".join(fitted(resolved, LIGHT, FRAMES["slide"], FOOTED).said)
    (out,) = re.findall(rf"(\d+) of {count} rows are left out", said)
    drawn = words(fit(resolved, LIGHT, FRAMES["slide"], FOOTED))
    assert f"{count - int(out)} of {count} rows" in drawn


@pytest.mark.parametrize("at", [0, 4, 5])
def test_a_code_that_leads_back_lies_on_nothing(settled: Dataset, at: int) -> None:
    room = Room(foot=FOOTED.foot, code="https://figures.example.org/trends?indicator=poppy_area")
    for name in ("slide", "square", "story"):
        figure = held(resolve(settled, HARD[at]), FRAMES[name], room)
        (image,) = figure.layout.images
        (box,) = (box for box in boxes(figure) if box.text == image.name)
        assert box.right - box.left == pytest.approx(CODE, abs=1)
        assert box.bottom - box.top == pytest.approx(CODE, abs=1)


def test_a_phone_story_leaves_its_ends_to_the_viewer(settled: Dataset) -> None:
    frame = FRAMES["story"]
    for view in (HARD[1], HARD[4], HARD[8]):
        figure = fit(resolve(settled, view), LIGHT, frame, FOOTED)
        high = figure.layout.height
        assert min(box.top for box in boxes(figure)) >= 0.14 * high, view
        assert max(box.bottom for box in boxes(figure)) <= 0.8 * high, view


SITE = "Flood figures"
NOTE = f"Source: A 2020 ¶1; B 2021 ¶2, citing C 2019; D 2022 ¶3. {SITE}, data 1.0, CC BY 4.0."


def test_notes_are_whole_where_there_is_room() -> None:
    assert condensed(["One.", NOTE], 1000, 11, None) == ["One.", NOTE]
    assert condensed(["One.", NOTE], 1000, 11, 2) == ["One.", NOTE]


def test_statements_go_before_sources_and_the_foot_stays() -> None:
    two = condensed(["One.", "Two.", "Three.", NOTE], 1000, 11, 3)
    assert two == ["One.", "And 2 more, in the table of the chart's rows.", NOTE]
    many = "; ".join(f"Author {n} 2020 ¶{n}" for n in range(20))
    short = condensed(["One.", f"Source: {many}. {SITE}, data 1.0, CC BY 4.0."], 500, 11, 4)
    assert short[0] == "And 1 more, in the table of the chart's rows."
    told = " ".join(short[1:])
    found = re.search(r"; and (\d+) more, in full in the description that this file carries", told)
    assert found
    assert told.count("Author") + int(found[1]) == 20
    assert len(short) <= 4
    least = condensed([NOTE], 300, 11, 1)
    assert " ".join(least).startswith("Sources: 3, in full in the description of this file.")
    assert " ".join(least).endswith("CC BY 4.0.")


@given(
    st.lists(st.text("abc ;.", min_size=1, max_size=60), max_size=6),
    st.integers(150, 1000),
    st.integers(1, 12),
)
def test_condensed_notes_always_end_with_the_version(
    texts: list[str], width: int, most: int
) -> None:
    lines = condensed([*texts, NOTE], width, 11, most)
    assert " ".join(lines).endswith("CC BY 4.0.")
    assert all(text_width(line, 11) <= width for line in lines)


def test_texts_on_one_another_and_cut_off_are_found() -> None:
    note = {"xref": "paper", "yref": "paper", "x": 0, "y": 1, "xanchor": "left", "yanchor": "top"}
    one = {**note, "text": "first", "font": {"size": 10}, "showarrow": False}
    layout = {"width": 200, "height": 100, "margin": dict.fromkeys("lrtb", 10)}
    figure = go.Figure(
        layout={**layout, "annotations": [one, {**one, "text": "second", "xshift": 9}]}
    )
    assert misplaced(figure) == ["'first' on 'second'"]
    figure.layout.annotations[1].update(xshift=170)
    assert misplaced(figure) == ["cut off: 'second'"]


def test_a_picture_says_which_signs_no_font_here_has(
    settled: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = View("compare", comparison="gun_us_shares", title="Guns \u6f22\u5b57")
    resolved, own = resolve(settled, view), Room(foot="Dated today.")
    for has, said in ((lambda _: False, "No font here has the signs U+6F22, U+5B57."), (bool, "")):
        monkeypatch.setattr(formats, "installed_has", has)
        figure = formats.draw_picture(resolved, formats.ExportSettings(), own)
        (note,) = [box.text for box in boxes(figure) if "Dated today." in box.text]
        assert note.endswith("Dated today." + (f" {said}" if said else ""))
