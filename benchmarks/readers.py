"""Readers without a browser, who keep a session open: what a server holds for each of them."""

from __future__ import annotations

import json
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from benchmarks.servers import APP, DASH, Server

TRENDS = "trends"
"""The name of the app's page with a selector of indicators and their chart over time."""
SETTLE = 1.0
"""Seconds for a server to finish what the last reader asked for."""


@contextmanager
def reading(server: Server, count: int) -> Iterator[None]:
    """Let that many readers open the page, one after the other, and keep it open."""
    path = path_of(server)
    with ExitStack() as stack:
        for _ in range(count):
            if server.contender == DASH:
                _open_dash(server.url)
            else:
                stack.enter_context(_open_streamlit(server, path))
        time.sleep(SETTLE)
        yield


def path_of(server: Server) -> str:
    """Return the path of the page that is measured: the app's Trends, wherever it is."""
    if server.contender != APP:
        return "/"
    with _stream(server.url) as stream:
        found = [answer.WhichOneof("type") for answer in _answers(stream, TRENDS)]
    return "/" if "page_not_found" in found else f"/{TRENDS}"


def _stream(url: str) -> ClientConnection:
    address = url.replace("http", "ws") + "/_stcore/stream"
    return connect(address, subprotocols=[Subprotocol("streamlit")], max_size=None, proxy=None)


def _answers(stream: ClientConnection, page: str) -> Iterator[ForwardMsg]:
    """Do what the page does: ask for a run, and read until it ends."""
    ask = BackMsg()
    ask.rerun_script.page_name = page
    stream.send(ask.SerializeToString())
    for message in stream:
        answer = ForwardMsg.FromString(message)
        yield answer
        if answer.WhichOneof("type") == "script_finished":
            return


@contextmanager
def _open_streamlit(server: Server, path: str) -> Iterator[None]:
    with _stream(server.url) as stream:
        elements = [a.delta.new_element.WhichOneof("type") for a in _answers(stream, path[1:])]
        if "plotly_chart" not in elements or "exception" in elements:
            raise SystemExit(f"{server.contender} sent an error or no chart to a reader")
        yield


def _open_dash(url: str) -> None:
    """Ask for what the page asks for; Dash's server keeps nothing of a reader."""
    for path in ("/", "/_dash-layout", "/_dash-dependencies"):
        _get(url + path)
    chosen = {"id": "indicator", "property": "value", "value": "poppy_area"}
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
