"""Charts in frames of other sites: the page of a chart, the program that draws it, oEmbed, and
what search engines may read.

No session of Streamlit's stands behind them, so that a chart in a page that many read costs little.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import logging
from collections.abc import Mapping, Sequence
from functools import cache, partial
from typing import Any
from urllib.parse import urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from app_pages.server.clients import client_of
from app_pages.server.file_making import FAILED, FigureMaking, NoFileError
from app_pages.server.link_tags import app_of, named_view, page_of
from app_pages.server.middleware import takes_gzip
from app_pages.server.security_headers import (
    INLINE_SCRIPT,
    content_security_policy,
    embedding_origins,
)
from app_pages.server.view_cache import ViewCache
from app_pages.session.addresses import (
    FILE,
    OEMBED,
    address_of,
    base_path,
    embed_address,
    font_addresses,
    frame_tag,
    picture_address,
)
from app_pages.session.dataset_cache import read_dataset
from charts.export import browser, html
from charts.export.embed import (
    SIZES,
    THEMES,
    Places,
    embed_figure,
    embed_height,
    embed_page,
    sentence_page,
)
from charts.page_parts.results import dated, resolved_view
from charts.style.fonts import FONT_FILE, static_text
from charts.style.house_style import HouseStyle, site_style
from charts.style.theme import WIDE, Palette
from charts.views.link_preview import HEIGHT, WIDTH
from charts.views.pages import HOME
from charts.views.resolve import has_chart
from charts.views.view import View
from loaders.dataset import Dataset

BASIC, WHOLE = "plotly-basic.js", "plotly.js"
"""The paths of Plotly's program: for all charts but maps, and whole."""
OWN_NAMES = ("page", "theme", "figure")
"""What is asked of a chart; all other names are the view's, as in its address."""
NO_CHART = "There is no chart at this address."
NO_FIGURES = "The figures cannot be shown right now."
SHORT, EVER = "public, max-age=600", "public, max-age=31536000, immutable"
"""How long others may keep a chart, which follows the figures, and a program of one version."""
TOO_SMALL = 320
"""No chart fits a narrower frame."""
EMBEDS, ANSWERS = ViewCache(), ViewCache()
DRAWING = FigureMaking(workers=1)
log = logging.getLogger(__name__)


def made_embed(
    dataset: Dataset, view: View, places: Places, theme: str, style: HouseStyle
) -> bytes:
    """Return the page of a view's chart, compressed."""
    resolved = resolved_view(dated(dataset, view), view)
    return gzip.compress(embed_page(resolved, places, theme, style), mtime=0)


def made_figure(dataset: Dataset, view: View, width: int, palette: Palette) -> bytes:
    """Return the figure of a view's chart for a frame, compressed."""
    resolved = resolved_view(dated(dataset, view), view)
    if resolved.missing:
        raise NoFileError(resolved.missing, 404)
    return gzip.compress(embed_figure(resolved, palette, width), mtime=0)


def made_height(dataset: Dataset, view: View, width: int, style: HouseStyle) -> bytes:
    """Return the heading of a view's chart, and how high a frame of a width must be."""
    resolved = resolved_view(dated(dataset, view), view)
    return f"{embed_height(resolved, width, style)} {resolved.heading}".encode()


def places_of(app: str, view: View) -> Places:
    """Return the addresses that the page of a view needs."""
    program = BASIC if view.map is None else WHOLE
    return Places(
        address_of(app, view),
        f"{embed_address(base_path(), view)}&figure=",
        f"{app}/claims?claim=",
        picture_address(app, view) if browser.browser_path() else "",
        f"{base_path()}/{program}?v={_digest(program)}",
        f"{base_path()}/app/static/{FONT_FILE.name}",
        tuple(font_addresses(site_style().light.typeface).items()),
    )


async def embed_response(request: Request) -> Response:
    """Serve the page of a chart, or the figure that its script asks for; where there is none, with
    another status, a sentence.
    """
    app, asked = app_of(request.scope), request.query_params
    figure, theme = asked.get("figure"), asked.get("theme", "")
    try:
        dataset = await asyncio.to_thread(read_dataset)
        if dataset is None:
            raise NoFileError(NO_FIGURES)
        view = await asyncio.to_thread(_embedded_view, dataset, request)
        make = _figure(view, figure) if figure is not None else _frame(view, app, theme)
        key = (dataset.version, view, figure, app, theme, site_style().digest)
        zipped = await EMBEDS.of(key, partial(DRAWING.of, client_of(request), dataset, *make))
    except NoFileError as error:
        return _page(request, gzip.compress(_sentence(str(error), app)), error.status)
    except Exception:
        log.exception("an embedded chart was not made")
        return _page(request, gzip.compress(_sentence(FAILED, app)), 503)
    if figure is not None:
        headers = {"Cache-Control": SHORT, "X-Robots-Tag": "noindex"}
        return packed(request, zipped, headers, "application/json")
    return _page(request, zipped, 200)


def _frame(view: View, app: str, theme: str) -> Sequence[Any]:
    """Return what makes the page of a view, and what it takes; raise `NoFileError`."""
    if theme not in THEMES:
        raise NoFileError(f"There is no theme {theme[:20]!r}; there are light and dark.", 404)
    return made_embed, view, places_of(app, view), theme, site_style()


def _figure(view: View, wanted: str) -> Sequence[Any]:
    """Return what makes the figure of a view, and what it takes; raise `NoFileError`."""
    width, _, theme = wanted.partition("-")
    if theme not in THEMES[""] or width not in map(str, SIZES):
        raise NoFileError(NO_CHART, 404)
    return made_figure, view, int(width), site_style().palettes[theme]


def _embedded_view(dataset: Dataset, request: Request) -> View:
    """Return the view that a request names in full; raise `NoFileError`."""
    page = request.query_params.get("page", "trends")
    asked = [(n, v) for n, v in request.query_params.multi_items() if n not in OWN_NAMES]
    return _charted(dataset, page_of(f"{base_path()}/{page}"), urlencode(asked).encode())


def _charted(dataset: Dataset, page: str | None, query: bytes) -> View:
    try:
        view = named_view(dataset, page, query) if page else None
    except ValueError:
        view = None
    if view is None or not has_chart(view):
        raise NoFileError(NO_CHART, 404)
    return view


def _sentence(text: str, app: str) -> bytes:
    return sentence_page(text, places_of(app, View(HOME)), site_style())


def _page(request: Request, zipped: bytes, status: int) -> Response:
    """Return a page that may stand in a frame, and runs only the scripts that it has."""
    page = gzip.decompress(zipped)
    scripts = [found.group(1) for found in INLINE_SCRIPT.finditer(page)]
    headers = {
        "Cache-Control": SHORT if status == 200 else "no-store",
        "Content-Security-Policy": content_security_policy(scripts, embedding_origins()),
    }
    return packed(request, zipped, headers, "text/html; charset=utf-8", status)


def packed(
    request: Request, zipped: bytes, headers: Mapping[str, str], media_type: str, status: int = 200
) -> Response:
    """Return an answer compressed, or as it is for who takes nothing compressed."""
    more = {**headers, "Vary": "Accept-Encoding"}
    if takes_gzip(request.scope):
        return Response(zipped, status, {**more, "Content-Encoding": "gzip"}, media_type)
    return Response(gzip.decompress(zipped), status, more, media_type)


@cache
def _program(name: str) -> bytes:
    from plotly.offline import get_plotlyjs  # noqa: PLC0415  4 MB that only a map in a frame needs

    text = get_plotlyjs() if name == WHOLE else static_text(html.BASIC)
    return gzip.compress(text.encode(), mtime=0)


@cache
def _digest(name: str) -> str:
    return hashlib.sha256(_program(name)).hexdigest()[:8]


async def program_response(request: Request) -> Response:
    """Serve one of Plotly's programs, whose address changes with what it holds."""
    name = request.url.path.rpartition("/")[2]
    zipped = await asyncio.to_thread(_program, name)
    return packed(request, zipped, {"Cache-Control": EVER}, "text/javascript; charset=utf-8")


async def oembed_response(request: Request) -> Response:
    """Serve what tells another program how to embed the chart of an address of ours (oEmbed 1.0,
    of type `rich`).
    """
    app, asked = app_of(request.scope), request.query_params
    if asked.get("format", "json") != "json":
        return PlainTextResponse("Only JSON is served.", 501)
    dataset = await asyncio.to_thread(read_dataset)
    if dataset is None or not app:
        return PlainTextResponse(NO_FIGURES, 503)
    try:
        view = await asyncio.to_thread(_view_behind, dataset, app, asked.get("url", ""))
        width = max(TOO_SMALL, min(WIDE.width, _whole(asked.get("maxwidth"), WIDE.width)))
        style = site_style()
        make = partial(DRAWING.of, client_of(request), dataset, made_height, view, width, style)
        answer = await ANSWERS.of((dataset.version, view, width, style.digest), make)
    except NoFileError as error:
        return PlainTextResponse(str(error), error.status)
    needed, _, heading = answer.decode().partition(" ")
    height = min(int(needed), _whole(asked.get("maxheight"), int(needed)))
    return JSONResponse(
        {**_described(app, view, heading, (width, height)), "provider_name": dataset.site.name},
        200,
        {"Cache-Control": SHORT},
    )


def _view_behind(dataset: Dataset, app: str, address: str) -> View:
    """Return the view of an address of ours; raise `NoFileError`."""
    parts, own = urlsplit(address), urlsplit(app)
    if (parts.scheme, parts.netloc) != (own.scheme, own.netloc):
        raise NoFileError(NO_CHART, 404)
    return _charted(dataset, page_of(parts.path.rstrip("/")), parts.query.encode())


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else otherwise


def _described(app: str, view: View, heading: str, size: tuple[int, int]) -> dict[str, object]:
    width, height = size
    found = {
        "type": "rich",
        "version": "1.0",
        "title": heading,
        "provider_url": f"{app}/",
        "cache_age": 600,
        "html": frame_tag(embed_address(app, view), heading, height, str(width)),
        "width": width,
        "height": height,
    }
    if browser.browser_path():
        found |= {
            "thumbnail_url": picture_address(app, view),
            "thumbnail_width": WIDTH,
            "thumbnail_height": HEIGHT,
        }
    return found


async def robots_response(request: Request) -> Response:
    """Serve what search engines may read: the pages, but nothing that is made anew when asked."""
    closed = (FILE, OEMBED, "maintain", "deck", "verify", "_stcore/")
    lines = [f"Disallow: {base_path()}/{name}" for name in closed]
    del request
    return PlainTextResponse(
        "\n".join(["User-agent: *", *lines, ""]), 200, {"Cache-Control": SHORT}
    )
