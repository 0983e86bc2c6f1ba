"""Tables as HTML: a long one shows its first rows and unfolds the others."""

from __future__ import annotations

from charts.page_parts.tables import FIRST, LEAST_FOLDED, table

LONG = [[f"row {n}"] for n in range(FIRST + LEAST_FOLDED)]


def test_a_long_table_has_its_first_rows_in_sight() -> None:
    found = table(("Name",), LONG, "Rows", held="1999–2010")
    shown, rest = found.split('<tbody class="cf-rest">')
    assert (shown.count(">row "), rest.count(">row ")) == (FIRST, LEAST_FOLDED)
    assert (
        f'</table><details class="cf-fold"><summary><span>{LEAST_FOLDED} more rows, 1999–2010<'
        in rest
    )


def test_a_table_that_is_hardly_longer_or_to_be_read_through_is_whole() -> None:
    assert "cf-rest" not in table(("Name",), LONG[1:], "Rows")
    assert "cf-rest" not in table(("Name",), LONG, "Rows", whole=True)
