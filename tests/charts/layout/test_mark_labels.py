"""Words at marks: what they say, that they cover nothing, in pictures and on slides."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pytest

from charts.builders import small_multiples, trend
from charts.layout import mark_labels
from charts.layout.mark_labels import BETWEEN, AreaWords, Ground, MarkLabel, mark_words
from charts.layout.own_notes import NoteAt
from charts.marks.legend import INFERRED, MARK_SIGNS, QUOTED
from charts.marks.mark import Canvas, Mark
from charts.pptx import trend_slide
from charts.pptx.slide_layout import Stage
from charts.pptx.slides import SCENES
from charts.style.theme import LIGHT, NARROW, WIDE, Size
from charts.text.wording import NOT_FINAL, length_words
from charts.views.resolve import resolve
from charts.views.view import View
from loaders.dataset import Dataset, claims_in
from loaders.values.codelists import EARLY, VINTAGES

Placed = list[tuple[Ground, list[MarkLabel]]]
DRAWING = (small_multiples, trend, trend_slide)


@pytest.fixture
def placed(monkeypatch: pytest.MonkeyPatch) -> Placed:
    """Collect the words that are placed while a test draws."""
    found: Placed = []

    def place(ground: Ground, *args: Any, **options: Any) -> list[MarkLabel]:
        labels = mark_labels.labels_on(ground, *args, **options)
        found.append((ground, labels))
        return labels

    for module in DRAWING:
        monkeypatch.setattr(module, "labels_on", place)
    return found


def covered(ground: Ground, labels: list[MarkLabel]) -> Iterator[str]:
    """Yield what lies on something else, or outside the plotting area."""
    for label in labels:
        box = label.box
        of = label.mark.claim_id if label.mark else "days"
        for name, boxes in ground.boxes.items():
            if any(box.meets(other) for other in boxes):
                yield f"{label.text} of {of} on {name}"
        if box.left < 0 or box.low < 0 or box.right > ground.width or box.high > ground.height:
            yield f"{label.text} of {of} outside"
    for one, other in itertools.combinations(labels, 2):
        if one.box.meets(other.box):
            yield f"{one.text} on {other.text}"


def test_a_note_on_days_lies_on_no_line_of_another() -> None:
    canvas = Canvas("x", "y", 0.05, 0.05, x0=2000.0)
    days = [2010.0, 2013.0]
    notes = [NoteAt("a", "A year to remember", x0=day, x1=day) for day in days]
    ground = Ground(canvas, 400.0, 200.0)
    labels = mark_labels.labels_on(ground, [], WIDE, words=AreaWords(notes=notes))
    lines = [canvas.pixel(day, 0.0)[0] for day in days]
    assert len(labels) == len(notes)
    assert not [
        (label.box, line)
        for label in labels
        for line in lines
        if label.box.left < line < label.box.right
    ]


def views(indicators: list[str], **options: Any) -> list[View]:
    return [View("trends", indicator=name, **options) for name in indicators]


LOOKS: list[tuple[dict[str, Any], Size]] = [
    ({"notes": True}, WIDE),
    ({"notes": True, "scale": "log"}, NARROW),
    ({"notes": True, "panels": "place"}, NARROW),
]
MORE_LOOKS: list[tuple[dict[str, Any], Size]] = [
    ({}, WIDE),
    ({}, NARROW),
    ({"notes": True}, NARROW),
    ({"notes": True, "scale": "log"}, WIDE),
    ({"notes": True, "panels": "place"}, WIDE),
]


@pytest.mark.parametrize(
    ("options", "size"),
    [*LOOKS, *(pytest.param(*look, marks=pytest.mark.stress) for look in MORE_LOOKS)],
)
def test_words_at_marks_cover_no_mark_and_no_other_words(
    real: Dataset,
    placed: Placed,
    indicators: list[str],
    options: dict[str, Any],
    size: Size,
) -> None:
    for view in views(indicators, **options):
        resolve(real, view).draw(LIGHT, size)
    assert sum(len(labels) for _, labels in placed) > 20
    assert [text for own in placed for text in covered(*own)] == []


def test_words_at_marks_cover_nothing_on_slides(
    real: Dataset, placed: Placed, indicators: list[str]
) -> None:
    for view in views(indicators, notes=True):
        resolved = resolve(real, view)
        if not resolved.missing:
            SCENES[resolved.shape](real, resolved, Stage(LIGHT))
    assert sum(len(labels) for _, labels in placed) > 20
    assert [text for own in placed for text in covered(*own)] == []


def test_each_inferred_period_other_length_and_end_that_is_not_final_is_written(
    real: Dataset, placed: Placed, indicators: list[str]
) -> None:
    """At its mark, or that it is not final with the name of its series."""
    for view in views(indicators):
        placed.clear()
        resolved = resolve(real, view)
        figure = resolved.draw(LIGHT, WIDE)
        named = [] if figure is None else [a.text for a in figure.layout.annotations if a.name]
        if not resolved.missing:
            SCENES[resolved.shape](real, resolved, Stage(LIGHT))
        for _, labels in placed:
            texts = {n: label.text for label in labels for n in label.mark.claim_id.split()}
            words = BETWEEN.join(texts.values())
            names = " ".join(named).replace("<br>", " ")
            for claim in claims_in(resolved.claims):
                if claim.dated:
                    own = texts.get(claim.claim_id, "")
                    signs = own.split(BETWEEN)
                    assert (MARK_SIGNS[INFERRED] in signs) == claim.inferred
                    assert claim.quoted_by or MARK_SIGNS[QUOTED] not in signs
                    assert not claim.quoted_by or MARK_SIGNS[QUOTED] in words
                    assert length_words(claim) in words
                    said = (NOT_FINAL, *(VINTAGES[early].label for early in EARLY))
                    assert not claim.unsettled or any(own in words + names for own in said)


def mark(year: float, name: str, **looks: Any) -> Mark:
    return Mark(name, year, year + 1, False, 5, 5, "exact", "observation", **looks)


def test_equally_long_periods_that_follow_each_other_are_named_once() -> None:
    months = [mark(2020 + n, f"m{n}", length="1 month") for n in range(3)]
    later = mark(2030, "late", length="1 month")
    words = [(own.claim_id, text) for own, text in mark_words([[*months, later]])]
    assert words == [("m2", "1 month each"), ("late", "1 month")]


def test_only_the_last_of_the_figures_that_are_not_final_is_told_in_words() -> None:
    run = [mark(2020 + n, f"m{n}", unsettled=n > 1) for n in range(4)]
    apart = mark(2030, "late", unsettled=True)
    words = [(own.claim_id, text) for own, text in mark_words([[*run, apart]])]
    assert words == [("m3", NOT_FINAL), ("late", NOT_FINAL)]


def test_marks_whose_series_says_that_they_are_not_final_are_not_told_so_again() -> None:
    words = AreaWords(named={"m1"})
    run = [mark(2020 + n, f"m{n}", unsettled=True) for n in range(2)]
    assert mark_words([run], words) == []


def test_of_a_series_that_others_quote_the_last_is_signed_and_else_each_that_they_do() -> None:
    run = [mark(2020 + n, f"m{n}", quoted=True) for n in range(3)]
    sign = MARK_SIGNS[QUOTED]
    assert [(m.claim_id, t) for m, t in mark_words([run])] == [("m2", sign)]
    mixed = [*run[:2], mark(2022, "read")]
    assert [(m.claim_id, t) for m, t in mark_words([mixed])] == [("m0", sign), ("m1", sign)]


def test_a_text_far_from_its_mark_has_a_line_to_it() -> None:
    box = mark_labels.Box(0, 10, 0, 10)
    assert MarkLabel("a", mark(2020, "m"), box, (60.0, 5.0)).leader == ((60.0, 5.0), (10.0, 5.0))
    assert MarkLabel("a", mark(2020, "m"), box, (14.0, 5.0)).leader is None


def test_a_number_that_could_be_taken_for_another_marks_is_left_out() -> None:
    own = Mark("own", 0, 40, False, 10, 10, "exact", "observation")
    other = Mark("other", 40, 160, False, 40, 40, "exact", "observation")
    words = AreaWords(values={"own": "101,140 pounds (rounded)"})

    def texts(*marks: Mark) -> list[str]:
        ground = Ground(Canvas("x", "y", 1, 1), 180, 200)
        return [label.text for label in mark_labels.labels_on(ground, [marks], NARROW, (), words)]

    assert texts(own) == ["101,140 pounds (rounded)"]
    assert texts(own, other) == []
