"""The data package, read by Frictionless itself: what it finds of each kind of broken row.

Each folder of faults/ is either found by it, as `golden/frictionless.txt` says, or is of a kind
that a Table Schema cannot express, as NOT_EXPRESSED says.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Collection, Mapping
from fnmatch import fnmatch

import pytest

from loaders.dataset import DATASETS
from loaders.storage.journal import PACKAGE
from tests.support.faults import COMMITTED, MADE
from tests.support.golden import Golden
from tests.support.paths import GOLDEN, ROOT

ALL = sorted({*COMMITTED, *MADE})
NOT_EXPRESSED: Mapping[str, tuple[str, ...]] = {
    "files that are no table of the package": ("bib*", "*_in_bibliography", "journal_*", "work_*"),
    "a rule between the cells of a row": (
        "as_printed_missing",
        "base_period_missing",
        "base_period_on_flow",
        "best_*",
        "bound*",
        "conversion_reversed",
        "conversion_without_unit",
        "correction_without_reason",
        "division_without_denominator",
        "document_without_*",
        "event_date_inferred_without_note",
        "observation_outside_its_limits",
        "observation_*value",
        "recipe_of_pages_with_filter",
        "recipe_with*",
        "withdrawn_*",
    ),
    "a rule between the rows of a table, beyond its keys": (
        "claim_twice",
        "observation_name_*",
        "observation_of_two_names",
        "observations_out_of_order",
        "part_of_itself",
        "place_inside_itself",
        "places_inside_each_other",
        "series_twice",
        "superseded_though_withdrawn",
        "superseded_twice",
        "supersedes_in_a_loop",
        "supersedes_itself",
        "unit_of_taken_dimension",
        "unit_without_its_parts",
    ),
    "the number of printed words": ("*_not_in_words", "words_not_understood"),
    "a rule between tables, beyond foreign keys": (
        "comparison_named_as_an_indicator",
        "comparison_of_two_dimensions",
        "comparison_with_a_part_left_out",
        "document_curated_outside",
        "conversion_of_other_dimension",
        "event_after_publication",
        "leaves_out_no_part",
        "locator_far_outside",
        "observation_named_*",
        "observation_of_a_file_with_page",
        "observation_of_a_month_in_years",
        "observation_of_another_place",
        "observation_without_page",
        "recipe_in_another_unit",
        "recipe_named_as_a_series",
        "recipe_of_a_magazine",
        "*locator_outside*",
        "period_after_publication",
        "producer_missing_for_two_documents",
        "redirect_of_an_id_in_use",
        "redirect_to_no_row",
        "rate_of_a_flow",
        "rate_without_time",
        "unit_in_wrong_dimension",
        "unit_of_other_dimension",
    ),
    "a row that nothing refers to": ("*_unused",),
    "a list in one cell, beyond its form": (
        "event_topic_unknown",
        "key_claim_*",
        "observation_flag_twice",
        "reference_unknown",
    ),
    "which file a row stands in": ("observation_in_another_topic", "topic_file_*"),
    "what a calendar, a clock, a list of ISO or a units library knows, and an order in a cell": (
        "base_period_reversed",
        "locator_reversed",
        "observation_vintage_to_come",
        "period_day_not_in_calendar",
        "period_month_not_in_calendar",
        "period_of_a_season",
        "period_out_of_range",
        "period_reversed",
        "place_not_in_iso",
        "place_part_not_in_iso",
        "unit_unknown_to_physics",
    ),
    "how a number is written: its field has a type and bounds, and no pattern": (
        "number_in_*",
        "observation_in_long_decimals",
        "number_with_exponent",
        "number_with_leading_zeros",
        "number_with_underscore",
        "number_without_leading_digit",
    ),
    "what no reader of CSV sees: line ends, quotes, a byte order mark": (
        "byte_order_mark",
        "line_ends_*",
        "quote_after_closed",
        "quote_inside_cell",
        "quotes_not_needed",
    ),
    "characters that nobody sees: XML Schema's expressions name them one by one, or not at all": (
        "bidi_*",
        "nul",
        "zero_width_space",
    ),
    "markup: XML Schema's expressions do not look ahead": ("markup_*",),
    "a line above the header: it is passed over": ("merge_conflict_at_the_header",),
    "a limit of size: it reads on": ("file_of_100_megabytes",),
}


def reason(fault: str) -> str:
    """Return why a fault is not expressed: the first reason that fits, or nothing."""
    for words, patterns in NOT_EXPRESSED.items():
        if any(fnmatch(fault, pattern) for pattern in patterns):
            return words
    return ""


FOUND = [fault for fault in ALL if not reason(fault)]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def errors_of(faults: Collection[str]) -> dict[str, list[str]]:
    done = run("-m", "tests.support.frictionless_run", *faults)
    assert done.returncode == 0, done.stderr
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found


def test_frictionless_validates_the_real_data() -> None:
    done = run("-m", "frictionless", "validate", str(DATASETS / PACKAGE), "--json")
    report = json.loads(done.stdout)
    assert done.returncode == 0
    assert report["valid"]
    assert [task["name"] for task in report["tasks"]] == [
        resource["name"] for resource in json.loads((DATASETS / PACKAGE).read_text())["resources"]
    ]


def test_frictionless_finds_each_broken_dataset_that_the_package_can_express(
    golden: Golden,
) -> None:
    found = errors_of(FOUND)
    assert [fault for fault, kinds in found.items() if not kinds] == []
    golden(
        GOLDEN / "frictionless.txt",
        "".join(f"{name}: {', '.join(kinds)}\n" for name, kinds in found.items()),
    )


@pytest.mark.stress
def test_what_is_called_not_expressed_is_found_by_no_field_or_key() -> None:
    rest = [fault for fault in ALL if reason(fault) and fault != "file_of_100_megabytes"]
    assert {fault: kinds for fault, kinds in errors_of(rest).items() if kinds} == {}


def test_each_reason_stands_for_a_broken_dataset() -> None:
    patterns = [pattern for each in NOT_EXPRESSED.values() for pattern in each]
    assert [p for p in patterns if not any(fnmatch(fault, p) for fault in ALL)] == []


@pytest.mark.parametrize(
    "kind",
    [
        "type-error",
        "constraint-error",
        "primary-key",
        "unique-error",
        "foreign-key",
        "missing-cell",
        "extra-cell",
        "blank-row",
        "missing-label",
        "extra-label",
        "duplicate-label",
        "incorrect-label",
        "encoding-error",
        "scheme-error",
    ],
)
def test_each_kind_of_error_stands_for_a_broken_dataset(kind: str) -> None:
    lines = (GOLDEN / "frictionless.txt").read_text(encoding="utf-8").splitlines()
    assert any(kind in line.split(": ")[1].split(", ") for line in lines)
