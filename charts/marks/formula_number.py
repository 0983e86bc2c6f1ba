"""Numbers that know how a sheet computes them, so that a drawing can be written as formulas.

What `charts/marks/marks.py` makes of a mark whose bounds are `Reckoned` is reckoned too: the same
grammar gives a picture its positions, and a native chart its positions and their formulas.
"""

from __future__ import annotations

import math


class Reckoned(float):
    """A number and the formula of a sheet that gives it, without the leading `=`."""

    formula: str

    def __new__(cls, value: float, formula: str) -> Reckoned:
        """Return a number; it compares, sorts and prints as any other."""
        found = super().__new__(cls, value)
        found.formula = formula
        return found

    def __add__(self, other: float) -> Reckoned:
        """Return a sum."""
        return _made(float(self) + float(other), self, "+", other)

    def __radd__(self, other: float) -> Reckoned:
        """Return a sum."""
        return _made(float(other) + float(self), other, "+", self)

    def __sub__(self, other: float) -> Reckoned:
        """Return a difference."""
        return _made(float(self) - float(other), self, "-", other)

    def __rsub__(self, other: float) -> Reckoned:
        """Return a difference."""
        return _made(float(other) - float(self), other, "-", self)

    def __mul__(self, other: float) -> Reckoned:
        """Return a product."""
        return _made(float(self) * float(other), self, "*", other)

    def __rmul__(self, other: float) -> Reckoned:
        """Return a product."""
        return _made(float(other) * float(self), other, "*", self)

    def __truediv__(self, other: float) -> Reckoned:
        """Return a quotient."""
        return _made(float(self) / float(other), self, "/", other)


def _formula_of(value: float) -> str:
    """Return a number as it stands in a formula: its own formula, or its digits."""
    return value.formula if isinstance(value, Reckoned) else f"{value:.12g}"


def _made(value: float, first: float, sign: str, second: float) -> Reckoned:
    right = _formula_of(second)
    right = f"({right})" if right.startswith("-") else right
    return Reckoned(value, f"({_formula_of(first)}{sign}{right})")


def not_below(value: float, floor: float) -> float:
    """Return a number, or the floor where it is below that."""
    if isinstance(value, Reckoned):
        return Reckoned(max(float(value), floor), f"MAX({value.formula},{floor:.12g})")
    return max(value, floor)


def exponent(value: float, base: float) -> float:
    """Return the power of ten that a number is, less `base`."""
    found = math.log10(value) - base
    if isinstance(value, Reckoned):
        return Reckoned(found, f"(LOG10({value.formula})-{_formula_of(base)})")
    return found


def power(value: float) -> float:
    """Return ten to the power of a number."""
    if isinstance(value, Reckoned):
        return Reckoned(10 ** float(value), f"10^{value.formula}")
    return float(10**value)
