"""The outlines of a country's states, flat already: nothing is projected where they are drawn."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Point = tuple[float, float]
Line = Sequence[Point]


@dataclass(frozen=True)
class Outlines:
    """A country's states as closed lines, clockwise, in units of a map `width` by `height`, from
    its top left.
    """

    width: int
    height: int
    places: Mapping[str, Sequence[Line]]


def outlines_by_country(text: str) -> dict[str, Outlines]:
    """Return the outlines that `static/state_shapes.json` has, by country."""
    return {
        country: Outlines(
            own["width"],
            own["height"],
            {
                place: [list(zip(line[::2], line[1::2], strict=True)) for line in lines]
                for place, lines in own["places"].items()
            },
        )
        for country, own in json.loads(text).items()
    }


def hatched(lines: Sequence[Line], gap: float) -> list[Line]:
    """Return strokes that rise to the right, `gap` apart, across what closed lines surround."""
    edges = [ends for line in lines for ends in zip(line, [*line[1:], line[0]], strict=True)]
    sums = [x + y for line in lines for x, y in line]
    found: list[Line] = []
    for step in range(int(min(sums) / gap) + 1, int(max(sums) / gap) + 1):
        level = step * gap + 0.25  # no corner, as they stand on whole units, lies on a stroke
        crossed = sorted(
            ax + (bx - ax) * (level - ax - ay) / (bx + by - ax - ay)
            for (ax, ay), (bx, by) in edges
            if (ax + ay < level) != (bx + by < level)
        )
        ends = [(x, level - x) for x in crossed]
        found += [list(pair) for pair in zip(ends[::2], ends[1::2], strict=False)]
    return found
