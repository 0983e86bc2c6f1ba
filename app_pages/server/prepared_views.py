"""The first page's pictures and the views that most readers ask for, worked out before they do:
with new figures, and when the server starts.

Made for the first time a view takes several times what it takes afterwards; a crowd that comes to
new figures would wait for all of them at once.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import product

from app_pages.session.dataset_cache import figure_of
from charts.page_parts.gallery import topic_cards
from charts.page_parts.results import (
    caveats_of,
    choices_of,
    description_of,
    indicator_entries,
    map_way_of,
    map_years_of,
    record_choices_of,
    remarks_of,
    title_of,
)
from charts.page_parts.tables import view_claims, view_sources
from charts.style.house_style import site_style
from charts.style.theme import NARROW, WIDE
from charts.views.resolve import complete
from charts.views.view import View
from loaders.dataset import Dataset

PARTS = (title_of, description_of, caveats_of, remarks_of, view_sources)
"""What the page of a view says around its chart."""


def common_views(dataset: Dataset) -> Iterator[View]:
    """Yield each indicator's trend, each comparison and the charts of the list pages, as a reader
    gets them who chooses no more.
    """
    for name in choices_of(dataset).index:
        yield complete(dataset, View("trends", indicator=name))
    for name in dataset.comparisons.index:
        yield complete(dataset, View("compare", comparison=name))
    yield View("recorded")
    yield View("disagreements")


def prepare_views(dataset: Dataset, current: Callable[[], bool]) -> None:
    """Work out the common views, until the figures are `current` no longer.

    Readers come first: after each step the processor is theirs for as long as the step took.
    """
    for step in _steps(dataset):
        if not current():
            return
        began = time.thread_time()
        step()
        time.sleep(time.thread_time() - began)


def _steps(dataset: Dataset) -> Iterator[Callable[[], object]]:
    palettes = (site_style().light, site_style().dark)
    for colours in palettes:
        yield partial(topic_cards, dataset, colours)
    yield partial(indicator_entries, dataset)
    for view in common_views(dataset):
        for part in PARTS:
            yield partial(part, dataset, view)
        if view.page == "trends":
            yield partial(record_choices_of, dataset, view.indicator)
            if map_years_of(dataset, view.indicator):
                yield partial(map_way_of, dataset, view.indicator, view.places)
            yield partial(view_claims, dataset, view, "documents")
            yield partial(view_claims, dataset, view, "record")
        for size, colours in product((WIDE, NARROW), palettes):
            yield partial(figure_of, dataset, view, colours, size)
