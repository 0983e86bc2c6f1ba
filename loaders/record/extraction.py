"""A recipe and the office's files → its observations."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from loaders.queries.selection import records
from loaders.record.office_files import OfficeFile
from loaders.record.periods import OF_MONTHS, period_of
from loaders.values.codelists import SUM, WITHOUT_VALUE
from loaders.values.recipes import MOST_DECIMALS, FlagRule, conditions, flag_rules

NUMBER = re.compile(r"(?:[0-9][0-9,]*(?:\.[0-9]+)?|\.[0-9]+)(?:[eE]-?[0-9]+)?")
KEY = ["place_id", "period"]
NUMBERS = ("value", "low", "high")
MADE = (*KEY, *NUMBERS, "flags")
"""What is made of an observation: its place and period, and what was counted."""
INEGI_STATES = (
    *("AGU", "BCN", "BCS", "CAM", "COA", "COL", "CHP", "CHH", "CMX", "DUR", "GUA", "GRO"),
    *("HID", "JAL", "MEX", "MIC", "MOR", "NAY", "NLE", "OAX", "PUE", "QUE", "ROO", "SLP"),
    *("SIN", "SON", "TAB", "TAM", "TLA", "VER", "YUC", "ZAC"),
)
"""The ISO codes of the states of MX in the order of INEGI's numbers, from 01 on."""
How = Mapping[str, str]
"""A recipe: its cells by column, empty ones as empty text."""


@dataclass(frozen=True)
class Extracted:
    """What files give by a recipe, and what names no place that is known here: left out."""

    rows: pd.DataFrame
    unplaced: tuple[str, ...] = ()


def extracted(how: How, files: Sequence[OfficeFile], places: pd.DataFrame) -> Extracted:
    """Return the observations of a recipe, by place and period.

    Raise `ValueError` where the files do not give what the recipe says.
    """
    rows = pd.concat([_kept(how, file) for file in files], ignore_index=True)
    rows, unplaced = _placed(how, rows, places)
    rows = _dated(how, rows)
    if rows.empty:
        raise ValueError("matches no row of the file")
    found = _summed(rows) if how["operation"] == SUM else _single(how, rows)
    found["flags"] = _flags(flag_rules(how["flags"]), rows).reindex(found.index).fillna("")
    return Extracted(_settled(found.reset_index()), unplaced)


def _kept(how: How, file: OfficeFile) -> pd.DataFrame:
    """Return the cells that the recipe asks for, of the rows that it keeps."""
    rows = file.rows(conditions(how["where"]) if how["where"] else {})
    names = {name: how[f"{name}_column"] for name in NUMBERS if how[f"{name}_column"]}
    names |= {f"when{n}": name for n, name in enumerate(how["period_columns"].split(";"))}
    if how["place_column"]:
        names["place_id"] = how["place_column"]
    marks = {rule.column for rule in flag_rules(how["flags"]) if rule.column}
    names |= {f"mark {name}": name for name in sorted(marks)}
    return pd.DataFrame({to: file.column(rows, name).str.strip() for to, name in names.items()})


def _placed(
    how: How, rows: pd.DataFrame, places: pd.DataFrame
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Name the place of each row; leave out those that name a nation or no place that is known."""
    if how["place_id"]:
        return rows.assign(place_id=how["place_id"]), ()
    within = places[places["parent"].fillna("") != ""]
    known = set(within["place_id"])
    codes = dict(zip(within["name"], within["place_id"], strict=True))
    if how["place_codes"] == "postal":
        codes = {place[3:]: place for place in known if place.startswith("US-")}
    if how["place_codes"] == "inegi":
        codes = {f"{n:02}": f"MX-{code}" for n, code in enumerate(INEGI_STATES, 1)}
        codes = {number: place for number, place in codes.items() if place in known}
    found = rows["place_id"].map(codes)
    unplaced = tuple(sorted(set(rows.loc[found.isna(), "place_id"])))
    return rows.assign(place_id=found)[found.notna()], unplaced


def _dated(how: How, rows: pd.DataFrame) -> pd.DataFrame:
    """Give each row its period; leave out those without one, which are totals over all periods,
    and the notes under a table: rows whose value is blank and whose period is none.
    """
    when = [name for name in rows.columns if name.startswith("when")]
    rows = rows[(rows[when] != "").any(axis=1)]
    cells = list(rows[when].itertuples(index=False, name=None))
    blank = (rows["value"] == "").to_list()
    periods = {}
    for each, empty in dict(zip(cells, blank, strict=True)).items():
        try:
            periods[each] = period_of(how["period_form"], each)
        except ValueError:
            if not empty:
                raise
            periods[each] = ""
    rows = rows.assign(period=[periods[each] for each in cells])
    return _whole(rows[rows["period"] != ""], when, OF_MONTHS.get(how["period_form"], 1))


def _whole(rows: pd.DataFrame, when: list[str], months: int) -> pd.DataFrame:
    """Leave out the rows of a place's periods that have fewer months."""
    if months == 1:
        return rows
    there = rows.drop_duplicates([*KEY, *when]).groupby(KEY).size()
    whole = pd.MultiIndex.from_frame(rows[KEY]).isin(there.index[there == months])
    return rows[whole]


def _single(how: How, rows: pd.DataFrame) -> pd.DataFrame:
    """Return the cells of the one row that each place and period has."""
    twice = rows[rows.duplicated(KEY)]
    if len(twice):
        place, period = twice.iloc[0][KEY]
        raise ValueError(
            f"matches several rows for {place} in {period}, but its operation is value"
        )
    found = rows.set_index(KEY).sort_index()
    given = [name for name in NUMBERS if how[f"{name}_column"]]
    return found[given].reindex(columns=list(NUMBERS), fill_value="")


def _summed(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the sum of each place and period; one of blank cells only is blank."""
    cells = rows["value"].str.replace(",", "", regex=False)
    counted = rows.assign(value=cells)[cells != ""]
    wrong = counted.loc[~counted["value"].str.fullmatch(NUMBER.pattern), "value"]
    if len(wrong):
        raise ValueError(f"sums {wrong.iloc[0]}, which is not a number")
    if counted["value"].str.isdigit().all():
        sums = counted.assign(value=counted["value"].astype("int64")).groupby(KEY)["value"].sum()
        texts = sums.astype(str)
    else:
        totals: dict[tuple[str, str], Decimal] = {}
        for *key, cell in counted[[*KEY, "value"]].itertuples(index=False, name=None):
            totals[key[0], key[1]] = totals.get((key[0], key[1]), Decimal(0)) + Decimal(cell)
        texts = pd.Series({key: _plain(total) for key, total in totals.items()}, dtype=str)
    keys = pd.MultiIndex.from_frame(rows[KEY].drop_duplicates().sort_values(KEY))
    found = texts.reindex(keys).fillna("").to_frame("value").assign(low="", high="")
    return found.rename_axis(index=KEY)


def _flags(rules: Sequence[FlagRule], rows: pd.DataFrame) -> pd.Series[str]:
    """Return the flags of each place and period: those of any of its rows, in the rules' order."""
    marked: dict[str, pd.Series[bool]] = {}
    for rule in rules:
        if rule.column:
            cells = rows[f"mark {rule.column}"]
            true = cells.str.contains(rule.text, regex=False) if rule.holds else cells == rule.text
        else:
            end = rows["period"].str.rpartition("/")[2]
            true = (end >= rule.first) & ((end <= rule.last) | (not rule.last))
        marked[rule.flag] = true | marked[rule.flag] if rule.flag in marked else true
    table = rows[KEY].assign(**marked, all=True).groupby(KEY).any()
    texts = [";".join(n for n in marked if row[n]) for row in records(table)]
    return pd.Series(texts, index=table.index, dtype=str)


def _settled(rows: pd.DataFrame) -> pd.DataFrame:
    """Turn cells into numbers as they are kept; a blank cell without a flag is no observation."""
    kept = []
    for row in records(rows[list(MADE)]):
        bare = [flag for flag in row["flags"].split(";") if flag in WITHOUT_VALUE]
        if bare:
            kept.append({**row, **dict.fromkeys(NUMBERS, ""), "flags": ";".join(bare)})
        elif row["value"]:
            kept.append({**row, **{name: _number(row, name) for name in NUMBERS}})
    return pd.DataFrame(kept, columns=list(MADE), dtype=str)


def _number(row: Mapping[str, str], name: str) -> str:
    cell = row[name]
    if not cell:
        return ""
    if not NUMBER.fullmatch(cell):
        what = f"has {cell} for {row['place_id']} in {row['period']}"
        raise ValueError(f"{what}, which is not a number, and no flag says why")
    return _plain(Decimal(cell.replace(",", "")))


def _plain(number: Decimal) -> str:
    """Return a number in plain digits, with at most the decimals that are kept."""
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and -exponent > MOST_DECIMALS:
        number = round(number, MOST_DECIMALS)
        return f"{number:f}".rstrip("0").rstrip(".")
    return f"{number:f}"
