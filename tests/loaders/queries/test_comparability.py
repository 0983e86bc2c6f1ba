"""Claims of a reader's own choice: what may stand on one axis, and why not."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from charts.builders.compare import compare
from charts.style.theme import LIGHT, WIDE
from loaders.dataset import Dataset
from loaders.queries.comparability import KINDS, groups, what_differs, why_apart
from loaders.values.codelists import MEASURES
from tests.support.real import REAL

IDS = sorted(REAL.claims["claim_id"])


def test_every_measure_is_of_some_kind() -> None:
    assert set(KINDS) == set(MEASURES)


def test_deaths_of_different_indicators_stand_on_one_axis(real: Dataset) -> None:
    picked = ["breier2023-overdose-deaths-2021", "breier2023-synthetic-2021"]
    (group,) = groups(real, picked)
    assert list(group.claims["claim_id"]) == picked
    assert why_apart(real, [group]) == []
    assert what_differs(real, group) == []


def test_hectares_and_deaths_do_not_and_a_sentence_says_why(real: Dataset) -> None:
    found = groups(real, ["felbabbrown2020-poppy-us-2017", "breier2023-overdose-deaths-2021"])
    assert [len(group.claims) for group in found] == [1, 1]
    (why,) = why_apart(real, found)
    assert why == (
        "Drug overdose deaths: measured in deaths; Opium poppy cultivation: in area. "
        "Nothing converts between them."
    )


def test_a_change_is_not_a_level(real: Dataset) -> None:
    changes = real.joined[real.joined["measure"] == "decrease"]["claim_id"]
    shares = real.joined[real.joined["measure"] == "share"]["claim_id"]
    found = groups(real, [str(shares.iloc[0]), str(changes.iloc[0])])
    assert why_apart(real, found) == [
        "Change in heroin seized: a decrease; Share of private vehicles that can be scanned: "
        "a share. The two cannot be read off one axis."
    ]


def test_shares_of_different_things_stand_side_by_side_and_say_so(real: Dataset) -> None:
    (group,) = groups(real, ["washington2024-guns-found", "lekhtman2023-guns-traced"])
    assert any(
        said.startswith("The shares are of different things: ")
        for said in what_differs(real, group)
    )


def test_an_unknown_or_repeated_claim_changes_nothing(real: Dataset) -> None:
    picked = ["breier2023-overdose-deaths-2021", "nobody", "breier2023-overdose-deaths-2021"]
    (group,) = groups(real, picked)
    assert len(group.claims) == 1
    assert groups(real, []) == []
    assert why_apart(real, []) == []


@settings(max_examples=40)
@given(st.lists(st.sampled_from(IDS), max_size=12))
def test_every_claim_is_in_one_group_and_every_group_can_be_drawn(picked: list[str]) -> None:
    found = groups(REAL, picked)
    held = [name for group in found for name in group.claims["claim_id"]]
    assert sorted(held) == sorted(set(picked))
    assert len(why_apart(REAL, found)) == max(len(found) - 1, 0)
    for group in found:
        assert compare(REAL, "Picked", group.claims, LIGHT, WIDE) is not None
