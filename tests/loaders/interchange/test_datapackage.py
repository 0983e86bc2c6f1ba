"""The generated schema page and data package say what the models say."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest
from lxml import etree

from loaders.dataset import DATASETS, declared_version
from loaders.interchange.datapackage import data_package, generated, stale
from loaders.interchange.schema_page import BETWEEN_TABLES, PAGE, schema_page
from loaders.schema import tables as schema
from loaders.schema.file_names import BY_TOPIC, OPTIONAL, RECIPES, REDIRECTS, file_of
from loaders.schema.row_rules import RULES
from loaders.schema.tables import COLUMNS, codes, foreign_keys
from loaders.storage.journal import PACKAGE
from loaders.validation.check import RULES_BETWEEN_TABLES, check
from tests.support.paths import BASE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    directory = tmp_path / "datasets"
    shutil.copytree(BASE, directory)
    for name, text in generated(directory).items():
        (directory / name).write_text(text, encoding="utf-8", newline="\n")
    return directory


def test_the_generated_files_of_the_real_data_are_what_the_models_say() -> None:
    assert stale(DATASETS) == []


def test_files_that_were_just_written_are_not_stale(folder: Path) -> None:
    assert stale(folder) == []


@pytest.mark.parametrize("name", [PAGE, PACKAGE])
def test_an_edited_or_missing_generated_file_is_stale(folder: Path, name: str) -> None:
    message = f"{name}:0: file: is out of date; allowed: the generated text; "
    message += "run `python -m loaders schema`"
    (folder / name).write_bytes((folder / name).read_bytes() + b" ")
    assert [str(problem) for problem in stale(folder)] == [message]
    (folder / name).unlink()
    assert [str(problem) for problem in stale(folder)] == [message]


def test_a_changed_column_of_a_model_makes_both_files_stale(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    column = schema.SCHEMAS["places"].columns["name"]
    monkeypatch.setattr(column, "description", "Another meaning.")
    assert {problem.file for problem in stale(folder)} == {PAGE, PACKAGE}
    assert "| `name` | yes | Another meaning. |" in schema_page()


def test_a_changed_rule_makes_the_page_stale(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("loaders.interchange.schema_page.RULES", {"claims": RULES["exclusions"]})
    assert [problem.file for problem in stale(folder)] == [PAGE]


def test_a_new_topic_file_makes_the_package_stale(folder: Path) -> None:
    (folder / "claims" / "tides.csv").write_text("claim_id\n")
    assert [problem.file for problem in stale(folder)] == [PACKAGE]


def test_the_version_of_the_package_is_kept(folder: Path) -> None:
    text = (folder / PACKAGE).read_text().replace('"version": "1.0.0"', '"version": "7.1.2"')
    (folder / PACKAGE).write_text(text)
    assert stale(folder) == []
    assert json.loads(generated(folder)[PACKAGE])["version"] == "7.1.2"


def test_the_changelog_and_the_citation_file_name_the_declared_version() -> None:
    version = declared_version(DATASETS)
    citation = (DATASETS.parent / "CITATION.cff").read_text(encoding="utf-8").splitlines()
    assert f"version: {version}" in citation
    entries = [
        line
        for line in (DATASETS / "CHANGELOG.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("## ")
    ]
    assert entries[0].startswith(f"## {version}, ")


@pytest.mark.parametrize("table", sorted(COLUMNS))
def test_the_page_has_a_row_for_every_column_and_rule(table: str) -> None:
    section = schema_page().split(f"\n## {file_of(table, 'TOPIC')}\n")[1].split("\n## ")[0]
    assert [line.split("`")[1] for line in section.splitlines() if line.startswith("| `")] == [
        *COLUMNS[table]
    ]
    points = [line for line in section.splitlines() if line.startswith("- ")]
    kinds = ("codes", "several_of")
    listed = [n for column in COLUMNS[table] for kind in kinds for n in codes(table, column, kind)]
    assert len(points) == len(listed) + len(RULES.get(table, ()))


@pytest.mark.parametrize("table", sorted(COLUMNS))
def test_the_page_says_of_each_column_what_the_model_does(table: str) -> None:
    section = schema_page().split(f"\n## {file_of(table, 'TOPIC')}\n")[1].split("\n## ")[0]
    for name in COLUMNS[table]:
        declared, described = schema.SCHEMAS[table].columns[name], schema.facts(table, name)
        needed = "yes, the key" if declared.unique else "" if declared.nullable else "yes"
        allowed = described["allowed"].replace("|", "\\|")
        assert f"| `{name}` | {needed} | {described['description']} | {allowed} |" in section


def test_the_page_tells_the_rules_between_tables_and_over_time(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = schema_page()
    between = page.split("\n## Between tables\n")[1].split("\n## ")[0]
    lines = [line for line in between.splitlines() if line.startswith("- ")]
    assert len(lines) == len(RULES_BETWEEN_TABLES) + 1
    assert lines[0] == "- rows of other tables that cells name and that are not there, each once."
    assert "\n## references.bib\n" in page
    assert "in place only `withdrawn` and `withdrawal_reason` are filled in, and `note`" in page
    monkeypatch.setattr("loaders.interchange.schema_page.BETWEEN_TABLES", BETWEEN_TABLES[1:])
    assert [problem.file for problem in stale(folder)] == [PAGE]


def patterns() -> dict[str, str]:
    package = json.loads(data_package(DATASETS, "1.2.3", []))
    return {
        f"{resource['name']}.{field['name']}": field["constraints"]["pattern"]
        for resource in package["resources"]
        for field in resource["schema"]["fields"]
        if "pattern" in field.get("constraints", {})
    }


@pytest.mark.parametrize("pattern", sorted(set(patterns().values())))
def test_a_pattern_of_the_package_is_an_expression_of_xml_schema(pattern: str) -> None:
    text = f"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="cell">
    <xs:simpleType><xs:restriction base="xs:string"><xs:pattern value={quoteattr(pattern)}/>
    </xs:restriction></xs:simpleType></xs:element></xs:schema>"""
    schema = etree.XMLSchema(etree.fromstring(text))
    names = [name.split(".") for name, each in patterns().items() if each == pattern]
    frames = check(DATASETS).frames
    cells = {cell for table, column in names for cell in frames[table][column].dropna().unique()}
    for cell in cells:
        element = etree.Element("cell")
        element.text = cell
        assert schema.validate(element), cell
        assert re.fullmatch(pattern, cell)


def test_every_column_of_text_has_a_pattern_a_list_or_a_key_to_refer_to() -> None:
    package = json.loads(data_package(DATASETS, "1.2.3", []))
    for resource in package["resources"]:
        keys = {key["fields"][0] for key in resource["schema"].get("foreignKeys", [])}
        for field in resource["schema"]["fields"]:
            bounded = {"pattern", "enum", "minimum"} & set(field.get("constraints", {}))
            assert bounded or field["name"] in keys or field["type"] == "date", field["name"]


def test_the_package_says_what_it_is_who_made_it_and_from_what() -> None:
    package = json.loads(data_package(DATASETS, "1.2.3", []))
    citation = (DATASETS.parent / "CITATION.cff").read_text(encoding="utf-8")
    listed = re.findall(r"^  - (?!name)(.+)$", citation, re.MULTILINE)
    assert package["keywords"] == listed
    assert f"- name: {package['contributors'][0]['title']}\n" in citation
    assert package["description"].startswith("Numeric claims of policy papers")
    files = [source["path"] for source in package["sources"]]
    assert files and all((DATASETS / file).exists() for file in files)


def test_a_key_of_several_columns_is_in_the_package() -> None:
    package = json.loads(data_package(DATASETS, "1.2.3", []))
    keys = {each["name"]: each["schema"]["primaryKey"] for each in package["resources"]}
    assert keys["exclusions"] == ["document_id", "locator", "numeral"]
    assert keys["coverage"] == ["document_id", "accounted_by"]
    assert keys["claims"] == ["claim_id"]


@pytest.mark.parametrize("table", sorted(COLUMNS))
def test_the_package_has_every_field_and_foreign_key(table: str) -> None:
    topics = {t: [file_of(t, topic) for topic in "ba"] for t in BY_TOPIC}
    files = [
        *map(file_of, (RECIPES, REDIRECTS)),
        *(file for own in topics.values() for file in own),
    ]
    package = json.loads(data_package(DATASETS, "1.2.3", files))
    [resource] = [each for each in package["resources"] if each["name"] == table]
    described = resource["schema"]
    assert [field["name"] for field in described["fields"]] == list(COLUMNS[table])
    keys = {
        key["fields"][0]: (key["reference"]["resource"] or table, key["reference"]["fields"][0])
        for key in described.get("foreignKeys", [])
    }
    assert keys == foreign_keys(table)
    assert resource["path"] == (sorted(topics[table]) if table in topics else file_of(table))


def test_a_dataset_without_a_record_has_no_resource_for_it() -> None:
    package = json.loads(data_package(DATASETS, "1.2.3", ["claims/a.csv"]))
    assert {each["name"] for each in package["resources"]} == set(COLUMNS) - set(OPTIONAL)
