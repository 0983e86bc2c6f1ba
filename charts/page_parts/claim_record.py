"""The parts of a claim's page as HTML: from the number back to the paragraph and to what it rests
on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

import pandas as pd

from charts.page_parts.derivations import arithmetic_lines
from charts.page_parts.disagreement_rows import line_of
from charts.page_parts.links import copy_link, link, with_links
from charts.page_parts.results import reference_of, resolved_view
from charts.page_parts.tables import (
    SAME_ROOT,
    claim_link,
    claims_html,
    claims_of_words,
    table,
)
from charts.text import notes, official_record, wording
from charts.text.certainty import SURE, certainty
from charts.text.claim_history import Moment
from charts.views.resolve import ResolvedView
from charts.views.view import View
from loaders.analysis.official_record import RecordPair
from loaders.analysis.provenance import relatives, rests_on
from loaders.dataset import Claim, Dataset, claims_in
from loaders.queries.place_text import is_subdivision
from loaders.queries.record import revisions_of
from loaders.values.codelists import MEASURES
from loaders.values.locators import after_work, locator_words, split_references

Step = tuple[str, Sequence[str]]
"""A heading of the chain and its paragraphs, as HTML."""
NOBODY_ELSE = "No other document here gives the same number for this place and time."
HAPPENED = "What happened to it"
CHAIN = "From the number to its source"
ON_CHART, RINGED = "On the chart of its indicator", "A ring marks this number."
FEWEST = 3
"""How many numbers a chart has at least on which one of them is ringed."""
FEW = 6
"""The rows of a table of relatives that are shown unfolded."""


def chart_with(dataset: Dataset, claim: Claim, as_of: date | None = None) -> View | None:
    """Return the view of a claim among the others of its indicator over time; None where it is not
    drawn there, or with few others.
    """
    view = chart_view(claim, as_of)
    return view if is_on(resolved_view(dataset, view), claim) else None


def chart_view(claim: Claim, as_of: date | None = None) -> View:
    """Return the view of a claim's indicator over time with the claim's series highlighted."""
    return View("trends", indicator=claim.indicator_id, focus=claim.series_id, as_of=as_of)


def is_on(resolved: ResolvedView, claim: Claim) -> bool:
    """Tell whether a chart over time draws a claim among enough others."""
    drawn = resolved.claims[resolved.claims["start"].notna()]
    shown = resolved.shape == "time" and claim.claim_id in set(drawn["claim_id"])
    return shown and len(drawn) >= FEWEST


def sureness(dataset: Dataset, claim: Claim, pairs: Sequence[RecordPair]) -> str:
    """Return how sure a claim is, with its heading, as HTML."""
    text = certainty(dataset, claim, pairs)
    return f'<p class="cf-about"><strong>{SURE}</strong> {escape(text)}</p>'


def revisions(dataset: Dataset, claim: Claim) -> str:
    """Return the values that a figure of the record had in earlier editions of its file."""
    unit = wording.unit_row(dataset, claim.quantity.unit)["plural"]
    rows = [
        [escape(day), escape(f"{wording.number(value)} {unit}")]
        for day, value in revisions_of(dataset, claim)
    ]
    columns = ("In the project since", "Value")
    return table(columns, rows, "What it was before") if rows else ""


def about(dataset: Dataset, claim: Claim) -> str:
    """Return what is measured, where and when, how it came about, whether it is final, and who is
    credited.
    """
    title = str(dataset.indicators.loc[claim.indicator_id, "title"])
    state = claim.place_id if is_subdivision(claim.place_id) else ""
    what = link("trends", title, indicator=claim.indicator_id, place=state)
    texts = (
        wording.place_words(dataset, claim.place_id, claim.from_place_id, title),
        wording.period_words(claim),
        wording.counted_by(claim),
        wording.more_words(claim),
        wording.credit(claim),
    )
    return "; ".join([what, *(escape(part) for part in texts if part)])


def chain_html(steps: Sequence[Step]) -> str:
    """Return the steps from a number to its source as a list."""
    items = (
        f"<li><h3>{escape(heading)}</h3>{''.join(f'<p>{part}</p>' for part in parts if part)}</li>"
        for heading, parts in steps
    )
    return f'<ol class="cf-chain" aria-label="{CHAIN}">{"".join(items)}</ol>'


def claim_steps(dataset: Dataset, claim: Claim, unit: str) -> list[Step]:
    """Return the chain: number, paragraph, document, works that it cites, producer."""
    paragraph = claim.locator.startswith("para ")
    how = "Paragraphs are counted in lines of the text that are not blank." if paragraph else ""
    where = after_work(dataset.works[claim.document_id].short(), locator_words(claim.locator))
    credit = f"The sentence credits {claim.attributed_to}." if claim.attributed_to else ""
    found: list[Step] = [
        ("As printed" if claim.as_printed else "How it came here", _number(dataset, claim, unit)),
        ("Paragraph" if paragraph else "Place", [escape(where), _small(how)]),
        ("Document", [work_lines(dataset, claim.document_id, ""), escape(credit)]),
    ]
    cites = [pair for pair in split_references(claim.reference_ids) if pair[0]]
    works = [work_lines(dataset, *pair) for pair in cites]
    heading = "Works that the document cites" if len(works) > 1 else "Work that the document cites"
    found.append((heading, works or ["None is given for this number."]))
    beyond = [_rests_on(dataset, row) for row in rests_on(dataset, claim)]
    if beyond:
        found.append(("What the cited work gives", beyond))
    return [*found, ("Producer", producer(claim))]


def _number(dataset: Dataset, claim: Claim, unit: str) -> list[str]:
    """Return the printed words, then what they were converted to; never the other way round."""
    quoted = f"“{wording.quotation(claim.as_printed)}”" if claim.as_printed else ""
    converted = wording.converted_words(dataset, claim, unit)
    printed = (
        f"{wording.claim_words(dataset, claim)} = {converted}, converted by us" if converted else ""
    )
    return [
        f'<span class="cf-quote">{escape(quoted)}</span>' if quoted else escape(_origin(claim)),
        escape(printed),
    ]


def producer(claim: Claim) -> list[str]:
    """Return who counted, and how, as paragraphs."""
    scope = claim.counting[:1].upper() + claim.counting[1:]
    if not claim.producer:
        return ["The document does not say who counted.", _small(scope)]
    return [link("claims", claim.producer, producer=claim.producer), _small(scope)]


def _rests_on(dataset: Dataset, row: Claim) -> str:
    value = claim_link(dataset, row)
    where = after_work(dataset.works[row.document_id].short(), locator_words(row.locator))
    cites = [key for key, _ in split_references(row.reference_ids) if key]
    citing = f", citing {', '.join(dataset.works[key].short() for key in cites)}" if cites else ""
    return f"{value}, {escape(wording.period_words(row) + f' ({where}{citing})')}"


def _small(text: str) -> str:
    return f"<small>{escape(text)}</small>" if text else ""


def claim_parts(dataset: Dataset, claim: Claim, chain: pd.DataFrame) -> dict[str, str]:
    """Return what else is known of a claim, by name; `chain` is its history."""
    indicator = dataset.indicators.loc[claim.indicator_id]
    base = str(indicator["base"]) or "base not stated"
    withdrawn = f", withdrawn {claim.withdrawn}" if claim.withdrawn else ""
    texts = {
        "Definition": str(indicator["definition"]),
        "Share of": base if claim.measure == "share" else "",
        "Period": wording.period_words(claim),
        "Compared with": str(claim.base_period) if claim.base_period else "",
        "Place": wording.place_words(dataset, claim.place_id, claim.from_place_id),
        "Measure": MEASURES[claim.measure].meaning,
        "Status": ", ".join(t for t in (wording.counted_by(claim), wording.more_words(claim)) if t),
        "Note": claim.note,
    }
    corrects = chain[chain["claim_id"] == claim.supersedes]
    corrected = chain[chain["supersedes"] == claim.claim_id]
    return {
        "Other numbers": line_of(dataset, claim.claim_id),
        "Worked out from it": arithmetic_lines(dataset, claim.claim_id),
        "Where the figure comes from": escape(_came(dataset, claim)),
        **{name: escape(text) for name, text in texts.items()},
        "Corrects": _named(dataset, corrects),
        "Corrected by": _named(dataset, corrected),
        "Added": escape(claim.added + withdrawn),
    }


def _came(dataset: Dataset, claim: Claim) -> str:
    """Return how an official figure came here; empty for a claim."""
    return official_record.origin(dataset, claim) if claim.official else ""


def _origin(claim: Claim) -> str:
    words = notes.origin_words(claim)
    return words[:1].upper() + words[1:]


def _named(dataset: Dataset, claims: pd.DataFrame) -> str:
    """Return claims by value, each as a link."""
    return "<br>".join(claim_link(dataset, row) for row in claims_in(claims))


@dataclass(frozen=True)
class Listed:
    """Claims that another stands with, as a table; without a caption, a sentence on them."""

    caption: str
    count: int
    html: str

    @property
    def long(self) -> bool:
        """Tell whether there are so many that they stand folded: the claim that a page is about
        stays in sight.
        """
        return self.count > FEW


def others(dataset: Dataset, claim: Claim, chain: pd.DataFrame) -> Iterator[Listed]:
    """Yield corrections, who says the same, what is from the same source, and the rest of the
    series.
    """
    if len(chain) > 1:
        corrections = "Corrections, oldest first"
        yield Listed(corrections, 0, claims_html(dataset, chain, corrections))
    beside = relatives(dataset, claim.claim_id)
    same = beside[beside["same"]]
    alike = claims_html(dataset, same, "Other documents that say the same", explain=False)
    yield Listed("", 0, alike or f'<p class="cf-about">{NOBODY_ELSE}</p>')
    other = beside[~beside["same"] & (beside["root"] != "")]
    yield from _listed(dataset, other, "Other claims from the same source", explain=False)
    if beside["root"].any():
        yield Listed("", 0, f'<p class="cf-note">{SAME_ROOT}</p>')
    joined = dataset.joined
    shown = {claim.claim_id, *chain["claim_id"], *same["claim_id"], *other["claim_id"]}
    series = joined[joined["series_id"] == claim.series_id]
    series = series[~series["claim_id"].isin(list(shown))]
    yield from _listed(dataset, series, "Other claims in this series", explain=True)


def _listed(
    dataset: Dataset, claims: pd.DataFrame, caption: str, *, explain: bool
) -> Iterator[Listed]:
    if len(claims):
        html = claims_html(dataset, claims, caption, explain=explain)
        yield Listed(caption, len(claims), html)


def work_lines(dataset: Dataset, key: str, place: str) -> str:
    """Return a work in full, with the links to what there is of it."""
    full = with_links(reference_of(dataset, key))
    where = f" [{place}]" if place else ""
    links = (
        link("sources", claims_of_words(dataset, key), work=key),
        copy_link(dataset, key),
    )
    return " ".join([full + escape(where), *(part for part in links if part)])


def history_list(happened: Sequence[Moment], *, linked: bool = True) -> str:
    """Return what happened to a claim, each day leading to the claim as it stood then.

    Without links for what has not happened yet.
    """
    items = "".join(
        f"<li><h3>{_day(one) if linked else escape(one.day)}</h3><p>{escape(one.what)}</p>"
        + (f"<p><small>{escape(one.why)}</small></p>" if one.why else "")
        + "</li>"
        for one in happened
    )
    return f'<ol class="cf-chain" aria-label="{HAPPENED}">{items}</ol>'


def _day(one: Moment) -> str:
    return link("claims", one.day, claim=one.claim_id, asof=one.day)
