"""The recipes of CONTRIBUTING for code, each done on a copy in the files that it names."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.support.paths import ROOT

GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
COPIED = ("app.py", "app_pages", "static_site", "charts", "loaders", "tests", "pyproject.toml")
SHARED = ("static", "datasets", "docs", ".streamlit", "CITATION.cff", "LICENSE")
PAGES, KINDS, FORMS = (
    "charts/views/pages.py",
    "charts/views/resolve.py",
    "charts/export/formats.py",
)
CODES, MARKS, RULES = (
    *("loaders/values/codelists.py", "charts/marks/marks.py", "loaders/schema/row_rules.py"),
)
LEGEND, INTERVALS, TABLES = (
    *("charts/marks/legend.py", "loaders/values/intervals.py", "loaders/schema/tables.py"),
)
FORM_TEXT = """
def _write_odt(export: Export) -> bytes:
    return b"odt " + export.provenance.to_json().encode()


FILE_FORMATS: Mapping"""
HEDGE = '    "nearly": Hedge("nearly", "just below this number", "point", "nearly {low}"),\n'
SLACK = '    if hedge == "nearly":\n        low_end = 0.9 * low\n'
SIGN = '        *_halos([m for m in marks if m.hedge == "nearly"], palette.ink),\n'
RULE = """CLAIM_RULES = (
    Rule(
        "note_short",
        "note",
        "has more than 99 words",
        "at most 99 words",
        "shorten it",
        lambda t: t["note"].fillna("").str.count(r"\\\\S+") <= 99,
    ),
"""
ROW = '"The number of each claim."'
PROGRAM = "import streamlit as st\n\nst.title('Words')\n"
CHART = """    "sources": ChartKind("count", lambda data, view, _: _in_rows(
        data, view, trend_claims(data, indicators_with_figures(data).index[0]).head(1), "Counts"
    )),
}"""
SAVED = """
from charts.export.formats import FILE_FORMATS, export_view, read_provenance
from charts.export.settings import ExportSettings
from charts.views.resolve import resolve
from charts.views.view import View
from loaders.dataset import load
from tests.support.pictures import BlankPictures

def test_a_chart_of_sources_has_every_file():
    data = load()
    shown = resolve(data, View("sources"))
    for form in FILE_FORMATS:
        content = export_view(data, shown, ExportSettings(form), draw=BlankPictures())
        assert len(read_provenance(content).claim_ids) == 1, form
"""
FAULT = "note_too_long"
RUN = (
    "tests/charts/views/test_pages.py",
    "tests/app_pages/test_pages.py",
    "tests/charts/export/test_formats.py",
    "tests/charts/provenance/test_verify.py",
    "tests/loaders/validation/test_faults.py",
    "tests/charts/marks/test_codes.py",
    "tests/test_saved.py",
    "-k",
    "test_pages and (each_page_has or wordlist)"
    " or odt and (carries_its_proof or of_before)"
    f" or {FAULT} or every_rule_of_a_row or nearly or schema_page or a_chart_of_sources",
)
RUNS = """
import pytest, sys
for words in {runs}:
    if failed := pytest.main(list(words)):
        sys.exit(int(failed))
"""
"""Runs of tests in one process, of which the first takes the longest to start."""
SHOWN = (
    "each_page_has_a_file",
    "wordlist",
    r"carries_its_proof.*odt",
    r"of_before.*odt",
    FAULT,
    "every_rule_of_a_row",
    "nearly",
    "schema_page",
    "a_chart_of_sources",
)
"""Parts of the names of the tests that must have passed."""


def section(title: str) -> str:
    return re.split(r"^## ", GUIDE.split(f"\n## {title}\n")[1], flags=re.MULTILINE)[0]


WRITTEN_AND_READ = """
from loaders.__main__ import main
from loaders.dataset import load
main(["schema"], standalone_mode=False)
assert (load().joined["read_by"] == "").all()
"""


class Copy:
    """A copy of the project in which recipes are done."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name in COPIED:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, root / name)  # with what is compiled of it
            else:
                shutil.copy(ROOT / name, root / name)
        for name in SHARED:
            (root / name).symlink_to(ROOT / name)

    def edit(self, recipe: str, file: str, changes: Mapping[str, str]) -> None:
        """Exchange texts in a file that the recipe names."""
        assert f"`{file}`" in section(recipe), f"the recipe does not name {file}"
        text = (self.root / file).read_text(encoding="utf-8")
        for old, new in changes.items():
            assert old in text, f"{file} has no {old!r}: mend the test"
            text = text.replace(old, new, 1)
        (self.root / file).write_text(text, encoding="utf-8")

    def run(self, *words: str) -> str:
        run = subprocess.run(
            [sys.executable, *words], cwd=self.root, capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-3000:]
        return run.stdout


def add_page(copy: Copy) -> None:
    page = '        Page("wordlist", "Words", "The words that are used here."),\n    )\n}'
    copy.edit("A page", PAGES, {"    )\n}": page})
    (copy.root / "app_pages" / "wordlist.py").write_text(PROGRAM)


def add_kind_of_file(copy: Copy) -> None:
    entry = '        FileFormat("odt", "ODT", "text/odt", b"odt ", _write_odt, '
    entry += "lambda content: content[4:].decode()),\n"
    entry += "    )\n}\nDECK_FORMATS"
    changes = {"\nFILE_FORMATS: Mapping": FORM_TEXT, "    )\n}\nDECK_FORMATS": entry}
    copy.edit("A kind of file", FORMS, changes)


def add_rule(copy: Copy) -> None:
    changes = {"CLAIM_RULES = (\n": RULE.replace("\\\\", "\\")}
    copy.edit("A rule of the dataset", RULES, changes)
    fault = copy.root / "tests" / "faults" / FAULT
    (fault / "claims").mkdir(parents=True)
    (fault / "intent.txt").write_text("A note is longer than anybody reads.\n")
    ferries = "claims/ferries.csv"
    with (copy.root / "tests" / "faults" / "base" / ferries).open(newline="") as file:
        rows = list(csv.reader(file))
    rows[1][rows[0].index("note")] = "word " * 99 + "word"
    with (fault / ferries).open("w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def add_hedge(copy: Copy) -> None:
    copy.edit("A mark", CODES, {'    "at_least": Hedge(': HEDGE + '    "at_least": Hedge('})
    copy.edit(
        "A mark", INTERVALS, {"    if hedge == MAGNITUDE": SLACK + "    if hedge == MAGNITUDE"}
    )
    copy.edit("A mark", MARKS, {"        *_stems(": SIGN + "        *_stems("})


def add_kind_of_chart(copy: Copy) -> None:
    text = (copy.root / KINDS).read_text(encoding="utf-8")
    end = text[text.index("\nKINDS: ") :].split("\n}")[0]
    copy.edit("A kind of chart", KINDS, {f"{end}\n}}": f"{end}\n{CHART}"})


def test_pages_files_rules_hedges_and_charts_are_entries(tmp_path: Path) -> None:
    """All in one copy and one run: to start Python and read the dataset takes the longest."""
    copy = Copy(tmp_path)
    for recipe in (add_page, add_kind_of_file, add_rule, add_hedge, add_kind_of_chart):
        recipe(copy)
    (tmp_path / "tests" / "test_saved.py").write_text(SAVED)
    words = ("-v", "-p", "no:randomly", "-p", "no:cacheprovider")
    renewed = (*words, "--renew-golden", "tests/loaders/validation/test_faults.py", "-k", FAULT)
    runs = copy.run("-c", RUNS.format(runs=[renewed, (*words, *RUN)]))
    said = (tmp_path / "tests" / "faults" / FAULT / "messages.txt").read_text()
    assert "note: has more than 99 words; allowed: at most 99 words; shorten it" in said
    passed = set(re.findall(r"::(\S+) PASSED", runs.split("test session starts")[2]))
    for shown in SHOWN:
        assert any(re.search(shown, name) for name in passed), (shown, passed)


def test_a_column_is_an_entry_and_a_cell_in_each_row(tmp_path: Path) -> None:
    copy = Copy(tmp_path)
    last = (
        '    withdrawal_reason: Series[str] = column("Why it was taken back, in your own words.")\n'
    )
    column = '    read_by: Series[str] = column("Who read the paragraph.")\n'
    copy.edit("A column", TABLES, {last: last + column})
    (tmp_path / "datasets").unlink()
    shutil.copytree(ROOT / "datasets", tmp_path / "datasets")
    for path in (tmp_path / "datasets" / "claims").glob("*.csv"):
        head, *rows = path.read_text(encoding="utf-8").splitlines()
        lines = [f"{head},read_by", *(f"{row}," for row in rows)]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    copy.run("-c", WRITTEN_AND_READ)
    assert "Who read the paragraph." in (tmp_path / "datasets" / "SCHEMA.md").read_text()
