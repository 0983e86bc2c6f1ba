"""Nothing of a code is half there: its words, its interval, its mark, its entry in the key."""

from __future__ import annotations

from dataclasses import replace

import pytest

from charts.marks import legend
from charts.marks.mark import Canvas, Mark
from charts.marks.marks import SOFT_END, TAIL, outlines, traces
from charts.style.theme import LIGHT, WIDE
from loaders.interchange.schema_page import schema_page
from loaders.queries.claim_text import hedged_words
from loaders.schema.tables import COLUMNS, codes
from loaders.values.codelists import (
    HEDGES,
    HIGH_HEDGES,
    LOW_HEDGES,
    MAGNITUDE,
    STATUSES,
    TOLD_APART,
)
from loaders.values.intervals import interval_of

CANVAS = Canvas("x", "y", 1.0, 1.0)
TWO = (*(name for name in HEDGES if HEDGES[name].bounds == "two"),)


def bounds(hedge: str) -> tuple[float, float]:
    """Return the printed bounds of 20 with this hedge, or of 20 to 30."""
    low = float("nan") if hedge in HIGH_HEDGES else 20.0
    return low, float("nan") if hedge in LOW_HEDGES else 30.0 if hedge in TWO else 20.0


def drawn(hedge: str, status: str = "estimate") -> str:
    low, high = bounds(hedge)
    mark = Mark("c", 1.0, 1.0, False, low, high, hedge, status)
    figure = traces([mark], LIGHT.quiet, LIGHT, CANVAS, "c"), outlines([mark], LIGHT.quiet, CANVAS)
    return str([[{**part, "ids": None} for part in own] for own in figure])


WORDS = {name: hedged_words(*bounds(name), name) for name in HEDGES}
INTERVALS = {name: str(interval_of(*bounds(name), name)) for name in HEDGES if name != MAGNITUDE}
"""Of all but an order of magnitude, which allows what "at least" its floor allows."""
MARKS = {name: drawn(name) for name in HEDGES}


@pytest.mark.parametrize("hedge", HEDGES)
@pytest.mark.parametrize(
    ("what", "found"), [("words", WORDS), ("interval", INTERVALS), ("mark", MARKS)]
)
def test_each_hedge_has_what_no_other_hedge_has(
    what: str, found: dict[str, str], hedge: str
) -> None:
    twins = [name for name in found if name != hedge and found[name] == found.get(hedge)]
    assert not twins, f"{hedge} has no {what} of its own: it has that of {twins}"


@pytest.mark.parametrize("status", STATUSES)
def test_each_status_that_is_told_apart_is_outlined(status: str) -> None:
    plain = drawn("exact", status) == MARKS["exact"]
    assert plain == (status not in TOLD_APART), f"{status} has no outline, or needs none"


@pytest.mark.parametrize("status", TOLD_APART)
def test_what_is_not_final_looks_like_no_status(status: str) -> None:
    """In grey too: it has a stroke and no outline, a status an outline and no stroke."""
    plain = Mark("c", 1.0, 1.0, False, 20.0, 20.0, "exact", "estimate")
    early, apart = replace(plain, unsettled=True), replace(plain, status=status)
    strokes = [len(traces([m], LIGHT.quiet, LIGHT, CANVAS, "c")) for m in (plain, early, apart)]
    assert strokes == [strokes[0], strokes[0] + 1, strokes[0]]
    boxes = [len(outlines([m], LIGHT.quiet, CANVAS)) for m in (plain, early, apart)]
    assert boxes == [0, 0, 1]


def test_what_is_near_its_number_has_a_halo_and_a_stem_that_ends() -> None:
    """An arrow would say that it is open, and a filled dot that the number is meant."""
    mark = Mark("c", 1.0, 1.0, False, 20.0, 20.0, "nearly", "estimate")
    halo, stem, dot = traces([mark], LIGHT.quiet, LIGHT, CANVAS, "c")
    assert halo["marker"]["opacity"] < 1
    assert stem["y"][:2] == [20.0, 20.0 - TAIL]
    assert dot["marker"]["color"] == [LIGHT.paper]


@pytest.mark.parametrize("span", [False, True])
def test_a_range_with_about_has_soft_ends_beyond_its_bounds(*, span: bool) -> None:
    def reach(hedge: str) -> list[float]:
        mark = Mark("c", 1.0, 40.0, span, 20.0, 30.0, hedge, "estimate")
        drawn = traces([mark], LIGHT.quiet, LIGHT, CANVAS, "c")
        return [at for t in drawn if t["mode"] == "lines" for at in t["y"] if at is not None]

    assert (min(reach("range")), max(reach("range"))) == (20.0, 30.0)
    assert (min(reach("about_range")), max(reach("about_range"))) == (20 - SOFT_END, 30 + SOFT_END)
    assert {20.0, 30.0} <= set(reach("about_range")), "the bounds are still to be read"


def test_the_key_names_a_vague_word_in_words_that_readers_know() -> None:
    assert legend.WORDS[MAGNITUDE] == "a vague word, such as “thousands”"


@pytest.mark.parametrize("name", [*HEDGES, *TOLD_APART])
def test_each_entry_of_the_key_has_a_word_a_meaning_and_a_mark(name: str) -> None:
    mark = Mark("c", 1.0, 1.0, False, *bounds(name if name in HEDGES else "exact"), "exact", name)
    mark = (
        mark if name in TOLD_APART else Mark("c", 1.0, 1.0, False, *bounds(name), name, "estimate")
    )
    assert name in legend.entries([mark]), f"{name} is no entry of the key"
    assert legend.WORDS[name], f"{name} has no word in the key"
    assert legend.MEANINGS.get(name), f"{name} has no meaning in the key"
    assert legend.draw_key([name], LIGHT, WIDE, 900.0).traces, f"{name} is not drawn in the key"


def test_each_code_is_called_and_explained_on_the_schema_page() -> None:
    page = schema_page()
    lists = [codes(table, column) for table in COLUMNS for column in COLUMNS[table]]
    for name, code in (pair for own in lists for pair in own.items()):
        assert code.label, f"{name} has no label"
        assert code.meaning, f"{name} has no meaning"
        assert f"- `{name}`: {code.meaning}" in page


def test_a_number_inside_its_range_stands_apart_from_it() -> None:
    mark = Mark("c", 1.0, 1.0, False, 10.0, 30.0, "range", "estimate", best=20.0)
    bar, dot = traces([mark], LIGHT.quiet, LIGHT, CANVAS, "c")
    assert dot["y"] == [20.0]
    assert dot["marker"]["line"]["color"] == LIGHT.backing != bar["line"]["color"]
