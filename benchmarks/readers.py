"""Where a contender's page is, and a reader of Dash, whose server keeps nothing of one."""

from __future__ import annotations

import json
import urllib.request

from benchmarks.contenders import APP
from benchmarks.servers import Server


def path_of(server: Server) -> str:
    """Return the path of the page with a selector of indicators and their chart over time."""
    return "/trends" if server.contender == APP else "/"


def open_dash(url: str) -> None:
    """Ask for what the page asks for; Dash's server keeps nothing of a reader."""
    for path in ("/", "/_dash-layout", "/_dash-dependencies"):
        _get(url + path)
    chosen = {"id": "indicator", "property": "value", "value": "field_area"}
    body = {
        "output": "chart.figure",
        "outputs": {"id": "chart", "property": "figure"},
        "inputs": [chosen],
        "changedPropIds": [],
        "parsedChangedPropsIds": [],
    }
    headers = {"Content-Type": "application/json"}
    data = json.dumps(body).encode()
    _get(urllib.request.Request(url + "/_dash-update-component", data, headers))  # noqa: S310


def _get(address: str | urllib.request.Request) -> bytes:
    with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310 - http to ourselves
        return bytes(answer.read())
