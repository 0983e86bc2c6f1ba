"""What a file of a view is called."""

from __future__ import annotations

import hashlib
import re

from charts.export.formats import FILE_FORMATS
from charts.export.settings import ExportSettings
from charts.presenter.own_words import IN_ADDRESS
from charts.style.theme import LIGHT
from charts.views.computed_view import way_of
from charts.views.resolve import ResolvedView
from charts.views.view import View, address

IN_SUBJECT = {"indicator", "comparison", "claim", "beside", "per", "derived", "view"}
"""What of an address stands in a file's name as its subject."""
MOST_OF_FILTERS = 50


def file_name(resolved: ResolvedView, settings: ExportSettings, day: str = "") -> str:
    """Return what a browser saves a file as: its subject, its filters, how a picture looks, and
    the day of the data where that is given.
    """
    view, form = resolved.view, FILE_FORMATS[settings.form]
    chosen = view.claim or view.comparison or view.indicator or ("picked" if view.picked else "")
    beside = ("beside", view.beside) if view.beside else ()
    subject = (view.page, chosen, *beside, way_of(view), _filters(view))
    size = settings.frame.name if form.drawn else ""
    coloured = form.drawn or form.name in {"html", "pptx"}
    look = settings.colours.name if coloured and settings.colours.name != LIGHT.name else ""
    plain = "plain" if settings.plain and form.drawn else ""
    back = settings.back if form.drawn else ""
    parts = (*subject, size, look, plain, back, day)
    return "-".join(part.replace("_", "-") for part in parts if part) + form.suffix


def _filters(view: View) -> str:
    """Return what of a view's address narrows or turns its chart, in words or as a digest."""
    left_out = IN_SUBJECT | IN_ADDRESS
    told = {name: texts for name, texts in address(view).items() if name not in left_out}
    words = "-".join(text for name, texts in told.items() for text in (name, *texts))
    slug = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")
    return slug if len(slug) <= MOST_OF_FILTERS else hashlib.sha256(words.encode()).hexdigest()[:6]
