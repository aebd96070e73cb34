"""Sheets nobody sees: texts for the VBA, xlwings' settings, and what this workbook is."""

from __future__ import annotations

from xlsxwriter.workbook import Workbook as XlsxWorkbook

from pii_xl import __version__
from pii_xl.workbook.macros.udf_wrapper import function_texts, udf_modules
from pii_xl.workbook.macros.ui_text import ui_text_rows
from pii_xl.workspace.identity import IDENTITY_SHEET, KIND, MARKS_SHEET, TEXT_SHEET, XLWINGS_SHEET
from pii_xl.workspace.workspace import Workspace

XLWINGS_SETTINGS = (
    # The installer sets this variable of the user. Where it is unset the text stays as it is and the buttons say E902.
    ("INTERPRETER_WIN", "%PII_XL_PYTHON%"),
    # A path without Vietnamese letters: VBA reads the user's own folder through the machine's ANSI code page.
    ("TEMP DIR", r"%ProgramData%\PII-XL\temp"),
    # Our modules are installed. The workbook's folder may hold anything, and may be a web address of OneDrive.
    ("ADD_WORKBOOK_TO_PYTHONPATH", "False"),
    ("USE UDF SERVER", "False"),
    ("SHOW CONSOLE", "False"),
)


def write_hidden_sheets(workbook: XlsxWorkbook, workspace: Workspace) -> None:
    """Add the very hidden sheets ``_text``, ``xlwings.conf``, ``_pii`` and ``_marks``."""
    write_pairs(workbook, TEXT_SHEET, ui_text_rows(function_texts(udf_modules())))
    write_pairs(workbook, XLWINGS_SHEET, list(XLWINGS_SETTINGS))
    write_pairs(workbook, IDENTITY_SHEET, identity(workspace))
    write_pairs(workbook, MARKS_SHEET, [])  # which cells the button "Kiểm tra số liệu" has coloured


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
