"""The workbook lint finds every planted fault, and nothing in a good workbook."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.chart import LineChart, Reference
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from tests.workbook.lint import RULES, Slip, lint

HEADINGS = ["Mã", "Giá trị", "Tỷ lệ"]


def good_workbook() -> Workbook:
    """An opening sheet that links to a sheet with one tidy table."""
    book = Workbook()
    book.properties.title, book.properties.creator, book.properties.language = (
        "Số liệu PII",
        "Sở KH&CN",
        "vi-VN",
    )
    opening, data = book.active, book.create_sheet("Số liệu")
    opening.title = "Mở đầu"
    opening["A1"], opening["A2"] = "Sổ số liệu PII", "Trang số liệu"
    opening["A2"].hyperlink = "#'Số liệu'!A1"
    data["A1"] = "Số liệu của các cơ quan"
    for row in (HEADINGS, ["1.1.1", 10, None], ["1.1.2", 20, None], ["1.2.1", 30, None]):
        data.append(row)
    for row in (3, 4, 5):
        data[f"C{row}"] = f"=IF(B{row}=0,0,B{row}/SUM(B$3:B$5)*100)"
    add_table(data, "tblValues", "A2:C5")
    add_validation(data)
    data.freeze_panes = "A3"
    data.print_title_rows = "2:2"
    for sheet in (opening, data):
        sheet.page_setup.paperSize = 9
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
    return book


def add_table(sheet: Worksheet, name: str, ref: str) -> None:
    sheet.add_table(Table(displayName=name, ref=ref))


def add_validation(sheet: Worksheet) -> None:
    rule = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0", sqref="B3:B5")
    rule.showInputMessage = rule.showErrorMessage = True
    rule.promptTitle, rule.prompt = "Giá trị", "Nhập số không âm."
    rule.errorTitle, rule.error = "Chưa đúng", "Giá trị phải là số không âm."
    sheet.add_data_validation(rule)


def saved(book: Workbook, folder: Path) -> Path:
    path = folder / "sổ.xlsx"
    book.save(path)
    return path


FAULTS: list[tuple[str, str, Callable[[Workbook], object]]] = []


def fault(rule: str, place: str) -> Callable[[Callable[[Workbook], object]], Callable[[Workbook], object]]:
    def planted(plant: Callable[[Workbook], object]) -> Callable[[Workbook], object]:
        FAULTS.append((rule, place, plant))
        return plant

    return planted


@fault("title_and_author", "")
def no_title(book: Workbook) -> None:
    book.properties.title = None


@fault("language", "")
def english(book: Workbook) -> None:
    book.properties.language = "en-US"


@fault("sheet_names", "Ghi chú ")
def space_at_the_end(book: Workbook) -> None:
    book.create_sheet("Ghi chú ").sheet_state = "hidden"


@fault("composed_text", "Số liệu!A3")
def decomposed_letters(book: Workbook) -> None:
    book["Số liệu"]["A3"] = unicodedata.normalize("NFD", "Số lượng")


@fault("table_names", "Số liệu")
def default_name(book: Workbook) -> None:
    del book["Số liệu"].tables["tblValues"]
    add_table(book["Số liệu"], "Table1", "A2:C5")


@fault("table_headers", "Số liệu!B2")
def blank_heading(book: Workbook) -> None:
    table = book["Số liệu"].tables["tblValues"]
    table._initialise_columns()
    for column, name in zip(table.tableColumns, HEADINGS, strict=True):
        column.name = name
    book["Số liệu"]["B2"] = " "


@fault("blank_table_rows", "Số liệu!4")
def blank_row(book: Workbook) -> None:
    book["Số liệu"]["A4"] = book["Số liệu"]["B4"] = None


@fault("merged_cells", "Số liệu!E2:F2")
def merged(book: Workbook) -> None:
    book["Số liệu"].merge_cells("E2:F2")


@fault("titles", "Số liệu!A1")
def no_sheet_title(book: Workbook) -> None:
    book["Số liệu"]["A1"] = None


@fault("first_sheet_active", "Số liệu")
def opens_elsewhere(book: Workbook) -> None:
    book.active = 1
    book["Mở đầu"].sheet_view.tabSelected = False


@fault("views", "Mở đầu")
def cursor_astray(book: Workbook) -> None:
    book["Mở đầu"].sheet_view.selection[0].activeCell = "C7"


@fault("views", "Mở đầu")
def odd_zoom(book: Workbook) -> None:
    book["Mở đầu"].sheet_view.zoomScale = 83


@fault("frozen_headings", "Số liệu")
def headings_scroll_away(book: Workbook) -> None:
    book["Số liệu"].freeze_panes = None


@fault("print_setup", "Mở đầu")
def letter_paper(book: Workbook) -> None:
    book["Mở đầu"].page_setup.paperSize = 1


@fault("print_setup", "Số liệu")
def headings_print_once(book: Workbook) -> None:
    book["Số liệu"]._print_rows = None


@fault("print_setup", "Số liệu")
def too_wide(book: Workbook) -> None:
    book["Số liệu"].sheet_properties.pageSetUpPr.fitToPage = False


@fault("validation_texts", "Số liệu!B3:B5")
def english_prompt(book: Workbook) -> None:
    book["Số liệu"].data_validations.dataValidation[0].promptTitle = "Value"
    book["Số liệu"].data_validations.dataValidation[0].prompt = "A number"


@fault("validation_texts", "Số liệu!B3:B5")
def silent_refusal(book: Workbook) -> None:
    book["Số liệu"].data_validations.dataValidation[0].error = None
    book["Số liệu"].data_validations.dataValidation[0].errorTitle = None


@fault("small_fonts", "Số liệu!A3")
def small_print(book: Workbook) -> None:
    book["Số liệu"]["A3"].font = Font(size=8)


@fault("contents_links", "Số liệu")
def unlinked_sheet(book: Workbook) -> None:
    book["Mở đầu"]["A2"].hyperlink = None


@fault("link_texts", "Mở đầu!A3")
def click_here(book: Workbook) -> None:
    book["Mở đầu"]["A3"] = "Bấm vào đây"
    book["Mở đầu"]["A3"].hyperlink = "https://example.org/"


@fault("charted_texts", "Số liệu!C3")
def chart_of_formulas_that_may_be_text(book: Workbook) -> None:
    chart = LineChart()
    chart.add_data(Reference(book["Số liệu"], min_col=3, min_row=3, max_row=3))
    book["Mở đầu"].add_chart(chart, "D2")


@fault("column_formulas", "Số liệu!C4")
def another_formula(book: Workbook) -> None:
    book["Số liệu"]["C4"] = "=IF(B3=0,0,B3/SUM(B$3:B$5)*100)"


@fault("column_formulas", "Số liệu!C4")
def constant_among_formulas(book: Workbook) -> None:
    book["Số liệu"]["C4"] = 33


@fault("volatile_functions", "Mở đầu!A4")
def today(book: Workbook) -> None:
    book["Mở đầu"]["A4"] = "=TODAY()"


@fault("volatile_functions", "danh_sach")
def offset_in_a_name(book: Workbook) -> None:
    book.defined_names["danh_sach"] = DefinedName("danh_sach", attr_text="OFFSET('Số liệu'!$A$3,0,0,1,1)")


@fault("external_links", "Mở đầu!A4")
def other_workbook(book: Workbook) -> None:
    book["Mở đầu"]["A4"] = "=[1]Sheet1!A1"


@fault("numbers_in_formulas", "Mở đầu!A4")
def rate_in_a_formula(book: Workbook) -> None:
    book["Mở đầu"]["A4"] = "=SUM('Số liệu'!B3:B5)*0.35"


@fault("nested_ifs", "Mở đầu!A4")
def three_ifs(book: Workbook) -> None:
    book["Mở đầu"]["A4"] = "=IF(B1=0,0,IF(B2=0,0,IF(B3=0,0,1)))"


@fault("long_formulas", "Mở đầu!A4")
def long_formula(book: Workbook) -> None:
    book["Mở đầu"]["A4"] = "=" + "+".join(f"'Số liệu'!B{row}" for row in range(3, 30))


def test_a_good_workbook_has_no_slips(tmp_path: Path) -> None:
    assert lint(saved(good_workbook(), tmp_path)) == []


@pytest.mark.parametrize(("rule", "place", "plant"), FAULTS, ids=[plant.__name__ for _, _, plant in FAULTS])
def test_a_planted_fault_is_found_at_its_place_and_nothing_else(
    rule: str, place: str, plant: Callable[[Workbook], object], tmp_path: Path
) -> None:
    book = good_workbook()
    plant(book)
    slips = lint(saved(book, tmp_path))
    assert {(slip.rule, slip.place) for slip in slips} == {(rule, place)}


def test_every_rule_has_a_planted_fault() -> None:
    assert {rule for rule, _, _ in FAULTS} == set(RULES)


def test_rules_can_be_skipped_for_the_file_or_for_one_sheet(tmp_path: Path) -> None:
    book = good_workbook()
    book.properties.language = None
    book["Mở đầu"]["A4"] = "=TODAY()"
    path = saved(book, tmp_path)
    assert [slip.rule for slip in lint(path, skip={"language"})] == ["volatile_functions"]
    assert lint(path, skip={"language", "volatile_functions:Mở đầu"}) == []
    assert lint(path, skip={"language", "volatile_functions:Số liệu"}) == [
        Slip("volatile_functions", "Mở đầu!A4", "TODAY")
    ]
