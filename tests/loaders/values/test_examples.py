"""Each code and each form of period has an example, and the program reads it so."""

from __future__ import annotations

import re

import pytest

from loaders.quantities.extraction import readings
from loaders.values.codelists import HEDGES, MEASURES, STATUSES
from loaders.values.edtf import FORMS, parse_period
from loaders.values.examples import (
    HEDGE_EXAMPLES,
    MEASURE_EXAMPLES,
    PERIOD_EXAMPLES,
    STATUS_EXAMPLES,
)
from tests.support.paths import ROOT


def test_each_code_has_an_example_in_its_order() -> None:
    assert [*HEDGE_EXAMPLES] == [*HEDGES]
    assert [*STATUS_EXAMPLES] == [*STATUSES]
    assert [*MEASURE_EXAMPLES] == [*MEASURES]


@pytest.mark.parametrize(("hedge", "words"), HEDGE_EXAMPLES.items(), ids=HEDGE_EXAMPLES)
def test_the_program_reads_the_example_of_a_hedge_so(hedge: str, words: str) -> None:
    assert [found.hedge for found in readings(words)] == [hedge]


def test_each_form_of_a_period_has_an_example_that_is_one() -> None:
    for period in PERIOD_EXAMPLES:
        parse_period(period)
    part = r"\d{4}(-\d\d){0,2}"
    forms = (r"\d{4}", r"\d{4}-\d\d", r"\d{4}-\d\d-\d\d", rf"{part}/{part}", rf"\.\./{part}")
    for form in (*forms, r"\[.+\.\..+\]", r"[^/]+\?", r".+/.+\?"):
        assert any(re.fullmatch(form, period) for period in PERIOD_EXAMPLES), form
    assert FORMS.pattern.count("|") == 3, "a new form of period wants an example"


def test_the_guide_has_each_of_them() -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for examples in (HEDGE_EXAMPLES, STATUS_EXAMPLES, MEASURE_EXAMPLES, PERIOD_EXAMPLES):
        for code, words in examples.items():
            assert re.search(rf"\| `{re.escape(code)}` \| {re.escape(words)}(?: \||;)", guide), code
