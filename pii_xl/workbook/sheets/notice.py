"""The line that says of a workbook, a sheet or a file that it holds made-up figures."""

from __future__ import annotations

from pii_xl.layout.parts import Layout, Role, Sheet, Status
from pii_xl.workbook.cells.live_cells import Live
from pii_xl.workspace.workspace import Workspace

NOTICE_NAME = "pii_notice"
NOTICE_TEXT = "SỔ CÓ SỐ LIỆU MINH HỌA: không phải số chính thức, không dùng để báo cáo."
SHEET_NOTICE = "TRANG CÓ SỐ LIỆU MINH HỌA: các dòng có nhãn minh họa không phải số chính thức."
FROM_FIGURES = (Role.GUIDE, Role.RESULT, Role.WORKING)
"""Sheets computed from the figures of the whole workbook; the others answer for their own rows only."""


def notice_of(workspace: Workspace, sheet: Sheet) -> Live | None:
    """The cell of ``sheet`` that says so when it holds made-up figures; ``None`` where it can hold none."""
    if sheet.role in FROM_FIGURES:
        return Live(f'={NOTICE_NAME}&""', NOTICE_TEXT if workspace.is_illustrative else "")
    counted = [
        f'COUNTIF({table}[{header}],"{Status.ILLUSTRATIVE}")'
        for table, header in _labels(workspace.layout, sheet)
    ]
    if not counted:
        return None
    formula = f'=IF({"+".join(counted)}>0,"{SHEET_NOTICE}","")'
    return Live(formula, workspace.value(formula))


def _labels(layout: Layout, sheet: Sheet) -> list[tuple[str, str]]:
    """The columns of a sheet's tables that say how sure each figure is."""
    return [
        (table.name, column.header)
        for table in layout.tables_on(sheet.name)
        for column in table.stored
        if column.choices == "status"
    ]
