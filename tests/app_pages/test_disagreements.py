"""The page of disagreements through Streamlit's own test."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from charts.page_parts import derivations, disagreement_rows, results
from charts.text import wording
from loaders.analysis.disagreements import all_pairs
from loaders.dataset import Dataset, claims_in
from tests.support.pages import asked, chart, copied, drawn_ids, html, opened, order, spoken
from tests.support.real import DAY

POPPY = "felbabbrown2020-poppy-us-2017"


def test_the_list_has_the_largest_gap_first_and_the_documents_arithmetic() -> None:
    page = html(opened("disagreements", asof=DAY.isoformat()))
    order(
        page, "41,800 hectares", "20,300 hectares", "Producer; way of counting", "2,878 homicides"
    )
    order(page, "More than 301 deaths", "Unknown: “more than” has no upper limit")
    order(page, "The same number", "Nothing to explain", "No gap to give")
    order(page, "Derived and stated: 4", "1,825 deaths", "less than 2,000 deaths", "agrees")
    order(page, "Derived, not stated by the document", "70.1% at most", "4.08 times as much")


def test_filters_and_order_stand_in_the_address() -> None:
    app = opened(
        "disagreements", indicator="homicides", agree="no", sort="period", asof=DAY.isoformat()
    )
    page = html(app)
    order(page, "Do not agree: 2", "2024", "2015")
    assert "36,661" not in page
    app.selectbox[1].set_value("yes").run()
    assert asked(app, "agree") == "yes"
    assert "36,661" in html(app)
    app = opened("disagreements", indicator="border_length")
    assert app.info[0].value.replace("\\", "") == "Length of the US–Mexico border: none."


def test_a_claim_stands_beside_what_others_say(real: Dataset) -> None:
    app = opened("disagreements", claim=POPPY)
    names = {
        claim.claim_id
        for pair in all_pairs(real)
        if POPPY in [c.claim_id for c in pair.claims]
        for claim in pair.claims
    }
    assert drawn_ids(chart(app)) == names
    order(
        html(app), "The gaps: ", "57.5\u00a0% above the lower", "Season or fiscal year: 2017 beside"
    )
    said = spoken(app)
    assert "ONDCP (in Felbab-Brown 2020a) gives 44,100 hectares, estimated, for 2017" in said
    assert "They do not agree; they cover different times." in said
    next(b for b in app.button if b.label == "All disagreements").click().run()
    assert "claim" not in app.query_params
    assert "Numbers side by side: " in html(app)


def test_a_claims_own_widest_gap_is_told_first(real: Dataset) -> None:
    own = next(c for c in claims_in(real.joined) if c.claim_id == "breier2023-overdose-deaths-2021")
    said = spoken(opened("disagreements", claim=own.claim_id))
    assert f"gives {wording.claim_words(real, own)} for 2021" in said


def test_a_claim_that_nothing_stands_beside_gets_a_sentence() -> None:
    app = opened("disagreements", claim="mann2023-backpack")
    assert app.info[0].value.startswith("No other producer or document here")
    app = opened("disagreements", claim="mann2023-bagpack")
    said = spoken(app)
    assert 'There is no claim "mann2023-bagpack" here; did you mean' in said


def test_every_claim_of_a_pair_has_its_view(real: Dataset) -> None:
    names = list(dict.fromkeys(c.claim_id for p in all_pairs(real) for c in p.claims))
    for name in names[::6]:
        app = opened("disagreements", claim=name)
        assert name in drawn_ids(chart(app)), name


def test_gaps_are_computed_once_for_each_version_of_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied(tmp_path, monkeypatch)
    made: list[str] = []
    for module, name in ((results, "all_pairs"), (derivations, "derivations")):
        real = getattr(module, name)
        monkeypatch.setattr(module, name, lambda d, r=real, n=name: (made.append(n), r(d))[1])
    app = opened("disagreements")
    for _ in range(3):
        app.run()
    assert sorted(made) == ["all_pairs", "derivations"]


def test_a_claims_page_can_say_what_follows_from_it_and_what_is_beside_it(
    real: Dataset,
) -> None:
    line = derivations.arithmetic_lines(real, "washington2024-az-daily")
    assert line.startswith("Derived: 5 deaths per day")
    assert "claim=washington2024-az-2023-2" in line
    assert derivations.arithmetic_lines(real, "mann2023-backpack") == ""
    line = disagreement_rows.line_of(real, "breier2023-overdose-deaths-2021")
    assert re.search(r"Compare with \d+ other numbers?</a>; .* not agree", line)
    assert disagreement_rows.line_of(real, "mann2023-backpack") == ""
