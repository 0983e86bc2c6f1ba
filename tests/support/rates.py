"""Ferries with a published rate and populations, for numbers per 100,000 people."""

from __future__ import annotations

from pathlib import Path

from loaders.dataset import Dataset, typed
from loaders.storage.folder import read_files
from loaders.validation.check import contents
from tests.support.ferries import ferries
from tests.support.recorded import OBSERVED, OF_A_FILE, write_record

PER = "passengers_per_hundred_thousand"
RATE, COUNT = "ferry_rate", "ferry_passengers"
UNITS = f"""people,person,people,,people,
{PER},"passenger per 100,000 people","passengers per 100,000 people",,{PER},
"""
INDICATORS = f"""population,ferries,Population,People who live there.,people,,,,,
{RATE},ferries,"Ferry passengers per 100,000 people",By population.,{PER},,,{COUNT},population,
"""
PEOPLE = {**OF_A_FILE, "place_id": "NO", "indicator_id": "population", "unit": "people"}
PEOPLE |= {"measure": "stock", "document_id": "dahl2021"}
POPULATIONS = {
    "own-people": ("Line office", {"2002": "1000000", "2003": "1000000"}),
    "census": ("Census", {"2003": "2000000", "2004": "1100000"}),
}
CLAIMS = (
    {"series_id": "line", "period": "2001", "low": "1000"},
    {"series_id": "line", "period": "2002", "low": "1100"},
    {"series_id": "line", "period": "2003", "low": "900"},
    {"series_id": "line", "period": "2004", "low": "1210"},
    {"series_id": "line", "period": "2005", "low": "1300"},
    {"series_id": "port", "period": "2003", "low": "950", "hedge": "more_than", "high": ""},
    {"series_id": "port", "period": "2004-05", "low": "90"},
    {"series_id": "printed", "period": "2002", "low": "109.6", "unit": PER, "as_printed": "109.6"},
)
"""`c0` to `c6` are counts, `c7` is the rate that the office of the first publishes."""


def ferry_rates(folder: Path) -> Dataset:
    """Return ferries of which an office publishes a rate for 2002, and two give populations."""
    printed = {"indicator_id": RATE, "producer": "Line office", "measure": "ratio"}
    ferries(folder, *CLAIMS, kind="official", more={"printed": printed})
    folder = folder / "ferries"
    units = (folder / "units.csv").read_text()
    units = units.replace(
        ",passengers,passengers,passengers,\n", f",passengers,passengers,passengers,{PER}\n"
    )
    (folder / "units.csv").write_text(units + UNITS)
    with (folder / "indicators.csv").open("a") as indicators:
        indicators.write(INDICATORS)
    cars = {**OF_A_FILE, "recipe_id": "by-car", "place_id": "NO", "group": "cars"}
    cars |= {"document_id": "berg2020"}
    recipes = [cars] + [
        {**PEOPLE, "recipe_id": name, "producer": office}
        for name, (office, _) in POPULATIONS.items()
    ]
    observed = [
        {**OBSERVED, "recipe_id": name, "place_id": "NO", "period": year, "value": value}
        for name, (_, values) in POPULATIONS.items()
        for year, value in values.items()
    ]
    observed.append({**OBSERVED, "recipe_id": "by-car", "place_id": "NO", "period": "2003"})
    write_record(folder, recipes, observed)
    return typed(read_files(contents(folder)), "1.0.0")
