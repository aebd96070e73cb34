"""The form that each agency fills: its sheets and tables, with live checks before it is sent."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from pii_xl.layout.collected import BAND
from pii_xl.layout.form_rules import (
    BASE_VERDICT,
    CONTACT_VERDICT,
    DOCUMENT_VERDICT,
    FIGURES,
    MARK_COLUMN,
    NOTHING_OCCURRED,
    POLICY_VERDICT,
    RIGHT,
    SAID_COLUMN,
    TASK_VERDICT,
    VALUE_VERDICT,
    mark,
    said,
)
from pii_xl.layout.parts import PAGES, Column, Kind, Layout, Role, Sheet, Table

GUIDE, VALUES, BASE, POLICIES, DOCUMENTS = "Hướng dẫn", "Số liệu", "Số gốc", "Chính sách", "Văn bản"
TASKS, EVIDENCE, CONTACTS, PRINT = "Nhiệm vụ", "Minh chứng", "Đầu mối", "Bản in ký"

FORM_KIND = "pii-xl form"
"""What the hidden sheet of a form says it is."""
CODE_RULE = "code_rule"
"""The fact of a form's identity that says by which rule the code on its signed page is worked out."""
ENTERS, SHARES = "Nhập số liệu", "Phối hợp cung cấp"
LEADER_ROLE, OFFICER_ROLE = "Lãnh đạo cơ quan", "Chuyên viên"
GROUPS_NAME = "lst_groups"
"""Defined name of the policy groups that a document may belong to."""
FORM_SETTINGS = ("jump_limit", "policy_cutoff")
"""Settings that the form's own formulas look at; each form carries them as defined names."""

SHEETS = (
    Sheet(
        GUIDE,
        "PHIẾU THU THẬP SỐ LIỆU CHỈ SỐ ĐỔI MỚI SÁNG TẠO CẤP ĐỊA PHƯƠNG",
        "Bốn bước, khoảng mười phút. Bấm vào tên bước để tới trang cần điền.",
        Role.GUIDE,
        landscape=False,
    ),
    Sheet(
        VALUES,
        "Số liệu của chỉ số",
        "Điền ô vàng từ trái sang phải. Không có số thì chọn lý do. Định nghĩa, nguồn, căn cứ ở bên phải và khi chọn ô.",
        Role.INPUT,
    ),
    Sheet(BASE, "Số gốc dùng chung", "Các số làm mẫu số cho nhiều chỉ số của tỉnh.", Role.INPUT),
    Sheet(
        POLICIES,
        "Chính sách của chỉ số 1.1.1",
        "Mỗi nhóm: có văn bản còn hiệu lực tại ngày chốt hay không. Khai văn bản ở trang Văn bản.",
        Role.INPUT,
    ),
    Sheet(
        DOCUMENTS,
        "Văn bản chính sách của chỉ số 1.1.1",
        "Mỗi văn bản một dòng; cơ quan nào có văn bản cũng khai được. Không có thì để trống.",
        Role.INPUT,
    ),
    Sheet(TASKS, "Nhiệm vụ được giao", "Tình hình thực hiện nhiệm vụ kế hoạch giao.", Role.INPUT),
    Sheet(
        EVIDENCE,
        "Tài liệu minh chứng khác",
        "Chỉ dùng khi một chỉ số có từ hai tài liệu trở lên: tài liệu thứ nhất khai ngay ở trang Số liệu.",
        Role.INPUT,
    ),
    Sheet(
        CONTACTS,
        "Đầu mối của cơ quan",
        "Một lãnh đạo phụ trách và một cán bộ đầu mối. Thay người thì ghi văn bản cử người mới.",
        Role.INPUT,
    ),
    Sheet(
        PRINT,
        "Bản in ký",
        "In trang này, trình Thủ trưởng ký, đóng dấu, gửi kèm tệp.",
        Role.RESULT,
    ),
)

_HEADER_ROW = 3
_TEXTS, _PROOF = ("missing", "status", "note"), ("ev_number", "ev_title", "ev_file")
"""Cells of a row that hold words; the code on the signed page changes with them."""


def _marks(
    texts: Sequence[str], figures: Sequence[str] = (), days: Sequence[str] = (), rank: str = "1"
) -> tuple[Column, Column]:
    """The hidden columns by which the code on the signed page changes with what a row holds."""
    return (
        Column(SAID_COLUMN, "Nội dung chữ", width=9, hidden=True, formula=said(texts)),
        Column(
            MARK_COLUMN,
            "Dấu nội dung",
            Kind.INTEGER,
            width=9,
            hidden=True,
            formula=mark(figures, texts, days, rank),
            formerly=("Dấu số liệu",),
        ),
    )


_BAND = tuple(
    replace(column, width=9, input=False, hidden=True, help="")
    for column in BAND
    if column.kind is Kind.NUMBER
)

VALUES_TABLE = Table(
    "frmValues",
    VALUES,
    (
        Column("code", "Mã", Kind.CODE, width=6.5, required=True, unique=True),
        Column("name", "Chỉ số", Kind.LONG, width=24),
        Column("need", "Cần nhập (đơn vị)", Kind.LONG, width=29, later=True),
        Column("previous", "Năm trước", Kind.NUMBER, width=10, formerly=("Giá trị năm trước",)),
        Column("numerator", "Tử số", Kind.NUMBER, width=12, input=True, help="Chỉ nhập số."),
        Column("denominator", "Mẫu số", Kind.NUMBER, width=12, input=True, help="Chỉ nhập số."),
        Column(
            "direct",
            "Giá trị",
            Kind.NUMBER,
            width=12,
            input=True,
            help="Chỉ nhập số.",
            formerly=("Giá trị nhập thẳng",),
        ),
        Column(
            "missing",
            "Lý do không có số",
            width=15,
            input=True,
            choices="reason",
            help="Chỉ chọn khi không có số; khi đó để trống ô số.",
            formerly=("Mã thiếu",),
        ),
        Column(
            "status",
            "Tình trạng số",
            width=10,
            input=True,
            choices="real_status",
            help="Công bố: số chính thức đã được công bố hoặc xác nhận. Ước tính: số tạm tính.",
            formerly=("Tình trạng số liệu",),
        ),
        Column(
            "change",
            "Tăng, giảm (%)",
            Kind.NUMBER,
            width=9,
            decimals=1,
            formula="IF(AND(ISNUMBER({value}),ISNUMBER({previous}),N({previous})<>0),"
            '(N({value})-N({previous}))/ABS(N({previous}))*100,"")',
        ),
        Column("check", "Kiểm tra", width=19, formula=VALUE_VERDICT),
        Column(
            "note",
            "Giải trình, ghi chú",
            Kind.LONG,
            width=20,
            input=True,
            help="Nêu lý do khi số khác nhiều so với năm trước.",
            formerly=("Ghi chú, nguồn số liệu",),
        ),
        Column("ev_number", "Minh chứng: số, ký hiệu", width=18, input=True, later=True),
        Column("ev_issued", "Minh chứng: ngày", Kind.DATE, width=12, input=True, later=True),
        Column("ev_title", "Minh chứng: trích yếu", Kind.LONG, width=26, input=True, later=True),
        Column(
            "ev_file",
            "Minh chứng: tên tệp",
            width=24,
            input=True,
            later=True,
            help="Tên tệp gửi kèm, bắt đầu bằng mã chỉ số, ví dụ 2.1.2_bao-cao.pdf.",
        ),
        Column("role", "Vai trò", width=14, formerly=("Vai trò của cơ quan",)),
        Column("unit", "Đơn vị tính", Kind.LONG, width=16),
        Column("definition", "Định nghĩa", Kind.LONG, width=70, formerly=("Định nghĩa, cách tính",)),
        Column("source", "Nguồn số liệu", Kind.LONG, width=26, later=True),
        Column("basis", "Căn cứ", Kind.LONG, width=30, later=True),
        Column("example", "Ví dụ", Kind.LONG, width=40, later=True),
        Column("numerator_label", "Tử số là", Kind.LONG, width=28, hidden=True),
        Column("denominator_label", "Mẫu số là", Kind.LONG, width=28, hidden=True),
        Column("needed", "Số ô phải điền", Kind.INTEGER, width=9, hidden=True),
        Column("scale", "Hệ số", Kind.NUMBER, width=9, hidden=True, later=True),
        Column("low", "Giới hạn dưới", Kind.NUMBER, width=9, hidden=True, later=True),
        Column("high", "Giới hạn trên", Kind.NUMBER, width=9, hidden=True, later=True),
        Column("share", "Tử số là phần của mẫu số", Kind.INTEGER, width=9, hidden=True, later=True),
        Column("local", "Địa phương cấp số", Kind.INTEGER, width=9, hidden=True, later=True),
        Column(
            "value",
            "Giá trị tính ra",
            Kind.NUMBER,
            width=12,
            hidden=True,
            formula=f'IF({{missing}}<>"",IF({NOTHING_OCCURRED},0,""),'
            "IF(ISNUMBER({direct}),{direct},IF(AND(ISNUMBER({numerator}),ISNUMBER({denominator}),"
            'N({denominator})>0),N({numerator})/N({denominator})*N({scale}),"")))',
        ),
        *_BAND,
        Column("order", "Thứ tự", Kind.INTEGER, width=9, hidden=True, later=True),
        *_marks((*_TEXTS, *_PROOF), FIGURES, ("ev_issued",), "N({order})"),
    ),
    row=_HEADER_ROW,
    filtered=False,
)

BASE_TABLE = Table(
    "frmBase",
    BASE,
    (
        Column("code", "Mã", width=18, required=True, unique=True, hidden=True),
        Column("name", "Số gốc", Kind.LONG, width=46),
        Column("unit", "Đơn vị tính", width=14),
        Column("previous", "Năm trước", Kind.NUMBER, width=14, formerly=("Giá trị năm trước",)),
        Column(
            "value",
            "Giá trị",
            Kind.NUMBER,
            width=16,
            input=True,
            minimum=0,
            help="Chỉ nhập số, đúng đơn vị bên trái.",
        ),
        Column(
            "missing",
            "Lý do không có số",
            width=20,
            input=True,
            choices="reason",
            formerly=("Mã thiếu",),
        ),
        Column(
            "status",
            "Tình trạng số",
            width=12,
            input=True,
            choices="real_status",
            formerly=("Tình trạng số liệu",),
        ),
        Column(
            "change",
            "Tăng, giảm (%)",
            Kind.NUMBER,
            width=9,
            decimals=1,
            formula="IF(AND(ISNUMBER({value}),ISNUMBER({previous}),N({previous})<>0),"
            '(N({value})-N({previous}))/ABS(N({previous}))*100,"")',
        ),
        Column("check", "Kiểm tra", width=24, formula=BASE_VERDICT),
        Column(
            "note",
            "Giải trình, ghi chú",
            Kind.LONG,
            width=30,
            input=True,
            formerly=("Ghi chú, nguồn số liệu",),
        ),
        *_BAND,
        Column("order", "Thứ tự", Kind.INTEGER, width=9, hidden=True, later=True),
        *_marks(_TEXTS, ("value",), (), "N({order})"),
    ),
    row=_HEADER_ROW,
    filtered=False,
)

POLICIES_TABLE = Table(
    "frmPolicies",
    POLICIES,
    (
        Column("code", "Mã", Kind.CODE, width=10, required=True, unique=True),
        Column("name", "Nhóm chính sách", Kind.LONG, width=44),
        Column("role", "Vai trò", width=15, formerly=("Vai trò của cơ quan",)),
        Column(
            "in_force",
            "Còn hiệu lực",
            width=11,
            input=True,
            choices="yes_no",
            help="“Có” khi có ít nhất một văn bản còn hiệu lực tại ngày chốt.",
        ),
        Column("check", "Kiểm tra", width=20, formula=POLICY_VERDICT),
        Column(
            "documents",
            "Văn bản đã khai các lần trước",
            Kind.LONG,
            width=50,
            input=True,
            help="Văn bản mới khai ở trang Văn bản, mỗi văn bản một dòng.",
            formerly=("Văn bản (số, ngày, trích yếu)",),
        ),
        Column("note", "Ghi chú", Kind.LONG, width=26, input=True),
        Column("content", "Nội dung kế hoạch giao", Kind.LONG, width=70),
        Column("status", "Tình trạng số liệu", width=13, input=True, choices="real_status", hidden=True),
        *_marks(("code", "in_force", "documents", "note")),
    ),
    row=_HEADER_ROW,
    filtered=False,
)

DOCUMENTS_TABLE = Table(
    "frmDocuments",
    DOCUMENTS,
    (
        Column(
            "group",
            "Nhóm chính sách",
            Kind.LONG,
            width=40,
            input=True,
            required=True,
            choices=f"={GROUPS_NAME}",
            help="Chọn nhóm trong danh sách.",
        ),
        Column("number", "Số, ký hiệu", width=20, input=True),
        Column("issued", "Ngày ban hành", Kind.DATE, width=12, input=True),
        Column("issuer", "Cơ quan ban hành", width=20, input=True),
        Column("title", "Trích yếu", Kind.LONG, width=46, input=True),
        Column("valid_from", "Hiệu lực từ ngày", Kind.DATE, width=12, input=True),
        Column(
            "valid_to",
            "Hết hiệu lực ngày",
            Kind.DATE,
            width=12,
            input=True,
            help="Để trống khi chưa có ngày hết hiệu lực.",
        ),
        Column("check", "Kiểm tra", width=26, formula=DOCUMENT_VERDICT),
        *_marks(("number", "issuer", "group", "title"), (), ("issued", "valid_from", "valid_to")),
    ),
    row=_HEADER_ROW,
    spare_rows=15,
    filtered=False,
    later=True,
)

TASKS_TABLE = Table(
    "frmTasks",
    TASKS,
    (
        Column("code", "Mã", Kind.CODE, width=11, required=True, unique=True, formerly=("Mã nhiệm vụ",)),
        Column("text", "Nhiệm vụ", Kind.LONG, width=56),
        Column("deadline", "Hạn", Kind.DATE, width=11),
        Column("state", "Tình trạng", width=15, input=True, choices="task_state"),
        Column(
            "result",
            "Đã làm gì, ngày nào (sản phẩm)",
            Kind.LONG,
            width=44,
            input=True,
            help="Ví dụ: Kế hoạch số 12/KH-SCT ngày 05/3/2025; đã tổ chức 02 lớp tập huấn.",
            formerly=("Kết quả, sản phẩm",),
        ),
        Column("check", "Kiểm tra", width=16, formula=TASK_VERDICT),
        Column("difficulty", "Khó khăn, vướng mắc", Kind.LONG, width=36, input=True),
        *_marks(("code", "state", "result", "difficulty")),
    ),
    row=_HEADER_ROW,
    filtered=False,
)

EVIDENCE_TABLE = Table(
    "frmEvidence",
    EVIDENCE,
    (
        Column(
            "code",
            "Mã chỉ số",
            Kind.CODE,
            width=12,
            input=True,
            required=True,
            help="Ví dụ 2.1.2 hoặc 1.1.1(3).",
        ),
        Column("number", "Số, ký hiệu văn bản", width=24, input=True),
        Column("issued", "Ngày ban hành", Kind.DATE, width=13, input=True),
        Column("issuer", "Cơ quan ban hành", width=24, input=True, later=True),
        Column("title", "Trích yếu, tên tài liệu", Kind.LONG, width=54, input=True),
        Column("file", "Tên tệp minh chứng", width=32, input=True),
        PAGES,
        *_marks(("code", "number", "issuer", "title", "file"), (PAGES.key,), ("issued",)),
    ),
    row=_HEADER_ROW,
    spare_rows=25,
    filtered=False,
)

CONTACTS_TABLE = Table(
    "frmContacts",
    CONTACTS,
    (
        Column("role", "Vai trò", width=25, input=True, choices="focal_role"),
        Column("name", "Họ và tên", width=25, input=True, required=True),
        Column("title", "Chức vụ, đơn vị", width=32, input=True),
        Column("phone", "Điện thoại", Kind.CODE, width=15, input=True),
        Column("email", "Thư điện tử", width=28, input=True),
        Column("document", "Văn bản cử, thay đổi", width=26, input=True, help="Số, ngày của văn bản."),
        Column("check", "Kiểm tra", width=26, formula=CONTACT_VERDICT),
        Column("before", "Người đã đăng ký", width=20, hidden=True, later=True),
    ),
    row=_HEADER_ROW,
    spare_rows=5,
    filtered=False,
)

FORM = Layout(
    SHEETS,
    (
        VALUES_TABLE,
        BASE_TABLE,
        POLICIES_TABLE,
        DOCUMENTS_TABLE,
        TASKS_TABLE,
        EVIDENCE_TABLE,
        CONTACTS_TABLE,
    ),
)
"""The agencies' form; sheets whose tables would be empty are left out."""

MARKED = ("frmValues", "frmBase", "frmPolicies", "frmTasks", "frmDocuments", "frmEvidence")
"""Tables that the code on the signed page covers: all but the contacts."""
LISTS = ("frmDocuments", "frmEvidence", "frmContacts")
"""Tables to which agencies add rows; the others come with theirs."""


def _count(table: str, *pairs: str) -> str:
    """Formula text: how many rows of a form's table hold these texts; pairs of key and text."""
    asked = (f'{{{table}.{key}}},"{text}"' for key, text in zip(pairs[::2], pairs[1::2], strict=True))
    return f"COUNTIFS({','.join(asked)})"


STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("1. Điền số liệu", ("frmValues", "frmBase", "frmPolicies")),
    ("2. Báo cáo nhiệm vụ", ("frmTasks",)),
    ("3. Xem lại đầu mối", ("frmContacts",)),
)
"""The steps of the guide before the last one, printing and sending: title, and the tables to fill."""

RIGHT_ROWS = {
    "frmValues": _count("frmValues", "role", ENTERS, "check", RIGHT),
    "frmBase": _count("frmBase", "check", RIGHT),
    "frmPolicies": _count("frmPolicies", "role", ENTERS, "check", RIGHT),
    "frmTasks": _count("frmTasks", "check", RIGHT),
    "frmContacts": (
        f"MIN(1,{_count('frmContacts', 'role', LEADER_ROLE, 'check', RIGHT)})"
        f"+MIN(1,{_count('frmContacts', 'role', f'<>{LEADER_ROLE}', 'check', RIGHT)})"
    ),
}
"""Formula texts: how many rows of each table are right."""

WANTED_ROWS = {
    "frmValues": _count("frmValues", "role", ENTERS),
    "frmBase": _count("frmBase", "code", "?*"),
    "frmPolicies": _count("frmPolicies", "role", ENTERS),
    "frmTasks": _count("frmTasks", "code", "?*"),
    "frmContacts": "2",
}
"""Formula texts: how many rows of each table have to be right."""


CODES = 10_000
"""So many codes there are for signed pages: four figures."""


def signed_code(tables: Collection[str]) -> str:
    """Formula text: four figures that change with what a form with these tables holds; a signed page shows them."""
    terms = [
        f"{weight}*SUM({{{name}.{MARK_COLUMN}}})"
        for weight, name in enumerate(MARKED, start=1)
        if name in tables
    ]
    return f'RIGHT("000"&MOD({"+".join(terms) or "0"},{CODES}),4)'
