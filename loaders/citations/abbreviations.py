"""What the short names of offices stand for, as the works that they wrote name them in full."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from loaders.citations.latex import unlatexed
from loaders.citations.works import Work


def spelled_out(works: Mapping[str, Work], names: Iterable[str]) -> str:
    """Return in a sentence what the capitals among names stand for, each once: `FAO: Food and
    Agriculture Organization.`; empty where no work's author tells.
    """
    full = {
        work.names: unlatexed(work.fields.get("author", ""))
        for work in works.values()
        if work.names.isupper() and " " not in work.names
    }
    told = [
        f"{name}: {full[name]}" for name in dict.fromkeys(names) if full.get(name, name) != name
    ]
    return f"{'; '.join(told)}." if told else ""
