"""The rule checker: each rule passes a good document and finds its fault in a spoilt one."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.shared import Mm, Pt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from docgen.kit.draft import Draft, Properties
from docgen.kit.inline import Italic
from docgen.kit.letterhead import add_addressees, add_letterhead
from docgen.kit.package import save
from docgen.kit.signature import add_signature
from docgen.letters import write_reminder_letters
from docgen.report import write_report
from docgen.rules import check_docx, check_of, rules
from docgen.rules.reading import read_docx
from pii_xl.ground.errors import PiiError, UnreadableError
from tests.docgen.samples import OFFICE, full_facts
from tests.docgen.tampering import look, page, paragraphs, remove, reword, spacing, starting, tamper

Spoil = Callable[[Any], None]
BODY = "Sở Khoa học và Công nghệ đã gửi 04"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A report, a reminder and a letter with two addressees and a basis, all without fault."""
    folder = tmp_path_factory.mktemp("good")
    facts = replace(full_facts(), number=12, issued=date(2025, 10, 16))
    return {
        "report": write_report(facts, folder / "report.docx"),
        "letter": write_reminder_letters(facts, folder)[0],
        "wide": _letter_to_many(folder / "wide.docx"),
    }


def _letter_to_many(path: Path) -> Path:
    from datetime import datetime

    draft = Draft(Properties("Công văn", "Sở Khoa học và Công nghệ", datetime(2025, 10, 15)))
    add_letterhead(draft, OFFICE, "07/SKHCN-QLCN", date(2025, 2, 5), 2025, "triển khai Kế hoạch")
    add_addressees(draft, ["Sở Tài chính", "Sở Nội vụ"])
    draft.body(
        Italic(
            "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;"
        )
    )
    draft.body(
        Italic("Căn cứ Kế hoạch số 279/KH-UBND ngày 06 tháng 5 năm 2025 của Ủy ban nhân dân tỉnh Bắc Ninh.")
    )
    closing = draft.body("Sở Khoa học và Công nghệ đề nghị quý cơ quan phối hợp./.")
    add_signature(draft, OFFICE, closing, ("Như trên",))
    return save(draft, path)


def _footer_number(document: Any) -> None:
    footer = document.sections[0].footer
    footer.is_linked_to_previous = False
    footer.paragraphs[0]._p.append(
        parse_xml(f'<w:fldSimple {W} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>')
    )


def _small_page_number(document: Any) -> None:
    for run in document.sections[0].header.paragraphs[0].runs:
        run.font.size = Pt(11)


def _no_header(document: Any) -> None:
    document.sections[0].header.is_linked_to_previous = True


def _shown_on_first_page(document: Any) -> None:
    document.sections[0].different_first_page_header_footer = False


def _swap_points(document: Any) -> None:
    points = [p for p in paragraphs(document) if p.text.startswith("đ) ")]
    points[0].runs[0].text = "e) Nội dung khác;"


def _no_gap(document: Any) -> None:
    for start in ("Đến ngày 15/10/2025", BODY):
        starting(document, start).paragraph_format.space_after = Pt(0)


def _lower_appendix_title(document: Any) -> None:
    reword("TÌNH HÌNH CUNG CẤP", "Tình hình cung cấp số liệu")(document)


def _turn(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = section.page_height, section.page_width


def _nobody_signs(document: Any) -> None:
    for cell in (document.tables[-1].rows[0].cells[1],):
        for paragraph in cell.paragraphs:
            for run in paragraph.runs:
                run.text = ""


#: rule id → (document, how it is spoilt)
FAULTS: dict[str, tuple[str, Spoil]] = {
    "ND30-01": ("report", page(page_width=Mm(216), page_height=Mm(279))),
    "ND30-02": ("letter", _turn),
    "ND30-03": ("report", page(top_margin=Mm(15))),
    "ND30-04": ("report", page(bottom_margin=Mm(30))),
    "ND30-05": ("report", page(left_margin=Mm(25))),
    "ND30-06": ("report", page(right_margin=Mm(25))),
    "ND30-07": ("report", look(BODY, font="Arial")),
    "ND30-08": ("report", look(BODY, colour="FF0000")),
    "ND30-09": ("report", _footer_number),
    "ND30-10": ("report", _small_page_number),
    "ND30-11": ("report", _shown_on_first_page),
    "ND30-12": ("report", _no_header),
    "ND30-13": ("report", remove("CỘNG HÒA")),
    "ND30-14": ("report", look("CỘNG HÒA", size=14)),
    "ND30-15": ("report", reword("Độc lập", "Độc lập-Tự do-Hạnh phúc")),
    "ND30-16": ("report", look("Độc lập", bold=False)),
    "ND30-17": ("report", look("UBND TỈNH", bold=True)),
    "ND30-18": ("report", look("SỞ KHOA HỌC", bold=False)),
    "ND30-19": ("report", reword("Số: 12", "Số 12/BC-SKHCN")),
    "ND30-20": ("report", reword("Số: 12", "Số: 7/BC-SKHCN")),
    "ND30-21": ("report", reword("Số: 12", "Số: 12 / BC - SKHCN")),
    "ND30-22": ("report", look("Số: 12", size=12)),
    "ND30-23": ("report", reword("Bắc Ninh, ngày", "Bắc Ninh ngày 16 tháng 10 năm 2025")),
    "ND30-24": ("report", reword("Bắc Ninh, ngày", "Bắc Ninh, ngày 6 tháng 10 năm 2025")),
    "ND30-25": ("report", reword("Bắc Ninh, ngày", "Bắc Ninh, ngày 16 tháng 03 năm 2025")),
    "ND30-26": ("report", look("Bắc Ninh, ngày", italic=False)),
    "ND30-27": ("report", look("BÁO CÁO", size=16)),
    "ND30-28": ("report", look("Kết quả thực hiện Kế hoạch", bold=False)),
    "ND30-29": ("letter", look("V/v", bold=True)),
    "ND30-30": ("report", remove("Kính gửi")),
    "ND30-31": ("report", look("Kính gửi", bold=True)),
    "ND30-32": ("wide", reword("- Sở Tài chính", "- Sở Tài chính")),
    "ND30-33": ("wide", look("Căn cứ Nghị định", italic=False)),
    "ND30-34": ("report", look(BODY, size=12)),
    "ND30-35": ("report", look(BODY, align="left")),
    "ND30-36": ("report", spacing(BODY, first_line_indent=Mm(0.1))),
    "ND30-37": ("report", spacing(BODY, line_spacing=2.0)),
    "ND30-38": ("report", _no_gap),
    "ND30-39": ("report", reword("Kiến nghị".upper(), "Kiến nghị")),
    "ND30-40": ("report", reword("Kết quả theo 07", "")),
    "ND30-41": ("report", _swap_points),
    "ND30-42": ("report", reword("Trên đây", "Trên đây là báo cáo.")),
    "ND30-43": ("report", look("Nơi nhận", italic=False)),
    "ND30-44": ("report", look("- Như trên", size=13)),
    "ND30-45": ("report", reword("- Lưu", "- Lưu VT")),
    "ND30-46": ("report", look("PHÓ GIÁM ĐỐC", bold=False)),
    "ND30-47": ("report", reword("Nguyễn Văn Minh", "TS. Nguyễn Văn Minh")),
    "ND30-48": ("report", reword("KT. GIÁM ĐỐC", "TM. SỞ KHOA HỌC VÀ CÔNG NGHỆ")),
    "ND30-49": ("report", reword("Phụ lục II", "PHỤ LỤC 2")),
    "ND30-50": ("report", _lower_appendix_title),
    "ND30-51": ("report", remove("(Kèm theo")),
    "ND30-52": ("report", reword("Trong 32 nhiệm vụ", "Các nhiệm vụ đều hoàn thành.")),
    "ND30-53": ("report", reword(BODY, "Sở Khoa ho\u0323c và Công nghệ")),
    "ND30-54": ("report", reword(BODY, "Sở Khoa học  và Công nghệ , có báo cáo")),
    "ND30-55": ("report", reword(BODY, "Tỷ lệ đạt 38.5% so với kế hoạch")),
    "ND30-56": ("report", reword(BODY, "Điểm số là nan, cơ quan {agency}")),
    "ND30-57": ("report", reword(BODY, "Chỉ số “Hạ tầng số chưa có số liệu")),
    "ND30-58": ("report", reword(BODY, "Thùc hiÖn nhiÖm vô ®­îc giao, ®¬n vÞ b¸o c¸o kÕt qu¶")),
    "ND30-59": ("letter", _nobody_signs),
}


def test_good_documents_have_no_finding(good: dict[str, Path]) -> None:
    assert {name: [str(f) for f in check_docx(path)] for name, path in good.items()} == {
        name: [] for name in good
    }


def test_every_rule_has_a_failing_sample() -> None:
    assert set(FAULTS) == {rule.id for rule in rules()}


@pytest.mark.parametrize("rule", FAULTS)
def test_a_spoilt_document_breaks_its_rule(rule: str, good: dict[str, Path], tmp_path: Path) -> None:
    name, spoil = FAULTS[rule]
    spoilt = tamper(good[name], tmp_path / "spoilt.docx", spoil)

    found = [finding for finding in check_docx(spoilt) if finding.code == rule]

    assert found
    assert all(finding.file == "spoilt.docx" and finding.expected and finding.remedy for finding in found)


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_every_rule_names_its_source_and_its_check(rule: Any) -> None:
    assert callable(check_of(rule))
    assert rule.source
    assert rule.how.endswith((".", "?"))
    assert rule.text.endswith((".", "…"))


def test_a_finding_tells_the_paragraph(good: dict[str, Path], tmp_path: Path) -> None:
    spoilt = tamper(good["report"], tmp_path / "a.docx", look(BODY, font="Arial"))

    (finding,) = check_docx(spoilt)

    assert "Đoạn" in finding.found
    assert "“Sở Khoa học và Công nghệ đã gửi" in finding.found
    assert "phông chữ Arial" in finding.found


def test_theme_fonts_are_resolved(tmp_path: Path) -> None:
    document = docx.Document()  # python-docx's own template: theme fonts, nothing of a decree
    document.add_heading("Tiêu đề", 1)
    document.add_paragraph("Văn bản do người khác soạn.")
    document.save(str(tmp_path / "other.docx"))

    codes = {finding.code for finding in check_docx(tmp_path / "other.docx")}

    assert {"ND30-06", "ND30-07", "ND30-13", "ND30-19", "ND30-23", "ND30-43"} <= codes


def test_an_empty_document_is_checked_without_error(tmp_path: Path) -> None:
    document = docx.Document()
    document.save(str(tmp_path / "empty.docx"))

    assert {"ND30-13"} <= {finding.code for finding in check_docx(tmp_path / "empty.docx")}


def test_automatic_numbers_are_read_as_text(good: dict[str, Path]) -> None:
    texts = [paragraph.stripped for paragraph in read_docx(good["report"]).paragraphs]

    assert "I. TÌNH HÌNH TRIỂN KHAI" in texts
    assert "3. Kết quả theo chỉ số thành phần" in texts
    assert "V. KIẾN NGHỊ, ĐỀ XUẤT" in texts


class TestBrokenFiles:
    def test_a_missing_file_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(UnreadableError, match=r"khong-co\.docx") as caught:
            check_docx(tmp_path / "khong-co.docx")
        assert caught.value.code == "E101"

    @pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a zip", b"plain text" * 50])
    def test_what_is_no_zip_is_reported(self, content: bytes, tmp_path: Path) -> None:
        (tmp_path / "hong.docx").write_bytes(content)
        with pytest.raises(UnreadableError) as caught:
            check_docx(tmp_path / "hong.docx")
        assert caught.value.code == "E701"

    def test_an_encrypted_or_old_document_is_told_apart(self, tmp_path: Path) -> None:
        (tmp_path / "mat-khau.docx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
        with pytest.raises(UnreadableError) as caught:
            check_docx(tmp_path / "mat-khau.docx")
        assert caught.value.code == "E702"

    def test_a_zip_without_document_is_reported(self, tmp_path: Path) -> None:
        with zipfile.ZipFile(tmp_path / "khac.docx", "w") as archive:
            archive.writestr("xl/workbook.xml", "<workbook/>")
        with pytest.raises(UnreadableError) as caught:
            check_docx(tmp_path / "khac.docx")
        assert caught.value.code == "E701"

    def test_a_cut_off_document_is_reported(self, good: dict[str, Path], tmp_path: Path) -> None:
        whole = good["report"].read_bytes()
        (tmp_path / "cut.docx").write_bytes(whole[: len(whole) // 2])
        with pytest.raises(UnreadableError) as caught:
            check_docx(tmp_path / "cut.docx")
        assert caught.value.code == "E701"

    def test_damaged_bytes_inside_are_reported(self, good: dict[str, Path], tmp_path: Path) -> None:
        whole = bytearray(good["report"].read_bytes())
        whole[2000:2400] = bytes(400)
        (tmp_path / "damaged.docx").write_bytes(bytes(whole))
        with pytest.raises(UnreadableError) as caught:
            check_docx(tmp_path / "damaged.docx")
        assert caught.value.code == "E701"

    def test_broken_xml_is_reported(self, tmp_path: Path) -> None:
        with zipfile.ZipFile(tmp_path / "xml.docx", "w") as archive:
            archive.writestr("word/document.xml", "<w:document><unclosed>")
        with pytest.raises(UnreadableError) as caught:
            check_docx(tmp_path / "xml.docx")
        assert caught.value.code == "E701"

    def test_a_zip_bomb_is_refused_unopened(self, tmp_path: Path) -> None:
        with (
            zipfile.ZipFile(tmp_path / "bom.docx", "w", zipfile.ZIP_DEFLATED) as archive,
            archive.open("word/document.xml", "w", force_zip64=True) as part,
        ):
            for _ in range(201):
                part.write(bytes(2**20))
        with pytest.raises(UnreadableError) as caught:
            check_docx(tmp_path / "bom.docx")
        assert caught.value.code == "E703"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    random=st.randoms(use_true_random=False),
    part=st.sampled_from(["document", "styles", "numbering", "settings"]),
)
def test_no_mutilation_of_the_xml_crashes_the_checker(
    random: Any, part: str, good: dict[str, Path], tmp_path: Path
) -> None:
    """Elements and attributes vanish or become nonsense; the answer is findings or a PiiError."""
    name = f"word/{part}.xml"
    with zipfile.ZipFile(good["report"]) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    root = etree.fromstring(parts[name])
    elements = list(root.iter())[1:]
    for element in random.sample(elements, min(12, len(elements))):
        for key in list(element.attrib):
            element.set(key, random.choice(["", "x", "-7", "99999999999", "1e400", "Ấ"]))
        if random.random() < 0.5 and element.getparent() is not None:
            element.getparent().remove(element)
    parts[name] = etree.tostring(root)
    path = tmp_path / "mutilated.docx"
    with zipfile.ZipFile(path, "w") as archive:
        for entry, content in parts.items():
            archive.writestr(entry, content)
    with suppress(PiiError):
        assert all(finding.code.startswith("ND30") for finding in check_docx(path))
