"""What to look at twice before a claim comes in: arithmetic beside what is there, no verdict."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence

from loaders.analysis.caution import DISAGREEMENT, DUPLICATE, JUMP, KINDS, RECORD, Caution
from loaders.analysis.disagreements import all_pairs
from loaders.analysis.official_record import RecordPair, record_pairs, record_pairs_of
from loaders.analysis.pairs import BASE, PART, Pair
from loaders.analysis.series_fit import misfits
from loaders.dataset import Claim, Dataset, claims_in
from loaders.queries.claim_text import claim_statement, claim_words, number
from loaders.queries.selection import EVERYTHING, in_own_units, selected
from loaders.values.codelists import POINT_HEDGES
from loaders.values.intervals import ABOVE, BELOW, PARTLY, ROUNDED, excess

SAYS = ("series_id", "period", "base_period", "low", "high")
"""The cells in which a duplicate is like another claim."""
WHERE = {PARTLY: "only partly within", ABOVE: "below", BELOW: "above", ROUNDED: "not"}
"""Where the record lies for a claim's words, by where the words lie for the record."""
OUT_OF_PROPORTION = 2.0
"""How many times the largest step of its series a new claim's step has to be, to be told."""
FEWEST_EARLIER = 2
"""How many claims a series must have before a step can be held against it."""


def cautions(dataset: Dataset, claim_ids: Sequence[str]) -> tuple[Caution, ...]:
    """Return the remarks on claims that a dataset has been given, by claim and kind.

    duplicate: another claim in force of the series has the same period and number.
    disagreement: no one number fits the claim and another of its quantity, place and time, or
    it is a part that is larger than its whole.
    record: the official figure of a period is not within what the words of a claim allow.
    jump: see `_jumps`. share, fall, period, edition: see `loaders.analysis.series_fit`.
    """
    new = set(claim_ids)
    found = [*_duplicates(dataset, new), *_off_record(dataset, new)]
    known = {frozenset((remark.claim_id, remark.beside)) for remark in found}
    found += [
        r for r in _disagreements(dataset, new) if frozenset((r.claim_id, r.beside)) not in known
    ]
    found += [*_jumps(dataset, new), *misfits(dataset, new)]
    order = {name: place for place, name in enumerate(claim_ids)}
    return tuple(sorted(found, key=lambda r: (order[r.claim_id], KINDS.index(r.kind), r.beside)))


def _duplicates(dataset: Dataset, new: set[str]) -> Iterator[Caution]:
    """Yield one remark for each pair; of two new claims it is the later one's."""
    claims = selected(dataset.joined, EVERYTHING)
    again = claims[claims.duplicated(list(SAYS), keep=False)]
    for _, group in again.groupby(list(SAYS), dropna=False, sort=False):
        for other, one in itertools.combinations(claims_in(group), 2):
            claim, beside = _new_first(one, other, new)
            if claim.claim_id in new:
                alike = beside.quantity.hedge == claim.quantity.hedge
                same = "the same number" + ("" if alike else ", hedged in another way")
                where = f"{_whose(dataset, beside)} ({beside.claim_id})"
                text = f"{where} has {same}: {_said(dataset, beside)}."
                yield _remark(DUPLICATE, claim, beside, text)


def _disagreements(dataset: Dataset, new: set[str]) -> Iterator[Caution]:
    for pair in (*all_pairs(dataset), *_of_one_voice(dataset, new)):
        claim, beside = _new_first(*pair.claims, new)
        if claim.claim_id in new and not pair.fits and pair.relation != BASE:
            yield _remark(DISAGREEMENT, claim, beside, _disagreement(dataset, pair))


def _of_one_voice(dataset: Dataset, new: set[str]) -> Iterator[Pair]:
    """Yield new claims beside those of their own document, series and period.

    `all_pairs` leaves them out: a document may say more of a number. Two that no one number
    fits are more often a slip.
    """
    claims = selected(dataset.joined, EVERYTHING)
    alike = ["series_id", "period", "base_period", "document_id"]
    touched = claims.loc[claims["claim_id"].isin(list(new)), "series_id"]
    own = claims[claims["series_id"].isin(list(touched))]
    own = own[own.duplicated(alike, keep=False)]
    for _, group in in_own_units(dataset, own).groupby(alike, sort=False):
        yield from (Pair(*pair) for pair in itertools.combinations(claims_in(group), 2))


def _disagreement(dataset: Dataset, pair: Pair) -> str:
    one, other = (f"{_whose(dataset, c)}: {_said(dataset, c)}" for c in pair.claims)
    if pair.relation == PART:
        titles = dataset.indicators["title"]
        part, whole = (f"“{titles[claim.indicator_id]}”" for claim in pair.claims)
        return f"{part} is a part of {whole}, and is larger: {one}; {other}."
    return f"These do not agree: {one}; {other}."


def _off_record(dataset: Dataset, new: set[str]) -> Iterator[Caution]:
    """Yield what is held against the record and is not within the words, whichever is new."""
    joined = dataset.joined.set_index("claim_id", drop=False)
    pairs: list[RecordPair] = []
    if any(joined["official"][name] for name in new):
        pairs += record_pairs(dataset)[0]
    else:
        pairs += [one for name in sorted(new) for one in record_pairs_of(dataset, name)[0]]
    for one in pairs:
        claim, beside = _new_first(one.claim, one.recorded, new)
        if claim.claim_id in new and not one.printed.words.holds(one.record.number):
            words = f"The record, {_whose(dataset, one.recorded)}, has"
            allow = f"is {WHERE[one.where]} what “{claim_words(dataset, one.claim)}” allows"
            text = f"{words} {_said(dataset, one.recorded)}, which {allow}."
            yield _remark(RECORD, claim, beside, text)


def _jumps(dataset: Dataset, new: set[str]) -> Iterator[Caution]:
    """Yield the claims that are out of proportion to their series.

    A step is how many times the smaller the larger of two neighbouring claims is, the least
    that their words allow. Neighbours are the claims in force of one series whose periods are
    equally long and follow each other in time, whatever lies between. A new claim is told where
    its step to a neighbour is more than `OUT_OF_PROPORTION` times the largest step that the series
    had without the new claims, which are at least `FEWEST_EARLIER` other periods. From zero to
    another number is an endless step.
    """
    claims = selected(dataset.joined, EVERYTHING)
    claims = claims[claims["start"].notna()]
    touched = claims.loc[claims["claim_id"].isin(list(new)), "series_id"].unique()
    for series_id in touched:
        own = claims[claims["series_id"] == series_id]
        days = (own["end"] - own["start"]).dt.days
        length = own["months"].fillna(-days)  # of part of a month, its days
        for _, run in in_own_units(dataset, own).groupby(length):
            yield from _jumps_of(dataset, claims_in(run), new)


def _jumps_of(dataset: Dataset, run: Sequence[Claim], new: set[str]) -> Iterator[Caution]:
    earlier = _by_period([row for row in run if row.claim_id not in new])
    if len(earlier) < FEWEST_EARLIER:
        return
    usual = max(_step(*pair) for pair in itertools.pairwise(earlier))
    for claim in run:
        if claim.claim_id in new:
            step, beside = max(_steps(claim, earlier), key=lambda found: found[0])
            if step > OUT_OF_PROPORTION * usual:
                yield _remark(JUMP, claim, beside, _jump(dataset, claim, beside, usual))


def _by_period(rows: Sequence[Claim]) -> list[list[Claim]]:
    """Return the rows of each period, in order of time."""
    ordered = sorted(rows, key=lambda row: (row.start, row.end))
    groups = itertools.groupby(ordered, key=lambda row: (row.start, row.end))
    return [list(group) for _, group in groups]


def _steps(claim: Claim, periods: Sequence[Sequence[Claim]]) -> Iterator[tuple[float, Claim]]:
    """Yield the least step to the period before and to the one after, with the claim there.

    Another claim of the same period is a duplicate or a disagreement, no step.
    """
    when = (claim.start, claim.end)
    before = [rows for rows in periods if (rows[0].start, rows[0].end) < when]
    after = [rows for rows in periods if (rows[0].start, rows[0].end) > when]
    for rows in (*before[-1:], *after[:1]):
        yield min(((_step([claim], [row]), row) for row in rows), key=lambda found: found[0])


def _step(ones: Sequence[Claim], others: Sequence[Claim]) -> float:
    pairs = itertools.product(ones, others)
    return 1 + min(excess(one.quantity.number, other.quantity.number).low for one, other in pairs)


def _jump(dataset: Dataset, claim: Claim, beside: Claim, usual: float) -> str:
    step, rows = _step([claim], [beside]), (claim, beside)
    larger, smaller = sorted(rows, key=lambda row: -row.quantity.number.low)
    exact = all(row.quantity.hedge in POINT_HEDGES for row in rows)
    times = f"{'' if exact else 'at least '}{number(_rounded(step))} times"
    if math.isinf(step):
        first = f"{_said(dataset, claim)} stands beside {_said(dataset, beside)}"
    else:
        first = f"{_said(dataset, larger)} is {times} {_said(dataset, smaller)}"
    rest = f"the series' largest step so far is {number(_rounded(usual))} times"
    if usual == 1:
        rest = "as the series' other claims are worded, it may never have changed"
    return f"{first[0].upper()}{first[1:]}; {rest}."


def _rounded(step: float) -> float:
    return step if math.isinf(step) else float(f"{step:.3g}")


def _new_first(one: Claim, other: Claim, new: set[str]) -> tuple[Claim, Claim]:
    """Return two claims, the new one first; of two new ones the first given."""
    return (one, other) if one.claim_id in new else (other, one)


def _remark(kind: str, claim: Claim, beside: Claim, text: str) -> Caution:
    return Caution(kind, str(claim.claim_id), str(beside.claim_id), text)


def _whose(dataset: Dataset, claim: Claim) -> str:
    """Return whose claim it is: `Smith 2023`."""
    return dataset.works[claim.document_id].short()


def _said(dataset: Dataset, claim: Claim) -> str:
    """Return what a claim states, with its period: `about 110,000 deaths, estimated (2023)`."""
    words = claim_statement(dataset, claim)
    if claim.period is None:
        return f"{words}, year not given"
    return f"{words} ({claim.period})"
