"""A program that speaks to the app over its web socket as a page does, its headers its own."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

NONE: Mapping[str, str] = MappingProxyType({})


class Session:
    """One session of the app, on one page of it."""

    def __init__(self, connection: ClientConnection, page: str, query: str) -> None:
        self._connection = connection
        self._page, self._query = page, query
        self._sent: dict[str, ForwardMsg] = {}
        self.typed: dict[str, str] = {}
        self.widgets: dict[tuple[str, str], str] = {}
        self.said = ""

    def run(self, pressed: str = "") -> None:
        """Run the page's script with what was typed and, by its id, a button that is pressed."""
        message = BackMsg()
        state = message.rerun_script
        state.query_string, state.page_name = self._query, self._page
        for name, text in self.typed.items():
            state.widget_states.widgets.add(id=name, string_value=text)
        if pressed:
            state.widget_states.widgets.add(id=pressed, trigger_value=True)
        self._connection.send(message.SerializeToString())
        self.widgets, self.said = {}, ""
        while self._took_in(self._received()):
            pass

    def _received(self) -> ForwardMsg:
        message = ForwardMsg()
        message.ParseFromString(bytes(self._connection.recv(timeout=60)))
        if message.ref_hash:
            return self._sent[message.ref_hash]
        self._sent[message.hash] = message
        return message

    def _took_in(self, message: ForwardMsg) -> bool:
        """Note what a message shows; tell whether the script goes on."""
        kind = message.WhichOneof("type")
        element = message.delta.new_element
        found = element.WhichOneof("type") if kind == "delta" else None
        if found in ("text_area", "button"):
            widget = getattr(element, found)
            self.widgets[found, widget.label] = widget.id
        elif found == "markdown":
            self.said += element.markdown.body
        elif found == "html":
            self.said += element.html.body
        return kind != "script_finished"


@contextmanager
def session(
    address: str, page: str, query: str, *, host: str = "", headers: Mapping[str, str] = NONE
) -> Iterator[Session]:
    """Open a page's session at an address, under another host's name where one is given.

    Raise `websockets.exceptions.InvalidStatus` where the app refuses the connection.
    """
    where = urlsplit(address)
    host = host or where.netloc
    opened = socket.create_connection((where.hostname or "", where.port or 80))
    with connect(
        f"ws://{host}/_stcore/stream",
        sock=opened,
        additional_headers=headers,
        subprotocols=["streamlit"],  # type: ignore[list-item]
        max_size=None,
        compression=None,
    ) as connection:
        yield Session(connection, page, query)
