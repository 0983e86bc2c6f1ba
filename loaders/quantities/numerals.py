"""Every numeral of a text: digits and number words, by the lexicon that is written down here.

A numeral is a run of digits with the signs that belong to it (4½, −5), a word of the lexicon, or
several that make one number ("one hundred and fifty", "half a million", "tens of thousands"). Words
of Spanish count in a text that is Spanish. Quantifiers without a number ("most", "both", "no",
"once") are none, and neither are Roman numbers and character references.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from loaders.quantities import spanish
from loaders.quantities.notation import RAISED, SPACED, VULGAR

UNIT_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
TEN_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
PART_WORDS = (
    "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
ORDINAL_WORDS = "first second firstly secondly thirdly"
UNITS = {word: value for value, word in enumerate(UNIT_WORDS.split())}
TENS = {word: 10 * value for value, word in enumerate(TEN_WORDS.split(), 2)}
SCALES = {
    **{"dozen": 12, "hundred": 100, "thousand": 10**3, "lakh": 10**5, "million": 10**6},
    **{"crore": 10**7, "billion": 10**9, "trillion": 10**12},
}
SPANS = {"decade": 10, "century": 100}
"""Words that are a number and a unit at once: a decade is ten years."""
PLURALS = {
    **{"tens": 10, "decades": 10, "centuries": 100},
    **{f"{word}s": size for word, size in SCALES.items()},
}
PARTS = {
    **{word: value for value, word in enumerate(PART_WORDS.split(), 3)},
    **{"thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100, "thousandth": 1000},
    "millionth": 10**6,
}
"""What each word divides by where it is no ordinal."""
FRACTIONS = {
    **{"half": 2, "halves": 2, "quarter": 4, "quarters": 4},
    **PARTS,
    **{f"{word}s": value for word, value in PARTS.items()},
}
ORDINALS = tuple(ORDINAL_WORDS.split())
MULTIPLES = {
    form: value
    for value, forms in (
        (0.5, "halve halved halves halving"),
        (1, "single"),
        (2, "twice double doubled doubles doubling twofold couple"),
        (3, "thrice triple tripled triples tripling threefold"),
        (4, "quadruple quadrupled quadruples quadrupling fourfold"),
        (5, "quintuple quintupled quintupling fivefold"),
        (6, "sixfold"),
        (7, "sevenfold"),
        (8, "eightfold"),
        (9, "ninefold"),
        (10, "tenfold"),
        (100, "hundredfold"),
        (1000, "thousandfold"),
    )
    for form in forms.split()
}
AGES = tuple(f"{word[:-1]}ies" for word in TENS)
NOTHING = {"none": 0, "nil": 0}
LEXICON = frozenset(
    (*UNITS, *TENS, *SCALES, *SPANS, *PLURALS, *FRACTIONS, *ORDINALS, *MULTIPLES, *AGES, *NOTHING)
)
SIGN = r"(?<![\w.,;:%)\]/+−–-])(?<!\d\s)[−–-](?=[\d.])"
"""A minus: nothing that it could join to the number stands before it."""
RUN = r"\d+(?:[,.'’·٫٬]\d+)*"
DIGITS = (
    rf"(?>(?:{SIGN})?(?:{RUN}(?:\s?[{VULGAR}])?|[{VULGAR}]))"
    r"(?:(?:st|nd|rd|th|s|-?fold)(?![A-Za-z]))?"
)
MARK = rf"(?<![kcm]m)(?<!\bm)(?<!\b(?:ft|mi|in|yd))(?<![⁺⁻])[{RAISED}]+"
"""A footnote's mark or a power, and not the square of km²."""


def _token(lexicon: Iterable[str]) -> re.Pattern[str]:
    words = "|".join(sorted(lexicon, key=len, reverse=True))
    return re.compile(
        rf"&#?\w+;|(?P<numeral>{DIGITS}|{MARK}|(?<![^\W\d_])(?:{words})(?![^\W\d_]))", re.IGNORECASE
    )


TOKEN = _token(LEXICON)
SPANISH_TOKEN = _token(LEXICON | spanish.TOKENS)
PLAIN_DIGITS = re.compile(rf"{RUN}(?:\s?[{VULGAR}])?|[{VULGAR}]")
LONGEST = 60
"""How much of a numeral so far is read again: more than any word or count has."""
CLOSE = (" ", "-", "\N{NO-BREAK SPACE}", "\N{NON-BREAKING HYPHEN}")


@dataclass(frozen=True)
class Numeral:
    """One numeral of a text, and where it stands: `text[start:end]`."""

    text: str
    start: int
    end: int


def numerals(text: str) -> list[Numeral]:
    """Return the numerals of a text, in its order."""
    found: list[Numeral] = []
    for token in (SPANISH_TOKEN if spanish.writes_comma(text) else TOKEN).finditer(text):
        if not token["numeral"]:
            continue
        start, end = token.span()
        gap = text[found[-1].end : start] if found else ""
        if found and len(gap) < LONGEST and _one_number(found[-1].text, gap, token.group()):
            start = found.pop().start
        found.append(Numeral(text[start:end], start, end))
    return found


def numbers(text: str) -> list[Numeral]:
    """Return the numerals of a text, those that a space sets apart by thousands as one."""
    found: list[Numeral] = []
    spaced = [match.span() for match in SPACED.finditer(re.sub(r"\s", " ", text))]
    for each in numerals(text):
        if found and any(s <= found[-1].start and each.end <= e for s, e in spaced):
            start = found.pop().start
            found.append(Numeral(text[start : each.end], start, each.end))
        else:
            found.append(each)
    return found


def _one_number(before: str, gap: str, word: str) -> bool:
    """Tell whether a numeral so far and the next word make one number."""
    last, word = re.split(r"[\s\-]", before[-LONGEST:].casefold())[-1], word.casefold()
    if word in spanish.LEXICON or last in spanish.LEXICON:
        return spanish.one_number(before, gap, word)
    return _follows(last, word) if gap in CLOSE else _joined(last, gap.replace("-", " "), word)


def _joined(last: str, gap: str, word: str) -> bool:
    """Tell whether "and", "a" or "of" makes one number of two words."""
    if gap == " and ":
        return (last in SCALES and _small(word)) or (last in SPANS and word == "half")
    if gap == " and a ":
        return word in ("half", "quarter", "third") and (_counts(last) or last in SPANS)
    if gap in (" a ", " of a "):
        return last in FRACTIONS and (word in SCALES or word in SPANS)
    if gap == " of ":
        return (last in PLURALS and word in PLURALS) or (last == "couple" and word in SCALES)
    return False


def _follows(last: str, word: str) -> bool:
    if word in SCALES or word in SPANS or (word in PLURALS and word != "tens"):
        return _counts(last) or last in ("half", "quarter", "couple")
    if word in FRACTIONS:
        few = len(last) == 1 and last.isdecimal() and word.removesuffix("s") in PARTS
        return last in UNITS or last in TENS or (few and word.endswith("s"))
    if word in ("first", "second"):
        return last in TENS
    return (last in TENS and 0 < UNITS.get(word, 0) < 10) or (last in SCALES and _small(word))


def _counts(last: str) -> bool:
    return bool(
        PLAIN_DIGITS.fullmatch(last)
        or any(last in words for words in (UNITS, TENS, SCALES, NOTHING))
    )


def _small(word: str) -> bool:
    return word in UNITS or word in TENS
