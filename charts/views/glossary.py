"""The words of the pages that need explaining, each explained once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

READ, DRAWN, WORDS_USED, NOT_HERE, ERROR = "read", "drawn", "words", "not-here", "error"
"""The parts of the page Method that links lead to."""
GLOSSARY: Mapping[str, str] = {
    "Claim": "One number that a document states, for one place and one period. Where claims are "
    "counted, those of official publications are told apart as official figures.",
    "Wording": "How firmly the document gives the number: about, more than, up to, a range, or "
    "with no hedge, which does not mean that it is exact. Also called its hedge.",
    "About": "No document says how far its “about” goes. Where we compute with such a number we "
    "take half a unit of its last digit that is not zero to each side: about 260 as 255 to 265, "
    "about a fifth (0.2) as 0.15 to 0.25; of “nearly 260” only what is below 260. That is our "
    "assumption.",
    "Status": "How the number came about: counted, estimated, projected, alleged, an opinion, "
    "proposed or hypothetical.",
    "Producer": "Whoever counted or estimated the number, not whoever repeated it.",
    "Document": "The report or official publication that states the number.",
    "Source": "The document and the place in it: ¶2 is its second paragraph, counted in lines of "
    "the text that are not blank. After “citing” stand the works that it names for the number.",
    "Place": "The place that the number is about.",
    "Part of the record": "Official figures are counted in parts too: at ports of entry and "
    "between them, of men and of women. Without a choice, the whole is shown.",
    "Time span": "Months, whole years, or 12 months that end in each month. Official months are "
    "added up where their office gives no such figures; claims about another length of time are "
    "left out and named below the chart.",
    "Series": "Numbers that count the same thing in the same way, by one producer. A line joins "
    "only these.",
    "Official record": "Figures from the publications of the offices that counted, such as final "
    "death counts. Charts draw them as a broad grey line behind the claims.",
    "Edition": "Offices publish a count several times: provisional, then final. Where a document "
    "does not say which one it quotes, the edition is not given.",
    "Measure": "What kind of number it is: a total, a level, a share, a price, a change.",
    "As printed": "The words of the document in which the number stands.",
}
"""One short explanation of each, for a hover and for the page Method."""


@dataclass(frozen=True)
class Answer:
    """The answer to what readers ask of the site or of a mark; `words` are those that they ask it
    by, `page` and `part` say where more stands.
    """

    title: str
    text: str
    words: str
    page: str = "method"
    part: str = ""


ANSWERS: Mapping[str, Answer] = {
    "sure": Answer(
        "How sure is a number?",
        "Each number's page says so in a sentence: how its document words it, whether it was "
        "counted, estimated or only claimed, whether the document repeats another source, and "
        "what the official figures say. Cited and recorded has all that can be checked.",
        "sure certain certainty uncertain uncertainty reliable reliability trust trustworthy "
        "accurate accuracy true credible confidence valid quality verified checked",
        "recorded",
    ),
    "export": Answer(
        "Save a chart or its numbers",
        "“Export and cite” below each chart saves it as a picture, slide, PDF, web page or table, "
        "each with its sources. Deck collects charts as slides.",
        "export save download csv excel xlsx spreadsheet table data png svg pdf picture image "
        "screenshot powerpoint pptx slide slides presentation print chart graph",
        "trends",
    ),
    "share": Answer(
        "Share or cite what you see",
        "The address of a page holds every choice you made: copy it. “Export and cite” below each "
        "chart has the link, what embeds the chart in another page, and the citation.",
        "share sharing link url address copy send embed iframe bookmark cite citation reference "
        "bibtex ris apa chart graph",
        "trends",
    ),
    "per_capita": Answer(
        "Numbers per 100,000 people",
        "On Trends, “View” reads counts per 100,000 people, where a population of the same place "
        "and year is here. What is computed so is marked.",
        "per capita head person people inhabitant resident rate population relative 100,000",
        "trends",
    ),
    "change": Answer(
        "Change on the year before, or an index",
        "On Trends, “View” reads a series as the change on the year before, or as an index with a "
        "year of your choice as 100.",
        "index indexed change growth percent percentage yearly annual base rebase",
        "trends",
    ),
    "scale": Answer(
        "A logarithmic scale",
        "On Trends, “View” offers a logarithmic scale: equal steps up are equal ratios.",
        "log logarithmic logarithm scale axis",
        "trends",
    ),
    "beside": Answer(
        "Two quantities in one view",
        "On Trends, “Second indicator” sets another quantity under the first, over the same years. "
        "Compare sets numbers of one kind side by side.",
        "together two both beside compare comparison overlay combine side chart graph",
        "trends",
    ),
    "filter": Answer(
        "Only some years, places or sources",
        "The slider chooses years; “Filters” chooses places, sources, producers and wording. "
        "The address keeps the choice.",
        "filter filters only range years restrict limit zoom select choose",
        "trends",
    ),
    "hollow": Answer(
        "What a hollow dot means",
        "The number is not included: “more than” (the line at the dot points up) or “less than” "
        "(it points down). Of a filled dot it is.",
        "hollow open empty white dot circle ring point mark marker symbol arrow",
        part=DRAWN,
    ),
    "filled": Answer(
        "What a filled dot means",
        "A single number, as printed. With a line upward it is “at least”, with a line downward "
        "“up to”; in a soft halo, “about”.",
        "filled solid dot circle point mark marker symbol halo blur shadow glow",
        part=DRAWN,
    ),
    "grey": Answer(
        "What the broad grey line is",
        "The official record: figures of the offices that counted, behind the numbers of "
        "reports. A dotted stretch leads to a figure that is not final.",
        "grey gray broad thick background dotted line curve official",
        part=DRAWN,
    ),
    "dashed": Answer(
        "What a dashed outline means",
        "Nobody counted this number: it is an allegation, an opinion, a projection, a proposal "
        "or a hypothetical, and says which.",
        "dashed dashes outline border line broken circle mark marker symbol",
        part=DRAWN,
    ),
    "signs": Answer(
        "What ?, ” and a diamond mean",
        "? stands where we inferred the period; ” at an official figure that was read in another "
        "work that quotes it; a diamond at a number that was computed here.",
        "question quotation sign diamond symbol mark marker inferred",
        part=DRAWN,
    ),
    "gaps": Answer(
        "Why a line has gaps",
        "A line joins two neighbouring numbers only if both are single numbers of one series, for "
        "periods of equal length with no gap between them. All else is a mark without a line.",
        "gap gaps line lines joined connected missing interrupted broken",
        part=DRAWN,
    ),
    "changed": Answer(
        "What changed in the figures",
        "What came in, what we corrected and why, what offices revised, and what was withdrawn, "
        "by day.",
        "changed changes new news updated update latest recent history version corrected "
        "correction corrections revised revision withdrawn changelog",
        "changes",
    ),
    "disagree": Answer(
        "Where sources disagree",
        "All numbers of one quantity, place and time that cannot both be right, the widest first.",
        "disagree disagreement disagreements differ difference conflict contradict "
        "contradiction contradictory inconsistent",
        "disagreements",
    ),
    "reading": Answer(
        "How a number is read",
        "One row is one number of one document, for one place and one period, with its words. "
        "The words decide how firm it is; nothing is rounded, averaged or made up.",
        "method methodology read rules process curated collected",
        part=READ,
    ),
    "missing": Answer(
        "What is not here",
        "The texts themselves, quantities without a number, and what the documents do not say.",
        "missing lacking absent coverage complete incomplete scope limits",
        part=NOT_HERE,
    ),
    "error": Answer(
        "Found an error?",
        "Each number's page and Method say whom to tell.",
        "error mistake wrong incorrect report contact feedback bug",
        part=ERROR,
    ),
    "verify": Answer(
        "Check a file that was saved here",
        "Verify reads which numbers a saved chart shows, at which version of the data, and "
        "whether any was corrected since.",
        "verify check file genuine authentic outdated",
        "verify",
    ),
}
"""What readers ask of the site and of its marks, by a name of ours."""
