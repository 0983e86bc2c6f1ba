"""What citeproc's lists allow in an item of CSL-JSON."""

from __future__ import annotations

import re
from importlib.resources import files

from loaders.citations.csl_json import Item

LISTS = files("citeproc") / "data" / "schema" / "schemas" / "styles"
NAME_PARTS = {"family", "given", "non-dropping-particle", "suffix", "literal"}


def words(name: str) -> set[str]:
    """Return the words of one of the CSL project's own schemas, which citeproc-py brings."""
    return set(re.findall(r'"([A-Za-z-]+)"', (LISTS / name).read_text(encoding="utf-8")))


def check_item(item: Item) -> None:
    """Hold an item against CSL's types and variables and the shapes of names and dates."""
    assert item["type"] in words("csl-types.rnc")
    assert set(item) - {"id", "type", "language"} <= words("csl-variables.rnc")
    for name, value in item.items():
        if name in ("author", "editor"):
            assert value
            assert all(set(person) <= NAME_PARTS for person in value)
        elif name in ("issued", "accessed"):
            parts, *_ = value["date-parts"]
            assert set(value) == {"date-parts"}
            assert 1 <= len(parts) <= 3
            assert all(isinstance(part, int) for part in parts)
        else:
            assert isinstance(value, str)
            assert value
