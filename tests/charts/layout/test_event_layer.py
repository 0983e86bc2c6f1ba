"""Dated events: which belong to a chart, what the layer draws, and that no text is on another."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pandas as pd
import plotly.graph_objects as go
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from charts.layout.event_labels import GAP, MOST_TITLES, plot_area
from charts.layout.event_layer import EventLayer, event_layer, events_note, with_events
from charts.layout.figure_layout import EDGE, LABEL_WIDTH, Layout, Lines
from charts.marks.axes import Ranges
from charts.style.fonts import text_width
from charts.style.theme import LIGHT, NARROW, WIDE, Size
from loaders.__main__ import main
from loaders.dataset import Dataset, load
from loaders.queries.events import events_of
from loaders.queries.selection import records
from loaders.schema.row_rules import MOST_WORDS
from loaders.values.edtf import parse_period
from tests.support.adding import copied
from tests.support.examples import fewer
from tests.support.paths import GRAMMAR
from tests.support.themes import SIZES

FERRIES = load(GRAMMAR)
YEARS = Ranges(2000.0, 2010.0, 100.0)


def room(size: Size) -> Layout:
    right = LABEL_WIDTH if size.labels_beside else EDGE
    return Layout(size, Lines(["Title"], [], ["unit"], ["Source."]), size.plot_height, right=right)


def layer_of(events: pd.DataFrame, size: Size = WIDE, shown: Ranges = YEARS) -> EventLayer:
    return event_layer(FERRIES, events, shown, plot_area(room(size)), LIGHT)


def made(dates: list[str], titles: list[str]) -> pd.DataFrame:
    """Return events of the grammar's documents, at these dates and with these titles."""
    like = FERRIES.events.iloc[[0] * len(dates)]
    periods = [parse_period(date) for date in dates]
    return like.assign(
        date=dates,
        title=titles,
        start=pd.to_datetime([period.start for period in periods]).astype("datetime64[s]"),
        end=pd.to_datetime([period.end for period in periods]).astype("datetime64[s]"),
    )


def test_events_are_those_of_the_indicators_topic_in_the_order_of_time(real: Dataset) -> None:
    found = events_of(real, "overdose_deaths")
    assert len(found)
    assert all("overdose_deaths" in cell.split(";") for cell in found["topics"])
    assert found["start"].is_monotonic_increasing
    assert events_of(real, "homicides").index[0] == "drug-war-2006"


def test_what_happens_in_a_part_of_a_country_stands_on_no_chart_of_another_place(
    real: Dataset,
) -> None:
    strips = "test-strips-arizona-2022"
    for name in ("morphine_needed", "chronic_pain"):  # of Mexico
        assert strips not in events_of(real, name).index
    assert strips in events_of(real, "opiate_users_fentanyl").index  # of the United States
    assert strips in events_of(real, "prevention_centers").index  # of Arizona
    assert "china-controls-analogues-2019" in events_of(real, "fentanyl_seized").index
    assert "lab-culiacan-2017" in events_of(real, "fentanyl_seized").index
    assert "lab-culiacan-2017" not in events_of(real, "fentanyl_seized", places=["US"]).index


def test_years_keep_the_events_that_touch_them() -> None:
    def ids(**years: int) -> list[str]:
        return list(events_of(FERRIES, "ferry_passengers", **years).index)

    assert ids() == list(FERRIES.events.index)
    assert ids(since=2007) == ["strike-2006", "fire-2008"]
    assert ids(until=2004) == ["pier-built-2001", "bridge-opens-2004"]
    assert ids(since=2004, until=2006) == ["bridge-opens-2004", "strike-2006"]
    assert ids(since=2011) == []


def test_an_open_beginning_touches_every_year_before_its_end() -> None:
    events = FERRIES.events.assign(date="../2004", start=pd.NaT)
    found = events_of(
        type(FERRIES)(**{**vars_of(FERRIES), "events": events}), "ferry_passengers", until=1900
    )
    assert len(found) == len(events)
    assert layer_of(events).events[0].x0 == 0


def vars_of(dataset: Dataset) -> dict[str, object]:
    return {name: getattr(dataset, name) for name in dataset.__dataclass_fields__}


def test_the_curated_events_keep_to_few_words_of_the_texts(real: Dataset) -> None:
    events = real.events
    assert len(events) >= 40
    assert max(len(words.split()) for words in events["as_printed"]) <= MOST_WORDS
    analysed = real.documents.index[real.documents["kind"] == "analysed"]
    assert set(events["document_id"]) <= set(analysed)
    assert not events["start"].isna().any()


def test_few_events_on_a_wide_figure_are_written_out_beside_their_lines() -> None:
    layer = layer_of(FERRIES.events)
    assert [note["text"] for note in layer.annotations] == [
        "A pier is built",
        "A bridge opens",
        "Crews strike for a year",
        "A &lt;ferry&gt; burns &amp; sinks",
    ]
    assert layer.notes == [
        "Events: A pier is built, 2001 (Berg 2020 ¶40); A bridge opens, May 2004 (Berg 2020 ¶41); "
        "Crews strike for a year, Mar 2006 – Feb 2007 (Dahl & Moe 2021 ¶42); "
        "A <ferry> burns & sinks, 3 Sep 2008, inferred (Dahl & Moe 2021 ¶43)."
    ]


def test_on_a_phone_events_are_numbered_and_listed() -> None:
    layer = layer_of(FERRIES.events, NARROW)
    assert [note["text"] for note in layer.annotations] == ["1", "2", "3", "4"]
    assert layer.notes[1] == "2. A bridge opens, May 2004 (Berg 2020 ¶41)."
    assert layer.height < 30


def test_more_than_four_events_are_numbered_and_neighbours_share_a_frame() -> None:
    layer = layer_of(made(["2001-01", "2004-01", "2004-02", "2004-03", "2008-01"], ["Same"] * 5))
    assert [note["text"] for note in layer.annotations] == ["1", "2–4", "5"]
    assert [len(name.events) for name in layer.labels] == [1, 3, 1]
    go.Figure(layout={"shapes": layer.shapes, "annotations": layer.annotations})
    assert layer.annotations[1]["hovertext"].count("<b>Same</b>") == 3
    assert len(layer.notes) == 5
    flat = [s for s in layer.shapes if s["type"] == "line" and s["y0"] == s["y1"]]
    assert len(flat) == 1  # what ties the three lines together


def test_a_date_known_to_the_year_is_a_band_and_a_day_is_a_line() -> None:
    layer = layer_of(FERRIES.events)
    bands = [shape for shape in layer.shapes if shape["type"] == "rect"]
    lines = [shape for shape in layer.shapes if shape["type"] == "line"]
    assert [(round(b["x0"], 2), round(b["x1"], 2)) for b in bands] == [
        (2001, 2002),
        (2006.16, 2007.16),
    ]
    assert len(lines) == 4
    assert {line["line"]["dash"] for line in lines} == {"dot"}
    assert [line["y0"] for line in lines] == [0, -WIDE.plot_height, 0, -WIDE.plot_height]


def test_what_the_axis_does_not_show_is_left_out_and_the_rest_is_cut_to_it() -> None:
    layer = layer_of(FERRIES.events, shown=Ranges(2001.5, 2006.5, 1.0))
    assert [event.row.event_id for event in layer.events] == [
        "pier-built-2001",
        "bridge-opens-2004",
        "strike-2006",
    ]
    assert (layer.events[0].x0, layer.events[-1].x1) == (0, room(WIDE).plot_width)
    assert layer_of(FERRIES.events, shown=Ranges(1900, 1910, 1.0)) == EventLayer()
    assert layer_of(FERRIES.events.iloc[:0]) == EventLayer()


def test_an_event_that_is_pointed_at_tells_its_date_words_and_paragraph() -> None:
    told = layer_of(FERRIES.events).annotations[3]["hovertext"]
    assert told == (
        "<b>A &lt;ferry&gt; burns &amp; sinks</b><br>3 Sep 2008 (inferred by us)<br>"
        "A ferry sinks after a fire.<br>“the fire on the ferry”<br>Dahl &amp; Moe 2021 ¶43"
    )


def test_tags_and_escapes_of_the_text_are_not_drawn() -> None:
    events = FERRIES.events.iloc[:1].assign(as_printed="in 2001<sup>4</sup> for \\$3")
    assert "“in 20014 for $3”" in layer_of(events).annotations[0]["hovertext"]


def test_a_layout_makes_room_for_the_names_and_their_notes() -> None:
    before, layer = room(NARROW), layer_of(FERRIES.events, NARROW)
    after = with_events(before, layer)
    assert after.top == before.top + layer.height
    assert after.lines.notes[-1] == "Source."
    assert " ".join(after.lines.notes[:-1]) == " ".join(layer.notes)
    assert with_events(before, EventLayer()) == before


def test_nothing_is_noted_where_there_are_no_events() -> None:
    assert events_note(FERRIES, [], numbered=False) == []
    assert events_note(FERRIES, [], numbered=True) == []


DATES = st.one_of(
    st.dates(pd.Timestamp("1999-01-01").date(), pd.Timestamp("2011-12-31").date()).map(str),
    st.builds("{}-{:02}".format, st.integers(1999, 2011), st.integers(1, 12)),
    st.integers(1999, 2011).map(str),
    st.builds("[{0}-02..{0}-{1:02}?]".format, st.integers(1999, 2011), st.integers(2, 12)),
    st.just("../2003"),
)
TITLES = st.text("abcdefghij <>&W", min_size=1, max_size=45)


def extent(note: dict[str, object], size: Size, plot: float) -> tuple[float, float]:
    """Return the pixels that a text takes in a plot so wide."""
    shown = str(note["text"]).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    width = text_width(shown, size.note_size) + (4 if "bordercolor" in note else 0)
    part = (float(str(note["x"])) - YEARS.x0) / (YEARS.x1 - YEARS.x0)
    at = part * plot + float(str(note["xshift"]))
    left = {"left": at, "center": at - width / 2, "right": at - width}[str(note["xanchor"])]
    return left, left + width


@fewer(3)
@given(
    events=st.lists(st.tuples(DATES, TITLES), max_size=30),
    size=st.sampled_from(list(SIZES)),
    wider=st.sampled_from([1.0, 1.2]),
)
def test_no_text_is_on_another_nor_outside_and_no_line_runs_into_one(
    events: list[tuple[str, str]], size: str, wider: float
) -> None:
    own = SIZES[size]
    layer = layer_of(made([date for date, _ in events], [title for _, title in events]), own)
    layout = room(own)
    plot = layout.plot_width * wider  # as a page has it that is wider than the figure was laid out
    boxes = [(*extent(note, own, plot), note["yshift"]) for note in layer.annotations]
    for (left, right, row), (other_left, other_right, other_row) in itertools.combinations(
        boxes, 2
    ):
        assert row != other_row or right <= other_left or other_right <= left
    for left, right, row in boxes:
        assert left >= -layout.left - 1e-6
        assert right <= plot + layout.right + 1e-6
        assert 0 < row < layer.height
    for name, other in itertools.permutations(layer.labels, 2):
        crossing = [event.x for event in other.events if other.row >= name.row]
        assert not any(name.left - GAP / 2 < x < name.right + GAP / 2 for x in crossing)
    named = [event.number for name in layer.labels for event in name.events]
    assert sorted(named) == list(range(1, len(layer.events) + 1))
    if len(layer.events) > MOST_TITLES or not own.labels_beside:
        assert named == sorted(named)
        assert len(layer.notes) == len(layer.events)


@given(title=TITLES, note=TITLES)
def test_the_layer_changes_none_of_its_rows(title: str, note: str) -> None:
    events = made(["2004", "2003-02"], [title, note])
    before = events.copy()
    layer_of(events)
    pd.testing.assert_frame_equal(events, before)


def test_an_event_is_added_with_the_day_on_which_it_came_in(tmp_path: Path) -> None:
    folder = copied(tmp_path / "data")
    row = records(load(folder).events)[0]
    cells = {name: row[name] for name in ("title", "description", "topics", "document_id")}
    cells |= {"locator": "para 3", "as_printed": "in 1990", "date": "1990"}
    (tmp_path / "rows.jsonl").write_text(json.dumps({"event_id": "another", **cells}))
    options = ["--jsonl", str(tmp_path / "rows.jsonl"), "--datasets", str(folder)]
    result = CliRunner().invoke(main, ["add", "events", *options])
    assert result.output == "added 1 to events.csv\n"
    assert load(folder).events.loc["another", "added"] != ""
