"""What the files of offices give now, beside what the record has: added, revised, dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from loaders.queries.selection import records
from loaders.record.extraction import KEY, MADE, NUMBERS
from loaders.schema.file_names import OBSERVATIONS
from loaders.schema.tables import COLUMNS, KEYS
from loaders.values.codelists import DROPPED

GIVEN = (*NUMBERS, "flags")
Row = Mapping[str, str]


@dataclass(frozen=True)
class Revision:
    """What a recipe's files give that the record does not have."""

    recipe_id: str
    added: Sequence[Row]
    revised: Sequence[tuple[Row, Row]]
    dropped: Sequence[Row]
    unchanged: int
    unplaced: tuple[str, ...] = ()

    @property
    def changes(self) -> bool:
        """Tell whether anything differs."""
        return bool(self.added or self.revised or self.dropped)

    def new_rows(self, day: str) -> list[dict[str, str]]:
        """Return the observations to be kept from a day on: what was revised or dropped stays."""
        rows = [*self.added, *(new for _, new in self.revised)]
        gone = [dict(row) | dict.fromkeys(NUMBERS, "") | {"flags": DROPPED} for row in self.dropped]
        own = {"recipe_id": self.recipe_id, "vintage": day, "locator": ""}
        names = COLUMNS[OBSERVATIONS]
        return [{name: (dict(row) | own)[name] for name in names} for row in [*rows, *gone]]


def newest(observations: pd.DataFrame) -> pd.DataFrame:
    """Return the newest vintage of each observation."""
    ordered = observations.sort_values("vintage", kind="stable")
    return ordered.drop_duplicates(["recipe_id", *KEY], keep="last")


def revision(
    recipe_id: str, stored: pd.DataFrame, made: pd.DataFrame, unplaced: tuple[str, ...] = ()
) -> Revision:
    """Compare a recipe's newest observations, as texts, with what its files give; a figure keeps
    its permanent name.
    """
    named = stored.set_index(KEY)["claim_id"]
    old = _by_key(stored[stored["flags"] != DROPPED])
    own = named.reindex(pd.MultiIndex.from_frame(made[KEY]), fill_value="")
    new = _by_key(made.assign(claim_id=own.to_numpy()))
    both = [key for key in new if key in old]
    revised = [(old[key], new[key]) for key in both if _given(old[key]) != _given(new[key])]
    return Revision(
        recipe_id,
        added=[row for key, row in new.items() if key not in old],
        revised=revised,
        dropped=[row for key, row in old.items() if key not in new],
        unchanged=len(both) - len(revised),
        unplaced=unplaced,
    )


def with_rows(observations: pd.DataFrame, rows: Sequence[Row]) -> pd.DataFrame:
    """Return a table of observations with more rows, in its order; a row of the same day, which
    nobody has seen as of an earlier one, is replaced.
    """
    key = list(KEYS[OBSERVATIONS])
    new = pd.DataFrame(list(rows), columns=list(COLUMNS[OBSERVATIONS]), dtype=str)
    joined = pd.concat([observations, new], ignore_index=True)
    return joined.drop_duplicates(key, keep="last").sort_values(key, ignore_index=True)


def _by_key(rows: pd.DataFrame) -> dict[tuple[str, str], Row]:
    kept = rows[[*MADE, "claim_id"]]
    return {(row["place_id"], row["period"]): row for row in records(kept)}


def _given(row: Row) -> tuple[str, ...]:
    return tuple(row[name] for name in GIVEN)
