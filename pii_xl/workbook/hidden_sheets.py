"""Sheets nobody sees: texts for the VBA, xlwings' settings, and what this workbook is."""

from __future__ import annotations

from xlsxwriter.workbook import Workbook as XlsxWorkbook

from pii_xl import __version__
from pii_xl.workbook.ui_text import TEXT_SHEET, ui_text_rows
from pii_xl.workspace import Workspace

IDENTITY_SHEET = "_pii"
XLWINGS_SHEET = "xlwings.conf"
KIND = "pii-xl master"


def write_hidden_sheets(workbook: XlsxWorkbook, workspace: Workspace) -> None:
    """Add the very hidden sheets ``_text``, ``xlwings.conf`` and ``_pii``."""
    write_pairs(workbook, TEXT_SHEET, ui_text_rows())
    # Empty settings: the installer writes the interpreter into the user's own xlwings.conf, the sheet must not override it.
    write_pairs(workbook, XLWINGS_SHEET, [("USE UDF SERVER", "False"), ("SHOW CONSOLE", "False")])
    write_pairs(workbook, IDENTITY_SHEET, identity(workspace))


def identity(workspace: Workspace) -> list[tuple[str, str]]:
    """What a reader checks before trusting the workbook."""
    return [
        ("kind", KIND),
        ("version", __version__),
        ("year", str(workspace.year)),
        ("framework", str(workspace.settings.integer("framework"))),
        ("method", workspace.method.name),
    ]


def write_pairs(workbook: XlsxWorkbook, name: str, pairs: list[tuple[str, str]]) -> None:
    """Add a very hidden sheet of keys and values, all text."""
    sheet = workbook.add_worksheet(name)
    for row, (key, value) in enumerate(pairs):
        sheet.write_string(row, 0, key)
        sheet.write_string(row, 1, value)
    sheet.very_hidden()
