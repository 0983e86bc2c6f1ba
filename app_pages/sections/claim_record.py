"""A claim's page: from the number back to the paragraph and to what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import pandas as pd
import streamlit as st

from app_pages.controls.chart import open_clicked, palette, screen_size, show_chart
from app_pages.controls.export_menu import take_away
from app_pages.controls.texts import literal, show_html
from app_pages.sections.claim_trail import claim_trail
from app_pages.session.addresses import public_address
from app_pages.session.dataset_cache import claim_figure_of, report_address
from charts.page_parts.derivations import arithmetic_lines
from charts.page_parts.disagreement_rows import line_of
from charts.page_parts.links import copy_link, link, with_links
from charts.page_parts.record_rows import claim_lines
from charts.page_parts.results import reference_of, resolved_view
from charts.page_parts.tables import (
    SAME_ROOT,
    claim_link,
    claims_html,
    claims_of_words,
    record,
    table,
)
from charts.text import notes, official_record, wording
from charts.text.certainty import SURE, certainty
from charts.text.claim_history import Moment, moments
from charts.views.view import View, address
from loaders.analysis.official_record import RecordPair, record_pairs_of
from loaders.analysis.provenance import relatives, rests_on
from loaders.dataset import Claim, Dataset, claims_in
from loaders.queries.listing import history
from loaders.queries.place_text import is_subdivision
from loaders.queries.record import revisions_of
from loaders.queries.selection import in_unit
from loaders.values.codelists import MEASURES
from loaders.values.locators import after_work, locator_words, split_references

Step = tuple[str, Sequence[str]]
"""A heading of the chain and its paragraphs, as HTML."""
ON_CHART, FEWEST = "On the chart of its indicator", 3
"""The heading of a claim's chart, and how many numbers that has at least."""
RINGED = "A ring marks this number."
FEW = 6
"""The rows of a table of relatives that are shown unfolded."""


def claim_record(dataset: Dataset, view: View) -> None:
    """Show a claim's chain, all else that is known of it, and the claims that it stands with."""
    joined = dataset.joined
    unit = str(dataset.indicators.loc[_indicator(dataset, view.claim), "unit"])
    claim = claims_in(in_unit(dataset, joined[joined["claim_id"] == view.claim], unit))[0]
    st.header(literal(wording.claim_words(dataset, claim)), anchor=False)
    show_html(f'<p class="cf-about">{about(dataset, claim)}</p>')
    pairs, left = record_pairs_of(dataset, view.claim)
    show_html(_sureness(dataset, claim, pairs))
    chain = history(dataset, view.claim)
    if not claim.in_force:
        st.warning(f"We have {claim.state} this entry of ours, so charts leave it out.")
    if len(chain) > 1 or not claim.in_force:
        show_html(f"<strong>What happened to it</strong>{history_list(moments(dataset, chain))}")
    show_html(chain_html(_steps(dataset, claim, unit)))
    _on_its_chart(dataset, view, claim)
    take_away(dataset, view)
    held = claim_lines(dataset, pairs, left)
    show_html(record({"Against the record": held, **_parts(dataset, view, claim, chain)}))
    revisions(dataset, claim)
    claim_trail(dataset, claim)
    st.write(report_words(view.claim))
    if claim.in_force and not view.as_of and claim.claim_id not in dataset.carried.values():
        mend = link("maintain", "Correct or withdraw it", claim=claim.claim_id)
        show_html(f'<p class="cf-note">{mend}</p>')
    _others(dataset, claim, chain)


def _on_its_chart(dataset: Dataset, view: View, claim: Claim) -> None:
    """Show a claim among the others of its indicator over time, where it is drawn there."""
    trend = View("trends", indicator=claim.indicator_id, focus=claim.series_id, as_of=view.as_of)
    resolved = resolved_view(dataset, trend)
    drawn = claims_in(resolved.claims[resolved.claims["start"].notna()])
    shown = any(one.claim_id == claim.claim_id for one in drawn)
    if resolved.shape != "time" or not shown or len(drawn) < FEWEST:
        return
    size = screen_size()
    figure = claim_figure_of(dataset, trend, claim.claim_id, palette(), size)
    if figure is None:
        return
    show_html(f'<h2>{ON_CHART}</h2><p class="cf-note">{RINGED}</p>')
    open_clicked(show_chart(figure, f"claim-{size.name}", resolved.alt_text.short))


def _sureness(dataset: Dataset, claim: Claim, pairs: Sequence[RecordPair]) -> str:
    """Return how sure a claim is, with its heading, as HTML."""
    text = certainty(dataset, claim, pairs)
    return f'<p class="cf-about"><strong>{SURE}</strong> {escape(text)}</p>'


def revisions(dataset: Dataset, claim: Claim) -> None:
    """Show the values that a figure of the record had in earlier editions of its file."""
    unit = wording.unit_row(dataset, claim.quantity.unit)["plural"]
    rows = [
        [escape(day), escape(f"{wording.number(value)} {unit}")]
        for day, value in revisions_of(dataset, claim)
    ]
    if rows:
        show_html(table(("In the project since", "Value"), rows, "What it was before"))


def report_words(claim_id: str = "") -> str:
    """Return how to report an error in a claim, or in any of them, with a link where the site
    gives an address.
    """
    address, naming = report_address(), f"`{claim_id}`" if claim_id else "the claim"
    if address:
        about = f"%20in%20{claim_id}" if claim_id else ""
        subject = f"{'&' if '?' in address else '?'}subject=Error{about}"
        return f"Is it wrong? [Report it]({address}{subject}), naming {naming}."
    return f"Is it wrong? Tell whoever runs this site, naming {naming}."


def _indicator(dataset: Dataset, claim_id: str) -> str:
    joined = dataset.joined
    return str(joined.loc[joined["claim_id"] == claim_id, "indicator_id"].iloc[0])


def about(dataset: Dataset, claim: Claim) -> str:
    """Return what is measured, where and when, how it came about, and who is credited."""
    title = str(dataset.indicators.loc[claim.indicator_id, "title"])
    state = claim.place_id if is_subdivision(claim.place_id) else ""
    what = link("trends", title, indicator=claim.indicator_id, place=state)
    texts = (
        wording.place_words(dataset, claim.place_id, claim.from_place_id, title),
        wording.period_words(claim),
        wording.counted_by(claim),
        wording.credit(claim),
    )
    return "; ".join([what, *(escape(part) for part in texts if part)])


def chain_html(steps: Sequence[Step]) -> str:
    """Return the steps from a number to its source as a list."""
    items = (
        f"<li><h3>{escape(heading)}</h3>{''.join(f'<p>{part}</p>' for part in parts if part)}</li>"
        for heading, parts in steps
    )
    return f'<ol class="cf-chain" aria-label="From the number to its source">{"".join(items)}</ol>'


def _steps(dataset: Dataset, claim: Claim, unit: str) -> list[Step]:
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


def _parts(dataset: Dataset, view: View, claim: Claim, chain: pd.DataFrame) -> dict[str, str]:
    shown = public_address(view) or f"/claims?claim={claim.claim_id}"
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
        "Beside others": line_of(dataset, claim.claim_id),
        "Worked out from it": arithmetic_lines(dataset, claim.claim_id),
        "Where the figure comes from": escape(_came(dataset, claim)),
        **{name: escape(text) for name, text in texts.items()},
        "Corrects": _named(dataset, corrects),
        "Corrected by": _named(dataset, corrected),
        "Added": escape(claim.added + withdrawn),
        "Address": link("claims", shown, **address(view)),
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


def _others(dataset: Dataset, claim: Claim, chain: pd.DataFrame) -> None:
    """Show corrections, who says the same, what is from the same source, and the rest."""
    if len(chain) > 1:
        show_html(claims_html(dataset, chain, "Corrections, oldest first"))
    beside = relatives(dataset, claim.claim_id)
    same = beside[beside["same"]]
    if len(same):
        show_html(claims_html(dataset, same, "Other documents that say the same", explain=False))
    else:
        st.write("No other document here gives the same number for this place and time.")
    other = beside[~beside["same"] & (beside["root"] != "")]
    if len(other):
        _folded(dataset, other, "Other claims from the same source", explain=False)
    if beside["root"].any():
        show_html(f'<p class="cf-note">{SAME_ROOT}</p>')
    joined = dataset.joined
    shown = {claim.claim_id, *chain["claim_id"], *same["claim_id"], *other["claim_id"]}
    series = joined[joined["series_id"] == claim.series_id]
    series = series[~series["claim_id"].isin(list(shown))]
    if len(series):
        _folded(dataset, series, "Other claims in this series", explain=True)


def _folded(dataset: Dataset, claims: pd.DataFrame, caption: str, *, explain: bool) -> None:
    """Show claims as a table, a long one folded: the claim that a page is about stays in sight."""
    long = len(claims) > FEW
    place = st.expander(f"{caption}: {len(claims)}") if long else st.container()
    with place:
        show_html(claims_html(dataset, claims, caption, explain=explain))


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
    return f'<ol class="cf-chain" aria-label="What happened to it">{items}</ol>'


def _day(one: Moment) -> str:
    return link("claims", one.day, claim=one.claim_id, asof=one.day)
