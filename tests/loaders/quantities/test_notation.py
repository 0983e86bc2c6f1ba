from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from loaders.quantities.extraction import Reading, readings
from loaders.quantities.numerals import numerals
from loaders.quantities.unit_lookup import UnitKeys

PIECES = (
    "1 7 10 12 34 007 107,622 1.5 28.100 1,5 12,34,567 ½ ⅞ .5 ² ⁶ ^6 e6 10⁶ 3·5 /2 1/2 :1 2 ３ ٣"
    " × x ± - – − +  k K M mil m a b % ‰ ° ,000 .000 '000 † -fold -in-5 -to-4 $ € < ~ ="
)


NOTE = r"(?<!\b10)(?:[²⁶]|\^6[\d,]*)"
"""A note's mark, which only behind a ten could be its power."""
AROUND = re.compile(rf"(?:[=+†/:,.~<$€]|{NOTE})*")
AFTER = re.compile(rf"(?:[+†=<~.,:/$€x×−–-]|{NOTE})+$")
"""What stands before and behind a number without being a part of it."""
NOBODY_PRINTS = r"[bkKmMx×][.,']\d|-in-5."


def printed(pieces: list[str]) -> str:
    return "".join(pieces)


@given(st.lists(st.sampled_from(PIECES.split()), min_size=1, max_size=4).map(printed))
@example("4½")
@example("1-in-6")
@example("9-7")
@example("1,5-7")
@example("10×5")
@example("-½")
@example("²1")
@example("^61.5")
@example("^6^6")
def test_no_value_is_made_of_a_piece_of_a_number(printed: str) -> None:
    """Whatever is read of a run without spaces, all of the run is read, or its bounds are open."""
    assume(not re.search("[a-z]{3}[-–−]|[-–−][a-z]{3}", printed))  # a dash between words
    assume(not re.search(NOBODY_PRINTS, printed))
    text = f"They seized {printed} tons of it."
    start = text.index(printed)
    first, end = start + len(AROUND.match(printed)[0]), start + len(AFTER.sub("", printed))
    for found in readings(text):
        if found.open or not found.numerals or found.end <= start or found.start >= end:
            continue
        assert found.start <= first and found.end >= end, (printed, text[found.start : found.end])


def one(text: str) -> Reading:
    (found,) = readings(text)
    return found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("4½ tons", "4.5"),
        ("3⅞ inches", "3.875"),
        ("2½ million pills", "2500000"),
        ("½ of the boats", "0.5"),
        ("1 1/2 tons", "1.5"),
        ("3-1/2 tons", "3.5"),
        ("5/8 inches", "0.625"),
        ("three-fourths of the boats", "0.75"),
        ("a twentieth of the boats", "0.05"),
        ("seven-twentieths of the boats", "0.35"),
        ("2 thirds of the boats", "0.6667"),
        ("one-in-six boats", "0.1667"),
        ("1-in-5 boats", "0.2"),
        ("two out of five hundred boats", "0.004"),
        ("six-and-a-half years", "6.5"),
        ("$110M", "110000000"),
        ("700K pills", "700000"),
        ("1.5 M pills", "1500000"),
        ("$3B", "3000000000"),
        ("1,5 Mio. Euro", "1500000"),
        ("3 Mrd. Euro", "3000000000"),
        ("12,5 % of them", "12.5"),
        ("0,5 tons", "0.5"),
        ("0,375 tons", "0.375"),
        ("3·5% of them", "3.5"),
        ("1.234 million boats", "1234000"),
        ("1.234.567 boats", "1234567"),
        ("1'234'567 boats", "1234567"),
        ("45 000 tons", "45000"),
        ("45\N{NO-BREAK SPACE}000 tons", "45000"),
        ("1\N{THIN SPACE}234\N{THIN SPACE}567 tons", "1234567"),
        ("12,34,567 rupees", "1234567"),
        ("３４５ boats", "345"),
        ("10^6 cells", "1000000"),
        ("10⁶ cells", "1000000"),
        ("1.2 × 10^6 cells", "1200000"),
        ("5 × 10<sup>6</sup> cells", "5000000"),
        ("2e3 cells", "2000"),
        ("45* boats", "45"),
        ("34 mil 582 homicidios", "34582"),
        ("24 mil hectáreas en México", "24000"),
        ("28.100 hectáreas en México", "28100"),
        ("3 mil millones de pesos", "3000000000"),
        ("2 millones 300 mil personas", "2300000"),
        ("treinta y cinco mil personas", "35000"),
        ("dos mil quinientos detenidos en México", "2500"),
        ("1,5 millones de personas", "1500000"),
        ("tres mil 131 personas en México", "3131"),
        ("los mil 845 de la ciudad", "1845"),
        ("un millar de barcos en el puerto", "1000"),
        ("una docena de barcos en el puerto", "12"),
        ("tres millones 352 mil 155 toneladas de trigo", "3352155"),
        ("un millón 379 mil toneladas de trigo", "1379000"),
        ("treinta y dos millones 087 mil 917 toneladas de trigo", "32087917"),
        ("se cosecharon 3.1 mdt en el valle", "3100000"),
        ("25 homicidios por cada 100 mil personas", "25"),
        ("9.7 por ciento de las personas", "9.7"),
    ],
)
def test_a_number_is_read_as_it_is_printed(text: str, value: str) -> None:
    found = one(text)
    assert (found.low, found.high, found.open) == (Decimal(value), Decimal(value), "")


@pytest.mark.parametrize(
    "text",
    [
        "28.100 tons of it",
        "12a boats",
        "45² boats",
        "a change of −5%",
        "a loss of -$5 million",
        "a loss ($1,234)",
        "5 ± 2 tons",
        "a ratio of 3:1",
        "007 boats",
        "$5 mil",
        "2 billones de pesos",
        "tres mil cuatro mil personas en la guerra",
        "dos millones tres millones de personas",
        "10<sup>37</sup> boats",
        "5m tall",
        "100 k",
        "10-15,000 boats",
        "9-7 lakh rupees",
        "rose by 5 to 12 percent",
        "won by 3-1",
        "a 5-to-4 ruling",
        "tres millones 155 personas de la ciudad",
        "one million 300 thousand boats",
        "la tercera parte de los barcos",
        "una estancia de cuatro a siete noches en el puerto",
        "-5 to 7 tons",
        "1,2345 tons",
    ],
)
def test_what_is_not_wholly_understood_has_open_bounds(text: str) -> None:
    found = one(text)
    assert (found.low, found.high) == (None, None)
    assert found.open


@pytest.mark.parametrize(
    "text",
    [
        "from 5-6 pm",
        "at 10–11 a.m.",
        "see pages 12–15",
        "see pp. 12-15",
        "call 1-800-555-0199",
        "in 2010-11",
        "the 2010-11 season",
        "the 12 months ending in April 2022",
        "the 12-month period ending in May",
        "June 3 to 5",
        "in the last two quarters",
        "Fish and Fisheries, 6(2): 134155",
        "Nature, 592(7854), 397-402",
        "Marine Policy 48 (2014) 102–113",
        "the one hundred fiftieth anniversary",
    ],
)
def test_dates_pages_and_telephone_numbers_are_no_ranges(text: str) -> None:
    assert readings(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4½ tons", ["4½"]),
        ("½ of it, −5 and ⅞", ["½", "−5", "⅞"]),
        ("10⁶ of 5 km²", ["10", "⁶", "5"]),
        ("３４５ boats", ["３４５"]),
        ("treinta y cinco mil personas", ["treinta y cinco mil"]),
        ("el 43 por ciento de ciento veinte personas", ["43", "ciento veinte"]),
        ("more than once", []),
    ],
)
def test_a_sign_of_a_number_belongs_to_its_numeral(text: str, expected: list[str]) -> None:
    assert [found.text for found in numerals(text)] == expected


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("más de 34 mil personas", "more_than"),
        ("casi 500 personas", "nearly"),
        ("superaron los 30.000 de la ciudad", "more_than"),
        ("alrededor del 20% de las personas", "about"),
        ("alrededor de 500 personas", "about"),
        ("al menos 500 personas", "at_least"),
        ("hasta 500 personas", "up_to"),
        ("menos de 500 personas", "less_than"),
        ("entre 5 y 7 toneladas", "range"),
        ("los cálculos van desde los 200 hasta los 800 barcos", "range"),
        ("estancias cortas, cuatro a siete noches en el puerto", "range"),
        ("del orden de 500 personas", "about"),
        ("más de una hectárea de la finca", "more_than"),
    ],
)
def test_spanish_words_hedge(text: str, hedge: str) -> None:
    assert one(text).hedge == hedge


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("32.4 deaths per 100,000 people", "rate"),
        ("24,3 muertes por cada 100 mil habitantes de la entidad", "rate"),
        ("29 muertes por cada cien mil habitantes", "rate"),
        ("29 muertes por cada 1,000 habitantes", ""),
        ("29 muertes por día", "deaths"),
        ("95 muertes accidentales por cada 100 mil habitantes", "rate"),
        ("los 30 nuevas muertes accidentales de la semana", "deaths"),
    ],
)
def test_a_rate_has_the_unit_of_a_rate_and_never_that_of_its_count(text: str, unit: str) -> None:
    rows = [{"unit": "deaths", "name": "death", "plural": "deaths", "per_capita": "rate"}]
    keys = UnitKeys([*rows, {"unit": "rate", "name": "death rate"}], {"muerte": "deaths"})
    assert [keys.of(reading) for reading in readings(text)] == [unit]


@pytest.mark.parametrize(
    "text",
    [
        "muchos de cada diez barcos",
        "la cuota puede subir hasta los 30 euros",
        "la cuota llega hasta un 30% en la ciudad",
        "hasta el 30% de las personas",
    ],
)
def test_a_piece_of_a_spanish_number_is_no_number(text: str) -> None:
    assert [(found.low, found.high) for found in readings(text)] == [(None, None)]
    assert readings(text)[0].open


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ventas que son el doble que en la feria", ("2", "2", "exact", "multiple")),
        ("los pedidos se han más que triplicado", ("3", None, "more_than", "multiple")),
        ("los pedidos se duplicaron en la feria", ("2", "2", "exact", "multiple")),
        ("más de la mitad de los barcos", ("0.5", None, "more_than", "fraction")),
        ("casi dos tercios de los barcos", ("0.6667", "0.6667", "nearly", "fraction")),
        ("un cuarto de los barcos", ("0.25", "0.25", "exact", "fraction")),
        ("tres cuartas partes de los barcos", ("0.75", "0.75", "exact", "fraction")),
        ("medio millón de barcos", ("500000", "500000", "exact", "number")),
        ("casi la tercera parte de los barcos", ("0.3333", "0.3333", "nearly", "fraction")),
        ("dos millones y medio de barcos", ("2500000", "2500000", "exact", "number")),
        ("3 millones y medio de barcos", ("3500000", "3500000", "exact", "number")),
        ("siete de cada diez personas", ("0.7", "0.7", "exact", "fraction")),
        ("una persona de cada cinco", ("0.2", "0.2", "exact", "fraction")),
        ("so that one in every 80 people", ("0.0125", "0.0125", "exact", "fraction")),
        ("decenas de miles de barcos", ("10000", None, "order_of_magnitude", "magnitude")),
        ("llegaron millones de personas", ("1000000", None, "order_of_magnitude", "magnitude")),
        ("al menos un punto porcentual de la tasa", ("1", None, "at_least", "number")),
        ("entre 3 y 5 millones de barcos", ("3000000", "5000000", "range", "number")),
        ("entre el 5 y el 10% de los barcos", ("5", "10", "range", "number")),
        ("las ventas subieron hasta los 500 barcos", ("500", "500", "exact", "number")),
        ("hasta 82 millones de personas", (None, "82000000", "up_to", "number")),
    ],
)
def test_spanish_multiples_fractions_and_shares_are_whole(
    text: str, expected: tuple[str | None, str | None, str, str]
) -> None:
    found = one(text)
    low, high = (None if bound is None else str(bound) for bound in (found.low, found.high))
    assert (low, high, found.hedge, found.form) == expected


@pytest.mark.parametrize(
    "text",
    [
        "entre el 3 de mayo y el 9 de junio",
        "del 1 al 8 de mayo",
        "abrió hasta el 4 de abril de 2019",
        "volunteers aged 20 to 45",
        "girls under seven",
        "mujeres de 30 a 35 años",
        "mayores de 70 años",
        "the same quarter of 2011",
        "a Nations Decade of Oceans",
        "una doble vía de la ciudad",
        "un cuarto de hotel de la ciudad",
        "en la segunda mitad de la feria",
    ],
)
def test_dates_ages_and_calendar_quarters_are_no_values(text: str) -> None:
    assert readings(text) == []


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("40 personas de la ciudad", "people"),
        ("40 hectáreas de la ciudad", "ha"),
        ("40 por ciento de los barcos", "percent"),
        ("cuatro veces más que en la ciudad", "multiple"),
        ("cuatro veces al año en la ciudad", ""),
    ],
)
def test_spanish_words_name_a_unit_of_the_list(text: str, unit: str) -> None:
    keys = UnitKeys([{"unit": key} for key in ("people", "ha", "percent", "multiple")])
    assert keys.of(one(text)) == unit


@pytest.mark.parametrize(
    ("text", "hedges"),
    [
        ("43 ports and over 400 boats", ["exact", "more_than"]),
        ("$5 and up 20 cents", ["exact", "exact"]),
        ("5 years and over", ["at_least"]),
        ("la cuota pasó de 5 a 7 pesos", ["exact", "exact"]),
        ("el puerto ganó por 3 a 5 votos", ["exact", "exact"]),
    ],
)
def test_a_neighbour_s_words_are_not_a_number_s_own(text: str, hedges: list[str]) -> None:
    assert [found.hedge for found in readings(text)] == hedges


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("bought by those ages 18-24 and 25-34", []),
        ("el grupo de mayores de 40 años, siendo el de 50 a 54 años el mayor", []),
        ("cartuchos de calibre .223 en la caja", []),
        ("niños de 6 a 24 meses en la ciudad", []),
        ("riders of two- and three-wheeled vehicles", []),
        ("a list in boatTrace 4.0", []),
        ("listed in Bulletin 33/90", []),
        ("la media de los Veintisiete en la lista", []),
        ("desde el 1° de abril en la ciudad", []),
        ("la semana epidemiológica 13 de la ciudad", []),
        ("los serotipos 02 y 03 en la ciudad", []),
        ("Norway (79), Chile (28) and Perú (25).", ["79", "28", "25"]),
        ("first (1), then (2)", []),
    ],
)
def test_ages_and_marks_of_a_list_are_told_from_numbers_in_brackets(
    text: str, left: list[str]
) -> None:
    assert [str(found.low) for found in readings(text)] == left
