"""Claims that a reader picked: side by side where one axis can hold them, or why not."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from app_pages.controls.chart import show_alt_text, show_view
from app_pages.controls.export_menu import take_away
from app_pages.controls.texts import link, plain, sentences
from app_pages.sections.tables import claims_table, sources_list
from app_pages.session.view_state import control
from charts.style.theme import Size
from charts.text import wording
from charts.views.resolve import ResolvedView
from loaders.dataset import Dataset, claims_in
from loaders.queries.comparability import Group, groups, why_apart
from loaders.schema.claim_state import IN_FORCE


def labels(dataset: Dataset) -> dict[str, str]:
    """Return what each claim in force is called in a list: value, what, when, and whose it is."""
    claims = dataset.joined[dataset.joined["state"] == IN_FORCE]
    titles = dataset.indicators["title"]
    works = {name: work.short() for name, work in dataset.works.items()}
    return {
        row.claim_id: f"{titles[row.indicator_id]}: {wording.claim_words(dataset, row)}, "
        f"{wording.period_words(row)} ({works[row.document_id]})"
        for row in claims_in(claims)
    }


def picked_claims(dataset: Dataset, resolved: ResolvedView, size: Size) -> None:
    """Show the claims that the view names, those of the first one's kind drawn on one axis."""
    view, names = resolved.view, labels(dataset)
    st.multiselect(
        "Claims",
        list(dict.fromkeys([*view.picked, *names])),
        format_func=lambda name: names.get(name, name),
        **control(view, "picked", none=[]),
    )
    picked_groups = groups(dataset, view.picked)
    if len(picked_groups) > 1:
        _other_groups(dataset, picked_groups)
    if not show_view(resolved, "picked", size):
        return
    take_away(dataset, resolved)
    show_alt_text(resolved.alt_text, "compare")
    sentences(resolved.remarks())
    claims = pd.concat([group.claims for group in picked_groups])
    claims_table(dataset, claims, resolved.heading)
    sources_list(dataset, claims)


def _other_groups(dataset: Dataset, picked_groups: Sequence[Group]) -> None:
    """Say what is not drawn with the first claim and why, and offer what can be."""
    st.info(plain(" ".join(why_apart(dataset, picked_groups))))
    offered = "".join(f"<li>{_offer(dataset, group)}</li>" for group in picked_groups[1:])
    st.html(f'<ul class="cf-sources">{offered}</ul>')


def _offer(dataset: Dataset, group: Group) -> str:
    """Return a link to claims by themselves, or of one claim, to all numbers of its indicator."""
    ids = list(group.claims["claim_id"])
    if len(ids) > 1:
        return link("compare", f"Compare the other {len(ids)} claims by themselves", pick=ids)
    indicator = str(group.claims["indicator_id"].iloc[0])
    title = str(dataset.indicators.loc[indicator, "title"])
    return link("compare", f"Compare all numbers of: {title}", indicator=indicator)
