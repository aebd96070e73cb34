"""The year after: what goes over, what is closed, what is still to be decided."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pii_xl.cli import _guarded
from pii_xl.commands.next_year import next_year
from pii_xl.commands.validate import validate
from pii_xl.ground.errors import DataError
from pii_xl.layout.parts import Status
from pii_xl.ledger.reasons import Official
from pii_xl.workbook.books.master_book import build_master
from pii_xl.workbook.reading.master_file import read_master
from pii_xl.workspace.new_year import new_workspace
from pii_xl.workspace.next_year import later
from pii_xl.workspace.workspace import Workspace

CONTACT = {"agency": "Sở Y tế", "role": "Lãnh đạo cơ quan", "name": "Trần A", "phone": "0912"}
GONE = {**CONTACT, "name": "Lê B", "valid_to": date(2025, 3, 1)}


@pytest.fixture(scope="module")
def old() -> Workspace:
    empty = new_workspace()
    settings = empty.settings.having(
        as_of=date(2025, 11, 20), report_number="12/BC-SKHCN", contact_name="Cán bộ A"
    )
    values = empty.tables["tblValues"].assign(direct=7.5, status=str(Status.ESTIMATED))
    reference = empty.tables["tblReference"].assign(minimum=1.0, mean=5.0, maximum=9.0, status="công bố")
    tasks = empty.tables["tblTasks"].assign(deadline=date(2025, 12, 15), state="Hoàn thành", result="Xong")
    agencies = empty.tables["tblAgencies"].copy()
    agencies.loc[agencies["code"] == "SYT", ["name", "short"]] = "Sở Y tế mới", "Sở YT mới"
    filled = empty.having(
        settings=settings, tblValues=values, tblReference=reference, tblTasks=tasks, tblAgencies=agencies
    )
    letters = [{"agency": "Sở Y tế", "round": 1, "number": "9/CV", "sent": date(2025, 8, 5)}]
    return filled.adding("tblContacts", [CONTACT, GONE]).adding("tblLetters", letters)


@pytest.fixture(scope="module")
def new(old: Workspace) -> Workspace:
    return next_year(old, 2026, "PII-2025.xlsm").state


def test_last_years_values_stand_beside_blank_cells(new) -> None:
    values = new["tblValues"].set_index("code")
    assert values.at["2.1.1", "previous"] == 7.5
    assert values["direct"].isna().all()
    assert set(values["status"]) == {""}


def test_the_old_mean_is_kept_in_words_with_its_label(new) -> None:
    assert new["tblReference"].set_index("code").at["2.1.1", "source"] == "Năm 2025: trung bình 5 (công bố)"
    assert new["tblReference"]["mean"].isna().all()


def test_the_course_of_the_old_year_is_closed(new) -> None:
    assert [
        len(new.tables[name]) for name in ("tblSubmissions", "tblAnswers", "tblLetters", "tblFindings")
    ] == [0] * 4
    assert new.settings["report_number"] == ""
    assert new.settings["as_of"] is None
    assert (new.settings["deadline"], new.year) == (date(2026, 7, 31), 2026)
    assert set(new["tblTasks"]["state"]) == {""}
    assert set(new.tables["tblTasks"]["deadline"]) == {date(2026, 12, 15)}


def test_agencies_keep_their_new_names_and_who_serves_goes_over(new) -> None:
    agencies = new["tblAgencies"].set_index("code")
    assert agencies.at["SYT", "short"] == "Sở YT mới"
    assert list(new["tblContacts"]["name"]) == ["Trần A"]
    assert list(new["tblContacts"]["agency"]) == ["Sở YT mới"]


def test_targets_are_above_what_was_published_and_say_that_they_are_to_be_confirmed(new) -> None:
    targets = new["tblTargets"].query("year == 2026").set_index("component")
    assert (targets.at["4", "relation"], targets.at["4", "value"]) == (">", 47.43)
    assert (targets.at["PII", "relation"], targets.at["PII", "value"], targets.at["PII", "baseline"]) == (
        "<=",
        10,
        6,
    )
    assert all("cần xác nhận" in basis for basis in targets["basis"])
    assert len(new["tblTargets"].query("year == 2025")) == 8


def test_what_was_published_stays(new, old) -> None:
    assert len(new["tblPublished"]) == len(old["tblPublished"])


def test_the_first_check_of_the_new_book_finds_nothing_that_an_official_changed_by_hand(new) -> None:
    checked = validate(new, Official(date(2026, 2, 1), "a"))
    assert "N367" not in {item.code for item in checked.said}
    assert len(checked.state["tblSubmissions"]) == 0


def test_a_deadline_before_the_year_is_a_finding(new) -> None:
    late = new.having(settings=new.settings.having(deadline=date(2025, 7, 31)))
    found = {item.code: item.found for item in validate(late, Official(date(2026, 2, 1))).findings}
    assert "31/7/2025" in found["W442"]
    assert "W442" not in {item.code for item in validate(new, Official(date(2026, 2, 1))).findings}


def test_a_year_without_published_scores_has_targets_to_set(old) -> None:
    bare = old.having(tblPublished=old["tblPublished"].query("year != 2025"))
    outcome = next_year(bare, 2026, "a.xlsm")
    assert {"W681", "W686"} <= {item.code for item in outcome.findings}
    assert outcome.state["tblTargets"].query("year == 2026").empty


@pytest.mark.parametrize("year", [2025, 2019])
def test_a_year_that_does_not_follow_is_refused(old, year) -> None:
    with pytest.raises(DataError, match="E680"):
        next_year(old, year, "a.xlsm")


def test_the_last_of_february_stays_the_last() -> None:
    assert later(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert later(None, 1) is None


def test_the_folder_of_the_new_year_holds_book_settings_and_the_list(old, tmp_path: Path, capsys) -> None:
    book, folder = tmp_path / "cu.xlsm", tmp_path / "2026"
    build_master(old, book)
    assert _guarded(["next-year", str(book), "--year", "2026", "--out", str(folder)]) == 0
    names = {path.name for path in folder.iterdir()}
    books = {"PII-2026.xlsm", "khung-chi-so-2026.xlsx", "assignments.xlsx"}
    assert {*books, "settings.toml", "viec-can-quyet.txt", "phieu-nhan", "minh-chung"} <= names
    assert "Hạn nộp phiếu 31/7/2026" in (folder / "viec-can-quyet.txt").read_text(encoding="utf-8")
    assert read_master(folder / "PII-2026.xlsm").workspace.year == 2026
    capsys.readouterr()
    assert _guarded(["next-year", str(book), "--year", "2026", "--out", str(folder)]) != 0
    assert "E106" in capsys.readouterr().err


class TestWhoDoesWhat:
    """The plan of the new year is a workbook that officials edit, as the old year's workbook has it today."""

    @pytest.fixture
    def book(self, old: Workspace, tmp_path: Path) -> Path:
        """The old year's workbook, in which an agency has another name."""
        agencies = old.tables["tblAgencies"].copy()
        agencies.loc[agencies["code"] == "SYT", "note"] = "Đổi trụ sở"
        path = tmp_path / "cu.xlsm"
        build_master(old.having(tblAgencies=agencies), path)
        return path

    def opened(self, book: Path, folder: Path, *more: str) -> int:
        return _guarded(["next-year", str(book), "--year", "2026", "--out", str(folder), *more])

    def test_it_lies_in_the_new_folder_and_taken_back_changes_nothing(
        self, book: Path, tmp_path: Path
    ) -> None:
        assert self.opened(book, tmp_path / "2026") == 0
        plan, new = tmp_path / "2026" / "assignments.xlsx", tmp_path / "2026" / "PII-2026.xlsm"
        taken = tmp_path / "ra.xlsm"
        assert _guarded(["assignments", str(new), str(plan), "--out", str(taken)]) == 0
        tasks = [row[2] for row in load_workbook(plan)["Nhiệm vụ cơ quan"].iter_rows(values_only=True)]
        assert "Sở Khoa học và Công nghệ" in tasks, "agencies by the names that the list of choices has"
        before, after = (read_master(path).workspace for path in (new, taken))
        assert "Đổi trụ sở" in set(after["tblAgencies"]["note"])
        changed = [name for name in before.tables if not before.tables[name].equals(after.tables[name])]
        assert changed == ["tblHistory"]

    def test_an_edited_one_is_taken(self, book: Path, tmp_path: Path) -> None:
        self.opened(book, tmp_path / "a")
        plan = tmp_path / "phan-cong.xlsx"
        edited = load_workbook(tmp_path / "a" / "assignments.xlsx")
        cells = [c for s in edited for row in s.iter_rows() for c in row if c.value == "Đổi trụ sở"]
        (cell,) = cells
        cell.value = "Trụ sở ở Kinh Bắc"
        edited.save(plan)
        assert self.opened(book, tmp_path / "b", "--plan", str(plan)) == 0
        workspace = read_master(tmp_path / "b" / "PII-2026.xlsm").workspace
        assert "Trụ sở ở Kinh Bắc" in set(workspace["tblAgencies"]["note"])
        assert (tmp_path / "b" / "assignments.xlsx").read_bytes() == plan.read_bytes()

    def test_one_of_the_new_year_beside_the_old_workbook_is_found(self, book: Path, tmp_path: Path) -> None:
        self.opened(book, tmp_path / "a")
        edited = load_workbook(tmp_path / "a" / "assignments.xlsx")
        (cell,) = [c for s in edited for row in s.iter_rows() for c in row if c.value == "Đổi trụ sở"]
        cell.value = "Trụ sở ở Kinh Bắc"
        edited.save(book.parent / "assignments-2026.xlsx")
        assert self.opened(book, tmp_path / "b") == 0
        workspace = read_master(tmp_path / "b" / "PII-2026.xlsm").workspace
        assert "Trụ sở ở Kinh Bắc" in set(workspace["tblAgencies"]["note"])

    def test_one_with_errors_leaves_no_folder(self, book: Path, tmp_path: Path, capsys) -> None:
        self.opened(book, tmp_path / "a")
        plan = tmp_path / "phan-cong.xlsx"
        edited = load_workbook(tmp_path / "a" / "assignments.xlsx")
        edited.remove(edited["Cơ quan"])
        edited.save(plan)
        capsys.readouterr()
        assert self.opened(book, tmp_path / "b", "--plan", str(plan)) != 0
        said = capsys.readouterr()
        assert "Cơ quan" in said.out + said.err
        assert not (tmp_path / "b").exists()


class TestAnotherProvince:
    def test_its_name_stands_in_the_new_folder(self, tmp_path: Path) -> None:
        assert _guarded(["init", str(tmp_path / "a"), "--province", "Cà Mau"]) == 0
        workspace = read_master(tmp_path / "a" / "template.xlsm").workspace
        assert workspace.settings["province"] == "Cà Mau"
        assert 'province = "Cà Mau"' in (tmp_path / "a" / "settings.toml").read_text(encoding="utf-8")

    def test_an_edited_plan_is_taken_from_the_given_file(self, tmp_path: Path) -> None:
        _guarded(["init", str(tmp_path / "a")])
        plan = tmp_path / "phan-cong.xlsx"
        book = load_workbook(tmp_path / "a" / "assignments.xlsx")
        cells = [c for sheet in book for row in sheet.iter_rows() for c in row if c.value == "Sở Y tế"]
        assert cells
        for cell in cells:
            cell.value = "Sở Y tế Cà Mau"
        book.save(plan)
        assert _guarded(["init", str(tmp_path / "b"), "--plan", str(plan)]) == 0
        workspace = read_master(tmp_path / "b" / "template.xlsm").workspace
        assert "Sở Y tế Cà Mau" in set(workspace["tblAgencies"]["name"])

    def test_a_plan_that_is_none_leaves_no_folder(self, tmp_path: Path, capsys) -> None:
        bad = tmp_path / "x.xlsx"
        bad.write_bytes(b"khong phai")
        assert _guarded(["init", str(tmp_path / "c"), "--plan", str(bad)]) != 0
        assert "E102" in capsys.readouterr().err
        assert not (tmp_path / "c").exists() or not any((tmp_path / "c").iterdir())
