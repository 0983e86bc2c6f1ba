"""The words of a question: small ones, those that ask for the highest or lowest, synonyms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from loaders.dataset import Dataset
from loaders.search.tokens import fold, tokens

SMALL = {
    *("a", "about", "an", "and", "are", "as", "at", "be", "been", "by", "can", "could", "did"),
    *("do", "does", "for", "from", "go", "had", "has", "have", "how", "i", "in", "is", "it"),
    *("its", "many", "me", "mean", "means", "much", "my", "now", "of", "on", "only", "or", "our"),
    *("said", "say", "says", "should", "since", "tell", "that", "the", "their", "them", "there"),
    *("these", "they", "this", "to", "today", "together", "up", "was", "we", "were", "what"),
    *("when", "where", "which", "who", "whom", "whose", "will", "with", "would", "you", "your"),
    *("against", "between", "compared", "than", "versus", "vs"),
    *("down", "fall", "fell", "fallen", "rise", "rose", "risen", "went"),
}
"""Words of a question that are passed over beside others."""
HIGHEST, LOWEST = "highest", "lowest"
EXTREMES = {
    **dict.fromkeys(("most", "highest", "largest", "biggest", "greatest", "maximum"), HIGHEST),
    **dict.fromkeys(("peak", "max", "worst"), HIGHEST),
    **dict.fromkeys(("least", "lowest", "smallest", "fewest", "minimum", "min"), LOWEST),
}
"""Words that ask for the highest or the lowest of numbers, and what they ask for."""
OF_EXTREMES = {
    *("year", "years", "month", "place", "places", "country", "countries", "state", "states"),
    "ever",
}
"""Words that such a question has beside what it is about."""


def asked_extremes(text: str) -> list[str]:
    """Return the words that ask for the highest or the lowest: not those of "at least"."""
    keys = [token.key for token in tokens(text)]
    pairs = zip(["", *keys], keys, strict=False)
    return [key for before, key in pairs if key in EXTREMES and before != "at"]


def extreme_of(words: Sequence[str]) -> str:
    """Return what the first of such words asks for: HIGHEST or LOWEST; "" of none."""
    return EXTREMES[words[0]] if words else ""


def synonyms(dataset: Dataset) -> Mapping[str, Sequence[str]]:
    """Return for each word the words that readers type in its place, itself among them."""
    groups = [group.split("=") for cell in dataset.topics["synonyms"] for group in cell.split(";")]
    found: dict[str, list[str]] = {}
    for group in groups:
        words = dict.fromkeys(fold(word) for word in group if word)
        every = [*dict.fromkeys(own for word in words for own in [word, *found.get(word, [])])]
        found |= dict.fromkeys(every, every)
    return found
