"""Lists of the dashboard: who still owes something, what moved, what would bring most, strengths and weaknesses."""

from __future__ import annotations

from functools import partial
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from pii_xl.layout.numbers_said import said
from pii_xl.layout.words import STRENGTH, WEAKNESS
from pii_xl.workbook.cells.live_cells import Live
from pii_xl.workbook.cells.styles import ACCENT, ACCENT_SOFT, GRID, Formats
from pii_xl.workbook.sheets.dashboard.grid import (
    CHART_ROW,
    COLUMNS,
    LEVERS_COLUMN,
    LEVERS_LISTED,
    LISTED,
    LISTS_ROW,
    OWING_COLUMN,
    OWING_ROWS,
    PRAISED_COLUMN,
)
from pii_xl.workbook.sheets.references import BLANK, first, live, nth, whole_column
from pii_xl.workspace.workspace import Workspace

OWING = (("agency", "Cơ quan", 0), ("owed", "Số việc nợ", 3), ("days_late", "Ngày chậm", 4))
NOBODY = "Mọi cơ quan đã gửi đủ."
PRAISED = ((STRENGTH, "Điểm mạnh, Bộ công bố"), (WEAKNESS, "Điểm yếu, Bộ công bố"))


class Lists:
    """Writes the lists of a workspace in which everything is computed."""

    def __init__(self, workspace: Workspace, formats: Formats) -> None:
        self.workspace = workspace
        self.formats = formats

    def write(self, sheet: Worksheet) -> None:
        self._write_owing(sheet)
        self._write_moves(sheet)
        self._write_levers(sheet)
        row = LISTS_ROW
        for kind, title in PRAISED:
            row = self._write_praised(sheet, row, kind, title)

    def _write_owing(self, sheet: Worksheet) -> None:
        orders, agencies = (whole_column("tblProgress", key) for key in ("owed_order", "agency"))
        self._caption(
            sheet, CHART_ROW, OWING_COLUMN, f'="Cơ quan còn nợ: "&COUNT({orders})&"/"&ROWS({agencies})'
        )
        head = self._line(bold=True, bg_color=ACCENT_SOFT)
        for column in range(OWING_COLUMN, COLUMNS):
            sheet.write_blank(CHART_ROW + 1, column, None, head)
        for _, header, offset in OWING:
            sheet.write_string(CHART_ROW + 1, OWING_COLUMN + offset, header, head)
        for number in range(1, OWING_ROWS + 1):
            for key, _, offset in OWING:
                place = (CHART_ROW + 1 + number, OWING_COLUMN + offset)
                cell = nth(self.workspace, partial(_owing, key), number, place)
                cell.write(sheet, *place, self.formats.get(num_format="0", align="left"))
        lines = xl_range_abs(CHART_ROW + 2, OWING_COLUMN, CHART_ROW + 1 + OWING_ROWS, OWING_COLUMN)
        more = '=IF({0}>{1},"và "&({0}-{1})&" cơ quan khác, xem trang Tiến độ","")'
        shown = self.workspace.value(more.format(f"COUNT({orders})", str(OWING_ROWS)))
        Live(more.format(f"COUNT({orders})", f"ROWS({lines})"), shown).write(
            sheet, CHART_ROW + OWING_ROWS + 2, OWING_COLUMN, self.formats.get(italic=True)
        )
        nobody = f'=IF(COUNT({orders})=0,"{NOBODY}","")'
        live(self.workspace, nobody).write(
            sheet, CHART_ROW + OWING_ROWS + 3, OWING_COLUMN, self.formats.get()
        )

    def _write_moves(self, sheet: Worksheet) -> None:
        self._caption(
            sheet, LISTS_ROW, 0, '="Điểm trụ cột công bố, năm "&cfg_year&" so năm "&cfg_previous_year'
        )
        for number in range(1, len(self.workspace["tblPillars"]) + 1):
            place = (LISTS_ROW + number, 0)
            nth(self.workspace, _moved, number, place).write(sheet, *place, self.formats.get())

    def _write_levers(self, sheet: Worksheet) -> None:
        status = first("tblIndex", "status")
        self._caption(sheet, LISTS_ROW, LEVERS_COLUMN, f'="Đòn bẩy lớn nhất theo sổ tự tính ("&{status}&")"')
        for number in range(1, LEVERS_LISTED + 1):
            for offset, (item, look) in enumerate(((_lever, {"bold": True}), (_lever_gain, {}))):
                row = LISTS_ROW + 2 * number - 1 + offset
                of_list = (LISTS_ROW + number, LEVERS_COLUMN)  # two lines each: rows are counted as if one
                cell = nth(self.workspace, item, number, of_list)
                cell.write(sheet, row, LEVERS_COLUMN, self.formats.get(**look))

    def _write_praised(self, sheet: Worksheet, top: int, kind: str, title: str) -> int:
        """The ministry's list of one kind; returns the row below it."""
        self._caption(sheet, top, PRAISED_COLUMN, f'="{title} năm "&cfg_year')
        text, keys = (whole_column("tblStrengths", name) for name in ("text", "key"))

        def item(number: int) -> str:
            key = f'cfg_year&"|"&cfg_province&"|{kind}|{number}"'
            return f'IFERROR(INDEX({text},MATCH({key},{keys},0)),"{BLANK}")'

        for number in range(1, LISTED + 1):
            line = f'="{number}. "&{item(number)}'
            live(self.workspace, line).write(sheet, top + number, PRAISED_COLUMN, self.formats.get())
        return top + LISTED + 1

    def _caption(self, sheet: Worksheet, row: int, column: int, formula: str) -> None:
        look = self.formats.get(bold=True, font_color=ACCENT)
        live(self.workspace, formula).write(sheet, row, column, look)

    def _line(self, **look: Any) -> Format:
        return self.formats.get(bottom=1, border_color=GRID, align="left", **look)


def _at(table: str, key: str, order: str, place: str) -> str:
    """The formula text of the cell whose row has a place in an order."""
    return f"INDEX({whole_column(table, key)},MATCH({place},{whole_column(table, order)},0))"


def _owing(key: str, place: str) -> str:
    return f'=IFERROR({_at("tblProgress", key, "owed_order", place)},"")'


def _moved(place: str) -> str:
    return f'=IFERROR({_at("tblPillars", "change_said", "change_order", place)},"")'


def _lever(place: str) -> str:
    return f"=INDEX({whole_column('tblLevers', 'title')},{place})"


def _lever_gain(place: str) -> str:
    agency, room = (f"INDEX({whole_column('tblLevers', key)},{place})" for key in ("agency", "room"))
    return f'=IFERROR({agency}&": tối đa +"&{said(room)}&" điểm PII","{BLANK}")'
