"""A chart as one HTML file that needs no network: the chart, its rows, its sources, its words."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Sequence
from html import escape

import plotly.graph_objects as go

from charts.export.tables import row_sheet, source_sheet
from charts.provenance.metadata import CHUNK, LICENCE_ADDRESS
from charts.provenance.record import ProvenanceRecord
from charts.style.fonts import FONT_FILE, font_bytes, static_text
from charts.style.theme import FONT, NARROW, TYPE, WIDE, Palette, Room, Size
from charts.views.resolve import ResolvedView
from loaders.citations.apa import apa_html
from loaders.dataset import Dataset

POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
    "font-src data:; img-src data: blob:"
)
"""Nothing is fetched, whatever a browser finds in the page."""
COLOURS = ("ink", "paper", "quiet", "rule", "accent")
SHOWN_COLUMNS = {
    "value": "Value",
    "indicator": "What",
    "place": "Place",
    "period_in_words": "Period",
    "as_printed": "As printed",
    "status": "Status",
    "attributed_to": "According to",
    "producer": "Who counted",
    "source": "Source",
}


def as_webpage(
    dataset: Dataset,
    resolved: ResolvedView,
    provenance: ProvenanceRecord,
    palette: Palette,
    room: Room,
) -> bytes:
    """Return the page of a view's chart, the same bytes for the same rows."""
    from plotly.offline import get_plotlyjs  # noqa: PLC0415  4 MB that only this file needs

    figures = [_figure(resolved, palette, size, room) for size in (WIDE, NARROW)]
    figures_json = in_script(f"[{','.join(figures)}]")
    linked = in_script(_json_ld(dataset, provenance, resolved))
    parts = (
        f"<title>{escape(provenance.title)}</title>",
        f'<meta name="description" content="{escape(resolved.alt_text.short)}">',
        f"<style>{_style(palette)}</style>",
        f'<script type="application/ld+json">{linked}</script>',
        f"<script>{get_plotlyjs()}</script></head><body><main>",
        f'<div id="chart" role="figure" aria-label="{escape(resolved.alt_text.short)}"></div>',
        _words(resolved),
        _table(dataset, resolved),
        _sources(dataset, resolved),
        _footer(provenance),
        f'</main><script type="application/json" id="figures">{figures_json}</script>',
        f"<script>{static_text('html_export.js')}</script>"
        f'<script type="module">{static_text("chart_reader.js")}</script></body></html>\n',
    )
    return (_head() + "\n".join(parts)).encode()


def _head() -> str:
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    )


def _figure(resolved: ResolvedView, palette: Palette, size: Size, room: Room) -> str:
    figure = resolved.draw(palette, Size(**{**vars(size), "room": room}))
    assert isinstance(figure, go.Figure)
    figure.update_layout(width=size.width)
    return str(figure.to_json())


def in_script(text: str) -> str:
    """Return JSON that no HTML parser sees a tag in."""
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _style(palette: Palette) -> str:
    sizes = TYPE | {"width": WIDE.width + 32}
    colours = {name: getattr(palette, name) for name in COLOURS}
    values = {name: f"{size}px" for name, size in sizes.items()} | colours | {"stack": FONT}
    tokens = "".join(f" --{name}: {value};" for name, value in values.items())
    font = f"data:font/woff2;base64,{base64.b64encode(font_bytes()).decode()}"
    rules = static_text("html_export.css").replace(FONT_FILE.name, font)
    rules += static_text("chart_reader.css")
    return f":root {{ color-scheme: {palette.name};{tokens} }}\n{rules}"


def _words(resolved: ResolvedView) -> str:
    paragraphs = "".join(f"<p>{escape(text)}</p>" for text in resolved.alt_text.paragraphs())
    sentences = [*resolved.caveats(), *resolved.remarks()]
    rows = "".join(f"<li>{escape(text)}</li>" for text in sentences)
    more = f"<h2>To know</h2><ul>{rows}</ul>" if rows else ""
    return f"{more}<h2>This chart in words</h2>{paragraphs}"


def _table(dataset: Dataset, resolved: ResolvedView) -> str:
    sheet = row_sheet(dataset, resolved.claims)
    at = [sheet.columns.index(name) for name in SHOWN_COLUMNS]
    rows = ([str(row[n]) for n in at] for row in sheet.rows)
    body = _rows(rows, "td")
    head = _rows([list(SHOWN_COLUMNS.values())], 'th scope="col"')
    caption = escape(f"The rows of the chart: {len(sheet.rows)}")
    return (
        f'<h2>Rows</h2><div class="rows" tabindex="0"><table><caption>{caption}</caption>'
        f"<thead>{head}</thead><tbody>{body}</tbody></table></div>"
    )


def _rows(rows: Iterable[Sequence[str]], cell: str) -> str:
    end = cell.split(maxsplit=1)[0]
    return "".join(
        f"<tr>{''.join(f'<{cell}>{escape(text)}</{end}>' for text in row)}</tr>" for row in rows
    )


def _sources(dataset: Dataset, resolved: ResolvedView) -> str:
    keys = (str(row[0]) for row in source_sheet(dataset, resolved.claims).rows)
    rows = "".join(f"<li>{apa_html(dataset.works[key])}</li>" for key in keys)
    return f"<h2>Sources</h2><ul>{rows}</ul>"


def _footer(provenance: ProvenanceRecord) -> str:
    text = (
        f"{provenance.generator}, data {provenance.version}, last changed on {provenance.on}. "
        f"{provenance.licence}: {LICENCE_ADDRESS}. Shown at {provenance.address}."
    )
    return f"<footer><p>{escape(text)}</p></footer>"


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
        "license": LICENCE_ADDRESS,
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
