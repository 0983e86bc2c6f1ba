"""The commands of CONTRIBUTING.md, run as they stand there on a copy of the datasets."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from loaders.__main__ import main
from loaders.audit.proposal import proposed
from loaders.curation.row_parser import from_json_lines
from loaders.dataset import load
from loaders.queries.as_of import as_of
from loaders.queries.record import record_claims
from loaders.record.office_files import sha256
from loaders.validation.check import check
from tests.support.adding import copied
from tests.support.paths import ROOT, TESTS
from tests.support.read_texts import FERRYMAN, KEEPER, put
from tests.support.recorded import OBSERVED, OF_A_FILE, write_record

pytestmark = pytest.mark.long

GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
TEXT = TESTS / "recipes" / "smith2024.txt"
SECTIONS = (
    "A document",
    "A claim",
    "An indicator, series, place, unit, topic",
    "A correction",
    "A withdrawal",
    "A mistake that nobody has seen yet",
)
OF_YEARS = (
    "A renamed, merged, split or moved indicator or series",
    "A new version or edition of a text",
    "Revised, final and closed figures",
)
"""The sections whose examples are of the small dataset of the tests."""
AUTHOR = ("-c", "user.name=Kai", "-c", "user.email=kai@example.org", "-c", "commit.gpgSign=no")
NEED_FILES = ("python -m loaders audit", "python -m loaders text", "python -m benchmarks.drafts")


def blocks(section: str) -> Iterator[list[str]]:
    """Yield the lines of each indented block of a section."""
    body = re.split(rf"^## {re.escape(section)}\n", GUIDE, flags=re.MULTILINE)[1]
    body = re.split(r"^## ", body, flags=re.MULTILINE)[0]
    for block in re.findall(r"(?:^ {4,}\S.*\n)+", body, flags=re.MULTILINE):
        lines = block.splitlines()
        begins = re.match(r" +(?:python|\{)", lines[0])
        if begins:
            width = len(begins.group()) - len(begins.group().lstrip())
            yield [line[width:] for line in lines]


def place(tmp_path: Path) -> Path:
    """Make a project of the real loaders and a copy of the real datasets."""
    (tmp_path / "loaders").symlink_to(ROOT / "loaders")
    shutil.copytree(ROOT / "datasets", tmp_path / "datasets")
    shutil.copy(TEXT, tmp_path)
    for step in (["init", "--quiet"], ["add", "datasets"], ["commit", "--quiet", "-m", "Figures"]):
        subprocess.run(["git", *AUTHOR, *step], check=True, cwd=tmp_path)
    return tmp_path


def asked(lines: list[str], folder: Path) -> None:
    """Answer a command as the block has it, and see that each prompt of the block is asked."""
    command, *dialogue = lines
    said = [re.fullmatch(r"(.*?:)(?: (.*))?", line) for line in dialogue]
    assert all(said), dialogue
    pairs = [_prompt(line) for line in dialogue]
    words, answers = shlex.split(command), "".join(f"{answer}\n" for _, answer in pairs)
    with contextlib.chdir(folder):
        found = CliRunner().invoke(main, [*words[3:], "--datasets", "datasets"], input=answers)
    screen = found.output
    assert found.exit_code == 0, screen
    at, seen = 0, _without_defaults(screen)
    for prompt, answer in pairs:
        at = seen.find(_without_defaults(f"{prompt} {answer}".rstrip()), at)
        assert at >= 0, f"{prompt} is not asked, or not in its place:\n{screen}"


def _without_defaults(text: str) -> str:
    """Leave out what is offered in brackets, which the last claim of a series gives."""
    return re.sub(r" \[[^\]]*\]:", ":", text)


def _prompt(line: str) -> tuple[str, str]:
    """Return the prompt and the answer: the prompt ends at the last colon that a space follows, or
    with the line.
    """
    if line.endswith(":"):
        return line, ""
    prompt, _, answer = line.rpartition(": ")
    return f"{prompt}:", answer


def run(lines: list[str], folder: Path) -> None:
    """Run a block, as a person pastes it: in a shell where the shell has part in it."""
    if ">" in " ".join(lines):
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(
            ["bash", "-euc", "\n".join(lines)],
            check=False,
            cwd=folder,
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return
    for command in "\n".join(lines).replace("\\\n", " ").splitlines():
        words = shlex.split(command)
        assert words[:3] == ["python", "-m", "loaders"]
        with contextlib.chdir(folder):
            found = CliRunner().invoke(main, [*words[3:], "--datasets", "datasets"])
        assert found.exit_code == 0, found.output


def test_every_recipe_of_the_guide_works_as_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("loaders.commands.add.on_terminal", lambda: True)
    folder = place(tmp_path)
    done = []
    for section in SECTIONS:
        for lines in blocks(section):
            if lines[0].startswith("{"):
                (folder / "rows.jsonl").write_text("\n".join(lines) + "\n")
            elif len(lines) > 1 and not lines[0].endswith("\\"):
                asked(lines, folder)
            elif not lines[0].startswith(NEED_FILES):
                run(lines, folder)
            done.append((section, lines[0]))
    claims = check(folder / "datasets").frames["claims"].fillna("")
    own = claims[claims["document_id"] == "smith2024"].set_index("claim_id")
    assert list(own.index) == [
        "smith2024-patrol-boats-2023",
        "smith2024-overdose-deaths-2021",
        "smith2024-overdose-deaths-2020",
        "smith2024-overdose-deaths-2019",
        "smith2024-overdose-deaths-2019-2",
    ]
    assert own.loc["smith2024-overdose-deaths-2019-2", "withdrawn"]
    assert [sum(section == s for section, _ in done) for s in SECTIONS] == [5, 4, 3, 2, 1, 2]


def test_every_recipe_of_years_works_as_it_stands(tmp_path: Path) -> None:
    data = copied(tmp_path / "datasets")
    _put_editions(data)
    (tmp_path / "loaders").symlink_to(ROOT / "loaders")
    done = []
    for section in OF_YEARS:
        for lines in blocks(section):
            run(lines, tmp_path)
            done.append(lines[0])
    files = check(data)
    assert list(files.frames["redirects"]["old_id"]) == ["ferry_passengers", "lit-ee"]
    assert len(done) == 8
    assert files.frames["recipes"]["edition"].tolist() == ["closed"]
    assert files.frames["recipes"]["flags"].tolist() == ["from 2020: provisional"]
    now = load(data)
    values = [
        record_claims(each, ["office-passengers"])["low"].tolist()
        for each in (as_of(now, date(2026, 11, 28)), now)
    ]
    assert values == [[*range(1000, 1010)], [*range(1001, 1008), 1007, 1008, 1009]]


def _put_editions(data: Path) -> None:
    """Put beside a dataset texts and newer ones, and an office's file with a newer edition, which
    has seven of ten years revised.
    """
    place = data.parent
    for name in ("texts", "office"):
        (place / name).mkdir()
    for document, name, text in (
        ("ferryman2020", "newer", FERRYMAN),
        ("keeper2019", "keeper-newer", KEEPER),
    ):
        put(data, place / "texts", document, text)
        (place / f"{name}.txt").write_text(f"A preface.\n{text}")
    years = range(2010, 2020)
    for edition, more in (("2020", 0), ("2021", 1)):
        rows = [f"Tallinn,{y},{y - 1010 + (more if y < 2017 else 0)}" for y in years]
        text = "\n".join(["Port,Year,Passengers", *rows, ""])
        (place / "office" / f"{edition}.csv").write_text(text)
    digest = sha256(place / "office" / "2020.csv")
    seen = [{**OBSERVED, "period": str(y), "value": str(y - 1010)} for y in years]
    seen[-1] |= {"flags": "provisional"}
    recipe = {
        **OF_A_FILE,
        "file_sha256": digest,
        "flags": "from 2019: provisional",
        "edition": "open",
        "lag_months": "6",
    }
    write_record(data, [recipe], seen)


def test_the_guide_names_the_text_that_is_read() -> None:
    content = TEXT.read_bytes()
    assert f'"{hashlib.sha256(content).hexdigest()}", "paragraphs": 4' in GUIDE
    assert sum(bool(line.strip()) for line in content.decode().splitlines()) == 4


def test_a_draft_as_it_comes_is_refused_with_what_is_missing() -> None:
    drafted = CliRunner().invoke(main, ["draft", str(TEXT)]).stdout
    rows = from_json_lines("overdose_deaths", drafted, "rows.jsonl")
    problems = proposed(ROOT / "datasets", rows).problems
    missing = {
        "references": {"entry"},
        "documents": {"published"},
        "claims": {"claim_id", "series_id", "status"},
        "exclusions": set[str](),
    }
    for row in rows:
        own = {p.column.split(" ")[0] for p in problems if p.line == row.line}
        assert own >= missing[row.table]
    first = next(row.line for row in rows if row.table == "claims")
    assert (
        f"rows.jsonl:{first}: claim_id (claims/overdose_deaths.csv): is empty; allowed: lower-case "
        "letters, digits and single - or _ between them; fill it in"
    ) in [str(problem) for problem in problems]
    assert all(problem.allowed and problem.fix for problem in problems)
