"""The bytes of a file as the text that its editor sees: UTF-8, LF, and nothing invisible."""

from __future__ import annotations

import csv
import re
import shlex
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from loaders.errors import Problem, shown

MOST_BYTES = 64 * 2**20
"""More than 200,000 claims in one file; a larger file is a mistake, and is not parsed."""

MEND = "run `python -m loaders mend`"
"""What puts a file right without a guess."""


IN_FOLDER = "git -C datasets "
"""What begins a command of Git in the folder of the tables."""


def restored(file: str) -> str:
    """Return how a file is brought back as it was committed last."""
    return f"bring back the last commit's file: `{IN_FOLDER}checkout HEAD -- {shlex.quote(file)}`"


def told_of(directory: Path, problem: Problem) -> Problem:
    """Return a problem of a folder's file whose cure names this folder, from where one stands."""
    here, folder = Path.cwd(), directory.absolute()
    path = folder.relative_to(here) if folder.is_relative_to(here) else folder
    git = f"git -C {shlex.quote(str(path))} "
    return replace(problem, fix=problem.fix.replace(IN_FOLDER, git))


# Control characters, separators that look like a line's end, and marks that change
# how a text reads without being seen (zero width, direction, byte order).
UNSEEN = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e"
    r"\u200b-\u200f\u2028-\u202f\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
    r"\ufffe\uffff\U000e0000-\U000e0fff]"
)
CONFLICT = re.compile(r"^(?:<{7}|\|{7}|={7}|>{7})(?: .*)?$")
"""A line that version control puts around two versions of the same lines."""
CONTROLS = {"\0": "NUL", "\t": "tab", "\r": "carriage return"}
MOST_NAMED = 5
"""How many lines are named of which the same is told."""
COPY_FIRST = "; rows since then are not in it: copy them first"
_AS_CSV = f"open it, save its sheet as CSV UTF-8, and {MEND}"
NO_TEXT = (
    (b"PK\x03\x04", "is a workbook or another ZIP file, not text", _AS_CSV),
    (b"\xd0\xcf\x11\xe0", "is a workbook of an old Excel, not text", _AS_CSV),
    (
        *(b"\x1f\x8b", "is a compressed file (gzip), not text"),
        "let its name end in .gz, unpack it, and take the file inside",
    ),
    (b"%PDF", "is a PDF, not text", ""),
    (b"<!doctype html", "is a web page", "download the file itself, not the page that shows it"),
    (b"<html", "is a web page", "download the file itself, not the page that shows it"),
    (
        *(b"version https://git-lfs", "holds a note of where Git LFS keeps the file, not the file"),
        "fetch the file itself: run `git lfs pull`",
    ),
)
"""What files of other kinds begin with, in small letters where they are text, what they are, and
what to do where it is not the right file that is needed.
"""
LONGEST_LINE = 100_000
"""More characters than any row has; the csv module takes no cell of more than 131,072."""
CellAt = Callable[[str, int], tuple[str, str]]
"""From a line and a place in it to the column and cell, or the words, that stand there."""


@dataclass
class TextFile:
    """A file of lines and what is wrong with it; `part` is what a line of it is called."""

    file: str
    part: str = "row"
    problems: list[Problem] = field(default_factory=list)

    def add(self, line: int, column: str, what: str, allowed: str, fix: str) -> None:
        """Note a problem of the file."""
        self.problems.append(Problem(self.file, line, column, what=what, allowed=allowed, fix=fix))


def decoded(raw: TextFile, content: bytes) -> str | None:
    """Return the text of a file with LF line ends; None where it is no text of a usual size, or
    two versions of a text.
    """
    if _is_no_text(raw, content):
        return None
    if content.startswith(b"\xef\xbb\xbf"):
        raw.add(1, "file", "begins with a byte order mark (BOM)", "UTF-8 without BOM", MEND)
        content = content[3:]
    if not content:
        report_empty(raw)
        return None
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        _report_byte(raw, content, error.start)
        return None
    text = _with_lf(raw, text)
    if _in_conflict(raw, text):  # before that is settled, nothing is mended
        raw.problems = [one for one in raw.problems if not one.fix.startswith(MEND)]
        return None
    return text


def report_empty(raw: TextFile) -> None:
    """Report a file without a line, whose rows are gone, unless the table never had any."""
    fix = f"{restored(raw.file)}; the header alone is right only for a table without rows"
    raw.add(0, "file", "is empty", "the header, and the rows below it", fix)


def _is_no_text(raw: TextFile, content: bytes) -> bool:
    """Report a file of another kind, in another encoding, or larger than any text."""
    if len(content) > MOST_BYTES:
        size = f"has {len(content) // 2**20} MiB"
        most = f"at most {MOST_BYTES // 2**20} MiB a file"
        raw.add(0, "file", size, most, "look for rows that were pasted many times")
        return True
    if told := of_another_kind(content):
        raw.add(0, "file", told[0], "text in UTF-8", told[1] or restored(raw.file))
        return True
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in content[:2]:
        raw.add(1, "file", "is UTF-16", "UTF-8", MEND)
        return True
    return False


def of_another_kind(content: bytes) -> tuple[str, str] | None:
    """Return what a file is that is no text, and what to do, if it can be of use; None where it
    may be text.
    """
    for begins, what, fix in NO_TEXT:
        if content[: len(begins)].lower() == begins.lower():
            return what, fix
    return None


def _report_byte(raw: TextFile, content: bytes, at: int) -> None:
    """Report a byte that is not UTF-8, and how other encodings have the cell, or words, with it."""
    line, begins = content.count(b"\n", 0, at) + 1, content.rfind(b"\n", 0, at) + 1
    column, around = _cell_with(content, begins, at)
    below = enumerate(content[begins:].split(b"\n"), line)
    more = likewise([number for number, each in below if not _is_utf8(each)][1:])
    meant = ", ".join(_readings(content[at : at + 1], around))
    what = f"has a letter that is not UTF-8 (byte 0x{content[at]:02x}){more}: {meant}"
    fix = (
        f"in a spreadsheet, see that it reads right or type it again, save as CSV UTF-8, and {MEND}"
    )
    fix = fix if raw.part == "row" else "type it again, and save as UTF-8"
    raw.add(line, column or raw.part, what, "UTF-8", fix)


def _readings(byte: bytes, around: bytes) -> Iterator[str]:
    """Yield what a byte and the words around it are in each other encoding that has it; the sign
    also by its name, as not every screen can show it.
    """
    for name, writer in (("cp1252", "Windows"), ("mac_roman", "an old Mac")):
        with suppress(UnicodeDecodeError):
            sign = unicodedata.name(byte.decode(name), "a control character").lower()
            yield f"{shown(around.decode(name, errors='replace'))} ({sign}) if {writer} wrote it"


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _cell_with(content: bytes, begins: int, at: int) -> tuple[str, bytes]:
    """Return column and cell of a byte in a table's line; where these are unclear, no column and
    the words around it.
    """
    parts = (content, content[begins:], content[begins:at])
    header, cells, before = (
        next(csv.reader([UNSEEN.sub("?", part.split(b"\n", 1)[0].decode("latin-1"))]), [])
        for part in parts
    )
    if begins and before and len(cells) == len(header):
        return header[len(before) - 1], cells[len(before) - 1].encode("latin-1")
    return "", content[max(begins, at - 20) : at + 20].split(b"\n")[0]


def _in_conflict(raw: TextFile, text: str) -> bool:
    """Report the merge conflicts that are left in a file, each where it begins."""
    if not any(mark * 7 in text for mark in "<=>"):
        return False
    marks = [(n, line[0]) for n, line in enumerate(text.split("\n"), 1) if CONFLICT.match(line)]
    parts: list[list[int]] = []
    for number, sign in marks:
        if sign == "<" or not parts:
            parts.append([])
        parts[-1].append(number)
    for own in parts:
        fix = f"keep what is right of both, and delete {_lines_named(own)} (<<<, ===, >>>)"
        what = f"contains a merge conflict, which ends in line {own[-1]}: two versions of a text"
        if len(own) == 1:
            sign = text.split("\n")[own[0] - 1][:7]
            what = f"is a mark, {sign}, of two versions of a text that were not merged"
            what += " (a merge conflict)"
            fix = f"keep the right lines next to it, and delete {_lines_named(own)}"
        raw.add(own[0], raw.part, what, "one version of each line", fix)
    return bool(marks)


def _lines_named(numbers: Sequence[int]) -> str:
    *first, last = map(str, numbers)
    return f"the lines {', '.join(first)} and {last}" if first else f"line {last}"


def _with_lf(raw: TextFile, text: str) -> str:
    """Report line ends of other systems once; a CR inside a line is an invisible character."""
    for end, where in (("\r\n", "CRLF"), ("\r", "CR")):
        count = text.count(end)
        if count and (end == "\r\n" or "\n" not in text):
            what = f"{count} lines end in {where}" if count > 1 else f"1 line ends in {where}"
            line = text.count("\n", 0, text.index(end)) + 1
            raw.add(line, raw.part, what, "LF line ends only", MEND)
            text = text.replace(end, "\n")
    return text


def report_unseen(raw: TextFile, text: str, cell_at: CellAt | None = None) -> None:
    """Report characters that nobody sees, each once a file, in the cell where it stands first."""
    lines = text.split("\n") if UNSEEN.search(text) else []
    first: dict[str, tuple[int, int]] = {}
    where: dict[str, list[int]] = {}
    for number, line in enumerate(lines, 1):
        found = {match.group(): match.start() for match in reversed([*UNSEEN.finditer(line)])}
        first = {char: (number, at) for char, at in found.items()} | first
        for char in found:
            where.setdefault(char, []).append(number)
    for char, (number, at) in first.items():
        line = lines[number - 1]
        column, cell = (cell_at or _around)(line, at)
        name = CONTROLS.get(char) or unicodedata.name(char, "control character").lower()
        more = likewise(where[char][1:])
        what = f"{shown(cell)} contains the invisible U+{ord(char):04X} ({name}){more}"
        fix = "put a space in its place" if char.isspace() else "type it again without the sign"
        raw.add(number, column or raw.part, what, "visible characters and spaces", fix)


def _around(line: str, at: int) -> tuple[str, str]:
    """Return no column, and the words around a character of a line."""
    return "", line[max(0, at - 20) : at + 20]


def likewise(lines: Sequence[int], verbs: tuple[str, str] = ("does", "do")) -> str:
    """Return that what is told of a line is so of others: by number, where they are few."""
    if not lines:
        return ""
    if len(lines) <= MOST_NAMED:
        return f", and so {verbs[len(lines) > 1]} {_lines_named(lines)}"
    return f", and so {verbs[1]} {len(lines)} more lines, from line {lines[0]} on"


def as_one(problems: Sequence[Problem]) -> list[Problem]:
    """Return problems with those as one that `mend` puts right: what another program did to a file
    is one cause, and so is what it did to all.
    """
    mended = [problem for problem in problems if problem.fix.startswith(MEND)]
    rest = [problem for problem in problems if not problem.fix.startswith(MEND)]
    if len(mended) < 2:
        return list(problems)
    first = mended[0]
    own = [problem for problem in mended if problem.file == first.file]
    others = len({problem.file for problem in mended}) - 1
    files = "1 more file is" if others == 1 else f"{others} more files are"
    more = f"; {files} to be mended, too" if others else ""
    what = ", ".join(dict.fromkeys(problem.what for problem in own)) + more
    allowed = ", ".join(dict.fromkeys(problem.allowed for problem in own))
    return [*rest, replace(first, what=what, allowed=allowed)]
