"""Numbers in large: when they stand in place of a chart, and that nothing is lost on the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from charts.builders.number_card import DASH, number_figure
from charts.layout.overlaps import boxes, misplaced
from charts.pptx.slide_layout import Stage
from charts.pptx.slides import SCENES
from charts.style.theme import DISPLAY, LIGHT, NARROW, WIDE, Size
from charts.text.certainty import SURE
from charts.views.link_preview import preview
from charts.views.resolve import ResolvedView, resolve
from charts.views.view import View
from loaders.dataset import Dataset
from tests.support.ferries import ferries
from tests.support.real import REAL

FERRIES = View("trends", indicator="ferry_passengers")
LINE = {"series_id": "line", "period": "2001"}


def shown(folder: Path, *claims: dict[str, str], view: View = FERRIES) -> ResolvedView:
    return resolve(ferries(folder, *claims), view)


def words(resolved: ResolvedView, size: Size) -> str:
    figure = resolved.draw(LIGHT, size)
    assert figure is not None
    figure.update_layout(width=size.width)
    assert misplaced(figure) == []
    return " ".join(" ".join(box.text for box in boxes(figure)).split())


@pytest.mark.parametrize(
    ("claims", "shape"),
    [
        ([LINE], "numbers"),
        ([{"period": ""}], "numbers"),
        ([LINE, {"series_id": "port", "period": "2001", "low": "600"}], "numbers"),
        ([LINE, {"series_id": "port", "period": "", "low": "600"}], "numbers"),
        ([LINE, {"series_id": "line", "period": "2002"}], "time"),
        ([LINE, {"series_id": "port", "period": "2001-03"}], "time"),
        ([{**LINE, "low": f"{n}00"} for n in range(1, 5)], "time"),
    ],
    ids=["one", "undated", "one period", "one and undated", "two years", "a part", "many"],
)
def test_few_numbers_of_one_period_stand_in_large(
    tmp_path: Path, claims: list[dict[str, str]], shape: str
) -> None:
    resolved = shown(tmp_path, *claims)
    assert (resolved.shape, resolved.missing) == (shape, "")


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_a_number_stands_with_hedge_status_speaker_period_and_source(
    tmp_path: Path, size: Size
) -> None:
    claim = {"hedge": "more_than", "high": "", "status": "opinion", "attributed_to": "A captain"}
    resolved = shown(tmp_path, {**claim, "note": "Said at sea."})
    told = words(resolved, size)
    for part in ("more than 500 passengers", "an opinion", "according to A captain", "2001"):
        assert part in told
        assert part in resolved.alt_text.whole
    for part in ("“more than 500”", "Said at sea.", SURE, "Berg 2020 ¶1", "CC BY 4.0"):
        assert part in told
    figure = resolved.draw(LIGHT, size)
    assert figure is not None
    largest = max(figure.layout.annotations, key=lambda note: note.font.size)
    assert largest.text.replace("<br>", " ") == "more than 500 passengers"
    assert largest.font.size in DISPLAY
    assert not figure.layout.xaxis.visible
    assert not figure.layout.yaxis.visible


def test_a_rule_tells_what_is_no_count_and_what_an_office_gives(tmp_path: Path) -> None:
    dashes, colours = [], []
    for place, (status, kind) in enumerate(
        [("observation", "analysed"), ("opinion", "analysed"), ("observation", "official")]
    ):
        dataset = ferries(tmp_path / str(place), {"status": status}, kind=kind)
        figure = resolve(dataset, FERRIES).draw(LIGHT, WIDE)
        assert figure is not None
        (rule,) = figure.layout.shapes
        dashes.append(rule.line.dash)
        colours.append(rule.line.color)
    assert dashes == [None, DASH, None]
    assert colours == [LIGHT.accent, LIGHT.accent, LIGHT.record]


def test_two_numbers_of_two_places_say_which_is_whose(tmp_path: Path) -> None:
    more = {"other": {"place_id": "", "producer": "Port office"}}
    dataset = ferries(tmp_path, LINE, {"series_id": "other", "low": "70"}, more=more)
    numbers = resolve(dataset, FERRIES).numbers
    assert numbers is not None
    assert len(set(numbers().subjects)) == 2
    assert words(resolve(dataset, FERRIES), NARROW).count(", Norway") == 1


def test_what_does_not_agree_is_told(tmp_path: Path) -> None:
    claims = (LINE, {"series_id": "port", "low": "600"})
    told = words(shown(tmp_path, *claims), WIDE)
    assert told.count("There is 1 other number to compare it with: they do not agree.") == 2


def test_where_there_is_no_room_the_small_print_goes_first(tmp_path: Path) -> None:
    numbers = shown(tmp_path, LINE).numbers
    assert numbers is not None
    figure = number_figure(numbers(), LIGHT, Size("", 600, 0, True, room=WIDE.room))
    dense = Size("", 600, 0, True, room=type(WIDE.room)(dense=True))
    small = number_figure(numbers(), LIGHT, dense)
    assert small.layout.height < figure.layout.height
    assert "500 passengers" in [note.text for note in small.layout.annotations]


def test_a_slide_has_the_words_as_texts() -> None:
    view = View("trends", indicator="guns_traced_us_share")
    resolved = resolve(REAL, view)
    assert resolved.numbers is not None
    (card,) = resolved.numbers().cards
    (scene,) = SCENES["numbers"](REAL, resolved, Stage(LIGHT))
    told = [paragraph.text for box in scene.words for paragraph in box.paragraphs]
    assert told == [card.figure.value, card.figure.about, *card.small_print]
    (rule,) = scene.areas
    assert len(rule.lines) > 1  # it is alleged


def test_every_number_alone_is_a_picture_of_a_link(real: Dataset) -> None:
    figure = preview(real, View("trends", indicator="border_length"), LIGHT)
    assert "2,000 miles" in [note.text for note in figure.layout.annotations]
