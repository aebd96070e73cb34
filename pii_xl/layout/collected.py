"""Tables people and agencies fill: settings, indicators, assignments, values, base figures, policies, evidence, contacts.

A typed number travels by live formulas: numerator and denominator → value here → score in :mod:`pii_xl.layout.scored`.
"""

from __future__ import annotations

from pii_xl.layout.parts import PAGES, YES, Column, Kind, Status, Table
from pii_xl.layout.sheets import (
    AGENCIES,
    ASSIGNMENTS,
    BASE,
    CONTACTS,
    EVIDENCE,
    FINDINGS,
    FRAMEWORK,
    HISTORY,
    INDICATORS,
    LETTERS,
    NATIONAL,
    PARAGRAPHS,
    POLICIES,
    PUBLISHED,
    REFERENCE,
    SETTINGS_SHEET,
    STRENGTHS,
    TASKS,
    VALUES,
)
from pii_xl.layout.words import POLICY_ENTRY

YEAR_OF_SCORES = 40
"""Rows for one more year of published scores: Excel lets no table grow on a protected sheet."""
DIGITS_NAME = "pii_digits"
"""Defined name of the number of decimals at which figures are compared, so that noise in the last bits does not count."""
DIGITS = 6
OWN_PII = "INDEX({tblIndex.published},1)"
"""Formula text: the province's own published PII."""

GIVEN, WANTING, REASONED, PENDING_STATE = "Đã có", "", "Có lý do", "Hẹn gửi sau"
WAITING_BASE, WAITING_POLICIES = "Chờ số gốc", "Chờ chính sách"
"""States of an answer: what is there, what only waits for figures that others owe, what is still to come ("")."""
PENDING = "CTH"


def lead_over(score: str) -> str:
    """Formula text: by how much the own published PII is above a score; nothing where one of them is not known."""
    return f'IFERROR({OWN_PII}-{score},"")'


REASON = Column(
    "reason",
    "Lý do thiếu bằng lời",
    width=14,
    later=True,
    formula=f'IF({{missing}}="","",IF({{missing}}="{PENDING}","{PENDING_STATE}","{REASONED}"))',
)
"""The state that a reason for missing gives a figure."""

PROVENANCE = (
    Column("src_agency", "Cơ quan gửi", width=14, stamp=True),
    Column("src_file", "Tệp gốc", width=26, stamp=True),
    Column("src_sheet", "Trang gốc", width=12, stamp=True),
    Column("src_cell", "Ô gốc", width=9, stamp=True),
    Column(
        "src_time",
        "Lưu tệp lúc",
        width=17,
        stamp=True,
        help="Thời điểm phiếu được lưu lần cuối, theo ghi nhận trong tệp.",
    ),
    Column("src_form", "Mã phiếu", width=20, stamp=True),
    Column("src_sha256", "SHA-256", width=18, stamp=True, help="Dấu vân tay của tệp gốc."),
)


def lookup(table: str, key: str) -> str:
    """Formula text: the cell of ``table[key]`` in the row whose code is this row's code."""
    return f"INDEX({{{table}.{key}}},MATCH({{code}},{{{table}.code}},0))"


FRAMEWORK_TABLE = Table(
    "tblFramework",
    FRAMEWORK,
    (
        Column("part", "Phần", width=16, required=True),
        Column("content", "Nội dung", Kind.LONG, width=120, required=True),
    ),
    later=True,
)
"""A framework of the workbook's own; empty where it is one of those that come with the program."""

SETTINGS_TABLE = Table(
    "tblSettings",
    SETTINGS_SHEET,
    (
        Column("key", "Khóa", width=18),
        Column("group", "Nhóm", width=14),
        Column("label", "Nội dung", width=36),
        Column("value", "Giá trị", width=34, input=True),
        Column("note", "Giải thích", Kind.LONG, width=80),
    ),
    shown=(
        "group",
        "label",
        "value",
        "note",
    ),
)

BAND = (
    Column(
        "band_low",
        "Thường gặp từ",
        Kind.NUMBER,
        width=12,
        input=True,
        later=True,
        help="Số nhỏ hơn được hỏi lại, không bị bác.",
    ),
    Column(
        "band_high",
        "Thường gặp đến",
        Kind.NUMBER,
        width=12,
        input=True,
        later=True,
        help="Số lớn hơn được hỏi lại, không bị bác.",
    ),
    Column("band_source", "Căn cứ của khoảng thường gặp", Kind.LONG, width=40, input=True, later=True),
)
"""Between which values a province's figure is plausible; outside, the unit may be another."""

INDICATORS_TABLE = Table(
    "tblIndicators",
    INDICATORS,
    (
        Column("code", "Mã", Kind.CODE, width=7, required=True, unique=True),
        Column("printed_code", "Mã in trong kế hoạch", Kind.CODE, width=11),
        Column("name", "Chỉ số", Kind.LONG, width=48, required=True),
        Column("short_name", "Tên ngắn", width=34),
        Column("sub_pillar", "Nhóm", Kind.CODE, width=7, required=True),
        Column("unit", "Đơn vị tính", width=20),
        Column("entry", "Cách nhập", width=12, choices="entry", required=True),
        Column("numerator", "Tử số", Kind.LONG, width=38),
        Column("denominator", "Mẫu số", Kind.LONG, width=30),
        Column("numerator_base", "Số gốc trùng tử số", width=18),
        Column("base", "Số gốc làm mẫu số", width=18),
        Column("scale", "Hệ số", Kind.NUMBER, width=10, input=True, help="Giá trị = tử số / mẫu số × hệ số."),
        Column(
            "weight",
            "Trọng số",
            Kind.NUMBER,
            width=10,
            input=True,
            required=True,
            minimum=0,
            help="Mặc định 1: các chỉ số trong nhóm ngang nhau.",
        ),
        Column("direction", "Chiều", width=14, input=True, choices="direction"),
        Column(
            "minimum",
            "Giới hạn dưới",
            Kind.NUMBER,
            width=11,
            input=True,
            help="Giá trị nhỏ hơn bị coi là sai.",
        ),
        Column(
            "maximum",
            "Giới hạn trên",
            Kind.NUMBER,
            width=11,
            input=True,
            help="Giá trị lớn hơn bị coi là sai.",
        ),
        Column("decimals", "Số chữ số lẻ", Kind.INTEGER, width=9),
        Column("source", "Nguồn in trong kế hoạch", Kind.LONG, width=28),
        Column("source_group", "Nhóm nguồn", width=22, input=True, choices="source_group"),
        Column("source_certain", "Nhóm nguồn đã chắc", width=11, choices="yes_no"),
        Column("definition", "Định nghĩa", Kind.LONG, width=70),
        Column("note", "Ghi chú", Kind.LONG, width=50),
        *BAND,
    ),
)

ASSIGNMENTS_TABLE = Table(
    "tblAssignments",
    ASSIGNMENTS,
    (
        Column("code", "Mã", Kind.CODE, width=11, required=True, unique=True),
        Column("printed_code", "Mã in trong kế hoạch", Kind.CODE, width=12),
        Column("name", "Chỉ số", Kind.LONG, width=42, required=True),
        Column("content", "Nội dung, giải pháp", Kind.LONG, width=90),
        Column("lead", "Chủ trì", Kind.LONG, width=36),
        Column("support", "Phối hợp", Kind.LONG, width=36),
        Column("source", "Nguồn", Kind.LONG, width=26),
    ),
)

TASKS_TABLE = Table(
    "tblTasks",
    TASKS,
    (
        Column("code", "Mã nhiệm vụ", Kind.CODE, width=13, required=True, unique=True),
        Column("agency", "Cơ quan", width=20, required=True),
        Column("text", "Nhiệm vụ", Kind.LONG, width=90),
        Column("deadline", "Hạn", Kind.DATE, width=12, input=True),
        Column("state", "Tình trạng", width=16, input=True, choices="task_state"),
        Column("result", "Kết quả, sản phẩm", Kind.LONG, width=40, input=True),
        Column("difficulty", "Khó khăn, vướng mắc", Kind.LONG, width=40, input=True),
        Column("reported", "Báo cáo ngày", Kind.DATE, width=12, input=True),
        *PROVENANCE,
    ),
    shown=(
        "code",
        "agency",
        "text",
        "deadline",
        "state",
        "result",
        "difficulty",
        "reported",
        "src_agency",
        "src_file",
        "src_sheet",
        "src_cell",
        "src_time",
    ),
)

AGENCIES_TABLE = Table(
    "tblAgencies",
    AGENCIES,
    (
        Column("code", "Mã cơ quan", width=14, required=True, unique=True),
        Column("name", "Tên chính thức", Kind.LONG, width=44, required=True, input=True),
        Column("short", "Tên viết tắt", width=24, required=True, unique=True, input=True),
        Column(
            "aliases", "Tên gọi khác", Kind.LONG, width=60, input=True, help="Nhiều tên cách nhau bằng dấu |"
        ),
        Column("kind", "Loại", width=14, choices="kind", required=True),
        Column("valid_from", "Có từ ngày", Kind.DATE, width=12, input=True),
        Column("valid_to", "Đến hết ngày", Kind.DATE, width=12, input=True),
        Column(
            "successor",
            "Cơ quan kế tiếp",
            width=24,
            input=True,
            help="Mã cơ quan tiếp nhận. Khi chia tách: SKHCN; SCT: 3.1.1, 3.2 – cơ quan đầu nhận phần không kê.",
        ),
        Column("email", "Thư điện tử", width=26, input=True),
        Column("note", "Ghi chú", Kind.LONG, width=50, input=True),
        Column("former", "Tên trước đây", Kind.LONG, width=40, later=True),
        Column("name_before", "Tên lần trước", Kind.LONG, width=20, later=True, hidden=True),
        Column("short_before", "Viết tắt lần trước", width=20, later=True, hidden=True),
    ),
    spare_rows=5,
)

VALUES_TABLE = Table(
    "tblValues",
    VALUES,
    (
        Column("code", "Mã", Kind.CODE, width=7, required=True, unique=True),
        Column("name", "Chỉ số", Kind.LONG, width=46),
        Column("unit", "Đơn vị tính", width=18),
        Column(
            "agency",
            "Cơ quan nhập",
            width=18,
            input=True,
            choices="=lst_agencies",
            help="Cơ quan chịu trách nhiệm số liệu này.",
        ),
        Column(
            "numerator", "Tử số", Kind.NUMBER, width=15, input=True, help="Chỉ nhập số, không nhập đơn vị."
        ),
        Column(
            "denominator", "Mẫu số", Kind.NUMBER, width=15, input=True, help="Bỏ trống khi mẫu số là số gốc."
        ),
        Column(
            "direct",
            "Giá trị nhập thẳng",
            Kind.NUMBER,
            width=15,
            input=True,
            help="Dùng khi chỉ số không tính từ tử số, mẫu số.",
        ),
        Column(
            "missing",
            "Mã thiếu",
            width=10,
            input=True,
            choices="missing",
            help="Lý do khi không có số liệu; không để trống.",
        ),
        Column("status", "Tình trạng số liệu", width=14, input=True, choices="status"),
        Column("note", "Ghi chú", Kind.LONG, width=30, input=True),
        Column("previous", "Giá trị năm trước", Kind.NUMBER, width=14, input=True),
        Column("entry", "Cách nhập", width=12, formula=lookup("tblIndicators", "entry")),
        Column("base", "Số gốc dùng", width=16, formula=lookup("tblIndicators", "base") + '&""'),
        Column(
            "numerator_used",
            "Tử số dùng",
            Kind.NUMBER,
            width=14,
            formula=f'IF(ISNUMBER({{numerator}}),{{numerator}},IF(AND({{entry}}="{POLICY_ENTRY}",COUNTBLANK({{tblPolicies.in_force}})=0),'
            f'COUNTIF({{tblPolicies.in_force}},"{YES}"),""))',
        ),
        Column(
            "denominator_used",
            "Mẫu số dùng",
            Kind.NUMBER,
            width=14,
            formula="IFERROR(INDEX({tblBase.used},MATCH({base},{tblBase.code},0)),"
            'IF(ISNUMBER({denominator}),{denominator},IF({entry}="chính sách",1,"")))',
        ),
        Column(
            "ratio",
            "Tử số / mẫu số × hệ số",
            Kind.NUMBER,
            width=15,
            formula="IFERROR({numerator_used}/{denominator_used}*"
            + lookup("tblIndicators", "scale")
            + ',"")',
        ),
        Column(
            "value",
            "Giá trị",
            Kind.NUMBER,
            width=15,
            formula='IF({missing}="KPS",0,IF(ISNUMBER({direct}),{direct},{ratio}))',
        ),
        Column(
            "state",
            "Tình trạng nộp",
            width=14,
            formula=f'IF(ISNUMBER({{value}}),"{GIVEN}",IF({{missing}}="",{{waits}},{{reason}}))',
        ),
        *PROVENANCE,
        Column(
            "waits",
            "Chờ số của cơ quan khác",
            width=14,
            later=True,
            formula=f'IF({{entry}}="{POLICY_ENTRY}","{WAITING_POLICIES}",'
            f'IF(AND(ISNUMBER({{numerator}}),{{base}}<>""),"{WAITING_BASE}",""))',
        ),
        REASON,
        Column(
            "root_label",
            "Nhãn của số dùng chung",
            width=14,
            later=True,
            hidden=True,
            formula=f'IF({{entry}}="{POLICY_ENTRY}",{{policy_label}},'
            'IFERROR(INDEX({tblBase.status},MATCH({base},{tblBase.code},0)),"")&"")',
        ),
        Column(
            "policy_label",
            "Nhãn của nhóm chính sách",
            width=14,
            later=True,
            hidden=True,
            formula=f'IF(COUNTIFS({{tblPolicies.status}},"{Status.ILLUSTRATIVE}",{{tblPolicies.in_force}},"?*")>0,'
            f'"{Status.ILLUSTRATIVE}","")',
        ),
        Column(
            "label",
            "Nhãn số liệu",
            width=14,
            later=True,
            hidden=True,
            formula=f'IF({{root_label}}="{Status.ILLUSTRATIVE}",{{root_label}},{{status}}&"")',
        ),
    ),
    shown=(
        "code",
        "name",
        "unit",
        "agency",
        "numerator",
        "denominator",
        "direct",
        "value",
        "state",
        "missing",
        "status",
        "note",
        "previous",
        "src_agency",
        "src_file",
        "src_sheet",
        "src_cell",
        "src_time",
    ),
)

BASE_TABLE = Table(
    "tblBase",
    BASE,
    (
        Column("code", "Mã", width=18, required=True, unique=True),
        Column("name", "Số gốc", Kind.LONG, width=60),
        Column("unit", "Đơn vị tính", width=16),
        Column("agency", "Cơ quan cung cấp", width=20, input=True, choices="=lst_agencies"),
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
        Column("status", "Tình trạng số liệu", width=14, input=True, choices="status"),
        Column("note", "Ghi chú", Kind.LONG, width=40, input=True),
        Column("previous", "Giá trị năm trước", Kind.NUMBER, width=18, input=True),
        Column("used", "Giá trị dùng", Kind.NUMBER, width=18, formula='IF(ISNUMBER({value}),{value},"")'),
        *PROVENANCE,
        Column(
            "state",
            "Tình trạng nộp",
            width=14,
            later=True,
            formula=f'IF(ISNUMBER({{value}}),"{GIVEN}",{{reason}})',
        ),
        REASON,
        *BAND,
    ),
    shown=(
        "code",
        "name",
        "unit",
        "agency",
        "value",
        "state",
        "missing",
        "status",
        "note",
        "previous",
        "used",
        "band_low",
        "band_high",
        "band_source",
        "src_agency",
        "src_file",
        "src_sheet",
        "src_cell",
        "src_time",
    ),
)

POLICIES_TABLE = Table(
    "tblPolicies",
    POLICIES,
    (
        Column("code", "Mã", Kind.CODE, width=11, required=True, unique=True),
        Column("name", "Nhóm chính sách", Kind.LONG, width=60),
        Column("agency", "Cơ quan nhập", width=20, input=True, choices="=lst_agencies"),
        Column(
            "in_force",
            "Còn hiệu lực",
            width=12,
            input=True,
            choices="yes_no",
            help="“Có” khi có ít nhất một văn bản còn hiệu lực tại ngày chốt.",
        ),
        Column("documents", "Văn bản (số, ngày, trích yếu)", Kind.LONG, width=70, input=True),
        Column("status", "Tình trạng số liệu", width=14, input=True, choices="status"),
        Column("note", "Ghi chú", Kind.LONG, width=40, input=True),
        *PROVENANCE,
        Column(
            "state",
            "Tình trạng nộp",
            width=14,
            later=True,
            formula=f'IF({{in_force}}="","","{GIVEN}")',
        ),
    ),
    shown=(
        "code",
        "name",
        "agency",
        "in_force",
        "state",
        "documents",
        "status",
        "note",
        "src_agency",
        "src_file",
        "src_sheet",
        "src_cell",
        "src_time",
    ),
)

EVIDENCE_TABLE = Table(
    "tblEvidence",
    EVIDENCE,
    (
        Column(
            "code",
            "Mã chỉ số",
            Kind.CODE,
            width=11,
            input=True,
            required=True,
            help="Mã chỉ số, ví dụ 2.1.2 hoặc 1.1.1(3).",
        ),
        Column("agency", "Cơ quan", width=20, input=True, choices="=lst_agencies"),
        Column("number", "Số, ký hiệu văn bản", width=24, input=True),
        Column("issued", "Ngày ban hành", Kind.DATE, width=13, input=True),
        Column("issuer", "Cơ quan ban hành", width=22, input=True, later=True),
        Column("title", "Trích yếu, tên tài liệu", Kind.LONG, width=50, input=True),
        Column("file", "Tên tệp minh chứng", width=32, input=True),
        PAGES,
        Column("received", "Nhận tệp ngày", Kind.DATE, width=12, later=True),
        Column("state", "Tình trạng", width=14, input=True, choices="evidence_state"),
        Column("status", "Tình trạng số liệu", width=14, input=True, choices="status"),
        *PROVENANCE,
        Column(
            "digest",
            "Mã băm của tệp nhận",
            width=18,
            stamp=True,
            later=True,
            help="SHA-256 của tệp minh chứng khi nhận.",
        ),
    ),
    spare_rows=20,
    shown=(
        "code",
        "agency",
        "state",
        "number",
        "issued",
        "issuer",
        "title",
        "file",
        "pages",
        "received",
        "status",
        "digest",
        "src_agency",
        "src_file",
        "src_sheet",
        "src_cell",
        "src_time",
    ),
)

CONTACTS_TABLE = Table(
    "tblContacts",
    CONTACTS,
    (
        Column("agency", "Cơ quan", width=20, input=True, required=True, choices="=lst_agencies"),
        Column("role", "Vai trò", width=26, input=True, choices="focal_role"),
        Column("name", "Họ và tên", width=26, input=True, required=True),
        Column("title", "Chức vụ, đơn vị", width=34, input=True),
        Column("phone", "Điện thoại", Kind.CODE, width=16, input=True),
        Column("email", "Thư điện tử", width=30, input=True),
        Column("valid_from", "Từ ngày", Kind.DATE, width=12, input=True),
        Column(
            "valid_to",
            "Đến hết ngày",
            Kind.DATE,
            width=12,
            input=True,
            help="Điền khi cán bộ này được thay; không xóa dòng cũ.",
        ),
        Column("document", "Văn bản cử, thay đổi", width=30, input=True),
        Column(
            "state",
            "Hiện nay",
            width=12,
            formula='IF({name}="","",IF(AND(ISNUMBER({valid_to}),OR(N({set.as_of})<=0,{valid_to}<N({set.as_of}))),'
            '"Đã thôi","Đang làm"))',
        ),
        Column("status", "Tình trạng số liệu", width=14, input=True, choices="status"),
        *PROVENANCE,
    ),
    spare_rows=20,
    shown=(
        "agency",
        "role",
        "name",
        "title",
        "phone",
        "email",
        "valid_from",
        "valid_to",
        "document",
        "state",
        "status",
        "src_agency",
        "src_file",
        "src_sheet",
        "src_cell",
        "src_time",
    ),
)

LETTERS_TABLE = Table(
    "tblLetters",
    LETTERS,
    (
        Column("agency", "Cơ quan", width=20, input=True, required=True, choices="=lst_agencies"),
        Column("round", "Lần", Kind.INTEGER, width=7, input=True, minimum=1),
        Column("number", "Số công văn", width=22, input=True),
        Column("sent", "Ngày gửi", Kind.DATE, width=12, input=True),
        Column("due", "Hạn mới", Kind.DATE, width=12, input=True),
        Column("reply", "Cơ quan trả lời ngày", Kind.DATE, width=14, input=True),
        Column("note", "Ghi chú", Kind.LONG, width=50, input=True),
        Column("asked", "Đã đề nghị", Kind.LONG, width=50, later=True),
    ),
    spare_rows=20,
)

REFERENCE_TABLE = Table(
    "tblReference",
    REFERENCE,
    (
        Column("code", "Mã", Kind.CODE, width=7, required=True, unique=True),
        Column("name", "Chỉ số", Kind.LONG, width=46),
        Column("unit", "Đơn vị tính", width=18),
        Column("minimum", "Nhỏ nhất cả nước", Kind.NUMBER, width=15, input=True),
        Column("mean", "Trung bình cả nước", Kind.NUMBER, width=15, input=True),
        Column("maximum", "Lớn nhất cả nước", Kind.NUMBER, width=15, input=True),
        Column("status", "Tình trạng số liệu", width=14, input=True, choices="status"),
        Column("source", "Nguồn", Kind.LONG, width=60, input=True),
    ),
)

NATIONAL_TABLE = Table(
    "tblNational",
    NATIONAL,
    (
        Column("year", "Năm", Kind.INTEGER, width=8, later=True),
        Column("province", "Tỉnh, thành phố", width=24, required=True),
        Column("code", "Mã", Kind.CODE, width=8, required=True),
        Column("value", "Giá trị", Kind.NUMBER, width=16),
        Column("rank", "Hạng", Kind.INTEGER, width=8, minimum=1),
        Column("previous", "Giá trị năm so sánh", Kind.NUMBER, width=16, later=True),
        Column("group", "Vùng, nhóm", width=22, later=True),
        Column("status", "Tình trạng số liệu", width=16, choices="status"),
    ),
    later=True,
)

PUBLISHED_TABLE = Table(
    "tblPublished",
    PUBLISHED,
    (
        Column("year", "Năm", Kind.INTEGER, width=8, input=True, required=True),
        Column(
            "province",
            "Tỉnh, thành phố",
            width=22,
            input=True,
            required=True,
            help="Tên tỉnh như Bộ công bố; “Cả nước” cho điểm trung bình cả nước.",
        ),
        Column(
            "component",
            "Thành phần",
            Kind.CODE,
            width=12,
            input=True,
            required=True,
            help="PII, input (đầu vào), output (đầu ra) hoặc mã trụ cột.",
        ),
        Column("score", "Điểm", Kind.NUMBER, width=10, input=True, minimum=0, maximum=100, decimals=2),
        Column("rank", "Hạng", Kind.INTEGER, width=8, input=True, minimum=1),
        Column("n_units", "Số tỉnh", Kind.INTEGER, width=9, input=True, minimum=1),
        Column("status", "Tình trạng số liệu", width=14, input=True, choices="status"),
        Column("source", "Nguồn", Kind.LONG, width=80, input=True),
        Column("note", "Ghi chú", Kind.LONG, width=50, input=True),
        Column(
            "key",
            "Khóa",
            width=22,
            formula=f'IF({{status}}="{Status.PUBLISHED}",{{year}}&"|"&{{province}}&"|"&{{component}},"")',
        ),
        Column(
            "from_below",
            "Hạng tính từ dưới lên",
            Kind.INTEGER,
            width=11,
            formula='IF(AND({rival}="có",N({rank})>0),N(INDEX({tblIndex.n_units},1))+1-{rank},0)',
            help="Dùng để ước hạng: 1 là tỉnh cuối bảng.",
            hidden=True,
        ),
        Column(
            "rival",
            "Tỉnh khác",
            width=10,
            formula='IF(AND({year}={set.year},{component}="PII",ISNUMBER({score}),'
            'ISNA(MATCH({province},lst_not_rivals,0))),"có","")',
            help="Điểm PII của tỉnh khác trong năm của sổ, dùng để ước hạng.",
        ),
        Column(
            "rank_above",
            "Hạng, nếu xếp trên tỉnh",
            Kind.INTEGER,
            width=11,
            formula='IF(AND({ranked}="có",{rank}<N(INDEX({tblIndex.rank},1))),{rank},"")',
            hidden=True,
        ),
        Column(
            "rank_below",
            "Hạng, nếu xếp dưới tỉnh",
            Kind.INTEGER,
            width=11,
            formula='IF(AND({ranked}="có",{rank}>N(INDEX({tblIndex.rank},1))),{rank},"")',
            hidden=True,
        ),
        Column(
            "ranked",
            "Tỉnh khác, có hạng công bố",
            width=11,
            formula='IF(AND({rival}="có",{key}<>"",N({rank})>0,N(INDEX({tblIndex.rank},1))>0),"có","")',
            hidden=True,
        ),
    ),
    spare_rows=YEAR_OF_SCORES,
    shown=(
        "year",
        "province",
        "component",
        "score",
        "rank",
        "n_units",
        "status",
        "source",
        "note",
    ),
)


STRENGTHS_TABLE = Table(
    "tblStrengths",
    STRENGTHS,
    (
        Column("year", "Năm", Kind.INTEGER, width=8, input=True, required=True),
        Column("province", "Tỉnh, thành phố", width=22, input=True, required=True),
        Column("kind", "Loại", width=14, input=True),
        Column("order", "Thứ tự", Kind.INTEGER, width=8, input=True),
        Column("text", "Nội dung", Kind.LONG, width=70, input=True),
        Column("rank", "Hạng", Kind.INTEGER, width=8, input=True, minimum=1),
        Column(
            "indicator", "Mã chỉ số", Kind.CODE, width=11, input=True, help="Mã chỉ số tương ứng, nếu có."
        ),
        Column("source", "Nguồn", Kind.LONG, width=80, input=True),
        Column(
            "key", "Khóa", width=30, formula='IF({text}="","",{year}&"|"&{province}&"|"&{kind}&"|"&{order})'
        ),
    ),
    spare_rows=10,
    shown=(
        "year",
        "province",
        "kind",
        "order",
        "text",
        "rank",
        "indicator",
        "source",
    ),
)

PARAGRAPHS_TABLE = Table(
    "tblParagraphs",
    PARAGRAPHS,
    (
        Column("place", "Mục", Kind.CODE, width=10, required=True, unique=True),
        Column("name", "Phần của báo cáo", width=56),
        Column(
            "text",
            "Đoạn văn thêm vào cuối mục",
            Kind.LONG,
            width=110,
            input=True,
            help="Mỗi dòng (Alt+Enter) là một đoạn văn; để trống nếu không thêm gì.",
        ),
    ),
)

FINDINGS_TABLE = Table(
    "tblFindings",
    FINDINGS,
    (
        Column("level", "Mức", width=11, choices="level"),
        Column("code", "Mã", width=8),
        Column("subject", "Về", width=14),
        Column("file", "Tệp", width=18),
        Column("sheet", "Trang", width=18),
        Column("cell", "Ô", width=8),
        Column("found", "Đã thấy", Kind.LONG, width=48),
        Column("expected", "Cần có", Kind.LONG, width=34),
        Column("remedy", "Cách sửa", Kind.LONG, width=44),
        Column(
            "accepted",
            "Lý do chấp nhận",
            Kind.LONG,
            width=34,
            input=True,
            help="Cảnh báo được chấp nhận khi ghi rõ lý do; lỗi thì phải sửa.",
        ),
    ),
    shown=(
        "level",
        "code",
        "subject",
        "found",
        "remedy",
        "accepted",
        "sheet",
        "cell",
        "expected",
        "file",
    ),
)

HISTORY_TABLE = Table(
    "tblHistory",
    HISTORY,
    (
        Column("day", "Ngày", Kind.DATE, width=12),
        Column("command", "Việc", width=16),
        Column("subject", "Về", width=22),
        Column("before", "Trước", Kind.LONG, width=40),
        Column("after", "Sau", Kind.LONG, width=60),
        Column("file", "Tệp", width=30),
        Column("version", "Phiên bản", width=22),
    ),
)
