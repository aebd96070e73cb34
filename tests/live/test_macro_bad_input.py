"""Workbooks in a state in which a command cannot work: each has its own message and stays untouched."""

from __future__ import annotations

import shlex
import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw

from pii_xl.cli import run as run_cli
from pii_xl.click import NO_BOOK, run_on
from pii_xl.ground import xlwings_habits
from pii_xl.ground.errors import UnreadableError
from pii_xl.ground.messages import EXCEL
from pii_xl.live import journal
from pii_xl.live.busy import BUSY_CODES
from pii_xl.live.caller import active_book
from pii_xl.live.identity import check_book
from pii_xl.workbook.books.master_book import build_master
from pii_xl.workbook.reading.master_file import read_master
from pii_xl.workspace.identity import IDENTITY_SHEET
from tests.libreoffice_engine.process import Bridge
from tests.live.conftest import Samples

Click = Callable[[str, xw.Book], list[str]]
pytestmark = pytest.mark.libreoffice


def test_no_workbook_open(excel: xw.App) -> None:
    assert run_on("validate", active_book) == NO_BOOK
    assert excel.impl.alerts[-1].prompt.startswith("Chưa mở sổ PII nào trong Excel.")


def test_only_foreign_workbooks_open(excel: xw.App) -> None:
    excel.books.add()
    with pytest.raises(UnreadableError) as caught:
        active_book()
    assert caught.value.code == "E801"


def test_another_workbook_in_front_is_named_beside_ours(template: xw.Book, excel: xw.App) -> None:
    other = excel.books.add()
    assert run_on("score", active_book) == NO_BOOK
    said = excel.impl.alerts[-1].prompt
    assert f"Sổ đang ở phía trước là “{other.name}”, không phải sổ PII." in said
    assert f"Sổ PII đang mở: {template.name}." in said


def test_the_workbook_in_front_is_worked_on_from_the_start_menu(template: xw.Book, excel: xw.App) -> None:
    assert run_on("score", active_book) == 0
    assert excel.impl.alerts[-1].prompt.startswith("PII chưa tính được")


def test_a_button_on_a_workbook_that_is_not_ours(excel: xw.App, click: Click) -> None:
    foreign = excel.books.add()
    (said,) = click("validate", foreign)
    assert "không phải sổ PII" in said


@pytest.mark.parametrize(("answer", "dialogs"), [("no", 1), ("yes", 2)])
def test_two_workbooks_of_the_tool_open_are_asked_about(
    template: xw.Book,
    excel: xw.App,
    click: Click,
    answers: list[str],
    tmp_path: Path,
    samples: Samples,
    answer: str,
    dialogs: int,
) -> None:
    shutil.copyfile(samples.template, tmp_path / "PII-2024.xlsm")
    excel.books.open(tmp_path / "PII-2024.xlsm")
    template.activate()
    answers.append(answer)
    said = click("score", template)
    assert said[0].startswith("Đang mở cùng lúc nhiều sổ PII: PII-2025.xlsm; PII-2024.xlsm.")
    assert "chỉ làm trên sổ “PII-2025.xlsm”" in said[0]
    assert len(said) == dialogs


def test_a_renamed_sheet_is_reported_with_both_names(template: xw.Book, click: Click) -> None:
    template.sheets["Số liệu"].name = "So lieu quy 3"
    (said,) = click("validate", template)
    assert said.startswith("Trang “Số liệu” đã bị đổi tên thành “So lieu quy 3”.")
    assert "(E804" in said


def test_a_deleted_sheet_is_reported(template: xw.Book, click: Click) -> None:
    template.sheets["Đầu mối"].delete()
    (said,) = click("score", template)
    assert said.startswith("Không có trang “Đầu mối”.")


@pytest.mark.parametrize("renamed", [True, False])
def test_a_table_that_was_turned_into_plain_cells_or_renamed_is_reported(
    template: xw.Book, click: Click, renamed: bool
) -> None:
    table = template.sheets["Số gốc"].tables["tblBase"]
    if renamed:
        table.name = "Table9"
    else:
        table.api.Unlist()
    (said,) = click("score", template)
    assert said.startswith("Bảng “tblBase” trên trang “Số gốc” đã bị xóa")


def test_a_renamed_column_is_reported(template: xw.Book, click: Click) -> None:
    sheet = template.sheets["Số gốc"]
    sheet.api.Unprotect("")
    sheet.tables["tblBase"].header_row_range[0, 4].value = "Trị số"
    (said,) = click("score", template)
    assert said.startswith("Trang “Số gốc” không có cột “Giá trị”.")


def test_a_sheet_with_a_password_is_named_and_stays_locked(template: xw.Book, click: Click) -> None:
    sheet = template.sheets["Lịch sử"]
    sheet.api.Unprotect("")
    sheet.api.Protect("bi mat")
    (said,) = click("score", template)
    assert said.startswith("Trang “Lịch sử” được khóa bằng mật khẩu")
    assert all(s.api.ProtectContents for s in template.sheets if s.visible)
    sheet.api.Unprotect("bi mat")


def hide_rows(book: xw.Book) -> None:
    book.sheets["Lỗi"].range("7:9").rows.hidden = True


def filter_warnings(book: xw.Book) -> None:
    table = book.sheets["Lỗi"].tables["tblFindings"]
    table.api.AutoFilter(1, "Cảnh báo")
    assert table.range.rows.hidden is not False


@pytest.mark.parametrize("narrow", [hide_rows, filter_warnings])
def test_a_filtered_sheet_is_not_written_to(
    filled: xw.Book, click: Click, tmp_path: Path, narrow: Callable[[xw.Book], None]
) -> None:
    values = filled.sheets["Số liệu"].tables["tblValues"].data_body_range
    values[0, 4].value = "mười một"  # an error among the warnings
    click("validate", filled)
    filled.sheets["Lỗi"].api.Unprotect("")
    narrow(filled)
    before = filled.sheets["Lỗi"].used_range.formula
    values[1, 4].value = "mười hai"
    copies = set((tmp_path / "sao-luu").iterdir())
    (said,) = click("validate", filled)
    assert said.startswith("Trang “Lỗi” đang lọc hoặc có dòng bị ẩn.")
    assert "bỏ lọc" in said
    assert filled.sheets["Lỗi"].used_range.formula == before
    assert set((tmp_path / "sao-luu").iterdir()) == copies


@pytest.mark.parametrize("hresult", sorted(BUSY_CODES))
def test_a_cell_being_edited(
    template: xw.Book, click: Click, monkeypatch: pytest.MonkeyPatch, hresult: int
) -> None:
    class Rejected(Exception):  # noqa: N818  (what pywin32 raises)
        pass

    monkeypatch.setattr(xlwings_habits, "WAIT_SECONDS", 0.2)
    monkeypatch.setattr(journal, "TAKE_BACK_SECONDS", 0.2)
    call = Bridge.call

    def busy(self: Bridge, do: str, **arguments: Any) -> Any:
        if do == "write":
            error = Rejected("Call was rejected by callee.")
            error.hresult = hresult  # type: ignore[attr-defined]
            raise error
        return call(self, do, **arguments)

    monkeypatch.setattr(Bridge, "call", busy)
    (said,) = click("score", template)
    assert said.startswith("Excel đang bận: một ô đang được sửa dở")


def test_a_cell_being_edited_when_nothing_at_all_gets_through_to_excel(
    template: xw.Book, excel: xw.App, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        error = OSError("Call was rejected by callee.")
        error.hresult = min(BUSY_CODES)  # type: ignore[attr-defined]
        raise error

    monkeypatch.setattr(xlwings_habits, "WAIT_SECONDS", 0.2)
    monkeypatch.setattr(Bridge, "call", refuse)
    monkeypatch.setattr(excel.impl, "alert", refuse)
    for find_book in (lambda: template, active_book):
        run_on("progress", find_book)
        said = capsys.readouterr().err  # the system's own message box on Windows
        assert said.startswith("Excel đang bận: một ô đang được sửa dở")
        assert "Bấm Enter hoặc Esc trong Excel" in said


def test_a_read_only_workbook_is_not_written_to(
    excel: xw.App, samples: Samples, click: Click, tmp_path: Path
) -> None:
    shutil.copyfile(samples.template, tmp_path / "PII.xlsm")
    book = excel.books.open(tmp_path / "PII.xlsm", read_only=True)
    (said,) = click("score", book)
    assert said.startswith("Sổ “PII.xlsm” đang mở ở chế độ chỉ đọc.")
    assert click("progress", book)[0].startswith("Tiến độ: ")  # what changes nothing still works


def test_every_message_about_excel_says_how_to_mend_it() -> None:
    lacking = [code for code, message in EXCEL.items() if code[0] in "EW" and not message.remedy]
    assert lacking == ["W840"]  # the check-up lists its problems with their remedies
    assert all(unicodedata.is_normalized("NFC", str(message)) for message in EXCEL.values())


@pytest.mark.parametrize("command", ["score", "make_forms", "open_output"])
def test_a_workbook_on_onedrive_has_no_folder(template: xw.Book, click: Click, command: str) -> None:
    template.impl.fullname = "https://tinh-my.sharepoint.com/personal/nguyen/Documents/PII-2025.xlsm"
    (said,) = click(command, template)
    assert said.startswith("Sổ “PII-2025.xlsm” đang mở từ OneDrive hoặc SharePoint")


def test_a_workbook_that_was_never_saved_has_no_folder(template: xw.Book, click: Click) -> None:
    template.impl.fullname = "Book1"
    assert click("make_forms", template)[0].startswith("Sổ “Book1” chưa được lưu")


def test_an_older_workbook_becomes_a_new_one_by_the_command_its_message_names(
    samples: Samples, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, open_book: Callable[[Path], xw.Book]
) -> None:
    old, new = tmp_path / "PII-2025.xlsm", tmp_path / "PII-moi.xlsm"
    with monkeypatch.context() as earlier:
        earlier.setattr("pii_xl.workbook.sheets.hidden_sheets.__version__", "0.0.9")
        build_master(read_master(samples.filled).workspace, old)
    with pytest.raises(UnreadableError) as caught:
        check_book(open_book(old))
    command = f"pii-xl validate “{old.name}” --out “{new.name}”"
    assert command in caught.value.finding.remedy
    before = old.read_bytes()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit):
        run_cli(shlex.split(command.replace("“", "'").replace("”", "'"))[1:])
    check_book(open_book(new))
    assert old.read_bytes() == before
    values = [read_master(path).workspace["tblValues"] for path in (old, new)]
    assert values[0].equals(values[1])


@pytest.mark.parametrize(("version", "code"), [("0.0.9", "E808"), ("99.1.0", "E206")])
def test_a_workbook_of_another_version_of_the_program(
    template: xw.Book, click: Click, version: str, code: str
) -> None:
    template.sheets[IDENTITY_SHEET].range("B2").value = version
    (said,) = click("validate", template)
    assert f"({code}" in said
    assert version in said
    assert "Cài đặt có chỗ cần xem lại." in click("doctor", template)[0]
