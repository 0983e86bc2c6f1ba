"""Wherever a number stands on a page, what it is stands with it."""

from __future__ import annotations

import re
from functools import cache
from html import unescape

import pytest

from charts.builders.number_card import NumberCards
from charts.page_parts.derivations import arithmetic_lines
from charts.page_parts.disagreement_rows import claim_cell
from charts.page_parts.number_cards import numbers_html, tile
from charts.page_parts.record_rows import against_record, held_row, left_row
from charts.page_parts.search_hits import hit_html
from charts.page_parts.tables import claim_link, claims_html
from charts.text.number_card import key_figure, number_card
from loaders.dataset import Claim, Dataset, claims_in
from loaders.queries.selection import in_own_units
from loaders.search.index import Hit
from tests.support.pages import html, opened
from tests.support.real import REAL
from tests.support.statements import Place, cited, lacking, unsaid

ROWS = in_own_units(REAL, REAL.joined).set_index("claim_id", drop=False)


def without_tags(html: str) -> str:
    return re.sub(r"<[^>]+>", " ", html)


def hit(dataset: Dataset, claim: Claim) -> str:
    found = Hit("claim", claim.claim_id, "Title", "", claim.as_printed, 1.0, "exact")
    return hit_html(dataset, found, claim, frozenset())


def test_a_hit_without_a_period_says_that_its_year_is_not_given() -> None:
    shown = {claim.claim_id: hit(REAL, claim) for claim in claims_in(REAL.joined)}
    undated = {claim.claim_id for claim in claims_in(REAL.joined) if not claim.period}
    assert undated
    assert {name for name, text in shown.items() if "Title, year not given" in text} == undated


@cache
def recorded() -> dict[str, str]:
    held, left = against_record(REAL)
    cells = [(pair.claim.claim_id, held_row(REAL, pair)) for pair in held]
    cells += [(one.claim.claim_id, left_row(REAL, one)) for one in left]
    return {name: " ".join(row) for name, row in cells}


@cache
def offered() -> tuple[str, ...]:
    app = opened("compare", pick="washington2024-plaza-control")
    return tuple(app.multiselect[0].options)


def key_tile(dataset: Dataset, claim: Claim) -> str:
    return tile(key_figure(dataset, claim))


def large_number(dataset: Dataset, claim: Claim) -> str:
    card = number_card(dataset, claim, ())
    return numbers_html(dataset, NumberCards("Numbers", "", [card], ["Sources."]))


def derived(dataset: Dataset, claim: Claim) -> str:
    return arithmetic_lines(dataset, claim.claim_id)


PLACES: dict[str, Place] = {
    "a table of claims": lambda d, c: claims_html(d, ROWS.loc[[c.claim_id]], "Claims"),
    "a key figure": key_tile,
    "a number in large": large_number,
    "a link to a claim": claim_link,
    "a hit of the search": hit,
    "a row of a disagreement": claim_cell,
    "a row beside the record": lambda _, c: recorded()[c.claim_id],
    "what is derived from it": derived,
}


@pytest.mark.parametrize("place", PLACES)
def test_hedge_status_and_who_said_it_stand_with_each_number(place: str) -> None:
    assert lacking(REAL, lambda d, c: without_tags(PLACES[place](d, c))) == []


@pytest.mark.parametrize("place", [name for name in PLACES if name != "a row beside the record"])
def test_an_official_figure_says_who_quotes_it(place: str) -> None:
    assert unsaid(REAL, lambda d, c: without_tags(PLACES[place](d, c))) == []


@pytest.mark.parametrize("place", [name for name in PLACES if name != "a row beside the record"])
def test_no_place_shows_the_filter_of_a_file(place: str) -> None:
    rows = [claim for claim in claims_in(ROWS) if claim.locator.startswith("row ")]
    filters = {claim: claim.locator.removeprefix("row ") for claim in rows}
    assert len(rows) > 100
    shown = {c: without_tags(unescape(PLACES[place](REAL, c))) for c in rows}
    assert [c.claim_id for c, text in shown.items() if filters[c] in text or "sha256" in text] == []


def test_what_can_be_picked_says_what_it_is_and_who_said_it() -> None:
    labels = "; ".join(offered())
    assert len(offered()) >= len(cited(REAL))
    assert lacking(REAL, lambda *_: labels) == []


@pytest.mark.parametrize("claim", ["washington2024-plaza-control", "mann2023-backpack"])
def test_a_claims_page_says_what_it_is_and_who_said_it(claim: str) -> None:
    page = without_tags(html(opened("claims", claim=claim)))
    (own,) = [one for one in cited(REAL) if one.claim_id == claim]
    assert lacking(REAL, lambda _, c: page if c == own else "", value=False) == []


def test_a_key_figure_names_what_else_its_paragraph_gives() -> None:
    claims = {claim.claim_id: claim for claim in cited(REAL)}
    text = without_tags(key_tile(REAL, claims["felbabbrown2020-poppy-us-2017"]))
    also = "The same paragraph also gives 30,600 hectares, estimated, for 2016–2017 (UNODC)."
    assert also in " ".join(text.split())
    alone = key_tile(REAL, claims["breier2023-overdose-deaths-2021"])
    assert "also gives" not in alone
