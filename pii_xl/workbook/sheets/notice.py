"""The line that says, on every sheet and file, that a workbook holds made-up figures."""

from __future__ import annotations

NOTICE_NAME = "pii_notice"
NOTICE_TEXT = "SỔ CÓ SỐ LIỆU MINH HỌA: không phải số chính thức, không dùng để báo cáo."
