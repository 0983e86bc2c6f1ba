"""A document's claims over the years: a dot each, in a lane for each topic; those without a year
stand apart. Where a dot stands is its year and nothing else. A pure function: claims in, figure
out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from charts.layout.figure_layout import EDGE, figure_of, text_block
from charts.marks.series import year_position
from charts.style.theme import Font, Palette, PlotlyDict, Size, template
from charts.text import notes
from charts.text.series_summary import many
from charts.text.wording import listed
from loaders.dataset import Claim, Dataset, claims_in

DOT, STEP = 10, 13
"""A dot's size, and how far dots of one year are apart, in pixels."""
NAME, TOP, GAP = 22, 30, 10
"""The height of a lane's name, of the numbers of the years, and between lanes."""
YEAR_WIDTH = 46
NO_YEAR = "No year given"
ABOUT = "A dot for each number, by the middle of its period; its height says nothing."
STEPS = (1, 2, 5, 10, 20, 50, 100)


@dataclass(frozen=True)
class StripLane:
    """A lane: its name, its claims with the year of each, its place among the colours."""

    name: str
    claims: Sequence[Claim]
    years: Sequence[int]
    hue: int


def strip_lanes(dataset: Dataset, claims: pd.DataFrame) -> tuple[list[StripLane], list[Claim]]:
    """Return a lane for each topic that has dated claims, and the claims without a year.

    `claims` are rows of `Dataset.joined`.
    """
    dated: dict[str, list[Claim]] = {}
    undated: list[Claim] = []
    for claim in claims_in(claims):
        topic = str(dataset.indicators.loc[claim.indicator_id, "topic"])
        (dated.setdefault(topic, []) if claim.dated else undated).append(claim)
    titles = dataset.topics["title"]
    lanes = [
        StripLane(str(titles[topic]), own, [_year(claim) for claim in own], hue)
        for hue, (topic, own) in enumerate(dated.items())
    ]
    return lanes, undated


def _year(claim: Claim) -> int:
    """Return the year in the middle of a claim's period."""
    return int((year_position(claim.start) + year_position(claim.end)) / 2)


def strip_words(dataset: Dataset, claims: pd.DataFrame) -> str:
    """Return in words what `claim_strip` draws."""
    lanes, undated = strip_lanes(dataset, claims)
    told = [f"{lane.name}: {many(len(lane.claims), 'number')}, {_span(lane)}" for lane in lanes]
    told += [f"no year given: {len(undated)}"] if undated else []
    return f"{many(len(claims), 'number')} by year, a dot each. {'; '.join(told)}."


def _span(lane: StripLane) -> str:
    return listed(str(year) for year in (min(lane.years), max(lane.years))).replace(" and ", "–")


def claim_strip(
    dataset: Dataset, claims: pd.DataFrame, palette: Palette, size: Size
) -> go.Figure | None:
    """Draw claims by their year; None where none has one."""
    lanes, undated = strip_lanes(dataset, claims)
    if not lanes:
        return None
    years = [year for lane in lanes for year in lane.years]
    low, high = min(years) - 1, max(years) + 2
    width = size.width - 2 * EDGE
    at = float(TOP)
    traces: list[PlotlyDict] = []
    texts: list[PlotlyDict] = []
    shapes: list[PlotlyDict] = []
    for lane in lanes:
        colour = palette.series[lane.hue % len(palette.series)]
        texts.append(text_block([lane.name], at, 0, Font(size.text_size, colour, 600)))
        at += NAME + STEP * max(Counter(lane.years).values())
        x = [year + 0.5 for year in lane.years]
        traces.append(_dots(dataset, lane.claims, (x, _stacked(lane.years, at)), colour))
        at += GAP
    axis = _years((low, high), width, size)
    shapes += [_line((tick, TOP - 6), (tick, at), palette) for tick in axis["tickvals"]]
    if undated:
        shapes.append(_line((low, at), (high, at), palette))
        name = f"{NO_YEAR}: {len(undated)}"
        texts.append(text_block([name], at + GAP, 0, Font(size.text_size, palette.ink, 600)))
        across = max(1, int(width // STEP) - 1)
        pixel = (high - low) / width
        x = [low + (n % across + 0.5) * STEP * pixel for n in range(len(undated))]
        y = [at + GAP + NAME + STEP * (n // across + 0.5) for n in range(len(undated))]
        traces.append(_dots(dataset, undated, (x, y), palette.quiet))
        at = max(y) + STEP
    around = {
        "template": template(palette, size),
        "height": round(at) + 2 * EDGE,
        "margin": {"l": EDGE, "r": EDGE, "t": EDGE, "b": EDGE},
        "annotations": texts,
        "shapes": shapes,
        "xaxis": axis,
        "yaxis": {"range": [at, 0], "visible": False},
    }
    return figure_of(traces, around)


def _stacked(years: Sequence[int], bottom: float) -> list[float]:
    """Return heights at which dots of one year stand on each other."""
    seen: Counter[int] = Counter()
    found = []
    for year in years:
        found.append(bottom - STEP * (seen[year] + 0.5))
        seen[year] += 1
    return found


def _dots(
    dataset: Dataset,
    claims: Sequence[Claim],
    places: tuple[Sequence[float], Sequence[float]],
    colour: str,
) -> PlotlyDict:
    """Return the dots of a lane, each with its claim and what it tells."""
    x, y = places
    return {
        "type": "scatter",
        "mode": "markers",
        "x": x,
        "y": y,
        "customdata": [[claim.claim_id, notes.hover(dataset, claim)] for claim in claims],
        "hoverinfo": "all",
        "hovertemplate": "%{customdata[1]}<extra></extra>",
        "marker": {"size": DOT, "color": colour},
    }


def _years(ends: tuple[int, int], width: float, size: Size) -> PlotlyDict:
    """Return the axis of years, above all lanes, with a number for as many as have room."""
    low, high = ends
    step = next(n for n in STEPS if (high - low) / n * YEAR_WIDTH <= width or n == STEPS[-1])
    years = [year for year in range(low, high) if year % step == 0]
    look = {"side": "top", "anchor": "free", "position": 1, "ticks": "", "showline": False}
    ticks = {
        "tickmode": "array",
        "tickvals": [y + 0.5 for y in years],
        "ticktext": [str(y) for y in years],
    }
    inside = {"ticklabelposition": "inside", "tickfont": {"size": size.text_size}}
    return {"range": [low, high], **look, **ticks, **inside, "showgrid": False}


def _line(one: tuple[float, float], other: tuple[float, float], palette: Palette) -> PlotlyDict:
    ends = {"x0": one[0], "y0": one[1], "x1": other[0], "y1": other[1]}
    look = {"layer": "below", "line": {"color": palette.grid, "width": 1}}
    return {"type": "line", "xref": "x", "yref": "y", **ends, **look}
