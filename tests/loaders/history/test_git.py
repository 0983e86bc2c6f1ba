"""Versions read from git and from folders; what must not happen since one; the next version."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from loaders.errors import DatasetError
from loaders.history.changelog import draft, level, next_version, version_in
from loaders.history.diff import changes_between
from loaders.history.git import at_revision, last_version, working
from tests.support.adding import LINE, copied
from tests.support.commands import run
from tests.support.versions import CORRECTION, base, first_claim, less, more, swap

needs_git = pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")
LIGHTS = "claims/lighthouses.csv"


def git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=Kai", "-c", "user.email=kai@example.org", "-c", "tag.gpgSign=no"]
    command = ["git", "-C", str(folder), *identity, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a repository whose first commit is the base dataset."""
    directory = copied(tmp_path / "project" / "datasets")
    git(directory.parent, "init", "--quiet", "--initial-branch=main")
    commit(directory)
    return directory


def commit(folder: Path) -> None:
    git(folder.parent, "add", "--all")
    git(folder.parent, "commit", "--quiet", "--no-gpg-sign", "--message", "A version")


def edit(folder: Path, file: str, change: Callable[[str], str]) -> None:
    path = folder / file
    text = change(path.read_text(encoding="utf-8"))
    assert text != path.read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8", newline="\n")


# Reading a version.


@needs_git
def test_a_revision_has_the_files_as_they_were(folder: Path) -> None:
    before = working(folder)
    edit(folder, "places.csv", more("LV,Latvia,"))
    (folder / "claims" / "new.csv").write_text("claim_id\n")
    (folder / "other").mkdir()
    (folder / "other" / "places.csv").write_text("x\n")
    assert at_revision(folder, "HEAD") == before
    assert working(folder).keys() - before.keys() == {"claims/new.csv"}


@needs_git
def test_the_cure_of_a_lost_file_brings_it_back_from_wherever_one_stands(folder: Path) -> None:
    file = folder / LIGHTS
    content = file.read_bytes()
    file.unlink()
    [command] = re.findall("`(git .+?)`", run(folder, "check").stdout)
    git(Path("/"), *shlex.split(command)[1:])
    assert file.read_bytes() == content


@needs_git
def test_a_hook_s_own_variables_do_not_lead_astray(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", "nowhere")
    assert at_revision(folder, "HEAD") == working(folder)


@needs_git
def test_the_last_version_is_the_last_tag_or_the_last_commit(folder: Path) -> None:
    assert last_version(folder) == "HEAD"
    git(folder, "tag", "v1.0.0")
    edit(folder, "places.csv", more("LV,Latvia,"))
    commit(folder)
    assert last_version(folder) == "v1.0.0"


def refusal(read: Callable[[], object]) -> str:
    with pytest.raises(DatasetError) as caught:
        read()
    return str(caught.value)


@needs_git
@pytest.mark.parametrize("name", ["v9", "", "--help", "HEAD:places.csv", "a\nb"])
def test_a_revision_that_is_none_is_refused(folder: Path, name: str) -> None:
    shown = json.dumps(name).replace("\\n", "\\u000a")
    assert refusal(lambda: at_revision(folder, name)) == (
        f"revision: there is no revision {shown}; allowed: a tag, a branch or a commit; see git log"
    )


@needs_git
def test_a_shallow_clone_says_how_to_fetch_the_rest(folder: Path, tmp_path: Path) -> None:
    edit(folder, "places.csv", more("LV,Latvia,"))
    commit(folder)
    address = folder.parent.as_uri()
    git(tmp_path, "clone", "--quiet", "--depth", "1", address, "shallow")
    assert refusal(lambda: at_revision(tmp_path / "shallow" / "datasets", "HEAD~1")) == (
        'revision: there is no revision "HEAD~1" in this shallow clone; allowed: a tag, a '
        "branch or "
        "a commit; fetch the older commits: git fetch --unshallow --tags"
    )


@needs_git
def test_a_revision_without_the_dataset_is_refused(folder: Path) -> None:
    elsewhere = copied(folder.parent / "elsewhere")
    assert refusal(lambda: at_revision(elsewhere, "HEAD")) == (
        'revision: "HEAD" has no dataset in this folder; allowed: a revision with the files; '
        "name a later one"
    )


@needs_git
def test_a_folder_outside_of_git_is_refused(tmp_path: Path) -> None:
    assert refusal(lambda: at_revision(copied(tmp_path / "bare"), "HEAD")).startswith(
        "revision: the folder is in no git repository (not a git repository"
    )


def test_a_machine_without_git_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    directory = copied(tmp_path / "bare")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert refusal(lambda: at_revision(directory, "HEAD")) == (
        "revision: git cannot be started: No such file or directory; allowed: git on the "
        "path; begin one (git init, git add ., git commit); `discard` and `changes` also take a "
        "folder of that version, an empty one where none was given out: --from-dir"
    )


# The command.


@needs_git
def test_the_command_compares_the_files_with_the_last_commit(folder: Path) -> None:
    assert run(folder, "changes").output == "HEAD to the files: no row moved\n"
    edit(folder, LIGHTS, more(LINE.rstrip("\n")))
    assert run(folder, "changes").output == (
        "HEAD to the files: 1 claim added\n\nClaims: lighthouses\n"
        "  keeper2019-lit-2017 added, 27 lighthouses, 2017 (keeper2019 para 4)\n"
    )
    commit(folder)
    between = run(folder, "changes", "HEAD~1", "--to", "HEAD").output
    assert between.startswith("HEAD~1 to HEAD: 1 claim added\n")
    back = run(folder, "changes", "HEAD", "--to", "HEAD~1", "--format", "json").output
    assert json.loads(back)["rows"][0]["kind"] == "removed"


def test_the_command_compares_with_a_folder_without_git(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    older, newer = copied(tmp_path / "older"), copied(tmp_path / "newer")
    edit(newer, "places.csv", more("LV,Latvia,"))
    done = run(newer, "changes", "--from-dir", str(older))
    assert done.output == (f"{older} to the files: 1 row of other tables\n\nplaces\n  LV added\n")


@needs_git
def test_the_command_refuses_two_older_versions_and_a_revision_that_is_none(folder: Path) -> None:
    both = run(folder, "changes", "HEAD", "--from-dir", str(folder))
    assert both.exit_code == 2
    assert "Give a revision or --from-dir, not both." in both.output
    none = run(folder, "changes", "v9")
    assert none.exit_code == 1
    assert none.stdout.startswith('revision: there is no revision "v9"; ')
    assert none.stderr == "1 problem\n"


# What must not happen since a version.

IN_PLACE = (
    "; allowed: in place only `withdrawn` and `withdrawal_reason` are filled in, and `note` and "
    "the words around the number in `as_printed` may change; restore the cell, and add the right "
    "row with `supersedes`"
)


def since(folder: Path) -> list[str]:
    return run(folder, "check", "--since", "HEAD").stdout.splitlines()


@needs_git
def test_a_value_edited_in_place_fails_with_its_line_and_column(folder: Path) -> None:
    assert since(folder)[0].startswith("ok: 7 claims")
    edit(folder, LIGHTS, swap("some 12%", "some 13%"))
    edit(folder, LIGHTS, swap("2017,12,12", "2017,13,13"))
    assert since(folder) == [
        f'{LIGHTS}:4: as_printed: was "some 12%" in HEAD and is "some 13%"{IN_PLACE}',
        f'{LIGHTS}:4: high: was "12" in HEAD and is "13"{IN_PLACE}',
        f'{LIGHTS}:4: low: was "12" in HEAD and is "13"{IN_PLACE}',
    ]


@needs_git
def test_a_note_and_the_words_around_the_number_may_change_in_place(folder: Path) -> None:
    edit(folder, LIGHTS, swap("some 12%,,,,,", "some 12% more visitors,,,,,"))
    edit(folder, LIGHTS, swap("estimate,,2026-11-01", "estimate,Of both lights.,2026-11-01"))
    assert since(folder)[0].startswith("ok: 7 claims")
    told = run(folder, "changes", "HEAD").stdout
    assert "0 anomalies" not in told and "keeper2019-visitors changed: " in told
    assert 'as_printed "some 12%" → "some 12% more visitors"' in told


@needs_git
def test_a_cell_filled_or_emptied_in_place_fails(folder: Path) -> None:
    edit(folder, LIGHTS, swap("an old keeper", ""))
    edit(
        folder,
        LIGHTS,
        swap("some 12%,,,,,keeper2019,para 9,,", "some 12%,,,,,keeper2019,para 9,,Kai"),
    )
    assert since(folder) == [
        f'{LIGHTS}:3: attributed_to: was "an old keeper" in HEAD and is empty{IN_PLACE}',
        f'{LIGHTS}:4: attributed_to: was empty in HEAD and is "Kai"{IN_PLACE}',
    ]


@needs_git
def test_taking_a_claim_back_passes_once_and_is_not_undone(folder: Path) -> None:
    line = "estimate,,2026-11-01,,,,\n"
    assert line in (folder / LIGHTS).read_text()
    edit(folder, LIGHTS, swap(line, "estimate,,2026-11-01,,,2026-11-24,Misprint.\n"))
    assert since(folder)[0].startswith("ok: 7 claims")
    commit(folder)
    edit(folder, LIGHTS, swap(",2026-11-24,Misprint.", ",,"))
    assert since(folder) == [
        f'{LIGHTS}:4: withdrawal_reason: was "Misprint." in HEAD and is empty{IN_PLACE}',
        f'{LIGHTS}:4: withdrawn: was "2026-11-24" in HEAD and is empty{IN_PLACE}',
    ]


@needs_git
def test_a_row_that_vanished_fails_where_it_stood(folder: Path) -> None:
    edit(folder, LIGHTS, less("keeper2019-lit-2018,"))
    edit(folder, "exclusions.csv", lambda text: "\n".join(text.split("\n")[:-2]) + "\n")
    assert since(folder) == [
        f'{LIGHTS}:5: claim_id: "keeper2019-lit-2018" is gone, which stood here in HEAD; allowed: '
        "rows that stay: nothing is deleted; restore the row, and fill in `withdrawn`"
    ]


@needs_git
def test_a_name_used_again_fails(folder: Path) -> None:
    name, line = first_claim()
    other = CORRECTION.replace("keeper2019-lit,", ",").replace("keeper2019-lit-2-right", name)
    other = other.replace(",keeper2019,para 4", ",shipping2020,page 4")
    edit(folder, LIGHTS, swap(line, other))
    assert (
        f'{LIGHTS}:2: claim_id: "{name}" named another claim in HEAD, of keeper2019; allowed: '
        "names that are never used again; restore the old row, and give the new one a name of its "
        "own"
    ) in since(folder)


@needs_git
def test_new_rows_and_corrections_pass(folder: Path) -> None:
    correction = CORRECTION.replace("keeper2019-lit,", "keeper2019-lit-2018,")
    edit(folder, LIGHTS, more(LINE.rstrip("\n"), correction))
    assert since(folder)[0].startswith("ok: 9 claims")


@needs_git
def test_what_the_commands_add_correct_and_withdraw_passes(folder: Path) -> None:
    edit(folder, LIGHTS, more(LINE.rstrip("\n")))
    commit(folder)
    for arguments in (
        ["correct", "keeper2019-lit-2017", "--low", "28", "--as-printed", "28 lighthouses"],
        ["withdraw", "keeper2019-visitors"],
    ):
        done = run(folder, *arguments, "--reason", "Misread.", "--yes")
        assert done.exit_code == 0, done.output
    assert since(folder)[0].startswith("ok: 9 claims")
    lines = run(folder, "changes").output.splitlines()
    assert lines[0] == "HEAD to the files: 1 claim corrected, 1 claim withdrawn"
    assert "27 lighthouses, 2017 → 28 lighthouses, 2017" in "".join(lines)


@needs_git
def test_a_file_that_was_broken_then_cannot_be_compared(folder: Path) -> None:
    whole = (folder / LIGHTS).read_bytes()
    (folder / LIGHTS).write_bytes(b"\xff\xfe\0")
    commit(folder)
    (folder / LIGHTS).write_bytes(whole)
    assert since(folder) == [
        f"{LIGHTS}:0: file: cannot be compared with HEAD, where it is UTF-16; allowed: a readable "
        "table; name another revision"
    ]


@needs_git
def test_the_check_tells_its_own_problems_beside_those_since(folder: Path) -> None:
    edit(folder, LIGHTS, swap("some 12%", ""))
    assert [line.split(": ")[0:2] for line in since(folder)] == [
        [f"{LIGHTS}:4", "as_printed"],
        [f"{LIGHTS}:4", "as_printed"],
    ]


# The next version and the changelog's entry.


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, "none"),
        ({"exclusions": less("keeper2019,")}, "patch"),
        ({"series": swap("tickets sold", "tickets that were sold")}, "patch"),
        ({"references": swap("Tamm", "Tamme")}, "patch"),
        ({"places": more("LV,Latvia,")}, "minor"),
        ({"claims_lighthouses": more(LINE.rstrip("\n"))}, "minor"),
        ({"claims_lighthouses": swap("some 12%", "some 13%")}, "minor"),
        ({"places": swap("name,", "called,")}, "major"),
        ({"places": swap("place_id,name", "name,place_id")}, "major"),
    ],
)
def test_the_level_follows_the_rule(
    changed: dict[str, Callable[[str], str]], expected: str
) -> None:
    assert level(changes_between(base(), base(**changed))) == expected


def test_a_new_table_is_minor_and_a_lost_one_major() -> None:
    more_tables = {**base(), "winds.csv": b"wind\nfoehn\n"}
    assert level(changes_between(base(), more_tables)) == "minor"
    assert level(changes_between(more_tables, base())) == "major"


@pytest.mark.parametrize(
    ("before", "declared", "raised", "expected"),
    [
        ("1.2.3", "1.2.3", "none", "1.2.3"),
        ("1.2.3", "1.2.3", "patch", "1.2.4"),
        ("1.2.3", "1.2.3", "minor", "1.3.0"),
        ("1.2.3", "1.2.3", "major", "2.0.0"),
        ("1.2.3", "1.2.4", "minor", "1.3.0"),
        ("1.2.3", "1.4.0", "minor", "1.4.0"),
        ("0", "0", "minor", "0.1.0"),
    ],
)
def test_the_next_version_is_never_lower_than_the_declared_one(
    before: str, declared: str, raised: str, expected: str
) -> None:
    assert next_version(before, declared, raised) == expected  # type: ignore[arg-type]


def test_a_draft_tells_what_came_and_each_figure_that_moved_otherwise() -> None:
    name, _ = first_claim()
    edited = swap("some 12%", "some 13%")
    made = changes_between(
        base(),
        base(
            claims_lighthouses=lambda text: more(CORRECTION)(edited(text)),
            claims_ferries=more(LINE.rstrip("\n")),
            places=more("LV,Latvia,"),
            series=swap("tickets sold", "tickets that were sold"),
        ),
    )
    assert draft(made, "1.3.0", date(2026, 11, 26)) == (
        "## 1.3.0, 2026-11-26\n\n"
        "1 claim added, by document: keeper2019: 1. By topic: ferries: 1. New rows of other "
        "tables: places: 1.\n\n"
        '- `keeper2019-visitors` (claims) was changed in place: as_printed "some 12%" → "some '
        '13%"\n'
        f"- `keeper2019-lit-2-right` corrects `{name}`: 26 lighthouses, 2018 → 28 lighthouses, "
        "2018. Misread.\n"
        "- Rows changed: series: 1.\n"
    )


def test_a_draft_of_corrections_alone_counts_them() -> None:
    made = changes_between(base(), base(claims_lighthouses=more(CORRECTION)))
    text = draft(made, "1.3.0", date(2026, 11, 26))
    assert text.split("\n\n")[1] == "1 claim corrected."


def test_a_draft_without_claims_says_that_no_figure_moved() -> None:
    made = changes_between(base(), base(exclusions=less("keeper2019,")))
    text = draft(made, "1.2.1", date(2026, 11, 26))
    assert text.startswith(
        "## 1.2.1, 2026-11-26\n\nNo figure moved.\n\n- Rows removed: exclusions: "
    )


@needs_git
def test_the_command_drafts_the_entry_and_says_how_to_declare_it(folder: Path) -> None:
    edit(folder, LIGHTS, more(LINE.rstrip("\n")))
    done = run(folder, "changes", "--draft")
    assert done.stdout == (
        f"## 1.1.0, {date.today()}\n\n1 claim added, by document: keeper2019: 1. By topic: "
        "lighthouses: 1.\n"
    )
    assert done.stderr == (
        "minor: 1.0.0 is followed by 1.1.0\nedit the entry into CHANGELOG.md, then run: python -m "
        "loaders schema --version 1.1.0\n"
    )
    assert run(folder, "schema", "--version", "1.1.0").output == (
        "wrote SCHEMA.md\nwrote datapackage.json\n"
    )
    assert version_in(working(folder)) == "1.1.0"
    assert run(folder, "check").exit_code == 0


@pytest.mark.parametrize(
    ("version", "what"),
    [
        ("1.3", '"1.3" is not a version; allowed: three numbers, such as 1.3.0'),
        ("v2.0.0", '"v2.0.0" is not a version; allowed: three numbers, such as 1.3.0'),
        ("0.9.0", "0.9.0 is lower than 1.0.0, which is declared; allowed: a version that rises"),
    ],
)
def test_a_version_that_is_none_or_falls_is_refused(
    version: str, what: str, tmp_path: Path
) -> None:
    directory = copied(tmp_path / "data")
    done = run(directory, "schema", "--version", version)
    fix = "see `python -m loaders changes --draft`"
    assert done.stdout == f"datapackage.json:0: version: {what}; {fix}\n"
    assert done.exit_code == 1
    assert version_in(working(directory)) == "1.0.0"
