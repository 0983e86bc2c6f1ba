"""What is wrong with a document or a work, cell by cell and field by field."""

from __future__ import annotations

import click

from loaders.curation.source_corrections import Source, corrected_source
from loaders.prompts.claim import WHICH, named_columns
from loaders.prompts.session import NOTHING, Answers
from loaders.schema.tables import facts


def ask_source_changes(answers: Answers, source: Source) -> dict[str, str]:
    """Ask which cells or fields are wrong, and for each what it should be; each is checked at once,
    with those before it.
    """
    texts = source.texts
    numbered = enumerate(texts.items(), 1)
    lines = [f"{number:3} {name:12} {text}".rstrip() for number, (name, text) in numbered]
    for line in lines:
        click.echo(line)
    wrong = answers.ask(
        WHICH,
        lambda answer: named_columns(answers, answer, list(texts)),
        listed=lambda: lines,
    )
    changes: dict[str, str] = {}
    for name in wrong:
        changes |= _ask_text(answers, source, name, changes)
    return changes


def _ask_text(
    answers: Answers, source: Source, name: str, before: dict[str, str]
) -> dict[str, str]:
    """Ask for one text; nothing where it stays as it is."""
    old = source.texts[name]
    empties = f" Enter keeps it, {NOTHING} empties it." if old else ""
    told = facts("documents", name)["description"] if name in source.cells else name.capitalize()
    listed = [facts("documents", name)["allowed"]] if name in source.cells else []

    def accept(answer: str) -> dict[str, str]:
        given = {} if answer == old else {name: "" if answer == NOTHING else answer}
        if given and not answers.ahead:
            corrected_source(answers.before, source.name, before | given)
        return given

    return answers.ask(
        name, accept, default=old, listed=lambda: listed, told=f"  {told.rstrip('.')}.{empties}"
    )
