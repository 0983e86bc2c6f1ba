"""The runs of words that claims quote: whole, their own, and read in their sentence."""

from __future__ import annotations

import pytest

from loaders.audit.quotations import cut_short, overlapping, quotations
from loaders.audit.source_texts import read_text

COAST = read_text(
    "coast.txt",
    b"Of boats\n\n"
    b"It had 32,000 ha in 2016, 44,100 in 2017, and perhaps as much as 90% of the fish.\n\n"
    b"It can see approximately 2% of cars and\n\n"
    b"16% of lorries, and 225 kg of fish and 225 kg of rope.\n",
)


def quoted(*words: str) -> dict[int, dict[str, str]]:
    return {
        row: {"locator": "para 2" if run in COAST.paragraphs[1] else "para 3-4", "as_printed": run}
        for row, run in enumerate(words)
    }


@pytest.mark.parametrize(
    ("run", "whole"),
    [
        ("32,000 ha", []),
        ("44,100", []),
        ("44,100 in 2017", []),
        ("ha in 2016, 44,100", ["32,000 ha"]),
        ("as much as 90% of the fish", ["perhaps as much as 90%"]),
        ("perhaps as much as 90% of the fish", []),
        ("approximately 2% of cars and 16%", []),
        ("2% of cars", ["approximately 2%"]),
    ],
)
def test_a_run_that_cuts_a_quantity_is_told_with_the_whole(run: str, whole: list[str]) -> None:
    assert [words for _, words in cut_short(quotations(COAST, quoted(run)))] == whole


@pytest.mark.parametrize(
    ("runs", "pairs"),
    [
        (("32,000 ha", "44,100"), []),
        (("approximately 2% of cars", "16% of lorries"), []),
        (("approximately 2% of cars", "approximately 2% of cars and 16%"), [(1, 0)]),
        (("225 kg", "225 kg"), []),
        (("225 kg", "225 kg", "225 kg"), [(2, 1)]),
    ],
)
def test_runs_that_share_words_are_told(
    runs: tuple[str, ...], pairs: list[tuple[int, int]]
) -> None:
    found = overlapping(quotations(COAST, quoted(*runs)))
    assert [(one.row, other.row) for one, other in found] == pairs
