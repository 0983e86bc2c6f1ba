"""Claims side by side, a row for each subject and time with a mark for each source: a pure
function, tables in, chart of rows out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from charts.builders.row_chart import Row, RowChart, RowMark, lying_mark
from charts.layout.lanes import RowWords
from charts.marks.series import year_position
from charts.presenter.own_words import NO_WORDS, OwnWords
from charts.text import notes, wording
from loaders.dataset import Claim, Dataset, claims_in
from loaders.queries.claim_text import in_words
from loaders.queries.place_text import placed_title
from loaders.queries.selection import RATE
from loaders.values.codelists import FLOW, MAGNITUDE


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
    who counted, of what a share is a share, and where each number stands. `below` are sentences
    before the source note, `own` a presenter's words.
    """
    hues = {name: at for at, name in enumerate(dict.fromkeys(claims["indicator_id"]))}
    rows = [_row(dataset, alike, hues) for alike in _alike(claims_in(claims))]
    note = [] if claims.empty else [notes.source_note(dataset, claims, own)]
    subtitle = notes.subtitle_beside(dataset, claims)
    return RowChart(title, subtitle, rows, [*below, *note], own=own)


def _alike(claims: Sequence[Claim]) -> list[list[Claim]]:
    """Return claims that tell of the same thing, place and days together; a rate of a year is
    drawn as what it comes to in it.
    """
    found: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        what = (claim.indicator_id, claim.place_id, claim.from_place_id)
        measure = FLOW if claim.measure == RATE else claim.measure
        days = (claim.start, claim.end) if claim.dated else (claim.claim_id,)
        found.setdefault((*what, measure, claim.base_period, *days), []).append(claim)
    return list(found.values())


def _row(dataset: Dataset, own: Sequence[Claim], hues: dict[str, int]) -> Row:
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
    quiet = [line for claim in own for line in small_print(dataset, claim, period)]
    heading = _subject(dataset, own[0], several=len(hues) > 1)
    name = period[:1].upper() + period[1:]
    words = RowWords(
        own[0].claim_id,
        name,
        quiet,
        name + _briefly(dataset, own),
        heading,
        hue if len(hues) > 1 else None,
    )
    until = max((year_position(claim.end) for claim in own if claim.dated), default=float("nan"))
    return Row(words, marks, until)


def _briefly(dataset: Dataset, own: Sequence[Claim]) -> str:
    """Return what stands after a row's period in place of its small print: of one number all of
    it; of several, which have value and source at their marks, how they came about.
    """
    drawn = [drawn_words(dataset, claim) for claim in own]
    statuses = wording.listed(wording.full_status(claim) for claim in own)
    if len(own) > 1:
        return f", {statuses}{''.join(drawn)}"
    value, who = wording.claim_words(dataset, own[0]), notes.whose(dataset, own)
    return f": {value}{drawn[0]}, {who}, {statuses}"


def _subject(dataset: Dataset, claim: Claim, *, several: bool) -> str:
    """Return what a row's numbers are of: the place, behind what was measured where rows of the
    chart measure different things.
    """
    places = (claim.place_id, claim.from_place_id)
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


def small_print(dataset: Dataset, claim: Claim, period: str = "") -> list[str]:
    """Return what stands under a row's period for one of its claims: value with base, whose it
    is, its own words for the period where they differ, status, source.
    """
    base = str(dataset.indicators.loc[claim.indicator_id, "base"])
    value = wording.claim_words(dataset, claim)
    share = f" of {base or '(base not stated)'}" if claim.measure == "share" else ""
    source = notes.sources(dataset.works, [claim])
    who, own = notes.whose(dataset, [claim]), wording.period_words(claim)
    parts = (
        who if who not in source else "",
        own if period not in ("", own) else "",
        wording.full_status(claim, "; "),
        "official record" if claim.official else "",
        source,
    )
    said = value + share + drawn_words(dataset, claim)
    return [f"{said}: {'; '.join(part for part in parts if part)}"]
