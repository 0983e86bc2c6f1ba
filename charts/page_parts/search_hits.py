"""What a search found as lists of HTML; a claim's hit is what the claim states."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from charts.page_parts.links import path
from charts.text import wording
from charts.views.glossary import ANSWERS, DRAWN, GLOSSARY, WORDS_USED
from loaders.dataset import Claim, Dataset, claims_in
from loaders.search.index import EXACTNESS, NEAR, Found, Hit, places_named, subdivisions_of
from loaders.search.records import ANSWER
from loaders.search.tokens import pieces

PAGES = {
    "indicator": ("trends", "indicator"),
    "claim": ("claims", "claim"),
    "document": ("sources", "work"),
    "work": ("sources", "work"),
}
"""The page that a kind of hit leads to, and what names the hit in its address."""


def marked(text: str, keys: frozenset[str]) -> str:
    """Return a text as HTML, with the words that were found marked."""
    return "".join(
        f"<mark>{escape(part)}</mark>" if found else escape(part)
        for part, found in pieces(text, keys)
    )


def hit_html(
    dataset: Dataset,
    hit: Hit,
    claim: Claim | None,
    keys: frozenset[str],
    places: Sequence[str] = (),
) -> str:
    """Return a hit as an entry of a list; a claim's link is its value, with hedge and
    status, and whom its sentence credits. An indicator's leads to those of the named `places` that
    are states of which it has figures.
    """
    states = subdivisions_of(dataset, hit.id, places) if hit.kind == "indicator" else []
    of = "".join(f", {wording.place_name(dataset, place)}" for place in states)
    value = wording.claim_statement(dataset, claim) if claim else hit.title + of
    title = f'<a href="{_where(hit, states)}">{marked(value, keys)}</a>'
    undated = ", year not given" if claim and not claim.period else ""
    about = f" {marked(hit.title, keys)}{undated}" if claim else ""
    quoted = f"“{hit.snippet}”" if claim and not hit.label else hit.snippet
    source = _source(dataset, claim, named=hit.label == "Source") if claim else ""
    label = f"{escape(hit.label)}: " if hit.label else ""
    below = f"<p>{label}{marked(quoted, keys)}{marked(source, keys)}</p>" if hit.snippet else ""
    return f"<li>{title}{about}{below}</li>"


def _where(hit: Hit, places: Sequence[str]) -> str:
    """Return the path that a hit leads to, escaped for HTML; of what is explained, to its part, of
    an indicator with places to those.
    """
    if hit.kind == ANSWER:
        answer = ANSWERS[hit.id]
        return path(answer.page) + (f"#{answer.part}" if answer.part else "")
    if hit.kind == "word":
        return f"{path('method')}#{WORDS_USED if hit.id in GLOSSARY else DRAWN}"
    page, name = PAGES[hit.kind]
    return path(page, **{name: hit.id, "place": places})


def _source(dataset: Dataset, claim: Claim, *, named: bool) -> str:
    """Return a claim's document, where the snippet has not named it, and whether it is official."""
    document = "" if named else dataset.works[claim.document_id].short()
    words = (document, "official record" if claim.official else "")
    return "".join(f"; {part}" for part in words if part)


def hits_html(dataset: Dataset, shown: Iterable[Hit], found: Found) -> str:
    """Return hits as lists: first those that hold the words, then those that nearly do."""
    near, named = EXACTNESS[NEAR], places_named(dataset, found)
    every = list(shown)
    ids = {hit.id for hit in every if hit.kind == "claim"}
    rows = dataset.joined[dataset.joined["claim_id"].isin(list(ids))]
    claims = {row.claim_id: row for row in claims_in(rows)}
    parts = []
    for name, own in (
        ("", [hit for hit in every if hit.exactness != near]),
        ("With words that are nearly the same", [hit for hit in every if hit.exactness == near]),
    ):
        entries = "".join(hit_html(dataset, h, claims.get(h.id), found.keys, named) for h in own)
        heading = f'<p class="cf-note">{name}:</p>' if name and own else ""
        parts.append(f'{heading}<ul class="cf-hits">{entries}</ul>' if own else "")
    return "".join(parts)
