"""Titles and `og:` tags in the HTML that is served, for programs that preview a pasted link."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Mapping
from html import escape
from urllib.parse import parse_qs, urlencode

from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed

from app_pages.server.middleware import Rewriting, dressed, takes_gzip, whole
from app_pages.session.addresses import (
    EMBED,
    FILE,
    OEMBED,
    address_of,
    base_path,
    picture_address,
    site_setting,
)
from app_pages.session.dataset_cache import read_dataset
from charts.export import browser
from charts.page_parts.results import description_of, known_of, title_of
from charts.views.link_preview import HEIGHT, WIDTH
from charts.views.pages import HOME, PAGES
from charts.views.resolve import has_chart
from charts.views.view import NAMES, View, parse_query
from loaders.dataset import Dataset

PLAIN_TITLE = b"<title>Streamlit</title>"
MOST_QUERY, MOST_FIELDS = 2000, 60
"""Longer addresses are served without a name, so that none costs much."""
MOST_SECONDS = 2.0
"""A page that cannot be named within so many seconds is served without its name."""
HOST = re.compile(r"[A-Za-z0-9.\-]+(:\d+)?|\[[0-9A-Fa-f:.]+\](:\d+)?")
SCHEMES = ("http", "https")
ANSWERS = (FILE, EMBED, OEMBED)
"""What is served beside the pages under names that look like a page's."""
log = logging.getLogger(__name__)


def page_of(path: str) -> str | None:
    """Return the page that a path leads to; None where it leads elsewhere."""
    base = base_path()
    if path != base and not path.startswith(f"{base}/"):
        return None
    name = path[len(base) :].strip("/")
    return name if name in PAGES else None if name else HOME


def view_at(dataset: Dataset, page: str, query: bytes) -> tuple[View, list[str]]:
    """Return the view of an address, and what of it means nothing; raise `ValueError`."""
    if len(query) > MOST_QUERY:
        raise ValueError("the address is too long")
    return parse_query(page, _fields(query), known_of(dataset))


def _fields(query: bytes) -> dict[str, list[str]]:
    text = query.decode("ascii", "replace")
    return parse_qs(text, keep_blank_values=True, max_num_fields=MOST_FIELDS)


def named_view(dataset: Dataset, page: str, query: bytes) -> View | None:
    """Return the view of an address; None where a name of a view has a value that means nothing,
    so that the view would be another than the one that was meant.
    """
    view, unclear = view_at(dataset, page, query)
    if not unclear:
        return view
    known = {name.name for name in NAMES if page in name.pages}
    own = {name: values for name, values in _fields(query).items() if name in known}
    return None if parse_query(page, own, known_of(dataset))[1] else view


def tags(dataset: Dataset, page: str, query: bytes, app: str) -> str:
    """Return the title and the tags of an address as HTML; `app` is "" where the host is none
    of ours: then no tag holds an address.

    An address that means no view in full is called as its page, and has no picture.
    """
    view, site = named_view(dataset, page, query), dataset.site.name
    if view is None:
        return _head_of(site, f"{PAGES[page].title} – {site}", PAGES[page].description, {})
    title, description = title_of(dataset, view), description_of(dataset, view)
    found = {"og:url": address_of(app, view)} if app else {}
    if app and browser.browser_path():
        found |= {
            "og:image": picture_address(app, view),
            "og:image:type": "image/png",
            "og:image:width": str(WIDTH),
            "og:image:height": str(HEIGHT),
            "og:image:alt": title,
        }
    return _head_of(site, title, description, found) + _links_of(view, app)


def _links_of(view: View, app: str) -> str:
    """Return where a view is at home, and what tells others how to embed its chart."""
    if not app:
        return ""
    own = address_of(app, view)
    links = f'<link rel="canonical" href="{escape(own)}">'
    if has_chart(view):
        asked = f"{app}/{OEMBED}?{urlencode({'url': own, 'format': 'json'})}"
        links += f'<link rel="alternate" type="application/json+oembed" href="{escape(asked)}">'
    return links


def _head_of(site: str, title: str, description: str, more: Mapping[str, str]) -> str:
    found = {
        "og:type": "website",
        "og:site_name": site,
        "og:title": title.removesuffix(f" – {site}"),
        "og:description": description,
        **more,
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


def app_of(scope: Scope) -> str:
    """Return the address of the app as a request reaches it; "" where the host is not one of the
    allowed. Whoever serves it may say otherwise.
    """
    said = site_setting()
    if said:
        return said
    host = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
    if not (HOST.fullmatch(host) and is_host_allowed(host)):
        return ""
    return f"{scope['scheme']}://{host}{base_path()}" if scope["scheme"] in SCHEMES else ""


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

        rewriting = Rewriting(send, edit, query=scope["query_string"], zipped=takes_gzip(scope))
        await self.app(whole(scope), receive, rewriting)


def _by_a_reader(scope: Scope) -> bool:
    """Tell whether a browser asks for something to show that is no answer of ours."""
    accepted = dict(scope["headers"]).get(b"accept", b"")
    last = scope["path"].rpartition("/")[2]
    return b"text/html" in accepted and "." not in last and last not in ANSWERS


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
    def view_tags() -> bytes:
        dataset = read_dataset()
        if dataset is None:
            return PLAIN_TITLE
        return tags(dataset, page, scope["query_string"], app_of(scope)).encode()

    return await asyncio.wait_for(asyncio.to_thread(view_tags), MOST_SECONDS)
