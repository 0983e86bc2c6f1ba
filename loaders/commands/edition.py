"""python -m loaders edition: a document's text came out anew."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from loaders.commands.correct import AGREED, agree
from loaders.commands.options import A_TEXT, FOLDER, TEXTS, refusing, texts_of
from loaders.errors import DatasetError, did_you_mean, refusal, shown

if TYPE_CHECKING:
    from loaders.audit.editions import Edition
    from loaders.storage.folder import Files


@click.command("edition")
@click.argument("document_id")
@click.argument("text", type=A_TEXT)
@TEXTS
@click.option(
    "--as",
    "key",
    metavar="KEY",
    help="The new edition is a document of its own, with this key: print the rows that are the "
    "same in it, as JSON lines for add, and write nothing.",
)
@AGREED
@FOLDER
def edition_command(
    document_id: str, text: Path, texts: Path | None, key: str | None, agreed: bool, directory: Path
) -> None:
    """Read DOCUMENT_ID from a new version of its TEXT: what stands in a paragraph that is the same
    keeps its words and gets the paragraph's new number. What stands in another is listed: correct
    or withdraw its claims. An exclusion there goes, as `audit` asks for its numerals anew.
    """
    from loaders.audit.editions import new_version
    from loaders.curation.renaming import write
    from loaders.storage.folder import contents, read_files

    with refusing("nothing was written"):
        before = contents(directory)
        files = read_files(dict(before))
        if files.problems:
            raise DatasetError(files.problems)
        edition = _edition(files, document_id, text, texts_of(texts, directory))
        if key:
            _print_rows(files, edition, key)
            return
        made, left = new_version(before, edition)
        several = "1 row stands" if len(left) == 1 else f"{len(left)} rows stand"
        agree([*left, f"{several} in paragraphs that are others now"], agreed)
        write(directory, lambda now: new_version(now, edition)[0])
    click.echo(f"wrote {', '.join(sorted(made))}")


def _edition(files: Files, document_id: str, text: Path, folder: Path) -> Edition:
    """Return a document's old and new text; refuse one that is not there."""
    from loaders.audit.editions import Edition
    from loaders.audit.source_texts import read_text, read_texts

    documents = files.frames["documents"].set_index("document_id")["text_sha256"].dropna()
    if document_id not in documents:
        fix = did_you_mean(document_id, list(documents.index), "see documents.csv")
        what, allowed = f"there is no text of {shown(document_id)}", "a document with a text"
        raise refusal("arguments", 1, "document_id", what=what, allowed=allowed, fix=fix)
    old = read_texts(folder).get(str(documents[document_id]))
    if old is None:
        what, fix = (
            f"no text of {folder} has the SHA-256 of {document_id}",
            "put the old text there",
        )
        raise refusal("flags", 1, "texts", what=what, allowed="the text that was read", fix=fix)
    content = text.read_bytes()
    new, digest = read_text(text.name, content), hashlib.sha256(content).hexdigest()
    return Edition(document_id, old, new, digest)


def _print_rows(files: Files, edition: Edition, key: str) -> None:
    import json

    from loaders.audit.editions import rows_of_edition

    rows = list(rows_of_edition(files, edition, key))
    for row in rows:
        click.echo(json.dumps(row, ensure_ascii=False))
    click.echo(f"{len(rows)} rows stand in paragraphs that are the same", err=True)
