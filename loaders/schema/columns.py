"""How a column of text cells is described: once, for checks, pages and packages alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandera.pandas as pa

from loaders.values.codelists import Code
from loaders.values.edtf import FORMS

SLUG = r"[a-z0-9]+(?:[-_][a-z0-9]+)*"
NUMBER = r"(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,17})?"  # more digits than any count or float has
ROUNDED = r"(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,4})?"
COUNT = r"[1-9][0-9]{0,8}"
DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
PLACE = r"(?:[A-Z]{2}(?:-[A-Z0-9]{1,3})?|X-[A-Z0-9]+(?:-[A-Z0-9]+)*)"
UNIT = r"[A-Za-z][A-Za-z_]*(?:/[A-Za-z][A-Za-z_]*)?"
PARAGRAPHS = r"para [1-9][0-9]*(?:-[1-9][0-9]*)?"
PART = rf"{PARAGRAPHS}(?:; {PARAGRAPHS})*"
LOCATOR = r"(?:para [1-9][0-9]*(?:-[1-9][0-9]*)?|(?:page|table|row|figure|section|sheet) \S.*)"
REFERENCE = rf"{SLUG}(?:\[[^\[\];]+\])?"
SHA256 = r"[0-9a-f]{64}"

SLUG_ALLOWED = "lower-case letters, digits and single - or _ between them"
NUMBER_ALLOWED = "a decimal number in plain digits, never negative, such as 1900 or 0.73"
PERIOD_ALLOWED = (
    "2018, 2018-02, 2018-02-14, 2018-01/2018-06, 2019?, [2018-12..2020-07], 2006/2024-04?"
)
TEXT_ALLOWED = "one line of plain text"


def column(
    description: str,
    *,
    required: bool = False,
    pattern: str | None = None,
    codes: Mapping[str, Code] | None = None,
    several_of: Mapping[str, Code] | None = None,
    unique: bool = False,
    **extra: str,
) -> Any:
    """Describe one column; `extra` takes `allowed`, `refers` or `lists` (a table), `type`, `form`,
    and `label`, what people call it where that is not its name.

    `codes` is a list of which a cell is one, `several_of` one of which it has some, split by `;`.
    `form` is a pattern for other readers, of cells that a rule with a better message checks here.
    """
    metadata: dict[str, Any] = {"allowed": TEXT_ALLOWED, "type": "string", **extra}
    if codes is not None:
        short = all(len(name) == 1 for name in codes)  # letters say nothing by themselves
        names = [f"{n} ({code.label.lower()})" if short else n for n, code in codes.items()]
        metadata |= {"allowed": ", ".join(names), "codes": codes}
    if several_of is not None:
        code = f"(?:{'|'.join(several_of)})"
        pattern = f"{code}(?:;{code})*"
        allowed = f"one or more of {', '.join(several_of)}, separated by semicolons"
        metadata |= {"allowed": allowed, "several_of": several_of}
    if "refers" in extra:
        metadata["allowed"] = f"a key of {extra['refers']}"
    return pa.Field(
        nullable=not required,
        str_matches=None if pattern is None else f"^(?:{pattern})$",
        isin=None if codes is None else list(codes),
        unique=unique,
        description=description,
        metadata=metadata,
    )


def key_column(
    description: str, pattern: str = SLUG, allowed: str = SLUG_ALLOWED, label: str = ""
) -> Any:
    """Describe the column that names a table's rows."""
    return column(
        description, required=True, pattern=pattern, unique=True, allowed=allowed, label=label
    )


def list_column(description: str, *, of: str, such_as: str, required: bool = False) -> Any:
    """Describe a column of keys of a table, split by `;`."""
    return column(
        description,
        required=required,
        pattern=rf"{SLUG}(?:;{SLUG})*",
        allowed=f"keys of {of} separated by semicolons, such as {such_as}",
        lists=of,
    )


def number_column(description: str) -> Any:
    """Describe a column of decimal numbers that are kept as printed."""
    return column(description, pattern=NUMBER, allowed=NUMBER_ALLOWED, type="number")


def rounded_column(description: str) -> Any:
    """Describe a column of decimal numbers that were rounded to four decimals."""
    allowed = "a decimal number in plain digits with at most 4 decimals"
    return column(description, pattern=ROUNDED, allowed=allowed, type="number")


def count_column(description: str, pattern: str = COUNT, *, required: bool = False) -> Any:
    """Describe a column of whole numbers."""
    allowed = "a whole number"
    return column(description, required=required, pattern=pattern, allowed=allowed, type="integer")


def date_column(description: str, *, required: bool = False) -> Any:
    """Describe a column of calendar days."""
    allowed = "a date such as 2026-11-22"
    return column(description, required=required, pattern=DATE, allowed=allowed, type="date")


def period_column(description: str, *, required: bool = False, label: str = "") -> Any:
    """Describe a column of EDTF periods; `loaders.values.edtf` parses them."""
    return column(
        description,
        required=required,
        allowed=PERIOD_ALLOWED,
        type="edtf",
        form=FORMS.pattern,
        label=label,
    )
