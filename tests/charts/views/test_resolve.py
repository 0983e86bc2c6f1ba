"""One record of what a view shows, for pages, files and decks."""

from __future__ import annotations

import pytest

from charts.style.theme import LIGHT, WIDE
from charts.views import resolve as module
from charts.views.resolve import resolve
from charts.views.side_by_side import NOTHING_BESIDE
from charts.views.view import View
from loaders.dataset import DATASETS, Dataset, load

POPPY = "felbabbrown2020-poppy-us-2017"


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return load(DATASETS)


MEASURED = "Land under illicit opium poppy in a year or season. Unit: hectares"


@pytest.mark.parametrize(
    ("view", "heading", "subtitle"),
    [
        (View("trends", indicator="poppy_area"), "Opium poppy cultivation, Mexico", MEASURED),
        (View("compare", comparison="gun_us_shares"), "Share of guns that come from", "percent"),
        (View("compare", picked=(POPPY,)), "Claims picked by a reader", MEASURED),
        (View("disagreements", claim=POPPY), "Opium poppy cultivation, Mexico", MEASURED),
    ],
)
def test_a_view_has_claims_a_figure_and_words(
    dataset: Dataset, view: View, heading: str, subtitle: str
) -> None:
    resolved = resolve(dataset, view)
    assert resolved.missing == ""
    assert resolved.heading.startswith(heading)
    assert resolved.subtitle == subtitle
    assert len(resolved.claims)
    assert {"chart_low", "chart_high", "chart_unit"} <= set(resolved.claims)
    figure = resolved.draw(LIGHT, WIDE)
    assert figure is not None
    texts = [note.text.replace("<br>", " ") for note in figure.layout.annotations]
    assert any(text.startswith(heading) for text in texts)
    assert resolved.alternative.short.startswith(heading)
    assert all(sentence.endswith(".") for sentence in resolved.tell())


@pytest.mark.parametrize(
    ("view", "why"),
    [
        (View("trends", indicator="border_length"), "The only claim gives no period, so nothing"),
        (
            View(
                "compare",
                comparison="gun_us_shares",
                documents=("mann2023",),
                statuses=("proposal",),
            ),
            "No claim fits this choice",
        ),
        (View("compare", picked=("nobody",)), module.NO_PICKED),
        (View("disagreements", claim="mann2023-backpack"), NOTHING_BESIDE),
        (View("disagreements"), module.NOTHING_CHOSEN),
        (View("sources"), module.NO_CHART),
    ],
)
def test_without_a_chart_a_sentence_says_why(dataset: Dataset, view: View, why: str) -> None:
    resolved = resolve(dataset, view)
    assert resolved.missing.startswith(why)
    assert resolved.draw(LIGHT, WIDE) is None


def test_every_view_has_a_figure_or_a_sentence(dataset: Dataset) -> None:
    views = [View("trends", indicator=str(name)) for name in dataset.indicators.index]
    views += [View("compare", comparison=str(name)) for name in dataset.comparisons.index]
    for view in views:
        resolved = resolve(dataset, view)
        assert (resolved.draw(LIGHT, WIDE) is None) == bool(resolved.missing), view
