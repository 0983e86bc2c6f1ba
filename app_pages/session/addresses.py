"""Addresses of pages, files and pictures."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from charts.export.formats import ExportSettings
from charts.style.sizes import FRAMES
from charts.views.link_preview import preview_view
from charts.views.pages import HOME
from charts.views.view import View, address

PATH = "export"
"""The path of files, below the base path."""
ZIP = "zip"


def query_of(view: View, settings: ExportSettings) -> str:
    """Return the query that asks for a view's chart as a file."""
    width, height = settings.frame.pixels
    known = settings.frame.name in FRAMES
    own = {
        "page": view.page,
        "form": settings.form,
        "size": settings.frame.name if known else f"{width}x{height}",
        "look": settings.colours.name,
        "plain": "yes" if settings.plain else "no",
    }
    return urlencode({**own, **address(view)}, doseq=True)


PICTURE = "preview.png"
"""The path of pictures, below the base path."""


def base_path() -> str:
    """Return the path under which the app is served: "" or "/figures"."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{base}" if base else ""


def address_of(origin: str, view: View) -> str:
    """Return the whole address of a view."""
    page = "" if view.page == HOME else view.page
    query = urlencode(address(view), doseq=True)
    return f"{origin}{base_path()}/{page}" + (f"?{query}" if query else "")


def picture_address(origin: str, view: View) -> str:
    """Return the whole address of a view's picture."""
    query = urlencode({"page": view.page, **address(preview_view(view))}, doseq=True)
    return f"{origin}{base_path()}/{PICTURE}?{query}"
