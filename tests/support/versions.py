"""Versions of the base dataset: some of its files with a line changed."""

from __future__ import annotations

from collections.abc import Callable

from loaders.storage.folder import contents
from tests.support.paths import BASE

FERRIES, LIGHTS = "claims/ferries.csv", "claims/lighthouses.csv"


def base(**changed: Callable[[str], str]) -> dict[str, bytes | None]:
    """Return the base dataset with some files changed; `claims_x` is `claims/x.csv`."""
    files = contents(BASE)
    for name, change in changed.items():
        file = name.replace("claims_", "claims/") + (".bib" if name == "references" else ".csv")
        text = (files[file] or b"").decode()
        assert change(text) != text
        files[file] = change(text).encode()
    return files


def swap(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new, 1)


def less(start: str) -> Callable[[str], str]:
    """Take out the line that begins so."""
    return lambda text: "".join(
        line for line in text.splitlines(keepends=True) if not line.startswith(start)
    )


def more(*lines: str) -> Callable[[str], str]:
    return lambda text: text + "".join(f"{line}\n" for line in lines)


CORRECTION = (
    "keeper2019-lit-2-right,lit-ee,2018,,28,28,,lighthouses,exact,28 lighthouses,,,,,keeper2019,"
    "para 4,,,observation,,2026-11-23,keeper2019-lit,Misread.,,"
)


def first_claim() -> tuple[str, str]:
    """Return the name and the line of the first claim of the lighthouses."""
    line = (contents(BASE)[LIGHTS] or b"").decode().splitlines()[1]
    return line.split(",")[0], line
