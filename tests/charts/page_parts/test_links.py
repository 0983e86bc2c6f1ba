"""Links to views, to copies of files, and of addresses in texts, where nothing else is one."""

from __future__ import annotations

from html import escape

import pytest

from charts.page_parts.links import copy_link, link, with_links
from loaders.dataset import Dataset


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Title. https://a.org/b-c_d?x=1&y=2", "https://a.org/b-c_d?x=1&y=2"),
        ("<em>Title</em>. http://a.org/x.html", "http://a.org/x.html"),
        ("Quoted by K (ktar.com/story/5244016).", "https://ktar.com/story/5244016"),
        ("github.com/a/b-c_4, commit 12", "https://github.com/a/b-c_4"),
        ("Title <a href=http://a.example>a</a>", ""),
        ("Read at documentcloud.org (4475520), 1/2 of it; a.b@c.org/x", ""),
    ],
)
def test_an_address_in_a_text_is_a_link(text: str, address: str) -> None:
    html = with_links(text if text.startswith("<") else escape(text))
    assert html.count("<a ") == bool(address)
    assert f'href="{escape(address)}"' in html or not address


def test_a_link_to_a_view_is_its_address_below_the_root() -> None:
    assert link("trends", "A & B", indicator="a", place=["MX", "US"], group="") == (
        '<a href="/trends?indicator=a&amp;place=MX&amp;place=US">A &amp; B</a>'
    )


def test_each_copy_that_names_a_commit_is_a_link_to_it(real: Dataset) -> None:
    copies = real.documents["file_copy"]
    named = copies[copies.str.contains("commit")]
    for name, copy in named.items():
        repository, commit = copy.split(",")[0], copy.split("commit ")[1][:40]
        assert f'href="https://{repository}/tree/{commit}"' in copy_link(real, str(name))
