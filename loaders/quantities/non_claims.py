"""Why a numeral is no quantity: the forms of dates, names, ordinals and the like, as a table.

Words cannot always decide it ("2000 seizures"); a person who curates does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.quantities.amounts import amount
from loaders.quantities.hedges import before
from loaders.quantities.notation import RAISED
from loaders.quantities.numerals import AGES, PARTS, TENS, UNITS, Numeral

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
SPANISH_MONTH = (
    r"(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre"
    r"|diciembre)\b"
)
YEAR = r"(?:1[5-9]|20|21)[0-9]{2}"
MEASURED = (
    r"\s?%|[\s-]?(?:percent|per cent|ha|hectares?|acres?|kg|kilos?|kilogram(?:me)?s?|(?:metric )?"
    r"ton(?:ne)?s?|pounds?|lbs?|grams?|ounces?|miles?|km|kilomet(?:er|re)s?|lit(?:er|re)s?|people"
    r"|persons|deaths|pills|tablets|doses|dollars|euros|pesos|times|million|billion)\b"
)
"""What stands behind a number that looks like a year and is none."""
NAMED = (
    r"\b(?:Level|Article|Art\.|Section|Sec\.|Chapter|Ch\.|Title|Table|Figure|Fig\.|Annex|Appendix"
    r"|Bulletin|Circular|Cmnd\.|Directive|Regulation|Box|Pages?|No\.|Nos\.|Number|Resolution|Phase|Type|Class|Schedule|Tier|Operation|Route|Highway"
    r"|Interstate|Room|Part|Step|Goal|SDG|Unit|Division|Battalion|District|Zone|Category|Grade"
    r"|Group of|Form|Paragraph|Rule|Executive Order|Proposition|Catch|Force|Channel|Group|Big)\s"
    r"|\#"
)
KINDS = (
    r"(?:aspect|attempt|case|component|day|element|example|factor|flaw|goal|hand|idea|instance"
    r"|issue|key|kind|measure|method|option|part|place|point|possibility|problem|purpose|question"
    r"|reason|respect|result|sense|side|source|step|swoop|thing|time|type|version|view|way|word)s?"
)
"""What "one" picks out without counting it: one example, one way."""
STOP_WORDS = (
    "about after against all along also although among an a and any are around as at back be "
    "because been before being between both but by can could did do does down due during each "
    "either even every for from had has have he her here his how however i if in including into "
    "is it its just less like may me might more most much must my need needs neither nor not now "
    "of off on once only onto or our out over per rather see seen shall she should since so some "
    "such than that the their them then there these they this those though through throughout "
    "thus to together too toward towards under until up upon us versus via vs was we were what "
    "when where whereas whether which while who whom whose why will with within without would "
    "yet you your including excluding according compared ago earlier later alone full "
    "altogether"
)
STOPS = frozenset(STOP_WORDS.split())
"""Words at which a noun's phrase has ended."""
STOPPED = rf"\s(?:{'|'.join(sorted(STOPS))})\b"
DIGITS = r"[0-9][0-9.,]*"
NUMBER = rf"(?:[0-9]|a hundred|a thousand|{'|'.join((*UNITS, *TENS))})"
NOT_SHARED = rf"(?!\s(?:in|out\sof|or|to)\s(?:every\s)?{NUMBER})"
"""Not "one in five" and "one or two", where "one" counts."""
SEQUEL = "|".join(PARTS)
"""Words that are a fraction or an ordinal."""
PHONE_JOINT = r"(?:\)\s?|[.-])"
"""What stands between the groups of a telephone number."""
QUARTERS_BEFORE = (
    r"\b(?:last|past|next|first|final|previous|preceding|following|consecutive|these|those|other)\s"
)
AGE = rf"(?:[0-9]{{1,2}}|{'|'.join((*UNITS, *TENS))})"
NO_MEASURE = rf"(?!{MEASURED})"
GROUP = (
    r"\b(?:grupos?|jóvenes|niños|niñas|personas|mujeres|hombres|adultos|adolescentes|población"
    r"|edad|edades|franja|tramo)\s(?:(?:de|entre|con)\s)?(?:(?:edad|jóvenes|los)\s)?"
    r"(?:(?:de|entre)\s)?(?:los\s)?"
)
"""Who the ages behind it are of: jóvenes de 20 a 24 años."""
SPANISH_NAMED = (
    r"\b(?:semanas?\sepidemiológicas?|artículos?|art\.|capítulos?|niveles|nivel|tablas?|cuadros?"
    r"|figuras?|número|núm\.|fases?|ley|decreto|serotipos?|tipo|grado|inciso|anexo)\s#?"
)
ENDED = r"(?![0-9A-Za-z])"
DAY = r"[0-9]{1,2}(?:st|nd|rd|th)?"

FORMS: tuple[tuple[str, str, str, str], ...] = (
    ("footnote_mark", r"[0-9]{1,3}", r"\[", r"\]"),
    ("footnote_mark", f"[{RAISED}]+", "", ""),
    ("page_furniture", YEAR, r"(?:©|\(c\)|\bcopyright)\s*", ""),
    ("page_furniture", r"[0-9]{1,2}", r"^[0-9:\s]*", r":[0-9][0-9:\s]*$"),
    ("page_furniture", r"[0-9]{2}", r"^[0-9:\s]*[0-9]:", r"[0-9:\s]*$"),
    ("enumeration", r"[0-9]{1,2}", r"^\W*", r"[.)](?:\s|$)"),
    ("enumeration", r"[0-9]{1,2}", r"\(", r"\)(?!\s?[,.;]|\s(?:and|or|y|e|o)\s)"),
    ("name", "[0-9]+", r"\b(?:calibre|caliber|cal\.)\s\.?", ""),
    ("idiom", "24", "", "[/-]7\\b"),
    ("idiom", "7", "\\b24[/-]", ""),
    ("name", "9", "", rf"/11{ENDED}"),
    ("name", "11", r"\b9/", ""),
    ("date", r"[0-9]{1,2}|[^\W\d_]+", "", rf"[°º]?\sde\s{SPANISH_MONTH}"),
    ("name", DIGITS, rf"{SPANISH_NAMED}(?:{DIGITS}\s(?:y|a|o)\s)?", ""),
    (
        "date",
        r"[0-9]{1,2}",
        r"\b(?:el|los|del|entre|pasados?|días?|de)\s(?:[0-9]{1,2},\s)*",
        rf"(?:,\s[0-9]{{1,2}})*\s(?:y|al|a)\s(?:el\s)?[0-9]{{1,2}}\sde\s{SPANISH_MONTH}",
    ),
    ("name", AGE, r"\b(?:aged|ages)\s(?:(?:between|under|over|from)\s)?", NO_MEASURE),
    ("name", AGE, rf"\b(?:aged|ages)\s(?:(?:between|from)\s)?{AGE}(?:\s(?:to|and)\s|[-–])", ""),
    ("name", AGE, rf"\b(?:aged|ages)\s{AGE}[-–]{AGE}(?:,\s|,?\s(?:and|or)\s)(?:{AGE}[-–])?", ""),
    (
        "name",
        AGE,
        r"\b(?:children|girls|boys|infants|adults|kids|youths)\s(?:who\s(?:are|were)\s)?"
        r"(?:under|over|below|above|younger\sthan|older\sthan)\s(?:the\sage\sof\s)?",
        NO_MEASURE,
    ),
    ("name", AGE, "", rf"-(?:\s(?:and|or)\s{AGE}-)?(?:wheel(?:s|ed|ers?)?|stroke|door)\b"),
    ("name", AGE, r"\b(?:menores|mayores)\sde\s(?:los\s)?", r"\s(?:años|meses)\b"),
    ("name", AGE, rf"{GROUP}(?:menos\sde|más\sde)\s", r"\s(?:años|meses)\b"),
    ("name", AGE, r"\b(?:encima|debajo|partir|menos|más)\sde\slos\s", r"\s(?:años|meses)\b"),
    ("name", AGE, GROUP, rf"\s(?:a|y)\s(?:los\s)?{AGE}\s(?:años|meses)\b"),
    ("name", AGE, rf"{GROUP}{AGE}\s(?:a|y)\s(?:los\s)?", r"\s(?:años|meses)\b"),
    ("name", AGE, "", r"\sy\smás\s(?:años|meses)\b"),
    (
        "name",
        AGE,
        rf"\b(?:años|edad)\b[^.;]{{0,30}}\bel\sde\s(?:{AGE}\sa\s)?",
        rf"\s(?:a\s{AGE}\s)?años\b",
    ),
    ("idiom", "mitad", r"\b(?:a|en|hacia|desde)\s", ""),
    ("period", "mitad", r"\b(?:primera|segunda|última|otra)\s", ""),
    ("idiom", "doble", r"^|(?<!\bel)(?<!\bal)(?<!\bdel)\s", ""),
    ("period", "quarter", r"\bthe\s(?:\w+\s)?", rf"\sof\s{YEAR}\b(?!'s)"),
    ("date", r"[0-9]{1,4}", r"[0-9]/", r"(?!\s+of\b)"),
    ("date", r"[0-9]{1,2}", "", r"/[0-9]{1,2}/[0-9]{2,4}"),
    ("date", r"[0-9]{1,2}", rf"{YEAR}\s?[-–/]\s?(?:[0-9]{{2}}-)?", r"(?![0-9,.]*[0-9]|\s?%)"),
    ("date", r"[0-9]{1,2}", "", r":[0-9]{2}\b"),
    ("date", r"[0-9]{2}", r"[0-9]:", ""),
    (
        "date",
        r"[0-9]{1,2}|noon|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve",
        "",
        r"\s?(?:[ap]\.m\.|[ap]m\b|o'clock)",
    ),
    ("date", r"[0-9]{2}", r"(?<!\w)'", r"(?!\w)"),
    ("date", r"[0-9]{1,2}", "", r"\s?[-–]\s?[0-9]{1,2}(?::[0-9]{2})?\s?(?:[ap]\.m\.|[ap]m\b)"),
    (
        "name",
        r"[0-9]{1,3}",
        "",
        rf"(?:{PHONE_JOINT}[0-9]{{3}}){{1,2}}{PHONE_JOINT}[0-9]{{4}}(?![\w-])",
    ),
    ("name", r"[0-9]{3}", rf"[0-9]{PHONE_JOINT}", rf"{PHONE_JOINT}[0-9]{{4}}(?![\w-])"),
    ("name", r"[0-9]{4}", rf"[0-9]{{3}}{PHONE_JOINT}[0-9]{{3}}{PHONE_JOINT}", ""),
    ("bibliographic", r"[0-9]+", r"[0-9]\(", r"\)"),
    ("bibliographic", r"[0-9]{1,4}", "", r"\s?\([0-9]{1,4}\)(?::|,|\s)\s?[0-9]+"),
    ("bibliographic", r"[0-9]+", r"[0-9]\s?\([0-9]{1,4}\)[:,]?\s(?:[0-9]+\s?[-–]\s?)?", ""),
    ("bibliographic", r"[0-9]{1,3}", rf"{YEAR};\s", r"\s?:"),
    (
        "bibliographic",
        r"[0-9]+",
        r"\bsee\s(?:[0-9]+\s?[-–]\s?)?",
        r"(?:\s?[-–]\s?[0-9]+)?(?:\s(?:above|below)|\))",
    ),
    ("bibliographic", r"[0-9]+", r"\b(?:pp?\.|pages?|pgs?\.)\s?[0-9]+\s?[-–]\s?", ""),
    (
        "period",
        r"[0-9]{1,2}|three|six|twelve",
        "",
        r"[\s-]months?\s(?:ending|ended|through|period)\b",
    ),
    ("period", "(?:two|three|four|[2-4]) quarters", QUARTERS_BEFORE, ""),
    ("period", "quarters", QUARTERS_BEFORE + r"(?:[0-9]+\s)?", ""),
    ("period", "two quarters", "", r"(?!\sof\b)"),
    ("period", r"[0-9]{2,4}s", "", ""),
    ("period", r"[0-9]{2,4}", r"\bFY\s?|\bfiscal years?\s|\bQ[1-4]\s", ""),
    ("period", r"[1-4]", r"\b[QH]", ""),
    ("period", "|".join(AGES), "", ""),
    (
        "period",
        "(?:half|quarter)",
        r"(?:first|second|third|fourth|last|latter|other|same|1st|2nd|3rd|4th|each|every|per|this|that"
        r"|next|previous)[\s-]",
        "",
    ),
    ("period", "half", r"\b(?:first|last|past|next)\s\w+\sand\s(?:a\s)?", ""),
    ("period", "first|second|third|fourth", "", r"[\s-](?:half|quarter|decade|year|month)s?\b"),
    (
        "period",
        "decades?|century|centuries",
        r"(?:th|st|nd|rd|first|this|that|last|past|next|previous|each|every|per|the|mid)[\s-]",
        "",
    ),
    ("name", DIGITS, r"[A-Za-z_]\.?", ""),
    (
        "name",
        DIGITS,
        r"(?:(?<!\bin)(?<!\bto)(?<=[A-Za-z])-|\b(?!in-|to-|out-of-)[A-Z]+-?[0-9-]*-)",
        "",
    ),
    (
        "bibliographic",
        r"[0-9]+",
        r"\b(?:pp?|pages?|vol|volume|no|nos|issue|isbn|issn|doi|ibid)\b[.:,]?\s*",
        "",
    ),
    ("ordinal", r"[0-9][0-9,]*(?:st|nd|rd|th)", "", ""),
    ("ordinal", SEQUEL, r"\bthe\s", r"(?!\s+of\s+(?:a|the|all)\b)"),
    (
        "idiom",
        "double",
        "",
        r"\s(?:down|check|standard|agent|blind|edged|whammy|take|cross)|-[a-z]",
    ),
    ("idiom", "couples?", r"(?:^|[^a ]|[^ ]a|\sthe)\s*", ""),
    ("idiom", "single", r"\b(?:every|each|most|the(?:\s\w+est)?|any)\s", ""),
    ("idiom", "zero", "", r"\s(?:in|tolerance|hour)\b|-(?:sum|tolerance|day|in)"),
    ("idiom", "fifty|50", "", r"-(?:fifty|50)\b"),
    ("idiom", "fifty|50", r"\b(?:fifty|50)-", ""),
    ("idiom", "half|quarter", "", r"-?(?:way|brother|sister|hearted|baked)\b"),
    ("idiom", "quarters|halves", r"(?<!three\s)(?<!four\s)", r"(?!\s+of\b)"),
    ("idiom", "ten", r"\btop\s", ""),
    (
        "pronoun",
        "one",
        r"\b(?:no|any|every|some|each|the|this|that|which|another|an|first|last|latter|right|wrong"
        r"|new|good|big|bad)[\s-]|\ban?\s[\w-]+\s",
        NOT_SHARED,
    ),
    ("pronoun", "one", "", rf"{NOT_SHARED}(?:'s\b|{STOPPED}|\s*[^\w\s-]|\s*$|\sanother\b)"),
    ("idiom", "one", "", rf"[\s-](?:[a-z][\w'-]*\s){{0,3}}?{KINDS}\b"),
)
"""Reason, the numeral's form, what stands before it and behind it; the first that fits decides."""
CASED: tuple[tuple[str, str, str, str], ...] = (
    ("name", DIGITS + "|[A-Za-z]+", NAMED + rf"(?:{DIGITS}\s?(?:,|and|or|to|-|–)\s?)?", ""),
    ("date", DAY, rf"\b{MONTH}\s(?:[0-9]{{1,2}}(?:\s?[-–]\s?|\s(?:to|and)\s))?", ENDED),
    ("date", DAY, "", rf"(?:\s?[-–]\s?[0-9]{{1,2}})?\s(?:of\s)?{MONTH}{ENDED}"),
    ("enumeration", r"[0-9]{1,2}", r"(?:^|[^\w\s]|\b[a-zà-ÿ]+)\s?\(", r"\)"),
    ("name", r"[0-9]+\.[0-9]+", r"\b(?:[a-z]+[A-Z]\w*|[Vv]ersion|[Rr]elease)\s", ""),
    ("name", "[A-Z][a-z]+", r"[a-záéíóúñ]\s(?:los|las)\s", ""),
    ("name", "Decade|Century", "", r"\sof\s[A-Z]"),
    ("name", r"[0-9]{1,3}", "", r"[A-Za-z]+[A-Z]\w*|[C-JLN-Z]\b"),
    ("name", "[A-Z][a-z]+", r"[A-Za-z,]\s", r"\s[A-Z][a-z]"),
    ("name", "One|Single|First", r".", r"\s[A-Z][a-z]"),
)
"""The same where capital letters matter."""
LISTED = re.compile(r"[0-9]+(?:[.,][0-9]{1,2}){2,}|[0-9]+(?:\.[0-9]+){2,}|[0-9][0-9,.]{39,}")
"""1.2.3 and 1,2,3; and more digits than any count has."""
NEAR = 60
"""How many characters before and behind a numeral are read."""
Compiled = tuple[str, re.Pattern[str], re.Pattern[str], re.Pattern[str]]


def _compiled(forms: tuple[tuple[str, str, str, str], ...], flags: int) -> tuple[Compiled, ...]:
    return tuple(
        (
            reason,
            re.compile(numeral, flags),
            re.compile(f"(?:{left})$", flags),
            re.compile(right, flags),
        )
        for reason, numeral, left, right in forms
    )


_FORMS = (*_compiled(CASED, 0), *_compiled(FORMS, re.IGNORECASE))


def reason(text: str, numeral: Numeral) -> str:
    """Say why a numeral of a text without markup is no quantity; empty where it may be one.

    The reasons are those of `exclusions.csv`.
    """
    return next(_reasons(text, numeral), "")


def _reasons(text: str, numeral: Numeral) -> Iterator[str]:
    left = text[max(0, numeral.start - NEAR) : numeral.start]
    right = text[numeral.end : numeral.end + NEAR]
    if _is_year(text, numeral, left, right):
        yield "date"
    for name, form, before_it, behind_it in _FORMS:
        if form.fullmatch(numeral.text) and behind_it.match(right) and before_it.search(left):
            yield name
    found = amount(numeral.text)
    if (found is None and LISTED.fullmatch(numeral.text)) or (found and found.form == "era"):
        yield "enumeration"
    elif (found and found.form == "ordinal") or _is_ordinal(text, numeral, left, right):
        yield "enumeration" if re.match(r",\s", right) and not left.strip() else "ordinal"


def _is_year(text: str, numeral: Numeral, left: str, right: str) -> bool:
    """Tell whether four digits are a year: no comma, no currency, no measure behind them."""
    if not re.fullmatch(YEAR, numeral.text) or re.search(r"[$€£¥₹~<>]\s?$|\bRs\.?\s$", left):
        return False
    counted = re.match(MEASURED, right, re.IGNORECASE)
    if not counted:
        return not (before(text, numeral.start)[0] and re.match(r"\s[a-z]\w+s\s", right))
    dated = re.search(rf"\b(?:in|since|by|of|from|during|until|{MONTH})\s$", left, re.IGNORECASE)
    return bool(dated) and counted.group().strip() not in ("%", "percent")


def _is_ordinal(text: str, numeral: Numeral, left: str, right: str) -> bool:
    """Tell "a third new school" from "a third of the country" and "over a third"."""
    word = numeral.text.casefold()
    if word not in PARTS:
        return False
    article = re.search(r"(?:^|\W)(?:a|an|per)\s$", left, re.IGNORECASE)
    if not article:
        return True
    hedged = before(text, numeral.start)[0] or re.search(r"\bby an?\s$", left, re.IGNORECASE)
    ends = rf"{STOPPED}|\s(?:fewer|lower|higher|larger|smaller)\b|\s*[^\w\s-]|\s*$"
    return not (hedged or re.match(ends, right, re.IGNORECASE))
