"""Claims side by side, a row for each subject and time with a mark for each source: a pure
function, tables in, chart of rows out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from charts.builders.row_chart import Row, RowChart, RowMark, lying_mark
from charts.builders.shared_words import (
    NONE_SHARED,
    SharedWords,
    alike,
    base_words,
    shared_words,
    small_words,
    subtitle_beside,
)
from charts.layout.lanes import RowWords
from charts.marks.series import year_position
from charts.presenter.own_words import NO_WORDS, OwnWords
from charts.text import notes, wording
from loaders.dataset import Claim, Dataset, claims_in
from loaders.queries.claim_text import in_words
from loaders.queries.place_text import placed_title
from loaders.values.codelists import MAGNITUDE


def compare(
    dataset: Dataset,
    title: str,
    claims: pd.DataFrame,
    below: Sequence[str] = (),
    own: OwnWords = NO_WORDS,
) -> RowChart:
    """Return claims of one dimension side by side, in their order.

    `claims` is what `selection.compared_claims` returns: one row per claim, with bounds in
    one unit (`chart_unit`). What is said of one thing, place and time is one row; its words say
    who counted, of what a share is a share, and where each number stands, and what all rows share
    stands in the subtitle. `below` are sentences before the source note, `own` a presenter's words.
    """
    hues = {name: at for at, name in enumerate(dict.fromkeys(claims["indicator_id"]))}
    shared = shared_words(dataset, claims)
    rows = [_row(dataset, own_row, hues, shared) for own_row in alike(claims_in(claims))]
    note = [] if claims.empty else [notes.source_note(dataset, claims, own)]
    subtitle = subtitle_beside(dataset, claims)
    return RowChart(title, subtitle, rows, [*below, *note], own=own)


def _row(dataset: Dataset, own: Sequence[Claim], hues: dict[str, int], shared: SharedWords) -> Row:
    """Return the row of claims that tell of the same."""
    hue = hues[own[0].indicator_id]
    period = _period(own)
    names = _sources(dataset, own)
    marks = [
        RowMark(
            lying_mark(dataset, claim),
            texts=_texts(dataset, claim, name),
            hue=hue,
            series_id=claim.series_id,
        )
        for claim, name in zip(own, names, strict=True)
    ]
    quiet = [line for claim in own for line in small_print(dataset, claim, period, shared)]
    heading = _subject(dataset, own[0], shared, several=len(hues) > 1)
    name, heading = (heading, "") if shared.period else (period[:1].upper() + period[1:], heading)
    words = RowWords(
        own[0].claim_id,
        name,
        quiet,
        name + _briefly(dataset, own, shared),
        heading,
        hue if len(hues) > 1 else None,
    )
    until = max((year_position(claim.end) for claim in own if claim.dated), default=float("nan"))
    return Row(words, marks, until)


def _briefly(dataset: Dataset, own: Sequence[Claim], shared: SharedWords) -> str:
    """Return what stands after a row's name in place of its small print: of one number all of
    it; of several, which have value and source at their marks, how they came about.
    """
    drawn = "".join(drawn_words(dataset, claim) for claim in own)
    statuses = statuses_of(own, shared)
    if len(own) > 1:
        return (f", {statuses}" if statuses else "") + drawn
    who = notes.whose(dataset, own)
    told = [who if who not in (shared.who, *shared.small) else "", statuses]
    return f": {', '.join([_value(dataset, own[0], shared) + drawn, *filter(None, told)])}"


def statuses_of(own: Sequence[Claim], shared: SharedWords) -> str:
    """Return how the numbers of a row came about, but for what all rows share, unless that leaves
    some of them without a word beside others.
    """
    whole = [wording.status_parts(claim) for claim in own]
    left = [[text for text in words if text not in shared.small] for words in whole]
    kept = left if all(left) or not any(left) else whole
    return wording.listed(filter(None, (", ".join(words) for words in kept)))


def _value(dataset: Dataset, claim: Claim, shared: SharedWords) -> str:
    return (value_words if shared.several else wording.claim_words)(dataset, claim)


def _subject(dataset: Dataset, claim: Claim, shared: SharedWords, *, several: bool) -> str:
    """Return what a row's numbers are of: the place, behind what was measured where rows of the
    chart measure different things.
    """
    places = ("", "") if shared.place else (claim.place_id, claim.from_place_id)
    if several:
        return placed_title(dataset, claim.indicator_id, *places)
    return wording.place_words(dataset, *places)


def _period(own: Sequence[Claim]) -> str:
    """Return the period of a row: as one of its claims gives it plainly, where one does."""
    plain = [claim for claim in own if not (claim.inferred or claim.window_months)]
    return wording.period_words([*plain, *own][0])


def _sources(dataset: Dataset, own: Sequence[Claim]) -> list[str]:
    """Return whose each number of a row is: the office's or, where it has given several, the
    document's; nothing where the row has one.
    """
    if len(own) == 1:
        return [""]
    documents = [dataset.works[claim.document_id].short() for claim in own]
    producers = [claim.producer or short for claim, short in zip(own, documents, strict=True)]
    several = Counter(producers)
    pairs = zip(producers, documents, strict=True)
    return [short if several[producer] > 1 else producer for producer, short in pairs]


def _texts(dataset: Dataset, claim: Claim, source: str) -> list[str]:
    """Return what may be written at a mark: its value and source, the value alone, the number with
    its hedge alone where it is drawn as it is printed.
    """
    value, quantity = value_words(dataset, claim), claim.quantity
    bare = wording.hedged_words(quantity.low, quantity.high, claim.shown_hedge)
    alike = quantity.factor == 1.0 and quantity.hedge != MAGNITUDE
    least = [in_words(claim) or bare] if alike else []
    return [*([f"{value}, {source}"] if source else []), value, *least]


def value_words(dataset: Dataset, claim: Claim) -> str:
    """Return a claim's value with its hedge, without the unit that the whole axis has."""
    words, quantity = wording.claim_words(dataset, claim), claim.quantity
    if quantity.unit != quantity.chart_unit:
        return words
    unit = wording.unit_row(dataset, quantity.unit)
    ends = [f"{of} {unit[form]}" for of in (" of", "") for form in ("plural", "name")]
    end = next((end for end in ends if words.endswith(end)), "")
    return words.removesuffix(end)


def drawn_words(dataset: Dataset, claim: Claim) -> str:
    """Return at which number a claim is drawn, where that is not the printed one."""
    if claim.quantity.hedge == MAGNITUDE:
        return f", drawn from {wording.number(claim.quantity.chart_low)} up, with no end"
    converted = wording.converted_words(dataset, claim, claim.quantity.chart_unit)
    return f", drawn as {converted} (converted by us)" if converted else ""


def small_print(
    dataset: Dataset, claim: Claim, period: str = "", shared: SharedWords = NONE_SHARED
) -> list[str]:
    """Return what stands under a row's period for one of its claims: value with base, whose it
    is, its own words for the period where they differ, status, source; nothing that is shared.
    """
    who, *others = small_words(dataset, claim)
    own = wording.period_words(claim)
    parts = [who, own if period not in ("", own) else "", *others]
    said = _value(dataset, claim, shared) + ("" if shared.base else base_words(dataset, claim))
    kept = [part for part in parts if part and part not in (shared.who, *shared.small)]
    said += drawn_words(dataset, claim)
    return [f"{said}: {'; '.join(kept)}" if kept else said]
