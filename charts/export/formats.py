"""A view as a file: picture, page, workbook, table, each with its proof inside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import plotly.graph_objects as go

from charts.export.browser import PictureError, picture
from charts.export.fit import fit
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
class Colours:
    """The colours of a file, and whether its ground is transparent."""

    name: str
    title: str
    palette: Palette
    clear: bool = False


COLOURS: Mapping[str, Colours] = {
    look.name: look
    for look in (
        Colours("light", "Light", LIGHT),
        Colours("dark", "Dark", DARK),
        Colours("transparent", "Transparent, for light ground", LIGHT, clear=True),
        Colours("transparent-dark", "Transparent, for dark ground", DARK, clear=True),
    )
}


@dataclass(frozen=True)
class ExportSettings:
    """What file is wanted: its form, and for pictures the frame, the look, no header and footer."""

    form: str = "png"
    frame: Frame = SLIDE
    colours: Colours = field(default_factory=lambda: COLOURS["light"])
    plain: bool = False


def export_view(
    dataset: Dataset, resolved: ResolvedView, settings: ExportSettings, *, draw: Draw = picture
) -> bytes:
    """Return a view's chart as a file; the same data and choices give the same bytes.

    Raise `PictureError`, a sentence for the reader, where there is no chart or no picture of it.
    """
    if resolved.missing:
        raise PictureError(resolved.missing)
    provenance = provenance_of(
        dataset, resolved.claims, resolved.heading, relative_address(resolved.view)
    )
    room = Room(plain=settings.plain, foot=date_sentence(provenance))
    if settings.form == "csv":
        return as_csv(dataset, resolved.claims, provenance)
    if settings.form == "xlsx":
        from charts.export.xlsx import as_workbook  # noqa: PLC0415  only this file needs XlsxWriter

        return as_workbook(dataset, resolved, provenance)
    if settings.form == "pptx":
        from charts.pptx.slides import as_slides  # noqa: PLC0415  only slides need python-pptx

        return as_slides(dataset, resolved, provenance, settings.colours.palette)
    if settings.form == "html":
        return as_webpage(dataset, resolved, provenance, settings.colours.palette, room)
    form = FORMS[settings.form]
    width, height = settings.frame.pixels
    if form.name != "png":
        width, height = settings.frame.width, settings.frame.height
    content = draw(draw_picture(resolved, settings, room), form.name, width, height)
    return STAMPS[form.name](content, provenance, resolved.alt_text.whole)


def draw_picture(resolved: ResolvedView, settings: ExportSettings, room: Room) -> go.Figure:
    """Return the figure of a picture, laid out for its frame."""
    figure = fit(resolved, settings.colours.palette, settings.frame, room)
    if settings.colours.clear:
        figure.update_layout(paper_bgcolor=CLEAR, plot_bgcolor=CLEAR)
    return figure


def date_sentence(provenance: ProvenanceRecord) -> str:
    """Return the sentence on the data's date that ends the notes of a file."""
    return f"Data last changed on {parse(provenance.on)}."


def file_name(resolved: ResolvedView, settings: ExportSettings) -> str:
    """Return what a browser saves a file as: its subject, its size where it has one."""
    view = resolved.view
    chosen = view.claim or view.comparison or view.indicator or "picked"
    subject = "-".join((view.page, chosen.replace("_", "-")))
    form = FORMS[settings.form]
    size = f"-{settings.frame.name}" if form.drawn else ""
    return f"{subject}{size}{form.suffix}"
