"""The form that each agency fills: its sheets and tables, with live checks before it is sent."""

from __future__ import annotations

from pii_xl.layout.parts import Column, Kind, Layout, Role, Sheet, Table

GUIDE, VALUES, BASE, POLICIES = "Hướng dẫn", "Số liệu", "Số gốc", "Chính sách"
TASKS, EVIDENCE, CONTACTS, CHECK = "Nhiệm vụ", "Minh chứng", "Đầu mối", "Kiểm tra"

FORM_KIND = "pii-xl form"
"""What the hidden sheet of a form says it is."""
ENTERS, SHARES = "Nhập số liệu", "Cùng chủ trì"

SHEETS = (
    Sheet(
        GUIDE,
        "PHIẾU THU THẬP SỐ LIỆU CHỈ SỐ ĐỔI MỚI SÁNG TẠO CẤP ĐỊA PHƯƠNG",
        "Điền các ô vàng, xem trang Kiểm tra, lưu và gửi lại tệp này.",
        Role.GUIDE,
    ),
    Sheet(
        VALUES,
        "Số liệu của chỉ số",
        "Điền tử số, mẫu số hoặc giá trị; không có số liệu thì chọn mã thiếu.",
        Role.INPUT,
    ),
    Sheet(BASE, "Số gốc dùng chung", "Các số làm mẫu số cho nhiều chỉ số của tỉnh.", Role.INPUT),
    Sheet(
        POLICIES,
        "Chính sách của chỉ số 1.1.1",
        "Mỗi nhóm: có văn bản còn hiệu lực hay không, và là văn bản nào.",
        Role.INPUT,
    ),
    Sheet(TASKS, "Nhiệm vụ được giao", "Tình hình thực hiện nhiệm vụ kế hoạch giao.", Role.INPUT),
    Sheet(
        EVIDENCE,
        "Tài liệu minh chứng",
        "Mỗi tài liệu một dòng; gửi kèm tệp đặt tên bắt đầu bằng mã chỉ số.",
        Role.INPUT,
    ),
    Sheet(
        CONTACTS, "Đầu mối của cơ quan", "Lãnh đạo và cán bộ đầu mối (mục III.2.c của Kế hoạch).", Role.INPUT
    ),
    Sheet(CHECK, "Kiểm tra trước khi gửi", "Mọi dòng phải là “Đủ”.", Role.CONTROL),
)

_HEADER_ROW = 4

VALUES_TABLE = Table(
    "frmValues",
    VALUES,
    (
        Column("code", "Mã", Kind.CODE, width=7, required=True, unique=True),
        Column("name", "Chỉ số", Kind.LONG, width=36),
        Column("definition", "Định nghĩa, cách tính", Kind.LONG, width=60),
        Column("unit", "Đơn vị tính", Kind.LONG, width=16),
        Column("role", "Vai trò của cơ quan", width=13),
        Column("previous", "Giá trị năm trước", Kind.NUMBER, width=13),
        Column("numerator_label", "Tử số là", Kind.LONG, width=28),
        Column(
            "numerator", "Tử số", Kind.NUMBER, width=15, input=True, help="Chỉ nhập số, đúng đơn vị bên trái."
        ),
        Column("denominator_label", "Mẫu số là", Kind.LONG, width=28),
        Column(
            "denominator",
            "Mẫu số",
            Kind.NUMBER,
            width=15,
            input=True,
            help="Chỉ nhập số, đúng đơn vị bên trái.",
        ),
        Column(
            "direct",
            "Giá trị nhập thẳng",
            Kind.NUMBER,
            width=15,
            input=True,
            help="Chỉ nhập số, theo đơn vị tính của chỉ số.",
        ),
        Column("missing", "Mã thiếu", width=10, input=True, choices="missing"),
        Column(
            "status",
            "Tình trạng số liệu",
            width=13,
            input=True,
            choices="status",
            help="Công bố: số chính thức đã được công bố hoặc xác nhận. Ước tính: số tạm tính.",
        ),
        Column("note", "Ghi chú, nguồn số liệu", Kind.LONG, width=32, input=True),
        Column(
            "check",
            "Kiểm tra",
            width=24,
            formula='IF({missing}<>"",IF(COUNT({numerator},{denominator},{direct})>0,"Vừa có số vừa có mã thiếu","Đủ"),'
            'IF(COUNT({numerator},{denominator},{direct})<{needed},IF({role}="Cùng chủ trì","Không bắt buộc","Còn thiếu"),'
            'IF({status}="","Chưa chọn tình trạng","Đủ")))',
        ),
        Column("needed", "Số ô phải điền", Kind.INTEGER, width=9, hidden=True),
    ),
    row=_HEADER_ROW,
)

BASE_TABLE = Table(
    "frmBase",
    BASE,
    (
        Column("code", "Mã", width=18, required=True, unique=True),
        Column("name", "Số gốc", Kind.LONG, width=56),
        Column("unit", "Đơn vị tính", width=16),
        Column("previous", "Giá trị năm trước", Kind.NUMBER, width=16),
        Column(
            "value",
            "Giá trị",
            Kind.NUMBER,
            width=18,
            input=True,
            minimum=0,
            help="Chỉ nhập số, đúng đơn vị bên cạnh.",
        ),
        Column("missing", "Mã thiếu", width=10, input=True, choices="missing"),
        Column("status", "Tình trạng số liệu", width=13, input=True, choices="status"),
        Column("note", "Ghi chú, nguồn số liệu", Kind.LONG, width=36, input=True),
        Column(
            "check",
            "Kiểm tra",
            width=22,
            formula='IF({missing}<>"",IF(ISNUMBER({value}),"Vừa có số vừa có mã thiếu","Đủ"),IF(ISNUMBER({value}),IF({status}="","Chưa chọn tình trạng","Đủ"),"Còn thiếu"))',
        ),
    ),
    row=_HEADER_ROW,
)

POLICIES_TABLE = Table(
    "frmPolicies",
    POLICIES,
    (
        Column("code", "Mã", Kind.CODE, width=11, required=True, unique=True),
        Column("name", "Nhóm chính sách", Kind.LONG, width=44),
        Column("content", "Nội dung kế hoạch giao", Kind.LONG, width=60),
        Column("role", "Vai trò của cơ quan", width=13),
        Column(
            "in_force",
            "Còn hiệu lực",
            width=11,
            input=True,
            choices="yes_no",
            help="“Có” khi có ít nhất một văn bản còn hiệu lực tại ngày chốt.",
        ),
        Column(
            "documents",
            "Văn bản (số, ngày, trích yếu)",
            Kind.LONG,
            width=60,
            input=True,
            help="Mỗi văn bản một dòng (Alt+Enter).",
        ),
        Column("status", "Tình trạng số liệu", width=13, input=True, choices="status"),
        Column("note", "Ghi chú", Kind.LONG, width=32, input=True),
        Column(
            "check",
            "Kiểm tra",
            width=22,
            formula='IF({in_force}="",IF({role}="Cùng chủ trì","Không bắt buộc","Còn thiếu"),IF(AND({in_force}="Có",{documents}=""),"Chưa nêu văn bản","Đủ"))',
        ),
    ),
    row=_HEADER_ROW,
)

TASKS_TABLE = Table(
    "frmTasks",
    TASKS,
    (
        Column("code", "Mã nhiệm vụ", Kind.CODE, width=13, required=True, unique=True),
        Column("text", "Nhiệm vụ", Kind.LONG, width=80),
        Column("deadline", "Hạn", Kind.DATE, width=12),
        Column("state", "Tình trạng", width=16, input=True, choices="task_state"),
        Column("result", "Kết quả, sản phẩm", Kind.LONG, width=44, input=True),
        Column("difficulty", "Khó khăn, vướng mắc", Kind.LONG, width=40, input=True),
        Column("check", "Kiểm tra", width=16, formula='IF({state}="","Còn thiếu","Đủ")'),
    ),
    row=_HEADER_ROW,
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
        Column("title", "Trích yếu, tên tài liệu", Kind.LONG, width=70, input=True),
        Column("file", "Tên tệp minh chứng", width=36, input=True),
    ),
    row=_HEADER_ROW,
    spare_rows=40,
)

CONTACTS_TABLE = Table(
    "frmContacts",
    CONTACTS,
    (
        Column("role", "Vai trò", width=26, input=True, choices="focal_role"),
        Column("name", "Họ và tên", width=26, input=True, required=True),
        Column("title", "Chức vụ, đơn vị", width=36, input=True),
        Column("phone", "Điện thoại", Kind.CODE, width=16, input=True),
        Column("email", "Thư điện tử", width=30, input=True),
        Column("document", "Văn bản cử, thay đổi", width=30, input=True),
    ),
    row=_HEADER_ROW,
    spare_rows=8,
)

CHECK_TABLE = Table(
    "frmCheck",
    CHECK,
    (
        Column("part", "Nội dung", width=46),
        Column("wanted", "Phải có", Kind.INTEGER, width=12),
        Column("done", "Đã đủ", Kind.INTEGER, width=12),
        Column(
            "state", "Kết luận", width=24, formula='IF({done}>={wanted},"Đủ","Còn thiếu "&({wanted}-{done}))'
        ),
    ),
    row=_HEADER_ROW,
)

FORM = Layout(
    SHEETS,
    (VALUES_TABLE, BASE_TABLE, POLICIES_TABLE, TASKS_TABLE, EVIDENCE_TABLE, CONTACTS_TABLE, CHECK_TABLE),
)
"""The agencies' form; sheets whose tables would be empty are left out."""
