"""Books, sheets, names, tables, protection and the application of the LibreOffice engine."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import xlsxwriter
import xlwings as xw

from tests.libreoffice_engine import Alert, ComError

pytestmark = pytest.mark.libreoffice

HEADERS = ["Mã", "Chỉ số", "Giá trị", "Gấp đôi"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A workbook with a table, a name, a hidden sheet, a note and a link, as the builder makes them."""
    path = tmp_path / "Phiếu thử.xlsx"
    with xlsxwriter.Workbook(path) as book:
        text = book.add_format({"num_format": "@"})
        sheet = book.add_worksheet("Số liệu")
        book.add_worksheet("Ẩn").hide()
        rows = [["01", "Nghị quyết", 1.5], ["02", "Đào tạo", 2.5]]
        formula = "=tblValues[[#This Row],[Giá trị]]*2"
        columns = [{"header": HEADERS[0], "format": text}, *({"header": header} for header in HEADERS[1:3])]
        sheet.add_table(
            "B3:E5",
            {
                "name": "tblValues",
                "data": rows,
                "columns": [*columns, {"header": HEADERS[3], "formula": formula}],
            },
        )
        sheet.write_comment("B3", "Mã chỉ số")
        sheet.write_url("A1", "https://example.org/", string="Trang chủ")
        book.define_name("nam_khao_sat", "='Số liệu'!$D$4")
    return path


@pytest.fixture
def book(file: Path, open_book: Callable[[Path], xw.Book]) -> xw.Book:
    return open_book(file)


def book_url(book: xw.Book) -> str:
    """Where LibreOffice itself says that the book is."""
    return book.impl.ask("book_url")


def test_the_opened_book_is_the_caller_the_active_one_and_known_by_name(book: xw.Book, file: Path) -> None:
    assert xw.Book.caller() == xw.books.active == xw.books["Phiếu thử.xlsx"] == book
    assert Path(book.fullname) == file


def test_a_book_closed_unchanged_is_seen_as_new_when_its_content_is_opened_elsewhere(
    book: xw.Book, open_book: Callable[[Path], xw.Book], tmp_path: Path
) -> None:
    first = book.sheets.active.name, book.app.selection.address
    copy = tmp_path / "Bản chép.xlsx"
    copy.write_bytes(Path(book.fullname).read_bytes())
    book.sheets["Số liệu"].range("C7").select()
    book.close()
    again = open_book(copy)
    assert again.fullname == str(copy)
    assert (again.sheets.active.name, again.app.selection.address) == first
    assert book_url(again).endswith("/B%E1%BA%A3n%20ch%C3%A9p.xlsx")


@pytest.mark.parametrize(
    "change",
    [
        lambda sheet: sheet.range("D4").__setattr__("value", 7),
        lambda sheet: sheet.range("D4").__setattr__("color", (1, 2, 3)),
        lambda sheet: sheet.range("D4").add_note("x"),
        lambda sheet: sheet.api.Protect(""),
        lambda sheet: sheet.range("4:4").rows.__setattr__("hidden", True),
        lambda sheet: sheet.tables["tblValues"].__setattr__("name", "tblOther"),
        lambda sheet: sheet.__setattr__("name", "Khác"),
        lambda sheet: sheet.book.names["nam_khao_sat"].delete(),
    ],
    ids=["value", "colour", "note", "protection", "hidden row", "table", "sheet", "name"],
)
def test_a_book_that_was_changed_is_read_anew_from_its_file(
    book: xw.Book, open_book: Callable[[Path], xw.Book], file: Path, change: Callable[[xw.Sheet], None]
) -> None:
    change(book.sheets["Số liệu"])
    book.close()
    sheet = open_book(file).sheets["Số liệu"]
    assert sheet.range("D4").value == 1.5
    assert sheet.range("D4").color is None
    assert sheet.range("D4").note is None
    assert not sheet.api.ProtectContents
    assert sheet.range("4:4").rows.hidden is False
    assert "tblValues" in sheet.tables
    assert "nam_khao_sat" in {name.name for name in sheet.book.names}


def test_opening_an_open_file_again_gives_the_same_book(book: xw.Book) -> None:
    assert xw.Book(book.fullname) == book
    assert len(xw.books) == 1


def test_a_table_gives_its_ranges(book: xw.Book) -> None:
    table = book.sheets["Số liệu"].tables["tblValues"]
    assert table.range.address == "$B$3:$E$5"
    assert table.header_row_range.value == HEADERS
    assert table.data_body_range.options(ndim=2).value == [
        ["01", "Nghị quyết", 1.5, 3.0],
        ["02", "Đào tạo", 2.5, 5.0],
    ]
    assert table.parent.name == "Số liệu"
    assert (table.totals_row_range, table.show_headers) == (None, True)


def test_tables_are_listed_and_an_unknown_one_is_a_key_error(book: xw.Book) -> None:
    assert [table.name for table in book.sheets["Số liệu"].tables] == ["tblValues"]
    assert "tblvalues" in book.sheets["Số liệu"].tables
    assert len(book.sheets["Ẩn"].tables) == 0
    with pytest.raises(KeyError):
        _ = book.sheets["Số liệu"].tables["tblMissing"]


def test_a_resized_table_is_what_formulas_and_the_saved_file_see(book: xw.Book, tmp_path: Path) -> None:
    sheet = book.sheets["Số liệu"]
    table = sheet.tables["tblValues"]
    sheet["G1"].formula = "=SUM(tblValues[Giá trị])"
    table.resize(table.range.resize(row_size=4))
    sheet["D6"].value = 10
    assert sheet["G1"].value == 14.0
    book.save(tmp_path / "lưu.xlsx")
    saved = openpyxl.load_workbook(tmp_path / "lưu.xlsx")["Số liệu"]
    assert saved.tables["tblValues"].ref == "B3:E6"


def test_a_table_cannot_lose_its_header_row_or_its_last_data_row(book: xw.Book) -> None:
    sheet = book.sheets["Số liệu"]
    table = sheet.tables["tblValues"]
    for address in ("B4:E6", "B3:E3"):
        with pytest.raises(ComError, match="header row"):
            table.resize(sheet[address])


def test_a_table_updated_from_a_frame_grows(book: xw.Book) -> None:
    table = book.sheets["Số liệu"].tables["tblValues"]
    frame = pd.DataFrame([["03", "x", 1, 2], ["04", "y", 3, 4], ["05", "z", 5, 6]], columns=HEADERS)
    table.update(frame, index=False)
    assert table.range.address == "$B$3:$E$6"
    assert table.data_body_range.columns[2].value == [1.0, 3.0, 5.0]


def test_a_new_table_can_be_used_in_formulas_and_cannot_overlap(book: xw.Book) -> None:
    sheet = book.sheets.add("Mới")
    sheet["A1"].value = [["a", "b"], [1, 2], [3, 4]]
    table = sheet.tables.add(sheet["A1"].expand(), name="tblNew")
    assert table.name == "tblNew"
    assert sheet["A2"].table == table
    assert sheet["D9"].table is None
    sheet["D1"].formula = "=SUM(tblNew[b])"
    assert sheet["D1"].value == 6.0
    with pytest.raises(ComError, match="overlap"):
        sheet.tables.add(sheet["B2:C5"])


def test_names_are_read_added_changed_and_deleted(book: xw.Book) -> None:
    sheet = book.sheets["Số liệu"]
    assert book.names["nam_khao_sat"].refers_to == "='Số liệu'!$D$4"
    assert book.names["nam_khao_sat"].refers_to_range.value == 1.5
    assert sheet.range("nam_khao_sat").address == "$D$4"
    book.names.add("vung", "='Số liệu'!$B$4:$C$5")
    assert book.names["vung"].refers_to_range.shape == (2, 2)
    sheet["D5"].name = "o_don"
    assert sheet["D5"].name.name == "o_don"
    del book.names["vung"]
    assert "vung" not in book.names


def test_notes_are_read_written_and_deleted(book: xw.Book) -> None:
    sheet = book.sheets["Số liệu"]
    assert sheet["B3"].note.text == "Mã chỉ số"
    note = sheet["D4"].add_note("Thiếu minh chứng")
    note.text = "Thiếu số liệu"
    assert sheet["D4"].note.text == "Thiếu số liệu"
    assert [note.location.address for note in sheet.notes] == ["$B$3", "$D$4"]
    sheet["B3"].note.delete()
    assert sheet["B3"].note is None


def test_links_are_read_and_added(book: xw.Book) -> None:
    sheet = book.sheets["Số liệu"]
    assert sheet["A1"].hyperlink == "https://example.org/"
    sheet["A9"].add_hyperlink("#'Số liệu'!D4", "Sửa ô D4")
    assert sheet["A9"].value == "Sửa ô D4"
    assert "D4" in sheet["A9"].hyperlink


def test_formats_colours_and_fonts_are_set_and_read_back(book: xw.Book) -> None:
    cells = book.sheets["Số liệu"]["D4:D5"]
    assert (cells.color, cells.font.bold) == (None, False)
    cells.color, cells.font.bold, cells.font.color = (255, 199, 206), True, "#9C0006"
    cells.number_format = "#,##0.00"
    cells.wrap_text = True
    assert (cells.color, cells.font.bold, cells.font.color) == ((255, 199, 206), True, (156, 0, 6))
    assert (cells.number_format, cells.wrap_text) == ("#,##0.00", True)
    cells.color = None
    assert cells.color is None
    cells.set_colors([["#FF0000"], [...]])
    assert (cells[0, 0].color, cells[1, 0].color) == ((255, 0, 0), None)


def test_a_property_that_differs_within_the_range_is_none(book: xw.Book) -> None:
    cells = book.sheets["Số liệu"]["D4:D5"]
    cells[0, 0].number_format, cells[0, 0].font.bold = "0.0", True
    assert (cells.number_format, cells.font.bold) == (None, None)


@pytest.mark.parametrize(
    "number_format", ["General", "@", "0.00", "#,##0", "0%", "dd/mm/yyyy", "yyyy-mm-dd hh:mm"]
)
def test_number_formats_keep_excels_spelling(book: xw.Book, number_format: str) -> None:
    cell = book.sheets["Số liệu"]["H8"]
    cell.number_format = number_format
    assert cell.number_format == number_format


def test_widths_heights_and_hiding(book: xw.Book) -> None:
    cells = book.sheets["Số liệu"]["G2:H3"]
    cells.column_width, cells.row_height = 20, 30
    assert cells.column_width == pytest.approx(20, abs=0.2)
    assert cells.row_height == pytest.approx(30, abs=0.2)
    cells.rows.hidden = True
    assert cells.rows.hidden is True
    cells[0, 0].value = "ngắn"
    book.sheets["Số liệu"].autofit()
    assert cells[0, 0].column_width < 10


def test_sheets_are_added_renamed_hidden_and_deleted(book: xw.Book) -> None:
    sheet = book.sheets.add("Tạm", after=book.sheets["Số liệu"])
    assert book.sheet_names == ["Số liệu", "Tạm", "Ẩn"]
    assert book.sheets.active == sheet
    sheet.name = "Lỗi"
    sheet["A1"].value = "còn"
    assert book.sheets["lỗi"]["A1"].value == "còn"
    assert (bool(sheet.visible), bool(book.sheets["Ẩn"].visible)) == (True, False)
    sheet.visible = False
    assert not sheet.visible
    sheet.delete()
    assert book.sheet_names == ["Số liệu", "Ẩn"]


def test_a_hidden_sheet_cannot_be_activated_and_the_last_visible_one_cannot_be_hidden(book: xw.Book) -> None:
    with pytest.raises(ComError, match="hidden"):
        book.sheets["Ẩn"].activate()
    with pytest.raises(ComError, match="visible"):
        book.sheets["Số liệu"].visible = False


def test_selecting_works_only_on_the_active_sheet(book: xw.Book, excel: xw.App) -> None:
    other = book.sheets.add("Khác")
    with pytest.raises(ComError):
        book.sheets["Số liệu"]["B4"].select()
    book.sheets["Số liệu"].activate()
    book.sheets["Số liệu"]["B4:C5"].select()
    assert excel.selection.address == "$B$4:$C$5"
    assert excel.selection.sheet != other


def test_writing_values_leaves_notes_alone(book: xw.Book) -> None:
    sheet = book.sheets["Số liệu"]
    sheet["D4"].add_note("Đã hỏi lại")
    sheet["C4:D5"].value = [["a", 1], ["b", 2]]
    assert sheet["D4"].note.text == "Đã hỏi lại"


def test_a_copy_is_saved_beside_without_moving_the_book(book: xw.Book, file: Path, tmp_path: Path) -> None:
    book.sheets["Số liệu"]["D4"].value = 8.5
    book.api.SaveCopyAs(str(tmp_path / "sao.xlsx"))
    assert Path(book.fullname) == file
    assert openpyxl.load_workbook(tmp_path / "sao.xlsx")["Số liệu"]["D4"].value == 8.5


def test_a_book_knows_that_it_was_opened_read_only(excel: xw.App, file: Path) -> None:
    assert excel.books.open(file, read_only=True).api.ReadOnly
    assert not excel.books.add().api.ReadOnly


def test_a_protected_sheet_lets_only_unlocked_values_through(book: xw.Book) -> None:
    sheet = book.sheets["Số liệu"]
    sheet["D4"].api.Locked = False
    sheet.api.Protect("bí mật")
    assert sheet.api.ProtectContents
    sheet["D4"].value = 9
    assert sheet["D4"].value == 9.0
    for change in (
        lambda: setattr(sheet["D5"], "value", 1),
        lambda: setattr(sheet["D4"], "color", (1, 2, 3)),
        lambda: sheet["D4"].add_note("x"),
        lambda: sheet["5:5"].insert("down"),
    ):
        with pytest.raises(ComError, match="protected"):
            change()


def test_protection_for_users_only_lets_macros_write(book: xw.Book) -> None:
    sheet = book.sheets["Số liệu"]
    sheet.api.Protect("bí mật", UserInterfaceOnly=True)
    sheet["D5"].value = 7
    assert sheet["D5"].value == 7.0
    assert sheet.api.ProtectContents


def test_protection_is_taken_off_by_the_right_password_only(book: xw.Book) -> None:
    sheet = book.sheets["Số liệu"]
    sheet.api.Protect("bí mật")
    with pytest.raises(ComError, match="password"):
        sheet.api.Unprotect("sai")
    sheet.api.Unprotect("bí mật")
    sheet["D5"].value = 7
    assert sheet["D5"].value == 7.0


def test_a_saved_book_opens_again_with_what_was_written(
    book: xw.Book, open_book: Callable[[Path], xw.Book], tmp_path: Path
) -> None:
    sheet = book.sheets["Số liệu"]
    sheet["B4"].value = "09"
    sheet["D4"].value, sheet["D4"].color = True, (255, 199, 206)
    sheet["D4"].add_note("Đã sửa")
    book.save(tmp_path / "lần hai.xlsx")
    assert book.name == "lần hai.xlsx"
    book.close()
    again = open_book(tmp_path / "lần hai.xlsx").sheets["Số liệu"]
    assert again["B4:D4"].value == ["09", "Nghị quyết", True]
    assert (again["D4"].color, again["D4"].note.text) == ((255, 199, 206), "Đã sửa")
    assert again.tables["tblValues"].range.address == "$B$3:$E$5"


def test_the_engine_never_saves_outside_the_temporary_folder(book: xw.Book) -> None:
    outside = Path(tempfile.gettempdir()).resolve().parent / "pii-xl-ngoai.xlsx"
    with pytest.raises(PermissionError):
        book.save(outside)
    assert not outside.exists()


def test_alerts_are_recorded_and_answered(excel: xw.App, alerts: list[Alert], answers: list[str]) -> None:
    assert excel.alert("Đã xong.", "PII", "ok", "info") == "ok"
    answers.append("no")
    assert excel.alert("Ghi đè?", buttons="yes_no") == "no"
    assert alerts == [Alert("Đã xong.", "PII", "ok", "info"), Alert("Ghi đè?", None, "yes_no", None)]


def test_the_application_keeps_its_settings_and_a_new_test_starts_afresh(excel: xw.App) -> None:
    assert excel.status_bar is False
    with excel.properties(status_bar="Đang kiểm tra…", screen_updating=False, calculation="manual"):
        assert (excel.status_bar, excel.screen_updating, excel.calculation) == (
            "Đang kiểm tra…",
            False,
            "manual",
        )
    assert (excel.status_bar, excel.screen_updating, excel.calculation) == (False, True, "automatic")
    assert len(excel.books) == 0


def test_manual_calculation_waits_for_calculate(excel: xw.App) -> None:
    sheet = excel.books.add().sheets[0]
    sheet["A1"].value = [[1, "=A1*2"]]
    excel.calculation = "manual"
    sheet["A1"].value = 5
    assert sheet["B1"].value == 2.0
    excel.calculate()
    assert sheet["B1"].value == 10.0
    excel.calculation = "automatic"
