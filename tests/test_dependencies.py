"""What `make audit-deps` says of licences and vulnerabilities."""

from __future__ import annotations

import pytest

from tests.support.dependencies import (
    ALLOWED,
    SPDX,
    licence_lines,
    licence_of,
    permitted,
    vulnerability_lines,
)


@pytest.mark.parametrize(
    ("stated", "licence"),
    [
        ("MIT License\n\nCopyright (c) somebody", "MIT"),
        ("Apache Software License; MIT License", "Apache-2.0 AND MIT"),
        ("BSD-3-Clause AND Zlib", "BSD-3-Clause AND Zlib"),
        ("MIT OR GPL-3.0-only", "MIT OR GPL-3.0-only"),
    ],
)
def test_a_licence_is_named_as_spdx_does_and_allowed(stated: str, licence: str) -> None:
    assert licence_of("any", stated) == licence
    assert permitted(licence)


@pytest.mark.parametrize("licence", ["GPL-3.0-only", "MIT AND GPL-3.0-only", "UNKNOWN", "SSPL"])
def test_any_other_licence_is_refused_with_what_to_do(licence: str) -> None:
    _, wrong = licence_lines([{"Name": "any", "License": licence}, MIT, MIT])
    assert len(wrong) == 1
    assert wrong[0].startswith(f"any: {licence} is not among the licences that are allowed; take")


MIT = {"Name": "other", "License": "MIT"}


def test_each_licence_that_has_another_name_is_allowed() -> None:
    assert all(permitted(name) for name in SPDX.values())
    assert "GPL-3.0-only" not in ALLOWED


def test_a_vulnerability_names_the_version_that_mends_it() -> None:
    one = {"id": "PYSEC-1", "fix_versions": ["2.1"]}
    report = {
        "dependencies": [
            {"name": "a", "version": "2.0", "vulns": [one, one | {"fix_versions": []}]},
            {"name": "b", "version": "1.0", "vulns": []},
            {"name": "c", "skip_reason": "not found"},
        ]
    }
    assert vulnerability_lines(report) == [
        "a 2.0: PYSEC-1; take 2.1",
        "a 2.0: PYSEC-1; no version mends it yet",
        "1 of 3 packages are not known to PyPI's list of vulnerabilities.",
    ]
