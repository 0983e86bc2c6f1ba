"""What a chart cannot say by itself, in sentences."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from operator import attrgetter

import pandas as pd

from charts.text import notes, wording
from charts.text.disagreement import tellers, time_caveat, who
from charts.text.gaps import no_lines
from charts.text.series_summary import enumeration, many
from loaders.analysis.disagreements import distinct, pairs_among, width
from loaders.analysis.pairs import Pair
from loaders.analysis.repetition import one_counts
from loaders.dataset import Claim, Dataset, claims_by_run, claims_in
from loaders.queries.corrected import corrections, moved
from loaders.queries.grains import GRAINS, is_at, rolling_series
from loaders.queries.lines import off_scale
from loaders.schema.claim_state import CORRECTED, IN_FORCE
from loaders.values.codelists import ESTIMATE
from loaders.values.edtf import parse_period
from loaders.values.intervals import APART, ROUNDED

MOST = 20
"""How many disagreements are told under a chart."""
MOST_ELSEWHERE = 4
"""More official figures than these are counted only."""
BOTH = 2
MOST_OF_TWO = 2
"""How many disagreements of the same two series are told one by one."""
AGREE_WORDS = {APART: "do not agree", ROUNDED: "agree only if rounded"}


def why_no_chart(dataset: Dataset, claims: pd.DataFrame) -> str:
    """Say why claims are not drawn over time, and what they are."""
    if claims.empty:
        return "No claim matches these filters; clear one."
    what = (
        "the only claim does not say which period it is for"
        if len(claims) == 1
        else f"none of the {len(claims)} claims says which period it is for"
    )
    return f"No chart over time: {what}. {' '.join(notes.without_period(dataset, claims))}"


def no_such_grain(grain: str, others: Sequence[str]) -> str:
    """Say that no figure is over a length of time that a reader chose, and over which there are."""
    there = wording.listed([_plural(GRAINS[name].one) for name in others])
    instead = f"there are figures for {there}" if others else "choose “As published” to see them"
    return f"No figure here is about one {GRAINS[grain].one}; {instead}."


def _plural(one: str) -> str:
    head, joint, rest = one.partition(" of ")
    return f"{head}s{joint}{rest}"


def not_on_scale(dataset: Dataset, claims: pd.DataFrame, *, log: bool) -> list[str]:
    """Return a sentence on the claims that a logarithmic scale has no place for."""
    off = off_scale(claims, log=log)
    if not off:
        return []
    several = len({claim.series_id for claim in off}) > 1
    labels = notes.series_labels(dataset, claims) if several else {}
    named = enumeration(
        ", ".join(
            part
            for part in (
                wording.claim_statement(dataset, claim),
                wording.period_words(claim),
                labels.get(claim.series_id, ""),
            )
            if part
        )
        for claim in off
    )
    return [f"A logarithmic scale has no place for zero or less; not drawn: {named}."]


ROLLING = (
    "Each total of 12 months shares 11 of them with the one before, so that a turn shows late and "
    "slowly."
)


def cautions(dataset: Dataset, claims: pd.DataFrame) -> list[str]:
    """Return what no mark tells of a chart's numbers: how many are estimates, which periods of a
    series overlap, and what is noted of its newest figure where that is not final.
    """
    return [*estimates(claims), *_overlapping(dataset, claims), *_not_final(dataset, claims)]


def _overlapping(dataset: Dataset, claims: pd.DataFrame) -> list[str]:
    """Return a sentence for each series in which the periods of neighbours overlap; one for all of
    12 months that end in month after month.
    """
    dated = claims[claims["start"].notna() & (claims["state"] == IN_FORCE)]
    labels = notes.series_labels(dataset, claims)
    rolling = rolling_series(dated)
    found = [ROLLING] if rolling else []
    for (_, series_id), own in claims_by_run(claims_in(dated)).items():
        if series_id in rolling:
            continue
        rows = sorted(own, key=lambda claim: (claim.start, claim.end))
        both = [
            " and ".join(map(wording.period_words, pair))
            for pair in itertools.pairwise(rows)
            if pair[1].start <= pair[0].end and not pair[0].same_days(pair[1])
        ]
        if both:
            found.append(f"{labels[series_id]}: {'; '.join(both)} overlap.")
    return found


def _not_final(dataset: Dataset, claims: pd.DataFrame) -> list[str]:
    """Return what is noted of each series' newest figures that are not final."""
    early = claims[claims["unsettled"] & (claims["state"] == IN_FORCE)]
    if early.empty:
        return []
    labels = notes.series_labels(dataset, claims)
    whole = claims.groupby("series_id")["note"].nunique()
    told = {
        str(name): _of_the_last(own) for name, own in early.groupby("series_id") if whole[name] > 1
    }
    return [f"Not final: {labels[name]},{text}" for name, text in told.items() if text]


def estimates(claims: pd.DataFrame) -> list[str]:
    """Return a sentence on how many of a chart's numbers are estimates, which no mark tells."""
    rows = [claim for claim in claims_in(claims) if claim.in_force]
    estimated = sum(claim.status == ESTIMATE for claim in rows)
    if not estimated:
        return []
    if len(rows) == 1:
        return ["The figure is an estimate."]
    if estimated == len(rows):
        return [f"{'Both' if len(rows) == BOTH else f'All {len(rows)}'} figures are estimates."]
    are = "is an estimate" if estimated == 1 else "are estimates"
    return [f"{estimated} of the {len(rows)} figures {are}."]


def left_out(
    dataset: Dataset, everything: pd.DataFrame, shown: pd.DataFrame, grain: str = ""
) -> list[str]:
    """Return a sentence for each of an indicator's claims that is not among those shown; one for
    all that are about another length of time than `grain`.
    """
    missing = everything[~everything["claim_id"].isin(list(shown["claim_id"]))]
    missing = missing[missing["state"] != CORRECTED]
    other = missing[~is_at(missing, grain)] if grain else missing.iloc[[]]
    missing = missing.drop(other.index)
    return [
        *_of_other_grain(other, grain),
        *_record_left_out(dataset, missing[missing["official"]], shown),
        *(
            f"Not shown: {_placed(dataset, claim)}: {_why_left_out(claim)}."
            for claim in claims_in(missing[~missing["official"]])
        ),
        *corrected_entries(dataset, everything),
    ]


def _of_other_grain(claims: pd.DataFrame, grain: str) -> list[str]:
    """Return how many claims are left out because they are about another length of time."""
    said = int((~claims["official"]).sum())
    if not said:
        return []
    claims_are = "a claim that is" if said == 1 else f"{said} claims that are"
    one = GRAINS[grain].one
    return [f"Not shown: {claims_are} not about one {one}; choose another time span to see them."]


def _placed(dataset: Dataset, claim: Claim) -> str:
    said = f"{wording.claim_statement(dataset, claim)}, {wording.period_words(claim)}"
    return f"{said} ({notes.sources(dataset.works, [claim])})"


def corrected_entries(dataset: Dataset, claims: pd.DataFrame) -> list[str]:
    """Return a sentence for each entry of ours among the claims that we corrected so that its
    number or period moved. What else was corrected is told on the claim's page.
    """
    old = claims_in(moved(dataset, claims[claims["state"] == CORRECTED]))
    by_id = corrections(dataset) if old else {}
    found = []
    for claim in old:
        new = by_id[claim.claim_id]
        if not new.in_force:
            continue
        on = parse_period(new.added)
        now = f"{wording.claim_statement(dataset, new)}, {wording.period_words(new)}"
        why = new.correction_reason.rstrip(".")
        found.append(
            f"We corrected our own entry, {_placed(dataset, claim)}, on {on}; it is now {now}. "
            f"Why: {why}."
        )
    return found


def _record_left_out(dataset: Dataset, missing: pd.DataFrame, shown: pd.DataFrame) -> list[str]:
    """Return how many official figures are not shown and, where it is that, of which places."""
    if missing.empty:
        return []
    figures = "1 figure" if len(missing) == 1 else f"{len(missing)} figures"
    elsewhere = missing[~missing["place_id"].isin(list(shown["place_id"]))]
    of = ", ".join(
        wording.place_name(dataset, p) for p in dict.fromkeys(elsewhere["place_id"]) if p
    )
    if of and len(shown):
        all_of = len(elsewhere) == len(missing)
        them = "them" if ", " in of else "it"
        figures += f" for {of}; choose {them} under Place" if all_of else f", some for {of}"
    return [f"Official record, not shown here: {figures}."]


def _why_left_out(claim: Claim) -> str:
    if claim.state == "withdrawn":
        return f"we withdrew our entry on {parse_period(claim.withdrawn)}"
    return "the filters hide it"


def not_joined(dataset: Dataset, claims: pd.DataFrame, *, log: bool = False) -> list[str]:
    """Return a sentence on the neighbours in a series that no line joins, for each reason."""
    off = {claim.claim_id for claim in off_scale(claims, log=log)}
    labels = notes.series_labels(dataset, claims)
    return [
        f"{labels[str(series_id)]}: {clause}."
        for part in (claims[~claims["official"]], claims[claims["official"]])
        for series_id, own in part.groupby("series_id")
        for clause in no_lines(own, off)
    ]


def _of_documents(claims: pd.DataFrame) -> list[Claim]:
    """Return the claims whose numbers are their documents', not computed here."""
    return [claim for claim in claims_in(claims) if claim.computation is None]


def disagreements(dataset: Dataset, claims: pd.DataFrame) -> list[str]:
    """Return a sentence for each pair of numbers that do not agree, or only if rounded.

    "About" needs no sentence, as it says itself that it may be rounded.
    These are the pairs that the list of disagreements has, as far as the chart shows both; the
    record's observations are in none of them.
    Source: rule 8 of the drawing rules in the project's curation guide.
    """
    by_series: dict[tuple[object, ...], list[Pair]] = {}
    observed = claims["series_id"].isin(dataset.series.index[dataset.series["recipe_id"] != ""])
    for pair in distinct(pairs_among(_of_documents(claims[~observed]))):
        if pair.agreement in AGREE_WORDS and not pair.fits:
            series = frozenset(c.series_id for c in pair.claims)
            by_series.setdefault((series, pair.agreement), []).append(pair)
    found = []
    for pairs in by_series.values():
        shown = pairs if len(pairs) <= MOST_OF_TWO else [min(pairs, key=width)]
        found += [f"{_both(dataset, pair)}.{_more(pairs, shown)}" for pair in shown]
    return found[:MOST] + (["There are more; filters show them."] if len(found) > MOST else [])


def _more(pairs: Sequence[Pair], shown: Sequence[Pair]) -> str:
    """Return how many pairs of the same two series there are beside the one that is told, as a
    sentence after a space; empty where all are told.
    """
    if len(shown) == len(pairs):
        return ""
    agree = AGREE_WORDS[pairs[0].agreement]
    return f" {len(pairs)} pairs of their numbers {agree}; these are the furthest apart."


def _both(dataset: Dataset, pair: Pair) -> str:
    """Return what two claims give: `For 2021 these do not agree: FAO (in Smith 2023) gives more
    than 107,000 houses, FAO (final, in Doe et al. 2022) gives 106,699 houses`.
    """
    names = dict(zip(pair.claims, tellers(dataset, pair), strict=True))
    one, other = sorted(pair.claims, key=lambda claim: claim.start)
    same = one.same_days(other) or not (one.dated or other.dated)
    same = same and one.inferred == other.inferred and one.once == other.once
    told = wording.claim_statement if same else _with_period
    period = min(map(wording.period_words, pair.claims), key=len) if one.dated else ""
    these = f"For {period} these" if same and period else "These"
    first, second = (told(dataset, claim) for claim in (one, other))
    caveat = time_caveat(pair) if pair.apart else ""
    agree = AGREE_WORDS[pair.agreement] + (f"; {caveat}" if caveat else "")
    return f"{these} {agree}: {names[one]} gives {first}, {names[other]} gives {second}"


def one_count(dataset: Dataset, claims: pd.DataFrame) -> list[str]:
    """Return a sentence for each two official series among the claims that are one count."""
    found = []
    for both in one_counts(_of_documents(claims)):
        one, other = (who(dataset, claim) for claim in both[-1])
        periods = ", ".join(wording.period_words(claim) for claim, _ in both)
        found.append(
            f"One count, not two: {one} and {other} give the same numbers for {periods}; neither "
            "confirms the other."
        )
    return found


def about_record(dataset: Dataset, claims: pd.DataFrame) -> list[str]:
    """Return a sentence for each series of the record among the claims: whose it is, and how it
    was counted.
    """
    found = []
    for series_id in dict.fromkeys(claims.loc[claims["official"], "series_id"]):
        series = dataset.series.loc[series_id]
        own = claims[(claims["series_id"] == series_id) & claims["official"]]
        place = wording.place_words(dataset, series["place_id"], series["from_place_id"])
        parts = [part for part in (series["producer"], series["counting"]) if part]
        counted = f" {': '.join(parts)}." if parts else ""
        number = many(sum(c.in_force for c in claims_in(own)), "figure")
        note = f" {series['note']}" if series["note"] else ""
        where = ", ".join(part for part in ("Official record", place) if part)
        late = _of_the_last(own) if own["note"].nunique() > 1 else ""
        found.append(f"{where}: {number}.{counted}{note}{late}")
    return found


def _of_the_last(own: pd.DataFrame) -> str:
    """Return what is noted of a series' last figure, and of others about part of its time."""
    dated = own[own["start"].notna()]
    if dated.empty:
        return ""
    last = dated[dated["end"] == dated["end"].max()]
    late = dated[(dated["end"] > last["start"].max()) & (dated["note"] != "")]
    found = []
    for note, rows in itertools.groupby(claims_in(late), key=attrgetter("note")):
        alike = list(rows)
        ends = dict.fromkeys(wording.period_words(row) for row in (alike[0], alike[-1]))
        found.append(f" {' to '.join(ends)}: {note}")
    return "".join(found)


def parts_left_out(dataset: Dataset, parts: pd.DataFrame) -> list[str]:
    """Return a sentence on totals over part of a year, which stand beside none over years, each
    with what it counts, as several may have one unit. `parts` is what
    `selection.parts_of_years` returns.
    """
    said, recorded = parts[~parts["official"]], parts[parts["official"]]
    shown = parts if len(recorded) <= MOST_ELSEWHERE else said
    named = [
        f"{dataset.indicators['title'][claim.indicator_id]}, {_with_period(dataset, claim)} "
        f"({_whose(dataset, claim)})"
        for claim in claims_in(shown)
    ]
    if len(recorded) > MOST_ELSEWHERE:
        named.append(f"{len(recorded)} official figures")
    why = "Not side by side with totals over years, as they are over parts of one"
    return [f"{why}: {enumeration(named)}."] if named else []


def _whose(dataset: Dataset, claim: Claim) -> str:
    """Return a claim's document, with its place where that is not rows of a file."""
    if claim.official:
        return dataset.works[claim.document_id].short()
    return notes.sources(dataset.works, [claim])


def record_elsewhere(dataset: Dataset, further: pd.DataFrame) -> list[str]:
    """Return a sentence on official figures that stand beside no claim; `further` is what
    `selection.record_of_other_periods` returns.
    """
    if further.empty:
        return []
    if len(further) > MOST_ELSEWHERE:
        count = f"{len(further)} figures for other periods"
        return [f"Official record, not shown here: {count}; charts over time have them."]
    figures = "; ".join(_with_period(dataset, row) for row in claims_in(further))
    return [f"Official record for other periods, not shown here: {figures}."]


def _with_period(dataset: Dataset, claim: Claim) -> str:
    return wording.with_period(wording.claim_words(dataset, claim), claim)
