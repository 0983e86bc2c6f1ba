"""The schema page and the Frictionless data package, generated from the models."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from loaders.citations.works import COMPLETE
from loaders.dataset import declared_version
from loaders.errors import Problem
from loaders.history.immutability import ALLOWED
from loaders.schema.row_rules import RULES, Rule
from loaders.schema.tables import COLUMNS, MODELS, SCHEMAS, about, references
from loaders.storage.folder import CLAIMS, file_of, names
from loaders.storage.journal import KEY_COLUMNS, PACKAGE, pending, read_bytes
from loaders.validation.check import RULES_BETWEEN_TABLES
from loaders.validation.foreign_keys import unused

PAGE = "SCHEMA.md"
FIRST_VERSION = "1.0.0"
INTRODUCTION = """# The tables

This page is generated from the models in `loaders/schema/tables.py` by `python -m loaders schema`;
do not edit it.

All files are UTF-8 with LF line ends and a header row, separated by commas, quoted only where
a cell holds a comma or a quote. No cell holds a line break, begins or ends with a space, or
begins with `=`, `@`, `+`, `-` or a tab. An empty cell is the only way to say that something is
missing. A key names a row, once in all files of its table.
"""
BETWEEN_TABLES: tuple[Callable[..., object], ...] = (*RULES_BETWEEN_TABLES, unused)
BETWEEN = """
## Between tables

What is a problem, beside a cell that breaks its column's form or a rule of its row:
"""
OVER_TIME = f"""
## references.bib

Every work that is cited, in BibTeX: {COMPLETE}. Its key is in lower case.

## From one version to the next

A claim stays as it came in: {ALLOWED}. What was wrong is superseded by a new row, and no row
is deleted but an exclusion that a claim has taken the place of. `check --since REV` holds the
files against a revision of git.
"""
RESOURCE_TITLES = {CLAIMS: "Claims, one file a topic"}
LICENSES = [
    {
        "name": "CC-BY-4.0",
        "path": "https://creativecommons.org/licenses/by/4.0/",
        "title": "Creative Commons Attribution 4.0",
    }
]
FRICTIONLESS_TYPES = {"number": "number", "integer": "integer", "date": "date"}
BOUNDS = {"number": {"minimum": 0, "maximum": 10**18}, "integer": {"minimum": 1}}
"""What Table Schema says of numbers in the place of the patterns that it has for texts only."""
TEXT = r"[^\s=@+\-](?:.*\S)?"
"""One line that neither begins as a formula nor has a space at an end."""
DIALECT = {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True}
"""Said, as readers guess what is not."""


def schema_page() -> str:
    """Return the schema page as Markdown: a table a file, and the rules between cells."""
    parts = [INTRODUCTION]
    for table, model in MODELS.items():
        file = "claims/TOPIC.csv" if table == CLAIMS else file_of(table)
        parts.append(f"\n## {file}\n\n{inspect.getdoc(model)}\n")
        parts.append("| column | required | content | allowed |\n|---|---|---|---|")
        parts += [_page_row(table, column) for column in COLUMNS[table]]
        if table in RULES:
            parts.append("\nBetween the cells of a row:\n")
            parts += [f"- {_rule_words(rule)}" for rule in RULES[table]]
    parts += [BETWEEN, *(f"- {_problem_words(rules)}" for rules in BETWEEN_TABLES)]
    return "\n".join([*parts, OVER_TIME]).rstrip() + "\n"


def _rule_words(rule: Rule) -> str:
    subject = "" if rule.what.startswith("{") else "it "
    words = f"`{rule.column}`: {rule.allowed}; a problem where {subject}{rule.what}"
    return re.sub(r"\{(\w+)\}", r"`\1`", words)


def _problem_words(rules: Callable[..., object]) -> str:
    """Return what a check yields, in the words of its docstring's first sentence."""
    sentence = re.split(r"\.(?:\s|$)", inspect.getdoc(rules) or "", maxsplit=1)[0]
    return " ".join(sentence.split()).removeprefix("Yield ") + "."


def _page_row(table: str, column: str) -> str:
    described = about(table, column)
    declared = SCHEMAS[table].columns[column]
    required = "" if declared.nullable else "yes, the key" if declared.unique else "yes"
    allowed = described["allowed"].replace("|", "\\|")
    return f"| `{column}` | {required} | {described['description']} | {allowed} |"


def data_package(version: str, files: Iterable[str]) -> str:
    """Return the text of `datapackage.json` at a version of the data for these files."""
    topics = sorted(name for name in files if name.startswith(f"{CLAIMS}/"))
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "cited-figures",
        "title": "Cited Figures: numeric claims about opioids and guns across the US–Mexico border",
        "version": FIRST_VERSION if version == "0" else version,
        "licenses": LICENSES,
        "resources": [_resource(table, topics) for table in MODELS],
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _resource(table: str, topics: list[str]) -> dict[str, Any]:
    return {
        "name": table,
        "title": RESOURCE_TITLES.get(table, table.capitalize()),
        "description": inspect.getdoc(MODELS[table]),
        "type": "table",
        "path": topics if table == CLAIMS else file_of(table),
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
    }
    schema["primaryKey"] = list(COLUMNS[table][: KEY_COLUMNS.get(file_of(table), 1)])
    keys = [
        {
            "fields": [column],
            "reference": {"resource": "" if target == table else target, "fields": [field]},
        }
        for column, (target, field) in references(table).items()
    ]
    return schema | ({"foreignKeys": keys} if keys else {})


def _field(table: str, column: str) -> dict[str, Any]:
    described, declared = about(table, column), SCHEMAS[table].columns[column]
    constraints: dict[str, Any] = {} if declared.nullable else {"required": True}
    if declared.unique:
        constraints["unique"] = True
    kind = FRICTIONLESS_TYPES.get(described["type"], "string")
    constraints |= BOUNDS.get(kind, {})
    for check in declared.checks:
        if check.name == "str_matches" and kind == "string":
            constraints["pattern"] = portable(check.statistics["pattern"])
        if check.name == "isin":
            constraints["enum"] = list(check.statistics["allowed_values"])
    if kind == "string" and not declared.checks and "refers" not in described:
        constraints["pattern"] = portable(described.get("form", TEXT))
    field = {"name": column, "type": kind, "description": described["description"]}
    return field | ({"constraints": constraints} if constraints else {})


def portable(pattern: str) -> str:
    """Return a pattern as Table Schema has it: an expression of XML Schema, for the whole cell.

    XML Schema has no anchors, no lazy repetition and no groups that do not capture; none makes a
    difference to a whole cell. The brackets around it all are for readers that add anchors.
    """
    inner = pattern.removeprefix("^(?:").removesuffix(")$") if pattern[:1] == "^" else pattern
    return f"({inner})".replace("(?:", "(").replace("+?", "+")


def generated(directory: Path, version: str = "") -> dict[str, str]:
    """Return the text that each generated file should have, at the declared version or another."""
    package = data_package(version or declared_version(directory), names(directory))
    return {PAGE: schema_page(), PACKAGE: package}


def stale(directory: Path) -> list[Problem]:
    """Return a problem for each generated file that is not what the models say."""
    found, blocks = [], pending(directory)
    for name, text in generated(directory).items():
        if read_bytes(directory, name, blocks) != text.encode():
            what, fix = "is not what the models say", "run `python -m loaders schema`"
            found.append(Problem(name, 0, "file", what, "the generated text", fix))
    return found
