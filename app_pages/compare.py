"""Compare: claims of one kind side by side."""

from __future__ import annotations

import streamlit as st

from app_pages.controls.chart import screen_size, show_alt_text, show_view
from app_pages.controls.export_menu import take_away
from app_pages.controls.filters import NOTHING, filters
from app_pages.controls.page_frame import open_page
from app_pages.controls.texts import plain, sentences
from app_pages.sections.picked_claims import picked_claims
from app_pages.sections.tables import claims_table, sources_list
from app_pages.session.dataset_cache import current_dataset, dated, resolved_view
from app_pages.session.view_state import change
from loaders.queries.selection import comparisons

PICKED = "picked"
whole = current_dataset()
choices = comparisons(whole)


def choose() -> None:
    """Take over what the control has: a comparison, an indicator, or the claims that are shown."""
    name = st.session_state["compare_chosen"]
    nothing = {**NOTHING, "comparison": "", "indicator": "", "picked": ()}
    if name == PICKED:
        change("compare", **{**nothing, "picked": tuple(resolved.claims["claim_id"][:2])})
        return
    kind = "comparison" if choices.loc[name, "kind"] == "comparison" else "indicator"
    change("compare", **{**nothing, kind: name})


def comparison() -> None:
    """Show the comparison or the indicator that is chosen."""
    filters(whole, view, resolved.unfiltered)
    has_chart = show_view(resolved, "compare", size)
    if chosen in dataset.comparisons.index:
        st.caption(plain(str(dataset.comparisons.loc[chosen, "summary"])))
    if has_chart:
        take_away(dataset, resolved)
        show_alt_text(resolved.alt_text, "compare")
    sentences(resolved.remarks())
    claims_table(dataset, resolved.claims, resolved.heading)
    sources_list(dataset, resolved.claims)


view = open_page("compare", whole)
dataset = dated(whole, view)
size = screen_size()
chosen = PICKED if view.picked else view.comparison or view.indicator
resolved = resolved_view(dataset, view)
options = list(dict.fromkeys([*choices.index, chosen, PICKED]))
titles = {**dataset.indicators["title"], **choices["title"], PICKED: "Claims that you pick"}
st.session_state["compare_chosen"] = chosen
st.selectbox(
    "What to compare",
    options,
    format_func=lambda name: titles.get(name, name),
    key="compare_chosen",
    on_change=choose,
)
if view.picked:
    picked_claims(dataset, resolved, size)
else:
    comparison()
