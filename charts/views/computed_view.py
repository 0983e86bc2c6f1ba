"""A trend read as what is computed here: per 100,000 people, as a share, a change, an index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from charts.text import computed_figures
from charts.views.choice import indicators_of
from charts.views.view import View
from loaders.analysis import computed_figures as compute
from loaders.analysis.computed_figures import CAPITA, CHANGE, INDEX, PERCENT, WHOLE, Computed
from loaders.dataset import Dataset
from loaders.queries.selection import Choice, trend_claims

DIVISION = ("base", "numerator_id", "denominator_id")
"""What an indicator is divided by, of which nothing is said where the numbers are computed here."""
BOTH = (
    "Numbers are shown either per 100,000 people or as a share, or as a change or an index, not as "
    "both; choose one under View."
)
NOT_PER_CAPITA = "Numbers per 100,000 people are for counts such as deaths, not for {unit}."
NO_PART = "A share of the whole is for what is counted as a part of something else here."
NOTHING = "Nothing here can be shown {read_as}. {why}"
NO_BASE = "Choose the year whose figure is 100 under View."
PUBLISHED = "Rates that an office publishes are as printed; the others are computed here."
COMPUTED = {
    CAPITA: "Computed here from counts and populations.",
    WHOLE: "Computed here: in per cent of the whole, where one document has both.",
    CHANGE: "Computed here: in per cent, against the same period one year before in the same "
    "series.",
    INDEX: "Computed here: in each series the figure for {base} is 100.",
}


@dataclass(frozen=True)
class ComputedView:
    """The rows of a trend as they are read; `sentences` say what could not be computed, `missing`
    why nothing was.
    """

    claims: pd.DataFrame
    sentences: Sequence[str] = field(default_factory=list)
    missing: str = ""


def way_of(view: View) -> str:
    """Return how a view reads its numbers; empty where it does as they stand. A map, which is of
    one year, shows neither a change nor an index.
    """
    return view.per if view.map is not None else view.per or view.derived


def indicator_of(view: View, indicator_id: str) -> str:
    """Return what names an indicator as the view reads it, in the dataset of `as_read`."""
    how = way_of(view)
    return f"{indicator_id} {how}" if how else indicator_id


def measures_of(view: View) -> list[str]:
    """Return what names each of the view's indicators as it reads them."""
    shown = [view.indicator, view.beside] if view.beside else [view.indicator]
    return [indicator_of(view, name) for name in shown]


def as_read(dataset: Dataset, view: View) -> Dataset:
    """Return the dataset with what the view measures, where that is computed, as indicators more:
    whatever names or draws them finds title, definition and unit there.
    """
    known = dataset.indicators.index
    shown = dict.fromkeys(name for name in (view.indicator, view.beside) if name in known)
    new = [name for name in shown if indicator_of(view, name) not in known]
    if not new:
        return dataset
    rows = [_row(dataset, view, name) for name in new]
    return dataset.with_indicators(pd.concat(rows))


def _row(dataset: Dataset, view: View, indicator_id: str) -> pd.DataFrame:
    """Return the row of an indicator as the view reads it."""
    name = indicator_of(view, indicator_id)
    if view.per:
        read = _share if view.per == WHOLE else _per_capita
        own = read(dataset, indicator_id)
    else:
        own = _percent(dataset, view, indicator_id)
    cells = {**dict.fromkeys(DIVISION, ""), **own, "indicator_id": name}
    return dataset.indicators.loc[[indicator_id]].assign(**cells).set_axis([name])


def _per_capita(dataset: Dataset, indicator_id: str) -> Mapping[str, str]:
    """Return the cells of an indicator of numbers per 100,000 people: those of the published rate
    where there is one.
    """
    rate = compute.rate_of(dataset, indicator_id)
    own = dataset.indicators.loc[rate or indicator_id]
    more = PUBLISHED if rate else COMPUTED[CAPITA]
    title = str(own["title"]) if rate else f"{own['title']} per 100,000 people"
    unit = compute.per_capita_unit(dataset, indicator_id) or str(own["unit"])
    return {"title": title, "definition": f"{own['definition']} {more}", "unit": unit}


def _share(dataset: Dataset, indicator_id: str) -> Mapping[str, str]:
    own, whole = dataset.indicators.loc[indicator_id], compute.whole_of(dataset, indicator_id)
    title = str(dataset.indicators["title"][whole]) if whole else "The whole"
    base = title[:1].lower() + title[1:]
    return {
        "title": f"{own['title']} as a share of {base}",
        "definition": f"{own['definition']} {COMPUTED[WHOLE]}",
        "unit": PERCENT,
        "base": base,
    }


def _percent(dataset: Dataset, view: View, indicator_id: str) -> Mapping[str, str]:
    own = dataset.indicators.loc[indicator_id]
    read = "change on the year before" if view.derived == CHANGE else "as an index"
    title = f"{own['title']}, {read}"
    if view.derived == INDEX and view.base is not None:
        title = f"{own['title']} ({view.base} = 100)"
    more = COMPUTED[view.derived].format(base=view.base)
    return {"title": title, "definition": f"{own['definition']} {more}", "unit": PERCENT}


ABOUT_ALL = 0.75
"""Of the most figures that an index can have, the part that a base year must leave."""


def with_base(dataset: Dataset, view: View, choice: Choice) -> View:
    """Return the view of an index with a base year: where none is chosen, the first that leaves
    about as many figures as any, so that no curve is lost to a year that only one series has.
    """
    if view.derived != INDEX or view.base is not None:
        return view
    figures: Counter[int] = Counter()
    for name in indicators_of(view):
        figures.update(compute.figures_by_base(dataset, trend_claims(dataset, name, choice)))
    enough = ABOUT_ALL * max(figures.values(), default=0)
    years = [year for year in sorted(figures) if figures[year] >= enough]
    return replace(view, base=years[0]) if years else view


def computed_view(
    dataset: Dataset, view: View, indicator_id: str, claims: pd.DataFrame, choice: Choice
) -> ComputedView:
    """Return the rows of `selection.trend_claims` of an indicator as a view reads them."""
    how = way_of(view)
    if not how:
        return ComputedView(claims)
    none = claims.iloc[:0]
    if view.per and view.derived:
        return ComputedView(none, missing=BOTH)
    if how == CAPITA and not compute.per_capita_unit(dataset, indicator_id):
        unit = dataset.units["plural"][dataset.indicators["unit"][indicator_id]]
        return ComputedView(none, missing=NOT_PER_CAPITA.format(unit=unit))
    if how == WHOLE and not compute.whole_of(dataset, indicator_id):
        return ComputedView(none, missing=NO_PART)
    if how == INDEX and view.base is None:
        return ComputedView(none, missing=NO_BASE)
    computed = _computed(dataset, view, indicator_id, claims, choice)
    sentences = computed_figures.left_out(how, computed.left_out)
    rows = computed.claims.assign(indicator_id=indicator_of(view, indicator_id))
    rows["claim"] = [
        replace(claim, indicator_id=indicator_of(view, indicator_id)) for claim in rows["claim"]
    ]
    read_as = computed_figures.READ_AS[how]
    missing = NOTHING.format(read_as=read_as, why=" ".join(sentences)) if rows.empty else ""
    return ComputedView(rows, sentences, missing.strip())


def _computed(
    dataset: Dataset, view: View, indicator_id: str, claims: pd.DataFrame, choice: Choice
) -> Computed:
    if view.derived == CHANGE:
        return compute.changes(dataset, claims)
    if view.derived == INDEX:
        return compute.index(dataset, claims, view.base or 0)
    if view.per == WHOLE:
        wholes = trend_claims(dataset, compute.whole_of(dataset, indicator_id), choice)
        return compute.shares(dataset, claims, wholes)
    rate = compute.rate_of(dataset, indicator_id)
    rates = trend_claims(dataset, rate, choice) if rate else claims.iloc[:0]
    return compute.per_capita(dataset, indicator_id, claims, rates)


def as_way(view: View, how: str) -> View:
    """Return the view with its numbers read in another way; as they stand for an empty one."""
    per = how if how in (CAPITA, WHOLE) else ""
    return replace(view, per=per, derived="" if per else how, base=None)


def ways(dataset: Dataset, view: View, choice: Choice) -> list[str]:
    """Return the ways in which the numbers of a view can be read, and the one that is chosen."""
    claims = trend_claims(dataset, view.indicator, choice)

    def possible(how: str) -> bool:
        one = with_base(dataset, as_way(view, how), choice)
        found = computed_view(dataset, one, view.indicator, claims, choice)
        return how == way_of(view) or not found.missing

    return [how for how in computed_figures.READ_AS if possible(how)]
