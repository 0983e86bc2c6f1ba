"""A view of Trends that shows numbers in large: when it does, and the same in words."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from charts.builders.number_card import NumberCards
from charts.text.number_card import NumberCard
from charts.text.series_summary import claim_phrase, many
from charts.views.alt_text import MOST_SHORT, AltText
from loaders.dataset import Dataset, claims_in

MOST = 3
"""More numbers than this are a chart."""


def has_no_course(claims: pd.DataFrame) -> bool:
    """Tell whether claims are so few, and of one period or none, that a time axis shows nothing."""
    dated = claims.loc[claims["start"].notna(), ["start", "end"]]
    return 0 < len(claims) <= MOST and len(dated.drop_duplicates()) <= 1


def number_alt_text(
    dataset: Dataset, heading: str, claims: pd.DataFrame, texts: Callable[[], NumberCards]
) -> AltText:
    """Tell what `charts.builders.number_card.number_figure` draws of the same claims."""
    said = "; ".join(claim_phrase(dataset, claim) for claim in claims_in(claims))
    short = f"{heading}: {said}."
    if len(short) > MOST_SHORT:
        short = f"{heading}: {many(len(claims), 'number')} in large."

    def tell() -> list[str]:
        made = texts()
        cards = [
            " ".join([f"{subject}:"] * bool(subject) + [_said(card), *card.small_print])
            for card, subject in zip(made.cards, made.subjects, strict=True)
        ]
        return [f"{heading}. {made.subtitle}.", *cards, " ".join(made.below)]

    return AltText(short, tell)


def _said(card: NumberCard) -> str:
    return f"{card.figure.value}; {card.figure.about}."
