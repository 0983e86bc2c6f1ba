"""Each page through Streamlit's own test: what is drawn is what the tables hold."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from loaders.dataset import DATASETS, load
from loaders.query import trend_claims

ROOT = Path(__file__).parents[1]


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)


def chart(app: AppTest) -> dict[str, object]:
    return json.loads(app.get("plotly_chart")[0].proto.spec)


def drawn_ids(figure: dict[str, object]) -> set[str]:
    return {row[0] for trace in figure["data"] for row in trace.get("customdata") or ()}


def test_trends_draws_the_claims_of_the_first_indicator(app: AppTest) -> None:
    app.run()
    assert not app.exception
    dataset = load(DATASETS)
    assert drawn_ids(chart(app)) == set(trend_claims(dataset, "poppy_area")["claim_id"])


def test_every_indicator_can_be_chosen(app: AppTest) -> None:
    app.run()
    dataset = load(DATASETS)
    options = app.selectbox[0].options
    assert len(options) == len(dataset.indicators)
    for indicator_id in (
        "overdose_deaths",
        "fentanyl_users",
        "guns_found_us_share",
        "drug_case_arrests",
    ):
        app.selectbox[0].set_value(indicator_id).run()
        assert not app.exception, indicator_id
        dated = trend_claims(dataset, indicator_id)
        ids = set(dated.loc[dated["start"].notna(), "claim_id"])
        shown = drawn_ids(chart(app)) if app.get("plotly_chart") else set()
        assert shown == ids


def test_a_place_can_be_chosen_where_there_are_several(app: AppTest) -> None:
    app.run()
    app.selectbox[0].set_value("fentanyl_seized").run()
    app.selectbox[1].set_value("MX").run()
    dataset = load(DATASETS)
    claims = trend_claims(dataset, "fentanyl_seized", "MX")
    assert drawn_ids(chart(app)) == set(claims.loc[claims["start"].notna(), "claim_id"])
    assert set(claims["place_id"]) == {"MX"}


def test_broken_files_are_named_instead_of_a_traceback(
    app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "datasets"
    shutil.copytree(DATASETS, folder)
    path = folder / "claims" / "prices.csv"
    path.write_text(path.read_text().replace(",about,", ",roughly,", 1))
    monkeypatch.setenv("CITED_FIGURES_DATASETS", str(folder))
    app.run()
    assert not app.exception
    assert app.title[0].value == "The figures cannot be shown"
    message = app.error[0].value.replace("\\", "")
    assert message.startswith('claims/prices.csv:3: hedge: "roughly" is not allowed')


def test_text_of_the_datasets_is_shown_as_it_stands(
    app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "datasets"
    shutil.copytree(DATASETS, folder)
    path = folder / "indicators.csv"
    hostile = "Land **bold** $x^2$ `code` [link](http://a.b) :red[x] in a year or season."
    path.write_text(
        path.read_text().replace("Land under illicit opium poppy in a year or season.", hostile)
    )
    monkeypatch.setenv("CITED_FIGURES_DATASETS", str(folder))
    app.run()
    written = [m.value for m in app.markdown if "bold" in m.value]
    assert written
    assert "**" not in written[0].replace("\\*", "")
    assert "$" not in written[0].replace("\\$", "")
