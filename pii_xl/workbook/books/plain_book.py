"""A workbook without macros whose sheets have one table each: what officials edit beside the master workbook."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from pii_xl import __version__
from pii_xl.layout.parts import Kind, Layout, Sheet, Table
from pii_xl.workbook.books.package import write_plain
from pii_xl.workbook.cells.row_heights import fit_rows
from pii_xl.workbook.cells.styles import TAB_COLOURS, WINDOW, Formats
from pii_xl.workbook.cells.table_writer import TableWriter
from pii_xl.workspace.identity import CREATED, PROTECTION
from pii_xl.workspace.table_read import column_letters

SOURCE_ROW, LINKS_ROW = 2, 3
A4 = 9


@dataclass(frozen=True)
class About:
    """What a book says of itself: its properties, the line under each sheet's purpose, and the footer."""

    title: str
    company: str
    keywords: str
    comments: str
    source: str
    footer: str


class PlainBook:
    """Writes every sheet of a layout with its table."""

    def __init__(self, about: About, layout: Layout, frames: Mapping[str, pd.DataFrame]) -> None:
        self.about, self.layout, self.frames = about, layout, frames
        self.body = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self.workbook = xlsxwriter.Workbook(self.body, options)
        self.formats = Formats(self.workbook)
        self.tables = TableWriter(layout, self.formats)

    def write(self, path: Path) -> None:
        """Write to ``path``; the same content gives the same bytes. Raises UnreadableError E103."""
        self._describe()
        sheets = [(self.workbook.add_worksheet(sheet.name), sheet) for sheet in self.layout.sheets]
        for worksheet, sheet in sheets:
            (table,) = self.layout.tables_on(sheet.name)
            self._write_head(worksheet, sheet)
            area = self.tables.write(worksheet, table, self.frames[table.name])
            self.tables.set_widths(worksheet, table)
            fit_rows(worksheet, [(table, self.frames[table.name])])
            self.after_table(table, area)
            self._keep_codes_quiet(worksheet, table, area)
            self._set_up_page(worksheet, table)
        self._write_links(sheets[0][0])
        sheets[0][0].activate()
        self.workbook.close()
        write_plain(self.body.getvalue(), path)

    def after_table(self, table: Table, area: tuple[int, int, int, int]) -> None:
        """What a kind of book adds to a table."""

    def _describe(self) -> None:
        about = self.about
        properties = {
            "title": about.title,
            "subject": "Chỉ số đổi mới sáng tạo cấp địa phương (PII)",
            "author": "Sở Khoa học và Công nghệ",
            "company": about.company,
            "keywords": f"{about.keywords}; pii-xl {__version__}",
            "comments": about.comments,
            "created": CREATED,
        }
        self.workbook.set_properties(properties)
        self.workbook.set_custom_property("Language", "vi-VN")
        self.workbook.set_size(*WINDOW)

    def _write_head(self, worksheet: Worksheet, sheet: Sheet) -> None:
        worksheet.set_tab_color(TAB_COLOURS[sheet.role])
        worksheet.hide_gridlines(2)
        worksheet.write_string(0, 0, sheet.title, self.formats.title())
        worksheet.write_string(1, 0, sheet.purpose, self.formats.purpose())
        worksheet.write_string(SOURCE_ROW, 0, self.about.source, self.formats.purpose())

    def _write_links(self, worksheet: Worksheet) -> None:
        """Links from the opening sheet to the others, in the wide columns above the table."""
        look = self.formats.get(underline=1, font_color="#0B4F6C")
        for column, sheet in enumerate(self.layout.sheets[1:], start=2):
            worksheet.write_url(
                LINKS_ROW, column, f"internal:'{sheet.name}'!A1", look, f"Trang {sheet.name}", sheet.title
            )

    def _keep_codes_quiet(self, worksheet: Worksheet, table: Table, area: tuple[int, int, int, int]) -> None:
        """No green triangle on codes such as "1" that are text on purpose."""
        letters = [
            column_letters(table.column + n)
            for n, column in enumerate(table.columns)
            if column.kind is Kind.CODE
        ]
        if letters:
            ranges = " ".join(f"{letter}{area[0] + 1}:{letter}{area[2] + 1}" for letter in letters)
            worksheet.ignore_errors({"number_stored_as_text": ranges})

    def _set_up_page(self, worksheet: Worksheet, table: Table) -> None:
        worksheet.freeze_panes(table.row + 1, 1)
        worksheet.set_paper(A4)
        worksheet.set_landscape()
        worksheet.fit_to_pages(1, 0)
        worksheet.set_margins(0.5, 0.5, 0.6, 0.6)
        worksheet.set_footer(f'&L&"Arial"&8{self.about.footer}&R&"Arial"&8&A – trang &P/&N')
        worksheet.repeat_rows(table.row)
        worksheet.protect("", PROTECTION)
