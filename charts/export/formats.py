"""A view as a file: picture, page, workbook, table, each with its proof inside; and read back."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from charts.export.browser import Draw, PictureError, installed_has, picture
from charts.export.fit import fit, fitted
from charts.export.html import as_webpage, read_html
from charts.export.program import program_digest
from charts.export.settings import (
    ADDRESS,
    BACK,
    CODE,
    COLOURS,
    OPAQUE,
    TEMPLATE,
    ExportSettings,
    template_mark,
)
from charts.layout.brand_strip import with_fonts
from charts.presenter.own_words import ONE, without_own_words
from charts.provenance.comparison import Difference, by_bytes
from charts.provenance.metadata import (
    IEND,
    embed_jpeg,
    embed_pdf,
    embed_png,
    embed_svg,
    embed_webp,
    read_pdf,
    read_picture,
    read_png,
    read_svg,
    with_resolution,
)
from charts.provenance.record import (
    ProvenanceRecord,
    Rendering,
    date_sentence,
    from_json,
    provenance_of,
)
from charts.provenance.signature import (
    COMMENT,
    JSON_MEMBER,
    LAST_LINE,
    PNG_CHUNK,
    PROPERTY,
    Envelope,
    SigningKeyError,
    signed,
)
from charts.style.fonts import lacking
from charts.style.house_style import OURS, HouseStyle
from charts.style.sizes import DOCUMENT, SLIDE, named_frame
from charts.style.theme import LIGHT, Room
from charts.tables.json_document import as_json, read_json
from charts.tables.sheets import as_csv, read_csv
from charts.views.resolve import ResolvedView, has_chart
from charts.views.view import View, relative_address
from loaders.dataset import Dataset

if TYPE_CHECKING:
    from charts.pptx.template import Design

Embed = Callable[[bytes, ProvenanceRecord, str], bytes]
"""What writes a proof and a description into a picture."""
MOST_SIGNS = 8
"""More signs that no font has than these are counted only."""
MOST_BYTES = 50_000_000
"""A longer file is not read: the largest that leaves the app has a tenth of it."""
NOT_OURS = (
    "This file carries no proof of Cited Figures. Either it was not saved here, or "
    "another program removed the proof: pictures often lose it when they are sent or pasted."
)
TOO_LONG = "The file is larger than {most:,} bytes, which no file saved here is."
BROKEN = "The proof in this file cannot be read: {why}."
NO_LIST = "A list of claims is saved as {forms}, not as {form}."
OTHER_STYLE = (
    "It is in the house style {style}, which is not the one here (CITED_FIGURES_STYLE, --style), "
    "so it cannot be made again."
)
OWN_TEMPLATE = (
    "It stands on a presenter's own {style}, which is not kept here, so it cannot be made again."
)
WITH_PICTURES = ("docx",)
"""Forms of no one size in which a picture stands."""
RASTER = ("png", "jpg", "webp")
"""Forms made of pixels."""
NOT_WRITTEN = "The file cannot be made: {why}."
CUT_OFF = "The file is cut off: its end is missing."
BEGINNING = 1100
"""Of so many bytes at its beginning a file is known."""
TAIL = 1024
"""Within so many bytes of its end a whole file ends; a signature may stand after that."""
BLANK = rb"[\xef\xbb\xbf \r\n\t]{0,1000}"
"""What may stand before the beginning of a text: UTF-8's mark and spaces."""


class VerifyError(Exception):
    """Say in a sentence for the reader why a file tells nothing."""


@dataclass(frozen=True)
class Export:
    """What a file is made of."""

    dataset: Dataset
    resolved: ResolvedView
    provenance: ProvenanceRecord
    settings: ExportSettings
    draw: Draw

    @property
    def room(self) -> Room:
        """Return what stands around the figure: without title and notes if that is wanted."""
        return room_of(self.settings, self.provenance)


@dataclass(frozen=True)
class FileFormat:
    """A kind of file, as a reader chooses it and a browser saves it; `drawn` needs Chromium.

    `begins` is a pattern of its first bytes, `ends` tells by its last whether it is whole, where
    reading it does not tell; `read` returns what `write` made it say of itself, None where it says
    nothing, and raises `ValueError` where it is broken; `envelope` is where it has a signature.
    """

    name: str
    title: str
    media_type: str
    begins: bytes
    write: Callable[[Export], bytes]
    read: Callable[[bytes], str | ProvenanceRecord | None]
    envelope: Envelope | None = None
    drawn: bool = False
    ends: Callable[[bytes], object] = bool

    def may_be(self, content: bytes) -> bool:
        """Tell by its first bytes whether a file may be of this kind."""
        return re.match(self.begins, content[:BEGINNING], re.DOTALL) is not None

    def differences(self, file: bytes, here: bytes) -> Sequence[Difference]:
        """Return how a file differs from the same one made again."""
        from charts.export.file_parts import DIFFERENCES  # noqa: PLC0415  only verifying needs lxml

        return DIFFERENCES.get(self.name, by_bytes)(file, here)

    @property
    def suffix(self) -> str:
        """Return how the name of such a file ends."""
        return f".{self.name}"


def forms_of(view: View) -> list[FileFormat]:
    """Return the kinds of file that there are of a view."""
    names = FILE_FORMATS if has_chart(view) else LIST_FORMATS
    return [FILE_FORMATS[name] for name in names]


def export_view(
    dataset: Dataset, resolved: ResolvedView, settings: ExportSettings, *, draw: Draw = picture
) -> bytes:
    """Return a view's chart as a file; the same data and choices give the same bytes.

    Raise `PictureError`, a sentence for the reader, where there is no chart or no picture of it.
    """
    if resolved.missing:
        raise PictureError(resolved.missing)
    if resolved.shape == "list" and settings.form not in LIST_FORMATS:
        raise PictureError(NO_LIST.format(forms=", ".join(LIST_FORMATS), form=settings.form))
    provenance = proof_of(dataset, resolved, settings)
    export = Export(dataset, resolved, provenance, settings, draw)
    form = FILE_FORMATS[settings.form]
    return sign(form.write(export), form)


def room_of(settings: ExportSettings, provenance: ProvenanceRecord) -> Room:
    """Return what stands around the figure of a file: its date, and where its chart is."""
    foot, link = date_sentence(provenance), provenance.link if settings.site else ""
    if settings.back == ADDRESS and link:
        foot = f"{foot} {link}"
    code = without_own_words(link) if settings.back == CODE else ""
    return Room(plain=settings.plain, foot=foot, code=code)


def sign(content: bytes, form: FileFormat) -> bytes:
    """Return a file with the signature of whoever serves the site, if there is a key."""
    try:
        return signed(content, form.envelope)
    except SigningKeyError as error:
        raise PictureError(str(error)) from None


def proof_of(
    dataset: Dataset, resolved: ResolvedView, settings: ExportSettings
) -> ProvenanceRecord:
    """Return what a view's file says of itself."""
    where = relative_address(resolved.view)
    proof = provenance_of(
        dataset,
        resolved.claims,
        resolved.heading,
        where,
        rendering=rendering_of(settings),
        site=settings.site,
    )
    return replace(proof, presenter=resolved.own.said)


def rendering_of(settings: ExportSettings) -> Rendering:
    """Return how a file of these settings is made, by names."""
    drawn = FILE_FORMATS[settings.form].drawn
    size = settings.frame.name if drawn else ""
    program = program_digest(drawn=drawn or settings.form in WITH_PICTURES)
    return Rendering(
        settings.form,
        size,
        settings.colours.name,
        settings.plain,
        program,
        style=template_mark(settings.template) or settings.style.mark,
        back=settings.back if drawn else "",
    )


def settings_of(rendering: Rendering, site: str = "", style: HouseStyle = OURS) -> ExportSettings:
    """Return the settings of these names, of a site, in our style or one that is here; raise
    `ValueError`, a sentence, where one means nothing here.
    """
    form, back = (rendering.form, FILE_FORMATS), (rendering.back, BACK)
    for name, known in (form, (rendering.look, COLOURS), back):
        if name not in known:
            raise ValueError(f"Files of the kind {name[:40]!r} are not made here.")
    if rendering.style.startswith(TEMPLATE):
        raise ValueError(OWN_TEMPLATE.format(style=rendering.style[:40]))
    if rendering.style not in ("", style.mark):
        raise ValueError(OTHER_STYLE.format(style=rendering.style[:80]))
    frame = named_frame(rendering.size) if rendering.size else SLIDE
    own = style if rendering.style else OURS
    look, plain = COLOURS[rendering.look], rendering.plain
    return ExportSettings(rendering.form, frame, look, plain, site, rendering.back, style=own)


def draw_picture(resolved: ResolvedView, settings: ExportSettings, room: Room) -> go.Figure:
    """Return the figure of a picture, laid out for its frame."""
    clear = settings.colours.clear and settings.form not in OPAQUE
    palette = replace(settings.palette, clear=clear)
    figure = fit(resolved, palette, settings.frame, room)
    said = undrawn_sentence(figure)
    if said:
        room = replace(room, foot=f"{room.foot} {said}".strip())
        figure = fit(resolved, palette, settings.frame, room)
    return with_fonts(figure, palette)


def unheld(dataset: Dataset, resolved: ResolvedView, settings: ExportSettings) -> list[str]:
    """Return a sentence for each thing of a chart that a picture's size, or the one slide that is
    wanted, does not hold, or why there is no picture; none for other files.
    """
    if settings.form == "pptx" and resolved.own.rows == ONE:
        from charts.pptx.row_slide import rows_left_out  # noqa: PLC0415  only slides need python-pptx

        return rows_left_out(dataset, resolved, design_of(settings).stage)
    if not FILE_FORMATS[settings.form].drawn or resolved.missing:
        return []
    room = room_of(settings, proof_of(dataset, resolved, settings))
    try:
        return fitted(resolved, settings.palette, settings.frame, room).said
    except PictureError as error:
        return [str(error)]


def undrawn_sentence(figure: go.Figure) -> str:
    """Say which signs of a figure's texts no font here has; empty where all can be drawn."""
    texts = [str(note.text) for note in figure.layout.annotations]
    texts += [text for trace in figure.select_traces({"mode": "text"}) for text in trace.text]
    undrawn = [sign for sign in lacking("".join(texts)) if not installed_has(sign)]
    if not undrawn:
        return ""
    codes = ", ".join(f"U+{ord(sign):04X}" for sign in undrawn[:MOST_SIGNS])
    more = f" and {len(undrawn) - MOST_SIGNS} more" if len(undrawn) > MOST_SIGNS else ""
    return f"No font here has the signs {codes}{more}."


def form_of(content: bytes) -> FileFormat:
    """Return of which kind a file is by its first bytes; raise `VerifyError`, a sentence."""
    if len(content) > MOST_BYTES:
        raise VerifyError(TOO_LONG.format(most=MOST_BYTES))
    if not content:
        raise VerifyError("The file is empty.")
    form = next((form for form in FILE_FORMATS.values() if form.may_be(content)), None)
    if form is None:
        raise VerifyError(NO_FORM)
    return form


def read_provenance(content: bytes) -> ProvenanceRecord:
    """Return the proof that a file carries; raise `VerifyError`, a sentence, whatever it is."""
    form = form_of(content)
    try:
        provenance = form.read(content)
        if isinstance(provenance, str):
            provenance = from_json(provenance)
    except ValueError as error:
        raise VerifyError(BROKEN.format(why=error)) from None
    if provenance is None:
        raise VerifyError(NOT_OURS)
    if not form.ends(content):
        raise VerifyError(CUT_OFF)
    return provenance


def _write_picture(embed: Embed, export: Export) -> bytes:
    settings, frame = export.settings, export.settings.frame
    figure = draw_picture(export.resolved, settings, export.room)
    if frame.flexible:
        size = figure.layout
        frame = replace(frame, height=round(frame.width * size.height / size.width))
    if settings.form in RASTER:
        content = export.draw(figure, "png", *frame.pixels)
        content = with_resolution(content, frame.pixels_a_metre)
    else:
        content = export.draw(figure, settings.form, frame.width, frame.height)
    try:
        return embed(content, export.provenance, export.resolved.alt_text.whole)
    except ValueError as error:
        raise PictureError(NOT_WRITTEN.format(why=error)) from None


def _write_html(export: Export) -> bytes:
    palette, paper = export.settings.palette, export.settings.style.light
    told = (export.dataset, export.resolved, export.provenance)
    return as_webpage(*told, palette, paper, export.room)


def _write_xlsx(export: Export) -> bytes:
    from charts.tables.workbook import as_workbook  # noqa: PLC0415  only this file needs XlsxWriter

    return as_workbook(export.dataset, export.resolved, export.provenance)


def _write_csv(export: Export) -> bytes:
    return as_csv(export.dataset, export.resolved.claims, export.provenance)


def _write_json(export: Export) -> bytes:
    return as_json(export.dataset, export.resolved, export.provenance)


def _write_pptx(export: Export) -> bytes:
    from charts.pptx.slides import as_slides  # noqa: PLC0415  only slides need python-pptx

    design = design_of(export.settings)
    return as_slides(export.dataset, export.resolved, export.provenance, design)


def design_of(settings: ExportSettings) -> Design:
    """Return what slides are made on; raise `PictureError` where a template cannot be used."""
    from charts.pptx import presenter_template, template  # noqa: PLC0415  only slides need python-pptx

    if not settings.template:
        return template.our_design(settings.palette)
    try:
        return presenter_template.presenter_design(settings.template)
    except presenter_template.TemplateError as error:
        raise PictureError(str(error)) from None


def _write_docx(export: Export) -> bytes:
    from charts.export.word import as_document  # noqa: PLC0415  only this file needs python-docx

    picture = picture_inside(export.settings, export.draw)
    light = export.settings.style.light
    return as_document(export.dataset, export.resolved, export.provenance, picture, light)


def picture_inside(
    settings: ExportSettings, draw: Draw
) -> Callable[[Dataset, ResolvedView], bytes]:
    """Return what draws the picture of a chart in a document of some settings, with a proof of its
    own.
    """
    white = settings.style.light.paper == LIGHT.paper
    grey = settings.colours.name == "grey"  # in others it is light, as the page is white
    look = settings.colours if grey else COLOURS["light" if white else "transparent"]
    own = replace(settings, form="png", frame=DOCUMENT, colours=look, plain=True)
    return partial(export_view, settings=own, draw=draw)


def _read_office(content: bytes) -> str | None:
    from charts.provenance.ooxml_metadata import read_ooxml  # noqa: PLC0415  only reading needs lxml

    return read_ooxml(content)


def _ends_with(sign: bytes) -> Callable[[bytes], object]:
    """Return what tells whether a sign stands near the end of a file."""
    near = re.compile(sign)
    return lambda content: near.search(content[-TAIL:])


def _is_whole_webp(content: bytes) -> bool:
    return len(content) >= 8 + int.from_bytes(content[4:8], "little")


OFFICE = "application/vnd.openxmlformats-officedocument"
ZIP = rb"PK\x03\x04"
FILE_FORMATS: Mapping[str, FileFormat] = {
    form.name: form
    for form in (
        FileFormat(
            "png",
            "PNG",
            "image/png",
            begins=rb"\x89PNG\r\n\x1a\n",
            ends=_ends_with(re.escape(IEND) + rb"\Z"),
            write=partial(_write_picture, embed_png),
            read=read_png,
            envelope=PNG_CHUNK,
            drawn=True,
        ),
        FileFormat(
            "jpg",
            "JPEG",
            "image/jpeg",
            begins=rb"\xff\xd8\xff",
            ends=_ends_with(rb"\xff\xd9"),
            write=partial(_write_picture, embed_jpeg),
            read=partial(read_picture, form="JPEG"),
            envelope=LAST_LINE,
            drawn=True,
        ),
        FileFormat(
            "webp",
            "WebP",
            "image/webp",
            begins=rb"RIFF.{4}WEBP",
            ends=_is_whole_webp,
            write=partial(_write_picture, embed_webp),
            read=partial(read_picture, form="WEBP"),
            envelope=LAST_LINE,
            drawn=True,
        ),
        FileFormat(
            "svg",
            "SVG",
            "image/svg+xml",
            begins=BLANK + rb"(<svg|<\?xml|<!DOCTYPE svg)",
            write=partial(_write_picture, embed_svg),
            read=read_svg,
            envelope=COMMENT,
            drawn=True,
        ),
        FileFormat(
            "pdf",
            "PDF",
            "application/pdf",
            begins=rb".{0,1019}%PDF-",
            ends=_ends_with(rb"%%EOF"),
            write=partial(_write_picture, embed_pdf),
            read=read_pdf,
            envelope=LAST_LINE,
            drawn=True,
        ),
        FileFormat(
            "html",
            "HTML",
            "text/html",
            begins=BLANK + rb"(?i:<!doctype html|<html)",
            ends=_ends_with(rb"</html>"),
            write=_write_html,
            read=read_html,
            envelope=COMMENT,
        ),
        FileFormat(
            "xlsx",
            "XLSX",
            f"{OFFICE}.spreadsheetml.sheet",
            begins=ZIP,
            write=_write_xlsx,
            read=_read_office,
            envelope=PROPERTY,
        ),
        FileFormat(
            "json",
            "JSON",
            "application/json",
            begins=BLANK + rb"\{",
            write=_write_json,
            read=read_json,
            envelope=JSON_MEMBER,
        ),
        FileFormat(
            "csv",
            "CSV",
            "text/csv",
            begins=rb"[^\n]{0,392}claim_id",
            write=_write_csv,
            read=read_csv,
        ),
        FileFormat(
            "pptx",
            "PowerPoint",
            f"{OFFICE}.presentationml.presentation",
            begins=ZIP,
            write=_write_pptx,
            read=_read_office,
            envelope=PROPERTY,
        ),
        FileFormat(
            "docx",
            "Word",
            f"{OFFICE}.wordprocessingml.document",
            begins=ZIP,
            write=_write_docx,
            read=_read_office,
            envelope=PROPERTY,
        ),
    )
}
DECK_FORMATS = ("pptx", "pdf", "docx")
"""What a deck is saved as: slides, their pages, or a report."""
LIST_FORMATS = ("html", "xlsx", "json", "csv", "docx")
"""What a list of claims is saved as, which has no chart."""
*_others, _last = (name.upper() for name in FILE_FORMATS)
NO_FORM = f"{NOT_OURS} Files that can be read are {', '.join(_others)} and {_last}."
