"""python -m loaders new: begin a dataset on any subject."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from loaders.commands.options import A_FOLDER, WORDS, on_terminal, refusing
from loaders.dataset import VARIABLE
from loaders.errors import refusal
from loaders.values.licences import LICENCES

NEXT = """
{folder} is a dataset without figures. Name it once, for the app and for all commands:

    export {variable}={folder}

Then add the first figure, which is asked for cell by cell, and look at it:

    python -m loaders add {topic}
    make curate
"""


@click.command("new")
@click.argument("folder", type=A_FOLDER)
@click.option("--name", type=WORDS, help="What the site is called.")
@click.option("--organisation", type=WORDS, help="Who keeps the figures and is cited for them.")
@click.option(
    "--licence",
    type=click.Choice(list(LICENCES)),
    default="CC-BY-4.0",
    show_default=True,
    help="The licence of the figures.",
)
@click.option("--subject", type=WORDS, default="", help="What the numbers are about: floods.")
@click.option("--topic", type=WORDS, help="The title of the first topic.")
@click.option("--summary", type=WORDS, help="What the topic holds, in a sentence.")
def new_command(
    folder: Path,
    licence: str,
    subject: str,
    **texts: str | None,
) -> None:
    """Begin a dataset in FOLDER, which is made: every table, empty, and one topic.

    What no option gives is asked for on a terminal.
    """
    from loaders.curation.new_dataset import FirstTopic, begin_dataset, site_named

    with refusing("nothing was written"):
        given = {name: text or _asked(name) for name, text in texts.items()}
        site = site_named(given["name"], given["organisation"], licence, subject)
        first = FirstTopic(given["topic"], given["summary"])
        made = begin_dataset(folder, site, first, date.today().isoformat())
    click.echo(f"wrote {len(made)} files: {', '.join(made)}")
    click.echo(NEXT.format(folder=folder, variable=VARIABLE, topic=first.topic), nl=False)


LABELS = {
    "name": "Name of the site",
    "organisation": "Who keeps the figures",
    "topic": "Title of the first topic",
    "summary": "What the topic holds, in a sentence",
}


def _asked(name: str) -> str:
    if on_terminal():
        return str(click.prompt(LABELS[name]))
    fix = f"say it with --{name}"
    raise refusal("flags", 1, name, what="is empty", allowed=LABELS[name].lower(), fix=fix)
