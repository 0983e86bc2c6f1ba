"""A chart as a page for a frame on another site: the chart with its title and sources, and a link.

Its script asks for the figure that is laid out for the frame's width and in the reader's colours,
draws it, and tells the page around how high it is. Plotly comes from `Places.program`, so that a
reader fetches it once for all charts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape

from charts.layout.brand_strip import branded, strip_heights
from charts.style.fonts import FONT_FILE, font_faces, static_text
from charts.style.house_style import OURS, HouseStyle
from charts.style.theme import NARROW, TYPE, WIDE, Palette, Size
from charts.views.resolve import ResolvedView

THEMES: Mapping[str, Sequence[str]] = {
    "": ("light", "dark"),
    "light": ("light",),
    "dark": ("dark",),
}
"""What an address may ask for; without a theme the reader's own decides."""
BESIDE = 720
"""The width in pixels up to which names stand above the plot, as on a phone."""
SIZES: Mapping[int, Size] = {
    width: replace(WIDE if width > BESIDE else NARROW, name=f"embed-{width}", width=width)
    for width in (280, 320, 360, 400, 480, 580, 680, 760, 840, WIDE.width)
}
"""What figures are laid out for; a frame gets the widest that it has room for."""
FOOT = 2 * TYPE["small"] + 16
"""The height of the link below the chart, in pixels."""
COLOURS = ("ink", "paper", "quiet", "accent")
FOLLOW, ALL = "Sources, data and more of this chart", "All charts"
NOTHING = "No chart"
SENTENCE = 100
"""The height of a sentence in a chart's place, in pixels."""


@dataclass(frozen=True)
class Places:
    """Addresses that the page needs: of the view, of its figures (width and theme are put at the
    end), of a claim (its id is put at the end), of the view's picture, of Plotly's program, of
    the font, and of a house style's own by weights; `picture` is "" where there is none.
    """

    view: str
    figure: str
    claim: str
    picture: str
    program: str
    font: str
    own_fonts: tuple[tuple[int, str], ...] = ()


def embed_page(
    resolved: ResolvedView, places: Places, theme: str = "", style: HouseStyle = OURS
) -> bytes:
    """Return the page of a view's chart; `theme` is one of `THEMES`."""
    short, link = escape(resolved.alt_text.short), _link(places, FOLLOW)
    body = f'<main><p class="missing">{escape(resolved.missing)}</p>{link}</main>{_script()}'
    if not resolved.missing:
        names = {
            "figures": f"{places.figure}",
            "widths": " ".join(map(str, SIZES)),
            "themes": " ".join(THEMES[theme]),
            "claim": places.claim,
        }
        data = " ".join(f'data-{name}="{escape(text)}"' for name, text in names.items())
        about = f'role="figure" aria-label="{short}" {data}'
        chart = f'<div id="chart" {about}>{_still(places, short)}</div>'
        program = f'<script src="{escape(places.program)}"></script>'
        body = f"<main>{chart}{link}</main>{program}{_script()}"
    palettes = [style.palettes[name] for name in THEMES[theme]]
    return _page(resolved.title, resolved.alt_text.short, palettes, places, body)


def embed_figure(resolved: ResolvedView, palette: Palette, width: int) -> bytes:
    """Return the figure of a view's chart as JSON, laid out for one of the widths of `SIZES`."""
    figure = resolved.draw(palette, SIZES[width])
    assert figure is not None
    figure.update_layout(width=width, clickmode="event", hovermode="closest", dragmode=False)
    return str(branded(figure, palette).to_json()).encode()


def sentence_page(sentence: str, places: Places, style: HouseStyle = OURS) -> bytes:
    """Return the page of an address that has no chart: a sentence, and a link."""
    words = f'<p class="missing">{escape(sentence)}</p>'
    body = f"<main>{words}{_link(places, ALL)}</main>{_script()}"
    return _page(NOTHING, sentence, (style.light, style.dark), places, body)


def size_for(width: int) -> Size:
    """Return the size that a figure is laid out for in a frame of a width in pixels."""
    return SIZES[max((one for one in SIZES if one <= width), default=min(SIZES))]


def embed_height(resolved: ResolvedView, width: int = WIDE.width, style: HouseStyle = OURS) -> int:
    """Return how high a frame of a width must be to hold a view's chart and its link, in pixels."""
    figure = resolved.draw(style.light, size_for(width))
    if figure is None:
        return SENTENCE + FOOT
    return int(figure.layout.height) + sum(strip_heights(style.light)) + FOOT


def _page(
    heading: str, description: str, palettes: Sequence[Palette], places: Places, body: str
) -> bytes:
    head = (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(heading)}</title>\n"
        f'<meta name="description" content="{escape(description)}">\n'
        f'<meta name="robots" content="noindex"><link rel="canonical" href="{escape(places.view)}">'
        f"\n<style>{_style(palettes, places)}</style></head><body>\n"
    )
    return f"{head}{body}</body></html>\n".encode()


def _link(places: Places, words: str) -> str:
    address = escape(places.view)
    return f'<p class="foot"><a href="{address}" target="_blank" rel="noopener">{words}</a></p>'


def _still(places: Places, words: str) -> str:
    """Return what stands in the chart's place for who runs no scripts."""
    if not places.picture:
        return f"<noscript><p>{words}</p></noscript>"
    return f'<noscript><img src="{escape(places.picture)}" alt="{words}"></noscript>'


def _script() -> str:
    reader = f'<script type="module">{static_text("chart_reader.js")}</script>'
    own = static_text("frame_height.js") + static_text("embed.js")
    return f"<script>{own}</script>{reader}"


def _style(palettes: Sequence[Palette], places: Places) -> str:
    light, dark = palettes[0], palettes[-1]
    scheme = " ".join(palette.name for palette in palettes)
    colours = "".join(
        f" --{name}: light-dark({getattr(light, name)}, {getattr(dark, name)});" for name in COLOURS
    )
    rules = static_text("embed.css").replace(FONT_FILE.name, places.font)
    rules += font_faces(light.typeface.family, dict(places.own_fonts))
    rules += static_text("chart_reader.css")
    sizes = (
        f" --small: {TYPE['small']}px; --body: {TYPE['body']}px; --stack: {light.typeface.stack};"
    )
    return f":root {{ color-scheme: {scheme};{colours}{sizes} }}\n{rules}"
