"""Tables and records as HTML: each row links to its claim, each text stands as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Literal

import pandas as pd

from charts.page_parts.links import link, with_links
from charts.page_parts.memo import per_version
from charts.page_parts.results import VERSIONS, VIEWS, reference_of, resolved_view
from charts.text import notes, wording
from charts.text.computed_figures import computed_from
from charts.text.series_summary import many, years_words
from charts.views.glossary import GLOSSARY
from charts.views.view import View
from loaders.analysis.provenance import PRODUCER, Root, with_roots
from loaders.analysis.repetition import repeated
from loaders.dataset import Claim, Dataset, claims_in

COLUMNS = ("Value", "What", "Period", "As printed", "Status", "Source")
CLAIMS = "cf-claims"
"""The look of a table of claims. Its style knows the columns (`look.cell_names`), so that they are
not sent with each cell of a table that is sent again and again."""
SAME_ROOT = (
    "A tag such as “also from” and an office marks numbers of different documents from one source. "
    "Two reports that repeat one source are not independent evidence."
)


FIRST, LEAST_FOLDED = 10, 3
"""How many rows of a long table are in sight, and how many there are at least that are not."""


def claims_html(
    dataset: Dataset,
    claims: pd.DataFrame,
    caption: str,
    *,
    explain: bool = True,
    whole: bool = False,
) -> str:
    """Return claims (rows of a query) as a table, one row each; `caption` says what they are. Of
    no claims there is none.

    Claims of different documents that share a root are marked; claims that have a column
    `root` already keep it. `explain` says under the table what the mark means; `whole` as in
    `table`.
    """
    if claims.empty:
        return ""
    claims = claims if "root" in claims else with_roots(dataset, claims)
    several = claims["indicator_id"].nunique() > 1
    labels = (notes.titled_labels if several else notes.series_labels)(dataset, claims)
    roots = map(Root, claims["root_kind"], claims["root"])
    twins = repeated(claims_in(claims))
    rows = [
        [
            *_cells(dataset, claim, labels[claim.series_id]),
            _source(dataset, claim, root) + one_count(dataset, twins.get(claim.claim_id, [])),
        ]
        for claim, root in zip(claims_in(claims), roots, strict=True)
    ]
    marked = f'<p class="cf-note">{SAME_ROOT}</p>' if explain and claims["root"].any() else ""
    held = years_words(claims_in(claims.iloc[FIRST:]))
    return table(COLUMNS, rows, caption, kind=CLAIMS, whole=whole, held=held) + marked


def small(text: str) -> str:
    """Return small print on a line of its own, as HTML; empty where there is none."""
    return f"<br><small>{escape(text)}</small>" if text else ""


def claim_link(dataset: Dataset, claim: Claim) -> str:
    """Return what a claim states, its status and whom its sentence credits, as a link to it."""
    return link("claims", wording.claim_statement(dataset, claim), claim=claim.claim_id)


def value_link(dataset: Dataset, claim: Claim) -> str:
    """Return a claim's value as a link to it, where its status stands beside it."""
    return link("claims", wording.claim_words(dataset, claim), claim=claim.claim_id)


def root_link(dataset: Dataset, root: Root) -> str:
    """Return the root of a claim as a link."""
    if root.kind == PRODUCER:
        return link("claims", root.name, producer=root.name)
    return link("sources", dataset.works[root.name].short(), work=root.name)


def one_count(dataset: Dataset, twins: Iterable[Claim]) -> str:
    """Return a mark for an official figure that other publications give too, as one count."""
    works = ", ".join(
        link("sources", dataset.works[twin.document_id].short(), work=twin.document_id)
        for twin in twins
    )
    return f'<span class="cf-root">one count with {works}</span>' if works else ""


def explained(name: str) -> str:
    """Return a word of the pages as HTML, with what it means where it needs explaining."""
    meaning = GLOSSARY.get(name, "")
    return f'<abbr title="{escape(meaning)}">{escape(name)}</abbr>' if meaning else escape(name)


def table(
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    caption: str,
    *,
    kind: str = "",
    whole: bool = False,
    held: str = "",
) -> str:
    """Return an HTML table; cells are HTML already, `kind` is a class of its look.

    A cell names its column, for screens that are too narrow for a row of headings. Of a long table
    the first rows are in sight, the others where a reader unfolds them, if it is not `whole`;
    `held` says what they hold.
    """
    names = ["" if kind == CLAIMS else f' data-label="{escape(name)}"' for name in columns]
    head = "".join(f'<th scope="col">{explained(name)}</th>' for name in columns)
    lines = [f"<tr>{_row(names, row)}</tr>" for row in rows]
    long = not whole and len(lines) >= FIRST + LEAST_FOLDED
    shown, rest = (lines[:FIRST], lines[FIRST:]) if long else (lines, [])
    return (
        f'<table class="cf-table {kind}"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(shown)}</tbody>"
        + (f'<tbody class="cf-rest">{"".join(rest)}</tbody></table>' if rest else "</table>")
        + (_fold(len(rest), held) if rest else "")
    )


def _fold(rows: int, held: str) -> str:
    """Return what unfolds the rest of the table before it."""
    more = f"{rows} more rows{f', {held}' if held else ''}"
    return (
        f'<details class="cf-fold"><summary><span>{escape(more)}</span>'
        f"<span>First {FIRST} rows only</span></summary></details>"
    )


def _row(names: Sequence[str], row: Sequence[str]) -> str:
    """Return the cells of a row, of which the first is the heading."""
    first, *others = zip(names, row, strict=True)
    cells = "".join(f"<td{name}>{cell}</td>" for name, cell in others)
    return f'<th scope="row"{first[0]}>{first[1]}</th>{cells}'


def _cells(dataset: Dataset, claim: Claim, what: str) -> list[str]:
    value = value_link(dataset, claim)
    converted = wording.converted_words(dataset, claim, claim.quantity.chart_unit)
    status = wording.full_status(claim)
    if not claim.in_force:
        value = f'<span class="cf-struck">{value}</span> ({claim.state})'
    quoted = f"“{wording.quotation(claim.as_printed)}”" if claim.as_printed else ""
    note = "" if claim.official else claim.note
    return [
        value
        + (f"<br>= {escape(converted)}" if converted else "")
        + small(computed_from(dataset, claim)),
        escape(what),
        escape(wording.period_words(claim)),
        escape(quoted) + (f'<br><small class="cf-noted">{escape(note)}</small>' if note else ""),
        escape(status) + small(wording.credit(claim)),
    ]


def _source(dataset: Dataset, claim: Claim, root: Root) -> str:
    from_where = (notes.sources(dataset.works, [claim]), notes.origin_words(claim))
    link_to = root_link(dataset, root) if root.name else ""
    mark = f'<span class="cf-root">also from {link_to}</span>' if link_to else ""
    return escape("; ".join(part for part in from_where if part)) + mark


def record(parts: Mapping[str, str]) -> str:
    """Return names and values as a list; values are HTML already, empty ones are left out."""
    rows = "".join(f"<dt>{explained(n)}</dt><dd>{v}</dd>" for n, v in parts.items() if v)
    return f'<dl class="cf-record">{rows}</dl>'


Part = Literal["all", "documents", "record"]


@per_version(VERSIONS, most=3 * VIEWS)
def view_claims(dataset: Dataset, view: View, part: Part = "all") -> str:
    """Return the claims of a view as a table: all, or those of documents or of the record alone,
    the newest first.
    """
    resolved = resolved_view(dataset, view)
    claims, caption = resolved.claims, resolved.heading
    if part != "all":
        claims = claims[claims["official"] == (part == "record")]
        claims = claims.sort_values("end", ascending=False, kind="stable", na_position="last")
    if part == "record":
        caption = f"{caption}: the official record, {many(len(claims), 'figure')}"
    return claims_html(dataset, claims, caption)


def sources_html(dataset: Dataset, claims: pd.DataFrame) -> str:
    """Return the documents of claims and the works that they cite, in full."""
    return "".join(
        f"<strong>{heading}</strong>"
        f'<ul class="cf-sources">{"".join(_source_lines(dataset, ids))}</ul>'
        for heading, ids in (
            ("Documents", notes.documents_of(claims)),
            ("Works that they cite", notes.works_of(claims)),
        )
        if ids
    )


def claims_of_words(dataset: Dataset, work_id: str) -> str:
    """Return the words of the link to the numbers of a document, or to those that cite a work."""
    own = "from" if work_id in dataset.documents.index else "that cite"
    return f"All numbers {own} {dataset.works[work_id].short()}"


def _source_lines(dataset: Dataset, ids: Iterable[str]) -> Iterator[str]:
    for name in ids:
        its_claims = link("sources", claims_of_words(dataset, name), work=name)
        yield f"<li>{with_links(reference_of(dataset, name))} {its_claims}</li>"


@per_version(VERSIONS, most=VIEWS)
def view_sources(dataset: Dataset, view: View) -> str:
    """Return what the claims of a view rest on."""
    return sources_html(dataset, resolved_view(dataset, view).claims)
