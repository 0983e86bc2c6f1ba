"""A view as a file: picture, page, workbook, table, each with its proof inside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import plotly.graph_objects as go

from charts.export.browser import PictureError, picture
from charts.export.fit import fitted
from charts.export.html import as_webpage
from charts.export.tables import as_csv
from charts.provenance.metadata import STAMPS
from charts.provenance.record import ProvenanceRecord, provenance_of, relative_address
from charts.style.sizes import SLIDE, Frame
from charts.style.theme import DARK, LIGHT, Palette, Room
from charts.views.resolve import ResolvedView
from loaders.dataset import Dataset
from loaders.values.edtf import parse

Draw = Callable[[go.Figure, str, int, int], bytes]
"""What makes a picture of a figure: figure, format, width and height in pixels."""
CLEAR = "rgba(0,0,0,0)"


@dataclass(frozen=True)
class Form:
    """A kind of file, as a reader chooses it and a browser saves it; `drawn` needs Chromium."""

    name: str
    title: str
    suffix: str
    media_type: str
    drawn: bool = False


FORMS: Mapping[str, Form] = {
    form.name: form
    for form in (
        Form("png", "PNG", ".png", "image/png", drawn=True),
        Form("svg", "SVG", ".svg", "image/svg+xml", drawn=True),
        Form("pdf", "PDF", ".pdf", "application/pdf", drawn=True),
        Form("html", "HTML", ".html", "text/html"),
        Form(
            "xlsx",
            "XLSX",
            ".xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        Form("csv", "CSV", ".csv", "text/csv"),
        Form(
            "pptx",
            "PowerPoint",
            ".pptx",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ),
    )
}


@dataclass(frozen=True)
class Look:
    """The colours of a file, and whether its ground is transparent."""

    name: str
    title: str
    palette: Palette
    clear: bool = False


LOOKS: Mapping[str, Look] = {
    look.name: look
    for look in (
        Look("light", "Light", LIGHT),
        Look("dark", "Dark", DARK),
        Look("transparent", "Transparent, for light ground", LIGHT, clear=True),
        Look("transparent-dark", "Transparent, for dark ground", DARK, clear=True),
    )
}


@dataclass(frozen=True)
class Wanted:
    """What file is wanted: its form, and for pictures the frame, the look, no header and footer."""

    form: str = "png"
    frame: Frame = SLIDE
    look: Look = field(default_factory=lambda: LOOKS["light"])
    plain: bool = False


def exported(
    dataset: Dataset, resolved: ResolvedView, wanted: Wanted, *, draw: Draw = picture
) -> bytes:
    """Return a view's chart as a file; the same data and choices give the same bytes.

    Raise `PictureError`, a sentence for the reader, where there is no chart or no picture of it.
    """
    if resolved.missing:
        raise PictureError(resolved.missing)
    provenance = provenance_of(
        dataset, resolved.claims, resolved.heading, relative_address(resolved.view)
    )
    room = Room(plain=wanted.plain, foot=dated(provenance))
    if wanted.form == "csv":
        return as_csv(dataset, resolved.claims, provenance)
    if wanted.form == "xlsx":
        from charts.export.xlsx import as_workbook  # noqa: PLC0415  only this file needs XlsxWriter

        return as_workbook(dataset, resolved, provenance)
    if wanted.form == "pptx":
        from charts.pptx.slides import as_slides  # noqa: PLC0415  only slides need python-pptx

        return as_slides(dataset, resolved, provenance, wanted.look.palette)
    if wanted.form == "html":
        return as_webpage(dataset, resolved, provenance, wanted.look.palette, room)
    form = FORMS[wanted.form]
    width, height = wanted.frame.pixels
    if form.name != "png":
        width, height = wanted.frame.width, wanted.frame.height
    content = draw(drawn(resolved, wanted, room), form.name, width, height)
    return STAMPS[form.name](content, provenance, resolved.alternative.whole)


def drawn(resolved: ResolvedView, wanted: Wanted, room: Room) -> go.Figure:
    """Return the figure of a picture, laid out for its frame."""
    figure = fitted(resolved, wanted.look.palette, wanted.frame, room)
    if wanted.look.clear:
        figure.update_layout(paper_bgcolor=CLEAR, plot_bgcolor=CLEAR)
    return figure


def dated(provenance: ProvenanceRecord) -> str:
    """Return the sentence on the data's date that ends the notes of a file."""
    return f"Data last changed on {parse(provenance.on)}."


def file_name(resolved: ResolvedView, wanted: Wanted) -> str:
    """Return what a browser saves a file as: its subject, its size where it has one."""
    view = resolved.view
    chosen = view.claim or view.comparison or view.indicator or "picked"
    subject = "-".join((view.page, chosen.replace("_", "-")))
    form = FORMS[wanted.form]
    size = f"-{wanted.frame.name}" if form.drawn else ""
    return f"{subject}{size}{form.suffix}"
