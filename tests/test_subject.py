"""Nothing of the subject of these figures stands in the program."""

from __future__ import annotations

import re

from tests.support.paths import ROOT

OF_THE_SUBJECT = re.compile(
    r"fentan|heroin|popp(?:y|ies)|opium|opioid|overdose|mexic|homicid|femini?cid|cartel|cocaine"
    r"|firearm|\bguns?\b|smuggl|US.border|\b(?:DEA|CBP|UNODC|ONDCP|CDC|SESNSP|ATF)\b",
    re.IGNORECASE,
)
FOLDERS = ("app_pages", "charts", "loaders", "static", "static_site", "benchmarks")
KINDS = (".py", ".js", ".css", ".html", ".toml")


def test_the_program_has_no_word_of_the_subject() -> None:
    files = [path for name in FOLDERS for path in (ROOT / name).rglob("*")]
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in [ROOT / "app.py", *files]
        if path.suffix in KINDS
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if OF_THE_SUBJECT.search(line)
    ]
    assert len(files) > 300
    assert found == []
