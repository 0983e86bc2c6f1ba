"""Classes of numbers for the colours of a map: few, of equal width, with round bounds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from charts.style.theme import Palette
from charts.text.wording import number

MOST = 7
"""How many colours a reader tells apart."""
STEPS = (1.0, 2.0, 2.5, 5.0)


@dataclass(frozen=True)
class Classes:
    """The bounds of classes, in order; each holds its lower bound and not its upper one."""

    bounds: Sequence[float]

    def __len__(self) -> int:
        """Return how many classes there are."""
        return len(self.bounds) - 1

    def of(self, value: float) -> int:
        """Return the class of a value, from 0 on."""
        return sum(value >= bound for bound in self.bounds[1:-1])

    def words(self, at: int) -> str:
        """Return the bounds of a class: `10 to under 20`."""
        return f"{number(self.bounds[at])} to under {number(self.bounds[at + 1])}"

    def colours(self, palette: Palette) -> list[str]:
        """Return a colour for each class, of the palette's as far apart as they can be."""
        last = len(palette.classes) - 1
        gaps = max(len(self) - 1, 1)
        return [palette.classes[round(at * last / gaps)] for at in range(len(self))]


def classes_of(lowest: float, highest: float) -> Classes:
    """Return as many classes as there can be, `MOST` at most, that hold both numbers."""
    largest = max(abs(lowest), abs(highest)) or 1.0
    scale = 10.0 ** (math.floor(math.log10(largest)) - 1)
    widths = (step * scale * 10**more for more in range(4) for step in STEPS)
    for width in widths:
        first, last = math.floor(lowest / width), math.floor(highest / width) + 1
        if last - first <= MOST:
            break
    return Classes([round(at * width, 9) for at in range(first, last + 1)])
