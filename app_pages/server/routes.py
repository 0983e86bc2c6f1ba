"""What is served beside the pages: titles and `og:` tags in the HTML, pictures of views.

A program that makes a preview of a pasted link runs no scripts: it reads the HTML that is served,
which is Streamlit's and the same for every view. `Titled` writes the view's name into it.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from html import escape
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import parse_qs, urlencode

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

from app_pages.server import downloads
from app_pages.server.gzip_cache import Packed
from app_pages.server.html_middleware import Rewriting, dressed, takes_gzip, whole
from app_pages.server.preview_cache import Previews
from charts.export import browser
from charts.style.theme import LIGHT
from charts.views.link_preview import HEIGHT, WIDTH, pictured, preview
from charts.views.titles import SITE
from charts.views.view import PAGES, View, address, parse
from loaders.dataset import Dataset

ICON = Path(__file__).parents[1] / "icon.svg"
PICTURE = "preview.png"
"""The path of pictures, below the base path."""
PLAIN_TITLE = b"<title>Streamlit</title>"
MOST_QUERY, MOST_FIELDS = 2000, 60
"""Longer addresses are served without a name, so that none costs much."""
MOST_SECONDS = 2.0
"""A page that cannot be named within so many seconds is served without its name."""
RETRY = {"Retry-After": "30", "Cache-Control": "no-store"}
HOST = re.compile(r"[A-Za-z0-9.\-]+(:\d+)?|\[[0-9A-Fa-f:.]+\](:\d+)?")
log = logging.getLogger(__name__)


def current() -> ModuleType:
    """Return the module that holds the figures, whose caches want a server that runs."""
    from app_pages.session import dataset_cache  # noqa: PLC0415

    return dataset_cache


def base_path() -> str:
    """Return the path under which the app is served: "" or "/figures"."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}" if base else ""


def page_of(path: str) -> str | None:
    """Return the page that a path leads to; None where it leads elsewhere."""
    base = base_path()
    if path != base and not path.startswith(f"{base}/"):
        return None
    name = path[len(base) :].strip("/")
    return name if name in PAGES else None if name else PAGES[0]


def view_at(dataset: Dataset, page: str, query: bytes) -> tuple[View, list[str]]:
    """Return the view of an address, and what of it means nothing; raise `ValueError`."""
    if len(query) > MOST_QUERY:
        raise ValueError("the address is too long")
    text = query.decode("ascii", "replace")
    names = parse_qs(text, keep_blank_values=True, max_num_fields=MOST_FIELDS)
    return parse(page, names, current().known_of(dataset))


def tags(dataset: Dataset, page: str, query: bytes, origin: str) -> str:
    """Return the title and the tags of an address as HTML; `origin` is "" where the host is none
    of ours: then no tag holds an address.
    """
    view, _ = view_at(dataset, page, query)
    title, description = (
        tell(dataset, view) for tell in (current().title_of, current().description_of)
    )
    found = {
        "og:type": "website",
        "og:site_name": SITE,
        "og:title": title.removesuffix(f" – {SITE}"),
        "og:description": description,
    }
    if origin:
        found["og:url"] = address_of(origin, view)
    if origin and browser.browser_path():
        found |= {
            "og:image": picture_address(origin, view),
            "og:image:type": "image/png",
            "og:image:width": str(WIDTH),
            "og:image:height": str(HEIGHT),
            "og:image:alt": title,
        }
    named = {"description": description}
    named["twitter:card"] = "summary_large_image" if "og:image" in found else "summary"
    return "".join(
        [
            f"<title>{escape(title)}</title>",
            *(f'<meta property="{name}" content="{escape(text)}">' for name, text in found.items()),
            *(f'<meta name="{name}" content="{escape(text)}">' for name, text in named.items()),
        ]
    )


def address_of(origin: str, view: View) -> str:
    """Return the whole address of a view."""
    page = "" if view.page == PAGES[0] else view.page
    query = urlencode(address(view), doseq=True)
    return f"{origin}{base_path()}/{page}" + (f"?{query}" if query else "")


def picture_address(origin: str, view: View) -> str:
    """Return the whole address of a view's picture."""
    query = urlencode({"page": view.page, **address(pictured(view))}, doseq=True)
    return f"{origin}{base_path()}/{PICTURE}?{query}"


def origin_of(scope: Scope) -> str:
    """Return scheme and host of a request; "" where the host is not one of the allowed."""
    host = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
    good = HOST.fullmatch(host) and is_host_allowed(host)
    return f"{scope['scheme']}://{host}" if good and scope["scheme"] in ("http", "https") else ""


class Titled:
    """Middleware that puts the view's name and our style into the HTML of a page.

    Whatever fails, the page stays.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request; only a page that is asked for is touched.

        Where there is no such page, a browser gets Streamlit's all the same, which says so.
        """
        got = scope["type"] == "http" and scope["method"] == "GET"
        page = page_of(scope["path"]) if got else None
        if page is None and not (got and _by_a_reader(scope)):
            await self.app(scope, receive, send)
            return

        async def edit(html: bytes) -> bytes:
            if PLAIN_TITLE not in html:
                return html
            return dressed(await _named(html, scope, page) if page else html, page or "")

        await self.app(whole(scope), receive, Rewriting(send, edit, zipped=takes_gzip(scope)))


def _by_a_reader(scope: Scope) -> bool:
    """Tell whether a browser asks for something to show that is no file."""
    accepted = dict(scope["headers"]).get(b"accept", b"")
    last = scope["path"].rpartition("/")[2]
    return b"text/html" in accepted and "." not in last and last != downloads.PATH


async def _named(html: bytes, scope: Scope, page: str) -> bytes:
    try:
        return html.replace(PLAIN_TITLE, await _head(scope, page), 1)
    except Exception as error:
        log.log(
            logging.DEBUG if isinstance(error, ValueError) else logging.ERROR,
            "a page was served without its title",
            exc_info=True,
        )
        return html


async def _head(scope: Scope, page: str) -> bytes:
    def told() -> bytes:
        dataset = current().looked()
        if dataset is None:
            return PLAIN_TITLE
        return tags(dataset, page, scope["query_string"], origin_of(scope)).encode()

    return await asyncio.wait_for(asyncio.to_thread(told), MOST_SECONDS)


def _drawn(dataset: Dataset, view: View) -> bytes:
    shown = current().dated(dataset, view)
    return browser.picture(preview(shown, view, LIGHT), "png", WIDTH, HEIGHT)


PREVIEWS = Previews(_drawn)


async def picture_response(request: Request) -> Response:
    """Serve the picture of a view; only addresses that mean a view in full have one."""
    dataset = await asyncio.to_thread(current().looked)
    page = request.query_params.get("page", PAGES[0])
    if dataset is None or page not in PAGES or browser.browser_path() is None:
        return Response("There is no picture.", 404)
    query = [(name, text) for name, text in request.query_params.multi_items() if name != "page"]
    try:
        found = await asyncio.to_thread(view_at, dataset, page, urlencode(query).encode())
    except ValueError:
        return Response("There is no picture.", 404)
    view, unclear = found
    if unclear or view != pictured(view):
        return Response("There is no picture.", 404)
    try:
        content = await PREVIEWS.of(dataset, view)
    except browser.PictureError as error:
        return Response(str(error), 503, RETRY)
    except Exception:
        log.exception("a preview was not drawn")
        return Response("The picture could not be drawn.", 503, RETRY)
    headers = {"Cache-Control": "public, max-age=3600", "X-Content-Type-Options": "nosniff"}
    return Response(content, 200, headers, "image/png")


@asynccontextmanager
async def lifespan(_: Any) -> AsyncIterator[None]:
    """Read the figures before the first page is asked for, whose title needs them; at the end,
    end the browser that draws.
    """
    try:
        await asyncio.to_thread(current().looked)
    except Exception:
        log.exception("the figures were not read at the start")
    yield
    PREVIEWS.close()
    downloads.MAKING.close()
    await asyncio.to_thread(browser.SHARED.close)


def icon_response(request: Request) -> Response:
    """Return the tab's icon where Streamlit's page asks for its own, which is never seen then."""
    del request
    return FileResponse(ICON, media_type="image/svg+xml")


def beside_pages() -> dict[str, Any]:
    """Return what `st.App` serves beside the pages, and around them."""
    return {
        "routes": [
            Route(f"{base_path()}/{PICTURE}", picture_response),
            Route(f"{base_path()}/{downloads.PATH}", downloads.file_response),
            Route(f"{base_path()}/favicon.png", icon_response),
        ],
        "middleware": [Middleware(Packed, folder=f"{base_path()}/static/"), Middleware(Titled)],
        "lifespan": lifespan,
    }
