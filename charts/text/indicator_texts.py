"""The texts of a chart of one indicator or of two, a panel each: whose sentence is whose."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import pandas as pd

from charts.text import notes
from loaders.dataset import Dataset

Part = tuple[str, pd.DataFrame]
"""An indicator and its claims."""


def by_indicator(claims: pd.DataFrame) -> list[Part]:
    """Return the claims of each indicator, in the order in which they come."""
    found = list(dict.fromkeys(claims["indicator_id"]))
    if len(found) == 1:
        return [(found[0], claims)]
    return [(name, claims[claims["indicator_id"] == name]) for name in found]


def together(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Return the rows of tables as one."""
    full = [table for table in tables if len(table)]
    return pd.concat(full) if len(full) > 1 else (full or tables)[0]


def title(dataset: Dataset, parts: Sequence[Part]) -> str:
    """Return the title of a chart of one indicator, or of several: `Wheat and maize, Peru`.

    A place is named once where all claims are of it, else with the indicator that it is of.
    """
    titles = [notes.title(dataset, *part) for part in parts]
    if len(parts) == 1:
        return titles[0]
    plain = [str(dataset.indicators.loc[name, "title"]) for name, _ in parts]
    where = {text.removeprefix(own) for text, own in zip(titles, plain, strict=True)}
    first, *others = plain if len(where) == 1 else titles
    joint = ", and " if "," in first else " and "
    together = joint.join([first, *(inside(dataset, text) for text in others)])
    return together + (where.pop() if len(where) == 1 else "")


def inside(dataset: Dataset, text: str) -> str:
    """Return a title as it stands inside a sentence."""
    proper = text[1:2].isupper() or text.startswith(tuple(dataset.places["name"]))
    return text if proper else text[:1].lower() + text[1:]


def subtitle(dataset: Dataset, parts: Sequence[Part], *, one_axis: bool = False) -> str:
    """Return what is measured and the chart's unit; of several indicators the units, as each panel
    says what it measures, or that of the first where they stand on one axis.
    """
    if len(parts) == 1:
        return notes.subtitle(dataset, *parts[0])
    if one_axis:
        told = dataset.indicators.loc[[name for name, _ in parts], ["title", "definition"]]
        measured = " ".join(f"{title}: {words}" for title, words in told.to_numpy())
        return f"{measured} Unit: {notes.unit_words(dataset, *parts[0])}"
    units = [notes.unit_words(dataset, *part) for part in parts]
    if len(set(units)) == 1:
        return f"Unit: {units[0]}"
    return f"Units: {', '.join(f'{u} {w}' for u, w in zip(units, ('above', 'below'), strict=True))}"


def told_of_each(
    dataset: Dataset, parts: Iterable[Part], tell: Callable[[str, pd.DataFrame], Iterable[str]]
) -> list[str]:
    """Return sentences on each indicator's claims; where there are several, with its title."""
    own = list(parts)
    if len(own) == 1:
        return list(tell(*own[0]))
    titles = dataset.indicators["title"]
    return [f"{titles[name]}: {text}" for name, claims in own for text in tell(name, claims)]


def series_names(
    dataset: Dataset, parts: Sequence[Part], *, credited: bool = False
) -> dict[str, str]:
    """Return a name for each series, as `notes.series_labels`; of several indicators, with the
    title of its own.
    """
    found: dict[str, str] = {}
    titles = dataset.indicators["title"]
    for name, claims in parts:
        before = f"{titles[name]}: " if len(parts) > 1 else ""
        labels = notes.series_labels(dataset, claims, credited=credited)
        found |= {series: before + label for series, label in labels.items()}
    return found
