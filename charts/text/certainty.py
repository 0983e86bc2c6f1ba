"""How sure a claim is, in plain words: what its words, its status, its source, its period and the
official figures say of that, and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from charts.text import notes, wording
from charts.text.official_record import WHERE_WORDS
from loaders.analysis.official_record import BASE, RecordPair, record_pairs_of
from loaders.dataset import Claim, Dataset
from loaders.values.codelists import HEDGES, MAGNITUDE, PLAIN, RANGES, TOLD_APART
from loaders.values.locators import split_references

SURE = "How sure is this?"
UNHEDGED = "It is given without a word such as “about”, which does not mean that it is exact"
NOT_COUNTED = "The document does not say who counted"
SHARE = "share"
NO_OFFICIAL = "No official figure here is for the same quantity, place and time"
BASE_UNKNOWN = "It is a share, and the document does not say of what"
BY_STATUS: Mapping[str, str] = {
    "observation": "It was counted, or set by an authority",
    "estimate": "It is an estimate: computed, surveyed or judged",
    "projection": "It is a forecast, which nobody could count yet",
    "allegation": "A party to the matter says so, and the document shows no data for it",
    "opinion": "It is somebody's view, not a count",
    "proposal": "It is what somebody asks for or promises, not what is",
    "hypothetical": "It follows from an assumption; it is not what was found",
}


def certainty(dataset: Dataset, claim: Claim, pairs: Sequence[RecordPair]) -> str:
    """Return in sentences how sure a claim is; `pairs` are the official figures beside it."""
    parts = (
        _wording(claim),
        BY_STATUS[claim.status],
        _source(dataset, claim),
        _counter(claim),
        _base(dataset, claim),
        _period(claim),
        f"It is {wording.NOT_FINAL}" if claim.unsettled else "",
        _record(dataset, claim, pairs),
    )
    return " ".join(f"{part}." for part in parts if part)


def _wording(claim: Claim) -> str:
    """Return how firmly the words give the number."""
    if claim.rounded_sum:
        return "We added it up and rounded it"
    hedge = claim.shown_hedge
    if hedge == PLAIN:
        return UNHEDGED
    label = HEDGES[hedge].label[:1].upper() + HEDGES[hedge].label[1:]
    named = "A range" if hedge in RANGES else label if hedge == MAGNITUDE else f"“{label}”"
    return f"{named} means: {HEDGES[hedge].meaning}"


def _counter(claim: Claim) -> str:
    known = claim.producer or claim.official or claim.attributed_to
    return "" if known or claim.status in TOLD_APART else NOT_COUNTED


def _source(dataset: Dataset, claim: Claim) -> str:
    """Return whether the document counted itself, or has the number from others."""
    if claim.quoted_by:
        return f"It is an official figure that was read only as {claim.quoted_by} quotes it"
    if claim.official:
        return f"It is an official figure, {notes.origin_words(claim)}"
    cited = dict.fromkeys(key for key, _ in split_references(claim.reference_ids) if key)
    if cited:
        works = wording.listed(dataset.works[key].short() for key in cited)
        return f"It is second hand: the document cites {works} for it"
    if claim.attributed_to:
        return f"It is second hand: the sentence credits {claim.attributed_to} and cites no work"
    return "The document cites no work for it"


def _base(dataset: Dataset, claim: Claim) -> str:
    """Return of what a share is one, and with what it may not be confused; nothing of others."""
    if claim.measure != SHARE:
        return ""
    indicator = dataset.indicators.loc[claim.indicator_id]
    base = f"It is a share of {indicator['base']}" if indicator["base"] else BASE_UNKNOWN
    comparison = str(indicator["comparison_id"])
    summary = str(dataset.comparisons.loc[comparison, "summary"]) if comparison else ""
    texts = (base, str(dataset.series.loc[claim.series_id, "note"]), summary)
    return ". ".join(text.removesuffix(".") for text in texts if text)


def _period(claim: Claim) -> str:
    if claim.period is None:
        return "The document does not say for when it holds"
    return "The words give no period; we inferred it" if claim.inferred else ""


def _record(dataset: Dataset, claim: Claim, pairs: Sequence[RecordPair]) -> str:
    """Return what came of holding it against the official figures; nothing of an official one."""
    if claim.official or not claim.in_force:
        return ""
    if not pairs:
        return _of_another_base(dataset, claim) or NO_OFFICIAL
    answers = [WHERE_WORDS[pair.where] for pair in pairs]
    if len(pairs) == 1:
        return f"Beside the official figure it {answers[0]}"
    each = wording.listed(f"{words} with {answers.count(words)}" for words in answers)
    return f"Of {len(pairs)} official figures it {each}"


def _of_another_base(dataset: Dataset, claim: Claim) -> str:
    """Return of a share the official shares of something else, which cannot tell whether it is
    right; empty where there are none.
    """
    left = record_pairs_of(dataset, claim.claim_id)[1] if claim.measure == SHARE else []
    found = [row for one in left if one.reason == BASE for row in one.beside]
    if not found:
        return ""
    rows = sorted(found, key=lambda row: (row.end, row.start))
    figures = wording.listed(
        f"{wording.with_period(wording.claim_words(dataset, row), row)} "
        f"({dataset.works[row.document_id].short()})"
        for row in rows
    )
    of = str(dataset.indicators.loc[rows[0].indicator_id, "base"])
    return (
        f"The official figures are shares of something else, {of}: {figures}. They neither "
        "confirm nor refute it"
    )
