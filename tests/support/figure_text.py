"""A figure as a small text: what is drawn where, without the template."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go


def rounded(values: Any) -> str:
    return " ".join(
        "·" if v is None else f"{v:.4g}" if abs(v) < 1000 else f"{v:.1f}" for v in values
    )


def trace_text(trace: Any) -> str:
    marker, line = trace.marker, trace.line
    colour = marker.color if isinstance(marker.color, str) else " ".join(marker.color or ())
    look = {
        "symbol": marker.symbol
        if isinstance(marker.symbol, str)
        else " ".join(marker.symbol or ()) or None,
        "size": marker.size,
        "colour": colour or line.color,
        "opacity": marker.opacity,
        "width": line.width if trace.mode == "lines" else None,
        "fill": trace.fillcolor,
    }
    words = " ".join(f"{name}={value}" for name, value in look.items() if value is not None)
    ids = " ".join(trace.ids or ())
    if trace.mode == "text" and trace.customdata is None:
        return f"words {' | '.join(trace.text)}\n  x {rounded(trace.x)}\n  y {rounded(trace.y)}"
    lines = [f"{trace.name or 'join'} {trace.mode} {words}", f"  x {rounded(trace.x)}"]
    ids = ids or " | ".join(row[0] for row in trace.customdata or ())
    return "\n".join([*lines, f"  y {rounded(trace.y)}", f"  {ids}"]).rstrip()


def dots(figure: go.Figure) -> list[dict[str, Any]]:
    """Return the dots of claims: `ids`, `told`, place and look, one by one."""
    found = []
    texts = {
        name: told
        for trace in figure.data
        for ids, told in reversed(trace.customdata or ())
        for name in ids.split()
    }
    for trace in figure.data:
        for at, ids in enumerate(trace.ids or ()):
            told = "<br><br>".join(dict.fromkeys(texts[name] for name in ids.split()))
            marker = trace.marker
            look = {
                "size": marker.size,
                "opacity": marker.opacity,
                "fill": marker.color,
                "line": marker.line.color,
            }
            own = {
                name: value[at] if isinstance(value, (list, tuple)) else value
                for name, value in look.items()
            }
            place = {"x": trace.x[at], "y": trace.y[at], "xaxis": trace.xaxis}
            found.append({"ids": ids.split(), "told": told, **place, **own})
    return found


def told_of(figure: go.Figure) -> dict[str, set[str]]:
    """Return the claims of which each panel tells where it is pointed at, by its axis."""
    found: dict[str, set[str]] = {}
    for trace in figure.data:
        for ids, _ in trace.customdata or ():
            found.setdefault(trace.xaxis, set()).update(ids.split())
    return found


def figure_text(figure: go.Figure) -> str:
    """Return traces, shapes and texts, one a line; colours as drawn, numbers shortened."""
    parts = [trace_text(trace) for trace in figure.data]
    for shape in figure.layout.shapes:
        at = [shape.x0, shape.x1, shape.y0, shape.y1, shape.xanchor, shape.yanchor]
        where = " ".join("-" if v is None else f"{v:.6g}" for v in at)
        parts.append(f"shape {shape.type} {shape.xref} {shape.line.dash} {where}")
    for note in figure.layout.annotations:
        parts.append(f"text {note.xref} {note.font.color} {note.text}")
    layout = figure.layout
    x, y = rounded(layout.xaxis.range), rounded(layout.yaxis.range)
    parts.append(f"axes x {x} y {y} height {layout.height}")
    parts.append(f"ticks {' '.join(layout.xaxis.ticktext or ())}")
    return "\n".join(parts) + "\n"
