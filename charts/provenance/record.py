"""What a file that left the app says of itself: which claims it shows, and at which version.

The text of a proof is the same in every kind of file; `charts.provenance.verify` reads it back.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date

import pandas as pd

from charts.text import notes, wording
from loaders.analysis.computed_figures import CHANGE
from loaders.dataset import Dataset, claims_in
from loaders.values.edtf import parse_period

GENERATOR = "Cited Figures"
FORM = 1
"""The version of the text's form; a reader refuses one that it does not know."""
SITE = re.compile(r"https?://[A-Za-z0-9.\-\[\]:]{1,200}(/[A-Za-z0-9._~-]{1,60}){0,5}")
"""The address of an app: a host, maybe a port, maybe the path that it is served under."""
MOST_CHARACTERS = 1_000_000
"""A longer text is no proof of ours: the whole dataset's has a twentieth of it."""


@dataclass(frozen=True)
class Operand:
    """A figure that numbers of a file were computed with, and that it does not show: what counts
    were divided by, what a change or an index is against.
    """

    claim_id: str
    document_id: str
    value: str


@dataclass(frozen=True)
class Rendering:
    """How a file was made, so that it can be made again: its form, the name of its size and of its
    look, without header and footer or with them, the digest of the program that made it, the
    presenter's template that slides stand on, and how the picture itself leads back ("" for none).
    """

    form: str
    size: str
    look: str
    plain: bool
    program: str
    style: str = ""
    back: str = ""


@dataclass(frozen=True)
class ProvenanceRecord:
    """The claims of a file, and what they rest on.

    `documents` has for each document the SHA-256 of the text that was read, "" where none was.
    `address` is relative to wherever the app is served: `/trends?indicator=flooded_area`; `site` is
    where that was, "" where nobody else could reach it; `on` is the ISO date of the data's last
    change, so that the same data gives the same file on any day. `values` has for each claim the
    number in words, as the file shows it; files of earlier programs have none, and no `rendering`.
    A table of rows says none of title, documents, values. `title` is the chart's own; `presenter`
    has what its presenter says, by what it is.
    """

    claim_ids: tuple[str, ...]
    documents: Mapping[str, str]
    version: str
    licence: str
    title: str
    address: str
    on: str
    generator: str = GENERATOR
    computed_with: tuple[Operand, ...] = ()
    values: tuple[str, ...] = ()
    rendering: Rendering | None = None
    presenter: Mapping[str, str] = field(default_factory=dict)
    site: str = ""

    @property
    def link(self) -> str:
        """Return where the file's chart is; without a site as much of it as is known."""
        return f"{self.site}{self.address}" if self.address else self.site

    @property
    def shown(self) -> dict[str, str]:
        """Return the number in words that the file shows of each claim."""
        return dict(zip(self.claim_ids, self.values, strict=False))

    def to_json(self) -> str:
        """Return the proof as JSON in ASCII, always the same for the same proof."""
        fields: dict[str, object] = {
            "address": self.address,
            "claims": list(self.claim_ids),
            "data": self.version,
            "date": self.on,
            "documents": dict(self.documents),
            "generator": self.generator,
            "licence": self.licence,
            "proof": FORM,
            "title": self.title,
        }
        if self.computed_with:
            fields["computed_with"] = [asdict(one) for one in self.computed_with]
        if self.values:
            fields["values"] = list(self.values)
        if self.presenter:
            fields["presenter"] = dict(self.presenter)
        if self.rendering:
            told = asdict(self.rendering)
            fields["rendering"] = {n: one for n, one in told.items() if one or n != "style"}
        if self.site:
            fields["site"] = self.site
        return json.dumps(fields, separators=(",", ":"), sort_keys=True)


def provenance_of(
    dataset: Dataset,
    claims: pd.DataFrame,
    title: str,
    where: str,
    *,
    rendering: Rendering | None = None,
    site: str = "",
) -> ProvenanceRecord:
    """Return the proof of a file that shows claims (rows of a query) of an address on a site."""
    hashes = dataset.documents["text_sha256"]
    shown = {one.claim_id: wording.claim_statement(dataset, one) for one in claims_in(claims)}
    return ProvenanceRecord(
        claim_ids=tuple(shown),
        documents={name: str(hashes[name]) for name in sorted(notes.documents_of(claims))},
        version=dataset.version,
        licence=dataset.site.terms.name,
        generator=dataset.site.name,
        title=title,
        address=where,
        on=dataset.changed or date.min.isoformat(),
        computed_with=tuple(_operands(dataset, claims)),
        values=tuple(shown.values()),
        rendering=rendering,
        site=site,
    )


def site_of(text: str) -> str:
    """Return the address of an app without a last stroke; raise `ValueError`, a sentence."""
    site = text.strip().rstrip("/")
    if site and not SITE.fullmatch(site):
        raise ValueError(f"{text[:60]!r} is no address such as https://figures.example.org.")
    return site


def split_link(text: str) -> tuple[str, str]:
    """Return the site and the address that a link is made of; "" and the text where it has none."""
    place, mark, query = text.partition("?")
    site, _, page = place.rpartition("/")
    if not SITE.fullmatch(site):
        return "", text
    return site, f"/{page}{mark}{query}"


def _operands(dataset: Dataset, claims: pd.DataFrame) -> Iterable[Operand]:
    """Return what the numbers of claims were computed with, each once; the year before, which a
    change is against, is told with the change itself.
    """
    computed = [claim.computation for claim in claims_in(claims) if claim.computation]
    pairs = [one.operands[1] for one in computed if one.how != CHANGE]
    against = {claim.claim_id: claim for claim in pairs}
    for name, claim in against.items():
        yield Operand(name, claim.document_id, wording.claim_words(dataset, claim))


def date_sentence(provenance: ProvenanceRecord) -> str:
    """Return the sentence on the data's date that ends the notes of a file."""
    return f"Data last changed on {parse_period(provenance.on)}."


def from_json(text: str) -> ProvenanceRecord:
    """Return the proof that a text holds; raise `ValueError`, whatever else it is."""
    if len(text) > MOST_CHARACTERS:
        raise ValueError("it is too long")
    try:
        fields = json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError("it is not JSON") from None
    if not isinstance(fields, dict) or "proof" not in fields:
        raise ValueError("it is not a proof")
    if fields["proof"] != FORM:
        raise ValueError("it has a later form than this site reads")
    texts = ("address", "data", "date", "generator", "licence", "title")
    if not all(isinstance(fields.get(name), str) for name in texts):
        raise ValueError("a part of it is missing")
    _refuse_unwritable(fields)
    return ProvenanceRecord(
        claim_ids=tuple(_texts(fields.get("claims"))),
        documents=_by_text(fields.get("documents"), "its documents"),
        version=fields["data"],
        licence=fields["licence"],
        title=fields["title"],
        address=fields["address"],
        on=fields["date"],
        generator=fields["generator"],
        computed_with=_operands_in(fields.get("computed_with", [])),
        values=tuple(_texts(fields.get("values", []))),
        rendering=_rendering_in(fields["rendering"]) if "rendering" in fields else None,
        presenter=_by_text(fields.get("presenter", {}), "its presenter's words"),
        site=_site_in(fields.get("site", "")),
    )


def _site_in(value: object) -> str:
    if not isinstance(value, str) or (value and not SITE.fullmatch(value)):
        raise ValueError("where it was made cannot be read")
    return value


def _operands_in(value: object) -> tuple[Operand, ...]:
    try:
        found = tuple(Operand(**one) for one in value)  # type: ignore[attr-defined]
        texts = [text for one in found for text in asdict(one).values()]
    except TypeError:
        raise ValueError("what it was computed with cannot be read") from None
    if not all(isinstance(text, str) for text in texts):
        raise ValueError("what it was computed with cannot be read")
    return found


def _refuse_unwritable(fields: Mapping[str, object]) -> None:
    """Refuse a date that is none, and halves of characters, which no page can show."""
    try:
        date.fromisoformat(str(fields["date"]))
    except ValueError:
        raise ValueError("its date is not in the calendar") from None
    try:
        json.dumps(fields, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise ValueError("it has half a character") from None


def _texts(value: object) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise ValueError("its claims cannot be read")
    return value


def _by_text(value: object, what: str) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
        raise ValueError(f"{what} cannot be read")
    return value


def _rendering_in(value: object) -> Rendering:
    texts = ("form", "size", "look", "program", "style", "back")
    kinds = dict.fromkeys(texts, str) | {"plain": bool}
    own = {"style": "", "back": "", **value} if isinstance(value, dict) else {}
    if {n: type(one) for n, one in own.items()} != kinds:
        raise ValueError("how it was made cannot be read")
    return Rendering(**own)
