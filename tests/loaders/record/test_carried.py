"""Figures of the record that are claims, too: each under its permanent name, in every edition."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from loaders.__main__ import main
from loaders.dataset import DATASETS, Claim, Dataset, claims_in, load
from loaders.history.diff import changes_between
from loaders.observations import NO_LONGER
from loaders.queries.as_of import Since, as_of, since
from loaders.queries.record import record_claims, revisions_of
from loaders.queries.record_choice import with_record
from loaders.queries.selection import Choice, trend_claims
from loaders.record.office_files import office_files, sha256
from loaders.record.refresh import Edition, refresh
from loaders.schema.file_names import CLAIMS, OBSERVATIONS, file_of
from loaders.storage.folder import Contents, contents
from tests.support.real import REAL
from tests.support.recorded import OBSERVED, OF_A_FILE, write_record
from tests.support.tables import table

FIRST, LATER = "2026-11-26", "2026-11-27"
NAME, SERIES = "shipping2020-passengers-2018", "passengers-fi-ee"
NAMED = {**OBSERVED, "vintage": FIRST, "value": "2018", "claim_id": NAME}


def office(folder: Path, name: str, *rows: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text("\n".join(["Port,Year,Passengers", *rows, ""]), encoding="utf-8")
    return folder / name


@pytest.fixture
def first(folder: Path, tmp_path: Path) -> Path:
    """Return an office's file of two years; the figure of the first has a permanent name."""
    path = office(tmp_path / "office", "first.csv", "Tallinn,2018,2018", "Tallinn,2019,2019")
    recipe = {**OF_A_FILE, "file_sha256": sha256(path), "series_id": SERIES}
    write_record(folder, [recipe], [NAMED])
    refresh(folder, office_files(path.parent), day=FIRST)
    return path


def named(dataset: Dataset) -> Claim:
    [claim] = claims_in(dataset.joined[dataset.joined["claim_id"] == NAME])
    return claim


def new_edition(folder: Path, first: Path, *rows: str) -> Dataset:
    path = office(first.parent, "second.csv", *rows)
    editions = {sha256(first): sha256(path)}
    refresh(folder, office_files(first.parent), day=LATER, edition=Edition(editions))
    return load(folder)


def test_an_observation_with_a_name_is_a_claim_of_its_series(folder: Path, first: Path) -> None:
    dataset = load(folder)
    claim = named(dataset)
    assert (claim.series_id, claim.document_id, claim.place_id) == (SERIES, "shipping2020", "EE")
    assert (claim.quantity.low, claim.quantity.high, claim.quantity.hedge) == (2018, 2018, "exact")
    assert claim.official
    assert claim.in_force
    assert (claim.added, claim.topic) == (FIRST, "ferries")
    assert claim.locator == "row Port=Tallinn & Year=2018"
    assert len(dataset.joined) == len(dataset.claims) == 1 + len(load_without(folder).claims)


def load_without(folder: Path) -> Dataset:
    write_record(folder, [], [])
    return load(folder)


def test_the_record_and_the_claim_are_one_figure(folder: Path, first: Path) -> None:
    dataset = load(folder)
    record = record_claims(dataset, ["office-passengers"])
    shown = with_record(dataset.joined, record, dataset.carried)
    assert Counter(shown["claim_id"])[NAME] == 1
    assert "office-passengers-2018" not in set(shown["claim_id"])
    assert "office-passengers-2019" in set(shown["claim_id"])


def test_a_later_edition_takes_the_name_of_the_same_figure_in_one_not_shown(folder: Path) -> None:
    earlier = {**OF_A_FILE, "series_id": SERIES, "group": "edition of 2019"}
    later = {**OF_A_FILE, "recipe_id": "passengers-now", "producer": "Port of Tallinn"}
    same = {**OBSERVED, "recipe_id": "passengers-now", "value": "2018"}
    write_record(folder, [earlier, later], [NAMED, same, {**same, "period": "2017"}])
    dataset = load(folder)
    shown = trend_claims(dataset, "ferry_passengers", Choice(grain="year"))
    assert shown.loc[shown["claim_id"] == NAME, "series_id"].tolist() == ["passengers-now"]
    assert "passengers-now-2018" not in set(shown["claim_id"])


def test_the_place_of_a_sum_of_a_years_months_is_its_months(folder: Path) -> None:
    of_months = {"period_columns": "Month", "period_form": "year of months", "operation": "sum"}
    write_record(folder, [{**OF_A_FILE, **of_months, "series_id": SERIES}], [NAMED])
    months = "Month=2018-01 to Month=2018-12"
    assert named(load(folder)).locator == f"row Port=Tallinn & {months}"


def test_a_revised_figure_keeps_its_name(folder: Path, first: Path) -> None:
    now = new_edition(folder, first, "Tallinn,2018,2020", "Tallinn,2019,2019")
    assert named(now).quantity.low == 2020
    assert revisions_of(now, named(now)) == [(FIRST, 2018)]
    before = as_of(now, date.fromisoformat(FIRST))
    assert (named(before).quantity.low, named(before).added) == (2018, FIRST)
    assert since(now, date.fromisoformat(FIRST)) == Since(0, 0, 0, observed=1)


def test_a_figure_that_its_file_gives_no_more_is_withdrawn(folder: Path, first: Path) -> None:
    now = new_edition(folder, first, "Tallinn,2019,2019")
    claim = named(now)
    assert (claim.state, claim.withdrawn, claim.withdrawal_reason) == (
        "withdrawn",
        LATER,
        NO_LONGER,
    )
    assert claim.quantity.low == 2018
    assert named(as_of(now, date.fromisoformat(FIRST))).in_force
    again = office(first.parent, "third.csv", "Tallinn,2018,2021", "Tallinn,2019,2019")
    editions = {sha256(first.parent / "second.csv"): sha256(again)}
    refresh(folder, office_files(first.parent), day="2026-11-28", edition=Edition(editions))
    assert named(load(folder)).in_force
    assert named(load(folder)).quantity.low == 2021


def test_a_figure_of_the_record_is_not_corrected_by_hand(folder: Path, first: Path) -> None:
    command = ["withdraw", NAME, "--reason", "Wrong.", "--yes", "--datasets", str(folder)]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 1
    assert "is a figure of the record, made from an office's file" in done.output


def moved(folder: Path, **cells: str) -> tuple[Contents, Contents]:
    """Return files with an official claim, and those in which an observation carries it."""
    recipe = {**OF_A_FILE, "series_id": SERIES}
    write_record(folder, [recipe], [OBSERVED])
    claim = {"claim_id": NAME, "series_id": SERIES, "period": "2018", "low": "1000"}
    claim |= {"high": "1000", "unit": "passengers", "hedge": "exact", "added": FIRST}
    claim |= {"document_id": "shipping2020", "locator": "table 2", "status": "observation"}
    path = folder / file_of(CLAIMS, "ferries")
    text, (_, row) = path.read_text(encoding="utf-8"), table(CLAIMS, [claim]).split("\n", 1)
    before = {**contents(folder), file_of(CLAIMS, "ferries"): (text + row).encode()}
    observed = {**OBSERVED, "vintage": FIRST, "claim_id": NAME, **cells}
    carrying = table(OBSERVATIONS, [observed]).encode()
    return before, {**contents(folder), file_of(OBSERVATIONS, "ferries"): carrying}


def test_a_claim_that_an_observation_carries_is_not_lost(folder: Path) -> None:
    made = changes_between(*moved(folder))
    assert made.anomalies == ()
    assert Counter(each.kind for each in made.rows) == {"moved": 2, "added": 1}


@pytest.mark.parametrize("cells", [{"value": "1001"}, {"period": "2019"}, {"vintage": LATER}])
def test_a_claim_that_has_changed_on_its_way_is_lost(folder: Path, cells: dict[str, str]) -> None:
    lost = changes_between(*moved(folder, **cells)).anomalies
    assert (CLAIMS, (NAME,), 0) in [each.key for each in lost]


def test_each_claim_that_the_record_carries_is_there_once() -> None:
    counts = Counter(REAL.joined["claim_id"])
    names = set(REAL.recorded["claim_id"]) - {""}
    assert names == set(REAL.carried.values())
    assert {counts[name] for name in names} <= {1}
    carried = REAL.joined[REAL.joined["claim_id"].isin(list(names))]
    assert carried["official"].all()
    assert carried["series_id"].isin(list(REAL.claimed_series.index)).all()


def test_no_name_that_a_claim_ever_had_is_lost() -> None:
    command = ["git", "log", "-p", "--format=", "--", "claims"]
    done = subprocess.run(command, cwd=DATASETS, capture_output=True, check=False)
    if done.returncode:
        pytest.skip("there is no history here")
    gone = re.findall(r"(?m)^-([a-z0-9-]+),", done.stdout.decode())
    assert set(gone) - {"claim-id"} <= set(REAL.claims["claim_id"])
