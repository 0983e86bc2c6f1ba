"""Search over answers, indicators, claims, documents, works and words, forgiving errors of typing.

Every word is needed. A number matches itself only, in any way of writing it; a word matches
itself, then words that begin with it and, by the library `snowballstemmer`, other forms of it
(inspected, inspections), then, by the library `rapidfuzz`, words that are one or two errors away:
a letter wrong, missing, too many, or two changed about.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import takewhile

import numpy as np
import numpy.typing as npt

from loaders.dataset import Dataset
from loaders.queries.place_text import is_subdivision
from loaders.search.questions import (
    EXTREMES,
    OF_EXTREMES,
    SMALL,
    asked_extremes,
    extreme_of,
    synonyms,
)
from loaders.search.records import ANSWER, KINDS, MAIN, Findable, SearchText, findable
from loaders.search.tokens import NUMBER_SIGN, Token, number_key, tokens

EXACT, BEGINS, NEAR = 3, 2, 1
EXACTNESS = {EXACT: "exact", BEGINS: "begins", NEAR: "near"}
MOST_CHARACTERS, MOST_TERMS = 200, 12
"""How much of a search is read."""
SHORTEST_BEGINNING, ONE_ERROR_FROM, TWO_ERRORS_FROM = 3, 4, 8
STEP = 100.0
"""What one step of exactness is worth; weights stay below it."""
YEARS = range(1500, 2201)
"""Numbers that are written without a comma."""
SNIPPET = 160
"""Characters of a text that are shown around what was found in it."""


@dataclass(frozen=True)
class Hit:
    """Something found. `exactness` is that of its least exact word: exact, begins or near.

    `snippet` is the text in which most of the words stand, after what it is (`label`).
    """

    kind: str
    id: str
    title: str
    label: str
    snippet: str
    score: float
    exactness: str


@dataclass(frozen=True)
class Index:
    """What can be found, and for each word or number where it stands and what it weighs there."""

    findable: Sequence[Findable]
    behind: npt.NDArray[np.bool_]
    exactly: npt.NDArray[np.bool_]
    states: npt.NDArray[np.bool_]
    years: npt.NDArray[np.intp]
    words: Sequence[str]
    letters: Sequence[str]
    numbers: Sequence[Decimal]
    synonyms: Mapping[str, Sequence[str]]
    postings: Mapping[str, tuple[npt.NDArray[np.intp], npt.NDArray[np.float64]]]


@dataclass(frozen=True)
class Match:
    """What holds every word of a search, how exactly, and how much that is worth."""

    one: Findable
    exactness: int
    score: float


@dataclass(frozen=True)
class Found:
    """What a search found, the best first.

    `keys` are the words and numbers that fit, `unknown` the terms that nothing fits, `passed`
    the small words that were passed over; `cut` tells whether only the beginning was read,
    `apart` that nothing holds every term, and that the matches hold as many as any. `extreme` is
    whether the HIGHEST or the LOWEST was asked for, or "".
    """

    terms: tuple[str, ...]
    matches: Sequence[Match]
    keys: frozenset[str]
    unknown: tuple[str, ...]
    passed: tuple[str, ...]
    cut: bool
    apart: bool = False
    extreme: str = ""


def search_index(dataset: Dataset, more: Iterable[Findable] = ()) -> Index:
    """Make the index of a dataset and of what is explained beside it: once for each version, as it
    reads every text.
    """
    every = [*findable(dataset), *more]
    known: dict[str, dict[int, float]] = {}
    read = lru_cache(maxsize=2**14)(_keys)
    for at, one in enumerate(every):
        title = read(one.title)
        own = dict.fromkeys(title, MAIN + MAIN / (1 + len(title)))
        for text in (text for text in one.texts if text.weight):
            for key in read(text.words):
                own[key] = max(own.get(key, 0.0), text.weight)
        for key, weight in own.items():
            known.setdefault(key, {})[at] = weight
    words = sorted(key for key in known if not key.startswith(NUMBER_SIGN))
    return Index(
        findable=every,
        behind=np.array([one.behind for one in every], dtype=np.bool_),
        exactly=np.array([one.kind == ANSWER for one in every], dtype=np.bool_),
        states=np.array([one.state for one in every], dtype=np.bool_),
        years=np.array([one.year for one in every], dtype=np.intp),
        words=words,
        letters=[w for w in words if len(w) >= ONE_ERROR_FROM and not _has_digit(w)],
        numbers=sorted(Decimal(key[1:]) for key in known if key.startswith(NUMBER_SIGN)),
        synonyms=synonyms(dataset),
        postings={key: (np.array([*at]), np.array([*at.values()])) for key, at in known.items()},
    )


def _keys(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(token.key for token in tokens(text)))


def _has_digit(word: str) -> bool:
    return any(c.isdigit() for c in word)


def find(index: Index, words: str) -> Found:
    """Return all that holds every word of a search, or as many as any does where each stands
    somewhere; the best first. Where no record has all, the rarer word counts for more.
    """
    terms, passed, cut = _terms(index, words)
    superlatives = asked_extremes(words[:MOST_CHARACTERS])
    count = len(index.findable)
    total, rare, least = np.zeros(count), np.zeros(count), np.full(count, EXACT)
    held = np.zeros(count, dtype=np.intp)
    keys: set[str] = set()
    unknown = []
    for text, key in terms:
        fits = _fitting(index, key)
        worth = _worth(index, fits)
        least = np.where(worth > 0, np.minimum(least, (worth // STEP).astype(np.intp)), least)
        held += worth > 0
        total += worth % STEP
        rare += worth % STEP * np.log1p(count / max(1, int((worth > 0).sum())))
        keys |= fits.keys()
        unknown += [] if fits else [text]
    most = 0 if unknown or not terms else int(held.max(initial=0))
    at = np.flatnonzero(held == most) if most else np.arange(0)
    total = rare if most < len(terms) else total
    own = (-index.years[at], -total[at], index.states[at], index.behind[at], -least[at])
    order = at[np.lexsort((at, *own))]
    values = zip(order, least[order].tolist(), total[order].tolist(), strict=True)
    return Found(
        terms=tuple(text for text, _ in terms),
        matches=[Match(index.findable[at], exactness, score) for at, exactness, score in values],
        keys=frozenset(keys),
        unknown=tuple(unknown),
        passed=passed,
        cut=cut,
        apart=0 < most < len(terms),
        extreme="" if set(superlatives) & {key for _, key in terms} else extreme_of(superlatives),
    )


def _terms(index: Index, words: str) -> tuple[list[tuple[str, str]], tuple[str, ...], bool]:
    """Return the terms of a search as text and key, the small words, and whether it was cut."""
    text = words[:MOST_CHARACTERS]
    asked: dict[str, str] = {}
    end = 0
    for token in _read_numbers(index, text):
        if token.begin >= end:  # the parts of "1.5 million" are not asked for beside the whole
            asked.setdefault(token.key, text[token.begin : token.end])
            end = token.end
    passing = SMALL | EXTREMES.keys() | (OF_EXTREMES if asked_extremes(text) else set())
    needed = {key: word for key, word in asked.items() if key not in passing} or asked
    passed = tuple(word for key, word in asked.items() if key in SMALL - needed.keys())
    terms = [(word, key) for key, word in needed.items()]
    cut = len(words) > MOST_CHARACTERS or len(terms) > MOST_TERMS
    return terms[:MOST_TERMS], passed, cut


def _read_numbers(index: Index, text: str) -> Iterable[Token]:
    """Read `70 000` as one number, or as two where the one stands nowhere and the two do."""
    for token in tokens(text, asked=True):
        parts = text[token.begin : token.end].split()
        apart = [number_key(part) for part in parts if part.isdecimal()]
        spaced = len(parts) > 1 and len(apart) == len(parts)
        if spaced and token.key not in index.postings and index.postings.keys() >= set(apart):
            yield from tokens(" ".join(parts))
        else:
            yield token


def _fitting(index: Index, key: str) -> dict[str, tuple[int, float]]:
    """Return the words that fit a term, each with its exactness and, up to 1, its closeness."""
    found: dict[str, tuple[int, float]] = {}
    if not key.startswith(NUMBER_SIGN):
        found.update(_near(index, key))
        found.update({word: (BEGINS, _shared(key, word)) for word in _inflected(index, key)})
        found.update({word: (BEGINS, _shared(key, word)) for word in _beginning(index, key)})
        found.update({word: (EXACT, 1.0) for word in _forms(index, key) if word in index.postings})
    if key in index.postings:
        found[key] = (EXACT, 1.0)
    return found


def _forms(index: Index, key: str) -> list[str]:
    """Return a word as one and as many, and the words that readers type in its place."""
    one = key[:-1] if key.endswith("s") and not key.endswith("ss") else key
    same = index.synonyms.get(one, (one,))
    if len(key) < ONE_ERROR_FROM and len(same) == 1:
        return []
    return [form for word in same for form in (word, f"{word}s")]


def _beginning(index: Index, key: str) -> Sequence[str]:
    if len(key) < SHORTEST_BEGINNING:
        return ()
    end = bisect_left(index.words, key + chr(0x10FFFF))
    return index.words[bisect_left(index.words, key) : end]


def _shared(key: str, word: str) -> float:
    """Return which part of a word a term has, from its first letter on."""
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(key, word, strict=False))
    return sum(1 for _ in alike) / len(word)


def _inflected(index: Index, key: str) -> list[str]:
    """Return the other words with the stem of a term: `inspections` of `inspected`."""
    if len(key) < ONE_ERROR_FROM or _has_digit(key):
        return []
    stem = _stem(key)
    begin = stem[: max(SHORTEST_BEGINNING, len(stem) - 1)]  # "cities" has the stem "citi"
    return [word for word in _beginning(index, begin) if _stem(word) == stem]


@lru_cache(maxsize=2**12)
def _stem(word: str) -> str:
    from snowballstemmer import stemmer

    return str(stemmer("english").stemWord(word))  # one of its own, as it remembers its word


def _near(index: Index, key: str) -> dict[str, tuple[int, float]]:
    """Return the words that one or two errors make of a term.

    Two errors are forgiven from eight letters on, in a term that is no word here itself; in
    three letters a missing fourth.
    """
    if len(key) < ONE_ERROR_FROM - 1 or _has_digit(key) or not index.letters:
        return {}
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import cdist

    most = 2 if len(key) >= TWO_ERRORS_FROM and key not in index.postings else 1
    errors = cdist([key], index.letters, scorer=OSA.distance, score_cutoff=most, dtype=np.uint8)[0]
    near = np.flatnonzero(errors <= most)
    return {index.letters[int(at)]: (NEAR, 1 - float(errors[at]) / len(key)) for at in near}


def _worth(index: Index, fits: Mapping[str, tuple[int, float]]) -> npt.NDArray[np.float64]:
    """Return what a term is worth in each record: its exactness in steps, and its weight; nothing
    in an answer that is not found exactly.
    """
    worth = np.zeros(len(index.findable))
    for key, (exactness, closeness) in fits.items():
        at, weights = index.postings[key]
        worth[at] = np.maximum(worth[at], exactness * STEP + weights * closeness)
    worth[index.exactly & (worth < EXACT * STEP)] = 0.0
    return worth


def places_named(dataset: Dataset, found: Found) -> tuple[str, ...]:
    """Return the places of which a search has each word of the name: of Virginia and West Virginia
    the one with more of them.
    """
    names = {str(place): {*_keys(str(name))} for place, name in dataset.places["name"].items()}
    named = {place: own for place, own in names.items() if own <= found.keys}
    return tuple(p for p, own in named.items() if not any(own < more for more in named.values()))


def subdivisions_of(dataset: Dataset, indicator_id: str, places: Sequence[str]) -> list[str]:
    """Return those of some places that are states of which an indicator has figures."""
    series = dataset.series
    own = set(series.loc[series["indicator_id"] == indicator_id, "place_id"])
    return [place for place in places if place in own and is_subdivision(place)]


def hits(found: Found, *, kind: str = "", begin: int = 0, limit: int) -> list[Hit]:
    """Return a part of what was found, of one kind or of all."""
    of_kind = [match for match in found.matches if kind in ("", match.one.kind)]
    return [_hit(match, found.keys) for match in of_kind[begin : begin + limit]]


def counts_by_kind(found: Found) -> dict[str, tuple[int, int]]:
    """Return for each kind that was found how many there are, and how many of them are near.

    Kinds of which all hits are near come last.
    """
    total = Counter(match.one.kind for match in found.matches)
    near = Counter(match.one.kind for match in found.matches if match.exactness == NEAR)
    kinds = sorted((kind for kind in KINDS if total[kind]), key=lambda k: total[k] == near[k])
    return {kind: (total[kind], near[kind]) for kind in kinds}


def _hit(match: Match, keys: frozenset[str]) -> Hit:
    one = match.one
    named = {*_keys(one.title)}  # what the title shows need not be shown again
    shown = [text for text in one.texts if text.shown and text.words] or [SearchText("", "")]
    found = [keys & {*_keys(text.words)} for text in shown]
    holds = [(len(own - named), len(own)) for own in found]
    best = shown[holds.index(max(holds))]
    snippet = excerpt(best.words, keys)
    exactness = EXACTNESS[match.exactness]
    return Hit(one.kind, one.id, one.title, best.name, snippet, match.score, exactness)


def excerpt(text: str, keys: frozenset[str], most: int = SNIPPET) -> str:
    """Return the part of a text in which the first of the keys stands, no word cut."""
    if len(text) <= most:
        return text
    first = next((token.begin for token in tokens(text) if token.key in keys), 0)
    begin = text.rfind(" ", 0, max(0, min(first - most // 3, len(text) - most))) + 1
    end = min(begin + most, len(text))
    space = text.rfind(" ", begin, end)
    if end < len(text) and space > first:
        end = space
    return ("… " if begin else "") + text[begin:end] + (" …" if end < len(text) else "")


def offers(index: Index, found: Found, most: int = 5) -> list[str]:
    """Return searches near one that found nothing; each of them finds something."""
    tried = [
        _replaced(found.terms, term, near) for term in found.unknown for near in _like(index, term)
    ]
    tried += [_replaced(found.terms, term, "") for term in found.terms]
    fresh = dict.fromkeys(text for text in tried if text)
    found_by = ((text, find(index, text)) for text in fresh)
    return [text for text, near in found_by if near.matches and not near.apart][:most]


def _replaced(terms: Iterable[str], old: str, new: str) -> str:
    changed = (new if term == old else term for term in terms)
    return " ".join(term for term in changed if term)


def _like(index: Index, term: str) -> list[str]:
    """Return the numbers nearest to a number, or the words most like a word."""
    key = next(tokens(term, asked=True)).key
    if key.startswith(NUMBER_SIGN):
        return _close(index.numbers, Decimal(key[1:]))
    from rapidfuzz.distance import JaroWinkler
    from rapidfuzz.process import extract

    found = extract(key, index.letters, scorer=JaroWinkler.similarity, limit=3, score_cutoff=0.75)
    return [word for word, _, _ in found]


def _close(numbers: Sequence[Decimal], wanted: Decimal) -> list[str]:
    """Return at most two numbers that are no more than a tenth away, as one would type them."""
    at = bisect_left(numbers, wanted)
    near = sorted(numbers[max(at - 2, 0) : at + 2], key=lambda number: abs(number - wanted))
    near = [number for number in near if abs(number - wanted) * 10 <= wanted]
    return [f"{n:f}" if n in YEARS else f"{n:,f}" for n in near[:2]]
