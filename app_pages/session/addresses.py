"""Addresses of pages, files and pictures, and how the app is reached."""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from html import escape
from ipaddress import ip_address
from urllib.parse import urlencode, urlsplit

import streamlit as st

from app_pages.session.view_state import view_state
from charts.export.settings import ExportSettings
from charts.provenance.record import site_of
from charts.style.sizes import FRAMES
from charts.style.theme import Typeface
from charts.views.link_preview import preview_view
from charts.views.pages import PAGES
from charts.views.view import NAMED, View, query_text, relative_address

FILE_PLACE = "export/place"
FILE, PICTURE, EMBED, OEMBED = "export", "preview.png", "embed", "oembed"
"""The paths of files, of pictures, of charts for frames and of what describes these, below the
base path.
"""
URL = "CITED_FIGURES_URL"
"""What names where readers reach the app, where that is not how requests come in."""
OWN_FONT = "font"
"""The path of a house style's font."""
KEY = "signing-key.pem"
"""The path of the site's public key, likewise."""
ZIP = "zip"
DAY, DATED = NAMED["as_of"].name, NAMED["as_of"].pages
"""What asks for the figures of a day, and the pages that can show them."""
log = logging.getLogger(__name__)


def base_path() -> str:
    """Return the path under which the app is served: "" or "/figures"."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}" if base else ""


def font_addresses(face: Typeface) -> dict[int, str]:
    """Return where the app serves a font, by weights; empty where it is ours."""
    return {weight: f"{base_path()}/{OWN_FONT}?weight={weight}" for weight, _ in face.files}


def path_to(page: str, **query: str | Sequence[str]) -> str:
    """Return the path and query of a page of this app; from a page that shows the figures of a
    day, other pages show them too, unless the query names a day or, with "", none.
    """
    day = view_state().day
    if day and page in DATED:
        query.setdefault(DAY, day.isoformat())
    asked = urlencode({name: value for name, value in query.items() if value != ""}, doseq=True)
    return f"{base_path()}/{page}" + (f"?{asked}" if asked else "")


def file_path(view: View, settings: ExportSettings) -> str:
    """Return the path and query of a view's chart as a file."""
    width, height = settings.frame.pixels
    query = query_text(
        view,
        page=view.page,
        form=settings.form,
        size=settings.frame.name if settings.frame.name in FRAMES else f"{width}x{height}",
        look=settings.colours.name,
        plain="yes" if settings.plain else "no",
        **({"back": settings.back} if settings.back else {}),
    )
    return f"{base_path()}/{FILE}?{query}"


def address_of(app: str, view: View) -> str:
    """Return the whole address of a view; `app` is that of the app."""
    return f"{app}{relative_address(view)}"


def picture_address(app: str, view: View) -> str:
    """Return the whole address of a view's picture; `app` is that of the app."""
    return f"{app}/{PICTURE}?{query_text(preview_view(view), page=view.page)}"


def embed_address(app: str, view: View) -> str:
    """Return the whole address of a view's chart for a frame on another site; `app` is that of
    the app.
    """
    return f"{app}/{EMBED}?{query_text(view, page=view.page)}"


def frame_tag(address: str, title: str, height: int, width: str = "100%") -> str:
    """Return the element that shows a chart's page in another."""
    return (
        f'<iframe src="{escape(address)}" title="{escape(title)}" width="{width}" '
        f'height="{height}" style="border:0" loading="lazy"></iframe>'
    )


def site_setting() -> str:
    """Return where readers reach the app, as whoever serves it says; "" where nothing is said, or
    no address.
    """
    try:
        return site_of(os.environ.get(URL, ""))
    except ValueError as error:
        log.warning("%s: %s", URL, error)
        return ""


def app_address() -> str:
    """Return where readers reach the app: as whoever serves it says, or as this reader's browser
    has it; empty where it has none.
    """
    return site_setting() or _reached()


def _reached() -> str:
    shown = urlsplit(st.context.url or "")
    if shown.scheme not in ("http", "https"):
        return ""
    base = shown.path.rstrip("/")
    last = base.rpartition("/")[2]
    base = base.removesuffix(f"/{last}") if last in PAGES else base
    return f"{shown.scheme}://{shown.netloc}{base}"


def reader_address(view: View) -> str:
    """Return where this reader reaches a view; empty where that is not known."""
    app = app_address()
    return f"{app}{relative_address(view)}" if app else ""


def public_address(view: View) -> str:
    """Return where readers reach a view; empty on a machine of one's own."""
    app = public_site(app_address())
    return address_of(app, view) if app else ""


def public_site(app: str) -> str:
    """Return the address of an app; empty where no other machine reaches it."""
    return "" if own_machine(urlsplit(app).hostname or "") else app


def own_machine(host: str) -> bool:
    """Tell whether a host is this machine, as seen from itself; "" is none but this."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host in ("", "localhost") or host.endswith(".localhost")
