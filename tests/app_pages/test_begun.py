"""The pages of a dataset that has just begun: without a figure, then with one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from charts.views.pages import PAGES
from tests.support.begun import ROWS, SAID, TOPIC, new, run
from tests.support.pages import html, opened


@pytest.fixture
def begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "floods"
    assert new(folder, *SAID, *TOPIC).exit_code == 0
    monkeypatch.setenv("CITED_FIGURES_DATASETS", str(folder))
    return folder


def test_without_a_figure_a_page_says_how_to_add_one(begun: Path) -> None:
    assert begun.exists()
    for page in ("trends", "compare", "claims"):
        app = opened(page)
        assert [one.value for one in app.info] == [
            "There are no figures yet. `python -m loaders add TOPIC` asks for the first, as does "
            "Maintain."
        ]
        assert app.title[0].value == PAGES[page].title
    first = html(opened("overview"))
    assert "Flood Figures" in first
    assert "There are no figures yet." in first
    assert "Losses: homes &amp; roads" in first


def test_one_claim_is_on_every_page(begun: Path) -> None:
    lines = "\n".join(map(json.dumps, ROWS))
    assert run("add", "losses_homes_roads", "--jsonl", "-", stdin=lines).exit_code == 0
    for page in PAGES:
        app = opened(page)
        if page in ("overview", "trends", "compare", "claims"):
            assert "300 homes" in html(app), page
    assert "Here is 1 of them, from 1 document" in html(opened("overview"))
