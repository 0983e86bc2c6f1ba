"""A file that left the app, read back: which claims it shows, what became of them since, and
both in sentences.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from charts.provenance.record import ProvenanceRecord
from charts.text import wording
from charts.text.series_summary import many
from loaders.dataset import Claim, Dataset, claims_in
from loaders.queries.as_of import as_of
from loaders.queries.listing import history
from loaders.queries.record import claims_named
from loaders.schema.claim_state import IN_FORCE


@dataclass(frozen=True)
class ClaimOutcome:
    """A claim of a file as the dataset has it now.

    `state` is `in force`, `corrected`, `withdrawn`, `unknown` or, of a figure of the record that
    its office gave anew, `revised`; `old` is the value that the file
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
    computed_with: Sequence[ClaimOutcome] = ()

    @property
    def changed(self) -> list[ClaimOutcome]:
        """Return the claims that are no longer as the file shows them."""
        own = [*self.claims, *self.computed_with]
        return [claim for claim in own if claim.state != IN_FORCE]


def verify(dataset: Dataset, provenance: ProvenanceRecord) -> Verdict:
    """Return what became of the claims of a file, which says this of itself."""
    operands = {one.claim_id: one.value for one in provenance.computed_with}
    ids = list(dict.fromkeys([*provenance.claim_ids, *operands]))
    rows = claims_named(dataset, ids)
    then = _revised(dataset, provenance.on, ids, rows)
    found = {name: _outcome(dataset, name, rows.get(name), then.get(name)) for name in ids}
    claims = [found[name] for name in provenance.claim_ids]
    computed_with = [_operand(dataset, found[n], rows.get(n), v) for n, v in operands.items()]
    hashes = dataset.documents["text_sha256"].to_dict()
    documents = [
        f"When the file was made, another copy of {name} was used than now."
        for name, digest in provenance.documents.items()
        if digest and hashes.get(name) != digest
    ]
    same = provenance.version == dataset.version
    return Verdict(provenance, claims, documents, same, computed_with)


def _revised(
    dataset: Dataset, on: str, ids: Sequence[str], rows: Mapping[str, Claim]
) -> Mapping[str, Claim]:
    """Return the figures of the record as a file of a day shows them, of which another edition came
    in later; none where it does not say its day.
    """
    of_record = set(ids) - set(dataset.claims["claim_id"])
    later = [n for n in of_record if n not in rows or rows[n].added > on]
    return claims_named(as_of(dataset, date.fromisoformat(on)), later) if on and later else {}


def _operand(dataset: Dataset, found: ClaimOutcome, row: Claim | None, then: str) -> ClaimOutcome:
    """Return what became of a figure that numbers were computed with: its value `then` is told by
    the file itself.
    """
    now = wording.claim_words(dataset, row) if row else ""
    if found.state != IN_FORCE or now == then:
        return found
    why = "It has another value here than in the file."
    return replace(found, state="revised", old=then, new=now, why=why)


def _outcome(
    dataset: Dataset, claim_id: str, row: Claim | None, then: Claim | None = None
) -> ClaimOutcome:
    if then is not None:
        old, new = (wording.claim_statement(dataset, one) if one else "" for one in (then, row))
        when = f"on {row.added}" if row else "since"
        why = f"Its office revised it; the new edition came in {when}."
        if not row:
            why = "Its office's later edition no longer has it."
        if old != new:
            return ClaimOutcome(claim_id, "revised", old, new, claim_id if row else "", why)
    if row is None:
        return ClaimOutcome(claim_id, "unknown", "", why="There is no claim with this name.")
    old = wording.claim_statement(dataset, row)
    if row.state == "withdrawn":
        why = f" {row.withdrawal_reason}"
        return ClaimOutcome(
            claim_id, "withdrawn", old, why=f"It was withdrawn on {row.withdrawn}.{why}"
        )
    if row.in_force:
        return ClaimOutcome(claim_id, IN_FORCE, old)
    newest = claims_in(history(dataset, claim_id))[-1]
    new = wording.claim_statement(dataset, newest)
    why = f"It was corrected on {newest.added}."
    if newest.state == "withdrawn":
        why += f" The correction was withdrawn on {newest.withdrawn}."
        new = ""
    return ClaimOutcome(claim_id, "corrected", old, new, str(newest.claim_id), why)


SAYS = (
    "This is what the file says about itself. What it draws cannot be read back: compare "
    "it with the chart at its address."
)
"""Anyone can write such a text into a file."""
MOST_TEXT = 400
"""How many characters of a file's own text are shown."""


def headline(dataset: Dataset, verdict: Verdict) -> str:
    """Return in a sentence whether all that the file shows still holds."""
    count = many(len(verdict.claims), "number")
    if not verdict.changed:
        return f"The file shows {count}; all are unchanged in data {dataset.version}."
    states = ("corrected", "revised", "withdrawn", "unknown")
    counts = [
        f"{number} {'not known here' if state == 'unknown' else f'{state} since'}"
        for state in states
        if (number := sum(claim.state == state for claim in verdict.claims))
    ]
    behind = sum(claim.state != IN_FORCE for claim in verdict.computed_with)
    if behind:
        counts.append(f"{behind} changed since of those that it was computed with")
    return f"The file shows {count}: {', '.join(counts)} (data {dataset.version})."


def statements(dataset: Dataset, verdict: Verdict) -> dict[str, str]:
    """Return what a file says of itself, by name; what it does not say is left out."""
    provenance = verdict.provenance
    now = "the version that is here" if verdict.same_version else f"here is {dataset.version}"
    fields = {
        "Title": provenance.title,
        "Data": f"{provenance.version}, {now}" if provenance.version else "",
        "Last changed": provenance.on,
        "Licence": provenance.licence,
        "Address": provenance.address,
        "Computed with": "; ".join(
            f"{one.value} ({one.claim_id}, in {_named(dataset, one.document_id)})"
            for one in provenance.computed_with
        ),
        "Documents": "; ".join(_named(dataset, name) for name in provenance.documents),
    }
    return {name: safe(text) for name, text in fields.items() if text}


def _named(dataset: Dataset, document_id: str) -> str:
    work = dataset.works.get(document_id)
    return work.short() if work else document_id


def safe(text: str) -> str:
    """Return a file's text on one short line, without what could steer a terminal."""
    visible = "".join(sign if sign.isprintable() else " " for sign in text[: 2 * MOST_TEXT])
    return textwrap.shorten(visible, MOST_TEXT, placeholder=" …")


def outcome_words(claim: ClaimOutcome) -> str:
    """Return what became of a claim, with its old and its new value."""
    if claim.state == IN_FORCE:
        return f"{claim.old}: unchanged here."
    if claim.state == "revised" and claim.new:
        return f"{claim.old}, now {claim.new}. {claim.why}"
    if claim.state == "corrected" and claim.new:
        return f"{claim.old}, now {claim.new} ({claim.new_id}). {claim.why}"
    return f"{claim.old}. {claim.why}" if claim.old else claim.why


def lines(dataset: Dataset, verdict: Verdict) -> list[str]:
    """Return all of it, a line each: what changed first."""
    texts = [headline(dataset, verdict)]
    texts += [f"{name}: {text}" for name, text in statements(dataset, verdict).items()]
    texts += [safe(text) for text in verdict.documents]
    own = [*verdict.claims, *verdict.computed_with]
    ordered = sorted(own, key=lambda claim: claim.state == IN_FORCE)
    texts += [f"{safe(claim.claim_id)}: {outcome_words(claim)}" for claim in ordered]
    return [*texts, SAYS]
