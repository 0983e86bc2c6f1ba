"""Who says the same, and which claims of different documents share a root."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.analysis.disagreements import all_pairs
from loaders.analysis.provenance import relatives, rests_on, shared_root, with_roots
from loaders.dataset import Dataset, claims_in, typed
from loaders.queries.selection import OF_DOCUMENTS, selected
from loaders.storage.folder import read_files
from loaders.validation.check import contents
from tests.support.examples import fewer
from tests.support.ferries import DOCUMENTS
from tests.support.paths import GRAMMAR
from tests.support.printed import printed
from tests.support.tables import table

SERIES = {
    "line": {"producer": "Line office"},
    "nobody": {},
    "nobody-b": {},
    "level": {"measure": "stock"},
    "share": {"indicator_id": "ferry_share", "measure": "share"},
    "from-se": {"from_place_id": "SE", "producer": "Line office"},
}


def made(folder: Path, *claims: Mapping[str, str]) -> Dataset:
    """Return a dataset of three documents with these claims, `c0`, `c1` … by default alike."""
    shutil.copytree(GRAMMAR, folder / "ferries", dirs_exist_ok=True)
    folder = folder / "ferries"
    alike = {"low": "500", "high": "500", "unit": "passengers", "hedge": "exact", "period": "2001"}
    alike |= {"series_id": "nobody", "document_id": "berg2020", "locator": "para 1"}
    alike |= {"status": "observation", "added": "2026-01-02"}
    rows = [{"claim_id": f"c{place}", **alike, **claim} for place, claim in enumerate(claims)]
    rows = [{"as_printed": printed(row), **row} for row in rows]
    series = [
        {"series_id": name, "indicator_id": "ferry_passengers", "place_id": "NO"}
        | {"measure": "flow", **own}
        for name, own in SERIES.items()
    ]
    documents = [{"document_id": n, "kind": "analysed", "published": n[-4:]} for n in DOCUMENTS]
    (folder / "claims" / "ferries.csv").write_text(table("claims", rows))
    (folder / "series.csv").write_text(table("series", series))
    (folder / "documents.csv").write_text(table("documents", documents))
    with (folder / "units.csv").open("a") as units:
        units.write("fraction,fraction,fractions,,ratio,\n")
    return typed(read_files(contents(folder)), "1.0.0")


def roots(dataset: Dataset) -> list[str]:
    return list(with_roots(dataset, dataset.joined)["root"])


DAHL, EIDE = {"document_id": "dahl2021"}, {"document_id": "eide2022"}


def test_claims_of_one_producer_share_a_root(tmp_path: Path) -> None:
    dataset = made(tmp_path, {"series_id": "line"}, {"series_id": "line", **DAHL})
    marked = with_roots(dataset, dataset.joined)
    assert list(marked["root"]) == ["Line office"] * 2
    assert list(marked["root_kind"]) == ["producer"] * 2


def test_the_root_of_two_claims_is_told_by_its_kind(tmp_path: Path) -> None:
    dataset = made(tmp_path, {"reference_ids": "lund2019"}, {"reference_ids": "lund2019", **DAHL})
    one, other = claims_in(dataset.joined)
    assert shared_root(dataset, one, other) == ("work", "lund2019")
    assert shared_root(dataset, one, replace(other, reference_ids="")) == ("", "")


def test_an_unknown_producer_is_no_root(tmp_path: Path) -> None:
    assert roots(made(tmp_path, {}, DAHL)) == ["", ""]


def test_claims_that_cite_one_work_share_it(tmp_path: Path) -> None:
    dataset = made(
        tmp_path, {"reference_ids": "lund2019[7]"}, {"reference_ids": "x;lund2019", **DAHL}
    )
    assert roots(dataset) == ["lund2019"] * 2
    assert set(with_roots(dataset, dataset.joined)["root_kind"]) == {"work"}


def test_a_claim_that_cites_the_others_document_shares_its_root(tmp_path: Path) -> None:
    assert roots(made(tmp_path, {}, {"reference_ids": "berg2020[3]", **DAHL})) == ["berg2020"] * 2


def test_a_root_is_found_through_a_document_between(tmp_path: Path) -> None:
    dataset = made(
        tmp_path,
        {"reference_ids": "lund2019"},
        {"reference_ids": "berg2020", **DAHL},
        {"reference_ids": "dahl2021", **EIDE},
    )
    assert [row.claim_id for row in rests_on(dataset, claims_in(dataset.joined)[2])] == [
        "c1",
        "c0",
    ]
    ends = with_roots(dataset, dataset.joined.iloc[[0, 2]])
    assert list(ends["root"]) == ["lund2019"] * 2


def test_a_producer_is_found_through_a_document_between(tmp_path: Path) -> None:
    dataset = made(
        tmp_path,
        {"series_id": "line"},
        {"reference_ids": "berg2020", **DAHL},
        {"series_id": "line", **EIDE},
    )
    assert list(with_roots(dataset, dataset.joined.iloc[[1, 2]])["root"]) == ["Line office"] * 2


@pytest.mark.parametrize("other", [{"low": "700", "high": "700"}, {"period": "2009"}])
def test_another_number_of_a_cited_document_is_not_followed(
    tmp_path: Path, other: dict[str, str]
) -> None:
    dataset = made(
        tmp_path,
        {"reference_ids": "lund2019", **other},
        {"reference_ids": "berg2020", **DAHL},
        {"reference_ids": "lund2019", **EIDE},
    )
    assert rests_on(dataset, claims_in(dataset.joined)[1]) == []
    assert list(with_roots(dataset, dataset.joined.iloc[[1, 2]])["root"]) == ["", ""]


def test_documents_that_cite_each_other_come_to_an_end(tmp_path: Path) -> None:
    dataset = made(tmp_path, {"reference_ids": "dahl2021"}, {"reference_ids": "berg2020", **DAHL})
    assert "" not in roots(dataset)


def test_one_document_repeats_nobody(tmp_path: Path) -> None:
    assert roots(made(tmp_path, {"series_id": "line"}, {"series_id": "line"})) == ["", ""]


def test_another_origin_is_another_quantity(tmp_path: Path) -> None:
    assert roots(made(tmp_path, {"series_id": "line"}, {"series_id": "from-se", **DAHL})) == [
        "",
        "",
    ]


def test_what_is_not_in_force_is_not_marked(tmp_path: Path) -> None:
    gone = {"series_id": "line", "withdrawn": "2026-02-03", **DAHL}
    dataset = made(tmp_path, {"series_id": "line"}, gone)
    assert roots(dataset) == ["", ""]
    assert relatives(dataset, "c0").empty


def same(folder: Path, one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    dataset = made(folder, one, {**DAHL, **other})
    found = relatives(dataset, "c0")
    assert list(found["claim_id"]) == ["c1"]
    return bool(found["same"].iloc[0])


MORE_THAN = {"hedge": "more_than", "high": ""}
SHARE = {"series_id": "share", "unit": "percent", "low": "50", "high": "50"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {}),
        ({}, {"series_id": "nobody-b"}),
        (MORE_THAN, MORE_THAN),
        ({"period": ""}, {"period": ""}),
        ({"series_id": "level"}, {"series_id": "level", "period": "2001-06/2002"}),
        (SHARE, {**SHARE, "unit": "fraction", "low": "0.5", "high": "0.5"}),
    ],
)
def test_claims_say_the_same(tmp_path: Path, one: dict[str, str], other: dict[str, str]) -> None:
    assert same(tmp_path, one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {"low": "501", "high": "501"}),
        ({}, {**MORE_THAN, "low": "500"}),
        ({}, {**MORE_THAN, "low": "499"}),
        ({}, {"hedge": "about", "low": "400", "high": "600"}),
        ({}, {"period": ""}),
        ({}, {"period": "2002"}),
        ({}, {"period": "2001-01/2001-06"}),
        ({}, {"series_id": "level"}),
        (SHARE, {**SHARE, "unit": "fraction", "low": "0.4", "high": "0.4"}),
    ],
)
def test_claims_do_not_say_the_same(
    tmp_path: Path, one: dict[str, str], other: dict[str, str]
) -> None:
    assert not same(tmp_path, one, other)


@fewer(5)
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "document_id": st.sampled_from(DOCUMENTS),
                "series_id": st.sampled_from(["line", "nobody"]),
                "reference_ids": st.sampled_from(["", "lund2019", "berg2020", "dahl2021;eide2022"]),
                "low": st.sampled_from(["500", "600"]),
            }
        ),
        min_size=2,
        max_size=6,
    )
)
def test_a_shared_root_is_shared_both_ways(
    tmp_path_factory: pytest.TempPathFactory, claims: list[dict[str, str]]
) -> None:
    claims = [claim | {"high": claim["low"]} for claim in claims]
    dataset = made(tmp_path_factory.mktemp("made"), *claims)
    marked = with_roots(dataset, dataset.joined)
    assert list(marked["claim_id"]) == list(dataset.joined["claim_id"])
    shares = {
        (name, other)
        for name in dataset.joined["claim_id"]
        for other, root in relatives(dataset, name)[["claim_id", "root"]].itertuples(index=False)
        if root
    }
    assert shares == {(other, name) for name, other in shares}
    assert {name for name, _ in shares} == set(marked.loc[marked["root"] != "", "claim_id"])


def test_the_cdcs_deaths_have_one_root_in_two_documents(real: Dataset) -> None:
    beside = relatives(real, "breier2023-overdose-deaths-2021").set_index("claim_id")
    row = beside.loc["washington2024-overdose-deaths-2023"]
    assert (row["root"], bool(row["same"])) == ("CDC", False)


def test_who_says_the_same_agrees_and_gives_one_number(real: Dataset) -> None:
    """As Disagreements has it: 34,582, 36,661 and 34,723 are not what "more than 34,500" says."""
    pairs = {frozenset(c.claim_id for c in p.claims): p for p in all_pairs(real)}
    for claim_id in selected(real.joined, OF_DOCUMENTS)["claim_id"]:
        beside = relatives(real, claim_id)
        for other in beside.loc[beside["same"], "claim_id"]:
            pair = pairs.get(frozenset((claim_id, other)))
            assert pair is None or (pair.alike and not pair.apart), (claim_id, other)
    beside = relatives(real, "felbabbrown2020-homicides-2019")
    assert len(beside) > 2
    assert not beside["same"].any()


def test_nothing_is_changed_and_no_claims_are_no_roots(real: Dataset) -> None:
    before = real.joined.copy()
    assert with_roots(real, real.joined.iloc[[]]).empty
    with_roots(real, real.joined)
    assert before.equals(real.joined)
