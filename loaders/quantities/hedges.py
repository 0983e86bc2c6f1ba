"""The words that hedge a number, written down: which hedge each stands for, and where."""

from __future__ import annotations

import re
from collections.abc import Mapping

from loaders.quantities.numerals import LEXICON
from loaders.values.codelists import SOFTENED


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(text.split(", "))


BEFORE: Mapping[str, tuple[str, ...]] = {
    "about": _phrases(
        "about, around, round about, roughly, approximately, approx., approx, circa, "
        "ca., c., some, near, near to, close to, closer to, not far from, "
        "virtually, practically, perhaps, maybe, possibly, probably, something like, "
        "in the region of, in the vicinity of, in the neighborhood of, in the neighbourhood of, "
        "on the order of, of the order of, in the order of, or so, ~, ≈, ≃, "
        "alrededor de, alrededor del, cerca de, cerca del, cercana al, cercano al, cercana a, "
        "cercano a, aproximadamente, en torno a, del orden de, del orden del, unos, unas"
    ),
    "nearly": _phrases("nearly, almost, approaching, not quite, shy of, casi"),
    "at_least": _phrases(
        "at least, at the least, at the very least, at very least, at a minimum, at minimum, "
        "no fewer than, no less than, not fewer than, not less than, no lower than, a minimum of, "
        "minimum of, as few as, as little as, as low as, ≥, >=, al menos, por lo menos, no menos de"
    ),
    "more_than": _phrases(
        "more than, over, above, exceeding, exceed, exceeds, exceeded, in excess of, excess of, "
        "upwards of, upward of, north of, greater than, higher than, larger than, bigger than, "
        "longer than, older than, surpassing, surpassed, surpasses, surpass, topping, topped, >, "
        "más de, más del, más que, por encima de, superaron, superó, superan, supera"
    ),
    "less_than": _phrases(
        "less than, fewer than, lower than, smaller than, shorter than, younger than, under, "
        "below, south of, short of, not even, <, menos de, menos del, por debajo de"
    ),
    "up_to": _phrases(
        "up to, upto, as many as, as much as, as high as, as long as, at most, at the most, "
        "at the very most, at a maximum, at maximum, no more than, not more than, "
        "no greater than, no higher than, no longer than, not over, not above, not exceeding, "
        "not to exceed, does not exceed, do not exceed, did not exceed, a maximum of, maximum of, "
        "≤, <=, hasta, no más de, no más que, como máximo"
    ),
}
"""What stands before a number. Of several, a direction wins over "about"."""
FAR: Mapping[str, str] = {"not even": "less_than", "at best": "up_to"}
"""What may stand a few words before its number: not even enough for one, at best it lasted two."""
AFTER: Mapping[str, str] = {
    "about": (
        r"or so\b|-?ish\b|-odd\b|or thereabouts|give or take|approximately"
        r"|(?<=decade)(?:[’']s)?[ -]long\b|(?<=century)(?:[’']s)?[ -]long\b"
    ),
    "at_least": (
        r"or (?:more|greater|higher|above|over|older|longer|better|up)\b"
        r"|and (?:more|above|over|older|up|upwards?)\b"
        rf"(?!\s(?:[€£$]?[0-9]|than\b|an?\s|(?:{'|'.join(LEXICON)})\b))"
        r"|\+|-?plus\b|at least(?=\W*$|[.,;:)])"
        r"|at (?:a |the )?minimum\b|minimum\b"
    ),
    "up_to": (
        r"or (?:less|fewer|lower|under|below|younger|shorter)\b|and (?:under|below|younger)\b"
        r"|at (?:the |the very )?most\b|at (?:a |the )?maximum\b|maximum\b|tops\b"
    ),
}
"""What stands behind a number or its unit, as patterns."""
STRENGTHS = _phrases(
    "just, well, far, slightly, a little, a bit, little, much, many, somewhat, significantly, "
    "substantially, considerably, only slightly, rather, very"
)
"""What stands before a hedge and goes with it: "just under", "well over"."""
SLIGHT = re.compile(r"(?:only\s+)?(?:just|slightly|a\s+(?:little|bit)|barely)\s", re.IGNORECASE)
"""What makes of "under" that the number is near: just under."""
BETWEEN = _phrases(
    "a, an, another, a further, further, an additional, additional, an estimated, estimated, "
    "a total of, a combined, a whopping, a staggering, a record, a reported, only, "
    "un, una, el, la, los, las"
)
"""What may stand between a hedge and its number."""
SIZES: Mapping[str, int] = dict.fromkeys(
    _phrases("a few, several, many, a good many, untold, countless"), 2
)
"""What makes an order of magnitude of a scale word, and how many of it at least: "a few dozen" are
two dozen or more. A plural alone names its size: "dozens" are 12 or more, "tens of thousands"
10,000.
"""
MOVED_UP = re.compile(
    r"\b(?:shot|shoots?|shooting|went|goes?|going|gone|rose|rises?|risen|climb\w*|jump\w*|mov\w+"
    r"|ramp\w*|step\w*|driv\w+|drove|push\w*|brought|bump\w*|scal\w+|back|add\w*|catch\w*)\s+$",
    re.IGNORECASE,
)
"""Verbs whose "up" is a direction and no bound: shot up to 19,500."""
CHANGING = (
    r"\b(?:aument|sub[eií]|crec|increment|elev|baj[aóe]|ca[eíy]|descen|reduj|reduc|disminu|pas[aóe]|lleg"
    r"|escal|alza|alcanz|trep|ascend|asciend)\w*"
)
CHANGE = re.compile(rf"{CHANGING}[^.;]*$", re.IGNORECASE)
TO_LEVEL = re.compile(rf"{CHANGING}[^.;]{{0,50}}?,?\s$", re.IGNORECASE)
"""Spanish words of a change, behind which "hasta los" is where it went: aumentó hasta los 500."""
POSSIBLE = re.compile(r"\b(?:pued|podr|pudi)\w*[^.;]*$", re.IGNORECASE)
LIMIT = re.compile(r"\bhasta\s(?P<article>el|la|los|las)?(?P<one>un[oa]?\s)?", re.IGNORECASE)
DIRECTIONS = ("at_least", "more_than", "less_than", "up_to")
LOOSE = ("about", "nearly")
"""The hedges that soften a direction, or the ends of a range."""


def _either(phrases: tuple[str, ...]) -> str:
    ordered = sorted(phrases, key=len, reverse=True)
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in ordered)


_FILLED = rf"(?:(?:{_either(BETWEEN)})\s+){{0,3}}"
_STRONG = rf"(?:(?:{_either(STRENGTHS)})\s+){{0,2}}"
_FIRST = {words[0] for words in (*STRENGTHS, *(each for one in BEFORE.values() for each in one))}
_BEGINS = f"(?=[{''.join(sorted(map(re.escape, _FIRST)))}])"
"""At most characters of a text no hedge begins, which one look tells."""
_PHRASES = "|".join(f"(?P<{hedge}>{_either(phrases)})" for hedge, phrases in BEFORE.items())
BEFORE_NUMBER = re.compile(
    rf"(?<![\w$€£%]){_BEGINS}{_STRONG}(?:{_PHRASES})(?:,?\s+|(?<=[^\w\s.])\s*){_FILLED}$",
    re.IGNORECASE,
)
AFTER_NUMBER = re.compile(
    r"(?:,?\s+|(?=[-+’'])|(?<=[0-9])(?=ish))(?:"
    + "|".join(f"(?P<{hedge}>{pattern})" for hedge, pattern in AFTER.items())
    + ")",
    re.IGNORECASE,
)
FAR_BEFORE = re.compile(
    rf"(?P<soft>perhaps\s+)?(?<!\w)(?P<far>{'|'.join(FAR)})(?:\s+[a-z]+){{1,5}}\s+$", re.IGNORECASE
)
SIZE_BEFORE = re.compile(rf"(?<!\w)(?<!how\s)({_either(tuple(SIZES))})\s+$", re.IGNORECASE)
REACH = 60
"""How many characters before a number are searched for its hedges; the longest has 40."""


def before(text: str, start: int) -> tuple[list[str], int]:
    """Return the hedges that end where a number starts, nearest first, and where they start."""
    found: list[str] = []
    while True:
        from_ = max(0, start - REACH)
        match = BEFORE_NUMBER.search(text[from_:start])
        far = FAR_BEFORE.search(text[from_:start]) if not found else None
        if far and not match:
            soft = ["about"] if far["soft"] else []
            return [FAR[far["far"].casefold()], *soft], from_ + far.start()
        if match is None or len(found) == 3:
            return found, start
        start_of_hedge = from_ + match.start()
        moved = MOVED_UP.search(text[max(0, start_of_hedge - REACH) : start_of_hedge])
        if moved and match.group().casefold().startswith("up to"):
            return found, start
        hedge = match.lastgroup or "about"
        near = hedge == "less_than" and SLIGHT.match(match.group())
        found.append("nearly" if near else hedge)
        start = start_of_hedge


def limits(text: str, start: int, number: int) -> bool | None:
    """Tell whether the "hasta" before a number is a limit (up to) and no level that was reached;
    None where it may be either.

    `start` is where the number's hedges begin, `number` where it begins itself.
    """
    said = LIMIT.search(text[start:number])
    if said is None:
        return True
    left = text[max(0, start + said.start() - REACH) : start + said.start()]
    changed = TO_LEVEL.search(left)
    if changed and POSSIBLE.search(left):
        return None
    if said["article"]:
        return False if changed and not said["one"] else None
    return None if changed else True


def size_before(text: str, start: int) -> tuple[int, int]:
    """Return where "a few", "several" or the like begins before a scale word, and how many it
    means at least; else `start` and 1.
    """
    from_ = max(0, start - REACH)
    match = SIZE_BEFORE.search(text[from_:start])
    if match is None:
        return start, 1
    return from_ + match.start(), SIZES[" ".join(match[1].casefold().split())]


def after(text: str, end: int) -> tuple[str, int]:
    """Return the hedge that begins where a number or its unit ends, and where it ends."""
    match = AFTER_NUMBER.match(text, end)
    return ("", end) if match is None else (match.lastgroup or "", match.end())


def decided(hedges: list[str]) -> str:
    """Return which of a number's hedges counts: the nearest direction, softened where another word
    does so, else "nearly" or "about".
    """
    direction = next((hedge for hedge in hedges if hedge in DIRECTIONS), "")
    if direction:
        return SOFTENED[direction] if any(hedge in LOOSE for hedge in hedges) else direction
    return "nearly" if "nearly" in hedges else hedges[0] if hedges else "exact"
