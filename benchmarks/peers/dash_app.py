"""Dash: the same selector and chart, on its own server."""

import sys

import plotly.graph_objects as go
from dash import Dash, Input, Output, callback, dcc, html

from benchmarks.peers.chart import draw, first, read_claims, read_titles

claims = read_claims()
titles = read_titles()
app = Dash(__name__)
app.layout = html.Div(
    [
        dcc.Dropdown(titles, first(claims, titles), id="indicator", clearable=False),
        dcc.Graph(id="chart"),
    ]
)


def show(indicator_id: str) -> go.Figure:
    """Draw the chosen indicator."""
    return draw(claims, indicator_id, titles[indicator_id])


callback(Output("chart", "figure"), Input("indicator", "value"))(show)

if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(sys.argv[1]))
