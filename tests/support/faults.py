"""The broken datasets: those of tests/faults and those made from its base."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.support.paths import FAULTS

FERRIES, LIGHTS = "claims/ferries.csv", "claims/lighthouses.csv"
BIB = "references.bib"
Change = Callable[[bytes], bytes | None]
"""From the bytes of a file of base to the broken ones; None deletes the file."""


def _swap(old: bytes, new: bytes) -> Change:
    return lambda content: content.replace(old, new, 1)


def _conflict(content: bytes) -> bytes:
    """Return a file whose second row another branch has changed too."""
    lines = content.splitlines(keepends=True)
    own, other = lines[2], lines[2].replace(b"0.2", b"0.3")
    lines[2:3] = [b"<<<<<<< HEAD\n", own, b"=======\n", other, b">>>>>>> branch\n"]
    return b"".join(lines)


# What each of these folders changes: the file, how, and a line that the messages must name.
MADE: Mapping[str, tuple[str, Change, int]] = {
    "file_missing": ("places.csv", lambda _: None, 0),
    "bibliography_missing": (BIB, lambda _: None, 0),
    "claims_all_missing": (FERRIES, lambda _: None, 0),
    "file_empty": ("series.csv", lambda _: b"", 0),
    "file_of_100_megabytes": (FERRIES, lambda b: b * (100 * 2**20 // len(b) + 1), 0),
    "final_newline_missing": (FERRIES, lambda b: b[:-1], 4),
    "line_ends_crlf": (FERRIES, lambda b: b.replace(b"\n", b"\r\n"), 1),
    "line_ends_crlf_in_bibliography": (BIB, lambda b: b.replace(b"\n", b"\r\n"), 1),
    "line_ends_crlf_once": (FERRIES, _swap(b"\nshipping", b"\r\nshipping"), 3),
    "line_ends_lone_cr": (FERRIES, lambda b: b.replace(b"\n", b"\r"), 1),
    "cr_inside_cell": (FERRIES, _swap(b"one death in", b"one\rdeath in"), 3),
    "latin_1": (LIGHTS, _swap(b"an old keeper", "Jõgi".encode("latin-1")), 3),
    "latin_1_in_bibliography": (BIB, _swap(b"Tamm", "Jõgi".encode("latin-1")), 2),
    "utf_16": (FERRIES, lambda b: b.decode().encode("utf-16"), 1),
    "utf_16_without_mark": (FERRIES, lambda b: b.decode().encode("utf-16-le"), 1),
    "byte_order_mark": (FERRIES, lambda b: b"\xef\xbb\xbf" + b, 1),
    "byte_order_mark_in_bibliography": (BIB, lambda b: b"\xef\xbb\xbf" + b, 1),
    "nul": (FERRIES, _swap(b"up to", b"up\0 to"), 3),
    "tab_before_cell": (FERRIES, _swap(b"up to", b"\tup to"), 3),
    "zero_width_space": (FERRIES, _swap(b"up to", "up\u200b to".encode()), 3),
    "bidi_override": (FERRIES, _swap(b"up to", "\u202eup to".encode()), 3),
    "bidi_mark_of_arabic": (FERRIES, _swap(b"up to", "\u061cup to".encode()), 3),
    "bidi_in_bibliography": (BIB, _swap(b"A list", "\u202eA list".encode()), 23),
    "merge_conflict": (FERRIES, _conflict, 3),
    "merge_conflict_at_the_header": ("series.csv", lambda b: b"<<<<<<< HEAD\n" + b, 1),
    "merge_conflict_half_mended": (FERRIES, _swap(b"\nshipping", b"\n=======\nshipping"), 4),
    "merge_conflict_in_bibliography": (BIB, lambda b: b"<<<<<<< HEAD\n" + b, 1),
    "journal_damaged": (".pending.json", lambda _: b'{"claims/ferries.csv": "ferryman', 0),
    "journal_not_utf_8": (".pending.json", lambda _: b"\xff{}", 0),
    "journal_of_numbers": (".pending.json", lambda _: b'{"places.csv": 3}', 0),
    "journal_nested_without_end": (".pending.json", lambda _: b"[" * 100_000, 0),
}
COMMITTED = sorted(p.name for p in FAULTS.iterdir() if p.name not in {"base", *MADE})
BESIDE = {"intent.txt", "messages.txt"}
