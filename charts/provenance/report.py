"""What a file says of itself and what became of it since, in sentences."""

from __future__ import annotations

import textwrap

from charts.provenance.verify import ClaimOutcome, Verdict
from charts.text.series_summary import many
from loaders.dataset import Dataset
from loaders.schema.claim_state import IN_FORCE

SAYS = (
    "The file says this of itself. What it draws cannot be read back from it: hold it against the "
    "chart of its address."
)
"""Anybody can write such a text into a file."""
MOST_TEXT = 400
"""How many characters of a file's own text are shown."""


def headline(dataset: Dataset, verdict: Verdict) -> str:
    """Return in a sentence whether all that the file shows still holds."""
    count = many(len(verdict.claims), "claim")
    if not verdict.changed:
        return f"The file shows {count}; all are in force in data {dataset.version}."
    states = ("corrected", "withdrawn", "unknown")
    counts = [
        f"{number} {'not known here' if state == 'unknown' else f'{state} since'}"
        for state in states
        if (number := sum(claim.state == state for claim in verdict.claims))
    ]
    return f"The file shows {count}: {', '.join(counts)} (data {dataset.version})."


def about(dataset: Dataset, verdict: Verdict) -> dict[str, str]:
    """Return what a file says of itself, by name; what it does not say is left out."""
    provenance = verdict.provenance
    now = "the version that is here" if verdict.same_version else f"here is {dataset.version}"
    fields = {
        "Title": provenance.title,
        "Data": f"{provenance.version}, {now}" if provenance.version else "",
        "Last changed": provenance.on,
        "Licence": provenance.licence,
        "Address": provenance.address,
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


def outcome(claim: ClaimOutcome) -> str:
    """Return what became of a claim, with its old and its new value."""
    if claim.state == IN_FORCE:
        return f"{claim.old}: in force."
    if claim.state == "corrected" and claim.new:
        return f"{claim.old}, now {claim.new} ({claim.new_id}). {claim.why}"
    return f"{claim.old}. {claim.why}" if claim.old else claim.why


def lines(dataset: Dataset, verdict: Verdict) -> list[str]:
    """Return all of it, a line each: what changed first."""
    texts = [headline(dataset, verdict)]
    texts += [f"{name}: {text}" for name, text in about(dataset, verdict).items()]
    texts += [safe(text) for text in verdict.documents]
    ordered = sorted(verdict.claims, key=lambda claim: claim.state == IN_FORCE)
    texts += [f"{safe(claim.claim_id)}: {outcome(claim)}" for claim in ordered]
    return [*texts, SAYS]
