"""What moved between two versions of the files."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.dataset import DATASETS
from loaders.history.changelog import level
from loaders.history.diff import KINDS, Changes, changes_between, since_problems
from loaders.history.report import as_markdown, as_text, report, statement
from loaders.history.snapshot import Row, Version, named, version_of
from loaders.schema.tables import COLUMNS
from loaders.storage.csv_table import csv_text
from loaders.storage.folder import contents, read_files
from tests.support.examples import fewer
from tests.support.recorded import OBSERVED, OF_A_FILE
from tests.support.tables import table
from tests.support.versions import CORRECTION, LIGHTS, base, first_claim, less, more, swap

Files = Mapping[str, bytes | None]


def kinds(made: Changes) -> list[tuple[str, str, str]]:
    return [(each.kind, each.table, named(each.key)) for each in made.rows]


def test_two_equal_versions_have_no_changes() -> None:
    made = changes_between(base(), base())
    assert not made
    assert as_text(made, "a to b") == "a to b: no row moved\n"


def test_the_order_of_rows_is_no_change() -> None:
    def turned(text: str) -> str:
        header, *rows = text.splitlines(keepends=True)
        return "".join([header, *reversed(rows)])

    assert not changes_between(base(), base(claims_ferries=turned, units=turned, exclusions=turned))


def test_a_new_claim_is_added_and_a_superseding_one_corrects() -> None:
    plain = CORRECTION.replace("keeper2019-lit,", ",")
    made = changes_between(base(), base(claims_lighthouses=more(plain)))
    assert kinds(made) == [("added", "claims", "keeper2019-lit-2-right")]
    assert made.anomalies == ()
    made = changes_between(base(), base(claims_lighthouses=more(CORRECTION)))
    assert kinds(made) == [("corrected", "claims", "keeper2019-lit-2-right")]


def test_a_correction_of_a_claim_that_is_nowhere_says_so() -> None:
    strange = CORRECTION.replace("keeper2019-lit,", "keeper2019-none,")
    made = changes_between(base(), base(claims_lighthouses=more(strange)))
    assert "corrects keeper2019-none: a claim that is not there → 28 lighthouses" in as_text(
        made, "a to b"
    )


def test_a_correction_tells_the_old_value_and_the_new() -> None:
    name, _ = first_claim()
    line = CORRECTION.replace("keeper2019-lit,", f"{name},")
    made = changes_between(base(), base(claims_lighthouses=more(line)))
    old = version_of(base()).rows["claims", (name,), 0]
    assert made.rows[0].replaces == old
    assert as_text(made, "a to b") == (
        "a to b: 1 claim corrected\n\nClaims: lighthouses\n"
        f"  keeper2019-lit-2-right corrects {name}: {statement(old.cells)} → 28 lighthouses, 2018: "
        "Misread.\n"
    )


def test_a_claim_that_is_taken_back_is_withdrawn_and_no_anomaly() -> None:
    name, line = first_claim()
    taken = line.split(",")
    assert taken[-1] == ""
    back = ",".join([*taken[:-2], "2026-11-24", "Misprint."])
    made = changes_between(base(), base(claims_lighthouses=swap(line, back)))
    assert kinds(made) == [("withdrawn", "claims", name)]
    assert set(made.rows[0].cells) == {"withdrawal_reason", "withdrawn"}
    assert made.anomalies == ()


def test_a_value_edited_in_place_is_an_anomaly_and_comes_first() -> None:
    name, line = first_claim()
    made = changes_between(
        base(),
        base(
            claims_ferries=more(CORRECTION.replace("keeper2019-lit,", ",")),
            claims_lighthouses=swap(line, line.replace("observation", "estimate")),
            series=swap("final", "final count"),
        ),
    )
    assert [each.kind for each in made.rows] == ["edited", "added", "reworded"]
    text = as_text(made, "a to b")
    assert text.startswith(
        "a to b: 1 anomaly, 1 claim added, 1 row of other tables\n\n"
        "What should not have happened\n"
        f'  {LIGHTS}:2: {name} was edited: status "observation" → "estimate"\n'
    )


@pytest.mark.parametrize(
    ("table", "start", "anomaly"),
    [
        ("claims_lighthouses", "", True),
        ("places", "FI,", True),
        ("exclusions", "keeper2019,", False),
    ],
)
def test_a_row_that_is_gone_is_an_anomaly_where_rows_stay(
    table: str, start: str, anomaly: bool
) -> None:
    start = start or f"{first_claim()[0]},"
    made = changes_between(base(), base(**{table: less(start)}))
    assert {each.kind for each in made.rows} == {"removed"}
    assert {each.anomaly for each in made.rows} == {anomaly}


def test_a_name_that_another_claim_has_now_was_used_again() -> None:
    name, line = first_claim()
    other = CORRECTION.replace("keeper2019-lit,", ",").split(",")
    other[0], other[14] = name, "shipping2020"
    made = changes_between(base(), base(claims_lighthouses=swap(line, ",".join(other))))
    assert kinds(made) == [("reused", "claims", name)]


def test_a_claim_under_another_topic_has_moved() -> None:
    name, line = first_claim()
    files = base(claims_lighthouses=less(f"{name},"), claims_ferries=more(line))
    made = changes_between(base(), files)
    assert kinds(made) == [("moved", "claims", name)]
    assert as_text(made, "a to b").endswith(f"  {name} moved from lighthouses\n")


def recorded(*rows: Mapping[str, str]) -> dict[str, bytes | None]:
    """Return the base with a record that has these observations."""
    texts = {"record/recipes.csv": table("recipes", [OF_A_FILE])}
    texts["record/observations/ferries.csv"] = table("observations", rows)
    return {**base(), **{name: text.encode() for name, text in texts.items()}}


OBSERVED_LATER = {**OBSERVED, "vintage": "2026-11-29", "value": "1010"}


def test_a_new_value_of_an_observation_is_a_revision_told_by_recipe() -> None:
    made = changes_between(
        recorded(OBSERVED), recorded(OBSERVED, OBSERVED_LATER, {**OBSERVED, "period": "2019"})
    )
    assert sorted(each.kind for each in made.rows) == ["added", "revised"]
    assert made.anomalies == ()
    text = as_text(made, "a to b")
    assert text.startswith("a to b: 1 observation added, 1 observation revised\n")
    assert "office-passengers: 1 added, 1 revised, such as EE 2018: 1000 → 1010\n" in text
    assert level(made) == "minor"


def test_the_record_of_a_version_that_had_none_is_new() -> None:
    made = changes_between(base(), recorded(OBSERVED))
    assert kinds(made) == [
        ("added", "observations", "office-passengers, EE, 2018, 2026-11-28"),
        ("added", "recipes", "office-passengers"),
    ]
    assert not changes_between(recorded(OBSERVED), recorded(OBSERVED))


def test_a_value_of_an_observation_stays_as_it_came_in() -> None:
    made = changes_between(recorded(OBSERVED), recorded({**OBSERVED, "value": "1001"}))
    [problem] = since_problems(made, "v1")
    assert (problem.file, problem.column) == ("record/observations/ferries.csv", "value")
    assert problem.fix.startswith("restore the row, and add the new value")
    assert [each.kind for each in changes_between(recorded(OBSERVED), recorded()).anomalies] == [
        "removed"
    ]
    flagged = changes_between(recorded(OBSERVED), recorded({**OBSERVED, "flags": "revised"}))
    assert flagged.anomalies == ()


@pytest.mark.parametrize(("now", "told"), [("shipping2020-b", '"shipping2020-b"'), ("", "empty")])
def test_a_permanent_name_of_an_observation_stays(now: str, told: str) -> None:
    named_so = {**OBSERVED, "claim_id": "shipping2020-a"}
    made = changes_between(recorded(named_so), recorded({**OBSERVED, "claim_id": now}))
    assert list(map(str, since_problems(made, "v1"))) == [
        f'record/observations/ferries.csv:2: claim_id: was "shipping2020-a" in v1 and is {told}; '
        "allowed: the permanent name, under which the figure is cited; restore the name"
    ]
    assert changes_between(recorded(OBSERVED), recorded(named_so)).anomalies == ()


def test_a_work_is_compared_by_its_fields() -> None:
    made = changes_between(base(), base(references=swap("Tamm", "Tamme")))
    [change] = made.rows
    assert (change.kind, change.table, set(change.cells)) == ("reworded", "references", {"author"})
    spaced = base(references=lambda text: text.replace("\n\n", "\n\n\n"))
    assert not changes_between(base(), spaced)


def test_a_new_column_is_told_once_and_its_cells_are_no_edits() -> None:
    def widened(text: str) -> str:
        header, *rows = text.splitlines()
        return "".join(f"{line}\n" for line in [f"{header},colour", *(f"{r},red" for r in rows)])

    made = changes_between(base(), base(claims_lighthouses=widened, claims_ferries=widened))
    assert {each.kind for each in made.rows} == {"filled"}
    assert made.anomalies == ()
    assert made.columns["claims"][1][-1] == "colour"
    back = changes_between(base(claims_lighthouses=widened, claims_ferries=widened), base())
    assert back.rows == ()
    assert (
        as_text(back, "b to a") == "b to a: no row moved\n\nColumns\n  claims: `colour` removed\n"
    )


def test_a_file_that_no_version_can_read_is_told_and_not_compared() -> None:
    broken = {**base(), LIGHTS: b"\xff\xfe\0"}
    made = changes_between(broken, base())
    assert made.unread == {LIGHTS}
    assert [str(problem) for problem in made.older] == [
        f"{LIGHTS}:1: file: is UTF-16; allowed: UTF-8; run `python -m loaders mend`"
    ]
    assert made.rows == ()
    text = as_text(made, "a to b")
    assert f"Not compared\n  {LIGHTS}: cannot be read in one of the versions\n" in text


@pytest.mark.parametrize("file", ["places.csv", LIGHTS, "references.bib"])
def test_a_file_that_is_broken_now_is_not_called_gone(file: str) -> None:
    made = changes_between(base(), {**base(), file: b"\xff\xfe\0"})
    assert (made.rows, made.columns, made.unread) == ((), {}, {file})
    assert made


def test_a_row_with_other_cells_is_compared_as_far_as_it_goes() -> None:
    _, line = first_claim()
    made = changes_between(base(claims_lighthouses=swap(line, line.rsplit(",", 2)[0])), base())
    assert made.rows == ()
    assert [str(problem) for problem in made.older] == [
        f"{LIGHTS}:2: row: has 23 cells where the header has 25; allowed: 25 cells; only the "
        "cells under the header are compared"
    ]


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_each_format_names_every_row_that_moved(form: str) -> None:
    name, line = first_claim()
    made = changes_between(
        base(),
        base(
            claims_lighthouses=swap(line, line.replace("observation", "estimate")),
            claims_ferries=more(CORRECTION),
            places=more("LV,Latvia,"),
            units=more("*_x,<b>,c,d,e"),
        ),
    )
    text = report(made, "v1_a to [b]", form)
    for key in (name, "keeper2019-lit-2-right", "LV"):
        assert key in text
    if form == "json":
        record = json.loads(text)
        assert record["anomalies"] == 1
        assert {row["kind"] for row in record["rows"]} == {"edited", "corrected", "added"}
        assert record["rows"][0]["topic"] == "lighthouses"
    if form == "markdown":
        assert text.startswith("## v1\\_a to \\[b\\]\n\n1 anomaly, ")
        assert "- \\*\\_x added" in as_markdown(made, "x")


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"low": "107000", "hedge": "more_than", "unit": "deaths", "period": "2021"},
         "more than 107,000 deaths, 2021"),
        ({"low": "1", "high": "2", "best": "1.5", "hedge": "range", "unit": "kg"},
         "1 to 2 (best 1.5) kg, year not given"),
        ({"high": "2", "hedge": "exact"}, "exact 2, year not given"),
        ({"low": "1e5", "high": "many", "hedge": "sort of"}, "sort of 1e5 to many, year not given"),
        ({"low": "5", "high": "5", "hedge": "about", "unit": "kg", "period": "2021",
          "status": "allegation", "attributed_to": "Ann Berg"},
         "about 5 kg, alleged, according to Ann Berg, 2021"),
        ({}, "nothing, year not given"),
    ],
)  # fmt: skip
def test_a_value_is_told_in_words_whatever_its_cells(cells: dict[str, str], words: str) -> None:
    assert statement(cells) == words


def test_every_kind_of_change_is_explained() -> None:
    assert all(KINDS.values())


@pytest.mark.parametrize("column", sorted(set(COLUMNS["claims"]) - {"note"}))
def test_a_cell_of_any_column_but_the_note_changed_in_place_is_refused(column: str) -> None:
    _, line = first_claim()
    cells = line.split(",")
    at = COLUMNS["claims"].index(column)
    cells[at] = f"{cells[at]} 7x"
    made = changes_between(base(), base(claims_lighthouses=swap(line, ",".join(cells))))
    told = [(problem.line, problem.column) for problem in since_problems(made, "HEAD")]
    expected = {"claim_id": [(2, "claim_id")], "document_id": [(2, "claim_id")], "withdrawn": []}
    assert told == expected.get(column, [(2, column)])


@pytest.mark.parametrize(
    ("quoted", "anomaly"),
    [
        ("26 lighthouses of the coast", False),
        ("26", False),
        ("27 lighthouses", True),
        ("26 or 27 lighthouses", True),
        ("lighthouses", True),
        ("", True),
    ],
)
def test_other_words_may_be_quoted_around_the_same_number(quoted: str, anomaly: bool) -> None:
    name, line = first_claim()
    assert ",26 lighthouses," in line
    files = base(claims_lighthouses=swap(line, line.replace("26 lighthouses", quoted)))
    made = changes_between(base(), files)
    assert kinds(made) == [("edited" if anomaly else "reworded", "claims", name)]


# Properties.

CELLS = st.text("ab,\"'é ", max_size=3)
KEYS = st.sampled_from(["a", "b", "c", "d"])


@st.composite
def tables(draw: st.DrawFn) -> dict[str, bytes | None]:
    """Draw a few tables, with columns that come and go, and keys that are there twice."""
    files: dict[str, bytes | None] = {}
    names = ["claims/one.csv", "claims/two.csv", "places.csv", "exclusions.csv", "strange.csv"]
    for name in draw(st.lists(st.sampled_from(names), unique=True)):
        table = "claims" if name.startswith("claims/") else name.removesuffix(".csv")
        known = COLUMNS.get(table, ("x", "y", "z"))
        more = draw(st.lists(st.sampled_from([*known[1:], "extra"]), unique=True, max_size=5))
        header = [known[0], *more]
        rows = draw(st.lists(st.tuples(KEYS, *(CELLS for _ in more)), max_size=4))
        files[name] = csv_text([header, *rows]).encode()
    if draw(st.booleans()):
        keys = draw(st.lists(KEYS, unique=True))
        entries = (f"@book{{{key}, title = {{{draw(KEYS)}}}, year = 2001}}\n" for key in keys)
        files["references.bib"] = "\n".join(entries).encode() or b"\n"
    return files


def applied(version: Version, made: Changes) -> Version:
    """Return the version that the changes lead to from the one that they were found in."""
    lost = {table: set(was) - set(now) for table, (was, now) in made.columns.items()}
    rows = {
        key: Row(
            row.file,
            {name: c for name, c in row.cells.items() if name not in lost.get(key[0], ())},
            row.line,
        )
        for key, row in version.rows.items()
    }
    for change in made.rows:
        rows.pop(change.key, None)
        if change.after is not None:
            rows[change.key] = change.after
    columns = dict(version.columns) | {table: now for table, (_, now) in made.columns.items()}
    return Version(rows, {table: names for table, names in columns.items() if names})


@given(tables(), tables())
@fewer(3)
def test_the_changes_from_a_to_b_applied_to_a_give_b(a: Files, b: Files) -> None:
    before, after = version_of(a), version_of(b)
    made = changes_between(a, b)
    found = applied(before, made)
    assert found.rows == after.rows
    assert found.columns == after.columns


@given(tables())
@fewer(3)
def test_a_version_does_not_differ_from_itself(a: Files) -> None:
    assert not changes_between(a, a)


@fewer(3)
@given(
    st.dictionaries(
        st.sampled_from(["claims/a.csv", "series.csv", "references.bib", "odd.csv"]),
        st.none() | st.binary(max_size=60) | st.text(max_size=60).map(str.encode),
    ),
    st.sampled_from([0, 1]),
)
def test_no_bytes_of_an_old_file_make_the_comparison_fail(broken: Files, turned: int) -> None:
    whole = base()
    made = changes_between(*((broken, whole) if turned else (whole, {**whole, **broken})))
    for form in ("text", "markdown", "json"):
        assert report(made, "a to b", form)


def test_the_real_files_are_read_whole() -> None:
    version = version_of(contents(DATASETS))
    files = read_files(contents(DATASETS))
    assert version.problems == ()
    for name, frame in files.frames.items():
        assert sum(key[0] == name for key in version.rows) == len(frame)
    assert sum(key[0] == "references" for key in version.rows) == len(files.works or {})
