"""What holds of the real data holds when they have grown by a yearly figure and a document."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from loaders.audit.claims import audit
from loaders.dataset import DATASETS, load
from loaders.queries.selection import trend_claims
from loaders.validation.check import check
from tests.support.growth import CLAIM, grow
from tests.support.pages import asked, chart, copied, drawn_ids, html, opened
from tests.support.paths import ROOT
from tests.support.texts import TEXTS

KEPT_OUT = shutil.ignore_patterns(".git", ".venv", ".*_cache", ".hypothesis", "build")
OTHERS = ("--ignore=tests/browser", "--ignore=tests/test_growth.py")
NAME, INDICATOR = CLAIM["claim_id"], "overdose_deaths"


def test_a_figure_more_is_checked_audited_and_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copied(tmp_path, monkeypatch)
    grow(folder)
    dataset = load(folder)
    assert NAME in set(trend_claims(dataset, INDICATOR)["claim_id"])
    [own] = [each for each in audit(check(folder), TEXTS) if each.document_id == "later2026"]
    assert [finding.code for finding in own.findings] == ["text_missing"]
    shown = opened("trends", indicator=INDICATOR)
    assert NAME in drawn_ids(chart(shown))
    assert asked(shown, "indicator") == INDICATOR
    assert f"claim={NAME}" in html(shown)
    assert CLAIM["as_printed"] in html(opened("claims", claim=NAME))
    assert NAME in html(opened("sources", work=CLAIM["document_id"]))


@pytest.mark.stress
def test_a_figure_and_a_document_more_turn_no_test_red(tmp_path: Path) -> None:
    tree = Path(shutil.copytree(ROOT, tmp_path / "tree", ignore=KEPT_OUT))
    grow(tree / DATASETS.relative_to(ROOT))
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", *OTHERS]
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
