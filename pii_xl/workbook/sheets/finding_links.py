"""Findings that are about a cell of the workbook lead there by a link on the cell's address, as the live door's do."""

from __future__ import annotations

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from pii_xl.ground.frames import records
from pii_xl.layout.parts import Layout
from pii_xl.workbook.cells.styles import GRID, Formats

OWN_FILE = ".xlsm"


def write_finding_links(
    worksheet: Worksheet, formats: Formats, layout: Layout, findings: pd.DataFrame
) -> None:
    """Turn the addresses in ``findings`` into links where the sheet is one of this workbook's that is in view; the button goes to the others."""
    table = layout.table("tblFindings")
    column = table.column + table.keys.index("cell")
    look = formats.get(
        font_color="#0B4F6C", underline=1, border=1, border_color=GRID, valign="top", num_format="@"
    )
    for row, found in enumerate(records(findings), start=table.row + 1):
        here = not found["file"] or str(found["file"]).lower().endswith(OWN_FILE)
        if here and found["cell"] and found["sheet"] in layout.in_view:
            address, cell = f"internal:'{found['sheet']}'!{found['cell']}", str(found["cell"])
            worksheet.write_url(row, column, address, look, cell, f"Mở ô {cell}, trang {found['sheet']}")
