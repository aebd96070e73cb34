"""Build the master workbook anew from a workspace: every sheet, table, live formula, name, drop-down, macro and button.

The file door never edits a workbook in place: openpyxl would drop the ribbon, and a half-written file must not exist.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import xlsxwriter
from xlsxwriter.workbook import Workbook as XlsxWorkbook
from xlsxwriter.worksheet import Worksheet

from pii_xl import __version__
from pii_xl.layout.matrix import MATRIX_TABLE, agency_key
from pii_xl.layout.parts import Sheet, Table, setting_name
from pii_xl.layout.settings import SETTINGS
from pii_xl.layout.sheets import (
    CHECKS,
    DASHBOARD,
    ESTIMATES,
    FINDINGS,
    FUNCTIONS,
    GUIDE,
    LEVERS,
    PROGRESS,
    SETTINGS_SHEET,
    TREND,
    WHAT_IF,
)
from pii_xl.workbook.books.package import attach_vba, finish
from pii_xl.workbook.cells.row_heights import fit_rows
from pii_xl.workbook.cells.styles import WINDOW, Formats
from pii_xl.workbook.cells.table_writer import TableWriter
from pii_xl.workbook.cells.worksheet import PlainFormulaSheet
from pii_xl.workbook.macros.udf_wrapper import udf_modules, udf_wrapper
from pii_xl.workbook.macros.ui_text import MESSAGE_NAME
from pii_xl.workbook.macros.vba_project import vba_project
from pii_xl.workbook.sheets.checks_sheet import ChecksSheet
from pii_xl.workbook.sheets.dashboard import WIDTHS as DASHBOARD_WIDTHS
from pii_xl.workbook.sheets.dashboard import Dashboard
from pii_xl.workbook.sheets.estimates_sheet import WIDTHS as ESTIMATES_WIDTHS
from pii_xl.workbook.sheets.estimates_sheet import EstimatesSheet
from pii_xl.workbook.sheets.finding_links import write_finding_links
from pii_xl.workbook.sheets.functions_sheet import FUNCTIONS_TABLE, write_functions_sheet
from pii_xl.workbook.sheets.guide import WIDTHS as GUIDE_WIDTHS
from pii_xl.workbook.sheets.guide import write_guide
from pii_xl.workbook.sheets.hidden_sheets import write_hidden_sheets
from pii_xl.workbook.sheets.levers_sheet import write_levers_head
from pii_xl.workbook.sheets.marking import Area, mark, mark_groups, mark_late
from pii_xl.workbook.sheets.page import Page
from pii_xl.workbook.sheets.setting_cells import write_setting_cells
from pii_xl.workbook.sheets.trend_sheet import write_trend_head
from pii_xl.workbook.sheets.what_if_sheet import define_what_if_names, write_what_if_head
from pii_xl.workspace.identity import CREATED, PROTECTION
from pii_xl.workspace.table_read import column_letters
from pii_xl.workspace.workspace import Workspace

MESSAGE_CELL = "$H$2"  # clear of the sheet's head
AGENCIES_NAME = "lst_agencies"
ONE_PAGE = (DASHBOARD, ESTIMATES)
WIDE = 6  # tables with more columns keep their first two in sight
PRINTED_TO = {
    "tblResults": "why",
    "tblValues": "previous",
    "tblBase": "used",
    "tblPolicies": "note",
    "tblEvidence": "status",
    "tblPublished": "note",
    "tblProgress": "letters",
    "tblDue": "approval",
    "tblTasks": "reported",
    "tblContacts": "status",
    "tblTargets": "risk",
    "tblStrengths": "indicator",
    "tblIndicators": "denominator",
    "tblSubmissions": "received",
    "tblAssessment": "share",
    "tblCertainty": "made",
    "tblLearning": "time",
    "tblTrendValues": "verdict",
    "tblCommendation": "proposed",
}
"""Tables with many columns print up to this one; what is further right is for following a figure on the screen."""
GROUPED = {"tblResults": "sub_pillar", "tblMatrix": "kind"}


def build_master(workspace: Workspace, path: Path) -> Workspace:
    """Write the master workbook to ``path`` (replaced at once or not at all) and return its workspace.

    Raises UnreadableError E103 when ``path`` cannot be written.
    """
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
        self.layout = workspace.book.layout
        self.formats = Formats(workbook)
        self.tables = TableWriter(self.layout, self.formats, _decimals(workspace))
        self.checks = ChecksSheet(workspace, self.formats)
        self.page = Page(workspace, self.formats, self.checks.line)

    def build(self) -> None:
        self._set_properties()
        sheets = {
            sheet.name: self.workbook.add_worksheet(sheet.name, PlainFormulaSheet)
            for sheet in self.layout.sheets
        }
        write_hidden_sheets(self.workbook, self.workspace)
        self._define_names()
        for sheet in self.layout.sheets:
            self._write_sheet(sheets[sheet.name], sheet)
            if sheet.hidden:
                sheets[sheet.name].hide()
        sheets[GUIDE].activate()
        sheets[GUIDE].set_first_sheet()
        attach_vba(self.workbook, vba_project(len(self.workbook.worksheets()), udf_wrapper(udf_modules())))

    def _set_properties(self) -> None:
        settings = self.workspace.settings
        properties = {
            "title": f"Sổ Chỉ số đổi mới sáng tạo cấp địa phương {self.workspace.year} – {settings.text('province')}",
            "author": settings.text("issuer"),
            "company": settings.text("issuer"),
            "subject": "PII",
            "keywords": f"pii-xl {__version__}",
            "created": CREATED,
        }
        self.workbook.set_properties(properties)
        self.workbook.set_size(*WINDOW)

    def _define_names(self) -> None:
        workbook, layout = self.workbook, self.layout
        settings, progress = layout.table("tblSettings"), layout.table("tblProgress")
        column = column_letters(settings.column + settings.keys.index("value"))
        for row, setting in enumerate(SETTINGS, start=settings.row + 2):
            workbook.define_name(setting_name(setting.key), f"='{SETTINGS_SHEET}'!${column}${row}")
        workbook.define_name(MESSAGE_NAME, f"='{FINDINGS}'!{MESSAGE_CELL}")
        last = progress.row + 1 + max(len(self.workspace["tblProgress"]), 1)
        workbook.define_name(AGENCIES_NAME, f"='{PROGRESS}'!$A${progress.row + 2}:$A${last}")
        self.checks.define_names(workbook)
        define_what_if_names(workbook, self.workspace)

    def _write_sheet(self, worksheet: Worksheet, sheet: Sheet) -> None:
        tables = self.layout.tables_on(sheet.name)
        widths = self._set_widths(worksheet, sheet, tables)
        self.page.write_head(worksheet, sheet, widths)
        areas = [self._write_table(worksheet, table) for table in tables]
        if write := self._special().get(sheet.name):
            write(worksheet)
        for table, area in zip(tables, areas, strict=True):
            self._mark(worksheet, table, area)
        fit_rows(worksheet, [(table, self.workspace[table.name]) for table in tables])
        if tables:
            wide = max(len(table.columns) for table in tables) > WIDE
            worksheet.freeze_panes(_frozen_rows(tables), 2 if wide else 0)
        if printed := [
            table.column + table.keys.index(key) for table in tables if (key := self._printed_to(table))
        ]:
            worksheet.print_area(0, 0, max(area[2] for area in areas), max(printed))
        self.page.set_up(worksheet, sheet, tables, one_page=sheet.name in ONE_PAGE)
        worksheet.protect("", PROTECTION)

    def _printed_to(self, table: Table) -> str:
        """The last column on paper; empty where all are printed."""
        if table.name == MATRIX_TABLE.name:
            return agency_key(len(self.workspace["tblProgress"]) - 1)
        return PRINTED_TO.get(table.name, "")

    def _special(self) -> dict[str, Callable[[Worksheet], None]]:
        """What stands on a sheet beside its head and tables."""
        formats, workspace = self.formats, self.workspace
        return {
            GUIDE: lambda sheet: write_guide(sheet, formats, workspace),
            DASHBOARD: lambda sheet: Dashboard(workspace, formats).write(self.workbook, sheet),
            WHAT_IF: lambda sheet: write_what_if_head(sheet, formats, workspace),
            ESTIMATES: EstimatesSheet(workspace, formats).write,
            LEVERS: lambda sheet: write_levers_head(self.workbook, sheet, formats, workspace),
            TREND: lambda sheet: write_trend_head(self.workbook, sheet, formats, workspace),
            CHECKS: self.checks.write,
            FUNCTIONS: lambda sheet: write_functions_sheet(sheet, formats, workspace),
            FINDINGS: self._write_findings,
            SETTINGS_SHEET: lambda sheet: write_setting_cells(
                sheet, formats, self.layout.table("tblSettings"), workspace.settings
            ),
        }

    def _write_findings(self, worksheet: Worksheet) -> None:
        worksheet.write_blank(MESSAGE_CELL, None, self.formats.get(bold=True, locked=False))
        write_finding_links(worksheet, self.formats, self.layout, self.workspace["tblFindings"])

    def _set_widths(self, worksheet: Worksheet, sheet: Sheet, tables: tuple[Table, ...]) -> list[float]:
        """Set the columns' widths; of tables below one another the widest tells, and what one of them shows is in view."""
        own = {
            GUIDE: GUIDE_WIDTHS,
            DASHBOARD: DASHBOARD_WIDTHS,
            ESTIMATES: ESTIMATES_WIDTHS,
            CHECKS: ChecksSheet.widths(),
            FUNCTIONS: [column.width for column in FUNCTIONS_TABLE.columns],
        }
        widths: dict[int, float] = dict(enumerate(own.get(sheet.name, ())))
        seen = set(widths)
        for table in sorted(tables, key=lambda table: len(table.columns)):
            for at, column in enumerate(table.columns, start=table.column):
                widths[at] = column.width
                seen |= set() if column.hidden else {at}
        for at, width in widths.items():
            worksheet.set_column(at, at, width, None, {} if at in seen else {"hidden": True})
        return [widths[at] if at in seen else 0.0 for at in sorted(widths)]

    def _write_table(self, worksheet: Worksheet, table: Table) -> Area:
        if table.caption:
            worksheet.write_string(table.row - 1, table.column, table.caption, self.formats.caption())
        return self.tables.write(worksheet, table, self.workspace[table.name])

    def _mark(self, worksheet: Worksheet, table: Table, area: Area) -> None:
        mark(worksheet, table, area, self.formats)
        if table.name in GROUPED:
            mark_groups(worksheet, table, area, GROUPED[table.name], self.formats)
        if table.name == MATRIX_TABLE.name:
            first = table.column + table.keys.index(agency_key(0))
            last = first + len(self.workspace["tblProgress"]) - 1
            mark_late(worksheet, (area[0], first, area[2], last), self.formats)


def _decimals(workspace: Workspace) -> dict[str, int]:
    indicators = workspace["tblIndicators"]
    pairs = zip(indicators["code"], indicators["decimals"], strict=True)
    return {str(code): int(digits) for code, digits in pairs if digits == digits}


def _frozen_rows(tables: tuple[Table, ...]) -> int:
    """Headings stay in sight; of several tables below one another none can, so only the sheet's head stays."""
    one_above = len({table.row for table in tables}) == 1 or len(tables) == 1
    return tables[0].row + 1 if one_above else 4
