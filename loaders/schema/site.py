"""What a dataset says of itself: whose it is, what it is about, and how a reader begins."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from loaders.schema.columns import SLUG, UNIT
from loaders.values.licences import LICENCES, Licence

FILE = "site.toml"
Words = Annotated[str, Field(pattern=r"^\S(?:[^\n]*\S)?$", max_length=300)]
Name = Annotated[str, Field(pattern=r"^[^\s.;<>](?:[^\n.;<>]*[^\s.;<>])?$", max_length=60)]
"""A name stands in source notes and the key of its chart, which a full stop would end."""
Slug = Annotated[str, Field(pattern=f"^{SLUG}$", max_length=60)]
LicenceName = Annotated[str, Field(pattern=f"^(?:{'|'.join(LICENCES)})$")]
UnitName = Annotated[str, Field(pattern=f"^{UNIT}$")]
MEANINGS: Mapping[str, str] = {
    "name": "what the site is called, on every page and in every file",
    "package": "the dataset's name for programs: in archives, citations and SDMX",
    "title": "the dataset's title in catalogues",
    "description": "what the dataset holds, in a sentence",
    "publisher": "who is cited as its author",
    "licence": f"the licence of the figures, one of {', '.join(LICENCES)}",
    "lede": "the heading of the first page",
    "subject": "what the numbers are about, as it stands behind “about”",
    "search_example": "what stands in the empty search box",
    "keywords": "a list of keywords for catalogues",
    "questions": "tables of `text`, a question on the first page, and `address`, the view that "
    "answers it, such as `trends?indicator=NAME`",
    "unit_words": "a table: words of texts, in the singular, and the unit of `units.csv` that each "
    "means, where its name, plural and symbol do not tell",
}
"""What each key of the file is."""


class Question(BaseModel):
    """What a reader may ask first, and the view that answers it: a page and its query."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    text: Words
    address: Annotated[str, Field(pattern=r"^[a-z]+(?:\?\S+)?$", max_length=500)]


class Site(BaseModel):
    """All that the file may say (`MEANINGS`); what it leaves out is as here."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: Name = "Cited Figures"
    package: Slug = "cited-figures"
    title: Words = "Numeric claims"
    description: Words = (
        "Numeric claims of documents, each with its hedge, unit, period, place, paragraph and "
        "sources."
    )
    publisher: Words = "The maintainers of these figures"
    licence: LicenceName = "CC-BY-4.0"
    lede: Words = "Who said that number?"
    subject: Annotated[str, Field(max_length=300)] = ""
    search_example: Annotated[str, Field(max_length=40)] = ""
    keywords: tuple[Words, ...] = ()
    questions: tuple[Question, ...] = ()
    unit_words: Mapping[str, UnitName] = {}

    @property
    def terms(self) -> Licence:
        """Return the licence of the figures."""
        return LICENCES[self.licence]

    @property
    def about_subject(self) -> str:
        """Return what the numbers are about as words that follow a noun; empty where not said."""
        return f" about {self.subject}" if self.subject else ""


EVERY_SITE = Site()
"""What a dataset says that has no such file."""
