"""The programs of published pages, under names that change with what they hold."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import PurePosixPath

from charts.export.html import BASIC
from charts.style.fonts import static_text

CHART, READER, HEIGHT, MOVED, SEARCH = (
    "published_chart.js",
    "chart_reader.js",
    "frame_height.js",
    "moved.js",
    "published_search.js",
)
"""What puts a chart's figure in the place of its picture; what reads it by year; what tells the
page around a frame its height; what leads from an address of the app to a page; what searches.
"""
PROGRAM = BASIC
"""Plotly's own, for all charts but maps."""
STYLES = ("published_chart.css", "chart_reader.css")
"""The styles that pages with charts need besides their own."""


@cache
def script_paths() -> Mapping[str, str]:
    """Return where each program stands below the site's root."""
    names = (CHART, READER, HEIGHT, MOVED, SEARCH, PROGRAM)
    return {name: _path(name, static_text(name).encode()) for name in names}


def script_files() -> dict[str, bytes]:
    """Return the programs by their paths."""
    return {path: static_text(name).encode() for name, path in script_paths().items()}


def styles() -> str:
    """Return the styles of charts."""
    return "".join(map(static_text, STYLES))


def _path(name: str, content: bytes) -> str:
    stem, suffix = PurePosixPath(name).stem, PurePosixPath(name).suffix
    return f"assets/{stem}-{hashlib.sha256(content).hexdigest()[:12]}{suffix}"
