"""What claims go back to: who says the same, and which claims share a root.

A root is a producer or a work. Claims of different documents that share one repeat each other:
repetition is not confirmation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

import pandas as pd

from loaders.analysis.pairs import Pair
from loaders.dataset import Claim, Dataset, claims_in
from loaders.queries.selection import indicator_in_unit
from loaders.schema.claim_state import IN_FORCE
from loaders.values.locators import split_references

OF_ONE = ("indicator_id", "place_id", "from_place_id")
OF_CLAIM = attrgetter(*OF_ONE)
QUESTION = attrgetter(*OF_ONE, "measure", "base_period")
"""What claims have in common if they can share a root: one quantity of one place."""
PRODUCER, WORK = "producer", "work"


class Root(NamedTuple):
    """What a claim goes back to: `kind` is `producer` or `work`, `name` its name or key."""

    kind: str
    name: str


NO_ROOT = Root("", "")


def _cited_works(claim: Claim) -> list[str]:
    """Return the keys of the works that a claim cites, each once."""
    return list(dict.fromkeys(key for key, _ in split_references(claim.reference_ids) if key))


def _says_the_same(one: Claim, other: Claim) -> bool:
    """Tell whether two claims of one quantity and place have one time and give the same number
    with the same hedge, as on Disagreements: what agrees may still be another number.

    Both are rows of `selection.in_unit`. A level may be said of overlapping periods; a total
    and a change are the same only over the same period: half a year is not the year.
    """
    if QUESTION(one) != QUESTION(other) or not Pair(one, other).alike:
        return False
    dated = [claim.dated for claim in (one, other)]
    if not all(dated):
        return not any(dated)
    if one.measure == "flow" or one.base_period:
        return one.same_days(other)
    return one.overlaps(other)


def _fit(one: Claim, other: Claim) -> bool:
    """Tell whether two claims measure one thing alike, and some number is what both say."""
    alike = bool(QUESTION(one) == QUESTION(other))
    return alike and one.quantity.words.fits(other.quantity.words)


def relatives(dataset: Dataset, claim_id: str) -> pd.DataFrame:
    """Return the claims in force of other documents about a claim's quantity and place.

    One row per claim, in the order of their documents: the columns of `selection.in_unit`
    in the indicator's unit, `same` (whether it says the same), and `root`, `root_kind`: the
    producer or work that both go back to, empty where none is known.
    """
    own = dataset.joined[dataset.joined["claim_id"] == claim_id].iloc[0]
    group = dataset.kept(indicator_in_unit, own["indicator_id"])
    claim = claims_in(group[group["claim_id"] == claim_id])[0]
    keep = (group["document_id"] != claim.document_id) & (group["state"] == IN_FORCE)
    for name in OF_ONE:
        keep &= group[name] == getattr(claim, name)
    other: pd.DataFrame = group[keep].sort_values(["published", "document_id", "line"])
    rows = claims_in(other)
    reached = _Reached(dataset)
    same = pd.Series([_says_the_same(claim, row) for row in rows], other.index, dtype="bool")
    return _assigned(other.assign(same=same), [reached.shared(claim, row) for row in rows])


def _assigned(rows: pd.DataFrame, roots: Sequence[Root]) -> pd.DataFrame:
    return rows.assign(
        root=pd.Series([root.name for root in roots], rows.index, dtype="str"),
        root_kind=pd.Series([root.kind for root in roots], rows.index, dtype="str"),
    )


def shared_root(dataset: Dataset, claim: Claim, other: Claim) -> Root:
    """Return what two claims of one quantity and place both go back to; two empty texts where
    nothing is known. The rows are of `Dataset.joined` or of a query.
    """
    return _Reached(dataset).shared(claim, other)


def rests_on(dataset: Dataset, claim: Claim) -> list[Claim]:
    """Return the claims of cited documents that a claim may have its number from, the nearest
    first: rows of `selection.in_unit` in the indicator's unit. They may be several steps away.
    """
    return list(_Reached(dataset).steps(claim))[1:]


def with_roots(dataset: Dataset, claims: pd.DataFrame) -> pd.DataFrame:
    """Return claims (rows of a query) with `root` and `root_kind`, in their order.

    A claim in force has as its root the producer or work to which a claim of another document
    among these, of one quantity and place, goes back too; empty where there is none.
    """
    rows = claims_in(claims)
    found = _shared(dataset, rows) if claims["document_id"].nunique() > 1 else {}
    return _assigned(claims, [found.get(row.claim_id, NO_ROOT) for row in rows])


def _shared(dataset: Dataset, rows: Sequence[Claim]) -> dict[str, Root]:
    """Return for each claim the first of its roots that another document's claim has too."""
    groups: dict[tuple[str, ...], list[Claim]] = {}
    for row in rows:
        if row.in_force:
            groups.setdefault(OF_CLAIM(row), []).append(row)
    found: dict[str, Root] = {}
    reached = _Reached(dataset)
    for group in groups.values():
        if len({row.document_id for row in group}) < 2:
            continue
        own = {row.claim_id: reached.roots(row) for row in group}
        pairs = {(root, row.document_id) for row in group for root in own[row.claim_id]}
        documents = Counter(root for root, _ in pairs)
        # An office's publications share their producer by nature: a claim must be among them.
        claimed = {root for row in group if not row.official for root in own[row.claim_id]}
        common = {
            n: next((r for r in own[n] if documents[r] > 1 and r in claimed), None) for n in own
        }
        found |= {name: root for name, root in common.items() if root}
    return found


class _Reached:
    """The roots of claims; a cited work that is a document here is followed to its own."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset

    def roots(self, claim: Claim) -> list[Root]:
        """Return the producers, then the works, the farthest first, last the claim's document."""
        steps = list(self.steps(claim))[::-1]
        producers = [Root(PRODUCER, step.producer) for step in steps if step.producer]
        works = [Root(WORK, key) for step in steps for key in _cited_works(step)]
        return list(dict.fromkeys([*producers, *works, Root(WORK, claim.document_id)]))

    def shared(self, claim: Claim, other: Claim) -> Root:
        """Return the first root of a claim that another has too; empty where there is none."""
        theirs = set(self.roots(other))
        return next((root for root in self.roots(claim) if root in theirs), NO_ROOT)

    def steps(self, claim: Claim) -> Iterator[Claim]:
        """Yield the claim and those that it may rest on in documents that it cites, each once."""
        yield claim
        seen, waiting = {claim.claim_id}, [claim]
        while waiting:
            for row in self._rests_on(waiting.pop(0)):
                if row.claim_id not in seen:
                    seen.add(row.claim_id)
                    waiting.append(row)
                    yield row

    def _rests_on(self, claim: Claim) -> list[Claim]:
        """Return the claims of cited documents that may be where a claim has its number from."""
        cited = [key for key in _cited_works(claim) if key in self._dataset.documents.index]
        if not cited:
            return []
        rows = claims_in(self._dataset.kept(indicator_in_unit, claim.indicator_id))
        own = next(row for row in rows if row.claim_id == claim.claim_id)
        there = (row for row in rows if row.document_id in cited and row.in_force)
        return [
            row
            for row in there
            if _fit(own, row) and (own.overlaps(row) or not (own.dated and row.dated))
        ]
