"""A workbook read back: its cells with their formulas, and what these give for other values."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from functools import cache
from math import isclose, log10
from types import CodeType
from typing import Any, NamedTuple

from lxml import etree

from charts.pptx.native_chart import CHART

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
Place = tuple[str, str]
"""A sheet and a cell: `("Claims", "F2")`."""


@dataclass(frozen=True)
class Book:
    """The cells of a workbook: values as they stand in it, and formulas."""

    values: dict[Place, float | str]
    formulas: dict[Place, str]

    def column(self, reference: str) -> list[Place]:
        """Return the cells of a reference such as `Drawing!$A$2:$A$9`."""
        sheet, _, cells = reference.partition("!")
        first, _, last = cells.replace("$", "").partition(":")
        name = re.sub(r"\d", "", first)
        numbers = [int(re.sub(r"\D", "", cell)) for cell in (first, last or first)]
        return [(sheet, f"{name}{n}") for n in range(numbers[0], numbers[1] + 1)]

    def reckoned(self, place: Place, other: dict[Place, float]) -> Any:
        """Return what a cell gives where some cells have other values; None where it is empty."""
        if place in other:
            return other[place]
        if place not in self.formulas:
            return self.values.get(place)
        own = {"cell": lambda *at: self.reckoned(at, other), "max": max, "log10": log10}
        return eval(code_of(self.formulas[place]), {"__builtins__": {}}, own)  # noqa: S307  ours


@cache
def code_of(formula: str) -> CodeType:
    """Return a formula as Python's code."""
    text = formula.replace("^", "**").replace("MAX", "max").replace("LOG10", "log10")
    return compile(re.sub(r"(\w+)!\$([A-Z]+)\$(\d+)", r'cell("\1", "\2\3")', text), "cell", "eval")


def read_book(content: bytes) -> Book:
    """Return the cells of an XLSX."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    texts = ["".join(one.itertext()) for one in etree.fromstring(parts["xl/sharedStrings.xml"])]
    named = etree.fromstring(parts["xl/workbook.xml"]).iter(f"{MAIN}sheet")
    values: dict[Place, float | str] = {}
    formulas: dict[Place, str] = {}
    for number, sheet in enumerate(named, 1):
        root = etree.fromstring(parts[f"xl/worksheets/sheet{number}.xml"])
        for cell in root.iter(f"{MAIN}c"):
            place = (str(sheet.get("name")), str(cell.get("r")))
            value, formula = cell.find(f"{MAIN}v"), cell.find(f"{MAIN}f")
            if value is None:  # a merged cell that only has a look
                continue
            text = str(value.text)
            values[place] = texts[int(text)] if cell.get("t") == "s" else float(text)
            if formula is not None:
                formulas[place] = str(formula.text)
    return Book(values, formulas)


class Series(NamedTuple):
    """A series of a chart as it is drawn: its name, and references and values of x and of y."""

    name: str
    references: list[str]
    columns: list[list[float | None]]


def drawn_series(own: etree._Element) -> Series:
    """Return a series of a chart's XML."""
    name, *references = [str(one.text) for one in own.iter(f"{{{CHART}}}f")]
    columns = []
    for axis in ("xVal", "yVal"):
        (cache,) = own.find(f"{{*}}{axis}").iter("{*}numCache")
        values: list[float | None] = [None] * int(cache.find("{*}ptCount").get("val"))
        for point in cache.iter("{*}pt"):
            values[int(point.get("idx"))] = float(point.findtext("{*}v"))
        columns.append(values)
    return Series(own.findtext(".//{*}strCache/{*}pt/{*}v", name), references, columns)


def reckoned_cells(book: Book, series: list[Series]) -> int:
    """Return how many cells of a chart's series are formulas; each must give what is drawn."""
    count = 0
    for one in series:
        for reference, values in zip(one.references, one.columns, strict=True):
            for place, value in zip(book.column(reference), values, strict=True):
                assert book.values.get(place) == value
                again = book.reckoned(place, {})
                assert again == value or isclose(again, value, rel_tol=1e-9, abs_tol=1e-9)
                count += place in book.formulas
    return count
