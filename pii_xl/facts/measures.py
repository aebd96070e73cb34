"""From the plan's own words to one measure for a table: a phrase, short, without marks of a list."""

from __future__ import annotations

import re

from docgen.wording.typography import small

LONGEST = 260
PAIRS = {"“": "”", "(": ")"}
NO_MEASURE = "Đề xuất giải pháp cụ thể, thời hạn hoàn thành để cải thiện chỉ số"
"""A task where the plan names no measure of its own."""

_VERBS = """
    áp dụng, ban hành, bảo đảm, bố trí, cải cách, cải thiện, chỉ đạo, chủ động, chủ trì, chuẩn bị, cung cấp, duy trì, đa dạng,
    đánh giá, đào tạo, đầu tư, đẩy mạnh, đề xuất, đổi mới, đơn giản, hình thành, hoàn thiện, hỗ trợ, huy động, hướng dẫn,
    kết nối, khai thác, khuyến khích, lồng ghép, mở rộng, nâng cao, nghiên cứu, phát huy, phát triển, phối hợp, quan tâm,
    rà soát, rút ngắn, sử dụng, tạo điều kiện, tạo môi trường, tăng cường, tham gia, tham mưu, theo dõi, thu hút, thúc đẩy,
    thực hiện, tiếp tục, tổ chức, tổng hợp, triển khai, tuyên truyền, ưu tiên, vận động, xây dựng, xúc tiến
"""
VERBS = tuple(verb.strip() for verb in _VERBS.split(","))
"""How a measure begins; the plan's assignments also hold lines that only name a figure ("Tổng sản phẩm/1 lao động")."""


def first_measure(content: str) -> str:
    """The first measure in an assignment's text; ``NO_MEASURE`` when it has none."""
    lines = (line.strip().lstrip("-–+ ") for line in content.split("\n"))
    measure = next((line for line in lines if line.casefold().startswith(VERBS)), "")
    if not measure:
        return NO_MEASURE
    first, *others = shortened(measure).split("; ")
    return "; ".join([first, *map(small, others)])


def shortened(text: str, longest: int = LONGEST) -> str:
    """The text, or its first whole clauses when it is long: a formal document is not cut in the middle of a phrase."""
    text = re.sub(r"[.;,\s]+$", "", text)
    if len(text) <= longest:
        return text
    for mark in (";", ".", ","):
        clauses = [text[: match.start()] for match in re.finditer(rf"\{mark}(?=\s)", text[:longest])]
        whole = [clause for clause in clauses if len(clause) > longest // 3 and _is_closed(clause)]
        if whole:
            return whole[-1].rstrip(".;, ")
    return _words(text, longest).rstrip(".;, ")


def _words(text: str, longest: int) -> str:
    """As many whole words as fit, ending before a quotation or bracket that does not close."""
    words = text[:longest].rsplit(" ", 1)[0]
    while not _is_closed(words):
        words = words[: max(map(words.rfind, PAIRS))]
    return words


def _is_closed(text: str) -> bool:
    return all(text.count(opening) <= text.count(closing) for opening, closing in PAIRS.items())
