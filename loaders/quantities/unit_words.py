"""The words of a unit beside a number: currency before it, measure or noun behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.quantities.non_claims import STOPS

CURRENCY = (
    r"(?:US|U\.S\.|C|CA|A|AU|NZ|HK|S|R|MX|Mex)\s?\$|\$|€|£|¥|₹|\bRs\.?|\bRe\.?"
    r"|\b(?:USD|EUR|GBP|INR|MXN|CAD|AUD|CHF|JPY|CNY)\b"
)
CURRENCY_BEFORE = re.compile(rf"(?<![A-Za-z])(?:{CURRENCY})\s?$")
MEASURE = (
    r"(?:mm|cm|(?:metric|short|long|US|U\.S\.)\stons?|(?:square|cubic|nautical)\s(?:miles?|met(?:er|re)s?"
    r"|kilomet(?:er|re)s?|feet|foot)|tonnes?|tons?|kilogram(?:me)?s?|kilos?|kgs?|milligrams?|mg"
    r"|micrograms?|gram(?:me)?s?|g|pounds?|lbs?|ounces?|oz|hectares?|ha|acres?|miles?|mi"
    r"|kilomet(?:er|re)s?|km|met(?:er|re)s?|feet|foot|inch(?:es)?|yards?|lit(?:er|re)s?|gallons?"
    r"|barrels?|years?|yrs?|months?|weeks?|days?|hours?|minutes?|seconds?|dollars?|cents?|euros?"
    r"|pesos?|rupees?|hectáreas?|toneladas?|libras?|años?|meses|personas?|percentage\spoints?|percent|per\scent|pct|people|persons?|times)"
)
"""Units that are known without a list: the first of them behind a number is its unit."""
SHARE = re.compile(
    r"\s?[%‰]|[\s-]?(?:percentage\spoints?|percent|per\scent|pct\b\.?|por\sciento|puntos?\sporcentual(?:es)?|per\smil(?:le|l)?\b)",
    re.IGNORECASE,
)
LENGTH = r"(?:mm|cm|km|m|mi|ft|yd)"
POWERED = rf"(?:(?:sq|cu)\b\.?\s{LENGTH}|{LENGTH}(?:\^?[23]|[²³]|\^[-−]?[0-9]+))"
"""An area or a volume by its sign: km², km^2, km2, sq km; any other power is a unit of its own."""
MEASURED = re.compile(rf"[\s-]?(?P<unit>{POWERED}|{MEASURE})(?![\w])", re.IGNORECASE)
FACTOR = re.compile(
    r"\s?(?P<unit>times|[x×]|veces(?=\s(?:más|mayor|menor|menos|superior|inferior|lo\sque"
    r"|(?:el|la|los|las|su)\s(?!(?:año|mes|semana|día)\b))))(?!\w)",
    re.IGNORECASE,
)
"""A multiple's word; "tres veces al año" counts how often."""
TIME = r"(?:year|month|week|day|hour|minute|decade|quarter|annum)"
MANY = r"(?:cien\smil|[0-9][0-9,.]*(?:\smil)?)"
PER = re.compile(
    rf"(?:\sof(?:\s[\w'-]+){{1,2}})?(?:\s?/\s?|\sper\s|\sfor\severy\s|\spor\s(?:cada\s)?(?={MANY})|\s(?:an?|each|every)\s"
    rf"(?=(?:{TIME}|kilo|kilogram|kg|ton|pound|gram|ounce|pill|dose|piece|head)\b))"
    rf"(?P<per>{MANY}(?:\s[a-z]+)?|[a-z][\w-]*)(?!\w)",
    re.IGNORECASE,
)
ADVERB = re.compile(r"\s(?P<per>annually|yearly|monthly|weekly|daily)\b", re.IGNORECASE)
ADVERBS = {"annually": "year", "yearly": "year", "monthly": "month", "weekly": "week"} | {
    "daily": "day"
}
LONGEST = 80
"""More letters than any noun has, hyphens included."""
WORD = re.compile(rf"[\s-]((?:[A-Z]\.){{2,{LONGEST}}}|[^\W\d_][\w'&-]{{0,{LONGEST}}}+(?![\w'&-]))")
PLURAL = re.compile(r".*(?:[^\W\dsui]|[aeo]u|ie|[^aeio]i)e?s|people|men|women|children|police|feet")
ADJECTIVES = re.compile(r"(?:\s[^\W\d_]{3,}s)?(?=\spor\s)")
ENDS = STOPS | {"por", "cada"}
VAGUE = frozenset(("others", "less", "times", "yes", "always", "perhaps", "veces"))
OF = re.compile(r",?\s(?:of|de)(?=\s)")
EARLY_WORDS = (
    "nuevo nueva nuevos nuevas otro otra otros otras gran grandes primeros primeras últimos "
    "últimas posibles presuntos presuntas supuestos supuestas"
)
EARLY = frozenset(EARLY_WORDS.split())
"""What stands before a noun in Spanish, whose other adjectives follow it."""
REACH = 7
"""How many words behind a number are searched for its noun."""


@dataclass(frozen=True)
class UnitWords:
    """The unit's words, what it is per, and where they end."""

    words: str
    per: str
    end: int


def currency_before(text: str, start: int) -> tuple[str, int]:
    """Return the currency that ends where a number starts, and where it starts."""
    from_ = max(0, start - 8)
    match = CURRENCY_BEFORE.search(text[from_:start])
    return (match.group().strip(), from_ + match.start()) if match else ("", start)


def unit_after(
    text: str, end: int, *, one: bool = False, of: bool = False, noun_first: bool = False
) -> UnitWords:
    """Return the unit behind a number; `one` takes a noun in the singular, `of` skips "of", and
    `noun_first` is how Spanish begins a phrase.
    """
    share = SHARE.match(text, end)
    if share:
        return UnitWords(share.group().strip(" -"), *per_after(text, share.end()))
    factor = FACTOR.match(text, end)
    if factor:
        return UnitWords(factor["unit"], "", factor.end())
    skipped = OF.match(text, end) if of else None
    from_ = skipped.end() if skipped else end
    measured = MEASURED.match(text, from_)
    if measured:
        return UnitWords(measured["unit"], *per_after(text, measured.end()))
    if noun_first:
        return _first_noun(text, from_, end, one=one)
    return _noun(text, from_, end, one=one)


def measure_after(text: str, end: int) -> UnitWords | None:
    """Return the measure or "percent" behind "half a", or None where another word stands."""
    match = SHARE.match(text, end) or MEASURED.match(text, end)
    if match is None:
        return None
    return UnitWords(match.group().strip(" -"), *per_after(text, match.end()))


def per_after(text: str, end: int) -> tuple[str, int]:
    """Return what a rate or a price is of ("per kilo", "a year"), and where its words end."""
    match = PER.match(text, end) or ADVERB.match(text, end)
    if match is None or match["per"].casefold() in STOPS | {"cent"}:
        return "", end
    return ADVERBS.get(match["per"].casefold(), match["per"]), match.end()


def _first_noun(text: str, from_: int, end: int, *, one: bool) -> UnitWords:
    """Return the noun behind a number in Spanish: 95 defunciones accidentales."""
    word = WORD.match(text, from_)
    while word and word[1].casefold() in EARLY:
        word = WORD.match(text, word.end())
    named = word and word[1].casefold() not in VAGUE and (one or PLURAL.fullmatch(word[1]))
    if word is None or not named:
        return UnitWords("", *per_after(text, end))
    said = ADJECTIVES.match(text, word.end())
    per, at = per_after(text, said.end() if said else word.end())
    return UnitWords(word[1], per, at if per else word.end())


def _noun(text: str, from_: int, end: int, *, one: bool) -> UnitWords:
    """Return the last plural noun of the phrase behind a number, or of one thing the last."""
    plural, last, at = None, None, from_
    for _ in range(REACH):
        word = WORD.match(text, at)
        if word is None or (word[1].casefold() in ENDS and not re.match("[A-Z]{2}", word[1])):
            break
        at = word.end()
        last = word
        if PLURAL.fullmatch(word[1]) and word[1].casefold() not in VAGUE:
            plural = word
    found = plural or (last if one else None)
    if found is None:
        return UnitWords("", *per_after(text, end))
    return UnitWords(found[1], *per_after(text, found.end()))
