"""Compare: claims of one kind side by side."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from app_pages.controls.alt_text import in_words
from app_pages.controls.as_of import as_of_note
from app_pages.controls.chart import open_clicked, palette, screen_size, show_chart
from app_pages.controls.export_menu import take_away
from app_pages.controls.filters import NOTHING, filters
from app_pages.controls.page_frame import plain, sentences
from app_pages.sections.picked_claims import picked_claims
from app_pages.sections.tables import claims_table, sources_list
from app_pages.session.dataset_cache import dated, held
from app_pages.session.view_state import change, current_view, what_was_unclear
from charts.builders.compare import compare
from charts.text import chart_remarks as said
from charts.views.alt_text import compare_alternative
from charts.views.resolve import choice_of, completed
from charts.views.view import View
from loaders.queries.selection import compared_claims, comparisons, record_of_other_periods

PICKED = "picked"
whole = held().dataset
assert whole is not None
choices = comparisons(whole)


def choose() -> None:
    """Take over what the control has: a comparison, an indicator, or the claims that are shown."""
    name = st.session_state["compare_chosen"]
    nothing = {**NOTHING, "comparison": "", "indicator": "", "picked": ()}
    if name == PICKED:
        change("compare", **{**nothing, "picked": tuple(shown["claim_id"][:2])})
        return
    kind = "comparison" if choices.loc[name, "kind"] == "comparison" else "indicator"
    change("compare", **{**nothing, kind: name})


def compared() -> None:
    """Show the comparison or the indicator that is chosen."""
    filters(whole, view, everything)
    heading = str(choices.title.get(chosen, dataset.indicators.loc[members[0], "title"]))
    figure = compare(dataset, heading, shown, palette(), size)
    told = compare_alternative(dataset, heading, shown)
    if figure is None:
        st.info(plain(said.why_no_chart(dataset, shown)))
    else:
        open_clicked(show_chart(figure, f"compare-{size.name}", told.short))
    if chosen in dataset.comparisons.index:
        st.caption(plain(str(dataset.comparisons.loc[chosen, "summary"])))
    if figure is not None:
        take_away(dataset, view, heading)
        in_words(told, "compare")
    further = record_of_other_periods(dataset, members, choice_of(view))
    about = [
        *said.about_record(dataset, shown),
        *said.record_elsewhere(dataset, further),
        *said.disagreements(dataset, shown),
    ]
    sentences([*about, *said.left_out(dataset, everything, shown)])
    claims_table(dataset, shown, heading)
    sources_list(dataset, shown)


view = current_view("compare", whole, partial(completed, whole))
dataset = dated(whole, view)
size = screen_size()
st.header("Compare", anchor=False)
sentences(what_was_unclear("compare"))
as_of_note(whole, view)
chosen = PICKED if view.picked else view.comparison or view.indicator
members = list(choices.members.get(chosen, (chosen,)))
if not view.picked:
    unfiltered = replace(choice_of(View(page="compare")), revised=True)
    everything = compared_claims(dataset, members, unfiltered)
    shown = compared_claims(dataset, members, choice_of(view))
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
    picked_claims(dataset, view, size)
else:
    compared()
