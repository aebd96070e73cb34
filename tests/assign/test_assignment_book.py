"""The assignments workbook: built from the plan, edited by officials, read back, put into a workspace."""

from __future__ import annotations

import unicodedata
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet
from openxml_audit import OpenXmlValidator

from pii_xl.assign.book import AssignmentBook, apply_assignments, plan_order, read_names
from pii_xl.ground.errors import Finding, Level, UnreadableError
from pii_xl.ground.frames import records
from pii_xl.layout.assignment_book import ASSIGNMENT_BOOK
from pii_xl.workbook.books.assignment_book import book_frames, build_assignments, read_assignments
from pii_xl.workbook.reading.reader import open_book, read_layout
from pii_xl.workspace.new_year import new_workspace
from pii_xl.workspace.workspace import Settings, Workspace
from pii_xl.year.agencies import load_agencies
from pii_xl.year.framework import load_framework
from pii_xl.year.plan import load_plan
from tests.workbook.lint import lint

PLAN = load_plan()
FRAMEWORK = load_framework(PLAN.framework_year)
REGISTRY = load_agencies()
SHEETS = ["Phân công", "Nhiệm vụ cơ quan", "Cơ quan", "Mục tiêu", "Đính chính"]
COLUMNS = ["Mã", "Mã in trong kế hoạch", "Chỉ số", "Nội dung, giải pháp", "Chủ trì", "Phối hợp", "Nguồn"]
HEADER_ROW = 5
AFTER_DISTRICTS = date(2025, 7, 31)

Edit = Callable[[openpyxl.Workbook], None]
Edited = Callable[[Edit], AssignmentBook]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("assignments") / "assignments.xlsx"
    build_assignments(PLAN, path)
    return path


@pytest.fixture(scope="module")
def content(built: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(built)


@pytest.fixture(scope="module")
def original(built: Path) -> AssignmentBook:
    return read_assignments(built, FRAMEWORK)


@pytest.fixture
def edited(built: Path, tmp_path: Path) -> Edited:
    """Read the built workbook after an edit."""

    def read(edit: Edit) -> AssignmentBook:
        book = openpyxl.load_workbook(built)
        edit(book)
        path = tmp_path / "da sửa.xlsx"
        book.save(path)
        return read_assignments(path, FRAMEWORK)

    return read


def row_of(sheet: Worksheet, code: str) -> int:
    return next(cell.row for cell in sheet["A"] if str(cell.value) == code)


def setting(sheet: str, cell: str, value: Any) -> Edit:
    def edit(book: openpyxl.Workbook) -> None:
        book[sheet][cell] = value

    return edit


def setting_row(sheet: str, code: str, letter: str, value: Any) -> Edit:
    def edit(book: openpyxl.Workbook) -> None:
        book[sheet][f"{letter}{row_of(book[sheet], code)}"] = value

    return edit


def all_of(*edits: Edit) -> Edit:
    def edit(book: openpyxl.Workbook) -> None:
        for one in edits:
            one(book)

    return edit


def only(book: AssignmentBook) -> Finding:
    assert len(book.findings) == 1, [str(item) for item in book.findings]
    return book.findings[0]


def rows(plan_items: Any, *fields: str) -> list[tuple[Any, ...]]:
    return [tuple(getattr(item, name) for name in fields) for item in plan_items]


class TestTheBuiltBook:
    def test_the_sheets_are_the_five_agreed_ones(self, content: openpyxl.Workbook) -> None:
        assert content.sheetnames == SHEETS

    def test_the_assignments_have_exactly_the_agreed_columns(self, content: openpyxl.Workbook) -> None:
        assert [cell.value for cell in content["Phân công"][HEADER_ROW]] == COLUMNS

    def test_every_assignment_of_the_plan_has_its_row_in_plan_order(self, built: Path) -> None:
        cells = open_book(built).sheets["Phân công"][HEADER_ROW:]
        fields = ("code", "printed_code", "name", "content", "lead", "support", "source")
        assert [tuple(row) for row in cells] == rows(PLAN.assignments, *fields)
        assert tuple(row[0] for row in cells) == plan_order(FRAMEWORK)
        assert len(cells) == 52 + 13

    def test_every_task_has_its_row_and_names_the_agencies_that_the_plan_means(
        self, original: AssignmentBook
    ) -> None:
        assert list(original.tasks["code"]) == [task.code for task in PLAN.tasks]
        assert list(original.tasks["text"]) == [task.text for task in PLAN.tasks]
        meant = [
            [REGISTRY.resolve(name).code for name in cell.split("; ")] for cell in original.tasks["agency"]
        ]
        assert meant == [list(task.agency_codes) for task in PLAN.tasks]

    def test_every_agency_of_the_registry_has_its_row(self, original: AssignmentBook) -> None:
        assert original.registry.agencies == REGISTRY.agencies

    def test_every_target_has_its_row(self, original: AssignmentBook) -> None:
        found = [
            (t["year"], t["component"], t["relation"], t["value"], t["baseline"])
            for t in records(original.targets)
        ]
        assert found == rows(PLAN.targets, "year", "component", "relation", "value", "baseline")

    def test_every_slip_of_the_plan_stands_with_what_is_used(self, built: Path) -> None:
        read = read_layout(open_book(built), ASSIGNMENT_BOOK, ["tblCorrections"])["tblCorrections"]
        expected = rows(PLAN.corrections, "number", "place", "printed", "used", "reason")
        assert [tuple(row.values()) for row in records(read.frame)] == expected

    def test_codes_are_text_even_where_they_look_like_numbers(self, content: openpyxl.Workbook) -> None:
        codes = [content["Phân công"].cell(row, 1) for row in range(HEADER_ROW + 1, HEADER_ROW + 66)]
        components = [content["Mục tiêu"].cell(row, 2) for row in range(HEADER_ROW + 1, HEADER_ROW + 9)]
        assert {cell.data_type for cell in codes + components} == {"s"}
        assert {cell.number_format for cell in codes + components} == {"@"}

    def test_it_keeps_the_rules_of_good_spreadsheets(self, built: Path) -> None:
        assert lint(built, skip={"language"}) == []

    def test_it_says_in_its_properties_that_it_is_vietnamese(self, content: openpyxl.Workbook) -> None:
        assert content.properties.title == "Phân công thực hiện Kế hoạch 279/KH-UBND"
        assert content.custom_doc_props["Language"].value == "vi-VN"

    def test_sheets_are_protected_without_a_password_and_pages_lie_across(
        self, content: openpyxl.Workbook
    ) -> None:
        for sheet in content.worksheets:
            assert sheet.protection.sheet
            assert not sheet.protection.password
            assert sheet.page_setup.orientation == "landscape"

    def test_what_officials_decide_is_unlocked_and_codes_are_not(self, content: openpyxl.Workbook) -> None:
        row = content["Phân công"][HEADER_ROW + 1]
        assert [cell.protection.locked for cell in row] == [True, True, True, False, False, False, False]
        assert all(cell.protection.locked for cell in content["Đính chính"][HEADER_ROW + 1])

    def test_new_agencies_can_be_typed_below_the_last_one_and_chosen_as_lead(
        self, content: openpyxl.Workbook
    ) -> None:
        sheet = content["Cơ quan"]
        free = HEADER_ROW + 1 + len(REGISTRY.agencies)
        assert sheet.tables["tblAgencies"].ref.endswith(str(free + 9))
        assert not sheet.cell(free, 1).protection.locked
        assert content.defined_names["lst_agencies"].attr_text == f"'Cơ quan'!$B$6:$B${free + 9}"

    def test_a_second_name_in_a_cell_is_no_typing_error(self, content: openpyxl.Workbook) -> None:
        rules = content["Phân công"].data_validations.dataValidation
        assert {(rule.formula1, rule.errorStyle) for rule in rules} == {("lst_agencies", "information")}

    def test_rows_are_high_enough_for_their_text_and_grow_when_it_does(
        self, built: Path, content: openpyxl.Workbook
    ) -> None:
        sheet = content["Phân công"]
        letters_in_a_line = 1.15 * sheet.column_dimensions["D"].width
        for row in range(HEADER_ROW + 1, HEADER_ROW + 66):
            lines = len(sheet.cell(row, 4).value) / letters_in_a_line
            assert (sheet.row_dimensions[row].height or 15) >= 12.75 * lines
        with zipfile.ZipFile(built) as package:
            assert b"customHeight" not in package.read("xl/worksheets/sheet1.xml")

    def test_the_package_is_valid_open_xml(self, built: Path) -> None:
        assert OpenXmlValidator().validate(str(built)).errors == []

    def test_two_builds_give_the_same_bytes(self, built: Path, tmp_path: Path) -> None:
        again = tmp_path / "again.xlsx"
        build_assignments(PLAN, again)
        assert again.read_bytes() == built.read_bytes()

    def test_a_folder_that_does_not_exist_is_reported(self, tmp_path: Path) -> None:
        with pytest.raises(UnreadableError) as error:
            build_assignments(PLAN, tmp_path / "không có" / "assignments.xlsx")
        assert error.value.code == "E103"


class TestReadingBack:
    def test_the_built_book_is_read_without_findings(self, original: AssignmentBook) -> None:
        assert original.findings == []

    @pytest.mark.parametrize("name", ["tblAssignments", "tblTasks", "tblAgencies", "tblTargets"])
    def test_every_table_comes_back_as_it_was_written(self, original: AssignmentBook, name: str) -> None:
        assert original.table(name).equals(book_frames(PLAN)[name])

    def test_rows_above_the_table_and_another_order_of_rows_do_no_harm(self, edited: Edited) -> None:
        def edit(book: openpyxl.Workbook) -> None:
            sheet = book["Phân công"]
            for row in range(HEADER_ROW, HEADER_ROW + 66)[::-1]:
                for column in range(1, 8):
                    sheet.cell(row + 2, column).value = sheet.cell(row, column).value
            first, last = HEADER_ROW + 3, HEADER_ROW + 67
            for column in range(1, 8):
                one, other = sheet.cell(first, column), sheet.cell(last, column)
                one.value, other.value = other.value, one.value
            for column in range(1, 8):
                sheet.cell(HEADER_ROW, column).value = None
                sheet.cell(HEADER_ROW + 1, column).value = None

        book = edited(edit)
        assert book.findings == []
        assert book.assignments["code"].iloc[0] == "7.2.4"
        workspace, _ = apply_assignments(new_workspace(), book)
        assert tuple(workspace["tblAssignments"]["code"]) == plan_order(FRAMEWORK)

    def test_decomposed_vietnamese_is_read_as_the_same_text(
        self, edited: Edited, original: AssignmentBook
    ) -> None:
        def decompose(book: openpyxl.Workbook) -> None:
            for sheet in book.worksheets:
                sheet.title = unicodedata.normalize("NFD", sheet.title)
                for line in sheet.iter_rows():
                    for cell in line:
                        if isinstance(cell.value, str) and not cell.hyperlink:
                            cell.value = unicodedata.normalize("NFD", cell.value)

        book = edited(decompose)
        assert book.findings == []
        assert book.assignments.equals(original.assignments)


class TestFaultsOfStructure:
    @pytest.mark.parametrize("name", SHEETS)
    def test_a_renamed_sheet_is_reported_with_its_name(self, edited: Edited, name: str) -> None:
        def rename(book: openpyxl.Workbook) -> None:
            book[name].title = "Khác"

        found = only(edited(rename))
        assert (found.code, found.sheet, found.file) == ("E201", name, "da sửa.xlsx")
        assert "Khác" in found.found

    def test_a_renamed_column_is_reported_with_its_header(self, edited: Edited) -> None:
        found = only(edited(setting("Phân công", "E5", "Đơn vị chủ trì")))
        assert (found.code, found.sheet) == ("E202", "Phân công")
        assert "“Chủ trì”" in found.found

    def test_a_lost_header_row_is_reported(self, edited: Edited) -> None:
        edits = [setting("Mục tiêu", f"{letter}5", "x") for letter in "ABCDEFGHI"]
        assert only(edited(all_of(*edits))).code == "E203"

    @pytest.mark.parametrize(
        "content",
        [b"", b"PK\x03\x04 broken", "Đây không phải sổ Excel".encode(), b"\xd0\xcf\x11\xe0" + b"\0" * 600],
    )
    def test_a_file_that_is_no_workbook_is_refused(self, tmp_path: Path, content: bytes) -> None:
        path = tmp_path / "hỏng.xlsx"
        path.write_bytes(content)
        with pytest.raises(UnreadableError) as error:
            read_assignments(path, FRAMEWORK)
        assert error.value.code == "E102"

    def test_a_file_that_is_not_there_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(UnreadableError) as error:
            read_assignments(tmp_path / "không có.xlsx", FRAMEWORK)
        assert error.value.code == "E101"


class TestFaultsOfCodes:
    def test_a_code_that_the_framework_does_not_have_is_reported_at_its_cell(self, edited: Edited) -> None:
        book = edited(setting_row("Phân công", "3.2.3", "A", "3.3.3"))
        assert [(item.code, item.cell, item.subject) for item in book.findings] == [
            ("E412", "A37", ""),
            ("E520", "", "3.2.3"),
        ]

    def test_a_code_that_stands_twice_is_reported_at_the_second_cell(self, edited: Edited) -> None:
        book = edited(setting_row("Phân công", "1.1.1(13)", "A", "1.1.1(12)"))
        assert [(item.code, item.cell) for item in book.findings] == [("E411", "A19"), ("E520", "")]

    @pytest.mark.parametrize("code", ["1.1.1", "1.1.1(7)", "5.2.2", "7.2.4"])
    def test_a_missing_row_is_reported_with_its_code(self, edited: Edited, code: str) -> None:
        def delete(book: openpyxl.Workbook) -> None:
            sheet = book["Phân công"]
            for cell in sheet[row_of(sheet, code)]:
                cell.value = None

        found = only(edited(delete))
        assert (found.code, found.subject, found.sheet) == ("E520", code, "Phân công")

    def test_a_task_code_that_stands_twice_is_reported(self, edited: Edited) -> None:
        found = only(edited(setting("Nhiệm vụ cơ quan", "A8", "III.1.a")))
        assert (found.code, found.cell) == ("E411", "A8")


class TestFaultsOfAgencies:
    def test_an_unknown_agency_is_reported_with_names_like_it(self, edited: Edited) -> None:
        found = only(edited(setting_row("Phân công", "2.1.1", "E", "Sở Giáo dục Đào tạo")))
        assert (found.code, found.cell, found.subject) == ("E521", "E26", "2.1.1")
        assert "“Sở Giáo dục Đào tạo”" in found.found
        assert "Sở Giáo dục và Đào tạo" in found.expected

    def test_only_the_unknown_one_of_several_names_is_reported(self, edited: Edited) -> None:
        book = edited(setting_row("Phân công", "2.1.1", "F", "Tỉnh đoàn; Hội Làm vườn; Sở Y tế"))
        assert "“Hội Làm vườn”" in only(book).found

    def test_an_unknown_agency_of_a_task_is_reported(self, edited: Edited) -> None:
        found = only(edited(setting_row("Nhiệm vụ cơ quan", "III.2.2.a", "C", "Sở Kế hoạch")))
        assert (found.code, found.sheet, found.cell) == ("E521", "Nhiệm vụ cơ quan", "C19")

    def test_a_blank_lead_is_reported(self, edited: Edited) -> None:
        found = only(edited(setting_row("Phân công", "4.2.1", "E", None)))
        assert (found.code, found.cell, found.subject) == ("E410", "E42", "4.2.1")
        assert "“Chủ trì”" in found.found

    def test_a_blank_support_is_allowed(self, edited: Edited) -> None:
        assert edited(setting_row("Phân công", "4.2.1", "F", None)).findings == []

    def test_an_agency_added_on_the_sheet_is_known(self, edited: Edited) -> None:
        new = ("SDTTG", "Sở Dân tộc và Tôn giáo", "Sở DT&TG", None, "cơ quan")
        cells = [setting("Cơ quan", f"{letter}41", value) for letter, value in zip("ABCDE", new, strict=True)]
        book = edited(all_of(*cells, setting_row("Phân công", "7.2.1", "E", "Sở DT&TG")))
        assert book.findings == []
        assert book.registry.resolve("Sở Dân tộc và Tôn giáo").code == "SDTTG"

    def test_an_agency_that_left_the_sheet_is_known_from_the_registry(self, edited: Edited) -> None:
        def delete(book: openpyxl.Workbook) -> None:
            sheet = book["Cơ quan"]
            for cell in sheet[row_of(sheet, "STP")]:
                cell.value = None

        book = edited(delete)
        assert book.findings == []
        assert "STP" not in set(book.agencies["code"])
        assert book.registry.resolve("Sở Tư pháp").code == "STP"

    def test_a_name_that_two_agencies_bear_is_reported_where_it_is_given_and_where_it_is_used(
        self, edited: Edited
    ) -> None:
        given_twice = setting_row("Cơ quan", "SYT", "D", "Sở Tài chính")
        book = edited(given_twice)
        on_sheet = [item for item in book.findings if item.code == "E523"]
        assert [(item.sheet, item.cell, item.subject) for item in on_sheet] == [("Cơ quan", "D13", "SYT")]
        used = [item for item in book.findings if item.code == "E522"]
        leads = sum("Sở Tài chính" in a.leads for a in PLAN.assignments)
        assert len([item for item in used if item.cell.startswith("E")]) == leads
        assert "Sở Tài chính; Sở Y tế" in used[0].found

    def test_a_successor_that_is_not_on_the_sheet_is_reported(self, edited: Edited) -> None:
        found = only(edited(setting_row("Cơ quan", "UBNDH", "H", "UBNDXX")))
        assert (found.code, found.cell, found.subject) == ("E524", "H28", "UBNDH")

    def test_another_code_for_a_known_agency_is_reported(self, edited: Edited) -> None:
        found = only(edited(setting_row("Cơ quan", "TKT", "A", "CCTK")))
        assert (found.code, found.cell, found.subject) == ("E536", "A18", "CCTK")
        assert "TKT" in found.remedy

    def test_an_agency_that_stands_twice_is_reported_once(self, edited: Edited) -> None:
        def repeat(book: openpyxl.Workbook) -> None:
            sheet = book["Cơ quan"]
            for letter, value in zip("ABCE", ("STP", "Sở Tư pháp", "Tư pháp", "cơ quan"), strict=True):
                sheet[f"{letter}41"] = value

        found = only(edited(repeat))
        assert (found.code, found.cell) == ("E411", "A41")

    def test_validity_that_ends_before_it_begins_is_reported(self, edited: Edited) -> None:
        found = only(edited(setting_row("Cơ quan", "UBNDX", "G", date(2024, 1, 1))))
        assert (found.code, found.cell) == ("E525", "G29")
        assert "01/7/2025" in found.found

    def test_commas_and_line_breaks_between_known_names_are_understood_with_a_warning(
        self, edited: Edited
    ) -> None:
        book = edited(setting_row("Phân công", "2.1.1", "F", "Sở Tài chính, Các sở, ban, ngành\nSở Y tế"))
        found = only(book)
        assert (found.code, found.level, found.cell) == ("W529", Level.WARNING, "F26")
        row = list(book.assignments["code"]).index("2.1.1")
        assert book.assignments["support"].iloc[row] == "Sở Tài chính; Các sở, ban, ngành; Sở Y tế"


class TestAgenciesThatNoLongerExist:
    def test_the_plan_is_sound_on_its_own_day(self, built: Path) -> None:
        assert read_assignments(built, FRAMEWORK, on=PLAN.date).findings == []

    def test_district_committees_are_named_with_their_successor_after_june_2025(self, built: Path) -> None:
        findings = read_assignments(built, FRAMEWORK, on=AFTER_DISTRICTS).findings
        assert {item.code for item in findings} == {"W526"}
        assert [(item.sheet, item.cell) for item in findings] == [
            ("Phân công", "E6"),
            ("Phân công", "F7"),
            ("Nhiệm vụ cơ quan", "C6"),
        ]
        assert all("UBND các xã, phường" in item.expected for item in findings)
        assert "ở 2 ô: E6, E69" in findings[0].found

    def test_the_last_day_still_counts(self, built: Path) -> None:
        assert read_assignments(built, FRAMEWORK, on=date(2025, 6, 30)).findings == []
        assert read_assignments(built, FRAMEWORK, on=date(2025, 7, 1)).findings != []


class TestFaultsOfTargets:
    def test_a_target_that_is_no_number_is_reported_at_its_cell(self, edited: Edited) -> None:
        found = only(edited(setting("Mục tiêu", "F8", "trên 60")))
        assert (found.code, found.sheet, found.cell) == ("E402", "Mục tiêu", "F8")

    def test_a_decimal_comma_typed_as_text_is_understood_with_a_warning(self, edited: Edited) -> None:
        book = edited(setting("Mục tiêu", "F6", "45,92"))
        found = only(book)
        assert (found.code, found.level, found.cell) == ("W404", Level.WARNING, "F6")
        assert book.targets["value"].iloc[0] == 45.92

    def test_a_blank_target_is_reported(self, edited: Edited) -> None:
        found = only(edited(setting("Mục tiêu", "F6", None)))
        assert (found.code, found.cell) == ("E410", "F6")

    def test_a_component_that_does_not_exist_is_reported(self, edited: Edited) -> None:
        found = only(edited(setting("Mục tiêu", "B6", "8")))
        assert (found.code, found.cell, found.subject) == ("E527", "B6", "8")

    def test_two_targets_for_the_same_component_are_reported(self, edited: Edited) -> None:
        found = only(edited(setting("Mục tiêu", "B7", 1)))
        assert (found.code, found.cell, found.subject) == ("E528", "B7", "1")

    @pytest.mark.parametrize(("cell", "value"), [("F6", 145.92), ("F13", 0), ("F13", 10.5)])
    def test_a_score_above_100_and_a_rank_that_is_none_are_reported(
        self, edited: Edited, cell: str, value: float
    ) -> None:
        found = only(edited(setting("Mục tiêu", cell, value)))
        assert (found.code, found.cell) == ("E535", cell)

    def test_a_relation_that_is_not_in_the_list_is_reported(self, edited: Edited) -> None:
        codes = [item.code for item in edited(setting("Mục tiêu", "E6", "lớn hơn")).findings]
        assert codes == ["E408"]


def test_every_finding_says_in_vietnamese_what_was_found_expected_and_how_to_mend_it(edited: Edited) -> None:
    faults = all_of(
        setting_row("Phân công", "2.1.1", "E", "Sở Lạ"),
        setting("Mục tiêu", "F6", "x y"),
        setting_row("Cơ quan", "UBNDH", "H", "Z"),
    )
    book = edited(faults)
    assert {item.code for item in book.findings} == {"E521", "E402", "E524"}
    for item in book.findings:
        assert all((item.found, item.expected, item.remedy, item.file, item.sheet, item.cell))
        assert "{" not in str(item)


class TestNamesInACell:
    def test_a_comma_inside_a_name_does_not_split_it(self) -> None:
        assert read_names("UBND các huyện, thị xã, thành phố; Sở Y tế", REGISTRY).names == (
            "UBND các huyện, thị xã, thành phố",
            "Sở Y tế",
        )

    def test_an_unknown_name_stays_whole_between_semicolons(self) -> None:
        assert read_names("Hội Nông dân và Phụ nữ", REGISTRY).names == ("Hội Nông dân và Phụ nữ",)

    @given(
        st.lists(
            st.sampled_from([name for agency in REGISTRY.agencies for name in agency.names]),
            min_size=1,
            max_size=6,
        )
    )
    def test_names_joined_by_semicolons_come_apart_again(self, names: list[str]) -> None:
        assert read_names("; ".join(names), REGISTRY) == (tuple(names), False)


def workspace_with(name: str, code: str, **values: Any) -> Workspace:
    """A new workspace with some cells of one row changed."""
    workspace = new_workspace()
    frame = workspace[name].copy()
    for key, value in values.items():
        frame.loc[frame["code"] == code, key] = value
    return workspace.having(workspace.settings, **{name: frame})


def cell(workspace: Workspace, name: str, code: str, key: str) -> Any:
    frame = workspace[name]
    return frame.loc[frame["code"] == code, key].iloc[0]


class TestApplying:
    def test_the_unedited_book_changes_nothing(self, original: AssignmentBook) -> None:
        before = new_workspace()
        after, _ = apply_assignments(before, original)
        assert [name for name in before.tables if not before[name].equals(after[name])] == []

    def test_it_warns_of_agencies_that_ended_by_the_deadline(self, original: AssignmentBook) -> None:
        _, findings = apply_assignments(new_workspace(), original)
        assert [item.code for item in findings] == ["W526"] * 3
        early = Settings({"deadline": date(2025, 6, 15)})
        assert apply_assignments(new_workspace(early), original)[1] == []

    def test_a_book_with_errors_changes_nothing(self, edited: Edited) -> None:
        before = new_workspace()
        after, findings = apply_assignments(before, edited(setting_row("Phân công", "4.2.1", "E", None)))
        assert after is before
        assert [item.code for item in findings] == ["E530"]

    def test_a_new_lead_enters_the_figure(self, edited: Edited) -> None:
        book = edited(setting_row("Phân công", "2.1.1", "E", "Sở Y tế; Sở Giáo dục và Đào tạo"))
        after, findings = apply_assignments(new_workspace(), book)
        assert cell(after, "tblValues", "2.1.1", "agency") == "Sở YT"
        assert cell(after, "tblAssignments", "2.1.1", "lead") == "Sở Y tế; Sở Giáo dục và Đào tạo"
        notes = [item for item in findings if item.code == "N532"]
        assert [(item.subject, item.level) for item in notes] == [("2.1.1", Level.NOTE)]

    def test_the_agency_that_an_official_chose_by_hand_stays(self, edited: Edited) -> None:
        book = edited(setting_row("Phân công", "2.1.1", "E", "Sở Y tế"))
        after, findings = apply_assignments(workspace_with("tblValues", "2.1.1", agency="Sở KH&CN"), book)
        assert cell(after, "tblValues", "2.1.1", "agency") == "Sở KH&CN"
        assert "N531" in [item.code for item in findings]

    def test_where_the_workspace_names_an_unknown_lead_its_choice_stays(
        self, original: AssignmentBook
    ) -> None:
        before = workspace_with("tblAssignments", "2.1.1", lead="Sở Lạ")
        values = before["tblValues"].copy()
        values.loc[values["code"] == "2.1.1", "agency"] = "Sở YT"
        after, findings = apply_assignments(before.having(tblValues=values), original)
        assert cell(after, "tblValues", "2.1.1", "agency") == "Sở YT"
        assert ("N531", "2.1.1") in [(item.code, item.subject) for item in findings]

    def test_the_same_holds_for_policy_items(self, edited: Edited) -> None:
        book = edited(setting_row("Phân công", "1.1.1(4)", "E", "Sở Tư pháp"))
        after, _ = apply_assignments(new_workspace(), book)
        assert cell(after, "tblPolicies", "1.1.1(4)", "agency") == "Sở TP"
        kept, _ = apply_assignments(workspace_with("tblPolicies", "1.1.1(4)", agency="Sở TC"), book)
        assert cell(kept, "tblPolicies", "1.1.1(4)", "agency") == "Sở TC"

    def test_collected_values_stay(self, edited: Edited) -> None:
        book = edited(setting_row("Phân công", "2.1.1", "E", "Sở Y tế"))
        filled = workspace_with("tblValues", "2.1.1", direct=6.7, status="ước tính", src_file="phieu.xlsx")
        after, _ = apply_assignments(filled, book)
        assert cell(after, "tblValues", "2.1.1", "direct") == 6.7
        assert cell(after, "tblValues", "2.1.1", "src_file") == "phieu.xlsx"

    def test_a_new_lead_has_its_row_on_the_progress_sheet(self, edited: Edited) -> None:
        assert "Sở YT" not in set(new_workspace()["tblProgress"]["agency"])
        after, _ = apply_assignments(
            new_workspace(), edited(setting_row("Phân công", "2.1.1", "E", "Sở Y tế"))
        )
        agencies = list(after["tblProgress"]["agency"])
        assert agencies.index("Sở TP") + 1 == agencies.index("Sở YT")

    def test_an_agency_that_has_sent_its_form_keeps_its_progress_row(self, edited: Edited) -> None:
        before = new_workspace()
        progress = before["tblProgress"].copy()
        progress.loc[progress["agency"] == "Sở TP", "submitted"] = date(2025, 7, 1)
        leave = [
            setting_row("Phân công", a.code, "E", "Sở Y tế")
            for a in PLAN.assignments
            if "Sở Tư pháp" in a.lead
        ]
        book = edited(all_of(*leave))
        assert "Sở TP" not in set(apply_assignments(before, book)[0]["tblProgress"]["agency"])
        kept = apply_assignments(before.having(tblProgress=progress), book)[0]["tblProgress"].set_index(
            "agency"
        )
        assert kept.loc["Sở TP", "submitted"] == date(2025, 7, 1)

    def test_a_new_short_name_is_followed_everywhere(self, edited: Edited) -> None:
        before = new_workspace().adding("tblContacts", [{"agency": "Sở TC", "name": "Người minh họa"}])
        after, _ = apply_assignments(before, edited(setting_row("Cơ quan", "STC", "C", "Sở T.Chính")))
        assert list(after["tblContacts"]["agency"]) == ["Sở T.Chính"]
        for name in ("tblValues", "tblTasks", "tblProgress"):
            assert "Sở TC" not in set(after[name]["agency"])
            assert list(after[name]["agency"] == "Sở T.Chính") == list(before[name]["agency"] == "Sở TC")

    def test_a_renamed_agency_is_still_found_by_the_name_in_the_plan(self, edited: Edited) -> None:
        book = edited(setting_row("Cơ quan", "STC", "B", "Sở Tài chính và Kế hoạch"))
        assert book.findings == []
        after, _ = apply_assignments(new_workspace(), book)
        assert cell(after, "tblValues", "2.1.3", "agency") == "Sở TC"
        assert cell(after, "tblAgencies", "STC", "name") == "Sở Tài chính và Kế hoạch"

    def test_what_was_reported_on_tasks_stays_and_deadlines_come_in(self, edited: Edited) -> None:
        book = edited(setting_row("Nhiệm vụ cơ quan", "III.2.2.a", "E", date(2025, 9, 30)))
        before = workspace_with("tblTasks", "III.2.2.a", state="Hoàn thành", result="Nghị quyết")
        after, _ = apply_assignments(before, book)
        assert cell(after, "tblTasks", "III.2.2.a", "deadline") == date(2025, 9, 30)
        assert cell(after, "tblTasks", "III.2.2.a", "result") == "Nghị quyết"

    def test_a_deadline_set_in_the_workspace_outlives_a_blank_one(self, original: AssignmentBook) -> None:
        before = workspace_with("tblTasks", "III.2.2.a", deadline=date(2025, 10, 1))
        after, _ = apply_assignments(before, original)
        assert cell(after, "tblTasks", "III.2.2.a", "deadline") == date(2025, 10, 1)

    def test_a_dropped_task_leaves_unless_it_was_reported_on(self, original: AssignmentBook) -> None:
        short = replace(
            original, tasks=original.tasks[original.tasks["code"] != "III.2.2.a"].reset_index(drop=True)
        )
        gone, _ = apply_assignments(new_workspace(), short)
        assert "III.2.2.a" not in set(gone["tblTasks"]["code"])
        kept, findings = apply_assignments(workspace_with("tblTasks", "III.2.2.a", state="Quá hạn"), short)
        assert cell(kept, "tblTasks", "III.2.2.a", "state") == "Quá hạn"
        assert ("W533", "III.2.2.a") in [(item.code, item.subject) for item in findings]

    def test_a_new_task_enters_with_its_agency_by_short_name(self, edited: Edited) -> None:
        new = ("III.2.10", "III.2.10. Sở Y tế", "Sở Y tế; Sở Nội vụ", "Nhiệm vụ bổ sung")
        cells = [
            setting("Nhiệm vụ cơ quan", f"{letter}47", value)
            for letter, value in zip("ABCD", new, strict=True)
        ]
        book = edited(all_of(*cells))
        assert book.findings == []
        after, _ = apply_assignments(new_workspace(), book)
        assert cell(after, "tblTasks", "III.2.10", "agency") == "Sở YT; Sở NV"

    def test_targets_come_from_the_book_and_new_ones_get_their_name(self, edited: Edited) -> None:
        new = (2026, "2", None, "điểm", ">=", 45)
        cells = [
            setting("Mục tiêu", f"{letter}14", value) for letter, value in zip("ABCDEF", new, strict=True)
        ]
        after, _ = apply_assignments(new_workspace(), edited(all_of(*cells, setting("Mục tiêu", "F6", 60))))
        assert after["tblTargets"]["value"].iloc[0] == 60
        last = after["tblTargets"].iloc[-1]
        assert (last["year"], last["name"]) == (2026, FRAMEWORK.pillar("2").name)

    def test_an_agency_that_only_the_workspace_has_stays(self, original: AssignmentBook) -> None:
        new = {"code": "SDTTG", "name": "Sở Dân tộc và Tôn giáo", "short": "Sở DT&TG", "kind": "cơ quan"}
        after, findings = apply_assignments(new_workspace().adding("tblAgencies", [new]), original)
        assert cell(after, "tblAgencies", "SDTTG", "short") == "Sở DT&TG"
        assert ("N534", "SDTTG") in [(item.code, item.subject) for item in findings]

    def test_applying_twice_changes_nothing_more(self, edited: Edited) -> None:
        book = edited(setting_row("Phân công", "2.1.1", "E", "Sở Y tế"))
        once, _ = apply_assignments(new_workspace(), book)
        twice, findings = apply_assignments(once, book)
        assert all(once[name].equals(twice[name]) for name in once.tables)
        assert {item.code for item in findings} == {"W526"}
