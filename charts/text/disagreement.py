"""A gap between two claims in words, and what may explain it: neutral and exact, no verdict."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

from charts.text import notes, wording
from charts.text.official_record import RATIO
from loaders.analysis import pairs
from loaders.analysis.pairs import UNLIKE, Pair, reasons
from loaders.analysis.repetition import repeated
from loaders.dataset import Claim, Dataset, claims_in
from loaders.queries.selection import RATE
from loaders.values.codelists import (
    HEDGES,
    MAGNITUDE,
    MEASURES,
    NOT_STATED,
    POINT_HEDGES,
    SOFT,
    STATUSES,
    VINTAGES,
)
from loaders.values.intervals import AGREE, ROUNDED, Interval, Quantity

SAME_NUMBER, SAME_WORDS = "the same number", "both say the same"
NO_GAP = "no gap to give"
ONE_COUNT = "One count, published twice: neither confirms the other."
REASON_WORDS = {
    pairs.REPEATED: "Several documents repeat one source",
    pairs.DEFINITION: "Definition",
    pairs.WHOLE: "Part or whole",
    pairs.PRODUCER: "Producer",
    pairs.UNKNOWN: "Producer not stated",
    pairs.VINTAGE: "Provisional or final",
    pairs.SCOPE: "Way of counting",
    pairs.MEASURE: "Kind of number",
    pairs.SEASON: "Season or fiscal year",
    pairs.LENGTH: "Length of the period",
    pairs.ONCE: "Time of the event",
    pairs.UNDATED: "Time not stated",
    pairs.INFERRED: "Period inferred",
    pairs.STATUS: "Status",
    pairs.ROUNDING: "Rounding",
    pairs.HEDGE: "Wording",
}


def bounds_words(bounds: Interval, figures: int = wording.FIGURES) -> str:
    """Return bounds in words, rounded outwards: `13,800`, `more than 301`, `4,500 to 11,100`,
    `less than 70.1`, `anything`.
    """
    low, high = shortened(bounds.low, figures, down=True), shortened(bounds.high, figures)
    if bounds.low == bounds.high or low == high:
        return wording.number(wording.to_figures(bounds.low, figures))
    if math.isinf(bounds.high):
        floor = "more than" if bounds.low_open or low != bounds.low else "at least"
        return f"{floor} {wording.number(low)}" if bounds.low else "anything"
    if not bounds.low:
        ceiling = "less than" if bounds.high_open or high != bounds.high else "up to"
        return f"{ceiling} {wording.number(high)}"
    return f"{wording.number(low)} to {wording.number(high)}"


def shortened(value: float, figures: int, *, down: bool = False) -> float:
    """Return a number with so many figures, rounded up or down; whole numbers stay whole."""
    clean = float(f"{value:.12g}")
    if math.isinf(clean) or clean == round(clean):
        return clean
    scale = 10.0 ** wording.places_for(clean, figures)
    return (math.floor if down else math.ceil)(float(f"{clean * scale:.12g}")) / scale


def gap_words(dataset: Dataset, pair: Pair) -> str:
    """Return how far two claims are apart in their unit; of shares in percentage points."""
    if pair.agreement == UNLIKE:
        return NO_GAP
    if pair.gap.high == 0:
        return SAME_NUMBER
    if pair.alike:
        return SAME_WORDS
    if math.isinf(pair.gap.high) and not pair.gap.low:
        return f"unknown: {_without_limit(pair)}"
    texts = _with_unit(dataset, bounds_words(pair.gap), pair.unit, pair.gap)
    rate = all(claim.measure == RATE for claim in pair.claims) and "/" not in pair.unit
    return _about(pair) + texts + (" per year" if rate else "")


def gap_share_words(pair: Pair) -> str:
    """Return how the higher number compares with the lower: `the higher is 37.5 % above the lower`,
    from twice it on `the higher is 2.35 times the lower`; empty where nothing bounds it, or where
    the lower is zero.
    """
    share = pair.share
    if pair.agreement == UNLIKE or share.high == 0 or pair.alike or math.isinf(share.low):
        return ""
    if math.isinf(share.high) and not share.low:
        return ""
    if share.low >= 1:
        times = replace(share, low=share.low + 1, high=share.high + 1)
        return f"the higher is {_about(pair)}{bounds_words(times)} times the lower"
    percent = replace(share, low=share.low * 100, high=share.high * 100)
    return f"the higher is {_about(pair)}{bounds_words(percent)}\u00a0% above the lower"


def printed_words(dataset: Dataset, pair: Pair) -> str:
    """Return how far the printed numbers of claims with open bounds are apart; empty for others."""
    if pair.agreement == UNLIKE or math.isnan(pair.printed) or not pair.printed:
        return ""
    if pair.gap.low == pair.gap.high:
        return ""
    exact = Interval(pair.printed, pair.printed)
    between = _with_unit(dataset, bounds_words(exact), pair.unit, exact)
    return f"{between} between the printed numbers"


def _without_limit(pair: Pair) -> str:
    """Return which words leave a gap without a limit: `“more than” has no upper limit`."""
    open_sides = [side for side in pair.sides if math.isinf(side.number.high)]
    labels = list(dict.fromkeys(f"“{_open_words(side)}”" for side in open_sides))
    return f"{' and '.join(labels)} {'have' if len(labels) > 1 else 'has'} no upper limit"


def _open_words(side: Quantity) -> str:
    """Return the words that set no upper limit: `more than`, or of a vague word itself."""
    if side.hedge == MAGNITUDE:
        return wording.hedged_words(side.low, side.high, MAGNITUDE)
    return HEDGES[side.hedge].label


def _about(pair: Pair) -> str:
    single = pair.gap.low == pair.gap.high
    rounded = any(claim.shown_hedge in SOFT for claim in pair.claims)
    return "about " if rounded and single else ""


def _with_unit(dataset: Dataset, number: str, unit: str, bounds: Interval) -> str:
    row = wording.unit_row(dataset, unit)
    if row["dimension"] == RATIO and unit == "percent":
        return f"{number} percentage point{'' if bounds.low == bounds.high == 1 else 's'}"
    return wording.with_unit(number, row, 1 if bounds.low == bounds.high == 1 else 2)


def fit_words(dataset: Dataset, pair: Pair) -> str:
    """Return whether two claims agree, in a sentence."""
    if pair.relation == pairs.BASE:
        return "These are shares of different things: one cannot be subtracted from the other."
    if pair.agreement == UNLIKE:
        return f"{_times_unknown(pair)}: one cannot be subtracted from the other."
    if pair.relation == pairs.PART:
        return "The part is larger than its whole."
    if pair.agreement == ROUNDED:
        return f"Both can be true if {_rounded(dataset, pair)}."
    if pair.agreement == AGREE:
        return "Both can be true." if not _one_count(dataset, pair) else ONE_COUNT
    caveat = time_caveat(pair)
    return f"They do not agree; {caveat}." if caveat else "They do not agree."


def _one_count(dataset: Dataset, pair: Pair) -> bool:
    """Tell whether two official figures are one count."""
    series = {claim.series_id for claim in pair.claims}
    if len(series) == 1 or not all(claim.official for claim in pair.claims):
        return False
    rows = dataset.joined[dataset.joined["series_id"].isin(series)]
    return pair.one.claim_id in repeated(claims_in(rows))


def time_caveat(pair: Pair) -> str:
    """Return that two numbers are of different times, or may be; empty where they are of one."""
    if not pair.dated:
        return "they may cover different times, as neither says which"
    return "" if pair.one_time else "they cover different times"


def of_other_times(pairs: Iterable[Pair]) -> str:
    """Return in brackets how many of the pairs that do not agree may be of different times."""
    apart = [pair for pair in pairs if pair.apart]
    count = sum(bool(time_caveat(pair)) for pair in apart)
    if not count:
        return ""
    return f" ({'all' if count == len(apart) else count} for different times)"


def _times_unknown(pair: Pair) -> str:
    if any(claim.measure == RATE for claim in pair.claims):
        return "One is a number per time, the other a total over a time that is not stated"
    return "The time that was added up over is not stated"


def _rounded(dataset: Dataset, pair: Pair) -> str:
    """Return which of two single numbers has to be rounded for both to be true."""
    sides = zip(pair.claims, pair.sides, pair.sides[::-1], strict=True)
    points = [c for c in pair.claims if c.quantity.hedge in POINT_HEDGES]
    alone = [claim for claim, side, other in sides if side.rounded.fits(other.number)]
    named = [claim for claim in alone if claim in points][:1] or points
    return " and ".join(
        f"{wording.claim_words(dataset, claim)} is {wording.rounding_words(dataset, claim)}"
        for claim in named
    )


def pair_words(dataset: Dataset, pair: Pair) -> str:
    """Return a pair in sentences: who gives what, how far apart, and whether they agree."""
    one, other = (
        f"{name} gives {said(dataset, claim, pair.unit)}"
        for name, claim in zip(tellers(dataset, pair), pair.claims, strict=True)
    )
    gap, share = gap_words(dataset, pair), gap_share_words(pair)
    fits = fit_words(dataset, pair)
    if gap in (SAME_NUMBER, SAME_WORDS):
        return f"{one}, {other}: {gap}. {fits}"
    if pair.agreement == UNLIKE:
        return f"{one}, {other}. {fits}"
    verb = "is" if pair.gap.low or math.isinf(pair.gap.high) else "may be"
    more = "".join(f"; {part}" for part in (share, printed_words(dataset, pair)) if part)
    return f"{one}, {other}. The gap {verb} {gap}{more}. {fits}"


def gap_sentence(dataset: Dataset, pair: Pair) -> str:
    """Return how far a pair is apart, in which years, and whether both can be true."""
    fits = fit_words(dataset, pair)
    if pair.agreement == UNLIKE:
        return fits
    gap = gap_words(dataset, pair)
    if gap in (SAME_NUMBER, SAME_WORDS):
        return f"{gap.capitalize()} ({times(pair)}). {fits}"
    colon = "" if gap.startswith("unknown:") else ":"
    return f"Widest gap{colon} {gap} ({times(pair)}). {fits}"


def tellers(dataset: Dataset, pair: Pair) -> tuple[str, str]:
    """Return who gives each number, with how it was counted where both are of one document."""
    one, other = (who(dataset, claim) for claim in pair.claims)
    if one != other:
        return one, other
    first, second = (who(dataset, claim, claim.counting) for claim in pair.claims)
    return first, second


def who(dataset: Dataset, claim: Claim, counting: str = "") -> str:
    """Return who counted, which edition it is, and the document that says so: `FAO (final, in
    Smith et al. 2022)`, `FAO 2017` of an office's own.
    """
    work = dataset.works[claim.document_id].short()
    stated = claim.vintage not in ("", NOT_STATED)
    edition = counting or (VINTAGES[claim.vintage].label if stated else "")
    if claim.producer and not work.startswith(claim.producer):
        return f"{claim.producer} ({f'{edition}, ' if edition else ''}in {work})"
    return f"{work} ({edition})" if edition else work


def said(dataset: Dataset, claim: Claim, unit: str) -> str:
    """Return a claim's value with its conversion to a unit, status, credit and period."""
    alike = unit == claim.quantity.unit
    converted = "" if alike else wording.converted_words(dataset, claim, unit)
    value = wording.claim_words(dataset, claim)
    more = f" (= {converted})" if converted not in ("", value) else ""
    return wording.with_period(value + more, claim)


def explanations(dataset: Dataset, pair: Pair) -> list[str]:
    """Return a sentence for each thing in the tables that may explain a gap."""
    return [f"{REASON_WORDS[name]}: {_reason_words(dataset, pair, name)}" for name in reasons(pair)]


def _reason_words(dataset: Dataset, pair: Pair, reason: str) -> str:
    one = pair.one
    works = [dataset.works[claim.document_id].short() for claim in pair.claims]
    if reason == pairs.REPEATED:
        whose = one.producer or "one series"
        return f"{works[0]} and {works[1]} both have theirs from {whose}: one source, not two."
    if reason == pairs.DEFINITION:
        return _definition_words(dataset, pair)
    if reason == pairs.WHOLE:
        titles = [str(dataset.indicators.loc[c.indicator_id, "title"]) for c in pair.claims]
        return f"“{titles[0]}” is a part of “{titles[1]}”, and is given the larger number."
    if reason == pairs.UNKNOWN:
        unnamed = " and ".join(
            dict.fromkeys(w for w, c in zip(works, pair.claims, strict=True) if not c.producer)
        )
        return f"for the number in {unnamed} it is not stated who counted."
    if reason in (pairs.VINTAGE, pairs.SCOPE):
        scopes = [c.counting or "not stated" for c in pair.claims]
        return f"“{scopes[0]}” beside “{scopes[1]}”."
    return _plain_reason_words(dataset, pair, reason)


def _definition_words(dataset: Dataset, pair: Pair) -> str:
    """Return what two shares are of, or which part a count leaves out and the other has."""
    if pair.relation == pairs.BASE:
        bases = [str(dataset.indicators.loc[c.indicator_id, "base"]) for c in pair.claims]
        first, second = (base or "a base that is not stated" for base in bases)
        return f"one is a share of {first}, the other of {second}."
    titles = {str(name): str(title) for name, title in dataset.indicators["title"].items()}
    counts = [c for c in pair.claims if c.leaves_out]
    return (
        "; ".join(f"{who(dataset, c)} counts without “{titles[c.leaves_out]}”" for c in counts)
        + "."
    )


def _plain_reason_words(dataset: Dataset, pair: Pair, reason: str) -> str:
    one, other = pair.claims
    periods = [wording.period_words(claim) for claim in pair.claims]
    if reason == pairs.PRODUCER:
        return f"one number is from {one.producer}, the other from {other.producer}."
    if reason == pairs.MEASURE:
        kinds = [MEASURES[claim.measure].label for claim in pair.claims]
        return f"{kinds[0]} beside {kinds[1]}{_total_of_rate(dataset, pair)}."
    if reason in (pairs.SEASON, pairs.LENGTH):
        return f"{periods[0]} beside {periods[1]}; what lies in one only is not in the other."
    if reason == pairs.STATUS:
        status = [STATUSES[claim.status].label for claim in pair.claims]
        return f"one number is {status[0]}, the other {status[1]}."
    if reason == pairs.HEDGE:
        hedged = [c for c in pair.claims if c.shown_hedge != "exact"]
        quoted = [wording.quotation(c.as_printed) for c in hedged]
        leave = "leave" if len(hedged) > 1 else "leaves"
        return f"{' and '.join(f'“{text}”' for text in quoted if text)} {leave} room."
    return {
        pairs.ONCE: "one happened once, at a time that is not stated.",
        pairs.UNDATED: "neither gives a period, so they may be about different times.",
        pairs.INFERRED: "a period is not in the words, but was inferred from what is around them.",
        pairs.ROUNDING: "if a single number was rounded to its last digit, both can be true.",
    }[reason]


def _total_of_rate(dataset: Dataset, pair: Pair) -> str:
    """Return what total a rate was made, beside another; empty where it stays what it is."""
    rate = next((claim for claim in pair.claims if claim.measure == RATE), None)
    if rate is None or pair.agreement == UNLIKE:
        return ""
    made = wording.converted_words(dataset, rate, rate.quantity.chart_unit)
    return f"; {wording.claim_words(dataset, rate)} makes {made} in {rate.period}" if made else ""


def remarks(dataset: Dataset, pair: Pair) -> list[str]:
    """Return the notes on the claims and on their series, each once, with whose they are."""
    texts: dict[str, str] = {}
    for claim in pair.claims:
        work = dataset.works[claim.document_id].short()
        series = str(dataset.series.loc[claim.series_id, "note"])
        for text in (str(claim.note), series):
            if text:
                texts.setdefault(text, work)
    return [f"{work}: {text}" for text, work in texts.items()]


def heading(dataset: Dataset, pair: Pair) -> str:
    """Return what both measure, and where; of two indicators the second."""
    return ", ".join(part for part in subject(dataset, pair)[:2] if part)


def subject(dataset: Dataset, pair: Pair) -> list[str]:
    """Return what both measure, where and when; of two indicators the second."""
    indicator = str(dataset.indicators.loc[pair.other.indicator_id, "title"])
    if pair.relation == pairs.BASE:
        comparison = str(dataset.indicators.loc[pair.other.indicator_id, "comparison_id"])
        indicator = str(dataset.comparisons.loc[comparison, "title"])
    origin = "" if pair.relation == pairs.BASE else pair.other.from_place_id
    place = wording.place_words(dataset, pair.other.place_id, origin, indicator)
    return [indicator, place, times(pair)]


def times(pair: Pair) -> str:
    """Return the periods of both, once where they are the same days."""
    one, other = (str(claim.period) if claim.period else "year not given" for claim in pair.claims)
    return other if pair.one_time or one == other else f"{one} and {other}"


def source(dataset: Dataset, claim: Claim) -> str:
    """Return a claim's document, with the paragraph of a text."""
    if not str(claim.locator).startswith("para "):
        return dataset.works[claim.document_id].short()
    return notes.sources(dataset.works, [replace(claim, reference_ids="")])
