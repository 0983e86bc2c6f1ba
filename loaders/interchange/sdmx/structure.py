"""The data structure definition in pysdmx's model: components, concepts, dataflow."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pysdmx import model
from pysdmx.io import write_sdmx
from pysdmx.io.format import Format
from pysdmx.model.message import Header

from loaders.interchange.sdmx.components import AGENCY, COMPONENTS, Component

FLOW, CONCEPTS = "CLAIMS", "CS_CLAIMS"
NAME = "Numeric claims, each as its document states it"
ROLES = {"attribute": model.Role.ATTRIBUTE, "measure": model.Role.MEASURE}
"""pysdmx's roles; to it, time is a dimension."""


def structure_text(lists: Sequence[model.Codelist], version: str, prepared: str) -> str:
    """Return the structure message in SDMX-ML 3.0; `prepared` is the day of the latest row.

    The same files of the dataset give the same bytes.
    """
    codes = {each.id: each for each in lists}
    concepts = [model.Concept(each.id, name=each.name) for each in COMPONENTS]
    components = [
        _component(each, version, local_codes=codes[each.codes])
        if each.codes
        else _component(each, version, local_dtype=model.DataType(each.text_type))
        for each in COMPONENTS
    ]
    own: dict[str, Any] = {"agency": AGENCY, "version": version}
    definition = model.DataStructureDefinition(
        id=FLOW, name=NAME, components=model.Components(components), **own
    )
    artefacts = [
        *lists,
        model.ConceptScheme(CONCEPTS, name="Concepts of a claim", items=concepts, **own),
        definition,
        model.Dataflow(FLOW, name=NAME, structure=definition, **own),
    ]
    header = Header(
        id=f"{FLOW}_{version.replace('.', '_')}",
        prepared=datetime.fromisoformat(f"{prepared}T00:00:00+00:00"),
        sender=model.Organisation(AGENCY),
    )
    text = str(write_sdmx(artefacts, Format.STRUCTURE_SDMX_ML_3_0, header=header))
    # pysdmx leaves the usage of measures out, and reads that as mandatory against the standard.
    return text.replace("<str:Measure id=", '<str:Measure usage="optional" id=') + "\n"


def text_schema(version: str) -> model.Schema:
    """Return the dataflow with all its columns as texts, so that numbers stay as printed."""
    components = model.Components(_component(each, version) for each in COMPONENTS)
    return model.Schema("dataflow", AGENCY, FLOW, components, version)


def _component(component: Component, version: str, **representation: Any) -> model.Component:
    return model.Component(
        component.id,
        component.required or component.role in ("dimension", "time"),
        ROLES.get(component.role, model.Role.DIMENSION),
        model.ItemReference("Concept", AGENCY, CONCEPTS, version, component.id),
        attachment_level=(component.attached or "O") if component.role == "attribute" else None,
        **representation,
    )
