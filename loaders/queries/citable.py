"""Citations of the dataset, of a claim in it and of a chart; and a claim's words as a quotation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from html import escape

from loaders.citations.apa import apa, apa_html, apa_markdown
from loaders.citations.csl_json import Item
from loaders.citations.works import Work
from loaders.dataset import Claim, Dataset
from loaders.queries.claim_text import change_words, claim_words, qualified, unit_row
from loaders.queries.place_text import placed_title
from loaders.values.locators import plain_words

PLACES = {"para": ("para.", "paras."), "page": ("p.", "pp.")}
"""Words for a place in a document, for one and for several (APA 7, 8.13, 8.28)."""


NO_YEAR = "year not given"
NO_LONGER = "{site} has {state} its entry of this number."
MARKDOWN_SIGNS = "\\`*_[]<>#|$"


def dataset_item(dataset: Dataset, address: str, on: date) -> Item:
    """Return the whole dataset as CSL-JSON; an empty address leaves it and the day `on` out."""
    site = dataset.site
    own = {"id": site.package, "type": "dataset", "title": site.name, "genre": "Data set"}
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
        "container-title": dataset.site.name,
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
    shown = _titled(dataset, title, "graphic", "Chart") | {"references": f"Based on {works}"}
    return shown | _published(dataset, dataset.changed or on.isoformat()) | _seen(address, on)


def list_item(dataset: Dataset, title: str, address: str, on: date) -> Item:
    """Return a list of claims as CSL-JSON, as `chart_item` does a chart."""
    shown = _titled(dataset, title, "dataset", "Table")
    return shown | _published(dataset, dataset.changed or on.isoformat()) | _seen(address, on)


def _titled(dataset: Dataset, title: str, kind: str, genre: str) -> Item:
    words = re.findall(r"[a-z0-9]+", title.casefold())
    own = {"id": "-".join([genre.lower(), *words]), "type": kind, "title": title, "genre": genre}
    return own | {"container-title": dataset.site.name}


def _published(dataset: Dataset, day: str) -> Item:
    issued = {"date-parts": [[int(part) for part in day.split("-")]]}
    author = [{"literal": dataset.site.publisher}]
    return {"author": author, "issued": issued, "version": dataset.version}


def _seen(address: str, on: date) -> Item:
    accessed = {"date-parts": [[on.year, on.month, on.day]]}
    return {"URL": address, "accessed": accessed} if address else {}


def _claim_title(dataset: Dataset, claim: Claim) -> str:
    quoted = f"“{plain_words(claim.as_printed)}”" if claim.as_printed else ""
    value = ", ".join(part for part in (quoted, change_words(dataset, claim)) if part)
    subject = placed_title(dataset, claim.indicator_id, claim.place_id, claim.from_place_id)
    period = str(claim.period) if claim.period else NO_YEAR
    return ": ".join(part for part in (value, qualified(f"{subject}, {period}", claim)) if part)


def _document(dataset: Dataset, claim: Claim) -> str:
    """Return the document and the place in it, so that no list of works is needed to find it."""
    named, place = _named(dataset.works[claim.document_id]), _place(claim)
    return f"{named[:-1]},” {place or 'data file'}"


def _named(work: Work) -> str:
    return f"{work.names}, {work.year}{work.suffix}, “{work.title}”"


def in_text(dataset: Dataset, claim: Claim) -> str:
    """Return the document of a claim and the place in it as they are cited in a text (APA 7, 8.25):
    `Smith, 2020a, para. 60`.
    """
    work = dataset.works[claim.document_id]
    return ", ".join(
        part for part in (work.names, f"{work.year}{work.suffix}", _place(claim)) if part
    )


def _place(claim: Claim) -> str:
    """Return where in its document a claim stands; "" of a row of a data file."""
    kind, _, rest = claim.locator.partition(" ")
    if kind == "row":
        return ""
    one, several = PLACES.get(kind, (kind.capitalize(),) * 2)
    word = several if re.fullmatch(r"\d+-\d+", rest) else one
    return f"{word} {rest.replace('-', '–')}"


def quotations(dataset: Dataset, claim: Claim, address: str) -> Mapping[str, str]:
    """Return a claim's quotation as plain text, HTML and Markdown; an empty address is left out."""
    work, said = dataset.works[claim.document_id], quotation(dataset, claim)
    site = dataset.site.name
    state = "" if claim.in_force else NO_LONGER.format(site=site, state=claim.state)
    url = escape(address)
    cite = f' cite="{url}"' if address else ""
    plain = (said, apa(work), state, address and f"{site}: {address}")
    marked = (
        f"> {_markdown(said)}",
        apa_markdown(work),
        state,
        address and f"{site}: <{address}>",
    )
    in_html = (apa_html(work), state, address and f'{escape(site)}: <a href="{url}">{url}</a>')
    below = "".join(f"\n<p>{part}</p>" for part in in_html if part)
    return {
        "Plain text": "\n\n".join(filter(None, plain)),
        "HTML": f"<blockquote{cite}><p>{escape(said)}</p></blockquote>{below}",
        "Markdown": "\n\n".join(filter(None, marked)),
    }


def quotation(dataset: Dataset, claim: Claim) -> str:
    """Return what a claim is of, its words as printed and the place where they stand. The number in
    our words is in brackets where the printed ones lack the unit; it stands alone where the
    document has no words.
    """
    subject = placed_title(dataset, claim.indicator_id, claim.place_id, claim.from_place_id)
    period = str(claim.period) if claim.period else NO_YEAR
    of = qualified(f"{subject}, {period}", claim)
    printed = plain_words(claim.as_printed)
    words = claim_words(dataset, claim)
    if printed:
        unit = unit_row(dataset, claim.quantity.unit)
        named = any(unit[name] and unit[name] in printed for name in ("name", "plural", "symbol"))
        words = f"“{printed}”" if named else f"“{printed}” [{words}]"
    return f"{of}: {words} ({in_text(dataset, claim)})."


def _markdown(text: str) -> str:
    return "".join(f"\\{sign}" if sign in MARKDOWN_SIGNS else sign for sign in text)
