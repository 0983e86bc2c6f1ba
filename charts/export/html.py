"""A chart as one HTML file that needs no network: the chart, its rows, its sources, its words."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

import plotly.graph_objects as go

from charts.export.tables import row_sheet, source_sheet
from charts.provenance.metadata import CHUNK, LICENCE_ADDRESS
from charts.provenance.record import ProvenanceRecord
from charts.style.fonts import font_bytes
from charts.style.theme import FAMILY, FONT, NARROW, TYPE, WIDE, Palette, Room, Size
from charts.views.resolve import ResolvedView
from loaders.dataset import Dataset

CONFIG = {
    "displayModeBar": False,
    "displaylogo": False,
    "showSendToCloud": False,
    "scrollZoom": False,
    "showTips": False,
    "doubleClick": False,
}
POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
    "font-src data:; img-src data: blob:"
)
"""Nothing is fetched, whatever a browser finds in the page."""
BREAK = 720
"""The width in pixels up to which the narrow chart is shown, as in the app."""
SHOWN_COLUMNS = {
    "value": "Value",
    "indicator": "What",
    "place": "Place",
    "period_in_words": "Period",
    "as_printed": "As printed",
    "status": "Status",
    "producer": "Who counted",
    "source": "Source",
}
STYLE = """
@font-face {{ font-family: "{family}"; font-weight: 100 900;
  src: url(data:font/woff2;base64,{font}) format("woff2"); }}
:root {{ color-scheme: {name}; }}
body {{ font: {body}px/1.5 {stack}; color: {ink}; background: {paper}; margin: 0; }}
main {{ max-width: {width}px; margin: 0 auto; padding: 16px; box-sizing: border-box; }}
h2 {{ font-size: {head}px; margin: 32px 0 8px; }}
#chart {{ overflow-x: auto; margin: 0 -8px; }}
.rows {{ overflow-x: auto; }}
table {{ border-collapse: collapse; font-size: {table}px; width: 100%; }}
caption {{ text-align: left; color: {quiet}; padding-bottom: 8px; }}
th, td {{ text-align: left; vertical-align: top; padding: 6px 12px 6px 0;
  border-bottom: 1px solid {rule}; }}
footer, .quiet {{ color: {quiet}; font-size: {small}px; overflow-wrap: anywhere; }}
a {{ color: {accent}; }}
"""
SCRIPT = """
const figures = {figures};
const config = {config};
const narrow = window.matchMedia("(max-width: {break}px)");
const chart = document.getElementById("chart");
const draw = () => {{
  const figure = figures[narrow.matches ? 1 : 0];
  Plotly.newPlot(chart, figure.data, figure.layout, config);
}};
narrow.addEventListener("change", draw);
Promise.all([400, 600].map(w => document.fonts.load(`${{w}} 16px "{family}"`))).then(draw, draw);
"""


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
    script = SCRIPT.format(
        figures=_in_script(f"[{','.join(figures)}]"),
        config=json.dumps(CONFIG),
        family=FAMILY,
        **{"break": BREAK},
    )
    linked = _in_script(_linked(dataset, provenance, resolved))
    parts = (
        f"<title>{escape(provenance.title)}</title>",
        f'<meta name="description" content="{escape(resolved.alt_text.short)}">',
        f"<style>{_style(palette)}</style>",
        f'<script type="application/ld+json">{linked}</script>',
        f"<script>{get_plotlyjs()}</script></head><body><main>",
        f'<div id="chart" role="img" aria-label="{escape(resolved.alt_text.short)}"></div>',
        _told(resolved),
        _table(dataset, resolved),
        _sources(dataset, resolved),
        _footer(provenance),
        f"</main><script>{script}</script></body></html>\n",
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


def _in_script(text: str) -> str:
    """Return JSON that no HTML parser sees a tag in."""
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _style(palette: Palette) -> str:
    return STYLE.format(
        **{name: getattr(palette, name) for name in ("name", "ink", "paper", "quiet", "rule")},
        **TYPE,
        family=FAMILY,
        stack=FONT,
        font=base64.b64encode(font_bytes()).decode(),
        width=WIDE.width + 32,
        accent=palette.accent,
    )


def _told(resolved: ResolvedView) -> str:
    paragraphs = "".join(f"<p>{escape(text)}</p>" for text in resolved.alt_text.paragraphs())
    sentences = resolved.remarks()
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
    rows = "".join(
        f"<li>{escape(str(row[3]))}</li>" for row in source_sheet(dataset, resolved.claims).rows
    )
    return f"<h2>Sources</h2><ul>{rows}</ul>"


def _footer(provenance: ProvenanceRecord) -> str:
    told = (
        f"{provenance.generator}, data {provenance.version}, last changed on {provenance.on}. "
        f"{provenance.licence}: {LICENCE_ADDRESS}. Shown at {provenance.address}."
    )
    return f"<footer><p>{escape(told)}</p></footer>"


def _linked(dataset: Dataset, provenance: ProvenanceRecord, resolved: ResolvedView) -> str:
    """Return the page's description as JSON-LD (schema.org), the proof among it."""
    rests: list[dict[str, Any]] = [
        {"@type": "CreativeWork", "name": dataset.works[name].title, "identifier": name}
        | ({"sha256": digest} if digest else {})
        for name, digest in provenance.documents.items()
    ]
    told = {
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
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def read_html(content: bytes) -> str | None:
    """Return the text of the proof in a page; None where it has none."""
    found = re.search(rb'<script type="application/ld\+json">([^<]{1,4000000})</script>', content)
    if not found:
        return None
    try:
        named = json.loads(found[1])["identifier"]
        return str(named["value"]) if named["propertyID"] == CHUNK else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
