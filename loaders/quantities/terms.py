"""Numbers in a text without markup, each for itself: its value, and where its words begin."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from loaders.quantities import hedges
from loaders.quantities.amounts import EXACT, JOINTS, YEARS, Form, amount, in_digits
from loaders.quantities.non_claims import reason
from loaders.quantities.numerals import FRACTIONS, PLURALS, SCALES, SPANS, Numeral, numerals
from loaders.quantities.unit_words import CURRENCY_BEFORE, MEASURE

LETTERS = {
    "k": 10**3,
    **dict.fromkeys(("m", "mn", "mln", "mil"), 10**6),
    **dict.fromkeys(("b", "bn", "bln"), 10**9),
    **dict.fromkeys(("tn", "trn"), 10**12),
}
LETTER = re.compile(
    rf"\s?(?:{'|'.join(sorted(LETTERS, key=len, reverse=True))})(?!\w)", re.IGNORECASE
)
"""Scales of a few letters, attached to the digits, or behind a space where money is meant."""
FOLD = re.compile(r"-?fold\b", re.IGNORECASE)
ARTICLE = re.compile(r"(?<!\w)an?\s$", re.IGNORECASE)
NOT_ONE = re.compile(
    r"(?:\b(?:not|never|no|without|cannot)|n't)(?:\s(?!only|just)\w+){0,2}?(?:\san?)?\s$",
    re.IGNORECASE,
)
"""What makes none of "a single death"; "not one" is none too, but "no one" is a pronoun."""
ONE = re.compile(
    rf"(?<!\w)an?(?=\s{MEASURE}\b)|(?<![\w-]){MEASURE}(?=\sand\s(?:a\s)?half\b)", re.IGNORECASE
)
"""A number that no numeral gives: less than a kilogram, a year and a half."""
HALF_MORE = re.compile(rf"\s?(?:{MEASURE})?\sand\s(?:a\s)?half\b", re.IGNORECASE)


@dataclass(frozen=True)
class Term:
    """One or two numbers that make one quantity, at their place in a text without markup.

    `reason` says why it is none; `scales` are the scale words that end it, which a neighbour
    may share; `spans` are the numerals that are used; `loose` counts with "of": dozens of them; of
    a range that is `soft` an end is about so much.
    """

    low: Decimal
    high: Decimal | None
    form: Form
    start: int
    end: int
    scales: tuple[Decimal, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    unit: str = ""
    reason: str = ""
    loose: bool = False
    soft: bool = False


def terms(text: str) -> list[Term]:
    """Return every number of a text, in its order, each for itself."""
    found = [term for numeral in numerals(text) if (term := _term(text, numeral))]
    taken = {at for term in found if not term.reason for at in range(term.start, term.end + 2)}
    for match in ONE.finditer(text):
        if match.start() not in taken and (one := _unwritten(text, match)):
            found.append(one)
            taken.update(range(one.start, one.end + 2))
    return sorted(found, key=lambda term: term.start)


def _term(text: str, numeral: Numeral) -> Term | None:
    found = amount(numeral.text)
    if found is None:
        return None
    why = reason(text, numeral)
    first = re.split(r"[\s-]", numeral.text.casefold())[0]
    start, end = numeral.start, numeral.end
    value, form, scales = found.value, found.form, found.scales
    if re.search(r"(?:^|[\s$€£(])\.$", text[max(0, start - 2) : start]) and numeral.text.isdigit():
        value, start = value.scaleb(-len(numeral.text)), start - 1
    article = ARTICLE.search(text[max(0, start - 4) : start])
    if article and (first in FRACTIONS or first in SCALES or first in SPANS or first == "couple"):
        start -= len(article.group())
    letter, fold = LETTER.match(text, end), FOLD.match(text, end)
    if numeral.text[-1].isdigit() and letter and _is_scale(text, numeral, letter.group()):
        step = Decimal(LETTERS[letter.group().strip().casefold()])
        value, scales, end = EXACT.multiply(value, step), (*scales, step), letter.end()
    elif fold:
        form, end = "multiple", fold.end()
    elif denied := _denied(first, text[max(0, start - 30) : start]):
        value, why, start = Decimal(0), "", start - len(denied.group())
    elif _only_scales(numeral.text):
        start, times = hedges.size_before(text, start)
        value, form = EXACT.multiply(value, Decimal(times)), "magnitude" if times > 1 else form
    loose = first in PLURALS or first in ("couple", "dozen") or form == "magnitude"
    span = ((numeral.start, numeral.end),)
    return Term(in_digits(value), in_digits(value), form, start, end, scales, span, "", why, loose)


def _only_scales(numeral: str) -> bool:
    """Tell whether a numeral gives a size and no number of it: dozen, hundred thousand."""
    words = set(re.split(r"[\s-]+", numeral.casefold())) - {*JOINTS}
    return words <= {*SCALES, *PLURALS} - {*YEARS}


def _denied(word: str, left: str) -> re.Match[str] | None:
    """Return what makes none of one: "not been a single death", "not one"."""
    if word == "single":
        return NOT_ONE.search(left)
    return re.search(r"\bnot\s$", left, re.IGNORECASE) if word == "one" else None


def _is_scale(text: str, numeral: Numeral, letters: str) -> bool:
    money = CURRENCY_BEFORE.search(text[max(0, numeral.start - 8) : numeral.start])
    return not letters[0].isspace() or bool(money) or len(letters.strip()) > 1


def _unwritten(text: str, match: re.Match[str]) -> Term | None:
    """Read "a" as one where a hedge stands before it, or half of the unit is added to it."""
    word = match.group().casefold() in ("a", "an")
    half = HALF_MORE.match(text, match.end())
    if not half and not (word and hedges.before(text, match.start())[0]):
        return None
    end = match.end() if word else match.start()
    return Term(Decimal(1), Decimal(1), "number", match.start(), end)
