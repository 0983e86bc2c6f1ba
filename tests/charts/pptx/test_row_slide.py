"""Rows on one slide or on several, as a presenter wants them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from charts.builders.row_chart import RowChart
from charts.export.fit import fitted
from charts.pptx.row_slide import row_parts, row_scenes
from charts.pptx.slide_layout import Stage
from charts.presenter.own_words import ONE, SEVERAL
from charts.style.sizes import SLIDE
from charts.style.theme import LIGHT, Room
from charts.text.notes import dated_note, source_note
from charts.views.resolve import ResolvedView, resolve
from charts.views.view import View
from loaders.dataset import Dataset

STAGE = Stage(LIGHT)


@pytest.fixture(scope="module")
def rows_on(settled: Dataset) -> Callable[[str], tuple[ResolvedView, list[RowChart]]]:
    def found(choice: str) -> tuple[ResolvedView, list[RowChart]]:
        view = View("compare", indicator="guns_manufactured", rows=choice)
        resolved = resolve(settled, view)
        return resolved, row_parts(settled, resolved, STAGE)

    return found


def test_on_several_slides_every_row_has_its_small_print(
    settled: Dataset, rows_on: Callable[[str], tuple[ResolvedView, list[RowChart]]]
) -> None:
    usual, several = rows_on("")[1], rows_on(SEVERAL)[1]
    assert len(several) > len(usual) > 1
    names = [row.words.name for part in several for row in part.rows]
    assert names == [row.words.name for part in usual for row in part.rows]
    scenes = row_scenes(settled, rows_on(SEVERAL)[0], STAGE)
    sizes = {
        p.size
        for scene in scenes
        for box in scene.words
        if box.name == "Row"
        for p in box.paragraphs
    }
    assert min(sizes) == 12


def test_on_one_slide_it_is_said_what_is_left_out_and_never_the_newest_or_the_largest(
    settled: Dataset, rows_on: Callable[[str], tuple[ResolvedView, list[RowChart]]]
) -> None:
    resolved, (part,) = rows_on(ONE)
    whole = (resolved.rows or pytest.fail)().rows
    drawn = [row.words.name for row in part.rows]
    assert 20 < len(drawn) < len(whole)
    assert part.left_out.startswith(f"{len(drawn)} of {len(whole)} rows, the newest, the highest")
    ends = [max(whole, key=lambda row: row.until)]
    ends += [
        max(whole, key=lambda row: row.marks[0].mark.high),
        min(whole, key=lambda row: row.marks[0].mark.low),
    ]
    assert {row.words.name for row in ends} <= set(drawn)
    (scene,) = row_scenes(settled, resolved, STAGE)
    assert scene.frame is not None


def test_on_one_picture_all_rows_stand_in_smaller_type(
    rows_on: Callable[[str], tuple[ResolvedView, list[RowChart]]],
) -> None:
    usual, one = (fitted(rows_on(choice)[0], LIGHT, SLIDE, Room()) for choice in ("", ONE))
    assert usual.room.most_rows is not None and one.room.most_rows is None
    assert one.figure.layout.width > usual.figure.layout.width
    assert any("smallest type" in text for text in one.said)


def test_slides_of_one_chart_are_about_as_full_and_each_names_its_own_sources(
    settled: Dataset, rows_on: Callable[[str], tuple[ResolvedView, list[RowChart]]]
) -> None:
    counts = [len(part.rows) for part in rows_on(SEVERAL)[1]]
    assert max(counts) - min(counts) <= 1
    resolved = resolve(settled, View("disagreements", rows=SEVERAL))
    scenes = row_scenes(settled, resolved, STAGE)
    parts = row_parts(settled, resolved, STAGE)
    assert len(scenes) <= 2 * len((resolved.rows or pytest.fail)().rows) // 3
    for scene, part in zip(scenes, parts, strict=True):
        assert scene.frame is not None
        drawn = {one.mark.claim_id for row in part.rows for one in row.marks}
        own = resolved.claims[resolved.claims["claim_id"].isin(drawn)]
        assert scene.frame.below[-1] == dated_note(settled, own)
        assert part.below[-1] == source_note(settled, own)
