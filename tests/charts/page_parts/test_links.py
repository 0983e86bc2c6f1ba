"""Addresses in texts are links, and nothing else is."""

from __future__ import annotations

from html import escape

import pytest

from charts.page_parts.links import with_links


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
