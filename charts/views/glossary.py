"""The words of the pages that need explaining, each explained once."""

from __future__ import annotations

from collections.abc import Mapping

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
    "Figures for": "Months, whole years, or 12 months that end in each month. Official months are "
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
