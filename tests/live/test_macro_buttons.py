"""Every button on the real workbook: open, click, look at the cells, save, open again."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import xlwings as xw

from pii_xl.collect.form_import import import_forms
from pii_xl.layout import MASTER
from pii_xl.layout.buttons import python_commands
from pii_xl.layout.scored import COMPLETE, OVERDUE
from pii_xl.layout.stamp import FRESH
from pii_xl.live import door as macros
from pii_xl.workbook.reading.form_file import form_paths, read_forms
from pii_xl.workbook.reading.master_file import read_master
from tests.live.conftest import Dialog, Samples, rows_of

Click = Callable[[str, xw.Book], list[str]]
pytestmark = pytest.mark.libreoffice


@pytest.fixture
def samples(whole: Samples) -> Samples:
    """What is counted here is counted in the plan's own province."""
    return whole


def test_every_python_command_is_a_macro_that_takes_only_the_workbook() -> None:
    for command in python_commands():
        macro = getattr(macros, command.id)
        assert list(inspect.signature(macro).parameters) == ["book"], command.id
        assert inspect.signature(macro).return_annotation == "None"
        assert macro.__doc__


def test_no_other_public_function_can_be_called_from_excel() -> None:
    public = {
        name
        for name, thing in vars(macros).items()
        if inspect.isfunction(thing) and thing.__module__ == macros.__name__
    }
    assert {name for name in public if not name.startswith("_")} == {
        command.id for command in python_commands()
    }


def saved(book: xw.Book, tmp_path: Path) -> Path:
    path = tmp_path / "da-luu.xlsm"
    book.save(path)
    return path


# Forms


def test_make_forms_writes_one_form_an_agency_beside_the_workbook(
    filled: xw.Book, click: Click, tmp_path: Path
) -> None:
    assert click("make_forms", filled) == ["Đã lập 14 phiếu trong thư mục phieu-gui."]
    forms, refused = read_forms(form_paths([tmp_path / "phieu-gui"]))
    assert (len(forms), refused) == (14, [])
    assert not (tmp_path / "sao-luu").exists()  # nothing was written to the workbook


def test_make_forms_again_keeps_a_form_that_was_edited(filled: xw.Book, click: Click, tmp_path: Path) -> None:
    click("make_forms", filled)
    edited = tmp_path / "phieu-gui" / "PII-2025_SCT.xlsx"
    edited.write_bytes(b"da sua")
    (said,) = click("make_forms", filled)
    assert "1 tệp cùng tên có nội dung khác được giữ nguyên" in said
    assert edited.read_bytes() == b"da sua"
    names = {path.name for path in (tmp_path / "phieu-gui").iterdir()}
    assert "PII-2025_SCT (2).xlsx" in names
    assert len(names) == 15


# Import


def test_import_puts_what_the_file_door_would_into_the_open_workbook(
    waiting: xw.Book, click: Click, answers: list[str], samples: Samples, tmp_path: Path
) -> None:
    answers += ["yes", "yes"]
    question, folder, result = click("import_forms", waiting)
    assert question.startswith("Số liệu hợp lệ")
    assert "13 phiếu" in folder
    assert result.startswith("Đã nhập 13 phiếu")
    live = read_master(saved(waiting, tmp_path)).workspace
    before = read_master(samples.waiting).workspace
    forms, _ = read_forms(form_paths([samples.forms]))
    expected = import_forms(before, forms, date.today()).workspace
    for name in (
        "tblValues",
        "tblBase",
        "tblPolicies",
        "tblTasks",
        "tblEvidence",
        "tblContacts",
        "tblProgress",
    ):
        for column in MASTER.table(name).stored:
            if column.key != "reported":
                got, wanted = list(live[name][column.key]), list(expected[name][column.key])
                assert list(map(str, got)) == list(map(str, wanted)), (name, column.key)


def test_imported_codes_and_stamps_stay_text_and_live_formulas_stay_formulas(
    waiting: xw.Book, click: Click, answers: list[str]
) -> None:
    values = waiting.sheets["Số liệu"].tables["tblValues"]
    position = [column.key for column in MASTER.table("tblValues").columns].index
    formulas = values.data_body_range.columns[position("value")].formula
    answers += ["yes", "yes"]
    click("import_forms", waiting)
    assert values.data_body_range.columns[position("value")].formula == formulas
    rows = rows_of(waiting, "Số liệu", "tblValues")
    assert rows[0]["Mã"] == "1.1.1"
    assert all(isinstance(row["Lưu tệp lúc"], str) for row in rows if row["Tệp gốc"])
    assert (
        sum(isinstance(row["Giá trị"], float) for row in rows) > 40
    )  # calculated at once by the workbook itself


def test_import_files_chosen_in_the_dialog_only(
    waiting: xw.Book, click: Click, answers: list[str], choose: Callable[..., Dialog], samples: Samples
) -> None:
    answers += ["yes", "no"]
    dialog = choose(samples.forms / "PII-2025_SCT.xlsx")
    *_, result = click("import_forms", waiting)
    assert result.startswith("Đã nhập 1 phiếu")
    assert dialog.added[0][1] == "*.xlsx;*.xlsm;*.xls"
    sent = {row["Cơ quan gửi"] for row in rows_of(waiting, "Số liệu", "tblValues")}
    assert sent <= {None, "Sở CT"}


@pytest.mark.parametrize("pressed", [["no"], ["yes", "cancel"], ["yes", "no"]])
def test_an_import_that_is_called_off_does_nothing_and_says_nothing_more(
    waiting: xw.Book,
    click: Click,
    answers: list[str],
    choose: Callable[..., Dialog],
    tmp_path: Path,
    pressed: list[str],
) -> None:
    choose()
    answers += pressed
    assert len(click("import_forms", waiting)) == len(pressed)
    assert not (tmp_path / "sao-luu").exists()


def test_forms_that_are_refused_are_listed_and_change_no_figure(
    waiting: xw.Book, click: Click, answers: list[str], choose: Callable[..., Dialog], tmp_path: Path
) -> None:
    broken = tmp_path / "hong.xlsx"
    broken.write_bytes(b"khong phai zip")
    choose(broken)
    answers += ["yes", "no"]
    before = waiting.sheets["Số liệu"].tables["tblValues"].range.value
    *_, result = click("import_forms", waiting)
    assert result.startswith("Không phiếu nào được nhập: 1 lỗi")
    assert waiting.sheets["Số liệu"].tables["tblValues"].range.value == before
    assert [(row["Mã"], row["Tệp"]) for row in rows_of(waiting, "Lỗi", "tblFindings")] == [
        ("E102", "hong.xlsx")
    ]


# Score, progress


def test_score_agrees_with_the_live_formulas_and_is_noted_in_the_history(
    filled: xw.Book, click: Click, samples: Samples, tmp_path: Path
) -> None:
    (said,) = click("score", filled)
    index = read_master(samples.filled).workspace["tblIndex"].iloc[0]
    assert said.startswith("PII ")
    assert "minh họa" in said
    assert "khác điểm chương trình tính" not in said
    (row,) = rows_of(filled, "Tổng hợp", "tblIndex")
    assert row["Điểm"] == pytest.approx(index["score"], abs=1e-9)
    history = read_master(saved(filled, tmp_path)).workspace["tblHistory"].to_dict("records")[-1]
    assert (history["command"], history["day"], history["subject"]) == ("Chấm điểm", date.today(), "2025")


def test_score_tells_when_a_formula_on_the_sheet_was_replaced_by_a_number(
    filled: xw.Book, click: Click
) -> None:
    sheet = filled.sheets["Kết quả"]
    sheet.api.Unprotect("")
    table = sheet.tables["tblResults"]
    table.data_body_range[2, MASTER.table("tblResults").keys.index("score")].value = 99.5
    (said,) = click("score", filled)
    assert "Điểm trên trang “Kết quả” khác điểm chương trình tính: 1.1.3" in said


def test_progress_counts_the_agencies_by_state(filled: xw.Book, click: Click) -> None:
    (said,) = click("progress", filled)
    states = [row["Tình trạng"] for row in rows_of(filled, "Tiến độ", "tblProgress")]
    assert said.startswith("Tiến độ: 14 cơ quan;")
    assert f"{sum(state in COMPLETE for state in states)} đủ số liệu" in said
    assert f"{states.count(OVERDUE)} quá hạn" in said


def test_praise_and_learning_fill_their_sheets_and_draft_a_document(
    filled: xw.Book, click: Click, tmp_path: Path
) -> None:
    (said,) = click("learn", filled)
    rows = rows_of(filled, "Học hỏi", "tblLearning")
    assert f"Trang Học hỏi có {len([row for row in rows if row['Mã']])} dòng" in said
    assert "ke-hoach-hoc-hoi-2025.docx" in said
    (said,) = click("praise", filled)
    praised = [row for row in rows_of(filled, "Khen thưởng", "tblCommendation") if row["Đối tượng"]]
    assert f"{len(praised)} dòng" in said


def test_certainty_fills_its_sheet_with_figures_that_fit_the_workbook(filled: xw.Book, click: Click) -> None:
    (said,) = click("certainty", filled)
    assert "tính lại 2000 lần" in said
    rows = rows_of(filled, "Độ chắc chắn", "tblCertainty")
    assert {row["Còn đúng không"] for row in rows} == {FRESH}
    assert rows[0]["Từ"] < rows[0]["Giá trị"] < rows[0]["Đến"]


def test_next_years_folder_stands_beside_the_workbook_which_stays_as_it_was(
    filled: xw.Book, click: Click, tmp_path: Path
) -> None:
    *_, said = click("next_year", filled)
    assert "Đã mở sổ năm 2026" in said
    folder = Path(filled.fullname).parent / "nam-2026"
    assert {"PII-2026.xlsm", "viec-can-quyet.txt"} <= {path.name for path in folder.iterdir()}
    assert read_master(folder / "PII-2026.xlsm").workspace.year == 2026
    *_, again = click("next_year", filled)
    assert "E106" in again or "không trống" in again


def test_more_rows_are_blank_and_keep_the_formulas(filled: xw.Book, click: Click) -> None:
    sheet = filled.sheets["Công bố"]
    sheet.activate()
    sheet.range("A6").select()
    table = sheet.tables["tblPublished"]
    before, length = rows_of(filled, "Công bố", "tblPublished"), table.range.rows.count
    (said,) = click("add_rows", filled)
    more = table.range.rows.count - length
    assert f"Đã thêm {more} dòng trống" in said
    assert more == MASTER.table("tblPublished").spare_rows
    assert rows_of(filled, "Công bố", "tblPublished") == before
    last = table.range.last_cell.row
    for column, content in zip("ABCD", (2025, "Huế", "3", 61.5), strict=True):
        sheet.range(f"{column}{last}").value = content
    assert table.range.last_cell.row == last
    (key,) = (cell.column for cell in table.range[0, :] if cell.value == "Khóa")
    assert sheet.range((last, key)).formula.startswith("=")


def test_a_sheet_without_such_a_table_is_named(filled: xw.Book, click: Click) -> None:
    filled.sheets["Bảng điều khiển"].activate()
    filled.sheets["Bảng điều khiển"].range("A1").select()
    (said,) = click("add_rows", filled)
    assert "Bảng điều khiển" in said
    assert "Công bố" in said


# Buttons without tables


def test_help_shows_the_guide(filled: xw.Book, click: Click) -> None:
    filled.sheets["Số liệu"].activate()
    assert click("help", filled) == []
    assert filled.sheets.active.name == "Hướng dẫn"


def test_open_output_opens_the_documents_or_else_the_workbooks_folder(
    filled: xw.Book, click: Click, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr("pii_xl.live.files.open_path", opened.append)
    click("open_output", filled)
    (tmp_path / "van-ban").mkdir()
    assert click("open_output", filled) == []
    assert opened == [tmp_path, tmp_path / "van-ban"]


def test_doctor_names_the_versions_that_must_fit(filled: xw.Book, click: Click) -> None:
    (said,) = click("doctor", filled)
    assert said.startswith("Cài đặt tốt.")
    assert "xlwings 0.37.8" in said
    assert "PII-2025.xlsm" in said
