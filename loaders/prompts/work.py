"""The work of a document, asked for field by field; nobody has to know how BibTeX is written."""

from __future__ import annotations

import re
from collections.abc import Mapping

import click

from loaders.citations.bibliography import OFFICE
from loaders.citations.latex import ESCAPES
from loaders.prompts.session import Answers, numbered
from loaders.schema.columns import SLUG
from loaders.schema.file_names import REFERENCES

FIELDS = {
    "author": "A person: Smith, Ann. Several: Smith, Ann and Lee, Bo. An office: its name. "
    "Enter: nobody but who publishes it",
    "title": "Title",
    "year": "Year of publication",
    "institution": "Institution or publisher; Enter leaves it out",
    "journal": "Journal or newspaper; Enter leaves it out",
    "publisher": "Publisher; Enter leaves it out",
    "url": "Address on the web; Enter leaves it out",
}
ONE_OFFICE = "yes: it is sorted and printed as it stands; no: it is a person, or several"
PUBLISHED_BY = {"article": "journal", "book": "publisher"}
"""The field of who publishes a work of a kind; an institution otherwise."""
KINDS = {
    "report": "a report of an institution",
    "article": "an article of a journal or newspaper",
    "online": "a page on the web",
    "book": "a book",
    "misc": "anything else",
}


def ask_work(answers: Answers, key: str) -> None:
    """Ask for the bibliography's entry of a document, unless it is there already."""
    if key in answers.dataset.works or not re.fullmatch(SLUG, key):
        return
    click.echo(f"  {key} is not in the bibliography yet: its kind, or the whole entry in BibTeX")

    def accept(answer: str) -> str:
        if answer.startswith("@"):
            answers.require(REFERENCES, "", {"bibtex": answer}, ())
            return answer
        return answers.chosen(answer, KINDS, "kind", ", ".join(KINDS), new=False)

    lines = numbered(KINDS, new=False)
    entry = answers.ask("kind", accept, default=next(iter(KINDS)), listed=lambda: lines)
    if not entry.startswith("@"):
        fields: dict[str, str] = {}
        for name in ("author", "title", "year", _by_whom(entry), "url"):
            fields |= ask_field(answers, entry, key, name, by_whom="author" in fields)
        entry = _bibtex(entry, key, fields)
    answers.rows.append(answers.row(REFERENCES, "", {"bibtex": entry}))


def ask_field(answers: Answers, kind: str, key: str, name: str, *, by_whom: bool) -> dict[str, str]:
    """Ask for one field of an entry, and hold it against the rules of entries at once.

    The fields that are still to come are taken as right; whoever has no author has an
    institution.
    """
    sound = {"title": "x", "year": "2000", _by_whom(kind): "x"}
    others = {other: cell for other, cell in sound.items() if other != name}
    others |= {"author": "x"} if by_whom else {}

    def accept(answer: str) -> dict[str, str]:
        text = answer.strip("{}") if name == "author" else answer
        signs = text if name == "url" else "".join(ESCAPES.get(sign, sign) for sign in text)
        given = {name: signs} if text else {}
        if name == "author" and text and _is_office(answers, answer):
            given = {name: f"{{{signs}}}"}
        answers.require(REFERENCES, "", {"bibtex": _bibtex(kind, key, others | given)}, ())
        return given

    told = "" if FIELDS[name].casefold() == name else f"  {FIELDS[name]}."
    return answers.ask(name, accept, listed=lambda: [FIELDS[name]], told=told)


def _by_whom(kind: str) -> str:
    return PUBLISHED_BY.get(kind, "institution")


def _is_office(answers: Answers, answer: str) -> bool:
    """Tell whether an author is an office: by its words or braces, or else as somebody says."""
    if answer.startswith("{") or (not re.search(r"[\s,]", answer)):
        return True
    if "," in answer and not OFFICE.search(answer):
        return False
    question = f"Is “{answer}” the name of one office"
    return answers.confirm(question, ONE_OFFICE, default=bool(OFFICE.search(answer)))


def _bibtex(kind: str, key: str, fields: Mapping[str, str]) -> str:
    """Return a bibliography's entry, as `references.bib` has them."""
    lines = [f"  {name} = {{{cell}}}" for name, cell in fields.items()]
    return ",\n".join([f"@{kind}{{{key}", *lines]) + "\n}"
