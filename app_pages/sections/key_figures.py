"""Key figures in words and as HTML: each with all that keeps its number from saying too much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from app_pages.controls.texts import link
from app_pages.sections.tables import small
from charts.text import wording
from charts.views.titles import subject_words
from loaders.analysis.disagreements import beside_in_text
from loaders.dataset import Claim, Dataset
from loaders.values.codelists import TOLD_APART


@dataclass(frozen=True)
class KeyFigure:
    """A number in words: of what, its value with its hedge, how it came about, when and who says
    so, and sentences on what else the same paragraph gives.
    """

    claim_id: str
    subject: str
    value: str
    about: str
    also: Sequence[str]


def key_figure(dataset: Dataset, claim: Claim) -> KeyFigure:
    """Return a claim in words."""
    about = (
        *(wording.counted_by(claim), wording.credit(claim)),
        _said_by(claim),
        wording.period_words(claim),
        dataset.works[claim.document_id].short(),
    )
    return KeyFigure(
        claim.claim_id,
        subject_words(dataset, claim),
        wording.claim_words(dataset, claim),
        "; ".join(part for part in about if part),
        also_given(dataset, claim),
    )


def tile(figure: KeyFigure) -> str:
    """Return a key figure as HTML, with what it is of."""
    subject = f"<small>{escape(figure.subject)}</small>"
    return f'<div class="cf-tile">{subject}{number_html(figure)}</div>'


def number_html(figure: KeyFigure) -> str:
    """Return a key figure as HTML: the number as a link to its claim, and all that keeps it from
    saying too much.
    """
    also = "".join(small(text) for text in figure.also)
    return (
        f"<strong>{link('claims', figure.value, claim=figure.claim_id)}</strong>"
        f"<small>{escape(figure.about)}{also}</small>"
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
