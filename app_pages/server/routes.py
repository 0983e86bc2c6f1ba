"""What is served beside the pages: titles and `og:` tags in the HTML, pictures of views.

A program that makes a preview of a pasted link runs no scripts: it reads the HTML that is served,
which is Streamlit's and the same for every view. `Titled` writes the view's name into it.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlencode

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from app_pages.server import downloads
from app_pages.server.link_tags import Titled, log, view_at
from app_pages.server.middleware import Packed
from app_pages.session.addresses import FILE, PICTURE, base_path
from app_pages.session.dataset_cache import dated, read_dataset
from charts.export import browser
from charts.style.fonts import FONT_FILE
from charts.style.theme import LIGHT
from charts.views.link_preview import HEIGHT, WIDTH, preview, preview_view
from charts.views.pages import HOME, PAGES
from charts.views.view import View
from loaders.dataset import Dataset

MOST_KEPT, MOST_WAITING = 64, 8
"""How many pictures are kept (about 100 kB each), and how many may be asked for at once."""
BUSY = "Too many pictures are asked for at once. Try again in a moment."
Key = tuple[str, View]


class Previews:
    """The pictures of views: drawn when asked for, one at a time, and kept for a while.

    Used on the server's event loop only, so it needs no lock.
    """

    def __init__(self, draw: Callable[[Dataset, View], bytes]) -> None:
        self._draw = draw
        self._kept: OrderedDict[Key, bytes] = OrderedDict()
        self._asked: dict[Key, asyncio.Future[bytes]] = {}
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="preview")

    async def of(self, dataset: Dataset, view: View) -> bytes:
        """Return a view's picture; raise `PictureError`, also where too many wait."""
        key = (dataset.version, view)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if key not in self._asked:
            if len(self._asked) >= MOST_WAITING:
                raise browser.PictureError(BUSY)
            loop = asyncio.get_running_loop()
            asked = loop.run_in_executor(self._worker, self._draw, dataset, view)
            self._asked[key] = asked
            asked.add_done_callback(lambda done: self._keep(key, done))
        try:
            return await asyncio.wait_for(asyncio.shield(self._asked[key]), browser.DEADLINE)
        except TimeoutError:
            raise browser.PictureError(BUSY) from None

    def _keep(self, key: Key, done: asyncio.Future[bytes]) -> None:
        del self._asked[key]
        if done.cancelled() or done.exception():
            return
        self._kept[key] = done.result()
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)

    def close(self) -> None:
        """Draw nothing more that was asked for."""
        self._worker.shutdown(wait=False, cancel_futures=True)


ICON = FONT_FILE.with_name("icon.svg")
RETRY = {"Retry-After": "30", "Cache-Control": "no-store"}


def _drawn(dataset: Dataset, view: View) -> bytes:
    return browser.picture(preview(dated(dataset, view), view, LIGHT), "png", WIDTH, HEIGHT)


PREVIEWS = Previews(_drawn)


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
        content = await PREVIEWS.of(dataset, view)
    except browser.PictureError as error:
        return Response(str(error), 503, RETRY)
    except Exception:
        log.exception("a preview was not drawn")
        return Response("The picture could not be drawn.", 503, RETRY)
    headers = {"Cache-Control": "public, max-age=3600", "X-Content-Type-Options": "nosniff"}
    return Response(content, 200, headers, "image/png")


@asynccontextmanager
async def lifespan(_: object) -> AsyncIterator[None]:
    """Read the figures before the first page is asked for, whose title needs them; at the end,
    end the browser that draws.
    """
    try:
        await asyncio.to_thread(read_dataset)
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
            Route(f"{base_path()}/{FILE}", downloads.file_response),
            Route(f"{base_path()}/favicon.png", icon_response),
        ],
        "middleware": [Middleware(Packed, folder=f"{base_path()}/static/"), Middleware(Titled)],
        "lifespan": lifespan,
    }
