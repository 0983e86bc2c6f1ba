"""Citations of the dataset, of a claim in it and of a chart, and the formats of all citations."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from loaders.citations.csl_json import Item
from loaders.citations.works import Work
from loaders.dataset import Claim, Dataset
from loaders.queries.claim_text import change_words, qualified
from loaders.queries.place_text import placed_title
from loaders.values.locators import plain_words

TITLE, PUBLISHER = "Cited Figures", "The Cited Figures maintainers"
"""As in CITATION.cff, which a test compares: the app runs without that file."""
PLACES = {"para": ("para.", "paras."), "page": ("p.", "pp.")}
"""Words for a place in a document, for one and for several (APA 7, 8.13, 8.28)."""


def dataset_item(dataset: Dataset, address: str, on: date) -> Item:
    """Return the whole dataset as CSL-JSON; an empty address leaves it and the day `on` out."""
    own = {"id": "cited-figures", "type": "dataset", "title": TITLE, "genre": "Data set"}
    return own | _published(dataset, dataset.changed or on.isoformat()) | _seen(address, on)


def claim_item(dataset: Dataset, claim: Claim, address: str, on: date) -> Item:
    """Return a claim (a row of `Dataset.joined`) as CSL-JSON: an entry of the dataset.

    The title says the words as printed, of a change its direction and base, the indicator, the
    place, the period, the status and whom the sentence credits; what
    the citation rests on, the document and the place in it, is in `references`, which APA
    puts in parentheses at the end. `on` is the day on which `address` was seen.
    """
    own = {
        "id": claim.claim_id,
        "type": "dataset",
        "title": _claim_title(dataset, claim),
        "genre": "Data set entry",
        "container-title": TITLE,
        "references": f"Stated in {_document(dataset, claim)}",
    }
    return own | _published(dataset, claim.added) | _seen(address, on)


def chart_item(
    dataset: Dataset, title: str, documents: Iterable[str], address: str, on: date
) -> Item:
    """Return a chart as CSL-JSON; `title` is plain text, as it stands over the chart, `documents`
    are those whose claims it shows.
    """
    works = "; ".join(_named(dataset.works[name]) for name in documents)
    words = re.findall(r"[a-z0-9]+", title.casefold())
    own = {"id": "-".join(["chart", *words]), "type": "graphic", "title": title, "genre": "Chart"}
    shown = own | {"container-title": TITLE, "references": f"Based on {works}"}
    return shown | _published(dataset, dataset.changed or on.isoformat()) | _seen(address, on)


def _published(dataset: Dataset, day: str) -> Item:
    issued = {"date-parts": [[int(part) for part in day.split("-")]]}
    return {"author": [{"literal": PUBLISHER}], "issued": issued, "version": dataset.version}


def _seen(address: str, on: date) -> Item:
    accessed = {"date-parts": [[on.year, on.month, on.day]]}
    return {"URL": address, "accessed": accessed} if address else {}


def _claim_title(dataset: Dataset, claim: Claim) -> str:
    quoted = f"“{plain_words(claim.as_printed)}”" if claim.as_printed else ""
    value = ", ".join(part for part in (quoted, change_words(dataset, claim)) if part)
    subject = placed_title(dataset, claim.indicator_id, claim.place_id, claim.from_place_id)
    period = str(claim.period) if claim.period else "year not given"
    return ": ".join(part for part in (value, qualified(f"{subject}, {period}", claim)) if part)


def _document(dataset: Dataset, claim: Claim) -> str:
    """Return the document and the place in it, so that no list of works is needed to find it."""
    named = _named(dataset.works[claim.document_id])
    kind, _, rest = claim.locator.partition(" ")
    if kind == "row":
        return f"{named[:-1]},” data file"
    one, several = PLACES.get(kind, (kind.capitalize(),) * 2)
    word = several if re.fullmatch(r"\d+-\d+", rest) else one
    place = f"{word} {rest.replace('-', '–')}"
    return f"{named[:-1]},” {place}"


def _named(work: Work) -> str:
    return f"{work.names}, {work.year}{work.suffix}, “{work.title}”"
