"""What views are called in a tab and in a preview."""

from __future__ import annotations

from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.style.theme import LIGHT
from charts.text.wording import place_name
from charts.views.link_preview import HEIGHT, WIDTH, preview, preview_view
from charts.views.pages import PAGES
from charts.views.resolve import KINDS, dataset_of
from charts.views.titles import claim_row, subject_words, view_description, view_title
from charts.views.view import NAMES, View, known_values, parse_query
from loaders.dataset import Dataset, claims_in

TITLES = {
    "overview": "Cited Figures: who said that number?",
    "overview?q=poppy": "Cited Figures: who said that number?",
    "trends": "Opium poppy cultivation, Mexico – Trends – Cited Figures",
    "trends?indicator=poppy_aera": "Opium poppy cultivation, Mexico – Trends – Cited Figures",
    "trends?indicator=fentanyl_seized&place=MX": "Fentanyl seized, Mexico – Trends – Cited Figures",
    "trends?indicator=homicides&from=2010&to=2022": "Homicides, Mexico, 2010–2022 – Trends",
    "trends?indicator=homicides&from=2010": "Homicides, Mexico, from 2010 – Trends",
    "trends?indicator=homicides&to=2010": "Homicides, Mexico, to 2010 – Trends",
    "trends?indicator=homicides&place=US": "Homicides – Trends",
    "compare": "Share of guns in Mexico that come from the United States – Compare – Cited Figures",
    "compare?indicator=poppy_area": "Opium poppy cultivation – Compare – Cited Figures",
    "compare?pick=felbabbrown2020-opium-price": "Claims picked by a reader – Compare",
    "claims": "Claims – Cited Figures",
    "claims?topic=gun_traces": "Gun traces and gun trafficking – Claims – Cited Figures",
    "claims?q=poppy+unodc": '"poppy unodc" – Claims – Cited Figures',
    "claims?claim=felbabbrown2020-poppy-us-2017": (
        "44,100 hectares, estimated: Opium poppy cultivation, Mexico, 2017 – Cited Figures"
    ),
    "claims?claim=felbabbrown2020-opium-price": (
        "about 260 US dollars per kilogram, estimated: Price of opium, Mexico, 2019 "
        "(inferred by us)"
    ),
    "sources?work=mann2023": "Mann 2023: Politicians say they'll stop fentanyl smugglers.",
    "sources": "Sources – Cited Figures",
    "recorded": "Cited and recorded – Cited Figures",
    "disagreements": "Disagreements – Cited Figures",
    "disagreements?indicator=poppy_area": "Opium poppy cultivation – Disagreements",
    "search?q=%E2%80%AE70,000": '"\\u202e70,000" – Search – Cited Figures',
    "method": "Method – Cited Figures",
}


def view_of(dataset: Dataset, text: str) -> View:
    page, _, query = text.partition("?")
    return parse_query(page, parse_qs(query), known_values(dataset))[0]


def test_a_title_names_what_its_view_shows(real: Dataset) -> None:
    for text, title in TITLES.items():
        assert view_title(real, view_of(real, text)).startswith(title), text


def test_a_claim_that_nobody_counted_says_so_in_title_and_description(real: Dataset) -> None:
    joined = real.joined[real.joined["state"] == "in force"]
    for status, word in {"allegation": "alleged", "proposal": "proposed"}.items():
        name = str(joined.loc[joined["status"] == status, "claim_id"].iloc[0])
        view = View("claims", claim=name)
        assert f", {word}: " in view_title(real, view)
        assert f", {word}, " in view_description(real, view)


def test_a_description_has_hedge_period_source_and_version(real: Dataset) -> None:
    told = view_description(real, View("claims", claim="felbabbrown2020-opium-price"))
    for part in ("about 260 US dollars", "2019 (inferred by us)", "¶79", "estimated", real.version):
        assert part in told
    told = view_description(real, view_of(real, "trends?indicator=homicides"))
    for part in (
        "Homicides, Mexico",
        "with only one limit given",
        "Felbab-Brown 2020a",
        real.version,
    ):
        assert part in told


def test_a_claim_without_a_period_gets_none(real: Dataset) -> None:
    joined = real.joined
    name = str(joined.loc[joined["period"] == "", "claim_id"].iloc[0])
    assert "year not given (published" in view_title(real, View("claims", claim=name))
    assert claim_row(real, name).period is None


TEXTS = st.text(max_size=40) | st.sampled_from(['"><script>', "</title>", "\x00", "\u202e", "%%"])


@given(pick=st.data(), page=st.sampled_from(tuple(PAGES)))
def test_every_view_that_parses_has_a_title_and_a_description(
    real: Dataset, pick: st.DataObject, page: str
) -> None:
    known = known_values(real)
    query = {}
    for name in NAMES:
        if page in name.pages and pick.draw(st.booleans()):
            good = sorted(
                known.values.get(name.attribute, {"1999", "2020", "2026-11-20", "2026-11-22"})
            )
            query[name.name] = pick.draw(st.lists(TEXTS | st.sampled_from(good), min_size=1))
    view, _ = parse_query(page, query, known)
    real = dataset_of(real, view)
    assert "Cited Figures" in view_title(real, view)
    assert real.version in view_description(real, view)
    assert all(c.isprintable() for c in view_title(real, view))
    if page not in KINDS or pick.draw(st.integers(0, 4)) == 0:  # a chart takes half a second
        assert preview(real, view, LIGHT).layout.annotations


def test_no_place_stands_twice_in_what_a_claim_is_called(real: Dataset) -> None:
    claims = claims_in(real.joined)
    named = {subject_words(real, claim): place_name(real, claim.place_id) for claim in claims}
    named |= {subject_words(real, claim): place_name(real, claim.from_place_id) for claim in claims}
    assert [words for words, place in named.items() if place and words.count(place) != 1] == []
    assert "Share of Mexico's crime-scene guns traced to the United States" in named
    assert "Share of heroin, by country of origin, United States, from Mexico" in named


@pytest.mark.parametrize("text", ["trends", "compare", "search?q=x", *list(TITLES)[14:18]])
def test_a_picture_is_of_its_views_proportion_and_names_the_datas_version(
    real: Dataset, text: str
) -> None:
    figure = preview(real, view_of(real, text), LIGHT)
    assert abs(figure.layout.width * HEIGHT / WIDTH - figure.layout.height) <= 1
    drawn = "\n".join(note.text for note in figure.layout.annotations).replace("<br>", " ")
    assert real.version in drawn


def test_a_picture_never_shows_a_readers_own_words(real: Dataset) -> None:
    assert preview_view(View("search", words="buy now", part=3)) == View("search")
