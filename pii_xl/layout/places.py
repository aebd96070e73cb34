"""Where the official may add paragraphs to the report."""

from __future__ import annotations

from collections.abc import Mapping

#: Where the official may add paragraphs (``ReportFacts.additions``); a line break begins a new paragraph.
PLACES: Mapping[str, str] = {
    "I.1": "Tình hình triển khai: công tác chỉ đạo, điều hành",
    "I.2": "Tình hình triển khai: theo dõi, đôn đốc",
    "I.3": "Tình hình triển khai: cung cấp số liệu, minh chứng",
    "II.1": "Kết quả chung",
    "II.2": "Kết quả theo trụ cột",
    "II.3": "Kết quả theo chỉ số",
    "II.4": "Kết quả thực hiện nhiệm vụ",
    "III.1": "Tồn tại, hạn chế",
    "III.2.a": "Nguyên nhân khách quan",
    "III.2.b": "Nguyên nhân chủ quan",
    "IV": "Nhiệm vụ, giải pháp thời gian tới",
    "V.1": "Kiến nghị với Bộ Khoa học và Công nghệ",
    "V.2": "Đề xuất với Ủy ban nhân dân tỉnh",
    "V.3": "Đề nghị các sở, ban, ngành, địa phương",
}
