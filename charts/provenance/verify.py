"""A file that left the app, read back: whether it is as this site makes it, which claims it shows,
what became of them since, and all of it in sentences.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from charts.provenance.comparison import SAME, Comparison, safe
from charts.provenance.record import ProvenanceRecord
from charts.text import wording
from charts.text.series_summary import many
from loaders.dataset import Claim, Dataset, claims_in
from loaders.queries.as_of import as_of
from loaders.queries.listing import history
from loaders.queries.record import claims_named
from loaders.schema.claim_state import IN_FORCE
from loaders.values.edtf import parse_period

OTHER = "otherwise here"
"""The state of a claim that a file shows and this site does not, or not so."""
NOT_SHOWN = "The chart does not show this claim here."
VERSION = re.compile(r"([0-9]+\.[0-9]+\.[0-9]+)\+[0-9a-f]{7}( as of [0-9-]{10})?")
"""The form of a version: the declared one, the digest of the files, the day that was chosen."""


@dataclass(frozen=True)
class ClaimOutcome:
    """A claim of a file as the dataset has it now.

    `state` is `in force`, `corrected`, `withdrawn`, `unknown`, `otherwise here` or, of a figure of
    the record that its office gave anew, `revised`; `old` is the value that the file
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
    """What a file says of itself, whether it is as this site makes it, and its claims now; `words`
    are sentences on those of its presenter.
    """

    provenance: ProvenanceRecord
    comparison: Comparison
    claims: Sequence[ClaimOutcome]
    documents: Sequence[str]
    same_version: bool
    computed_with: Sequence[ClaimOutcome] = ()
    words: Sequence[str] = ()

    @property
    def changed(self) -> list[ClaimOutcome]:
        """Return the claims that are no longer as the file shows them."""
        own = [*self.claims, *self.computed_with]
        return [claim for claim in own if claim.state != IN_FORCE]

    @property
    def holds(self) -> bool:
        """Tell whether the file is as this site makes it, and all that it shows still holds."""
        return self.comparison.state == SAME and not self.changed


NO_CLAIMS = "The file names no number that it shows, so there is nothing to verify."
UNKNOWN_VERSION = (
    "The file says that it was made from data {version}, a version that is not known here."
)
FROM_LATER = (
    "The file says that its data last changed on {on}; here they last changed on {here}. It was "
    "not made from the data of this site, or this site has older ones."
)


def refusal(dataset: Dataset, provenance: ProvenanceRecord, released: Collection[str]) -> str:
    """Return why what a file says of itself cannot be so, as a sentence; "" where it can.

    `released` are the versions that the data's changelog names; none where there is no changelog.
    """
    if not provenance.claim_ids:
        return NO_CLAIMS
    if provenance.on > dataset.changed:
        days = (str(parse_period(day)) for day in (provenance.on, dataset.changed))
        return FROM_LATER.format(**dict(zip(("on", "here"), days, strict=True)))
    here = dataset.version.partition(" as of ")[0]
    declared = VERSION.fullmatch(provenance.version)
    known = {*released, here.partition("+")[0]}
    if provenance.version.partition(" as of ")[0] == here or (declared and declared[1] in known):
        return ""
    return UNKNOWN_VERSION.format(version=safe(provenance.version) or "without a name")


def dataset_then(dataset: Dataset, provenance: ProvenanceRecord) -> Dataset:
    """Return the figures that a file was made from: those of here, or as they stood on its day."""
    version = provenance.version.partition(" as of ")[0]
    if version == dataset.version or not provenance.on:
        return dataset
    return replace(as_of(dataset, date.fromisoformat(provenance.on)), version=version)


def verify(
    dataset: Dataset,
    provenance: ProvenanceRecord,
    comparison: Comparison,
    expected: ProvenanceRecord | None = None,
) -> Verdict:
    """Return what became of the claims of a file, which says this of itself; `expected` is what the
    same file says of itself when it is made here.
    """
    operands = {one.claim_id: one.value for one in provenance.computed_with}
    ids = list(dict.fromkeys([*provenance.claim_ids, *operands]))
    rows = claims_named(dataset, ids)
    then = _revised(dataset, provenance.on, ids, rows)
    found = {name: _outcome(dataset, name, rows.get(name), then.get(name)) for name in ids}
    shown, here = (one.shown if expected else {} for one in (provenance, expected or provenance))
    claims = [
        _as_shown(found[name], shown.get(name, ""), here.get(name, ""))
        for name in provenance.claim_ids
    ]
    computed_with = [_operand(dataset, found[n], rows.get(n), v) for n, v in operands.items()]
    hashes = dataset.documents["text_sha256"].to_dict()
    documents = [
        f"When the file was made, another copy of {name} was used than now."
        for name, digest in provenance.documents.items()
        if digest and hashes.get(name) != digest
    ]
    same = provenance.version == dataset.version
    return Verdict(provenance, comparison, claims, documents, same, computed_with)


def _as_shown(claim: ClaimOutcome, shown: str, here: str) -> ClaimOutcome:
    """Return what became of a claim that a file shows so, and that is shown otherwise here."""
    if not shown or claim.state == "unknown":
        return claim
    if not here:
        return replace(
            claim, state=OTHER, old=shown, why="The chart does not show this claim here."
        )
    if shown != here:
        why = "The same file, made here, has another value."
        return replace(claim, state=OTHER, old=shown, new=here, new_id="", why=why)
    return replace(claim, old=shown)


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


SINCE = {
    OTHER: "otherwise here",
    "corrected": "corrected since",
    "revised": "revised since",
    "withdrawn": "withdrawn since",
    "unknown": "not known here",
}
"""What is said of so many claims of a state."""


def headline(dataset: Dataset, verdict: Verdict) -> str:
    """Return in a sentence whether all that the file shows still holds."""
    compared = verdict.comparison.state == SAME
    count = f"{'shows' if compared else 'names'} {many(len(verdict.claims), 'number')}"
    if not verdict.changed and compared:
        return f"The file {count}; all are unchanged in data {dataset.version}."
    if not verdict.changed:
        return f"The file {count}; none of them has changed since (data {dataset.version})."
    counts = [
        f"{number} {words}"
        for state, words in SINCE.items()
        if (number := sum(claim.state == state for claim in verdict.claims))
    ]
    behind = sum(claim.state != IN_FORCE for claim in verdict.computed_with)
    if behind:
        counts.append(f"{behind} changed since of those that it was computed with")
    return f"The file {count}: {', '.join(counts)} (data {dataset.version})."


def statements(dataset: Dataset, verdict: Verdict) -> dict[str, str]:
    """Return what a file says of itself, by name; what it does not say is left out."""
    provenance = verdict.provenance
    named = _named_words(provenance)
    now = "the version that is here" if verdict.same_version else f"here is {dataset.version}"
    fields = {
        "Title": provenance.title,
        **{f"{name} by the presenter": provenance.presenter[name] for name in named},
        "Data": f"{provenance.version}, {now}" if provenance.version else "",
        "Last changed": provenance.on,
        "Licence": provenance.licence,
        "Address": provenance.link,
        "Computed with": "; ".join(
            f"{one.value} ({one.claim_id}, in {_named(dataset, one.document_id)})"
            for one in provenance.computed_with
        ),
        "Documents": "; ".join(_named(dataset, name) for name in provenance.documents),
    }
    return {name: safe(text) for name, text in fields.items() if text}


def _named_words(provenance: ProvenanceRecord) -> list[str]:
    """Return what a presenter's words are, the title first."""
    order = ("Title", "Subtitle")
    others = sorted(set(provenance.presenter).difference(order))
    return [*(name for name in order if name in provenance.presenter), *others]


def presenter_sentence(provenance: ProvenanceRecord) -> str:
    """Say which words of a file are not this site's; "" where all are."""
    names = [safe(name).lower() for name in _named_words(provenance)]
    if not names:
        return ""
    return f"{wording.listed(names).capitalize()}: the presenter's words, not this site's."


def _named(dataset: Dataset, document_id: str) -> str:
    work = dataset.works.get(document_id)
    return work.short() if work else document_id


def outcome_words(claim: ClaimOutcome) -> str:
    """Return what became of a claim, with its old and its new value."""
    old = safe(claim.old)
    if claim.state == IN_FORCE:
        return f"{old}: unchanged here."
    if claim.new and claim.state != "withdrawn":
        name = f" ({claim.new_id})" if claim.state == "corrected" else ""
        then = "here" if claim.state == OTHER else "now"
        return f"{old}, {then} {claim.new}{name}. {claim.why}"
    return f"{old}. {claim.why}" if old else claim.why


def lines(dataset: Dataset, verdict: Verdict) -> list[str]:
    """Return all of it, a line each: what changed first."""
    texts = [*verdict.comparison.lines(), headline(dataset, verdict), *map(safe, verdict.words)]
    texts += [f"{name}: {text}" for name, text in statements(dataset, verdict).items()]
    texts += [safe(text) for text in verdict.documents]
    own = [*verdict.claims, *verdict.computed_with]
    ordered = sorted(own, key=lambda claim: claim.state == IN_FORCE)
    texts += [f"{safe(claim.claim_id)}: {outcome_words(claim)}" for claim in ordered]
    return texts
