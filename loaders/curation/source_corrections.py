"""What stands about a source, corrected in its place: a document's cells, a work's fields.

Neither is a figure: the row and the entry change where they stand, and `changes` tells both.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from loaders.citations.bibliography import BIBLIOGRAPHY
from loaders.citations.entry_text import field_value, with_field
from loaders.curation.renaming import Cells, changed_rows, checked
from loaders.errors import ARGUMENTS, FLAGS, DatasetError, Problem, did_you_mean, refusal, shown
from loaders.schema.file_names import CLAIMS, file_of
from loaders.schema.tables import COLUMNS
from loaders.storage.folder import Contents, Files, read_files

DOCUMENTS = "documents"
OF_THE_TEXT = ("text_sha256", "paragraphs")
"""Cells that follow from a document's text: another text is another edition."""
CELLS = tuple(name for name in COLUMNS[DOCUMENTS] if name not in ("document_id", *OF_THE_TEXT))
"""The cells of a document that can be wrong by themselves."""
FIELDS = ("author", "title", "year", "date", "institution", "publisher", "journal", "url", "doi")
"""The fields that most works have, in the order in which they are asked for."""
MORE_FIELDS = (
    *("editor", "booktitle", "series", "volume", "number", "pages", "month", "address", "edition"),
    *("chapter", "type", "note", "urldate", "eprint", "isbn", "issn", "language", "howpublished"),
)


@dataclass(frozen=True)
class Source:
    """A document or a work of one name: by cell or field what stands there.

    `cells` is empty where it is no document, `fields` where it is no work.
    """

    name: str
    cells: Mapping[str, str]
    fields: Mapping[str, str]

    @property
    def texts(self) -> dict[str, str]:
        """Return what can be corrected, fields that a work may have and lacks included."""
        own = dict.fromkeys(FIELDS, "") | dict(self.fields) if self.fields else {}
        return {**own, **self.cells}


def source_of(files: Files, name: str) -> Source:
    """Return the document or work of a name; raise `DatasetError` where there is neither."""
    if files.problems:  # a line of such a file may not be the row that it seems
        raise DatasetError(files.problems)
    documents = files.frames[DOCUMENTS].fillna("").set_index("document_id")
    known = name in documents.index
    cells = {column: str(documents[column][name]) for column in CELLS} if known else {}
    work = (files.works or {}).get(name)
    if not known and not work:
        raise _unknown(files, name)
    return Source(name, cells, dict(work.fields) if work else {})


def corrected_source(before: Contents, name: str, changes: Mapping[str, str]) -> dict[str, bytes]:
    """Return the files in which cells of a document, or fields of its work, are others; an empty
    text empties the cell, or takes the field out.

    Raise `DatasetError` for a name or a column that is not there, where nothing would change, and
    for what `check` refuses.
    """
    source = source_of(read_files(dict(before)), name)
    for column in changes:
        _refuse_column(source, column)
    wanted = {column: text.strip() for column, text in changes.items()}
    cells = {column: text for column, text in wanted.items() if column in source.cells}

    def change(table: str, row: Cells) -> Cells | None:
        return {**row, **cells} if (table, row.get("document_id")) == (DOCUMENTS, name) else row

    made = changed_rows(before, change) if cells else {}
    fields = {field: text for field, text in wanted.items() if field not in source.cells}
    own = _with_fields(before[BIBLIOGRAPHY] or b"", name, fields) if fields else {}
    try:
        found = checked(before, made, own)
    except DatasetError as error:
        raise DatasetError(
            _as_typed(problem, cells, fields) for problem in error.problems
        ) from error
    if not found:
        what, fix = "is as it was", "say what is wrong, and what it should be"
        raise refusal(FLAGS, 1, ", ".join(changes) or "set", what=what, fix=fix)
    return found


def _as_typed(problem: Problem, cells: Collection[str], fields: Collection[str]) -> Problem:
    """Return a problem of what was typed without the line that it would stand in."""
    if problem.file == BIBLIOGRAPHY and fields:
        return replace(problem, file=FLAGS, line=1, column=", ".join(fields))
    if problem.file == file_of(DOCUMENTS) and problem.column in cells:
        return replace(problem, file=FLAGS, line=1)
    return problem


def _with_fields(content: bytes, name: str, fields: Mapping[str, str]) -> dict[str, bytes]:
    """Return the bibliography with other fields of an entry."""
    from bibtexparser.entrypoint import parse_string

    text = content.decode()
    (found,) = (one for one in parse_string(text).entries if one.key == name)
    entry = new = str(found.raw)
    wanted = {field.key.lower(): str(field.value) for field in found.fields}
    for field, words in fields.items():
        wanted[field] = field_value(field, words)
        new = with_field(new, field, wanted[field])
    (made,) = parse_string(new).entries or (found,)
    if {field.key.lower(): field.value for field in made.fields} != {
        field: value for field, value in wanted.items() if value
    }:
        what, fix = "cannot be told from the text around it", f"edit the entry in {BIBLIOGRAPHY}"
        raise refusal(FLAGS, 1, ", ".join(fields), what=what, fix=fix)
    return {BIBLIOGRAPHY: text.replace(entry, new, 1).encode()}


def _unknown(files: Files, name: str) -> DatasetError:
    known = {*(files.works or {}), *(files.keys(DOCUMENTS) or ()), *(files.keys(CLAIMS) or ())}
    what, allowed = f"there is no claim, document or work {shown(name)}", "the name of one"
    fix = did_you_mean(name, known, "look it up in the claims files, or in documents.csv")
    return refusal(ARGUMENTS, 1, "name", what=what, allowed=allowed, fix=fix)


def _refuse_column(source: Source, column: str) -> None:
    """Refuse what is no cell of the document and no field of the work, or is not to be typed."""
    if column in OF_THE_TEXT and source.cells:
        what, fix = (
            "follows from the document's text",
            "read another: python -m loaders edition",
        )
        raise refusal(FLAGS, 1, column, what=what, allowed=", ".join(source.texts), fix=fix)
    known = {*source.texts, *(MORE_FIELDS if source.fields else ())}
    if column not in known:
        what, fix = f"{source.name} has no {shown(column)}", did_you_mean(column, known, "")
        allowed = ", ".join(source.texts)
        raise refusal(FLAGS, 1, "set", what=what, allowed=allowed, fix=fix)
