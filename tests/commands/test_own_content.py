"""What officials added themselves is never lost in silence: a command that builds the workbook anew says so first and stops."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook as Book

from pii_xl.cli import _guarded
from pii_xl.demo.run import demo_workspace
from pii_xl.layout import BOOK, MASTER
from pii_xl.layout.sheets import ANSWERS, VALUES
from pii_xl.workbook.books.master_book import build_master
from pii_xl.workbook.reading.master_file import read_master
from pii_xl.workbook.reading.own_content import own_content
from pii_xl.workbook.reading.reader import open_book
from pii_xl.workspace.identity import NOTE_SIGN

TEMPLATE = Path(__file__).parents[2] / "workbooks" / "template.xlsm"
VALUES_TABLE = MASTER.table("tblValues")
Change = Callable[[Book], None]


def own_of(path: Path) -> list[str]:
    return own_content(open_book(path), read_master(path).workspace.book.layout)


@pytest.fixture(scope="module")
def master(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("so") / "PII-2025.xlsm"
    build_master(demo_workspace(), path)
    return path


@pytest.fixture(scope="module")
def made(master: Path, tmp_path_factory) -> Callable[[Change], Path]:
    """A function that changes the workbook, each way once."""

    @cache
    def changed(change: Change) -> Path:
        book = load_workbook(master, keep_vba=True)
        change(book)
        path = tmp_path_factory.mktemp("rieng") / "rieng.xlsm"
        book.save(path)
        return path

    return changed


@pytest.fixture
def edited(made: Callable[[Change], Path], tmp_path: Path) -> Callable[[Change], Path]:
    """A function that gives a copy of a changed workbook."""

    def copied(change: Change) -> Path:
        return Path(shutil.copy(made(change), tmp_path / "rieng.xlsm"))

    return copied


def own_sheet(book: Book) -> None:
    book.create_sheet("Việc của tôi")["B2"] = "gọi lại Sở Y tế"


def own_column(book: Book) -> None:
    row, column = VALUES_TABLE.row + 1, VALUES_TABLE.column + len(VALUES_TABLE.columns) + 1
    book[VALUES].cell(row, column).value = "Người theo dõi"
    book[VALUES].cell(row + 3, column).value = "chị Hà"


def own_column_of_the_ledger(book: Book) -> None:
    table = MASTER.table("tblAnswers")
    book[ANSWERS].cell(table.row + 1, len(table.columns) + 1).value = "Đã gọi"
    book[ANSWERS].cell(table.row + 2, len(table.columns) + 1).value = "rồi"


def own_note(book: Book) -> None:
    book[VALUES]["E8"].comment = Comment("Số này hỏi lại anh Nam", "Hà")


def former_column(book: Book, content: str) -> None:
    table = MASTER.table("tblSubmissions")
    book[table.sheet].cell(table.row + 1, len(table.columns) + 1).value = "Quãng đi được"
    book[table.sheet].cell(table.row + 2, len(table.columns) + 1).value = content


def of_ones_own(book: Book) -> None:
    own_sheet(book)
    own_column(book)
    own_column_of_the_ledger(book)
    own_note(book)
    former_column(book, "hỏi lại")


def not_of_ones_own(book: Book) -> None:
    book.create_sheet("Sheet1")
    book[VALUES]["E8"].comment = Comment(f"{NOTE_SIGN} · Lỗi E402\nKhông phải số", "PII-XL")
    former_column(book, "=1+1")


OWN = (
    "“Việc của tôi”",
    "“Người theo dõi” (trang “Số liệu”",
    "“Đã gọi” (trang “Trả lời”",
    "“Quãng đi được” (trang “Lượt nộp”",
    "Số liệu!E8",
)
REBUILDING = {
    "score": ("--out",),
    "simulate": ("--set", "2.1.1=5", "--out"),
    "assignments": (str(TEMPLATE.with_name("assignments.xlsx")), "--out"),
    "import": (str(Path(__file__)), "--out"),
    "goal": ("--top", "10", "--out"),
    "reference": (str(Path(__file__)), "--out"),
}


@pytest.mark.parametrize("named", OWN)
def test_what_is_not_ours_is_named(made, named):
    assert named in "; ".join(own_of(made(of_ones_own)))


def test_the_command_says_what_it_would_lose_and_writes_nothing(edited, tmp_path, capsys):
    book = edited(of_ones_own)
    before = book.read_bytes()
    assert _guarded(["validate", str(book), "--out", str(tmp_path / "moi.xlsm")]) != 0
    told = re.sub(r"\s+", " ", "".join(capsys.readouterr()))
    assert "E116" in told
    assert "“Việc của tôi”" in told
    assert not (tmp_path / "moi.xlsm").exists()
    assert book.read_bytes() == before


@pytest.mark.parametrize("command", REBUILDING)
def test_every_command_that_builds_the_workbook_anew_stops(edited, tmp_path, capsys, command):
    book, out = edited(of_ones_own), tmp_path / "moi.xlsm"
    assert _guarded([command, str(book), *REBUILDING[command], str(out)]) != 0
    assert "E116" in "".join(capsys.readouterr())
    assert not out.exists()


@pytest.mark.parametrize("arguments", [["status"], ["letters", "--out", "thu"]])
def test_commands_that_leave_the_workbook_alone_run(edited, tmp_path, capsys, arguments):
    command, *rest = arguments
    given = [str(tmp_path / one) if one == "thu" else one for one in rest]
    _guarded([command, str(edited(of_ones_own)), *given])
    assert "E116" not in "".join(capsys.readouterr())


def test_registering_letters_builds_the_workbook_anew_and_stops_before_any_letter(edited, tmp_path, capsys):
    rest = ["--out", str(tmp_path / "thu"), "--book", str(tmp_path / "moi.xlsm")]
    assert _guarded(["letters", str(edited(of_ones_own)), *rest]) != 0
    assert "E116" in "".join(capsys.readouterr())
    assert not (tmp_path / "thu").exists()
    assert not (tmp_path / "moi.xlsm").exists()


def test_an_empty_sheet_our_notes_and_computed_columns_of_an_earlier_version_are_nobodys_own(made):
    assert own_of(made(not_of_ones_own)) == []


def test_workbooks_as_we_build_them_have_nothing_of_anybodys_own(master):
    assert own_of(TEMPLATE) == []
    assert own_of(master) == []
    with zipfile.ZipFile(master) as package:
        assert len([name for name in package.namelist() if "worksheets/sheet" in name]) >= len(BOOK.sheets)
