"""What quantities a run of English gives: bounds, hedge, unit, and where they stand.

A number is read with the hedge before or behind it ("just under 2,000", "500 or more"), with its
neighbour where the two make one quantity ("70 to 90 percent", "one in five"), and with its unit.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from loaders.quantities import hedges, unit_words
from loaders.quantities.amounts import Form
from loaders.quantities.non_claims import YEAR
from loaders.quantities.numerals import Numeral, numerals
from loaders.quantities.plain_text import Plain, without_markup
from loaders.quantities.ranges import joined
from loaders.quantities.spanish import writes_comma
from loaders.quantities.terms import Term, terms
from loaders.schema.columns import NUMBER
from loaders.values.codelists import HIGH_HEDGES, LOW_HEDGES, NEARLY, RANGE, SOFT, SOFTENED

MOST_WORDS = 12
"""A claim's words in print are no more."""
FACTORS = ("times", "veces", "x", "×")
HALVED = re.compile(r"\s(?:of\s)?an?(?=\s)", re.IGNORECASE)
"""What stands between a fraction and its unit: half a kilogram."""
POWER = re.compile(rf"{unit_words.POWERED}$", re.IGNORECASE)
"""A unit whose power has a numeral."""
SPANNED = re.compile(r"\b(?:decades?|century|centuries)\b", re.IGNORECASE)
ANDED = re.compile(r"[^.,;:!?<]*\band\s", re.IGNORECASE)
WORDED = {"no": 0, "neither": 0, "nothing": 0, "nobody": 0, "a": 1, "an": 1, "once": 1} | {
    "both": 2,
    "pair": 2,
}
"""Words that are no numerals but give a number where no numeral does."""
WORDED_AT = re.compile(rf"(?<!\w)(?:{'|'.join(WORDED)})(?!\w)", re.IGNORECASE)

LETTER = r"[^\W\d_½-¾⅐-⅞⁰-⁹²³¹]"
CLEAR_BEFORE = re.compile(
    rf"(?:^|(?<![0-9])\s|[(\[{{\"'“‘«‹|—…]|(?<!\S)[~≈≃<>≤≥]+|(?<={LETTER})[,;]|\b(?:c|ca|approx)\."
    rf"|(?:(?<={LETTER * 3})|(?<=[)\]]))[-–]|(?<![\w.,]){YEAR}\s|(?<=[0-9][,;:])\s)$"
)
"""What may stand before a number in digits."""
KNOWN_BEHIND = re.compile(
    rf"{unit_words.SHARE.pattern}|(?:{unit_words.POWERED}|{unit_words.MEASURE})(?!\w)|[x×](?!\w)|[€£$¢](?!\w)|(?:ish|odd|plus)\b|\+",
    re.IGNORECASE,
)
"""What may stand at a number without a space."""
CLEAR_BEHIND = re.compile(
    r"[†‡§*]*(?:$|\s(?![0-9]|[±×÷*°]\s?[0-9])|[)\]}\"'”’»›|…—\[](?!\w)|\.(?=[A-Z][a-z])"
    rf"|[.,;:!?](?!\w)|(?<={LETTER})[.,][0-9]{{1,3}}(?=\s|$)|[-–](?!(?:in|to|of)-|th\b|fold|mil\b)(?=a-|{LETTER}{{3,}}(?![\w^%°‰.])|\s|$)|/(?={LETTER}))"
)
"""What may stand behind a number in digits, or behind the unit that is attached to it."""


@dataclass(frozen=True)
class Reading:
    """One quantity of a text: its bounds, its hedge, and its words, `text[start:end]`.

    `unit` has the words of the unit without markup, such as "decades"; `per` what it is
    a rate or a price of ("year", "kilo"); `form` tells a fraction and a multiple from a count. Of a
    number that is not wholly understood `open` has the words, and both bounds are None. `best` is
    the estimate that a range belongs to, where they were read as one.
    """

    low: Decimal | None
    high: Decimal | None
    hedge: str
    start: int
    end: int
    unit: str = ""
    per: str = ""
    form: Form = "number"
    numerals: tuple[Numeral, ...] = ()
    open: str = ""
    best: Decimal | None = None


def readings(text: str, *, everything: bool = False) -> list[Reading]:
    """Return every quantity of a text, in its order; dates, names and ordinals are none.

    With `everything` each numeral gets a reading, whatever it looks like, and a text without
    one is read as zero ("no deaths") or one ("a kilogram"): for words that are known to be a
    claim's. Text that cannot be read has no readings; nothing raises.
    """
    stripped = without_markup(text)
    all_terms = terms(stripped.text)
    chosen = joined(stripped.text, [term for term in all_terms if not term.reason])
    if everything:
        chosen = chosen or joined(stripped.text, all_terms) or list(_worded(stripped.text))
        used = {span for term in chosen for span in term.spans}
        chosen += [term for term in all_terms if not used.issuperset(term.spans)]
        chosen.sort(key=lambda term: term.start)
    every = numerals(text)
    noun_first = bool(writes_comma(stripped.text))
    found = _with_powers(_reading(stripped, term, every, noun_first) for term in chosen)
    return [*found[:1], *(_carried(text, *pair) for pair in itertools.pairwise(found))]


def _with_powers(found: Iterable[Reading]) -> list[Reading]:
    """Return readings without the powers of units, such as the 2 of 6 km^2, whose numeral is the
    number's own.
    """
    made: list[Reading] = []
    for each in found:
        last = made[-1] if made else None
        if last and each.open and each.end <= last.end and POWER.search(last.unit):
            made[-1] = replace(last, numerals=(*last.numerals, *each.numerals))
        else:
            made.append(each)
    return made


def _carried(text: str, first: Reading, second: Reading) -> Reading:
    """Give the second of two numbers that "and" joins the first one's "about".

    In "approximately 2% of cars and 16% of lorries" the adverb governs both; a number with
    another unit, or behind a comma or a full stop, is its own.
    """
    between = text[first.end : second.start]
    joins_both = ANDED.fullmatch(between) and first.unit == second.unit
    if first.hedge == "about" and second.hedge == "exact" and first.unit and joins_both:
        return replace(second, hedge="about")
    return second


def _worded(text: str) -> Iterator[Term]:
    match = WORDED_AT.search(text)
    if match:
        value = Decimal(WORDED[match.group().casefold()])
        yield Term(value, value, "number", match.start(), match.end())


def _reading(stripped: Plain, term: Term, every: Sequence[Numeral], noun_first: bool) -> Reading:
    """Read the words around a term: the hedges, the currency or the unit, the "per"."""
    text = stripped.text
    currency, number_start = unit_words.currency_before(text, term.start)
    words = _unit(text, term, currency, noun_first)
    before, start = hedges.before(text, number_start)
    behind, number_end = hedges.after(text, term.end)
    if behind and not words.words:
        words = _unit(text, replace(term, end=number_end), "", noun_first)
    behind_unit, end = hedges.after(text, max(words.end, number_end))
    if len(text[start:end].split()) > MOST_WORDS:
        behind_unit, end = "", number_end
    limit = hedges.limits(text, start, number_start)
    before = before if limit or limit is None else [each for each in before if each != "up_to"]
    hedge = hedges.decided([*before, *filter(None, (behind, behind_unit))])
    low, high, hedge = _bounds(term, hedge)
    unread = term.open or glued(text, number_start, term.end)
    unread = unread or (text[start : term.end] if limit is None else "")
    if unread:
        low = high = None
    form: Form = "number" if term.form == "fraction" and words.words else term.form
    form = "multiple" if words.words in FACTORS else form
    mine = tuple(n for span in term.spans for n in _overlapping(every, *stripped.span(*span)))
    start, end = stripped.span(start, end)
    # Markup may end a numeral where the text without it has none that ends: "90s*age".
    start, end = min([start, *(n.start for n in mine)]), max([end, *(n.end for n in mine)])
    return Reading(
        low,
        high,
        hedge,
        start,
        end,
        words.words,
        words.per,
        form,
        tuple(dict.fromkeys(mine)),
        unread,
    )


def glued(text: str, start: int, end: int) -> str:
    """Return a number with what stands at it and is not understood; empty where all of it is.

    `start` is where it begins with its currency. A minus, a letter, another sign or other digits
    make another number of it; what is in brackets alone, as in accounts, may be negative.
    """
    if not any(sign.isnumeric() for sign in text[start:end]):
        return ""
    money = re.search(unit_words.CURRENCY, text[start:end])
    known = KNOWN_BEHIND.match(text, end) if text[end - 1].isnumeric() and not money else None
    behind = known.end() if known else end
    around = text[max(0, start - 8) : start]
    clear = CLEAR_BEFORE.search(around) and CLEAR_BEHIND.match(text, behind)
    bracketed = around.endswith("(") and text.startswith(")", end)
    negative = bracketed and (money or len(text.strip()) == end - start + 2)
    if clear and not negative:
        return ""
    return text[max(0, start - 1) : behind + 1].strip()


def _overlapping(every: Sequence[Numeral], start: int, end: int) -> Sequence[Numeral]:
    first = bisect_right(every, start, key=lambda numeral: numeral.end)
    return every[first : bisect_left(every, end, key=lambda numeral: numeral.start)]


def _unit(text: str, term: Term, currency: str, noun_first: bool) -> unit_words.UnitWords:
    if currency:
        return unit_words.UnitWords(currency, *unit_words.per_after(text, term.end))
    spanned = SPANNED.search(text[term.start : term.end])
    if term.unit or term.form == "years" or spanned:
        return unit_words.UnitWords(term.unit or _span_word(spanned), "", term.end)
    if term.form in ("ordinal", "era", "multiple") or term.share:
        return unit_words.UnitWords("", "", term.end)
    if term.form == "fraction":
        between = HALVED.match(text, term.end)
        found = unit_words.measure_after(text, between.end() if between else term.end)
        return found or unit_words.UnitWords("", "", term.end)
    one = term.low == term.high and term.low <= 1
    return unit_words.unit_after(text, term.end, one=one, of=term.loose, noun_first=noun_first)


def _span_word(found: re.Match[str] | None) -> str:
    return "centuries" if found and found.group()[0] in "cC" else "decades"


def _bounds(term: Term, hedge: str) -> tuple[Decimal | None, Decimal | None, str]:
    """Return low, high and hedge, as the hedge's form wants them."""
    if term.form == "magnitude":
        return term.low, term.high if term.high != term.low else None, "order_of_magnitude"
    if term.low != term.high:
        soft = term.soft or hedge in SOFT
        return term.low, term.high, SOFTENED[RANGE] if soft else RANGE
    if hedge in LOW_HEDGES:
        return term.low, None, hedge
    if hedge in HIGH_HEDGES:
        return None, term.high, hedge
    if hedge == NEARLY and not term.low:  # nothing is below none
        return term.low, term.high, "about"
    return term.low, term.high, hedge


def bound_cell(bound: Decimal | None) -> str:
    """Return a bound as a cell; empty where it has more digits than a cell may."""
    text = "" if bound is None else format(bound, "f")
    return text if re.fullmatch(NUMBER, text) else ""
