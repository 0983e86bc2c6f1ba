"""Compare: claims of one kind side by side."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from app_pages.citing import cite_chart
from app_pages.current import held
from app_pages.filters import NOTHING, choice_of, filters
from app_pages.frame import CHART, palette, plain, screen_size, sentences
from app_pages.state import change, current_view, what_was_unclear
from app_pages.tables import claims_table, sources_list
from charts import sentences as said
from charts.compare import compare
from charts.view import View
from loaders.query import compared_claims, comparisons

dataset = held().dataset
assert dataset is not None
choices = comparisons(dataset)


def complete(view: View) -> View:
    """Fill in the comparison; an indicator that is in one by itself stands for itself."""
    if view.comparison or view.indicator:
        return view
    return replace(view, comparison=str(choices.index[0]))


view = current_view("compare", dataset, complete)
size = screen_size()
st.header("Compare", anchor=False)
sentences(what_was_unclear("compare"))
chosen = view.comparison or view.indicator


def choose() -> None:
    """Take over what the control has, as a comparison or an indicator."""
    name = st.session_state["compare_chosen"]
    kind = "comparison" if choices.loc[name, "kind"] == "comparison" else "indicator"
    change("compare", **{**NOTHING, "comparison": "", "indicator": "", kind: name})


options = list(dict.fromkeys([*choices.index, chosen]))
st.session_state["compare_chosen"] = chosen
st.selectbox(
    "What to compare",
    options,
    format_func=lambda name: choices.title.get(name, dataset.indicators.title.get(name, name)),
    key="compare_chosen",
    on_change=choose,
)
members = list(choices.members.get(chosen, (chosen,)))
everything = compared_claims(
    dataset, members, replace(choice_of(View(page="compare")), revised=True)
)
filters(dataset, view, everything)
claims = compared_claims(dataset, members, choice_of(view))
heading = str(choices.title.get(chosen, dataset.indicators.loc[members[0], "title"]))
figure = compare(dataset, heading, claims, palette(), size)
if figure is None:
    st.info(plain(said.why_no_chart(dataset, claims)))
else:
    st.plotly_chart(figure, theme=None, key=f"compare-{size.name}", config=CHART)
summary = dataset.comparisons["summary"].get(
    chosen, dataset.indicators.loc[members[0], "definition"]
)
st.caption(plain(str(summary)))
if figure is not None:
    cite_chart(dataset, view, heading)
sentences(said.about_record(dataset, claims))
sentences(said.disagreements(dataset, claims))
sentences(said.left_out(dataset, everything, claims))
claims_table(dataset, claims, heading)
sources_list(dataset, claims)
