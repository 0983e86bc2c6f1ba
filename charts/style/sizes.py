"""The sizes that pictures are made in: what for, how wide and high, how many pixels."""

from __future__ import annotations

import re
from dataclasses import dataclass

from charts.style.theme import TYPE

STEPS = (1.0, 1.12, 1.26, 1.4, 1.58, 1.8)
"""Widths that a picture is laid out for, as multiples of its base; the first: the largest type."""
BASE, TURNED, NARROWEST = 600, 0.9, 320
"""A square's base width; how fast the base of upright pictures shrinks with their width, and to
what: narrower, texts break at every word.
"""
LEAST, MOST = 480, 4000
"""The bounds in pixels of a reader's own width and height."""
OWN_SIZE = re.compile(r"([0-9]{1,6})x([0-9]{1,6})(?:@([0-9]{1,6}))?")
"""How a reader's own size is called."""
SCREEN, MOST_DOTS, MOST_PIXELS = 96, 600, 6000
"""How many pixels an inch a screen has; how many a picture may have, and along a side."""
MOST_RATIO = 3.0
"""How much longer one side of a reader's own size may be than the other."""


@dataclass(frozen=True)
class TypeFloor:
    """How large type is at least where pictures of a size are looked at, in the `unit` of there;
    `per_pixel` is what a pixel of the frame is there.
    """

    where: str
    least: float
    unit: str
    per_pixel: float


ON_SLIDES = TypeFloor("on a slide", 12, "pt", 0.75)
"""A slide is 13.33 or 10 inches wide, its frame 1280 or 960 pixels."""
IN_PRINT = TypeFloor("in print", 8, "pt", 0.75)
ON_PHONES = TypeFloor("on a phone", 12, "px", 390 / 1080)
"""A picture 1080 pixels wide fills a phone's screen, of 390 CSS pixels."""
ON_SCREENS = TypeFloor("on a screen at its full size", 12, "px", 1)


@dataclass(frozen=True)
class Frame:
    """A picture's size in CSS pixels (96 an inch), and how many pixels of a PNG one of them is.

    `free` are the shares of its height above and below that stay empty.
    """

    name: str
    title: str
    width: int
    height: int
    scale: float = 1.0
    floor: TypeFloor = ON_SCREENS
    free: tuple[float, float] = (0, 0)
    flexible: bool = False
    """Whether a picture may be lower, as high as its chart asks for."""

    @property
    def pixels(self) -> tuple[int, int]:
        """Return width and height of a PNG."""
        return round(self.width * self.scale), round(self.height * self.scale)

    @property
    def pixels_a_metre(self) -> int:
        """Return the resolution of a PNG, with which it is as large on paper as a PDF."""
        return round(96 * self.scale / 0.0254)

    @property
    def inner_height(self) -> float:
        """Return the height that a chart may fill."""
        return self.height * (1 - sum(self.free))

    @property
    def widths(self) -> tuple[int, ...]:
        """Return the widths that it can be laid out for, the largest type first."""
        aspect = self.width / self.inner_height
        base = max(BASE * (aspect**0.5 if aspect >= 1 else aspect**TURNED), NARROWEST)
        held = max(self.widest, NARROWEST)
        larger = [held * step for step in STEPS if held * step < base] or [held]
        own = [base * step for step in STEPS]
        return tuple(sorted({round(width) for width in (*larger, *own) if width <= own[-1]}))

    @property
    def widest(self) -> int:
        """Return the largest width to lay it out for that keeps the smallest type at its floor."""
        return int(TYPE["note"] * self.width * self.floor.per_pixel / self.floor.least)


SLIDE = Frame("slide", "Slide, 16:9", 1280, 720, 1.5, ON_SLIDES)
FRAMES = {
    frame.name: frame
    for frame in (
        SLIDE,
        Frame("slide-4-3", "Slide, 4:3", 960, 720, 2.0, ON_SLIDES),
        Frame("half-page", "Half an A4 page", 794, 561, 3.0, IN_PRINT),
        Frame("square", "Square", 1080, 1080, floor=ON_PHONES),
        Frame("story", "Phone story", 1080, 1920, floor=ON_PHONES, free=(0.14, 0.2)),
    )
}


DOCUMENT = Frame("document", "A page of text", 660, 860, 3.0, IN_PRINT, flexible=True)
"""A picture in a Word document: its smallest type prints at 8 points, 300 pixels an inch."""


def own_frame(width: int, height: int, dots: int = SCREEN) -> Frame:
    """Return a frame of a reader's own size in pixels, 96 an inch, of which a PNG has `dots` an
    inch; raise `ValueError`, a sentence, outside the bounds.
    """
    for name, length in (("width", width), ("height", height)):
        if not LEAST <= length <= MOST:
            raise ValueError(
                f"The {name} {length:,} is outside the bounds: {LEAST:,} to {MOST:,} pixels."
            )
    if max(width, height) > MOST_RATIO * min(width, height):
        raise ValueError(
            f"{width:,} by {height:,} is too long: one side may be {MOST_RATIO:.0f} times "
            "the other at most."
        )
    most = min(MOST_DOTS, SCREEN * MOST_PIXELS // max(width, height))
    if not SCREEN <= dots <= most:
        raise ValueError(
            f"A picture of this size has {SCREEN} to {most} dots an inch, and not {dots:,}."
        )
    name, title = f"{width}x{height}", f"{width:,} × {height:,} pixels"
    if dots == SCREEN:
        return Frame(name, title, width, height)
    title = f"{title}, {dots} dots an inch"
    return Frame(f"{name}@{dots}", title, width, height, dots / SCREEN, IN_PRINT)


def named_frame(name: str) -> Frame:
    """Return the frame of a name, such as `slide`, `800x600` or `800x600@300`; raise `ValueError`,
    a sentence.
    """
    if name in (known := FRAMES | {DOCUMENT.name: DOCUMENT}):
        return known[name]
    found = OWN_SIZE.fullmatch(name)
    if not found:
        there = ", ".join(FRAMES)
        form = "WIDTHxHEIGHT, with @DPI where it is not 96"
        raise ValueError(f"There is no size {name[:40]!r}; there are {there}, and {form}.")
    return own_frame(*(int(number) for number in found.groups(str(SCREEN))))
