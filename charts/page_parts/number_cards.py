"""Key figures, and a few numbers in large in place of a chart with empty axes, as HTML: each leads
to its claim, and with all that keeps its number from saying too much.
"""

from __future__ import annotations

from html import escape

from charts.builders.number_card import NumberCards
from charts.page_parts.disagreement_rows import line_of
from charts.page_parts.links import link
from charts.page_parts.memo import per_version
from charts.page_parts.record_rows import held_line
from charts.page_parts.results import VERSIONS, VIEWS, resolved_view
from charts.page_parts.tables import small
from charts.text.certainty import SURE
from charts.text.number_card import KeyFigure, NumberCard
from charts.views.view import View
from loaders.dataset import Dataset


@per_version(VERSIONS, most=VIEWS)
def view_numbers(dataset: Dataset, view: View) -> str:
    """Return the numbers of a view whose chart is a few of them."""
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
