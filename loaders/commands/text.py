"""python -m loaders text: a PDF, web page or wrapped text as the paragraphs that are counted."""

from __future__ import annotations

from pathlib import Path

import click

from loaders.commands.options import A_TEXT, refusing, write_new


@click.command("text")
@click.argument("file", type=A_TEXT)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where the text goes; otherwise beside FILE, as .txt.",
)
def text_command(file: Path, out: Path | None) -> None:
    """Make a text of FILE, a PDF, a web page or a text whose lines are wrapped: one paragraph a
    line, as locators count them, with what `documents.csv` says of it.

    Lines and words that a page's width broke are joined; what stands on every page (headers,
    footers, page numbers) is left out and named; a footnote's mark is <sup>1</sup>, and the
    footnotes of a PDF come last. A text whose lines are paragraphs stays as it is.
    """
    from loaders.paragraphs.extraction import extracted

    with refusing("nothing was written"):
        content = file.read_bytes()
        found = extracted(file.name, content)
        path = file
        if found.content != content:
            path = out or _beside(file)
            write_new(path, found.content)
    for words in found.left_out:
        click.echo(f"left out: {words}", err=True)
    click.echo(f"{path}: text_sha256 {found.sha256}, paragraphs {found.paragraphs}")


def _beside(file: Path) -> Path:
    own = file.with_suffix(".txt")
    return file.with_name(f"{file.stem}-paragraphs.txt") if own == file else own
