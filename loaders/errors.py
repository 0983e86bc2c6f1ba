"""A problem in a dataset file, and the one exception that carries them."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import KW_ONLY, dataclass
from types import MappingProxyType

FOLDER, ANSWERS, FLAGS, ARGUMENTS, FORM = ".", "answers", "flags", "arguments", "form"
"""What stands for a file where the folder is wrong, or what somebody has just typed."""
PLACELESS = (FOLDER, ANSWERS, FLAGS, ARGUMENTS, FORM)
COMPARISONS = 200_000
"""How many pairs of texts are compared for advice on one column: about two seconds' worth."""
NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, order=True)
class Problem:
    """State one fault: where it is, what it is, what is allowed and what to do.

    `file` is relative to the datasets folder. `line` counts from 1, the header
    included, as an editor shows it; 0 stands for the file as a whole. Of the folder as a whole
    and of what was just typed as an answer, a flag or a field, no place is told.
    """

    file: str
    line: int
    column: str
    _: KW_ONLY
    what: str
    allowed: str = ""
    fix: str = ""

    def __str__(self) -> str:
        place = f"{self.place}: " if self.place else ""
        return f"{place}{self.field}: {self.words}"

    @property
    def place(self) -> str:
        """Return file and line; empty where there is none to go to."""
        return "" if self.file in PLACELESS else f"{self.file}:{self.line}"

    @property
    def field(self) -> str:
        """Return the column; of what was just typed, without the file that it would go to."""
        return self.column.partition(" (")[0] if self.file in PLACELESS else self.column

    @property
    def words(self) -> str:
        """Return what is wrong, what is allowed, and what to do."""
        parts = [self.what, f"allowed: {self.allowed}" if self.allowed else "", self.fix]
        return "; ".join(part for part in parts if part)


class DatasetError(Exception):
    """Carry every problem of a dataset, sorted; the text is one line a problem."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))


class UnfinishedError(DatasetError):
    """Carry what went wrong when what was asked for stood in the files already."""


def refusal(
    file: str, line: int, column: str, *, what: str, allowed: str = "", fix: str = ""
) -> DatasetError:
    """Return the error of one problem."""
    return DatasetError([Problem(file, line, column, what=what, allowed=allowed, fix=fix)])


def did_you_mean(
    value: str, choices: Iterable[str], otherwise: str, called: Mapping[str, str] = NOTHING
) -> str:
    """Return the advice that names the nearest of `choices`, or `otherwise`.

    `called` gives for further words the choice that each stands for: it counts where a value is
    such a word but for a letter or so.
    """
    word = difflib.get_close_matches(value, called, n=1, cutoff=0.9)
    near = called[word[0]] if word else closest_match(value, sorted(choices))
    return f'did you mean "{near}"?{_lookalikes(value, near)}' if near else otherwise


def _lookalikes(value: str, near: str) -> str:
    """Say which signs of a value only look like those of plain text that are meant."""
    pairs = dict(zip(value, near, strict=True)) if len(value) == len(near) else {}
    strange = {sign: plain for sign, plain in pairs.items() if sign != plain}
    if not strange or any(sign.isascii() for sign in strange):
        return ""
    names = ((sign, unicodedata.name(sign, "another sign").lower()) for sign in strange)
    told = (f'its "{sign}" is another sign ({name})' for sign, name in names)
    return f" They look the same, but {' and '.join(told)}"


def closest_match(value: str, known: Collection[str]) -> str:
    """Return the one of `known` that is most like `value`; empty where none is.

    No more than a third of the letters may change, or one is the other shortened: EUR/kilometre.
    """
    alike = difflib.get_close_matches(value, known, n=3, cutoff=0.6)
    near = [each for each in alike if _is_near(value, each)]
    near = near or [each for each in known if each.casefold() == value.casefold()]
    return near[0] if near else ""


def _is_near(value: str, other: str) -> bool:
    from rapidfuzz.distance import OSA  # its import takes time that only a mistake costs

    value, other = (re.sub(r"[\W_]", "", each.casefold()) for each in (value, other))
    short, long = sorted((value, other), key=len)
    letters = iter(long)
    shortened = all(letter in letters for letter in short)
    return shortened or OSA.distance(value, other) <= max(2, len(value) // 3)


def advice_for(
    values: Iterable[str],
    choices: Iterable[str],
    otherwise: str,
    called: Mapping[str, str] = NOTHING,
) -> dict[str, str]:
    """Return `did_you_mean` for each value; `otherwise` for those beyond `COMPARISONS`."""
    known, distinct = sorted(choices), list(dict.fromkeys(values))
    affordable = COMPARISONS // max(len(known) + len(called), 1)
    near = distinct[:affordable]
    advice = {value: did_you_mean(value, known, otherwise, called) for value in near}
    return dict.fromkeys(distinct, otherwise) | advice


def shown(value: str, most: int = 60) -> str:
    """Return `value` in quotes, shortened and with unprintable characters escaped."""
    text = value if len(value) <= most else value[: most - 1] + "…"
    return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text) + '"'
