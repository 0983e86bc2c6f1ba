"""What changed on a day as lists, each entry with a link; long batches folded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape

from charts.page_parts.links import link
from charts.page_parts.memo import per_version
from charts.page_parts.results import VERSIONS, days_of_change_of
from charts.text import claim_history
from charts.text.wording import claim_statement
from loaders.dataset import Claim, Dataset
from loaders.history.day_changes import Correction, DayOfChanges
from loaders.queries.record import claims_named
from loaders.queries.selection import records

HOW = """Each day's changes, the newest first, each with a link to its number. A value is never
edited in place: what we misread stays, struck through, and the entry that corrects it says why.
Where an office revises a figure, the earlier value stays on the figure's page.

Official figures are counted here one by one, each month, state and group; the first page counts
those that have an entry of their own beside the reports' numbers, {entries:,} of them."""
FEW = 3
"""So many entries of one kind stand unfolded."""
MOST = 100
"""So many of a batch are listed; the rest is counted."""


def day_html(dataset: Dataset, day: DayOfChanges) -> str:
    """Return what changed on a day: first what readers may have used and is another now."""
    moved = [each for each in day.corrected if not each.same_number]
    same = [each for each in day.corrected if each.same_number]
    parts = (
        ("Withdrawn", _withdrawn(dataset, day.withdrawn)),
        ("Corrected: another number or period", _corrected(dataset, moved)),
        ("Revised by the office", _revised(dataset, day)),
        ("New numbers from reports", _added(dataset, day.added)),
        ("New official figures", _official(dataset, day)),
        ("Corrected: number and period as before", _same(dataset, same)),
    )
    return f'<p class="cf-about">{escape(claim_history.day_words(day))}</p>' + "".join(
        f"<h3>{heading}</h3>{html}" for heading, html in parts if html
    )


def _listed(items: Sequence[str]) -> str:
    more = [f"and {len(items) - MOST:,} more"] if len(items) > MOST else []
    entries = "".join(f"<li>{item}</li>" for item in [*items[:MOST], *more])
    return f'<ul class="cf-changes">{entries}</ul>' if items else ""


def _fold(summary: str, html: str) -> str:
    return f"<details><summary>{summary}</summary>{html}</details>"


def _batches(entries: Iterable[tuple[str, str]], summary: Callable[[str, int], str]) -> str:
    """Return entries, each with what is common to several: few in one list, then long batches, each
    folded under its `summary` of name and count.
    """
    by_name: dict[str, list[str]] = {}
    for name, entry in entries:
        by_name.setdefault(name, []).append(entry)
    few = [entry for own in by_name.values() if len(own) <= FEW for entry in own]
    long = {name: own for name, own in by_name.items() if len(own) > FEW}
    folded = (_fold(escape(summary(name, len(own))), _listed(own)) for name, own in long.items())
    return _listed(few) + "".join(folded)


def _claim(dataset: Dataset, claim: Claim) -> str:
    return link("claims", claim_history.about_claim(dataset, claim), claim=claim.claim_id)


def _withdrawn(dataset: Dataset, claims: Sequence[Claim]) -> str:
    return _listed(
        [
            f"{_claim(dataset, claim)}: {escape(claim_statement(dataset, claim))}"
            f"<small>{escape(claim.withdrawal_reason)}</small>"
            for claim in claims
        ]
    )


def _corrected(dataset: Dataset, found: Sequence[Correction]) -> str:
    """Return corrections; of many with one reason it stands above them."""
    reasons = Counter(each.new.correction_reason for each in found)
    told = (each.new.correction_reason for each in found)
    entries = (
        (why, _correction(dataset, each, why if reasons[why] <= FEW else ""))
        for why, each in zip(told, found, strict=True)
    )
    return _batches(entries, lambda why, count: f"{count} entries: {why or 'no reason given'}")


def _same(dataset: Dataset, found: Sequence[Correction]) -> str:
    summary = f"{len(found)} entries: status, wording, source or place in the document"
    html = _corrected(dataset, found)
    return html if len(found) <= FEW else _fold(summary, html)


def _correction(dataset: Dataset, each: Correction, why: str) -> str:
    words = escape(claim_history.correction_words(dataset, each.old, each.new))
    return f"{_claim(dataset, each.new)}: {words}<small>{escape(why)}</small>"


def _added(dataset: Dataset, claims: Sequence[Claim]) -> str:
    entries = (
        (claim.document_id, f"{_claim(dataset, claim)}: {escape(_stated(dataset, claim))}")
        for claim in claims
    )
    return _batches(
        entries, lambda name, count: f"{count} numbers from {dataset.works[name].short()}"
    )


def _stated(dataset: Dataset, claim: Claim) -> str:
    since = "" if claim.in_force else f" ({claim.state} since)"
    return claim_statement(dataset, claim) + since


def _official(dataset: Dataset, day: DayOfChanges) -> str:
    rows = day.official.reset_index()
    items = [
        f"{_trend(dataset, str(row['indicator_id']))}: "
        f"{escape(claim_history.official_words(dataset, row))}"
        for row in records(rows)
    ]
    count = int(day.official["count"].sum())
    html = _listed(items)
    return (
        _fold(f"{count:,} figures of {len(items)} quantities", html) if len(items) > FEW else html
    )


def _trend(dataset: Dataset, indicator_id: str) -> str:
    title = str(dataset.indicators.loc[indicator_id, "title"])
    return link("trends", title, indicator=indicator_id)


def _revised(dataset: Dataset, day: DayOfChanges) -> str:
    rows = records(day.revised)
    named = day.revised.groupby("indicator_id").head(MOST)["name"]
    there = claims_named(dataset, named.tolist())
    entries = zip(
        (str(row["indicator_id"]) for row in rows), _revisions(dataset, rows, there), strict=True
    )
    titles = dataset.indicators["title"]
    return _batches(entries, lambda name, count: f"{count:,} figures: {titles[name]}")


def _revisions(
    dataset: Dataset, rows: Sequence[Mapping[str, object]], there: Mapping[str, Claim]
) -> Iterator[str]:
    for row in rows:
        about, name = claim_history.about_revised(dataset, row), str(row["name"])
        shown = link("claims", about, claim=name) if name in there else escape(about)
        yield f"{shown}: {escape(claim_history.revised_words(dataset, row))}"


@per_version(VERSIONS)
def days(dataset: Dataset) -> Mapping[str, str]:
    """Return by day what changed on it, as HTML."""
    return {day.day: day_html(dataset, day) for day in days_of_change_of(dataset)}
