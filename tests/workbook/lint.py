"""A lint of workbooks: the machine-checkable part of what FAST, ICAEW, GSS and ONS ask of a spreadsheet.

    assert lint("workbooks/template.xlsm", skip={"numbers_in_formulas:Hướng dẫn"}) == []

It reads the file with openpyxl and needs neither Excel nor LibreOffice.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from tests.workbook import lint_formulas
from tests.workbook.lint_formulas import Found, cells_of, formula_of

PAPERS = {"8": "A3", "9": "A4"}
TIDY_ZOOMS = range(70, 131, 5)
SMALLEST_FONT = 10
DEFAULT_TABLE_NAME = re.compile(r"(Table|Bảng)\d+", re.IGNORECASE)
EMPTY_LINK_TEXTS = re.compile(r"(bấm )?(vào )?đây|click here|link|xem|https?://\S+", re.IGNORECASE)
VIETNAMESE = re.compile(
    r"[đàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]", re.IGNORECASE
)


@dataclass(frozen=True)
class Slip:
    """A rule that a workbook breaks, where ("Sheet!A1", a name, or "" for the file) and how."""

    rule: str
    place: str
    what: str

    @property
    def sheet(self) -> str:
        return self.place.rpartition("!")[0] or self.place


def lint(path: str | Path, *, skip: Collection[str] = ()) -> list[Slip]:
    """Every slip in a workbook, rule by rule.

    ``skip`` names rules to leave out, for the whole file ("language") or a sheet ("nested_ifs:Bảng điểm").
    """
    book = openpyxl.load_workbook(path, rich_text=False)
    slips = [Slip(rule, place, what) for rule, check in RULES.items() for place, what in check(book)]
    return [slip for slip in slips if not {slip.rule, f"{slip.rule}:{slip.sheet}"} & set(skip)]


def title_and_author(book: Workbook) -> Found:
    """The document properties name title and author."""
    for name, value in (("title", book.properties.title), ("author", book.properties.creator)):
        if not value or value == "openpyxl":
            yield "", f"no {name}"


def language(book: Workbook) -> Found:
    """The document properties say that the language is Vietnamese."""
    if not (book.properties.language or "").startswith("vi"):
        yield "", f"language is {book.properties.language!r}"


def sheet_names(book: Workbook) -> Found:
    """Sheet names without spaces at the ends, differing by more than case."""
    names = [name.strip().lower() for name in book.sheetnames]
    for name in book.sheetnames:
        if name != name.strip() or names.count(name.strip().lower()) > 1:
            yield name, "spaces at the ends or the same name twice"


def composed_text(book: Workbook) -> Found:
    """Vietnamese letters are one character each (Unicode NFC), or searching and matching fail."""
    for sheet in book.worksheets:
        for cell in _cells(sheet):
            if isinstance(cell.value, str) and not unicodedata.is_normalized("NFC", cell.value):
                yield f"{sheet.title}!{cell.coordinate}", cell.value


def table_names(book: Workbook) -> Found:
    """Every table has a name of its own."""
    known: set[str] = set()
    for sheet, table in _tables(book):
        if DEFAULT_TABLE_NAME.fullmatch(table.displayName) or table.displayName.lower() in known:
            yield sheet.title, table.displayName
        known.add(table.displayName.lower())


def table_headers(book: Workbook) -> Found:
    """Headings are in one row, none blank, none twice, and the cells say what the table says."""
    for sheet, table in _tables(book):
        cells = cells_of(sheet, table.ref)[0]
        names = [column.name for column in table.tableColumns]
        for cell, name in zip(cells, names, strict=False):
            if not str(cell.value or "").strip() or str(cell.value).replace("\n", "_x000a_") not in (
                name,
                _escaped(name),
            ):
                yield f"{sheet.title}!{cell.coordinate}", f"{cell.value!r} over the column {name!r}"
        if len({name.lower() for name in names}) != len(names):
            yield sheet.title, f"a heading twice in {table.displayName}"


def blank_table_rows(book: Workbook) -> Found:
    """No blank row above a filled one inside a table."""
    for sheet, table in _tables(book):
        blanks: list[int] = []
        for row in cells_of(sheet, table.ref)[1:]:
            if all(cell.value in (None, "") or formula_of(cell) for cell in row):
                blanks.append(row[0].row)
            elif blanks:
                yield f"{sheet.title}!{blanks[0]}", f"blank row in {table.displayName}"
                blanks = []


def merged_cells(book: Workbook) -> Found:
    """No merged cells on sheets with tables."""
    for sheet in book.worksheets:
        if sheet.tables:
            for area in sheet.merged_cells.ranges:
                yield f"{sheet.title}!{area.coord}", "merged"


def titles(book: Workbook) -> Found:
    """The title of a sheet is in A1."""
    for sheet in _visible(book):
        if not isinstance(sheet["A1"].value, str):
            yield f"{sheet.title}!A1", "no title"


def first_sheet_active(book: Workbook) -> Found:
    """The workbook opens on its first sheet, and no sheets are grouped."""
    first = _visible(book)[0]
    if book.active is not first:
        yield book.active.title if book.active else "", "is active, not the first sheet"
    for sheet in book.worksheets:
        if sheet is not first and sheet.sheet_view.tabSelected:
            yield sheet.title, "is selected together with the first sheet"


def views(book: Workbook) -> Found:
    """The cursor waits in A1, the sheet is scrolled to its start, the zoom is a usual one."""
    for sheet in _visible(book):
        view = sheet.sheet_view
        pane = view.pane.activePane if view.pane else None
        cursor = next((selection.activeCell for selection in view.selection if selection.pane == pane), "A1")
        if cursor not in (None, "A1"):
            yield sheet.title, f"cursor in {cursor}"
        if view.topLeftCell not in (None, "A1"):
            yield sheet.title, f"scrolled to {view.topLeftCell}"
        if view.zoomScale is not None and int(view.zoomScale) not in TIDY_ZOOMS:
            yield sheet.title, f"zoom {view.zoomScale} %"


def frozen_headings(book: Workbook) -> Found:
    """On a sheet with one table the headings stay while one scrolls."""
    for sheet in _visible(book):
        if len(sheet.tables) == 1:
            heading = next(cells_of(sheet, table.ref)[0][0].row for table in sheet.tables.values())
            pane = sheet.sheet_view.pane
            if pane is None or pane.state != "frozen" or int(pane.ySplit or 0) < heading:
                yield sheet.title, f"row {heading} is not frozen"


def print_setup(book: Workbook) -> Found:
    """A sheet prints on A4 (or A3), one page wide; the headings of its one table repeat on every page."""
    for sheet in _visible(book):
        page = sheet.page_setup
        if str(page.paperSize) not in PAPERS:
            yield sheet.title, f"paper {page.paperSize}"
        if not (sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage):
            yield sheet.title, "does not fit to the page's width"
        elif page.fitToWidth not in (None, 1):
            yield sheet.title, f"{page.fitToWidth} pages wide"
        if len(sheet.tables) == 1 and not sheet.print_title_rows:
            yield sheet.title, "headings do not repeat"


def validation_texts(book: Workbook) -> Found:
    """Every rule for typing says in Vietnamese what is wanted and, when it refuses, what is wrong."""
    for sheet in _visible(book):
        for validation in sheet.data_validations.dataValidation:
            for what in _mute(validation):
                yield f"{sheet.title}!{validation.sqref}", what


def small_fonts(book: Workbook) -> Found:
    """No text below ten points."""
    for sheet in _visible(book):
        for cell in _cells(sheet):
            if cell.font.size is not None and cell.font.size < SMALLEST_FONT:
                yield f"{sheet.title}!{cell.coordinate}", f"{cell.font.size} pt"


def contents_links(book: Workbook) -> Found:
    """The opening sheet links to every other visible sheet."""
    first, *others = _visible(book)
    cells = (cell for cell in _cells(first) if cell.hyperlink)
    targets = [f"{cell.hyperlink.location or ''}{cell.hyperlink.target or ''}" for cell in cells]
    targets += [formula for cell in _cells(first) if (formula := formula_of(cell)) and "HYPERLINK" in formula]
    for sheet in others:
        if not any(sheet.title.replace("'", "''") in target for target in targets):
            yield sheet.title, f"no link from {first.title}"


def link_texts(book: Workbook) -> Found:
    """The text of a link makes sense alone."""
    for sheet in _visible(book):
        for cell in _cells(sheet):
            if cell.hyperlink and EMPTY_LINK_TEXTS.fullmatch(str(cell.value).strip()):
                yield f"{sheet.title}!{cell.coordinate}", str(cell.value)


RULES: dict[str, Callable[[Workbook], Found]] = {
    rule.__name__: rule
    for rule in (
        title_and_author,
        language,
        sheet_names,
        composed_text,
        table_names,
        table_headers,
        blank_table_rows,
        merged_cells,
        titles,
        first_sheet_active,
        views,
        frozen_headings,
        print_setup,
        validation_texts,
        small_fonts,
        contents_links,
        link_texts,
        lint_formulas.column_formulas,
        lint_formulas.charted_texts,
        lint_formulas.volatile_functions,
        lint_formulas.external_links,
        lint_formulas.numbers_in_formulas,
        lint_formulas.nested_ifs,
        lint_formulas.long_formulas,
    )
}


def _mute(validation: DataValidation) -> Iterator[str]:
    prompt = f"{validation.promptTitle or ''} {validation.prompt or ''}"
    if not validation.showInputMessage or not VIETNAMESE.search(prompt):
        yield f"no Vietnamese prompt: {prompt.strip()!r}"
    error = f"{validation.errorTitle or ''} {validation.error or ''}"
    if validation.type is not None and not (validation.showErrorMessage and VIETNAMESE.search(error)):
        yield f"no Vietnamese error message: {error.strip()!r}"


def _visible(book: Workbook) -> list[Worksheet]:
    return [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]


def _tables(book: Workbook) -> Iterator[tuple[Worksheet, Table]]:
    return (
        (sheet, table)
        for sheet in book.worksheets
        for table in sheet.tables.values()
        if table.headerRowCount != 0
    )


def _cells(sheet: Worksheet) -> Iterator[Any]:
    return (cell for row in sheet.iter_rows() for cell in row if cell.value is not None)


def _escaped(name: str) -> str:
    return name.replace("\n", "_x000a_")
