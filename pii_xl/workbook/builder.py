"""Build the master workbook anew from a workspace: every sheet, table, live formula, name, drop-down, macro and button.

The file door never edits a workbook in place: openpyxl would drop the ribbon, and a half-written file must not exist.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.workbook import Workbook as XlsxWorkbook
from xlsxwriter.worksheet import Worksheet

from pii_xl import __version__
from pii_xl.follow_up import calculate_progress
from pii_xl.layout.parts import Kind, Sheet, Table, setting_name
from pii_xl.layout.settings import SETTINGS
from pii_xl.layout.sheets import FINDINGS, FUNCTIONS, GUIDE, PROGRESS, SETTINGS_SHEET
from pii_xl.score.province import calculate
from pii_xl.workbook.functions_sheet import write_functions_sheet
from pii_xl.workbook.guide import write_guide
from pii_xl.workbook.hidden_sheets import write_hidden_sheets
from pii_xl.workbook.identity import PROTECTION
from pii_xl.workbook.package import attach_vba, finish
from pii_xl.workbook.row_heights import fit_rows
from pii_xl.workbook.styles import DATE_FORMAT, INPUT_FILL, TAB_COLOURS, Formats
from pii_xl.workbook.table_writer import TableWriter
from pii_xl.workbook.udf_wrapper import udf_modules, udf_wrapper
from pii_xl.workbook.ui_text import MESSAGE_NAME
from pii_xl.workbook.vba_project import vba_project
from pii_xl.workspace import Workspace

CREATED = datetime(2025, 5, 6)  # the plan's date: a fixed stamp, so that equal content gives equal bytes
MESSAGE_CELL = "$H$2"  # over the column of what was found, clear of the sheet's head
NOTICE_NAME, AGENCIES_NAME = "pii_notice", "lst_agencies"
NOTICE_FORMULA = (
    '=IF(COUNTIF(tblValues[Tình trạng số liệu],"minh họa")+COUNTIF(tblReference[Tình trạng số liệu],"minh họa")>0,'
    '"SỔ CÓ SỐ LIỆU MINH HỌA: không phải số chính thức, không dùng để báo cáo.","")'
)
NOTICE_TEXT = "SỔ CÓ SỐ LIỆU MINH HỌA: không phải số chính thức, không dùng để báo cáo."


def build_master(workspace: Workspace, path: Path) -> Workspace:
    """Write the master workbook to ``path`` (replaced at once or not at all) and return the calculated workspace.

    Raises UnreadableError E103 when ``path`` cannot be written.
    """
    workspace = calculate_progress(calculate(workspace))
    body = io.BytesIO()
    workbook = xlsxwriter.Workbook(
        body, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    _MasterBuilder(workbook, workspace).build()
    workbook.close()
    finish(body.getvalue(), path)
    return workspace


class _MasterBuilder:
    def __init__(self, workbook: XlsxWorkbook, workspace: Workspace) -> None:
        self.workbook = workbook
        self.workspace = workspace
        self.formats = Formats(workbook)
        indicators = workspace["tblIndicators"]
        decimals = {
            str(code): int(d)
            for code, d in zip(indicators["code"], indicators["decimals"], strict=True)
            if d == d
        }
        self.tables = TableWriter(workspace.layout, self.formats, decimals)

    def build(self) -> None:
        workspace, workbook = self.workspace, self.workbook
        workbook.set_properties(
            {
                "title": f"Sổ Chỉ số đổi mới sáng tạo cấp địa phương {workspace.year} – {workspace.settings.text('province')}",
                "author": workspace.settings.text("issuer"),
                "company": workspace.settings.text("issuer"),
                "subject": "PII",
                "keywords": f"pii-xl {__version__}",
                "created": CREATED,
            }
        )
        workbook.set_custom_property("Language", "vi-VN")
        workbook.set_size(24000, 14000)
        sheets = {sheet.name: workbook.add_worksheet(sheet.name) for sheet in workspace.layout.sheets}
        write_hidden_sheets(workbook, workspace)
        self._define_names()
        for sheet in workspace.layout.sheets:
            self._write_sheet(sheets[sheet.name], sheet)
        sheets[GUIDE].activate()
        sheets[GUIDE].set_first_sheet()
        attach_vba(workbook, vba_project(len(workbook.worksheets()), udf_wrapper(udf_modules())))

    def _write_sheet(self, worksheet: Worksheet, sheet: Sheet) -> None:
        formats = self.formats
        worksheet.set_tab_color(TAB_COLOURS[sheet.role])
        worksheet.hide_gridlines(2)
        worksheet.write_string(0, 0, sheet.title, formats.title())
        worksheet.write_string(1, 0, sheet.purpose, formats.purpose())
        self._write_notice(worksheet)
        special: dict[str, Callable[[Worksheet], None]] = {
            GUIDE: lambda target: write_guide(target, formats, self.workspace),
            FUNCTIONS: lambda target: write_functions_sheet(target, formats, self.workspace),
            FINDINGS: lambda target: target.write_blank(
                MESSAGE_CELL, None, formats.get(bold=True, locked=False)
            ),
        }
        if sheet.name in special:
            special[sheet.name](worksheet)
        tables = self.workspace.layout.tables_on(sheet.name)
        for table in tables:
            if table.caption:
                worksheet.write_string(table.row - 1, table.column, table.caption, formats.caption())
            area = self.tables.write(worksheet, table, self.workspace[table.name])
            if len(tables) == 1:
                fit_rows(worksheet, table, self.workspace[table.name])
            if sheet.name == SETTINGS_SHEET:
                self._write_settings(worksheet, table, area[0])
        if tables:
            widest = max(tables, key=lambda table: len(table.columns))
            self.tables.set_widths(worksheet, widest)
            worksheet.freeze_panes(
                tables[0].row + 1 if len(tables) == 1 else 3, 2 if len(widest.columns) > 6 else 0
            )
        self._set_up_page(worksheet, sheet, tables)
        worksheet.protect("", PROTECTION)

    def _write_notice(self, worksheet: Worksheet) -> None:
        cached = NOTICE_TEXT if self.workspace.is_illustrative else ""
        worksheet.write_formula(2, 0, f'={NOTICE_NAME}&""', self.formats.notice(), cached)

    def _set_up_page(self, worksheet: Worksheet, sheet: Sheet, tables: tuple[Table, ...]) -> None:
        worksheet.set_paper(9)
        if sheet.landscape:
            worksheet.set_landscape()
        worksheet.fit_to_pages(1, 0)
        worksheet.set_margins(0.5, 0.5, 0.6, 0.6)
        worksheet.set_footer(
            f'&L&"Arial"&8{self.workspace.settings.text("issuer_short")} – PII {self.workspace.year}&R&"Arial"&8&A – trang &P/&N'
        )
        if len(tables) == 1:
            worksheet.repeat_rows(tables[0].row)

    def _define_names(self) -> None:
        workbook, layout = self.workbook, self.workspace.layout
        settings = layout.table("tblSettings")
        column = settings.column + settings.keys.index("value")
        for offset, setting in enumerate(SETTINGS):
            cell = f"${_letters(column)}${settings.row + 2 + offset}"
            workbook.define_name(setting_name(setting.key), f"='{SETTINGS_SHEET}'!{cell}")
        workbook.define_name(MESSAGE_NAME, f"='{FINDINGS}'!{MESSAGE_CELL}")
        workbook.define_name(NOTICE_NAME, f"='{GUIDE}'!$A$4")
        progress = layout.table("tblProgress")
        last = progress.row + 1 + max(len(self.workspace["tblProgress"]), 1)
        workbook.define_name(AGENCIES_NAME, f"='{PROGRESS}'!$A${progress.row + 2}:$A${last}")

    def _write_settings(self, worksheet: Worksheet, table: Table, first: int) -> None:
        """Each setting's value in its own type, with its own rule."""
        position = table.column + table.keys.index("value")
        for offset, setting in enumerate(SETTINGS):
            value = self.workspace.settings[setting.key]
            look = {
                "border": 1,
                "border_color": "#B8C2CC",
                "bg_color": INPUT_FILL,
                "locked": False,
                "align": "left",
            }
            row = first + offset
            if setting.kind is Kind.DATE:
                form = self.formats.get(**look, num_format=DATE_FORMAT)
                if isinstance(value, date):
                    worksheet.write_datetime(
                        row, position, datetime(value.year, value.month, value.day), form
                    )
                else:
                    worksheet.write_blank(row, position, None, form)
            elif setting.kind in (Kind.NUMBER, Kind.INTEGER):
                worksheet.write_number(
                    row, position, float(value), self.formats.get(**look, num_format="General")
                )
            elif value:
                worksheet.write_string(
                    row, position, str(value), self.formats.get(**look, num_format="@", text_wrap=True)
                )
            else:
                worksheet.write_blank(
                    row, position, None, self.formats.get(**look, num_format="@", text_wrap=True)
                )
            if any(setting.choices):
                worksheet.data_validation(
                    row,
                    position,
                    row,
                    position,
                    {
                        "validate": "list",
                        "source": [c for c in setting.choices if c],
                        "ignore_blank": True,
                        "input_title": setting.label[:32],
                        "input_message": setting.note[:255],
                        "error_title": "Nội dung chưa đúng",
                        "error_message": "Chọn một giá trị trong danh sách.",
                    },
                )


def _letters(index: int) -> str:
    from pii_xl.workbook.reader import column_letters

    return column_letters(index)
