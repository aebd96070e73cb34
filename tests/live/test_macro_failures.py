"""When something goes wrong: a backup is there, the workbook is as it was, and one dialog tells why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings as xw

from pii_xl.live.backup import KEPT, backups, take_backup
from tests.libreoffice_engine import ComError
from tests.libreoffice_engine.process import Bridge
from tests.live.conftest import rows_of

Click = Callable[[str, xw.Book], list[str]]
pytestmark = pytest.mark.libreoffice


class Snapshot:
    """Everything a failed command must leave alone: contents, formulas, notes, fills, tables, protection."""

    def __init__(self, book: xw.Book) -> None:
        self.contents = {sheet.name: sheet.used_range.formula for sheet in book.sheets}
        self.notes = {(note.location.sheet.name, note.location.address): note.text for note in book.notes}
        self.fills = {row: book.sheets["Số liệu"].range((row, 5)).color for row in range(6, 20)}
        self.tables = {table.name: table.range.address for sheet in book.sheets for table in sheet.tables}
        self.protected = {sheet.name: sheet.api.ProtectContents for sheet in book.sheets}

    def __eq__(self, other: object) -> bool:
        return vars(self) == vars(other)


def fail_at(monkeypatch: pytest.MonkeyPatch, request: str, number: int) -> None:
    """Let Excel refuse the ``number``-th request of this kind, and work again afterwards."""
    call, seen = Bridge.call, [0]

    def refusing(self: Bridge, do: str, **arguments: Any) -> Any:
        seen[0] += do == request
        if do == request and seen[0] == number:
            raise ComError("refused")
        return call(self, do, **arguments)

    monkeypatch.setattr(Bridge, "call", refusing)


@pytest.mark.parametrize(
    ("request_", "number"),
    [("write", 2), ("set_number_format", 3), ("resize_table", 1), ("set_note", 4), ("set_color", 2)],
)
def test_a_check_that_fails_halfway_leaves_the_workbook_as_it_was(
    template: xw.Book, click: Click, monkeypatch: pytest.MonkeyPatch, request_: str, number: int
) -> None:
    before = Snapshot(template)
    with monkeypatch.context() as patch:
        fail_at(patch, request_, number)
        (said,) = click("validate", template)
    assert said.startswith("Excel không cho ghi vào trang “")
    assert "sao-luu" in said
    assert Snapshot(template) == before


def test_an_import_that_fails_at_the_last_table_takes_everything_back(
    waiting: xw.Book, click: Click, answers: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Snapshot(waiting)
    answers += ["yes", "yes"]
    with monkeypatch.context() as patch:
        fail_at(patch, "write", 12)
        *_, said = click("import_forms", waiting)
    assert said.startswith("Excel không cho ghi vào trang “")
    assert Snapshot(waiting) == before


def test_an_error_nobody_thought_of_is_told_in_vietnamese_and_logged(
    template: xw.Book, click: Click, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("bên trong")

    monkeypatch.setattr("pii_xl.commands.score.score", broken)
    (said,) = click("score", template)
    assert said.startswith("Chương trình gặp lỗi ngoài dự kiến (ZeroDivisionError).")
    assert "Traceback" not in said
    assert "bên trong" in (tmp_path / "pii-xl.log").read_text(encoding="utf-8")


def test_sheets_are_protected_again_with_the_same_options(template: xw.Book, click: Click) -> None:
    click("score", template)
    sheet = template.sheets["Lịch sử"]
    assert sheet.api.ProtectContents
    *first, insert_links, _, _, sort, filter_, _ = sheet.api.protection
    assert first[:4] == [
        True,
        True,
        True,
        False,
    ]  # drawings, contents, scenarios; people, not only macros, are held back
    assert (insert_links, sort, filter_) == (True, True, True)


def test_a_sheet_that_was_not_protected_stays_so(template: xw.Book, click: Click) -> None:
    template.sheets["Lịch sử"].api.Unprotect("")
    click("score", template)
    assert not template.sheets["Lịch sử"].api.ProtectContents
    assert template.sheets["Lỗi"].api.ProtectContents
    template.sheets["Lịch sử"].api.Protect("")


def test_a_backup_holds_what_was_in_excel_before_the_command(
    template: xw.Book, click: Click, tmp_path: Path
) -> None:
    template.sheets["Số gốc"].range("E6").value = 4321.5  # typed, not saved
    click("score", template)
    (copy,) = backups(tmp_path, template.name)
    assert copy.parent == tmp_path / "sao-luu"
    assert copy.name.startswith("PII-2025-20")
    book = openpyxl.load_workbook(copy)
    assert book["Số gốc"]["E6"].value == 4321.5
    assert book["Lịch sử"]["A6"].value is None
    assert rows_of(template, "Lịch sử", "tblHistory")[-1]["Việc"] == "Chấm điểm"


def test_only_the_last_ten_backups_of_this_workbook_stay(template: xw.Book, tmp_path: Path) -> None:
    folder = tmp_path / "sao-luu"
    folder.mkdir()
    for number in range(KEPT + 3):
        (folder / f"PII-2025-202501{number + 10}-080000.xlsm").touch()
    other = folder / "khac-20250101-080000.xlsm"
    other.touch()
    newest = take_backup(template, tmp_path, datetime(2026, 1, 2, 3, 4, 5))
    kept = backups(tmp_path, template.name)
    assert len(kept) == KEPT
    assert kept[-1] == newest
    assert newest.name == "PII-2025-20260102-030405.xlsm"
    assert other.exists()


def test_without_a_backup_nothing_is_written(template: xw.Book, click: Click, tmp_path: Path) -> None:
    (tmp_path / "sao-luu").write_text("một tệp chiếm chỗ")
    before = Snapshot(template)
    (said,) = click("score", template)
    assert said.startswith("Không lưu được bản dự phòng")
    assert Snapshot(template) == before


def test_a_note_below_the_table_is_not_overwritten_when_the_table_grows(
    template: xw.Book, click: Click
) -> None:
    sheet = template.sheets["Lịch sử"]
    sheet.api.Unprotect("")
    sheet.range("B7").value = "ghi chú của tôi"
    click("score", template)  # fills the one empty row there is
    template.sheets["Số gốc"].range("E6").value = 10
    (said,) = click("validate", template)
    assert said.startswith("Phía dưới bảng của trang “Lịch sử” có nội dung ở ô B7")
    assert sheet.range("B7").value == "ghi chú của tôi"
    assert len(rows_of(template, "Lịch sử", "tblHistory")) == 1
