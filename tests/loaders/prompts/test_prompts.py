"""What is asked on a terminal: five answers for a known series, whole families for a new one."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from loaders.curation.defaults import claim_name, defaults, placed, read_number, strange_unit
from loaders.dataset import load
from loaders.errors import DatasetError
from loaders.prompts.session import HOW, Answers
from loaders.prompts.work import ask_field, ask_work
from loaders.validation.check import check
from tests.support.adding import copied, picture, texts
from tests.support.commands import run
from tests.support.paths import BASE
from tests.support.terminal import on_pty

pytestmark = pytest.mark.long

LIGHTS, FERRIES = "claims/lighthouses.csv", "claims/ferries.csv"
TODAY = date.today().isoformat()
OF_A_MONTH = (
    "period: About 90,000 passengers, estimated (Jan 2020) is of a month, and its series of a year."
)
ASK = "Write it? yes, no, more, or a column to change: "
PERIODS = "2018, 2018-02, 2018-02-14, 2018-01/2018-06, 2019?, [2018-12..2020-07], 2006/2024-04?"


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the test's answers be those of somebody at a terminal."""
    for place in ("loaders.commands.add", "loaders.commands.correct"):
        monkeypatch.setattr(f"{place}.on_terminal", lambda: True)


def answered(folder: Path, command: list[str], *answers: str) -> Result:
    return run(folder, *command, stdin="".join(f"{answer}\n" for answer in answers))


def test_a_new_year_of_a_known_series_is_five_answers(folder: Path, terminal: None) -> None:
    before = texts(folder)
    answers = ("passengers", "2020-01", "about 90,000 passengers", "para 5", "yes")
    result = answered(folder, ["add", "ferries"], *answers)
    line = (
        "ferryman2020-ferry-passengers-2020-01,passengers-fi-ee,2020-01,,90000,90000,,passengers,"
        f'about,"about 90,000 passengers",,,,,ferryman2020,para 5,,,estimate,,{TODAY},,,,'
    )
    assert result.output == (
        f"{HOW}\n"
        "  1 passengers-fi-ee\n"
        "      Ferry passengers, Estonia, from Finland, Port of Tallinn, final; "
        "last 1,200,000 to 1,400,000 passengers, estimated (2019)\n"
        "  2 drownings-gulf\n"
        "      Deaths by drowning, Gulf of Finland, Rescue Board, final; "
        "last up to 0.2 deaths per day (Jun 2018 – Aug 2018)\n"
        "  3 fare-ee\n"
        "      Fare, Estonia, Shipping Office, published fares; "
        "last 0.35 euros per kilometre (Jan 2020)\n"
        "new makes one\n"
        "Series: passengers\n"
        "Period, such as 2019, 2019-10 or 2018-10/2019-09 (-: none is given) [2020]: 2020-01\n"
        "Number, as printed: about 90,000 passengers\n"
        "  read as about 90,000, unit passengers\n"
        "Document and place [ferryman2020]: para 5\n"
        f"To {FERRIES}:\n  {line}\n{OF_A_MONTH}\n{ASK}yes\n"
        f"added 1 to {FERRIES}\n"
    )
    before[FERRIES] += line + "\n"
    assert texts(folder) == before
    check(folder)


def test_a_no_to_the_second_claim_keeps_the_first(folder: Path, terminal: None) -> None:
    first = ("passengers", "2020-01", "about 90,000 passengers", "para 5", "more")
    second = ("passengers", "2020-02", "about 95,000 passengers", "para 5", "no", "")
    before = texts(folder)
    result = answered(folder, ["add", "ferries"], *first, *second)
    assert result.output.endswith(f"Write the 1 row so far [Y/n]: \nadded 1 to {FERRIES}\n")
    (line,) = texts(folder)[FERRIES].removeprefix(before[FERRIES]).splitlines()
    assert line.startswith("ferryman2020-ferry-passengers-2020-01,")


def test_each_wrong_answer_is_told_at_once_and_asked_again(folder: Path, terminal: None) -> None:
    result = answered(
        folder,
        ["add", "ferries"],
        *("no", "", "ee", "1"),
        *("last year", "2020-01"),
        *("90 or 100,000 in 2 ports", "many", "90,000 boats"),
        *("", "para 26", "keeper2019 para 5", "nobody2020 5", "ferryman2020 para 5"),
        *("sure", "no"),
    )
    told = [line.strip() for line in result.stdout.splitlines() if "; allowed: " in line]
    series = "allowed: the number, name or words of a series of ferries, or new"
    assert told == [
        f'series_id: "no" is not one of them; {series}; ? lists them, new makes one',
        f"series_id: is empty; {series}; ? lists them, new makes one",
        'series_id: "ee" matches 2: passengers-fi-ee, fare-ee; '
        f"{series}; add a word, or give its number or name",
        'period: "last year" is not a period; '
        f"allowed: {PERIODS}; write the period in one of these forms",
        'as_printed: "90 or 100,000 in 2 ports" gives 2 numbers: "90 or 100,000", '
        '"2 ports"; allowed: the words of one number, such as about 110,000 deaths; '
        "copy the words from the first hedge word to the unit; give each a claim of its own; an "
        "interval is one number, as 28 to 35; so is an estimate with its range, as 10 million "
        "(range, 9–11 million)",
        'as_printed: "many" gives no number; allowed: the words of one number, such as '
        "about 110,000 deaths; copy the words from the first hedge word to the unit",
        "locator: is empty; allowed: para 60, para 112-113, "
        "page 3, table 1, row Year=2017; fill it in",
        'locator: "para 26" is outside the text, which has 25 '
        "paragraphs; allowed: para 1 to para 25; count the non-blank lines of the text",
        "period: 2020-01 begins after the document came out "
        "(2019-05); allowed: a period before publication, unless status is projection, proposal, "
        "hypothetical; correct the period or the status",
        'document_id: "nobody2020" is not in documents.csv; '
        "allowed: a key of documents; add a row to documents.csv, or correct the cell",
        'row: "sure" is not an answer here; allowed: yes, no, more, or a column; '
        "? lists the columns",
    ]
    assert '  read as 90,000, unit passengers ("boats" is not in units.csv)' in result.stdout
    kept = "4 answers kept: the same command goes on from there"
    assert result.stderr == f"\n{kept}\n\nnothing was added\n"
    assert result.exit_code == 1
    (folder / ".answers-ferries.json").unlink()
    assert texts(folder) == texts(copied(folder.parent / "untouched"))


def test_a_question_mark_lists_what_is_allowed(folder: Path, terminal: None) -> None:
    result = answered(folder, ["add", "ferries"], *("?", "fare", "?", "-", "?", "0.4", "?", "no"))
    for line in (
        "    1 passengers-fi-ee",
        f"  allowed: {PERIODS}; - where none is given",
        "  about 110,000 deaths, 70 to 90 percent, more than one in five, 105,007",
        "    3 shipping2020",
    ):
        assert line in result.output.splitlines()
    assert result.exit_code == 1


def test_a_column_is_changed_before_the_yes(folder: Path, terminal: None) -> None:
    result = answered(
        folder,
        ["add", "ferries"],
        *("passengers", "2020-01", "90,000", "para 5"),
        *("status", "seen", "estimat", "6", "2"),
        *("note", "Read twice.", "claim_id", "jan", "locator", "-", "para 6", "yes"),
    )
    last = texts(folder)[FERRIES].splitlines()[-1]
    assert last == (
        'jan,passengers-fi-ee,2020-01,,90000,90000,,passengers,exact,"90,000",,,,,ferryman2020,'
        f"para 6,,,estimate,Read twice.,{TODAY},,,,"
    )
    assert 'status: "seen" is not one of them; allowed: observation, estimate' in result.output
    assert result.exit_code == 0


def test_a_row_with_problems_cannot_be_agreed_to(folder: Path, terminal: None) -> None:
    """What was not asked for can be wrong: a series without a producer is one document's."""
    result = answered(
        folder,
        ["add", "lighthouses"],
        *("automated", "2020", "75%", "ferryman2020 para 3", "yes", "document_id"),
        *("keeper2019", "period", "2018", "yes"),
    )
    problem = (
        'series_id: "automated-harju" has no producer, but '
        "contains another document's claims; allowed: one document's claims in a series without a "
        "producer; make a series of its own, or name the producer"
    )
    assert problem in result.output.splitlines()
    assert "Write it? no, or a column to change: yes" in result.output
    assert (
        'row: "yes" is not an answer here; allowed: no, or a column; '
        "change the columns that the problems name" in result.output
    )
    assert texts(folder)[LIGHTS].splitlines()[-1].startswith("ferryman2020-automated-share-2020,")
    assert result.exit_code == 0


NEW_DOCUMENT = ("new", "pilot2021", "report", "Rand, Kai", "Pilots & ports", "2021", "", "")
TEXT = "One.\n\nIn 2020 about 90,000 people.\n"


def test_a_new_document_comes_with_its_work_and_its_claims(
    folder: Path, tmp_path: Path, terminal: None
) -> None:
    path = tmp_path / "pilot2021.txt"
    path.write_text(TEXT)
    result = answered(
        folder,
        ["add", "ferries"],
        *("passengers", "2020", "about 90,000 people", *NEW_DOCUMENT),
        *("analysed", "2021-0", "2021-05", "x" * 5000, str(path), "para 3", "para 2", "more"),
        *("fare", "2020-06", "0.4", "para 2", "yes"),
    )
    after = texts(folder)
    assert after["references.bib"].endswith(
        "\n@report{pilot2021,\n  author = {Rand, Kai},\n  title = {Pilots \\& ports},\n"
        "  year = {2021}\n}\n"
    )
    sha = hashlib.sha256(TEXT.encode()).hexdigest()
    assert after["documents.csv"].splitlines()[-1] == f"pilot2021,analysed,2021-05,{sha},2,,,"
    assert [line.split(",")[0] for line in after[FERRIES].splitlines()[-2:]] == [
        "pilot2021-ferry-passengers-2020",
        "pilot2021-fare-2020-06",
    ]
    assert result.output.splitlines()[-3:] == [
        "added 1 to references.bib",
        "added 1 to documents.csv",
        "added 2 to claims/ferries.csv",
    ]
    check(folder)


DRAFTED = "A report\n\nIn 2018, 64 lighthouses were lit, and 3 of 4 keepers had left.\n1\n"


def test_the_numerals_of_a_text_are_judged_one_by_one(
    folder: Path, tmp_path: Path, terminal: None
) -> None:
    path = tmp_path / "pilot2021.txt"
    path.write_text(DRAFTED)
    result = answered(
        folder,
        ["add", "lighthouses", "--draft", str(path)],
        *(*NEW_DOCUMENT[1:], "analysed", "2021-05"),
        "",  # 2018: a date, as drafted
        *("", "lit-ee", "2018", "yes"),  # 64 lighthouses: a claim, as drafted
        *("maybe", "enumeration", "enumeration"),  # 3, 4 keepers: no claims
        *("later", ""),  # the page's number: left for later
    )
    assert "2 of 5, para 2: In 2018, [64 lighthouses] were lit, and 3 of 4" in result.output
    assert (
        'reason: "maybe" is not an answer here; allowed: claim, later, done, date, period, name'
        in result.output
    )
    assert result.output.endswith(
        "Write the 6 rows so far [Y/n]: \nadded 1 to references.bib\nadded 1 to documents.csv\n"
        "added 1 to claims/lighthouses.csv\nadded 3 to exclusions.csv\n"
    )
    after = texts(folder)
    assert after["exclusions.csv"].splitlines()[-3:] == [
        "pilot2021,para 2,2018,date,",
        "pilot2021,para 2,3,enumeration,",
        "pilot2021,para 2,4,enumeration,",
    ]
    assert after[LIGHTS].splitlines()[-1] == (
        "pilot2021-lighthouses-lit-2018,lit-ee,2018,,64,64,,lighthouses,exact,64 lighthouses,,,,,"
        f"pilot2021,para 2,,,observation,,{TODAY},,,,"
    )
    again = answered(folder, ["add", "lighthouses", "--draft", str(path)], "done")
    assert "1 of 1, para 3: [1]" in again.output  # what was judged is not asked again
    assert again.stderr == "\nnothing was added\n"


def test_control_c_in_a_text_keeps_what_was_judged(
    folder: Path, tmp_path: Path, terminal: None
) -> None:
    path = tmp_path / "pilot2021.txt"
    path.write_text(DRAFTED)
    command = ["add", "lighthouses", "--draft", str(path)]
    new = [f"{cell}\n" for cell in (*NEW_DOCUMENT[1:], "analysed", "2021-05")]
    screen, code = on_pty(
        [*command, "--datasets", str(folder)],
        *(*new, "\n", "\n", "\x03"),  # a date, the series of a claim, and stopped there
    )
    assert "11 answers kept: the same command goes on from there" in screen
    assert code == 1
    result = answered(folder, command, "", "lit-ee", "2018", "yes", "done", "")
    assert "64 lighthouses: claim, later, done, or why it is not a claim: claim\n" in result.output
    assert result.output.endswith(f"added 1 to {LIGHTS}\nadded 1 to exclusions.csv\n")


def test_a_new_topic_comes_with_all_that_it_needs(folder: Path, terminal: None) -> None:
    result = answered(
        folder,
        ["add", "harbours"],
        *("y", "Harbours", "Ships, and who calls."),
        *("new", "calls-lv", "new", "ship_calls", "Calls of ships", "Ships that enter a harbour."),
        *("new", "ships", "ship", "ships", "", "vintge", ""),
        *("new", "LV", "Latvia", "", "Port of Riga", "", "flow", "A", ""),
        *("2018", "27 ships", "keeper2019 para 3", "observation", "yes"),
    )
    assert result.exit_code == 0, result.output
    assert (
        "Any of from_place_id, leaves_out, vintage, window_months (Enter: none): " in result.output
    )
    assert "27, unit ships\n" in result.output  # the unit that is new is known at once
    after = texts(folder)
    assert after["claims/harbours.csv"].splitlines()[-1] == (
        "keeper2019-ship-calls-2018,calls-lv,2018,,27,27,,ships,exact,27 ships,,,,,keeper2019,"
        f"para 3,,,observation,,{TODAY},,,,"
    )
    assert (
        after["series.csv"].splitlines()[-1] == "calls-lv,ship_calls,LV,,Port of Riga,,,,,flow,A,"
    )
    assert after["indicators.csv"].splitlines()[-1] == (
        "ship_calls,harbours,Calls of ships,Ships that enter a harbour.,ships,,,,,"
    )
    assert after["units.csv"].splitlines()[-1] == "ships,ship,ships,,ships,"
    assert after["places.csv"].splitlines()[-1] == "LV,Latvia,"
    assert after["topics.csv"].splitlines()[-1] == 'harbours,Harbours,"Ships, and who calls.",,'
    check(folder)


def test_the_world_is_a_place_by_its_name(folder: Path, terminal: None) -> None:
    result = answered(
        folder,
        ["add", "lighthouses"],
        *("new", "lit-world", "lighthouses_lit", "the world", "Union of Keepers", "", "stock", "A"),
        *("", "2018", "about 23,000 lighthouses", "keeper2019 para 3", "observation", "yes"),
    )
    assert result.exit_code == 0, result.output
    after = texts(folder)
    assert after["places.csv"].splitlines()[-1] == "X-WORLD,World,"
    assert "\nlit-world,lighthouses_lit,X-WORLD," in after["series.csv"]


def test_a_no_keeps_all_answers_and_a_column_of_a_parent_is_asked_anew(
    folder: Path, terminal: None
) -> None:
    result = answered(
        folder,
        ["add", "harbours"],
        *("?", "y", "Harbours", "Ships, and who calls."),
        *("new", "calls-lv", "new", "ship_calls", "Calls", "Ships that enter a harbour."),
        *("new", "ships", "ship", "ships", "", "comparison_id", "share", ""),
        *("new", "LV", "Latvia", "", "Port of Riga", "", "flow", "A", ""),
        *("2018", "back measure", "stock", "27 ships", "keeper2019 para 3", "observation", "no"),
    )
    refused = (
        'comparison_id: "share" is not one of them; allowed: a key of comparisons; '
        "? lists them, new makes one"
    )
    assert refused in result.output
    assert "  yes: its title and summary are asked for; no: nothing is asked\n" in result.output
    assert "\n29 answers kept: the same command goes on from there\n" in result.stderr
    again = answered(folder, ["add", "harbours"], "?", "yes", "title", "Calls of ships", "yes")
    assert "\n  yes: take them and ask the next question; no: ask everything anew\n" in again.output
    assert again.exit_code == 0, again.output
    assert "ship_calls,harbours,Calls of ships," in texts(folder)["indicators.csv"]
    assert ",Port of Riga,,,,,stock,A," in texts(folder)["series.csv"]
    assert texts(folder)["claims/harbours.csv"].count("\n") == 2
    check(folder)


def test_a_change_is_asked_what_it_is_measured_against(folder: Path, terminal: None) -> None:
    result = answered(
        folder,
        ["add", "lighthouses"],
        *("visitors", "2018", "some 12%", "2017", "ferryman2020 para 7", "yes"),
    )
    assert "base_period: 2017" in result.output
    assert (
        texts(folder)[LIGHTS]
        .splitlines()[-1]
        .startswith(
            "ferryman2020-visitors-change-2018,visitors-up-ee,2018,2017,12,12,,percent,about,"
        )
    )


def test_an_event_is_asked_for_by_its_own_columns(folder: Path, terminal: None) -> None:
    result = answered(
        folder,
        ["add", "events"],
        *("lamp-1901", "1901", "A lamp is lit", "A lamp is lit on the tower.", "lighthouses"),
        *("EE", "keeper2019", "para 8", "lit in 1901", "y"),
    )
    assert result.output.endswith("added 1 to events.csv\n")
    assert texts(folder)["events.csv"].splitlines()[-1] == (
        "lamp-1901,1901,A lamp is lit,A lamp is lit on the tower.,lighthouses,EE,keeper2019,para 8,"
        f"lit in 1901,,{TODAY}"
    )


@pytest.mark.parametrize(
    ("topic", "message"),
    [
        (
            "Ferries!",
            'topic: there is no topic "Ferries!"; allowed: lower-case letters',
        ),
        ("claims", 'topic: "claims" is a table\'s name; allowed: a key of topics'),
    ],
)
def test_a_name_that_is_no_topic_is_refused_before_any_question(
    topic: str, message: str, folder: Path, terminal: None
) -> None:
    result = answered(folder, ["add", topic])
    assert result.stdout.startswith(message)
    assert result.stderr == "1 problem, nothing was added\n"


def test_without_a_terminal_rows_have_to_be_handed_in(folder: Path) -> None:
    result = answered(folder, ["add", "ferries"], "1", "2020")
    assert result.stdout == (
        "row: contains no rows; allowed: at least one row; "
        "give flags, --paste FILE or --jsonl FILE\n"
    )
    assert result.exit_code == 1


def test_a_broken_dataset_is_told_before_any_question(folder: Path, terminal: None) -> None:
    (folder / "places.csv").write_text("place_id,name,parent\n")
    result = answered(folder, ["add", "ferries"], "1")
    assert result.stdout.startswith("places.csv:1: header: there are no rows below it")
    assert "Series" not in result.output


def test_a_correction_is_asked_for(folder: Path, terminal: None) -> None:
    result = answered(
        folder,
        ["correct", "ferryman2020-passengers"],
        *("lo", "period, as_printed", "2018", "up to 1.5 million", "Misread", "y"),
    )
    assert 'column: "lo" is not one of them; allowed: series_id, period' in result.output
    assert texts(folder)[FERRIES].splitlines()[-1] == (
        "ferryman2020-passengers-2,passengers-fi-ee,2018,,,1500000,,passengers,up_to,"
        "up to 1.5 million,,,,,ferryman2020,para 2,,,estimate,,"
        f"{TODAY},ferryman2020-passengers,Misread,,"
    )
    assert result.output.endswith("Write it [y/N]: y\nadded 1 to claims/ferries.csv\n")


def test_a_withdrawal_asks_why_and_takes_no_for_an_answer(folder: Path, terminal: None) -> None:
    before = picture(folder)
    result = answered(folder, ["withdraw", "shipping2020-fare"], "Misread", "n")
    assert result.stderr == "\nnothing was written\n"
    assert (result.exit_code, picture(folder)) == (1, before)


def test_what_follows_in_a_series_is_suggested() -> None:
    dataset = load(BASE)
    assert defaults(dataset, "passengers-fi-ee") == {
        "unit": "passengers",
        "status": "estimate",
        "document_id": "ferryman2020",
        "period": "2020",
    }
    assert defaults(dataset, "drownings-gulf").get("period") is None
    assert "base_period" not in defaults(dataset, "visitors-up-ee")


PASSENGERS = (
    "ferryman2020-more,passengers-fi-ee,{},,9,9,,passengers,exact,9,,,,,ferryman2020,para 2"
)
PASSENGERS += ",,,{},,2026-11-01,,,{}\n"


@pytest.mark.parametrize(
    ("period", "status", "withdrawn", "following", "of_the_new"),
    [
        ("2017", "observation", ",", "2020", False),
        ("", "observation", ",", "2020", False),
        ("2019", "observation", ",", "2020", True),
        ("[2018..2019]", "observation", ",", None, True),
        ("2020", "projection", "2026-11-02,It is not there.", "2020", False),
    ],
)
def test_a_series_goes_on_from_its_last_period_in_force(
    folder: Path,
    period: str,
    status: str,
    withdrawn: str,
    following: str | None,
    *,
    of_the_new: bool,
) -> None:
    with (folder / FERRIES).open("a", encoding="utf-8") as claims:
        claims.write(PASSENGERS.format(period, status, withdrawn))
    cells = defaults(load(folder), "passengers-fi-ee")
    assert cells.get("period") == following
    assert cells["status"] == (status if of_the_new else "estimate")


def test_a_claim_s_name_has_a_letter_from_b_where_it_is_taken() -> None:
    cells = {"document_id": "smith2024", "period": "2001-02/2001-03"}
    name = "smith2024-boats-2001-02-2001-03"
    assert claim_name(cells, "boats", []) == name
    assert claim_name(cells, "boats", [name]) == f"{name}-b"
    assert claim_name(cells, "boats", [name, f"{name}-b"]) == f"{name}-c"
    letters = [f"{name}-{chr(code)}" for code in range(ord("a"), ord("z") + 1)]
    assert claim_name(cells, "boats", [name, *letters]) == f"{name}-{date.today():%Y%m%d}"


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ("smith2024 para 13", ("smith2024", "para 13")),
        ("smith2024, ¶13", ("smith2024", "para 13")),
        ("13-14", ("old", "para 13-14")),
        ("smith2024 p. 2", ("smith2024", "page 2")),
        ("Paragraph 2", ("old", "para 2")),
        ("table 2", ("old", "table 2")),
        ("row Year=2017", ("old", "row Year=2017")),
        ("smith2024", ("smith2024", None)),
        ("", ("old", None)),
    ],
)
def test_a_document_and_a_place_are_one_answer(answer: str, found: tuple[str, str | None]) -> None:
    cells = placed(answer, "old")
    assert (cells["document_id"], cells.get("locator")) == found


def test_words_of_a_number_give_its_cells() -> None:
    dataset = load(BASE)
    cells = read_number(dataset, "more than one in five", "percent")
    assert (cells["low"], cells["hedge"], cells["unit"]) == ("0.2", "more_than", "percent")
    assert strange_unit(dataset, "90,000 boats") == "boats"
    assert strange_unit(dataset, "90,000 passengers") == ""
    with pytest.raises(DatasetError, match='"" gives no number'):
        read_number(dataset, "", "percent")


def test_a_document_and_its_work_are_asked_for(folder: Path, terminal: None) -> None:
    answers = ("published, 2", "A keeper", "back", "The keepers", "May 2019", "2019-07", "y")
    told = answered(folder, ["correct", "keeper2019"], *answers).output
    assert "  2 title        The last keepers\n" in told and " published    2019-05\n" in told
    assert '\n  published: "May 2019" is not a period' in told
    assert "  it was: A keeper\ntitle [The last keepers]: " in told
    assert told.endswith("Write it [y/N]: y\nwrote documents.csv, references.bib\n")
    after = texts(folder)
    assert "keeper2019,analysed,2019-07," in after["documents.csv"]
    assert "title = {The keepers}," in after["references.bib"]
    assert not [name for name in after if name.startswith(".answers")]


def test_control_c_keeps_the_answers_and_back_takes_one_away(folder: Path, terminal: None) -> None:
    before = picture(folder)
    screen, code = on_pty(["add", "ferries", "--datasets", str(folder)], "1\n", "2020-01\n", "\x03")
    assert screen.endswith(
        "\n2 answers kept: the same command goes on from there\n\nnothing was added\n"
    )
    left = picture(folder)
    assert (code, left.pop(".answers-ferries.json") and left) == (1, before)
    result = answered(folder, ["add", "ferries"], "", "80,000", "back", "90,000", "para 5", "yes")
    assert "2 answers of an earlier time are kept. Go on from them [Y/n]: " in result.output
    asked = "Period, such as 2019, 2019-10 or 2018-10/2019-09 (-: none is given): "
    assert f"Series: passengers-fi-ee\n{asked}2020-01" in result.output
    assert result.output.count("2020-01\n") == 1  # what stands is not told again after back
    assert "\n  it was: 80,000\nNumber, as printed: " in result.output
    assert result.output.endswith(f"added 1 to {FERRIES}\n")
    assert ",2020-01,,90000,90000,," in texts(folder)[FERRIES].splitlines()[-1]
    assert ".answers-ferries.json" not in picture(folder)


def test_an_office_is_an_author_without_any_braces(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = Answers(folder)
    for said, author in (
        (("Association of Ports", "yes"), "{Association of Ports}"),
        (("Kai Rand", "no"), "Kai Rand"),
    ):
        given = iter(said)
        monkeypatch.setattr("click.prompt", lambda *_, given=given, **__: next(given))
        asked = ask_field(answers, "report", "pilot2021", "author", by_whom=False)
        assert asked == {"author": author}


def test_an_article_is_asked_for_its_journal(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = Answers(folder)
    given = iter(("article", "", "Who calls at a port", "2021", "Port Journal", ""))
    monkeypatch.setattr("click.prompt", lambda *_, **__: next(given))
    ask_work(answers, "pilot2021")
    assert "  journal = {Port Journal}" in answers.rows[0].cells["bibtex"]
