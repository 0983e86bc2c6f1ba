"""How sure a claim is: what must be said of each claim that is here."""

from __future__ import annotations

from functools import cache

import pytest

from charts.text.certainty import BY_STATUS, UNHEDGED, certainty
from loaders.analysis.official_record import record_pairs_of
from loaders.dataset import Claim, claims_in
from loaders.values.codelists import HEDGES, PLAIN, STATUSES
from tests.support.real import REAL

CLAIMS: dict[str, Claim] = {claim.claim_id: claim for claim in claims_in(REAL.joined)}


@cache
def said(claim_id: str) -> str:
    return certainty(REAL, CLAIMS[claim_id], record_pairs_of(REAL, claim_id)[0])


def test_every_status_has_words() -> None:
    assert set(BY_STATUS) == set(STATUSES)


def test_each_claim_is_told_by_its_words_its_status_and_its_source() -> None:
    for name, claim in CLAIMS.items():
        text = said(name)
        hedge = claim.shown_hedge
        own = UNHEDGED if hedge == PLAIN else HEDGES[hedge].meaning
        assert claim.rounded_sum or own in text
        assert BY_STATUS[claim.status] in text
        assert ("we inferred it" in text) == claim.inferred
        assert ("does not say for when" in text) == (claim.period is None)
        assert ("It is an official figure" in text) == claim.official
        assert not claim.quoted_by or f"as {claim.quoted_by} quotes it" in text
        assert claim.official or "second hand" in text or "cites no work" in text
        assert ".." not in text and "  " not in text


def test_nobody_is_told_that_a_number_without_hedge_is_exact() -> None:
    assert not any("it is exact." in said(name).replace(f"{UNHEDGED}.", "") for name in CLAIMS)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("breier2023-synthetic-2021", "Beside the official figure it agrees if rounded."),
        ("washington2024-plaza-control", "No official figure here is for the same quantity"),
        ("lekhtman2023-guns-traced", "submitted to ATF for tracing: 70%"),
        ("lekhtman2023-guns-traced", "They neither confirm nor refute it."),
    ],
)
def test_the_official_figures_have_a_say(name: str, words: str) -> None:
    assert words in said(name)
