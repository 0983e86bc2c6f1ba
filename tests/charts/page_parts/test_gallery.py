"""The topics as small charts: their words, their pictures and where they lead."""

from __future__ import annotations

import re
from html import unescape

import pytest

from charts.page_parts.gallery import TopicCard, card_html, topic_cards
from charts.style.theme import DARK, LIGHT
from charts.text import wording
from charts.views.view import known_values, parse_address
from loaders.analysis.curves import best_run, longest_line
from loaders.dataset import Dataset, claims_in
from loaders.queries.selection import indicators_with_figures, trend_claims


@pytest.fixture
def cards(real: Dataset) -> list[TopicCard]:
    return list(topic_cards(real, LIGHT))


def test_each_topic_with_figures_has_a_card_that_leads_to_its_trend(
    real: Dataset, cards: list[TopicCard]
) -> None:
    topics = set(indicators_with_figures(real)["topic"])
    assert [card.topic for card in cards] == [n for n in real.topics.index if n in topics]
    for card in cards:
        address = unescape(re.findall(r'href="([^"]*)"', card_html(card))[0])
        view, unclear = parse_address(address, known_values(real))
        assert view is not None and not unclear
        assert (view.page, view.topic, view.indicator) == ("trends", card.topic, card.indicator)


def test_a_card_tells_a_change_of_ends_that_one_line_joins(
    real: Dataset, cards: list[TopicCard]
) -> None:
    for card in cards:
        run = best_run(trend_claims(real, card.indicator))
        assert (card.chart is None) == run.empty, card.topic
        if card.chart is None:
            assert card.numbers, card.topic
            continue
        by_id = {claim.claim_id: claim for claim in claims_in(run)}
        line = longest_line(run)
        for name in (line[0], line[-1]):
            assert wording.period_words(by_id[name]) in card.chart.words.title


def test_a_picture_says_what_it_shows_and_has_the_colours_of_the_page(
    real: Dataset, cards: list[TopicCard]
) -> None:
    dark = topic_cards(real, DARK)
    for card, other in zip(cards, dark, strict=True):
        if card.chart is None or other.chart is None:
            continue
        assert f'alt="{card.chart.words.title}' in unescape(card_html(card))
        assert LIGHT.record in card.chart.svg
        assert LIGHT.record not in other.chart.svg
        assert card.chart.words == other.chart.words


def test_a_number_on_a_card_has_its_hedge_and_its_speaker(
    real: Dataset, cards: list[TopicCard]
) -> None:
    claims = {claim.claim_id: claim for claim in claims_in(real.joined)}
    for card in cards:
        for figure in card.numbers:
            claim = claims[figure.claim_id]
            assert wording.claim_words(real, claim) in unescape(card_html(card))
            assert real.works[claim.document_id].short() in unescape(card_html(card))
