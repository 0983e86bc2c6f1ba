"""What files depend on beside the figures."""

from __future__ import annotations

import pytest

from charts.export import program
from charts.export.program import picture_digest


def test_a_picture_is_drawn_anew_by_another_browser_and_in_another_size(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    digests = {picture_digest("{}", {"height": height}) for height in (300, 301)}
    monkeypatch.setattr(program, "_browser", lambda _: "Chromium 1")
    digests |= {picture_digest("{}", {"format": form}) for form in ("svg", "png")}
    assert len(digests) == 4
