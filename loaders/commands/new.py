"""python -m loaders new: begin a dataset on any subject."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from loaders.audit.source_texts import FOLDER as TEXTS
from loaders.commands.options import A_FOLDER, WORDS, on_terminal, refusing
from loaders.dataset import VARIABLE
from loaders.errors import refusal
from loaders.prompts.session import confirmed
from loaders.values.licences import LICENCES

NEXT = """
{folder} is a dataset without figures, under {licence}.
Name it once, for the app and for all commands:

    export {variable}={folder}

Put the texts that you read into {folder}/{texts}, which git leaves out: new numbers are held
against them at once. Then add the first figure, which is asked for cell by cell, and look at it:

    python -m loaders add {topic}
    make curate

`discard`, `check --since` and `changes` compare with what was committed, so keep the folder in git:

    git -C {folder} init && git -C {folder} add . && git -C {folder} commit -m "Begin the figures"
"""
HELP = "?"
EXPLAINED = {
    "name": (
        "Name of the site",
        "What stands on every page and under every picture, such as Flood Figures.",
    ),
    "organisation": (
        "Who keeps the figures",
        "Who is cited as their author: an organisation, or your own name.",
    ),
    "licence": (
        "Licence of the figures",
        "What others may do with them: "
        + "; ".join(f"{key} ({one.title})" for key, one in LICENCES.items())
        + ". Enter takes the one in brackets.",
    ),
    "subject": (
        "What the numbers are about",
        "A word or two, which stand behind “about” in titles: floods. Enter leaves it out.",
    ),
    "topic": (
        "Title of the first topic",
        "A topic is a group of charts, such as Losses; its key names the file of its claims. "
        "Others can come later.",
    ),
    "summary": (
        "What the topic holds, in a sentence",
        "It stands under the topic's title: What floods cost, in lives, homes and money.",
    ),
}
"""What is asked, by the name of its option: the question, and what ? says."""
DEFAULTS = {"licence": "CC-BY-4.0", "subject": ""}


@click.command("new")
@click.argument("folder", type=A_FOLDER)
@click.option("--name", type=WORDS, help="What the site is called.")
@click.option("--organisation", type=WORDS, help="Who keeps the figures and is cited for them.")
@click.option(
    "--licence",
    type=click.Choice(list(LICENCES)),
    help=f"The licence of the figures; else {DEFAULTS['licence']}.",
)
@click.option("--subject", type=WORDS, help="What the numbers are about: floods; else left out.")
@click.option("--topic", type=WORDS, help="The title of the first topic.")
@click.option("--summary", type=WORDS, help="What the topic holds, in a sentence.")
def new_command(folder: Path, **texts: str | None) -> None:
    """Begin a dataset in FOLDER, which is made: every table, empty, and one topic.

    What no option gives is asked for on a terminal.
    """
    from loaders.curation.new_dataset import FirstTopic, begin_dataset, refuse_filled, site_named

    with refusing("nothing was written"):
        refuse_filled(folder)
        missing = [name for name, text in texts.items() if text is None]
        given = {name: _asked(name) if text is None else text for name, text in texts.items()}
        site = site_named(given["name"], given["organisation"], given["licence"], given["subject"])
        first = FirstTopic(given["topic"], given["summary"])
        if missing and on_terminal():
            _agree(given, first.topic)
        made = begin_dataset(folder, site, first, date.today().isoformat())
    click.echo(f"wrote {len(made)} files: {', '.join(made)}")
    told = {"licence": site.terms.name, "variable": VARIABLE, "texts": TEXTS, "topic": first.topic}
    click.echo(NEXT.format(folder=shlex.quote(str(folder.resolve())), **told), nl=False)


def _asked(name: str) -> str:
    """Ask for a text on a terminal, until it is not ?, which explains the question."""
    question, explained = EXPLAINED[name]
    if not on_terminal():
        if name in DEFAULTS:
            return DEFAULTS[name]
        allowed, fix = question.lower(), f"say it with --{name}"
        raise refusal("flags", 1, name, what="is empty", allowed=allowed, fix=fix)
    default = DEFAULTS.get(name)
    while True:
        answer = str(click.prompt(question, default=default, show_default=bool(default))).strip()
        known: Sequence[str] = list(LICENCES) if name == "licence" else (answer,)
        if answer != HELP and answer in known:
            return answer
        click.echo(f"  {explained}")


def _agree(given: dict[str, str], topic: str) -> None:
    """Show what was said, and the topic's key; go on only after a yes."""
    for name, text in given.items():
        click.echo(f"  {EXPLAINED[name][0]}: {text or '(left out)'}")
    click.echo(f"  Key of the topic: {topic}")
    meaning = "yes: make the folder and its files; no: make nothing"
    if not confirmed("Begin the dataset with this", meaning, default=True):
        raise click.Abort
