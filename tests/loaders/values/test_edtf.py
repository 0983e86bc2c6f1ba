"""Periods: text → period → text, words, and what is refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from edtf import OneOfASet, parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from loaders.values.edtf import EARLIEST, LATEST, STEPS, Period, next_period, parse_period
from tests.support.edtf import DAYS, parts
from tests.support.examples import fewer


@given(parts())
def test_a_year_a_month_or_a_day_is_read_as_its_first_and_last_day(
    part: tuple[str, date, date],
) -> None:
    text, start, end = part
    assert parse_period(text) == Period(text, start, end, text.endswith("?"), once=False)


@given(parts(), parts(), st.sampled_from(["{}/{}", "[{}..{}]"]))
def test_an_interval_runs_from_its_first_part_to_its_last_or_is_refused(
    first: tuple[str, date, date], last: tuple[str, date, date], form: str
) -> None:
    text = form.format(first[0], last[0])
    if first[1] > last[2]:
        with pytest.raises(ValueError, match=r"^ends before it begins$"):
            parse_period(text)
    else:
        assert parse_period(text) == Period(text, first[1], last[2], "?" in text, "[" in text)


@given(parts())
def test_an_open_beginning_has_an_end_alone(part: tuple[str, date, date]) -> None:
    period = parse_period(f"../{part[0]}")
    assert (period.start, period.end, period.months) == (None, part[2], None)
    assert str(period).startswith("until ")


@fewer(4)  # the whole grammar takes tens of milliseconds
@given(parts(), parts(), st.sampled_from(["{}", "{}/{}", "[{}..{}]", "../{}"]))
def test_the_library_s_whole_grammar_reads_every_form_alike(
    one: tuple[str, date, date], other: tuple[str, date, date], form: str
) -> None:
    first, last = sorted((one, other), key=lambda part: part[1:])
    text = form.format(first[0], last[0])
    read, period = parse_edtf(text, fail_silently=True), parse_period(text)
    if not read:  # of sets, it knows those of two years, months or days
        assert form.startswith("[")
        return
    assert period.end == date(*read.upper_strict()[:3])
    assert period.start == (date(*read.lower_strict()[:3]) if period.start else None)
    assert period.once == isinstance(read, OneOfASet)


@given(st.integers(EARLIEST.year, LATEST.year), st.integers(1, 12), st.integers(1, 60))
def test_months_are_counted_where_they_are_whole(year: int, month: int, count: int) -> None:
    last = divmod(year * 12 + month - 1 + count - 1, 12)
    text = f"{year}-{month:02}/{last[0]}-{last[1] + 1:02}"
    if last[0] <= LATEST.year:
        assert parse_period(text).months == count


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("2020-02-01/2020-02-29", 1),
        ("2020-02-01/2020-02-28", None),
        ("2019-02-01/2019-02-28", 1),
        ("1900-02", 1),
        ("2000-02-01/2000-02-28", None),
        ("2019-03/2020-02", 12),
        ("2018-01-02/2018-12-31", None),
        ("2018-01-01/2018-12-30", None),
    ],
)
def test_a_leap_february_ends_on_its_29th(text: str, months: int | None) -> None:
    assert parse_period(text).months == months


def test_the_first_and_the_last_day_that_can_be_meant_are_periods() -> None:
    assert parse_period(EARLIEST.isoformat()).start == EARLIEST == date(1500, 1, 1)
    assert parse_period(LATEST.isoformat()).end == LATEST == date(2200, 12, 31)


@given(DAYS)
def test_part_of_a_month_has_no_whole_months(day: date) -> None:
    assert parse_period(day.isoformat()).months is None
    if day + timedelta(days=1) <= LATEST:
        assert parse_period(f"{day}/{day + timedelta(days=1)}").months is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2018", "2018"),
        ("2018?", "2018 (inferred by us)"),
        ("2018-02", "Feb 2018"),
        ("2018-02-03", "3 Feb 2018"),
        ("2016/2017", "2016–2017"),
        ("2018/2018", "2018"),
        ("2018-01/2018-06", "Jan 2018 – Jun 2018"),
        ("2006/2024-04?", "2006 – Apr 2024 (inferred by us)"),
        ("[2018-12..2020-07]", "some time between Dec 2018 and Jul 2020"),
        ("../2020", "until 2020"),
        ("../2020-07-04?", "until 4 Jul 2020 (inferred by us)"),
    ],
)
def test_every_form_has_its_words(text: str, words: str) -> None:
    assert str(parse_period(text)) == words


@given(parts(), parts())
def test_the_words_of_a_span_hold_the_words_of_its_ends(
    first: tuple[str, date, date], last: tuple[str, date, date]
) -> None:
    one, two = (part[0].rstrip("?") for part in sorted((first, last), key=lambda part: part[1:]))
    for form in ("{}/{}", "[{}..{}]"):
        words = str(parse_period(form.format(one, two)))
        assert words.count(str(parse_period(one))) >= 1
        assert words.endswith(str(parse_period(two)))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2018-13", "contains 2018-13, which is not in the calendar"),
        ("2018-00", "contains 2018-00, which is not in the calendar"),
        ("2018-02-30", "contains 2018-02-30, which is not in the calendar"),
        ("2019-02-29?", "contains 2019-02-29, which is not in the calendar"),
        ("2018-21", "contains 2018-21, which is not in the calendar"),
        ("2018-33/2019", "contains 2018-33, which is not in the calendar"),
        ("2018/2018-41", "contains 2018-41, which is not in the calendar"),
        ("0000", "contains 0000, which is not in the calendar|is outside the years 1500 to 2200"),
        ("1499-12-31", "is outside the years 1500 to 2200"),
        ("2201", "is outside the years 1500 to 2200"),
        ("2019/2018", "ends before it begins"),
        ("[2019-02..2019-01]", "ends before it begins"),
    ],
)
def test_an_impossible_period_is_refused_with_its_reason(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=f"^({why})$"):
        parse_period(text)


@pytest.mark.parametrize(
    "text",
    ["", "1e3", " 2018", "2018 ", "2018\n", "2018-2", "18", "20180", "2018/", "/2018",
     "2018/..", "../..", "2006/2007/2008", "[2018]", "[2018..]", "{2018,2019}", "2018~",
     "2018%", "?2018", "2018??", "Y20180", "201X", "2018-XX", "２０１８", "٢٠١٨",
     "2018–2019", "2018-01-01T00:00", "-2018"],
)  # fmt: skip
def test_any_other_form_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^is not a period$"):
        parse_period(text)


@given(st.text() | st.text("0123456789-/.?[]~%XY ", max_size=25))
def test_any_text_is_a_period_with_words_or_refused_in_words(text: str) -> None:
    try:
        period = parse_period(text)
    except ValueError as error:
        assert str(error)
    else:
        assert period.text == text
        assert str(period)
        assert period.start is None or period.start <= period.end


@pytest.mark.parametrize(
    ("period", "frequency", "following"),
    [
        ("2023?", "A", "2024"),
        ("2016", "A", "2017"),
        ("2022-10/2023-09", "A", "2023-10/2024-09"),
        ("2016/2017", "A", "2018"),
        ("2025-01/2025-06", "A", "2026"),
        ("2018-06-03", "A", "2019"),
        ("2018-01-03", "A", "2019"),
        ("2018-12-31", "A", "2019"),
        ("2018-06-29", "Q", "2018-07/2018-09"),
        ("2018-06-30", "Q", "2018-07/2018-09"),
        ("2018-07-01", "Q", "2018-10/2018-12"),
        ("../2018", "A", "2019"),
        ("2018-02/2019-01", "M", "2018-03/2019-02"),
        ("2018-12", "M", "2019-01"),
        ("2018-10/2018-12", "Q", "2019-01/2019-03"),
        ("2018-12", "Q", "2019-01/2019-03"),
        ("2018-02/2019-01", "Q", "2018-05/2019-04"),
    ],
)
def test_the_next_period_follows_as_the_frequency_has_it(
    period: str, frequency: str, following: str
) -> None:
    assert next_period(parse_period(period), STEPS[frequency]) == following
