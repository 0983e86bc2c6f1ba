"""The components of the data structure, each described once: for the DSD and the CSV alike.

Standard concepts of SDMX have their standard names (FREQ, REF_AREA, COUNTERPART_AREA, UNIT_MEASURE,
TIME_PERIOD); the others have the names of the dataset's columns.

Several documents state one quantity for one place and period, and each statement is kept: the
claim is a dimension, so that no two observations share a key and a system that loads them does
not take the last for a revision of the first. SERIES is one because producers and scopes are
texts: two series may agree in all the other dimensions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

AGENCY = "CITED_FIGURES"
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


COMPONENTS = (
    Component("FREQ", "dimension", "Frequency", "frequency", "CL_FREQ"),
    Component("INDICATOR", "dimension", "Indicator", "indicator_id", "CL_INDICATOR"),
    Component("REF_AREA", "dimension", "Place where it was counted", "place_id", "CL_AREA"),
    Component("COUNTERPART_AREA", "dimension", "Origin of a flow", "from_place_id", "CL_AREA"),
    Component("MEASURE", "dimension", "Kind of number", "measure", "CL_MEASURE"),
    Component("SERIES", "dimension", "Series", "series_id", "CL_SERIES"),
    Component("CLAIM", "dimension", "Claim", "claim_id"),
    Component("TIME_PERIOD", "time", "Period that the number is about", "time_period", "", TIME),
    Component("LOW", "measure", "Lower bound, in the printed unit", "low", "", DECIMAL),
    Component("HIGH", "measure", "Upper bound, in the printed unit", "high", "", DECIMAL),
    Component("BEST", "measure", "Value printed inside its own range", "best", "", DECIMAL),
    Component("HEDGE", "attribute", "Form of the bounds", "hedge", "CL_HEDGE", required=True),
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
        "WINDOW_MONTHS", "attribute", "Months of a window", "window_months", attached="SERIES"
    ),
)
