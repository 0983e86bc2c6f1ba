"""What an audit came to, in lines and words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from loaders.audit.claims import CODES, OK, Audited, Finding, outcomes
from loaders.audit.recomputation import FILE_CODES

MEANINGS = CODES | FILE_CODES


def finding_lines(findings: Sequence[Finding]) -> Iterator[str]:
    """Yield a line a finding; what is allowed and what to do is said once, not again of each."""
    said = set()
    for finding in findings:
        problem, advice = finding.problem, (finding.problem.allowed, finding.problem.fix)
        if advice in said:
            problem = replace(problem, allowed="", fix="")
        said.add(advice)
        yield f"{problem} [{finding.code}]"


def outcome_words(audited: Sequence[Audited], findings: Sequence[Finding]) -> str:
    """Return how many rows and numerals are in order, and how often each fault was found."""
    sound = f"{outcomes(list(audited))[OK]:,} rows and numerals are in order"
    counts = Counter(finding.code for finding in findings)
    faults = [f"{counts[code]:,} × {MEANINGS[code]} [{code}]" for code in MEANINGS if counts[code]]
    if not faults:
        return f"{sound}, and nothing is left to do"
    left = f"{len(findings):,} thing{'' if len(findings) == 1 else 's'} left to do"
    return "\n".join([f"{sound}; {left}:", *(f"  {fault}" for fault in faults)])
