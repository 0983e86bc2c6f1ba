"""Whether a new claim is of the kind that its series holds: its period, its size, its edition."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from loaders.analysis.caution import EDITION, FALL, PERIOD, SHARE, Caution
from loaders.dataset import Claim, Dataset, claims_in
from loaders.queries.claim_text import claim_statement
from loaders.queries.selection import EVERYTHING, selected
from loaders.values.codelists import FREQUENCIES

WHOLE = {"percent": 100.0, "fraction": 1.0}
"""More than this no share is."""
YEAR = 12
FEWEST = 2
"""How many other claims tell what periods a series has."""
FINAL = re.compile(r"\bfinal\b", re.IGNORECASE)
LENGTHS = {1: "a month", 3: "a quarter", 6: "half a year", 12: "a year"}


def misfits(dataset: Dataset, new: set[str]) -> Iterator[Caution]:
    """Yield remarks on new claims that their series gives reason to doubt.

    share: more than the whole. fall: a running total below an earlier one. period: another length
    than all others have, none in a regular series, or a calendar year among other years. edition: a
    final figure in a provisional series.
    """
    claims = selected(dataset.joined, EVERYTHING)
    touched = claims.loc[claims["claim_id"].isin(list(new)), "series_id"].unique()
    for series_id in touched:
        own = claims_in(claims[claims["series_id"] == series_id])
        known = [claim for claim in own if claim.claim_id not in new]
        for claim in own:
            if claim.claim_id in new:
                yield from _of_claim(dataset, claim, known)


def _of_claim(dataset: Dataset, claim: Claim, known: Sequence[Claim]) -> Iterator[Caution]:
    said = f"{claim_statement(dataset, claim)} ({claim.period or 'year not given'})"
    least = claim.quantity.number.low
    if claim.measure == "share" and least > WHOLE.get(claim.quantity.unit, least):
        yield _remark(SHARE, claim, None, f"{said}: a share is not more than its whole.")
    yield from _falls(dataset, claim, known, said)
    frequency = FREQUENCIES.get(str(dataset.series.loc[claim.series_id, "frequency"]))
    if claim.period is None and frequency:
        told = f"{claim_statement(dataset, claim)} has no period, and its series is"
        text = f"{told} {frequency.label.lower()}: it stands on no time axis."
        yield _remark(PERIOD, claim, None, text)
    if claim.dated and not claim.once:
        yield from _other_period(dataset, claim, known, said)
    edition = str(dataset.series.loc[claim.series_id, "vintage"])
    if edition == "provisional" and FINAL.search(f"{claim.as_printed} {claim.note}"):
        text = f"{said} is called final, and its series is of provisional figures."
        yield _remark(EDITION, claim, None, text)


def _falls(dataset: Dataset, claim: Claim, known: Sequence[Claim], said: str) -> Iterator[Caution]:
    """Yield the first running total that one of an earlier or a later end contradicts."""
    if claim.measure != "cumulative" or not claim.dated:
        return
    for other in (other for other in known if other.dated):
        earlier, later = sorted((claim, other), key=lambda each: each.end)
        follows = earlier.start == later.start and earlier.end < later.end
        if follows and later.quantity.number.high < earlier.quantity.number.low:
            beside = f"{claim_statement(dataset, other)} ({other.period})"
            yield _remark(FALL, claim, other, f"{said} beside {beside}: a running total falls.")
            return


def _other_period(
    dataset: Dataset, claim: Claim, known: Sequence[Claim], said: str
) -> Iterator[Caution]:
    """Yield a period that is shorter or longer than all others of a series, or begins elsewhere."""
    others = [other for other in known if other.dated and not other.once]
    lengths = {other.length for other in others}
    annual = dataset.series.loc[claim.series_id, "frequency"] == "A"
    usual = (
        ("months", float(YEAR)) if annual else next(iter(lengths)) if len(lengths) == 1 else None
    )
    if usual is None or (not annual and len(others) < FEWEST):
        return
    if claim.length != usual and claim.length not in lengths:
        own, rest = _length(claim.length), _length(usual)
        also = _season(claim) if usual[1] == YEAR and claim.length[1] == 1 else ""
        yield _remark(PERIOD, claim, None, f"{said} is of {own}, and its series of {rest}.{also}")
    starts = Counter(other.start.month for other in others if other.length == claim.length)
    if len(starts) == 1 and claim.start.month not in starts and claim.length[1] == YEAR:
        beside = next(other for other in others if other.length == claim.length)
        text = f"{said} is not of the same kind of year as {beside.period}."
        yield _remark(PERIOD, claim, beside, text)


def _season(claim: Claim) -> str:
    """Say how a season or a fiscal year is written that a month may be meant as: 2010-11."""
    year, month = claim.start.year, claim.start.month
    if claim.period is None or month != (year + 1) % 100:
        return ""
    own, other = claim.period.text, f"{year}-10/{year + 1}-09"
    return f" {own} is a month; a season or a fiscal year is written as {other}."


def _length(length: tuple[str, float]) -> str:
    unit, number = length
    named = LENGTHS.get(int(number)) if unit == "months" and number == int(number) else None
    return named or f"{number:g} {unit}"


def _remark(kind: str, claim: Claim, beside: Claim | None, text: str) -> Caution:
    name = str(beside.claim_id) if beside else ""
    return Caution(kind, str(claim.claim_id), name, f"{text[0].upper()}{text[1:]}")
