"""Pages of claims: one of them with its whole chain, and all of them by topic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from html import escape

import pandas as pd

from charts.page_parts.claim_record import (
    CHAIN,
    HAPPENED,
    ON_CHART,
    RINGED,
    about,
    chain_html,
    claim_parts,
    claim_steps,
    history_list,
    others,
    revisions,
    sureness,
)
from charts.page_parts.claim_trail import claim_trail, trail_title
from charts.page_parts.record_rows import claim_lines
from charts.page_parts.tables import claims_html, record
from charts.text import wording
from charts.text.claim_history import moments
from charts.views.list_views import listed_claims, numbers_words
from charts.views.titles import stated, subject_words
from charts.views.view import View
from loaders.analysis.official_record import record_pairs_of
from loaders.dataset import Claim, Dataset, claims_in
from loaders.queries.listing import history
from loaders.queries.selection import in_unit
from static_site.html.body import Body, Section, body, note
from static_site.html.body import about as told
from static_site.html.figures import figure_on
from static_site.html.long_lists import claim_sections
from static_site.inventory import Page, is_parted


def claim(dataset: Dataset, page: Page) -> Body:
    """Return the page of a claim, in force or not: from the number to its source."""
    rows = dataset.joined[dataset.joined["claim_id"] == page.id]
    unit = str(dataset.indicators.loc[rows["indicator_id"].iloc[0], "unit"])
    own = claims_in(in_unit(dataset, rows, unit))[0]
    pairs, left = record_pairs_of(dataset, page.id)
    chain = history(dataset, page.id)
    held = claim_lines(dataset, pairs, left)
    parts = {"Official figures": held, **claim_parts(dataset, own, chain)}
    return body(
        _happened(dataset, own, chain),
        Section(chain_html(claim_steps(dataset, own, unit)), CHAIN, "chain"),
        Section(note(RINGED), ON_CHART, "chart", drawn=True) if figure_on(dataset, page) else None,
        Section(record(parts), "What else is known", "record"),
        Section(revisions(dataset, own)),
        Section(claim_trail(dataset, own), trail_title(own), "trail", folded=True),
        *(
            Section(one.html, f"{one.caption}: {one.count}" if one.long else "", folded=one.long)
            for one in others(dataset, own, chain)
        ),
        heading=_heading(dataset, own),
        place=_state(own) + told(about(dataset, own)) + sureness(dataset, own, pairs),
    )


def _heading(dataset: Dataset, claim: Claim) -> str:
    """Return what a claim states in large, and of what and when."""
    subject = f"{subject_words(dataset, claim)}, {wording.period_words(claim)}"
    return f'<span class="value">{escape(stated(dataset, claim))}</span> {escape(subject)}'


def _state(claim: Claim) -> str:
    """Return a sentence on an entry that is not in force any more."""
    if claim.in_force:
        return ""
    said = f"We have {claim.state} this entry of ours, so charts leave it out."
    return f'<p class="state">{escape(said)}</p>'


def _happened(dataset: Dataset, claim: Claim, chain: pd.DataFrame) -> Section | None:
    if claim.in_force and len(chain) == 1:
        return None
    return Section(history_list(moments(dataset, chain), linked=False), HAPPENED, "history")


def claims(dataset: Dataset, page: Page) -> Body:
    """Return the page of all claims in force, a table for each topic."""
    assert page.view is not None
    listed = listed_claims(dataset, View("claims"))
    parted = is_parted(dataset, page.kind)
    counted = Counter(map(str, listed["indicator_id"]))
    find = claim_sections(dataset, counted) if parted else _topics(dataset, listed)
    sections = tuple(one for one in find if one.html)
    ways = "".join(f'<li><a href="#{one.id}">{escape(one.heading)}</a></li>' for one in sections)
    contents = f'<ul class="contents">{ways}</ul>'
    return body(*sections, above=told(escape(f"{numbers_words(listed)}.")) + contents)


def _topics(dataset: Dataset, listed: pd.DataFrame) -> Iterator[Section]:
    for topic, title in dataset.topics["title"].items():
        own = listed[listed["topic"] == topic]
        if len(own):
            yield Section(claims_html(dataset, own, numbers_words(own)), str(title), str(topic))
