"""The filters of a page, in a popover: the view's facets, and the day of the figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from html import escape

import pandas as pd
import streamlit as st

from app_pages.controls.menu import menu
from app_pages.controls.texts import show_html
from app_pages.session.addresses import DAY, path_to
from app_pages.session.view_state import change, control
from charts.text.series_summary import many
from charts.text.wording import place_name
from charts.views.choice import CONTROLS
from charts.views.glossary import GLOSSARY
from charts.views.view import View, address
from loaders.dataset import Dataset
from loaders.queries.as_of import first_day, since
from loaders.queries.record_choice import NO_RECORD, RecordChoices
from loaders.queries.selection import FACETS
from loaders.values.codelists import HEDGES, STATUSES

HELP = (
    "Shows the figures as they stood at the end of that day, without anything added, "
    "corrected or withdrawn later."
)


def as_of_control(dataset: Dataset, view: View) -> None:
    """Show the control that chooses the day; empty, the figures are today's.

    `dataset` is the whole one here, as in `as_of_note`.
    """
    first = first_day(dataset)
    st.date_input(
        "Data as it stood on",
        min_value=min(first, view.as_of or first),
        max_value=max(date.today(), first),  # a clock may have been set back
        format="YYYY-MM-DD",
        help=HELP,
        **control(view, "as_of", none=None),
    )


def as_of_note(dataset: Dataset, view: View) -> None:
    """Say as of which day the page shows the figures, and what happened to them since."""
    if view.as_of is None:
        return
    later = since(dataset, view.as_of)
    counts = [
        f"{many(later.added, 'claim was', 'claims were')} added" if later.added else "",
        many(later.corrected, "of them a correction", "of them corrections")
        if later.corrected
        else "",
        f"{many(later.withdrawn, 'claim was', 'claims were')} withdrawn" if later.withdrawn else "",
        many(later.observed, "official figure was", "official figures were") + " added or revised"
        if later.observed
        else "",
    ]
    later_words = ", ".join(part for part in counts if part) or "no claim was added or withdrawn"
    today = escape(path_to(view.page, **{**address(view), DAY: ""}))
    now = f'<a href="{today}" target="_self">Show today\'s figures</a>'
    day = view.as_of.isoformat()
    show_html(f'<p class="cf-about">The figures as of {day}; since then, {later_words}. {now}</p>')


LABELS = {
    "places": "Place",
    "groups": "Part of the record",
    "producers": "Producer",
    "documents": "Document",
    "statuses": "Status",
    "hedges": "Wording",
}
NOTHING = dict.fromkeys(LABELS, ()) | {
    "since": None,
    "until": None,
    "revised": False,
    "record": True,
}
ANY_TIME = {**NOTHING, "as_of": None}
"""The filters and the day; the day stays where a page's subject changes."""


def filters(
    dataset: Dataset, view: View, claims: pd.DataFrame, record: RecordChoices = NO_RECORD
) -> None:
    """Show the filters; each choice says how many of `claims` have it, but for what only the
    `record` has.

    `dataset` is the whole one, as the day of the figures is among the filters.
    """
    opened = menu("Filters", f"{view.page}_filters", _chosen(view))
    if opened is None:
        return
    with opened:
        for facet, name in LABELS.items():
            counts = Counter(claims[FACETS[facet]]) if facet in FACETS else Counter[str]()
            options = _options({*counts, *_recorded(record, facet)}, facet)
            if len(options) > 1 or getattr(view, facet):
                names = _names(dataset, facet)
                st.multiselect(
                    name,
                    list(dict.fromkeys([*options, *getattr(view, facet)])),
                    format_func=partial(_counted, names, counts),
                    help=f"{GLOSSARY[name]} {_beside_record(view, facet)}".strip(),
                    **control(view, facet, none=[]),
                )
        if view.page != "trends":  # which has a slider
            for end in ("since", "until"):
                asked = control(view, end, none=None)
                st.number_input(CONTROLS[end], 1500, 2200, step=1, format="%d", **asked)
        st.toggle("Show the official record", **control(view, "record", none=True))
        st.toggle("Show corrected and withdrawn", **control(view, "revised", none=False))
        as_of_control(dataset, view)
        st.button("Clear filters", on_click=change, args=(view.page,), kwargs=ANY_TIME)


def _chosen(view: View) -> int:
    """Return how many choices are made in the menu: each place, document or the like, the years
    together where they are in it, each of the others.
    """
    several = sum(len(getattr(view, facet)) for facet in LABELS)
    years = view.page != "trends" and (view.since, view.until) != (None, None)
    return several + sum((years, view.revised, not view.record, view.as_of is not None))


RECORD_STAYS = (
    "Choosing reports leaves the official figures beside them; “Show the official record” takes "
    "those away. Choosing an official publication keeps only its own official figures."
)


def _beside_record(view: View, facet: str) -> str:
    """Return what a choice of documents does to the record; empty of other choices, and of lists,
    which are of claims alone.
    """
    return RECORD_STAYS if facet == "documents" and view.page != "claims" else ""


def _recorded(record: RecordChoices, facet: str) -> Iterable[str]:
    """Return what of a facet the record has, of which a chart may show none unasked."""
    return {"groups": record.groups, "places": record.places}.get(facet, ())


def _counted(names: Callable[[str], str], counts: Mapping[str, int], value: str) -> str:
    return f"{names(value)} ({counts[value]})" if counts[value] else names(value)


def _options(found: Collection[str], facet: str) -> Sequence[str]:
    return [h for h in HEDGES if h in found] if facet == "hedges" else sorted({*found} - {""})


def _names(dataset: Dataset, facet: str) -> Callable[[str], str]:
    if facet == "places":
        return lambda value: place_name(dataset, value)
    if facet == "documents":
        return lambda value: dataset.works[value].short()
    if facet == "statuses":
        return lambda value: STATUSES[value].label
    if facet == "hedges":
        return lambda value: HEDGES[value].label
    return str
