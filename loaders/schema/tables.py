"""The tables of the dataset: each column described once, as pandera models.

The schema page, `datapackage.json`, the checks and the options of
`loaders add` are all made from these models. Every cell is read as text, so
each column is a text column with a pattern; `type` says what the text means.
Grain, names and meanings follow the data contract of the project.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandera.pandas as pa
from pandera.typing import Series

from loaders.schema.columns import (
    LOCATOR,
    PART,
    PLACE,
    REFERENCE,
    SHA256,
    SLUG,
    SLUG_ALLOWED,
    UNIT,
    column,
    count_column,
    date_column,
    key_column,
    list_column,
    number_column,
    period_column,
    rounded_column,
)
from loaders.schema.row_rules import COMPOUND_KEYS, MOST_WORDS, RULES
from loaders.values.codelists import (
    EDITIONS,
    FREQUENCIES,
    HEDGES,
    KINDS,
    MEASURES,
    MOVABLE,
    OBSERVATION_FLAGS,
    OPERATIONS,
    PERIOD_FORMS,
    PLACE_CODES,
    REASONS,
    STATUSES,
    VINTAGES,
    YES,
    Code,
)
from loaders.values.recipes import ALLOWED, CONDITIONS, FLAG_RULE, FORM, UNNAMED

FEW_WORDS = rf"[^\s=@+\-]\S*(?: \S+){{0,{MOST_WORDS - 1}}}"
LETTERS = "[a-z\u00df-\u024f]+"
SYNONYMS = rf"{LETTERS}(?:={LETTERS})+(?:;{LETTERS}(?:={LETTERS})+)*"
ANY_RULE = UNNAMED.sub("(?:", FLAG_RULE.pattern)
CLAIMED = "claim"
"""How `coverage.csv` calls the numerals that stand in claims."""
WAYS = {CLAIMED: Code("Claim", "the number of a claim"), **REASONS}


class Table(pa.DataFrameModel):
    """A table of text cells; an empty cell is a missing value."""

    class Config:
        """Exactly these columns, in this order."""

        strict = True
        ordered = True


class Topics(Table):
    """One row per topic; each has a file of claims."""

    topic: Series[str] = key_column("Name of the topic and of its file in `claims/`.")
    title: Series[str] = column("Title as a reader sees it.", required=True)
    summary: Series[str] = column("What the topic contains, in a sentence.", required=True)
    key_claim_ids: Series[str] = list_column(
        "The claims that stand for the topic on the first page, separated by semicolons.",
        of="claims",
        such_as="smith2024-deaths-2021;smith2024-share",
    )
    synonyms: Series[str] = column(
        "Words that readers use for one another in the topic, each in its singular, joined by `=`; "
        "the search takes each for all. Several groups are separated by semicolons.",
        pattern=SYNONYMS,
        allowed="words in small letters such as car=automobile;doctor=physician",
    )


class Comparisons(Table):
    """One row per comparison: indicators of one dimension that are read side by side."""

    comparison_id: Series[str] = key_column("Name of the comparison; no indicator has it.")
    title: Series[str] = column("Title as a reader sees it.", required=True)
    summary: Series[str] = column("What is compared, and what to mind.", required=True)


class UnitsTable(Table):
    """One row per unit: the closed list from which the units registry is built."""

    unit: Series[str] = key_column(
        "Name that claims use.", UNIT, "letters and _, with one / for a compound, such as USD/kg"
    )
    name: Series[str] = column("Name of one of them.", required=True)
    plural: Series[str] = column("Name of several.", required=True)
    symbol: Series[str] = column("What follows a number on an axis.")
    dimension: Series[str] = column(
        "What kind of quantity it measures. `mass`, `area`, `length` and `time` are physical; "
        "`ratio` is shared by percent, fraction and multiple; any other word is a dimension of "
        "its own, to and from which nothing converts. A compound's is that of its parts.",
        required=True,
    )
    per_capita: Series[str] = column(
        "The unit of such a count for each 100,000 people; empty where it is not read so.",
        refers="units",
    )


class Places(Table):
    """One row per place."""

    place_id: Series[str] = key_column(
        "ISO 3166-1 alpha-2 or 3166-2 code; otherwise our own code, which begins with X-.",
        PLACE,
        "an ISO 3166 code such as US or US-AZ, or X- and capitals",
    )
    name: Series[str] = column("Name as a reader sees it.", required=True)
    parent: Series[str] = column("The place that this one lies in.", refers="places")


class Indicators(Table):
    """One row per thing that is measured."""

    indicator_id: Series[str] = key_column("Name of the indicator.")
    topic: Series[str] = column("Its topic.", required=True, refers="topics")
    title: Series[str] = column(
        "Title as a reader sees it; a place that it names is not repeated.", required=True
    )
    definition: Series[str] = column("What exactly is measured, in your own words.", required=True)
    unit: Series[str] = column(
        "Unit that charts use; every claim's unit converts to it (a rate's to it per year).",
        required=True,
        refers="units",
    )
    base: Series[str] = column(
        "What a share is a share of, or a ratio a multiple of; empty: base not stated, or of a "
        "ratio the base period that each claim names."
    )
    part_of: Series[str] = column(
        "Indicator of the whole that this one is a part of.", refers="indicators"
    )
    numerator_id: Series[str] = column(
        "Of a share, a change or a rate, the indicator of the amount that is divided: the part of "
        "a whole, what changes, or what is counted.",
        refers="indicators",
    )
    denominator_id: Series[str] = column(
        "The indicator of the amount that it is divided by: the whole, what changes, of an "
        "earlier period, or the population.",
        refers="indicators",
    )
    comparison_id: Series[str] = column("The comparison that it is shown in.", refers="comparisons")


class SeriesTable(Table):
    """One row per series: claims that measure the same thing in the same way."""

    series_id: Series[str] = key_column("Name of the series.")
    indicator_id: Series[str] = column("What is measured.", required=True, refers="indicators")
    place_id: Series[str] = column("Where it was counted.", refers="places")
    from_place_id: Series[str] = column("Origin of a flow.", refers="places")
    producer: Series[str] = column(
        "Who counted or estimated it, not who repeated it. A series without one has one "
        "document's claims only."
    )
    scope: Series[str] = column("How it was counted: method, coverage.")
    leaves_out: Series[str] = column(
        "Indicator of a part that this count leaves out, though its indicator has it.",
        refers="indicators",
    )
    vintage: Series[str] = column(
        "Which of several counts of one thing it is; empty: there is only one.", codes=VINTAGES
    )
    window_months: Series[str] = count_column(
        "How many months each period has, where one ends in every month: such periods overlap, "
        "and are called by their end.",
        "[1-9][0-9]?",
    )
    measure: Series[str] = column("What kind of number it is.", required=True, codes=MEASURES)
    frequency: Series[str] = column(
        "How often a number comes out; empty: not regularly.", codes=FREQUENCIES
    )
    note: Series[str] = column("What a reader should know about the series.")


class Documents(Table):
    """One row per document whose numbers are curated here."""

    document_id: Series[str] = key_column("Key of the document, also in `references.bib`.")
    kind: Series[str] = column(
        "Analysed text, or official publication.", required=True, codes=KINDS
    )
    published: Series[str] = period_column(
        "When it came out: a year, a month or a day.", required=True
    )
    text_sha256: Series[str] = column(
        "SHA-256 of the text that was read.", pattern=SHA256, allowed="64 hexadecimal digits"
    )
    paragraphs: Series[str] = count_column("How many paragraphs (non-blank lines) the text has.")
    file_copy: Series[str] = column(
        "Which copy of its data file was read: address, commit, SHA-256."
    )
    note: Series[str] = column("What a reader should know about the document.")
    curated: Series[str] = column(
        "The part of the text that is curated, where it is not the whole: each numeral of these "
        "paragraphs is in a claim or an exclusion.",
        pattern=PART,
        allowed="para 1-12; para 20",
    )


class Exclusions(Table):
    """One row per numeral, or run of numerals, of a document that is not a claim."""

    document_id: Series[str] = column("The document.", required=True, refers="documents")
    locator: Series[str] = column(
        "Where it is; may be a range of paragraphs.",
        required=True,
        pattern=LOCATOR,
        allowed="para 60, para 155-243, page 3, table 1",
    )
    numeral: Series[str] = column(
        "The numeral as printed, or * for all of them; the row covers every occurrence in its "
        "locator, and a claim wins over *.",
        required=True,
    )
    reason: Series[str] = column("Why it is not a claim.", required=True, codes=REASONS)
    note: Series[str] = column("Your own words where the reason needs them.")


class Coverage(Table):
    """One row per document and way in which its numerals are accounted for; `audit` writes it."""

    document_id: Series[str] = column("The document.", required=True, refers="documents")
    accounted_by: Series[str] = column(
        "claim, or the reason of an exclusion.", required=True, codes=WAYS
    )
    numerals: Series[str] = count_column(
        "How many numerals of its text: digits and number words.", required=True
    )


class Claims(Table):
    """One row per numeric claim: one quantity, place and period of one document."""

    claim_id: Series[str] = key_column(
        "Permanent name, unique over all files, never used again.", label="Name of the claim"
    )
    series_id: Series[str] = column("The series it belongs to.", required=True, refers="series")
    period: Series[str] = period_column(
        "What the number is about. Empty: the document gives none; it is shown as of publication."
    )
    base_period: Series[str] = period_column(
        "What an increase, a decrease or a ratio over time is measured against.",
        label="Compared with",
    )
    low: Series[str] = number_column(
        "Lower bound in `unit`, as printed; a point has both, equal; of a vague word its floor, "
        "10000 for tens of thousands, 24 for a few dozen. A third, which is no decimal, is rounded "
        "to 0.3333."
    )
    high: Series[str] = number_column(
        "Upper bound in `unit`, as printed; a point has both, equal; of two vague words "
        "(thousands, perhaps tens of thousands) the floor of the second, and no limit."
    )
    best: Series[str] = number_column("The value that a source prints inside its own range.")
    unit: Series[str] = column("The printed unit.", required=True, refers="units")
    hedge: Series[str] = column(
        "How firmly the words give the number; it decides the form of the bounds.",
        required=True,
        codes=HEDGES,
        label="Wording",
    )
    as_printed: Series[str] = column(
        "The fewest words, at most 12, that contain the number and its hedge: an exact passage of "
        "the paragraph. Bounds, hedge and unit have to be what these words give. Where they differ "
        "`note` says why: it repeats the number in digits, quotes the word that hedges it "
        "(“approximately”), or quotes the unit's name.",
        allowed="at most 12 words",
        form=FEW_WORDS,
    )
    converted_low: Series[str] = number_column(
        "Lower bound in `converted_unit`, where the document itself converts the number; a point "
        "has both, equal."
    )
    converted_high: Series[str] = number_column("Upper bound in `converted_unit`.")
    converted_unit: Series[str] = column(
        "The unit to which the document itself converts the number.", refers="units"
    )
    computed: Series[str] = column(
        "For an official figure that comes from a file: which column was summed over which rows "
        "of the file with this SHA-256. The file is not part of the project.",
        pattern=UNNAMED.sub("(?:", FORM.pattern),
        allowed=ALLOWED,
        label="Rows of the file",
    )
    document_id: Series[str] = column(
        "The document that makes the claim.", required=True, refers="documents"
    )
    locator: Series[str] = column(
        "The place in the document; a paragraph is a non-blank line, counted from 1.",
        required=True,
        pattern=LOCATOR,
        allowed="para 60, para 112-113, page 3, table 1, row Year=2017",
        label="Place in the document",
    )
    reference_ids: Series[str] = column(
        "The works that the document gives for the number, separated by semicolons, each with an "
        "optional place in brackets.",
        pattern=rf"{REFERENCE}(?:;{REFERENCE})*",
        allowed="keys of references.bib separated by semicolons, such as fao2018[7]",
        label="Works that it cites",
    )
    attributed_to: Series[str] = column(
        "Whom the sentence credits, where that is neither a work nor the producer.",
        label="Credited to",
    )
    status: Series[str] = column("How the number came about.", required=True, codes=STATUSES)
    note: Series[str] = column("What was inferred, what it is added to, or what is odd.")
    added: Series[str] = date_column("Date on which the row came in.", required=True)
    supersedes: Series[str] = column(
        "The claim that this row corrects (our mistake).", refers="claims"
    )
    correction_reason: Series[str] = column("Why that claim was wrong, in your own words.")
    withdrawn: Series[str] = date_column("Date on which the claim was taken back.")
    withdrawal_reason: Series[str] = column("Why it was taken back, in your own words.")


class Events(Table):
    """One row per dated event that a document tells of: something that happened, not a number."""

    event_id: Series[str] = key_column("Permanent name, never used again.")
    date: Series[str] = period_column(
        "When it was, as exactly as the document says and no more; a ? marks what was inferred.",
        required=True,
    )
    title: Series[str] = column(
        "What happened, in your own words, as short as a chart needs.",
        required=True,
        pattern=r"\S.{0,44}",
        allowed="one line of at most 45 characters",
    )
    description: Series[str] = column(
        "What happened, in a sentence of your own words.", required=True
    )
    topics: Series[str] = list_column(
        "The topics on whose charts it can be shown, separated by semicolons.",
        of="topics",
        such_as="violence;prices",
        required=True,
    )
    place_id: Series[str] = column("Where it happened.", refers="places")
    document_id: Series[str] = column(
        "The document that tells of it.", required=True, refers="documents"
    )
    locator: Series[str] = column(
        "The place in the document; a paragraph is a non-blank line, counted from 1.",
        required=True,
        pattern=LOCATOR,
        allowed="para 60, para 112-113, page 3, table 1",
        label="Place in the document",
    )
    as_printed: Series[str] = column(
        "The words that carry the date or, where it was inferred, name the event: an exact "
        "passage of the paragraph, at most 12 words.",
        required=True,
        allowed="at most 12 words",
        form=FEW_WORDS,
    )
    note: Series[str] = column("What the date was inferred from, or what is odd.")
    added: Series[str] = date_column("Date on which the row came in.", required=True)


class Recipes(Table):
    """One row per recipe of the record: how an office's figures become one series, or a series
    for each place that a column of its file names.
    """

    recipe_id: Series[str] = key_column(
        "Name of the recipe, and of its series where it makes only one; no series has it."
    )
    indicator_id: Series[str] = column("What is measured.", required=True, refers="indicators")
    place_id: Series[str] = column(
        "Where it was counted. Empty: a series for each place of its observations.",
        refers="places",
    )
    place_column: Series[str] = column("The column of the file that names the place.")
    place_codes: Series[str] = column("How that column names places.", codes=PLACE_CODES)
    document_id: Series[str] = column(
        "The office's work, a document whose kind is official.", required=True, refers="documents"
    )
    producer: Series[str] = column("Who counted or estimated it.", required=True)
    scope: Series[str] = column("How it was counted: method, coverage, what is left out.")
    vintage: Series[str] = column(
        "Which of several counts of one thing it is; empty: there is only one.", codes=VINTAGES
    )
    window_months: Series[str] = count_column(
        "How many months each period has, where one ends in every month.", "[1-9][0-9]?"
    )
    measure: Series[str] = column("What kind of number it is.", required=True, codes=MEASURES)
    frequency: Series[str] = column(
        "How often a number comes out; empty: not regularly.", codes=FREQUENCIES
    )
    unit: Series[str] = column("Unit of the values.", required=True, refers="units")
    group: Series[str] = column(
        "What tells it from other series of its indicator and place, as a reader sees it."
    )
    base: Series[str] = column(
        "Whether it is shown with its indicator's claims without being asked for.", codes=YES
    )
    file_sha256: Series[str] = column(
        "SHA-256 of the office's file, or of several that follow each other, separated by "
        "semicolons. Empty: its observations were read on pages. The files are not part of the "
        "project.",
        pattern=rf"{SHA256}(?:;{SHA256})*",
        allowed="64 hexadecimal digits, or several such hashes separated by semicolons",
    )
    where: Series[str] = column(
        "Which rows of the file are kept; empty: all.",
        pattern=CONDITIONS,
        allowed="COLUMN=VALUE & COLUMN=VALUE|VALUE",
    )
    period_columns: Series[str] = column(
        "The columns that give the period, separated by semicolons.",
        allowed="COLUMN or COLUMN;COLUMN",
    )
    period_form: Series[str] = column("How these columns give it.", codes=PERIOD_FORMS)
    value_column: Series[str] = column("The column of the value.")
    low_column: Series[str] = column("The column of the office's own lower limit of the value.")
    high_column: Series[str] = column("The column of the office's own upper limit of the value.")
    operation: Series[str] = column("How rows become a value.", codes=OPERATIONS)
    flags: Series[str] = column(
        "Rules that flag observations, separated by semicolons and a space.",
        pattern=rf"{ANY_RULE}(?:; {ANY_RULE})*",
        allowed=(
            "all: FLAG, from PERIOD: FLAG, from PERIOD to PERIOD: FLAG, COLUMN=CELL: FLAG, "
            "or COLUMN~WORDS IN THE CELL: FLAG"
        ),
    )
    lag_months: Series[str] = count_column(
        "How many months after a period ends its figure comes out.", "0|[1-9][0-9]?"
    )
    edition: Series[str] = column("Whether more will come out.", required=True, codes=EDITIONS)
    note: Series[str] = column("What a reader should know about the series.")
    series_id: Series[str] = column(
        "The series of claims to which its figures with a `claim_id` belong.", refers="series"
    )


class Observations(Table):
    """One row per observation of the record: a recipe's value for one place and period.

    What the office changes later is a row more, with the day on which it came in: of a place and
    period the newest vintage holds. The rows stand in the order of their keys. One with a
    `claim_id` is a claim, too, of the series that its recipe names; an official figure that has
    words or a hedge of its own, or that corrects another claim, is a claim of its document, as an
    observation has neither and supersedes nothing.
    """

    recipe_id: Series[str] = column("The recipe.", required=True, refers="recipes")
    place_id: Series[str] = column("Where it was counted.", required=True, refers="places")
    period: Series[str] = column(
        "What the number is about: a year, a month, or a span of months.",
        required=True,
        type="edtf",
        form=r"[0-9]{4}(?:-[0-9]{2})?(?:/[0-9]{4}(?:-[0-9]{2})?)?",
        allowed="2018, 2018-02 or 2018-10/2019-09",
    )
    vintage: Series[str] = date_column(
        "The day on which this value came in, which `check` refuses in the future.", required=True
    )
    value: Series[str] = rounded_column(
        "The value in the recipe's unit; empty where a flag says why there is none."
    )
    low: Series[str] = rounded_column("The office's own lower limit.")
    high: Series[str] = rounded_column("The office's own upper limit.")
    flags: Series[str] = column(
        "What marks it, separated by semicolons.", several_of=OBSERVATION_FLAGS
    )
    locator: Series[str] = column(
        "The place in the document, of a value that was read on a page.",
        pattern=LOCATOR,
        allowed="page 3, table 1, figure 2",
    )
    claim_id: Series[str] = column(
        "Permanent name of the figure where it is a claim, too; each vintage of it has the same.",
        pattern=SLUG,
        allowed=SLUG_ALLOWED,
    )


class Redirects(Table):
    """One row per id that was given out and is now another: renamed, merged or split. Addresses
    that name it lead to what stands in its place, and `check --since` misses no row that it had.
    """

    table: Series[str] = column("The table whose row had it.", required=True, codes=MOVABLE)
    old_id: Series[str] = column(
        "The id that was given out; no row gets it again.",
        required=True,
        pattern=f"{SLUG}|{PLACE}",
        allowed=f"{SLUG_ALLOWED}; or a place's code",
    )
    new_ids: Series[str] = column(
        "The id that stands in its place. Of what was split all, separated by semicolons, first "
        "that to which addresses lead, which may be the old one.",
        required=True,
        pattern=rf"{SLUG}(?:;{SLUG})*|{PLACE}",
        allowed="ids of the table separated by semicolons, such as deaths_final;deaths_provisional",
    )
    reason: Series[str] = column("Why, in your own words.", required=True)
    added: Series[str] = date_column("Date on which the row came in.", required=True)


MODELS: Mapping[str, type[Table]] = {
    "topics": Topics,
    "units": UnitsTable,
    "places": Places,
    "comparisons": Comparisons,
    "indicators": Indicators,
    "series": SeriesTable,
    "documents": Documents,
    "claims": Claims,
    "exclusions": Exclusions,
    "coverage": Coverage,
    "events": Events,
    "recipes": Recipes,
    "observations": Observations,
    "redirects": Redirects,
}
"""The tables, parents first: the order in which `loaders add` writes them."""


def _schema(table: str) -> pa.DataFrameSchema:
    schema = MODELS[table].to_schema()
    schema.checks = [pa.Check(rule.test, name=rule.name) for rule in RULES.get(table, ())]
    for described in schema.columns.values():
        described.dtype = None  # all cells are read as text; to ask again takes a third of a check
    return schema


SCHEMAS: Mapping[str, pa.DataFrameSchema] = {table: _schema(table) for table in MODELS}
COLUMNS: Mapping[str, tuple[str, ...]] = {n: tuple(s.columns) for n, s in SCHEMAS.items()}
KEYS: Mapping[str, tuple[str, ...]] = {
    table: COMPOUND_KEYS.get(table) or (COLUMNS[table][0],) for table in MODELS
}
"""The columns that name a row of each table: its first."""


def facts(table: str, name: str) -> dict[str, str]:
    """Return what is known of a column: description, allowed, type, and refers if it is a key."""
    described = SCHEMAS[table].columns[name]
    known = {n: text for n, text in (described.metadata or {}).items() if isinstance(text, str)}
    return {"description": described.description or "", **known}


def label(table: str, name: str) -> str:
    """Return what people call a column, in forms and in a claim's history."""
    plain = name.removesuffix("_id").replace("_", " ").capitalize()
    return facts(table, name).get("label") or plain


def codes(table: str, name: str, kind: str = "codes") -> Mapping[str, Code]:
    """Return the code list of a column; empty where it has none. The `kind` `several_of` is that
    of a column of which a cell may hold several.
    """
    found: Mapping[str, Code] = (SCHEMAS[table].columns[name].metadata or {}).get(kind, {})
    return found


def pattern(table: str, name: str) -> str:
    """Return the pattern that a column's cells match as a whole; empty where any text will do."""
    checks = SCHEMAS[table].columns[name].checks
    return next((c.statistics["pattern"] for c in checks if c.name == "str_matches"), "")


def closed(table: str) -> frozenset[str]:
    """Return the columns whose cells have a form, a list or a table that they are checked by."""
    kinds = {name: facts(table, name) for name in COLUMNS[table]}
    return frozenset(
        name
        for name, known in kinds.items()
        if SCHEMAS[table].columns[name].checks or "refers" in known or known["type"] != "string"
    )


def foreign_keys(table: str) -> dict[str, tuple[str, str]]:
    """Return the foreign keys of a table: column → (table, column) that it refers to."""
    found = {name: facts(table, name).get("refers", "") for name in COLUMNS[table]}
    return {name: (to, COLUMNS[to][0]) for name, to in found.items() if to}


CHANGED_IN_PLACE = (
    "in place only `withdrawn` and `withdrawal_reason` are filled in, "
    "and `note` and the words around the number in `as_printed` may change"
)
