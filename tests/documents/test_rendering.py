"""What a page looks like, as LibreOffice prints it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

from docgen.letters import write_brief, write_reminder_letters
from docgen.report import write_report
from tests.documents.samples import CASES, full_facts

pytestmark = pytest.mark.libreoffice


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


def test_the_signature_never_stands_alone(report_pdf: Path) -> None:
    signed = next(text for text in pages(report_pdf) if "Nơi nhận:" in text)
    assert "Trên đây là" in signed
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
    for path in write_reminder_letters(full_facts(), tmp_path):
        assert len(pages(Path(office.to_pdf(path, tmp_path)))) == 1
