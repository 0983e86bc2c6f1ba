"""What the HTML of a page has beside Streamlit's own, and Streamlit's program compressed once.

A style that came as an element of the page would arrive after the first elements that it is for.
Streamlit sends 7 MB of scripts as they are to each new reader. Starlette's `GZipMiddleware`
compresses every answer anew, on the event loop: for 20 readers who fetch 17 MB it took 15 s of CPU
where this takes 0.7, and sent the first page 2.5 s later.
"""

from __future__ import annotations

import asyncio
import gzip
import re
from collections.abc import Awaitable, Callable
from functools import cache
from html import escape
from pathlib import Path
from posixpath import normpath

import streamlit as st
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app_pages.server.security_headers import page_policy
from app_pages.session.addresses import base_path, font_addresses
from charts.page_parts.look import part_rules
from charts.style.fonts import static_text
from charts.style.house_style import site_style
from charts.views.pages import HOME, PAGES


def style() -> str:
    """Return the style of all pages."""
    house = site_style()
    rules = part_rules(house, font_addresses(house.light.typeface))
    return f"<style>{rules}{static_text('app.css')}{static_text('chart_reader.css')}</style>"


SCRIPTS = Path(st.__file__).parent / "static" / "static" / "js"
CHART = "PlotlyChart.*.js"
HEAD, BODY = b"</head>", b"</body>"
THEIR_FONT = re.compile(rb"\./static/media/SourceSansVF-Upright[\w.\-]*\.woff2")
OUR_FONT = b"./app/static/hanken-grotesk.woff2"


@cache
def early(folder: Path = SCRIPTS) -> str:
    """Return a script that fetches the chart's program once Streamlit's own runs.

    It is the largest of all, and Streamlit asks for it only when a chart has arrived. It is run
    when the navigation is there, which it would hold up. "" where Streamlit has no one file of
    that name.
    """
    found = [path.name for path in folder.glob(CHART)]
    if len(found) != 1:
        return ""
    program = static_text("early_chart.js")
    return f'<script type="module" data-chart="./static/js/{found[0]}">{program}</script>'


def page_start() -> str:
    """Return the scripts that each page begins with."""
    paths = " ".join(["", *(page.path for page in PAGES.values() if page.path != HOME)])
    program = static_text("page_start.js")
    named = f'data-base="{escape(base_path())}" data-pages="{paths}"'
    others = (static_text(name) for name in ("chart_reader.js", "landmarks.js"))
    return f'<script type="module" {named}>{program}</script>' + "".join(
        f'<script type="module">{script}</script>' for script in others
    )


def dressed(html: bytes, page: str) -> bytes:
    """Return a page's HTML with our scripts and our style, after all that Streamlit puts into the
    head.

    The font that the browser is told to fetch is ours: no text is set in Streamlit's own.
    """
    script = page_start() + (early() if page in PAGES and PAGES[page].charted else "")
    html = THEIR_FONT.sub(OUR_FONT, html)
    return html.replace(HEAD, script.encode() + HEAD, 1).replace(BODY, style().encode() + BODY, 1)


def whole(scope: Scope) -> Scope:
    """Return a request for a page as a whole, not compressed, and not only if it is newer."""
    dropped = (b"accept-encoding", b"if-none-match", b"if-modified-since", b"range", b"if-range")
    headers = [pair for pair in scope["headers"] if pair[0].lower() not in dropped]
    extensions = dict(scope.get("extensions") or {})
    extensions.pop("http.response.pathsend", None)
    return {**scope, "headers": headers, "extensions": extensions}


def takes_gzip(scope: Scope) -> bool:
    """Tell whether a request says that a compressed answer will do."""
    accepted = dict(scope["headers"]).get(b"accept-encoding", b"").decode("latin-1").lower()
    names = {one.partition(";")[0].strip(): one for one in accepted.split(",")}
    return "gzip" in names and not re.search(r"q=0(\.0*)?\s*$", names["gzip"])


class Rewriting:
    """Pass a response on; where it is an HTML page, edit its body first, and compress it."""

    def __init__(
        self,
        send: Send,
        edit: Callable[[bytes], Awaitable[bytes]],
        *,
        query: bytes = b"",
        zipped: bool,
    ) -> None:
        self.send = send
        self.query = query
        self.edit = edit
        self.zipped = zipped
        self.start: Message | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        """Take the next part of the response."""
        if message["type"] == "http.response.start" and _is_page(message):
            self.start = message
        elif message["type"] == "http.response.body" and self.start is not None:
            self.body += message.get("body", b"")
            if not message.get("more_body"):
                await self._pass_on(self.start)
        else:
            await self.send(message)

    async def _pass_on(self, start: Message) -> None:
        body = await self.edit(self.body)
        dropped = (b"content-length", b"etag", b"last-modified", b"accept-ranges")
        headers = [pair for pair in start["headers"] if pair[0].lower() not in dropped]
        headers.append((b"content-security-policy", page_policy(body, self.query)))
        if self.zipped:
            body = gzip.compress(body, mtime=0)
            headers.append((b"content-encoding", b"gzip"))
        headers += [(b"vary", b"accept-encoding"), (b"content-length", str(len(body)).encode())]
        await self.send({**start, "headers": headers})
        await self.send({"type": "http.response.body", "body": body})


def _is_page(message: Message) -> bool:
    headers = {name.lower(): value for name, value in message["headers"]}
    html = headers.get(b"content-type", b"").startswith(b"text/html")
    return message["status"] == 200 and html and b"content-encoding" not in headers


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
