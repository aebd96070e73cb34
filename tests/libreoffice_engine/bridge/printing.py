"""Requests about paper: a file as it prints, and a whole sheet on one page, whatever its own page set-up."""

from __future__ import annotations

from typing import Any

import uno
from session import Rejected, Session, properties

PDF_FILTERS = {"SpreadsheetDocument": "calc_pdf_Export", "TextDocument": "writer_pdf_Export"}
MARGIN, SLACK = 400, 200  # hundredths of a millimetre
LARGEST_PAGE = 300_000


def print_file(session: Session, source: str, path: str) -> None:
    """Print the workbook or document ``source``, as its page set-up says, to the PDF ``path``."""
    document = session.desktop.loadComponentFromURL(
        uno.systemPathToFileUrl(source), "_blank", 0, properties(Hidden=True, ReadOnly=True)
    )
    if document is None:
        raise Rejected(f"cannot open {source}")
    try:
        services = {name.rpartition(".")[2] for name in document.SupportedServiceNames}
        name = next(known for service, known in PDF_FILTERS.items() if service in services)
        document.storeToURL(uno.systemPathToFileUrl(path), properties(FilterName=name))
    finally:
        document.close(True)


def print_sheet(session: Session, book: int, sheet: str, path: str) -> None:
    """Print all of ``sheet`` that is filled or drawn on, from A1, to the PDF ``path`` with one page."""
    found = session.sheet(book, sheet)
    cells = _drawn_area(found)
    _fit_page(session.documents[book], found, cells)
    found.removeAllManualPageBreaks()
    found.setPrintTitleRows(False)
    found.setPrintTitleColumns(False)
    found.setPrintAreas((cells.RangeAddress,))
    session.documents[book].storeToURL(
        uno.systemPathToFileUrl(path),
        properties(
            FilterName="calc_pdf_Export",
            FilterData=uno.Any("[]com.sun.star.beans.PropertyValue", properties(Selection=cells)),
        ),
    )


def _drawn_area(sheet: Any) -> Any:
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    row, column = cursor.RangeAddress.EndRow, cursor.RangeAddress.EndColumn
    shapes = [sheet.DrawPage.getByIndex(i) for i in range(sheet.DrawPage.Count)]
    right = max((shape.Position.X + shape.Size.Width for shape in shapes), default=0)
    bottom = max((shape.Position.Y + shape.Size.Height for shape in shapes), default=0)
    while right > sheet.getCellByPosition(column + 1, 0).Position.X:
        column += 1
    while bottom > sheet.getCellByPosition(0, row + 1).Position.Y:
        row += 1
    return sheet.getCellRangeByPosition(0, 0, column, row)


def _fit_page(document: Any, sheet: Any, cells: Any) -> None:
    style = document.StyleFamilies.getByName("PageStyles").getByName(sheet.PageStyle)
    style.HeaderIsOn = style.FooterIsOn = style.CenterHorizontally = style.CenterVertically = False
    style.LeftMargin = style.RightMargin = style.TopMargin = style.BottomMargin = MARGIN
    style.Width = min(cells.Size.Width + 2 * MARGIN + SLACK, LARGEST_PAGE)
    style.Height = min(cells.Size.Height + 2 * MARGIN + SLACK, LARGEST_PAGE)
    style.IsLandscape = style.Width > style.Height
    style.ScaleToPages = 1


REQUESTS = (print_file, print_sheet)
