"""The HTML of a page: our style, our font, an early word for the chart's program."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import streamlit

from app_pages.server.middleware import SCRIPTS, dressed, early, style
from charts.views.pages import PAGES
from tests.support.paths import ROOT

INDEX = SCRIPTS.parent.parent / "index.html"
THEIRS = "SourceSansVF"


def test_the_style_comes_last_in_the_body_and_once() -> None:
    html = dressed(INDEX.read_bytes(), "claims").decode()
    assert html.count("<style>") == 1
    assert re.search(r"</style>\s*</body>", html)
    assert style() in html


def test_the_font_that_is_fetched_first_is_ours() -> None:
    index = INDEX.read_text(encoding="utf-8")
    assert THEIRS in index, "Streamlit names its font otherwise: see THEIR_FONT"
    html = dressed(index.encode(), "claims").decode()
    assert THEIRS not in html
    found = re.search(r'href="\./app/(static/[\w.-]+woff2)"', html)
    assert found
    assert (ROOT / found[1]).is_file()


def test_pages_with_a_chart_ask_for_its_program_early_and_others_do_not() -> None:
    name = re.search(r'data-chart="\./static/js/(PlotlyChart\.[\w.-]+\.js)"', early())
    assert name, f"streamlit {streamlit.__version__} has its chart in another file: see CHART"
    assert (SCRIPTS / name[1]).is_file()
    for page in PAGES:
        assert (early() in dressed(INDEX.read_bytes(), page).decode()) is PAGES[page].charted


def test_where_no_one_file_is_the_chart_nothing_is_asked_for(tmp_path: Path) -> None:
    assert early(tmp_path) == ""
    for name in ("PlotlyChart.a.js", "PlotlyChart.b.js"):
        (tmp_path / name).touch()
    early.cache_clear()
    assert early(tmp_path) == ""


def test_a_page_without_head_and_body_stays() -> None:
    assert dressed(b"nothing", "trends") == b"nothing"


def test_what_a_page_with_a_chart_loads_at_its_start_is_nothing_for_files() -> None:
    heavy = "{'pptx', 'xlsxwriter', 'lxml', 'kaleido', 'pikepdf'}"
    names = "app_pages.controls.export_menu, app_pages.server.routes"
    code = f"import sys, {names}; print({heavy} & {{*sys.modules}})"
    told = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "set()"
