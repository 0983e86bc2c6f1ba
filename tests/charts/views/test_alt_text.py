"""Charts in words: meaning first, then the whole as golden texts."""

from __future__ import annotations

import dataclasses
import re
from functools import cache

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app_pages.controls.texts import literal
from charts.builders.coverage import audited_words, counts_by_document, numeral_counts
from charts.builders.trend import ChartOptions, pairs_of
from charts.marks.legend import MEANINGS, WORDS
from charts.text import chart_remarks, notes, wording
from charts.text.curve_summary import what_happened
from charts.text.series_summary import (
    MOST_NAMED,
    may_be_highest,
    may_be_lowest,
    surely_below,
    value_words,
)
from charts.views.alt_text import (
    MOST_SHORT,
    AltText,
    compare_alt_text,
    coverage_alt_text,
    grammar_alt_text,
    trend_alt_text,
)
from loaders.dataset import Dataset, claims_in, load, with_claims
from loaders.queries.claim_text import change_words
from loaders.queries.selection import (
    OF_DOCUMENTS,
    Choice,
    compared_claims,
    comparisons,
    trend_claims,
)
from tests.support.examples import fewer
from tests.support.golden import Golden
from tests.support.pages import opened
from tests.support.paths import BASE, GOLDEN, GRAMMAR
from tests.support.real import REAL
from tests.support.views import each_indicator

FERRIES = dataclasses.replace(load(GRAMMAR), version="1.2.3+abcdef0")
FERRY_CLAIMS = trend_claims(FERRIES, "ferry_passengers")
DIRECTION = re.compile(
    r"\b(steps?|rises?|rose|falls?|fell|grew|growth|trend|increas\w*|decreas\w*|drop\w*)\b"
)
COUNTED = re.compile(
    r"months of \d+ add up to [\d,]+|"
    r"(rose|fell|did not change|either way) (in|at) \d+( of \d+)?|"
    r"[\d,]+ (other lines?|claims?|documents?|official figures?|producers?|figures?|of the "
    r"[\d,]+ (may|figures)|may be|"
    r"pairs of their numbers|more\b|with only one limit|ranges?|vague words?|without a period|"
    r"counted|estimated|projected|alleged|an opinion|proposed|hypothetical)"
    r"|[Nn]o figure here for [^.]+, so no line there"  # of the years that no row has
)
NUMBER = re.compile(r"\d[\d,.]*(?<![.,])")


def ferries(claims: pd.DataFrame = FERRY_CLAIMS, options: ChartOptions | None = None) -> AltText:
    return trend_alt_text(FERRIES, [("ferry_passengers", claims)], options or ChartOptions())


@cache
def real_trend(indicator_id: str) -> AltText:
    """Return the words of an indicator of the project's own, made once for all that is asked."""
    return trend_alt_text(REAL, [(indicator_id, trend_claims(REAL, indicator_id))])


def said_of_rows(dataset: Dataset, indicator_id: str, claims: pd.DataFrame) -> str:
    """Return all words of the rows, and those of the texts that the figure holds anyway."""
    rows = claims_in(claims)
    dated = claims[claims["start"].notna()]
    return " ".join(
        [
            notes.title(dataset, indicator_id, claims),
            notes.unit_words(dataset, indicator_id, claims),
            notes.source_note(dataset, claims),
            *notes.series_labels(dataset, claims).values(),
            *claims["counting"],
            *claims["note"],
            *(str(year) for side in ("start", "end") for year in dated[side].dt.year),
            *(wording.claim_words(dataset, row) for row in rows),
            *(wording.converted_words(dataset, row, row.quantity.chart_unit) for row in rows),
            *(wording.period_words(row) for row in rows),
            *(str(row.base_period) for row in rows if row.base_period),
            *notes.without_period(dataset, claims),
        ]
    )


@pytest.mark.parametrize("indicator_id", each_indicator())
def test_every_number_in_the_text_stands_among_the_words_of_the_rows(indicator_id: str) -> None:
    claims = trend_claims(REAL, indicator_id)
    told = real_trend(indicator_id)
    there = set(NUMBER.findall(said_of_rows(REAL, indicator_id, claims)))
    for text in (told.short, told.whole):
        assert set(NUMBER.findall(COUNTED.sub("", text))) <= there


@pytest.mark.parametrize("indicator_id", each_indicator())
def test_the_short_form_names_the_chart_and_is_short(indicator_id: str) -> None:
    claims = trend_claims(REAL, indicator_id)
    short = real_trend(indicator_id).short
    assert len(short) <= MOST_SHORT
    assert short.startswith(notes.title(REAL, indicator_id, claims).removesuffix(")"))
    assert "\n" not in short


@pytest.mark.parametrize("indicator_id", each_indicator())
def test_no_direction_is_told_where_no_line_joins(indicator_id: str) -> None:
    claims = trend_claims(REAL, indicator_id)
    apart = real_trend(indicator_id).whole
    for text in (notes.source_note(REAL, claims), *chart_remarks.disagreements(REAL, claims)):
        apart = apart.replace(text, "")
    for claim in claims_in(claims):
        apart = apart.replace(change_words(REAL, claim) or "\n", "")
    if not pairs_of(claims[claims["start"].notna()]):
        assert not DIRECTION.search(apart.replace("do not make a trend", ""))
    for text in what_happened(REAL, [(indicator_id, claims)]):
        apart = apart.replace(text, "")
    outside = re.sub(
        r"A line joins .*?: (it (rose|fell|did not|may have)|the word)[^.]*\.",
        "",
        apart,
    )
    assert not re.search(r"\bsteps?\b|\brises\b|\bfalls\b", outside)


def test_every_claim_of_the_documents_is_told_somewhere_or_counted() -> None:
    claims = trend_claims(REAL, "poppy_area", OF_DOCUMENTS)
    whole = trend_alt_text(REAL, [("poppy_area", claims)]).whole
    for claim in claims_in(claims):
        assert f"{wording.claim_words(REAL, claim)}, {wording.period_words(claim)}" in whole


def test_series_sources_and_version_are_named() -> None:
    whole = ferries().whole
    for name in notes.series_labels(FERRIES, FERRY_CLAIMS).values():
        assert name in whole
    assert "It shows 32 claims from 2 documents, for 2001–2009." in whole
    assert notes.source_note(FERRIES, FERRY_CLAIMS) in whole
    assert "data 1.2.3+abcdef0" in whole


def test_open_bounds_ranges_and_magnitudes_are_called_what_they_are() -> None:
    whole = ferries().whole
    for part in (
        "at least 700 passengers, 2003 (no upper limit given)",
        "more than 800 passengers, 2004 (no upper limit given)",
        "less than 900 passengers, 2005 (no lower limit given)",
        "up to 1,000 passengers, 2006 (no lower limit given)",
        "300 to 700 passengers, 2007 (a range)",
        "Vague words: hundreds of passengers, 2008 (no upper limit given)",
        "about 250 passengers, 2007",
    ):
        assert part in whole


def test_what_is_neither_counted_nor_estimated_is_told_apart() -> None:
    whole = ferries().whole
    for year, status in ((2002, "projected"), (2003, "alleged"), (2006, "hypothetical")):
        assert f"400 passengers, {year} ({status})" in whole


def test_an_extreme_is_told_only_where_the_words_tell_it() -> None:
    of_line = FERRY_CLAIMS[FERRY_CLAIMS["series_id"] == "line"]
    text = ferries(of_line).whole
    assert "The lowest: 200 passengers, 2001." in text
    # About 250 may be 245, which is what another document counts for 2006.
    assert (
        "As worded, the highest may be any of these: 245 passengers, 2006; "
        "about 250 passengers, 2007." in text
    )
    open_ones = FERRY_CLAIMS[FERRY_CLAIMS["series_id"] == "hedges"]
    assert "As worded, 5 of the 8 may be the highest." in ferries(open_ones).whole


def test_a_step_is_told_only_of_what_a_line_joins() -> None:
    of_line = FERRY_CLAIMS[FERRY_CLAIMS["series_id"] == "line"]
    text = ferries(of_line).whole
    line = "A line joins 3 figures, from 200 passengers, 2001, to 220 passengers, 2003: "
    assert line + "it rose every year." in text
    assert text.count("it rose every year") == 1
    assert "No figure here for 2004, so no line there." in text


def test_totals_over_unequal_periods_have_no_lowest_and_highest() -> None:
    whole = trend_alt_text(REAL, [("homicides", trend_claims(REAL, "homicides"))]).whole
    run = next(text for text in whole.split("\n\n") if text.startswith("SESNSP,"))
    assert "No lowest or highest is named, because the periods differ in length." in run
    assert "The highest" not in run


def test_a_line_of_the_record_stops_where_its_drawn_line_does() -> None:
    claims = trend_claims(REAL, "overdose_deaths")
    whole = trend_alt_text(REAL, [("overdose_deaths", claims)]).whole
    assert "from 16,849 deaths, 1999, to 105,007 deaths, 2023: " in whole
    assert "No line joins a claim to the official record." in whole


def test_a_claim_without_a_period_is_told_beside_the_axis() -> None:
    whole = ferries().whole
    assert "Not on the time axis: " in whole
    assert "3 passengers per day, year not given (published May 2020) (Berg 2020 ¶32)" in whole


def test_disagreements_are_those_of_the_page() -> None:
    whole = ferries().whole
    for sentence in chart_remarks.disagreements(FERRIES, FERRY_CLAIMS):
        assert sentence in whole


def test_what_is_no_longer_in_force_is_told_as_such() -> None:
    dataset = load(BASE)
    old = dataset.joined[dataset.joined["state"] == "corrected"].iloc[0]
    claims = trend_claims(dataset, old["indicator_id"], Choice(revised=True))
    assert "corrected)" in trend_alt_text(dataset, [(old["indicator_id"], claims)]).whole
    shown = trend_claims(dataset, old["indicator_id"])
    assert "corrected)" not in trend_alt_text(dataset, [(old["indicator_id"], shown)]).whole


def test_the_printed_number_comes_before_the_converted_one() -> None:
    claims = trend_claims(REAL, "fentanyl_seized")
    whole = trend_alt_text(REAL, [("fentanyl_seized", claims)]).whole
    assert "225 pounds (= 102.1 kilograms, rounded), Feb 2020" in whole


def test_a_change_says_against_what() -> None:
    changes = REAL.joined[REAL.joined["base_period"] != ""]
    assert len(changes)
    for claim in claims_in(changes):
        base = str(claim.base_period)
        assert value_words(REAL, claim).endswith((f"against {base}", f"its level in {base}"))


def test_nothing_to_draw_is_told_as_nothing() -> None:
    none = ferries(FERRY_CLAIMS.iloc[:0])
    assert none.short == "Ferry passengers, over time: no claims."
    assert none.paragraphs() == [chart_remarks.why_no_chart(FERRIES, FERRY_CLAIMS.iloc[:0])]
    assert compare_alt_text(FERRIES, "Ferries", FERRY_CLAIMS.iloc[:0]).paragraphs() == [
        "Ferries: no claims."
    ]


def test_claims_without_periods_alone_are_no_chart_over_time() -> None:
    claims = trend_claims(REAL, "fentanyl_potency")
    told = trend_alt_text(REAL, [("fentanyl_potency", claims)])
    assert told.paragraphs() == [
        chart_remarks.why_no_chart(REAL, claims),
        notes.source_note(REAL, claims),
    ]


def test_the_readers_look_is_told() -> None:
    whole = ferries(options=ChartOptions("rival", log=True)).whole
    assert "Highlighted: Harbour office. The scale is logarithmic." in whole
    panels = trend_alt_text(
        FERRIES, [("ferry_passengers", FERRY_CLAIMS)], ChartOptions(panels="producer")
    )
    assert "A panel for each producer, all on the same axes." in panels.whole


def test_two_indicators_are_told_one_after_the_other_with_one_source_note() -> None:
    names = ("overdose_deaths", "fentanyl_seized")
    parts = [(name, trend_claims(REAL, name)) for name in names]
    told = trend_alt_text(REAL, parts, ChartOptions(beside=names[1]))
    happened, first, *others = told.paragraphs()
    assert happened.startswith("Drug overdose deaths: CDC, final")
    assert "Fentanyl seized: United States, CBP (official record): rose from" in happened
    assert told.short.startswith("Drug overdose deaths, United States; Fentanyl seized")
    assert first == (
        "Drug overdose deaths, United States, and fentanyl seized, over time. One panel stands "
        "above the other, on one time axis; each has its own unit and scale."
    )
    begins = (
        "Drug overdose deaths, United States, over time. One panel. Unit: deaths.",
        "Fentanyl seized, over time. One panel. Unit: kilograms.",
    )
    at = [next(n for n, text in enumerate(others) if text.startswith(own)) for own in begins]
    assert at == sorted(at)
    assert sum("Cited Figures, data" in text for text in others) == 1
    assert "Breier 2023" in others[-1]
    assert "Felbab-Brown 2020a" in others[-1]


subsets = st.sets(st.integers(0, len(FERRY_CLAIMS) - 1), min_size=1)


@fewer(4)
@given(subsets)
def test_any_subset_is_told_with_its_hedges(rows: set[int]) -> None:
    claims = FERRY_CLAIMS.iloc[sorted(rows)]
    told = ferries(claims)
    whole = told.whole
    assert len(told.short) <= MOST_SHORT
    for name in notes.series_labels(FERRIES, claims).values():
        assert name in whole
    for claim in claims_in(claims):
        if claim.quantity.hedge not in ("exact", "about"):
            assert f"{wording.claim_words(FERRIES, claim)}, {wording.period_words(claim)}" in whole
    assert (" joins " in whole) == bool(pairs_of(claims[claims["start"].notna()]))
    there = set(NUMBER.findall(said_of_rows(FERRIES, "ferry_passengers", claims)))
    assert set(NUMBER.findall(COUNTED.sub("", whole))) <= there


@fewer(4)
@given(subsets)
def test_any_subset_is_told_side_by_side(rows: set[int]) -> None:
    claims = FERRY_CLAIMS.iloc[sorted(rows)]
    told = compare_alt_text(FERRIES, "Ferries", claims)
    whole = told.whole
    assert len(told.short) <= MOST_SHORT
    for claim in claims_in(claims):
        source = notes.sources(FERRIES.works, [claim])
        assert f"{value_words(FERRIES, claim)}, {wording.period_words(claim)}" in whole
        assert f"{source}." in whole
    assert " joins " not in whole.replace("No line joins", "")


@fewer(4)
@given(subsets)
def test_the_lowest_and_the_highest_are_those_that_no_other_surely_passes(rows: set[int]) -> None:
    own = claims_in(FERRY_CLAIMS.iloc[sorted(rows)])
    ids = {claim.claim_id for claim in may_be_highest(own)}
    lows = {claim.claim_id for claim in may_be_lowest(own)}
    for claim in own:
        mine = claim.quantity.words
        passed = any(surely_below(mine, other.quantity.words) for other in own)
        under = any(surely_below(other.quantity.words, mine) for other in own)
        assert (claim.claim_id in ids) != passed
        assert (claim.claim_id in lows) != under


def test_no_sentence_names_more_than_a_reader_can_hold() -> None:
    long = pd.concat([FERRY_CLAIMS[FERRY_CLAIMS["series_id"] == "statuses"]] * 4)
    many = long.assign(
        claim_id=[f"x{n}" for n in range(len(long))], low=[400.0 + n for n in range(len(long))]
    )
    assert f"and {len(many) - MOST_NAMED} more." in ferries(with_claims(many)).whole


def test_shares_of_different_things_say_of_what() -> None:
    chosen = comparisons(REAL).loc["gun_us_shares"]
    claims = compared_claims(REAL, chosen["members"])
    whole = compare_alt_text(REAL, chosen["title"], claims).whole
    assert "The shares are of different things: " in whole
    for base in REAL.indicators.loc[list(set(claims["indicator_id"])), "base"]:
        assert f"(share of {base})" in whole
    assert "The highest" not in whole
    assert "The latest" not in compare_alt_text(REAL, chosen["title"], claims).short


def test_every_comparison_has_a_short_form() -> None:
    for name, row in comparisons(REAL).iterrows():
        claims = compared_claims(REAL, row["members"])
        told = compare_alt_text(REAL, row["title"], claims)
        assert len(told.short) <= MOST_SHORT, name
        assert told.short.startswith(row["title"])


def test_coverage_tells_every_count_and_the_grammar_every_mark() -> None:
    whole = coverage_alt_text(REAL).whole
    for own in counts_by_document(numeral_counts(REAL)).values():
        assert audited_words(own) in whole
    marks = grammar_alt_text().whole
    for name, meaning in MEANINGS.items():
        assert f"{WORDS[name]}: {meaning}." in marks
    assert max(len(a.short) for a in (coverage_alt_text(REAL), grammar_alt_text())) < 250


def test_nothing_that_it_is_given_is_changed() -> None:
    before = FERRY_CLAIMS.copy(deep=True)
    assert ferries().whole
    assert before.equals(FERRY_CLAIMS)


@pytest.mark.parametrize(("page", "charts"), [("trends", 1), ("compare", 1), ("method", 1)])
def test_each_chart_of_a_page_has_its_short_form_and_opens_its_words(
    page: str, charts: int
) -> None:
    app = opened(page)
    alts = [element.proto.alt for element in app.get("plotly_chart")]
    assert len(alts) == charts
    assert all(0 < len(alt) <= MOST_SHORT for alt in alts)
    assert not any("Source: " in text.value for text in app.markdown)
    key = {"method": "grammar"}.get(page, page)
    app.session_state[f"{key}_words"] = True
    app.run()
    assert not app.exception
    shown = " ".join(text.value for text in app.markdown)
    expected = "Source: " if page != "method" else "such as “thousands”: that many or more"
    assert literal(expected) in shown


ALTERNATIVES = {
    "alternative-trend.txt": ferries,
    "alternative-compare.txt": lambda: compare_alt_text(
        FERRIES, "Ferries", compared_claims(FERRIES, ["ferry_passengers"])
    ),
    "alternative-grammar.txt": grammar_alt_text,
}


@pytest.mark.parametrize("name", ALTERNATIVES)
def test_the_whole_is_as_the_golden_text_has_it(name: str, golden: Golden) -> None:
    told = ALTERNATIVES[name]()
    golden(GOLDEN / name, "\n\n".join([told.short, *told.paragraphs()]) + "\n")
