"""The matrix of agencies and things due: one row for each thing asked, one column for each agency that has to answer it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pii_xl.layout.ledger import Part
from pii_xl.layout.parts import Column, Kind, Table
from pii_xl.layout.sheets import MATRIX

SHOWN_PARTS = (Part.VALUE, Part.BASE, Part.POLICY, Part.TASK)
"""Evidence and focal persons are on the sheet "Phải nộp" only."""
WORKINGS = ("place",)


def _of_first(key: str) -> str:
    return f'IFERROR(INDEX({{tblDue.{key}}},{{place}}),"")'


MATRIX_TABLE = Table(
    "tblMatrix",
    MATRIX,
    (
        Column("kind", "Loại", width=11),
        Column("code", "Mã", Kind.CODE, width=12),
        Column("name", "Việc", Kind.LONG, width=46),
        Column("agency", "Cơ quan", Kind.LONG, width=22),
        Column("state", "Tình trạng", width=14, formula=_of_first("state")),
        Column("deadline", "Hạn", Kind.DATE, width=12, formula=_of_first("deadline")),
        Column(
            "days",
            "Số ngày quá hạn",
            Kind.INTEGER,
            width=10,
            formula="IFERROR(INDEX({tblDue.days},{place}),0)",
        ),
        Column("shown", "Chữ hiện trong bảng", width=14, formula=_of_first("shown")),
        Column(
            "place",
            "Dòng ở trang Phải nộp",
            Kind.INTEGER,
            width=10,
            formula='IFERROR(MATCH({kind}&"|"&{code},{tblDue.thing},0),"")',
        ),
    ),
)
"""What the matrix says of each row; :func:`matrix_table` adds the agencies."""


def agency_key(position: int) -> str:
    """The column key of the agency at ``position``."""
    return f"agency_{position}"


def matrix_table(agencies: Sequence[str]) -> Table:
    """The matrix with a column for each agency (short names)."""
    columns = [
        Column(
            agency_key(position),
            agency,
            Kind.LONG,
            width=11,
            formula='IFERROR(INDEX({tblDue.shown},MATCH({kind}&"|"&{code}&"|"&'
            f'{MATRIX_TABLE.name}[[#Headers],[{agency}]],{{tblDue.key}},0)),"")',
        )
        for position, agency in enumerate(agencies)
    ]
    said = [column for column in MATRIX_TABLE.columns if column.key not in WORKINGS]
    workings = [replace(column, hidden=True) for column in MATRIX_TABLE.columns if column.key in WORKINGS]
    return replace(MATRIX_TABLE, columns=(*said, *columns, *workings))
