"""The colours of a presenter's theme as a palette: each in one of PowerPoint's own shades of it
that can be read on the slide's ground and told apart from the others.
"""

from __future__ import annotations

import colorsys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from lxml import etree

from charts.style.colour_vision import apart, contrast, mixed
from charts.style.theme import DARK, LIGHT, Palette, Shade

MAIN = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SHAPES = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
DARKER, LIGHTER = (0.0, -0.25, -0.5), (0.0, 0.4, 0.6, 0.8)
"""The shades of a colour that PowerPoint offers."""
TEXT, LEAST_APART = 4.5, 0.04
"""The contrast of what is read, and how far apart two series are at least."""
SYSTEM = {"window": "#ffffff", "windowText": "#000000"}
ACCENTS = tuple(f"accent{n}" for n in range(1, 7))
MIXES = {"grid": 0.12, "rule": 0.22, "faded": 0.42, "record": 0.55, "quiet": 0.72, "surface": 0.05}
"""How much of the ink is in each of the quiet colours, the rest of which is paper."""


def theme_palette(theme: etree._Element, master: etree._Element, layout: etree._Element) -> Palette:
    """Return the colours of a theme, as a master's map and the ground of a layout name them."""
    scheme = _scheme(theme)
    mapped = _mapped(master)
    ground = _ground(layout, scheme, mapped) or _ground(master, scheme, mapped)
    paper = ground or scheme[mapped["bg1"]]
    ink = max((scheme[mapped[name]] for name in ("tx1", "bg1")), key=lambda c: contrast(c, paper))
    ink_slot = "tx1" if ink == scheme[mapped["tx1"]] else "bg1"
    ours = LIGHT if contrast("#000000", paper) > contrast("#ffffff", paper) else DARK
    mixes: dict[str, Any] = {name: mixed(ink, paper, share) for name, share in MIXES.items()}
    shades = list(_series(scheme, mapped, paper, ours))
    slots = [Shade(ink, ink_slot), *(shade for shade in shades if shade.slot)]
    if paper == scheme[mapped["bg1"]]:
        slots.append(Shade(paper, "bg1"))
    series = tuple(shade.colour for shade in shades)
    base = replace(ours, paper=paper, ink=ink, series=series, shades=tuple(slots))
    return replace(base, **mixes)


def _series(
    scheme: Mapping[str, str], mapped: Mapping[str, str], paper: str, ours: Palette
) -> Iterator[Shade]:
    """Yield as many colours as our palette has: the theme's as far as they can be told apart, then
    our own.
    """
    steps = DARKER if ours is LIGHT else LIGHTER
    chosen: list[str] = []
    found: list[Shade] = []
    for slot in ACCENTS:
        tries = (shaded(scheme[mapped.get(slot, slot)], step) for step in steps)
        for colour, step in zip(tries, steps, strict=True):
            if _fits(colour, chosen, paper):
                chosen.append(colour)
                found.append(Shade(colour, slot, step))
                break
    others = [colour for colour in ours.series if _fits(colour, chosen, paper)]
    rest = [*others, *(colour for colour in ours.series if colour not in others)]
    yield from [*found, *(Shade(colour) for colour in rest)][: len(ours.series)]


def _fits(colour: str, chosen: Sequence[str], paper: str) -> bool:
    return contrast(colour, paper) >= TEXT and all(
        apart(colour, other) >= LEAST_APART for other in chosen
    )


def _scheme(theme: etree._Element) -> dict[str, str]:
    """Return the colours of a theme by the names of their slots."""
    found = dict.fromkeys(("dk1", "tx1"), "#000000") | dict.fromkeys(("lt1", "bg1"), "#ffffff")
    for slot in theme.iterfind(f".//{MAIN}clrScheme/*"):
        for colour in slot:
            value = str(colour.get("lastClr") or colour.get("val", ""))
            value = SYSTEM.get(value, f"#{value.lower()}")
            if len(value) == len("#rrggbb"):
                found[etree.QName(slot).localname] = value
    return found | {name: found.get(name, "#595959") for name in (*ACCENTS, "dk2", "lt2")}


def _mapped(master: etree._Element) -> dict[str, str]:
    """Return which slot of the theme a master means by each name."""
    usual = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
    found = master.find(f"{SHAPES}clrMap")
    return usual if found is None else usual | {str(k): str(v) for k, v in found.attrib.items()}


def _ground(
    page: etree._Element, scheme: Mapping[str, str], mapped: Mapping[str, str]
) -> str | None:
    """Return the colour that a page is painted with; None where that is a picture or not said."""
    found = page.find(f"{SHAPES}cSld/{SHAPES}bg")
    colour = None if found is None else found.find(f".//{MAIN}schemeClr")
    if colour is not None and not len(colour):
        name = str(colour.get("val"))
        return scheme.get(mapped.get(name, name))
    plain = None if found is None else found.find(f".//{MAIN}solidFill/{MAIN}srgbClr")
    return None if plain is None or len(plain) else f"#{str(plain.get('val')).lower()}"


def shaded(colour: str, brightness: float) -> str:
    """Return a colour darker (below 0) or lighter, as DrawingML's `lumMod` and `lumOff` make it."""
    red, green, blue = (part / 255 for part in bytes.fromhex(colour[1:]))
    hue, light, saturation = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 - abs(brightness)) + max(0.0, brightness)
    parts = colorsys.hls_to_rgb(hue, min(1.0, light), saturation)
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)
