"""The files themselves: valid, the same every time, never overwriting, never half written."""

from __future__ import annotations

import os
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from docgen.facts import Agency, Highlight
from docgen.kit import measure, styles
from docgen.kit.blank import blank_document
from docgen.kit.draft import Draft, Properties
from docgen.kit.inline import Note, Ref
from docgen.kit.package import save
from docgen.report import write_report
from docgen.rules import check_docx
from pii_xl.ground.errors import UnreadableError
from tests.docgen.documents import written
from tests.docgen.samples import AGENCIES, CASES, OFFICE, full_facts
from tests.docgen.texts import text_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FILES = Path(__file__).parent.parent.parent / "docgen" / "kit"


@pytest.mark.parametrize("case", CASES)
def test_every_document_of_every_case_is_valid_and_keeps_the_rules(case: str, tmp_path: Path) -> None:
    validator = OpenXmlValidator()
    for path in written(CASES[case](), tmp_path).values():
        assert [str(error) for error in validator.validate(str(path)).errors] == []
        assert [str(finding) for finding in check_docx(path)] == []


@pytest.mark.parametrize("case", ["full", "bare"])
def test_equal_facts_give_equal_bytes(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = written(CASES[case](), tmp_path / "a")
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(2_000_000_000))
    second = written(CASES[case](), tmp_path / "b")

    assert [path.read_bytes() for path in first.values()] == [path.read_bytes() for path in second.values()]


class TestVersions:
    def test_the_same_document_is_not_written_twice(self, tmp_path: Path) -> None:
        first = write_report(full_facts(), tmp_path / "bao-cao.docx")
        assert write_report(full_facts(), tmp_path / "bao-cao.docx") == first
        assert len(list(tmp_path.iterdir())) == 1

    def test_an_edited_document_is_kept_and_the_new_one_numbered(self, tmp_path: Path) -> None:
        path = write_report(full_facts(), tmp_path / "bao-cao.docx")
        path.write_bytes(b"edited by hand")

        second = write_report(full_facts(), path)
        second.write_bytes(b"edited again")
        third = write_report(full_facts(), path)

        assert (second.name, third.name) == ("bao-cao-v2.docx", "bao-cao-v3.docx")
        assert path.read_bytes() == b"edited by hand"

    def test_a_folder_in_place_of_the_file_is_reported_in_vietnamese(self, tmp_path: Path) -> None:
        blocked = tmp_path / "tep"
        blocked.write_text("một tệp, không phải thư mục")
        with pytest.raises(UnreadableError, match="Không ghi được vào") as caught:
            write_report(full_facts(), blocked / "bao-cao.docx")
        assert caught.value.code == "E103"

    def test_a_document_that_word_keeps_locked_is_left_and_the_new_one_numbered(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = write_report(full_facts(), tmp_path / "bao-cao.docx")
        reading: Callable[..., bytes] = Path.read_bytes

        def locked(one: Path) -> bytes:
            if one == path:
                raise PermissionError(13, os.strerror(13))
            return reading(one)

        monkeypatch.setattr(Path, "read_bytes", locked)
        assert write_report(full_facts(), path).name == "bao-cao-v2.docx"

    def test_a_read_only_document_is_never_written_over(self, tmp_path: Path) -> None:
        path = tmp_path / "bao-cao.docx"
        path.write_bytes(b"signed and locked")
        path.chmod(0o444)
        assert write_report(full_facts(), path).name == "bao-cao-v2.docx"
        assert path.read_bytes() == b"signed and locked"

    def test_a_folder_that_may_not_be_written_to_is_told_in_vietnamese(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        opened: Callable[..., Any] = Path.open

        def refused(path: Path, mode: str = "r", **kwargs: Any) -> Any:
            if mode == "xb":
                raise PermissionError(13, os.strerror(13))
            return opened(path, mode, **kwargs)

        monkeypatch.setattr(Path, "open", refused)
        with pytest.raises(UnreadableError, match="không có quyền ghi, hoặc tệp đang mở") as caught:
            write_report(full_facts(), tmp_path / "bao-cao.docx")
        assert caught.value.code == "E103"
        assert "Permission" not in str(caught.value)

    def test_a_failed_write_leaves_no_half_document(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        opened: Callable[..., Any] = Path.open

        class Full:
            def __init__(self, file: Any):
                self.file = file

            def __enter__(self) -> Full:
                return self

            def __exit__(self, *_: object) -> None:
                self.file.close()

            def write(self, _: bytes) -> int:
                raise OSError(28, os.strerror(28))

        def full_disk(path: Path, mode: str = "r", **kwargs: Any) -> Any:
            return Full(opened(path, mode, **kwargs)) if mode == "xb" else opened(path, mode, **kwargs)

        monkeypatch.setattr(Path, "open", full_disk)
        with pytest.raises(UnreadableError):
            write_report(full_facts(), tmp_path / "bao-cao.docx")
        assert list(tmp_path.iterdir()) == []


class TestHostileNames:
    def test_marks_of_xml_and_line_breaks_are_text(self, tmp_path: Path) -> None:
        name = 'Ban "A&B" <thử>\nQuản lý\x0b \x00 dự án'
        facts = replace(
            full_facts(),
            agencies=(replace(AGENCIES[1], name=name),),
            strengths=(Highlight("R&D < 1% ]]> “&amp;”", 1),),
            office=replace(OFFICE, contact=OFFICE.contact._replace(name="<w:p/>")),
        )
        for path in written(facts, tmp_path).values():
            assert OpenXmlValidator().validate(str(path)).errors == []
        text = text_of(tmp_path / "report.docx")
        assert 'Ban "A&B" <thử> Quản lý dự án' in text
        assert "R&D < 1% ]]> “&amp;” (hạng 1)" in text

    def test_names_with_quotation_marks_of_every_kind_keep_the_rules(self, tmp_path: Path) -> None:
        agency = replace(AGENCIES[1], name='Công ty "Ánh Dương" & “Bạn bè” (B&B)', letters=())
        for path in written(replace(full_facts(), agencies=(agency,)), tmp_path).values():
            assert [str(finding) for finding in check_docx(path)] == []

    def test_decomposed_letters_are_composed(self, tmp_path: Path) -> None:
        agency = replace(AGENCIES[1], name="Sở Ta\u0300i chi\u0301nh")
        text = text_of(write_report(replace(full_facts(), agencies=(agency,)), tmp_path / "a.docx"))
        assert "Sở Tài chính" in text

    def test_very_long_names_and_numbers_fit_somewhere(self, tmp_path: Path) -> None:
        long = Agency("DAI", "Ban chỉ đạo " * 60, due=10**6, received=3)
        row = replace(full_facts().indicators[0], name="Chỉ số rất dài " * 80, value=123456789012.345)
        office = replace(OFFICE, name="Sở Khoa học và Công nghệ " * 6)
        path = write_report(
            replace(full_facts(), office=office, agencies=(long,), indicators=(row,)), tmp_path / "a.docx"
        )
        assert OpenXmlValidator().validate(str(path)).errors == []
        assert "123.456.789.012,35" in text_of(path)


class TestKit:
    def test_only_times_new_roman_and_vietnamese_are_named(self) -> None:
        root = etree.fromstring(styles.stylesheet().encode())
        fonts = root.find(f"{W}docDefaults").find(f".//{W}rFonts")
        assert set(fonts.attrib.values()) == {"Times New Roman"}
        assert len(fonts.attrib) == 4
        assert len(root.findall(f".//{W}rFonts")) == 1

    def test_every_style_is_declared_once_and_used_nexts_exist(self) -> None:
        ids = [style.id for style in styles.STYLES]
        assert len(set(ids)) == len(ids)
        assert {style.next for style in styles.STYLES} <= set(ids)

    def test_the_blank_document_has_no_leftovers_of_a_template(self) -> None:
        document = blank_document()
        names = {str(part.partname) for part in document.part.package.iter_parts()}
        assert "/word/stylesWithEffects.xml" not in names
        assert not any("customXml" in name or "thumbnail" in name for name in names)
        settings = etree.tostring(document.settings.element).decode()
        assert 'w:decimalSymbol w:val=","' in settings
        assert 'w:val="15"' in settings

    def test_footnotes_and_references_are_written(self, tmp_path: Path) -> None:
        draft = Draft(Properties("Thử", "Sở", __import__("datetime").datetime(2025, 1, 1)))
        draft.body("Nội dung", Note("Chú thích & nguồn."), " xem ", Ref("bang"), ".")
        draft.caption("Bảng", "bang", "Số liệu")
        path = save(draft, tmp_path / "a.docx")
        with zipfile.ZipFile(path) as archive:
            notes = archive.read("word/footnotes.xml").decode()
        assert "Chú thích &amp; nguồn." in notes
        assert "Nội dung xem Bảng 1." in text_of(path)
        assert OpenXmlValidator().validate(str(path)).errors == []

    def test_a_reference_to_nothing_is_a_programming_error(self, tmp_path: Path) -> None:
        draft = Draft(Properties("Thử", "Sở", __import__("datetime").datetime(2025, 1, 1)))
        draft.body("Xem ", Ref("khong_co"))
        with pytest.raises(KeyError):
            save(draft, tmp_path / "a.docx")

    def test_measured_widths_are_those_of_times_new_roman(self) -> None:
        country = measure.width_mm("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True)
        issuer = measure.width_mm("SỞ KHOA HỌC VÀ CÔNG NGHỆ", 12, bold=True)
        assert country == pytest.approx(88.3, abs=0.1)
        assert issuer == pytest.approx(64.8, abs=0.1)
        assert country < 92
        assert issuer < 68

    def test_wrapping_breaks_at_spaces_only(self) -> None:
        lines = measure.wrapped("một hai ba bốn năm sáu bảy tám chín mười", 14, 40)
        assert " ".join(lines) == "một hai ba bốn năm sáu bảy tám chín mười"
        assert all(measure.width_mm(line, 14) <= 40 for line in lines)
