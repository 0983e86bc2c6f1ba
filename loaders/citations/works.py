"""Works and their citations: `references.bib` read by bibtexparser, and short forms.

A work is anything that can be cited; a citation is rendered text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from loaders.citations.latex import braced, decoded, unlatexed

NAME_FIELDS = ("author", "editor", "institution", "organization", "journal")


@dataclass(frozen=True)
class Work:
    """One entry of the bibliography; `fields` are as written, without the outer braces.

    `letter` tells works apart whose short citations would be the same: `2020a`, `2020b`.
    """

    work_id: str
    kind: str
    fields: Mapping[str, str]
    line: int
    letter: str = ""

    @property
    def year(self) -> str:
        """Return the year of publication, `2013–2022` of editions, `n.d.` where there is none."""
        years = re.findall(r"(?:^|/)([0-9]{4})", self.date)
        return "–".join(dict.fromkeys(years)) if years else "n.d."

    @property
    def date(self) -> str:
        """Return the date of publication as the entry has it, of several editions `2013/2022`."""
        return unlatexed(self.fields.get("date", "")) or unlatexed(self.fields.get("year", ""))

    @property
    def title(self) -> str:
        """Return the title without BibTeX's braces."""
        return unlatexed(self.fields.get("title", ""))

    @property
    def url(self) -> str:
        """Return the web address, or an empty text."""
        return self.fields.get("url", "")

    @property
    def suffix(self) -> str:
        """Return what follows the year: the letter, after a hyphen where there is no year."""
        return f"-{self.letter}" if self.letter and self.year == "n.d." else self.letter

    def short(self) -> str:
        """Return the short citation, such as `Rosen & Seelke 2020`."""
        return f"{self.names} {self.year}{self.suffix}"

    @property
    def names(self) -> str:
        """Return whom the short citation names, such as `Rosen & Seelke`."""
        if "shortauthor" in self.fields:
            return unlatexed(self.fields["shortauthor"])
        names = [_family(name) for name in split_names(self.fields.get("author", ""))]
        if not names:
            source = [unlatexed(self.fields.get(field, "")) for field in NAME_FIELDS]
            return next(filter(None, source), self.title)
        many = len(names) > 2 or names[-1] == "others"
        return f"{names[0]} et al." if many else " & ".join(names)


def split_names(author: str) -> list[str]:
    """Split a list of names at each `and` that stands outside braces."""
    names, depth = [""], 0
    for word in author.split():
        depth += word.count("{") - word.count("}")
        if word == "and" and depth == 0:
            names.append("")
        else:
            names[-1] += f" {word}"
    return [name.strip() for name in names if unlatexed(name)]


def _family(name: str) -> str:
    if braced(name):
        return unlatexed(name)
    name = decoded(name)
    return unlatexed(name.split(",", maxsplit=1)[0] if "," in name else name.rsplit(maxsplit=1)[-1])
