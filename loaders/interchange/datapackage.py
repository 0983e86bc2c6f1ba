"""The schema page and the Frictionless data package, generated from the models."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from loaders.citations.bibliography import BIBLIOGRAPHY
from loaders.dataset import declared_version
from loaders.errors import Problem
from loaders.interchange.schema_page import PAGE, schema_page
from loaders.schema.file_names import (
    BY_TOPIC,
    CLAIMS,
    OBSERVATIONS,
    OPTIONAL,
    RECIPES,
    file_of,
    table_of,
)
from loaders.schema.tables import COLUMNS, KEYS, MODELS, SCHEMAS, codes, facts, foreign_keys
from loaders.storage.folder import names
from loaders.storage.journal import PACKAGE, pending, read_bytes
from loaders.storage.site_file import site_of

FIRST_VERSION = "1.0.0"
RESOURCE_TITLES = {
    CLAIMS: "Claims, one file a topic",
    RECIPES: "Recipes of the official record",
    OBSERVATIONS: "Observations of the official record, one file a topic",
}
SOURCES = [
    {"title": "The works that are cited, in BibTeX", "path": BIBLIOGRAPHY},
    {"title": "The documents that are read, by the keys of their works", "path": "documents.csv"},
]
FRICTIONLESS_TYPES = {"number": "number", "integer": "integer", "date": "date"}
BOUNDS = {"number": {"minimum": 0, "maximum": 10**18}, "integer": {"minimum": 1}}
"""What Table Schema says of numbers in the place of the patterns that it has for texts only."""
TEXT = r"[^\s=@+\-](?:.*\S)?"
"""One line that neither begins as a formula nor has a space at an end."""
DIALECT = {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True}
"""Said, as readers guess what is not."""


def data_package(directory: Path, version: str, files: Iterable[str]) -> str:
    """Return the text of `datapackage.json` at a version of the data for these files."""
    there, site = sorted(files), site_of(directory)
    tables = [t for t in MODELS if t not in OPTIONAL or t in map(table_of, there)]
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": site.package,
        "title": site.title,
        "description": site.description,
        "keywords": list(site.keywords),
        "contributors": [{"title": site.publisher, "roles": ["creator"]}],
        "sources": SOURCES,
        "version": FIRST_VERSION if version == "0" else version,
        "licenses": [
            {
                "name": site.terms.identifier,
                "path": site.terms.address,
                "title": site.terms.title,
            }
        ],
        "resources": [_resource(table, there) for table in tables],
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _resource(table: str, files: list[str]) -> dict[str, Any]:
    own = [file for file in files if table_of(file) == table]
    return {
        "name": table,
        "title": RESOURCE_TITLES.get(table, table.capitalize()),
        "description": inspect.getdoc(MODELS[table]),
        "type": "table",
        "path": own if table in BY_TOPIC else file_of(table),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": DIALECT,
        "schema": _table_schema(table),
    }


def _table_schema(table: str) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(table, column) for column in COLUMNS[table]],
        "missingValues": [""],
        "primaryKey": list(KEYS[table]),
    }
    keys = [
        {
            "fields": [column],
            "reference": {"resource": "" if target == table else target, "fields": [field]},
        }
        for column, (target, field) in foreign_keys(table).items()
    ]
    return schema | ({"foreignKeys": keys} if keys else {})


def _field(table: str, column: str) -> dict[str, Any]:
    described, declared = facts(table, column), SCHEMAS[table].columns[column]
    constraints: dict[str, Any] = {} if declared.nullable else {"required": True}
    if declared.unique:
        constraints["unique"] = True
    kind = FRICTIONLESS_TYPES.get(described["type"], "string")
    constraints |= BOUNDS.get(kind, {})
    for check in declared.checks:
        if check.name == "str_matches" and kind == "string":
            constraints["pattern"] = _portable(check.statistics["pattern"])
    if codes(table, column):
        constraints["enum"] = list(codes(table, column))
    if kind == "string" and not declared.checks and "refers" not in described:
        constraints["pattern"] = _portable(described.get("form", TEXT))
    field = {"name": column, "type": kind, "description": described["description"]}
    return field | ({"constraints": constraints} if constraints else {})


def _portable(pattern: str) -> str:
    """Return a pattern as Table Schema has it: an expression of XML Schema, for the whole cell.

    XML Schema has no anchors, no lazy repetition and no groups that do not capture; none makes a
    difference to a whole cell. The brackets around it all are for readers that add anchors.
    """
    inner = pattern.removeprefix("^(?:").removesuffix(")$") if pattern[:1] == "^" else pattern
    return f"({inner})".replace("(?:", "(").replace("+?", "+").replace("}?", "}")


def generated(directory: Path, version: str = "") -> dict[str, str]:
    """Return the text that each generated file should have, at the declared version or another."""
    declared = version or declared_version(directory)
    package = data_package(directory, declared, names(directory))
    return {PAGE: schema_page(), PACKAGE: package}


def stale(directory: Path) -> list[Problem]:
    """Return a problem for each generated file that is not what the models say."""
    found, blocks = [], pending(directory)
    if not any((directory / name).exists() for name in names(directory)):
        return []
    for name, text in generated(directory).items():
        if read_bytes(directory, name, blocks) != text.encode():
            what, fix = "is out of date", "run `python -m loaders schema`"
            found.append(Problem(name, 0, "file", what=what, allowed="the generated text", fix=fix))
    return found
