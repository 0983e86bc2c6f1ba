"""What the project installs: the licences, known vulnerabilities, and a list of its parts (SBOM).

`make audit-deps` runs it. The tools stand in an environment of their own, and look at ours.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.support.paths import ROOT

PERMISSIVE = {
    *("0BSD", "AFL-2.1", "Apache-2.0", "Artistic-1.0-Perl", "BSD-2-Clause", "BSD-2-Clause-Views"),
    *("BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "MIT-CMU", "PSF-2.0", "Zlib"),
}
WEAK_COPYLEFT = {"LGPL-2.1-only", "LGPL-2.1-or-later", "MPL-2.0"}
"""Licences that bind who changes the package, not who uses it."""
ALLOWED = PERMISSIVE | WEAK_COPYLEFT
SPDX = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache License 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-2-Clause OR BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "The MIT License (MIT)": "MIT",
}
"""Other names under which packages state a licence, and its name in SPDX."""
READ = {
    "axe-playwright-python": "MIT AND MPL-2.0",
    "num2words": "LGPL-2.1-or-later",
    "text-unidecode": "Artistic-1.0-Perl OR GPL-2.0-or-later",
}
"""What the LICENSE of a package says whose metadata say nothing, or not which of several."""
PARTS = ROOT / "build" / "sbom.json"
UNREACHED = "PyPI was not reached, so vulnerabilities are not known; run it again with a network."


def licence_of(name: str, stated: str) -> str:
    """Return a package's licence as SPDX writes it; its first line where it states a whole text."""
    if name in READ:
        return READ[name]
    classifiers = stated.strip().splitlines()[0].split("; ")
    return " AND ".join(SPDX.get(one, one) for one in classifiers)


def permitted(licence: str) -> bool:
    """Tell whether a licence is among the allowed: of an OR, one; of an AND, each."""
    choices = re.split(r"\s+OR\s+", licence)
    return any(set(re.split(r"\s+AND\s+", choice)) <= ALLOWED for choice in choices)


def licence_lines(packages: Iterable[Mapping[str, str]]) -> tuple[list[str], list[str]]:
    """Return how many packages have which licence, and a sentence for each that may not."""
    found = {one["Name"]: licence_of(one["Name"], one["License"]) for one in packages}
    counts = Counter(found.values())
    counted = [f"{count:4} {licence}" for licence, count in sorted(counts.items())]
    wrong = [
        f"{name}: {licence} is not among the licences that are allowed; take another package, or "
        "read its LICENSE and name it in tests/support/dependencies.py"
        for name, licence in sorted(found.items())
        if not permitted(licence)
    ]
    return counted, wrong


def vulnerability_lines(report: Mapping[str, list[Mapping[str, object]]]) -> list[str]:
    """Return a sentence for each vulnerability, and one for all that PyPI does not know."""
    told, unknown = [], 0
    for package in report["dependencies"]:
        unknown += "skip_reason" in package
        faults = package.get("vulns", [])
        assert isinstance(faults, list)
        for fault in faults:
            mended = ", ".join(fault["fix_versions"])
            remedy = f"take {mended}" if mended else "no version mends it yet"
            told.append(f"{package['name']} {package['version']}: {fault['id']}; {remedy}")
    if unknown:
        of = len(report["dependencies"])
        told.append(f"{unknown} of {of} packages are not known to PyPI's list of vulnerabilities.")
    return told


def _ran(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*map(str, command)], capture_output=True, text=True, check=False)


def _vulnerabilities(tools: Path) -> list[str]:
    flags = ("--disable-pip", "--no-deps", "--format", "json", "--progress-spinner", "off")
    report = _ran(tools / "pip-audit", "--requirement", ROOT / "constraints.txt", *flags)
    try:
        return vulnerability_lines(json.loads(report.stdout))
    except ValueError:
        return [UNREACHED]


def main(tools: Path) -> int:
    """Print what was found with the tools of a folder; return 1 where anything is wrong."""
    listed = _ran(tools / "pip-licenses", "--python", sys.executable, "--from=mixed", "-f", "json")
    counted, wrong = licence_lines(json.loads(listed.stdout))
    print("Licences:", *counted, sep="\n")  # noqa: T201  a command's own output
    PARTS.parent.mkdir(exist_ok=True)
    project = ("--pyproject", ROOT / "pyproject.toml", "--output-reproducible")
    made = _ran(tools / "cyclonedx-py", "environment", sys.executable, *project, "-o", PARTS)
    if made.returncode:
        wrong.append(f"{PARTS.relative_to(ROOT)} was not written: {made.stderr.strip()}")
    else:
        count = len(json.loads(PARTS.read_text(encoding="utf-8"))["components"])
        print(f"{PARTS.relative_to(ROOT)}: {count} parts")  # noqa: T201
    wrong += _vulnerabilities(tools)
    print(*wrong or ["No vulnerability is known."], sep="\n")  # noqa: T201
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
