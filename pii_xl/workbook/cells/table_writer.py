"""Write one table of a layout with XlsxWriter: cells by type, live formulas with cached values, drop-downs, messages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from typing import Any

import pandas as pd
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pii_xl.layout.parts import CHOICE_TEXTS, CHOICES, MISSING_MEANING, Column, Kind, Layout, Table
from pii_xl.workbook.cells.live_cells import Live
from pii_xl.workbook.cells.row_heights import LINE, PADDING, text_lines
from pii_xl.workbook.cells.styles import AS_TYPED, Formats

ANY_NUMBER = 1e15
RATIO_PARTS = ("numerator", "denominator", "numerator_used", "denominator_used")
FILTER_BUTTON, LOWEST_HEADER = 3.0, 30.0
CellWriter = Callable[[Worksheet, int, int, Any, Format], None]
FIRST_DAY, LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)


class TableWriter:
    """Writes tables of ``layout``; ``decimals`` gives the digits of value columns by the row's code."""

    def __init__(self, layout: Layout, formats: Formats, decimals: Mapping[str, int] | None = None) -> None:
        self._layout = layout
        self._formats = formats
        self._decimals = decimals or {}

    def write(
        self,
        sheet: Worksheet,
        table: Table,
        frame: pd.DataFrame,
        closed: frozenset[tuple[int, str]] = frozenset(),
        prompts: Mapping[tuple[int, str], str] | None = None,
    ) -> tuple[int, int, int, int]:
        """Write ``frame`` (columns of the table) and return its range: first row, first column, last row, last column.

        ``closed``: (row, key) of input cells that are not to be filled; they are locked and grey.
        ``prompts``: what single input cells say when they are chosen, instead of their column's text.
        """
        count = max(len(frame) + table.spare_rows, 1)
        first, last = table.row + 1, table.row + count
        right = table.column + len(table.columns) - 1
        sheet.add_table(table.row, table.column, last, right, self._definition(table))
        digits = [self._decimals.get(str(code)) for code in frame["code"]] if "code" in frame else []
        for offset, column in enumerate(table.columns):
            position = table.column + offset
            sheet.write_string(table.row, position, column.header, self._formats.header())
            own = {row: text for (row, key), text in (prompts or {}).items() if key == column.key}
            if own:
                for row, text in own.items():
                    self._validate(sheet, replace(column, help=text), first + row, first + row, position)
            else:
                self._validate(sheet, column, first, last, position)
            values = frame[column.key].tolist() if len(frame) else []
            write = self._writer_of(table, column)
            look = self._looks_of(column)
            for row in range(count):
                value = values[row] if row < len(values) else None
                form = look(self._digits(digits, row, column, value), (row, column.key) in closed)
                write(sheet, first + row, position, value, form)
        if not all(column.hidden for column in table.columns):
            sheet.set_row(table.row, header_height(table))
        return first, table.column, last, right

    def set_widths(self, sheet: Worksheet, table: Table) -> None:
        for offset, column in enumerate(table.columns):
            options = {"hidden": True} if column.hidden else {}
            sheet.set_column(table.column + offset, table.column + offset, column.width, None, options)

    def _definition(self, table: Table) -> dict[str, Any]:
        columns = []
        for column in table.columns:
            definition: dict[str, Any] = {"header": column.header, "header_format": self._formats.header()}
            if column.formula:
                definition["formula"] = self._layout.formula(table, column)
            columns.append(definition)
        return {
            "name": table.name,
            "columns": columns,
            "style": None,
            "autofilter": table.filtered,
            "banded_rows": False,
        }

    def _digits(self, digits: list[int | None], row: int, column: Column, value: Any) -> int | None:
        """Decimals of one number cell: those of the row's indicator, or as many as a part of a ratio needs itself."""
        if column.kind is Kind.NUMBER and column.key in RATIO_PARTS:
            return (
                AS_TYPED
                if is_blank(value) or not isinstance(value, int | float)
                else next(d for d in range(5) if d == 4 or round(value, d) == value)
            )
        return digits[row] if row < len(digits) else None

    def _looks_of(self, column: Column) -> Callable[[int | None, bool], Format]:
        """The format of the column's cells by their decimals and by whether they are closed."""

        @cache
        def look(digits: int | None, closed: bool) -> Format:
            shown = replace(column, input=False) if closed else column
            return self._formats.cell(shown, digits, closed=closed)

        return look

    def _writer_of(self, table: Table, column: Column) -> CellWriter:
        """What writes the column's cells: a live formula with its value, or a value with the words it is shown by."""
        if column.formula:
            formula = self._layout.formula(table, column)
            return lambda sheet, row, position, value, form: Live(formula, value).write(
                sheet, row, position, form
            )
        texts = CHOICE_TEXTS.get(column.choices)
        if not texts:
            return write_value
        return lambda sheet, row, position, value, form: write_value(
            sheet, row, position, texts.get(value, value), form
        )

    def _validate(self, sheet: Worksheet, column: Column, first: int, last: int, position: int) -> None:
        rule = validation(column)
        if rule and column.input:
            sheet.data_validation(first, position, last, position, rule)


def header_height(table: Table) -> float:
    """High enough for the longest heading, beside its filter button."""
    taken = FILTER_BUTTON if table.filtered else 0.0
    lines = max(
        text_lines(column.header, column.width - taken) for column in table.columns if not column.hidden
    )
    return max(lines * LINE + 2 * PADDING, LOWEST_HEADER)


def write_value(sheet: Worksheet, row: int, position: int, value: Any, form: Any) -> None:
    """Write a typed value so that it stays what it is: text stays text (never a formula), dates are dates, blanks blank."""
    if is_blank(value):
        sheet.write_blank(row, position, None, form)
    elif isinstance(value, datetime | date):
        day = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
        sheet.write_datetime(row, position, day, form)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        sheet.write_number(row, position, float(value), form)
    else:
        sheet.write_string(row, position, str(value), form)


def is_blank(value: Any) -> bool:
    return value is None or value == "" or (isinstance(value, float) and value != value)


def validation(column: Column) -> dict[str, Any] | None:
    """The cell rule of a column, with its Vietnamese prompt and alert; None for free text without help."""
    rule = _rule(column)
    if rule is None and not column.help:
        return None
    rule = rule or {"validate": "any"}
    prompt = column.help or PROMPTS.get(column.kind, "")
    if column.choices == "missing":
        prompt = " · ".join(f"{code}: {meaning}" for code, meaning in MISSING_MEANING.items())
    rule |= {
        "input_title": column.header[:32],
        "input_message": prompt[:255],
        "error_title": "Nội dung chưa đúng",
        "error_message": _alert(column),
    }
    return {key: value for key, value in rule.items() if value != ""}


PROMPTS = {
    Kind.NUMBER: "Chỉ nhập số, dấu lẻ như máy này dùng (12,5 hoặc 12.5).",
    Kind.INTEGER: "Chỉ nhập số nguyên.",
    Kind.DATE: "Nhập ngày, ví dụ 31/7/2025. Máy đặt kiểu Mỹ hiểu tháng trước ngày: gõ 2025-07-31 thì máy nào cũng hiểu đúng.",
}
ALERTS = {
    "list": "Chọn một giá trị trong danh sách thả xuống.",
    "names": "Tên vừa gõ không có nguyên văn trong danh sách. Nhiều cơ quan thì cách nhau bằng dấu chấm phẩy.",
    "number": "Ô này chỉ nhận số; không gõ chữ hay đơn vị. Không có số liệu thì để trống và chọn mã thiếu.",
    "integer": "Ô này chỉ nhận số nguyên.",
    "date": "Ô này chỉ nhận ngày, ví dụ 31/7/2025 hoặc 2025-07-31.",
}


def _alert(column: Column) -> str:
    if column.choices:
        return ALERTS["names" if column.choices.startswith("=") and column.kind is Kind.LONG else "list"]
    return ALERTS.get(column.kind.value, "Kiểm tra lại nội dung vừa nhập.")


def _rule(column: Column) -> dict[str, Any] | None:
    if column.choices.startswith("="):
        # A wrapped cell may hold several names, which no list contains: tell, do not stop.
        several = column.kind is Kind.LONG
        return {
            "validate": "list",
            "source": column.choices,
            "error_type": "information" if several else "warning",
        }
    if column.choices:
        return {"validate": "list", "source": [str(choice) for choice in CHOICES[column.choices]]}
    if column.kind is Kind.NUMBER:
        low = column.minimum if column.minimum is not None else -ANY_NUMBER
        high = column.maximum if column.maximum is not None else ANY_NUMBER
        return {"validate": "decimal", "criteria": "between", "minimum": low, "maximum": high}
    if column.kind is Kind.INTEGER:
        return {
            "validate": "integer",
            "criteria": "between",
            "minimum": int(column.minimum or 0),
            "maximum": 100_000,
        }
    if column.kind is Kind.DATE:
        return {"validate": "date", "criteria": "between", "minimum": FIRST_DAY, "maximum": LAST_DAY}
    return None
