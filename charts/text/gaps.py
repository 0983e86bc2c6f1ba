"""Where no line runs between neighbours of a series, and which years it lacks, in words."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from charts.text import wording
from loaders.dataset import Claim, claims_in
from loaders.queries.lines import NO_FIGURE, ONE_DAY, breaks
from loaders.values.edtf import YEAR, parse_period

MOST_LISTED = 6
"""How many missing periods are told one by one; of more, how many there are and the runs."""
MOST_PAIRS = 12
"""How many pairs of neighbours one sentence names."""


@dataclass(frozen=True)
class _Missing:
    """A period that a series has no figure for, in words, and the days between which it is."""

    words: str
    start: pd.Timestamp
    end: pd.Timestamp


def no_lines(claims: pd.DataFrame, off_scale: Collection[str] = frozenset()) -> list[str]:
    """Return for each reason where no line runs between claims of one series, as clauses without
    a full stop: `no figure here for 2018, 2020 and 2022, so no line there`.

    `off_scale` are the ids of claims that a logarithmic scale has no place for.
    """
    by_id = {claim.claim_id: claim for claim in claims_in(claims)}
    apart: dict[str, list[tuple[Claim, Claim]]] = {}
    for one, other, why in breaks(claims, off_scale):
        apart.setdefault(why, []).append((by_id[one], by_id[other]))
    return [_clause(why, pairs) for why, pairs in apart.items()]


def _clause(why: str, pairs: Sequence[tuple[Claim, Claim]]) -> str:
    if why == NO_FIGURE:
        missing = [period for pair in pairs for period in _between(*pair)]
        return f"no figure here for {missing_words(missing)}, so no line there"
    between = dict.fromkeys(" and ".join(map(wording.period_words, pair)) for pair in pairs)
    named = list(between)[:MOST_PAIRS]
    more = [f"and {len(between) - MOST_PAIRS:,} more"] if len(between) > MOST_PAIRS else []
    return f"no line between {'; '.join([*named, *more])}, because {why}"


def _between(one: Claim, other: Claim) -> list[_Missing]:
    """Return the periods between two claims that are as long as theirs; where these do not fill
    the time between, that time as one.
    """
    start, months = one.end + ONE_DAY, one.months
    found: list[_Missing] = []
    while pd.notna(months) and start < other.start:
        after = start + pd.DateOffset(months=int(months))
        found.append(_missing(one, start, after - ONE_DAY))
        start = after
    if start == other.start and found:
        return found
    return [_missing(replace(one, window_months=""), one.end + ONE_DAY, other.start - ONE_DAY)]


def _missing(like: Claim, start: pd.Timestamp, end: pd.Timestamp) -> _Missing:
    form = "%Y-%m" if start.day == 1 and (end + ONE_DAY).day == 1 else "%Y-%m-%d"
    form = "%Y" if form == "%Y-%m" and (start.month, end.month) == (1, YEAR) else form
    texts = dict.fromkeys((start.strftime(form), end.strftime(form)))
    period = parse_period("/".join(texts))
    return _Missing(wording.period_words(replace(like, period=period)), start, end)


def missing_words(missing: Iterable[_Missing]) -> str:
    """Return periods one by one, or, of many, how many there are and their runs: `2018, 2020 and
    2022`, `11 years: 2001–2005 and 2010–2015`.
    """
    periods = sorted({period.words: period for period in missing}.values(), key=lambda p: p.start)
    if len(periods) <= MOST_LISTED:
        return wording.listed([period.words for period in periods])
    runs: list[list[_Missing]] = [periods[:1]]
    for one, other in itertools.pairwise(periods):
        if other.start <= one.end + ONE_DAY:
            runs[-1].append(other)
        else:
            runs.append([other])
    yearly = all(period.words.isdecimal() for period in periods)
    joint = "–" if yearly else " to "
    named = [joint.join(dict.fromkeys((run[0].words, run[-1].words))) for run in runs]
    return f"{len(periods)} {'years' if yearly else 'periods'}: {wording.listed(named)}"
