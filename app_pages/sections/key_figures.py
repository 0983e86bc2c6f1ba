"""Key figures as HTML: each with all that keeps its number from saying too much."""

from __future__ import annotations

from html import escape

from app_pages.controls.texts import link
from app_pages.sections.tables import small
from charts.text.number_card import KeyFigure


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
