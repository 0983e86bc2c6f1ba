"""Where the project's and the tests' own files are."""

from pathlib import Path

TESTS = Path(__file__).parents[1]
ROOT = TESTS.parent
FAULTS, GOLDEN, GRAMMAR, LANGUAGE = (
    TESTS / name for name in ("faults", "golden", "grammar", "language")
)
BASE = FAULTS / "base"
