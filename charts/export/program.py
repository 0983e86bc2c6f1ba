"""What the bytes of files depend on beside the figures: code, packages, of pictures Chromium."""

from __future__ import annotations

import hashlib
import json
import subprocess
from functools import cache
from importlib.metadata import version
from pathlib import Path

from charts.export.browser import browser_path
from charts.style.theme import PlotlyDict

PACKAGES = ("plotly", "kaleido", "python-pptx", "XlsxWriter", "pillow", "pikepdf", "lxml")
CODE = ("charts/**/*.py", "loaders/**/*.py", "static/*")
DRAWN_BY = ("charts/export/browser.py", "static/picture_font.js", "static/*.woff2")
"""What of the code decides how a figure becomes a picture, with the fonts."""
DRAWERS = ("plotly", "kaleido", "browser")
"""The packages that do so, and the browser."""
SHORT = 16
"""How many hexadecimal digits of a digest stand in files."""


def packages(*, drawn: bool) -> dict[str, str]:
    """Return the version of each package, and of the browser where pictures are drawn."""
    found = {name: _version(name) for name in PACKAGES}
    browser = _browser(browser_path()) if drawn else ""
    return found | ({"browser": browser} if browser else {})


def code_digest() -> str:
    """Return a digest of the code, with the files that stand in pages and pictures."""
    return _digest_of(CODE)


@cache
def _digest_of(names: tuple[str, ...]) -> str:
    """Return a digest of files below the project's folder, named by patterns."""
    root, digest = Path(__file__).parents[2], hashlib.sha256()
    for path in sorted(path for name in names for path in root.glob(name) if path.is_file()):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:SHORT]


def program_digest(*, drawn: bool) -> str:
    """Return a digest of all that makes a file: two files of one digest and the same figures are
    the same bytes.
    """
    made_with = json.dumps([code_digest(), packages(drawn=drawn)], sort_keys=True)
    return hashlib.sha256(made_with.encode()).hexdigest()[:SHORT]


def picture_digest(figure: str, options: PlotlyDict) -> str:
    """Return a digest of all that a picture depends on, and of nothing else: its figure as JSON,
    what the browser is asked for, the fonts, the code that draws; not what made the figure.
    """
    made_with = {name: one for name, one in packages(drawn=True).items() if name in DRAWERS}
    told = json.dumps([figure, options, _digest_of(DRAWN_BY), made_with], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:32]


@cache
def _version(name: str) -> str:
    """Return the version of an installed package, which does not change while a program runs."""
    return version(name)


@cache
def _browser(path: str | None) -> str:
    """Return the version of the browser that draws."""
    if path is None:
        return ""
    try:
        process = subprocess.run([path, "--version"], capture_output=True, timeout=20, check=False)  # noqa: S603  the browser at hand
    except (OSError, subprocess.TimeoutExpired):
        return "unknown"
    return process.stdout.decode(errors="replace").strip()
