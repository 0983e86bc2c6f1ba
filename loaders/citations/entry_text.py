"""One field of a BibTeX entry written anew; every other letter of the entry stays."""

from __future__ import annotations

import re

from loaders.citations.bibliography import OFFICE
from loaders.citations.latex import ESCAPES

AS_IT_IS = ("url", "doi")
"""Fields of which no sign is markup."""


def with_field(entry: str, name: str, value: str) -> str:
    """Return an entry in which a field has another value; without the field where that is empty.

    `entry` is the text from its @ to its last brace, `value` what stands between the field's
    braces. A field that the entry lacks comes last.
    """
    found = re.search(rf"(?i)(?<=[,\n])\s*{re.escape(name)}\s*=\s*", entry)
    line = f"\n  {name} = {{{value}}}"
    if found:
        end = _end_of_value(entry, found.end())
        rest = entry[end:]
        if value:
            return entry[: found.end()] + f"{{{value}}}" + rest
        return entry[: found.start()] + re.sub(r"^\s*,", "", rest)
    if not value:
        return entry
    body = entry.rstrip().removesuffix("}").rstrip()
    return f"{body}{'' if body.endswith(',') else ','}{line}\n}}"


def _end_of_value(entry: str, start: int) -> int:
    """Return where a field's value ends: behind its braces or quotes, or before a comma."""
    depth, quoted = 0, entry[start] == '"'
    for at in range(start, len(entry)):
        sign = entry[at]
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth < 0 or (depth == 0 and sign in ",\n" and not quoted):
            return at
        if depth == 0 and ((sign == '"' and quoted and at > start) or sign == "}"):
            return at + 1
    return len(entry)


def field_value(name: str, words: str) -> str:
    """Return what somebody typed as a field's value: an office in braces of its own, and signs that
    mean something to LaTeX escaped, unless BibTeX was typed.
    """
    text = words.strip()
    if name in AS_IT_IS or re.search(r"[\\{}]", text):
        return text
    signs = "".join(ESCAPES.get(sign, sign) for sign in text)
    office = name in ("author", "editor") and "," not in text and OFFICE.search(text)
    return f"{{{signs}}}" if office else signs
