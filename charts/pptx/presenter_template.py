"""A presenter's own presentation or template, with nothing of its slides: layouts, theme, places.

A `.potx` differs from a `.pptx` in the type of its main part alone, which python-pptx refuses
(ECMA-376, part 1, 13.3.6). Macros, controls and what leads out of the file are refused, not run.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.presentation import Presentation as Slides
from pptx.slide import SlideLayout
from pptx.util import Length

from charts.pptx.slide_layout import Body, Stage
from charts.pptx.template import Design
from charts.pptx.theme_colours import theme_palette
from charts.provenance.ooxml_metadata import TYPES, pack, parse_xml, read_parts

MOST_BYTES = 20_000_000
"""A larger template is refused; corporate ones with pictures have a few megabytes."""
MOST_UNPACKED = 100_000_000
LEAST = (480.0, 270.0)
"""How wide and high the body area of a layout is at least, in points: half a slide."""
MAIN_PART = "ppt/presentation.xml"
PRESENTATION = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
TEMPLATE = PRESENTATION.replace("presentation.main", "template.main")
MACROS = ("vbaProject", "macroEnabled")
ACTIVE = ("activeX", "oleObject", "embeddings/", "ctrlProps")
"""What of the parts' names tells that a program is in them."""
LINKS = ("hyperlink",)
"""Relations that lead out of the file only when a reader clicks."""
SHAPES = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
NO_TEMPLATE = "This is no PowerPoint presentation or template (.pptx, .potx)."
TOO_LARGE = "The template has {size:.1f} MB; up to {most} MB are read."
HAS_MACROS = "The template has macros. Save it in PowerPoint as .potx or .pptx, which have none."
HAS_PROGRAMS = "The template holds a control or an embedded file ({part}). Delete it there."
LEADS_OUT = (
    "The template links to {target}, which is not in the file ({part}). In PowerPoint, embed it: "
    "File, Info, Edit Links to Files."
)
NO_LAYOUT = (
    "The template has no layout with a title and one body area of at least {width:.0f} × "
    "{height:.0f} points (Title and Content). Its layouts are {names}."
)
NO_TITLE_SLIDE = "The template has no layout with a title and a subtitle (Title Slide)."
TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
BODIES = (PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.CHART)
UNDER = (PP_PLACEHOLDER.SUBTITLE, PP_PLACEHOLDER.BODY)
LEFT_BEHIND = (
    RELATIONSHIP_TYPE.THUMBNAIL,
    RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
    RELATIONSHIP_TYPE.CUSTOM_PROPERTIES,
    RELATIONSHIP_TYPE.CUSTOM_XML,
    RELATIONSHIP_TYPE.COMMENT_AUTHORS,
)
"""What tells of a template's sample slides, or of who made them."""


class TemplateError(ValueError):
    """Say in a sentence for the presenter why a template cannot be used."""


def presenter_design(content: bytes) -> Design:
    """Return a presenter's presentation without slides; raise `TemplateError`."""
    file = _opened(content)
    _without_slides(file)
    chart, body = _chart_layout(file)
    title_slide = _title_layout(file)
    master: Any = chart.slide_master
    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    palette = theme_palette(parse_xml(theme.blob), master.element, chart.element)
    return Design(file, title_slide, chart, Stage(palette, body))


def _opened(content: bytes) -> Slides:
    if len(content) > MOST_BYTES:
        size, most = len(content) / 1_000_000, MOST_BYTES // 1_000_000
        raise TemplateError(TOO_LARGE.format(size=size, most=most))
    try:
        parts = read_parts(content, most=MOST_UNPACKED)
        if MAIN_PART not in parts or TYPES not in parts:
            raise TemplateError(NO_TEMPLATE)
        for name, part in parts.items():
            if name.endswith((".xml", ".rels")):
                parse_xml(part)  # no entities
    except TemplateError:
        raise
    except ValueError as error:
        raise TemplateError(f"{NO_TEMPLATE[:-1]}: {error}.") from None
    types = parts[TYPES]
    if any(word.encode() in types or word in name for word in MACROS for name in parts):
        raise TemplateError(HAS_MACROS)
    parts[TYPES] = types.replace(TEMPLATE.encode(), PRESENTATION.encode())
    try:
        return Presentation(io.BytesIO(pack(parts)))
    except Exception as error:  # python-pptx raises many kinds for files that are broken
        raise TemplateError(NO_TEMPLATE) from error


def _without_slides(file: Slides) -> None:
    """Take away the slides and all that tells of them; raise `TemplateError` where what is left
    leads out of the file or holds a program.
    """
    root: Any = file.element
    for listed in root.findall(f"{SHAPES}sldIdLst"):
        for one in list(listed):
            file.part.drop_rel(one.rId)
            listed.remove(one)
    for name in ("custShowLst", "custDataLst", "extLst"):  # shows and sections list slides
        for element in root.findall(f"{SHAPES}{name}"):
            root.remove(element)
    for owner in (file.part, file.part.package):
        rels: Any = owner._rels
        for name, one in list(rels.items()):
            if one.reltype in LEFT_BEHIND:
                rels.pop(name)
    for part in file.part.package.iter_parts():
        _refuse_active(part)


def _refuse_active(part: Part) -> None:
    name = str(part.partname).lstrip("/")
    if any(word in name for word in ACTIVE):
        raise TemplateError(HAS_PROGRAMS.format(part=name))
    for one in part.rels.values():
        if one.is_external and not one.reltype.endswith(LINKS):
            raise TemplateError(LEADS_OUT.format(target=one.target_ref[:80], part=name))


def _layouts(file: Slides) -> Iterator[SlideLayout]:
    for master in file.slide_masters:
        yield from master.slide_layouts


def _chart_layout(file: Slides) -> tuple[SlideLayout, Body]:
    """Return the layout with a title and one body area, that of Title and Content first, and where
    that area is.
    """
    found: list[tuple[bool, float, SlideLayout, Body]] = []
    for layout in _layouts(file):
        bodies = list(_of_kind(layout, BODIES))
        if len(bodies) == 1 and any(_of_kind(layout, TITLES)):
            body = _body(bodies[0])
            if body.width >= LEAST[0] and body.bottom - body.top >= LEAST[1]:
                area = body.width * (body.bottom - body.top)
                found.append((_kind(layout) == "obj", area, layout, body))
    if not found:
        names = ", ".join(layout.name for layout in _layouts(file)) or "none"
        raise TemplateError(NO_LAYOUT.format(width=LEAST[0], height=LEAST[1], names=names[:300]))
    *_, layout, body = max(found, key=lambda one: one[:2])
    return layout, body


def _title_layout(file: Slides) -> SlideLayout:
    fits = [one for one in _layouts(file) if any(_of_kind(one, TITLES))]
    fits = [one for one in fits if any(_of_kind(one, UNDER))]
    kinds = {_kind(layout): layout for layout in reversed(fits)}
    layout = kinds.get("title") or kinds.get("secHead")
    if layout is None:
        raise TemplateError(NO_TITLE_SLIDE)
    return layout


def _of_kind(layout: SlideLayout, kinds: Sequence[PP_PLACEHOLDER]) -> Iterator[Any]:
    places: Any = layout.placeholders
    for place in places:
        if place.placeholder_format.type in kinds:
            yield place


def _kind(layout: SlideLayout) -> str:
    element: etree._Element = layout.element
    return str(element.get("type", ""))


def _body(place: Any) -> Body:
    left, top, width, height = (
        Length(side or 0).pt for side in (place.left, place.top, place.width, place.height)
    )
    return Body(left, top, width, top + height)
