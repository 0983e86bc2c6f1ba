"""What is served beside the pages: a view's chart as a file, and the whole dataset.

A request of its own, not Streamlit's download: it answers with the reason where there is no file.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from app_pages.server.clients import client_of
from app_pages.server.file_making import FAILED, MAKING, NoFileError
from app_pages.server.link_tags import app_of
from app_pages.session.addresses import ZIP, public_site
from app_pages.session.dataset_cache import dataset_folder, read_dataset
from charts.export.browser import PictureError
from charts.export.file_names import file_name
from charts.export.formats import FILE_FORMATS, design_of, export_view
from charts.export.settings import BACK, COLOURS, ExportSettings
from charts.page_parts.results import dated, known_of, resolved_view
from charts.style.house_style import site_style
from charts.style.sizes import Frame, named_frame
from charts.views.deck import slides_of
from charts.views.pages import PAGES
from charts.views.resolve import ResolvedView
from charts.views.view import View, parse_query, relative_address
from loaders.dataset import Dataset
from loaders.errors import DatasetError

OWN_NAMES = ("page", "form", "size", "look", "plain", "back")
"""What is asked of a file; all other names are the view's, as in its address."""
MOST_FIELDS = 300
NO_FIGURES = "The figures cannot be shown right now, so no file can be made."
NO_ARCHIVE = (
    "The data files contain errors, listed at the top of every page; there is no archive "
    "until they are fixed. Charts are still made from the last good figures."
)
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "sandbox; default-src 'none'",
}
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Saved:
    """A file as a browser saves it."""

    name: str
    media_type: str
    content: bytes


def wanted_of(request: Request) -> ExportSettings:
    """Return what file a request wants; raise `NoFileError`."""
    asked = request.query_params
    form, look = asked.get("form", "png"), asked.get("look", "light")
    back = asked.get("back", "")
    parts = (("form", form, FILE_FORMATS), ("look", look, COLOURS), ("back", back, BACK))
    for name, value, known in parts:
        if value not in known:
            there = ", ".join(known)
            raise NoFileError(f"There is no {name} {value[:40]!r}; there are {there}.", 404)
    frame, plain = _frame(asked.get("size", "slide")), asked.get("plain") == "yes"
    site = public_site(app_of(request.scope))
    return ExportSettings(form, frame, COLOURS[look], plain, site, back, style=site_style())


def _frame(size: str) -> Frame:
    try:
        return named_frame(size)
    except ValueError as error:
        raise NoFileError(str(error), 404) from None


def view_of(dataset: Dataset, request: Request) -> View:
    """Return the view that a request names in full; raise `NoFileError`."""
    query: dict[str, list[str]] = {}
    for name, text in request.query_params.multi_items()[:MOST_FIELDS]:
        if name not in OWN_NAMES:
            query.setdefault(name, []).append(text)
    page = request.query_params.get("page", "")
    if page not in PAGES:
        there = ", ".join(PAGES)
        raise NoFileError(f"There is no page {page[:40]!r}; there are {there}.", 404)
    view, unclear = parse_query(page, query, known_of(dataset))
    if unclear:
        raise NoFileError(" ".join(unclear), 404)
    return view


def made(dataset: Dataset, view: View, settings: ExportSettings) -> Saved:
    """Return a view's chart as a file; raise `PictureError`."""
    dataset = dated(dataset, view)
    resolved = resolved_view(dataset, view)
    content = export_view(dataset, resolved, settings)
    log.debug("made %s of %s", settings.form, relative_address(view))
    name = file_name(resolved, settings, dataset.changed)
    return Saved(name, FILE_FORMATS[settings.form].media_type, content)


def made_deck(dataset: Dataset, view: View, settings: ExportSettings) -> Saved:
    """Return a deck as a file; raise `PictureError`."""
    from charts.decks.deck import deck_of  # noqa: PLC0415  only slides need python-pptx
    from charts.decks.deck_file import deck_file  # noqa: PLC0415

    slides, _ = slides_of(view.slides, known_of(dataset))
    deck = deck_of(dataset, view, slides, _shown_in(dataset), settings.site)
    content = deck_file(dataset, deck, settings)
    form = FILE_FORMATS[settings.form]
    name = "-".join(part for part in ("deck", dataset.changed) if part)
    return Saved(f"{name}{form.suffix}", form.media_type, content)


def template_fault(dataset: Dataset, template: bytes) -> str:
    """Say why slides cannot stand on a presenter's template; "" where they can."""
    del dataset  # files are made with it
    try:
        design_of(ExportSettings("pptx", template=template))
    except PictureError as error:
        return str(error)
    return ""


def _shown_in(dataset: Dataset) -> Callable[[View], ResolvedView]:
    return lambda view: resolved_view(dated(dataset, view), view)


def bundled(dataset: Dataset, directory: Path) -> Saved:
    """Return the whole dataset of a folder as a file; raise `DatasetError`."""
    from loaders.interchange.archive import bundle  # noqa: PLC0415  only this file needs it

    content = bundle(directory, dataset)
    return Saved(f"{dataset.site.package}-{dataset.version}.zip", "application/zip", content)


async def file_response(request: Request) -> Response:
    """Serve a file, or with another status the sentence that says why there is none."""
    client = client_of(request)
    try:
        dataset = await asyncio.to_thread(read_dataset)
        if dataset is None:
            raise NoFileError(NO_FIGURES)
        if request.query_params.get("form") == ZIP:
            folder = dataset_folder()
            if folder.problems:
                raise NoFileError(NO_ARCHIVE)
            saved = await MAKING.of(client, dataset, bundled, folder.directory)
        else:
            view = await asyncio.to_thread(view_of, dataset, request)
            saved = await MAKING.of(client, dataset, _maker(view), view, wanted_of(request))
    except NoFileError as error:
        return _sentence(str(error), error.status)
    except (PictureError, DatasetError) as error:
        return _sentence(str(error), 503)
    except Exception:
        log.exception("a file was not made")
        return _sentence(FAILED, 503)
    disposition = {"Content-Disposition": f'attachment; filename="{saved.name}"'}
    return Response(saved.content, 200, HEADERS | disposition, saved.media_type)


async def place_response(request: Request) -> Response:
    """Serve how many files are made before the one that a client waits for."""
    return Response(str(MAKING.before(client_of(request))), 200, HEADERS, "text/plain")


def _maker(view: View) -> Callable[[Dataset, View, ExportSettings], Saved]:
    return made_deck if view.page == "deck" else made


def _sentence(text: str, status: int) -> Response:
    return Response(text, status, HEADERS, "text/plain; charset=utf-8")
