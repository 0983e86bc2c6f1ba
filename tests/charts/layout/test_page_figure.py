"""The figure that pages show: it looks the same without its template, and is drawn once."""

from __future__ import annotations

import pytest

from charts.layout.page_figure import page_figure
from charts.style.theme import LIGHT, WIDE, template
from charts.views.resolve import resolve
from charts.views.view import View
from loaders.dataset import Dataset

VIEWS = (
    View("trends", indicator="overdose_deaths"),
    View("trends", indicator="homicides", panels="place"),
    View("compare", indicator="overdose_deaths"),
)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: f"{view.page}-{view.panels}")
def test_nothing_in_a_figure_looks_new_to_plotly_in_a_copy(real: Dataset, view: View) -> None:
    figure = resolve(real, view).draw(LIGHT, WIDE)
    assert figure is not None
    shown = page_figure(figure)
    assert shown.layout.template.to_plotly_json() == {}
    assert shown.layout.datarevision
    for one in (shown.layout, *shown.data):  # it compares rows, and takes all else for new
        assert one.meta is None or isinstance(one.meta, (list, tuple))


def test_the_settings_of_the_template_stand_where_they_hold(real: Dataset) -> None:
    figure = resolve(real, VIEWS[1]).draw(LIGHT, WIDE)
    assert figure is not None
    shown, given = page_figure(figure), template(LIGHT, WIDE)
    assert shown.layout.font == given.layout.font
    assert shown.layout.hoverlabel == given.layout.hoverlabel
    for axis in shown.select_yaxes():
        assert axis.gridcolor == LIGHT.grid
    for axis in shown.select_xaxes():
        assert axis.fixedrange
        own = figure.layout[axis.plotly_name].to_plotly_json()
        assert ("minor" in axis.to_plotly_json()) == ("minor" in own)
    told = {trace.hoverinfo for trace in figure.data}
    assert {trace.hoverinfo for trace in shown.data} == {one or "skip" for one in told}


def test_what_a_figure_says_itself_counts_more_than_its_template(real: Dataset) -> None:
    figure = resolve(real, VIEWS[0]).draw(LIGHT, WIDE)
    assert figure is not None
    figure.update_xaxes(tickfont_color="#123456")
    for axis in page_figure(figure).select_xaxes():
        assert axis.tickfont.color == "#123456"
        assert axis.tickfont.size == template(LIGHT, WIDE).layout.xaxis.tickfont.size
