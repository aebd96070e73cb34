"""The head of the sheet "Mô phỏng": the PII now and tried, the rank it would mean, and how to start again."""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_range_abs
from xlsxwriter.workbook import Workbook as XlsxWorkbook
from xlsxwriter.worksheet import Worksheet

from pii_xl.layout.buttons import command
from pii_xl.layout.sheets import WHAT_IF, WORKINGS
from pii_xl.layout.what_if import (
    CASES,
    CODES_NAME,
    NOW,
    NOW_NAME,
    SCORES_NAME,
    STACKED,
    TRIAL,
    TRIAL_NAME,
    TRIAL_TABLE,
)
from pii_xl.workbook.cells.live_cells import Live
from pii_xl.workbook.cells.row_heights import LINE, PADDING
from pii_xl.workbook.cells.styles import ACCENT_SOFT, GRID, Formats
from pii_xl.workbook.macros.ui_text import SCENARIO_BASE_NAME, SCENARIO_INPUT_NAME
from pii_xl.workspace.workspace import Workspace

LABEL_ROW, VALUE_ROW, HINT_ROW = 4, 5, 6
BLANK_COLUMN = 25
"""A column of the sheet that stays empty: what the button that resets the trial copies over it."""
HINT = (
    f"Muốn giữ lại: bấm nút {command('simulate').label}, hoặc chép cột Giá trị thử sang cột S1–S5 ở trang Kịch bản. "
    f"Bắt đầu lại: bấm nút {command('reset_scenario').label}, hoặc chọn các ô vàng rồi bấm Delete."
)


def define_what_if_names(workbook: XlsxWorkbook, workspace: Workspace) -> None:
    """Names of the trial's cells, of what resets them, and of the stacked workings."""
    first = TRIAL_TABLE.row + 1
    last = TRIAL_TABLE.row + len(workspace["tblTry"])
    column = TRIAL_TABLE.column + TRIAL_TABLE.keys.index("value_new")
    workbook.define_name(SCENARIO_INPUT_NAME, f"='{WHAT_IF}'!{xl_range_abs(first, column, last, column)}")
    workbook.define_name(
        SCENARIO_BASE_NAME, f"='{WHAT_IF}'!{xl_range_abs(first, BLANK_COLUMN, last, BLANK_COLUMN)}"
    )
    layout = workspace.book.layout
    first_table, last_table = (layout.table(table.name) for table in (STACKED[0], STACKED[-1]))
    top, bottom = first_table.row, last_table.row + len(workspace["tblSubPillars"])
    keys = STACKED[0].keys
    now, trial = keys.index(NOW), keys.index(TRIAL)
    areas = {
        CODES_NAME: (0, 0),
        SCORES_NAME: (now, now + len(CASES) - 1),
        NOW_NAME: (now, now),
        TRIAL_NAME: (trial, trial),
    }
    for name, (left, right) in areas.items():
        workbook.define_name(name, f"='{WORKINGS}'!{xl_range_abs(top, left, bottom, right)}")


def write_what_if_head(sheet: Worksheet, formats: Formats, workspace: Workspace) -> None:
    """Rows above the table: labels, values, and the hint."""
    for column, label, key, case in _CELLS:
        look: dict[str, Any] = {"bold": True, "text_wrap": True, "align": "center", "bg_color": ACCENT_SOFT}
        sheet.write_string(LABEL_ROW, column, label, formats.get(**look, border=1, border_color=GRID))
        header = workspace.layout.table("tblCompare")[key].header
        formula = f'=INDEX(tblCompare[{header}],MATCH("{CASES[case]}",tblCompare[Kịch bản],0))'
        Live(formula, workspace.value(formula)).write(sheet, VALUE_ROW, column, _value_form(formats, key))
    sheet.set_row(LABEL_ROW, 2 * LINE + 2 * PADDING)
    sheet.set_row(VALUE_ROW, 2 * LINE + 2 * PADDING)
    sheet.write_string(HINT_ROW, 0, HINT, formats.purpose())


def _value_form(formats: Formats, key: str) -> Any:
    look: dict[str, Any] = {
        "border": 1,
        "border_color": GRID,
        "bold": True,
        "text_wrap": True,
        "align": "center",
    }
    if key in ("anchored", "change", "input", "output"):
        return formats.get(**look, font_size=14 if key == "anchored" else 11, num_format="0.00;-0.00;0.00")
    return formats.get(**look, num_format="0")


_CELLS = (
    (1, "Hạng nếu PII như đang thử", "rank", TRIAL),
    (2, "Tình trạng", "status", TRIAL),
    (3, "PII hiện tại", "anchored", NOW),
    (4, "PII đang thử", "anchored", TRIAL),
    (5, "Tăng, giảm", "change", TRIAL),
    (6, "Đầu vào thử (tính)", "input", TRIAL),
    (7, "Đầu ra thử (tính)", "output", TRIAL),
    (8, "Số chỉ số đã đổi", "changes", TRIAL),
)
