"""The markup of BibTeX's fields as plain text."""

from __future__ import annotations

import re

ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",  # BibTeX counts the brace of `\{` too, so that cannot stand alone
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}
"""How the characters that mean something to LaTeX are written in BibTeX."""
ESCAPED = {written.removesuffix("{}"): sign for sign, written in ESCAPES.items()}
MARKUP = re.compile(
    r"(?P<word>\\text(?:backslash|braceleft|braceright|asciitilde|asciicircum))"
    r"(?:\{\}|(?![A-Za-z]) ?)|\\(?P<sign>[&%$#_{}])|[{}]"
)


def unlatexed(text: str) -> str:
    """Return a BibTeX value on one line, without its braces and escapes."""
    return re.sub(r"\s+", " ", MARKUP.sub(unescaped, text)).strip()


def unescaped(found: re.Match[str]) -> str:
    """Return the character that an escape stands for; nothing for a brace."""
    return ESCAPED.get(found["word"] or "", found["sign"] or "")
