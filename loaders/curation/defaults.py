"""What the next claim of a series probably is: defaults for whoever adds one, to be confirmed."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from loaders.curation.new_rows import NewRow
from loaders.dataset import Claim, Dataset, claims_in
from loaders.errors import refusal, shown
from loaders.quantities.estimates import estimates
from loaders.quantities.extraction import Reading, bound_cell, readings
from loaders.quantities.unit_lookup import UnitKeys
from loaders.queries.claim_text import claim_statement
from loaders.queries.selection import EVERYTHING, Row, records, selected
from loaders.schema.columns import LOCATOR
from loaders.schema.file_names import CLAIMS
from loaders.schema.tables import COLUMNS
from loaders.storage.folder import Files
from loaders.validation.suggestions import advice_on_several, locator_meant
from loaders.values.edtf import STEPS, next_period

PLACED = re.compile(rf"(?:(?P<document_id>[^\s,]+?),?\s+)??(?P<locator>{LOCATOR}|[0-9][0-9-]*)")
SAID_PLACE = re.compile(r"(?:(?<=\s)|^)(?:[a-z]+\.?|¶)\s*[0-9][0-9-]*$", re.IGNORECASE)
"""A place at the end of an answer, in whatever way it is said."""
KEPT = ("unit", "status", "document_id", "attributed_to")
"""The cells in which the next claim of a series is probably like the last."""
READ_OF_WORDS = ("low", "high", "best", "hedge")
"""The cells that the printed words give where a row has none of them."""


def series_choices(dataset: Dataset, topic: str) -> dict[str, str]:
    """Return the series of a topic with a line on each: what, where, who, and its last claim."""
    own = dataset.indicators.index[dataset.indicators["topic"] == topic]
    rows = dataset.claimed_series
    rows = rows[rows["indicator_id"].isin(list(own))]
    return {str(row["series_id"]): _series_words(dataset, row) for row in records(rows)}


def _series_words(dataset: Dataset, series: Row) -> str:
    places = dataset.places["name"]
    parts = [str(dataset.indicators.loc[series["indicator_id"], "title"])]
    if series["place_id"]:
        parts.append(str(places[series["place_id"]]))
    if series["from_place_id"]:
        parts.append(f"from {places[series['from_place_id']]}")
    parts += [cell for cell in (series["producer"], series["counting"]) if cell]
    last = _last_claim(dataset, series["series_id"])
    if last:
        when = f" ({last.period})" if last.period else ", year not given"
        return f"{', '.join(parts)}; last {claim_statement(dataset, last)}{when}"
    return ", ".join(parts)


def _last_claim(dataset: Dataset, series_id: str) -> Claim | None:
    """Return the claim in force of a series whose period ends last; of several the latest row."""
    own = selected(dataset.joined[dataset.joined["series_id"] == series_id], EVERYTHING)
    if own.empty:
        return None
    dated = own[own["end"] == own["end"].max()]
    return claims_in(own if dated.empty else dated)[-1]


def defaults(dataset: Dataset, series_id: str) -> dict[str, str]:
    """Return cells for the next claim of a series, from its last one and its frequency.

    `unit` is there for a series without claims too: that of its indicator.
    """
    series = dataset.series.loc[series_id]
    unit = str(dataset.indicators.loc[series["indicator_id"], "unit"])
    last = _last_claim(dataset, series_id)
    if last is None:
        return {"unit": unit}
    cells = {name: cell for name in KEPT if (cell := _cell(last, name))}
    cells |= _fixed_base(dataset, series_id)
    step = STEPS.get(str(series["frequency"]))
    following = next_period(last.period, step) if last.period and step and not last.once else ""
    return {"unit": unit} | cells | ({"period": following} if following else {})


def _fixed_base(dataset: Dataset, series_id: str) -> dict[str, str]:
    """Return the base period of a series that has the same one for several periods; of others it
    moves along, and the sentence has to say it.
    """
    own = selected(dataset.joined[dataset.joined["series_id"] == series_id], EVERYTHING)
    bases = {c.base_period.text if c.base_period else "" for c in claims_in(own)}
    several = own["period"].nunique() > 1
    return {"base_period": bases.pop()} if several and len(bases) == 1 else {}


def _cell(claim: Claim, name: str) -> str:
    return str(getattr(claim.quantity if name == "unit" else claim, name))


def read_number(
    dataset: Dataset, words: str, unit: str, more: Sequence[Row] = ()
) -> dict[str, str]:
    """Return `low`, `high`, `hedge`, `unit` and `as_printed` of the words that give one number.

    `unit` is taken where the words name none of the list (`strange_unit` tells what they name) and
    none of `more` rows of it.
    Raise `DatasetError` where they give no number or several, or are not understood.
    """
    found = estimates(words, readings(words, everything=True))
    if open_ := not_understood(words):
        what = f"{shown(words)} gives a number that is not understood: {open_}"
        allowed = "the words of one number, such as about 110,000 deaths"
        fix = "copy the whole number, or fill in low, high and hedge, and repeat the number in note"
        raise refusal("answers", 1, "as_printed", what=what, allowed=allowed, fix=fix)
    if len(found) != 1:
        numbers = ", ".join(shown(words[one.start : one.end]) for one in found)
        what = f"{shown(words)} gives {len(found)} numbers: {numbers}" if found else ""
        what = what or f"{shown(words)} gives no number"
        allowed = "the words of one number, such as about 110,000 deaths"
        fix = "copy the words from the first hedge word to the unit"
        if len(found) > 1:
            fix += f"; {advice_on_several([words[one.start : one.end] for one in found])}"
        raise refusal("answers", 1, "as_printed", what=what, allowed=allowed, fix=fix)
    named = _unit_keys(dataset, more).of(found[0])
    cells = {**bounds_of(found[0]), "unit": named or unit, "as_printed": words}
    return {name: cell for name, cell in cells.items() if cell}


def bounds_of(reading: Reading) -> dict[str, str]:
    """Return the bounds and the hedge of a reading as cells."""
    cells = {name: bound_cell(getattr(reading, name)) for name in ("low", "high", "best")}
    return {name: cell for name, cell in cells.items() if cell} | {"hedge": reading.hedge}


def not_understood(words: str) -> str:
    """Return what is not understood of the words of one number; empty where all of it is."""
    found = estimates(words, readings(words, everything=True))
    return found[0].open if len(found) == 1 else ""


def strange_unit(dataset: Dataset, words: str, more: Sequence[Row] = ()) -> str:
    """Return the unit that the words of one number name, where it is neither one of the list nor
    of `more` rows of it.
    """
    [found] = estimates(words, readings(words, everything=True))
    return "" if _unit_keys(dataset, more).of(found) else found.unit


def _unit_keys(dataset: Dataset, more: Sequence[Row]) -> UnitKeys:
    return UnitKeys([*records(dataset.units), *more], dataset.site.unit_words)


def placed(answer: str, document_id: str) -> dict[str, str]:
    """Return `document_id` and `locator` of `KEY para 13`, `para 13`, `p. 13`, `¶13` or `13`.

    Without a key it is the document given; without a place there is no `locator`.
    """
    text = SAID_PLACE.sub(lambda place: locator_meant(place[0]) or place[0], answer.strip())
    found = PLACED.fullmatch(text)
    if not found:
        return {"document_id": text or document_id}
    locator = found["locator"]
    locator = f"para {locator}" if locator[0].isdigit() else locator
    return {"document_id": found["document_id"] or document_id, "locator": locator}


def claim_name(cells: Mapping[str, str], indicator_id: str, taken: Collection[str]) -> str:
    """Return a name that no claim has, made of document, indicator and period."""
    parts = [cells.get("document_id", ""), indicator_id, cells.get("period", "")]
    name = re.sub(r"[^a-z0-9]+", "-", "-".join(filter(None, parts)).lower()).strip("-")
    if name not in taken:
        return name
    letters = (chr(code) for code in range(ord("b"), ord("z") + 1))
    free = (f"{name}-{letter}" for letter in letters if f"{name}-{letter}" not in taken)
    return next(free, f"{name}-{date.today():%Y%m%d}")


def completed(files: Files, rows: Sequence[NewRow]) -> list[NewRow]:
    """Return rows in which each claim has what its words give (`read_words`) and a name."""
    return named(files, read_words(files, rows))


def read_words(files: Files, rows: Sequence[NewRow]) -> list[NewRow]:
    """Return rows in which claims that give neither a bound nor a hedge have those of their words,
    where these give one number that is understood; their unit, too, or else the indicator's, which
    they have in any case.
    """
    keys = UnitKeys(_cells_of(files, rows, "units"), files.site.unit_words)
    own = {row["indicator_id"]: row.get("unit", "") for row in _cells_of(files, rows, "indicators")}
    series = _cells_of(files, rows, "series")
    units = {row["series_id"]: own.get(row.get("indicator_id", ""), "") for row in series}
    return [_of_its_words(row, keys, units) for row in rows]


def _of_its_words(row: NewRow, keys: UnitKeys, units: Mapping[str, str]) -> NewRow:
    """Return a row with what its words give; `units` are those of the indicators, by series."""
    words = row.cells.get("as_printed", "")
    if row.table != CLAIMS or not words or {*READ_OF_WORDS} & set(row.cells):
        return row
    found = estimates(words, readings(words, everything=True))
    usual = units.get(row.cells.get("series_id", ""), "")
    if len(found) != 1 or found[0].open:
        return replace(row, cells={**({"unit": usual} if usual else {}), **row.cells})
    unit = keys.of(found[0]) or usual
    return replace(row, cells={**bounds_of(found[0]), "unit": unit, **row.cells})


def _cells_of(files: Files, rows: Sequence[NewRow], table: str) -> list[dict[str, str]]:
    """Return the rows of a table, those that come in included, as cells."""
    frame = files.frames.get(table)
    there = [] if frame is None else records(frame.fillna(""))
    key = COLUMNS[table][0]
    return [dict(row) for row in there] + [
        dict(row.cells) for row in rows if row.table == table and key in row.cells
    ]


def named(files: Files, rows: Sequence[NewRow]) -> list[NewRow]:
    """Return rows in which each claim has a name: those without get one of `claim_name`."""
    taken = set(files.keys(CLAIMS) or ()) | {row.cells.get("claim_id", "") for row in rows}
    indicators = {
        row["series_id"]: row.get("indicator_id", "") for row in _cells_of(files, rows, "series")
    }
    found = list(rows)
    for at, row in enumerate(rows):
        if row.table == CLAIMS and not row.cells.get("claim_id"):
            indicator = indicators.get(row.cells.get("series_id", ""), "")
            name = claim_name(row.cells, indicator, taken)
            taken.add(name)
            found[at] = replace(row, cells={"claim_id": name, **row.cells})
    return found
