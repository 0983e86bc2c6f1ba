"""Compare: claims of one kind side by side."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from app_pages.controls.chart import controls_row, screen_size, show_alt_text, show_view
from app_pages.controls.export_menu import take_away
from app_pages.controls.filters import NOTHING, filters
from app_pages.controls.own_words import WITHOUT
from app_pages.controls.page_frame import open_page
from app_pages.controls.texts import literal, sentences, show_html
from app_pages.session.dataset_cache import current_dataset
from app_pages.session.view_state import change, control, set_control
from charts.page_parts.links import link
from charts.page_parts.results import dated, remarks_of, resolved_view
from charts.page_parts.tables import claims_html, sources_html, view_claims, view_sources
from charts.style.theme import NARROW
from charts.text import wording
from loaders.citations.abbreviations import spelled_out
from loaders.dataset import Dataset, claims_in
from loaders.queries.comparability import Group, groups, why_apart
from loaders.queries.selection import comparisons
from loaders.schema.claim_state import IN_FORCE


def labels(dataset: Dataset) -> dict[str, str]:
    """Return what each claim in force is called in a list: value, what, when, and whose it is."""
    claims = dataset.joined[dataset.joined["state"] == IN_FORCE]
    titles = dataset.indicators["title"]
    works = {name: work.short() for name, work in dataset.works.items()}
    return {
        row.claim_id: f"{titles[row.indicator_id]}: {wording.claim_statement(dataset, row)}, "
        f"{wording.period_words(row)} ({works[row.document_id]})"
        for row in claims_in(claims)
    }


def picked_claims() -> None:
    """Show the claims that the view names, those of the first one's kind drawn on one axis."""
    names = labels(dataset)
    st.multiselect(
        "Claims",
        list(dict.fromkeys([*view.picked, *names])),
        format_func=lambda name: names.get(name, name),
        **control(view, "picked", none=[]),
    )
    picked_groups = groups(dataset, view.picked)
    if len(picked_groups) > 1:
        _other_groups(dataset, picked_groups)
    if not show_view(dataset, resolved, "picked", size):
        return
    take_away(dataset, resolved.view)
    show_alt_text(resolved.alt_text, "compare")
    sentences(remarks_of(dataset, view))
    claims = pd.concat([group.claims for group in picked_groups])
    show_html(claims_html(dataset, claims, resolved.heading))
    show_html(sources_html(dataset, claims))


def _other_groups(dataset: Dataset, picked_groups: Sequence[Group]) -> None:
    """Say what is not drawn with the first claim and why, and offer what can be."""
    st.info(literal(" ".join(why_apart(dataset, picked_groups))))
    offered = "".join(f"<li>{_offer(dataset, group)}</li>" for group in picked_groups[1:])
    show_html(f'<ul class="cf-sources">{offered}</ul>')


def _offer(dataset: Dataset, group: Group) -> str:
    """Return a link to claims by themselves, or of one claim, to all numbers of its indicator."""
    ids = list(group.claims["claim_id"])
    if len(ids) > 1:
        return link(
            "compare", f"Compare the other {len(ids)} claims in a chart of their own", pick=ids
        )
    indicator = str(group.claims["indicator_id"].iloc[0])
    title = str(dataset.indicators.loc[indicator, "title"])
    return link("compare", f"Compare all numbers of: {title}", indicator=indicator)


def names_of(claims: pd.DataFrame) -> list[str]:
    """Return who counted and who published, as the chart names them."""
    rows = claims_in(claims)
    return [name for row in rows for name in (row.producer, dataset.works[row.document_id].names)]


PICKED = "picked"
whole = current_dataset()
choices = comparisons(whole)


def choose() -> None:
    """Take over what the control has: a comparison, an indicator, or the claims that are shown."""
    name = st.session_state["compare_chosen"]
    nothing = {**NOTHING, **WITHOUT, "comparison": "", "indicator": "", "picked": ()}
    if name == PICKED:
        change("compare", **{**nothing, "picked": tuple(resolved.claims["claim_id"][:2])})
        return
    kind = "comparison" if choices.loc[name, "kind"] == "comparison" else "indicator"
    change("compare", **{**nothing, kind: name})


def what_to_compare() -> None:
    """Show the control of what is compared."""
    st.selectbox(
        "What to compare",
        options,
        format_func=lambda name: titles.get(name, name),
        key="compare_chosen",
        on_change=choose,
    )


def comparison() -> None:
    """Show the comparison or the indicator that is chosen; on a phone its chart fills the screen,
    and the controls follow it, but for the first.
    """
    above = controls_row() if size is not NARROW else None
    if above is None:
        what_to_compare()
    has_chart = show_view(dataset, resolved, "compare", size)
    with above or controls_row():
        if above is not None:
            what_to_compare()
        filters(whole, view, resolved.unfiltered)
    if chosen in dataset.comparisons.index:
        st.caption(literal(str(dataset.comparisons.loc[chosen, "summary"])))
    if offices := spelled_out(dataset.works, names_of(resolved.claims)):
        st.caption(literal(offices))
    if has_chart:
        take_away(dataset, resolved.view)
        show_alt_text(resolved.alt_text, "compare")
    sentences(remarks_of(dataset, view))
    show_html(view_claims(dataset, view))
    show_html(view_sources(dataset, view))


view = open_page("compare", whole)
dataset = dated(whole, view)
size = screen_size()
chosen = PICKED if view.picked else view.comparison or view.indicator
resolved = resolved_view(dataset, view)
options = list(dict.fromkeys([*choices.index, chosen, PICKED]))
titles = {**dataset.indicators["title"], **choices["title"], PICKED: "Claims to compare"}
set_control("compare_chosen", chosen)
if view.picked:
    what_to_compare()
    picked_claims()
else:
    comparison()
