"""Bounds on a claim's page: no number is called exact, and "about" has one width everywhere."""

from __future__ import annotations

from charts.page_parts.claim_trail import bounds
from charts.text.derivation import derivation_sentence
from charts.views.glossary import GLOSSARY
from loaders.analysis.derivations import derivations
from loaders.dataset import Dataset, claims_in
from loaders.values.codelists import HEDGES, SOFT


def test_no_hedge_is_called_exact(real: Dataset) -> None:
    assert not any("exact" in hedge.label for hedge in HEDGES.values())
    for claim in claims_in(real.joined):
        assert "exact" not in bounds(claim)


def test_a_derived_figure_says_as_what_about_was_taken_as_the_claims_page_does(
    real: Dataset,
) -> None:
    by_id = {claim.claim_id: claim for claim in claims_in(real.joined)}
    told = bounds(by_id["felbabbrown2020-opium-price"])
    assert told.endswith("wording: about; where we compute with it, taken as 255 to 265")
    assert "255 to 265" in GLOSSARY["About"]
    for derived in derivations(real):
        soft = any(claim.quantity.hedge in SOFT for claim in derived.claims)
        assert ("Our assumption" in derivation_sentence(real, derived)) == soft
