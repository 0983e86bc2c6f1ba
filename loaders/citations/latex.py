"""The markup of BibTeX's fields as plain text."""

from __future__ import annotations

import re
import unicodedata

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


LETTER = r"(?:\{\s*\\?[A-Za-z]+\s*\}|\\[ij](?![A-Za-z])|[A-Za-z])"
"""What an accent stands on."""
ACCENT = (
    rf"\\[`'^\"~=.]\s*{LETTER}|\\[uvHtcdbkr](?:\s+{LETTER}|\{{[^{{}}]+\}})"
    r"|\\(?:o|O|l|L|ss|ae|AE|oe|OE|aa|AA|i|j|dh|DH|th|TH|dj|DJ|ng|NG|textendash|textemdash)"
    r"(?![A-Za-z])(?:\{\}|\s)?"
)
SPECIAL = re.compile(rf"\{{\s*(?P<braced>{ACCENT})\s*\}}|(?P<bare>{ACCENT})")
STYLED = re.compile(
    r"\\(?:emph|enquote|mkbib\w+|text(?:it|bf|sc|rm|tt|sf|up|normal))\s*(?=\{)|</?(?:i|b|sc|em)>"
)
"""Commands and tags that change how words look, as other programs write them."""
DASH = re.compile(r"(?<=[\s\d])-{2,3}(?=[\s\d])")
COMMAND = re.compile(r"\\[A-Za-z]+")


def decoded(text: str) -> str:
    """Return a BibTeX value with the letters that its accents stand for, and without styles."""
    if "\\" in text:
        text = SPECIAL.sub(_letter, text)
    text = text.replace("``", "“").replace("''", "”")
    return DASH.sub(lambda dash: "–" if len(dash[0]) == 2 else "—", STYLED.sub("", text))


def _letter(found: re.Match[str]) -> str:
    from pylatexenc.latex2text import LatexNodes2Text

    # A blank behind a command ends its name, where braces don't: \o re is øre.
    written = (found["braced"] or found["bare"]).strip()
    letter = LatexNodes2Text().latex_to_text(written)
    return unicodedata.normalize("NFC", str(letter).strip())


def commands(text: str) -> list[str]:
    """Return the commands of a BibTeX value that nothing here reads."""
    return COMMAND.findall(MARKUP.sub(" ", decoded(text)))


def unlatexed(text: str) -> str:
    """Return a BibTeX value on one line, without its braces, accents and escapes."""
    return re.sub(r"\s+", " ", MARKUP.sub(unescaped, decoded(text))).strip()


def braced(text: str) -> bool:
    """Tell whether one pair of braces holds the whole of a text."""
    depth = 0
    for place, sign in enumerate(text):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth == 0:
            return place > 0 and place == len(text) - 1
    return False


def unescaped(found: re.Match[str]) -> str:
    """Return the character that an escape stands for; nothing for a brace."""
    return ESCAPED.get(found["word"] or "", found["sign"] or "")
