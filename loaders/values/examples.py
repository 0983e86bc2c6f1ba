"""How words become codes and periods: an example of each, for whoever reads a text for the first
time. A test asks for one of each code, and reads those of hedges by the program's own reader.
"""

from __future__ import annotations

from collections.abc import Mapping

HEDGE_EXAMPLES: Mapping[str, str] = {
    "exact": "412 bridges",
    "about": "around 400 bridges",
    "nearly": "almost 400 bridges",
    "at_least": "at least 400 bridges",
    "perhaps_at_least": "perhaps at least 400 bridges",
    "more_than": "over 400 bridges",
    "perhaps_more_than": "perhaps more than 400 bridges",
    "less_than": "fewer than 400 bridges",
    "perhaps_less_than": "perhaps fewer than 400 bridges",
    "up_to": "as many as 400 bridges",
    "perhaps_up_to": "perhaps up to 400 bridges",
    "range": "between 300 and 400 bridges",
    "about_range": "about 300 to 400 bridges",
    "order_of_magnitude": "thousands of bridges",
}
STATUS_EXAMPLES: Mapping[str, str] = {
    "observation": "The ministry counted 412 bridges.",
    "estimate": "A survey puts the bridges in need of repair at 90.",
    "projection": "Traffic is forecast to reach 5 million crossings in 2030.",
    "allegation": "The suit says that the builder left out 40 tons of steel.",
    "opinion": "Two bridges are enough for any town, the mayor thinks.",
    "proposal": "The party would build 30 bridges by 2030.",
    "hypothetical": "If the toll doubled, 100,000 drivers would take the ferry.",
}
MEASURE_EXAMPLES: Mapping[str, str] = {
    "flow": "30 bridges were built in 2019",
    "stock": "412 bridges were open at the end of 2019",
    "cumulative": "120 bridges have been built since 2010",
    "rate": "three bridges a year are built: the unit says per what time",
    "share": "a third of the bridges: the indicator says of what",
    "price": "a crossing cost 5 dollars",
    "ratio": "a fifth of the toll of 2015: a multiple of 0.2, and no fall by a fifth",
    "increase": "the toll rose by 70% from 2015: 70, with 2015 as the base period",
    "decrease": "a cut of 70% from 2015: 70, with 2015 as the base period",
    "duration": "the bridge was shut for two years",
    "count": "four of the nine bridges on the list",
}
PERIOD_EXAMPLES: Mapping[str, str] = {
    "2019": "in 2019",
    "2019-02": "in February 2019",
    "2019-02-14": "on 14 February 2019",
    "2018/2020": "from 2018 to 2020, as one number",
    "2019-01/2019-06": "in the first half of 2019, which is never doubled",
    "2018-10/2019-09": "in fiscal year 2019, where it begins in October",
    "2021-05/2022-04": "in the 12 months to April 2022",
    "2006/2024-04?": "since 2006, in a text of April 2024: the end is ours, so it has a ?",
    "2019?": "last year, in a text of 2020: the note says from what the year was inferred",
    "../2019": "until 2019, with no beginning given",
    "[2018-12..2020-07]": "once, at some time between December 2018 and July 2020",
}
