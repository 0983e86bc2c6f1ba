"""A later copy of the figures: one claim corrected, one withdrawn."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

from loaders.dataset import DATASETS

CORRECTED = "felbabbrown2020-poppy-us-2017"
WITHDRAWN = "felbabbrown2020-poppy-us-2018"
DAY = "2026-11-25"


def changed_copy(folder: Path) -> Path:
    """Copy the figures into a folder and change them as curators would: by rows, not by edits."""
    shutil.copytree(DATASETS, folder)
    file = folder / "claims" / "poppy_cultivation.csv"
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"))))
    by_id = {row["claim_id"]: row for row in rows}
    by_id[WITHDRAWN] |= {"withdrawn": DAY, "withdrawal_reason": "Counted twice."}
    new = {**by_id[CORRECTED], "claim_id": f"{CORRECTED}-corrected", "supersedes": CORRECTED}
    new |= {"correction_reason": "Misread."}
    new |= {"low": "44200", "high": "44200", "as_printed": "44,200", "added": DAY}
    into = io.StringIO()
    writer = csv.DictWriter(into, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows([*by_id.values(), new])
    file.write_text(into.getvalue(), encoding="utf-8")
    return folder
