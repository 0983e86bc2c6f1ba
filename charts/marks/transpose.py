"""Marks on their side: bounds along x, as comparisons draw them."""

from __future__ import annotations

from typing import Any

from charts.marks.marks import Trace

TURNED = {"triangle-up": "triangle-right", "triangle-down": "triangle-left"}


def turned(trace: Trace) -> Trace:
    """Return a trace with its axes exchanged, so that bounds lie along x."""
    found = {**trace, "x": trace["y"], "y": trace["x"]}
    symbols = trace.get("marker", {}).get("symbol")
    if isinstance(symbols, list):
        found["marker"] = {**trace["marker"], "symbol": [TURNED[symbol] for symbol in symbols]}
    return found


def turned_shape(shape: dict[str, Any]) -> dict[str, Any]:
    """Return an outline with its axes exchanged."""
    kept = {
        name: value for name, value in shape.items() if name in ("type", "line", "xref", "yref")
    }
    other = {"x": "y", "y": "x"}
    rest = {other[n[0]] + n[1:]: value for n, value in shape.items() if n not in kept}
    return {**kept, **rest}
