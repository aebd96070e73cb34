"""Buttons that write Word documents beside the workbook, and the one that checks such a document."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
import xlwings as xw

from docgen.rules import check_docx
from pii_xl.ground.files import sha256_of
from pii_xl.layout import MASTER
from pii_xl.layout.sheets import HISTORY
from tests.live.conftest import Dialog, rows_of

Click = Callable[[str, xw.Book], list[str]]
pytestmark = pytest.mark.libreoffice
REPORT = "bao-cao-PII-2025.docx"


def test_the_report_is_drafted_from_the_open_workbook(filled: xw.Book, click: Click, tmp_path: Path) -> None:
    (said,) = click("report", filled)
    assert said.startswith(f"Đã soạn báo cáo {REPORT} trong thư mục van-ban.")
    path = tmp_path / "van-ban" / REPORT
    text = "\n".join(paragraph.text for paragraph in docx.Document(path).paragraphs)
    assert "Bắc Ninh" in text
    assert "minh họa" in text
    assert not [item for item in check_docx(path) if item.is_error]
    assert not (tmp_path / "sao-luu").exists()  # the workbook itself is not written to


TABLE = MASTER.table("tblSettings")


def test_a_figure_typed_but_not_saved_is_in_the_report(filled: xw.Book, click: Click, tmp_path: Path) -> None:
    click("report", filled)
    before = (tmp_path / "van-ban" / REPORT).read_bytes()
    cell, keys = filled.sheets["Cài đặt"].tables["tblSettings"].data_body_range, TABLE.keys
    row = [line[keys.index("key")] for line in cell.value].index("signer_name")
    cell[row, keys.index("value")].value = "Nguyễn Văn Kiểm Thử"
    (said,) = click("report", filled)
    name = said.split()[4]
    assert name != REPORT  # what was there may have been edited: it stays
    assert (tmp_path / "van-ban" / REPORT).read_bytes() == before
    document = docx.Document(tmp_path / "van-ban" / name)
    cells = [cell.text for table in document.tables for line in table.rows for cell in line.cells]
    assert any("Nguyễn Văn Kiểm Thử" in text for text in cells)


def test_the_same_report_again_is_not_written_twice(filled: xw.Book, click: Click, tmp_path: Path) -> None:
    click("report", filled)
    click("report", filled)
    assert [path.name for path in (tmp_path / "van-ban").iterdir()] == [REPORT]


def test_every_agency_that_owes_something_gets_a_letter(
    filled: xw.Book, click: Click, tmp_path: Path
) -> None:
    (said,) = click("letters", filled)
    written = sorted((tmp_path / "van-ban").glob("cong-van-don-doc-*.docx"))
    assert said == f"Đã soạn {len(written)} công văn trong thư mục van-ban."
    assert any("-stp-" in path.name for path in written)  # the agency that sent nothing


def test_every_agency_that_sent_a_form_gets_a_receipt(filled: xw.Book, click: Click, tmp_path: Path) -> None:
    (said,) = click("receipts", filled)
    written = sorted((tmp_path / "van-ban").glob("bien-nhan-*.docx"))
    assert said == f"Đã soạn {len(written)} biên nhận trong thư mục van-ban."
    names = {path.name for path in written}
    assert "bien-nhan-stc.docx" in names
    assert "bien-nhan-stp.docx" not in names  # sent nothing
    assert "bien-nhan-skhcn.docx" not in names  # the department itself
    assert all(check_docx(path) == [] for path in written)


def test_without_forms_there_is_no_receipt(waiting: xw.Book, click: Click, tmp_path: Path) -> None:
    (said,) = click("receipts", waiting)
    assert said == "Chưa nhập phiếu của cơ quan nào nên không có biên nhận."
    assert not (tmp_path / "van-ban").exists()


@pytest.mark.parametrize(
    ("command", "name"),
    [("progress_report", "bao-cao-tien-do-PII-2025.docx"), ("brief", "tom-tat-PII-2025.docx")],
)
def test_the_smaller_reports_have_a_button_each(
    command: str, name: str, filled: xw.Book, click: Click, tmp_path: Path
) -> None:
    (said,) = click(command, filled)
    assert said.startswith(f"Đã soạn {name} trong thư mục van-ban.")
    assert check_docx(tmp_path / "van-ban" / name) == []


def test_a_document_is_checked_and_its_faults_are_listed(
    filled: xw.Book, click: Click, choose: Callable[..., Dialog], tmp_path: Path
) -> None:
    click("letters", filled)
    letter = min((tmp_path / "van-ban").iterdir())
    spoiled = docx.Document(letter)
    spoiled.sections[0].left_margin = 0
    path = tmp_path / "hong.docx"
    spoiled.save(path)
    dialog = choose(path)
    (said,) = click("check_document", filled)
    assert said.startswith(f"Văn bản hong.docx: {len(check_docx(path))} chỗ cần xem lại.\n\n1. ")
    assert dialog.added[0][1] == "*.docx"


def test_no_document_chosen_no_dialog(filled: xw.Book, click: Click, choose: Callable[..., Dialog]) -> None:
    choose()
    assert click("check_document", filled) == []


def test_a_file_that_is_no_document_is_told_about(
    filled: xw.Book, click: Click, choose: Callable[..., Dialog], tmp_path: Path
) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(b"khong phai docx")
    choose(path)
    (said,) = click("check_document", filled)
    assert said.startswith("Tệp “x.docx” không phải văn bản Word .docx")


def test_a_report_without_the_day_of_the_data_is_refused(
    template: xw.Book, click: Click, tmp_path: Path
) -> None:
    (said,) = click("report", template)
    assert "(E709" in said
    assert not any((tmp_path / "van-ban").glob("*.docx"))


def test_the_ministry_pack_is_put_beside_the_workbook_and_an_earlier_one_is_kept(
    filled: xw.Book, click: Click, tmp_path: Path
) -> None:
    (tmp_path / "minh-chung").mkdir()
    (said,) = click("ministry_pack", filled)
    assert said.startswith("Đã lập gói gửi Bộ trong thư mục goi-gui-bo-2025")
    click("ministry_pack", filled)
    packs = sorted(path for path in tmp_path.iterdir() if path.name.startswith("goi-gui-bo"))
    assert [path.name for path in packs] == ["goi-gui-bo-2025", "goi-gui-bo-2025-v2"]
    assert {path.name for path in packs[0].iterdir()} == {
        "phu-luc-so-lieu.xlsx", "cong-van-gui-Bo.docx", "manifest.csv", "minh-chung",
    }  # fmt: skip
    told = [
        row for row in rows_of(filled, HISTORY, "tblHistory") if row["Tệp"] in {path.name for path in packs}
    ]
    digests = [sha256_of(path / "manifest.csv") for path in packs]
    assert [digest in row["Sau"] for digest, row in zip(digests, told, strict=True)] == [True, True]
