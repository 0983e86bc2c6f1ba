"""What a numeral comes to: its number, the scale in it, and what form of number it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from loaders.quantities import spanish
from loaders.quantities.notation import EXACT, VULGAR, decimal, in_digits
from loaders.quantities.numerals import (
    AGES,
    FRACTIONS,
    LEXICON,
    MULTIPLES,
    NOTHING,
    ORDINALS,
    PLURALS,
    SCALES,
    SPANS,
    TENS,
    UNITS,
)

Form = Literal["number", "fraction", "multiple", "years", "magnitude", "ordinal", "era"]
DIGITS = re.compile(r"([0-9][0-9,.]*)(st|nd|rd|th|s|fold)?")
SUFFIXES: dict[str, Form] = {"s": "era", "fold": "multiple"}
ORDINAL_VALUES = dict(zip(ORDINALS, (1, 2, 1, 2, 3), strict=True))
WHOLE = {**UNITS, **TENS, **NOTHING, "single": 1, "couple": 2}
YEARS = (*SPANS, "decades", "centuries")
STEPS = {**SCALES, **PLURALS, **dict.fromkeys(YEARS, 1)}
"""What a word multiplies by; a decade is a unit as printed, and counts as one of it."""
JOINTS = ("a", "of", "and", "")


@dataclass(frozen=True)
class Amount:
    """A number, the sizes of the scale words that end it, and its form."""

    value: Decimal
    form: Form
    scales: tuple[Decimal, ...] = ()


def amount(numeral: str, comma: bool | None = False) -> Amount | None:
    """Return what a numeral comes to, or None where it is no number ("1,2,3", "1.2.3") or is not
    understood.

    comma: see `loaders.quantities.notation.decimal`.
    """
    numeral = re.sub(rf"\s(?=[{VULGAR}])", "", numeral.casefold()).replace("’", "'")
    words = [word for word in re.split(r"[\s\-]+", numeral) if word]
    if not words or numeral[0] in "−–-":
        return None
    if LEXICON.isdisjoint(words) and (value := spanish.value_of(words)) is not None:
        return Amount(in_digits(value), spanish.form_of(words), spanish.scales_of(numeral))
    only = words[0] if len(words) == 1 else "".join(words) if words[-1] == "fold" else ""
    suffixed = DIGITS.fullmatch(only)
    if suffixed and suffixed[2]:
        value = decimal(suffixed[1])
        form = SUFFIXES.get(suffixed[2], "ordinal")
        return None if value is None else Amount(value, form)
    if words[-1] in ("first", "second") and len(words) > 1:
        return _ordinal(words)
    at = next((n for n, word in enumerate(words) if word in FRACTIONS), None)
    return _worded(only) or (_whole(words, comma) if at is None else _with_fraction(words, at))


def _worded(word: str) -> Amount | None:
    """Read a word that is a number of its own: first, doubled, thirties."""
    if word in AGES:
        return Amount(Decimal(20 + 10 * AGES.index(word)), "era")
    if word in ORDINAL_VALUES:
        return Amount(Decimal(ORDINAL_VALUES[word]), "ordinal")
    if word in MULTIPLES and word not in ("couple", "single"):
        multiple = Decimal(str(MULTIPLES[word]))
        return Amount(multiple, "multiple" if multiple > 1 else "fraction")
    return None


def _ordinal(words: Sequence[str]) -> Amount | None:
    before = _whole(words[:-1])
    last = {"first": 1, "second": 2}.get(words[-1]) or FRACTIONS[words[-1]]
    return None if before is None else Amount(before.value + last, "ordinal")


def _with_fraction(words: list[str], at: int) -> Amount | None:
    """Read "two thirds", "half a million", "two and a half million", "a decade and a half"."""
    head = [word for word in words[:at] if word not in JOINTS]
    tail = [word for word in words[at + 1 :] if word not in JOINTS]
    if len(head) == 1 and head[0] in TENS and not words[at].endswith("s") and not tail:
        return _ordinal(words)
    part = Decimal(1) / FRACTIONS[words[at]]
    count = _whole(head) if head else Amount(Decimal(1), "number")
    if count is None or any(word not in STEPS for word in tail):
        return None
    joined = bool(head) and "and" in words[len(head) : at]
    last = STEPS.get(head[-1], 1) if head else 1
    value = count.value + part * last if joined else count.value * part
    steps = [Decimal(STEPS[word]) for word in tail]
    for step in steps:
        value = EXACT.multiply(value, step)
    years = any(word in YEARS for word in (*head, *tail))
    form: Form = "years" if years else "number" if tail or joined else "fraction"
    return Amount(in_digits(value), form, tuple(steps))


def _whole(words: Sequence[str], comma: bool | None = False) -> Amount | None:
    """Read number words and digits, in the order in which English says them."""
    total, current = Decimal(0), None
    pointed = len(words) > 1 and words[1] in STEPS
    scales: list[Decimal] = []
    for word in words:
        if word in JOINTS:
            continue
        step = STEPS.get(word)
        if step is None:
            value = Decimal(WHOLE[word]) if word in WHOLE else decimal(word, comma, pointed=pointed)
            if value is None:
                return None
            current, scales = EXACT.add(current or Decimal(0), value), []
            continue
        scales.append(Decimal(step))
        if current is None and total:
            total = EXACT.multiply(total, step)
        elif step < 1000:
            current = EXACT.multiply(Decimal(1) if current is None else current, step)
        else:
            one = Decimal(1) if current is None else current
            total, current = EXACT.add(total, EXACT.multiply(one, step)), None
    value = EXACT.add(total, current or Decimal(0))
    return Amount(in_digits(value), _form(words), tuple(scales))


def _form(words: Sequence[str]) -> Form:
    if len(words) == 1 and words[0] in VULGAR:
        return "fraction"
    if words[0] in PLURALS:
        return "magnitude"
    return "years" if words[-1] in YEARS else "number"
