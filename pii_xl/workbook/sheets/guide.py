"""The guide sheet: what the workbook is, what to do when, what each sheet is for, what colours and labels mean."""

from __future__ import annotations

from dataclasses import dataclass

from xlsxwriter.worksheet import Worksheet

from pii_xl import __version__
from pii_xl.ground.text import date_vi
from pii_xl.layout.buttons import COMMANDS, GROUPS, ON_FILE, ON_FILE_MARK, START_MENU_FOLDER
from pii_xl.layout.parts import MISSING_MEANING, Role, setting_name
from pii_xl.layout.sheets import FINDINGS, PROGRESS, PUBLISHED, REFERENCE, SETTINGS_SHEET, VALUES
from pii_xl.workbook.cells.live_cells import Live
from pii_xl.workbook.cells.row_heights import LINE, PADDING, text_lines
from pii_xl.workbook.cells.styles import COMPUTED_FILL, DATE_FORMAT, INPUT_FILL, Formats
from pii_xl.workspace.workspace import Workspace

ROLE_NAMES = {
    Role.GUIDE: "Hướng dẫn",
    Role.RESULT: "Kết quả (chỉ đọc)",
    Role.INPUT: "Nhập liệu",
    Role.REFERENCE: "Tham chiếu",
    Role.WORKING: "Các bước tính (chỉ đọc)",
    Role.CONTROL: "Điều khiển",
}

BUTTON = {known.id: f"“{known.label}”" for known in COMMANDS}
"""How the guide calls a button: the words that stand on it."""


@dataclass(frozen=True)
class Step:
    """One step of the year: what to do, the sheet where it is done, and the formula of how far it is."""

    title: str
    text: str
    sheet: str
    so_far: str


STEPS = (
    Step(
        "Lập phiếu",
        f"Kiểm tra trang Cài đặt (năm, hạn nộp, người liên hệ) rồi bấm {BUTTON['make_forms']}: mỗi cơ quan có một "
        "tệp phiếu trong thư mục phieu-gui cạnh sổ. Gửi phiếu kèm công văn.",
        SETTINGS_SHEET,
        'ROWS({tblProgress.agency})&" cơ quan nhận phiếu"',
    ),
    Step(
        "Nhập phiếu",
        f"Để các phiếu nhận về vào thư mục phieu-nhan cạnh sổ rồi bấm {BUTTON['import_forms']}. Phiếu hỏng bị từ chối từng "
        f"phiếu, kèm lý do ở trang Lỗi. Bấm {BUTTON['receipts']} để có biên nhận, {BUTTON['returns']} để trả phiếu phải sửa.",
        VALUES,
        'COUNT({tblProgress.submitted})&"/"&ROWS({tblProgress.agency})&" cơ quan đã gửi phiếu"',
    ),
    Step(
        "Kiểm tra",
        f"Bấm {BUTTON['validate']}. Lỗi thì phải sửa; cảnh báo thì sửa hoặc ghi lý do chấp nhận ở trang Lỗi.",
        FINDINGS,
        'COUNTIF({tblFindings.level},"Lỗi")&" lỗi, "&COUNTIF({tblFindings.level},"Cảnh báo")&" cảnh báo"',
    ),
    Step(
        "Theo dõi, đôn đốc",
        f"Trang Tiến độ cho biết ai còn nợ gì; bấm {BUTTON['letters']} để có văn bản cho từng cơ quan.",
        PROGRESS,
        'SUMPRODUCT(--(COUNTIFS({tblDue.agency},{tblProgress.agency},{tblDue.owed},1)>0))&" cơ quan còn nợ"',
    ),
    Step(
        "Gửi Bộ",
        f"Bấm {BUTTON['ministry_pack']}; gửi xong thì ghi ngày gửi ở trang Cài đặt.",
        SETTINGS_SHEET,
        'IF(ISNUMBER({set.data_sent}),"đã gửi ngày "&DAY({set.data_sent})&"/"&MONTH({set.data_sent})&"/"&YEAR({set.data_sent}),'
        '"chưa ghi ngày gửi")',
    ),
    Step(
        "Tham chiếu, chấm điểm",
        "Điền giá trị nhỏ nhất, trung bình, lớn nhất cả nước ở trang Tham chiếu khi có; điểm tính ngay bằng công thức. "
        f"Bấm {BUTTON['score']} để ghi lại lần tính và đối chiếu; trang Đòn bẩy cho biết nên làm gì trước.",
        REFERENCE,
        'COUNT({tblResults.score})&"/"&ROWS({tblResults.score})&" chỉ số có điểm"',
    ),
    Step(
        "Công bố, báo cáo",
        f"Khi Bộ công bố: nhập điểm ở trang Công bố; trang Bảng điều khiển so với mục tiêu và năm trước; bấm {BUTTON['report']} "
        f"để có báo cáo trình UBND tỉnh, {BUTTON['praise']}, {BUTTON['learn']} để có tờ trình, kế hoạch; {BUTTON['next_year']} để sang năm mới.",
        PUBLISHED,
        'COUNTIFS({tblPublished.year},{set.year},{tblPublished.province},{set.province})&" điểm công bố năm "&{set.year}',
    ),
)

CALENDAR = (
    ("policy_cutoff", "Văn bản chính sách của chỉ số 1.1.1 được tính khi còn hiệu lực đến ngày này."),
    ("deadline", f"Hạn các cơ quan gửi phiếu; sau ngày này bấm {BUTTON['letters']} cho cơ quan chưa nộp."),
    ("as_of", "Ngày chốt số liệu của lần báo cáo; số ngày chậm tính đến ngày này."),
    (
        "data_sent",
        f"Ngày gửi số liệu lên Bộ Khoa học và Công nghệ; trước đó bấm {BUTTON['validate']} rồi {BUTTON['ministry_pack']}.",
    ),
    ("published_on", f"Ngày Bộ công bố kết quả; sau đó nhập điểm ở trang Công bố và bấm {BUTTON['report']}."),
    ("next_deadline", "Hạn của các nhiệm vụ thời gian tới ghi trong báo cáo."),
)
NOT_SET = "chưa đặt"
OUT_OF_VIEW = "Mở trang ẩn: thẻ PII, “Đi tới trang”; hoặc bấm chuột phải vào tên một trang ở cuối màn hình, chọn Unhide (Bỏ ẩn)."

LABELS = (
    ("công bố", "Số chính thức đã được cơ quan có thẩm quyền công bố hoặc xác nhận."),
    ("ước tính", "Số do tỉnh tính hoặc ước; không phải kết quả của Bộ KH&CN."),
    ("minh họa", "Số dựng để trình diễn công cụ; không dùng để báo cáo."),
    ("chưa tính được", "Chưa đủ số liệu; không bao giờ thay bằng 0."),
)

OTHER_DOORS = (
    (
        "Excel không cho nút chạy",
        f"Giữ sổ đang mở ở phía trước, vào trình đơn Start, nhóm {START_MENU_FOLDER}, chọn mục cùng tên với nút.",
    ),
    (
        "WPS Office, LibreOffice",
        "Sổ mở, sửa, in được và mọi công thức vẫn tính; thẻ PII, các nút và hàm PII trong ô không có. Lưu sổ rồi vào trình đơn Start, "
        f"nhóm {START_MENU_FOLDER}, chọn mục có chữ “{ON_FILE_MARK}” ({', '.join(BUTTON[one] for one in ON_FILE)}): kết quả là tệp mới "
        "cạnh sổ.",
    ),
    (
        "Máy Mac, Excel trên web",
        "Công thức vẫn tính; các nút cần Windows. Làm tiếp trên máy Windows có cài PII-XL.",
    ),
)

WIDTHS = (26.0, 100.0, 34.0)


def write_guide(sheet: Worksheet, formats: Formats, workspace: Workspace) -> None:
    """Fill the guide below the head that every sheet has."""
    row = 5
    for label, text in _facts(workspace):
        sheet.write_string(row, 0, label, formats.text(bold=True))
        sheet.write_string(row, 1, text, formats.text())
        row += 1
    row = _steps(sheet, formats, row + 1, workspace)
    row = _calendar(sheet, formats, row + 1, workspace)
    row = _sheets(sheet, formats, row + 1, workspace)
    row = _section(sheet, formats, row + 1, "Nhãn của số liệu", LABELS)
    row = _colours(sheet, formats, row + 1)
    missing = [(str(code), meaning) for code, meaning in MISSING_MEANING.items()]
    row = _section(sheet, formats, row + 1, "Mã thiếu", missing)
    names = {group.id: group.label for group in GROUPS}
    buttons = [(f"{names[command.group]} · {command.label}", command.supertip) for command in COMMANDS]
    row = _section(sheet, formats, row + 1, "Các nút trên thẻ PII", buttons)
    _section(sheet, formats, row + 1, "Khi nút không chạy", OTHER_DOORS)


def _facts(workspace: Workspace) -> list[tuple[str, str]]:
    settings = workspace.settings
    contact = ", ".join(
        filter(None, (settings.text(key) for key in ("contact_name", "contact_phone", "contact_email")))
    )
    deadline = settings.day("deadline")
    return [
        (
            "Địa phương, năm",
            f"{settings.text('province')}, năm {workspace.year} (khung chỉ số {settings.integer('framework')})",
        ),
        (
            "Dành cho",
            f"Cán bộ đầu mối của {settings.text('issuer')}; lãnh đạo xem trang Bảng điều khiển.",
        ),
        ("Hạn các cơ quan nộp", date_vi(deadline) if deadline else "chưa đặt ở trang Cài đặt"),
        ("Liên hệ", contact or "chưa điền ở trang Cài đặt"),
        ("Phiên bản", f"pii-xl {__version__}, cách tính {workspace.method.name}"),
    ]


def _calendar(sheet: Worksheet, formats: Formats, row: int, workspace: Workspace) -> int:
    """The year's dates as the sheet "Cài đặt" has them, live."""
    sheet.write_string(row, 0, f"Lịch của năm {workspace.year}", formats.caption())
    for offset, (key, text) in enumerate(CALENDAR, start=1):
        day = workspace.settings.day(key)
        shown = day or NOT_SET
        cell = Live(f'=IF(ISNUMBER({setting_name(key)}),{setting_name(key)},"{NOT_SET}")', shown)
        cell.write(sheet, row + offset, 0, formats.text(bold=True, num_format=DATE_FORMAT, align="left"))
        sheet.write_string(row + offset, 1, text, formats.text())
    return row + len(CALENDAR) + 1


def _section(
    sheet: Worksheet,
    formats: Formats,
    row: int,
    title: str,
    lines: list[tuple[str, str]] | tuple[tuple[str, str], ...],
) -> int:
    sheet.write_string(row, 0, title, formats.caption())
    for offset, (label, text) in enumerate(lines, start=1):
        sheet.write_string(row + offset, 0, label, formats.text(bold=True))
        _text(sheet, formats, row + offset, text)
    return row + len(lines) + 1


def _text(sheet: Worksheet, formats: Formats, row: int, text: str) -> None:
    """A text in the wide column, its row as high as it needs."""
    sheet.write_string(row, 1, text, formats.text())
    lines = text_lines(text, WIDTHS[1])
    if lines > 1:
        sheet.set_row(row, lines * LINE + PADDING)


def _steps(sheet: Worksheet, formats: Formats, row: int, workspace: Workspace) -> int:
    """The path of the year: each step leads to its sheet and says how far it is."""
    sheet.write_string(row, 0, "Làm gì, theo thứ tự của năm", formats.caption())
    sheet.write_string(row, 2, "Đến nay", formats.caption())
    for number, step in enumerate(STEPS, start=1):
        _link(sheet, formats, (row + number, 0), step.sheet, f"{number}. {step.title}")
        _text(sheet, formats, row + number, step.text)
        formula = workspace.layout.spelt_out(step.so_far)
        Live(formula, workspace.value(formula)).write(sheet, row + number, 2, formats.text(bold=True))
    return row + len(STEPS) + 1


def _link(sheet: Worksheet, formats: Formats, place: tuple[int, int], target: str, text: str) -> None:
    look = formats.text(font_color="#0B4F6C", underline=1)
    sheet.write_url(*place, f"internal:'{target}'!A1", look, text, f"Mở trang {target}")


def _sheets(sheet: Worksheet, formats: Formats, row: int, workspace: Workspace) -> int:
    sheet.write_string(row, 0, "Các trang của sổ", formats.caption())
    sheet.write_string(row, 1, OUT_OF_VIEW, formats.text(italic=True))
    listed = [item for item in workspace.layout.sheets if item.role is not Role.GUIDE]
    for offset, item in enumerate(listed, start=1):
        if item.hidden:
            sheet.write_string(row + offset, 0, f"{item.name} (ẩn)", formats.text())
        else:
            _link(sheet, formats, (row + offset, 0), item.name, item.name)
        sheet.write_string(row + offset, 1, item.purpose, formats.text())
        sheet.write_string(row + offset, 2, ROLE_NAMES[item.role], formats.text())
    return row + len(listed) + 1


def _colours(sheet: Worksheet, formats: Formats, row: int) -> int:
    sheet.write_string(row, 0, "Màu của ô", formats.caption())
    sheet.write_string(row + 1, 0, "Ô vàng", formats.text(bg_color=INPUT_FILL, bold=True, border=1))
    sheet.write_string(
        row + 1, 1, "Nhập liệu: được sửa; có danh sách hoặc lời nhắc khi chọn ô.", formats.text()
    )
    sheet.write_string(row + 2, 0, "Ô xám", formats.text(bg_color=COMPUTED_FILL, bold=True, border=1))
    sheet.write_string(
        row + 2, 1, "Tự tính bằng công thức: chỉ đọc; chọn ô để xem công thức.", formats.text()
    )
    sheet.write_string(row + 3, 0, "Ô trắng", formats.text(bold=True, border=1))
    sheet.write_string(row + 3, 1, "Cố định theo kế hoạch và khung chỉ số: chỉ đọc.", formats.text())
    return row + 4
