"""The Makefile in a folder whose name has spaces and letters of another alphabet."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.paths import ROOT


@pytest.mark.skipif(shutil.which("make") is None, reason="not run, as there is no make")
def test_make_finds_what_lies_beside_a_project_whose_path_has_spaces(tmp_path: Path) -> None:
    project = tmp_path / "mit Leerzeichen, ü" / "Projekt"
    texts = project.parent / "shared" / "documents"
    for folder in (project, texts):
        folder.mkdir(parents=True)
    for name in ("Makefile", "requirements.txt", "constraints.txt"):
        shutil.copy(ROOT / name, project)
    shown = 'shown: ; @test -d "$$CITED_FIGURES_TEXTS" && echo "$$CITED_FIGURES_TEXTS"'
    done = subprocess.run(
        ["make", "--silent", "--eval", shown, "shown"],
        cwd=project,
        env={"PATH": "/usr/local/bin:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert Path(done.stdout.strip()).resolve() == texts.resolve()
    dry = ["make", "--silent", "--dry-run", "run"]
    told = subprocess.run(dry, cwd=project, capture_output=True, text=True, check=True).stdout
    assert ".venv/bin/python -m streamlit run app.py" in told
    assert str(project) not in told  # so that no path with a space is cut in two
