"""The record as SDMX: a series of a recipe and place is a curve of observations."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pandas as pd
from pysdmx import model
from pysdmx.io import write_sdmx
from pysdmx.io.format import Format
from pysdmx.io.pd import PandasDataset

from loaders.dataset import Dataset
from loaders.interchange import sdmx_structure as structure
from loaders.interchange.sdmx_structure import DAY, DECIMAL, OF_BOTH, TIME, Component, Flow
from loaders.schema.file_names import OBSERVATIONS
from loaders.storage.folder import Files
from loaders.values.codelists import EARLY, OBSERVATION_FLAGS, PROVISIONAL

RECORD, RECORD_STRUCTURE = "record.csv", "record_structure.xml"
NORMAL = "A"
STATUSES: Mapping[str, str] = {
    "Q": "Missing value; suppressed",
    "O": "Missing value",
    "P": "Provisional value",
    "E": "Estimated value",
    NORMAL: "Normal value",
}
"""The codes of SDMX's own list of statuses that are used; of several the first tells most."""
FLOW = Flow(
    "RECORD",
    "Figures of offices that count",
    (
        *OF_BOTH,
        Component("SERIES", "dimension", "Series", "series_id"),
        Component("TIME_PERIOD", "time", "Period that the number is about", "time", "", TIME),
        Component("OBS_VALUE", "measure", "Value", "value", "", DECIMAL),
        Component("LOW", "attribute", "The office's lower limit", "low", "", DECIMAL),
        Component("HIGH", "attribute", "The office's upper limit", "high", "", DECIMAL),
        Component("OBS_STATUS", "attribute", "Status", "status", "CL_OBS_STATUS", required=True),
        Component("FLAGS", "attribute", "What marks it", "flags"),
        Component("ADDED", "attribute", "Day on which it came in", "vintage", "", DAY, True),
        Component("LOCATOR", "attribute", "Place in the document", "locator"),
        Component("UNIT_MEASURE", "attribute", "Unit", "unit", "CL_UNIT", attached="SERIES"),
        Component("MEASURE", "attribute", "Kind", "measure", "CL_MEASURE", attached="SERIES"),
        Component("DOCUMENT", "attribute", "Work", "document_id", "CL_DOCUMENT", attached="SERIES"),
        Component("PRODUCER", "attribute", "Who counted", "producer", attached="SERIES"),
        Component("SCOPE", "attribute", "How it was counted", "scope", attached="SERIES"),
        Component(
            "VINTAGE", "attribute", "Which count", "edition_of", "CL_VINTAGE", attached="SERIES"
        ),
        Component("GROUP", "attribute", "What tells it apart", "group", attached="SERIES"),
    ),
)


def record_files(
    dataset: Dataset, files: Files, version: str, time: Mapping[str, str]
) -> dict[str, str]:
    """Return the texts of the record's observations and their structure; nothing where there is
    no record. `time` has the SDMX time period of each period.
    """
    if dataset.observations.empty:
        return {}
    rows = _rows(dataset, files).assign(time=lambda own: own["period"].map(time))
    flow = FLOW.of(dataset)
    columns = {each.id: structure.cells(each, rows) for each in flow.components}
    data = PandasDataset(structure=structure.text_schema(version, flow), data=pd.DataFrame(columns))
    own = {each.codes for each in FLOW.components}
    lists = [each for each in structure.code_lists(dataset, version) if each.id in own]
    codes = [model.Code(key, name=name) for key, name in STATUSES.items()]
    lists.append(
        model.Codelist(
            "CL_OBS_STATUS",
            name="Statuses of an observation",
            agency=flow.agency,
            version=version,
            items=codes,
        )
    )
    latest = str(rows["vintage"].max())
    return {
        RECORD: str(write_sdmx(data, Format.DATA_SDMX_CSV_2_0_0)),
        RECORD_STRUCTURE: structure.structure_text(lists, version, latest, flow),
    }


def _rows(dataset: Dataset, files: Files) -> pd.DataFrame:
    """Return the observations as they hold with what their recipes say, values as in the file."""
    rows = dataset.observations
    raw = files.frames[OBSERVATIONS].loc[rows.index, ["value", "low", "high"]].fillna("")
    recipes = dataset.recipes.rename(columns={"vintage": "edition_of"})
    said = ["frequency", "indicator_id", "unit", "measure", "document_id", "producer", "scope"]
    rows = rows.assign(**{str(name): cells for name, cells in raw.items()})
    rows = rows.join(recipes[[*said, "edition_of", "group"]], on="recipe_id")
    pairs = zip(rows["flags"], rows["edition_of"], strict=True)
    status = [_status(flags, edition) for flags, edition in pairs]
    return rows.assign(status=status).reset_index(drop=True)


@cache
def _status(flags: str, edition: str) -> str:
    """Return the status of an observation: that of its flags or, without any, of its edition."""
    without = OBSERVATION_FLAGS[PROVISIONAL].sdmx if edition in EARLY else NORMAL
    own = {OBSERVATION_FLAGS[flag].sdmx for flag in flags.split(";") if flag} or {without}
    return next(code for code in STATUSES if code in own)
