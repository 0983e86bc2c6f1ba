"""The charts of pages as pictures, which are there before any script runs, and as the figures that
take over from them.

A picture is drawn once and kept in a folder, named by a digest of its figure and of what draws it:
a build that was stopped goes on, and the next one draws what has moved.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache, partial
from html import escape
from itertools import product
from pathlib import Path

import plotly.graph_objects as go

from charts.builders.trend import ring_around
from charts.export.browser import Draw, options_of, picture
from charts.export.program import picture_digest
from charts.layout.brand_strip import branded, with_fonts
from charts.marks.legend import RECORD
from charts.page_parts.memo import per_version
from charts.page_parts.results import differences_of
from charts.provenance.metadata import titled_svg
from charts.style.house_style import OURS, HouseStyle
from charts.style.theme import NARROW, WIDE, Palette, Size
from charts.views.alt_text import AltText
from charts.views.link_preview import HEIGHT, WIDTH, preview
from charts.views.resolve import ResolvedView, dataset_of, resolve
from charts.views.view import SCALES, View
from loaders.dataset import Dataset
from static_site.drawn import Drawn, DressedFigure, compact
from static_site.scripts import PROGRAM, READER, script_paths
from static_site.whole_files import write_files

SIZES: Mapping[str, Size] = {"wide": WIDE, "narrow": NARROW}
LOOKS = ("light", "dark")
DARK = "(prefers-color-scheme: dark)"
BREAK = 760
"""The width of a window in pixels up to which the narrow picture is shown."""
POINTED_AT = ("time", "panels", "rows")
"""The shapes of charts that tell more when they are pointed at; a map needs another program."""
CALLED = "Chart: point at it, or step through it by arrow keys, for its numbers"
FOLDER = "assets/charts"
"""Where pictures and figures stand, each under a name that changes with what it holds."""
PREVIEW = "preview.png"
LONG = 240.0
"""Seconds that a build waits for a picture, as nobody else does."""
PATIENT: Draw = partial(picture, deadline=LONG)
ROOT = re.compile(rb'<svg[^>]* width="([\d.]+)"[^>]* height="([\d.]+)"')
Draws = Callable[[Palette, Size], go.Figure | None]
Figures = Callable[[str, str], Drawn]
"""What makes the figure of a size and a look."""
LEAST_YEARS = 3
"""Of fewer there is nothing to choose."""
MOST_FIGURES = 200
"""How many figures are at hand: claims of one series, whose pages follow each other, share them."""
HEX, RGB = r"#[0-9a-f]{6}", r"rgba?\(\d+, ?\d+, ?\d+"


@dataclass(frozen=True)
class Asset:
    """A file under a name that changes with what it holds: its path below the site's root."""

    path: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class OverTime:
    """A chart over time on the scale that it is shown on first, and on a logarithmic one."""

    linear: ResolvedView
    log: ResolvedView


@dataclass(frozen=True)
class PageFigure:
    """A chart that a page shows: its title, its words, what makes its figure; `more` where it tells
    more when it is pointed at; `over_time` where readers may choose years, scale and series;
    `ringed` is the claim around which a ring stands. Figures with one `draw` are made once.
    """

    title: str
    alt_text: AltText
    draw: Draws
    more: bool
    over_time: OverTime | None = None
    ringed: str = ""


@dataclass(frozen=True)
class Looks:
    """The ways to look at a chart over time: its `years`; the names of its `series` by id and by
    where they are drawn, in documents or in the record; its figures on a logarithmic scale by
    size and look, empty where that has no place for it; the parts of its years, which are the same
    in each look, by size, on a logarithmic scale after `log-`.
    """

    years: Sequence[int]
    series: Mapping[str, Mapping[str, str]]
    log: Mapping[str, str]
    windows: Mapping[str, str]


@dataclass(frozen=True)
class Chart:
    """A view's chart on a page: its pictures and figures by size and look, its alternative text.

    `sizes` are width and height of the pictures in pixels, by size. `figures` is empty where the
    chart tells nothing more when it is pointed at; `looks` are the ways to look at it.
    """

    alt: str
    sizes: Mapping[str, tuple[int, int]]
    pictures: Mapping[str, str]
    figures: Mapping[str, str]
    looks: Looks | None = None


@dataclass(frozen=True)
class PageCharts:
    """The charts of a page: that of its view, and the one that stands in one of its sections."""

    own: Chart | None = None
    beside: Chart | None = None


class Drawings:
    """Draws charts, and keeps what a browser has drawn in a folder."""

    def __init__(self, folder: Path, style: HouseStyle = OURS, draw: Draw = PATIENT) -> None:
        self.folder = folder
        self.style = style
        self.drawn = 0
        self._draw = draw
        self._dressed = lru_cache(MOST_FIGURES)(self._dress)
        self._last: tuple[str, View, PageFigure, Figures] | None = None

    def chart(self, dataset: Dataset, view: View) -> tuple[Chart, list[Asset]]:
        """Return the chart of a view that has one, and the files that it needs."""
        return self._chart(*self._of_view(dataset, view))

    def page_chart(self, own: PageFigure) -> tuple[Chart, list[Asset]]:
        """Return a chart that is no view's, and the files that it needs."""
        return self._chart(own, cache(partial(self._figure, own)))

    def _chart(self, own: PageFigure, figure: Figures) -> tuple[Chart, list[Asset]]:
        sizes, pictures, figures, assets = {}, {}, {}, []
        for size, look in product(SIZES, LOOKS):
            raw = self._svg(figure, size, look)
            sizes[size] = svg_size(raw)
            one = _asset(titled_svg(raw, own.title, own.alt_text.whole), "svg")
            pictures[f"{size}-{look}"] = one.path
            assets.append(one)
            if own.more:
                told = _asset(figure(size, look).taking_over, "json")
                figures[f"{size}-{look}"] = told.path
                assets.append(told)
        looks, more = self._looks(figure, own.over_time) if own.over_time else (None, [])
        return Chart(own.alt_text.short, sizes, pictures, figures, looks), [*assets, *more]

    def _looks(self, figure: Figures, over_time: OverTime) -> tuple[Looks, list[Asset]]:
        """Return the ways to look at a chart over time, and the files that they need."""
        told = figure("wide", LOOKS[0]).base.figure.layout.meta[0]
        years = sorted({math.floor(at) for at, *_ in told["steps"]})
        series: dict[str, dict[str, str]] = {}
        for run, name, _ in told["series"]:
            series.setdefault(run.removeprefix(f"{RECORD}: "), {})[run] = name
        log = dict(self._on_log(over_time.log.draw))
        windows = dict(self._windows(over_time, years))
        paths = ({name: one.path for name, one in own.items()} for own in (log, windows))
        return Looks(years, series, *paths), [*log.values(), *windows.values()]

    def _on_log(self, draw: Draws) -> Iterator[tuple[str, Asset]]:
        """Yield the figures on a logarithmic scale by size and look, if it has a place for them."""
        for size, look in product(SIZES, LOOKS):
            drawn = self._dressed(draw, size, look)
            if drawn is not None:
                yield f"{size}-{look}", _asset(Drawn(drawn).taking_over, "json")

    def _windows(self, over_time: OverTime, years: Sequence[int]) -> Iterator[tuple[str, Asset]]:
        """Yield what is shown of parts of the years by size, on a logarithmic one after `log-`."""
        if len(years) < LEAST_YEARS:
            return
        for before, resolved in (("", over_time.linear), ("log-", over_time.log)):
            found = resolved.parts_of(years, self.style.light, SIZES.values())
            for name, own in zip(SIZES, found, strict=False):
                yield before + name, _asset(compact(own).encode(), "json")

    def svg(self, dataset: Dataset, view: View) -> bytes:
        """Return the wide, light picture of a view, as it came from the browser."""
        return self._svg(self._of_view(dataset, view)[1], "wide", LOOKS[0])

    def preview(self, dataset: Dataset, view: View) -> bytes:
        """Return the picture beside a pasted link to a view."""
        palette = self.style.light
        figure = preview(dataset_of(without_version(dataset), view), view, palette)
        whole = Drawn(DressedFigure(with_fonts(figure, palette)))
        return self._drawing(whole, "png", (WIDTH, HEIGHT))

    def _of_view(self, dataset: Dataset, view: View) -> tuple[PageFigure, Figures]:
        """Return the chart of a view and what makes its figures, which are asked for several times
        in a row. It is without the version of the data, which the page tells: so pictures stay as
        they are where only that is another.
        """
        if self._last is None or self._last[:2] != (dataset.version, view):
            pairs = differences_of(dataset).pairs
            resolved = resolve(dataset_of(without_version(dataset), view), view, lambda: pairs)
            more = resolved.shape in POINTED_AT
            over_time = self._over_time(dataset, resolved)
            own = PageFigure(resolved.title, resolved.alt_text, resolved.draw, more, over_time)
            self._last = (dataset.version, view, own, cache(partial(self._figure, own)))
        return self._last[2:]

    def _over_time(self, dataset: Dataset, resolved: ResolvedView) -> OverTime | None:
        """Return a chart over time on both scales; None of another."""
        if resolved.shape != "time":
            return None
        view = replace(resolved.view, scale=SCALES[0])
        return OverTime(resolved, resolve(dataset_of(without_version(dataset), view), view, tuple))

    def _svg(self, figure: Figures, size: str, look: str) -> bytes:
        """Return a picture; the dark one is the light one in other colours, where that is all that
        differs between their figures.
        """
        own = figure(size, look)
        if look != LOOKS[0]:
            turned = partial(recoloured, colours=_colours(self.style.light, self.style.dark))
            if turned(figure(size, LOOKS[0]).text) == recoloured(own.text, {}):
                return turned(self._svg(figure, size, LOOKS[0]).decode()).encode()
        extent = SIZES[size].width, int(own.base.figure.layout.height)
        own.svg = own.svg or self._drawing(own, "svg", extent)
        return own.svg

    def _figure(self, own: PageFigure, size: str, look: str) -> Drawn:
        """Return the figure of a chart in a size and a look."""
        base = self._dressed(own.draw, size, look)
        assert base is not None
        palette = self.style.palettes[look]
        ring = own.ringed and ring_around(base.figure, own.ringed, palette)
        return Drawn(base, ring or None)

    def _dress(self, draw: Draws, size: str, look: str) -> DressedFigure | None:
        """Return a figure as it stands on a page."""
        palette = self.style.palettes[look]
        figure = draw(palette, SIZES[size])
        if figure is None:
            return None
        figure.update_layout(width=SIZES[size].width)
        return DressedFigure(with_fonts(branded(figure, palette), palette))

    def _drawing(self, own: Drawn, form: str, extent: tuple[int, int]) -> bytes:
        """Return a picture as the browser draws it, or has drawn it for an earlier build."""
        laid_out = own.base.figure.layout.width
        digest = picture_digest(own.text, options_of(laid_out, form, *extent))
        path = self.folder / f"{digest}.{form}"
        if path.exists():
            return path.read_bytes()
        self.drawn += 1
        content = self._draw(own.figure, form, *extent)
        write_files(self.folder, {path.name: content})
        return content


@per_version(1)
def without_version(dataset: Dataset) -> Dataset:
    """Return a dataset without its version, which no picture tells: its page does."""
    return dataset.with_version("")


def _asset(content: bytes, suffix: str) -> Asset:
    return Asset(f"{FOLDER}/{hashlib.sha256(content).hexdigest()[:20]}.{suffix}", content)


def svg_size(svg: bytes) -> tuple[int, int]:
    """Return the width and height of an SVG of ours in pixels."""
    found = ROOT.search(svg)
    assert found
    return round(float(found[1])), round(float(found[2]))


Colours = Mapping[tuple[int, ...], tuple[int, ...]]


@cache
def _colours(light: Palette, dark: Palette) -> Colours:
    """Return what each colour of a palette is in the other, as red, green and blue."""
    names = ("paper", "surface", "ink", "quiet", "grid", "rule", "record", "faded")
    one, other = (
        [*(getattr(own, name) for name in names), *own.series, *own.classes]
        for own in (light, dark)
    )
    return {_channels(a): _channels(b) for a, b in zip(one, other, strict=False)}


def _channels(colour: str) -> tuple[int, ...]:
    if colour.startswith("#"):
        return tuple(bytes.fromhex(colour[1:]))
    return tuple(map(int, re.findall(r"\d+", colour)))


def recoloured(text: str, colours: Colours) -> str:
    """Return a figure's JSON, or an SVG, in other colours; those that have none stay."""

    def turned(found: re.Match[str]) -> str:
        own = _channels(found[0])
        channels = ", ".join(map(str, colours.get(own, own)))
        name, bracket, _ = found[0].partition("(")
        return f"{name}({channels}" if bracket else f"rgb({channels})"

    return re.sub(f"{HEX}|{RGB}", turned, text, flags=re.IGNORECASE)


def picture_html(chart: Chart, root: str, *, first: bool = True) -> str:
    """Return a chart's pictures as HTML, of which a browser takes the one that fits; `root` leads
    from the page to the site's root; what is not seen `first` is fetched when it comes near. What
    `static/published_chart.js` needs stands in `data-`.
    """
    sources = "".join(
        f'<source media="{media}" srcset="{root}{chart.pictures[name]}" {_extent(chart, name)}>'
        for name, media in (
            ("narrow-dark", f"screen and (max-width: {BREAK}px) and {DARK}"),
            ("narrow-light", f"(max-width: {BREAK}px)"),
            ("wide-dark", f"screen and {DARK}"),
        )
    )
    image = (
        f'<img src="{root}{chart.pictures["wide-light"]}" alt="{escape(chart.alt)}" '
        f"{_extent(chart, 'wide-light')} {'fetchpriority=high' if first else 'loading=lazy'}>"
    )
    return (
        f'<div class="chart"{_taking_over(chart, root)}><picture>{sources}{image}</picture></div>'
    )


def _taking_over(chart: Chart, root: str) -> str:
    """Return what a chart's figures need to take the pictures' place, as attributes."""
    if not chart.figures:
        return ""
    programs = {"program": script_paths()[PROGRAM], "reader": script_paths()[READER]}
    paths = {**chart.figures, **programs, "claims": "claims/"}
    data = "".join(f' data-{name}="{root}{path}"' for name, path in paths.items())
    return f'{data} tabindex="0" role="group" aria-label="{CALLED}"'


def _extent(chart: Chart, name: str) -> str:
    width, height = chart.sizes[name.partition("-")[0]]
    return f'width="{width}" height="{height}"'
