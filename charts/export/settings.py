"""What file of a view is wanted: its form, size, colours, and what leads back from it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from charts.style.house_style import OURS, HouseStyle
from charts.style.sizes import SLIDE, Frame
from charts.style.theme import DARK, GREY, LIGHT, Palette

TEMPLATE = "template "
"""How a proof's name of a template begins; a style's has a comma."""
OPAQUE = ("jpg",)
"""Forms that cannot be transparent: their ground is that of a look."""


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
        Colours("grey", "Greyscale, with shapes", GREY),
    )
}


ADDRESS, CODE = "address", "qr"
BACK = {"": "None", ADDRESS: "Address in the source line", CODE: "QR code"}
"""How a picture itself leads to its chart, with titles."""


@dataclass(frozen=True)
class ExportSettings:
    """What file is wanted: its form, and for pictures the frame, the look, no header and footer;
    `site` is where the app is served, to which the file leads back; `back` is how the picture
    itself shows that, one of `BACK`; `template` is a presenter's own presentation, whose layouts
    and theme slides have, `style` the house's.
    """

    form: str = "png"
    frame: Frame = SLIDE
    colours: Colours = field(default_factory=lambda: COLOURS["light"])
    plain: bool = False
    site: str = ""
    back: str = ""
    template: bytes = b""
    style: HouseStyle = OURS

    @property
    def palette(self) -> Palette:
        """Return the colours with their font, in the house style."""
        return self.style.palettes[self.colours.palette.name]


def template_mark(template: bytes) -> str:
    """Return what a proof calls a presenter's template, of which it names nothing else."""
    return f"{TEMPLATE}{hashlib.sha256(template).hexdigest()[:16]}" if template else ""
