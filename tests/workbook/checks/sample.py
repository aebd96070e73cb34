"""A small master workbook with everything that the checks look at."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

from pii_xl.workbook.books.package import attach_vba, finish
from pii_xl.workbook.macros.ui_text import (
    MESSAGE_NAME,
    SCENARIO_BASE_NAME,
    SCENARIO_INPUT_NAME,
    FunctionText,
    ui_text_rows,
)
from pii_xl.workbook.macros.vba_project import vba_project
from pii_xl.workspace.identity import TEXT_SHEET

VALUES, FINDINGS, SCENARIO = "Số liệu", "Lỗi", "Kịch bản & thử"
FINDING_ROWS = [
    ["E401", "", VALUES, "C7"],
    ["E402", "so-y-te.xlsx", VALUES, "C8"],
    ["E403", "", "", ""],
    ["E404", "", "Trang đã đổi tên", "A1"],
]
FUNCTIONS = (
    FunctionText("PII_DIEM", "Điểm 0–100 của một giá trị", ("Giá trị", "Nhỏ nhất", "Lớn nhất")),
    FunctionText("PII_PHIEN_BAN", "Phiên bản chương trình"),
)


def write_sample(path: Path, udf_wrapper: str = "", functions: Sequence[FunctionText] = ()) -> Path:
    """Build the sample at ``path`` exactly as the real workbook is built, and return ``path``."""
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    _write_values(workbook)
    _write_findings(workbook)
    _write_scenario(workbook)
    texts = workbook.add_worksheet(TEXT_SHEET)
    for number, row in enumerate(ui_text_rows(functions)):
        texts.write_row(number, 0, row)
    texts.very_hidden()
    attach_vba(workbook, vba_project(len(workbook.worksheets()), udf_wrapper))
    workbook.set_properties({"created": dt.datetime(2026, 1, 1)})
    workbook.close()
    finish(buffer.getvalue(), path)
    return path


def _write_values(workbook: xlsxwriter.Workbook) -> None:
    sheet = workbook.add_worksheet(VALUES)
    sheet.add_table(
        4,
        0,
        7,
        2,
        {
            "name": "tblValues",
            "columns": [
                {"header": "Mã"},
                {"header": "Tử số"},
                {"header": "Giá trị", "formula": "=tblValues[[#This Row],[Tử số]]*2"},
            ],
            "data": [["1.1.1", 13], ["1.1.2", 4], ["1.2.1", 7]],
        },
    )
    bold = workbook.add_format({"bold": True, "bg_color": "#FFC7CE"})
    sheet.conditional_format("C6:C8", {"type": "cell", "criteria": ">", "value": 10, "format": bold})
    sheet.data_validation("A6:A8", {"validate": "list", "source": ["1.1.1", "1.1.2"]})
    sheet.merge_range("E1:F1", "Ghi chú", bold)


def _write_findings(workbook: xlsxwriter.Workbook) -> None:
    sheet = workbook.add_worksheet(FINDINGS)
    headers = ("Mã", "Tệp", "Trang", "Ô")
    sheet.add_table(
        4,
        0,
        8,
        3,
        {"name": "tblFindings", "columns": [{"header": h} for h in headers], "data": FINDING_ROWS},
    )
    workbook.define_name(MESSAGE_NAME, f"='{FINDINGS}'!$A$2")


def _write_scenario(workbook: xlsxwriter.Workbook) -> None:
    sheet = workbook.add_worksheet(SCENARIO)
    sheet.write_column("A2", [99, 99])
    sheet.write_column("B2", [1.5, 2])
    workbook.define_name(SCENARIO_INPUT_NAME, f"='{SCENARIO}'!$A$2:$A$3")
    workbook.define_name(SCENARIO_BASE_NAME, f"='{SCENARIO}'!$B$2:$B$3")
