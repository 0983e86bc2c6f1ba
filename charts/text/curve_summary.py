"""The curve of an indicator in plain sentences: from where to where, its last number, its last
step.

A rise or a fall is told of figures that one unbroken line joins, and of no others.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd

from charts.presenter.own_words import ALL, ENDS, LAST, OFF
from charts.text import indicator_texts, notes, wording
from charts.text.indicator_texts import Part, inside
from charts.text.series_summary import (
    DOWN,
    LEVEL,
    UP,
    each_step,
    many,
    may_be_highest,
    may_be_lowest,
    step,
    years_words,
)
from loaders.analysis.curves import LEAST_STEPS, Curve, best_line, line_through, longest_line
from loaders.dataset import Claim, Dataset, claims_by_run, claims_in
from loaders.queries.claim_text import OF_LEVEL, RATIO
from loaders.queries.grains import MONTH
from loaders.queries.place_text import place_words, placed_title
from loaders.queries.selection import Choice, trend_claims
from loaders.values.codelists import CHANGES, EARLY, FLOW
from loaders.values.edtf import YEAR

VERBS = {UP: "rose from {} to {}", DOWN: "fell from {} to {}", LEVEL: "stood at {} and at {}"}
"""What is said of the two ends of a line."""
AGAINST = {UP: "last step up", DOWN: "last step down"}
"""What is said of a last step against the way of its line."""
LONG_NAME = 40
"""A series with a longer name is told by its producer in a sentence, if no other line has that."""
STEPS = {UP: "Up from {}", DOWN: "Down from {}", LEVEL: "As in {}"}
"""What is said of the last number, beside the one before."""


@dataclass(frozen=True)
class CurveSummary:
    """What a small chart says in words: `title` is a sentence, `value` the last number, that of
    `claim_id`, with its hedge, `about` when and by whom, `change` what a line tells of it; `alt`
    is all of the picture.
    """

    title: str
    claim_id: str
    value: str
    about: str
    change: str
    alt: str


def curve_words(curve: Curve) -> str:
    """Return what there is over time, for a list to choose from: `trend, 1999–2023, 31 numbers`."""
    years = f"{curve.first}–{curve.last}" if curve.first < curve.last else str(curve.first)
    parts = (curve.kind, years if curve.dated else "", many(curve.figures, "number"))
    return ", ".join(part for part in parts if part)


def curve_summary(dataset: Dataset, run: pd.DataFrame, others: pd.DataFrame) -> CurveSummary:
    """Return a series in words, and how many claims of `others` stand beside it.

    `run` is what `curves.best_run` returns: dated, with a line.
    """
    rows = sorted(claims_in(run), key=lambda claim: (claim.end, claim.start))
    by_id = {claim.claim_id: claim for claim in rows}
    line = [by_id[name] for name in longest_line(run)]
    alike = (claim.in_force and claim.months == line[-1].months for claim in rows)
    last = [claim for claim, like in zip(rows, alike, strict=True) if like][-1]
    title = _title(dataset, line)
    what = "the official record" if last.official else "a series of documents"
    alt = f"{title}. A small chart: a line for {what}, {years_words(rows)}"
    if len(others):
        alt += f"; {many(len(others), 'claim')} of documents as marks"
    printed = wording.claim_words(dataset, last)
    about = (
        "" if printed == _charted(dataset, last) else f"converted from {printed}",
        wording.period_words(last),
        wording.counted_by(last),
        wording.more_words(last),
        wording.credit(last),
        dataset.works[last.document_id].short() if last.document_id in dataset.works else "",
    )
    return CurveSummary(
        title,
        last.claim_id,
        _charted(dataset, last),
        "; ".join(part for part in about if part),
        _change(dataset, line, last),
        alt + ".",
    )


def the_curve(claims: pd.DataFrame) -> Sequence[Claim]:
    """Return the claims on the longest line of a chart, from the first to the last: of several
    series that have one of `_curves`, the best line, as on the first page; none of changes, whose
    numbers are no levels.
    """
    line = best_line(_curves(claims))
    return [] if any(claim.measure in CHANGES for claim in line) else line


def _curves(claims: pd.DataFrame) -> list[list[Claim]]:
    """Return the lines of the series, in documents or in the record, that are more than a change
    from one figure to the next; where none is, the only line, if there is only one.
    """
    dated = [claim for claim in claims_in(claims) if claim.dated]
    by_id = {claim.claim_id: claim for claim in dated}
    runs = (line_through(own) for own in claims_by_run(dated).values())
    lines = [[by_id[name] for name in line] for line in runs if line]
    trends = [line for line in lines if len(line) > LEAST_STEPS]
    return trends or (lines if len(lines) == 1 else [])


@dataclass(frozen=True)
class Extreme:
    """The highest or the lowest number of a series that a line joins, `words` on which series, and
    the claims that it may be, several where their words leave it open.
    """

    words: str
    claims: Sequence[Claim]


def extreme(dataset: Dataset, run: pd.DataFrame, *, highest: bool) -> Extreme:
    """Return the highest or the lowest number of `curves.best_run`, on its longest line."""
    by_id = {claim.claim_id: claim for claim in claims_in(run)}
    line = [by_id[name] for name in longest_line(run)]
    found = may_be_highest(line) if highest else may_be_lowest(line)
    whose = f" of {line[0].producer}" if line[0].producer else ""
    subject = placed_title(dataset, line[0].indicator_id, line[0].place_id, line[0].from_place_id)
    kind = "highest" if highest else "lowest"
    may = "may be " if len(found) > 1 else ""
    words = f"{subject}: {may}the {kind} of {many(len(line), 'figure')}{whose}, {years_words(line)}"
    return Extreme(words, found)


def values_at_marks(dataset: Dataset, claims: pd.DataFrame, labels: str = "") -> dict[str, str]:
    """Return by claim id the numbers that are written at marks, with their hedges: those of
    `_end_values`, or as a presenter chose (`own_words.LABELS`) of each series.
    """
    if not labels:
        return _end_values(dataset, claims)
    return {
        claim.claim_id: _in_chart(dataset, claim)
        for own in claims_by_run(claims_in(claims)).values()
        for claim in _labelled(own, labels)
    }


def end_words(dataset: Dataset, claim: Claim) -> str:
    """Return the last number of a series as its name ends: with when, and that it is not final,
    where the name of its edition does not tell that.
    """
    early = claim.unsettled and claim.vintage not in EARLY
    told = _when(_in_chart(dataset, claim), claim)
    return f"{told}, {wording.NOT_FINAL}" if early else told


def _labelled(run: Sequence[Claim], labels: str) -> Sequence[Claim]:
    """Return the claims of a series that have their number written."""
    rows = sorted(run, key=lambda claim: (claim.end, claim.start))
    if labels == ENDS:
        highest = may_be_highest(rows)
        return [rows[0], *(highest if len(highest) == 1 else []), rows[-1]]
    return {OFF: [], LAST: rows[-1:], ALL: rows}[labels]


def _end_values(dataset: Dataset, claims: pd.DataFrame) -> dict[str, str]:
    """Return by claim id the first, the highest and the last number of a chart that draws one
    series, with its hedge; the highest only where it surely is that.

    Beside marks of another series a number could be taken for that one's.
    """
    alone = len(claims_by_run(claims_in(claims))) == 1
    line = the_curve(claims) if alone else []
    highest = may_be_highest(line)
    named = [*line[:1], *(highest if len(highest) == 1 else []), *line[-1:]]
    return {claim.claim_id: _in_chart(dataset, claim) for claim in named}


def what_happened(dataset: Dataset, parts: Sequence[Part]) -> list[str]:
    """Return a sentence for each indicator of a chart that shows one curve of it: `Rose every year
    from 16,849 in 1999 to 70,237 in 2017.`, of several indicators with its title before it; of one
    also that its newest figure is for a part of a year.
    """

    def tell(_: str, claims: pd.DataFrame) -> list[str]:
        line = the_curve(claims)
        told = VERBS.get(step(line[0], line[-1])) if line else None
        happened = [_happened(dataset, claims, line, told)] if told else []
        return [*happened, *(_parts_of_years(dataset, claims) if len(parts) == 1 else [])]

    said = indicator_texts.told_of_each(dataset, parts, tell)
    return [text[:1].upper() + text[1:] for text in said]


def _happened(dataset: Dataset, claims: pd.DataFrame, line: Sequence[Claim], told: str) -> str:
    said = partial(_in_chart, dataset)
    course = _course(line, told.replace(" from", f"{_each_step(line)} from"), said)
    more = [*_off_line(claims, line), *_newer(dataset, claims, line), *_other_curves(claims)]
    whole = "; ".join([*course, *more])
    of = _whose(dataset, claims, line)
    return f"{of}: {whole}." if of else f"{whole}."


def _course(
    line: Sequence[Claim], told: str, said: Callable[[Claim], str], *, short: bool = False
) -> list[str]:
    """Return where a line led, as `told` says it of its ends, and what they do not show: its lowest
    and its highest number, and a last step against its way; `short` leaves out the lowest and from
    where the last step went. `said` gives the words of a value.
    """
    first, last = (_when(said(end), end) for end in (line[0], line[-1]))
    not_final = f" ({wording.NOT_FINAL})" if line[-1].unsettled else ""
    turns = {kind: claim for kind, claim in _turns(line).items() if not short or kind == "highest"}
    named = [f"{kind} {_when(said(claim), claim)}" for kind, claim in turns.items()]
    back = step(line[-2], line[-1])
    if back in AGAINST and back != step(line[0], line[-1]) and line[-2] not in turns.values():
        named.append(AGAINST[back] + ("" if short else f", from {_when(said(line[-2]), line[-2])}"))
    return [told.format(first, last) + not_final, *named]


def _parts_of_years(dataset: Dataset, claims: pd.DataFrame) -> list[str]:
    """Return for each series of years that ends a chart with a part of one that it does, and the
    figure for the same months of the year before, where the record has these.
    """
    found: list[str] = []
    dated = [claim for claim in claims_in(claims) if claim.dated]
    end = max((claim.end for claim in dated), default=None)
    for own in claims_by_run(dated).values():
        rows = [c for c in own if c.in_force and c.measure == FLOW and not c.computation]
        last = max(rows, key=lambda claim: claim.end, default=None)
        years = sum(claim.months == YEAR for claim in rows)
        newest = last and last.end == end
        if last and newest and years > 1 and last.months < YEAR and not last.once:
            found.append(_part_of_year(dataset, last, rows))
    return found


def _part_of_year(dataset: Dataset, claim: Claim, rows: Sequence[Claim]) -> str:
    told = _when(_in_chart(dataset, claim), claim)
    before = _year_before(dataset, claim, rows)
    same = f"; the same months of {claim.start.year - 1} add up to {before}" if before else ""
    return f"{told} is for {wording.length_words(claim)}, not a whole one{same}."


def _year_before(dataset: Dataset, claim: Claim, rows: Sequence[Claim]) -> str:
    """Return what the months of a document add up to over the same time a year before: those that
    over that whole year add up to the figure of the series; "" where there are none.
    """
    start, end = claim.start - pd.DateOffset(years=1), claim.end - pd.DateOffset(years=1)
    whole = [one for one in rows if one.months == YEAR and one.start <= start and one.end >= end]
    found = trend_claims(dataset, claim.indicator_id, Choice(places=(claim.place_id,), grain=MONTH))
    found = found[found["document_id"] == claim.document_id]
    for year, (_, months) in itertools.product(whole, found.groupby("series_id")):
        of_year = months[(months["start"] >= year.start) & (months["end"] <= year.end)]
        same = months[(months["start"] >= start) & (months["end"] <= end)]
        complete = (len(of_year), len(same)) == (YEAR, claim.months)
        if complete and of_year["chart_low"].sum() == year.quantity.chart_low:
            return wording.number(same["chart_low"].sum())
    return ""


def _each_step(line: Sequence[Claim]) -> str:
    """Return how often the numbers of a line went one way, where they always did."""
    ways = {step(*pair) for pair in itertools.pairwise(line)}
    return each_step(line) if len(ways) == 1 else ""


def _turns(line: Sequence[Claim]) -> dict[str, Claim]:
    """Return the lowest and the highest number of a line where it surely is not at an end."""
    kinds = {"lowest": may_be_lowest(line), "highest": may_be_highest(line)}
    return {
        kind: own[0]
        for kind, own in kinds.items()
        if len(own) == 1 and own[0] not in (line[0], line[-1])
    }


def _off_line(claims: pd.DataFrame, line: Sequence[Claim]) -> list[str]:
    """Return that no line joins the figures of a series from before or after its line."""
    own = claims_by_run(claims_in(claims))[line[0].official, line[0].series_id]
    where = {
        "before": any(claim.start < line[0].start for claim in own),
        "after": any(claim.end > line[-1].end for claim in own),
    }
    sides = " and ".join(side for side, there in where.items() if there)
    return [f"no line joins the figures {sides}"] if sides else []


def _newer(dataset: Dataset, claims: pd.DataFrame, line: Sequence[Claim]) -> list[str]:
    """Return the newest figure of the record on the same place, for as long a time, that ends
    after a line and its series do.
    """
    own = claims_by_run(claims_in(claims))[line[0].official, line[0].series_id]
    end = max(claim.end for claim in own)
    newer = [
        claim
        for claim in claims_in(claims)
        if claim.official and claim.in_force and claim.dated and claim.months == line[-1].months
        if claim.place_id == line[0].place_id and claim.measure == line[0].measure
        if claim.end > end
    ]
    if not newer:
        return []
    newest = max(newer, key=lambda claim: claim.end)
    not_final = f" ({wording.NOT_FINAL})" if newest.unsettled else ""
    return [f"newest of another series {_when(_in_chart(dataset, newest), newest)}{not_final}"]


def _other_curves(claims: pd.DataFrame) -> list[str]:
    """Return how many series have a line that is not described."""
    others = len(_curves(claims)) - 1
    return [f"{many(others, 'other line')} not described"] if others else []


def _whose(dataset: Dataset, claims: pd.DataFrame, line: Sequence[Claim]) -> str:
    """Return which series of a chart a line is of; empty where there is no other."""
    if len(claims_by_run(claims_in(claims))) == 1:
        return ""
    name = notes.series_labels(dataset, claims, credited=True)[line[0].series_id]
    others = {own[0].producer for own in _curves(claims) if own[0].series_id != line[0].series_id}
    if len(name) > LONG_NAME and line[0].producer not in others:
        name = line[0].producer or name
    computed = line[0].computation is not None
    return f"{name} ({wording.record_words(computed=computed)})" if line[0].official else name


def _title(dataset: Dataset, line: Sequence[Claim]) -> str:
    """Return what a line tells of what and where: `Peru: flooded houses rose from 8,867 in 2007
    to 10,253 in 2010`; the first number has its unit, where the subject does not name it.
    """
    first, last = line[0], line[-1]
    subject = _subject(dataset, last)
    unit = str(wording.unit_row(dataset, first.quantity.chart_unit)["plural"])

    def said(claim: Claim) -> str:
        with_unit = claim is first and unit not in subject.lower()
        return _charted(dataset, claim) if with_unit else _plain(dataset, claim, last)

    told = VERBS.get(step(first, last))
    course = "; ".join(_course(line, told or ": {}, {}", said, short=True))
    return f"{subject} {course}" if told else f"{subject}{course}"


def _change(dataset: Dataset, line: Sequence[Claim], last: Claim) -> str:
    """Return how the last number stands to the one before, where a line joins them."""
    if line[-1].claim_id != last.claim_id:
        return "No line joins it to the figures before."
    told = STEPS.get(step(line[-2], last))
    before = _when(_plain(dataset, line[-2], last), line[-2])
    return f"{told.format(before)}." if told else f"{before[:1].upper()}{before[1:]} before."


def _subject(dataset: Dataset, claim: Claim) -> str:
    """Return what is measured as a sentence begins with it: `Peru: flooded houses`."""
    title = str(dataset.indicators.loc[claim.indicator_id, "title"])
    place = place_words(dataset, claim.place_id, claim.from_place_id, title)
    return f"{place}: {inside(dataset, title)}" if place else title


def _plain(dataset: Dataset, claim: Claim, last: Claim) -> str:
    """Return a value without its unit, where that stands with the last number beside it."""
    if claim.quantity.unit != last.quantity.unit:
        return _charted(dataset, claim)
    return _bare(dataset, claim)


def _charted(dataset: Dataset, claim: Claim) -> str:
    """Return a value in the unit of its chart, with its unit."""
    level = claim.measure not in (*CHANGES, RATIO)
    converted = wording.converted_words(dataset, claim, claim.quantity.chart_unit) if level else ""
    return converted.removesuffix(wording.ROUNDED) or wording.claim_words(dataset, claim)


def _in_chart(dataset: Dataset, claim: Claim) -> str:
    """Return a value as it stands in a chart, without its unit where that is the chart's."""
    return _bare(dataset, claim)


def _bare(dataset: Dataset, claim: Claim) -> str:
    """Return a value in the unit of its chart, without it; one that is not converted keeps its
    own, such as deaths per year in a chart of deaths.
    """
    words = _charted(dataset, claim)
    level = f" {OF_LEVEL.format(claim.base_period)}"
    if words.endswith(level):
        return words.removesuffix(level).removesuffix(" of")
    unit = wording.unit_row(dataset, claim.quantity.chart_unit)
    for name in (unit["plural"], unit["name"]):
        words = words.replace(f" {name} (rounded)", " (rounded)").removesuffix(f" {name}")
    return words


def _when(words: str, claim: Claim) -> str:
    period = wording.period_words(claim)
    return f"{words} {'in' if period.isdigit() else 'for'} {period}"
