"""Whether a claim still stands: in force, corrected by a later row, or withdrawn."""

from __future__ import annotations

import pandas as pd

IN_FORCE, CORRECTED, WITHDRAWN = "in force", "corrected", "withdrawn"


def states(claims: pd.DataFrame) -> pd.Series[str]:
    """Return the state of each row of the claims; a missing cell is "" or NaN.

    A claim that was withdrawn is that first, whether a later row corrects it or not.
    """
    corrected = claims["claim_id"].isin(list(set(claims["supersedes"].dropna()) - {""}))
    withdrawn = claims["withdrawn"].fillna("") != ""
    state = pd.Series(IN_FORCE, index=claims.index)
    return state.mask(corrected, CORRECTED).mask(withdrawn, WITHDRAWN)
