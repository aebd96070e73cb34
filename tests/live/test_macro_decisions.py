"""Decisions, assignments and goals by button: the same commands as on files, on the open workbook."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
import xlwings as xw

from pii_xl.collect.form_content import form_contents
from pii_xl.collect.form_import import import_forms
from pii_xl.commands.validate import validate
from pii_xl.layout import BOOK
from pii_xl.ledger.present import present
from pii_xl.ledger.reasons import Official
from pii_xl.workbook.books.master_book import build_master
from pii_xl.workspace.new_year import new_workspace
from tests.ledger.forms import form_of
from tests.live.conftest import Dialog, Samples
from tests.live.test_macro_buttons import Click
from tests.live.test_macro_scenarios import cells, values

pytestmark = pytest.mark.libreoffice
CODE, HELD, ANSWERED = "2.1.1", 6.9, 7.1
DAY = date(2025, 10, 15)
Typed = Callable[[str | bool], None]


@pytest.fixture(scope="module")
def undecided_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook in which an official corrected a figure by hand and the agency then sent another one."""
    workspace = new_workspace()
    settings = workspace.settings.having(as_of=DAY, contact_name="Cán bộ đầu mối")
    book = present(workspace.having(settings=settings))
    (content,) = (one for one in form_contents(book) if one.agency.code == "SGDDT")

    def sent(workspace, value: float, day: datetime):
        answer = {"frmValues": {CODE: {"direct": value, "status": "ước tính"}}}
        return import_forms(workspace, [form_of(content, answer, day)], DAY).workspace

    book = sent(book, 6900.0, datetime(2025, 7, 28, 9))
    rows = book["tblValues"].copy()
    rows.loc[rows["code"] == CODE, "direct"] = HELD
    held = validate(book.having(tblValues=rows), Official(DAY, "chuyên viên")).state
    path = tmp_path_factory.mktemp("cho") / "PII-2025.xlsm"
    build_master(sent(held, ANSWERED, datetime(2025, 10, 2, 9)), path)
    return path


@pytest.fixture
def undecided(undecided_path: Path, open_book: Callable[[Path], xw.Book]) -> xw.Book:
    return open_book(undecided_path)


@pytest.fixture
def typed(excel: xw.App) -> Iterator[Typed]:
    """A function that says what the user types in Excel's box; ``False`` when it is cancelled."""

    def answer(text: str | bool) -> None:
        excel.impl.InputBox = lambda *_: text

    yield answer
    if "InputBox" in vars(excel.impl):
        del excel.impl.InputBox


def select(book: xw.Book, code: str = CODE) -> int:
    """Select a cell of the code's row; returns the row."""
    row = values(book, "tblValues", "code").index(code)
    sheet = book.sheets[BOOK.table("tblValues").sheet]
    sheet.activate()
    cells(book, "tblValues", "direct")[row].select()
    return row


@pytest.mark.parametrize(("button", "stands"), [("keep", HELD), ("take", ANSWERED)])
def test_the_official_keeps_or_takes_with_a_reason(
    undecided: xw.Book, click: Click, typed: Typed, button: str, stands: float
) -> None:
    row = select(undecided)
    typed("đã đối chiếu với hồ sơ")
    click(button, undecided)
    assert values(undecided, "tblValues", "direct")[row] == stands
    assert "đã đối chiếu với hồ sơ" in values(undecided, "tblDecisions", "why")


@pytest.mark.parametrize("said", [False])
def test_without_a_reason_nothing_is_decided(
    undecided: xw.Book, click: Click, typed: Typed, said: str | bool
) -> None:
    row = select(undecided)
    before = values(undecided, "tblDecisions", "act")
    typed(said)
    assert click("take", undecided) == []
    assert values(undecided, "tblValues", "direct")[row] == HELD
    assert values(undecided, "tblDecisions", "act") == before


def test_a_row_is_approved_locked_and_reopened(undecided: xw.Book, click: Click) -> None:
    select(undecided)
    for button in ("approve", "lock", "reopen"):
        click(button, undecided)
    acts = [act for act in values(undecided, "tblDecisions", "act") if act]
    assert acts[-3:] == ["duyệt", "khóa", "mở lại"]


@pytest.mark.parametrize("button", ["keep"])
def test_outside_the_rows_it_says_where_to_stand(undecided: xw.Book, click: Click, button: str) -> None:
    undecided.sheets["Hướng dẫn"].activate()
    undecided.sheets["Hướng dẫn"]["A1"].select()
    (said,) = click(button, undecided)
    assert "E849" in said
    assert "Chọn một ô của dòng ấy" in said


def test_the_book_of_assignments_is_taken(
    whole: Samples,
    open_book: Callable[[Path], xw.Book],
    click: Click,
    choose: Callable[..., Dialog],
    tmp_path: Path,
) -> None:
    book = tmp_path / "assignments.xlsx"
    shutil.copyfile(Path(__file__).parents[2] / "workbooks" / "assignments.xlsx", book)
    choose(book)
    _, said = click("assign", open_book(whole.template))
    assert said.startswith("Đã cập nhật phân công theo tệp assignments.xlsx.")


def test_a_book_that_is_none_of_assignments_changes_nothing(
    template: xw.Book, click: Click, choose: Callable[..., Dialog], samples
) -> None:
    before = values(template, "tblHistory", "after")
    choose(next(samples.forms.glob("*.xlsx")))
    _, said = click("assign", template)
    assert re.search(r"\(E\d+", said)
    assert values(template, "tblHistory", "after") == before


def test_a_table_of_provinces_is_taken_for_the_year_that_is_typed(
    template: xw.Book, click: Click, choose: Callable[..., Dialog], typed: Typed, tmp_path: Path
) -> None:
    table = tmp_path / "bang.csv"
    code = values(template, "tblReference", "code")[0]
    table.write_text(f"Tỉnh;{code}\nHuế;1,5\nHà Nội;2,5\n", encoding="utf-8")
    choose(table)
    typed("2025")
    template.app.impl.answers.append("no")
    said = click("national", template)[-1]
    assert said.startswith("Đã đưa vào bảng các tỉnh 2 đơn vị, 1 chỉ số (ước tính).")
    assert values(template, "tblNational", "value")[:2] == [1.5, 2.5]
    assert values(template, "tblReference", "mean")[0] == 2.0


def test_the_goal_of_the_settings_becomes_a_scenario_and_a_draft(
    whole: Samples, open_book: Callable[[Path], xw.Book], click: Click
) -> None:
    filled = open_book(whole.filled)
    (said,) = click("goal", filled)
    assert "hạng 5, tức PII từ 49,38 trở lên để trên Huế" in said
    kept = [value for value in values(filled, "tblSaved", "s1") if value is not None]
    assert kept
    assert any("để đạt hạng 5" in (text or "") for text in values(filled, "tblParagraphs", "text"))
