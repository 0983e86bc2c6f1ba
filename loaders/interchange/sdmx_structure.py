"""The data structure of the claims in pysdmx's model: components, code lists, dataflow.

Standard concepts of SDMX have their standard names (FREQ, REF_AREA, COUNTERPART_AREA, UNIT_MEASURE,
TIME_PERIOD); the others have the names of the dataset's columns.

Several documents state one quantity for one place and period, and each statement is kept: the
claim is a dimension, so that no two observations share a key and a system that loads them does
not take the last for a revision of the first. SERIES is one because producers and scopes are
texts: two series may agree in all the other dimensions.

OBS_VALUE is the one measure, as programs expect it and read no other: limits are attributes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any, Literal

import pandas as pd
from pysdmx import model
from pysdmx.io import write_sdmx
from pysdmx.io.format import Format
from pysdmx.model import Code, Codelist
from pysdmx.model.message import Header

from loaders.dataset import Dataset
from loaders.values import codelists
from loaders.values.codelists import FREQUENCIES, HEDGES, MEASURES, STATUSES, VINTAGES

Role = Literal["dimension", "time", "measure", "attribute"]
TEXT, DECIMAL, DAY, TIME = "String", "Decimal", "GregorianDay", "ObservationalTimePeriod"


@dataclass(frozen=True)
class Component:
    """One column: its id, role and meaning, the column of a claim or its series that it is.

    `codes` names its code list, else `text_type` says what its text is. `attached` is the
    dimension whose attribute it is; empty: the observation's.
    """

    id: str
    role: Role
    name: str
    source: str
    codes: str = ""
    text_type: str = TEXT
    required: bool = False
    attached: str = ""


OF_BOTH = (
    Component("FREQ", "dimension", "Frequency", "frequency", "CL_FREQ"),
    Component("INDICATOR", "dimension", "Indicator", "indicator_id", "CL_INDICATOR"),
    Component("REF_AREA", "dimension", "Place where it was counted", "place_id", "CL_AREA"),
)
"""The first dimensions of claims and of the record alike."""
COMPONENTS = (
    *OF_BOTH,
    Component("COUNTERPART_AREA", "dimension", "Origin of a flow", "from_place_id", "CL_AREA"),
    Component("MEASURE", "dimension", "Kind of number", "measure", "CL_MEASURE"),
    Component("SERIES", "dimension", "Series", "series_id", "CL_SERIES"),
    Component("CLAIM", "dimension", "Claim", "claim_id"),
    Component("TIME_PERIOD", "time", "Period that the number is about", "time_period", "", TIME),
    Component(
        *("OBS_VALUE", "measure"),
        "The number, exact or about, in the printed unit; none where the words give only limits",
        *("point", "", DECIMAL),
    ),
    Component("LOW", "attribute", "Lower bound, in the printed unit", "low", "", DECIMAL),
    Component(
        *("HIGH", "attribute"),
        "Upper bound, in the printed unit; of two vague words the floor of the second, no limit",
        *("high", "", DECIMAL),
    ),
    Component("BEST", "attribute", "Value printed inside its own range", "best", "", DECIMAL),
    Component(
        *("HEDGE", "attribute", "How firmly the words give the number", "hedge", "CL_HEDGE"),
        required=True,
    ),
    Component("STATUS", "attribute", "How it came about", "status", "CL_STATUS", required=True),
    Component("UNIT_MEASURE", "attribute", "Printed unit", "unit", "CL_UNIT", required=True),
    Component("PERIOD", "attribute", "The period in EDTF", "period", required=True),
    Component("BASE_PERIOD", "attribute", "What a change is measured against", "base_period"),
    Component(
        "DOCUMENT", "attribute", "Document", "document_id", codes="CL_DOCUMENT", required=True
    ),
    Component("LOCATOR", "attribute", "Place in the document", "locator", required=True),
    Component("AS_PRINTED", "attribute", "The document's words", "as_printed"),
    Component("CONVERTED_LOW", "attribute", "Lower bound, converted", "converted_low", "", DECIMAL),
    Component(
        "CONVERTED_HIGH", "attribute", "Upper bound, converted", "converted_high", "", DECIMAL
    ),
    Component("CONVERTED_UNIT", "attribute", "Unit of the conversion", "converted_unit", "CL_UNIT"),
    Component("COMPUTED", "attribute", "How it was computed from a file", "computed"),
    Component("REFERENCE_IDS", "attribute", "Works that the document cites", "reference_ids"),
    Component("ATTRIBUTED_TO", "attribute", "Whom the sentence credits", "attributed_to"),
    Component("STATE", "attribute", "Whether it is in force", "state", "CL_STATE", required=True),
    Component("SUPERSEDES", "attribute", "The claim that it corrects", "supersedes"),
    Component("CORRECTION_REASON", "attribute", "Why that claim was wrong", "correction_reason"),
    Component("ADDED", "attribute", "Day on which it came in", "added", "", DAY, required=True),
    Component("WITHDRAWN", "attribute", "Day on which it was taken back", "withdrawn", "", DAY),
    Component("WITHDRAWAL_REASON", "attribute", "Why it was taken back", "withdrawal_reason"),
    Component("NOTE", "attribute", "Note", "note"),
    Component("PRODUCER", "attribute", "Who counted", "producer", attached="SERIES"),
    Component("SCOPE", "attribute", "How it was counted", "scope", attached="SERIES"),
    Component(
        "VINTAGE", "attribute", "Which count it is", "vintage", "CL_VINTAGE", attached="SERIES"
    ),
    Component(
        "LEAVES_OUT", "attribute", "A part that is not counted", "leaves_out", attached="SERIES"
    ),
    Component(
        "WINDOW_MONTHS", "attribute", "Months of a window", "window_months", attached="SERIES"
    ),
)


MISSING = "NaN"
"""What stands in place of a number that there is not: an empty cell is none to SDMX-CSV, which has
a word for it.
"""
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


def cells(component: Component, rows: pd.DataFrame) -> pd.Series[str]:
    """Return the cells of a component, one for each row."""
    texts = rows[component.source].astype(str)
    if component.role == "measure":
        return texts.where(texts != "", MISSING)
    return texts.map(partial(coded, component.codes)) if component.codes else texts


def code_lists(dataset: Dataset, version: str) -> list[Codelist]:
    """Return every code list that the components name."""
    places = _named("CL_AREA", dataset.places["name"]) | {
        NOT_APPLICABLE: Code(NOT_APPLICABLE, name="Not applicable, or not stated")
    }
    rows = dataset.indicators[["title", "definition"]].itertuples(name=None)
    indicators = [Code(key, name=title, description=words) for key, title, words in rows]
    works = {key: dataset.works[key] for key in dataset.documents.index}
    documents = [Code(k, name=work.short(), description=work.title) for k, work in works.items()]
    states = [Code(coded("CL_STATE", state), name=state.capitalize()) for state in STATES]
    frequencies = [Code(name, name=code.label) for name, code in FREQUENCIES.items()]
    lists: Mapping[str, tuple[str, Iterable[Code]]] = {
        "CL_FREQ": ("Frequencies", [*frequencies, Code(OTHER, name="Not regular")]),
        "CL_INDICATOR": ("Indicators", indicators),
        "CL_AREA": ("Places", places.values()),
        "CL_MEASURE": ("Kinds of numbers", _words("CL_MEASURE", MEASURES)),
        "CL_SERIES": ("Series", _series(dataset)),
        "CL_HEDGE": ("Hedges", _words("CL_HEDGE", HEDGES)),
        "CL_STATUS": ("Statuses", _words("CL_STATUS", STATUSES)),
        "CL_UNIT": ("Units", _named("CL_UNIT", dataset.units["plural"]).values()),
        "CL_DOCUMENT": ("Documents", documents),
        "CL_VINTAGE": ("Vintages of a count", _words("CL_VINTAGE", VINTAGES)),
        "CL_STATE": ("States of a claim", states),
    }
    return [
        Codelist(key, name=name, agency=agency_of(dataset), version=version, items=list(codes))
        for key, (name, codes) in lists.items()
    ]


def _named(list_id: str, names: pd.Series[str]) -> dict[str, Code]:
    return {str(key): Code(coded(list_id, str(key)), name=name) for key, name in names.items()}


def _words(list_id: str, codes: Mapping[str, codelists.Code]) -> list[Code]:
    return [
        Code(
            coded(list_id, name),
            name=code.label[:1].upper() + code.label[1:],
            description=code.meaning,
        )
        for name, code in codes.items()
    ]


def _series(dataset: Dataset) -> list[Code]:
    """Return the series, named by indicator, place and producer."""
    titles, places = dataset.indicators["title"], dataset.places["name"]
    columns = ["indicator_id", "place_id", "producer", "note"]
    found = []
    rows = dataset.claimed_series[columns]
    for key, indicator, place, producer, note in rows.itertuples(name=None):
        parts = [titles[indicator], places[place] if place else "", producer]
        found.append(Code(key, name=", ".join(filter(None, parts)), description=note or None))
    return found


def agency_of(dataset: Dataset) -> str:
    """Return the id under which a dataset's maintainers name codes and structures."""
    return re.sub(r"[^A-Z0-9]", "_", dataset.site.package.upper())


@dataclass(frozen=True)
class Flow:
    """One dataflow: its id, name and columns, and the agency that keeps it."""

    id: str
    name: str
    components: tuple[Component, ...]
    agency: str = ""

    def of(self, dataset: Dataset) -> Flow:
        """Return the flow as the dataset's own agency keeps it."""
        return replace(self, agency=agency_of(dataset))

    @property
    def concepts(self) -> str:
        """Return the id of its scheme of concepts."""
        return f"CS_{self.id}"


CLAIMS_FLOW = Flow("CLAIMS", "Numeric claims, each as its document states it", COMPONENTS)
ROLES = {"attribute": model.Role.ATTRIBUTE, "measure": model.Role.MEASURE}
"""pysdmx's roles; to it, time is a dimension."""
ALL_MEASURES = re.compile(r"\s*<str:MeasureRelationship>.*?</str:MeasureRelationship>", re.DOTALL)


def structure_text(lists: Sequence[model.Codelist], version: str, prepared: str, flow: Flow) -> str:
    """Return the structure message in SDMX-ML 3.0; `prepared` is the day of the latest row.

    The same files of the dataset give the same bytes.
    """
    codes = {each.id: each for each in lists}
    concepts = [model.Concept(each.id, name=each.name) for each in flow.components]
    components = [
        _component(each, version, flow, local_codes=codes[each.codes])
        if each.codes
        else _component(each, version, flow, local_dtype=model.DataType(each.text_type))
        for each in flow.components
    ]
    own: dict[str, Any] = {"agency": flow.agency, "version": version}
    definition = model.DataStructureDefinition(
        id=flow.id, name=flow.name, components=model.Components(components), **own
    )
    artefacts = [
        *lists,
        model.ConceptScheme(flow.concepts, name="Concepts", items=concepts, **own),
        definition,
        model.Dataflow(flow.id, name=flow.name, structure=definition, **own),
    ]
    header = Header(
        id=f"{flow.id}_{version.replace('.', '_')}",
        prepared=datetime.fromisoformat(f"{prepared}T00:00:00+00:00"),
        sender=model.Organisation(flow.agency),
    )
    text = str(write_sdmx(artefacts, Format.STRUCTURE_SDMX_ML_3_0, header=header))
    # An attribute of all measures names none; sdmx1 cannot read the names, which pysdmx writes.
    text = ALL_MEASURES.sub("", text)
    # pysdmx leaves the usage of measures out, and reads that as mandatory against the standard.
    return text.replace("<str:Measure id=", '<str:Measure usage="optional" id=') + "\n"


def text_schema(version: str, flow: Flow) -> model.Schema:
    """Return the dataflow with all its columns as texts, so that numbers stay as printed."""
    components = model.Components(_component(each, version, flow) for each in flow.components)
    return model.Schema("dataflow", flow.agency, flow.id, components, version)


def _component(
    component: Component, version: str, flow: Flow, **representation: Any
) -> model.Component:
    return model.Component(
        component.id,
        component.required or component.role in ("dimension", "time"),
        ROLES.get(component.role, model.Role.DIMENSION),
        model.ItemReference("Concept", flow.agency, flow.concepts, version, component.id),
        attachment_level=(component.attached or "O") if component.role == "attribute" else None,
        **representation,
    )
