"""What Excel makes of assigned values, and formulas in the two spellings: plain Python, no LibreOffice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.libreoffice_engine.bridge.entry import Entry, entry
from tests.libreoffice_engine.bridge.formulas import to_calc, to_excel


@pytest.mark.parametrize(
    ("typed", "number", "number_format"),
    [
        ("01", 1, None),
        ("1.10", 1.1, None),
        (" 7 ", 7, None),
        ("-2.5", -2.5, None),
        ("1,500", 1500, "#,##0"),
        ("1,234.5", 1234.5, "#,##0.00"),
        ("50%", 0.5, "0%"),
        ("12.5%", 0.125, "0.00%"),
        ("1e3", 1000, "0.00E+00"),
        ("2026-11-23", 46349, "m/d/yyyy"),
        ("11/23/2026", 46349, "m/d/yyyy"),
        ("7:30", 0.3125, "h:mm"),
    ],
)
def test_text_that_looks_like_a_number_becomes_one(
    typed: str, number: float, number_format: str | None
) -> None:
    assert entry(typed) == Entry("number", number, number_format)


def test_one_slash_or_dash_between_numbers_makes_a_date_of_this_year() -> None:
    assert entry("1-2").number_format == entry("1/2").number_format == "d-mmm"


@pytest.mark.parametrize(
    "typed", ["1.1.1", "Sở KH&CN", "23/11/2026", "1,5", "12 345", "1.2.3.4", "%", "=", "1,50,000"]
)
def test_other_text_stays_text(typed: str) -> None:
    assert entry(typed) == Entry("text", typed)


def test_an_apostrophe_forces_text_and_disappears() -> None:
    assert entry("'01") == Entry("text", "01")
    assert entry("'=1+1") == Entry("text", "=1+1")


def test_booleans_and_error_names_are_recognised() -> None:
    assert entry("true") == entry(True) == Entry("boolean", True)
    assert entry("#n/a") == Entry("error", "#N/A")


def test_text_that_begins_like_a_formula_becomes_one() -> None:
    assert entry("=A1") == Entry("formula", "=A1")
    assert entry("-abc") == Entry("formula", "=-abc")
    assert entry("@SUM(A1)") == Entry("formula", "=SUM(A1)")


@given(st.text(min_size=1) | st.booleans() | st.integers(-(10**14), 10**14))
def test_in_a_text_cell_everything_stays_text(value: object) -> None:
    found = entry(value, text_format=True)
    shown = str(value).upper() if isinstance(value, bool) else str(value)
    assert found == Entry("text", shown[1:] if shown.startswith("'") else shown)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_stay_what_they_are(value: float) -> None:
    assert entry(value) == Entry("number", value)


@pytest.mark.parametrize(
    ("excel", "calc"),
    [
        ('=IF(A1="a,b;c",1,2)', '=IF(A1="a,b;c";1;2)'),
        ("=SUM(Vào!A1,'Tổng hợp'!$B$2:C3)", "=SUM($Vào.A1;$'Tổng hợp'.$B$2:C3)"),
        ("={1,2;3,4}", "={1;2|3;4}"),
        ("=SUM(tbl[Giá trị, năm],1)", "=SUM(tbl[Giá trị, năm];1)"),
        ("=tbl[[#This Row],[Mã]]*2", "=tbl[[#This Row];[Mã]]*2"),
        ("=COUNTIF('A, B'!A:A,1)", "=COUNTIF($'A, B'.A:A;1)"),
        ("=STDEV.P(A1,2)", "=STDEV.P(A1;2)"),
    ],
)
def test_formulas_change_their_spelling_both_ways(excel: str, calc: str) -> None:
    assert to_calc(excel) == calc
    assert to_excel(calc) == excel


def test_short_row_references_and_prefixes_of_new_functions_are_written_out() -> None:
    assert (
        to_calc("=_xlfn.IFS(tbl[@Mã]=1,tbl[@[Giá trị]])")
        == "=IFS(tbl[[#This Row];[Mã]]=1;tbl[[#This Row];[Giá trị]])"
    )
