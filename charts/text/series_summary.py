"""The claims of one run in sentences: ends, extremes as far as their words tell, open bounds,
lines, gaps.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

import pandas as pd

from charts.text import wording
from charts.text.gaps import no_lines
from loaders.dataset import Claim, Dataset, claims_in
from loaders.values.codelists import (
    DECREASE,
    HIGH_HEDGES,
    LOW_HEDGES,
    MAGNITUDE,
    RANGES,
    TOLD_APART,
    UPWARD,
)
from loaders.values.edtf import YEAR
from loaders.values.intervals import Interval

TOTALS = ("flow", "count", "cumulative")
"""Measures that are greater over a longer period for no other reason."""
LEAST_AND_MOST = {DECREASE: ("smallest", "deepest")}
"""What ends are called that are not the lowest and the highest number."""
ALIKE = ("indicator_id", "place_id", "from_place_id", "measure")


def surely_below(one: Interval, other: Interval) -> bool:
    """Tell whether every number that the one allows is below every one of the other."""
    touching = one.high == other.low and (one.high_open or other.low_open)
    return one.high < other.low or touching


def may_be_highest(claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims that no other is surely above; with open bounds they can be several."""
    if not claims:
        return []
    best = max((claim.quantity.words for claim in claims), key=lambda b: (b.low, b.low_open))
    return [claim for claim in claims if not surely_below(claim.quantity.words, best)]


def may_be_lowest(claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims that no other is surely below; with open bounds they can be several."""
    if not claims:
        return []
    best = min((claim.quantity.words for claim in claims), key=lambda b: (b.high, not b.high_open))
    return [claim for claim in claims if not surely_below(best, claim.quantity.words)]


def ranked(claims: Iterable[Claim]) -> list[Claim]:
    """Return the claims among which a lowest and a highest mean something: counted or estimated,
    in force.
    """
    return [c for c in claims if c.status in ("observation", "estimate") and c.in_force]


def why_no_extremes(claims: Sequence[Claim]) -> str:
    """Say why a lowest and a highest of claims would mislead; empty where they do not."""
    if any(len({getattr(claim, name) for claim in claims}) > 1 for name in ALIKE):
        return "the rows are about different quantities or places"
    if any(claim.measure == "cumulative" for claim in claims):
        return "these are running totals"
    if len({claim.base_period for claim in claims}) > 1:
        return "they are measured against different periods"
    lengths = {claim.length if claim.dated else None for claim in claims}
    if claims[0].measure in TOTALS and (len(lengths) > 1 or None in lengths):
        return "the periods differ in length"
    return ""


UP, DOWN, LEVEL, OPEN = "up", "down", "unchanged", "unclear"
RISING = {
    UP: "it rose",
    DOWN: "it fell",
    LEVEL: "it did not change",
    OPEN: "the wording does not say which way",
}
"""What is said of a line whose steps all go one way."""
MIXED = {UP: "rose", DOWN: "fell", LEVEL: "did not change", OPEN: "may have gone either way"}
"""What is said of a part of its steps."""
LISTED = 3
"""How many claims of a run are told one by one; of more, the ends and what stands out."""
MOST_NAMED = 12
"""How many claims one sentence names."""
HEDGE_KINDS = {
    **dict.fromkeys(UPWARD, "no upper limit given"),
    **dict.fromkeys(HIGH_HEDGES, "no lower limit given"),
    **dict.fromkeys(RANGES, "a range"),
}


def many(count: int, one: str, several: str = "") -> str:
    """Return a count with its noun: `1 claim`, `2 claims`."""
    return f"{count:,} {one if count == 1 else several or one + 's'}"


def counts_words(claims: Sequence[Claim]) -> str:
    """Return how many claims of how many documents, official figures of which offices, and figures
    that were computed here.
    """
    in_force = [claim for claim in claims if claim.in_force]
    claims = [claim for claim in in_force if claim.computation is None]
    parts = []
    cited = [claim for claim in claims if not claim.official]
    if cited:
        documents = len({claim.document_id for claim in cited})
        parts.append(f"{many(len(cited), 'claim')} from {many(documents, 'document')}")
    recorded = [claim for claim in claims if claim.official]
    if recorded:
        producers = len({claim.producer for claim in recorded if claim.producer})
        of = f" from {many(producers, 'producer')}" if producers else ""
        parts.append(f"{many(len(recorded), 'official figure')}{of}")
    if len(claims) < len(in_force):
        computed = many(len(in_force) - len(claims), "figure")
        parts.append(f"{computed} {wording.COMPUTED}")
    return " and ".join(parts)


def years_words(claims: Sequence[Claim]) -> str:
    """Return the first and the last year that periods touch; empty where there is no period."""
    dated = [claim for claim in claims if pd.notna(claim.start)]
    if not dated:
        return ""
    first, last = min(c.start.year for c in dated), max(c.end.year for c in dated)
    return str(first) if first == last else f"{first}–{last}"


def value_words(dataset: Dataset, claim: Claim) -> str:
    """Return a claim's value and hedge as everywhere, with its conversion."""
    value = wording.claim_words(dataset, claim)
    converted = wording.converted_words(dataset, claim, claim.quantity.chart_unit)
    return f"{value} (= {converted})" if converted not in ("", value) else value


def kind_words(claim: Claim) -> str:
    """Return what a claim is besides a number: open, a range, alleged by whom, not final,
    corrected.
    """
    kinds = (
        wording.qualified(HEDGE_KINDS.get(claim.quantity.hedge, ""), claim),
        wording.more_words(claim),
        "" if claim.in_force else claim.state,
    )
    return ", ".join(kind for kind in kinds if kind)


def claim_phrase(dataset: Dataset, claim: Claim) -> str:
    """Return a claim as a part of a sentence: `at least 7 ships, 2003 (no upper limit given)`."""
    kind = kind_words(claim)
    text = f"{value_words(dataset, claim)}, {wording.period_words(claim)}"
    return f"{text} ({kind})" if kind else text


def enumeration(texts: Iterable[str]) -> str:
    """Return texts as one list, each once, at most `MOST_NAMED` of them."""
    own = list(dict.fromkeys(texts))
    more = [f"and {len(own) - MOST_NAMED:,} more"] if len(own) > MOST_NAMED else []
    return "; ".join([*own[:MOST_NAMED], *more])


def run_sentences(
    dataset: Dataset,
    name: str,
    claims: pd.DataFrame,
    pairs: Sequence[tuple[str, str]],
    off_scale: Collection[str] = frozenset(),
) -> list[str]:
    """Return what is to tell of the dated claims of a series in documents, or in the record.

    `claims` are rows of `selection.trend_claims`, in its order; `pairs` those that lines join,
    `off_scale` the ids of those that a logarithmic scale has no place for.
    """
    rows = sorted(claims_in(claims), key=lambda claim: (claim.start, claim.end))
    current = [claim for claim in rows if claim.in_force] or rows
    statuses = Counter(map(wording.came_about, current))
    several = len(statuses) > 1
    how = ", ".join(f"{n:,} {status}" if several else status for status, n in statuses.items())
    noun = "official figure" if rows[0].official else "claim"
    noun = noun if rows[0].computation is None else "figure"
    found = [f"{name}: {many(len(current), noun)} for {years_words(rows)}, {how}."]
    if len(rows) <= LISTED:
        name = "The number" if len(rows) == 1 else "The numbers"
        found.append(f"{name}: {enumeration(claim_phrase(dataset, claim) for claim in rows)}.")
    else:
        found += [*_ends(dataset, rows), *extremes(dataset, rows), *_standing_out(dataset, rows)]
    gaps = (f"{clause[:1].upper()}{clause[1:]}." for clause in no_lines(claims, off_scale))
    return [*found, *_lines(dataset, rows, pairs), *gaps]


def extremes(dataset: Dataset, claims: Iterable[Claim]) -> list[str]:
    """Return the lowest and the highest of claims that were counted or estimated, of falls the
    smallest and the deepest, as far as their words tell which they are.
    """
    rows = ranked(claims)
    if len(rows) < 2:
        return []
    if any(claim.is_computed_change for claim in rows):
        return []
    why = why_no_extremes(rows)
    if why:
        return [f"No lowest or highest is named, because {why}."]
    least, most = LEAST_AND_MOST.get(rows[0].measure, ("lowest", "highest"))
    ends = {least: may_be_lowest(rows), most: may_be_highest(rows)}
    return [_extreme(dataset, which, own, len(rows)) for which, own in ends.items()]


def _extreme(dataset: Dataset, which: str, candidates: Sequence[Claim], of: int) -> str:
    one_number = len({value_words(dataset, claim) for claim in candidates}) == 1
    if len(candidates) == 1 or (one_number and candidates[0].quantity.hedge == "exact"):
        return f"The {which}: {enumeration(claim_phrase(dataset, claim) for claim in candidates)}."
    if len(candidates) <= LISTED:
        either = enumeration(claim_phrase(dataset, claim) for claim in candidates)
        return f"As worded, the {which} may be any of these: {either}."
    return f"As worded, {len(candidates):,} of the {of:,} may be the {which}."


def _ends(dataset: Dataset, rows: Sequence[Claim]) -> list[str]:
    """Return the claims of the first period and those of the last, of what is in force."""
    own = [claim for claim in rows if claim.in_force]
    if not own:
        return []
    spans = [(claim.end, claim.start) for claim in own]
    last = [claim for claim, span in zip(own, spans, strict=True) if span == max(spans)]
    first = [c for c in own if (c.start, c.end) == (own[0].start, own[0].end)]
    return [
        f"{name}: {enumeration(claim_phrase(dataset, claim) for claim in ends)}."
        for name, ends in (("First", first), ("Last", last))
    ]


def _standing_out(dataset: Dataset, rows: Sequence[Claim]) -> list[str]:
    """Return each claim that is no single number, that nobody counted, whose period is inferred,
    that is not final, that others quote, or that is not in force.
    """
    current = [claim for claim in rows if claim.in_force]
    groups = {
        "Only one limit given": [
            c for c in current if c.quantity.hedge in (*LOW_HEDGES, *HIGH_HEDGES)
        ],
        "Ranges": [c for c in current if c.quantity.hedge in RANGES],
        "Vague words": [c for c in current if c.quantity.hedge == MAGNITUDE],
        "Neither counted nor estimated": [c for c in current if c.status in TOLD_APART],
        "Periods inferred": [c for c in current if c.inferred],
        "Not final": [c for c in current if c.unsettled],
        "Read as others quote them": [c for c in current if c.quoted_by],
        "Corrected or withdrawn, struck through": [c for c in rows if not c.in_force],
    }
    return [
        f"{name}: {enumeration(claim_phrase(dataset, claim) for claim in own)}."
        for name, own in groups.items()
        if own
    ]


def _lines(dataset: Dataset, rows: Sequence[Claim], pairs: Iterable[tuple[str, str]]) -> list[str]:
    """Return a sentence for each line: its ends, and how many of its steps go which way."""
    by_id = {claim.claim_id: claim for claim in rows}
    lines: list[list[Claim]] = []
    for one, other in pairs:
        if one in by_id and other in by_id:
            if lines and lines[-1][-1].claim_id == one:
                lines[-1].append(by_id[other])
            else:
                lines.append([by_id[one], by_id[other]])
    return [
        f"A line joins {many(len(line), 'figure')}, from {claim_phrase(dataset, line[0])}, "
        f"to {claim_phrase(dataset, line[-1])}: {steps_words(line)}."
        for line in lines
    ]


def steps_words(line: Sequence[Claim]) -> str:
    """Return which way the steps of a line go."""
    if all(claim.is_computed_change for claim in line):
        falls = sum(claim.measure == DECREASE for claim in line)
        return f"{many(len(line) - falls, 'rise')}, {many(falls, 'fall')}"
    ways = Counter(step(*pair) for pair in itertools.pairwise(line))
    if len(ways) == 1:
        (way,) = ways
        return RISING[way] + (each_step(line) if way in (UP, DOWN) else "")
    at, steps = ("in", "years") if yearly(line) else ("at", "steps")
    first, *others = [way for way in MIXED if ways[way]]
    mostly = f"it {MIXED[first]} {at} {ways[first]} of {len(line) - 1} {steps}"
    return wording.listed([mostly, *(f"{MIXED[way]} {at} {ways[way]}" for way in others)])


def each_step(line: Sequence[Claim]) -> str:
    """Return how often a line went its way that always went one: of a single step, nothing."""
    if len(line) <= 2:
        return ""
    return " every year" if yearly(line) else " at every step"


def yearly(line: Sequence[Claim]) -> bool:
    """Tell whether the figures of a line are for years, one after the other."""
    years = (b.start == a.start + pd.DateOffset(years=1) for a, b in itertools.pairwise(line))
    return line[0].months == YEAR and all(years)


def step(one: Claim, other: Claim) -> str:
    """Return which way a line goes: to a deeper fall, it goes down."""
    first, second = one.quantity.words, other.quantity.words
    up, down = (DOWN, UP) if one.measure == DECREASE else (UP, DOWN)
    if surely_below(first, second):
        return up
    if surely_below(second, first):
        return down
    return (
        LEVEL if first == second and one.quantity.hedge == other.quantity.hedge == "exact" else OPEN
    )
