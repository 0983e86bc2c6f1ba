"""The code lists of the tables: what a coded cell may hold."""

from __future__ import annotations

POINT_HEDGES = ("exact", "about")
LOW_HEDGES = ("at_least", "more_than")
HIGH_HEDGES = ("less_than", "up_to")
TWO_BOUNDS = ("range", "order_of_magnitude")
HEDGES = (*POINT_HEDGES, *LOW_HEDGES, *HIGH_HEDGES, *TWO_BOUNDS)
STATUSES = (
    "observation",
    "estimate",
    "projection",
    "allegation",
    "opinion",
    "proposal",
    "hypothetical",
)
CHANGES = ("increase", "decrease")
MEASURES = (
    "flow",
    "stock",
    "cumulative",
    "rate",
    "share",
    "price",
    "ratio",
    *CHANGES,
    "duration",
    "count",
)
PROVISIONAL, NOT_STATED = "provisional", "not_stated"
VINTAGES = (PROVISIONAL, "preliminary", "final", NOT_STATED)
REASONS = (
    "date",
    "period",
    "name",
    "ordinal",
    "footnote_mark",
    "bibliographic",
    "repeated",
    "converted",
    "enumeration",
    "pronoun",
    "idiom",
    "vague",
    "page_furniture",
)
TOLD_APART = ("projection", "allegation", "opinion", "proposal", "hypothetical")
