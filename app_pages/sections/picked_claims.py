"""Claims that a reader picked: side by side where one axis can hold them, or why not."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from app_pages.controls.alt_text import in_words
from app_pages.controls.chart import open_clicked, palette, show_chart
from app_pages.controls.export_menu import take_away
from app_pages.controls.links import link
from app_pages.controls.page_frame import plain, sentences
from app_pages.sections.tables import claims_table, sources_list
from app_pages.session.view_state import control
from charts.builders.compare import compare
from charts.style.theme import Size
from charts.text import chart_remarks as said
from charts.text import wording
from charts.views.alt_text import compare_alternative
from charts.views.view import View
from loaders.dataset import Dataset
from loaders.queries.comparability import Group, groups, what_differs, why_apart
from loaders.queries.selection import IN_FORCE, records

HEADING = "Claims picked by a reader"


def labels(dataset: Dataset) -> dict[str, str]:
    """Return what each claim in force is called in a list: value, what, when, and whose it is."""
    claims = dataset.joined[dataset.joined["state"] == IN_FORCE]
    titles = dataset.indicators["title"]
    works = {name: work.short() for name, work in dataset.works.items()}
    return {
        row["claim_id"]: f"{titles[row['indicator_id']]}: {wording.claim_words(dataset, row)}, "
        f"{wording.period_words(row)} ({works[row['document_id']]})"
        for row in records(claims)
    }


def picked_claims(dataset: Dataset, view: View, size: Size) -> None:
    """Show the claims that the view names, those of the first one's kind drawn on one axis."""
    names = labels(dataset)
    st.multiselect(
        "Claims",
        list(dict.fromkeys([*view.picked, *names])),
        format_func=lambda name: names.get(name, name),
        **control(view, "picked", none=[]),
    )
    found = groups(dataset, view.picked)
    if not found:
        st.info("Pick two or more claims, and they are drawn side by side.")
        return
    first, *others = found
    if others:
        _refused(dataset, found)
    _drawn(dataset, view, first, size)
    sentences([*what_differs(dataset, first), *said.disagreements(dataset, first.claims)])
    claims_table(dataset, pd.concat([group.claims for group in found]), HEADING)
    sources_list(dataset, pd.concat([group.claims for group in found]))


def _refused(dataset: Dataset, found: Sequence[Group]) -> None:
    """Say what is not drawn with the first claim and why, and offer what can be."""
    st.info(plain(" ".join(why_apart(dataset, found))))
    offered = "".join(f"<li>{_offer(dataset, group)}</li>" for group in found[1:])
    st.html(f'<ul class="cf-sources">{offered}</ul>')


def _offer(dataset: Dataset, group: Group) -> str:
    """Return a link to claims by themselves, or of one claim, to all numbers of its indicator."""
    ids = list(group.claims["claim_id"])
    if len(ids) > 1:
        return link("compare", f"Compare the other {len(ids)} claims by themselves", pick=ids)
    indicator = str(group.claims["indicator_id"].iloc[0])
    title = str(dataset.indicators.loc[indicator, "title"])
    return link("compare", f"Compare all numbers of: {title}", indicator=indicator)


def _drawn(dataset: Dataset, view: View, group: Group, size: Size) -> None:
    figure = compare(dataset, HEADING, group.claims, palette(), size)
    told = compare_alternative(dataset, HEADING, group.claims)
    if figure is None:
        st.info(plain(said.why_no_chart(dataset, group.claims)))
        return
    open_clicked(show_chart(figure, f"picked-{size.name}", told.short))
    take_away(dataset, view, HEADING)
    in_words(told, "compare")
