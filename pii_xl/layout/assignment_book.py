"""The workbook ``assignments.xlsx``: the plan's assignments, tasks, agencies, targets and slips, as officials edit them.

Its columns are those of the master workbook's tables; only what is locked and how wide it is differs.
"""

from __future__ import annotations

from dataclasses import replace

from pii_xl.layout.collected import AGENCIES_TABLE, ASSIGNMENTS_TABLE, TASKS_TABLE
from pii_xl.layout.parts import Column, Kind, Layout, Role, Sheet, Table
from pii_xl.layout.targets import TARGETS_TABLE

ASSIGNMENTS, TASKS, AGENCIES = "Phân công", "Nhiệm vụ cơ quan", "Cơ quan"
TARGETS, CORRECTIONS = "Mục tiêu", "Đính chính"

AGENCY_NAMES = "lst_agencies"
"""Defined name of the official names on the sheet "Cơ quan"."""

SEVERAL = "Chọn một cơ quan trong danh sách, hoặc gõ nhiều tên cách nhau bằng dấu chấm phẩy."

SHEETS = (
    Sheet(
        ASSIGNMENTS,
        "Phân công theo chỉ số",
        "Các chỉ số và nhóm chính sách: ai chủ trì, ai phối hợp. Sửa ô vàng.",
        Role.INPUT,
    ),
    Sheet(
        TASKS,
        "Nhiệm vụ giao cho cơ quan",
        "Các nhiệm vụ nêu trong kế hoạch; thêm nhiệm vụ mới ở dòng trống cuối bảng.",
        Role.INPUT,
    ),
    Sheet(
        AGENCIES,
        "Cơ quan",
        "Tên chính thức, tên viết tắt, tên gọi khác, thời gian hiệu lực; thêm cơ quan mới ở dòng trống cuối bảng.",
        Role.INPUT,
    ),
    Sheet(TARGETS, "Mục tiêu của kế hoạch", "Điểm từng trụ cột và thứ hạng cần đạt.", Role.INPUT),
    Sheet(
        CORRECTIONS,
        "Đính chính lỗi in của kế hoạch",
        "Chỗ in chưa đúng và nội dung được dùng thay; chỉ để đọc.",
        Role.REFERENCE,
    ),
)


def _with(table: Table, sheet: str, columns: tuple[Column, ...], spare_rows: int = 0) -> Table:
    return replace(table, sheet=sheet, columns=columns, spare_rows=spare_rows, shown=())


_A, _T, _G, _M = ASSIGNMENTS_TABLE, TASKS_TABLE, AGENCIES_TABLE, TARGETS_TABLE

ASSIGNMENT_ROWS = _with(
    _A,
    ASSIGNMENTS,
    (
        replace(_A["code"], width=10),
        replace(_A["printed_code"], width=11),
        replace(_A["name"], width=32),
        replace(_A["content"], width=64, input=True),
        replace(_A["lead"], width=24, input=True, required=True, choices=f"={AGENCY_NAMES}", help=SEVERAL),
        replace(_A["support"], width=26, input=True, choices=f"={AGENCY_NAMES}", help=SEVERAL),
        replace(_A["source"], width=20, input=True),
    ),
)

TASK_ROWS = _with(
    _T,
    TASKS,
    (
        replace(
            _T["code"],
            input=True,
            help="Mã riêng cho mỗi nhiệm vụ, ví dụ III.2.4.a; nhiệm vụ thêm mới thì đặt mã chưa có.",
        ),
        Column("section", "Mục", width=26, kind=Kind.LONG, input=True),
        replace(_T["agency"], kind=Kind.LONG, width=30, input=True, choices=f"={AGENCY_NAMES}", help=SEVERAL),
        replace(_T["text"], width=90, input=True, required=True),
        replace(
            _T["deadline"], help="Kế hoạch không ghi hạn cho từng nhiệm vụ; điền khi có văn bản giao hạn."
        ),
    ),
    spare_rows=15,
)

AGENCY_ROWS = _with(
    _G,
    AGENCIES,
    (
        replace(_G["code"], input=True, help="Chữ in hoa không dấu, ngắn, không trùng; không đổi mã đã có."),
        replace(_G["name"], width=34),
        replace(_G["short"], width=20),
        replace(_G["aliases"], width=44),
        replace(_G["kind"], input=True),
        *(replace(_G[key], width=13) for key in ("valid_from", "valid_to")),
        replace(_G["successor"], help="Mã của cơ quan thay thế khi cơ quan này không còn."),
        replace(_G["email"], width=22),
        replace(_G["note"], width=36),
    ),
    spare_rows=10,
)

TARGET_ROWS = _with(
    _M,
    TARGETS,
    (
        _M["year"],
        replace(_M["component"], help="Số trụ cột 1 đến 7; PII, input hoặc output."),
        replace(_M["name"], kind=Kind.LONG, width=40),
        replace(_M["kind"], choices="target_kind", required=True),
        replace(_M["relation"], choices="relation", required=True),
        replace(_M["value"], required=True, minimum=0, help="Điểm hoặc thứ hạng cần đạt; chỉ nhập số."),
        _M["baseline_year"],
        replace(_M["baseline"], minimum=0),
        replace(_M["basis"], width=50),
    ),
    spare_rows=10,
)

CORRECTION_ROWS = Table(
    "tblCorrections",
    CORRECTIONS,
    (
        Column("number", "Số thứ tự", Kind.INTEGER, width=8, required=True, unique=True),
        Column("place", "Chỗ in trong kế hoạch", Kind.LONG, width=32),
        Column("printed", "Kế hoạch in", Kind.LONG, width=52),
        Column("used", "Nội dung được dùng", Kind.LONG, width=40),
        Column("reason", "Lý do", Kind.LONG, width=56),
    ),
)

ASSIGNMENT_BOOK = Layout(SHEETS, (ASSIGNMENT_ROWS, TASK_ROWS, AGENCY_ROWS, TARGET_ROWS, CORRECTION_ROWS))
"""The assignments workbook; every sheet has one table."""
