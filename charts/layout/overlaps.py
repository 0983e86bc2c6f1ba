"""Where the texts of a figure stand in pixels, and which lie on another or are cut off."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

import plotly.graph_objects as go

from charts.style.fonts import text_width

LINE = 1.3
"""How high Plotly sets a line, as a multiple of the font's size."""
TOUCH = 1.0
"""How many pixels two boxes may share."""


@dataclass(frozen=True)
class Box:
    """A text's box: pixels from the figure's left and top edges."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Tell whether two boxes lie on each other."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > TOUCH and down > TOUCH


def boxes(figure: go.Figure, wider: float = 1.0) -> list[Box]:
    """Return the boxes of all texts that the layout places, of those of the key, and of images.

    A font may be `wider` than the bundled one. Texts at a mark, such as the letter of a note, go
    with the marks and are not among them.
    """
    layout = figure.layout
    width, height = float(layout.width), float(layout.height)
    margin = layout.margin
    inner = (width - margin.l - margin.r, height - margin.t - margin.b)
    origin = (float(margin.l), float(margin.t))
    placed = [note for note in layout.annotations if note.xref == "paper"]
    found = [_annotation(note, origin, inner, wider) for note in placed]
    found += _trace_texts(figure, origin, inner)
    found += [_image(image, origin, inner) for image in layout.images]
    return [box for box in found if box.text]


def misplaced(figure: go.Figure, wider: float = 1.0) -> list[str]:
    """Return a sentence for each text that is cut off, and for each two on one another."""
    found = boxes(figure, wider)
    width, height = float(figure.layout.width), float(figure.layout.height)
    cut = [
        f"cut off: {box.text!r}"
        for box in found
        if box.left < 0 or box.top < 0 or box.right > width or box.bottom > height
    ]
    pairs = itertools.combinations(found, 2)
    return cut + [f"{a.text!r} on {b.text!r}" for a, b in pairs if a.meets(b)]


def _lines(text: str) -> list[str]:
    return [unescape(re.sub(r"<[^>]+>", "", line)) for line in text.split("<br>")]


def _annotation(
    note: go.layout.Annotation,
    origin: tuple[float, float],
    inner: tuple[float, float],
    wider: float,
) -> Box:
    lines = _lines(note.text or "")
    size, weight = note.font.size, note.font.weight or 400
    wide = wider * max(text_width(line, size, weight) for line in lines)
    high = len(lines) * size * LINE
    x = origin[0] + note.x * inner[0] + (note.xshift or 0)
    y = origin[1] + (1 - note.y) * inner[1] - (note.yshift or 0)
    left = x - wide * {"left": 0.0, "center": 0.5, "right": 1.0}[note.xanchor or "center"]
    top = y - high * {"top": 0.0, "middle": 0.5, "bottom": 1.0}[note.yanchor or "middle"]
    return Box(" ".join(lines).strip(), left, top, left + wide, top + high)


def _image(image: go.layout.Image, origin: tuple[float, float], inner: tuple[float, float]) -> Box:
    right, top = origin[0] + image.x * inner[0], origin[1] + (1 - image.y) * inner[1]
    left, bottom = right - image.sizex * inner[0], top + image.sizey * inner[1]
    return Box(str(image.name), left, top, right, bottom)


def _trace_texts(
    figure: go.Figure, origin: tuple[float, float], inner: tuple[float, float]
) -> Iterator[Box]:
    """Yield the words of the key, whose axes' unit is the pixel."""
    for trace in figure.data:
        if trace.type != "scatter" or trace.mode != "text" or trace.xaxis != "x2":
            continue
        axis = figure.layout.yaxis2
        low = origin[1] + (1 - (axis.domain or (0, 1))[0]) * inner[1]
        size = trace.textfont.size
        for x, y, text in zip(trace.x, trace.y, trace.text, strict=True):
            wide, high = text_width(text, size), size * LINE
            left, middle = origin[0] + x, low - y
            yield Box(text, left, middle - high / 2, left + wide, middle + high / 2)
