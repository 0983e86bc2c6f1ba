"""The whole grammar of marks as one figure, with what each of them means."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from charts.marks.legend import GLYPH, MEANINGS, draw_key, label
from charts.marks.trace_merging import gathered
from charts.style.theme import Palette, Size, template

ROW = 38
"""Higher than the key's, as stems reach over its rows."""


def grammar(palette: Palette, size: Size) -> go.Figure:
    """Draw every mark, one a row, with its meaning in words."""
    names = list(MEANINGS)
    texts = {name: _explained(name, meaning, size) for name, meaning in MEANINGS.items()}
    key = draw_key(names, palette, size, GLYPH, ROW, texts)  # so narrow that each has its own row
    height = ROW * len(names)
    hidden = {"visible": False, "fixedrange": True}
    layout: dict[str, Any] = {
        "template": template(palette, size),
        "height": height + 12,
        "margin": {"l": 8, "r": 8, "t": 6, "b": 6},
        "xaxis2": {"range": [0, size.width - 16], "anchor": "y2", **hidden},
        "yaxis2": {"range": [0, height], **hidden},
        "shapes": key.shapes,
    }
    return go.Figure({"data": gathered(key.traces, "key"), "layout": layout})


def _explained(name: str, meaning: str, size: Size) -> str:
    room = size.width - GLYPH - 24
    lines = size.wrap(f"{label(name)}: {meaning}", room, size.text_size)
    return "<br>".join(lines).replace(label(name), f"<b>{label(name)}</b>", 1)
