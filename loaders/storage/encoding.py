"""The bytes of a file as the text that its editor sees: UTF-8, LF, and nothing invisible."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from loaders.errors import Problem

MOST_BYTES = 64 * 2**20
"""More than 200,000 claims in one file; a larger file is a mistake, and is not parsed."""

MEND = "run `python -m loaders mend`"
"""What puts a file right without a guess."""
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
    save = "save it as UTF-8 with LF line ends"
    if len(content) > MOST_BYTES:
        size = f"has {len(content) // 2**20} MiB"
        most = f"at most {MOST_BYTES // 2**20} MiB a file"
        raw.add(0, "file", size, most, "look for rows that were pasted many times")
        return None
    if content.startswith(b"PK\x03\x04"):
        raw.add(1, "file", "is a workbook, not text", "UTF-8", "save its sheet as CSV in UTF-8")
        return None
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in content[:2]:
        raw.add(1, "file", "is UTF-16", "UTF-8", MEND)
        return None
    if content.startswith(b"\xef\xbb\xbf"):
        raw.add(1, "file", "begins with a byte order mark (BOM)", "UTF-8 without BOM", MEND)
        content = content[3:]
    if not content:
        raw.add(0, "file", "is empty", "at least the header row", "restore the header row")
        return None
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        at = error.start - (content.rfind(b"\n", 0, error.start) + 1) + 1
        what = f"byte {at} of the line, 0x{content[error.start]:02x}, is not UTF-8"
        raw.add(line, raw.part, what, "UTF-8", save + " (it may be Latin-1 or Windows-1252)")
        return None
    text = _with_lf(raw, text)
    return None if _in_conflict(raw, text) else text


def _in_conflict(raw: TextFile, text: str) -> bool:
    """Report the merge conflicts that are left in a file, each where it begins."""
    if not any(mark * 7 in text for mark in "<=>"):
        return False
    marks = [at for at in enumerate(text.split("\n"), 1) if CONFLICT.match(at[1])]
    begun = [number for number, line in marks if line.startswith("<")]
    for number in begun or [number for number, _ in marks[:1]]:
        what, allowed = "contains a merge conflict, which begins here", "one version of each line"
        fix = "keep the right lines, and delete those that begin with <<<<<<<, ======= or >>>>>>>"
        raw.add(number, raw.part, what, allowed, fix)
    return bool(marks)


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


def without_unseen(raw: TextFile, text: str) -> str:
    """Report each line that holds a character that nobody sees, and go on without it."""
    report_unseen(raw, text)
    return UNSEEN.sub("", text)


def report_unseen(raw: TextFile, text: str) -> None:
    """Report characters that nobody sees, each once a line."""
    lines = text.split("\n") if UNSEEN.search(text) else []
    for line, content in enumerate(lines, 1):
        first = {found.group(): found.start() for found in reversed([*UNSEEN.finditer(content)])}
        for char, at in sorted(first.items(), key=lambda item: item[1]):
            name = CONTROLS.get(char) or unicodedata.name(char, "control character").lower()
            what = f"character {at + 1} of the line is the invisible U+{ord(char):04X} ({name})"
            raw.add(line, raw.part, what, "visible characters and spaces", "delete it")
