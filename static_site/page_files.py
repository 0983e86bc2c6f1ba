"""All files of pages but the pages themselves, made on several processors and written where they
are published.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from charts.style.house_style import OURS, HouseStyle
from charts.views.resolve import ResolvedView, has_chart
from charts.views.view import View
from loaders.dataset import Dataset
from static_site.data_files import data_files, picture_files, shown_on
from static_site.drawings import Asset, Chart, Drawings, PageCharts
from static_site.html.figures import figure_on
from static_site.html.site import Site
from static_site.html.whole_page import whole_page
from static_site.inventory import Page
from static_site.whole_files import write_files

BATCH = 6
"""How many pages a process makes before it is given others."""


@dataclass(frozen=True)
class PageFiles:
    """What was made for a page: its chart, None where it has none, and the paths of the files
    beside it, below the site's root, with how many pictures a browser drew.
    """

    chart: Chart | None
    paths: tuple[str, ...]
    drawn: int = 0


@dataclass(frozen=True)
class Making:
    """How files are made: where they are published, where drawings are kept, the address that
    the edition is served at, the house style.
    """

    out: Path
    kept: Path
    site: Site
    style: HouseStyle = OURS


def made_files(
    dataset: Dataset, pages: Iterable[Page], making: Making, workers: int = 0
) -> Iterator[tuple[Page, PageFiles]]:
    """Yield each page with its files as soon as these are written, with so many processes (0: as
    many as there are processors), each with a browser of its own.
    """
    workers = workers or os.cpu_count() or 1
    if workers == 1:
        drawings = Drawings(making.kept, making.style)
        yield from ((page, make_files(dataset, page, drawings, making)) for page in pages)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, _begin, (dataset, making)) as pool:
        pending = [pool.submit(_make, own) for own in _batches(pages)]
        for done in as_completed(pending):
            yield from done.result()


def _batches(pages: Iterable[Page]) -> Iterator[list[Page]]:
    """Yield pages that follow each other, which share much of what is worked out for them."""
    left = iter(pages)
    while own := list(islice(left, BATCH)):
        yield own


def make_files(dataset: Dataset, page: Page, drawings: Drawings, making: Making) -> PageFiles:
    """Make and write the files of a page."""
    before = drawings.drawn
    resolved = shown_on(dataset, page)
    charts, files = _charts(dataset, page, drawings, resolved)
    beside = dict(picture_files(dataset, page, resolved, drawings, making.site.base_url))
    if resolved:
        beside |= dict(data_files(dataset, page, resolved, making.site.base_url))
    page_itself = whole_page(dataset, page, making.site, charts, resolved, *beside)
    write_files(making.out, files | beside | page_itself)
    return PageFiles(charts.own, tuple(beside), drawings.drawn - before)


def _charts(
    dataset: Dataset, page: Page, drawings: Drawings, resolved: ResolvedView | None
) -> tuple[PageCharts, dict[str, bytes]]:
    """Return the charts of a page, and the files that they need by their paths."""
    own, assets = None, list[Asset]()
    if page.view and resolved and _is_drawn(page.view, resolved):
        own, assets = drawings.chart(dataset, page.view)
    figure = figure_on(dataset, page)
    beside, more = drawings.page_chart(figure) if figure else (None, [])
    return PageCharts(own, beside), {one.path: one.content for one in (*assets, *more)}


def _is_drawn(view: View, resolved: ResolvedView) -> bool:
    """Tell whether a page shows a chart; a few numbers stand on it as text."""
    return has_chart(view) and not resolved.missing and resolved.shape != "numbers"


_worker: tuple[Dataset, Drawings, Making]


def _begin(dataset: Dataset, making: Making) -> None:
    """Set up a process that makes files."""
    global _worker  # noqa: PLW0603  what a process of a pool has is its own
    _worker = (dataset, Drawings(making.kept, making.style), making)


def _make(pages: Iterable[Page]) -> list[tuple[Page, PageFiles]]:
    dataset, drawings, making = _worker
    return [(page, make_files(dataset, page, drawings, making)) for page in pages]
