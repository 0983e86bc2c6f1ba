"""Notes below a figure in as many lines as there is room for: what is left out is counted."""

from __future__ import annotations

from collections.abc import Sequence

from charts.style.fonts import wrap

FOOT = "Cited Figures, data "
"""How the end of a source note begins, which is never left out."""
MORE = "And {count} more, in the table of the chart's rows."
MORE_SOURCES = "and {count} more, in full in the description that this file carries."


def condensed(texts: Sequence[str], width: float, size: int, most: int | None) -> list[str]:
    """Return texts, each beginning a line, in at most `most` lines (None: as many as they take);
    `width` is a line's in pixels, `size` the font's.

    The last is the source note, which is kept longest: the texts before it are left out from
    the end on, and one line counts them; then the sources themselves, counted too. Nothing is cut
    within a statement, so that the least there is may be longer than `most`.
    """
    lines = _lines(texts, width, size)
    if most is None or len(lines) <= most or not texts:
        return lines
    *statements, note = texts
    for kept in range(len(statements) - 1, -1, -1):
        counted = MORE.format(count=len(statements) - kept)
        lines = _lines([*statements[:kept], counted, note], width, size)
        if len(lines) <= most:
            return lines
    counts = [MORE.format(count=len(statements))] if statements else []
    for shorter in _shorter(note):
        lines = _lines([*counts, shorter], width, size)
        if len(lines) <= most:
            break
    return lines


def _shorter(note: str) -> list[str]:
    """Return the note with ever fewer sources, none at last."""
    sources, foot = note[: note.rfind(FOOT)], note[note.rfind(FOOT) :]
    pieces = sources.rstrip(". ").split("; ")
    found = [
        f"{'; '.join(pieces[:kept])}; {MORE_SOURCES.format(count=len(pieces) - kept)} {foot}"
        for kept in range(len(pieces) - 1, 0, -1)
    ]
    return [*found, f"Sources: {len(pieces)}, in full in the description of this file. {foot}"]


def _lines(texts: Sequence[str], width: float, size: int) -> list[str]:
    return [line for text in texts for line in wrap(text, width, size)]
