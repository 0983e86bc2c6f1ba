"""The schema page: every table, column and rule in words, made from the models."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable

from loaders.citations.bibliography import COMPLETE
from loaders.schema.file_names import file_of
from loaders.schema.row_rules import RULES, Rule
from loaders.schema.site import MEANINGS
from loaders.schema.tables import CHANGED_IN_PLACE, COLUMNS, MODELS, SCHEMAS, codes, facts
from loaders.validation.check import RULES_BETWEEN_TABLES
from loaders.validation.foreign_keys import unused

PAGE = "SCHEMA.md"
INTRODUCTION = """# The tables

This page is generated from the models in `loaders/schema/tables.py` by `python -m loaders schema`;
do not edit it.

All files are UTF-8 with LF line ends and a header row, separated by commas, quoted only where
a cell holds a comma or a quote. No cell holds a line break, begins or ends with a space, or
begins with `=`, `@`, `+`, `-` or a tab. An empty cell is the only way to say that something is
missing. A key names a row, once in all files of its table. Periods are written as in EDTF
(ISO 8601-2), places as in ISO 3166, frequencies by the codes of SDMX.
"""
BETWEEN_TABLES: tuple[Callable[..., object], ...] = (*RULES_BETWEEN_TABLES, unused)
BETWEEN = """
## Between tables

What is a problem, beside a cell that breaks its column's form or a rule of its row:
"""
OF_THE_SITE = """
## site.toml

What the dataset is, in [TOML](https://toml.io). All keys are optional, and the file is, too. A
text is one line.
"""
OVER_TIME = f"""
## references.bib

Every work that is cited, in BibTeX: {COMPLETE}. Its key is in lower case.

## From one version to the next

A claim stays as it came in: {CHANGED_IN_PLACE}. What was wrong is superseded by a new row, and no
row is deleted but an exclusion that a claim has taken the place of. An observation's value and
permanent name stay, too: another value is another vintage of it, under the same name.
`check --since REV` holds the files against a revision of git.
"""


def schema_page() -> str:
    """Return the schema page as Markdown: a table a file, and the rules between cells."""
    parts = [INTRODUCTION]
    for table, model in MODELS.items():
        file = file_of(table, "TOPIC")
        parts.append(f"\n## {file}\n\n{inspect.getdoc(model)}\n")
        parts.append("| column | required | content | allowed |\n|---|---|---|---|")
        parts += [_page_row(table, column) for column in COLUMNS[table]]
        parts += [text for column in COLUMNS[table] if (text := _codes(table, column))]
        if table in RULES:
            parts.append("\nBetween the cells of a row:\n")
            parts += [f"- {_rule_words(rule)}" for rule in RULES[table]]
    parts += [BETWEEN, *(f"- {_problem_words(rules)}" for rules in BETWEEN_TABLES)]
    site = [f"- `{key}`: {meaning}" for key, meaning in MEANINGS.items()]
    return "\n".join([*parts, OF_THE_SITE, *site, OVER_TIME]).rstrip() + "\n"


def _rule_words(rule: Rule) -> str:
    subject = "" if rule.what.startswith("{") else "it "
    words = f"`{rule.column}`: {rule.allowed}; a problem where {subject}{rule.what}"
    return re.sub(r"\{(\w+)\}", r"`\1`", words)


def _problem_words(rules: Callable[..., object]) -> str:
    """Return what a check yields, in the words of its docstring's first sentence."""
    sentence = re.split(r"\.(?:\s|$)", inspect.getdoc(rules) or "", maxsplit=1)[0]
    return " ".join(sentence.split()).removeprefix("Yield ") + "."


def _codes(table: str, column: str) -> str:
    """Return what each code of a column means; "" where it has none."""
    for kind, words in {"codes": "is one of", "several_of": "has some of"}.items():
        found = codes(table, column, kind).items()
        meanings = [f"`{name}`: {code.meaning}" for name, code in found]
        if meanings:
            return f"\n`{column}` {words}\n\n- " + "\n- ".join(meanings)
    return ""


def _page_row(table: str, column: str) -> str:
    described = facts(table, column)
    declared = SCHEMAS[table].columns[column]
    required = "" if declared.nullable else "yes, the key" if declared.unique else "yes"
    allowed = described["allowed"].replace("|", "\\|")
    return f"| `{column}` | {required} | {described['description']} | {allowed} |"
