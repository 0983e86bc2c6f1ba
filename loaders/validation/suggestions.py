"""What was probably meant by a cell that is not allowed: the nearest right value.

Nothing is written by it. Where two values are as near, none is named.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from loaders.errors import closest_match, shown
from loaders.quantities.estimates import estimates
from loaders.quantities.extraction import bound_cell, readings
from loaders.schema.tables import SCHEMAS, codes, facts, pattern
from loaders.values.codelists import OBSERVATION_FLAGS, Code
from loaders.values.edtf import FORMS, MONTHS, parse_period
from loaders.values.places import WORLD, is_world

MADE_BY_A_SPREADSHEET = re.compile(r"=.*|#[A-Z/0!?]+|#+|TRUE|FALSE", re.IGNORECASE)
SERIAL = re.compile(r"([2-6][0-9]{4})(?:\.0)?")
"""A day as spreadsheets count it, from the end of 1899."""
MIDNIGHT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]00:00(?::00(?:\.0+)?)?Z?")
DECIMAL_COMMA = re.compile(r"([0-9]+),([0-9]{1,2}|[0-9]{4,17})")
"""A comma that separates no thousands."""
NO_VALUE = ("na", "n/a", "nan", "none", "null", "-", "?")
TENS = {
    **{"100": "hundred", "1000": "thousand", "10000": "ten_thousand"},
    **{"100000": "hundred_thousand", "1000000": "million"},
}
FEW = 4
"""From how many letters on a word stands for longer ones that begin like it."""
FISCAL = re.compile(r"f\.?y\.?\s?'?(?:20)?([0-9]{2})", re.IGNORECASE)
SPAN = re.compile(r"(.*?[0-9]{4})\s*(?:[-–—/]|\bto\b)\s*(.*?[0-9]{4})", re.IGNORECASE)
MONTH = re.compile(
    r"([a-z]{3})[a-z]*(?:\.?,?\s+(?=[0-9]{4})|-)((?:[0-9]{2})?[0-9]{2})", re.IGNORECASE
)
QUARTER = re.compile(r"q([1-4])[\s/-]*([0-9]{4})|([0-9]{4})[\s/-]*q([1-4])", re.IGNORECASE)
DECADE = re.compile(r"([0-9]{3})0'?s")
DAY = re.compile(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{4})")
NAMED_DAY = re.compile(
    r"(?:([a-z]{3})[a-z]*\.?\s+([0-9]{1,2})|([0-9]{1,2})\s+([a-z]{3})[a-z]*\.?),?\s+([0-9]{4})",
    re.IGNORECASE,
)
NUMBER_ALONE = re.compile(r"[1-9][0-9]*(?:-[1-9][0-9]*)?")
"""What in a locator may be of paragraphs as well as of pages."""
PLACE_IN_TEXT = re.compile(
    r"(?:(para)(?:graph)?s?\.?|(¶)|(p)(?:p|age|ages)?\.?)\s*([1-9][0-9]*(?:-[1-9][0-9]*)?)",
    re.IGNORECASE,
)


def advice(value: str, table: str, column: str, otherwise: str = "correct the cell") -> str:
    """Say how a cell that its column does not allow was probably meant, or `otherwise`."""
    if told := _without_guess(value, table, column):
        return told
    known = facts(table, column)
    if allowed := codes(table, column):
        meant = code_meant(value, allowed)
    elif several := codes(table, column, "several_of"):
        meant = _codes_meant(value, several)
    elif known["type"] == "edtf":
        meant = period_meant(value)
    else:
        meant = _mended(value, table, column)
    if not meant and known["type"] in ("date", "edtf") and len(days := days_meant(value)) > 1:
        return f"write the year first: {' or '.join(days)}"
    if not meant:
        return otherwise
    fiscal = ", if its fiscal year begins in October" if FISCAL.search(value) else ""
    return f'did you mean "{meant}"{fiscal}?'


def _without_guess(value: str, table: str, column: str) -> str:
    """Say what to do with a cell that may mean several things, or nothing; "" of any other."""
    kind, text = facts(table, column)["type"], value.strip()
    if value.casefold() in NO_VALUE and SCHEMAS[table].columns[column].nullable:
        return "empty the cell"
    if kind == "number":
        return _no_number(value)
    if column == "locator" and NUMBER_ALONE.fullmatch(text):
        return f"say what it counts: para {text}, page {text} or table …"
    if kind in ("date", "edtf") and SERIAL.fullmatch(text):
        day = day_meant(text)
        others = f", {day[:7]} or {day[:4]}, as the document says" if kind == "edtf" else ""
        return f"a spreadsheet writes the day {day} so: write {day}{others}"
    return ""


def _no_number(value: str) -> str:
    """Say what to do with a cell of which a number cannot be made, or ""."""
    if re.fullmatch(r"[0-9]{18,}(\.[0-9]*)?", value):
        return "look for extra digits: no number here has more than 18"
    if MADE_BY_A_SPREADSHEET.fullmatch(value):
        return "a spreadsheet made it: type the number that the document prints"
    if fall := re.fullmatch(r"[-−–]([0-9]+(?:\.[0-9]+)?)", value):
        series = "in a series whose measure is decrease (a column of series.csv)"
        return f"for a fall, write {fall[1]} {series}; if there is none, add one"
    return ""


def code_meant(value: str, allowed: Mapping[str, Code]) -> str:
    """Return the code that a word stands for: the hedge that it is of a number, or the code whose
    name or meaning alone has it; else the one most like it, or "".
    """
    word = value.strip().casefold()
    found = readings(f"{word} 7", everything=True)
    if len(found) == 1 and found[0].start == 0 and found[0].hedge in allowed:
        return found[0].hedge
    labels = [name for name, code in allowed.items() if code.label.casefold() == word]
    meaning = [
        name for name, code in allowed.items() if _says(f"{code.label} {code.meaning}", word)
    ]
    fits = labels or meaning
    return fits[0] if len(fits) == 1 else closest_match(value, list(allowed))


def _codes_meant(value: str, allowed: Mapping[str, Code]) -> str:
    """Return the codes that a cell of several ones means, or "" where one of them is unlike any."""
    words = [word.strip() for word in re.split("[;,|]", value) if word.strip()]
    meant = [word if word in allowed else code_meant(word, allowed) for word in words]
    return ";".join(dict.fromkeys(meant)) if all(meant) else ""


def rules_meant(cell: str) -> str:
    """Return the rules of flags that a recipe's cell means, with each flag by its right name."""
    rules = [rule.rpartition(":") for rule in cell.split(";") if rule.strip()]
    flags = ((when.strip(), code_meant(flag.strip(), OBSERVATION_FLAGS)) for when, _, flag in rules)
    return "; ".join(f"{when}: {flag}" for when, flag in flags)


def hedge_advice(claim: Mapping[str, str]) -> str:
    """Say how the empty hedge of a claim is filled in, by its bounds or else by its words."""
    ends = list(dict.fromkeys(claim[end] for end in ("low", "high") if claim[end]))
    words = claim["as_printed"]
    found = estimates(words, readings(words, everything=True))
    if len(ends) == 2:
        return (
            f"write range where {ends[0]} and {ends[1]} are the ends of an interval; else give "
            "each number a row of its own"
        )
    if len(found) > 1 and not ends:
        apart = advice_on_several([words[each.start : each.end] for each in found])
        return f"{shown(words)} gives {len(found)} numbers: {apart}; or fill in low, high and hedge"
    if len(found) == 1 and not found[0].open:
        return f'did you mean "{found[0].hedge}"?'
    if words and not ends:
        return f"{shown(words)} gives no number that is understood: fill in low, high and hedge"
    return "fill it in"


def advice_on_several(numbers: Sequence[str]) -> str:
    """Say what to do where the words of one number give several."""
    plain = len(numbers) == 2 and all(re.fullmatch(r"[0-9][0-9.,]*", each) for each in numbers)
    interval = " to ".join(numbers) if plain else "28 to 35"
    return (
        f"give each a claim of its own; an interval is one number, as {interval}; so is an "
        "estimate with its range, as 10 million (range, 9–11 million)"
    )


def _says(text: str, word: str) -> bool:
    """Tell whether a word, or a shorter or longer form of it, stands in a text."""
    own = (each for each in re.findall(r"[^\W\d_]+", text.casefold()) if len(each) >= FEW)
    return len(word) >= FEW and any(e.startswith(word) or word.startswith(e) for e in own)


def period_meant(value: str) -> str:
    """Return the period that is meant, in EDTF; "" where it could be several, or is none."""
    text = value.strip().removesuffix(".0")  # 2018.0 is what some programs make of 2018
    meant = text if FORMS.fullmatch(text) else _span(text) or _part(text)
    return meant if FORMS.fullmatch(meant) and _parses(meant) else ""


def _span(text: str) -> str:
    """Return a span from one part to another; of fiscal years their first and last month."""
    found = SPAN.fullmatch(text)
    ends = [_part(end) or end.strip() for end in found.groups()] if found else []
    if not all(re.fullmatch(r"[0-9]{4}(?:-[0-9]{2})?(?:/[0-9]{4}-[0-9]{2})?", e) for e in ends):
        return ""
    return f"{ends[0].split('/')[0]}/{ends[1].split('/')[-1]}" if ends else ""


def _part(text: str) -> str:
    """Return a year, half, quarter, month or day in EDTF; a fiscal year is that of the US."""
    if (found := FISCAL.fullmatch(text)) and (year := int(found[1])):
        return f"20{year - 1:02}-10/20{year:02}-09"
    if found := QUARTER.fullmatch(text):
        year_text, last = found[2] or found[3], 3 * int(found[1] or found[4])
        return f"{year_text}-{last - 2:02}/{year_text}-{last:02}"
    if found := DECADE.fullmatch(text):
        return f"{found[1]}0/{found[1]}9"
    if (found := MONTH.fullmatch(text)) and (month := _month(found[1])):
        return f"{f'20{found[2]}'[-4:]}-{month:02}"
    return day_meant(text)


def day_meant(text: str) -> str:
    """Return a day in ISO form, where its day and month cannot be taken for each other."""
    if found := NAMED_DAY.fullmatch(text.strip()):
        month, day = _month(found[1] or found[4]), int(found[2] or found[3])
        return f"{found[5]}-{month:02}-{day:02}" if month else ""
    if found := MIDNIGHT.fullmatch(text.strip()):
        return found[1]
    if found := SERIAL.fullmatch(text.strip()):
        return (date(1899, 12, 30) + timedelta(days=int(found[1]))).isoformat()
    days = days_meant(text)
    return days[0] if len(days) == 1 else ""


def days_meant(text: str) -> list[str]:
    """Return the days that a text such as 1/11/2026 may be, in ISO form."""
    found = DAY.fullmatch(text.strip())
    if not found:
        return []
    numbers = (int(found[1]), int(found[3]))
    pairs = dict.fromkeys((numbers, numbers[::-1]))
    return [f"{found[4]}-{m:02}-{d:02}" for m, d in pairs if 0 < m <= len(MONTHS)]


def _month(name: str) -> int:
    """Return the number of a month by its first letters; 0 where it is none."""
    return MONTHS.index(name.title()) + 1 if name.title() in MONTHS else 0


def _parses(text: str) -> bool:
    try:
        parse_period(text)
    except ValueError:
        return False
    return True


def number_meant(value: str, column: str) -> str:
    """Return the one number of a cell's words as plain digits: 70 of "70%"; else ""."""
    found = readings(value, everything=True)
    if len(found) != 1 or found[0].open or "," in value:
        return ""
    low, high = found[0].low, found[0].high
    bound = high if low is None or column.endswith("high") else low
    return bound_cell(bound)


def _mended(value: str, table: str, column: str) -> str:
    """Return what was probably meant by a cell that breaks its column's pattern, or "".

    Digits of other scripts, separators of thousands, currency signs, leading zeros, capitals
    and spaces are put right; a decimal comma is where it separates no thousands. Commas between
    keys are semicolons.
    """
    kind, form = facts(table, column)["type"], pattern(table, column)
    text = "".join(str(unicodedata.decimal(char, char)) for char in value).strip(" $€£")
    if kind == "number":
        if re.fullmatch(r"[0-9]{1,3}(?:[,_' \u00a0][0-9]{3})+", text):
            text = re.sub(r"[^0-9]", "", text)
        text = re.sub(r"^0+(?=[0-9])", "", text)
        text = f"0{text}" if text.startswith(".") else text
    keys = re.sub(r"\s*[,;]\s*", ";", text)
    guesses = [text, text.lower()]
    if kind == "number":
        guesses += [DECIMAL_COMMA.sub(r"\1.\2", text), number_meant(text, column)]
    elif kind == "date":
        guesses.append(day_meant(text))
    elif column == "locator":
        guesses.append(locator_meant(text))
    elif column == "flags":
        guesses.append(rules_meant(text))
    elif column == "place_id" and is_world(text):
        guesses.append(WORLD["place_id"])
    elif column == "unit":
        guesses.append(_without_digits(text))
    else:
        guesses.append(keys)
    return next((meant for meant in guesses if re.fullmatch(form, meant)), "")


def _without_digits(unit: str) -> str:
    """Return the name of a unit with its powers of ten in words: per_hundred_thousand."""
    plain = re.sub(r"(?<=[0-9])[,'](?=[0-9]{3})", "", re.sub(r"[\s-]+", "_", unit))
    return re.sub("[0-9]+", lambda found: TENS.get(found.group(), found.group()), plain)


def locator_meant(text: str) -> str:
    """Return a paragraph or page as locators name them: `page 14` of "p. 14"."""
    found = PLACE_IN_TEXT.fullmatch(text)
    return f"{'page' if found[3] else 'para'} {found[4]}" if found else ""
