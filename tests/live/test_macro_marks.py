"""Checking the open workbook: the sheet "Lỗi", links, colours and notes, and taking them away again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlwings as xw

from pii_xl.commands.validate import validate
from pii_xl.layout import MASTER
from pii_xl.ledger.reasons import Official
from pii_xl.live.marks import COLOURS, COMPUTED_COLOUR, INPUT_COLOUR
from pii_xl.workbook.cells.styles import COMPUTED_FILL, INPUT_FILL
from pii_xl.workbook.reading.master_file import read_master
from pii_xl.workspace.identity import MARKS_SHEET, NOTE_SIGN
from tests.live.conftest import Samples, rows_of

Click = Callable[[str, xw.Book], list[str]]
pytestmark = pytest.mark.libreoffice


@pytest.fixture
def wrong(filled: xw.Book) -> xw.Book:
    """A workbook with text for a number in E9 (an input cell) of "Số liệu" and a note of the user's on it."""
    sheet = filled.sheets["Số liệu"]
    cell = cell_of(filled, "tblValues", 3, "numerator")
    cell.value = "khoảng 12 người"
    sheet.api.Unprotect("")
    cell.add_note("Đã gọi Sở hỏi lại")
    return filled


def cell_of(book: xw.Book, table: str, row: int, column: str) -> xw.Range:
    layout = MASTER.table(table)
    return book.sheets[layout.sheet].tables[table].data_body_range[row, layout.keys.index(column)]


def notes(book: xw.Book) -> dict[str, str]:
    return {f"{note.location.sheet.name}!{note.location.address}": note.text for note in book.notes}


def test_the_colours_of_marks_are_those_of_the_styles() -> None:
    assert "#{:02X}{:02X}{:02X}".format(*INPUT_COLOUR) == INPUT_FILL
    assert "#{:02X}{:02X}{:02X}".format(*COMPUTED_COLOUR) == COMPUTED_FILL


def test_validate_lists_what_the_file_door_finds(
    filled: xw.Book, click: Click, samples: Samples, tmp_path: Path
) -> None:
    (said,) = click("validate", filled)
    master = read_master(samples.filled)
    found = validate(master.workspace, Official(date.today()), master.place, master.findings).findings
    errors = sum(item.is_error for item in found)
    assert said.startswith(f"Đã kiểm tra: {errors} lỗi, ")
    rows = rows_of(filled, "Lỗi", "tblFindings")
    assert [(row["Mã"], row["Về"] or "", row["Đã thấy"]) for row in rows] == [
        (item.code, item.subject, item.found) for item in found
    ]
    filled.save(tmp_path / "luu.xlsm")
    again = read_master(tmp_path / "luu.xlsm").workspace
    assert list(again["tblFindings"]["cell"]) == [item.cell for item in found]
    assert again["tblHistory"].to_dict("records")[-1]["command"] == "Kiểm tra"


def test_findings_link_to_their_cells_and_the_table_is_as_long_as_they_are(
    filled: xw.Book, click: Click
) -> None:
    for row in range(5):
        cell_of(filled, "tblValues", row, "numerator").value = "khoảng 12"
    click("validate", filled)
    table = filled.sheets["Lỗi"].tables["tblFindings"]
    rows = rows_of(filled, "Lỗi", "tblFindings")
    assert table.range.shape[0] == len(rows) + 1
    cells = table.data_body_range.columns[MASTER.table("tblFindings").keys.index("cell")]
    linked = [(row, cell) for row, cell in zip(rows, cells, strict=True) if row["Ô"]]
    assert len({row["Ô"] for row, _ in linked}) >= 5
    for row, cell in linked:
        assert cell.value == row["Ô"]
        assert cell.hyperlink == f"#'{row['Trang']}'!{row['Ô']}"


def test_a_wrong_cell_is_coloured_and_told_about_below_the_users_own_note(
    wrong: xw.Book, click: Click
) -> None:
    click("validate", wrong)
    cell = cell_of(wrong, "tblValues", 3, "numerator")
    assert cell.color == COLOURS["Lỗi"]
    text = cell.note.text
    assert text.startswith(f"{NOTE_SIGN} · Lỗi E402\n")
    assert "khoảng 12 người" in text
    assert "Cần: " in text
    assert "Cách sửa: " in text
    assert text.endswith("\n\nĐã gọi Sở hỏi lại")
    assert cell.value == "khoảng 12 người"  # nothing typed is changed


def test_clear_marks_gives_back_fills_and_notes_and_leaves_the_list(wrong: xw.Book, click: Click) -> None:
    before = notes(wrong)
    fills = {key: wrong.sheets[key.split("!")[0]].range(key.split("!")[1]).color for key in before}
    click("validate", wrong)
    marked = set(notes(wrong))
    findings = rows_of(wrong, "Lỗi", "tblFindings")
    assert len(marked) > len(before)
    assert click("clear_marks", wrong) == [f"Đã xóa đánh dấu ở {len(marked)} ô."]
    assert notes(wrong) == before
    for key in marked:
        sheet, address = key.split("!")
        assert wrong.sheets[sheet].range(address).color in (INPUT_COLOUR, COMPUTED_COLOUR, None)
    assert {key: wrong.sheets[key.split("!")[0]].range(key.split("!")[1]).color for key in before} == fills
    assert rows_of(wrong, "Lỗi", "tblFindings") == findings
    assert wrong.sheets[MARKS_SHEET].used_range.value is None


def test_a_second_check_moves_the_marks_with_the_findings(wrong: xw.Book, click: Click) -> None:
    click("validate", wrong)
    cell = cell_of(wrong, "tblValues", 3, "numerator")
    cell.value = 12
    other = cell_of(wrong, "tblValues", 5, "numerator")
    other.value = "mười hai"
    click("validate", wrong)
    assert cell.note.text == "Đã gọi Sở hỏi lại"
    assert cell.color == INPUT_COLOUR
    assert other.color == COLOURS["Lỗi"]
    assert not [row for row in rows_of(wrong, "Lỗi", "tblFindings") if "khoảng 12 người" in row["Đã thấy"]]


def test_a_mark_whose_row_moved_is_still_found_and_cleared(wrong: xw.Book, click: Click) -> None:
    click("validate", wrong)
    wrong.sheets["Số liệu"].api.Unprotect("")
    wrong.sheets["Số liệu"]["3:3"].insert("down")
    cell = cell_of(wrong, "tblValues", 3, "numerator")
    assert cell.note.text.startswith(NOTE_SIGN)
    click("clear_marks", wrong)
    assert cell.color == INPUT_COLOUR
    assert not any(text.startswith(NOTE_SIGN) for text in notes(wrong).values())


def test_reasons_for_accepting_a_warning_stay(filled: xw.Book, click: Click) -> None:
    click("validate", filled)
    rows = rows_of(filled, "Lỗi", "tblFindings")
    position = next(index for index, row in enumerate(rows) if row["Mức"] == "Cảnh báo")
    cell_of(filled, "tblFindings", position, "accepted").value = "Đã đối chiếu với Cục Thống kê"
    click("validate", filled)
    again = rows_of(filled, "Lỗi", "tblFindings")
    assert again[position]["Lý do chấp nhận"] == "Đã đối chiếu với Cục Thống kê"
    assert [row["Đã thấy"] for row in again] == [row["Đã thấy"] for row in rows]


def test_the_list_becomes_shorter_again_and_leaves_nothing_below(
    whole: Samples, open_book: Callable[[Path], xw.Book], click: Click
) -> None:
    filled = open_book(whole.filled)
    click("validate", filled)
    table = filled.sheets["Lỗi"].tables["tblFindings"]
    many = table.range.shape[0]
    for row in range(len(rows_of(filled, "Số liệu", "tblValues"))):
        cell_of(filled, "tblValues", row, "status").value = "ước tính"
    evidence = filled.sheets["Minh chứng"].tables["tblEvidence"]
    wanted = [row["Về"] for row in rows_of(filled, "Lỗi", "tblFindings") if row["Mã"] == "W421"]
    free = evidence.data_body_range.rows.count - len(wanted)
    for offset, code in enumerate(wanted):
        evidence.data_body_range[free + offset, 0].value = code
    click("validate", filled)
    assert table.range.shape[0] < many
    below = filled.sheets["Lỗi"].range(
        (table.range.last_cell.row + 1, 1), (table.range.last_cell.row + 40, 10)
    )
    assert {value for row in below.value for value in row} == {None}


def test_marks_survive_saving_and_are_cleared_in_the_reopened_workbook(
    wrong: xw.Book, click: Click, open_book: Callable[[Path], xw.Book], tmp_path: Path
) -> None:
    click("validate", wrong)
    wrong.save(tmp_path / "lan-hai.xlsm")
    wrong.close()
    again = open_book(tmp_path / "lan-hai.xlsm")
    click("clear_marks", again)
    again.save(tmp_path / "lan-ba.xlsm")
    comments = [
        cell.comment.text
        for row in openpyxl.load_workbook(tmp_path / "lan-ba.xlsm")["Số liệu"].iter_rows()
        for cell in row
        if cell.comment
    ]
    assert len(comments) == 1
    assert "Đã gọi Sở hỏi lại" in comments[0]
