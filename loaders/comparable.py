"""Checks of what may stand together: units, measures, series, parts and revisions."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from loaders.columns import PLACE
from loaders.files import CLAIMS, Files
from loaders.problems import Problem, did_you_mean, shown
from loaders.schema import CHANGES
from loaders.units import Units, fault


def unit_problems(files: Files) -> Iterator[Problem]:
    """Yield units that are not what they say, and claims that do not convert to their indicator."""
    if not {CLAIMS, "series", "indicators", "units"} <= set(files.frames):
        return
    table = files.frames["units"].dropna(subset=["unit", "dimension"])
    dimensions = dict(zip(table["unit"], table["dimension"], strict=True))
    faults = {unit: fault(unit, d, dimensions) for unit, d in dimensions.items()}
    for row, unit in table["unit"].items():
        if faults[unit]:
            allowed = "mass, area, length, time, ratio, or a dimension of its own"
            fix = "correct the dimension or the unit"
            yield files.problem("units", int(str(row)), "dimension", faults[unit], allowed, fix)
    if not any(faults.values()):
        yield from _conversions(files, Units(dimensions))


def _joined(files: Files) -> pd.DataFrame:
    """Return claims with their series' measure and indicator and the indicator's unit."""
    series = files.frames["series"].drop_duplicates("series_id")
    indicators = files.frames["indicators"].drop_duplicates("indicator_id")
    joined = files.frames[CLAIMS].merge(
        series[["series_id", "indicator_id", "measure", "producer"]], on="series_id", how="left"
    )
    chart = indicators[["indicator_id", "unit"]].rename(columns={"unit": "chart_unit"})
    return joined.merge(chart, on="indicator_id", how="left")


def _conversions(files: Files, units: Units) -> Iterator[Problem]:
    joined = _joined(files)
    used = joined[["unit", "chart_unit", "measure"]].dropna()
    used = used[used["unit"].isin(list(units.dimensions))]
    used = used[used["chart_unit"].isin(list(units.dimensions))]
    for unit, chart, measure in used.drop_duplicates().itertuples(index=False):
        try:
            units.factor(unit, chart, rate=measure == "rate")
        except ValueError as error:
            alike = joined["unit"].eq(unit) & joined["chart_unit"].eq(chart)
            allowed = "a unit of the indicator's dimension, per time for a rate only"
            fix = "correct the unit, or the measure of the series"
            for row in joined.index[alike & joined["measure"].eq(measure)]:
                yield files.problem(CLAIMS, int(row), "unit", str(error), allowed, fix)


def measure_problems(files: Files) -> Iterator[Problem]:
    """Yield base periods that the measure does not have or lacks, and series without producer
    that hold several documents' claims.
    """
    if not {CLAIMS, "series", "indicators"} <= set(files.frames):
        return
    joined = _joined(files)
    based = joined["base_period"].notna()
    for row in joined.index[joined["measure"].isin(CHANGES) & ~based]:
        what = f"is empty, but the series measures a {joined['measure'][row]}"
        fix = "say what it is measured against"
        yield files.problem(CLAIMS, int(row), "base_period", what, "an EDTF period", fix)
    without = joined["measure"].notna() & ~joined["measure"].isin([*CHANGES, "ratio"])
    for row in joined.index[without & based]:
        what = f"is filled in, but the series measures a {joined['measure'][row]}"
        allowed = "an empty cell, unless the measure is increase, decrease or ratio"
        yield files.problem(CLAIMS, int(row), "base_period", what, allowed, "empty it")
    yield from _nobody_counted(files, joined)
    yield from _same_series(files)
    yield from _same_claim(files)


def _nobody_counted(files: Files, joined: pd.DataFrame) -> Iterator[Problem]:
    orphans = joined[joined["indicator_id"].notna() & joined["producer"].isna()]
    documents = orphans.groupby("series_id")["document_id"].transform("first")
    for row in orphans.index[
        orphans["document_id"].notna() & (orphans["document_id"] != documents)
    ]:
        series = shown(orphans["series_id"][row])
        what = f"{series} has no producer, and holds another document's claims"
        allowed = "one document's claims in a series without a producer"
        fix = "make a series of its own, or name the producer"
        yield files.problem(CLAIMS, int(row), "series_id", what, allowed, fix)


def _same_series(files: Files) -> Iterator[Problem]:
    series = files.frames["series"]
    # A series without a producer is one document's, so another may look like it.
    named = series[series["producer"].notna()].drop(columns=["series_id", "note", "frequency"])
    first = named.fillna("").groupby(list(named.columns), sort=False).ngroup()
    for row in named.index[named.duplicated()]:
        twin = first.index[first == first[row]][0]
        what = f"counts the same as {shown(series['series_id'][twin])}: every column is alike"
        fix = "use that series, or say in scope how they differ"
        yield files.problem(
            "series", int(row), "scope", what, "one series for each way of counting", fix
        )


def _same_claim(files: Files) -> Iterator[Problem]:
    claims = files.frames[CLAIMS]
    live = claims[claims["withdrawn"].isna() & claims["supersedes"].isna()]
    live = live[~live["claim_id"].isin(list(claims["supersedes"].dropna()))]
    says = [
        "series_id",
        "period",
        "base_period",
        "low",
        "high",
        "document_id",
        "locator",
        "as_printed",
    ]
    for row in live.index[live.duplicated(says)]:
        alike = (live[says].fillna("") == live.loc[row, says].fillna("")).all(axis=1)
        twin = live.loc[alike.idxmax(), "claim_id"]
        what = f"says the same as {shown(str(twin))}"
        yield files.problem(CLAIMS, int(row), "claim_id", what, "each claim once", "delete the row")


def tree_problems(files: Files) -> Iterator[Problem]:
    """Yield places and indicators that lie, over their parents, in themselves."""
    trees = (("places", "place_id", "parent"), ("indicators", "indicator_id", "part_of"))
    for table, key, parent in trees:
        if table not in files.frames:
            continue
        frame = files.frames[table].dropna(subset=[key])
        above = dict(zip(frame[key], frame[parent], strict=True))
        for row, start in frame[key].items():
            seen, at = {start}, above.get(start)
            while isinstance(at, str) and at not in seen:
                seen.add(at)
                at = above.get(at)
            if at == start:
                what = f"leads from {shown(start)} back to itself"
                fix = "empty one of the cells on the way"
                yield files.problem(table, int(str(row)), parent, what, "a tree", fix)


def place_problems(files: Files) -> Iterator[Problem]:
    """Yield codes that look like ISO 3166's but are not in it."""
    if "places" not in files.frames:
        return
    import pycountry  # reads its lists when first asked

    cells = files.frames["places"]["place_id"].dropna()
    for row, code in cells[~cells.str.startswith("X-")].items():
        known = pycountry.subdivisions if "-" in code else pycountry.countries
        found = known.get(code=code) if "-" in code else known.get(alpha_2=code)
        if not found and re.fullmatch(PLACE, code):
            names = [each.code if "-" in code else each.alpha_2 for each in known]
            fix = did_you_mean(code, names, "use an own code that begins with X-")
            allowed = "ISO 3166-1 alpha-2 or 3166-2 codes, or an own code that begins with X-"
            what = f"{shown(code)} is not in ISO 3166"
            yield files.problem("places", int(str(row)), "place_id", what, allowed, fix)


def revision_problems(files: Files) -> Iterator[Problem]:
    """Yield corrections that correct themselves, or what another row has corrected already."""
    if CLAIMS not in files.frames:
        return
    claims = files.frames[CLAIMS]
    rows = claims[claims["supersedes"].notna()]
    for row in rows.index[rows["supersedes"] == rows["claim_id"]]:
        what, fix = "the claim supersedes itself", "name the claim that it corrects"
        yield files.problem(CLAIMS, int(row), "supersedes", what, "another claim", fix)
    for row in rows.index[rows.duplicated("supersedes")]:
        value = rows["supersedes"][row]
        twin = rows.loc[rows["supersedes"] == value, "claim_id"].iloc[0]
        what = f"{shown(value)} was superseded by {shown(twin)} already"
        fix = f"supersede {twin} instead"
        yield files.problem(CLAIMS, int(row), "supersedes", what, "the last of a chain", fix)
    above = dict(zip(rows["claim_id"], rows["supersedes"], strict=True))
    for row, start in rows["claim_id"].items():
        seen, at = {start}, above.get(start)
        while at in above and at not in seen:
            seen.add(at)
            at = above[at]
        if at == start and above[start] != start:
            what, allowed = f"leads from {shown(start)} back to itself", "a chain without a loop"
            fix = "correct the claim ids"
            yield files.problem(CLAIMS, int(str(row)), "supersedes", what, allowed, fix)
