"""Hold the dataset against the texts; draft the rows of a text."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click

from loaders.commands.options import (
    A_FOLDER,
    A_TEXT,
    FOLDER,
    TEXTS,
    refusing,
    texts_of,
    write_new,
)
from loaders.curation.append import writing
from loaders.queries.selection import records
from loaders.schema.file_names import CLAIMS, file_of
from loaders.storage.atomic import replace, stage
from loaders.validation.check import check


@click.command("audit")
@TEXTS
@click.option(
    "--official",
    type=A_FOLDER,
    envvar="CITED_FIGURES_OFFICIAL",
    show_envvar=True,
    help="The folder of the files that official figures were summed from.",
)
@click.option(
    "--write",
    is_flag=True,
    help="Write coverage.csv for the texts whose every numeral is accounted for.",
)
@FOLDER
def audit_command(texts: Path | None, official: Path | None, write: bool, directory: Path) -> None:
    """Hold every claim against its paragraph, account for every numeral of the texts, and
    compute official figures again where the folder of their files is named.
    """
    from loaders.audit.claims import audit
    from loaders.audit.coverage import COVERAGE, coverage_text, coverage_words
    from loaders.audit.outcomes import finding_lines, outcome_words
    from loaders.audit.recomputation import NOT_COMPUTED, findings_of, recomputed

    with refusing():
        texts = texts_of(texts, directory)
        if write:
            with writing(directory):
                files = check(directory)
                text = coverage_text(audit(files, texts), files.frames[COVERAGE])
                stage(directory / file_of(COVERAGE), text.encode())
                replace(directory / file_of(COVERAGE))
        files = check(directory)
        audited = audit(files, texts)
    again = recomputed(files, official)
    findings = findings_of(audited, again)
    for line in finding_lines(findings):
        click.echo(line)
    for document in audited:
        click.echo(coverage_words(document))
    for words in [each.words() for each in again] or [NOT_COMPUTED]:
        click.echo(words)
    click.echo(outcome_words(audited, findings))
    if findings:
        sys.exit(1)


@click.command("draft")
@click.argument("text", type=A_TEXT)
@click.option("--document-id", metavar="KEY", help="The document's key; otherwise its file's name.")
@click.option(
    "--table",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write a table for a spreadsheet instead, a workbook where the name ends with .xlsx, else "
    "CSV, with the words around each numeral; add --paste takes it back. A line without a table "
    "is left for later.",
)
@FOLDER
def draft_command(text: Path, document_id: str | None, table: Path | None, directory: Path) -> None:
    """Print a draft row for each numeral of TEXT that no row has, as JSON lines for add; before
    them, where no document has the text, its work and document, to be completed.
    """
    import json

    from loaders.audit.claims import free_numerals
    from loaders.audit.draft_table import as_csv, as_workbook, draft_lines
    from loaders.audit.drafts import document_rows, placed_drafts
    from loaders.audit.source_texts import read_text
    from loaders.paragraphs import wrapped
    from loaders.paragraphs.extraction import readable
    from loaders.quantities.unit_lookup import UnitKeys

    with refusing():
        files = check(directory)
        content = text.read_bytes()
        words = readable(content, text.name)
    known, taken = free_numerals(files, content)
    key = document_id or known or re.sub(r"[^a-z0-9]+", "-", text.stem.lower()).strip("-")
    units = UnitKeys(records(files.frames["units"].fillna("")), files.site.unit_words)
    drafts = placed_drafts(words, key, units, taken)
    parents = document_rows(key, content) if drafts and not known else []
    if table:
        lines = draft_lines(read_text(text.name, content), parents, drafts)
        made = as_csv(lines).encode("utf-8-sig")  # spreadsheets know UTF-8 by its mark
        if table.suffix.lower() == ".xlsx":
            made = as_workbook(lines, files)
        with refusing("nothing was written"):
            write_new(table, made)
    for row in [] if table else [*parents, *(each.row for each in drafts)]:
        click.echo(json.dumps(row, ensure_ascii=False))
    if not known and wrapped.paragraphs(words) is not None:
        what = f"check this: the lines of {text.name} end inside sentences"
        click.echo(f"{what}: python -m loaders text {text.name} joins them", err=True)
    claims = sum(each.row["table"] == CLAIMS for each in drafts)
    click.echo(f"{claims} drafts of claims, {len(drafts) - claims} of exclusions", err=True)
