"""What the chart of coverage draws and says, from counts that are made up here."""

from __future__ import annotations

import dataclasses

import pandas as pd
import plotly.graph_objects as go
import pytest

from charts.builders.coverage import (
    REASON_MEANINGS,
    REASON_WORDS,
    alternative,
    audited_words,
    counts_by_document,
    coverage_figure,
    numeral_counts,
)
from charts.page_parts.sections.sources import counted_words
from charts.style.theme import DARK, LIGHT, WIDE, Palette, Size
from loaders.citations.works import Work
from loaders.dataset import Dataset
from loaders.values.codelists import REASONS
from tests.support.real import REAL
from tests.support.themes import PALETTES, SIZES, contrast

ROWS = (
    ("felbabbrown2020", "claim", 61),
    ("felbabbrown2020", "bibliographic", 503),
    ("felbabbrown2020", "date", 190),
    ("felbabbrown2020", "idiom", 4),
    ("mann2023", "claim", 8),
    ("mann2023", "date", 3),
    ("mann2023", "page_furniture", 4),
)


def audited(*rows: tuple[str, str, int]) -> Dataset:
    table = pd.DataFrame(rows, columns=["document_id", "accounted_by", "numerals"]).astype("str")
    return dataclasses.replace(REAL, coverage=table, version="1.2.3+abcdef0")


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return audited(*ROWS)


def drawn(dataset: Dataset, size: Size = WIDE, palette: Palette = LIGHT) -> go.Figure:
    figure = coverage_figure(dataset, size, palette)
    assert figure is not None
    return figure


def texts(figure: go.Figure) -> str:
    return "\n".join(note.text.replace("<br>", " ") for note in figure.layout.annotations)


def test_without_an_audit_there_is_no_figure() -> None:
    empty = audited()
    assert coverage_figure(empty, WIDE, LIGHT) is None
    assert numeral_counts(empty).empty


def test_a_text_that_is_curated_in_part_says_so() -> None:
    documents = REAL.documents.assign(curated="")
    documents.loc["mann2023", "curated"] = "para 1-12; para 20"
    made = dataclasses.replace(audited(*ROWS), documents=documents)
    part = "curated in part: paragraphs 1–12 and 20"
    assert f"15 numerals ({part})" in texts(drawn(made))
    assert texts(drawn(made)).count("in part") == alternative(made).count("in part") == 1
    told = counted_words(made, "mann2023")
    assert told.startswith(f"C{part[1:]}. Of their 15 numerals: 8 in claims")
    assert counted_words(made, "felbabbrown2020").startswith("Of its 758 numerals: 61 in claims")


def test_counts_are_the_tables_own(dataset: Dataset) -> None:
    assert counts_by_document(numeral_counts(dataset)) == {
        "felbabbrown2020": {
            "numerals": 758,
            "claim": 61,
            "bibliographic": 503,
            "date": 190,
            "page_furniture": 0,
            "idiom": 4,
        },
        "mann2023": {
            "numerals": 15,
            "claim": 8,
            "bibliographic": 0,
            "date": 3,
            "page_furniture": 4,
            "idiom": 0,
        },
    }


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_bars_begin_with_the_claims_and_fill_the_whole(dataset: Dataset, size: Size) -> None:
    figure = drawn(dataset, size)
    assert figure.data[0].name == "claim"
    assert figure.data[0].marker.color == LIGHT.series[0]
    assert {bar.marker.color for bar in figure.data[1:]} == {LIGHT.grid}
    ends: dict[str, float] = {}
    for bar in figure.data:
        for base, width, (name, _) in zip(bar.base, bar.x, bar.customdata, strict=True):
            assert base == pytest.approx(ends.get(name, 0.0))
            ends[name] = base + width
    assert ends == {"felbabbrown2020": pytest.approx(1), "mann2023": pytest.approx(1)}


def test_every_count_stands_in_words_beside_its_bar(dataset: Dataset) -> None:
    said = texts(drawn(dataset))
    works = dataset.works
    assert f"{works['felbabbrown2020'].short()}: 758 numerals" in said
    assert "61 in claims (8%); excluded: references 503, dates 190, idioms 4" in said
    assert f"{works['mann2023'].short()}: 15 numerals" in said
    assert "8 in claims (53%); excluded: dates 3, page furniture 4" in said


def test_title_unit_source_and_version_stand_in_the_picture(dataset: Dataset) -> None:
    said = texts(drawn(dataset))
    for part in (
        "What became of each numeral",
        "Per cent of each text's numerals",
        "Source: ",
        "CC BY 4.0",
    ):
        assert part in said
    assert "data 1.2.3+abcdef0" in said


def test_no_label_is_wider_than_its_part_of_the_bar(dataset: Dataset) -> None:
    for size in SIZES.values():
        figure = drawn(dataset, size)
        width = size.width - figure.layout.margin.l - figure.layout.margin.r
        for bar in figure.data:
            for text, share in zip(bar.text, bar.x, strict=True):
                assert len(text) * size.note_size * 0.55 < share * width or not text


def test_who_does_not_see_the_chart_is_told_its_counts(dataset: Dataset) -> None:
    said = alternative(dataset)
    for own in counts_by_document(numeral_counts(dataset)).values():
        assert audited_words(own) in said


def test_a_document_without_exclusions_or_claims_is_drawn() -> None:
    figure = drawn(audited(("mann2023", "claim", 3), ("breier2023", "date", 2)))
    assert [list(bar.x) for bar in figure.data] == [[1.0], [1.0]]
    assert "0 in claims (0%); excluded: dates 2" in texts(figure)
    assert "3 in claims (100%)" in texts(figure)


def test_a_name_with_markup_is_drawn_as_it_stands(dataset: Dataset) -> None:
    fields = {"author": "{<b>Mann</b> & <img src=x>}", "title": "T", "year": "2023"}
    works = {**dataset.works, "mann2023": Work("mann2023", "book", fields, 1)}
    figure = drawn(dataclasses.replace(dataset, works=works))
    assert "Mann &amp; &lt;img src=x&gt;" in texts(figure)
    assert all("<img" not in text for bar in figure.data for text in bar.hovertext)


def test_every_reason_has_words_and_a_meaning() -> None:
    assert set(REASON_WORDS) == set(REASON_MEANINGS) == set(REASONS)
    assert len(set(REASON_WORDS.values())) == len(REASONS)


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_labels_are_readable_on_their_bars(dataset: Dataset, palette: Palette) -> None:
    for bar in drawn(dataset, palette=palette).data:
        assert contrast(bar.textfont.color, bar.marker.color) >= 4.5
    assert contrast(palette.quiet, palette.paper) >= 3


def test_dark_and_light_draw_the_same(dataset: Dataset) -> None:
    light, dark = drawn(dataset), drawn(dataset, palette=DARK)
    assert [list(bar.x) for bar in light.data] == [list(bar.x) for bar in dark.data]
