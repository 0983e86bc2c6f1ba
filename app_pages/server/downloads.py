"""What is served beside the pages: a view's chart as a file, and the whole dataset.

A request of its own, not Streamlit's download: it answers with the reason where there is no file.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from app_pages.session.addresses import ZIP
from app_pages.session.dataset_cache import (
    dataset_folder,
    dated,
    known_of,
    read_dataset,
    resolved_view,
)
from charts.export.browser import PictureError
from charts.export.formats import COLOURS, FILE_FORMATS, ExportSettings, export_view, file_name
from charts.style.sizes import FRAMES, Frame, own_frame
from charts.views.deck import slides_of
from charts.views.pages import PAGES
from charts.views.view import View, parse_query, relative_address
from loaders.dataset import Dataset
from loaders.errors import DatasetError

OWN_NAMES = ("page", "form", "size", "look", "plain")
"""What is asked of a file; all other names are the view's, as in its address."""
MOST_FIELDS = 300
MOST_WAITING, WORKERS = 100, 3
"""How many files may be asked for at once; of these so many are made at a time."""
BUSY = "Too many files are asked for at once. Try again in a moment."
FAILED = "The file could not be made. Try again in a moment."
NO_FIGURES = "The figures cannot be shown now, so there is no file of them."
NO_ARCHIVE = (
    "The files hold errors now, which every page names at its top: there is no archive of them "
    "before those are mended. Charts are still made, of the last good figures."
)
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
}
log = logging.getLogger(__name__)


class AskError(Exception):
    """Say in a sentence why a request is for no file, or, with status 503, for none now."""

    def __init__(self, why: str, status: int = 404) -> None:
        super().__init__(why)
        self.status = status


@dataclass(frozen=True)
class Saved:
    """A file as a browser saves it."""

    name: str
    media_type: str
    content: bytes


def wanted_of(request: Request) -> ExportSettings:
    """Return what file a request wants; raise `AskError`."""
    asked = request.query_params
    form, look = asked.get("form", "png"), asked.get("look", "light")
    for name, value, known in (("form", form, FILE_FORMATS), ("look", look, COLOURS)):
        if value not in known:
            raise AskError(f"There is no {name} {value[:40]!r}; there are {', '.join(known)}.")
    size = asked.get("size", "slide")
    return ExportSettings(form, _frame(size), COLOURS[look], asked.get("plain") == "yes")


def _frame(size: str) -> Frame:
    if size in FRAMES:
        return FRAMES[size]
    width, _, height = size.partition("x")
    if not (width.isdecimal() and height.isdecimal() and len(size) < 20):
        raise AskError(
            f"There is no size {size[:40]!r}; there are {', '.join(FRAMES)}, and WIDTHxHEIGHT."
        )
    try:
        return own_frame(int(width), int(height))
    except ValueError as error:
        raise AskError(str(error)) from None


def view_of(dataset: Dataset, request: Request) -> View:
    """Return the view that a request names in full; raise `AskError`."""
    query: dict[str, list[str]] = {}
    for name, text in request.query_params.multi_items()[:MOST_FIELDS]:
        if name not in OWN_NAMES:
            query.setdefault(name, []).append(text)
    page = request.query_params.get("page", "")
    if page not in PAGES:
        raise AskError(f"There is no page {page[:40]!r}; there are {', '.join(PAGES)}.")
    view, unclear = parse_query(page, query, known_of(dataset))
    if unclear:
        raise AskError(" ".join(unclear))
    return view


def made(dataset: Dataset, view: View, settings: ExportSettings) -> Saved:
    """Return a view's chart as a file; raise `PictureError`."""
    dataset = dated(dataset, view)
    resolved = resolved_view(dataset, view)
    content = export_view(dataset, resolved, settings)
    log.debug("made %s of %s", settings.form, relative_address(view))
    return Saved(file_name(resolved, settings), FILE_FORMATS[settings.form].media_type, content)


def made_deck(dataset: Dataset, view: View, settings: ExportSettings) -> Saved:
    """Return a deck as a file; raise `PictureError`."""
    from charts.export.deck import deck_file, deck_of  # noqa: PLC0415  only slides need python-pptx

    slides, _ = slides_of(view.slides, known_of(dataset))
    deck = deck_of(dataset, view, slides, lambda one: resolved_view(dated(dataset, one), one))
    content = deck_file(dataset, deck, settings.form, settings.colours.palette)
    form = FILE_FORMATS[settings.form]
    return Saved(f"deck{form.suffix}", form.media_type, content)


def bundled(dataset: Dataset) -> Saved:
    """Return the whole dataset as a file; raise `AskError` or `DatasetError`."""
    from loaders.interchange.archive import bundle  # noqa: PLC0415  only this file needs it

    folder = dataset_folder()
    if folder.problems:
        raise AskError(NO_ARCHIVE, 503)
    content = bundle(folder.directory, dataset)
    return Saved(f"cited-figures-{dataset.version}.zip", "application/zip", content)


class Making:
    """Makes files for all readers, a few at a time; used on the server's event loop only."""

    def __init__(self) -> None:
        self._waiting = 0
        self._workers = ThreadPoolExecutor(WORKERS, thread_name_prefix="export")

    async def of(self, make: partial[Saved]) -> Saved:
        """Return a file when its turn has come; raise `AskError` where too many wait."""
        if self._waiting >= MOST_WAITING:
            raise AskError(BUSY, 503)
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._workers, make)
        finally:
            self._waiting -= 1

    def close(self) -> None:
        """Make nothing more that was asked for."""
        self._workers.shutdown(wait=False, cancel_futures=True)


MAKING = Making()


async def file_response(request: Request) -> Response:
    """Serve a file, or with another status the sentence that says why there is none."""
    try:
        dataset = await asyncio.to_thread(read_dataset)
        if dataset is None:
            raise AskError(NO_FIGURES, 503)
        if request.query_params.get("form") == ZIP:
            make = partial(bundled, dataset)
        else:
            view = await asyncio.to_thread(view_of, dataset, request)
            make = partial(_maker(view), dataset, view, wanted_of(request))
        saved = await MAKING.of(make)
    except AskError as error:
        return _sentence(str(error), error.status)
    except (PictureError, DatasetError) as error:
        return _sentence(str(error), 503)
    except Exception:
        log.exception("a file was not made")
        return _sentence(FAILED, 503)
    disposition = {"Content-Disposition": f'attachment; filename="{saved.name}"'}
    return Response(saved.content, 200, HEADERS | disposition, saved.media_type)


def _maker(view: View) -> Callable[[Dataset, View, ExportSettings], Saved]:
    return made_deck if view.page == "deck" else made


def _sentence(text: str, status: int) -> Response:
    return Response(text, status, HEADERS, "text/plain; charset=utf-8")
