"""Pages that lead to others or explain: the overview, indicators, comparisons, method, search,
changes.
"""

from __future__ import annotations

from html import escape

from charts.page_parts.change_list import HOW, days
from charts.page_parts.gallery import gallery_html, topic_cards
from charts.page_parts.links import link
from charts.page_parts.results import choices_of, curve_labels
from charts.page_parts.sections import method as texts
from charts.page_parts.sections.overview import came_last, questions, topics, what_this_is
from charts.style.theme import DARK, LIGHT
from charts.views import glossary
from charts.views.view import relative_address
from loaders.dataset import Dataset
from loaders.queries.selection import EVERYTHING, comparisons, selected
from loaders.values.edtf import parse_period
from static_site.html.body import Body, Section, body, paragraphs
from static_site.inventory import Page, pages

HOW_TO_SEARCH = """Type a word, a number, a place or a name. Without JavaScript, use these lists:
all pages of this site are among them or one step behind."""


def overview(dataset: Dataset, _: Page) -> Body:
    """Return the first page."""
    cards = gallery_html(topic_cards(dataset, LIGHT), topic_cards(dataset, DARK))
    lede = f'<p class="cf-lede">{escape(what_this_is(dataset))}</p>'
    return body(
        Section(f'<h2 class="cf-unseen">Topics at a glance</h2>{cards}', id="topics-at-a-glance"),
        Section(questions(dataset)),
        Section(came_last(dataset)),
        Section(topics(dataset), id="table"),
        above=lede,
        heading=escape(dataset.site.lede),
    )


def indicators(dataset: Dataset, _: Page) -> Body:
    """Return the list of all indicators, by topic."""
    choices, told = choices_of(dataset), curve_labels(dataset)
    sections = []
    for topic, title in dataset.topics["title"].items():
        names = [str(name) for name in choices.index[choices["topic"] == topic]]
        rows = "".join(_indicator(dataset, name, told[name]) for name in names)
        sections.append(
            Section(f'<ul class="cf-hits">{rows}</ul>' if rows else "", str(title), str(topic))
        )
    return body(*sections)


def _indicator(dataset: Dataset, name: str, told: str) -> str:
    own = dataset.indicators.loc[name]
    way = link("trends", str(own["title"]), indicator=name)
    return f"<li>{way} <small>{escape(told)}</small><p>{escape(str(own['definition']))}</p></li>"


def all_comparisons(dataset: Dataset, _: Page) -> Body:
    """Return the list of all comparisons."""
    rows = []
    found = comparisons(dataset)
    for name in map(str, found.index):
        several = found.loc[name, "kind"] == "comparison"
        asked = {"comparison" if several else "indicator": name}
        told = str(dataset.comparisons.loc[name, "summary"]) if several else ""
        way = link("compare", str(found.loc[name, "title"]), **asked)
        rows.append(f"<li>{way}<p>{escape(told)}</p></li>" if told else f"<li>{way}</li>")
    return body(Section(f'<ul class="cf-hits">{"".join(rows)}</ul>'))


def method(dataset: Dataset, _: Page) -> Body:
    """Return how numbers are read and drawn, in words."""
    return body(
        Section(paragraphs(texts.READ), "How a number is read", glossary.READ),
        Section(paragraphs(texts.DRAWN), "How it is drawn", glossary.DRAWN, drawn=True),
        Section(paragraphs(texts.SERIES), "What a series is", "series"),
        Section(paragraphs(texts.RECORD), "The official record", "record"),
        Section(texts.words_used(), "Words used here", glossary.WORDS_USED),
        Section(
            paragraphs(texts.not_here(dataset)) + texts.statuses(dataset),
            "What is not here",
            glossary.NOT_HERE,
        ),
    )


def search(dataset: Dataset, _: Page) -> Body:
    """Return the page of the search: what works without a script is a list of what there is."""
    by_kind = {"indicators": "Indicators", "comparisons": "Comparisons", "documents": "Documents"}
    by_kind["works"] = "Cited works"
    sections = [
        Section(f"<ul>{''.join(map(_way, own))}</ul>", heading, kind, folded=True)
        for kind, heading in by_kind.items()
        if (own := [page for page in pages(dataset) if page.kind == kind and page.id])
    ]
    all_claims = Section(f"<p>{link('claims', 'All numbers, by topic')}</p>")
    return body(*sections, all_claims, above=f'<div id="search">{paragraphs(HOW_TO_SEARCH)}</div>')


def _way(page: Page) -> str:
    assert page.view is not None
    return f'<li><a href="{escape(relative_address(page.view))}">{escape(page.title)}</a></li>'


def changes(dataset: Dataset, _: Page) -> Body:
    """Return what changed, by day, the newest first."""
    official = int(selected(dataset.joined, EVERYTHING)["official"].sum())
    told = days(dataset)
    sections = (
        Section(told[day], str(parse_period(day)), f"d{day}") for day in sorted(told, reverse=True)
    )
    return body(*sections, above=paragraphs(HOW.format(entries=official)))
