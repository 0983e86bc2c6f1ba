"""The overview as HTML: what this is, questions, what came in last, all topics."""

from __future__ import annotations

from html import escape
from urllib.parse import parse_qs

from charts.page_parts.links import link
from charts.page_parts.results import days_of_change_of, known_of
from charts.page_parts.tables import claims_html, table
from charts.text.claim_history import day_words
from charts.text.series_summary import many
from charts.views.resolve import NO_FIGURES
from charts.views.view import View, parse_address
from loaders.dataset import Dataset
from loaders.queries.listing import latest, topic_counts
from loaders.queries.selection import EVERYTHING, selected
from loaders.schema.site import Question
from loaders.values.edtf import parse_period

LATEST = 5
SEARCH = "Or search for any number, word, place or source in the box at the top."


def example_view(address: str, dataset: Dataset) -> View | None:
    """Return the view that an address stands for; None where this dataset lacks what it names."""
    view, unclear = parse_address(address, known_of(dataset))
    return None if unclear else view


def heading_html(text: str) -> str:
    """Return a heading of this page, as HTML."""
    return f'<h2 class="cf-head">{escape(text)}</h2>'


def what_this_is(dataset: Dataset) -> str:
    """Return in two sentences what is here, and how much of it."""
    if not dataset.measured:
        return NO_FIGURES
    claims = selected(dataset.joined, EVERYTHING)
    cited, recorded = claims[~claims["official"]], claims[claims["official"]]
    behind = f", beside {many(len(recorded), 'official figure')}" if len(recorded) else ""
    there = "is 1" if len(cited) == 1 else f"are {len(cited)}"
    return (
        f"Reports{dataset.site.about_subject} are full of numbers. Here {there} of them, from "
        f"{many(cited['document_id'].nunique(), 'document')}, each with its exact words and the "
        f"place where it stands{behind}."
    )


def _link_to(question: Question) -> str:
    page, _, query = question.address.partition("?")
    return link(page, question.text, **parse_qs(query))


def questions(dataset: Dataset) -> str:
    """Return the questions as links, those that this dataset can answer."""
    rows = "".join(
        f"<li>{_link_to(one)}</li>"
        for one in dataset.site.questions
        if example_view(one.address, dataset)
    )
    if not rows:
        return ""
    ways = f'<ul class="cf-ways">{rows}</ul><p class="cf-note">{SEARCH}</p>'
    return heading_html("Begin with a question") + ways


def came_last(dataset: Dataset) -> str:
    """Return what changed on the newest day in a sentence, and the numbers of documents that came
    in last; the newer of the two first.
    """
    claims = latest(dataset, LATEST)
    listed = claims_html(dataset, claims, "Numbers of documents that came in last")
    days = days_of_change_of(dataset)[:1]
    told = "".join(
        f'<p class="cf-note">{parse_period(last.day)}: {escape(day_words(last))} '
        f"{link('changes', 'All changes')}</p>"
        for last in days
    )
    return heading_html("Added last") + told + listed if days or len(claims) else ""


def topics(dataset: Dataset) -> str:
    """Return the topics as a table, each with how much it holds."""
    rows = [
        [
            link("trends", str(topic["title"]), topic=str(name)),
            escape(str(topic["summary"])),
            link("claims", str(topic["claims"]), topic=str(name), record="no"),
            escape(str(topic["record"])),
        ]
        for name, topic in topic_counts(dataset).iterrows()
    ]
    columns = ("Topic", "What it holds", "Numbers from documents", "Official figures")
    caption = "Each topic leads to its charts and to its claims"
    return heading_html("Topics") + table(columns, rows, caption)
