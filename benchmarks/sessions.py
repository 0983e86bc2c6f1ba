"""Many readers at once on real websocket sessions, and what they wait for.

A reader opens the page and then chooses an indicator every ten seconds, at moments of their own;
what they wait for is the end of the script run that the choice asked for.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from benchmarks.servers import Server

PACE = 10.0
"""Seconds between two choices of one reader."""
SELECTOR = "Indicator"
AGAIN = "Try again"
"""What is said to who asks for too much."""
SHORT = 600
"""Bytes that an address and the end of a run stay under; longer messages need not be read."""
PATIENCE = 60.0
"""Seconds after which a reader who gets no answer counts as not served, and leaves."""
SETTLE = 3.0
"""Seconds for a server to finish what the last reader asked for."""


@dataclass
class Waits:
    """Seconds that readers waited for a page and for a new chart, and how many were not served."""

    opened: list[float] = field(default_factory=list)
    redrawn: list[float] = field(default_factory=list)
    not_served: int = 0


@dataclass
class Reader:
    """One session: where it reads, the widget that it chooses with, the part of the page that runs
    anew when it does, and what can be chosen.
    """

    stream: ClientConnection
    path: str
    query: str = ""
    selector: str = ""
    part: str = ""
    options: Sequence[str] = ()

    async def open(self) -> None:
        """Ask for the page; find its chart and its selector of indicators."""
        charted = False
        async for answer in self._answers():
            kind = answer.WhichOneof("type")
            if kind == "auto_rerun":
                raise SystemExit("the page asks for runs by itself, which this reader does not do")
            element = answer.delta.new_element
            if element.WhichOneof("type") == "exception":
                raise SystemExit(f"the server sent an error: {element.exception.message}")
            charted |= element.WhichOneof("type") == "plotly_chart"
            if element.WhichOneof("type") == "selectbox" and element.selectbox.label == SELECTOR:
                self.selector, self.options = element.selectbox.id, list(element.selectbox.options)
                self.part = answer.delta.fragment_id
        if not (charted and self.options):
            raise SystemExit("the page has no chart or no selector of indicators")

    async def choose(self, option: str) -> None:
        """Choose an indicator, and wait until the page is whole again."""
        chosen = WidgetState(id=self.selector, string_value=option)
        async for _ in self._answers(chosen, most_bytes=SHORT):
            pass

    async def search(self, words: str) -> bool:
        """Search, and wait until the page is whole; tell whether it was not refused."""
        self.query = urlencode({"q": words})
        refused = False
        async for answer in self._answers(most_bytes=SHORT):
            refused |= AGAIN in answer.delta.new_element.alert.body
        return not refused

    async def _answers(
        self, *states: WidgetState, most_bytes: int | None = None
    ) -> AsyncIterator[ForwardMsg]:
        """Ask for a run, keep the address that the page gets, as a browser does, and read until
        the run ends; messages above `most_bytes` are not looked into.
        """
        ask = BackMsg()
        ask.rerun_script.page_name = self.path
        ask.rerun_script.query_string = self.query
        ask.rerun_script.widget_states.widgets.extend(states)
        ask.rerun_script.fragment_id = self.part if states else ""
        await self.stream.send(ask.SerializeToString())
        async for message in self.stream:
            assert isinstance(message, bytes)
            if most_bytes is not None and len(message) > most_bytes:
                continue
            answer = ForwardMsg.FromString(message)
            kind = answer.WhichOneof("type")
            if kind == "page_info_changed":
                self.query = answer.page_info_changed.query_string
            yield answer
            if kind == "script_finished":
                return


@asynccontextmanager
async def session(server: Server, path: str, client: str = "") -> AsyncIterator[Reader]:
    """Connect as a page does, from this machine or as a proxy passes a client's page on."""
    address = f"ws://{urlsplit(server.url).netloc}/_stcore/stream"
    async with connect(
        address,
        subprotocols=[Subprotocol("streamlit")],
        additional_headers={"X-Forwarded-For": client} if client else None,
        max_size=None,
        proxy=None,
        open_timeout=PATIENCE,
        ping_timeout=None,  # a busy server is waited for
    ) as stream:
        yield Reader(stream, path.removeprefix("/"))


async def read_at_once(server: Server, path: str, count: int, seconds: float) -> Waits:
    """Let that many readers come within one pace, read for that long, and leave."""
    waits, chance = Waits(), random.Random(count)  # noqa: S311 - no secret: the same each time
    ends = time.monotonic() + PACE + seconds

    async def reader(number: int) -> None:
        await asyncio.sleep(PACE * number / count)
        try:
            async with session(server, path) as one:
                waits.opened.append(await waited(one.open()))
                await asyncio.sleep(chance.uniform(0, PACE))
                while time.monotonic() < ends:
                    wait = await waited(one.choose(chance.choice(one.options)))
                    waits.redrawn.append(wait)
                    await asyncio.sleep(max(0.0, PACE - wait))
        except (TimeoutError, OSError):
            waits.not_served += 1

    await asyncio.gather(*(reader(number) for number in range(count)))
    return waits


async def waited(answer: Coroutine[None, None, None]) -> float:
    """Return the seconds until an answer is there; raise `TimeoutError` after `PATIENCE`."""
    began = time.monotonic()
    await asyncio.wait_for(answer, PATIENCE)
    return time.monotonic() - began


async def processor_a_redraw(server: Server, path: str, count: int) -> float:
    """Return the seconds of a processor that one redraw takes, of readers who choose in turn."""
    chance = random.Random(count)  # noqa: S311 - no secret: the same each time
    async with session(server, path) as reader:
        await reader.open()
        began = server.processor()
        for _ in range(count):
            await reader.choose(chance.choice(reader.options))
        return (server.processor() - began) / count


async def idle(server: Server, path: str, count: int, seconds: float) -> tuple[float, float]:
    """Return what a reader who looks and does nothing takes: seconds of a processor in a minute,
    and MB.
    """
    async with AsyncExitStack() as stack:
        await (await stack.enter_async_context(session(server, path))).open()
        before = server.memory()
        for _ in range(count):
            await (await stack.enter_async_context(session(server, path))).open()
        await asyncio.sleep(SETTLE)
        memory = (server.memory() - before) / count
        began = server.processor()
        await asyncio.sleep(seconds)
        return (server.processor() - began) / count * 60 / seconds, memory
