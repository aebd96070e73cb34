"""The sheet "Hàm PII": every worksheet function with its arguments and a worked example.

Nothing on it is a live function: on a machine without PII-XL each would show an error. Formulas stand as text, results
are what the core computes when the workbook is built.
"""

from __future__ import annotations

import importlib
from datetime import date
from functools import cache
from typing import Any

import pandas as pd
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from pii_xl.layout.parts import Column, Kind, Table
from pii_xl.layout.sheets import FUNCTIONS
from pii_xl.workbook.cells.row_heights import fit_rows
from pii_xl.workbook.cells.styles import DATE_FORMAT, GRID, INPUT_FILL, PLAIN_NUMBER, Formats
from pii_xl.workbook.cells.table_writer import TableWriter, write_value
from pii_xl.workbook.macros.udf_wrapper import declared_functions, udf_modules
from pii_xl.workspace.workspace import Workspace
from udfs.examples import EXAMPLES, FRAMEWORK, PROVINCE, Example, example_scores, framework, published_pillars
from udfs.shim import Declaration

NOTE = (
    "Hàm chạy trên Windows có cài PII-XL; điểm tính ra là ước tính, trọng số bằng nhau. "
    "Chép công thức ví dụ vào ô ở cột “Thử ở đây”; máy đặt kiểu Anh–Mỹ (dấu thập phân là dấu chấm) thì thay “;” bằng “,”. "
    "Công thức của sổ không dùng các hàm này."
)
INPUTS = 5

FUNCTIONS_TABLE = Table(
    "tblFunctions",
    FUNCTIONS,
    (
        Column("name", "Hàm", width=22),
        Column("description", "Làm gì", Kind.LONG, width=46),
        Column("arguments", "Tham số ([ ] là không bắt buộc)", Kind.LONG, width=56),
        *(Column(f"input{n}", f"Ô ví dụ {n}", width=12) for n in range(1, INPUTS + 1)),
        Column("formula", "Công thức ví dụ", Kind.LONG, width=34),
        Column("result", "Kết quả", Kind.LONG, width=40),
        Column("trial", "Thử ở đây", width=20),
    ),
    row=4,
)
PILLARS_TABLE = Table(
    "tblFunctionPillars",
    FUNCTIONS,
    (
        Column("code", "Trụ cột", Kind.CODE),
        Column("name", "Tên", Kind.LONG),
        Column("score", "Điểm", Kind.NUMBER, decimals=2),
    ),
    row=FUNCTIONS_TABLE.row + len(EXAMPLES) + 4,
    caption=f"Điểm trụ cột của ví dụ (công bố: {PROVINCE} {FRAMEWORK})",
)
SCORES_TABLE = Table(
    "tblFunctionScores",
    FUNCTIONS,
    (
        Column("code", "Mã", Kind.CODE),
        Column("name", "Chỉ số", Kind.LONG),
        Column("score", "Điểm", Kind.NUMBER, decimals=2),
    ),
    row=PILLARS_TABLE.row + len(published_pillars()) + 4,
    caption="Điểm chỉ số của ví dụ (minh họa; ô trống là chỉ số chưa có điểm)",
)


def write_functions_sheet(worksheet: Worksheet, formats: Formats, workspace: Workspace) -> None:
    """Fill the sheet below its title: the note, the functions, and the two ranges that examples refer to."""
    worksheet.write_string(3, 0, NOTE, formats.get(italic=True))
    tables = TableWriter(workspace.layout, formats)
    for table, frame in ((PILLARS_TABLE, _pillars()), (SCORES_TABLE, _scores())):
        worksheet.write_string(table.row - 1, table.column, table.caption, formats.caption())
        tables.write(worksheet, table, frame)
    tables.write(worksheet, FUNCTIONS_TABLE, _functions())
    _write_typed_cells(worksheet, formats)
    fit_rows(worksheet, [(FUNCTIONS_TABLE, _functions())])
    worksheet.freeze_panes(FUNCTIONS_TABLE.row + 1, 1)


def example_formula(example: Example) -> str:
    """The example's formula with the addresses of its cells on the sheet."""
    row = FUNCTIONS_TABLE.row + 1 + EXAMPLES.index(example)
    first = FUNCTIONS_TABLE.keys.index("input1")
    cells = [xl_rowcol_to_cell(row, first + offset) for offset in range(INPUTS)]
    return example.formula.format(None, *cells, scores=_range(SCORES_TABLE), pillars=_range(PILLARS_TABLE))


def _range(table: Table) -> str:
    length = len(_scores() if table is SCORES_TABLE else _pillars())
    column = table.column + table.keys.index("score")
    return str(xl_range_abs(table.row + 1, column, table.row + length, column))


@cache
def _functions() -> pd.DataFrame:
    declared = _declarations()
    return pd.DataFrame(
        [
            {
                "name": example.function,
                "description": declared[example.function].description,
                "arguments": _arguments(declared[example.function]),
                **{f"input{n}": "" for n in range(1, INPUTS + 1)},
                "formula": example_formula(example),
                "result": str(example.expected()),
                "trial": "",
            }
            for example in EXAMPLES
        ]
    )


def _declarations() -> dict[str, Declaration]:
    modules = map(importlib.import_module, udf_modules())
    return {declared.name: declared for module in modules for declared in declared_functions(module)}


def _arguments(declared: Declaration) -> str:
    return "\n".join(
        f"{f'[{declared.labels[name]}]' if name in declared.optional else declared.labels[name]}: {text}"
        for name, text in declared.arguments.items()
    )


def _write_typed_cells(worksheet: Worksheet, formats: Formats) -> None:
    """Inputs and results, each in its own type: text that looks like a number stays text."""
    first, result, trial = (FUNCTIONS_TABLE.keys.index(key) for key in ("input1", "result", "trial"))
    for row, example in enumerate(EXAMPLES, start=FUNCTIONS_TABLE.row + 1):
        for offset, content in enumerate(example.inputs):
            write_value(worksheet, row, first + offset, content, _form(formats, content))
        write_value(worksheet, row, result, example.expected(), _form(formats, example.expected()))
        worksheet.write_blank(row, trial, None, _form(formats, 0.5, locked=False, bg_color=INPUT_FILL))


def _form(formats: Formats, content: Any, **look: Any) -> Any:
    look |= {"border": 1, "border_color": GRID, "valign": "top", "align": "left", "text_wrap": True}
    return formats.get(**look, num_format=_number_format(content))


def _number_format(content: Any) -> str:
    if isinstance(content, str):
        return "@"
    if isinstance(content, date):
        return DATE_FORMAT
    return "0" if content == int(content) else PLAIN_NUMBER


def _pillars() -> pd.DataFrame:
    scores = published_pillars()
    return pd.DataFrame(
        [{"code": p.code, "name": p.name, "score": scores[p.code]} for p in framework().pillars]
    )


def _scores() -> pd.DataFrame:
    scores = example_scores()
    return pd.DataFrame(
        [{"code": i.code, "name": i.short_name, "score": scores[i.code]} for i in framework().indicators]
    )
