"""What a page looks like, as LibreOffice prints it."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from types import ModuleType

import pytest

from docgen.facts import Agency, Attachment, EvidenceItem, MissingItem, ReportFacts, TaskAhead
from docgen.kit.draft import Draft, Properties
from docgen.kit.package import save
from docgen.kit.signature import add_signature
from docgen.letters import (
    write_brief,
    write_reminder_letters,
)
from docgen.report import write_report
from docgen.rules.reading import read_docx
from tests.docgen.documents import RECEIPT, written_once
from tests.docgen.samples import (
    AGENCIES,
    CASES,
    OFFICE,
    SUBMISSION,
    bare_facts,
    full_facts,
    indicators,
    unmerged_facts,
)

pytestmark = pytest.mark.libreoffice
FILLER = "tham mưu, triển khai đồng bộ các giải pháp nâng cao chỉ số được giao chủ trì; "
REMINDERS = 2  # of so many agencies the reminders are drawn
SIZES = ("short", "normal", "long")


def sized(size: str) -> ReportFacts:
    """Facts that make a short, a normal and a long report; in the long one every row begins and ends with a mark."""
    if size != "long":
        return bare_facts() if size == "short" else full_facts()
    tasks = tuple(
        TaskAhead(f"1.1.{n}", f"Chỉ số thứ {n}", f"đầu{n}x {FILLER * (1 + n % 5)} cuối{n}x", "Sở Tài chính")
        for n in range(1, 41)
    )
    items = tuple(
        MissingItem(f"2.1.{n}", f"đầu{n}x {FILLER * (n % 4)} cuối{n}x", "số liệu", date(2025, 7, 31))
        for n in range(1, 41)
    )
    owing = replace(AGENCIES[1], missing=items, due=60)
    others = tuple(
        Agency(
            f"X{n}", f"Cơ quan thứ {n} của tỉnh", due=3, tasks_silent=2, missing=items[: n % 6], days_late=20
        )
        for n in range(1, 31)
    )
    longer = tuple(replace(i, name=f"{i.name} {FILLER}") for i in indicators())
    extra = {place: "\n".join([FILLER * 3] * 4) for place in ("I.1", "II.3", "III.2.b", "V.3")}
    return replace(
        full_facts(), tasks_ahead=tasks, agencies=(owing, *others), indicators=longer, additions=extra
    )


def written(size: str, folder: Path) -> list[Path]:
    """One document of each kind from data of this size."""
    facts = sized(size)
    many = {"short": 0, "normal": 3, "long": 60}[size]
    files = tuple(
        Attachment(f"2.2.{n}_STC_{n}-QD-UBND.pdf", f"đầu{n}x {FILLER} cuối{n}x", "ab" * 32)
        for n in range(1, many + 1)
    )
    evidence = tuple(
        EvidenceItem("2.2.2", f"đầu{n}x {FILLER} cuối{n}x", f"{n}/QĐ-UBND") for n in range(1, many + 1)
    )
    once = written_once(facts, folder, replace(SUBMISSION, evidence=evidence), files)
    return [*once.values(), *write_reminder_letters(facts, folder)[:REMINDERS]]


def lines_of(page: str) -> list[str]:
    """The lines of a page with single spaces, without the blank ones."""
    return [" ".join(line.split()) for line in page.splitlines() if line.strip()]


def headings_of(path: Path) -> set[str]:
    """The headings and captions of a document, which must not end a page."""
    styles = ("heading 1", "heading 2", "caption", "VB Phụ lục", "VB Tiêu đề phụ lục")
    return {" ".join(p.stripped.split()) for p in read_docx(path).filled if p.look.style in styles}


def pages(pdf: Path) -> list[str]:
    """The text of each page, laid out."""
    done = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True)
    return done.stdout.decode().split("\f")[:-1]


@pytest.fixture(scope="module")
def report_pdf(office: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report")
    return Path(office.to_pdf(write_report(full_facts(), folder / "bao-cao.docx"), folder))


def test_only_the_metric_twin_of_times_new_roman_is_used(report_pdf: Path, office: ModuleType) -> None:
    fonts = office.pdf_fonts(report_pdf)
    assert fonts
    assert all("LiberationSerif" in font or "TimesNewRoman" in font or "Tinos" in font for font in fonts)


def test_page_one_has_no_number_and_the_others_have_theirs(report_pdf: Path) -> None:
    texts = pages(report_pdf)
    first_line = [next(line.strip() for line in text.splitlines() if line.strip()) for text in texts]
    main = next(at for at, text in enumerate(texts) if "Phụ lục I\n" in text)
    assert first_line[0].startswith("UBND TỈNH BẮC NINH")
    assert first_line[1:main] == [str(number) for number in range(2, main + 1)]
    assert first_line[main] == "Phụ lục I"
    assert first_line[main + 1] == "2"


def test_the_head_keeps_to_one_line_each(report_pdf: Path) -> None:
    head = pages(report_pdf)[0]
    assert re.search(r"UBND TỈNH BẮC NINH +CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", head)
    assert re.search(r"SỞ KHOA HỌC VÀ CÔNG NGHỆ +Độc lập - Tự do - Hạnh phúc", head)


@pytest.fixture(scope="module", params=SIZES)
def printed(
    request: pytest.FixtureRequest, office: ModuleType, tmp_path_factory: pytest.TempPathFactory
) -> dict[Path, list[str]]:
    """The pages of one document of each kind, from short, normal and long data."""
    folder = tmp_path_factory.mktemp(request.param)
    return {path: pages(Path(office.to_pdf(path, folder))) for path in written(request.param, folder)}


def test_no_page_begins_with_the_signature_or_ends_with_a_heading(printed: dict[Path, list[str]]) -> None:
    for path, texts in printed.items():
        signed = next(lines_of(text) for text in texts if "Nơi nhận:" in text)
        at = next(n for n, line in enumerate(signed) if line.startswith("Nơi nhận:"))
        assert signed[at - 1].endswith("./."), path.name  # the closing paragraph is on the same page
        signer = "Trần Thị Hạnh" if path.stem == RECEIPT else "Nguyễn Văn Minh"
        assert any(signer in line for line in signed[at:]), path.name
        headings = headings_of(path)
        assert not [text for text in texts if lines_of(text)[-1] in headings], path.name


def test_rows_are_whole_and_headers_repeat_on_every_page_of_a_table(printed: dict[Path, list[str]]) -> None:
    for path, texts in printed.items():
        for number, text in enumerate(texts, 1):
            begun, ended = set(re.findall(r"đầu(\d+)x", text)), set(re.findall(r"cuối(\d+)x", text))
            assert begun == ended, (path.name, number)
        appendix = [text for text in texts if re.search(r"^ *\d\.\d\.\d .*minh họa", text, re.MULTILINE)]
        assert all("Tính chất" in text for text in appendix)


@pytest.mark.parametrize("lines", range(25, 34, 2))
def test_wherever_the_text_ends_the_signature_keeps_its_closing_paragraph(
    lines: int, office: ModuleType, tmp_path: Path
) -> None:
    draft = Draft(Properties("Thử", "Sở", datetime(2025, 1, 1)))
    for _ in range(lines):
        draft.body("Một dòng.")
    add_signature(draft, OFFICE, draft.body("Trên đây là báo cáo./."), ("Như trên", "Lưu thêm"))
    texts = pages(Path(office.to_pdf(save(draft, tmp_path / "a.docx"), tmp_path)))
    signed = next(text for text in texts if "Nơi nhận:" in text)
    assert "Trên đây là báo cáo./." in signed
    assert "Nguyễn Văn Minh" in signed


def test_the_charts_labels_have_decimal_commas(report_pdf: Path) -> None:
    text = "".join(pages(report_pdf))
    assert "59,17" in text
    assert not re.search(r"\d{2}\.\d{2}\b(?!\d|\.)", text.replace("10.000", "").replace("1.000", ""))


def test_the_brief_is_one_page_in_every_case(office: ModuleType, tmp_path: Path) -> None:
    for name, case in CASES.items():
        pdf = office.to_pdf(write_brief(case(), tmp_path / f"{name}.docx"), tmp_path)
        assert len(pages(Path(pdf))) == 1, name


def test_a_reminder_is_one_page(office: ModuleType, tmp_path: Path) -> None:
    for path in write_reminder_letters(unmerged_facts(), tmp_path):
        assert len(pages(Path(office.to_pdf(path, tmp_path)))) == 1
