"""What a view is called: in a browser's tab, and in the preview of a link that was pasted."""

from __future__ import annotations

import textwrap

from charts.text import notes, wording
from charts.text.series_summary import many
from charts.views.missing import not_yet
from charts.views.pages import HOME, PAGES
from charts.views.resolve import complete, heading_of, resolve
from charts.views.view import DECK, View
from loaders.dataset import Claim, Dataset
from loaders.errors import shown
from loaders.queries.listing import claims_of_work
from loaders.queries.place_text import placed_title
from loaders.queries.record import find_claim
from loaders.values.codelists import TOLD_APART

MOST_TITLE, MOST_SOURCES = 100, 3


def view_title(dataset: Dataset, view: View) -> str:
    """Return what a view is called, the most particular first.

    `dataset`, here as below, is what `charts.views.resolve.dataset_of` returns for the view.
    """
    view = complete(dataset, view)
    if view.page == HOME:
        return f"{dataset.site.name}: {dataset.site.lede[:1].lower()}{dataset.site.lede[1:]}"
    page = "" if view.page == "claims" and view.claim else PAGES[view.page].title
    subject = ", ".join(part for part in (_subject(dataset, view), day_words(view)) if part)
    return " – ".join(part for part in (subject, page, dataset.site.name) if part)


def day_words(view: View) -> str:
    """Return the day as of which a view shows the figures; empty where it is today."""
    return f"as of {view.as_of.isoformat()}" if view.as_of else ""


def _subject(dataset: Dataset, view: View) -> str:
    """Return what of its page a view shows; empty where it shows all."""
    if view.claim:
        there = not not_yet(dataset, view)
        return claim_title(dataset, claim_row(dataset, view.claim)) if there else view.claim
    heading = heading_of(dataset, view)
    if heading:
        return ", ".join(part for part in (heading, _years(view)) if part)
    if view.work:
        work = dataset.works[view.work]
        return f"{work.short()}: {textwrap.shorten(work.title, MOST_TITLE, placeholder='…')}"
    if view.words.strip() or view.page == DECK:
        return shown(view.words) if view.words.strip() else view.title
    if view.indicator:
        return str(dataset.indicators.loc[view.indicator, "title"])
    return str(dataset.topics.loc[view.topic, "title"]) if view.topic else ""


def _years(view: View) -> str:
    if view.map is not None:
        return ""
    if view.since is not None and view.until is not None:
        return str(view.since) if view.since == view.until else f"{view.since}–{view.until}"
    if view.since is not None:
        return f"from {view.since}"
    return f"to {view.until}" if view.until is not None else ""


def claim_row(dataset: Dataset, claim_id: str) -> Claim:
    """Return a claim, or a figure of the record, that is there."""
    found = find_claim(dataset, claim_id)
    assert found is not None
    return found


def claim_title(dataset: Dataset, claim: Claim) -> str:
    """Return what a claim states, of what and when."""
    subject = f"{subject_words(dataset, claim)}, {wording.period_words(claim)}"
    return f"{stated(dataset, claim)}: {subject}"


def stated(dataset: Dataset, claim: Claim) -> str:
    """Return a claim's value, hedge and status, who is credited, and that it is not in force."""
    state = "" if claim.in_force else f", {claim.state}"
    return wording.claim_statement(dataset, claim) + state


def subject_words(dataset: Dataset, claim: Claim) -> str:
    """Return what a claim measures, and where."""
    return placed_title(dataset, claim.indicator_id, claim.place_id, claim.from_place_id)


def view_description(dataset: Dataset, view: View) -> str:
    """Return what a view shows, with hedge, period and source of what it states, and the data's
    version.
    """
    return f"{about_view(dataset, view)} {dataset.site.name}, data {dataset.version}."


def about_view(dataset: Dataset, view: View) -> str:
    """Return what a view shows, with hedge, period and source of what it states."""
    view = complete(dataset, view)
    if not_yet(dataset, view):
        return not_yet(dataset, view)
    if view.claim:
        sentence = _of_claim(dataset, claim_row(dataset, view.claim))
        return sentence if view.page == "claims" else f"{sentence} {PAGES[view.page].description}"
    if heading_of(dataset, view):
        return _of_chart(dataset, view)
    if view.work:
        given, citing = (len(claims) for claims in claims_of_work(dataset, view.work))
        counts = [
            f"gives {many(given, 'number')}" if given else "",
            f"cited for {many(citing, 'claim')}" if citing else "",
        ]
        sentence = "; ".join(part for part in counts if part) or "no claims"
        return f"{dataset.works[view.work].short()}: {sentence}."
    return PAGES[view.page].description


def _of_claim(dataset: Dataset, claim: Claim) -> str:
    counted = claim.producer and claim.status not in TOLD_APART
    producer = f", by {claim.producer}" if counted else ""
    period = wording.period_words(claim)
    when = f"for {period}" if claim.period else period
    source, value = notes.sources(dataset.works, [claim]), stated(dataset, claim)
    return f"{source}: {value}, {when}{producer}; {subject_words(dataset, claim)}."


def _of_chart(dataset: Dataset, view: View) -> str:
    resolved = resolve(dataset, view)
    names = [dataset.works[name].short() for name in notes.documents_of(resolved.claims)]
    more = [f"{len(names) - MOST_SOURCES} more"] if len(names) > MOST_SOURCES else []
    from_ = f" From {', '.join([*names[:MOST_SOURCES], *more])}." if names else ""
    return f"{resolved.alt_text.short}{from_}"
