"""The page of a figure of the record that is no claim of its own: from the number to its rows."""

from __future__ import annotations

from html import escape

import streamlit as st

from app_pages.controls.export_menu import take_away
from app_pages.controls.texts import literal, show_html
from app_pages.sections.claim_record import address_link, report_words
from charts.page_parts.claim_record import about, chain_html, producer, revisions, work_lines
from charts.page_parts.claim_trail import claim_trail, trail_title
from charts.page_parts.links import link
from charts.page_parts.tables import claims_html, record
from charts.text import official_record, wording
from charts.views.view import View
from loaders.dataset import Claim, Dataset
from loaders.queries.record import months_of
from loaders.queries.selection import in_unit
from loaders.values.codelists import EDITIONS, MEASURES
from loaders.values.locators import after_work, locator_words


def observation_record(dataset: Dataset, view: View, claim: Claim) -> None:
    """Show a figure's chain, what is known of its series, its months and its earlier values."""
    st.header(literal(wording.claim_words(dataset, claim)), anchor=False)
    show_html(f'<p class="cf-about">{about(dataset, claim)}</p>')
    where = after_work(dataset.works[claim.document_id].short(), locator_words(claim.locator))
    steps = (
        ("How it came here", [escape(official_record.origin(dataset, claim))]),
        ("Place", [escape(where)]),
        ("Document", [work_lines(dataset, claim.document_id, "")]),
        ("Producer", producer(claim)),
    )
    show_html(chain_html(steps))
    take_away(dataset, view)
    show_html(record(_parts(dataset, view, claim)))
    months = months_of(dataset, claim)
    if len(months):
        unit = str(dataset.indicators.loc[claim.indicator_id, "unit"])
        show_html(claims_html(dataset, in_unit(dataset, months, unit), "The months that it sums"))
    show_html(revisions(dataset, claim))
    show_html(claim_trail(dataset, claim), st.expander(trail_title(claim)))
    st.write(report_words(claim.claim_id))


def _parts(dataset: Dataset, view: View, claim: Claim) -> dict[str, str]:
    indicator = dataset.indicators.loc[claim.indicator_id]
    series = dataset.series.loc[claim.series_id]
    recipe = dataset.recipes.loc[series["recipe_id"]]
    shown_by = {"indicator": claim.indicator_id, "place": claim.place_id, "group": recipe["group"]}
    texts = {
        "Definition": str(indicator["definition"]),
        "Period": wording.period_words(claim),
        "Place": wording.place_words(dataset, claim.place_id, claim.from_place_id),
        "Measure": MEASURES[claim.measure].meaning,
        "Note": " ".join(part for part in (claim.note, str(series["note"])) if part),
        "Releases": EDITIONS[str(recipe["edition"])].meaning.capitalize(),
    }
    return {
        **{name: escape(text) for name, text in texts.items()},
        "Added": escape(claim.added),
        "Series": link("trends", "On a chart", **{n: str(v) for n, v in shown_by.items() if v}),
        "Address": address_link(view),
    }
