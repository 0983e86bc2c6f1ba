"""Texts of the small dataset, and how one becomes what a document was read from."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path

KEEPER = """THE KEEPER'S MAGAZINE

Vol. 3

Of lights and their keepers

In 2018 the board had 62 lighthouses.<sup>1</sup>

That is a long coast: about 70-80%

of them, or 3 in 4, need no keeper.

The tower of 1877 stands.

Nobody lives there.

It drew some 12% more visitors than in 2017.

References

<sup>1</sup> Anna Lloyd, *A List of Baltic Lights* (Lantern, 2018), 12.
"""
FERRYMAN = "Of ferries\n\nBetween two ports go between 1.2 and 1.4 million passengers.\n\n" + (
    "On the sea.\n\n" * 9 + "In the summer of 2018 up to 0.2 deaths a day were seen.\n"
)


def put(data: Path, texts: Path, document: str, content: str) -> None:
    """Make a text the one that the document was read from."""
    (texts / f"{document}.txt").write_text(content)
    rows = list(csv.DictReader((data / "documents.csv").read_text().splitlines()))
    for row in rows:
        if row["document_id"] == document:
            row["text_sha256"] = hashlib.sha256(content.encode()).hexdigest()
            row["paragraphs"] = str(sum(bool(line.strip()) for line in content.split("\n")))
    with (data / "documents.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
