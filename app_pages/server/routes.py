"""What is served beside the pages: titles and `og:` tags in the HTML, pictures of views.

A program that makes a preview of a pasted link runs no scripts: it reads the HTML that is served,
which is Streamlit's and the same for every view. `Titled` writes the view's name into it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any
from urllib.parse import urlencode

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from app_pages.server import downloads, embeds
from app_pages.server.clients import client_of
from app_pages.server.dataset_watch import watch_dataset
from app_pages.server.file_making import MAKING, NoFileError
from app_pages.server.health import (
    HEALTH,
    METRICS,
    Observed,
    health_response,
    metrics_response,
    observers,
    set_up_log,
)
from app_pages.server.link_tags import Titled, log, view_at
from app_pages.server.middleware import Packed
from app_pages.server.security_headers import Secured
from app_pages.server.view_cache import ViewCache
from app_pages.session.addresses import (
    EMBED,
    FILE,
    FILE_PLACE,
    KEY,
    OEMBED,
    OWN_FONT,
    PICTURE,
    base_path,
)
from app_pages.session.dataset_cache import read_dataset
from app_pages.session.page_theme import set_theme
from charts.export import browser
from charts.layout.brand_strip import with_fonts
from charts.page_parts.results import dated
from charts.provenance.signature import SigningKeyError, public_pem, site_key
from charts.style.fonts import FONT_FILE
from charts.style.house_style import site_style
from charts.style.theme import Palette
from charts.views.link_preview import HEIGHT, WIDTH, preview, preview_view
from charts.views.pages import HOME, PAGES
from charts.views.view import View
from loaders.dataset import Dataset

ICON = FONT_FILE.with_name("icon.svg")
RETRY = {"Retry-After": "30", "Cache-Control": "no-store"}
PREVIEWS = ViewCache()


def drawn_preview(dataset: Dataset, view: View, palette: Palette) -> bytes:
    """Return the picture of a view as PNG; raise `PictureError`."""
    figure = with_fonts(preview(dated(dataset, view), view, palette), palette)
    return browser.picture(figure, "png", WIDTH, HEIGHT)


async def picture_response(request: Request) -> Response:
    """Serve the picture of a view; only addresses that mean a view in full have one."""
    dataset = await asyncio.to_thread(read_dataset)
    page = request.query_params.get("page", HOME)
    if dataset is None or page not in PAGES or browser.browser_path() is None:
        return Response("There is no picture.", 404)
    query = [(name, text) for name, text in request.query_params.multi_items() if name != "page"]
    try:
        found = await asyncio.to_thread(view_at, dataset, page, urlencode(query).encode())
    except ValueError:
        return Response("There is no picture.", 404)
    view, unclear = found
    if unclear or view != preview_view(view):
        return Response("There is no picture.", 404)
    try:
        make = partial(
            MAKING.of, client_of(request), dataset, drawn_preview, view, site_style().light
        )
        content = await PREVIEWS.of((dataset.version, view, site_style().digest), make)
    except (NoFileError, browser.PictureError) as error:
        status = error.status if isinstance(error, NoFileError) else 503
        return Response(str(error), status, RETRY)
    except Exception:
        log.exception("a preview was not drawn")
        return Response("The picture could not be drawn.", 503, RETRY)
    headers = {"Cache-Control": "public, max-age=3600"}
    return Response(content, 200, headers, "image/png")


@asynccontextmanager
async def lifespan(_: Any) -> AsyncIterator[None]:
    """Read the figures before the first page is asked for, whose title needs them; at the end,
    end the browser that draws.
    """
    set_up_log()
    set_theme(site_style())
    MAKING.loop = asyncio.get_running_loop()
    try:
        await asyncio.to_thread(read_dataset)
    except Exception:
        log.exception("the figures were not read at the start")
    watcher = asyncio.create_task(watch_dataset())
    yield
    watcher.cancel()
    await asyncio.to_thread(MAKING.close)


def key_response(request: Request) -> Response:
    """Serve the public key with which anyone can check the files that this site signed."""
    del request
    try:
        key = site_key()
    except SigningKeyError as error:
        log.error("%s", error)
        key = None
    if key is None:
        return Response("This site signs no files.", 404)
    return Response(public_pem(key), 200, {"Cache-Control": "no-cache"}, "application/x-pem-file")


def font_response(request: Request) -> Response:
    """Serve a house style's own font in a weight."""
    files = {str(weight): path for weight, path in site_style().light.typeface.files}
    path = files.get(request.query_params.get("weight", ""))
    headers = {"Cache-Control": embeds.SHORT}
    return FileResponse(path, headers=headers) if path else Response("There is no font.", 404)


def icon_response(request: Request) -> Response:
    """Return the tab's icon where Streamlit's page asks for its own, which is never seen then."""
    del request
    return FileResponse(ICON, media_type="image/svg+xml")


def beside_pages() -> dict[str, Any]:
    """Return what `st.App` serves beside the pages, and around them."""
    return {
        "routes": [
            Route(f"{base_path()}/{PICTURE}", picture_response),
            Route(f"{base_path()}/{FILE}", downloads.file_response),
            Route(f"{base_path()}/{FILE_PLACE}", downloads.place_response),
            Route(f"{base_path()}/{EMBED}", embeds.embed_response),
            Route(f"{base_path()}/{embeds.BASIC}", embeds.program_response),
            Route(f"{base_path()}/{embeds.WHOLE}", embeds.program_response),
            Route(f"{base_path()}/{OEMBED}", embeds.oembed_response),
            Route(f"{base_path()}/robots.txt", embeds.robots_response),
            Route(f"{base_path()}/{KEY}", key_response),
            Route(f"{base_path()}/{OWN_FONT}", font_response),
            Route(f"{base_path()}/favicon.png", icon_response),
            Route(f"{base_path()}/{HEALTH}", health_response),
            Route(f"{base_path()}/{METRICS}", metrics_response),
        ],
        "middleware": [
            Middleware(Observed, observers()),
            Middleware(Secured),
            Middleware(Packed, folder=f"{base_path()}/static/"),
            Middleware(Titled),
        ],
        "lifespan": lifespan,
    }
