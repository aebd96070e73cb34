"""A framework as a workbook: officials edit it, and a year, or another province, starts from the file alone."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pii_xl.assign.framework import origins
from pii_xl.commands.documents import report
from pii_xl.commands.score import score
from pii_xl.layout.framework_book import FRAMEWORK_BOOK
from pii_xl.ledger.reasons import Official
from pii_xl.workbook.books.framework_book import build_framework, read_framework_book
from pii_xl.workbook.books.master_book import build_master
from pii_xl.workbook.reading.master_file import read_master
from pii_xl.workspace.new_year import new_workspace
from pii_xl.workspace.next_year import NewFrame, next_year
from pii_xl.workspace.workspace import Settings
from pii_xl.year.framework import Former, Framework, Pillar, SubPillar, available_years, load_framework
from tests.command_line import run as exit_of

OLD = load_framework(2024)
LAST, YEAR = 2025, 2031
BY = Official(date(YEAR, 10, 15), "chuyên viên")


def invented() -> Framework:
    """A year with one pillar, two sub-pillars and three indicators more, one indicator less and one renamed."""
    plain = OLD.indicator("1.1.3")
    new = [
        plain._replace(
            code=code, printed_code=code, name=f"Chỉ số mới {code}", short_name="", sub_pillar=code[:3]
        )
        for code in ("3.4.1", "8.1.1", "8.1.2")
    ]
    kept = [
        one._replace(name="Hạ tầng khác hẳn") if one.code == "3.1.1" else one
        for one in OLD.indicators
        if one.code != "2.1.2"
    ]
    return replace(
        OLD,
        year=YEAR,
        n_units=34,
        pillars=(*OLD.pillars, Pillar("8", "Chuyển đổi số", "output")),
        sub_pillars=(*OLD.sub_pillars, SubPillar("3.4", "Nhóm mới", "3"), SubPillar("8.1", "Nhóm số", "8")),
        indicators=(*kept, *new),
    )


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("khung") / f"khung-chi-so-{YEAR}.xlsx"
    build_framework(invented(), path)
    return path


def run(*arguments: object) -> tuple[int, str]:
    """The command's exit code and all it said."""
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        code = exit_of(*arguments)
    assert "E199" not in said.getvalue()
    return code, said.getvalue()


@pytest.mark.parametrize("year", available_years())
def test_nothing_of_a_built_in_framework_is_lost_on_the_way_to_a_workbook_and_back(
    year: int, tmp_path: Path
) -> None:
    build_framework(load_framework(year), tmp_path / "khung.xlsx")
    book = read_framework_book(tmp_path / "khung.xlsx")
    assert book.findings == []
    assert book.framework == load_framework(year)


def test_the_same_framework_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        build_framework(OLD, tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


class TestStarting:
    def test_a_province_starts_from_files_alone(self, file: Path, tmp_path: Path) -> None:
        code, said = run("init", tmp_path / "lam", "--province", "Lâm Đồng", "--framework", file)
        assert (code, "8 trụ cột, 18 nhóm, 54 chỉ số" in said) == (0, True)
        assert "W556: Chưa có trong kế hoạch, tạm giao cơ quan đầu mối nhập: 3.4.1, 8.1.1, 8.1.2" in said
        assert (tmp_path / "lam" / file.name).read_bytes() == file.read_bytes()
        workspace = read_master(tmp_path / "lam" / "template.xlsm").workspace
        assert workspace.framework == invented()
        assert workspace.year == YEAR
        code, said = run("forms", tmp_path / "lam" / "template.xlsm", "--out", tmp_path / "phieu")
        assert code == 0
        assert len(list((tmp_path / "phieu").iterdir())) == len(workspace["tblProgress"])

    def test_such_a_workbook_is_scored_and_reported_like_any_other(self, file: Path, tmp_path: Path) -> None:
        run("init", tmp_path / "lam", "--framework", file)
        workspace = read_master(tmp_path / "lam" / "template.xlsm").workspace
        values = workspace["tblValues"].assign(value=5.0, direct=5.0, status="ước tính")
        reference = workspace["tblReference"].assign(minimum=0.0, mean=4.0, maximum=10.0, status="ước tính")
        settings = workspace.settings.having(as_of=BY.day)
        filled = workspace.having(tblValues=values, tblReference=reference, settings=settings)
        scored = score(filled, BY, []).state
        path = tmp_path / "diem.xlsm"
        build_master(scored, path)
        again = read_master(path).workspace
        assert again.framework == invented()
        pillars = dict(zip(again["tblPillars"]["code"], again["tblPillars"]["score"], strict=True))
        assert pillars["8"] == pytest.approx(50.0)
        (document,) = report(again).files
        assert document.content

    def test_the_assignments_that_come_with_it_are_taken_as_they_are(
        self, file: Path, tmp_path: Path
    ) -> None:
        run("init", tmp_path / "a", "--framework", file)
        code, said = run(
            "init", tmp_path / "b", "--framework", file, "--plan", tmp_path / "a" / "assignments.xlsx"
        )
        assert code == 0, said

    def test_without_a_file_the_built_in_framework_is_laid_beside_the_workbook(self, tmp_path: Path) -> None:
        assert run("init", tmp_path / "so")[0] == 0
        (written,) = (tmp_path / "so").glob("khung-chi-so-*.xlsx")
        assert read_framework_book(written).framework == OLD


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Last year's workbook, its values 1, 2, 3 … in the framework's order."""
    folder = tmp_path_factory.mktemp("cu")
    run("init", folder / "so")
    workspace = read_master(folder / "so" / "template.xlsm").workspace
    values = workspace.tables["tblValues"].assign(direct=[float(n) for n in range(1, len(OLD.codes) + 1)])
    entry = workspace.tables["tblIndicators"].assign(entry="trực tiếp")
    build_master(workspace.having(tblValues=values, tblIndicators=entry), folder / "PII-2025.xlsm")
    return folder / "PII-2025.xlsm"


class TestNextYear:
    def previous(self, path: Path) -> dict[str, float]:
        rows = read_master(path).workspace["tblValues"]
        return {
            code: value for code, value in zip(rows["code"], rows["previous"], strict=True) if value == value
        }

    def test_only_what_can_be_compared_stands_beside_last_years(
        self, old: Path, file: Path, tmp_path: Path
    ) -> None:
        code, said = run("next-year", old, "--year", YEAR, "--framework", file, "--out", tmp_path / "moi")
        assert code == 0
        assert "W557: Giá trị năm trước không đặt cạnh năm nay cho: 3.1.1, 3.4.1, 8.1.1, 8.1.2" in said
        assert "N558: Chỉ số của năm trước không còn trong khung: 2.1.2" in said
        before = self.previous(tmp_path / "moi" / f"PII-{YEAR}.xlsm")
        assert set(before) == set(OLD.codes) - {"2.1.2", "3.1.1"}

    def test_a_change_that_is_written_down_is_followed(self, old: Path, file: Path, tmp_path: Path) -> None:
        changed = tmp_path / file.name
        edit(file, changed, "kfChanges", [("2.1.2", "8.1.1", "đổi mã"), ("3.1.1", "3.1.1", "giữ nguyên")])
        code, said = run("next-year", old, "--year", YEAR, "--framework", changed, "--out", tmp_path / "moi")
        assert code == 0
        assert "N558" not in said
        before, last = self.previous(tmp_path / "moi" / f"PII-{YEAR}.xlsm"), range(1, len(OLD.codes) + 1)
        worth = dict(zip(OLD.codes, last, strict=True))
        assert (before["8.1.1"], before["3.1.1"]) == (worth["2.1.2"], worth["3.1.1"])

    def test_a_table_of_provinces_of_the_old_framework_is_set_beside_by_the_same_changes(
        self, old: Path, file: Path, tmp_path: Path
    ) -> None:
        changed = tmp_path / file.name
        edit(file, changed, "kfChanges", [("2.1.2", "8.1.1", "đổi mã")])
        run("next-year", old, "--year", YEAR, "--framework", changed, "--out", tmp_path / "moi")
        table, out = tmp_path / "cu.csv", tmp_path / "so.xlsm"
        table.write_text("Tỉnh;2.1.1;2.1.2;3.1.1\nBắc Ninh;1,5;10;5\nHuế;2,5;30;6\n", encoding="utf-8")
        book = tmp_path / "moi" / f"PII-{YEAR}.xlsm"
        code, said = run("reference", book, table, "--year", LAST, "--out", out)
        assert code == 0
        assert f"W691: Chỉ số năm {LAST} không so được với chỉ số của sổ: 3.1.1" in said
        past = read_master(out).workspace.tables["tblPast"].query(f"year == {LAST}").set_index("code")
        assert (past.at["8.1.1", "mean"], past.at["2.1.1", "mean"]) == (20.0, 2.0)

    def test_changes_of_two_years_follow_one_another(self) -> None:
        first = replace(OLD, formers=(Former(2024, "8.1.1", "2.1.2"), Former(2024, "7.1.1", "7.1.1")))
        book = new_workspace(Settings({"year": float(YEAR)}), first)
        frame = NewFrame(invented(), {"8.1.2": "8.1.1", "7.1.1": "7.1.1"})
        new, _ = next_year(book, YEAR + 1, frame)
        assert new.framework.former_codes(YEAR) == {"8.1.2": "8.1.1", "7.1.1": "7.1.1"}
        assert new.framework.former_codes(2024) == {"8.1.2": "2.1.2", "7.1.1": "7.1.1"}
        assert new.framework.former_codes(YEAR + 1) == {code: code for code in invented().codes}

    def test_a_file_of_the_new_year_beside_the_old_workbook_is_found(
        self, old: Path, file: Path, tmp_path: Path
    ) -> None:
        for path in (old, file):
            (tmp_path / path.name).write_bytes(path.read_bytes())
        code, _ = run("next-year", tmp_path / old.name, "--year", YEAR, "--out", tmp_path / "moi")
        assert code == 0
        assert read_master(tmp_path / "moi" / f"PII-{YEAR}.xlsm").workspace.framework == invented()

    def test_a_frame_of_ones_own_goes_on_into_the_next_year(self, file: Path, tmp_path: Path) -> None:
        run("init", tmp_path / "so", "--framework", file)
        book = tmp_path / "so" / "template.xlsm"
        assert run("next-year", book, "--year", YEAR + 1, "--out", tmp_path / "moi")[0] == 0
        assert read_master(tmp_path / "moi" / f"PII-{YEAR + 1}.xlsm").workspace.framework == invented()

    @pytest.mark.parametrize("relation", ["tách", "gộp"])
    def test_split_and_merged_indicators_are_not_carried(self, relation: str) -> None:
        found = origins(OLD, invented(), [("2.1.2", "8.1.1", relation), ("2.1.2", "8.1.2", relation)])
        assert not {"8.1.1", "8.1.2"} & set(found.carried)
        assert {"8.1.1", "8.1.2"} <= set(found.apart)
        assert "2.1.2" not in found.gone


def edit(source: Path, target: Path, table: str, rows: list[tuple[Any, ...]]) -> None:
    """Type rows under a table's headings."""
    book = openpyxl.load_workbook(source)
    layout = FRAMEWORK_BOOK.table(table)
    for at, row in enumerate(rows, start=layout.row + 2):
        for column, value in enumerate(row, start=1):
            book[layout.sheet].cell(at, column).value = value
    book.save(target)


def cell(table: str, key: str, row: int = 0) -> tuple[str, str]:
    layout = FRAMEWORK_BOOK.table(table)
    letter = openpyxl.utils.get_column_letter(layout.keys.index(key) + 1)
    return layout.sheet, f"{letter}{layout.row + 2 + row}"


BAD: dict[str, tuple[str, str, Any, str]] = {
    "a sub-pillar of no pillar": ("kfSubPillars", "pillar", "9", "E543"),
    "an indicator of no sub-pillar": ("kfIndicators", "sub_pillar", "7.9", "E543"),
    "a code that does not belong below its parent": ("kfIndicators", "code", "5.1.9", "E548"),
    "a code that Excel made a number": ("kfSubPillars", "code", 1.1, ""),
    "a missing name": ("kfIndicators", "name", None, "E410"),
    "a missing unit": ("kfIndicators", "unit", "  ", "E410"),
    "a strange direction": ("kfIndicators", "direction", "lên", "E4"),
    "a strange side": ("kfPillars", "side", "giữa", "E4"),
    "a scale of nothing": ("kfIndicators", "scale", 0, "E545"),
    "a number of decimals that is none": ("kfIndicators", "decimals", 1.5, "E405"),
    "a footnote that is not there": ("kfIndicators", "footnote", 99, "E543"),
    "a base figure that is not there": ("kfIndicators", "base", "KHONGCO", "E543"),
    "bounds the wrong way round": ("kfIndicators", "minimum", 1e9, "E544"),
    "a pillar that is no number": ("kfPillars", "code", "A", "E55"),
    "a year far away": ("kfGeneral", "year", 20260, "E406"),
    "a year in letters": ("kfGeneral", "year", "hai nghìn", "E4"),
    "no units": ("kfGeneral", "n_units", 0, "E406"),
    "a code twice": ("kfIndicators", "code", "1.1.2", "E411"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_fault_is_named_with_its_cell_and_nothing_is_made(kind: str, file: Path, tmp_path: Path) -> None:
    table, key, value, code = BAD[kind]
    book = openpyxl.load_workbook(file)
    sheet, address = cell(table, key)
    book[sheet][address] = value
    book.save(tmp_path / "khung.xlsx")
    found = [item for item in read_framework_book(tmp_path / "khung.xlsx").findings if item.is_error]
    if not code:  # one pillar's number typed as such is understood, since no other code can be meant
        assert found == []
        return
    assert any(item.code.startswith(code) and item.sheet == sheet for item in found), found
    status, said = run("init", tmp_path / "so", "--framework", tmp_path / "khung.xlsx")
    assert status != 0
    assert re.search(r"Lỗi E554", said)
    assert not (tmp_path / "so").exists()


@pytest.mark.parametrize(
    "make",
    [
        lambda path: path.write_bytes(b"khong phai so"),
        lambda path: openpyxl.Workbook().save(path),
        Path.touch,
    ],
    ids=["no workbook", "an empty workbook", "an empty file"],
)
def test_what_is_no_framework_is_refused(make: Callable[[Path], object], tmp_path: Path) -> None:
    make(tmp_path / "khung.xlsx")
    status, said = run("init", tmp_path / "so", "--framework", tmp_path / "khung.xlsx")
    assert status != 0
    assert "Lỗi E" in said
    assert not (tmp_path / "so").exists()
