"""The dots of a figure in as few traces as there are layers of them.

A browser takes its time for each trace, whatever it holds, and a series alone has up to five
that are dots: halos, open ends, dots, places to point at, strikes. Lines and areas, whose look
is the trace's, stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from charts.marks.marks import Trace

STRIKE = "line-ne"
ROUND = {"symbol": "circle", "opacity": 1}
"""What Plotly draws where a marker says nothing of it."""


def gathered(traces: Iterable[Trace], name: str) -> list[Trace]:
    """Return traces that draw the same with fewer: on each pair of axes, whatever is a line or
    an area, then dots that tell nothing, dots that tell of a claim, and strokes through them.

    Inside each of these the order is kept. `name` is what gathered dots are called.
    """
    by_axes: dict[tuple[str, str], list[Trace]] = {}
    for trace in traces:
        by_axes.setdefault((trace["xaxis"], trace["yaxis"]), []).append(trace)
    found = []
    for own in by_axes.values():
        layers: list[list[Trace]] = [[], [], []]
        for trace in own:
            if trace["mode"] == "markers":
                layers[_layer(trace)].append(trace)
            else:
                found.append(trace)
        found += [_together(layer, name) for layer in layers if layer]
    return found


def _layer(trace: Trace) -> int:
    """Return 0 for dots that tell nothing, 1 for those that do, 2 for strokes through them."""
    if trace["marker"].get("symbol") == STRIKE:
        return 2
    return 1 if "customdata" in trace else 0


def _together(traces: Sequence[Trace], name: str) -> Trace:
    """Return dots as one trace; what differs between them is given for each."""
    if len(traces) == 1:
        return traces[0]
    looks = [look for trace in traces for look in _looks(trace)]
    marker = {part: _values([look[part] for look in looks]) for part in looks[0]}
    line = {part: marker.pop(f"line.{part}") for part in ("color", "width")}
    each = ("x", "y", "customdata") if "customdata" in traces[0] else ("x", "y")
    joined = {part: [value for trace in traces for value in trace[part]] for part in each}
    return {**traces[0], **joined, "name": name, "marker": {**marker, "line": line}}


def _looks(trace: Trace) -> Iterator[dict[str, Any]]:
    """Yield the look of each dot of a trace, every part of it said."""
    marker = {**ROUND, **trace["marker"]}
    line = marker.pop("line", {})
    parts = {**marker, "line.width": line.get("width", 0)}
    parts["line.color"] = line.get("color", marker["color"])
    for number in range(len(trace["x"])):
        yield {p: v[number] if isinstance(v, list) else v for p, v in parts.items()}


def _values(values: Sequence[Any]) -> Any:
    """Return what each dot has, or the one value where all have the same."""
    return values[0] if all(value == values[0] for value in values) else list(values)
