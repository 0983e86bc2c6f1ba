"""Tables written as text."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from loaders.schema.tables import COLUMNS


def table(name: str, rows: Sequence[Mapping[str, str]]) -> str:
    """Return a table with these cells, all others empty."""
    lines = io.StringIO()
    writer = csv.DictWriter(lines, COLUMNS[name], restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return lines.getvalue()
