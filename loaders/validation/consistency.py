"""Checks of what may stand together: units, measures, series, parts and revisions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from loaders.errors import Problem, advice_for, shown
from loaders.schema.columns import PERIOD_ALLOWED, PLACE
from loaders.schema.file_names import CLAIMS
from loaders.schema.tables import COLUMNS
from loaders.storage.folder import Files
from loaders.values.codelists import CHANGES, MEASURES
from loaders.values.units import Units, fault


def unit_problems(files: Files) -> Iterator[Problem]:
    """Yield units that are not what they say, and claims that do not convert to their indicator."""
    table = files.frames["units"].dropna(subset=["unit", "dimension"])
    dimensions = dict(zip(table["unit"], table["dimension"], strict=True))
    faults = {unit: fault(unit, d, dimensions) for unit, d in dimensions.items()}
    for row, unit, plural in zip(table.index, table["unit"], table["plural"], strict=True):
        if faults[unit]:
            allowed = "mass, area, length, time, ratio, or a dimension of its own"
            fix = "correct the dimension or the unit, or add the unit that is missing"
            if faults[unit].startswith(f"{unit} cannot"):
                fix = f"give it one of its own, such as its plural: {plural}"
            yield files.problem(
                "units", row, "dimension", what=faults[unit], allowed=allowed, fix=fix
            )
    if not any(faults.values()):
        yield from _conversions(files, Units(dimensions))
        yield from _documents_conversions(files, Units(dimensions))


def _joined(files: Files) -> pd.DataFrame:
    """Return claims with their series' measure and indicator and the indicator's unit.

    A measure that is none, which is told elsewhere, is missing.
    """
    own = ("indicator_id", "measure", "producer")
    claims = files.frames[CLAIMS]
    of_series, charts = _first(files, "series", *own), _first(files, "indicators", "unit")
    nothing = (None, None, None)
    rows = [of_series.get(key, nothing) for key in claims["series_id"]]
    joined = {
        "indicator_id": [indicator for indicator, _, _ in rows],
        "measure": [measure if measure in MEASURES else None for _, measure, _ in rows],
        "producer": [producer for _, _, producer in rows],
        "chart_unit": [charts.get(indicator, (None,))[0] for indicator, _, _ in rows],
    }
    return pd.concat([claims, pd.DataFrame(joined, index=claims.index, dtype="str")], axis=1)


def _first(files: Files, table: str, *columns: str) -> dict[object, tuple[str | None, ...]]:
    """Return cells of each key of a table, of the first row that has it; None where empty."""
    frame = files.frames[table]
    keys, *cells = (frame[name].tolist() for name in (COLUMNS[table][0], *columns))
    rows = zip(reversed(keys), zip(*map(reversed, cells), strict=True), strict=True)
    return {key: row for key, row in rows if isinstance(key, str)}


def _conversions(files: Files, units: Units) -> Iterator[Problem]:
    """Yield the claims in force that do not convert; a unit may be what a correction put right."""
    joined = _joined(files).loc[files.in_force.index]
    used = set(zip(joined["unit"], joined["chart_unit"], joined["measure"], strict=True))
    known = units.dimensions.keys()
    for unit, chart, measure in used:
        if not {unit, chart} <= known or measure not in MEASURES:
            continue
        try:
            units.factor(unit, chart, rate=measure == "rate")
        except ValueError as error:
            alike = joined["unit"].eq(unit) & joined["chart_unit"].eq(chart)
            allowed = "a unit of the indicator's dimension, per time for a rate only"
            fix = "correct the unit, or the measure of the series"
            if measure == "rate" and units.same_dimension(unit, chart):
                fix = (
                    f"a rate is per time, in a unit such as {unit}/day; so many per 100,000 people "
                    "in a year are a flow: correct the measure of the series, or the unit"
                )
            for row in joined.index[alike & joined["measure"].eq(measure)]:
                yield files.problem(CLAIMS, row, "unit", what=str(error), allowed=allowed, fix=fix)


def _documents_conversions(files: Files, units: Units) -> Iterator[Problem]:
    pairs = files.frames[CLAIMS][["unit", "converted_unit"]].dropna()
    known = pairs.isin(list(units.dimensions)).all(axis=1)
    for row, (unit, other) in zip(pairs.index[known], pairs[known].to_numpy(), strict=True):
        if unit == other or not units.same_dimension(unit, other):
            what = f"{shown(other)} is not another unit for what {shown(unit)} measures"
            allowed, fix = "another unit of the same dimension", "correct the unit"
            yield files.problem(CLAIMS, row, "converted_unit", what=what, allowed=allowed, fix=fix)


def measure_problems(files: Files) -> Iterator[Problem]:
    """Yield base periods that the measure does not have or lacks, and series without producer
    that hold several documents' claims.
    """
    joined = _joined(files)
    based = joined["base_period"].notna()
    for row in joined.index[joined["measure"].isin(CHANGES) & ~based]:
        measure = joined["measure"][row]
        article = "an" if measure == "increase" else "a"
        what = f"is empty, but the series measures {article} {measure}"
        fix = "say what it is measured against"
        yield files.problem(CLAIMS, row, "base_period", what=what, allowed=PERIOD_ALLOWED, fix=fix)
    without = joined["measure"].notna() & ~joined["measure"].isin([*CHANGES, "ratio"])
    for row in joined.index[without & based]:
        what = f"is filled in, but the series measures a {joined['measure'][row]}"
        allowed = "an empty cell, unless the measure is increase, decrease or ratio"
        yield files.problem(CLAIMS, row, "base_period", what=what, allowed=allowed, fix="empty it")
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
        what = f"{series} has no producer, but contains another document's claims"
        allowed = "one document's claims in a series without a producer"
        fix = "make a series of its own, or name the producer"
        yield files.problem(CLAIMS, row, "series_id", what=what, allowed=allowed, fix=fix)


def _same_series(files: Files) -> Iterator[Problem]:
    series = files.frames["series"]
    # A series without a producer is one document's, so another may look like it.
    named = series[series["producer"].notna()]
    alike = [name for name in series.columns if name not in ("series_id", "note", "frequency")]
    for row, twin in _twins(named, alike).items():
        what = f"counts the same as {shown(str(series['series_id'][twin]))} in every respect"
        fix = "use that series, or say in scope or vintage how they differ"
        yield files.problem(
            "series",
            row,
            "scope",
            what=what,
            allowed="one series for each way of counting",
            fix=fix,
        )


def _same_claim(files: Files) -> Iterator[Problem]:
    live = files.in_force[files.in_force["supersedes"].isna()]
    says = ["series_id", "period", "base_period", "low", "high"]
    for row, twin in _twins(live, [*says, "document_id", "locator", "as_printed"]).items():
        if live["claim_id"][row] == live["claim_id"][twin]:  # which is told of the name
            continue
        what = f"says the same as {shown(str(live['claim_id'][twin]))}"
        yield files.problem(
            CLAIMS, row, "claim_id", what=what, allowed="each claim once", fix="delete the row"
        )


def _twins(rows: pd.DataFrame, alike: Sequence[str]) -> dict[int, int]:
    """Return, of the rows that repeat another in the columns `alike`, row → the first such row."""
    again = rows[rows.duplicated(list(alike), keep=False)]
    if again.empty:
        return {}
    groups = again.groupby(list(alike), dropna=False, sort=False).ngroup()
    first: dict[int, int] = {}
    twin = {
        int(str(row)): first.setdefault(int(group), int(str(row))) for row, group in groups.items()
    }
    return {row: other for row, other in twin.items() if other != row}


def comparison_problems(files: Files) -> Iterator[Problem]:
    """Yield comparisons of two dimensions or of a count with a part that one of its series leaves
    out, and those that are called as an indicator is.
    """
    table = files.frames["units"].dropna(subset=["unit", "dimension"])
    dimension = dict(zip(table["unit"], table["dimension"], strict=True))
    members = files.frames["indicators"].dropna(subset=["comparison_id", "unit"])
    own = members["unit"].map(dimension)
    first = own.groupby(members["comparison_id"]).transform("first")
    for row in members.index[own.notna() & (own != first)]:
        comparison = shown(members["comparison_id"][row])
        what = f"{comparison} compares {first[row]}, but this indicator is measured in {own[row]}"
        fix = "empty the cell, or make another comparison"
        allowed = "indicators of one dimension in a comparison"
        yield files.problem("indicators", row, "comparison_id", what=what, allowed=allowed, fix=fix)
    yield from _compared_though_left_out(files)
    names = files.frames["comparisons"]["comparison_id"].dropna()
    for row, name in names[names.isin(files.frames["indicators"]["indicator_id"])].items():
        what, fix = f"{shown(name)} is an indicator's name", "give it a name of its own"
        allowed = "a name that no indicator has"
        yield files.problem(
            "comparisons", row, "comparison_id", what=what, allowed=allowed, fix=fix
        )


def _compared_though_left_out(files: Files) -> Iterator[Problem]:
    members = files.frames["indicators"].dropna(subset=["indicator_id", "comparison_id"])
    own = members.drop_duplicates("indicator_id").set_index("indicator_id")["comparison_id"]
    series = files.frames["series"]
    compared = series["leaves_out"].map(own)
    for row in series.index[compared.notna() & (compared == series["indicator_id"].map(own))]:
        part, comparison = shown(series["leaves_out"][row]), shown(compared[row])
        what = f"{comparison} compares this count with {part}, which it leaves out"
        allowed = "a part that is in no comparison with its count"
        fix = "take the part out of the comparison, and give it a unit of its own"
        yield files.problem("series", row, "leaves_out", what=what, allowed=allowed, fix=fix)


def tree_problems(files: Files) -> Iterator[Problem]:
    """Yield places and indicators that lie, over their parents, in themselves."""
    trees = (("places", "place_id", "parent"), ("indicators", "indicator_id", "part_of"))
    for table, key, parent in trees:
        if table in files.frames:
            fix = f"empty or correct {parent} where it is wrong"
            yield from _loop_problems(files, table, key, parent, "no circles", fix)


def _loop_problems(
    files: Files, table: str, key: str, above: str, allowed: str, fix: str
) -> Iterator[Problem]:
    """Yield the first row of each circle, whose cell `above`, a key of the same table, leads back
    to its own.
    """
    rows = files.frames[table][[key, above]].dropna()
    for loop in _loops(dict(zip(rows[key], rows[above], strict=True))):
        row, *others = rows.index[rows[key].isin(loop)]
        start = loop.index(rows[key][row])
        over = [f"over {', '.join(loop[start + 1 :] + loop[:start])} "] if len(loop) > 1 else []
        what = f"leads from {shown(loop[start])} {''.join(over)}back to itself"
        places = [files.origin[table][int(other)] for other in others]
        along = "".join(f", {file}:{line}" for file, line in places)
        what += f" (see also{along[1:]})" if along else ""
        yield files.problem(table, row, above, what=what, allowed=allowed, fix=fix)


def _loops(above: Mapping[str, str]) -> list[list[str]]:
    """Return the keys of each circle that `above` leads around; each key is visited once."""
    loops: list[list[str]] = []
    visited: set[str] = set()
    for start in above:
        path: dict[str, int] = {}
        at = start
        while at in above and at not in visited:
            visited.add(at)
            path[at] = len(path)
            at = above[at]
        if at in path:
            loops.append(list(path)[path[at] :])
    return loops


def part_problems(files: Files) -> Iterator[Problem]:
    """Yield series that leave out what is no part of their indicator."""
    rows = files.frames["indicators"].dropna(subset=["indicator_id", "part_of"])
    above = dict(zip(rows["indicator_id"], rows["part_of"], strict=True))
    known = files.keys("indicators") or frozenset[str]()
    series = files.frames["series"].dropna(subset=["indicator_id", "leaves_out"])
    for row, own, part in series[["indicator_id", "leaves_out"]].itertuples():
        wholes: list[str] = []
        while (whole := above.get(wholes[-1] if wholes else part)) and whole not in wholes:
            wholes.append(whole)
        if part in known and own not in wholes:
            what = f"{shown(part)} is not a part of {shown(own)}"
            fix = "empty the cell, or name a part"
            allowed = "an indicator whose part_of leads to the series' own"
            yield files.problem("series", row, "leaves_out", what=what, allowed=allowed, fix=fix)


def place_problems(files: Files) -> Iterator[Problem]:
    """Yield codes that look like ISO 3166's but are not in it."""
    import pycountry  # reads its lists when first asked

    cells = files.frames["places"]["place_id"].dropna()
    cells = cells[~cells.str.startswith("X-") & cells.str.fullmatch(PLACE)]
    for part, column, known in (
        (False, "alpha_2", pycountry.countries),
        (True, "code", pycountry.subdivisions),
    ):
        own = cells[cells.str.contains("-", regex=False) == part]
        strange = own[[known.get(**{column: code}) is None for code in own]]
        codes = {getattr(each, column) for each in known} if len(strange) else set()
        advice = advice_for(strange, codes, "use your own code, which begins with X-")
        for row, code in strange.items():
            allowed = "ISO 3166-1 alpha-2 or 3166-2 codes, or your own code, which begins with X-"
            what = f"{shown(code)} is not in ISO 3166"
            yield files.problem(
                "places", row, "place_id", what=what, allowed=allowed, fix=advice[code]
            )


def revision_problems(files: Files) -> Iterator[Problem]:
    """Yield corrections that correct themselves, what another row has corrected already, or what
    was withdrawn.
    """
    claims = files.frames[CLAIMS]
    rows = claims[claims["supersedes"].notna()]
    if rows.empty:
        return
    for row, twin in _twins(rows, ["supersedes"]).items():
        value, other = rows["supersedes"][row], str(rows["claim_id"][twin])
        what = f"{shown(value)} has already been superseded by {shown(other)}"
        fix = f"supersede {other} instead"
        yield files.problem(
            CLAIMS,
            row,
            "supersedes",
            what=what,
            allowed="the last claim of a chain of corrections",
            fix=fix,
        )
    withdrawn = claims.dropna(subset="withdrawn").drop_duplicates("claim_id")
    days = withdrawn.set_index("claim_id")["withdrawn"]
    for place, value in rows.loc[rows["supersedes"].isin(list(days.index)), "supersedes"].items():
        what = f"{shown(value)} was already withdrawn on {days[value]}"
        fix = "add a new claim if the document does say it"
        yield files.problem(
            CLAIMS, place, "supersedes", what=what, allowed="a claim in force", fix=fix
        )
    allowed, fix = (
        "an earlier claim",
        "keep it in the claim that corrects another, and empty the rest",
    )
    yield from _loop_problems(files, CLAIMS, "claim_id", "supersedes", allowed, fix)
