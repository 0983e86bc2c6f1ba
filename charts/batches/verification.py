"""Files held against the same files made again: one file, or the pictures inside an Office file.

A file says of which view it is, of what form, size and look, and when its data last changed; so
it can be made again from the figures as they stood then.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from charts.batches.batch import Charts, Job
from charts.export.browser import Draw, PictureError, picture
from charts.export.formats import (
    BROKEN,
    FILE_FORMATS,
    NOT_OURS,
    RASTER,
    FileFormat,
    VerifyError,
    form_of,
    read_provenance,
    settings_of,
)
from charts.provenance.comparison import (
    BYTES,
    FORGED,
    NO_KEY,
    PARTS,
    SAME,
    SIGNED,
    TEXT,
    VALUE,
    Comparison,
    Difference,
    Part,
    by_parts,
    compared,
    not_compared,
)
from charts.provenance.ooxml_metadata import read_parts
from charts.provenance.record import ProvenanceRecord
from charts.provenance.signature import is_signed_by, site_key
from charts.provenance.verify import (
    Verdict,
    dataset_then,
    presenter_sentence,
    refusal,
    verify,
)
from charts.style.house_style import OURS, HouseStyle
from charts.views.view import known_values, parse_address
from loaders.dataset import Dataset
from loaders.history.changelog import released

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

MOST_PICTURES = 40
"""How many pictures inside an Office file are looked at."""
NOT_TOLD = "It does not say how it was made, so it cannot be made again."
NO_CHART = "Its address leads to no chart here: {why}"
OTHER_FORM = "The file says that it is {form}, which it is not."


@dataclass(frozen=True)
class Finding:
    """What came of one file, or of a picture in it: the verdict where it says anything of itself,
    and sentences on what is wrong besides.
    """

    name: str
    verdict: Verdict | None
    wrong: Sequence[str] = ()

    @property
    def holds(self) -> bool:
        """Tell whether the file is as this site makes it and all that it shows still holds."""
        return self.verdict is not None and self.verdict.holds and not self.wrong


@dataclass
class Verification:
    """Verifies files with one reading of the figures, one file after the other.

    `released` are the versions that the data's changelog names; `key` is the public key of the
    site, None where it has none; files in a house `style` are made again where it is that one.
    """

    dataset: Dataset
    released: Collection[str] = ()
    key: Ed25519PublicKey | None = None
    draw: Draw = picture
    style: HouseStyle = OURS
    _charts: dict[tuple[str, str], Charts] = field(default_factory=dict)

    def findings(self, name: str, content: bytes) -> list[Finding]:
        """Return what came of a file; of an Office file without a proof, of each picture in it
        that has one.
        """
        try:
            return [Finding(name, self.verdict(content))]
        except VerifyError as error:
            inside = _pictures(content) if str(error) == NOT_OURS else {}
            found = [Finding(f"{name}, {path}", *self._one(own)) for path, own in inside.items()]
            return found or [Finding(name, None, [str(error)])]

    def verdict(self, content: bytes) -> Verdict:
        """Return what came of a file; raise `VerifyError`, a sentence, where it says nothing of
        itself, or what cannot be.
        """
        provenance = read_provenance(content)
        why = refusal(self.dataset, provenance, self.released)
        if why:
            raise VerifyError(why)
        form = _form(content, provenance)
        try:
            comparison, expected = self._compare(content, provenance, form)
        except ValueError as error:
            raise VerifyError(BROKEN.format(why=error)) from None
        verdict = verify(self.dataset, provenance, comparison, expected)
        said = presenter_sentence(expected or provenance)
        remarks = self._remarks(provenance) if said else []
        return replace(verdict, words=[said, *remarks] if said else [])

    def _one(self, content: bytes) -> tuple[Verdict | None, Sequence[str]]:
        try:
            return self.verdict(content), ()
        except VerifyError as error:
            return None, [str(error)]

    def _compare(
        self, content: bytes, provenance: ProvenanceRecord, form: FileFormat
    ) -> tuple[Comparison, ProvenanceRecord | None]:
        """Return what comes of holding a file against what is made here, and what that says of
        itself.
        """
        signature = is_signed_by(content, form.envelope, self.key) if form.envelope else None
        charts = self._charts_of(provenance)
        try:
            job = _job(charts.dataset, provenance, self.style)
            expected = charts.proof(job)
        except (ValueError, PictureError) as error:
            comparison, expected = not_compared(str(error)), None
        else:
            if signature:
                return Comparison(SAME, SIGNED), expected
            comparison, expected = self._held(content, provenance, charts, job)
        remark = _remark(content, form, signature, self.key)
        return replace(comparison, said=f"{comparison.said} {remark}".strip()), expected

    def _held(
        self, content: bytes, provenance: ProvenanceRecord, charts: Charts, job: Job
    ) -> tuple[Comparison, ProvenanceRecord]:
        form = FILE_FORMATS[job.settings.form]
        try:
            here = charts.make(job).content
        except PictureError as error:
            expected = charts.proof(job)
            told = compared(_of_proof(provenance, expected), same_program=True)
            return (not_compared(str(error)) if told.state == SAME else told), expected
        expected = read_provenance(here)
        if _unsigned(form, here) == _unsigned(form, content):
            return Comparison(SAME, BYTES if content == here else PARTS), expected
        differences = [*_of_proof(provenance, expected), *_differences(form, content, here)]
        same = _program(provenance) == _program(expected)
        return compared(differences, same_program=same, words=form.name not in RASTER), expected

    def _remarks(self, provenance: ProvenanceRecord) -> list[str]:
        """Return what is to be known of a presenter's words, with the figures of the file's day."""
        charts = self._charts_of(provenance)
        try:
            view = _job(charts.dataset, provenance, self.style).view
        except ValueError:
            return []
        return charts.remarks_on_words(view)

    def _charts_of(self, provenance: ProvenanceRecord) -> Charts:
        """Return what makes charts of the figures of a file's day; those of the last day are
        kept.
        """
        key = (provenance.version.partition(" as of ")[0], provenance.on)
        if key not in self._charts:
            self._charts = {key: Charts(dataset_then(self.dataset, provenance), self.draw)}
        return self._charts[key]


def verified(
    dataset: Dataset, directory: Path, style: HouseStyle, name: str, content: bytes
) -> list[Finding]:
    """Return what came of a file, with the figures of a folder, the style and the key of this site;
    raise `SigningKeyError` where that cannot be read.
    """
    own = Verification(dataset, released(directory), site_key(), style=style)
    return own.findings(name, content)


def _differences(form: FileFormat, content: bytes, here: bytes) -> Sequence[Difference]:
    try:
        return form.differences(content, here)
    except Exception as error:  # each library raises kinds of its own for files that are broken
        raise ValueError("the file is broken") from error


def _job(dataset: Dataset, provenance: ProvenanceRecord, style: HouseStyle) -> Job:
    """Return how a file is made again; raise `ValueError`, a sentence, where it cannot be."""
    if provenance.rendering is None:
        raise ValueError(NOT_TOLD)
    view, unclear = parse_address(provenance.address, known_values(dataset))
    if view is None or unclear:
        raise ValueError(NO_CHART.format(why=" ".join(unclear)))
    return Job(view, settings_of(provenance.rendering, provenance.site, style))


def _form(content: bytes, provenance: ProvenanceRecord) -> FileFormat:
    """Return the kind of a file, which must be what it says."""
    if provenance.rendering is None:
        return form_of(content)
    form = FILE_FORMATS.get(provenance.rendering.form)
    if form is None or not form.may_be(content):
        raise VerifyError(OTHER_FORM.format(form=provenance.rendering.form[:20]))
    return form


def _unsigned(form: FileFormat, content: bytes) -> bytes:
    return form.envelope.take(content)[0] if form.envelope else content


def _program(provenance: ProvenanceRecord) -> str:
    return provenance.rendering.program if provenance.rendering else ""


def _remark(
    content: bytes, form: FileFormat, signature: bool | None, key: Ed25519PublicKey | None
) -> str:
    """Return what is said of a signature that proves nothing; "" where there is none."""
    if signature is False:
        return FORGED
    unread = form.envelope and key is None and form.envelope.take(content)[1]
    return NO_KEY if unread else ""


def _of_proof(file: ProvenanceRecord, here: ProvenanceRecord) -> list[Difference]:
    """Return where what a file says of itself differs from what the same file says here."""
    proofs = {b"file": file, b"here": here}

    def parts(name: bytes) -> Iterator[Part]:
        one = proofs[name]
        fields = asdict(replace(one, claim_ids=(), values=(), rendering=None, presenter={}))
        for field_name, cell in fields.items():
            yield Part(f"Proof, {field_name}", TEXT, [str(cell)])
        for what, text in one.presenter.items():
            yield Part(f"Proof, {what.lower()} by the presenter", TEXT, [text])
        for claim_id in one.claim_ids:
            yield Part(f"Proof, {claim_id}", VALUE, [one.shown.get(claim_id, "")])

    return by_parts(parts, b"file", b"here")


def _pictures(content: bytes) -> Mapping[str, bytes]:
    """Return the pictures inside an Office file that have a proof, by their path."""
    found: dict[str, bytes] = {}
    with suppress(ValueError):
        for path, own in read_parts(content).items():
            if "/media/" in path and len(found) < MOST_PICTURES:
                with suppress(VerifyError):
                    read_provenance(own)
                    found[path] = own
    return found
