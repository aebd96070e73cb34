"""The sheet "Kiểm soát": the checks one by one, the line that every sheet shows, and the lists that formulas refer to."""

from __future__ import annotations

from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook as XlsxWorkbook
from xlsxwriter.worksheet import Worksheet

from pii_xl.layout.collected import DIGITS, DIGITS_NAME
from pii_xl.layout.due import DONE_NAME, DONE_STATES
from pii_xl.layout.numbers_said import DECIMALS, DECIMALS_NAME
from pii_xl.layout.scored import BEFORE, BEFORE_NAME, HEADLINE_LETTERS, HEADLINE_NAME
from pii_xl.layout.sheets import CHECKS
from pii_xl.layout.words import NATION
from pii_xl.workbook.cells.live_cells import Live
from pii_xl.workbook.cells.row_heights import LINE, PADDING, text_lines
from pii_xl.workbook.cells.styles import COMPUTED_FILL, GRID, Formats
from pii_xl.workbook.sheets.checks import (
    COMPLETE,
    CONTROL_NAME,
    CONTROLS,
    ERRORS,
    FAILS,
    FIGURES,
    HOLDS,
    MADE_UP,
    OPEN,
    OPEN_NAME,
    RIGHT,
    WRONG_NAME,
    Check,
    Standing,
    position,
    results,
)
from pii_xl.workbook.sheets.marking import BAD, BAD_NAME, GOOD, GOOD_NAME, WARN, WARN_NAME, mark_states
from pii_xl.workbook.sheets.notice import NOTICE_NAME, NOTICE_TEXT
from pii_xl.workspace.names import RIVALS_NAME
from pii_xl.workspace.workspace import Workspace

HEADERS = (
    "Số",
    "Loại",
    "Phép kiểm tra",
    "Thấy",
    "Cần có",
    "Sai số cho phép",
    "Kết quả",
    "Nghĩa là gì, làm gì khi không đạt",
)
WIDTHS = (8, 14, 50, 14, 12, 12, 14, 96)
FIRST_ROW = 5


class ChecksSheet:
    """Writes the sheet and knows where its lines and lists stand."""

    def __init__(self, workspace: Workspace, formats: Formats) -> None:
        self.workspace = workspace
        self.formats = formats
        self.outcome = results(workspace)
        wrong, pending = (int((self.outcome["result"] == state).sum()) for state in (FAILS, OPEN))
        self.wrong, self.pending = wrong, pending
        self.line = Standing.now(self.outcome).line()
        self.last_row = FIRST_ROW + len(CONTROLS) - 1
        self.lines_row = self.last_row + 3
        self.lists_row = self.lines_row + 6

    def define_names(self, workbook: XlsxWorkbook) -> None:
        """Names for the lines and lists; other sheets' formulas and conditional formats use them."""
        for row, name in enumerate((CONTROL_NAME, NOTICE_NAME, WRONG_NAME, OPEN_NAME)):
            self._name(workbook, name, self.lines_row + row, 2, 1)
        for name, column, entries in self._lists():
            self._name(workbook, name, self.lists_row + 1, column, len(entries))
        workbook.define_name(DIGITS_NAME, f"={DIGITS}")
        workbook.define_name(DECIMALS_NAME, f"={DECIMALS}")
        workbook.define_name(HEADLINE_NAME, f"={HEADLINE_LETTERS}")
        workbook.define_name(BEFORE_NAME, BEFORE)

    def _name(self, workbook: XlsxWorkbook, name: str, row: int, column: int, count: int) -> None:
        area = xl_range_abs(row, column, row + count - 1, column)
        workbook.define_name(name, f"='{CHECKS}'!{area.partition(':')[0] if count == 1 else area}")

    def _lists(self) -> tuple[tuple[str, int, tuple[str, ...]], ...]:
        own = self.workspace.settings.text("province")
        return (
            (BAD_NAME, 1, BAD),
            (WARN_NAME, 2, WARN),
            (GOOD_NAME, 3, GOOD),
            (DONE_NAME, 5, DONE_STATES),
            (RIVALS_NAME, 6, (own, NATION)),
        )

    @staticmethod
    def widths() -> tuple[float, ...]:
        return WIDTHS

    def write(self, sheet: Worksheet) -> None:
        for column, header in enumerate(HEADERS):
            sheet.write_string(FIRST_ROW - 1, column, header, self.formats.header())
        sheet.set_row(FIRST_ROW - 1, 2 * LINE + 2 * PADDING)
        for number, check in enumerate(CONTROLS):
            self._write_check(sheet, FIRST_ROW + number, number, check)
        mark_states(sheet, (FIRST_ROW, 6, self.last_row, 6), self.formats)
        self._write_lines(sheet)
        self._write_lists(sheet)
        sheet.freeze_panes(FIRST_ROW, 0)
        sheet.repeat_rows(FIRST_ROW - 1)

    def _write_check(self, sheet: Worksheet, row: int, number: int, check: Check) -> None:
        outcome = self.outcome.iloc[number]
        plain, computed = self._cell(), self._cell(bg_color=COMPUTED_FILL)
        sheet.write_number(row, 0, number + 1, self._cell(align="center"))
        sheet.write_string(row, 1, check.kind, plain)
        sheet.write_string(row, 2, check.title, plain)
        whole = not check.tolerance_formula and outcome["tolerance"] == 0
        digits = "#,##0" if whole else "0.000000"
        found = self._cell(num_format=digits, align="right", bg_color=COMPUTED_FILL)
        figure = self._cell(num_format=digits, align="right")
        Live(f"={check.formula}", outcome["found"]).write(sheet, row, 3, found)
        sheet.write_number(row, 4, outcome["wanted"], figure)
        if check.tolerance_formula:
            Live(check.tolerance_formula, outcome["tolerance"]).write(sheet, row, 5, figure)
        else:
            sheet.write_number(
                row, 5, outcome["tolerance"], self._cell(num_format="0" if whole else "0.0E+0")
            )
        Live(_result_formula(row, check), outcome["result"]).write(sheet, row, 6, computed)
        sheet.write_string(row, 7, check.meaning, plain)
        lines = max(text_lines(check.meaning, WIDTHS[7]), text_lines(check.title, WIDTHS[2]))
        sheet.set_row(row, lines * LINE + 2 * PADDING)

    def _write_lines(self, sheet: Worksheet) -> None:
        row, formats = self.lines_row, self.formats
        results_area = xl_range_abs(FIRST_ROW, 6, self.last_row, 6)
        wrong_cell = xl_rowcol_to_cell(row + 2, 2, row_abs=True, col_abs=True)
        standing = Standing(
            wrong_cell,
            self._number(FIGURES),
            self._number(FIGURES, column=4),
            self._number(ERRORS),
            self._number(MADE_UP),
        )
        sheet.write_string(row - 1, 0, "Dòng hiện ở đầu mỗi trang", formats.caption())
        labels = ("Dòng kiểm soát", "Dòng số minh họa", "Số phép sai", "Số mục chưa đủ")
        cells = (
            Live(standing.formula(), self.line),
            Live(
                f'=IF({self._number(MADE_UP)}>0,"{NOTICE_TEXT}","")',
                NOTICE_TEXT if self.workspace.is_illustrative else "",
            ),
            Live(f'=COUNTIF({results_area},"{FAILS}")', float(self.wrong)),
            Live(f'=COUNTIF({results_area},"{OPEN}")', float(self.pending)),
        )
        for offset, (label, cell) in enumerate(zip(labels, cells, strict=True)):
            sheet.write_string(row + offset, 0, label, formats.get(bold=True))
            cell.write(sheet, row + offset, 2, formats.get(align="left"))

    def _number(self, title: str, column: int = 3) -> str:
        """The cell of what a check found, or of another of its columns."""
        return str(xl_rowcol_to_cell(FIRST_ROW + position(title), column, row_abs=True, col_abs=True))

    def _write_lists(self, sheet: Worksheet) -> None:
        row, formats = self.lists_row, self.formats
        sheet.write_string(row - 1, 0, "Danh sách dùng trong công thức và cách tô", formats.caption())
        titles = {
            BAD_NAME: "Tô đỏ, chữ đậm",
            WARN_NAME: "Tô vàng, chữ nghiêng",
            GOOD_NAME: "Tô xanh",
            DONE_NAME: "Coi là xong",
            RIVALS_NAME: "Không xếp hạng",
        }
        for name, column, entries in self._lists():
            sheet.write_string(row, column, titles[name], formats.header())
            for offset, entry in enumerate(entries, start=1):
                if name == RIVALS_NAME and offset == 1:
                    Live("=cfg_province", entry).write(sheet, row + offset, column, self._cell())
                else:
                    sheet.write_string(row + offset, column, entry, self._cell())
            if name in (BAD_NAME, WARN_NAME, GOOD_NAME):
                mark_states(sheet, (row + 1, column, row + len(entries), column), formats)

    def _cell(self, **look: Any) -> Format:
        return self.formats.get(**{"border": 1, "border_color": GRID, "text_wrap": True, "indent": 1, **look})


def _result_formula(row: int, check: Check) -> str:
    found, wanted, tolerance = (xl_rowcol_to_cell(row, column) for column in (3, 4, 5))
    good, bad = (HOLDS, FAILS) if check.kind == RIGHT else (COMPLETE, OPEN)
    return f'=IF(ABS({found}-{wanted})<={tolerance},"{good}","{bad}")'
