"""What a series is called and how its line is drawn stay as they are under any filter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd
import pytest

from charts.builders.trend import named_in, names_of, time_chart
from charts.marks.series import RECORD_LINES, Look, Run, looks_of, signed
from charts.style.theme import DARK, LIGHT, Palette
from charts.views.resolve import resolve
from charts.views.view import View
from loaders.dataset import Dataset
from loaders.queries.selection import trend_claims
from tests.support.themes import contrast

FILTERS = {
    "places": "place_id",
    "producers": "producer",
    "documents": "document_id",
    "statuses": "status",
    "hedges": "hedge",
}


def filtered(view: View, claims: pd.DataFrame) -> Iterator[View]:
    """Yield the view with each filter of one value, and without its first and its last years."""
    for name, column in FILTERS.items():
        for value in sorted(set(claims[column]) - {""}):
            yield replace(view, **{name: (value,)})
    years = sorted(set(claims["start"].dropna().dt.year))
    yield from (replace(view, since=int(year)) for year in years[1::4])
    yield from (replace(view, until=int(year)) for year in years[1::4])


def shown(dataset: Dataset, view: View) -> dict[Run, tuple[str, Look]]:
    """Return what each series of a view's chart is called and how it is drawn."""
    resolved = resolve(dataset, view)
    chart = time_chart(dataset, resolved.claims, LIGHT, resolved.options)
    if resolved.missing or chart is None:
        return {}
    names = names_of(dataset, named_in(resolved.claims, resolved.options))
    return {run: (text, chart.looks[run]) for run, text in signed(names, chart.looks).items()}


def test_a_filter_changes_no_name_no_sign_and_no_line(real: Dataset, indicators: list[str]) -> None:
    several = 0
    for name in indicators:
        claims = trend_claims(real, name)
        if claims.groupby(["official", "series_id"]).ngroups < 2:
            continue
        view = View("trends", indicator=name)
        before = shown(real, view)
        for other in filtered(view, claims):
            found = shown(real, other)
            several += len(found) > 0
            assert {run: before[run] for run in found} == found, other
    assert several


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_eight_records_have_lines_of_their_own_that_are_seen(
    real: Dataset, palette: Palette
) -> None:
    series = list(real.series.index[: len(RECORD_LINES)])
    looks = looks_of(real, palette, [Run(False, name) for name in series])
    assert len({look.line for look in looks.values()}) == len(RECORD_LINES)
    assert len({look.sign for look in looks.values()}) == len(RECORD_LINES)
    assert {look.colour for look in looks.values()} <= {palette.record, palette.quiet}
    assert contrast(palette.record, palette.paper) >= 3


def test_a_record_that_a_reader_adds_has_no_line_of_those_that_were_there(real: Dataset) -> None:
    first, second, added = (Run(False, name) for name in real.series.index[:3])
    before = looks_of(real, LIGHT, [first, second], [first, second])
    after = looks_of(real, LIGHT, [added, second], [first, second])
    assert after[second] == before[second]
    assert after[added].line not in {look.line for look in before.values()}
