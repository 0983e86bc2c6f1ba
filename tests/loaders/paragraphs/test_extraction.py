"""Files become the paragraphs that locators count, whatever form they came in."""

from __future__ import annotations

import io

import pikepdf
import pytest

from loaders.audit.source_texts import read_text
from loaders.errors import DatasetError
from loaders.paragraphs.extraction import Extracted, extracted, readable

WRAPPED = """THE COUNT OF BOATS

In 2020 about 107,000 people died in the coun-
try, which is twenty-
five percent more than a year before, and the
number of boats in the harbour rose to 4,500 in
the same year.
  A new paragraph is indented and says that 30-
40 boats were well-
known to the office, in the country.

- an item with 3 boats and a text that is long
  enough to go on in the next line
- another
"""
PAGE = """<!doctype html><title>T</title><nav>Home 24/7</nav><header>Site 2026</header><main>
<h1>Deaths in 2020</h1><p>In 2020<sup><a href="#n1">[1]</a></sup> about
107,000&nbsp;people died.<a href="#n2">2</a> On the 19<sup>th</sup>, 5 km<sup>2</sup> burned.
<!-- 8 -->It was 3 &times; 10<sup>6</sup> t.<br>Same<br><br>Other 7.</p>
<table><tr><th>Year<th>Deaths<tr><td><p>2019</p><td>70,630</table><script>var a = 5</script>
<div>Loose 9 <p>inner 10</p> tail 11</div><p hidden>hid 6</p><pre>a 1
b 2</pre><ol><li id=n1>First, p. 12.<li id="n2">Second.</ol></main><footer>© 2026</footer>"""


def lines(found: Extracted) -> list[str]:
    read = read_text("", found.content).paragraphs
    assert len(read) == found.paragraphs
    return list(read)


def pdf(*pages: str) -> bytes:
    """Return a PDF with these streams of drawing, in Helvetica."""
    made = pikepdf.new()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    for drawing in pages:
        page = made.add_blank_page(page_size=(400, 600))
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
        page.Contents = made.make_stream(drawing.encode())
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def drawn(x: float, y: float, size: float, words: str) -> str:
    return f"BT /F {size} Tf {x} {y} Td ({words}) Tj ET\n"


def test_a_wrapped_text_is_joined_and_its_broken_words_too() -> None:
    found = extracted("boats.txt", WRAPPED.encode())
    assert lines(found) == [
        "THE COUNT OF BOATS",
        "In 2020 about 107,000 people died in the country, which is twenty-five percent more than "
        "a year before, and the number of boats in the harbour rose to 4,500 in the same year.",
        "A new paragraph is indented and says that 30-40 boats were well-known to the office, in "
        "the country.",
        "- an item with 3 boats and a text that is long enough to go on in the next line",
        "- another",
    ]
    assert extracted("again.txt", found.content) == found


@pytest.mark.parametrize(
    "content",
    [
        b"One line with 3 boats.\r\nAnother line with 4 boats.\r\n",
        "\ufeffA line.\n\n\nA longer line, of which nobody knows where it ends.".encode(),
    ],
)
def test_a_text_whose_lines_are_paragraphs_keeps_its_bytes(content: bytes) -> None:
    assert extracted("any.txt", content).content == content


def test_a_page_gives_its_text_in_order_with_marks_rows_and_no_menus() -> None:
    assert lines(extracted("page.html", PAGE.encode())) == [
        "# Deaths in 2020",
        "In 2020<sup>1</sup> about 107,000 people died.<sup>2</sup> On the 19th, 5 km² burned. "
        "It was 3 × 10<sup>6</sup> t. Same",
        "Other 7.",
        "Year | Deaths",
        "2019 | 70,630",
        *("Loose 9", "inner 10", "tail 11", "a 1", "b 2"),
        *("<sup>1</sup> First, p. 12.", "<sup>2</sup> Second."),
    ]


def test_a_pdf_gives_paragraphs_without_headers_and_with_its_notes_last() -> None:
    def page(number: int, *body: str) -> str:
        texts = [drawn(50, 570, 8, f"Yearly report 2024, page {number}"), *body]
        return "".join(texts)

    first = page(
        1,
        drawn(50, 500, 16, "Boats"),
        drawn(50, 460, 10, "In 2020"),
        drawn(83.6, 464, 6, "37"),
        drawn(97, 460, 10, "about 107,000 people of the inter-"),
        drawn(50, 447, 10, "national fleet died, and 4,500 boats were"),
        drawn(50, 100, 7, "37 The count of 2019, p. 12."),
    )
    second = page(
        2, drawn(50, 500, 10, "lost."), drawn(50, 470, 10, "2019"), drawn(120, 470, 10, "70")
    )
    third = page(3, drawn(50, 500, 10, "The end of 3 parts."))
    found = extracted("any", pdf(first, second, third))
    assert lines(found) == [
        "# Boats",
        "In 2020<sup>37</sup> about 107,000 people of the international fleet died, and 4,500 "
        "boats were lost.",
        "2019 | 70",
        "The end of 3 parts.",
        "<sup>37</sup> The count of 2019, p. 12.",
    ]
    assert found.left_out == ("Yearly report #, page #",)


def test_words_of_a_pdf_that_are_not_upright_are_named_among_what_is_left_out() -> None:
    turned = "BT /F 10 Tf 0 1 -1 0 30 200 Tm (Draft copy) Tj ET\n"
    body = "".join(drawn(50, 500 - 12 * n, 10, f"Boat {n} of the fleet.") for n in range(7))
    found = extracted("any", pdf(turned + body))
    assert "Boat 3 of the fleet." in found.text
    assert "Draft" not in found.text
    assert found.left_out == ("page 1, not upright: Draft copy",)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (pdf(""), "file: is a PDF without text; .*ocrmypdf"),
        (b"%PDF-1.7 damaged", r"file: cannot be read as a PDF \(\w+\); .*without a password"),
        (b"<html><script>1</script></html>", "file: is a web page without text"),
    ],
)
def test_a_file_without_a_text_is_refused(content: bytes, what: str) -> None:
    with pytest.raises(DatasetError, match=what):
        extracted("any", content)


def test_what_reads_texts_says_how_a_pdf_becomes_one() -> None:
    with pytest.raises(DatasetError, match=r"is a PDF; .*python -m loaders text a\.pdf"):
        readable(b"%PDF-1.7", "a.pdf")
