"""A dataset on another subject: its pages, a file of a chart, and its audit."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from charts.export.formats import export_view
from charts.export.settings import ExportSettings
from charts.views.pages import PAGES
from charts.views.resolve import resolve
from charts.views.view import View
from loaders.__main__ import main
from loaders.dataset import load
from tests.support.pages import html, opened
from tests.support.paths import ROOT

FORESTS = ROOT / "tests" / "forests"
FIGURES = FORESTS / "figures"


def test_every_page_shows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITED_FIGURES_DATASETS", str(FIGURES))
    told = {page: html(opened(page)) for page in PAGES}
    assert all("Forest Figures" in one for one in told.values())
    assert (
        "Reports about the world&#x27;s forests are full of numbers. Here are 17"
        in (told["overview"])
    )
    assert 'indicator=forest_area" target="_self">How much forest is there' in told["overview"]
    assert "These agree only if rounded" in told["compare"]
    assert "3, of which 2 do not agree" in told["disagreements"]


def test_a_file_of_its_chart_names_the_site() -> None:
    dataset = load(FIGURES)
    resolved = resolve(dataset, View("trends", indicator="forest_area"))
    content = export_view(dataset, resolved, ExportSettings("csv"))
    assert b"4.06 billion ha" in content
    assert b"Forest Figures" in content
    assert b"Cited Figures" not in content


def test_its_words_give_its_numbers_and_each_numeral_is_accounted_for(tmp_path: Path) -> None:
    arguments = ["audit", "--texts", str(FORESTS / "texts"), "--datasets", str(FIGURES)]
    told = CliRunner(env={"CITED_FIGURES_OFFICIAL": ""}).invoke(main, arguments)
    assert told.exit_code == 0, told.output
    assert "fao2021: 11 numerals, 100% accounted for" in told.output
