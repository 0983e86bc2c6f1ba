"""What is told of a file that is no text, or not in UTF-8, to somebody who does not program."""

from __future__ import annotations

import pytest

from loaders.storage.encoding import TextFile, decoded, likewise, restored


@pytest.mark.parametrize(
    ("content", "what", "fix"),
    [
        (b"%PDF-1.7\n", "is a PDF, not text", restored("places.csv")),
        (
            b"version https://git-lfs.github.com/spec/v1\n",
            "holds a note of where Git LFS keeps the file, not the file",
            "fetch the file itself: run `git lfs pull`",
        ),
        (
            b"a\n\x80\nb\n\xff\n",
            'has a letter that is not UTF-8 (byte 0x80), and so does line 4: "€" (euro sign) if '
            'Windows wrote it, "Ä" (latin capital letter a with diaeresis) if an old Mac wrote it',
            "",
        ),
        (
            b"a\n\x81\n",  # Windows has no such letter
            'has a letter that is not UTF-8 (byte 0x81): "Å" (latin capital letter a with ring '
            "above) if an old Mac wrote it",
            "",
        ),
    ],
)
def test_what_is_no_text_is_explained(content: bytes, what: str, fix: str) -> None:
    raw = TextFile("places.csv")
    assert decoded(raw, content) is None
    [said] = raw.problems
    assert said.what == what
    assert said.fix == fix or not fix


def test_few_lines_are_named_and_many_counted() -> None:
    assert likewise([]) == ""
    assert likewise([3]) == ", and so does line 3"
    assert likewise([3, 5, 7], ("is", "are")) == ", and so are the lines 3, 5 and 7"
    assert likewise(range(3, 9)) == ", and so do 6 more lines, from line 3 on"
