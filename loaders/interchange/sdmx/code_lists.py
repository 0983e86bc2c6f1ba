"""The code lists of the data structure, made from the tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd
from pysdmx.model import Code, Codelist

from loaders.dataset import Dataset
from loaders.interchange.sdmx.components import AGENCY
from loaders.values import codelists
from loaders.values.codelists import FREQUENCIES, HEDGES, MEASURES, STATUSES, VINTAGES

OTHER, NOT_APPLICABLE = "_O", "_Z"
"""SDMX's codes for what is none of the others, and for what there is nothing to say of."""
STATES = ("in force", "corrected", "withdrawn")


def coded(list_id: str, cell: str) -> str:
    """Return the code of a cell: an id of SDMX has no slash and no space; none of a dimension is
    empty.
    """
    if not cell:
        return {"CL_FREQ": OTHER, "CL_AREA": NOT_APPLICABLE}.get(list_id, "")
    return cell.replace("/", "_PER_").replace(" ", "_")


def code_lists(dataset: Dataset, version: str) -> list[Codelist]:
    """Return every code list that the components name."""
    places = _named("CL_AREA", dataset.places["name"]) | {
        NOT_APPLICABLE: Code(NOT_APPLICABLE, name="Not applicable, or not stated")
    }
    frequencies = [Code(name, name=code.label) for name, code in FREQUENCIES.items()]
    lists: Mapping[str, tuple[str, Iterable[Code]]] = {
        "CL_FREQ": ("Frequencies", [*frequencies, Code(OTHER, name="Not regular")]),
        "CL_INDICATOR": ("Indicators", _indicators(dataset)),
        "CL_AREA": ("Places", places.values()),
        "CL_MEASURE": ("Kinds of numbers", _words("CL_MEASURE", MEASURES)),
        "CL_SERIES": ("Series", _series(dataset)),
        "CL_HEDGE": ("Hedges", _words("CL_HEDGE", HEDGES)),
        "CL_STATUS": ("Statuses", _words("CL_STATUS", STATUSES)),
        "CL_UNIT": ("Units", _named("CL_UNIT", dataset.units["plural"]).values()),
        "CL_DOCUMENT": ("Documents", _documents(dataset)),
        "CL_VINTAGE": ("Vintages of a count", _words("CL_VINTAGE", VINTAGES)),
        "CL_STATE": (
            "States of a claim",
            [Code(coded("CL_STATE", state), name=state.capitalize()) for state in STATES],
        ),
    }
    return [
        Codelist(key, name=name, agency=AGENCY, version=version, items=list(codes))
        for key, (name, codes) in lists.items()
    ]


def _named(list_id: str, names: pd.Series[str]) -> dict[str, Code]:
    return {str(key): Code(coded(list_id, str(key)), name=name) for key, name in names.items()}


def _words(list_id: str, codes: Mapping[str, codelists.Code]) -> list[Code]:
    return [
        Code(
            coded(list_id, name), name=name.replace("_", " ").capitalize(), description=code.meaning
        )
        for name, code in codes.items()
    ]


def _indicators(dataset: Dataset) -> list[Code]:
    rows = dataset.indicators[["title", "definition"]].itertuples(name=None)
    return [Code(key, name=title, description=definition) for key, title, definition in rows]


def _series(dataset: Dataset) -> list[Code]:
    """Return the series, named by indicator, place and producer."""
    titles, places = dataset.indicators["title"], dataset.places["name"]
    columns = ["indicator_id", "place_id", "producer", "note"]
    found = []
    for key, indicator, place, producer, note in dataset.series[columns].itertuples(name=None):
        parts = [titles[indicator], places[place] if place else "", producer]
        found.append(Code(key, name=", ".join(filter(None, parts)), description=note or None))
    return found


def _documents(dataset: Dataset) -> list[Code]:
    works = [(key, dataset.works[key]) for key in dataset.documents.index]
    return [Code(key, name=work.short(), description=work.title) for key, work in works]
