"""The sizes that pictures are made in: what for, how wide and high, how many pixels."""

from __future__ import annotations

from dataclasses import dataclass

STEPS = (1.0, 1.12, 1.26, 1.4, 1.58, 1.8)
"""Widths that a picture is laid out for, as multiples of its base; the first: the largest type."""
BASE, TURNED, NARROWEST = 600, 0.9, 320
"""A square's base width; how fast the base of upright pictures shrinks with their width, and to
what: narrower, texts break at every word.
"""
LEAST, MOST = 480, 4000
"""The bounds in pixels of a reader's own width and height."""
MOST_SIGNS = 20
"""A longer name of a size is none."""
MOST_RATIO = 3.0
"""How much longer one side of a reader's own size may be than the other."""


@dataclass(frozen=True)
class Frame:
    """A picture's size in CSS pixels (96 an inch), and how many pixels of a PNG one of them is."""

    name: str
    title: str
    width: int
    height: int
    scale: float = 1.0
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
    def widths(self) -> tuple[int, ...]:
        """Return the widths that it can be laid out for; type scales with the frame."""
        aspect = self.width / self.height
        base = BASE * (aspect**0.5 if aspect >= 1 else aspect**TURNED)
        return tuple(round(max(base, NARROWEST) * step) for step in STEPS)


SLIDE = Frame("slide", "Slide, 16:9", 1280, 720, 1.5)
FRAMES = {
    frame.name: frame
    for frame in (
        SLIDE,
        Frame("slide-4-3", "Slide, 4:3", 960, 720, 2.0),
        Frame("half-page", "Half an A4 page", 794, 561, 3.0),
        Frame("square", "Square", 1080, 1080),
        Frame("story", "Phone story", 1080, 1920),
    )
}


DOCUMENT = Frame("document", "A page of text", 660, 860, 3.0, flexible=True)
"""A picture in a Word document: its smallest type prints at 8 points, 300 pixels an inch."""


def own_frame(width: int, height: int) -> Frame:
    """Return a frame of a reader's own size in pixels; raise `ValueError`, a sentence, outside
    the bounds.
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
    return Frame(f"{width}x{height}", f"{width:,} × {height:,} pixels", width, height)


def named_frame(name: str) -> Frame:
    """Return the frame of a name, such as `slide` or `800x600`; raise `ValueError`, a sentence."""
    if name in (known := FRAMES | {DOCUMENT.name: DOCUMENT}):
        return known[name]
    width, _, height = name.partition("x")
    if not (width.isdecimal() and height.isdecimal() and len(name) < MOST_SIGNS):
        there = ", ".join(FRAMES)
        raise ValueError(f"There is no size {name[:40]!r}; there are {there}, and WIDTHxHEIGHT.")
    return own_frame(int(width), int(height))
