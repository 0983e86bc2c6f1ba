"""A figure as it stands on a page: for the browser that draws it, as JSON, with a ring on it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import plotly.graph_objects as go
from plotly.io.json import to_json_plotly


@dataclass
class DressedFigure:
    """A figure with all that stands around it on a page. The charts of claims of one series share
    it, each with a ring of its own, which is put into the JSON: to make that anew takes as long as
    all else of a page.
    """

    figure: go.Figure

    @cached_property
    def text(self) -> str:
        """Return the figure as JSON."""
        return str(self.figure.to_json())

    @cached_property
    def taking_over(self) -> str:
        """Return the figure that takes a picture's place, as JSON; of fonts, which are the page's,
        it says nothing.
        """
        told = json.loads(self.text)
        told["layout"] |= {"clickmode": "event", "hovermode": "closest", "dragmode": False}
        if "meta" in told["layout"]:
            told["layout"]["meta"] = told["layout"]["meta"][:1]
        return compact(told)

    @cached_property
    def shapes(self) -> list[object]:
        """Return its shapes."""
        return list(json.loads(self.text)["layout"].get("shapes", []))


@dataclass
class Drawn:
    """A figure of a page, with a ring if it has one, and its picture once that is there."""

    base: DressedFigure
    ring: go.layout.Shape | None = None
    svg: bytes = b""

    @property
    def figure(self) -> go.Figure:
        """Return what a browser draws."""
        own = self.base.figure
        return own if self.ring is None else go.Figure(own).add_shape(self.ring)

    @cached_property
    def text(self) -> str:
        """Return the figure as JSON."""
        return self._ringed(self.base.text, to_json_plotly)

    @property
    def taking_over(self) -> bytes:
        """Return the figure that takes a picture's place, as JSON."""
        return self._ringed(self.base.taking_over, compact).encode()

    def _ringed(self, text: str, told: Callable[[object], str]) -> str:
        """Return JSON of the figure with the ring behind its shapes; `told` made that JSON."""
        if self.ring is None:
            return text
        shapes = self.base.shapes
        whole = told([*shapes, self.ring.to_plotly_json()])
        before, after = text.split(f'"shapes":{told(shapes)}')
        return f'{before}"shapes":{whole}{after}'


def compact(told: object) -> str:
    """Return JSON without spaces."""
    return json.dumps(told, separators=(",", ":"), ensure_ascii=False)
