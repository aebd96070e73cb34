"""The values on the sheet "Cài đặt": each setting in its own type and with its own rule."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from xlsxwriter.worksheet import Worksheet

from pii_xl.layout.parts import Kind, Table
from pii_xl.layout.settings import SETTINGS, Setting
from pii_xl.workbook.cells.styles import COMPUTED_FILL, DATE_FORMAT, GRID, INPUT_FILL, Formats
from pii_xl.workspace.settings_file import limits_vi
from pii_xl.workspace.workspace import Settings

LOOK = {
    "border": 1,
    "border_color": GRID,
    "bg_color": INPUT_FILL,
    "locked": False,
    "align": "left",
    "valign": "top",
}
FIXED = {**LOOK, "bg_color": COMPUTED_FILL, "locked": True}


def write_setting_cells(worksheet: Worksheet, formats: Formats, table: Table, settings: Settings) -> None:
    """Write every setting into the value column of ``table``, over what a plain table writer would put there."""
    column = table.column + table.keys.index("value")
    for row, setting in enumerate(SETTINGS, start=table.row + 1):
        _write(worksheet, formats, row, column, setting, settings[setting.key])
        if any(setting.choices):
            worksheet.data_validation(row, column, row, column, _choice(setting))
        elif setting.limits and not setting.is_fixed:
            worksheet.data_validation(row, column, row, column, _within(setting, setting.limits))


def _write(
    worksheet: Worksheet, formats: Formats, row: int, column: int, setting: Setting, value: Any
) -> None:
    if setting.kind is Kind.DATE and isinstance(value, date):
        day = datetime(value.year, value.month, value.day)
        worksheet.write_datetime(row, column, day, formats.get(**LOOK, num_format=DATE_FORMAT))
    elif setting.kind is Kind.DATE:
        worksheet.write_blank(row, column, None, formats.get(**LOOK, num_format=DATE_FORMAT))
    elif setting.kind in (Kind.NUMBER, Kind.INTEGER):
        look = FIXED if setting.is_fixed else LOOK
        worksheet.write_number(row, column, float(value), formats.get(**look, num_format="General"))
    elif value:
        worksheet.write_string(row, column, str(value), formats.get(**LOOK, num_format="@", text_wrap=True))
    else:
        worksheet.write_blank(row, column, None, formats.get(**LOOK, num_format="@", text_wrap=True))


def _choice(setting: Setting) -> dict[str, Any]:
    return {
        "validate": "list",
        "source": [choice for choice in setting.choices if choice],
        "error_message": "Chọn một giá trị trong danh sách.",
        **_texts(setting),
    }


def _within(setting: Setting, limits: tuple[float, float]) -> dict[str, Any]:
    return {
        "validate": "integer" if setting.kind is Kind.INTEGER else "decimal",
        "criteria": "between",
        "minimum": limits[0],
        "maximum": limits[1],
        "error_message": limits_vi(limits),
        **_texts(setting),
    }


def _texts(setting: Setting) -> dict[str, Any]:
    return {
        "ignore_blank": True,
        "input_title": setting.label[:32],
        "input_message": setting.note[:255],
        "error_title": "Nội dung chưa đúng",
    }
