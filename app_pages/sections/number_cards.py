"""A few numbers in large as HTML, in place of a chart with empty axes: each leads to its claim and
to what stands beside it.
"""

from __future__ import annotations

from html import escape

import streamlit as st

from app_pages.controls.texts import link
from app_pages.sections.disagreement_rows import line_of
from app_pages.sections.record_rows import held_line
from charts.builders.number_card import NumberCards
from charts.page_parts.memo import per_version
from charts.page_parts.results import VERSIONS, VIEWS, resolved_view
from charts.text.certainty import SURE
from charts.text.number_card import NumberCard
from charts.views.view import View
from loaders.dataset import Dataset


def show_numbers(dataset: Dataset, view: View) -> None:
    """Show the numbers of a view whose chart is a few of them."""
    st.html(_numbers_html(dataset, view))


@per_version(VERSIONS, most=VIEWS)
def _numbers_html(dataset: Dataset, view: View) -> str:
    numbers = resolved_view(dataset, view).numbers
    assert numbers is not None
    return numbers_html(dataset, numbers())


def numbers_html(dataset: Dataset, texts: NumberCards) -> str:
    """Return numbers as HTML, under what they measure."""
    cards = zip(texts.cards, texts.subjects, strict=True)
    rows = "".join(_card_html(dataset, card, subject) for card, subject in cards)
    about = f"<h2>{escape(texts.heading)}</h2><p>{escape(texts.subtitle)}</p>"
    notes = "".join(f"<p>{escape(text)}</p>" for text in texts.below[:-1])
    return f'<section class="cf-numbers">{about}{rows}{notes}</section>'


def _card_html(dataset: Dataset, card: NumberCard, subject: str) -> str:
    """Return a number, who says so, what else is to know, and the ways on."""
    figure = card.figure
    sure = f"<b>{SURE}</b> {escape(card.sureness)}" if card.sureness else ""
    held = [held_line(dataset, pair) for pair in card.held]
    ways = [*held, line_of(dataset, figure.claim_id)]
    small_print = [*map(escape, card.said), sure, *map(escape, figure.also), *ways]
    looks = [name for name in ("doubtful", "official") if getattr(card, name)]
    return (
        f'<div class="{" ".join(["cf-large", *looks])}">'
        + (f"<small>{escape(subject)}</small>" if subject else "")
        + f"<strong>{link('claims', figure.value, claim=figure.claim_id)}</strong>"
        + f"<p>{escape(figure.about)}</p>"
        + "".join(f"<p>{text}</p>" for text in small_print if text)
        + "</div>"
    )
