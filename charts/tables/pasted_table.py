"""A chart's rows as a table that is pasted into a text or a workbook, with their sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from charts.tables.sheets import Sheet, shown_sheet
from charts.text import notes
from charts.views.resolve import ResolvedView
from loaders.dataset import Dataset


def pasted_html(dataset: Dataset, resolved: ResolvedView, link: str) -> str:
    """Return the table in HTML, its title over it, sources and address under it."""
    sheet = shown_sheet(dataset, resolved.claims)
    head = _cells("th", sheet.columns)
    rows = "".join(f"<tr>{_cells('td', map(str, row))}</tr>" for row in sheet.rows)
    under = "".join(f"<p>{escape(text)}</p>" for text in _under(dataset, resolved, link))
    return (
        f"<p><b>{escape(resolved.title)}</b></p>"
        f'<table border="1"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{under}'
    )


def _cells(tag: str, texts: Iterable[str]) -> str:
    return "".join(f"<{tag}>{escape(text)}</{tag}>" for text in texts)


def pasted_text(dataset: Dataset, resolved: ResolvedView, link: str) -> str:
    """Return the same with a tab between cells."""
    sheet = shown_sheet(dataset, resolved.claims)
    rows: Sequence[Sequence[object]] = [
        [resolved.title],
        *_table(sheet),
        *([text] for text in _under(dataset, resolved, link)),
    ]
    return "\n".join("\t".join(" ".join(str(cell).split()) for cell in row) for row in rows)


def _table(sheet: Sheet) -> list[Sequence[object]]:
    return [sheet.columns, *sheet.rows]


def _under(dataset: Dataset, resolved: ResolvedView, link: str) -> list[str]:
    note = notes.source_note(dataset, resolved.claims, resolved.own)
    return [f"{resolved.heading}; {resolved.subtitle}.", note, link]
