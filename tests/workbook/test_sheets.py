"""The sheets as people meet them: dashboard, what-if, results, control, and what every sheet has in common."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from pii_xl.commands.levers import levers
from pii_xl.demo.run import demo_workspace
from pii_xl.demo.sample_data import with_sample_data
from pii_xl.layout import BOOK, MASTER
from pii_xl.layout.parts import Kind
from pii_xl.layout.sheets import (
    BASE,
    CHECKS,
    CONTACTS,
    DASHBOARD,
    ESTIMATES,
    EVIDENCE,
    FINDINGS,
    GUIDE,
    POLICIES,
    PUBLISHED,
    REFERENCE,
    RESULTS,
    VALUES,
    WHAT_IF,
    WORKINGS,
)
from pii_xl.workbook.books.master_book import build_master
from pii_xl.workbook.cells.row_heights import fit_rows
from pii_xl.workbook.sheets.checks import CONTROLS
from pii_xl.workbook.sheets.dashboard.grid import POINTS_COLUMN
from pii_xl.workbook.sheets.notice import FROM_FIGURES, NOTICE_TEXT, SHEET_NOTICE
from pii_xl.workspace.workspace import Workspace, typed

Book = openpyxl.Workbook
UNIT = "Đơn vị tính"


def opened(path: Path, *, values: bool = True) -> Book:
    return openpyxl.load_workbook(path, data_only=values)


@pytest.fixture(scope="module")
def shown(filled: Path) -> Book:
    """The filled workbook's cells as people see them."""
    return opened(filled)


@pytest.fixture(scope="module")
def formulas(filled: Path) -> Book:
    """The filled workbook's formulas."""
    return opened(filled, values=False)


def texts(sheet: Worksheet) -> list[str]:
    return [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]


def links_of(sheet: Worksheet) -> list[tuple[str, str]]:
    """Cell and target of every link inside the workbook."""
    cells = (cell for row in sheet.iter_rows() for cell in row if cell.hyperlink)
    return [(cell.coordinate, cell.hyperlink.location or "") for cell in cells]


def visible(book: Book) -> list[Worksheet]:
    return [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]


def column(book: Book, table: str, key: str) -> list[Any]:
    layout = BOOK.table(table)
    sheet = book[layout.sheet]
    area = sheet.tables[table].ref
    rows = list(sheet[area])[1:]
    return [row[layout.keys.index(key)].value for row in rows]


def width(sheet: Worksheet, column: int) -> float:
    """Of a column, in characters."""
    return next(
        (area.width for area in sheet.column_dimensions.values() if area.min <= column <= area.max), 8.43
    )


class TestEverySheet:
    def test_it_leads_back_to_the_guide(self, shown: Book) -> None:
        for sheet in visible(shown):
            links = {target for _, target in links_of(sheet)}
            assert sheet.title == GUIDE or any(GUIDE in target for target in links), sheet.title

    def test_it_says_in_one_line_how_the_workbook_stands(self, shown: Book, formulas: Book) -> None:
        for sheet in visible(shown):
            cells = [cell for row in formulas[sheet.title].iter_rows(max_row=4) for cell in row]
            (cell,) = [cell for cell in cells if str(cell.value) == "=pii_control"]
            line = str(sheet[cell.coordinate].value)
            assert re.fullmatch(r"Công thức: đúng · Số liệu: 49/52 · Lỗi: \d+ · Minh họa: \d+", line), (
                sheet.title
            )

    def test_what_is_computed_from_made_up_figures_says_so(self, shown: Book) -> None:
        for sheet in BOOK.sheets:
            notice = str(shown[sheet.name]["A3"].value or "")
            if sheet.role in FROM_FIGURES:
                assert notice == NOTICE_TEXT, sheet.name

    def test_a_sheet_without_made_up_figures_carries_no_notice(self, shown: Book) -> None:
        marked = {sheet.name for sheet in BOOK.sheets if shown[sheet.name]["A3"].value == SHEET_NOTICE}
        assert marked == {VALUES, BASE, POLICIES, REFERENCE, EVIDENCE, CONTACTS}
        assert not shown[PUBLISHED]["A3"].value

    def test_no_unit_is_broken_in_the_middle_of_a_word(self, shown: Book) -> None:
        words = {word for unit in column(shown, "tblIndicators", "unit") for word in str(unit).split()}
        narrow, columns = set(), 0
        for table in (table for table in BOOK.tables if table.sheet != WORKINGS):
            for at, one in enumerate(table.columns):
                if one.header == UNIT and not one.hidden:
                    columns += 1
                    first = range_boundaries(shown[table.sheet].tables[table.name].ref)[0]
                    wide = width(shown[table.sheet], first + at)
                    narrow |= {(table.name, word) for word in words if len(word) > wide}
        assert columns > 5
        assert not narrow

    def test_about_twelve_are_in_view_and_the_others_hidden(self, shown: Book) -> None:
        assert [sheet.title for sheet in visible(shown)] == [s.name for s in BOOK.sheets if not s.hidden]
        assert abs(len(visible(shown)) - 12) <= 1
        assert 12 <= len(visible(shown)) <= 15

    def test_no_link_leads_to_a_hidden_one(self, shown: Book, formulas: Book) -> None:
        in_view = {f"'{sheet.title}'" for sheet in visible(shown)}
        for sheet in visible(formulas):
            for cell, target in links_of(sheet):
                assert target.partition("!")[0] in in_view, (sheet.title, cell)
            assert not any("HYPERLINK" in text for text in texts(sheet)), sheet.title

    def test_it_is_protected_without_a_password(self, shown: Book) -> None:
        for sheet in visible(shown):
            assert sheet.protection.sheet, sheet.title
            assert not sheet.protection.password, sheet.title


class TestDashboard:
    def test_it_holds_published_figures_and_leaves_computed_ones_to_their_own_sheet(
        self, shown: Book
    ) -> None:
        said = texts(shown[DASHBOARD])
        assert "Kết quả Bộ Khoa học và Công nghệ công bố năm 2025 (công bố)" in said
        numbers = [c.value for row in shown[DASHBOARD].iter_rows() for c in row if isinstance(c.value, float)]
        (computed,) = column(shown, "tblIndex", "score")
        assert computed not in numbers
        assert computed in [c.value for row in shown[ESTIMATES].iter_rows() for c in row]
        assert any(
            text.endswith("(minh họa); không thay kết quả công bố") for text in texts(shown[ESTIMATES])
        )

    def test_it_says_how_far_the_next_provinces_are(self, shown: Book) -> None:
        assert (
            "Xếp trên gần nhất: Huế, hạng 5, 49,37 điểm; tỉnh kém 0,61 điểm; đầu vào hơn 1,56, đầu ra kém 2,76"
            in texts(shown[DASHBOARD])
        )

    def test_it_names_every_agency_that_owes_something_and_no_other(self, shown: Book) -> None:
        owing = [
            agency
            for agency, owed in zip(
                column(shown, "tblProgress", "agency"), column(shown, "tblProgress", "owed"), strict=True
            )
            if owed
        ]
        agencies = set(column(shown, "tblProgress", "agency"))
        assert owing
        assert sorted(text for text in texts(shown[DASHBOARD]) if text in agencies) == sorted(owing)

    def test_its_levers_are_the_first_of_their_sheet(self, shown: Book) -> None:
        said = texts(shown[DASHBOARD])
        assert all(title in said for title in column(shown, "tblLevers", "title")[:3])

    def test_it_shows_the_published_score_and_rank(self, shown: Book) -> None:
        sheet = shown[DASHBOARD]
        values = [cell.value for row in sheet.iter_rows(max_row=9) for cell in row]
        assert 48.76 in values
        assert "6/34" in values

    def test_it_prints_on_one_a4_page_across(self, formulas: Book) -> None:
        page = formulas[DASHBOARD]
        assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight or 1) == (1, 1)
        assert page.print_area

    def test_each_chart_is_described_for_people_who_do_not_see_it(self, filled: Path) -> None:
        with zipfile.ZipFile(filled) as package:
            drawings = [
                package.read(name).decode() for name in package.namelist() if "drawings/drawing" in name
            ]
        described = re.findall(r'<xdr:cNvPr [^>]*descr="([^"]+)"', "".join(drawings))
        assert len(described) == 4
        assert "trụ cột" in described[0]
        assert "điểm PII" in described[1]
        assert "cột chồng" in described[3]
        assert "theo năm" in described[2]

    def test_before_publication_it_says_so(self, template: Path) -> None:
        workspace = with_sample_data(demo_workspace())
        published = workspace["tblPublished"]
        path = template.parent / "chua-cong-bo.xlsm"
        build_master(workspace.having(tblPublished=published[published["year"] < 2025]), path)
        sheet = opened(path)[DASHBOARD]
        assert any(text.endswith("(chưa công bố)") for text in texts(sheet))
        drawn = {str(c.value) for row in sheet.iter_rows(min_col=POINTS_COLUMN + 1) for c in row if c.value}
        assert "#N/A" in drawn


class TestEstimates:
    def test_every_indicator_stands_there_with_its_score(self, shown: Book, formulas: Book) -> None:
        codes = column(shown, "tblResults", "code")
        scores = dict(zip(codes, column(shown, "tblResults", "score"), strict=True))
        found = {}
        for row in formulas[ESTIMATES].iter_rows():
            for cell in row:
                if match := _SCORE_OF.fullmatch(str(cell.value)):
                    found[match[1]] = shown[ESTIMATES][cell.coordinate].value
        assert found == scores

    def test_a_missing_score_is_shown_as_a_dash_and_not_as_a_zero(self, formulas: Book) -> None:
        formats = [
            cell.number_format
            for row in formulas[ESTIMATES].iter_rows()
            for cell in row
            if _SCORE_OF.fullmatch(str(cell.value))
        ]
        assert len(formats) == 52
        assert all(text.count(";") == 3 and text.endswith('–"') for text in formats)

    def test_an_indicator_is_called_by_its_short_name_uncut(self, shown: Book) -> None:
        said = texts(shown[ESTIMATES])
        assert all(title in said for title in column(shown, "tblResults", "title"))


_SCORE_OF = re.compile(r'=INDEX\(tblResults\[Điểm\],MATCH\("(.+)",tblResults\[Mã\],0\)\)')


class TestLevers:
    def test_they_are_sorted_by_what_they_could_bring(self, shown: Book) -> None:
        room = [value for value in column(shown, "tblLevers", "room") if isinstance(value, float)]
        assert len(room) == sum(isinstance(value, float) for value in column(shown, "tblResults", "score"))
        assert room == sorted(room, reverse=True)

    def test_the_sheet_says_what_the_command_says(self, shown: Book) -> None:
        rows = levers(with_sample_data(demo_workspace())).facts["rows"]
        told = {row["code"]: row for row in rows if row["points_to_best"] == row["points_to_best"]}
        keys = {"room": "points_to_best", "mean_gain": "points_to_mean", "unit_gain": "points_per_unit"}
        codes = column(shown, "tblLevers", "code")
        assert set(filter(None, codes)) == set(told)
        for key, other in (*keys.items(), ("since", "points_since_previous")):
            for code, value in zip(codes, column(shown, "tblLevers", key), strict=True):
                if code and isinstance(value, float):
                    assert value == pytest.approx(told[code][other], abs=1e-9), (code, key)

    def test_an_indicator_without_a_score_is_no_lever(self, shown: Book) -> None:
        titles = column(shown, "tblLevers", "title")
        without = [score for score in column(shown, "tblResults", "score") if not isinstance(score, float)]
        assert without
        assert [not title for title in titles] == sorted(not title for title in titles)
        assert sum(not title for title in titles) == len(without)


class TestResults:
    def test_a_score_explains_itself(self, shown: Book) -> None:
        said = dict(zip(column(shown, "tblResults", "code"), column(shown, "tblResults", "why"), strict=True))
        assert re.fullmatch(
            r"Đạt [\d.,]+/100 điểm: giá trị [\d.,]+, cả nước từ [\d.,]+ đến [\d.,]+ \(kém nhất đến tốt nhất\)"
            r"; (thấp|cao) hơn mức trung bình cả nước [\d.,]+ điểm; đóng góp [\d.,]+ điểm vào PII\.",
            said["2.2.2"],
        )

    def test_a_missing_score_says_what_is_missing(self, shown: Book) -> None:
        rows = zip(column(shown, "tblResults", "why"), column(shown, "tblResults", "score"), strict=True)
        reasons = {why for why, score in rows if not isinstance(score, int | float)}
        assert reasons == {"Chưa tính được: chưa có số liệu, xem Mã thiếu ở trang Số liệu."}

    def test_contributions_add_up_to_the_index(self, shown: Book) -> None:
        (pii,) = column(shown, "tblIndex", "score")
        shares = [value for value in column(shown, "tblResults", "contribution") if isinstance(value, float)]
        assert len(shares) > 40
        assert sum(shares) == pytest.approx(pii, abs=1e-9)

    def test_it_prints_what_is_to_be_read_and_leaves_the_workings_on_the_screen(self, formulas: Book) -> None:
        layout = BOOK.table("tblResults")
        last = formulas[RESULTS].print_area.rpartition(":")[2]
        letter = re.sub(r"[\d$]", "", last)
        assert openpyxl.utils.column_index_from_string(letter) == layout.keys.index("why") + 1


class TestWhatIf:
    def test_only_the_trial_column_is_open_for_typing(self, formulas: Book) -> None:
        sheet = formulas[WHAT_IF]
        unlocked = {
            cell.column_letter for row in sheet.iter_rows() for cell in row if cell.protection.locked is False
        }
        assert len(unlocked) == 1

    def test_the_names_that_reset_the_trial_cover_it_exactly(self, formulas: Book) -> None:
        wanted, blank = (
            formulas.defined_names[name].attr_text for name in ("scenario_input", "scenario_base")
        )
        sheet = formulas[WHAT_IF]
        area, empty = (list(sheet[text.partition("!")[2].replace("$", "")]) for text in (wanted, blank))
        assert len(area) == len(empty) == 52
        assert all(cell.protection.locked is False for (cell,) in area)
        assert all(cell.value is None for (cell,) in empty)


class TestControl:
    def test_every_check_explains_itself_and_holds_on_sound_data(self, shown: Book) -> None:
        rows = list(shown[CHECKS].iter_rows(min_row=6, max_row=5 + len(CONTROLS), values_only=True))
        assert all(row[1] and row[2] and row[7] for row in rows)
        assert {row[6] for row in rows if row[1] == "Tính đúng"} == {"Đúng"}

    @pytest.mark.parametrize(
        ("table", "change", "title"),
        [
            (
                "tblPublished",
                lambda frame: frame.assign(
                    score=frame["score"] + frame["score"].where(frame["component"] == "input", 0.0) * 0.1
                ),
                "Đầu vào, đầu ra công bố lệch so với trụ cột công bố",
            ),
            (
                "tblReference",
                lambda frame: frame.assign(minimum=frame["maximum"]),
                "Tham chiếu có nhỏ nhất không nhỏ hơn lớn nhất",
            ),
            (
                "tblReference",
                lambda frame: frame.assign(mean=frame["maximum"] + 1),
                "Tham chiếu có trung bình cao hơn lớn nhất",
            ),
            ("tblResults", lambda frame: frame.iloc[1:], "Số chỉ số ở trang Kết quả"),
        ],
    )
    def test_a_wrong_table_turns_the_line_of_every_sheet(
        self, table: str, change: Any, title: str, tmp_path: Path
    ) -> None:
        workspace = with_sample_data(demo_workspace())
        build_master(workspace.having(**{table: change(workspace[table])}), tmp_path / "so.xlsm")
        book = opened(tmp_path / "so.xlsm")
        results = {row[2]: row[6] for row in book[CHECKS].iter_rows(min_row=6, values_only=True)}
        assert results[title] == "Sai"
        for sheet in visible(book):
            line = next(text for text in texts(sheet) if text.startswith("Công thức"))
            assert line.startswith("Công thức: SAI"), sheet.title

    def test_an_empty_workbook_is_right_though_far_from_complete(self, template: Path) -> None:
        line = next(text for text in texts(opened(template)[DASHBOARD]) if text.startswith("Công thức"))
        assert line.startswith("Công thức: đúng · Số liệu: 0/52 · Lỗi: 0 · Minh họa: 0")


class TestFindings:
    def test_a_finding_about_a_cell_of_this_workbook_is_a_link_to_it(self, tmp_path: Path) -> None:
        workspace = _with_finding("", "Số liệu", "H7")
        build_master(workspace, tmp_path / "so.xlsm")
        sheet = opened(tmp_path / "so.xlsm")[FINDINGS]
        found = [link for link in links_of(sheet) if "Số liệu" in link[1]]
        assert found == [(_cell_of_finding(sheet), "'Số liệu'!H7")]

    def test_a_finding_about_a_form_is_not(self, tmp_path: Path) -> None:
        build_master(_with_finding("PII-2025_SCT.xlsx", "Số liệu", "H7"), tmp_path / "so.xlsm")
        sheet = opened(tmp_path / "so.xlsm")[FINDINGS]
        assert not [link for link in links_of(sheet) if "Số liệu" in link[1]]


def _with_finding(file: str, sheet: str, cell: str) -> Workspace:
    workspace = with_sample_data(demo_workspace())
    row = {"code": "W420", "level": "Cảnh báo", "file": file, "sheet": sheet, "cell": cell, "found": "Thấy."}
    return workspace.having(tblFindings=workspace["tblFindings"].iloc[:0]).adding("tblFindings", [row])


def _cell_of_finding(sheet: Worksheet) -> str:
    layout = BOOK.table("tblFindings")
    return list(sheet[sheet.tables["tblFindings"].ref])[1][layout.keys.index("cell")].coordinate


@pytest.mark.parametrize(("name", "key"), [("tblEvidence", "digest"), ("tblSubmissions", "sha256")])
def test_a_fingerprint_stays_on_its_line_and_a_long_text_does_not(name: str, key: str) -> None:
    table = MASTER.table(name)
    heights: dict[int, float] = {}

    class Rows:
        def set_row(self, row: int, height: float) -> None:
            heights[row] = height

    long = next(column.key for column in table.columns if column.kind is Kind.LONG)
    rows = [{key: "0a3eb3aada3a4119" * 4}, {long: "Văn bản có trích yếu dài " * 20}]
    fit_rows(Rows(), [(table, typed(table, rows))])  # type: ignore[arg-type]
    assert list(heights) == [table.row + 2]
