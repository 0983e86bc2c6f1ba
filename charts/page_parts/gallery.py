"""The topics as small charts, each a way into Trends: what happened, the last number, and what a
document says; a topic without a curve has its number in their place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

import pandas as pd

from charts.builders.thumbnail import thumbnail
from charts.page_parts.links import link, path
from charts.page_parts.memo import per_version
from charts.page_parts.number_cards import number_html, tile
from charts.page_parts.results import VERSIONS, choices_of, completed
from charts.style.theme import Palette
from charts.text.curve_summary import CurveSummary, curve_summary
from charts.text.number_card import KeyFigure, key_figure
from charts.text.series_summary import many
from charts.views.view import View
from loaders.analysis.curves import best_run
from loaders.dataset import Dataset, claims_in
from loaders.queries.listing import key_claims
from loaders.queries.selection import in_own_units, trend_claims

KEY = "In the small charts, grey is the official record, colours are numbers from documents."


@dataclass(frozen=True)
class SmallChart:
    """A series as SVG and in words, the first and the last year, and how many series of the
    indicator it leaves out.
    """

    svg: str
    words: CurveSummary
    years: tuple[int, int]
    left: int


@dataclass(frozen=True)
class TopicCard:
    """A topic's card: the indicator on which Trends opens it, its chart where lines join its
    figures, and numbers of documents.
    """

    topic: str
    title: str
    indicator: str
    chart: SmallChart | None
    numbers: Sequence[KeyFigure]


@per_version(VERSIONS, most=2)
def topic_cards(dataset: Dataset, colours: Palette) -> Sequence[TopicCard]:
    """Return a card for each topic that has figures, drawn once for each version of the data."""
    there = set(choices_of(dataset)["topic"])
    names = (str(name) for name in dataset.topics.index if name in there)
    return [_topic_card(dataset, name, colours) for name in names]


def _topic_card(dataset: Dataset, topic: str, colours: Palette) -> TopicCard:
    indicator = completed(dataset, View("trends", topic=topic)).indicator
    claims = trend_claims(dataset, indicator)
    run = best_run(claims)
    chart = _small_chart(dataset, claims, run, colours) if len(run) else None
    keys = key_claims(dataset)
    shown = claims_in(keys[keys["topic"] == topic])
    if not shown and chart is None:
        shown = claims_in(in_own_units(dataset, claims))[:1]
    numbers = [key_figure(dataset, claim) for claim in shown]
    return TopicCard(topic, str(dataset.topics.loc[topic, "title"]), indicator, chart, numbers)


def _small_chart(
    dataset: Dataset, claims: pd.DataFrame, run: pd.DataFrame, colours: Palette
) -> SmallChart:
    """Return a series as a line, and the other claims of its place as marks."""
    place = run["place_id"].iloc[0]
    dated = claims[claims["start"].notna()]
    others = dated[~dated["official"] & (dated["place_id"] == place)]
    others = others[~others["claim_id"].isin(run["claim_id"])]
    drawn = pd.concat([run, others])
    return SmallChart(
        thumbnail(dataset, drawn, colours),
        curve_summary(dataset, run, others),
        (int(drawn["start"].min().year), int(drawn["end"].max().year)),
        len(_runs(dated) - _runs(drawn)),
    )


def _runs(claims: pd.DataFrame) -> set[tuple[bool, str]]:
    """Return the series of claims, in documents and in the record."""
    return set(zip(claims["official"], claims["series_id"], strict=True))


def gallery_html(cards: Sequence[TopicCard], dark: Sequence[TopicCard] = ()) -> str:
    """Return cards as a list; empty where there is none. `dark` are the same in dark colours, where
    the reader's machine is to choose.
    """
    pictures = {card.topic: card.chart.svg for card in dark if card.chart}
    items = "".join(f"<li>{card_html(card, pictures.get(card.topic, ''))}</li>" for card in cards)
    key = f'<p class="cf-note">{KEY}</p>' if any(card.chart for card in cards) else ""
    return f'{key}<ul class="cf-gallery">{items}</ul>' if items else ""


def card_html(card: TopicCard, dark: str = "") -> str:
    """Return a card: the topic, a chart or a number, and numbers of documents; `dark` is its chart
    in dark colours, where the reader's machine is to choose.
    """
    name = f"<small>{escape(card.title)}</small>"
    way = f'<a href="{path("trends", topic=card.topic, indicator=card.indicator)}">'
    if card.chart:
        return name + _chart_html(card.chart, way, dark) + "".join(map(tile, card.numbers))
    first, *others = card.numbers
    shown = f"{way}<h3>{escape(first.subject)}</h3></a>"
    number = f'<div class="cf-number">{number_html(first)}</div>'
    return name + shown + number + "".join(map(tile, others))


def _chart_html(chart: SmallChart, way: str, dark: str) -> str:
    words = chart.words
    series = many(chart.left, "more series", "more series")
    more = f" {way}Its chart has {series}</a>." if chart.left else ""
    # a picture: of an SVG in the page, Streamlit would take the shapes away
    image = f'<img src="{_uri(chart.svg)}" alt="{escape(words.alt)}">'
    if dark:
        media = "screen and (prefers-color-scheme: dark)"
        image = f'<picture><source media="{media}" srcset="{_uri(dark)}">{image}</picture>'
    return (
        f"{way}<h3>{escape(words.title)}</h3>{image}</a>"
        f'<div class="cf-years"><span>{chart.years[0]}</span><span>{chart.years[1]}</span></div>'
        f"<p><strong>{link('claims', words.value, claim=words.claim_id)}</strong>"
        f" {escape(words.about)}</p><p>{escape(words.change)}{more}</p>"
    )


def _uri(svg: str) -> str:
    return f"data:image/svg+xml,{quote(svg)}"
