"""Address ↔ view: each state has one address, and what means nothing gets a sentence."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.presenter import own_words
from charts.presenter.own_words import plain_words
from charts.views.pages import PAGES
from charts.views.view import NAMES, ORDERS, View, address, known_values, parse_query
from tests.support.real import REAL

KNOWN = known_values(REAL)


NOTES = st.tuples(
    st.sampled_from(("2019", "2001-03/2002", *sorted(REAL.claims["claim_id"])[:4])),
    st.text(max_size=160).map(lambda text: plain_words(text, own_words.NOTE)).filter(bool),
).map(" ".join)

FREE: dict[str, st.SearchStrategy[Any]] = {
    **dict.fromkeys(("since", "until", "map", "base"), st.none() | st.integers(1500, 2200)),
    "as_of": st.none() | st.dates(max_value=date.today()),
    "part": st.integers(1, 500),
    "words": st.text(max_size=20),
    "title": st.text(max_size=120).map(lambda text: plain_words(text, own_words.TITLE)),
    "subtitle": st.text(max_size=220).map(lambda text: plain_words(text, own_words.SUBTITLE)),
    "own_notes": st.lists(NOTES, unique=True, max_size=own_words.MOST_NOTES).map(tuple),
    "slides": st.lists(st.text(max_size=20), max_size=4).map(tuple),
}


def values(attribute: str, page: str) -> st.SearchStrategy[Any]:
    empty = getattr(View(), attribute)
    if attribute in FREE:
        return FREE[attribute]
    if isinstance(empty, bool):
        return st.booleans()
    one = st.sampled_from(ORDERS[page] if attribute == "sort" else sorted(KNOWN.values[attribute]))
    if isinstance(empty, tuple):
        return st.lists(one, unique=True, max_size=4).map(tuple)
    return st.just("") | one


@st.composite
def views(draw: st.DrawFn) -> View:
    page = draw(st.sampled_from(tuple(PAGES)))
    own = {n.attribute: draw(values(n.attribute, page)) for n in NAMES if page in n.pages}
    since, until = own.get("since"), own.get("until")
    if since is not None and until is not None and since > until:
        own |= {"since": until, "until": since}
    return View(page=page, **own)


@given(views())
def test_a_view_is_read_back_from_its_address(view: View) -> None:
    assert parse_query(view.page, address(view), KNOWN) == (view, [])


@given(
    st.sampled_from(tuple(PAGES)),
    st.dictionaries(
        st.text(max_size=8) | st.sampled_from([n.name for n in NAMES]),
        st.lists(st.text(max_size=12), min_size=1, max_size=3),
    ),
)
def test_any_address_gives_a_view(page: str, query: dict[str, list[str]]) -> None:
    view, _ = parse_query(page, query, KNOWN)
    assert parse_query(page, address(view), KNOWN)[0] == view


@pytest.mark.parametrize(
    ("page", "query", "sentence"),
    [
        (
            "trends",
            {"indicator": ["poppy_aera"]},
            'There is no indicator "poppy_aera" here; did you mean "poppy_area"?',
        ),
        (
            "trends",
            {"from": ["2018"], "to": ["2010"]},
            "The years were given in reverse; 2010 to 2018 are shown instead.",
        ),
        ("trends", {"from": ["soon"]}, '"soon" is no year, so it was ignored.'),
        ("trends", {"claim": ["x"]}, 'The address has "claim", which this page does not use.'),
        ("claims", {"claim": ["no-such-claim"]}, 'There is no claim "no-such-claim" here.'),
        (
            "claims",
            {"topic": ["prices", "violence"]},
            "The address names more than one topic; the last is shown.",
        ),
        ("claims", {"status": ["guess"]}, 'There is no status "guess" here.'),
        ("claims", {"sort": ["difference"]}, 'There is no order "difference" here.'),
        ("trends", {"events": ["1"]}, 'The address has events "1", where yes or no may stand.'),
        ("recorded", {"within": ["maybe"]}, 'There is no answer "maybe" here.'),
        ("trends", {"note": ["2019"]}, 'The note "2019" has no text.'),
        (
            "trends",
            {"note": ["then A peak"]},
            'There is no claim and no date "then" for a note here.',
        ),
        (
            "trends",
            {"note": [f"{year} A year" for year in range(2001, 2007)]},
            "The first 5 of 6 notes are shown.",
        ),
        (
            "compare",
            {"title": ["Deaths \u202e000,701"]},
            "The title in the address was shortened: it has at most 100 characters, on one line, "
            "and no signs that are not seen or turn the direction of writing.",
        ),
    ],
)
def test_what_means_nothing_gets_a_sentence(
    page: str, query: dict[str, list[str]], sentence: str
) -> None:
    assert parse_query(page, query, KNOWN)[1] == [sentence]


def test_names_that_other_programs_add_are_passed_over() -> None:
    assert parse_query("trends", {"utm_source": ["x"], "fbclid": ["y"]}, KNOWN) == (
        View(page="trends"),
        [],
    )


def test_each_name_means_one_thing() -> None:
    assert len({n.name for n in NAMES}) == len(NAMES) == len({n.attribute for n in NAMES})


def test_each_choice_has_one_name_and_every_name_is_of_a_choice() -> None:
    attributes = [name.attribute for name in NAMES]
    assert sorted(attributes) == sorted(vars(View()).keys() - {"page"})
    assert len({name.name for name in NAMES}) == len(NAMES)
