"""Numbers in a text without markup, each for itself: its value, and where its words begin."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from decimal import Decimal

from loaders.quantities import hedges
from loaders.quantities.amounts import JOINTS, YEARS, Amount, Form, amount
from loaders.quantities.non_claims import LISTED, reason
from loaders.quantities.notation import (
    EXACT,
    RAISED,
    VULGAR,
    Compound,
    compound,
    decimal,
    in_digits,
)
from loaders.quantities.numerals import FRACTIONS, PLURALS, SCALES, SPANS, TENS, Numeral, numerals
from loaders.quantities.spanish import OF_MILLIONS, scales_of, thousands, writes_comma
from loaders.quantities.spanish import WORDS as SPANISH_WORDS
from loaders.quantities.unit_words import CURRENCY_BEFORE, MEASURE, SHARE

LETTERS = {
    "k": 10**3,
    **dict.fromkeys(("m", "mm", "mn", "mln", "mio", "mio."), 10**6),
    **dict.fromkeys(("b", "bn", "bln", "mrd", "mrd."), 10**9),
    **dict.fromkeys(("tn", "trn"), 10**12),
    **dict.fromkeys(("millionen", "milhões", *OF_MILLIONS), 10**6),
    **dict.fromkeys(("milliarden", "milliards"), 10**9),
}
LETTER = re.compile(
    rf"\s?(?:{'|'.join(map(re.escape, sorted(LETTERS, key=len, reverse=True)))})(?!\w)",
    re.IGNORECASE,
)
"""Scales of a few letters, attached to the digits, or behind a space where money or a noun is
meant; and other languages' words."""
FOREIGN = re.compile(r"\s?(?:mio|mrd|millionen|milliarden|milliards|milhões)\b", re.IGNORECASE)
"""Words of languages whose numbers have a decimal comma."""
SCALED = re.compile(rf"(?:\s(?:{'|'.join(SCALES)})\b)+", re.IGNORECASE)
COUNTED = re.compile(r"\s[a-z]+|\W*$")
"""What stands behind a scale of one capital letter: 700K pills."""
METRES = re.compile(
    r"\s(?:of|long|tall|wide|deep|high|away|from|above|below)\b|\s?[.,;)]|\s?[²³]|$"
)
"""What stands behind "5m" where it may be metres as well as millions."""
UNREADABLE = re.compile(
    r"\s?(?:bill[oó]n(?:es)?|bilh(?:ões|ão)|bili(?:ões|ão)|mil|miles(?=\sde\b)|milli?ards?|mds?|lakhs?\scrores?)"
    r"(?!\w)|\s?[°′″‱]",
    re.IGNORECASE,
)
"""What scales a number by how much depends on the country, and signs that are not read."""
PIECE = re.compile(
    rf"(?P<counted>(?:[0-9]|\b(?:{'|'.join((*SPANISH_WORDS, 'un', 'una', 'uno'))}))"
    r"(?:\s[^\W\d_]+)?\s(?=de\scada\s))?\b(?:medi[oa]|de\scada)\s$",
    re.IGNORECASE,
)
"""What makes the number behind it a part of another: media docena, muchos de cada diez; what is
counted before it, as in dos de cada tres, makes a share of it."""
MILLIONS = re.compile(r"mill(?:ones|[oó]n)$", re.IGNORECASE)
FOLD = re.compile(r"-?fold\b", re.IGNORECASE)
ARTICLE = re.compile(r"(?<!\w)an?\s$", re.IGNORECASE)
NOT_ONE = re.compile(
    r"(?:\b(?:not|never|no|without|cannot)|n't)(?:\s(?!only|just)\w+){0,2}?(?:\san?)?\s$",
    re.IGNORECASE,
)
"""What makes none of "a single death"; "not one" is none too, but "no one" is a pronoun."""
ONE = re.compile(
    rf"(?<!\w)(?:an?|una?)(?=\s{MEASURE}\b)|(?<![\w-]){MEASURE}(?=\sand\s(?:a\s)?half\b)",
    re.IGNORECASE,
)
"""A number that no numeral gives: less than a kilogram, a year and a half."""
HALF_MORE = re.compile(rf"\s?(?:{MEASURE})?\sand\s(?:a\s)?half\b", re.IGNORECASE)


@dataclass(frozen=True)
class Term:
    """One or two numbers that make one quantity, at their place in a text without markup.

    `reason` says why it is none; `scales` are the scale words that end it, which a neighbour
    may share; `share` is that of two counts, one in five; `spans` are the numerals that are used;
    `loose` counts with "of": dozens of them; of a range that is `soft` an end is about so much.
    One that is `open` says what was not understood, and its `low` and `high` mean nothing.
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
    open: str = ""
    share: bool = False


def terms(text: str) -> list[Term]:
    """Return every number of a text, in its order, each for itself."""
    comma = writes_comma(text)
    found: list[Term] = []
    for numeral in numerals(text):
        if found and numeral.start < found[-1].end:  # part of a number of several runs of digits
            spans = (*found[-1].spans, (numeral.start, numeral.end))
            found[-1] = replace(found[-1], spans=spans)
        elif term := _term(text, numeral, comma):
            if found and term.reason == "ordinal" and _is_piece(text, found[-1], term):
                found[-1] = replace(found[-1], reason="ordinal")  # one hundred fiftieth
            found.append(term)
    taken = {at for term in found if not term.reason for at in range(term.start, term.end + 2)}
    for match in ONE.finditer(text):
        if match.start() not in taken and (one := _unwritten(text, match)):
            found.append(one)
            taken.update(range(one.start, one.end + 2))
    return sorted(found, key=lambda term: term.start)


def _term(text: str, numeral: Numeral, comma: bool | None) -> Term | None:
    comma = True if FOREIGN.match(text, numeral.end) else comma
    several = _several(text, numeral, comma)
    if several:
        return several
    found = amount(numeral.text, comma) or _share(text, numeral)
    if found is None:
        return _not_understood(text, numeral)
    start, value = _pointed(text, numeral, found.value)
    span, why = ((numeral.start, numeral.end),), reason(text, numeral)
    term = Term(value, value, found.form, start, numeral.end, found.scales, span, reason=why)
    first = re.split(r"[\s-]", numeral.text.casefold())[0]
    digits = numeral.text[-1].isnumeric()
    term = _lettered(text, term) if digits else _worded(text, term, first)
    piece = PIECE.search(text[max(0, term.start - 40) : term.start])
    if piece and not piece["counted"]:
        term = replace(term, open=f"{piece.group()}{text[term.start : term.end]}".strip())
    if numeral.text.casefold().endswith(" parte") and not hedges.before(text, term.start)[0]:
        term = replace(term, open=f"la {numeral.text}")  # a third, or the third of several
    loose = first in PLURALS or first in ("couple", "dozen") or term.form == "magnitude"
    loose = loose or bool(MILLIONS.search(numeral.text))
    value = in_digits(term.low)
    return replace(term, low=value, high=value, loose=loose)


def _pointed(text: str, numeral: Numeral, value: Decimal) -> tuple[int, Decimal]:
    """Return where a number begins and what it is, with the point before it: .5."""
    pointed = re.search(r"(?:^|[\s$€£(])\.$", text[max(0, numeral.start - 2) : numeral.start])
    if pointed and numeral.text.isdigit():
        return numeral.start - 1, value.scaleb(-len(numeral.text))
    return numeral.start, value


def _lettered(text: str, term: Term) -> Term:
    """Read the scale of a few letters behind digits, "fold", and what leaves them open."""
    letter, fold = LETTER.match(text, term.end), FOLD.match(text, term.end)
    scale = letter.group().strip() if letter else ""
    money = CURRENCY_BEFORE.search(text[max(0, term.start - 8) : term.start])
    unclear = UNREADABLE.match(text, term.end)
    if letter and (money or _is_scale(text, letter)):
        if letter.group() == "m" and not money:
            unclear = METRES.match(text, letter.end())
        step = Decimal(LETTERS[scale.casefold()])
        value = EXACT.multiply(term.low, step)
        unit = OF_MILLIONS.get(scale.casefold(), "")
        term = replace(term, low=value, scales=(*term.scales, step), end=letter.end(), unit=unit)
    elif letter and scale in "kKMBT":
        unclear = letter
    elif fold:
        term = replace(term, form="multiple", end=fold.end())
    if unclear:
        end = unclear.end()
        return replace(term, open=text[term.start : end].strip(), end=end)
    return term


def _worded(text: str, term: Term, first: str) -> Term:
    """Read the article of a number in words, its "fold", and what makes none or a size of it."""
    article = ARTICLE.search(text[max(0, term.start - 4) : term.start])
    if article and (first in FRACTIONS or first in SCALES or first in SPANS or first == "couple"):
        term = replace(term, start=term.start - len(article.group()))
    fold = FOLD.match(text, term.end)
    denied = _denied(first, text[max(0, term.start - 30) : term.start])
    if fold:
        return replace(term, form="multiple", end=fold.end())
    if denied:
        return replace(term, low=Decimal(0), reason="", start=term.start - len(denied.group()))
    if not _only_scales(text[slice(*term.spans[0])]):
        return term
    start, times = hedges.size_before(text, term.start)
    form: Form = "magnitude" if times > 1 else term.form
    return replace(term, low=EXACT.multiply(term.low, Decimal(times)), start=start, form=form)


def _is_piece(text: str, one: Term, other: Term) -> bool:
    last = re.split(r"[\s-]", text[one.start : one.end].casefold())[-1]
    return text[one.end : other.start] in (" ", "-") and (last in SCALES or last in TENS)


def _several(text: str, numeral: Numeral, comma: bool | None) -> Term | None:
    """Read a number of several runs of digits: 4 1/2, 45 000, 10^6, 34 mil 582."""
    if numeral.text[-1] in VULGAR or not (numeral.text[0].isdigit() or comma):
        return None
    thousand = thousands(text, numeral.start, comma)
    found = Compound(*thousand) if thousand else compound(text, numeral.start, comma)
    if found is None or reason(text, numeral):
        return None
    scaled = SCALED.match(text, found.end)
    steps = tuple(Decimal(SCALES[word]) for word in scaled[0].casefold().split()) if scaled else ()
    end = scaled.end() if scaled else found.end
    span = ((numeral.start, numeral.end),)
    zero = Decimal(0)
    if found.value is None:
        words = text[numeral.start : end]
        return Term(zero, zero, "number", numeral.start, end, steps, span, open=words)
    value = in_digits(math.prod(steps, start=found.value))
    form: Form = "fraction" if found.fraction and not steps else "number"
    said = text[numeral.start : found.end]
    steps = scales_of(said) + steps if thousand else steps
    loose = bool(MILLIONS.search(said))
    return Term(value, value, form, numeral.start, end, steps, span, loose=loose)


def _share(text: str, numeral: Numeral) -> Amount | None:
    """Read what is a number for a share only: 12,5 % in an English text, or 4.125 in any."""
    plain = re.fullmatch(r"[0-9]+(?:(?P<comma>,)[0-9]{1,2}|\.[0-9]{3})", numeral.text)
    if plain is None or not SHARE.match(text, numeral.end):
        return None
    value = decimal(numeral.text, bool(plain["comma"]), pointed=True)
    return None if value is None else Amount(value, "number")


def _not_understood(text: str, numeral: Numeral) -> Term | None:
    """Return a term without bounds, unless a list or a mark is all that the digits can be."""
    if LISTED.fullmatch(numeral.text) or numeral.text[0] in RAISED:
        return None
    span = ((numeral.start, numeral.end),)
    why = reason(text, numeral)
    zero = Decimal(0)
    return Term(
        zero, zero, "number", numeral.start, numeral.end, (), span, "", why, open=numeral.text
    )


def _only_scales(numeral: str) -> bool:
    """Tell whether a numeral gives a size and no number of it: dozen, hundred thousand."""
    words = set(re.split(r"[\s-]+", numeral.casefold())) - {*JOINTS}
    return words <= {*SCALES, *PLURALS} - {*YEARS}


def _denied(word: str, left: str) -> re.Match[str] | None:
    """Return what makes none of one: "not been a single death", "not one"."""
    if word == "single":
        return NOT_ONE.search(left)
    return re.search(r"\bnot\s$", left, re.IGNORECASE) if word == "one" else None


def _is_scale(text: str, letter: re.Match[str]) -> bool:
    """Tell whether letters behind digits that are no money are a scale: 700K pills, 5bn."""
    letters = letter.group().strip()
    if len(letters) > 1:
        return letters != "mm"
    spaced = letter.group()[0].isspace()
    counted = letters.isupper() and COUNTED.match(text, letter.end())
    return bool(counted) or not (spaced or letters.isupper())


def _unwritten(text: str, match: re.Match[str]) -> Term | None:
    """Read "a" as one where a hedge stands before it, or half of the unit is added to it."""
    word = match.group().casefold() in ("a", "an", "un", "una")
    half = HALF_MORE.match(text, match.end())
    if not half and not (word and hedges.before(text, match.start())[0]):
        return None
    end = match.end() if word else match.start()
    return Term(Decimal(1), Decimal(1), "number", match.start(), end)
