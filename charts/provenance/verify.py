"""A file that left the app, read back: which claims it shows, and what became of them since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from charts.provenance.record import ProvenanceRecord
from charts.text import wording
from loaders.dataset import Claim, Dataset, claims_in
from loaders.queries.listing import history
from loaders.schema.claim_state import IN_FORCE


@dataclass(frozen=True)
class ClaimOutcome:
    """A claim of a file as the dataset has it now.

    `state` is `in force`, `corrected`, `withdrawn` or `unknown`; `old` is the value that the file
    shows, `new` what holds instead, "" where nothing does; `why` is a sentence.
    """

    claim_id: str
    state: str
    old: str
    new: str = ""
    new_id: str = ""
    why: str = ""


@dataclass(frozen=True)
class Verdict:
    """What a file says of itself, and what became of its claims."""

    provenance: ProvenanceRecord
    claims: Sequence[ClaimOutcome]
    documents: Sequence[str]
    same_version: bool

    @property
    def changed(self) -> list[ClaimOutcome]:
        """Return the claims that are no longer as the file shows them."""
        return [claim for claim in self.claims if claim.state != IN_FORCE]


def verify(dataset: Dataset, provenance: ProvenanceRecord) -> Verdict:
    """Return what became of the claims of a file, which says this of itself."""
    joined = dataset.joined
    rows = {
        row.claim_id: row
        for row in claims_in(joined[joined["claim_id"].isin(list(provenance.claim_ids))])
    }
    claims = [_outcome(dataset, name, rows.get(name)) for name in provenance.claim_ids]
    hashes = dataset.documents["text_sha256"].to_dict()
    documents = [
        f"The text of {name} that was read then is not the one that is read now."
        for name, digest in provenance.documents.items()
        if digest and hashes.get(name) != digest
    ]
    return Verdict(provenance, claims, documents, provenance.version == dataset.version)


def _outcome(dataset: Dataset, claim_id: str, row: Claim | None) -> ClaimOutcome:
    if row is None:
        return ClaimOutcome(claim_id, "unknown", "", why="No claim of this name is here.")
    old = wording.claim_words(dataset, row)
    if row.state == "withdrawn":
        why = f" {row.withdrawal_reason}"
        return ClaimOutcome(
            claim_id, "withdrawn", old, why=f"It was withdrawn on {row.withdrawn}.{why}"
        )
    if row.in_force:
        return ClaimOutcome(claim_id, IN_FORCE, old)
    newest = claims_in(history(dataset, claim_id))[-1]
    new = wording.claim_words(dataset, newest)
    why = f"It was corrected on {newest.added}."
    if newest.state == "withdrawn":
        why += f" The correction was withdrawn on {newest.withdrawn}."
        new = ""
    return ClaimOutcome(claim_id, "corrected", old, new, str(newest.claim_id), why)
