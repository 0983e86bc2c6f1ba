"""What a dataset says of itself: read whole, or each fault at its line."""

from __future__ import annotations

import pytest

from loaders.dataset import DATASETS
from loaders.schema.site import MEANINGS, Site
from loaders.storage.site_file import read_site, site_of


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name = Floods", 'site.toml:1: line: "name = Floods" cannot be read; allowed: name = '),
        ('\nnme = "Floods"', 'site.toml:2: nme: "nme" is not known here; allowed: name, '),
        ('nme = "Floods"', 'did you mean "name"?'),
        ('name = "U.S. floods"', "site.toml:1: name: "),
        ('licence = "MIT"', 'site.toml:1: licence: "MIT" is not allowed; allowed: the identifier'),
        ('lede = "Who\\nsays?"', "site.toml:1: lede: "),
        ("keywords = 7", "site.toml:1: keywords: "),
        (
            '[[questions]]\ntext = "Why?"',
            "site.toml:0: address: is missing; allowed: text, address",
        ),
        ('[[questions]]\ntext = "Why?"\naddress = "no page"', "site.toml:3: address: "),
        ('name = "A\u200bB"', "invisible U+200B"),
        (
            "<<<<<<< HEAD",
            "is a mark, <<<<<<<, of two versions of a text that were not merged (a merge conflict)",
        ),
    ],
)
def test_a_fault_is_told_at_its_line(text: str, message: str) -> None:
    _, raw = read_site(text.encode())
    assert message in "\n".join(map(str, raw.problems))


def test_what_is_left_out_is_as_everywhere() -> None:
    site, raw = read_site(b'name = "Flood figures"\n')
    assert raw.problems == []
    assert site == Site(name="Flood figures")
    assert [*MEANINGS] == [*Site.model_fields]


def test_the_site_of_these_figures_is_their_own() -> None:
    assert site_of(DATASETS).questions
    assert site_of(DATASETS).unit_words
