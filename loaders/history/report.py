"""What moved, told to a person (text, Markdown) or a program (JSON)."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from loaders.errors import shown
from loaders.history.diff import Change, Changes
from loaders.history.snapshot import Cells, Row, named
from loaders.queries.claim_text import credited, hedged_words, status_label
from loaders.schema.columns import NUMBER
from loaders.schema.file_names import CLAIMS, OBSERVATIONS, topic_of
from loaders.values.codelists import HEDGES

Section = tuple[str, list[str]]
"""A heading and its lines."""
FORMATS = ("text", "markdown", "json")
VERBS = {"reworded": "changed", "filled": "filled in"}
COUNTED = {
    "anomaly": "anomalies",
    **{f"claim {verb}": f"claims {verb}" for verb in ("added", "corrected", "withdrawn", "moved")},
    **{f"observation {verb}": f"observations {verb}" for verb in ("added", "revised", "changed")},
    **{"claim filled in": "claims filled in", "row of other tables": "rows of other tables"},
}
"""What is counted in a summary, one of it and several."""


def statement(cells: Cells) -> str:
    """Return what a claim states, in words: `more than 107,000 deaths, estimated, 2021`.

    Its status and whom it credits stand with it, as they do wherever a number stands. Cells of an
    older version that are no numbers, or an unknown hedge, stand as they are.
    """
    bounds = {name: cells.get(name, "") for name in ("low", "high")}
    hedge, period = cells.get("hedge", ""), cells.get("period") or "year not given"
    form = HEDGES[hedge].words if hedge in HEDGES else ""
    needed = [text for name, text in bounds.items() if f"{{{name}}}" in form]
    given = [text for text in bounds.values() if text]
    if needed and all(re.fullmatch(NUMBER, text) for text in (*needed, *given)):
        low, high = (float(text or "nan") for text in bounds.values())
        words = hedged_words(low, high, hedge)
    else:
        words = " ".join(filter(None, [hedge, " to ".join(given)])) or "nothing"
    best = f" (best {cells['best']})" if "best" in cells else ""
    against = f" against {cells['base_period']}" if cells.get("base_period") else ""
    value = " ".join(filter(None, [words + best, cells.get("unit", "")]))
    status, credit = status_label(cells.get("status", "")), credited(cells.get("attributed_to", ""))
    return ", ".join(filter(None, [value, status, credit, f"{period}{against}"]))


def changes_summary(made: Changes) -> str:
    """Return what moved in one line: counts, anomalies first."""
    counts = Counter("anomaly" if each.anomaly else _counted_as(each) for each in made.rows)
    parts = [
        f"{counts[kind]} {kind if counts[kind] == 1 else plural}"
        for kind, plural in COUNTED.items()
        if counts[kind]
    ]
    return ", ".join(parts) or "no row moved"


def _counted_as(change: Change) -> str:
    if change.table == OBSERVATIONS:
        verb = change.kind if change.kind in ("added", "revised") else "changed"
        return f"observation {verb}"
    if change.table != CLAIMS:
        return "row of other tables"
    return f"claim {VERBS.get(change.kind, change.kind)}"


def _sections(made: Changes) -> list[Section]:
    """Return headings with their lines: anomalies, claims by topic, other tables, columns."""
    usual = [change for change in made.rows if not change.anomaly]
    claims = [change for change in usual if change.table == CLAIMS]
    found: list[Section] = [
        ("What should not have happened", [_anomaly(each) for each in made.anomalies])
    ]
    for topic in sorted({topic_of(change.row.file) for change in claims}):
        lines = [_claim(each) for each in claims if topic_of(each.row.file) == topic]
        found.append((f"Claims: {topic}", lines))
    found.append(("The record", observation_words(usual)))
    for table in sorted({change.table for change in usual} - {CLAIMS, OBSERVATIONS}):
        found.append((table, [_other(each) for each in usual if each.table == table]))
    found += [
        ("Columns", list(column_words(made))),
        (
            "Not compared",
            [f"{file}: cannot be read in one of the versions" for file in sorted(made.unread)],
        ),
        ("Broken in the older version", [str(each) for each in made.older]),
        ("Broken in the newer version", [str(each) for each in made.newer]),
    ]
    return [(heading, lines) for heading, lines in found if lines]


def observation_words(changes: Iterable[Change]) -> list[str]:
    """Return a line for each recipe whose observations differ: how many were added, revised, and
    changed otherwise, and what the first revision was and is.
    """
    own: dict[str, list[Change]] = {}
    for change in changes:
        if change.table == OBSERVATIONS:
            own.setdefault(change.key[1][0], []).append(change)
    return [f"{recipe}: {_of_recipe(own[recipe])}" for recipe in sorted(own)]


def _of_recipe(changes: Sequence[Change]) -> str:
    counts = Counter(_counted_as(change).removeprefix("observation ") for change in changes)
    words = ", ".join(f"{count} {verb}" for verb, count in sorted(counts.items()))
    for change in changes:
        if change.kind == "revised" and change.replaces:
            _, place, period, _ = change.key[1]
            was, now = (row.cells.get("value", "no value") for row in (change.replaces, change.row))
            return f"{words}, such as {place} {period}: {was} → {now}"
    return words


def _anomaly(change: Change) -> str:
    where = f"{change.row.file}:{change.row.line}: {named(change.key)}"
    if change.kind == "removed":
        value = f", which stated {statement(change.row.cells)}" if change.table == CLAIMS else ""
        return f"{where} is gone{value}"
    words = f"{where} names another claim" if change.kind == "reused" else f"{where} was edited"
    return f"{words}: {differences(change)}"


def differences(change: Change) -> str:
    """Return the cells that differ: what each was and is."""
    return "; ".join(
        f"{column} {shown(was) if was else 'empty'} → {shown(now) if now else 'empty'}"
        for column, (was, now) in change.cells.items()
    )


def _claim(change: Change) -> str:
    cells, name = change.row.cells, named(change.key)
    if change.kind == "corrected":
        old = statement(change.replaces.cells) if change.replaces else "a claim that is not there"
        why = _reason(cells, "correction_reason")
        return f"{name} corrects {cells['supersedes']}: {old} → {statement(cells)}{why}"
    if change.kind == "withdrawn":
        why = _reason(cells, "withdrawal_reason")
        return f"{name} withdrawn on {cells['withdrawn']}, {statement(cells)}{why}"
    if change.kind == "moved" and change.after is None:
        return f"{name} is carried by an observation of the record now"
    if change.kind == "moved":
        return f"{name} moved from {topic_of((change.before or change.row).file)}"
    if change.kind in ("filled", "reworded"):
        words = "filled in" if change.kind == "filled" else VERBS.get(change.kind, change.kind)
        return f"{name} {words}: {differences(change)}"
    place = " ".join(filter(None, [cells.get("document_id"), cells.get("locator")]))
    return f"{name} added, {statement(cells)} ({place})"


def _reason(cells: Cells, column: str) -> str:
    return f": {cells[column]}" if column in cells else ""


def _other(change: Change) -> str:
    words = f"{named(change.key)} {VERBS.get(change.kind, change.kind)}"
    return words if None in (change.before, change.after) else f"{words}: {differences(change)}"


def column_words(made: Changes) -> Iterator[str]:
    """Yield a line for each table whose columns are others than before."""
    for table, (was, now) in made.columns.items():
        if not was or not now:
            yield f"{table}: {'a new table' if now else 'the table is gone'}"
            continue
        parts = [f"`{name}` added" for name in now if name not in was]
        parts += [f"`{name}` removed" for name in was if name not in now]
        yield f"{table}: {', '.join(parts) or 'another order'}"


def as_text(made: Changes, title: str) -> str:
    """Return the changes for a terminal."""
    parts = [f"{title}: {changes_summary(made)}"]
    for heading, lines in _sections(made):
        parts += ["", heading, *(f"  {line}" for line in lines)]
    return "\n".join(parts) + "\n"


def as_markdown(made: Changes, title: str) -> str:
    """Return the changes as Markdown."""
    parts = [f"## {_escaped(title)}", "", f"{changes_summary(made).capitalize()}."]
    for heading, lines in _sections(made):
        parts += ["", f"### {_escaped(heading)}", "", *(f"- {_escaped(line)}" for line in lines)]
    return "\n".join(parts) + "\n"


def _escaped(text: str) -> str:
    return re.sub(r"([\\*_<\[\]|])", r"\\\1", text)


def _as_json(made: Changes, title: str) -> str:
    """Return the changes as JSON: every row that differs, with all its cells."""
    columns = {t: {"before": [*was], "after": [*now]} for t, (was, now) in made.columns.items()}
    broken = {"older": [*map(str, made.older)], "newer": [*map(str, made.newer)]}
    record = {
        "title": title,
        "anomalies": len(made.anomalies),
        "rows": [_record(change) for change in made.rows],
        "columns": columns,
        "not_compared": sorted(made.unread),
        "broken": broken,
    }
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def _record(change: Change) -> Mapping[str, Any]:
    return {
        "kind": change.kind,
        "anomaly": change.anomaly,
        "table": change.table,
        "key": list(change.key[1]),
        "topic": topic_of(change.row.file) if change.table == CLAIMS else "",
        "file": change.row.file,
        "line": change.row.line,
        "before": _cells(change.before),
        "after": _cells(change.after),
        "replaces": _cells(change.replaces),
    }


def _cells(row: Row | None) -> Mapping[str, str] | None:
    return None if row is None else dict(row.cells)


def report(made: Changes, title: str, form: str) -> str:
    """Return the changes in one of the `FORMATS`."""
    return {"text": as_text, "markdown": as_markdown, "json": _as_json}[form](made, title)


def tally(names: Sequence[str]) -> str:
    """Return how often each name stands, most often first: `a: 3; b: 1`."""
    return "; ".join(f"{name}: {count}" for name, count in Counter(names).most_common())
