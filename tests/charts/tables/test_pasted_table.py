"""Rows as a table that is pasted: every row, its sources and its address, nothing run as HTML."""

from __future__ import annotations

from dataclasses import replace

from lxml import html

from charts.tables.pasted_table import pasted_html, pasted_text
from charts.text import notes
from charts.views.resolve import resolve
from charts.views.view import View
from tests.support.real import REAL

VIEW = View("trends", indicator="poppy_area", title="<script>1</script>\tA")
LINK = "https://a.example/trends?indicator=poppy_area&x=1"
CHART = resolve(REAL, VIEW)


def test_a_pasted_table_has_each_row_its_sources_and_its_address_in_both_forms() -> None:
    page = html.fragment_fromstring(pasted_html(REAL, CHART, LINK), create_parent="div")
    cells = [[str(cell.text_content()) for cell in row] for row in page.iter("tr")]
    lines = pasted_text(REAL, CHART, LINK).split("\n")
    assert lines[0] == "<script>1</script> A"
    assert [line.split("\t") for line in lines[1 : len(cells) + 1]] == cells
    assert len(cells) == 1 + len(CHART.claims)
    assert lines[-1] == LINK
    assert lines[-2] == notes.source_note(REAL, CHART.claims, CHART.own)
    assert not list(page.iter("script"))
    assert [str(one.text_content()) for one in page.iter("p")][-1] == LINK


def test_a_pasted_table_of_rows_says_what_each_is() -> None:
    rows = resolve(REAL, replace(View("compare"), comparison="gun_us_shares"))
    head = pasted_text(REAL, rows, LINK).split("\n")[1].split("\t")
    assert {"Value", "What", "Period", "Source"} <= set(head)
