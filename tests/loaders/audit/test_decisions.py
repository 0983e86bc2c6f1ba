"""Decisions on drafts go forward and back, pass over what is settled, and lose nothing."""

from __future__ import annotations

from loaders.audit.decisions import Decisions, excluded
from loaders.audit.drafts import placed_drafts
from loaders.quantities.unit_lookup import UnitKeys

TEXT = "In 2019, 30 to 40 boats.\nIn 2020 and 2021, 7 crews."


def test_dates_are_settled_together_and_back_opens_one_again() -> None:
    decisions = Decisions(placed_drafts(TEXT, "smith2024", UnitKeys([])))
    assert [draft.row.get("numeral", "") for draft in decisions.drafts] == [
        *("2019", "", "2020", "2021", "")
    ]
    assert decisions.dates() == [0, 2, 3]
    decisions.settle_dates()
    assert (decisions.at, decisions.dates()) == (1, [])
    decisions.decide([])  # left for later
    assert decisions.at == 4
    decisions.decide(excluded(decisions.drafts[4].row, "vague"))
    assert decisions.at == 5
    assert [row["numeral"] for row in decisions.decided] == ["2019", "2020", "2021", "7"]
    decisions.back()
    assert decisions.at == 4
    assert [row["numeral"] for row in decisions.decided] == ["2019", "2020", "2021"]


def test_an_exclusion_is_made_of_each_numeral_of_a_draft() -> None:
    [draft] = [one for one in placed_drafts(TEXT, "smith2024", UnitKeys([])) if one.start == 9]
    assert excluded(draft.row, "repeated") == [
        {
            "table": "exclusions",
            "document_id": "smith2024",
            "locator": "para 1",
            "numeral": numeral,
            "reason": "repeated",
        }
        for numeral in ("30", "40")
    ]
