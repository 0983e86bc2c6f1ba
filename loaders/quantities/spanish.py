"""How Spanish says numbers (34 mil 582, treinta y cinco), and whether a text is Spanish."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from loaders.quantities.notation import decimal

SMALL_WORDS = (
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
    "dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro "
    "veinticinco veintiséis veintisiete veintiocho veintinueve"
)
TENS = {
    word: 10 * value
    for value, word in enumerate(
        ["treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"], 3
    )
}
HUNDREDS = {
    word: 100 * value
    for value, stem in enumerate(
        ["dosc", "tresc", "cuatroc", "quin", "seisc", "setec", "ochoc", "novec"], 2
    )
    for word in (f"{stem}ientos", f"{stem}ientas")
}  # fmt: skip
SMALL = {word: value for value, word in enumerate(SMALL_WORDS.split())}
WORDS = {
    **{word: value for word, value in SMALL.items() if word != "uno"},
    **{"veintiún": 21, "veintiuna": 21, **TENS, "cien": 100, "ciento": 100, **HUNDREDS},
}
JOINED = {"uno": 1, "un": 1, "una": 1}
"""What counts behind "y" only, as "un" is an article."""
MILLIONS = {"millón": 10**6, "millones": 10**6, "millon": 10**6}
OF_MILLIONS = {"mdp": "pesos", "mdd": "dólares", "mdt": "toneladas"}
"""What stands for millions of a unit: 3.1 mdt are 3.1 millones de toneladas."""
STEPS = {"mil": 1000, **MILLIONS}
SIZES = {
    **{"decenas": 10, "docenas": 12, "centenares": 100, "cientos": 100},
    **{"millares": 1000, "miles": 1000},
}
"""Plurals that name a size and no number of it: decenas de miles."""
SINGLE = {
    **{"decena": 10, "docena": 12, "quincena": 15, "veintena": 20, "treintena": 30},
    **{"cincuentena": 50, "centenar": 100, "millar": 1000},
}
"""One of a size: un millar de barcos."""
ENDING_WORDS = "a an ó aron ar arse ado ada ados adas ando aba aban ará arán aría arían"
MULTIPLES = {"doble": 2} | {
    f"{stem}ic{ending}": value
    for value, stem in ((2, "dupl"), (3, "tripl"), (4, "cuadrupl"), (5, "quintupl"))
    for ending in ENDING_WORDS.split()
}
NAMED = {word: Decimal(value) for word, value in MULTIPLES.items()} | {
    "mitad": Decimal("0.5"),
    "medio millón": Decimal(500_000),
    **{f"{one} {word}": Decimal(size) for word, size in SINGLE.items() for one in ("un", "una")},
}
ENTIRE = r"del|de\s(?:la|las|los|el|su|sus|todos|todas|toda|todo)"
PARTS = {
    **{"tercio": 3, "cuarto": 4, "quinto": 5, "sexto": 6, "séptimo": 7, "octavo": 8},
    **{"tercera": 3, "cuarta": 4, "quinta": 5, "sexta": 6, "séptima": 7, "octava": 8},
    **{"noveno": 9, "novena": 9, "décimo": 10, "décima": 10},
}
COUNTED_PARTS = {"un": 1, "una": 1} | {
    word: value for word, value in SMALL.items() if 1 < value < 10
}
FRACTION = (
    rf"(?:{'|'.join(COUNTED_PARTS)})\s(?:(?:tercera|cuarta|quinta|sexta|séptima|octava|novena|décima)s?\spartes?"
    r"|tercios?"
    rf"|(?:cuarto|quinto|sexto|séptimo|octavo|noveno|décimo)s?(?=\s(?:{ENTIRE})\s))"
)
"""un tercio, tres cuartas partes; "un cuarto" may be a room where nothing entire stands behind."""
PART = r"(?<=la\s)(?:tercera|cuarta|quinta|sexta|séptima|octava|novena|décima)\sparte\b"
"""la tercera parte: of a book it is one of several."""
HALF_MILLION = r"medio\smillón|(?:(?<=millón\sy\s)|(?<=millones\sy\s))medio"
ONE = r"un[oa]?(?=(?:\s[^\W\d_]+)?\sde\scada\s|\spunto\sporcentual\b)"
"""What counts though it is an article elsewhere: uno de cada cuatro, un punto porcentual."""
OF_SIZE = rf"una?\s(?:{'|'.join(SINGLE)})\b(?=\sde\s)"
HUNDRED = r"(?<!\bpor\s)ciento"
"""Not of "por ciento", which is a unit."""
PHRASES = frozenset((FRACTION, PART, HALF_MILLION, ONE, OF_SIZE, HUNDRED))
COUNTING = frozenset((*WORDS, *STEPS))
LEXICON = frozenset((*COUNTING, *SIZES, *MULTIPLES, "mitad", "medio"))
TOKENS = (LEXICON - {"medio", "ciento"}) | PHRASES
SAID = re.compile(
    r"\b(?:de|del|la|las|los|el|en|que|por|con|para|se|una|fue|fueron|entre|según|y|más|cada"
    r"|millones|millón|casi|unos|unas|muertes|personas)\b|[áéíóúñ¿¡]",
    re.IGNORECASE,
)
NOT_SAID = re.compile(
    r"\b(?:the|of|and|to|in|that|for|with|was|were|is|are|by|from|on|as|at|its|than|had|has|an?)\b",
    re.IGNORECASE,
)
NUMBER = r"[0-9]+(?:[.,][0-9]+)*"
SAID_THOUSANDS = re.compile(
    rf"(?:(?P<head>{'|'.join(w for w, n in WORDS.items() if 1 < n < 100)})\s)?"
    r"mil\s(?P<rest>[0-9]{3})(?!\w)",
    re.IGNORECASE,
)
"""tres mil 131, mil 845."""
COUNTED = "|".join(sorted((*WORDS, "un", "uno", "una"), key=len, reverse=True))
SAID_MILLIONS = re.compile(
    rf"(?:(?P<head>(?:{COUNTED})(?:\s(?:y\s)?(?:{COUNTED}))*)\s)?mill(?:ones|[oó]n)\s"
    r"(?P<more>[0-9]{1,3})\smil\b(?:\s(?P<last>[0-9]{3})(?![0-9]))?(?!\w)",
    re.IGNORECASE,
)
"""tres millones 352 mil 155."""
THOUSANDS = re.compile(
    rf"(?P<head>{NUMBER})\s(?:mil(?:\s(?P<rest>[0-9]{{3}})(?![0-9]))?(?:\s(?P<millions>millones)\b)?"
    r"|mill(?:ones|[oó]n)\b(?:\s(?P<more>[0-9]{1,3})\smil\b(?:\s(?P<last>[0-9]{3})(?![0-9]))?"
    r"|\s(?P<half>y\smedio)\b)?"
    r"(?P<one>))(?!\w)",
    re.IGNORECASE,
)
"""34 mil 582, 24 mil, 3 mil millones, 2 millones 300 mil."""


def writes_comma(text: str) -> bool | None:
    """Tell whether a text is Spanish, whose decimals may have a comma; None where no word tells."""
    spanish, english = len(SAID.findall(text)), len(NOT_SAID.findall(text))
    return None if not spanish and not english else spanish > english


def thousands(text: str, start: int, comma: bool | None) -> tuple[Decimal | None, int] | None:
    """Return what digits with "mil" or "millones" behind them come to, and where they end.

    "5 mil" alone is five thousand in Spanish only, where English may mean millions.
    """
    said = SAID_THOUSANDS.match(text, start) if comma else None
    if said:
        many = WORDS[said["head"].casefold()] if said["head"] else 1
        return Decimal(1000 * many + int(said["rest"])), said.end()
    said = SAID_MILLIONS.match(text, start) if comma else None
    if said:
        whole = value_of(said["head"].casefold().split()) if said["head"] else Decimal(1)
        rest = 1000 * int(said["more"]) + int(said["last"] or 0)
        return None if whole is None else (10**6 * whole + rest, said.end())
    match = THOUSANDS.match(text, start)
    if match is None:
        return None
    head = decimal(match["head"], True if comma is None else comma)
    sure = comma or match["rest"] or match["millions"] or match["one"] is not None
    if head is None or not sure:
        return None, match.end()
    if match["one"] is not None:
        rest = 1000 * int(match["more"] or 0) + int(match["last"] or 0)
        rest += 500_000 if match["half"] else 0
        return 10**6 * head + rest, match.end()
    value = 1000 * head + int(match["rest"] or 0)
    return value * (10**6 if match["millions"] else 1), match.end()


def one_number(before: str, gap: str, word: str) -> bool:
    """Tell whether a Spanish number so far and the next word make one number."""
    last = before.casefold().split()[-1]
    if gap == " de ":
        return last in SIZES and word in ("miles", "millones")
    if last not in COUNTING and last not in JOINED:
        return False
    if gap == " y ":
        half = word == "medio" and last in MILLIONS
        return half or (last in TENS and (word in JOINED or 0 < SMALL.get(word, 0) < 10))
    if gap != " ":
        return False
    if word in STEPS:
        return last not in MILLIONS and last != word
    return word in WORDS and (
        last in STEPS or (last in ("ciento", *HUNDREDS) and WORDS[word] < 100)
    )


def _named(words: Sequence[str]) -> Decimal | None:
    """Return what a multiple, a fraction or a size comes to, or None where words are none."""
    only = " ".join(words)
    if only in NAMED:
        return NAMED[only]
    if words[-1] == "parte" and len(words) == 2:  # la tercera parte
        return Decimal(1) / PARTS[words[0]]
    if len(words) > 1 and (of := PARTS.get(words[1].removesuffix("s"))):
        return Decimal(COUNTED_PARTS[words[0]]) / of
    if words[0] in SIZES:
        return Decimal(math.prod(SIZES.get(word) or MILLIONS.get(word, 1) for word in words))
    return None


def value_of(words: Sequence[str]) -> Decimal | None:
    """Return what Spanish number words come to, or None where they are none, or are two numbers in
    one run: tres mil cuatro mil.
    """
    whole = _named(words)
    if whole is not None:
        return whole
    if words[-2:] == ["y", "medio"]:
        counted = value_of(words[:-2])
        return None if counted is None else counted + 500_000
    total, thousand, current = 0, 0, 0
    for word in words:
        if (word in MILLIONS and total) or (word == "mil" and thousand):
            return None
        if word in MILLIONS:
            total, thousand, current = total + (thousand + current or 1) * 10**6, 0, 0
        elif word == "mil":
            thousand, current = (current or 1) * 1000, 0
        elif word in WORDS or word in JOINED:
            current += WORDS.get(word) or JOINED.get(word, 0)
        elif word != "y":
            return None
    return Decimal(total + thousand + current)


def form_of(words: Sequence[str]) -> Literal["number", "fraction", "multiple", "magnitude"]:
    """Return what form of number Spanish number words have; several "millones" are a size."""
    if words[0] in MULTIPLES:
        return "multiple"
    part = words[-1] == "parte" or (len(words) > 1 and words[1].removesuffix("s") in PARTS)
    if words[0] == "mitad" or part:
        return "fraction"
    return "magnitude" if words[0] in SIZES or list(words) == ["millones"] else "number"


def scales_of(number: str) -> tuple[Decimal, ...]:
    """Return the sizes that end a number, which a lower end may share: 3 y 5 millones."""
    words = re.split(r"\s", number.casefold())
    steps = [word for word in words[1:] if word in STEPS]
    whole = steps == words[1:]
    return tuple(Decimal(STEPS[word]) for word in (steps if whole else steps[:1]))
