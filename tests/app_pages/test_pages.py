"""Each page through Streamlit's own test: what is shown is what the tables hold."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.SelectWidgetFilterMode_pb2 import SelectWidgetFilterMode
from streamlit.testing.v1 import AppTest, local_script_runner

from app_pages.controls import filters
from app_pages.controls.beside import swapped
from app_pages.controls.chart_options import ways_to_divide
from charts.page_parts.claim_record import FEW
from charts.text import wording
from charts.text.certainty import SURE
from charts.views import view
from charts.views.pages import PAGES
from charts.views.view import View
from loaders.analysis.curves import KINDS
from loaders.dataset import Dataset, claims_in
from loaders.queries.listing import cited_by
from loaders.queries.selection import (
    EVERYTHING,
    FACETS,
    compared_claims,
    comparisons,
    indicators_with_figures,
    selected,
    trend_claims,
)
from tests.support import adding
from tests.support.clock import Earlier
from tests.support.pages import asked, chart, copied, drawn_ids, html, opened, order, spoken
from tests.support.real import DAY


def drawn_values(figure: dict[str, Any]) -> set[float]:
    return {y for trace in figure["data"] if trace.get("ids") for y in trace["y"]}


@pytest.mark.parametrize("page", PAGES)
def test_each_page_runs_and_names_the_datas_version(page: str, real: Dataset) -> None:
    app = opened(page)
    assert any(real.version in c.value.replace("\\", "") for c in app.caption)
    assert len(app.title) + html(app).count("<h1") == 1


@pytest.mark.parametrize("day", ["", "2026-11-22"])
def test_a_page_is_shown_where_the_clock_was_set_back(
    day: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All claims were added later than today, so no day can be chosen."""
    monkeypatch.setattr(filters, "date", Earlier)
    monkeypatch.setattr(view, "date", Earlier)
    app = opened("trends", **({"asof": day} if day else {}))
    assert len(app.get("plotly_chart")) == 1
    assert ("is in the future; today's figures are shown" in spoken(app)) == bool(day)


def test_trends_draws_the_claims_of_its_indicator(real: Dataset) -> None:
    app = opened("trends")
    assert drawn_ids(chart(app)) == set(trend_claims(real, "poppy_area")["claim_id"])
    for indicator_id in ("overdose_deaths", "fentanyl_users", "guns_found_us_share"):
        app.selectbox[0].set_value(indicator_id).run()
        assert not app.exception, indicator_id
        claims = trend_claims(real, indicator_id)
        shown = drawn_ids(chart(app)) if app.get("plotly_chart") else set()
        assert shown == set(claims.loc[claims["start"].notna(), "claim_id"])
        assert asked(app, "indicator") == indicator_id


@pytest.mark.parametrize("page", ["claims", "sources", "recorded", "disagreements", "method"])
def test_each_row_of_a_table_begins_with_its_heading(page: str) -> None:
    bodies = re.findall(r"<tbody>(.*?)</tbody>", html(opened(page)), re.DOTALL)
    rows = [row for body in bodies for row in body.split("<tr>")[1:]]
    assert rows
    assert [row for row in rows if not row.startswith('<th scope="row"')] == []


def test_trends_offers_every_indicator(real: Dataset) -> None:
    assert len(opened("trends").selectbox[0].options) == len(indicators_with_figures(real))


def test_trends_come_first_each_with_its_years_and_count(real: Dataset) -> None:
    every = opened("trends").selectbox[0].options
    options = [option for option in every if " · " in option]
    assert len(options) == len(every) - 1  # the chosen one's years would be cut in the control
    kinds = [option.split(" · ")[1].split(",")[0] for option in options]
    assert [KINDS.index(kind) for kind in kinds] == sorted(map(KINDS.index, kinds))
    claims = trend_claims(real, "overdose_deaths")
    title = "Drug overdose deaths (Overdose deaths)"
    found = [option for option in every if option.startswith(title)]
    told = f"{title} · trend, 1999–2024, {len(claims)} numbers: "
    assert found in ([title], [told + real.indicators.loc["overdose_deaths", "definition"]])


def test_an_indicator_is_found_by_a_word_of_its_definition(real: Dataset) -> None:
    box = opened("trends").selectbox[0]
    assert box.proto.filter_mode == SelectWidgetFilterMode.FILTER_MODE_CONTAINS
    definitions = set(real.indicators.loc[indicators_with_figures(real).index, "definition"])
    shown = [one for one in definitions if any(option.endswith(one) for option in box.options)]
    assert len(shown) >= len(definitions) - 1  # all but the chosen one's


def test_a_topic_leaves_its_own_indicators(real: Dataset) -> None:
    app = opened("trends")
    app.selectbox[1].set_value("prices").run()
    own = real.indicators[real.indicators["topic"] == "prices"]
    assert len(app.selectbox[0].options) == len(own)
    assert app.selectbox[0].value in own.index
    assert asked(app, "topic") == "prices"


def test_an_address_restores_filters_and_says_what_they_leave_out() -> None:
    app = opened("trends", indicator="fentanyl_seized", place="MX", to="2015")
    assert drawn_ids(chart(app)) == {
        "felbabbrown2020-fp-kg-2013",
        "felbabbrown2020-fp-kg-2015",
    }
    said = spoken(app)
    assert "Not shown: 225 pounds, Feb 2020" in said
    assert "the filters hide it" in said


def test_what_does_not_agree_is_in_sight_and_how_figures_came_about_is_folded() -> None:
    app = opened("trends", indicator="overdose_deaths")
    order(html(app), "For 2021 these do not agree", "more than 107,000", "Sources: ")
    folded = {one.label: html(one) for one in app.expander}
    (how,) = (own for label, own in folded.items() if label.startswith("How these figures came"))
    assert "Official record, United States" in how
    assert "do not agree" not in how
    assert "Center for Strategic" in folded["References in full"]
    assert "Center for Strategic" not in html(app).partition("Sources: ")[0]


def test_an_unknown_value_in_an_address_gets_a_sentence() -> None:
    app = opened("trends", indicator="poppy_aera")
    said = spoken(app)
    assert 'There is no indicator "poppy_aera" here; did you mean "poppy_area"?' in said


def test_every_comparison_can_be_chosen(real: Dataset) -> None:
    app = opened("compare")
    for name, chosen in comparisons(real).head(6).iterrows():
        app.selectbox[0].set_value(name).run()
        assert not app.exception, name
        claims = compared_claims(real, chosen["members"])
        assert drawn_ids(chart(app)) == set(claims["claim_id"])


def test_a_search_leaves_the_claims_that_hold_its_words(real: Dataset) -> None:
    app = opened("claims")
    assert f"1–50 of {len(selected(real.joined, EVERYTHING))} numbers: " in html(app)
    app.text_input(key="claims_words").set_value("poppy unodc").run()
    assert "felbabbrown2020-poppy-2016-2017" in html(app)
    assert "breier2023" not in html(app)
    assert asked(app, "q") == "poppy unodc"
    app.text_input(key="claims_words").set_value("nothing at all").run()
    assert app.info[0].value.startswith("No claim matches all of this")


def test_a_claims_record_leads_back_to_paragraph_and_works() -> None:
    app = opened("claims", claim="felbabbrown2020-poppy-us-2017")
    assert app.header[0].value.replace("\\", "") == "44,100 hectares"
    for part in ("¶60", "[221]", "ONDCP", "e50825d99f6880f3957a4c8f711c00a8"):
        assert part in html(app)


def test_an_unknown_claim_gets_a_sentence_and_the_search_box() -> None:
    app = opened("claims", claim="felbabbrown2020-poppy-us-2071")
    said = spoken(app)
    assert 'There is no claim "felbabbrown2020-poppy-us-2071" here; did you mean' in said
    assert app.text_input(key="claims_words").label == "Search"


def test_sources_list_every_work_with_its_claims(real: Dataset) -> None:
    app = opened("sources")
    for work_id in cited_by(real).index:
        assert f"work={work_id}" in html(app)
    app = opened("sources", work="ondcp2019")
    resting = real.claims["reference_ids"].str.contains("ondcp2019").sum()
    assert f"Numbers for which it is cited: {resting}" in html(app)


def test_broken_files_are_named_at_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copied(tmp_path, monkeypatch)
    path = folder / "claims" / "prices.csv"
    path.write_text(path.read_text().replace(",about,", ",roughly,", 1))
    app = opened("overview")
    assert app.title[0].value == "The figures cannot be shown"
    assert app.error[0].value.replace("\\", "").startswith('claims/prices.csv:3: hedge: "roughly"')


def test_while_running_the_last_good_figures_stay_with_a_banner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = adding.copied(tmp_path / "base")
    monkeypatch.setenv("CITED_FIGURES_DATASETS", str(folder))
    path = folder / "claims" / "lighthouses.csv"
    good = path.read_text()
    app = opened("trends", indicator="lighthouses_lit")
    path.write_text(good.replace(",exact,", ",exactly,", 1))
    app.run()
    assert "claims/lighthouses.csv:2: hedge" in app.warning[0].value.replace("\\", "")
    assert "62 lighthouses" in html(app)
    path.write_text(good.replace("62", "63"))
    app.run()
    assert not app.warning
    assert "63 lighthouses" in html(app)


def test_data_are_read_once_for_each_version_of_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app_pages.session import dataset_cache

    copied(tmp_path, monkeypatch)
    reads: list[Path] = []
    real = dataset_cache.load
    monkeypatch.setattr(dataset_cache, "load", lambda d: (reads.append(d), real(d))[1])
    app = opened("trends")
    for _ in range(3):
        app.run()
    opened("sources")
    assert len(reads) == 1


def test_a_claims_page_leads_from_the_number_to_its_root_step_by_step() -> None:
    app = opened("claims", claim="felbabbrown2020-poppy-us-2017")
    order(
        html(app),
        "As printed",
        "44,100",
        "Paragraph",
        "¶60",
        "Document",
        "Fending off fentanyl",
        "sources?work=felbabbrown2020",
        "Works that the document cites",
        "sources?work=ondcp2019",
        "Producer",
        "claims?producer=ONDCP",
        "felbabbrown2020-poppy-us-2017",
    )
    said = "\n".join(m.value for m in app.markdown)
    assert "Is it wrong?" in said
    assert "`felbabbrown2020-poppy-us-2017`" in said


def test_a_converted_claim_shows_the_printed_number_first() -> None:
    page = html(opened("claims", claim="felbabbrown2020-cbp-feb-2020"))
    order(page, "“225 pounds”", "225 pounds = 102.1 kilograms, rounded, converted by us")


@pytest.mark.parametrize("claim", ["mann2023-fentanyl-deaths", "felbabbrown2020-morphine-needed-2"])
def test_a_number_that_stays_what_it_is_is_not_said_to_be_converted(claim: str) -> None:
    assert "converted" not in html(opened("claims", claim=claim))


def test_claims_of_one_producer_are_marked_on_the_claims_page_and_in_tables() -> None:
    for page in (
        opened("claims", claim="breier2023-overdose-deaths-2021"),
        opened("trends", indicator="overdose_deaths"),
        opened("compare", indicator="overdose_deaths"),
        opened("claims", producer="CDC"),
    ):
        assert "also from <a" in html(page)
        assert "are not independent evidence." in html(page)
    apart = opened("trends", indicator="poppy_area", asof=DAY.isoformat())
    assert "also from" not in html(apart)


def test_a_long_list_of_relatives_is_folded_and_a_short_one_is_not() -> None:
    long = opened("claims", claim="felbabbrown2020-poppy-us-2017")
    folded = next(
        e for e in long.expander if e.label.startswith("Other claims from the same source")
    )
    rows = html(long).partition("Other claims from the same source</caption>")[2]
    count = int(folded.label.rpartition(" ")[2])
    assert count == rows.partition("</table>")[0].count("<tr>") - 1 > FEW
    short = opened("claims", claim="mann2023-backpack")
    assert not [e for e in short.expander if e.label.startswith("Other claims")]


def test_a_correction_is_linked_both_ways(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = copied(tmp_path, monkeypatch) / "claims" / "prices.csv"
    header, *rows = path.read_text().splitlines()
    old = next(row for row in rows if row.startswith("felbabbrown2020-opium-price,"))
    new = old.replace("felbabbrown2020-opium-price,", "opium-again,", 1).replace("260", "265")
    assert new.endswith(",,,,")
    new = new.removesuffix(",,,,") + ",felbabbrown2020-opium-price,Misread.,,"
    path.write_text("\n".join([header, *rows, new]) + "\n")
    page = html(opened("claims", claim="opium-again"))
    order(page, "Corrects", "claim=felbabbrown2020-opium-price")
    app = opened("claims", claim="felbabbrown2020-opium-price")
    order(html(app), "Corrected by", "claim=opium-again")
    assert app.warning[0].value.startswith("We have corrected this entry of ours")


def test_the_report_link_names_the_claim(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITED_FIGURES_REPORT", "mailto:editor@example.org")
    app = opened("claims", claim="mann2023-backpack")
    said = "\n".join(m.value for m in app.markdown)
    assert "(mailto:editor@example.org?subject=Error%20in%20mann2023-backpack)" in said


def test_nothing_is_cited_before_a_reader_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    from app_pages.controls import citation_menu

    monkeypatch.setattr(
        citation_menu, "one_reference", lambda *_: pytest.fail("a citation was made")
    )
    for page in (
        opened("trends"),
        opened("compare"),
        opened("claims", claim="mann2023-backpack"),
        opened("sources", work="mann2023"),
    ):
        assert not page.get("download_button")


def audited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *rows: str) -> None:
    path = copied(tmp_path, monkeypatch) / "coverage.csv"
    path.write_text("\n".join(["document_id,accounted_by,numerals", *rows]) + "\n")


def test_sources_draw_and_list_what_became_of_each_numeral(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    audited(tmp_path, monkeypatch, "mann2023,claim,8", "mann2023,date,1003")
    app = opened("sources")
    drawn = "\n".join(note["text"] for note in chart(app)["layout"]["annotations"])
    assert "Mann 2023: 1,011 numerals" in drawn
    order(html(app), "Numerals of each text", "All", "1,011", "In claims", "Dates", "1,003")
    assert any("Not audited yet" in m.value for m in app.markdown)
    said = "\n".join(m.value for m in opened("sources", work="mann2023").markdown)
    assert "Of its 1,011 numerals: 8 in claims" in said.replace("\\", "")
    said = "\n".join(m.value for m in opened("sources", work="breier2023").markdown)
    assert "Its numerals are not audited yet" in said


def test_without_an_audit_sources_draw_nothing_and_say_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    audited(tmp_path, monkeypatch)
    app = opened("sources")
    assert not app.get("plotly_chart")
    assert any("No text has been audited yet." in c.value for c in app.caption)


def test_a_documents_exclusions_are_listed_with_their_reasons(real: Dataset) -> None:
    page = html(opened("sources", work="mann2023"))
    order(page, "Numerals that are not claims", "¶23", "single", "idioms")
    assert "Numerals that are not claims" not in html(opened("sources", work="ondcp2019"))


def test_the_years_of_a_chart_are_a_slider() -> None:
    page = opened("trends", indicator="poppy_area", **{"from": "2010", "to": "2016"})
    assert page.slider[0].value == (2010, 2016)
    page.slider[0].set_value((2000, 2016)).run()
    assert page.query_params["to"] in ("2016", ["2016"])
    assert "from" not in page.query_params
    assert page.slider[0].value == (2000, 2016)


def test_focus_panels_and_scale_stand_in_the_address() -> None:
    page = opened("trends", indicator="poppy_area", focus="poppy-area-mx-ondcp", scale="log")
    assert "logarithmic scale" in str(page.get("plotly_chart")[0].proto.spec)
    apart = {"indicator": "overdose_deaths", "panels": "place"}  # the nation beside a state
    page = opened("trends", **apart)
    assert "each panel on its own scale" in str(page.get("plotly_chart")[0].proto.spec)
    page = opened("trends", **apart, scales="same")
    assert "the same scale in each panel" in str(page.get("plotly_chart")[0].proto.spec)
    page = opened("trends", indicator="overdose_deaths", panels="moon")
    assert "There is no way to divide the chart" in spoken(page)


def test_another_indicator_stands_beside_and_the_two_change_places(real: Dataset) -> None:
    page = opened("trends", indicator="overdose_deaths", beside="fentanyl_seized", to="2022")
    assert "each panel on its own scale" in str(page.get("plotly_chart")[0].proto.spec)
    indicators = set(
        real.joined.set_index("claim_id")["indicator_id"].reindex(drawn_ids(chart(page)))
    )
    assert {"overdose_deaths", "fentanyl_seized"} <= indicators
    assert "Fentanyl seized: Official record" in spoken(page)
    assert "Felbab-Brown" in html(page)
    assert "Breier" in html(page)
    seen = view.View("trends", indicator="overdose_deaths", beside="fentanyl_seized", until=2022)
    turned = swapped(real, replace(seen, topic="overdose_deaths"))
    assert turned == replace(seen, indicator="fentanyl_seized", beside="overdose_deaths")


def test_the_lengths_of_time_of_both_indicators_are_offered() -> None:
    """Months are those of homicides alone."""
    page = opened("trends", indicator="overdose_deaths", beside="homicides")
    (grain,) = [box for box in page.selectbox if box.label == "Time span"]
    assert {"Months", "12 months, rolling"} <= set(grain.options)


@pytest.mark.parametrize("panels", ["", "place"])
def test_a_number_alone_stands_in_large_and_leads_on(panels: str) -> None:
    page = opened("trends", indicator="guns_traced_us_share", scale="log", panels=panels)
    assert not page.get("plotly_chart")
    assert not page.info
    order(html(page), 'cf-large doubtful"><strong><a', ">70 to 90%<", SURE, "Compare with 1 other")
    assert not opened("trends", indicator="disappeared").slider


HELD = "felbabbrown2020-homicides-2019"


@pytest.fixture(scope="module")
def with_record(real: Dataset) -> Dataset:
    if not real.joined["official"].any():
        pytest.skip("the datasets have no official figures yet")
    return real


def test_cited_and_recorded_lists_every_claim_of_a_document_once_or_more(
    with_record: Dataset,
) -> None:
    page = html(opened("recorded"))
    joined = with_record.joined
    said = joined[~joined["official"] & (joined["state"] == "in force")]
    assert [name for name in said["claim_id"] if f"?claim={name}" not in page] == []
    order(
        page, HELD, "“above 34,500”", "36,661 homicides", "agrees as worded", "(5.9\u00a0%) below"
    )
    order(
        page, "30,600 hectares", "25,200 hectares", "does not agree", "5,400 hectares (21.4\u00a0%)"
    )


def test_what_is_not_within_is_kept_and_sorted_by_the_address(with_record: Dataset) -> None:
    app = opened("recorded", within="no", sort="difference")
    page = html(app)
    beside = page[: page.index("A tag such as")]
    assert HELD not in beside
    order(beside, "poppy-2016-2017", "cbp-feb-2020", "breier2023-overdose-deaths-2021")
    assert "washington2024-az-daily" not in beside
    assert "more than 301 deaths (0.3\u00a0%) above the official figure" in beside
    app.selectbox[1].set_value("").run()
    assert HELD in html(app)
    assert "within" not in app.query_params
    app.selectbox[1].set_value("partly").run()
    assert app.info[0].value.replace("\\", "") == "Agrees in part: none."


def test_an_order_of_another_page_gets_a_sentence() -> None:
    app = opened("recorded", sort="added")
    said = spoken(app)
    assert 'There is no order "added" here' in said


def test_the_record_is_computed_once_for_each_version_of_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from charts.page_parts import record_rows

    copied(tmp_path, monkeypatch)
    made: list[str] = []
    real = record_rows.record_pairs
    monkeypatch.setattr(record_rows, "record_pairs", lambda d: (made.append(""), real(d))[1])
    app = opened("recorded")
    for _ in range(3):
        app.run()
    assert len(made) == 1


def test_a_claims_page_says_how_it_stands_against_the_record(with_record: Dataset) -> None:
    page = html(opened("claims", claim=HELD))
    order(page, "Official figures", "for 2019 (INEGI) is", "36,661 homicides")
    order(page, "36,661 homicides", "The claim agrees as worded")
    page = html(opened("claims", claim="felbabbrown2020-poppy-2016-2017"))
    order(page, "Official figures", "25,200 hectares", "does not agree", "30,600 hectares")
    page = html(opened("claims", claim="mann2023-backpack"))
    order(page, "Official figures", "No official figure of this kind is here.")


def test_an_official_figures_page_says_how_it_came_here(with_record: Dataset) -> None:
    page = html(opened("claims", claim="cbp2022drugs-fentanyl-poe-2020-02-2"))
    order(
        page,
        "Where the figure comes from",
        "Summed by us from 3 rows of a data file and rounded.",
    )
    page = html(opened("claims", claim="adhs2025opioid-az-2023"))
    order(page, "Where the figure comes from", "Read only as quoted by KJZZ")
    assert "<dt>Official figures" not in page
    assert "Where the figure comes from" not in html(opened("claims", claim=HELD))


def searched(words: str, page: str = "trends") -> AppTest:
    """Type words into the box of a page and send them."""
    app = opened(page)
    app.text_input(key="search_box").set_value(words)
    app.button(key="FormSubmitter:search-Search").set_value(True).run()
    assert not app.exception
    return app


@pytest.mark.parametrize("page", PAGES)
def test_every_page_has_the_search_box(page: str) -> None:
    assert opened(page).text_input(key="search_box").label == "Search everything"


def test_the_search_box_leads_to_what_holds_the_words() -> None:
    app = searched("who says 70,000")
    assert app.title[0].value == "Search"
    assert asked(app, "q") == "who says 70,000"
    assert re.search(r"\d+ numbers for", html(app))
    order(html(app), "claim=breier2023-synthetic-2021", "<mark>70,000</mark>")
    assert app.text_input(key="search_box").value == "who says 70,000"


def test_hits_of_each_kind_lead_to_their_pages() -> None:
    page = html(opened("search", q="fentynal"))
    order(page, "/trends?indicator=fentanyl_", "/claims?claim=", "/sources?work=")
    order(page, "words that are nearly the same", "<mark>Fentanyl</mark>")


def test_one_kind_is_shown_by_itself_part_by_part() -> None:
    app = opened("search", q="mexico")
    next(b for b in app.button if b.label.startswith("All ") and "numbers" in b.label).click().run()
    assert asked(app, "kind") == "claim"
    assert app.header[0].value.startswith("Numbers 1–50 of ")
    next(b for b in app.button if b.label == "Further hits").click().run()
    assert app.header[0].value.startswith("Numbers 51–100 of ")
    next(b for b in app.button if b.label == "All kinds").click().run()
    assert "kind" not in app.query_params
    assert "part" not in app.query_params


def test_a_search_that_finds_nothing_says_for_what_and_offers_the_nearest() -> None:
    app = opened("search", q="poppy xyzzyq")
    said = app.info[0].value.replace("\\", "")
    assert said == 'Nothing was found for "poppy xyzzyq". Nothing here holds "xyzzyq".'
    order(html(app), "Nearest to it", "/search?q=poppy")


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        "**b** $x$ [a](b)",
        ".*(+",
        "x" * 10_000,
        "بحث",
        "xyzzyq" + chr(0x202E),
    ],
)
def test_what_is_searched_is_shown_as_it_is(words: str) -> None:
    app = opened("search", q=words)
    assert "<script>" not in html(app)
    assert "<script>" not in app.info[0].value
    assert len(app.info[0].value) < 500


def test_the_box_follows_the_address_from_which_a_reader_had_asked_for_more() -> None:
    app = opened("search", q="poppy")
    app.session_state["search_box"] = "heroin"  # and went back before the box was sent
    app.run()
    assert app.text_input(key="search_box").value == "poppy"


def test_a_search_for_nothing_stays_where_it_is() -> None:
    assert searched("  ").title[0].value == "Trends"
    assert "All words are needed" in "".join(m.value for m in opened("search").markdown)


def test_the_index_is_made_when_a_reader_searches_and_once(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from loaders.search import index

    copied(tmp_path, monkeypatch)
    made: list[Dataset] = []
    real = index.search_index
    monkeypatch.setattr(index, "search_index", lambda d, words: (made.append(d), real(d, words))[1])
    opened("trends")
    opened("search")
    assert not made
    opened("search", q="poppy")
    opened("search", q="70,000")
    assert len(made) == 1


def test_a_control_runs_what_is_on_the_page_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    messages: list[ForwardMsg] = []
    read = local_script_runner.parse_tree_from_messages
    monkeypatch.setattr(
        local_script_runner,
        "parse_tree_from_messages",
        lambda sent: (messages.extend(sent), read(sent))[1],
    )
    opened("trends", indicator="poppy_area")
    parts = {
        message.delta.new_element.WhichOneof("type"): message.delta.fragment_id
        for message in messages
        if message.WhichOneof("type") == "delta"
    }
    assert parts["selectbox"] == parts["plotly_chart"] != ""
    assert parts["page_link"] == parts["text_input"] == ""


def test_the_deck_is_linked_as_soon_as_a_chart_was_added() -> None:
    app = opened("trends", indicator="poppy_area")
    app.button(key="trends_deck").click().run()
    links = {link.proto.page: link.proto.query_string for link in app.get("page_link")}
    assert "poppy_area" in links["deck"]


def test_the_navigation_leads_to_what_each_page_showed_last() -> None:
    app = opened("trends", indicator="poppy_area")
    app.selectbox(key="trends_indicator").select("overdose_deaths").run()
    links = {link.proto.page: link.proto.query_string for link in app.get("page_link")}
    assert links["trends"] == ""  # the page that is shown: to its beginning
    app.switch_page("app_pages/compare.py").run()
    links = {link.proto.page: link.proto.query_string for link in app.get("page_link")}
    assert links["trends"] == "indicator=overdose_deaths"
    assert links["compare"] == ""


def test_panels_are_offered_only_where_there_is_something_to_divide(real: Dataset) -> None:
    def ways(indicator: str) -> list[str]:
        return ways_to_divide(real, view.View("trends", indicator=indicator))

    assert "place" in ways("overdose_deaths")
    assert ways("opium_price") == []


def test_a_count_names_who_counted_or_says_that_it_is_not_stated(real: Dataset) -> None:
    for claim in claims_in(real.joined):
        words = wording.counted_by(claim)
        if words == "counted":
            assert claim.official or claim.attributed_to
        if claim.producer and claim.status in ("observation", "estimate"):
            assert claim.producer in words


def test_a_filters_menu_counts_what_is_chosen_in_it() -> None:
    none = View("trends", indicator="poppy_area")
    assert filters._chosen(replace(none, since=2015, until=2020, base=2015)) == 0
    assert filters._chosen(replace(none, places=("MX", "US"), record=False)) == 3
    assert filters._chosen(View("compare", since=2015, until=2020, revised=True)) == 2


def test_each_choice_of_a_filter_has_a_name(real: Dataset) -> None:
    for facet in filters.LABELS:
        names = filters._names(real, facet)
        own = real.joined[FACETS[facet]] if facet in FACETS else ["border"]
        options = filters._options(set(own), facet)
        assert set(options) == set(own) - {""}
        assert all(names(value) for value in options)


def test_a_filter_counts_the_figures_of_the_chart_and_offers_the_records_places() -> None:
    app = opened("trends", indicator="overdose_deaths")
    app.session_state["trends_filters"] = True
    app.run()
    [places] = [box.options for box in app.multiselect if box.label == "Place"]
    [counted] = [int(name[15:-1]) for name in places if name.startswith("United States (")]
    assert 0 < counted <= len(drawn_ids(chart(app)))
    assert "Alaska" in places  # the record's alone


def test_the_record_of_a_state_that_ends_early_says_so() -> None:
    said = "The official record of Arizona ends in 2017, that of the whole country in "
    assert said in html(opened("trends", indicator="overdose_deaths", place="US-AZ"))
    assert said not in html(opened("trends", indicator="overdose_deaths"))


def test_the_switch_to_a_map_leads_to_one() -> None:
    app = opened("trends", indicator="overdose_deaths")
    [switch] = [toggle for toggle in app.toggle if toggle.label == "Map"]
    switch.set_value(True).run()
    assert app.get("plotly_chart")
    assert asked(app, "map") and asked(app, "per")
    [switch] = [toggle for toggle in app.toggle if toggle.label == "Map"]
    switch.set_value(False).run()
    assert not {"map", "per"} & set(app.query_params)
    without = opened("trends", indicator="homicides")  # of whose states there is no population
    assert not [toggle for toggle in without.toggle if toggle.label == "Map"]


def test_a_map_of_states_has_its_year_its_table_and_the_way_back(real: Dataset) -> None:
    app = opened("trends", indicator="overdose_death_rate", map="2016")
    assert len(drawn_ids(chart(app))) == 51
    assert "West Virginia" in html(app)
    app.select_slider[0].set_value(2017).run()
    assert asked(app, "map") == "2017"
    assert all(name.endswith("-2017") for name in drawn_ids(chart(app)))
    app.select_slider[0].set_value(1999).run()  # the first of the years
    assert asked(app, "map") == "1999"


def test_a_map_of_counts_is_refused_in_a_sentence() -> None:
    app = opened("trends", indicator="overdose_deaths", map="2017")
    assert not app.get("plotly_chart")
    assert "Counts and other totals are not coloured on a map" in app.info[0].value


def look(app: AppTest, label: str) -> Any:
    """Return a control of the popover View, which stands open."""
    app.session_state["look"] = True
    app.run()
    return next(box for box in app.selectbox if box.label == label)


def test_counts_by_state_are_read_as_shares_of_a_whole() -> None:
    app = opened("trends", indicator="homicides_firearm", map="2024")
    assert not app.get("plotly_chart")
    numbers = look(app, "Numbers")
    assert numbers.options == ["As published", "Share of the whole"]
    numbers.set_value("whole").run()
    assert (asked(app, "per"), asked(app, "map")) == ("whole", "2024")
    assert len(drawn_ids(chart(app))) == 32


def test_numbers_are_read_per_100_000_people_or_as_an_index() -> None:
    app = opened("trends", indicator="overdose_deaths", place="US")
    look(app, "Numbers").set_value("capita").run()
    assert not app.exception
    assert asked(app, "per") == "capita"
    assert "computed here from" in unescape(html(app))
    look(app, "Numbers").set_value("index").run()
    assert (asked(app, "derived"), asked(app, "base")) == ("index", "1999")
    assert "per" not in app.query_params
    look(app, "Year that is 100").set_value(2010).run()
    assert asked(app, "base") == "2010" and not app.exception
    app.selectbox[0].set_value("homicides").run()
    assert not app.exception and "derived" not in app.query_params
