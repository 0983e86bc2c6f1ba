"""Streamlit's program, compressed: Streamlit sends 7 MB of it as they are to each new reader."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Iterable, Mapping
from posixpath import normpath

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app_pages.server.html_middleware import takes_gzip, whole

SUFFIXES = (".js", ".css")
"""What becomes smaller; fonts and pictures are compressed as they are."""
LEVEL = 6
LEAST = 1000
"""Bytes below which a file stays as it is."""
MOST = 16_000_000
"""Bytes that are kept at most: more than all of Streamlit's scripts, in whatever spelling of their
paths somebody asks for them."""
CONDITIONS = {b"if-none-match", b"if-modified-since", b"range", b"if-range"}
Header = tuple[bytes, bytes]


class Packed:
    """Middleware that keeps Streamlit's scripts and styles compressed and sends them so.

    Who asks for a file first gets it as it is, so that nobody waits; it is compressed meanwhile.
    What is kept is what the server has: its files do not change while it runs. `folder` is the
    path below which they are.
    """

    def __init__(self, app: ASGIApp, folder: str) -> None:
        self.app = app
        self.folder = folder
        self.kept: dict[str, tuple[list[Header], bytes]] = {}
        self.tasks: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request; only whole files that a reader takes compressed are touched."""
        if not self._is_ours(scope):
            await self.app(scope, receive, send)
            return
        path = scope["path"]
        if path in self.kept:
            headers, body = self.kept[path]
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            await send({"type": "http.response.body", "body": body})
            return
        seen = _Seen(send)
        await self.app(whole(scope), receive, seen)
        if seen.headers is not None and seen.ended and len(seen.body) >= LEAST:
            task = asyncio.create_task(self._keep(path, seen.headers, bytes(seen.body)))
            self.tasks.add(task)  # the loop itself keeps no hold of it
            task.add_done_callback(self.tasks.discard)

    def _is_ours(self, scope: Scope) -> bool:
        return (
            scope["type"] == "http"
            and scope["method"] == "GET"
            and scope["path"].startswith(self.folder)
            and scope["path"].endswith(SUFFIXES)
            and scope["path"] == normpath(scope["path"])
            and takes_gzip(scope)
            and not CONDITIONS.intersection(name.lower() for name, _ in scope["headers"])
        )

    async def _keep(self, path: str, headers: Iterable[Header], body: bytes) -> None:
        packed = await asyncio.to_thread(gzip.compress, body, LEVEL, mtime=0)
        if len(packed) + sum(len(other) for _, other in self.kept.values()) > MOST:
            return
        self.kept[path] = ([*_of_packed(headers), (b"content-length", b"%d" % len(packed))], packed)


def _of_packed(headers: Iterable[Header]) -> list[Header]:
    """Return the headers of the same file compressed; its tag is a weak one."""
    told: Mapping[bytes, bytes] = {name.lower(): value for name, value in headers}
    kept = {n: v for n, v in told.items() if n not in (b"content-length", b"accept-ranges")}
    if b"etag" in kept:
        kept[b"etag"] = b"W/" + kept[b"etag"].removeprefix(b"W/")
    return [*kept.items(), (b"content-encoding", b"gzip"), (b"vary", b"accept-encoding")]


class _Seen:
    """Pass a response on, and remember it where it is a file as a whole, not yet compressed."""

    def __init__(self, send: Send) -> None:
        self.send = send
        self.headers: list[Header] | None = None
        self.body = bytearray()
        self.ended = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == 200:
            headers = list(message["headers"])
            if b"content-encoding" not in {name.lower() for name, _ in headers}:
                self.headers = headers
        elif message["type"] == "http.response.body" and self.headers is not None:
            self.body += message.get("body", b"")
            self.ended = not message.get("more_body")
        await self.send(message)
