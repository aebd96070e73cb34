"""The LibreOffice engine reads and writes values as Excel does."""

from __future__ import annotations

import datetime as dt
import math

import numpy as np
import pandas as pd
import pytest
import xlwings as xw

from tests.libreoffice_engine import ComError

pytestmark = pytest.mark.libreoffice


@pytest.fixture
def sheet(excel: xw.App) -> xw.Sheet:
    return excel.books.add().sheets[0]


def test_a_block_comes_back_as_it_was_written(sheet: xw.Sheet) -> None:
    block = [
        ["Mã", 1.5, True],
        ["Đúng", dt.datetime(2026, 11, 23, 7, 30), False],
        [None, -3.0, "ký tự “lạ” 😀"],
    ]
    sheet["B2"].value = block
    assert sheet["B2:D4"].value == block


def test_cells_never_written_are_none(sheet: xw.Sheet) -> None:
    assert sheet["A1"].value is None
    assert sheet["A1:B2"].options(ndim=2).value == [[None, None], [None, None]]


def test_a_whole_column_can_be_read(sheet: xw.Sheet) -> None:
    sheet["A3"].value = 5
    column = sheet["A:A"].value
    assert len(column) == 1_048_576
    assert column[:4] == [None, None, 5.0, None]


def test_shapes_follow_the_ndim_option(sheet: xw.Sheet) -> None:
    sheet["A1"].value = [[1, 2], [3, 4]]
    assert sheet["A1:B1"].value == [1.0, 2.0]
    assert sheet["A1:B1"].options(ndim=2).value == [[1.0, 2.0]]
    assert sheet["A1"].options(ndim=2).value == [[1.0]]


def test_none_nan_and_missing_values_of_pandas_clear_a_cell(sheet: xw.Sheet) -> None:
    sheet["A1"].value = [["x"] * 4]
    sheet["A1"].value = [[None, math.nan, pd.NA, pd.NaT]]
    assert sheet["A1:D1"].value == [None] * 4


def test_numpy_and_pandas_scalars_are_taken(sheet: xw.Sheet) -> None:
    sheet["A1"].value = [[np.float64(1.5), np.int64(2), np.bool_(True), pd.Timestamp(2026, 1, 2)]]
    assert sheet["A1:D1"].value == [1.5, 2.0, True, dt.datetime(2026, 1, 2)]


def test_a_dataframe_makes_the_round_trip(sheet: xw.Sheet) -> None:
    frame = pd.DataFrame({"Tỉnh": ["Bắc Ninh", "Hà Nội"], "Điểm": [42.83, 62.86]})
    sheet["A1"].options(index=False).value = frame
    read = sheet["A1"].options(pd.DataFrame, index=False, expand="table").value
    pd.testing.assert_frame_equal(read, frame, check_dtype=False)


def test_text_of_digits_loses_its_zero_in_a_general_cell_but_not_in_a_text_cell(sheet: xw.Sheet) -> None:
    sheet["B1:B2"].number_format = "@"
    sheet["A1"].value = [["01", "01"], ["1.10", "1.10"]]
    assert sheet["A1:B2"].value == [[1.0, "01"], [1.1, "1.10"]]


def test_numbers_and_formulas_become_text_in_a_text_cell(sheet: xw.Sheet) -> None:
    sheet["A1:A2"].number_format = "@"
    sheet["A1"].value = [[5], ["=1+1"]]
    assert sheet["A1:A2"].value == ["5", "=1+1"]


def test_dates_get_a_date_format_only_in_general_cells(sheet: xw.Sheet) -> None:
    sheet["A1"].number_format = "dd/mm/yyyy"
    sheet["A1"].value = [dt.date(2026, 11, 23), dt.date(2026, 11, 23)]
    assert sheet["A1"].number_format == "dd/mm/yyyy"
    assert sheet["B1"].number_format == "m/d/yyyy"
    assert sheet["A1:B1"].options(dates=dt.date).value == [dt.date(2026, 11, 23)] * 2


def test_a_date_to_the_second_survives(sheet: xw.Sheet) -> None:
    moment = dt.datetime(2025, 12, 31, 23, 59, 59)
    sheet["A1"].value = moment
    assert sheet["A1"].value == moment


def test_a_number_over_a_boolean_is_a_number_again(sheet: xw.Sheet) -> None:
    sheet["A1"].value = True
    assert sheet["A1"].number_format == "General"
    sheet["A1"].value = 5
    assert sheet["A1"].value == 5.0
    assert sheet["A1"].value is not True


def test_errors_read_as_none_or_by_name(sheet: xw.Sheet) -> None:
    formulas = ["=NA()", "=1/0", "=NOSUCH(1)", '=VALUE("x")', "=1E300*1E300", "=#REF!+1"]
    names = ["#N/A", "#DIV/0!", "#NAME?", "#VALUE!", "#NUM!", "#REF!"]
    sheet["A1"].value = formulas
    assert sheet["A1:F1"].value == [None] * 6
    found = sheet["A1:F1"].options(err_to_str=True).value
    assert found == names


def test_an_error_name_is_written_as_an_error(sheet: xw.Sheet) -> None:
    sheet["A1"].value = "#N/A"
    assert sheet["A1"].value is None
    assert sheet["A1"].options(err_to_str=True).value == "#N/A"


def test_a_formula_sees_what_was_just_written(sheet: xw.Sheet) -> None:
    sheet["A1"].value = [[2], [3]]
    sheet["B1"].formula = "=SUM(A1:A2)"
    assert sheet["B1"].value == 5.0
    sheet["A1"].value = 10
    assert sheet["B1"].value == 13.0


def test_formulas_are_read_in_excels_spelling(sheet: xw.Sheet) -> None:
    sheet["A1"].value = [["=IF(1=1,STDEV.P(1,2,3),0)", 1.5, "chữ", None, True]]
    assert sheet["A1:E1"].formula == (("=IF(1=1,STDEV.P(1,2,3),0)", "1.5", "chữ", "", "TRUE"),)
    assert sheet["A1"].formula2 == "=IF(1=1,STDEV.P(1,2,3),0)"


def test_a_scalar_fills_the_range(sheet: xw.Sheet) -> None:
    sheet["A1:C2"].value = "x"
    assert sheet["A1:C2"].value == [["x"] * 3] * 2


def test_a_broken_formula_is_refused(sheet: xw.Sheet) -> None:
    with pytest.raises(ComError, match="not a formula"):
        sheet["A1"].value = "- Tăng trưởng xanh"


def test_what_com_does_not_take_is_refused(sheet: xw.Sheet) -> None:
    with pytest.raises(TypeError):
        sheet["A1"].value = [[object()]]


def test_expand_stops_at_the_first_blank(sheet: xw.Sheet) -> None:
    sheet["B2"].value = [["a", "b", "c"], [1, 2, 3], [4, 5, 6], [None, None, None], [7, 8, 9]]
    assert sheet["B2"].expand().address == "$B$2:$D$4"
    assert sheet["B2"].expand("down").address == "$B$2:$B$4"
    assert sheet["B2"].expand("right").address == "$B$2:$D$2"
    assert sheet["B2"].current_region.address == "$B$2:$D$4"
    assert sheet["A1"].expand().address == "$A$1"


def test_end_moves_like_control_and_arrow(sheet: xw.Sheet) -> None:
    sheet["A1"].value = [["a"], ["b"], [None], ["c"]]
    assert sheet["A1"].end("down").address == "$A$2"
    assert sheet["A2"].end("down").address == "$A$4"
    assert sheet["A4"].end("down").row == 1_048_576
    assert sheet["A10"].end("up").address == "$A$4"


def test_clearing_contents_keeps_formats_and_clearing_all_does_not(sheet: xw.Sheet) -> None:
    sheet["A1:A2"].number_format = "0.00"
    sheet["A1"].value = [[1], [2]]
    sheet["A1"].clear_contents()
    sheet["A2"].clear()
    assert sheet["A1:A2"].value == [None, None]
    assert (sheet["A1"].number_format, sheet["A2"].number_format) == ("0.00", "General")


def test_the_used_range_begins_and_ends_with_content(sheet: xw.Sheet) -> None:
    sheet["A1"].value, sheet["C5"].value = 1, 2
    assert sheet.used_range.address == "$A$1:$C$5"


def test_rows_are_inserted_and_deleted(sheet: xw.Sheet) -> None:
    sheet["A1"].value = [[1], [2], [3]]
    sheet["2:2"].insert("down")
    assert sheet["A1:A4"].value == [1.0, None, 2.0, 3.0]
    sheet["1:2"].delete("up")
    assert sheet["A1:A2"].value == [2.0, 3.0]


def test_ranges_are_indexed_sliced_offset_and_named_as_in_xlwings(sheet: xw.Sheet) -> None:
    cells = sheet["B2:D4"]
    assert cells[1, 2].address == "$D$3"
    assert cells[1:, :2].address == "$B$3:$C$4"
    assert cells.offset(1, 1).resize(1, 1).address == "$C$3"
    assert cells.last_cell.get_address(False, False) == "D4"
    assert sheet.range((2, 2), (4, 4)) == cells
    assert [row.address for row in cells.rows] == ["$B$2:$D$2", "$B$3:$D$3", "$B$4:$D$4"]


def test_what_is_not_written_is_refused_by_name(sheet: xw.Sheet) -> None:
    with pytest.raises(NotImplementedError, match=r"Sheet\.charts"):
        _ = sheet.charts
