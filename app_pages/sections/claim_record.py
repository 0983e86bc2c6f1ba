"""A claim's page: from the number back to the paragraph and to what it rests on."""

from __future__ import annotations

import streamlit as st

from app_pages.controls.chart import open_clicked, palette, screen_size, show_chart
from app_pages.controls.export_menu import take_away
from app_pages.controls.texts import literal, show_html
from app_pages.session.addresses import public_address
from app_pages.session.dataset_cache import claim_figure_of, report_address
from charts.page_parts.claim_record import (
    HAPPENED,
    ON_CHART,
    RINGED,
    about,
    chain_html,
    chart_with,
    claim_parts,
    claim_steps,
    history_list,
    others,
    revisions,
    sureness,
)
from charts.page_parts.claim_trail import claim_trail, trail_title
from charts.page_parts.links import link
from charts.page_parts.record_rows import claim_lines
from charts.page_parts.results import resolved_view
from charts.page_parts.tables import (
    record,
)
from charts.text import wording
from charts.text.claim_history import moments
from charts.views.view import View, address
from loaders.analysis.official_record import record_pairs_of
from loaders.dataset import Claim, Dataset, claims_in
from loaders.queries.listing import history
from loaders.queries.selection import in_unit


def claim_record(dataset: Dataset, view: View) -> None:
    """Show a claim's chain, all else that is known of it, and the claims that it stands with."""
    joined = dataset.joined
    unit = str(dataset.indicators.loc[_indicator(dataset, view.claim), "unit"])
    claim = claims_in(in_unit(dataset, joined[joined["claim_id"] == view.claim], unit))[0]
    st.header(literal(wording.claim_words(dataset, claim)), anchor=False)
    show_html(f'<p class="cf-about">{about(dataset, claim)}</p>')
    pairs, left = record_pairs_of(dataset, view.claim)
    show_html(sureness(dataset, claim, pairs))
    chain = history(dataset, view.claim)
    if not claim.in_force:
        st.warning(f"We have {claim.state} this entry of ours, so charts leave it out.")
    if len(chain) > 1 or not claim.in_force:
        show_html(f"<strong>{HAPPENED}</strong>{history_list(moments(dataset, chain))}")
    show_html(chain_html(claim_steps(dataset, claim, unit)))
    _on_its_chart(dataset, view, claim)
    take_away(dataset, view)
    held = claim_lines(dataset, pairs, left)
    own = claim_parts(dataset, claim, chain)
    show_html(record({"Official figures": held, **own, "Address": address_link(view)}))
    show_html(revisions(dataset, claim))
    show_html(claim_trail(dataset, claim), st.expander(trail_title(claim)))
    st.write(report_words(view.claim))
    if claim.in_force and not view.as_of and claim.claim_id not in dataset.carried.values():
        mend = link("maintain", "Correct or withdraw it", claim=claim.claim_id)
        show_html(f'<p class="cf-note">{mend}</p>')
    for one in others(dataset, claim, chain):
        show_html(one.html, st.expander(f"{one.caption}: {one.count}") if one.long else None)


def address_link(view: View) -> str:
    """Return where readers reach the page of a claim, as a link."""
    shown = public_address(view) or f"/claims?claim={view.claim}"
    return link("claims", shown, **address(view))


def _on_its_chart(dataset: Dataset, view: View, claim: Claim) -> None:
    """Show a claim among the others of its indicator over time, where it is drawn there."""
    trend, size = chart_with(dataset, claim, view.as_of), screen_size()
    figure = trend and claim_figure_of(dataset, trend, claim.claim_id, palette(), size)
    if not trend or figure is None:
        return
    show_html(f'<h2>{ON_CHART}</h2><p class="cf-note">{RINGED}</p>')
    alt = resolved_view(dataset, trend).alt_text.short
    open_clicked(show_chart(figure, f"claim-{size.name}", alt))


def report_words(claim_id: str = "") -> str:
    """Return how to report an error in a claim, or in any of them, with a link where the site
    gives an address.
    """
    address, naming = report_address(), f"`{claim_id}`" if claim_id else "the claim"
    if address:
        about = f"%20in%20{claim_id}" if claim_id else ""
        subject = f"{'&' if '?' in address else '?'}subject=Error{about}"
        return f"Is it wrong? [Report it]({address}{subject}), naming {naming}."
    return f"Is it wrong? Tell whoever runs this site, naming {naming}."


def _indicator(dataset: Dataset, claim_id: str) -> str:
    joined = dataset.joined
    return str(joined.loc[joined["claim_id"] == claim_id, "indicator_id"].iloc[0])
