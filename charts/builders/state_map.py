"""A map of a country's states, coloured by class: a pure function, tables in, figure out.

The outlines are flat already. Plotly is told that they are degrees near the equator, where its
plainest projection leaves them as they are, and so needs no map of its own, which it would fetch.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import plotly.graph_objects as go

from charts.layout.figure_layout import EDGE, Layout, figure_of, text_lines
from charts.layout.outlines import Line, Outlines, Point, hatched
from charts.marks.classes import Classes, classes_of
from charts.marks.legend import ROW
from charts.presenter.own_words import NO_WORDS, OwnWords
from charts.style.theme import Palette, PlotlyDict, Size
from charts.text import notes, state_map
from loaders.analysis.by_state import StateFigures, drawn_value
from loaders.dataset import Claim, Dataset, claims_in

DEGREE = 100
"""How many units of an outline are a degree to Plotly: so few that no line is bent."""
HATCH, SWATCH, GAP = 9, 20, 16
"""How far apart the strokes of a hatch are; how long a sample in the key is, and how far from the
one before, in pixels.
"""
HIGHEST = 440
"""How many pixels high a map is at most where nobody asks for more."""


@dataclass(frozen=True)
class StateMap:
    """A map of a year: the figures, the outlines of the states, and a presenter's words."""

    figures: StateFigures
    outlines: Outlines
    own: OwnWords = NO_WORDS

    @cached_property
    def classes(self) -> Classes:
        """Return the classes, which are those of all years, so that years can be compared."""
        return classes_of(self.figures.lowest, self.figures.highest)

    @cached_property
    def claims(self) -> dict[str, Claim]:
        """Return the figure of each state that has one and an outline."""
        own = {claim.place_id: claim for claim in claims_in(self.figures.claims)}
        return {name: own[name] for name in self.outlines.places if name in own}

    @property
    def without(self) -> list[str]:
        """Return the states that have an outline and no figure."""
        return [name for name in self.outlines.places if name not in self.claims]

    def colours(self, palette: Palette) -> dict[str, str]:
        """Return the colour of each state that has a figure."""
        colours = self.classes.colours(palette)
        return {n: colours[self.classes.of(drawn_value(c))] for n, c in self.claims.items()}

    def entries(self, palette: Palette) -> list[tuple[str, str]]:
        """Return the key: a colour and its words; the paper's where there is no figure."""
        colours = self.classes.colours(palette)
        found = [(colour, self.classes.words(at)) for at, colour in enumerate(colours)]
        return [*found, *([(palette.paper, state_map.NO_FIGURE)] if self.without else [])]

    def below(self, dataset: Dataset) -> list[str]:
        """Return the sentences below the map, before its source note."""
        return state_map.below(dataset, self.figures, list(self.outlines.places))


def map_of_states(
    dataset: Dataset, chart: StateMap, heading: str, subtitle: str, palette: Palette, size: Size
) -> go.Figure:
    """Draw a map; title, unit, the bounds of the colours, what has no figure, sources and the
    data's version stand inside it.
    """
    note = notes.source_note(dataset, chart.figures.claims, chart.own)
    lines = text_lines(size, chart.own.over(heading, subtitle), [*chart.below(dataset), note])
    layout = Layout(size, lines, plot_height=0, left=EDGE, right=EDGE)
    layout = layout.saying(note.text for note in chart.own.notes)
    shape = chart.outlines.height / chart.outlines.width
    height = min(HIGHEST, round(layout.plot_width * shape)) + size.room.fill
    key = key_places(chart.entries(palette), size, layout.plot_width)
    layout = replace(layout, plot_height=height, key_rows=key[-1].row + 1)
    around = layout.figure(palette)
    around["geo"] = _geo(chart.outlines, around["yaxis"]["domain"])
    hidden = {"visible": False}
    around |= {"xaxis": around["xaxis"] | hidden, "yaxis": around["yaxis"] | hidden}
    around["shapes"] = [shape for own in key for shape in _sample(own, layout, palette)]
    data = [
        *_borders(chart, palette),
        _areas(dataset, chart, palette),
        _words(key, layout, palette),
    ]
    return figure_of(data, around)


def _geo(outlines: Outlines, domain: Sequence[float]) -> PlotlyDict:
    """Return axes that hold the outlines, as large as there is room for, and nothing else."""
    half = (outlines.width / 2 / DEGREE, outlines.height / 2 / DEGREE)
    return {
        "domain": {"x": [0, 1], "y": domain},
        "visible": False,
        "bgcolor": "rgba(0,0,0,0)",
        "projection": {"type": "equirectangular"},
        "lonaxis": {"range": [-half[0], half[0]]},
        "lataxis": {"range": [-half[1], half[1]]},
    }


def _degrees(outlines: Outlines, point: Point) -> list[float]:
    x, y = point
    middle = (outlines.width / 2, outlines.height / 2)
    return [round((x - middle[0]) / DEGREE, 3), round((middle[1] - y) / DEGREE, 3)]


def _borders(chart: StateMap, palette: Palette) -> list[PlotlyDict]:
    """Return the borders and the hatch of states without a figure.

    They come first: by a first trace that names no places Plotly sees that it need fetch no map.
    """
    own = chart.outlines.places
    borders = [[*line, line[0]] for lines in own.values() for line in lines]
    strokes = [line for name in chart.without for line in hatched(own[name], HATCH)]
    edge = [[*line, line[0]] for name in chart.without for line in own[name]]
    return [
        _lines("borders", chart.outlines, borders, palette.paper),
        _lines(state_map.NO_FIGURE, chart.outlines, [*strokes, *edge], palette.faded),
    ]


def _lines(name: str, outlines: Outlines, lines: Sequence[Line], colour: str) -> PlotlyDict:
    points = [p for line in lines for p in [*(_degrees(outlines, p) for p in line), [None, None]]]
    lon, lat = zip(*points, strict=True) if points else ((), ())
    look = {"mode": "lines", "line": {"color": colour, "width": 0.8}, "hoverinfo": "skip"}
    return {"type": "scattergeo", "name": name, "lon": lon, "lat": lat, **look}


def _areas(dataset: Dataset, chart: StateMap, palette: Palette) -> PlotlyDict:
    """Return the states as one trace; those without a figure have the colour of the paper."""
    colours = [colour for colour, _ in chart.entries(palette)]
    count = len(colours)
    scale = [[end / count, colour] for n, colour in enumerate(colours) for end in (n, n + 1)]
    told = {n: [c.claim_id, state_map.hover(dataset, c)] for n, c in chart.claims.items()}
    told |= {n: ["", state_map.no_figure_hover(dataset, n, chart.figures)] for n in chart.without}
    at = {n: chart.classes.of(drawn_value(c)) for n, c in chart.claims.items()}
    as_drawn = {"marker": {"opacity": 1}}
    return {
        "type": "choropleth",
        "name": "states",
        "geojson": _geojson(chart.outlines),
        "locations": list(told),
        "z": [at.get(name, count - 1) for name in told],
        "zmin": -0.5,
        "zmax": count - 0.5,
        "colorscale": scale,
        "showscale": False,
        "marker": {"line": {"width": 0}},
        "selected": as_drawn,
        "unselected": as_drawn,
        "customdata": list(told.values()),
        "hovertemplate": "%{customdata[1]}<extra></extra>",
    }


def _geojson(outlines: Outlines) -> PlotlyDict:
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": place,
                "properties": {},
                "geometry": {
                    "type": "MultiPolygon",
                    "coordinates": [
                        [[_degrees(outlines, point) for point in [*line, line[0]]]]
                        for line in lines
                    ],
                },
            }
            for place, lines in outlines.places.items()
        ],
    }


@dataclass(frozen=True)
class KeyEntry:
    """An entry of the key, its row from the top and its left end in pixels."""

    colour: str
    words: str
    row: int
    left: float


def key_places(entries: Sequence[tuple[str, str]], size: Size, width: float) -> list[KeyEntry]:
    """Return the entries in as many rows as they need."""
    found: list[KeyEntry] = []
    row, at = 0, 0.0
    for colour, words in entries:
        own = SWATCH + 6 + size.text_width(words, size.note_size)
        if at and at + own > width:
            row, at = row + 1, 0.0
        found.append(KeyEntry(colour, words, row, at))
        at += own + GAP
    return found


def _middle(entry: KeyEntry, layout: Layout) -> float:
    return layout.key_height - ROW * (entry.row + 0.5)


def _sample(entry: KeyEntry, layout: Layout, palette: Palette) -> Iterator[PlotlyDict]:
    """Yield the sample of a class, hatched where it is that of no figure."""
    axes = {"xref": "x2", "yref": "y2"}
    y, hollow = _middle(entry, layout), entry.colour == palette.paper
    edge = palette.faded if hollow else palette.rule
    box = {"x0": entry.left, "x1": entry.left + SWATCH, "y0": y - 7, "y1": y + 7}
    yield {
        "type": "rect",
        **axes,
        **box,
        "fillcolor": palette.backing if hollow else entry.colour,
        "line": {"color": edge, "width": 0.8},
    }
    if hollow:
        frame = [(0.0, 0.0), (SWATCH, 0.0), (SWATCH, 14.0), (0.0, 14.0)]
        for (ax, ay), (bx, by) in hatched([frame], HATCH * 0.7):
            ends = {
                "x0": entry.left + ax,
                "x1": entry.left + bx,
                "y0": y + 7 - ay,
                "y1": y + 7 - by,
            }
            yield {"type": "line", **axes, **ends, "line": {"color": edge, "width": 0.8}}


def _words(key: Sequence[KeyEntry], layout: Layout, palette: Palette) -> PlotlyDict:
    return {
        "type": "scatter",
        "mode": "text",
        "name": "key",
        "x": [entry.left + SWATCH + 4 for entry in key],
        "y": [_middle(entry, layout) for entry in key],
        "text": [entry.words for entry in key],
        "textposition": "middle right",
        "textfont": {"size": layout.size.note_size, "color": palette.quiet},
        "xaxis": "x2",
        "yaxis": "y2",
    }
