"""Write docs/do-nd30.md: how often the checker of Nghị định 30/2020/NĐ-CP is right on papers that it did not make.

Run from the repository: ``python -m scripts.nd30_report``. The figures follow from the papers alone; a test says when the page is old.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path

from docgen.rules import checked
from docgen.rules.catalogue import rules
from tests.docgen.corpus import FAULTS, Paper, spoilt, styles
from tests.docgen.sample_pages import LAYOUTS, PAGES, save
from tests.docgen.spoilt_pages import spoilt_pages

PAGE = Path(__file__).parents[1] / "docs" / "do-nd30.md"
SEED, TURNS = 7, 4
HEAD = """# Bộ soát thể thức đúng đến đâu

Trang này do `python -m scripts.nd30_report` lập; số nào cũng đếm lại được. Hai tập văn bản, đều không do pii-xl soạn:

- **Văn bản như cơ quan vẫn gõ**: {papers} văn bản, {kinds} loại, phần đầu bằng bảng, bằng tab hoặc bằng ngắt dòng; kẻ dòng bằng \
ký tự hay không; để trống số, ngày hay đã ghi; chữ ký trong bảng hay ngoài bảng.
- **{pages} trang mẫu của Nghị định** (Phụ lục III), gõ lại theo ba cách trình bày, mỗi trang hai bản: như in (chấm chấm, số chú \
thích) và đã điền; lỗi cố ý đặt vào bản đã điền, mỗi lỗi một cách trình bày. Các trang gõ lại theo mẫu in; chưa có bản Word gốc của Công báo để đối chiếu từng ký tự.

| | Văn bản | Nhận đúng loại | Báo nhầm | Lỗi cố ý | Tìm thấy |
|---|---:|---:|---:|---:|---:|
"""


class Tally:
    """What was counted on one set of papers."""

    def __init__(self) -> None:
        self.papers = self.recognised = self.alarms = 0
        self.tried: Counter[str] = Counter()
        self.found: Counter[str] = Counter()

    def right(self, path: Path, name: str) -> None:
        """A paper with nothing wrong in it."""
        result = checked(path)
        self.papers += 1
        self.recognised += result.paper.name == name
        self.alarms += len(result.findings)

    def wrong(self, path: Path, rule: str) -> None:
        """A paper with one fault."""
        self.tried[rule] += 1
        self.found[rule] += rule in {item.code for item in checked(path).findings}

    def row(self, name: str) -> str:
        tried, found = sum(self.tried.values()), sum(self.found.values())
        return f"| {name} | {self.papers} | {self.recognised} | {self.alarms} | {tried} | {found} |"


def counted() -> tuple[Tally, Tally]:
    """What was counted on papers as offices type them, and on the decree's sample pages."""
    with tempfile.TemporaryDirectory() as folder:
        return _typed(Path(folder)), _printed(Path(folder))


def page(typed: Tally, printed: Tally) -> str:
    """The text of the page."""
    kinds = len({style.kind for style in styles()})
    head = HEAD.format(papers=typed.papers, kinds=kinds, pages=len(PAGES))
    lines = [
        typed.row("Như cơ quan vẫn gõ"),
        printed.row("Trang mẫu của Nghị định"),
        "",
        "## Từng quy tắc",
        "",
    ]
    lines += ["| Quy tắc | Nội dung | Lỗi cố ý | Tìm thấy |", "|---|---|---:|---:|"]
    for rule in rules():
        tried, found = (
            sum(t[rule.id] for t in counts)
            for counts in ((typed.tried, printed.tried), (typed.found, printed.found))
        )
        if tried:
            lines.append(f"| {rule.id} | {rule.text} | {tried} | {found} |")
    return head + "\n".join(lines) + "\n"


def _typed(folder: Path) -> Tally:
    tally = Tally()
    for style in styles():
        tally.right(Paper(style).save(folder / "a.docx"), style.kind.lower() or "công văn")
    for rule, paper in spoilt(SEED, TURNS * len(FAULTS)):
        tally.wrong(paper.save(folder / "a.docx"), rule)
    return tally


def _printed(folder: Path) -> Tally:
    tally = Tally()
    for one in PAGES:
        for layout in LAYOUTS:
            for filled in (True, False):
                tally.right(save(one, layout, filled, folder / "a.docx"), one.shows(filled))
    for rule, path in spoilt_pages(folder):
        tally.wrong(path, rule)
    return tally


if __name__ == "__main__":
    PAGE.write_text(page(*counted()), encoding="utf-8")
