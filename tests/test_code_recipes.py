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
COPIED = ("app.py", "app_pages", "charts", "loaders", "tests", "pyproject.toml")
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
def _write_json(export: Export) -> bytes:
    return export.provenance.to_json().encode()


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
PROGRAM = "import streamlit as st\n\nst.header('Words')\n"
CHART = """    "sources": ChartKind("count", lambda data, view, _: _in_rows(
        data, view, trend_claims(data, indicators_with_figures(data).index[0]).head(1), "Counts"
    )),
}"""
SAVED = """
from charts.export.formats import FILE_FORMATS, ExportSettings, export_view, read_provenance
from charts.views.resolve import resolve
from charts.views.view import View
from loaders.dataset import load
from tests.support.pictures import BlankPictures
data = load()
shown = resolve(data, View("sources"))
for form in FILE_FORMATS:
    content = export_view(data, shown, ExportSettings(form), draw=BlankPictures())
    assert len(read_provenance(content).claim_ids) == 1, form
"""


def section(title: str) -> str:
    return re.split(r"^## ", GUIDE.split(f"\n## {title}\n")[1], flags=re.MULTILINE)[0]


class Copy:
    """A copy of the project in which one recipe is done."""

    def __init__(self, root: Path, recipe: str) -> None:
        self.root, self.named = root, section(recipe)
        for name in COPIED:
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, root / name)  # with what is compiled of it
            else:
                shutil.copy(ROOT / name, root / name)
        for name in SHARED:
            (root / name).symlink_to(ROOT / name)

    def edit(self, file: str, changes: Mapping[str, str]) -> None:
        """Exchange texts in a file that the recipe names."""
        assert f"`{file}`" in self.named, f"the recipe does not name {file}"
        text = (self.root / file).read_text(encoding="utf-8")
        for old, new in changes.items():
            assert old in text, f"{file} has no {old!r}: mend the test"
            text = text.replace(old, new, 1)
        (self.root / file).write_text(text, encoding="utf-8")

    def run(self, *words: str) -> None:
        run = subprocess.run(
            [sys.executable, *words], cwd=self.root, capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-3000:]

    def test(self, *words: str) -> None:
        self.run("-m", "pytest", "-q", "-p", "no:randomly", "-p", "no:cacheprovider", *words)


def test_a_page_is_a_file_and_an_entry(tmp_path: Path) -> None:
    copy = Copy(tmp_path, "A page")
    page = '        Page("wordlist", "Words", "The words that are used here."),\n    )\n}'
    copy.edit(PAGES, {"    )\n}": page})
    (tmp_path / "app_pages" / "wordlist.py").write_text(PROGRAM)
    tests = ("tests/charts/views/test_pages.py", "tests/app_pages/test_pages.py")
    copy.test(*tests, "-k", "test_pages and (each_page_has or wordlist)")


def test_a_kind_of_file_is_an_entry_with_its_writer_and_reader(tmp_path: Path) -> None:
    copy = Copy(tmp_path, "A kind of file")
    entry = '        FileFormat("json", "JSON", "application/json", _write_json, lambda content: '
    entry += 'content.startswith(b"{"), lambda content: content.decode()),\n    )\n}\n*_others'
    copy.edit(FORMS, {"\nFILE_FORMATS: Mapping": FORM_TEXT, "    )\n}\n*_others": entry})
    tests = ("tests/charts/export/test_formats.py", "tests/charts/provenance/test_verify.py")
    copy.test(*tests, "-k", "json and (carries_its_proof or of_before)")


def test_a_rule_is_an_entry_and_a_broken_dataset(tmp_path: Path) -> None:
    copy = Copy(tmp_path, "A rule of the dataset")
    copy.edit(RULES, {"CLAIM_RULES = (\n": RULE.replace("\\\\", "\\")})
    fault = tmp_path / "tests" / "faults" / "note_too_long"
    (fault / "claims").mkdir(parents=True)
    (fault / "intent.txt").write_text("A note is longer than anybody reads.\n")
    ferries = "claims/ferries.csv"
    with (tmp_path / "tests" / "faults" / "base" / ferries).open(newline="") as file:
        rows = list(csv.reader(file))
    rows[1][rows[0].index("note")] = "word " * 99 + "word"
    with (fault / ferries).open("w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    tests = (
        "tests/loaders/validation/test_faults.py",
        "-k",
        "note_too_long or every_rule_of_a_row",
    )
    copy.test(*tests, "--renew-golden")
    copy.test(*tests)
    said = (fault / "messages.txt").read_text()
    assert "note: has more than 99 words; allowed: at most 99 words; shorten it" in said


def test_a_column_is_an_entry_and_a_cell_in_each_row(tmp_path: Path) -> None:
    copy = Copy(tmp_path, "A column")
    last = (
        '    withdrawal_reason: Series[str] = column("Why it was taken back, in your own words.")\n'
    )
    column = '    read_by: Series[str] = column("Who read the paragraph.")\n'
    copy.edit(TABLES, {last: last + column})
    (tmp_path / "datasets").unlink()
    shutil.copytree(ROOT / "datasets", tmp_path / "datasets")
    for path in (tmp_path / "datasets" / "claims").glob("*.csv"):
        head, *rows = path.read_text(encoding="utf-8").splitlines()
        lines = [f"{head},read_by", *(f"{row}," for row in rows)]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    copy.run("-m", "loaders", "schema")
    copy.run("-m", "loaders", "check")
    assert "Who read the paragraph." in (tmp_path / "datasets" / "SCHEMA.md").read_text()
    copy.run(
        "-c", "from loaders.dataset import load; assert (load().joined['read_by'] == '').all()"
    )


def test_a_hedge_is_a_line_an_interval_and_a_mark(tmp_path: Path) -> None:
    copy = Copy(tmp_path, "A mark")
    copy.edit(CODES, {'    "at_least": Hedge(': HEDGE + '    "at_least": Hedge('})
    copy.edit(INTERVALS, {"    if hedge == MAGNITUDE": SLACK + "    if hedge == MAGNITUDE"})
    copy.edit(MARKS, {"        *_stems(": SIGN + "        *_stems("})
    copy.test("tests/charts/marks/test_codes.py", "-k", "nearly or schema_page")


def test_a_kind_of_chart_is_an_entry_and_has_every_file(tmp_path: Path) -> None:
    copy = Copy(tmp_path, "A kind of chart")
    text = (tmp_path / KINDS).read_text(encoding="utf-8")
    end = text[text.index("\nKINDS: ") :].split("\n}")[0]
    copy.edit(KINDS, {f"{end}\n}}": f"{end}\n{CHART}"})
    copy.run("-c", SAVED)
