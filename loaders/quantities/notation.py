"""What digits come to as they are printed: grouped, with a point or a comma, a fraction, a power.

A notation that could be two numbers comes to none: 28.100 is 28.1 in English and 28,100 in
Spanish, and a text that is neither leaves it open. A minus sign is part of the number, and no
claim is negative, so such a number is open too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction

VULGAR = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹"
LOWERED = str.maketrans(f"{RAISED}⁺⁻", "0123456789+-")
LONGEST = 40
"""More digits than any count has: a longer run is no number."""
EXACT = Context(prec=2 * LONGEST)
COUNT = r"(?:0|[1-9][0-9]*)"
GROUPS = r"[1-9][0-9]{0,2}(?:%s[0-9]{3})+"
ENGLISH = re.compile(
    rf"(?:{COUNT}|{GROUPS % ','}|[1-9][0-9]?(?:,[0-9]{{2}})+,[0-9]{{3}})(?:[.·][0-9]+)?"
)
"""1234.5, 1,234.5, with a raised point 3·5 and, counted in lakhs, 12,34,567."""
CONTINENTAL = re.compile(rf"(?:{COUNT}|{GROUPS % '[.]'})(?:,[0-9]+)?")
"""1.234,5 and 0,5."""
APART = re.compile(rf"{GROUPS % chr(39)}(?:[.,][0-9]{{1,2}})?")
"""1'234'567."""
EITHER_WAY = re.compile(r"[1-9][0-9]{0,2}[.][0-9]{3}")
"""What is a decimal in English, and thousands in Spanish."""
SURELY_CONTINENTAL = re.compile(
    rf"{GROUPS % '[.]'}[.][0-9]{{3}}|0,[0-9]+|{GROUPS % '[.]'},[0-9]{{1,2}}"
)
SHORT = re.compile(r"[0-9]+,[0-9]{1,2}")
FRACTION = re.compile(rf"(?P<whole>[^{VULGAR}\s]+)?\s?(?P<part>[{VULGAR}])")


def in_digits(value: Decimal) -> Decimal:
    """Return a number in plain digits; one that doesn't end has four decimals.

    Below a hundredth it keeps four digits: a third is 0.3333, one in 300 is 0.003333.
    """
    if -(int(value.as_tuple().exponent)) > 12:
        value = round(value, 4) if value >= Decimal("0.01") else Context(prec=4).plus(value)
    return Decimal(format(value.normalize(EXACT), "f"))


def decimal(digits: str, comma: bool | None = False, *, pointed: bool = False) -> Decimal | None:
    """Return the number that a run of digits is, or None where it is none, or could be two.

    comma: whether the text writes decimals with a comma, as Spanish may; None where either may be.
    pointed: whether what stands behind tells that a point is a decimal one: 1.234 million.
    """
    if len(digits) > LONGEST:
        return None
    mixed = FRACTION.fullmatch(digits)
    if mixed:
        whole = decimal(mixed["whole"], comma) if mixed["whole"] else Decimal(0)
        known = whole is not None and whole == whole.to_integral_value()
        return whole + _vulgar(mixed["part"]) if known and whole is not None else None
    if EITHER_WAY.fullmatch(digits):
        return Decimal(digits.replace(".", "")) if comma else Decimal(digits) if pointed else None
    english, apart = ENGLISH.fullmatch(digits), APART.fullmatch(digits)
    sure = SURELY_CONTINENTAL.fullmatch(digits) or (comma is None and SHORT.fullmatch(digits))
    if english:
        return Decimal(digits.replace(",", "").replace("·", "."))
    if apart or (CONTINENTAL.fullmatch(digits) and (sure or comma)):
        plain = digits.replace("'", "") if apart else digits.replace(".", "")
        return Decimal(plain.replace(",", "."))
    return None


def _vulgar(sign: str) -> Decimal:
    part = Fraction(unicodedata.numeric(sign)).limit_denominator(100)
    return Decimal(part.numerator) / part.denominator


@dataclass(frozen=True)
class Compound:
    """A number that several numerals make together, and where it ends; `value` may be open."""

    value: Decimal | None
    end: int
    fraction: bool = False


MIXED = re.compile(
    r"(?P<whole>[0-9]{1,4})(?:[ -]|\sand\s)(?P<part>[1-9][0-9]?)[/⁄](?P<of>[1-9][0-9]{0,2})"
    r"(?![0-9/⁄])"
)
SLASHED = re.compile(
    r"(?P<part>[1-9][0-9]?)[/⁄](?P<of>[1-9][0-9]{0,2})(?![0-9/⁄]|[.,][0-9])"
    r"(?=\s(?:of|an?)\s|[\s-](?:tons?|tonnes?|miles?|inch(?:es)?|feet|foot|pounds?|kilos?|years?|hours?|million)\b)"
)
TIMES = r"(?:(?P<times>[0-9]+(?:[.,][0-9]+)?)\s?[×xX*·]\s?)?"
POWER = re.compile(
    rf"{TIMES}10(?:\s?\^\s?\(?(?P<typed>[-+]?[0-9]{{1,2}})\)?|(?P<raised>[⁺⁻]?[{RAISED}]{{1,2}}))"
    rf"(?![0-9^{RAISED}])"
)
EXPONENT = re.compile(
    r"(?P<times>(?:0|[1-9][0-9]*)(?:\.[0-9]+)?)[eE](?P<typed>[-+]?[0-9]{1,2})(?!\w)"
)
SPACED = re.compile(r"(?P<groups>[1-9][0-9]{0,2}(?: [0-9]{3})+)(?![0-9])(?P<part>[.,][0-9]+)?")
"""45 000, whose thousands a space sets apart."""


def compound(text: str, start: int, comma: bool | None) -> Compound | None:
    """Return the number that begins here and is more than one run of digits, if there is one."""
    for form, value in COMPOUNDS.items():
        match = form.match(text, start)
        if match:
            found = value(match, comma)
            return Compound(found, match.end(), form is SLASHED)
    return None


def _mixed(match: re.Match[str], _: bool | None) -> Decimal | None:
    whole, part, of = (int(match[name] or 0) for name in ("whole", "part", "of"))
    return in_digits(whole + Decimal(part) / of) if part < of else None


def _slashed(match: re.Match[str], _: bool | None) -> Decimal | None:
    part, of = int(match["part"]), int(match["of"])
    return in_digits(Decimal(part) / of) if part < of else None


def _power(match: re.Match[str], comma: bool | None) -> Decimal | None:
    times = decimal(match["times"], comma) if match["times"] else Decimal(1)
    raised = match["typed"] or match["raised"].translate(LOWERED)
    return None if times is None else in_digits(times.scaleb(int(raised), EXACT))


def _exponent(match: re.Match[str], _: bool | None) -> Decimal | None:
    return in_digits(Decimal(match["times"]).scaleb(int(match["typed"]), EXACT))


def _spaced(match: re.Match[str], comma: bool | None) -> Decimal | None:
    part = (match["part"] or "").replace(",", ".")
    ambiguous = (match["part"] or "").startswith(",") and comma is False
    digits = match["groups"].replace(" ", "") + part
    return None if ambiguous or len(digits) > LONGEST else Decimal(digits)


COMPOUNDS: dict[re.Pattern[str], Callable[[re.Match[str], bool | None], Decimal | None]] = {
    POWER: _power,
    EXPONENT: _exponent,
    MIXED: _mixed,
    SLASHED: _slashed,
    SPACED: _spaced,
}
"""The forms, the first that fits; each with what it comes to."""
