"""Streamlit's program, compressed once: Streamlit sends 7 MB of it as they are to each new reader.

Starlette's `GZipMiddleware` compresses every answer anew, on the event loop: for 20 readers who
fetch 17 MB it took 15 s of CPU where this takes 0.7, and sent the first page 2.5 s later.
"""

from __future__ import annotations

import asyncio
import gzip
from posixpath import normpath

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app_pages.server.html_middleware import takes_gzip, whole

SUFFIXES = (".js", ".css")
"""What becomes smaller; fonts and pictures are compressed as they are."""
LEVEL = 6
CONDITIONS = ("if-none-match", "if-modified-since", "range", "if-range")


class Packed:
    """Middleware that keeps Streamlit's scripts and styles compressed and sends them so.

    Who asks for a file first gets it as it is, so that nobody waits; it is compressed meanwhile.
    What is kept is what the server has, each file under one path: they do not change while it
    runs. `folder` is the path below which they are.
    """

    def __init__(self, app: ASGIApp, folder: str) -> None:
        self.app = app
        self.folder = folder
        self.kept: dict[str, Response] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request; only whole files that a reader takes compressed are touched."""
        if not self._is_ours(scope):
            await self.app(scope, receive, send)
        elif scope["path"] in self.kept:
            await self.kept[scope["path"]](scope, receive, send)
        else:
            copy = _Copy(send)
            await self.app(whole(scope), receive, copy)
            if copy.ended:
                asyncio.get_running_loop().run_in_executor(None, self._keep, scope["path"], copy)

    def _is_ours(self, scope: Scope) -> bool:
        return (
            scope["type"] == "http"
            and scope["method"] == "GET"
            and scope["path"].startswith(self.folder)
            and scope["path"].endswith(SUFFIXES)
            and scope["path"] == normpath(scope["path"])
            and takes_gzip(scope)
            and not any(name in Headers(scope=scope) for name in CONDITIONS)
        )

    def _keep(self, path: str, copy: _Copy) -> None:
        assert copy.headers is not None
        headers = {**copy.headers, "content-encoding": "gzip", "vary": "accept-encoding"}
        for name in ("content-length", "accept-ranges"):
            headers.pop(name, None)
        if "etag" in headers:  # the same file compressed has a weak tag
            headers["etag"] = "W/" + headers["etag"].removeprefix("W/")
        self.kept[path] = Response(gzip.compress(copy.body, LEVEL, mtime=0), headers=headers)


class _Copy:
    """Pass a response on, and copy it where it is a file as a whole, not yet compressed."""

    def __init__(self, send: Send) -> None:
        self.send = send
        self.headers: Headers | None = None
        self.body = bytearray()
        self.ended = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == 200:
            headers = Headers(raw=message["headers"])
            self.headers = None if "content-encoding" in headers else headers
        elif message["type"] == "http.response.body" and self.headers is not None:
            self.body += message.get("body", b"")
            self.ended = not message.get("more_body")
        await self.send(message)
