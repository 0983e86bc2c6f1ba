"""Properties of the check: nothing escapes it, it names the cell, and it never raises."""

from __future__ import annotations

import functools
import random
import re
import shutil
from collections import OrderedDict
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loaders.dataset import DATASETS, typed
from loaders.errors import DatasetError, Problem
from loaders.observations import typed_observations
from loaders.schema.file_names import CLAIMS, OBSERVATIONS, RECIPES, file_of
from loaders.schema.tables import COLUMNS, SCHEMAS, facts, pattern
from loaders.storage.csv_table import csv_text
from loaders.storage.folder import Files, contents, read_files
from loaders.validation import check
from loaders.validation.check import problems_of
from loaders.values.codelists import HIGH_HEDGES, LOW_HEDGES, POINT_HEDGES, TWO_BOUNDS
from tests.support.examples import fewer
from tests.support.paths import BASE
from tests.support.recorded import OBSERVED, OF_A_FILE, write_record

Contents = dict[str, bytes | None]
QUICK = fewer(5)
LONG = settings(max_examples=500, suppress_health_check=[HealthCheck.too_slow])


@functools.cache
def _bytes(directory: Path) -> Contents:
    return contents(directory)


@functools.cache
def _sound(directory: Path) -> Files:
    return read_files(_bytes(directory))


def _checked(files: Contents) -> list[Problem]:
    """Check files, and use them as the app would where nothing is wrong."""
    read = read_files(files)
    problems = problems_of(read)
    assert problems or len(typed(read, "1").claims) == len(read.keys(CLAIMS) or ())
    for problem in problems:
        assert problem.file in files or problem.file.startswith(f"{CLAIMS}/")
        assert problem.line >= 0
        assert problem.what
        assert "\n" not in str(problem)
    return problems


def _with_cell(directory: Path, where: tuple[str, int, str], value: str | None) -> Contents:
    """Return the files with one cell changed; the table is written anew."""
    table, row, column = where
    sound = _sound(directory)
    file, line = sound.origin[table][row]
    lines = (_bytes(directory)[file] or b"").decode().split("\n")
    cells = [c if isinstance(c, str) else None for c in sound.frames[table].loc[row]]
    cells[COLUMNS[table].index(column)] = value
    lines[line - 1] = csv_text([cells]).removesuffix("\n")
    return {**_bytes(directory), file: "\n".join(lines).encode()}


def _cells(directory: Path) -> st.SearchStrategy[tuple[str, int, str]]:
    """Draw a table, a row of it and a column."""
    frames = _sound(directory).frames
    return st.sampled_from([t for t in frames if len(frames[t])]).flatmap(
        lambda t: st.tuples(
            st.just(t), st.integers(0, len(frames[t]) - 1), st.sampled_from(COLUMNS[t])
        )
    )


def _bound(hedge: str, column: str) -> str | None:
    """Return what the hedge forbids in a bound's cell."""
    needed = {
        "low": (*POINT_HEDGES, *LOW_HEDGES, *TWO_BOUNDS),
        "high": (*POINT_HEDGES, *HIGH_HEDGES, "range"),
    }
    return None if hedge in needed[column] else "5"


NO_PERIODS = ["2018-02-30", "2018-13", "2019/2018", "Feb 2019", "2018-21", "2006/..", "1e3", "20२0"]
NO_NUMBERS = [
    "-5",
    "1,000",
    "1_000",
    "1e5",
    "inf",
    "nan",
    "007",
    "٦٢",
    "6.",
    "+1",
    " 1",
    "1 ",
    "9" * 19,
]
NO_DATES = ["2026-02-30", "2026-13-01", "26-01-01", "2026/01/01", "yesterday"]
NO_FORMS = ["no such form!", "§", "é", "a b!", "longer than a title may be, " * 3]
NO_TEXT = ["=1+1", "@a", "+a", "-a", " a", "a ", "<u>a", "</p>", "\u00a0a"]


def _breaking(directory: Path, where: tuple[str, int, str]) -> st.SearchStrategy[str | None]:
    """Draw cells that break a rule of the column, whatever stands beside them."""
    table, row, column = where
    known = facts(table, column)
    wrong: list[str | None] = [] if SCHEMAS[table].columns[column].nullable else [None]
    if table == CLAIMS and column in ("low", "high"):
        hedge = str(_sound(directory).frames[table]["hedge"][row])
        wrong += [_bound(hedge, column), *NO_NUMBERS]
    elif known["type"] == "number":
        wrong += NO_NUMBERS
    elif known["type"] == "edtf":
        wrong += NO_PERIODS
    elif known["type"] == "date":
        wrong += NO_DATES
    elif "refers" in known or (table, column) == ("documents", "document_id"):
        wrong += ["no-such-key", "NO", "nothing at all"]
    elif form := pattern(table, column):
        wrong += [text for text in NO_FORMS if not re.fullmatch(form, text)]
    elif SCHEMAS[table].columns[column].checks:
        wrong += ["no such word", "EXACT", "Flow"]
    else:
        wrong += NO_TEXT
    return st.sampled_from(wrong)


def _break_one_cell(directory: Path, data: st.DataObject) -> None:
    where = data.draw(_cells(directory), label="cell")
    value = data.draw(_breaking(directory, where), label="value")
    table, row, column = where
    file, line = _sound(directory).origin[table][row]
    problems = _checked(_with_cell(directory, where, value))
    assert (file, line, column) in {(p.file, p.line, p.column) for p in problems}


@QUICK
@given(st.data())
def test_a_broken_cell_of_the_real_data_is_named_by_file_line_and_column(
    data: st.DataObject,
) -> None:
    _break_one_cell(DATASETS, data)


@pytest.mark.stress
@LONG
@given(st.data())
def test_a_broken_cell_of_the_real_data_is_named_many_times(data: st.DataObject) -> None:
    _break_one_cell(DATASETS, data)


@QUICK
@given(st.data())
def test_a_cell_holds_any_text_without_an_exception(data: st.DataObject) -> None:
    where = data.draw(_cells(BASE))
    text = st.text(st.characters(codec="utf-8"), max_size=40)
    _checked(_with_cell(BASE, where, data.draw(text)))


@pytest.mark.stress
@LONG
@given(st.data())
def test_a_cell_holds_any_text_without_an_exception_many_times(data: st.DataObject) -> None:
    where = data.draw(_cells(DATASETS))
    _checked(_with_cell(DATASETS, where, data.draw(st.text(st.characters(codec="utf-8")))))


TEXTS = [",", '"', "\n", "\r\n", ",,", '",', "{", "}", "@", "\u2028", "/", "=", "\0"]
Mangler = Callable[[bytes, int, random.Random], bytes]
MANGLERS: dict[str, Mangler] = {
    "flip": lambda b, at, rng: b[:at] + rng.randbytes(1) + b[at + 1 :],
    "insert": lambda b, at, rng: b[:at] + rng.randbytes(rng.randrange(1, 9)) + b[at:],
    "insert text": lambda b, at, rng: b[:at] + rng.choice(TEXTS).encode() + b[at:],
    "cut": lambda b, at, _: b[:at],
    "cut the middle": lambda b, at, rng: b[:at] + b[at + rng.randrange(200) :],
    "repeat": lambda b, at, _: b + b[at:],
    "shuffle": lambda b, _, rng: b"\n".join(rng.sample(b.split(b"\n"), b.count(b"\n") + 1)),
}


def _mangle(directory: Path, data: st.DataObject) -> None:
    files = dict(_bytes(directory))
    name = data.draw(st.sampled_from(sorted(files)), label="file")
    rng = random.Random(data.draw(st.integers(0, 2**32), label="seed"))  # noqa: S311 not secret
    content = files[name] or b""
    for how in data.draw(
        st.lists(st.sampled_from(sorted(MANGLERS)), min_size=1, max_size=3), label="how"
    ):
        content = MANGLERS[how](content, rng.randrange(len(content) + 1), rng)
    _checked({**files, name: content})


@QUICK
@given(st.data())
def test_a_mangled_file_gives_problems_or_a_dataset_and_never_an_exception(
    data: st.DataObject,
) -> None:
    _mangle(BASE, data)


@pytest.mark.stress
@LONG
@given(st.data())
def test_a_mangled_file_of_the_real_data_never_gives_an_exception(data: st.DataObject) -> None:
    _mangle(DATASETS, data)


@QUICK
@given(name=st.sampled_from(sorted(_bytes(BASE))), content=st.none() | st.binary(max_size=300))
def test_any_bytes_in_any_file_give_problems_of_that_file(name: str, content: bytes | None) -> None:
    assert _checked({**_bytes(BASE), name: content})


@QUICK
@given(
    table=st.sampled_from(sorted(set(COLUMNS) - {CLAIMS})),
    text=st.text(st.sampled_from(',"\n\r\t \x00aA0-/;[]{}=@é\u200b\u2028'), max_size=80),
)
def test_any_rows_below_a_header_give_no_exception(table: str, text: str) -> None:
    content = csv_text([COLUMNS[table]]) + text
    _checked({**_bytes(BASE), file_of(table): content.encode()})


def test_a_dataset_of_headers_alone_is_valid_and_typed() -> None:
    names = [name for name in COLUMNS if name != "claims"]
    files = {file_of(name): csv_text([COLUMNS[name]]).encode() for name in names}
    assert _checked({**files, "references.bib": b""}) == []


def _without_lines(problems: list[Problem]) -> list[tuple[str, str, str]]:
    return sorted((p.file, p.column, re.sub(r"csv:[0-9]+", "csv", p.fix)) for p in problems)


@QUICK
@given(seed=st.integers(0, 2**32), where=_cells(BASE), emptied=st.booleans())
def test_the_order_of_rows_makes_no_difference(
    seed: int, where: tuple[str, int, str], emptied: bool
) -> None:
    rng = random.Random(seed)  # noqa: S311 not secret
    files = _with_cell(BASE, where, None if emptied else "nothing like it")
    shuffled: Contents = {}
    for name, content in files.items():
        header, *rows = (content or b"").decode().splitlines(keepends=True)
        rng.shuffle(rows)
        shuffled[name] = content if name.endswith(".bib") else "".join([header, *rows]).encode()
    assert _without_lines(_checked(shuffled)) == _without_lines(_checked(files))


def test_the_real_data_has_no_problem() -> None:
    assert _checked(_bytes(DATASETS)) == []


def test_problems_come_sorted_by_file_and_line() -> None:
    files = {
        name: (content or b"").replace(b"2026", b"20x6") for name, content in _bytes(BASE).items()
    }
    problems = _checked(files)
    assert len(problems) == 9
    assert [(p.file, p.line) for p in problems] == sorted((p.file, p.line) for p in problems)


def test_the_texts_of_a_problem_are_named_and_read_apart() -> None:
    """A file may be called as the message goes on, so nobody cuts the message."""
    problem = Problem(
        "a:1: low: b.csv", 2, "low", what="is empty", allowed="a number", fix="fill it"
    )
    assert problem.words == "is empty; allowed: a number; fill it"
    assert str(problem) == f"a:1: low: b.csv:2: low: {problem.words}"
    with pytest.raises(TypeError, match="positional"):
        Problem("a.csv", 2, "low", "is empty")  # type: ignore[call-arg, misc]


@pytest.mark.parametrize(
    ("column", "value", "meant"),
    [
        ("unit", "euro", "EUR"),
        ("unit", "euross", "EUR"),
        ("unit", "EUR/kilometre", "EUR/km"),
    ],
)
def test_an_unknown_key_is_advised_by_what_people_call_the_row(
    column: str, value: str, meant: str
) -> None:
    found = _checked(_with_cell(BASE, (CLAIMS, 0, column), value))
    assert any(problem.fix.startswith(f'did you mean "{meant}"?') for problem in found)


def test_a_table_is_held_against_the_schema_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(check, "FOUND", OrderedDict())
    asked: list[str] = []
    schema_problems = check._schema_problems

    def problems(files: Files, table: str, frame: pd.DataFrame) -> Iterator[Problem]:
        asked.append(table)
        return schema_problems(files, table, frame)

    monkeypatch.setattr(check, "_schema_problems", problems)
    sound, wrong = dict(_bytes(BASE)), _with_cell(BASE, (CLAIMS, 0, "hedge"), "roughly")
    problems_of(read_files(sound))
    assert set(asked) == {name for name, frame in _sound(BASE).frames.items() if len(frame)}
    asked.clear()
    told = problems_of(read_files(wrong))
    assert told
    assert not problems_of(read_files(sound))
    assert problems_of(read_files(wrong)) == told
    assert asked == [CLAIMS]


def test_what_was_right_of_the_record_is_asked_again_where_a_table_that_it_needs_has_changed(
    tmp_path: Path,
) -> None:
    folder = Path(shutil.copytree(BASE, tmp_path / "datasets"))
    write_record(folder, [OF_A_FILE], [OBSERVED])
    first, second = check.check(folder), check.check(folder)
    rows = typed_observations(first, recipes := first.frames[RECIPES].set_index("recipe_id"))
    assert second.frames[OBSERVATIONS] is first.frames[OBSERVATIONS]
    assert typed_observations(second, recipes) is rows
    write_record(folder, [{**OF_A_FILE, "place_id": "FI"}], [OBSERVED])
    with pytest.raises(DatasetError, match="is not the recipe's place, FI"):
        check.check(folder)
    write_record(folder, [OF_A_FILE], [{**OBSERVED, "value": "a thousand"}])
    with pytest.raises(DatasetError, match=r"observations/ferries\.csv:2: value"):
        check.check(folder)
