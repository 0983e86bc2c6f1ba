"""A dataset that has just begun, and its first claim with all that it names."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from loaders.__main__ import main

SAID = ("--name", "Flood Figures", "--organisation", "The River Desk", "--subject", "floods")
TOPIC = ("--topic", "Losses: homes & roads", "--summary", "What floods cost.")
ROWS = [
    {"table": "units", "unit": "homes", "name": "home", "plural": "homes", "dimension": "homes"},
    {
        **{"table": "indicators", "indicator_id": "homes_lost", "topic": "losses_homes_roads"},
        **{"title": "Homes lost", "definition": "Homes that a flood destroyed.", "unit": "homes"},
    },
    {"table": "places", "place_id": "PE", "name": "Peru"},
    {
        **{"table": "series", "series_id": "homes-lost-pe", "indicator_id": "homes_lost"},
        **{"place_id": "PE", "measure": "flow"},
    },
    {
        "table": "references",
        "bibtex": "@report{doe2024, author={Doe, Ann}, title={T}, year={2024}}",
    },
    {
        **{"table": "documents", "document_id": "doe2024", "kind": "analysed"},
        **{"published": "2024-05", "text_sha256": "0" * 64, "paragraphs": 4},
    },
    {
        **{"claim_id": "doe2024-homes-2023", "series_id": "homes-lost-pe", "period": "2023"},
        **{"low": 300, "high": 300, "unit": "homes", "hedge": "exact", "as_printed": "300 homes"},
        **{"document_id": "doe2024", "locator": "para 3", "status": "observation"},
    },
]
"""A first claim with all that it names."""


def new(folder: Path, *arguments: str, stdin: str = "") -> Result:
    return CliRunner().invoke(main, ["new", str(folder), *arguments], input=stdin)


def run(*arguments: str, stdin: str = "") -> Result:
    return CliRunner().invoke(main, [*arguments], input=stdin)
