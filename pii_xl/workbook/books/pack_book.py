"""Write the data appendix of the ministry pack as a plain .xlsx."""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd
import xlsxwriter

from pii_xl.collect.checks import is_number
from pii_xl.collect.evidence import PackEntry
from pii_xl.ground.frames import Row, records, records_by_code
from pii_xl.layout.pack import PACK
from pii_xl.layout.parts import MISSING_MEANING, MissingCode
from pii_xl.workbook.books.package import write_plain
from pii_xl.workbook.cells.row_heights import fit_rows
from pii_xl.workbook.cells.styles import TAB_COLOURS, Formats
from pii_xl.workbook.cells.table_writer import TableWriter
from pii_xl.workbook.sheets.notice import NOTICE_TEXT
from pii_xl.workspace.identity import CREATED
from pii_xl.workspace.workspace import Workspace, typed


def build_appendix(workspace: Workspace, entries: list[PackEntry], path: Path) -> None:
    """Write the appendix to ``path``. Raises UnreadableError E103."""
    body = io.BytesIO()
    workbook = xlsxwriter.Workbook(
        body, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    title = f"Phụ lục số liệu PII {workspace.year}, {workspace.settings.text('province')}"
    workbook.set_properties({"title": title, "author": workspace.settings.text("issuer"), "created": CREATED})
    formats = Formats(workbook)
    indicators = records_by_code(workspace["tblIndicators"])
    decimals = {code: int(row["decimals"]) for code, row in indicators.items() if is_number(row["decimals"])}
    writer = TableWriter(PACK, formats, decimals)
    frames = {"packValues": _values(workspace, entries), "packEvidence": _evidence(entries)}
    for sheet in PACK.sheets:
        (table,) = PACK.tables_on(sheet.name)
        worksheet = workbook.add_worksheet(sheet.name)
        worksheet.set_tab_color(TAB_COLOURS[sheet.role])
        worksheet.hide_gridlines(2)
        worksheet.write_string(0, 0, sheet.title, formats.title())
        worksheet.write_string(1, 0, f"{sheet.purpose} Năm {workspace.year}.", formats.purpose())
        if workspace.is_illustrative:
            worksheet.write_string(2, 0, NOTICE_TEXT, formats.notice())
        writer.write(worksheet, table, frames[table.name])
        writer.set_widths(worksheet, table)
        fit_rows(worksheet, [(table, frames[table.name])])
        worksheet.freeze_panes(table.row + 1, 2)
        worksheet.repeat_rows(table.row)
        worksheet.set_paper(9)
        worksheet.set_landscape()
        worksheet.fit_to_pages(1, 0)
    workbook.close()
    write_plain(body.getvalue(), path)


def _values(workspace: Workspace, entries: list[PackEntry]) -> pd.DataFrame:
    files = [entry.code.split("(")[0] for entry in entries]
    rows = [_value(row, files.count(str(row["code"]))) for row in records(workspace["tblValues"])]
    return typed(PACK.table("packValues"), rows)


def _value(row: Row, evidence: int) -> Row:
    missing = MISSING_MEANING[MissingCode(row["missing"])] if row["missing"] else ""
    kept = {key: row[key] for key in ("code", "name", "unit", "value", "agency", "note")}
    kept["status"] = row["label"]
    used = (
        {"numerator": row["numerator_used"], "denominator": row["denominator_used"]}
        if not is_number(row["direct"])
        else {}
    )
    return {**kept, **used, "missing": missing, "evidence": evidence}


def _evidence(entries: list[PackEntry]) -> pd.DataFrame:
    return typed(PACK.table("packEvidence"), [vars(entry) for entry in entries] or None)
