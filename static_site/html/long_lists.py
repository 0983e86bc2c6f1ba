"""Lists that are too long for a page, and the pages of each indicator's rows that they lead to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from charts.page_parts import disagreement_rows, record_rows
from charts.page_parts.links import link
from charts.page_parts.results import choices_of, differences_of
from charts.page_parts.tables import SAME_ROOT, table
from charts.text import official_record as record_text
from charts.text.series_summary import many
from loaders.analysis.disagreements import Difference
from loaders.analysis.official_record import NO_RECORD, REASONS, RecordPair, Unpaired
from loaders.dataset import Dataset
from static_site.html.body import Section, note
from static_site.html.site import root_of
from static_site.inventory import Page, differences_in, held_in, is_parted, part_path

FIRST = 30
"""How many rows of a long list stand on its own page."""
BY_INDICATOR = "By indicator"


def gap_sections(
    dataset: Dataset, page: Page, rows: Sequence[Difference], caption: str
) -> list[Section]:
    """Return disagreements as a table; of a list that is broken up the first, and the ways on."""
    parted = not page.id and is_parted(dataset, page.kind)
    shown = rows[:FIRST] if parted else rows
    found = differences_of(dataset)
    cells = [disagreement_rows.difference_row(dataset, found, one) for one in shown]
    called = f"The {len(shown)} widest gaps" if parted else caption
    html = table(disagreement_rows.COLUMNS, cells, called, kind="cf-apart") if cells else ""
    own = Section(html + (note(SAME_ROOT) if html else ""), id="table")
    return [own, _ways(page, _gap_ways(dataset))] if parted else [own]


def held_sections(dataset: Dataset, page: Page, rows: Sequence[RecordPair]) -> list[Section]:
    """Return numbers beside official figures as `gap_sections`."""
    parted = not page.id and is_parted(dataset, page.kind)
    shown = rows[:FIRST] if parted else rows
    cells = [record_rows.held_row(dataset, one) for one in shown]
    caption = f"Numbers beside official figures: {len(rows)}"
    called = f"{caption}, of which the first {len(shown)}" if parted else caption
    html = record_rows.rows_table(cells, record_rows.COLUMNS, called) if cells else ""
    own = Section(html + (note(SAME_ROOT) if html else ""), id="table")
    return [own, _ways(page, _held_ways(dataset))] if parted else [own]


def left_sections(dataset: Dataset, left: Sequence[Unpaired]) -> Iterator[Section]:
    """Yield what has no official figure, a folded table for each reason."""
    if left:
        yield Section("<h2>Numbers without an official figure, and why</h2>")
    for reason in REASONS:
        group = [one for one in left if one.reason == reason]
        several = record_rows.LEFT_COLUMNS
        columns = several[:-1] if reason == NO_RECORD else several
        heading = f"{record_text.REASON_WORDS[reason]}: {len(group)}"
        if group:
            rows = [record_rows.left_row(dataset, one)[: len(columns)] for one in group]
            html = record_rows.rows_table(rows, columns, heading)
            yield Section(html, heading, folded=True)


def claim_sections(dataset: Dataset, counted: dict[str, int]) -> Iterator[Section]:
    """Yield the ways to the claims of each indicator, by topic; `counted` says how many these are
    by indicator.
    """
    choices = choices_of(dataset)
    for topic, title in dataset.topics["title"].items():
        rows = "".join(
            f"<li>{link('trends', str(choices.loc[name, 'title']), indicator=str(name))} "
            f"<small>{many(counted[str(name)], 'number')}</small></li>"
            for name in choices.index[choices["topic"] == topic]
            if str(name) in counted
        )
        yield Section(f'<ul class="contents">{rows}</ul>' if rows else "", str(title), str(topic))


def _gap_ways(dataset: Dataset) -> Iterator[tuple[str, str, str]]:
    for name, own in differences_in(dataset).items():
        apart = sum(one.widest.apart for one in own)
        words = f"{len(own)} side by side, of which {apart} do not agree"
        yield part_path("disagreements", name), _title(dataset, name), words


def _held_ways(dataset: Dataset) -> Iterator[tuple[str, str, str]]:
    for name, (pairs, left) in held_in(dataset).items():
        words = f"{len(pairs)} beside official figures, {len(left)} without any"
        yield part_path("recorded", name), _title(dataset, name), words


def _title(dataset: Dataset, indicator: str) -> str:
    return str(dataset.indicators.loc[indicator, "title"])


def _ways(page: Page, ways: Iterator[tuple[str, str, str]]) -> Section:
    """Return the ways from a long list to the pages of its indicators, with what each holds."""
    root = root_of(page)
    items = "".join(
        f'<li><a href="{root}{path}">{escape(title)}</a> <small>{escape(words)}</small></li>'
        for path, title, words in ways
    )
    return Section(f'<ul class="contents">{items}</ul>', BY_INDICATOR, "by-indicator")
