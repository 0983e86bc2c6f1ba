"""python -m loaders discard: take out rows that were added by mistake and never published."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from loaders.commands.correct import AGREED, agree
from loaders.commands.options import FOLDER, THERE, WORDS, refusing
from loaders.schema.file_names import CLAIMS
from loaders.schema.tables import KEYS


@click.command("discard")
@click.argument("key", nargs=-1, required=True, type=WORDS)
@click.option(
    "--since",
    "revision",
    default="HEAD",
    show_default=True,
    metavar="REV",
    help="The git revision that was published; what it has stays.",
)
@click.option(
    "--from-dir", "older", type=THERE, help="A folder with that version, instead of a revision."
)
@AGREED
@FOLDER
def discard_command(
    key: tuple[str, ...], revision: str, older: Path | None, agreed: bool, directory: Path
) -> None:
    """Take out claims that were added by mistake and that REV does not have: KEY is one claim_id
    or several, or a table and the cells that tell its row apart, such as `exclusions smith2024
    "para 4" 1`.

    What came along with them and nothing uses any more goes, too. Exclusions may go even where REV
    has them. What was published is withdrawn instead.
    """
    from loaders.curation.discarding import discard, discarded
    from loaders.history.git import at_revision, working
    from loaders.storage.folder import contents

    with refusing("nothing was written"):
        published = working(older) if older else at_revision(directory, revision)
        version, keys = str(older or revision), _keys(key)
        found = discarded(contents(directory), published, keys, version)
        agree([f"Out of {file}:\n  {line}" for file, line in found.lines], agreed)
        found = discard(directory, published, keys, version)
    click.echo(f"took out {len(found.lines)} row{'' if len(found.lines) == 1 else 's'}")


def _keys(words: Sequence[str]) -> list[tuple[str, tuple[str, ...]]]:
    """Return the tables and keys of the rows that are named."""
    if words[0] in KEYS and words[0] != CLAIMS:
        return [(words[0], tuple(words[1:]))]
    return [(CLAIMS, (name,)) for name in words]
