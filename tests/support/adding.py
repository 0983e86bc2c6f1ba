"""A small dataset to add to, rows for it, and a picture of a folder that shows each change."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from loaders.curation.new_rows import NewRow
from loaders.interchange.datapackage import generated
from loaders.schema.file_names import CLAIMS
from loaders.values.codelists import HEDGES
from tests.support.paths import BASE
from tests.support.printed import printed

CLAIM = {
    "claim_id": "keeper2019-lit-2017",
    "series_id": "lit-ee",
    "period": "2017",
    "low": "27",
    "high": "27",
    "unit": "lighthouses",
    "hedge": "exact",
    "as_printed": "27 lighthouses",
    "document_id": "keeper2019",
    "locator": "para 4",
    "status": "observation",
    "added": "2026-11-22",
}
LINE = (
    "keeper2019-lit-2017,lit-ee,2017,,27,27,,lighthouses,exact,27 lighthouses,,,,,keeper2019,"
    "para 4,,,observation,,2026-11-22,,,,\n"
)
ENTRY = """@article{pilot2021,
  author = {Rand, Kai},
  title = {Pilots of the {Baltic}},
  journal = {Harbour},
  year = {2021}
}"""
SHA256 = "0123456789abcdef" * 4


def copied(directory: Path) -> Path:
    """Make a dataset of the base and of what is generated from it."""
    shutil.copytree(BASE, directory)
    for name, text in generated(directory).items():
        (directory / name).write_bytes(text.encode())
    return directory


def claim(line: int = 1, topic: str = "lighthouses", **cells: str) -> NewRow:
    row = CLAIM | cells
    known = row["hedge"] in HEDGES  # tests give wrong ones, too
    if known and {"low", "high", "hedge"} & set(cells) and "as_printed" not in cells:
        row["as_printed"] = f"{printed(row)} {row['unit']}"
    return NewRow(CLAIMS, row, topic, "paste", line)


def new_series() -> list[NewRow]:
    """A claim with the series and the place that it needs: three files."""
    return [
        claim(1, claim_id="keeper2019-lit-lv", series_id="lit-lv"),
        _row(
            "series",
            2,
            series_id="lit-lv",
            indicator_id="lighthouses_lit",
            place_id="LV",
            measure="stock",
        ),
        _row("places", 3, place_id="LV", name="Latvia"),
    ]


def family() -> list[NewRow]:
    """A claim of a new topic with all that it needs, children first: ten files."""
    return [
        NewRow(
            CLAIMS,
            CLAIM
            | {
                "claim_id": "pilot2021-calls",
                "series_id": "calls-lv",
                "unit": "ships",
                "document_id": "pilot2021",
                "locator": "para 3",
                "as_printed": "27 ships, no more",
            },
            "harbours",
            "lines",
            1,
        ),
        _row(
            "exclusions",
            2,
            document_id="pilot2021",
            locator="para 1",
            numeral="1,900",
            reason="date",
        ),
        _row(
            "documents",
            3,
            document_id="pilot2021",
            kind="analysed",
            published="2021-05",
            text_sha256=SHA256,
            paragraphs="9",
        ),
        _row(
            "series",
            4,
            series_id="calls-lv",
            indicator_id="ship_calls",
            place_id="LV",
            producer="Port of Riga",
            measure="flow",
        ),
        _row(
            "indicators",
            5,
            indicator_id="ship_calls",
            topic="harbours",
            title="Calls of ships",
            definition="Ships that enter a harbour.",
            unit="ships",
        ),
        _row("places", 6, place_id="LV", name="Latvia"),
        _row("units", 7, unit="ships", name="ship", plural="ships", dimension="ships"),
        _row("topics", 8, topic="harbours", title="Harbours", summary="Ships, and who calls."),
        NewRow("references", {"bibtex": ENTRY}, "", "lines", 9),
    ]


def _row(table: str, line: int, **cells: str) -> NewRow:
    return NewRow(table, cells, "", "lines", line)


def picture(directory: Path) -> dict[str, tuple[bytes, int, int, int]]:
    """Return bytes, time of the last change, mode and inode of each file but the lock."""
    found = {}
    for path in sorted(directory.rglob("*")):
        if path.is_file() and path.name != ".lock":
            stat = path.stat()
            name = path.relative_to(directory).as_posix()
            found[name] = (path.read_bytes(), stat.st_mtime_ns, stat.st_mode, stat.st_ino)
    return found


def texts(directory: Path) -> dict[str, str]:
    """Return the text of each file but the lock."""
    return {name: content.decode() for name, (content, *_) in picture(directory).items()}


def put_text(folder: Path, name: str, text: str) -> None:
    """Put a text into the dataset's own folder of texts, as that of its first document."""
    (folder / "texts").mkdir()
    (folder / "texts" / name).write_text(text)
    documents = folder / "documents.csv"
    rows = [line.split(",") for line in documents.read_text().splitlines()]
    rows[1][rows[0].index("text_sha256")] = hashlib.sha256(text.encode()).hexdigest()
    documents.write_text("".join(",".join(row) + "\n" for row in rows))
