"""Works for tests of citations: those of the project, and invented ones."""

from __future__ import annotations

from loaders.citations.bibliography import read_works
from loaders.citations.works import Work
from loaders.dataset import DATASETS

WORKS, _ = read_works((DATASETS / "references.bib").read_text(encoding="utf-8"))
FIELDS = sorted({field for work in WORKS.values() for field in work.fields} | {"doi", "pages"})
HOSTILE = 'a {b} } \\ \\% 50% & C# $1$ x_y ~^ "q" \'s\' @book{k, t = "u"}\r\nTY  - JOUR\nER  - '


def invented(kind: str, **fields: str) -> Work:
    return Work("smith2024", kind, fields, 1)
