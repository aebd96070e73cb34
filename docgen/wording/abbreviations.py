"""Abbreviations in the names of indicators, tasks and sources: a document that quotes them spells them out once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from docgen.wording.typography import clean

#: Short form → meaning. The plan, the ministry and the source indices use these without introducing them.
ABBREVIATIONS: Mapping[str, str] = {
    "BQL": "ban quản lý",
    "CCHC": "cải cách hành chính",
    "CCN": "cụm công nghiệp",
    "CNTT": "công nghệ thông tin",
    "CSXH": "Chính sách xã hội",
    "DN": "doanh nghiệp",
    "DTI": "chỉ số chuyển đổi số",
    "FTE": "quy đổi toàn thời gian",
    "GCN": "giấy chứng nhận",
    "GDP": "tổng sản phẩm trong nước",
    "GD&ĐT": "giáo dục và đào tạo",
    "GRDP": "tổng sản phẩm trên địa bàn",
    "HDI": "chỉ số phát triển con người",
    "HĐND": "Hội đồng nhân dân",
    "IIP": "chỉ số sản xuất công nghiệp",
    "ISO": "Tổ chức Tiêu chuẩn hóa quốc tế",
    "KCN": "khu công nghiệp",
    "KH&CN": "khoa học và công nghệ",
    "KHCN&ĐMST": "khoa học, công nghệ và đổi mới sáng tạo",
    "KT-XH": "kinh tế - xã hội",
    "NCKH": "nghiên cứu khoa học",
    "NC&PT": "nghiên cứu và phát triển",
    "NNVN": "Nhà nước Việt Nam",
    "OCOP": "Chương trình mỗi xã một sản phẩm",
    "PAPI": "chỉ số hiệu quả quản trị và hành chính công cấp tỉnh",
    "PAR Index": "chỉ số cải cách hành chính",
    "PCI": "chỉ số năng lực cạnh tranh cấp tỉnh",
    "R&D": "nghiên cứu và phát triển",
    "STEM": "khoa học, công nghệ, kỹ thuật và toán học",
    "SXKD": "sản xuất kinh doanh",
    "TCĐLCL": "Tiêu chuẩn Đo lường Chất lượng",
    "THCS": "trung học cơ sở",
    "THPT": "trung học phổ thông",
    "TTHC": "thủ tục hành chính",
    "TTKH&CNQG": "Thông tin khoa học và công nghệ quốc gia",
    "TSCĐ": "tài sản cố định",
    "TT&TT": "Thông tin và Truyền thông",
    "UBND": "Ủy ban nhân dân",
    "VCCI": "Liên đoàn Thương mại và Công nghiệp Việt Nam",
    "ĐMST": "đổi mới sáng tạo",
}

_LONGEST_FIRST = sorted(ABBREVIATIONS, key=len, reverse=True)
_FOUND = re.compile(r"(?<![\w&])(?:" + "|".join(map(re.escape, _LONGEST_FIRST)) + r")(?![\w&])")


def abbreviations_in(texts: Iterable[str]) -> list[str]:
    """The abbreviations that ``texts`` use, in alphabetical order."""
    return sorted({match for text in texts for match in _FOUND.findall(clean(text))})


def spelt_out(texts: Iterable[str]) -> str:
    """ "Chữ viết tắt: DN: doanh nghiệp; GRDP: …"; "" when ``texts`` have none."""
    found = "; ".join(f"{short}: {ABBREVIATIONS[short]}" for short in abbreviations_in(texts))
    return f"Chữ viết tắt: {found}." if found else ""
