"""What files depend on beside the figures."""

from __future__ import annotations

import plotly.graph_objects as go
import pytest

from charts.export import program
from charts.export.program import picture_digest


def test_a_picture_is_drawn_anew_by_another_browser_and_in_another_size(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    figure = go.Figure(layout_width=400)
    digests = {picture_digest(figure, "svg", 400, height) for height in (300, 301)}
    monkeypatch.setattr(program, "_browser", lambda _: "Chromium 1")
    digests |= {picture_digest(figure, form, 400, 300) for form in ("svg", "png")}
    assert len(digests) == 4
