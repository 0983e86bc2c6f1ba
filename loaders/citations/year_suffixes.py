"""The letters of years that tell apart works of one short citation: `2020a` (APA 7, 8.19)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from loaders.citations.csl_json import date_parts, type_of
from loaders.citations.works import Work

DATED_BY_THE_DAY = ("article-newspaper", "document", "webpage")
"""Types whose references show more than the year, as far as it is known."""


def lettered(works: Mapping[str, Work]) -> dict[str, Work]:
    """Return the works in their order, each with the letter that it needs, if any.

    Works clash that name the same authors and year in their short citations, whether one
    document cites both or not: all stand in one list here.
    """
    same: dict[str, list[Work]] = defaultdict(list)
    for work in works.values():
        same[replace(work, letter="").short()].append(work)
    letters = {
        work.work_id: _letter(place)
        for clashing in same.values()
        if len(clashing) > 1
        for place, work in enumerate(sorted(clashing, key=_order))
    }
    return {key: replace(work, letter=letters.get(key, "")) for key, work in works.items()}


def _order(work: Work) -> tuple[list[int], str, str]:
    """Order works as references are (9.47): a year alone first, then days, then titles."""
    shown = date_parts(work)[1:] if type_of(work) in DATED_BY_THE_DAY else []
    title = re.sub(r"^\W*(?:(?:an?|the)\s+)?", "", work.title.casefold())
    return shown, title, work.work_id


def _letter(place: int) -> str:
    """Return a to z, then aa, ab and so on."""
    before, last = divmod(place, 26)
    return (_letter(before - 1) if before else "") + "abcdefghijklmnopqrstuvwxyz"[last]
