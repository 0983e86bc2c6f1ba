"""A chart as one HTML file that needs no network: the chart, its rows, its sources, its words."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from html import escape

import plotly.graph_objects as go

from charts.page_parts.links import with_links
from charts.provenance.metadata import CHUNK
from charts.provenance.record import ProvenanceRecord
from charts.style.fonts import FONT_FILE, font_bytes, font_faces, static_text
from charts.style.theme import NARROW, TYPE, WIDE, Palette, Room, Size
from charts.tables.sheets import shown_sheet, source_sheet
from charts.views.resolve import ResolvedView
from loaders.citations.apa import apa_html
from loaders.dataset import Dataset, claims_in
from loaders.values.licences import address_of

POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
    "font-src data:; img-src data: blob:"
)
"""Nothing is fetched, whatever a browser finds in the page."""
PAPER = replace(WIDE, name="page-680", width=680)
"""What a figure on paper is laid out for: A4 and Letter with margins of 14 mm hold it."""
SIZES = (replace(NARROW, name="page-304", width=304), NARROW, PAPER, WIDE)
"""What the figures are laid out for: phones of 320 and 390 pixels, tablets, larger screens."""
BASIC = "plotly-basic.min.js"
DRAWN_BY_BASIC = {"scatter", "bar", "pie"}
COLOURS = ("ink", "paper", "quiet", "rule", "accent")


def as_webpage(
    dataset: Dataset,
    resolved: ResolvedView,
    provenance: ProvenanceRecord,
    palette: Palette,
    paper: Palette,
    room: Room,
) -> bytes:
    """Return the page of a view's chart or list, the same bytes for the same rows; it
    is printed in the colours of `paper`.
    """
    linked = in_script(_json_ld(dataset, provenance, resolved))
    charted = resolved.shape != "list"
    chart = _Chart(resolved, palette, paper, room) if charted else None
    parts = (
        f"<title>{escape(resolved.title)}</title>",
        f'<meta name="description" content="{escape(resolved.alt_text.short)}">',
        f'<link rel="canonical" href="{escape(provenance.link)}">' if provenance.site else "",
        f"<style>{_style(palette, paper)}</style>",
        f'<script type="application/ld+json">{linked}</script>',
        f"{chart.program if chart else ''}</head><body><main>",
        f"<h1{'' if chart else ' class=shown'}>{escape(resolved.title)}</h1>",
        chart.place if chart else f"<p>{escape(resolved.subtitle)}</p>",
        *_sections(dataset, resolved),
        _footer(provenance, palette),
        f"</main>{chart.scripts if chart else ''}</body></html>\n",
    )
    return (_head() + "\n".join(parts)).encode()


class _Chart:
    """The parts of a page that draw its chart: Plotly's program, its place, figures and script."""

    def __init__(
        self, resolved: ResolvedView, palette: Palette, paper: Palette, room: Room
    ) -> None:
        figures = [_figure(resolved, palette, size, room) for size in SIZES]
        on_paper = _figure(resolved, paper, PAPER, room).update_traces(customdata=None)
        figures.append(on_paper)
        drawn = in_script(f"[{','.join(str(one.to_json()) for one in figures)}]")
        short = escape(resolved.alt_text.short)
        self.program = f"<script>{program(figures)}</script>"
        self.place = f'<div id="chart" role="figure" aria-label="{short}"></div>'
        self.scripts = (
            f'<script type="application/json" id="figures">{drawn}</script>\n'
            f"<script>{static_text('html_export.js')}</script>"
            f'<script type="module">{static_text("chart_reader.js")}</script>'
        )


def _head() -> str:
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    )


def _figure(resolved: ResolvedView, palette: Palette, size: Size, room: Room) -> go.Figure:
    figure = resolved.draw(palette, replace(size, room=room))
    assert figure is not None
    return figure.update_layout(width=size.width)


def program(figures: Iterable[go.Figure]) -> str:
    """Return Plotly's program: the small one, a quarter of all, where it draws what is shown."""
    from plotly.offline import get_plotlyjs  # noqa: PLC0415  4 MB that only maps need

    drawn = {trace.type for figure in figures for trace in figure.data}
    return static_text(BASIC) if drawn <= DRAWN_BY_BASIC else str(get_plotlyjs())


def in_script(text: str) -> str:
    """Return JSON that no HTML parser sees a tag in."""
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _style(palette: Palette, paper: Palette) -> str:
    sizes = TYPE | {"width": WIDE.width + 32}
    face = palette.typeface
    values = {name: f"{size}px" for name, size in sizes.items()} | {"stack": face.stack}
    tokens = "".join(f" --{name}: {value};" for name, value in values.items())
    font = f"data:font/woff2;base64,{base64.b64encode(font_bytes()).decode()}"
    rules = static_text("html_export.css").replace(FONT_FILE.name, font) + own_faces(palette)
    rules += static_text("chart_reader.css")
    printed = f"@media print {{ :root {{{_colours(paper)} }} }}"
    return f":root {{{tokens}{_colours(palette)} }}\n{printed}\n{rules}"


def _colours(palette: Palette) -> str:
    values = "".join(f" --{name}: {getattr(palette, name)};" for name in COLOURS)
    return f" color-scheme: {'dark' if palette.is_dark else 'light'};{values}"


def _sections(dataset: Dataset, resolved: ResolvedView) -> Iterator[str]:
    """Yield links to what stands below the chart, and each part under its heading."""
    parts = {
        "To know": _remarks(resolved),
        "This chart in words": _words(resolved) if resolved.shape != "list" else "",
        "Rows": _table(dataset, resolved),
        "Sources": _sources(dataset, resolved),
    }
    ids = {title: title.lower().replace(" ", "-") for title, part in parts.items() if part}
    links = "".join(f'<li><a href="#{name}">{title}</a></li>' for title, name in ids.items())
    yield f'<nav aria-label="On this page"><ul>{links}</ul></nav>'
    for title, name in ids.items():
        yield f'<h2 id="{name}">{title}</h2>{parts[title]}'


def _remarks(resolved: ResolvedView) -> str:
    sentences = [*resolved.caveats(), *resolved.remarks()]
    rows = "".join(f"<li>{escape(text)}</li>" for text in sentences)
    return f"<ul>{rows}</ul>" if rows else ""


def _words(resolved: ResolvedView) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in resolved.alt_text.paragraphs())


def _table(dataset: Dataset, resolved: ResolvedView) -> str:
    """Return the rows as a table, which on a narrow screen is a list: so its roles are named."""
    sheet = shown_sheet(dataset, resolved.claims, titled=resolved.shape != "list")
    names = "".join(f'<th scope="col" role="columnheader">{title}</th>' for title in sheet.columns)
    body = "".join(
        _row(dict(zip(sheet.columns, map(str, row), strict=True)), str(claim.document_id))
        for row, claim in zip(sheet.rows, claims_in(resolved.claims), strict=True)
    )
    of = "" if resolved.shape == "list" else " of the chart"
    return (
        f'<table role="table"><caption>The rows{of}: {len(sheet.rows)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{names}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table>'
    )


def _row(cells: Mapping[str, str], document: str) -> str:
    texts = {title: escape(text) for title, text in cells.items()}
    texts["Source"] = f'<a href="#{escape(document)}">{texts["Source"]}</a>'
    told = "".join(
        f'<td role="cell" data-name="{title}">{text}</td>' for title, text in texts.items()
    )
    return f'<tr role="row">{told}</tr>'


def _sources(dataset: Dataset, resolved: ResolvedView) -> str:
    keys = [str(row[0]) for row in source_sheet(dataset, resolved.claims).rows]
    texts = {key: with_links(apa_html(dataset.works[key])) for key in keys}
    rows = "".join(f'<li id="{escape(key)}">{text}</li>' for key, text in texts.items())
    return f"<ul>{rows}</ul>"


def _footer(provenance: ProvenanceRecord, palette: Palette) -> str:
    text = (
        f"{provenance.generator}, data {provenance.version}, last changed on {provenance.on}. "
        f"{provenance.licence}: {address_of(provenance.licence)}. Shown at {provenance.link}."
    )
    return f"<footer><p>{with_links(escape(text))}</p>{house_mark(palette)}</footer>"


def house_mark(palette: Palette) -> str:
    """Return the footer and the logo of a house style; "" where there is none."""
    logo = palette.logo
    words = f"<p>{escape(palette.footer)}</p>" if palette.footer else ""
    if logo is None:
        return words
    size = f'width="{logo.width:.0f}" height="{logo.height}"'
    return f'{words}<p><img src="{logo.uri}" alt="" {size}></p>'


def own_faces(palette: Palette) -> str:
    """Return rules with the font of a house style inside; "" where it is ours."""
    face = palette.typeface
    inside = "data:font/woff2;base64,"
    fonts = {
        weight: inside + base64.b64encode(path.read_bytes()).decode() for weight, path in face.files
    }
    return font_faces(face.family, fonts)


def _json_ld(dataset: Dataset, provenance: ProvenanceRecord, resolved: ResolvedView) -> str:
    """Return the page's description as JSON-LD (schema.org), the proof among it."""
    rests = [
        {"@type": "CreativeWork", "name": dataset.works[name].title, "identifier": name}
        | ({"sha256": digest} if digest else {})
        for name, digest in provenance.documents.items()
    ]
    description = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": provenance.title,
        "description": resolved.alt_text.short,
        "version": provenance.version,
        "dateModified": provenance.on,
        "license": address_of(provenance.licence),
        "url": provenance.link,
        "creator": {"@type": "Organization", "name": provenance.generator},
        "isBasedOn": rests,
        "identifier": {
            "@type": "PropertyValue",
            "propertyID": CHUNK,
            "value": provenance.to_json(),
        },
    }
    return json.dumps(description, ensure_ascii=False, sort_keys=True)


def read_html(content: bytes) -> str | None:
    """Return the text of the proof in a page; None where it has none."""
    match = re.search(rb'<script type="application/ld\+json">([^<]{1,4000000})</script>', content)
    if not match:
        return None
    try:
        identifier = json.loads(match[1])["identifier"]
        return str(identifier["value"]) if identifier["propertyID"] == CHUNK else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
