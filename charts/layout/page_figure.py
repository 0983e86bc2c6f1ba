"""A figure as pages show it, which Streamlit would have Plotly draw twice."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go

from charts.layout.figure_layout import figure_of
from charts.style.theme import PlotlyDict

AXIS = re.compile(r"([xy]axis)\d*")
CLICKED = {"clickmode": "event+select", "hovermode": "closest", "dragmode": "pan"}
"""What Streamlit gives a chart that is clicked, after it was drawn."""
DRAWN_ONCE = {**CLICKED, "datarevision": "drawn"}


def page_figure(figure: go.Figure) -> go.Figure:
    """Return a figure that is drawn once, with its template's settings in the places that they are
    for.

    Streamlit hands Plotly a copy of a figure that is drawn already. Plotly takes a template in a
    copy for a new one, and numbers too, unless they have a revision.
    """
    spec = figure.to_dict()
    template = spec["layout"].pop("template")
    traces, settings = template.get("data", {}), template["layout"]
    layout = {
        name: _with(_setting(settings, name, own), own) for name, own in spec["layout"].items()
    }
    rest = {name: own for name, own in settings.items() if not AXIS.fullmatch(name)}
    data = [_with(traces.get(trace["type"], [{}])[0], trace) for trace in spec["data"]]
    shown = figure_of(data, {**rest, **layout, **DRAWN_ONCE})
    shown.layout.template = None  # Plotly gave it its own, as it has none
    return shown


def _setting(settings: PlotlyDict, name: str, own: Any) -> Any:
    axis = AXIS.fullmatch(name)
    if not axis:
        return settings.get(name)
    found = settings[axis[1]]
    # An axis of which anything is said of minor ticks has some.
    return found if "minor" in own else {n: one for n, one in found.items() if n != "minor"}


def _with(default: Any, own: Any) -> Any:
    """Return settings with those more that a template has."""
    if not isinstance(default, Mapping) or not isinstance(own, Mapping):
        return own
    return {**default, **{name: _with(default.get(name), value) for name, value in own.items()}}
