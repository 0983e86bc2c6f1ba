"""A logo: a PNG, or an SVG in which nothing runs and nothing is fetched."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

DRAWING = "{http://www.w3.org/2000/svg}"
ACTIVE = ("script", "foreignObject", "iframe", "animate", "set", "handler", "listener")
LEADS_OUT = re.compile(r"@import|url\(\s*['\"]?(?!#|data:)", re.IGNORECASE)
INSIDE = ("#", "data:image/png", "data:image/jpeg")
LONGEST = 6.0
"""How many times as long as high a logo may be, or as high as long."""
PNG = b"\x89PNG\r\n\x1a\n"


class LogoError(ValueError):
    """Say in a sentence why a logo cannot be used."""


@dataclass(frozen=True)
class Logo:
    """A logo as a picture for the web, as a PNG for Office, its proportion, place and height."""

    content: bytes
    office: bytes
    ratio: float
    place: str
    height: int

    @property
    def width(self) -> float:
        """Return how wide it is, in pixels."""
        return self.height * self.ratio

    @property
    def is_on_top(self) -> bool:
        """Tell whether it stands above the chart."""
        return self.place.startswith("top")

    @property
    def is_on_left(self) -> bool:
        """Tell whether it stands at the left edge."""
        return self.place.endswith("left")

    @property
    def uri(self) -> str:
        """Return it as an address that holds it."""
        kind = "png" if self.content.startswith(PNG) else "svg+xml"
        return f"data:image/{kind};base64,{base64.b64encode(self.content).decode()}"


def read_logo(contents: Sequence[bytes], place: str, height: int) -> Logo:
    """Return the logo of one or two files, the second a PNG for Office; raise `LogoError`."""
    first, last = contents[0], contents[-1]
    if not last.startswith(PNG):
        raise LogoError("is no PNG; of an SVG, office must name a PNG, as Word has no SVG.")
    office = _png_ratio(last)
    ratio = office if first.startswith(PNG) else _svg_ratio(first)
    if not 1 / LONGEST <= ratio <= LONGEST:
        raise LogoError(f"one side is more than {LONGEST:.0f} times the other.")
    return Logo(first, last, ratio, place, height)


def _png_ratio(content: bytes) -> float:
    from PIL import Image  # noqa: PLC0415  only a style with a logo needs it

    try:
        with Image.open(io.BytesIO(content), formats=["PNG"]) as picture:
            picture.verify()
            return picture.width / picture.height
    except Exception as error:  # Pillow raises many kinds for files that are broken
        raise LogoError("the PNG is broken.") from error


def _svg_ratio(content: bytes) -> float:
    from lxml import etree  # noqa: PLC0415  only a house style needs it

    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise LogoError("the SVG defines entities.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise LogoError("is neither PNG nor SVG.") from None
    if root.tag != f"{DRAWING}svg":
        raise LogoError("is neither PNG nor SVG.")
    for element in root.iter(etree.Element):
        _refuse(element)
    box = [float(part) for part in re.findall(r"-?[\d.]+", str(root.get("viewBox", "")))]
    if len(box) != 4 or min(box[2:]) <= 0:
        raise LogoError("the SVG has no viewBox.")
    return box[2] / box[3]


def _refuse(element: etree._Element) -> None:
    """Raise `LogoError` where an element runs, or fetches anything."""
    name = str(element.tag).rpartition("}")[2]
    if name.startswith(ACTIVE):
        raise LogoError(f"the SVG has a {name}, which runs; draw it without.")
    if name == "style" and LEADS_OUT.search(element.text or ""):
        raise LogoError("the SVG's style leads out of it.")
    for key, value in element.attrib.items():
        own = str(key).rpartition("}")[2]
        fetched = own in ("href", "src") and not str(value).strip().startswith(INSIDE)
        if own.startswith("on") or fetched or LEADS_OUT.search(str(value)):
            raise LogoError(f"the SVG has {own}={str(value)[:40]!r}, which runs or leads out.")
