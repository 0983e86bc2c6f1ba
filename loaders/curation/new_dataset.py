"""A dataset without figures: every table with its header, and what it says of itself."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from loaders.citations.bibliography import BIBLIOGRAPHY
from loaders.errors import DatasetError, refusal
from loaders.interchange.datapackage import FIRST_VERSION, generated
from loaders.schema.file_names import CLAIMS, OPTIONAL, file_of
from loaders.schema.site import EVERY_SITE, FILE, Site
from loaders.schema.tables import COLUMNS, MODELS
from loaders.storage.csv_table import csv_text
from loaders.storage.folder import read_files
from loaders.storage.site_file import read_site
from loaders.validation.check import problems_of

VERSION_CONTROL = (".git", ".gitignore", ".gitattributes", ".github")
"""What a folder may hold in which a dataset begins."""
READ = (".csv", ".bib", ".toml")
"""How the names of the files end that are checked."""
ASKED = ("name", "package", "title", "description", "publisher", "licence", "subject")
"""What the file says from the beginning; the rest is left to whoever goes on."""
ATTRIBUTES = """# Rows end in LF everywhere. What two branches append to a file of claims stands
# there under each other, and `python -m loaders check` says whether it fits.
* text=auto eol=lf
claims/*.csv merge=union
exclusions.csv merge=union
references.bib merge=union
"""
IGNORED = """# Texts are their publishers'; the rest is left by a command at work.
/texts/
.lock
.pending.json
.answers-*
.writing-*
"""
README = """# {name}

{description}

One row of `claims/TOPIC.csv` is one number, as one document says it. [SCHEMA.md](SCHEMA.md)
describes every column. The figures are by {publisher}, under {terms.title} ({terms.address}).
"""
CHANGES = """# Changes of the data

## {version}, {day}

- The dataset begins.
"""


@dataclass(frozen=True)
class FirstTopic:
    """The topic that a dataset begins with."""

    title: str
    summary: str

    @property
    def topic(self) -> str:
        """Return the topic's key, which is the name of its file."""
        plain = unicodedata.normalize("NFKD", self.title).encode("ascii", "ignore").decode()
        return "_".join(re.findall(r"[a-z0-9]+", plain.lower())) or "topic"


def begin_dataset(folder: Path, site: Site, first: FirstTopic, day: str) -> list[str]:
    """Write a dataset without figures into a new or an empty folder; return the names of its
    files. `day` is the first entry's in its changelog, in ISO form.

    Raise `DatasetError` where the folder holds something, or a text breaks a rule.
    """
    refuse_filled(folder)
    texts = dict(_texts(site, first, day))
    tables = {name: text.encode() for name, text in texts.items() if name.endswith(READ)}
    if problems := problems_of(read_files({**tables})):
        raise DatasetError(problems)
    for name in (CLAIMS, ""):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        kept = (folder / name).read_text(encoding="utf-8") if (folder / name).exists() else ""
        (folder / name).write_text(kept + text, encoding="utf-8", newline="\n")
    made = generated(folder)
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return sorted({*texts, *made})


def refuse_filled(folder: Path) -> None:
    """Raise `DatasetError` where a folder holds something but what version control needs."""
    if any(path.name not in VERSION_CONTROL for path in folder.glob("*")):
        what = f"{folder} holds files already"
        raise refusal(".", 0, "folder", what=what, allowed="a new or an empty folder", fix="")


def _texts(site: Site, first: FirstTopic, day: str) -> Iterator[tuple[str, str]]:
    told = {name: getattr(site, name) for name in ASKED}
    lines = map(_line, told.items())
    yield FILE, "".join(["# What these figures are: SCHEMA.md describes each key.\n", *lines])
    for table in MODELS:
        if table not in (CLAIMS, *OPTIONAL):
            rows: list[Sequence[str]] = [COLUMNS[table]]
            if table == "topics":
                own = {"topic": first.topic, "title": first.title, "summary": first.summary}
                rows.append([own.get(column, "") for column in COLUMNS[table]])
            yield file_of(table), csv_text(rows)
    yield BIBLIOGRAPHY, ""
    yield ".gitattributes", ATTRIBUTES
    yield ".gitignore", IGNORED
    yield "README.md", README.format(**told, terms=site.terms)
    yield "CHANGELOG.md", CHANGES.format(version=FIRST_VERSION, day=day)


def _line(told: tuple[str, str]) -> str:
    """Return a key and its text as a line of TOML, whose quotes are those of JSON."""
    return f"{told[0]} = {json.dumps(told[1], ensure_ascii=False)}\n"


def site_named(name: str, publisher: str, licence: str, subject: str) -> Site:
    """Return what a dataset says of itself by its name, who keeps it, its licence and subject.

    Raise `DatasetError` where one of them breaks a rule.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    subject = " ".join(subject.split())
    about = f" about {subject}" if subject else ""
    cells = {
        "name": name.strip(),
        "package": "-".join(re.findall(r"[a-z0-9]+", plain)) or EVERY_SITE.package,
        "title": f"{name.strip()}: numeric claims{about}",
        "description": f"Numeric claims{about}, each with its hedge, unit, period, place, "
        "paragraph and sources.",
        "publisher": publisher.strip(),
        "licence": licence,
        "subject": subject,
    }
    text = "".join(
        f"{key} = {json.dumps(cell, ensure_ascii=False)}\n" for key, cell in cells.items()
    )
    site, raw = read_site(text.encode())
    for problem in raw.problems:
        raise refusal("flags", 1, problem.column, what=problem.what, allowed=problem.allowed)
    return site
