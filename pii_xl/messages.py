"""The message catalogue: every text about something found, keyed by a stable code.

Ranges: 1xx files and usage · 2xx the master workbook · 3xx agencies' forms · 4xx values ·
5xx framework, agencies, assignments · 6xx scoring · 7xx documents · 8xx Excel · 9xx building.
Texts are templates for ``str.format``; ``{file}``, ``{sheet}``, ``{cell}``, ``{subject}`` are always known.
"""

from __future__ import annotations

from dataclasses import dataclass

from pii_xl.errors import Level


@dataclass(frozen=True)
class Message:
    """A message's level and its three sentences: found, expected, remedy."""

    level: Level
    found: str
    expected: str
    remedy: str


def _error(found: str, expected: str, remedy: str) -> Message:
    return Message(Level.ERROR, found, expected, remedy)


def _warning(found: str, expected: str, remedy: str) -> Message:
    return Message(Level.WARNING, found, expected, remedy)


def _note(found: str, expected: str = "", remedy: str = "") -> Message:
    return Message(Level.NOTE, found, expected, remedy)


FILES = {
    "E101": _error(
        "Không tìm thấy “{path}”.",
        "Một tệp hoặc thư mục có thật.",
        "Kiểm tra lại tên và đường dẫn.",
    ),
    "E102": _error(
        "Không mở được “{file}” như một sổ Excel.",
        "Tệp .xlsx hoặc .xlsm không hỏng, không đặt mật khẩu.",
        "Mở tệp bằng Excel, lưu lại với định dạng .xlsx rồi thử lại.",
    ),
    "E103": _error(
        "Không ghi được vào “{path}”: {reason}.",
        "Thư mục có quyền ghi; tệp kết quả không đang mở trong chương trình khác.",
        "Đóng tệp đang mở hoặc chọn thư mục khác.",
    ),
    "E104": _error(
        "Tệp kết quả “{path}” trùng với tệp đầu vào.",
        "Tệp kết quả mới; tệp đầu vào luôn được giữ nguyên.",
        "Đặt tên khác cho tệp kết quả.",
    ),
    "E105": _error(
        "Gọi lệnh chưa đúng: {reason}",
        "Cách gọi nêu trong phần trợ giúp của lệnh.",
        "Chạy lại với --help để xem hướng dẫn.",
    ),
    "E106": _error(
        "Thư mục “{path}” đã có nội dung.",
        "Một thư mục mới hoặc rỗng.",
        "Chọn thư mục khác, để không ghi đè lên tệp đang dùng.",
    ),
    "E107": _error(
        "Tệp “{file}” quá lớn ({found_mb} MB).",
        "Tệp không quá {limit_mb} MB.",
        "Xóa ảnh, trang thừa hoặc vùng trống đã định dạng trong tệp rồi lưu lại.",
    ),
    "E199": _error(
        "Chương trình gặp lỗi ngoài dự kiến ({kind}).",
        "",
        "Dữ liệu đầu vào không bị thay đổi. Gửi tệp nhật ký “{log}” cho người hỗ trợ.",
    ),
}

CATALOGUE: dict[str, Message] = {**FILES}
