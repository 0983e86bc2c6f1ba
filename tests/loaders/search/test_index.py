"""The search: numbers exact, words forgiven, all of them needed, the exact first."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from functools import cache

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.dataset import Dataset
from loaders.search.index import (
    MOST_CHARACTERS,
    ONE_ERROR_FROM,
    Hit,
    Index,
    counts_by_kind,
    excerpt,
    find,
    hits,
    offers,
    places_named,
    search_index,
    subdivisions_of,
)
from loaders.search.records import KINDS, MAIN, Findable, SearchText, findable
from loaders.search.tokens import fold, number_key, pieces, tokens
from tests.support.real import REAL

EVERYTHING = 100_000


@cache
def index() -> Index:
    return search_index(REAL)


@pytest.fixture(scope="module")
def before(settled: Dataset) -> Index:
    """The index of the figures as they were when the tests were written."""
    return search_index(settled)


@cache
def claims() -> list[Findable]:
    return [one for one in findable(REAL) if one.kind == "claim"]


def search(index: Index, words: str, limit: int = 20) -> list[Hit]:
    return hits(find(index, words), limit=limit)


def keys(text: str, *, asked: bool = False) -> list[str]:
    return [token.key for token in tokens(text, asked=asked)]


def ids(words: str, kind: str = "") -> list[str]:
    return [hit.id for hit in search(index(), words, EVERYTHING) if kind in ("", hit.kind)]


@pytest.mark.parametrize("words", ["70,000", "70000", "70 000", "70,000.0", "70 thousand", "70k"])
def test_a_number_is_found_however_it_is_written(words: str) -> None:
    assert ids(words) == ["breier2023-synthetic-2021", "mann2023-fentanyl-deaths"]


@pytest.mark.parametrize("words", ["7,000", "700,000", "70,00", "70001", "0"])
def test_a_number_is_never_found_nearly(words: str) -> None:
    near = {"breier2023-synthetic-2021", "mann2023-fentanyl-deaths"}
    assert not near & {*ids(words)}


def test_a_question_is_answered_by_its_words_that_matter() -> None:
    found = find(index(), "Who says 70,000?")
    assert found.terms == ("70,000",)
    assert found.passed == ("Who", "says")
    assert ids("Who says 70,000?") == ids("70,000")
    assert find(index(), "who").terms == ("who",)


def test_bounds_are_found_that_are_printed_in_words() -> None:
    assert "lekhtman2023-guns-smuggled" in ids("500,000")
    assert "lekhtman2023-guns-smuggled" in ids("half a million weapons")


@pytest.mark.parametrize(
    "words", ["popy", "poopy", "pooppy", "pop py", "oppy", "ppopy", "POPPY", "póppy"]
)
def test_one_error_is_forgiven_and_case_and_accents_are_nothing(words: str) -> None:
    found = search(index(), words, EVERYTHING)
    assert ("poppy_area" in {hit.id for hit in found}) == (words != "pop py")


@pytest.mark.parametrize("words", ["fentanil", "fentynal", "fetnanyl", "ferntanil"])
def test_two_errors_are_forgiven_from_eight_letters_on(words: str) -> None:
    assert "fentanyl_seized" in ids(words, "indicator")


@pytest.mark.parametrize("words", ["pupyp", "gxnx", "mxx", "US7"])
def test_more_errors_are_not_forgiven(words: str) -> None:
    assert all(hit.exactness != "near" for hit in search(index(), words, EVERYTHING))


def test_all_words_are_needed() -> None:
    both = {*ids("poppy unodc")}
    assert both == {*ids("poppy")} & {*ids("unodc")}
    assert both
    assert ids("poppy xyzzyq") == []


def test_the_exact_stands_before_the_near_and_the_order_is_stable() -> None:
    found = search(index(), "border", EVERYTHING)
    order = [("exact", "begins", "near").index(hit.exactness) for hit in found]
    assert order == sorted(order)
    assert {*order} >= {0, 2}
    assert found == search(search_index(REAL), "border", EVERYTHING)
    assert found[:7] == search(index(), "border", 7)


def test_titles_weigh_more_than_notes_and_claims_of_documents_stand_before_the_record() -> None:
    assert ids("opium poppy cultivation")[0] == "poppy_area"
    first = next(i for i in ids("homicides 2019", "claim"))
    assert first == "felbabbrown2020-homicides-2019"


@pytest.mark.parametrize(
    ("words", "kind", "name"),
    [
        ("felbab-brown 2020", "document", "felbabbrown2020"),
        ("Beitel organized crime", "work", "beitel2019"),
        ("U.S. guns traced", "indicator", "guns_traced_us_share"),
        ("us guns traced", "indicator", "guns_traced_us_share"),
        ("felbabbrown2020-homicides-2019", "claim", "felbabbrown2020-homicides-2019"),
        ("ONDCP hectares mexico 2017", "claim", "felbabbrown2020-poppy-us-2017"),
        ("lopez obrador corn", "claim", "felbabbrown2020-corn-price"),
    ],
)
def test_each_kind_is_found_by_its_texts(words: str, kind: str, name: str) -> None:
    assert name in ids(words, kind)


def test_every_record_is_found_by_its_title_and_its_id() -> None:
    for one in index().findable:
        assert one.id in ids(one.title)
        assert one.id in ids(one.id)


def test_claims_that_are_not_in_force_are_not_found() -> None:
    old = REAL
    gone = old.claims.assign(
        withdrawn=old.claims["withdrawn"].where(old.claims.index > 5, "2026-01-01")
    )
    names = {one.id for one in findable(replace(old, claims=gone))}
    assert names.isdisjoint(gone.loc[gone["withdrawn"] != "", "claim_id"])
    kept = (gone["withdrawn"] == "") & ~gone["claim_id"].isin(gone["supersedes"])
    assert names >= {*gone.loc[kept, "claim_id"]}


@given(st.data())
def test_a_claim_is_found_by_each_of_its_words_with_one_letter_dropped(data: st.DataObject) -> None:
    claim = data.draw(st.sampled_from(claims()))
    texts = " ; ".join([claim.title, *(text.words for text in claim.texts)])
    words = {k for k in keys(texts) if k.isalpha() and k.isascii() and len(k) >= ONE_ERROR_FROM}
    word = data.draw(st.sampled_from(sorted(words)))
    at = data.draw(st.integers(0, len(word) - 1))
    assert claim.id in ids(word, "claim")
    assert claim.id in ids(word[:at] + word[at + 1 :], "claim")


@given(st.text(max_size=300))
def test_no_query_raises(words: str) -> None:
    found = find(index(), words)
    counted = counts_by_kind(found)
    assert sum(total for total, _ in counted.values()) == len(found.matches)
    for hit in hits(found, limit=5):
        assert "".join(part for part, _ in pieces(hit.snippet, found.keys)) == hit.snippet
    for offered in offers(index(), found):
        assert find(index(), offered).matches


HOSTILE = (
    "<script>alert(1)</script>",
    "**bold** [x](javascript:alert(1)) $x^2$",
    ".* (?:a+)+$ [",
    "\\",
    "%00 \x00 \ud800",
    "بحث عن الأرقام",
    "\u202etxet desrever\u202c",
    "９,９９９",
    "²³½",
    "'; DROP TABLE claims; --",
    "1,,2..3 4'5",
    "9" * 10_000,
    "9 " * 5_000,
    "a" * 10_000,
    "poppy " * 2_000,
    "(" * 10_000,
    "1" + " 000" * 2_500,
)


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_queries_are_words_like_any_other_and_few_are_looked_for(words: str) -> None:
    found = find(index(), words)
    assert len(offers(index(), found)) < 10
    assert len(found.terms) <= 12
    assert found.cut == (len(words) > MOST_CHARACTERS)


def test_nothing_is_found_by_nothing() -> None:
    for words in ("", "   ", "?!", "\n"):
        assert search(index(), words) == []
        assert offers(index(), find(index(), words)) == []


def test_an_empty_result_offers_what_is_near_and_finds_something() -> None:
    assert offers(index(), find(index(), "70,001"))[0] == "70,000"
    assert offers(index(), find(index(), "poppy xyzzyq")) == ["poppy"]
    assert "heroin poppy" in offers(index(), find(index(), "herxxin poppy"))
    assert find(index(), "70,001").unknown == ("70,001",)


def test_a_claim_is_called_by_its_title_and_place_said_once() -> None:
    titles = [one.title for one in index().findable if one.kind == "claim"]
    assert not [title for title in titles if title.count("United States") > 1]
    assert any(title.startswith("Homicides, Mexico, 2019") for title in titles)


def test_words_that_stand_apart_find_what_holds_most_of_them() -> None:
    found = find(index(), "casino poppy mexico")
    assert (found.apart, found.unknown) == (True, ())
    best = {match.one.id for match in found.matches}
    both = {match.one.id for match in find(index(), "poppy mexico").matches}
    assert both <= best
    assert not find(index(), "poppy mexico").apart
    assert not find(index(), "casino xyzzyq").matches


def test_counts_tell_each_kind_and_put_what_is_only_near_last() -> None:
    found = find(index(), "popy")
    assert [*counts_by_kind(found)] == [kind for kind in KINDS if kind not in ("answer", "word")]
    assert all(total == near for total, near in counts_by_kind(found).values())
    kinds = [*counts_by_kind(find(index(), "mexican"))]
    assert kinds[: len(KINDS)] == [k for k in KINDS if k in kinds]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("70,000", ["#70000"]),
        ("$260 a kilo", ["#260", "a", "kilo"]),
        ("1.5 million", ["#1500000", "#1.5", "million"]),
        ("30,000-40,000", ["#30000", "#40000"]),
        ("2018-12/2020-04", ["#2018", "#12", "#2020", "#4"]),
        ("Mexico's Felbab-Brown 2020a", ["mexico", "felbab", "brown", "2020a"]),
        ("the U.S. and D.C.", ["the", "us", "and", "dc"]),
        ("5.56x45mm", ["#5", "56x45mm"]),
        ("in 2017 100 people", ["in", "#2017", "#100", "people"]),
        ("López Lo\u0301pez", ["lopez", "lopez"]),
    ],
)
def test_a_texts_words_and_numbers_have_their_keys(text: str, expected: list[str]) -> None:
    assert keys(text) == expected


def test_a_space_parts_thousands_in_a_search_only() -> None:
    assert keys("70 000", asked=True) == ["#70000"]
    assert keys("70 000") == ["#70", "#0"]
    assert find(index(), "2019 500").terms == ("2019", "500")


@given(st.integers(0, 10**15))
def test_separators_mean_nothing(number: int) -> None:
    for text in (f"{number}", f"{number:,}", f"{number:,}".replace(",", " "), f"{number}.00"):
        assert keys(text, asked=True) == [number_key(str(number))]


@given(st.text(max_size=60))
def test_folding_twice_is_folding_once(word: str) -> None:
    assert fold(fold(word)) == fold(word)


def test_matched_words_are_told_apart_and_no_text_is_lost() -> None:
    found = [*pieces("roughly 70,000 <b>deaths</b>", frozenset({"#70000", "b"}))]
    assert found == [
        ("roughly ", False),
        ("70,000", True),
        (" <", False),
        ("b", True),
        (">deaths</", False),
        ("b", True),
        (">", False),
    ]


def test_an_excerpt_shows_the_first_word_that_was_found_and_cuts_none() -> None:
    text = " ".join(["word"] * 60 + ["poppy"] + ["word"] * 60)
    shown = excerpt(text, frozenset({"poppy"}))
    assert "poppy" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert {*shown.split()} == {"…", "word", "poppy"}
    assert excerpt("short", frozenset()) == "short"


@given(st.text(alphabet="ab ", max_size=500), st.integers(10, 100))
def test_an_excerpt_is_a_part_of_its_text(text: str, most: int) -> None:
    assert excerpt(text, frozenset({"ab"}), most).removeprefix("… ").removesuffix(" …") in text


def many(count: int) -> Dataset:
    """Return the dataset with its claims repeated, each with a word of its own in the note."""
    old = REAL
    times = -(-count // len(old.claims))
    parts = [
        old.claims.assign(
            claim_id=old.claims["claim_id"] + f"-{n}", note=f"copy{'abcdefghij'[n % 10]}"
        )
        for n in range(times)
    ]
    return replace(old, claims=pd.concat(parts, ignore_index=True).head(count))


def test_a_claim_is_found_among_ten_thousand() -> None:
    data = many(10_000)
    made = search_index(data)
    for claim_id in data.claims["claim_id"].iloc[[0, 5_000, 9_999]]:
        assert search(made, claim_id)[0].id == claim_id


def test_the_libraries_are_not_loaded_before_a_search() -> None:
    names = "app_pages.session.dataset_cache, app_pages.controls.page_frame"
    code = f"import sys, {names}; print({{'rapidfuzz', 'snowballstemmer'}} & {{*sys.modules}})"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"


def test_an_index_of_nothing_finds_nothing() -> None:
    assert SearchText("", "x").weight < MAIN
    old = REAL
    nothing = {"claims": old.claims.iloc[:0], "recipes": old.recipes.iloc[:0]}
    empty = search_index(replace(old, **nothing, works={}))
    assert not search(empty, "poppy", EVERYTHING)


@pytest.mark.parametrize(
    ("words", "kind", "expected"),
    [
        ("overdose", "indicator", "overdose_deaths"),
        ("overdoses now", "indicator", "overdose_deaths"),
        ("overdose", "claim", "breier2023-overdose-deaths-2021"),
        ("107,000", "claim", "breier2023-overdose-deaths-2021"),
        ("500,000", "claim", "lekhtman2023-guns-smuggled"),
        ("fentanyl deaths", "claim", "mann2023-fentanyl-deaths"),
        ("homicides mexico", "claim", "felbabbrown2020-homicides-2019"),
        ("murders", "claim", "felbabbrown2020-homicides-2019"),
        ("homicidios", "claim", "felbabbrown2020-homicides-2019"),
        ("gun dealers", "claim", "washington2024-dealers-sued"),
        ("heroin seized", "claim", "felbabbrown2020-heroin-seized-2018"),
        ("opium price", "claim", "felbabbrown2020-opium-price"),
        ("meth", "claim", "felbabbrown2020-lag-methamphetamine"),
        ("cartels", "claim", "breier2023-territory"),
        ("dealers", "indicator", "dealers_sued"),
        ("dealers", "indicator", "atf_inspections_reviewed"),
        ("inspections", "indicator", "atf_inspections_reviewed"),
        ("inspections", "claim", "breier2023-inspections-manzanillo"),
        ("fentanyl pills", "indicator", "fentanyl_pills_seized"),
        ("fentanyl pills", "claim", "mann2023-dea-pills-2022"),
        ("Mexico poppy", "claim", "felbabbrown2020-poppy-us-2018"),
        ("poppy 2017", "claim", "felbabbrown2020-poppy-us-2017"),
        ("who says 360,000", "claim", "washington2024-drug-war-deaths"),
        ("homicides 2018", "claim", "inegi2025homicides-2018"),
        ("Nogales", "claim", "washington2024-nogales-share"),
        ("disappeared", "claim", "washington2024-disappeared"),
        ("guns", "indicator", "dealers_sued"),
        ("gun inspections", "indicator", "atf_inspections_reviewed"),
        ("gun dealer inspections", "indicator", "atf_inspections_reviewed"),
        ("guns smuggled", "claim", "lekhtman2023-guns-smuggled"),
        ("heroin price", "indicator", "opium_price"),
        ("price of heroin", "indicator", "opium_price"),
        ("heroin price", "claim", "felbabbrown2020-opium-price"),
        ("homicides 2018", "indicator", "homicides"),
        ("poppy 2017", "indicator", "poppy_area"),
        ("vehicles scanned", "indicator", "vehicles_scanned_private"),
        ("inspected", "indicator", "atf_inspections_reviewed"),
        ("poppy eradicating", "indicator", "poppy_eradicated"),
        ("tracing guns", "indicator", "guns_submitted"),
    ],
)
def test_what_readers_look_for_is_among_the_first_three(
    before: Index, words: str, kind: str, expected: str
) -> None:
    found = hits(find(before, words), kind=kind, limit=3)
    assert expected in [hit.id for hit in found]


def test_guns_are_found_with_their_dealers_and_inspections(before: Index) -> None:
    found = hits(find(before, "guns"), kind="indicator", limit=5)
    assert {"dealers_sued", "atf_inspections_reviewed"} <= {hit.id for hit in found}


@pytest.mark.parametrize("words", ["overdose", "guns", "homicides", "heroin"])
def test_claims_of_documents_stand_before_official_ones(
    settled: Dataset, before: Index, words: str
) -> None:
    official = dict(zip(settled.joined["claim_id"], settled.joined["official"], strict=True))
    own = hits(find(before, words), kind="claim", limit=EVERYTHING)
    exact = [official[hit.id] for hit in own if hit.exactness == "exact"]
    assert exact == sorted(exact)


def test_as_one_as_many_and_by_another_word_the_same_is_found() -> None:
    assert ids("guns") == ids("gun") == ids("firearms") == ids("weapons")
    assert {"dealers_sued", "atf_inspections_reviewed"} & {*ids("guns", "indicator")}


@pytest.mark.parametrize(
    ("words", "places"),
    [("Ohio", ["US-OH"]), ("West Virginia overdose deaths", ["US-WV"]), ("United States", [])],
)
def test_a_search_for_a_state_names_it_where_the_record_has_it(
    words: str, places: list[str]
) -> None:
    named = places_named(REAL, find(index(), words))
    assert subdivisions_of(REAL, "overdose_deaths", named) == places
    assert subdivisions_of(REAL, "poppy_area", named) == []
