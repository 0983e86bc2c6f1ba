"""Where the texts that were read are; they are no part of the project."""

from __future__ import annotations

import os
from pathlib import Path

TEXTS = Path(os.environ.get("CITED_FIGURES_TEXTS") or "texts-not-at-hand")
