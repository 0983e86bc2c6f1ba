"""The words of a map of states: its title, why there is none, what stands below it and beside its
colours.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Collection, Sequence

from charts.text import notes, wording
from charts.text.computed_figures import CALLED
from charts.text.series_summary import many
from loaders.analysis.by_state import StateFigures, drawn_value
from loaders.dataset import Claim, Dataset, claims_in

NO_FIGURE = "no figure"
NO_STATES = "There is no map: the official record has no figures of this by state."
COUNTS = (
    "Counts and other totals are not coloured on a map: a large state would look bad for being "
    "large. Numbers per 100,000 people are, and shares"
)
NO_YEAR = "There is no map of {year}: the official record has no figures by state for that year"
INSETS = {"US": "Alaska and Hawaii stand elsewhere than they lie, Alaska smaller than it is."}
"""What is not to scale in the outlines of a country."""


def heading(dataset: Dataset, indicator_id: str, country: str, year: int) -> str:
    """Return a map's title: the measure, the country and the year."""
    title = str(dataset.indicators.loc[indicator_id, "title"])
    where = wording.place_name(dataset, country)
    return ", ".join(part for part in (f"{title} by state", where, str(year)) if part)


def no_counts(dataset: Dataset, rates: Sequence[str], ways: Sequence[str]) -> str:
    """Say that counts are not coloured, and what is that could be: other indicators, and ways to
    read these.
    """
    titles = [f"“{dataset.indicators['title'][name]}”" for name in rates]
    computed = [f"“{CALLED[how]}” under View" for how in ways]
    offered = " or ".join([*titles, *computed])
    return f"{COUNTS}{f'; choose {offered}' if offered else ''}."


def no_year(year: int, years: Sequence[int]) -> str:
    """Say that a year has no map, and which have."""
    there = f", but for {ranges(years)}" if years else ""
    return f"{NO_YEAR.format(year=year)}{there}."


def ranges(years: Sequence[int]) -> str:
    """Return years in order, neighbours as one range: `1999–2017 and 2019`."""
    runs: list[tuple[int, int]] = []
    for year in years:
        first = runs.pop()[0] if runs and runs[-1][1] == year - 1 else year
        runs.append((first, year))
    return wording.listed(str(a) if a == b else f"{a}–{b}" for a, b in runs)


def hover(dataset: Dataset, claim: Claim) -> str:
    """Return what a coloured state tells."""
    place = wording.place_name(dataset, claim.place_id)
    return f"<b>{wording.escaped(place)}</b><br>{notes.hover(dataset, claim)}"


def no_figure_hover(dataset: Dataset, place_id: str, figures: StateFigures) -> str:
    """Return what a state without a figure tells."""
    why = figures.withheld.get(place_id, "")
    words = f"{NO_FIGURE}: {why}" if why else NO_FIGURE
    return f"<b>{wording.escaped(wording.place_name(dataset, place_id))}</b><br>{words}"


def below(dataset: Dataset, figures: StateFigures, drawn: Collection[str]) -> list[str]:
    """Return the sentences below a map whose outlines are those of the places `drawn`: what is not
    coloured and why, what is not to scale, what its colours can be compared with.
    """
    there = set(figures.claims["place_id"])
    sentences = [_without(dataset, figures, [name for name in drawn if name not in there])]
    off = [c for c in claims_in(figures.claims) if c.place_id not in drawn]
    if off:
        told = "; ".join(f"{_name(dataset, c)}, {wording.claim_words(dataset, c)}" for c in off)
        sentences.append(f"Not on the map: {told}.")
    if len(figures.years) > 1:
        sentences.append(f"Colours mean the same in each year, {ranges(figures.years)}.")
    sentences.append(INSETS.get(figures.country, ""))
    return [sentence for sentence in sentences if sentence]


def _name(dataset: Dataset, claim: Claim) -> str:
    return wording.place_name(dataset, claim.place_id)


def _without(dataset: Dataset, figures: StateFigures, missing: Sequence[str]) -> str:
    """Return which states have no figure, and why; empty where all have one."""
    reasons: dict[str, list[str]] = {}
    for name in missing:
        own = reasons.setdefault(figures.withheld.get(name, ""), [])
        own.append(wording.place_name(dataset, name))
    told = "; ".join(
        wording.listed(sorted(names)) + (f" ({why})" if why else "")
        for why, names in sorted(reasons.items())
    )
    return f"No figure: {told}." if told else ""


def about(dataset: Dataset, figures: StateFigures) -> list[str]:
    """Return the sentences on what a map cannot say by itself: whose its figures are, how they were
    counted, and what was counted otherwise.
    """
    claims = claims_in(figures.claims)
    counted = ": ".join(part for part in (claims[0].producer, claims[0].counting) if part)
    note = {str(dataset.series.loc[c.series_id, "note"]) for c in claims}
    sentences = [f"Official record: {many(len(claims), 'figure')}. {counted}.".replace(" .", "")]
    sentences += sorted(note - {""})
    others = wording.listed(figures.others)
    return [*sentences, *([f"Counted otherwise, and not on this map: {others}."] if others else [])]


def extremes(dataset: Dataset, figures: StateFigures) -> list[str]:
    """Return highest, lowest and the middle of the figures of a map, as sentences."""
    claims = claims_in(figures.claims)
    if len(claims) == 1:
        return [f"The only one: {valued(dataset, claims[0])}."]
    values = [drawn_value(claim) for claim in claims]
    ends = [
        wording.listed(valued(dataset, c) for c in claims if drawn_value(c) == end)
        for end in (max(values), min(values))
    ]
    middle = wording.number(wording.to_figures(statistics.median(values), wording.FIGURES))
    half = "" if len(claims) % 2 else ", halfway between the two in the middle"
    return [f"Highest: {ends[0]}.", f"Lowest: {ends[1]}.", f"Median of the places: {middle}{half}."]


def by_class(
    dataset: Dataset,
    figures: StateFigures,
    words: Callable[[int], str],
    class_of: Callable[[float], int],
) -> list[list[str]]:
    """Return the states of each class in a sentence, the highest class first."""
    found: dict[int, list[str]] = {}
    for claim in claims_in(figures.claims):
        found.setdefault(class_of(drawn_value(claim)), []).append(valued(dataset, claim))
    return [[f"{words(at).capitalize()}: {', '.join(own)}."] for at, own in found.items()]


def valued(dataset: Dataset, claim: Claim) -> str:
    """Return a state and its number without the unit: `Ohio 46.3`."""
    value = wording.to_figures(drawn_value(claim), wording.FIGURES)
    return f"{_name(dataset, claim)} {wording.number(value)}"
