"""Whether a claim stands: each state, and which of two a claim has."""

from __future__ import annotations

import pandas as pd
import pytest

from loaders.schema.claim_state import CORRECTED, IN_FORCE, WITHDRAWN, states

ROWS = {
    "alone": (None, None, IN_FORCE),
    "old": (None, None, CORRECTED),
    "new": ("old", None, IN_FORCE),
    "gone": (None, "2026-02-03", WITHDRAWN),
    "old-and-gone": (None, "2026-02-03", WITHDRAWN),
    "newer": ("old-and-gone", None, CORRECTED),
    "newest": ("newer", None, IN_FORCE),
    "new-and-gone": ("gone", "2026-02-03", WITHDRAWN),
}


@pytest.mark.parametrize("missing", [None, ""])
def test_a_claim_is_in_force_unless_a_later_row_corrects_it_or_it_was_withdrawn(
    missing: str | None,
) -> None:
    cells = [(name, one or missing, day or missing) for name, (one, day, _) in ROWS.items()]
    claims = pd.DataFrame(cells, columns=["claim_id", "supersedes", "withdrawn"])
    assert list(states(claims)) == [state for _, _, state in ROWS.values()]


def test_a_claim_without_a_name_is_corrected_by_no_row() -> None:
    claims = pd.DataFrame({"claim_id": ["", "a"], "supersedes": "", "withdrawn": ""})
    assert list(states(claims)) == [IN_FORCE, IN_FORCE]
