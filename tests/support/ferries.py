"""A small dataset of ferries, with indicators, series and claims of a test's own."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from loaders.dataset import Dataset, typed
from loaders.storage.folder import read_files
from loaders.validation.check import contents
from tests.support.paths import GRAMMAR
from tests.support.printed import printed
from tests.support.tables import table

Cells = Mapping[str, str]
UNITS = """fraction,fraction,fractions,,ratio,
multiple,time,times,,ratio,
kg,kilogram,kilograms,kg,mass,
lb,pound,pounds,lb,mass,
"""
INDICATORS = (
    {"indicator_id": "travellers", "unit": "passengers"},
    {"indicator_id": "ferry_passengers", "unit": "passengers", "part_of": "travellers"},
    {"indicator_id": "travellers_by_ferry", "unit": "passengers", "part_of": "travellers"},
    {"indicator_id": "by_ferry", "unit": "percent", "base": "travellers"}
    | {"numerator_id": "travellers_by_ferry", "denominator_id": "travellers"},
    {"indicator_id": "growth", "unit": "percent"}
    | {"numerator_id": "ferry_passengers", "denominator_id": "ferry_passengers"},
    {"indicator_id": "ferry_share", "unit": "percent", "base": "trips", "comparison_id": "shares"},
    {"indicator_id": "boat_share", "unit": "percent", "base": "boats", "comparison_id": "shares"},
    {"indicator_id": "ferry_load", "unit": "kg"},
)
SERIES: dict[str, Cells] = {
    "line": {"producer": "Line office", "vintage": "final"},
    "line-early": {"producer": "Line office", "vintage": "provisional"},
    "port": {"producer": "Port office"},
    "ever": {"producer": "Line office", "measure": "cumulative"},
    "nobody": {},
    "rate": {"producer": "Line office", "measure": "rate", "scope": "each day"},
    "fleet": {"producer": "Line office", "measure": "stock"},
    "fleet-port": {"producer": "Port office", "measure": "stock"},
    "all": {"indicator_id": "travellers", "producer": "Line office"},
    "share": {"indicator_id": "ferry_share", "measure": "share", "producer": "Line office"},
    "boats": {"indicator_id": "boat_share", "measure": "share", "producer": "Port office"},
    "by-ferry": {"indicator_id": "travellers_by_ferry"},
    "of-all": {"indicator_id": "by_ferry", "measure": "share"},
    "less": {"indicator_id": "growth", "measure": "decrease"},
    "more": {"indicator_id": "growth", "measure": "increase"},
    "times": {"indicator_id": "growth", "measure": "ratio"},
    "load": {"indicator_id": "ferry_load"},
}
DAHL, EIDE = {"document_id": "dahl2021"}, {"document_id": "eide2022"}


def ferries(
    folder: Path, *claims: Cells, kind: str = "analysed", more: Mapping[str, Cells] | None = None
) -> Dataset:
    """Return a dataset of three documents with these claims, `c0`, `c1` … by default alike.

    A claim that gives only `low` has it as `high` too; `more` are series beside `SERIES`.
    """
    shutil.copytree(GRAMMAR, folder / "ferries", dirs_exist_ok=True)
    folder = folder / "ferries"
    alike = {"low": "500", "unit": "passengers", "hedge": "exact", "period": "2001"}
    alike |= {"series_id": "nobody", "document_id": "berg2020", "locator": "para 1"}
    alike |= {"status": "observation", "added": "2026-01-02"}
    rows = []
    for place, claim in enumerate(claims):
        row = {"claim_id": f"c{place}", **alike, **claim}
        row = {"high": "" if "high" in claim else row["low"], **row}
        rows.append({"as_printed": printed(row), **row})
    series = [
        {"series_id": n, "indicator_id": "ferry_passengers", "place_id": "NO"}
        | {"measure": "flow", **own}
        for n, own in {**SERIES, **(more or {})}.items()
    ]
    documents = [{"document_id": n, "kind": kind, "published": n[-4:]} for n in DOCUMENTS]
    named = [
        {"topic": "ferries", "title": i["indicator_id"], "definition": "Ferries.", **i}
        for i in INDICATORS
    ]
    shares = [{"comparison_id": "shares", "title": "Shares of ferries", "summary": "Shares."}]
    (folder / "claims" / "ferries.csv").write_text(table("claims", rows))
    for name, cells in {
        "series": series,
        "documents": documents,
        "indicators": named,
        "comparisons": shares,
        "exclusions": [],
    }.items():
        (folder / f"{name}.csv").write_text(table(name, cells))
    with (folder / "units.csv").open("a") as units:
        units.write(UNITS)
    return typed(read_files(contents(folder)), "1.0.0")


DOCUMENTS = ("berg2020", "dahl2021", "eide2022")
