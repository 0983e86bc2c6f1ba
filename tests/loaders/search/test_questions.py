"""Questions of readers, in their words: what answers them stands first."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest

from charts.page_parts.results import index_of
from charts.views.glossary import ANSWERS
from loaders.dataset import Dataset
from loaders.search.index import Index, find, hits, search_index
from loaders.search.questions import HIGHEST, LOWEST, asked_extremes, extreme_of, synonyms
from tests.support.pages import html, opened
from tests.support.real import REAL


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("hollow dot", "hollow"),
        ("What does a hollow dot mean?", "hollow"),
        ("grey line", "grey"),
        ("reliable", "sure"),
        ("how reliable is this", "sure"),
        ("how sure", "sure"),
        ("per capita", "per_capita"),
        ("per head", "per_capita"),
        ("export", "export"),
        ("how do I download a chart", "export"),
        ("share", "share"),
        ("cite", "share"),
        ("log scale", "scale"),
        ("index", "change"),
        ("what changed?", "changed"),
        ("why are there gaps in the line", "gaps"),
    ],
)
def test_a_question_about_the_site_has_its_answer_first(question: str, answer: str) -> None:
    found = hits(find(index_of(REAL), question), kind="answer", limit=2)
    assert answer in [hit.id for hit in found]


@pytest.mark.parametrize("words", ["poppy", "meth", "homicides 2019", "70,000", "fentanyl", "lag"])
def test_a_word_of_the_figures_is_not_taken_for_a_question(words: str) -> None:
    assert hits(find(index_of(REAL), words), kind="answer", limit=1) == []


@pytest.fixture(scope="module")
def before(settled: Dataset) -> Index:
    """The index of the figures as they were when the tests were written."""
    return search_index(settled)


@pytest.mark.parametrize(
    ("question", "claim"),
    [
        ("90 % of guns", "lekhtman2023-guns-traced"),
        ("who says 360,000", "washington2024-drug-war-deaths"),
        ("did murders fall in 2019?", "felbabbrown2020-homicides-2019"),
        ("drug deaths 2021", "breier2023-overdose-deaths-2021"),
    ],
)
def test_a_question_is_answered_by_a_number(before: Index, question: str, claim: str) -> None:
    found = hits(find(before, question), kind="claim", limit=3)
    assert claim in [hit.id for hit in found]


def test_every_answer_leads_to_a_part_of_a_page_that_there_is() -> None:
    anchors = {heading.proto.anchor for heading in opened("method").header}
    assert {answer.part for answer in ANSWERS.values()} - {""} <= anchors
    page = html(opened("search", q="hollow dot"))
    assert 'href="/method#drawn"' in page
    assert ">What a <mark>hollow</mark> <mark>dot</mark> means</a>" in page


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("most fentanyl seized", HIGHEST),
        ("the lowest price", LOWEST),
        ("at least 360,000", ""),
        ("at most half", ""),
        ("poppy", ""),
    ],
)
def test_superlatives_are_told_from_limits(words: str, asked: str) -> None:
    assert extreme_of(asked_extremes(words)) == asked


def test_the_word_most_by_itself_is_looked_for() -> None:
    assert find(index_of(REAL), "most").terms == ("most",)
    assert find(index_of(REAL), "most").extreme == ""


def answered(words: str) -> str:
    page = html(opened("search", q=words))
    shown = '<div class="cf-answer">.*?</div>|<p class="cf-about">No fig.*?</p>'
    found = re.search(shown, page, re.DOTALL)
    return unescape(re.sub("<[^>]*>", " ", found[0])) if found else ""


def test_the_most_is_answered_with_year_place_source_and_only_of_one_line() -> None:
    told = answered("overdose deaths highest Arizona")
    assert "Drug overdose deaths, Arizona: the highest of 19 figures of CDC, 1999–2017" in told
    assert "1,532 deaths" in told and "counted by CDC; 2017; NCHS 2019" in told
    told = answered("which year and place had the most fentanyl seized")
    assert re.search(r"Fentanyl seized, United States: the highest of \d+ figures of CBP", told)
    assert "none is called the highest" in answered("lowest price of opium")
    assert answered("overdose deaths") == ""


def test_synonyms_are_those_of_the_figures() -> None:
    cells = {"drug_seizures": "car=automobile", "violence": "doctor=physician;car=vehicle"}
    topics = REAL.topics.assign(synonyms=REAL.topics["topic"].map(cells).fillna(""))
    own = synonyms(replace(REAL, topics=topics))
    assert set(own) == {"car", "automobile", "vehicle", "doctor", "physician"}
    assert set(own["automobile"]) == {"car", "automobile", "vehicle"}
    assert synonyms(replace(REAL, topics=topics.assign(synonyms=""))) == {}
