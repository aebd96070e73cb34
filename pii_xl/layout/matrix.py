"""The matrix of agencies and things due: one row per indicator, policy group and task, one column per agency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pii_xl.layout.collected import lookup
from pii_xl.layout.parts import Column, Kind, Table
from pii_xl.layout.sheets import MATRIX

INDICATOR, POLICY, TASK = "Chỉ số", "Chính sách", "Nhiệm vụ"
PRESENT, ABSENT, SILENT, OVERDUE = "Đã có", "Chưa có", "Chưa báo cáo", "Quá hạn"
SEPARATOR = "; "
WORKINGS = ("reported", "shown", "own_deadline", "other_agency", "other_reported")

DONE_NAME = "lst_done"
"""Defined name of the states after which nothing is due any more."""
DONE_STATES = (PRESENT, "Có lý do", "Hoàn thành")


def _first_of(cell: str, other: str) -> str:
    return f'IFERROR({cell},{other})&""'


MATRIX_TABLE = Table(
    "tblMatrix",
    MATRIX,
    (
        Column("kind", "Loại", width=11),
        Column("code", "Mã", Kind.CODE, width=12),
        Column("name", "Việc", Kind.LONG, width=46),
        Column(
            "agency",
            "Cơ quan",
            Kind.LONG,
            width=22,
            formula=_first_of(lookup("tblValues", "agency"), "{other_agency}"),
        ),
        Column(
            "reported",
            "Tình trạng khai",
            width=14,
            formula=_first_of(lookup("tblValues", "state"), "{other_reported}"),
        ),
        Column(
            "state",
            "Tình trạng",
            width=14,
            formula=f'IF({{reported}}="",IF({{kind}}="{TASK}","{SILENT}","{ABSENT}"),IF({{kind}}="{POLICY}","{PRESENT}",{{reported}}))',
        ),
        Column(
            "deadline",
            "Hạn",
            Kind.DATE,
            width=12,
            formula='IF({kind}="'
            + TASK
            + '",IF(ISNUMBER({own_deadline}),{own_deadline},""),IF(ISNUMBER({set.deadline}),{set.deadline},""))',
        ),
        Column(
            "days",
            "Số ngày quá hạn",
            Kind.INTEGER,
            width=10,
            formula=f"IF(AND(ISNUMBER({{deadline}}),ISNA(MATCH({{state}},{DONE_NAME},0))),MAX(0,N({{set.as_of}})-N({{deadline}})),0)",
        ),
        Column(
            "shown",
            "Chữ hiện trong bảng",
            width=14,
            formula='{state}&IF({days}>0," – quá hạn","")',
        ),
        Column(
            "other_agency",
            "Cơ quan của chính sách, nhiệm vụ",
            Kind.LONG,
            width=22,
            formula=_first_of(lookup("tblPolicies", "agency"), f'IFERROR({lookup("tblTasks", "agency")},"")'),
        ),
        Column(
            "other_reported",
            "Tình trạng khai của chính sách, nhiệm vụ",
            width=14,
            formula=_first_of(
                lookup("tblPolicies", "in_force"), f'IFERROR({lookup("tblTasks", "state")},"")'
            ),
        ),
        Column(
            "own_deadline",
            "Hạn riêng của nhiệm vụ",
            Kind.DATE,
            width=12,
            formula=f'IFERROR(IF({lookup("tblTasks", "deadline")}>0,{lookup("tblTasks", "deadline")},""),"")',
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
            formula=f'IF(ISNUMBER(SEARCH("{SEPARATOR}"&{MATRIX_TABLE.name}[[#Headers],[{agency}]]&"{SEPARATOR}",'
            f'"{SEPARATOR}"&{{agency}}&"{SEPARATOR}")),{{shown}},"")',
        )
        for position, agency in enumerate(agencies)
    ]
    said = [column for column in MATRIX_TABLE.columns if column.key not in WORKINGS]
    workings = [column for column in MATRIX_TABLE.columns if column.key in WORKINGS]
    return replace(MATRIX_TABLE, columns=(*said, *columns, *workings))
