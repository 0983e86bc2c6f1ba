"""Checks of days, periods and locators."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import pandas as pd

from loaders.errors import Problem, shown
from loaders.schema.columns import DATE
from loaders.schema.file_names import CLAIMS, OBSERVATIONS
from loaders.schema.tables import COLUMNS, facts
from loaders.storage.folder import Files
from loaders.validation.suggestions import advice
from loaders.values.codelists import AHEAD, STATUSES
from loaders.values.edtf import FORMS, Period, parse_period
from loaders.values.locators import part_paragraphs


def period_problems(files: Files) -> Iterator[Problem]:
    """Yield periods that are none, and those that begin after their document came out."""
    parsed: dict[str, Period] = {}
    for table in files.frames:
        for column in COLUMNS[table]:
            if facts(table, column)["type"] != "edtf":
                continue
            wrong = _parse_all(files.texts(table, column), parsed)
            cells = files.frames[table][column]
            for row, value in cells[cells.isin(list(wrong))].items() if wrong else ():
                what = f"{shown(value)} {wrong[value]}"
                form = FORMS.fullmatch(value)
                fix = "correct the period" if form else "write the period in one of these forms"
                fix = advice(value, table, column, fix)
                allowed = facts(table, column)["allowed"]
                yield files.problem(table, row, column, what=what, allowed=allowed, fix=fix)
    yield from _after_publication(files, parsed)


def _parse_all(texts: Iterable[str], parsed: dict[str, Period]) -> dict[str, str]:
    """Parse each text into `parsed`; return the faults by text."""
    wrong = {}
    for text in texts:
        try:
            parsed[text] = parse_period(text)
        except ValueError as error:
            wrong[text] = str(error)
    return wrong


AFTER_PUBLICATION = (
    (
        *(CLAIMS, "period", f"a period before publication, unless status is {', '.join(AHEAD)}"),
        "correct the period or the status",
    ),
    ("events", "date", "a date before publication", "correct the date, or leave the event out"),
)
"""Periods that a document cannot know of before they begin, what is allowed, and what to do."""


def _after_publication(files: Files, parsed: dict[str, Period]) -> Iterator[Problem]:
    """Yield claims and events that begin after the end of their document's date."""
    begins = {text: (period.start or date.min).toordinal() for text, period in parsed.items()}
    ends = {text: period.end.toordinal() for text, period in parsed.items()}
    for table, column, allowed, fix in AFTER_PUBLICATION:
        if not {table, "documents"} <= set(files.frames):
            continue
        rows = files.frames[table]
        published = rows["document_id"].map(_documents(files)["published"])
        begin, end = rows[column].map(begins), published.map(ends)
        late = begin.astype("float64") > end.astype("float64")
        if table == CLAIMS:
            late &= rows["status"].isin([name for name in STATUSES if name not in AHEAD])
        for row in rows.index[late]:
            what = f"{rows[column][row]} begins after the document came out ({published[row]})"
            yield files.problem(table, row, column, what=what, allowed=allowed, fix=fix)


def _documents(files: Files) -> pd.DataFrame:
    return files.frames["documents"].drop_duplicates("document_id").set_index("document_id")


def day_problems(files: Files) -> Iterator[Problem]:
    """Yield dates that have the right form but are in no calendar."""
    for table in files.frames:
        for column in COLUMNS[table]:
            if facts(table, column)["type"] != "date":
                continue
            wrong = [text for text in files.texts(table, column) if not _is_day(text)]
            cells = files.frames[table][column]
            for row, value in cells[cells.isin(wrong)].items() if wrong else ():
                what = f"{shown(value)} is not a date in the calendar"
                allowed = facts(table, column)["allowed"]
                yield files.problem(
                    table, row, column, what=what, allowed=allowed, fix="correct the date"
                )


def to_come(day: str, today: date) -> str:
    """Say that a day is still to come by this machine's clock; "" where it is not.

    A day is left for time zones. It is no problem of the dataset: where a clock was set back, all
    figures came in later than today, and they are read all the same.
    """
    if not re.fullmatch(DATE, day) or day <= (today + timedelta(days=1)).isoformat():
        return ""
    return f"{day} is in the future: this computer's clock says {today}"


def days_to_come(files: Files, today: date) -> Iterator[Problem]:
    """Yield the days on which rows came in or were taken back that are still to come."""
    for table in files.frames:
        for column in COLUMNS[table]:
            if facts(table, column)["type"] == "date":
                yield from _to_come(files, table, column, today)


def vintages_to_come(files: Files, today: date) -> Iterator[Problem]:
    """Yield of each file the first row of each vintage that is still to come: until then it would
    hold over every newer one.
    """
    if OBSERVATIONS in files.frames:
        told = _to_come(files, OBSERVATIONS, "vintage", today)
        yield from {(each.file, each.what): each for each in reversed(list(told))}.values()


def _to_come(files: Files, table: str, column: str, today: date) -> Iterator[Problem]:
    days = files.texts(table, column)
    later = {day: what for day in days if (what := to_come(day, today))}
    cells = files.frames[table][column]
    for row, day in cells[cells.isin(list(later))].items() if later else ():
        allowed, fix = "no day after today", "correct the day, or set the clock"
        yield files.problem(table, row, column, what=later[day], allowed=allowed, fix=fix)


def _is_day(text: str) -> bool:
    if not re.fullmatch(DATE, text):
        return True  # the pattern has reported it
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def locator_problems(files: Files) -> Iterator[Problem]:
    """Yield locators that point outside their document's text."""
    counts = pd.to_numeric(_documents(files)["paragraphs"], errors="coerce").to_dict()
    yield from _text_problems(files)
    for table in (CLAIMS, "exclusions", "events"):
        if table not in files.frames:
            continue
        rows = files.frames[table][["document_id", "locator"]].dropna()
        for row, document, locator in rows.itertuples(name=None):
            if fault := _locator_fault(locator, counts.get(document)):
                what, allowed, fix = fault
                what = f"{shown(locator)} {what}"
                yield files.problem(table, row, "locator", what=what, allowed=allowed, fix=fix)


def _locator_fault(locator: str, paragraphs: float | None) -> tuple[str, str, str] | None:
    """Return what is wrong, what is allowed and what to do; of unread texts nothing is known."""
    numbers = re.fullmatch(r"para ([0-9]+)(?:-([0-9]+))?", locator)
    if not numbers:
        return None
    first, last = float(numbers[1]), float(numbers[2] or numbers[1])  # int has a limit of digits
    if last < first:
        return "ends before it begins", "the smaller paragraph first", "swap the two numbers"
    if paragraphs is not None and last > paragraphs:  # NaN, of an unread text, never is less
        what = f"is outside the text, which has {paragraphs:.0f} paragraphs"
        return what, f"para 1 to para {paragraphs:.0f}", "count the non-blank lines of the text"
    return None


def _part_problems(files: Files) -> Iterator[Problem]:
    """Yield parts of texts that are outside them, or of no text."""
    documents = files.frames["documents"]
    parts = documents["curated"].dropna()
    for row in parts.index[documents["paragraphs"][parts.index].isna()]:
        what, allowed = (
            "names a part of a text, but no text is named",
            "empty, where no text was read",
        )
        fix = "fill in text_sha256 and paragraphs, or empty it"
        yield files.problem("documents", row, "curated", what=what, allowed=allowed, fix=fix)
    parts = parts[documents["paragraphs"].notna()]
    lengths = pd.to_numeric(documents["paragraphs"], errors="coerce")[parts.index]
    for (row, part), length in zip(parts.items(), lengths, strict=True):
        for first, last in part_paragraphs(part):
            fault = _locator_fault(f"para {first}-{last}", float(length))
            if fault:
                what, allowed, fix = fault
                what = f"{shown(part)} {what}"
                place = ("documents", row, "curated")
                yield files.problem(*place, what=what, allowed=allowed, fix=fix)


def _text_problems(files: Files) -> Iterator[Problem]:
    documents = files.frames["documents"]
    for column, other in (("text_sha256", "paragraphs"), ("paragraphs", "text_sha256")):
        for row in documents.index[documents[column].isna() & documents[other].notna()]:
            what, allowed = f"is empty, but {other} is filled in", "both or neither"
            yield files.problem(
                "documents", row, column, what=what, allowed=allowed, fix="fill it in"
            )
    yield from _part_problems(files)
    texts = (documents["kind"] == "analysed") & documents["text_sha256"].isna()
    for row in documents.index[texts & documents["paragraphs"].isna()]:
        what = "is empty, but the document is an analysed text"
        allowed = facts("documents", "text_sha256")["allowed"]
        fix = "fill in the SHA-256 of the text that was read"
        yield files.problem("documents", row, "text_sha256", what=what, allowed=allowed, fix=fix)
