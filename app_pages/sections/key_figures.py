"""Key figures as tiles of HTML: each with all that keeps its number from saying too much."""

from __future__ import annotations

from html import escape

from app_pages.sections.tables import small, value_link
from app_pages.session.dataset_cache import VERSIONS, per_version
from charts.text import wording
from charts.views.titles import subject_words
from loaders.analysis.disagreements import beside_in_text
from loaders.dataset import Claim, Dataset, claims_in
from loaders.queries.listing import key_claims
from loaders.values.codelists import TOLD_APART


@per_version(VERSIONS)
def key_figures(dataset: Dataset) -> str:
    """Return the topics' key figures as tiles; empty where no topic has one."""
    tiles = "".join(tile(dataset, claim) for claim in claims_in(key_claims(dataset)))
    return f'<div class="cf-tiles">{tiles}</div>' if tiles else ""


def tile(dataset: Dataset, claim: Claim) -> str:
    """Return a key figure: what, the number with its hedge, how it came about, when, who says so,
    and what else the same paragraph gives.
    """
    about = (
        *(wording.counted_by(claim), wording.credit(claim)),
        _said_by(claim),
        wording.period_words(claim),
        dataset.works[claim.document_id].short(),
    )
    also = "".join(small(text) for text in also_given(dataset, claim))
    return (
        f'<div class="cf-tile"><small>{escape(subject_words(dataset, claim))}</small>'
        f"<strong>{value_link(dataset, claim)}</strong>"
        f"<small>{escape('; '.join(part for part in about if part))}{also}</small></div>"
    )


def _said_by(claim: Claim) -> str:
    """Return whose number it is that nobody counted or estimated, and how it was said: `Government
    of Mexico: claim in a suit against gunmakers`; empty of others, whose status names who counted.
    """
    if claim.status not in TOLD_APART:
        return ""
    return ": ".join(part for part in (claim.producer, claim.counting) if part)


def also_given(dataset: Dataset, claim: Claim) -> list[str]:
    """Return a sentence for each other number that a claim's paragraph gives for its place and
    time.
    """
    return [
        "The same paragraph also gives "
        + wording.with_period(wording.claim_words(dataset, other), other)
        + (f" ({other.producer})." if other.producer else ".")
        for other in beside_in_text(dataset, claim)
    ]
