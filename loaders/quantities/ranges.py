"""Neighbouring numbers that make one quantity: ranges, shares, orders of magnitude."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from loaders.quantities.hedges import CHANGE
from loaders.quantities.notation import EXACT, in_digits
from loaders.quantities.numerals import SCALES
from loaders.quantities.spanish import STEPS
from loaders.quantities.terms import Term
from loaders.quantities.unit_words import CURRENCY, MEASURE

UNIT_IN_GAP = r"(?P<unit>\s?%|[\s-](?:percent|per\scent)|[\s-][^\W\d_]+)?"
SOFT = (
    r"(?:(?:about|around|roughly|approximately|perhaps|possibly|maybe|nearly|almost|even|an?|el|la|los|las"
    r"|as\s(?:much|many)\sas)\s)*"
)
SOFTENING = re.compile(
    r"\b(?:about|around|roughly|approximately|perhaps|possibly|maybe|nearly|almost)\s",
    re.IGNORECASE,
)
"""The words of `SOFT` that soften an end of a range."""
RANGED = re.compile(
    rf"{UNIT_IN_GAP}(?:\s?[-–]\s?(?:to\s?-\s?)?|-?\s(?P<word>to|or|and|o|y|a|hasta)\s{SOFT})"
    rf"(?P<money>{CURRENCY})?\s?",
    re.IGNORECASE,
)
BETWEEN = re.compile(rf"\b(?:between|entre)\s{SOFT}(?:{CURRENCY})?\s?$", re.IGNORECASE)
VERB = (
    r"\b(?:ris|rose|increas|grow|grew|fall|fell|declin|drop|decreas|jump|surg|soar|climb|went|gone"
    r"|shr[aiu]nk|cut|reduc|slump|plung|swell|spik|expand|shift|mov|doubl|tripl|ballo|accelerat"
    r"|improv|worsen|plummet)\w*"
)
FROM = re.compile(rf"\bfrom\s{SOFT}(?:{CURRENCY})?\s?$", re.IGNORECASE)
RANGING = re.compile(
    r"\b(?:rang|var|anywhere|anything|estimat|spread|span|everything)\w*\b[^.;]*$", re.I
)
"""From A to B is two levels or a range; these words tell that it is a range."""
SPANNING = re.compile(
    rf"\b(?:van?|oscila\w*|varía\w*|fluctúa\w*|rango|estima\w*)\b[^.;]*\bde(?:sde)?\s{SOFT}$", re.I
)
"""The same in Spanish: las estimaciones van desde A hasta B."""
FROM_SPANISH = re.compile(rf"\bde(?:l|sde)?\s{SOFT}$", re.IGNORECASE)
GAME = re.compile(r"\b(?:gan|perdi|venci|derrot|empat|vot|gol)\w*[^.;]{0,30}$", re.IGNORECASE)
CHANGED = re.compile(rf"{VERB}\s(?:by\s)?{SOFT}(?:{CURRENCY})?\s?$", re.IGNORECASE)
"""What rose by 5 to 12 rose by so much to such a level, or by a range."""
SCORED = re.compile(
    r"\b(?:won|win|wins|lost|lose|loses|beat|beaten|drew|score[ds]?|vote[ds]?|defeat\w*|victory|ruled"
    r"|ruling|led|leads?)\b[^.;]{0,30}$",
    re.IGNORECASE,
)
SHARED = re.compile(
    r"(?:[\s-](?:in|out[\s-]of|in\severy|out\sof\severy|of\severy)[\s-]"
    r"|(?:\s[^\W\d_]+)?\sde\scada\s|/)",
    re.IGNORECASE,
)
SCALE_LAST = re.compile(rf"(?:{'|'.join((*SCALES, *STEPS))})$", re.IGNORECASE)
"""What the digits behind it make a piece of: tres millones 155, one million 300 thousand."""
TIED = re.compile(r"[/:]|\s?[±×]\s?")
"""What ties two numbers together where nothing tells how."""
NONE_OF = re.compile(r"\sof\s(?:the\s|these\s|those\s|its\s|their\s)?", re.IGNORECASE)
ORDERS = re.compile(
    r"(?:(?:,\s|\s)(?:and|or|to|if\snot|perhaps|maybe|possibly|even|potentially|upon|likely))+,?\s",
    re.IGNORECASE,
)
AND_HALF = re.compile(rf"[\s-]?(?P<unit>{MEASURE})?\sand\s(?:a\s|one\s)?", re.IGNORECASE)
FARTHEST = 60
"""How many characters may stand between two numbers of one quantity."""
PER_MANY = re.compile(
    r"(?:\s[\w'-]+){0,4}\s(?:per|for\severy|in\severy|por(?:\scada)?)\s", re.IGNORECASE
)


def joined(text: str, alone: Sequence[Term]) -> list[Term]:
    """Join neighbours that make one quantity."""
    found: list[Term] = []
    for term in alone:
        made = _made(text, found[-1], term) if found else None
        made = made or (_torn(text, found[-1], term) if found else None)
        if made:
            start = min(made.start, found[-1].start)
            found[-1] = replace(made, start=start, spans=(*found[-1].spans, *term.spans))
        else:
            found.append(term)
    return [term for term in found if term.start < term.end]


def _made(text: str, one: Term, other: Term) -> Term | None:
    gap = text[one.end : other.start]
    if other.start < one.end or len(gap) > FARTHEST or one.open or other.open:
        return None
    return next((made for joint in JOINTS if (made := joint(text, gap, one, other))), None)


def _torn(text: str, one: Term, other: Term) -> Term | None:
    """Leave open what a hyphen or a slash ties together and nothing explains, or what has an end
    that is open.
    """
    gap = text[one.end : other.start]
    if other.start < one.end or len(gap) > FARTHEST:
        return None
    ranged = RANGED.fullmatch(gap)
    spelled = ranged and ranged["word"]
    digits_behind = text[other.start].isdigit()
    digits = text[one.end - 1].isdigit() and digits_behind
    tied = (
        (ranged and not spelled and (digits or not ranged["unit"]))
        or TIED.fullmatch(gap)
        or gap.endswith(" de cada ")
        or (gap in (" ", " y ") and SCALE_LAST.search(text[one.start : one.end]) and digits_behind)
    )
    if not (tied or (spelled and (one.open or other.open))):
        return None
    return replace(other, open=text[one.start : other.end], form="number")


Joint = Callable[[str, str, Term, Term], Term | None]


def _share(text: str, gap: str, one: Term, of: Term) -> Term | None:
    """Read "one in five", "four out of ten", "1/3 of"."""
    if not SHARED.fullmatch(gap) or one.form != "number" or of.form != "number":
        return None
    if one.low != one.high or of.low != of.high or not 0 < one.low < of.low:
        return None
    digits = text[of.start : of.end]
    if gap == "/" and not text.startswith(" of ", of.end):
        return None
    if "in" in re.split(r"[\s-]", gap) and (re.fullmatch("[0-9]{4}", digits) or one.low > 99):
        return None
    share = in_digits(one.low / of.low)
    return replace(of, low=share, high=share, form="fraction", scales=(), share=True)


def _range(text: str, gap: str, low: Term, high: Term) -> Term | None:
    match = RANGED.fullmatch(gap)
    left = text[max(0, low.start - 80) : low.start]
    if match is None or low.high != low.low or high.high != high.low or high.high is None:
        return None
    word = (match["word"] or "").casefold()
    between = BETWEEN.search(left) if word in ("and", "to", "y") else None
    if (word in ("and", "y") and not between) or _two_levels(left, word, match, low):
        return None
    if not _same_unit(match["unit"], text[high.end : high.end + 30]) or not _same_form(low, high):
        return None
    if not match["unit"] and _unclear(text, left, word, low, high):
        return replace(high, open=text[low.start : high.end])
    soft = any(SOFTENING.search(part) for part in (gap, between.group() if between else ""))
    floor = low.low if low.scales else _scaled(low.low, high)
    start = low.start - len(between.group()) if between else low.start
    return replace(high, low=floor, start=start, soft=soft) if floor < high.high else None


def _two_levels(left: str, word: str, match: re.Match[str], low: Term) -> bool:
    """Tell whether two numbers are a change's: from 5 to 12, pasó de 5 a 12; or a game's."""
    money = match["money"] and not re.search(rf"(?:{CURRENCY})\s?$", left, re.IGNORECASE)
    if money or (not word and SCORED.search(left) and low.low < 100):
        return True
    if word in ("a", "hasta"):
        apart = word == "hasta" or CHANGE.search(left) or GAME.search(left)
        return bool(apart) and not SPANNING.search(left)
    return word == "to" and bool(FROM.search(left)) and not RANGING.search(left)


def _same_form(low: Term, high: Term) -> bool:
    """Tell whether two ends are numbers of one kind; 5 to 7 decades and 2- to 3-fold are."""
    if low.form in ("magnitude", "ordinal", "era"):
        return False
    return low.form == high.form or (low.form == "number" and high.form in ("years", "multiple"))


def _unclear(text: str, left: str, word: str, low: Term, high: Term) -> bool:
    """Tell whether an end may share the other's scale: 10-15,000, or rose by 5 to 12 percent."""
    if word == "to" and CHANGED.search(left):
        return True
    if word == "a" and FROM_SPANISH.search(left) and not SPANNING.search(left):
        return True
    if high.scales and not low.scales and low.low < 1000 and _scaled(low.low, high) == low.low:
        return True
    short = low.low < 100 and not low.scales and not high.scales and low.low == low.low // 1
    grouped = re.search(r"[,. ']000$", text[high.start : high.end])
    return bool(short and low.low and grouped and 1000 * low.low < high.low)


def _same_unit(unit: str | None, right: str) -> bool:
    """Tell whether the word behind the first number stands behind the second one too."""
    if not unit or not unit.strip(" -"):
        return True
    word = unit.strip(" -").casefold()
    behind = re.match(r"[\s-]?(%|per\scent|\w+)", right)
    return behind is not None and behind[1].casefold().rstrip("s") == word.rstrip("s")


def _scaled(low: Decimal, high: Term) -> Decimal:
    """Return the lower end with the scale of the upper one: 5 to 7 million, 50 to 60 thousand."""
    assert high.high is not None
    for first in range(len(high.scales)):
        step = Decimal(1)
        for scale in high.scales[first:]:
            step = EXACT.multiply(step, scale)
        if low < high.high / step:
            return in_digits(EXACT.multiply(low, step))
    return low


def _orders(text: str, gap: str, low: Term, high: Term) -> Term | None:
    """Read "thousands, perhaps tens of thousands", "tens to hundreds of thousands"."""
    if low.form != "magnitude" or high.form != "magnitude" or not ORDERS.fullmatch(gap):
        return None
    floor = low.low
    if len(high.scales) > 1 and len(low.scales) == 1 and floor < high.scales[0]:
        floor = EXACT.multiply(floor, high.scales[-1])
    top = high.low
    return replace(high, low=floor, high=top if top > floor else floor)


def _none_of(text: str, gap: str, none: Term, of: Term) -> Term | None:
    zero = none.low == none.high == 0 and of.form == "number"
    return replace(of, low=none.low, high=none.low) if zero and NONE_OF.fullmatch(gap) else None


def _one_single(text: str, gap: str, one: Term, single: Term) -> Term | None:
    single_word = text[single.start : single.end].casefold() == "single"
    return replace(single, low=one.low, high=one.high) if gap == " " and single_word else None


def _and_half(text: str, gap: str, whole: Term, half: Term) -> Term | None:
    match = AND_HALF.fullmatch(gap)
    half_word = text[half.start : half.end].casefold() in ("half", "a half")
    if not match or not half_word or whole.low != whole.high or whole.form != "number":
        return None
    value = whole.low + Decimal("0.5")
    return replace(half, low=value, high=value, form="number", unit=match["unit"] or "")


def _per_many(text: str, gap: str, count: Term, many: Term) -> Term | None:
    """Take "per 100,000" into the quantity; its words are read with the unit."""
    if not PER_MANY.fullmatch(gap) or many.low < 100 or many.form != "number":
        return None
    return count


JOINTS: tuple[Joint, ...] = (
    _share,
    _range,
    _orders,
    _none_of,
    _one_single,
    _and_half,
    _per_many,
)
"""What makes one quantity of two neighbours; the first that fits."""
