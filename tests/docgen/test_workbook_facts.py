"""From the workbook to the documents: every setting arrives, every paragraph stands in its place, nothing is invented."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from docgen.facts import VERDICTS, Attachment, Label
from docgen.letters import (
    write_brief,
    write_ministry_letter,
    write_progress_report,
    write_receipts,
    write_reminder_letters,
)
from docgen.report import write_report
from docgen.rules import check_docx
from pii_xl.facts.measures import LONGEST, NO_MEASURE, first_measure, shortened
from pii_xl.facts.office import NEEDED
from pii_xl.facts.receipts import submissions
from pii_xl.facts.report import (
    NOT_SENT_YET,
    TO_FOLLOW,
    letter_facts,
    ministry_facts,
    report_facts,
    unnumbered_facts,
)
from pii_xl.ground.errors import DataError
from pii_xl.layout.places import PLACES
from pii_xl.layout.settings import SETTINGS
from pii_xl.layout.targets import MET, MISSED
from pii_xl.ledger.present import present
from pii_xl.ledger.settled import settled
from pii_xl.workspace.new_year import new_workspace
from pii_xl.workspace.workspace import Workspace
from tests.docgen.texts import text_of

AS_OF = date(2025, 10, 15)  # a Wednesday
FORM = "PII-2025_STC.xlsx"
SOURCE = {
    "src_agency": "Sở TC",
    "src_file": FORM,
    "src_sheet": "Số liệu",
    "src_cell": "E6",
    "src_time": "2025-08-04 14:05",
    "src_form": "PII2025-STC-50643c24",
    "src_sha256": "ab" * 32,
}
LABELS = {setting.key: setting.label for setting in SETTINGS}


def test_documents_say_of_a_target_what_the_workbook_says() -> None:
    assert (VERDICTS[True], VERDICTS[False]) == (MET, MISSED)


def workspace(**settings: Any) -> Workspace:
    """A new year's workbook on the day of the data, with some settings."""
    new = new_workspace()
    return present(new.having(settings=new.settings.having(as_of=AS_OF, **settings)))


def changed(found: Workspace, table: str, where: tuple[str, str], **values: Any) -> Workspace:
    """``found`` with some cells of the rows whose ``where[0]`` is ``where[1]`` set."""
    frame = found[table].copy()
    rows = frame[frame[where[0]] == where[1]].index
    assert len(rows), where
    for key, value in values.items():
        for row in rows:
            frame.at[row, key] = value
    return found.having(**{table: frame})


def with_form(**settings: Any) -> Workspace:
    """A workbook into which the form of Sở Tài chính was imported: one figure, one reason, one task, evidence, a contact."""
    found = workspace(**settings)
    found = changed(found, "tblValues", ("code", "2.2.2"), direct=0.17, **SOURCE)
    found = changed(found, "tblValues", ("code", "2.2.3"), missing="TWC", **SOURCE)
    found = changed(found, "tblTasks", ("code", "III.2.2.a"), state="Hoàn thành", **SOURCE)
    found = changed(
        found,
        "tblTasks",
        ("code", "III.2.2.b"),
        state="Đang thực hiện",
        deadline=date(2025, 9, 30),
        difficulty="Thiếu kinh phí.",
        **SOURCE,
    )
    found = changed(found, "tblTasks", ("code", "III.2.2.c"), state="Chưa thực hiện", **SOURCE)
    found = changed(found, "tblProgress", ("agency", "Sở TC"), submitted=date(2025, 8, 4), file=FORM)
    evidence = {
        "code": "2.2.2",
        "agency": "Sở TC",
        "number": "15/QĐ-UBND",
        "issued": date(2025, 2, 3),
        "title": "Phân bổ dự toán",
    }
    contacts = [
        {"agency": "Sở TC", "role": "Lãnh đạo cơ quan", "name": "Phạm Văn Bảy", "title": "Phó Giám đốc"},
        {
            "agency": "Sở TC",
            "role": "Chuyên viên",
            "name": "Lê Thị Thu",
            "title": "Phòng Ngân sách",
            "phone": "0222",
        },
    ]
    found = found.adding("tblEvidence", [{**evidence, **SOURCE}]).adding("tblContacts", contacts)
    history = {
        "day": date(2025, 8, 6),
        "command": "Nhập phiếu",
        "subject": "STC",
        "after": "",
        "file": FORM,
        "version": "x",
    }
    faults = [
        {
            "level": "Lỗi",
            "code": "E401",
            "subject": "2.1.3",
            "file": FORM,
            "found": "Ô F12 không phải là số.",
        },
        {
            "level": "Cảnh báo",
            "code": "W419",
            "subject": "2.2.2",
            "file": "",
            "found": "Chỉ số 2.2.2 tăng 61%.",
        },
        {
            "level": "Cảnh báo",
            "code": "W419",
            "subject": "2.2.2",
            "file": "",
            "found": "Đã giải trình.",
            "accepted": "đúng",
        },
        {
            "level": "Lỗi",
            "code": "E401",
            "subject": "1.2.3",
            "file": "khac.xlsx",
            "found": "Của cơ quan khác.",
        },
    ]
    found = found.adding("tblHistory", [history]).adding("tblFindings", faults)
    return present(settled(found, AS_OF)[0])


def documents(found: Workspace, folder: Path) -> Iterator[tuple[str, str]]:
    """Name and text of one document of each kind; each keeps the decree's rules."""
    other = unnumbered_facts(found)
    paths = {
        "report": write_report(report_facts(found), folder / "bao-cao.docx"),
        "progress": write_progress_report(other, folder / "tien-do.docx"),
        "brief": write_brief(other, folder / "tom-tat.docx"),
        "ministry": write_ministry_letter(
            ministry_facts(found), folder / "bo.docx", (Attachment("a.xlsx", "Số liệu"),)
        ),
        "receipt": write_receipts(submissions(found), other, folder)[0],
        "letter": write_reminder_letters(letter_facts(found), folder)[0],
    }
    for name, path in paths.items():
        assert [str(item) for item in check_docx(path)] == [], name
        yield name, text_of(path)


@pytest.fixture(scope="module")
def custom(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The documents of a province that changed every setting of documents."""
    found = with_form(
        province="Huế",
        province_kind="thành phố",
        parent_agency="UBND thành phố Huế",
        issuer="Sở Khoa học, Công nghệ và Đổi mới",
        abbreviation="KHCN",
        unit_abbreviation="ĐMST",
        place="Huế",
        recipient="Ủy ban nhân dân thành phố Huế",
        ministry="Bộ Khoa học",
        signer_authority="KT.",
        head_title="Giám đốc",
        signer_title="Phó Giám đốc",
        signer_name="Lê Văn Tám",
        copies="Thường trực HĐND; Văn phòng UBND",
        letter_copies="Thanh tra thành phố",
        number_pattern="{số}/{loại}.{cơ quan}",
        letter_number_pattern="{số}/{cơ quan}.{đơn vị}",
        receipt_number_pattern="{số}/GBN-{cơ quan}",
        plan_citation="Kế hoạch số 15/KH-UBND ngày 19/01/2026 của Ủy ban nhân dân thành phố Huế về nâng cao Chỉ số PII",
        report_number="77",
        report_date=date(2025, 10, 16),
        data_letter="512",
        data_sent=date(2025, 8, 29),
        ministry_request="Công văn số 2761/BKHCN-HVKHCN ngày 25/7/2025 của Bộ Khoa học về việc cung cấp dữ liệu",
        directives="Công văn số 1500/UBND-KGVX ngày 12/6/2025 của Ủy ban nhân dân thành phố Huế về việc thực hiện Kế hoạch; "
        "Thông báo số 88/TB-UBND ngày 01/8/2025 của Ủy ban nhân dân thành phố Huế",
        reply_days=10,
        contact_name="Trần Thị Hạnh",
        contact_phone="0234 3 000 000",
        published_on=None,
        merged="Không",
        merger_note="",
    )
    return dict(documents(found, tmp_path_factory.mktemp("custom")))


class TestSettings:
    def test_names_place_and_signer_reach_every_document(self, custom: dict[str, str]) -> None:
        for name, text in custom.items():
            assert text.startswith("UBND THÀNH PHỐ HUẾ | SỞ KHOA HỌC, CÔNG NGHỆ VÀ ĐỔI MỚI | "), name
            assert "Huế, ngày" in text, name
            assert "- Lưu: VT, ĐMST." in text, name
            assert "Bắc Ninh" not in text.replace("hơn Bắc Ninh (48,76 điểm, hạng 6)", ""), (
                name
            )  # a neighbour
            signed = (
                "NGƯỜI NHẬN | Trần Thị Hạnh"
                if name == "receipt"
                else "KT. GIÁM ĐỐC | PHÓ GIÁM ĐỐC | Lê Văn Tám"
            )
            assert signed in text, name

    def test_each_kind_of_document_has_its_own_pattern_of_numbers(self, custom: dict[str, str]) -> None:
        assert "Số: 77/BC.KHCN" in custom["report"]
        assert "Số: /BC.KHCN" in custom["progress"]
        assert "Số: /BC.KHCN" in custom["brief"]
        assert "Số: 512/KHCN.ĐMST" in custom["ministry"]
        assert "Số: /KHCN.ĐMST" in custom["letter"]
        assert "Số: /GBN-KHCN" in custom["receipt"]

    def test_number_and_day_of_the_report_are_the_reports_alone(self, custom: dict[str, str]) -> None:
        assert "Huế, ngày 16 tháng 10 năm 2025" in custom["report"]
        assert "Huế, ngày 29 tháng 8 năm 2025" in custom["ministry"]
        for name in ("progress", "brief", "letter"):
            assert "Huế, ngày tháng năm 2025" in custom[name], name

    def test_recipients_of_reports_and_of_letters(self, custom: dict[str, str]) -> None:
        for name in ("report", "progress"):
            assert "- Như trên; | - Thường trực HĐND; | - Văn phòng UBND; | - Lưu" in custom[name], name
            assert "Kính gửi: Ủy ban nhân dân thành phố Huế" in custom[name], name
        assert "- Thanh tra thành phố; | - Lưu" in custom["letter"]
        assert "- Thanh tra thành phố; | - Lưu" in custom["ministry"]
        assert "Kính gửi: Bộ Khoa học" in custom["ministry"]

    def test_the_plan_that_the_settings_cite_is_cited(self, custom: dict[str, str]) -> None:
        for name in ("report", "progress", "letter"):
            assert (
                "Kế hoạch số 15/KH-UBND ngày 19 tháng 01 năm 2026 của Ủy ban nhân dân thành phố Huế về nâng cao "
                "Chỉ số PII"
            ) in custom[name], name
        assert all("279/KH-UBND" not in text for text in custom.values())

    def test_directives_request_and_data_letter_are_cited(self, custom: dict[str, str]) -> None:
        assert "đã có 02 văn bản chỉ đạo" in custom["report"]
        assert (
            "- Thông báo số 88/TB-UBND ngày 01 tháng 8 năm 2025 của Ủy ban nhân dân thành phố Huế."
            in custom["report"]
        )
        for name in ("report", "progress"):
            assert (
                "tại Công văn số 512/KHCN.ĐMST ngày 29/8/2025 theo đề nghị tại Công văn số 2761/BKHCN-HVKHCN ngày 25/7/2025"
            ) in custom[name], name
        assert "Thực hiện Công văn số 2761/BKHCN-HVKHCN ngày 25 tháng 7 năm 2025" in custom["ministry"]

    def test_without_them_the_documents_say_so(self, tmp_path: Path) -> None:
        texts = dict(documents(with_form(), tmp_path))
        assert "văn bản chỉ đạo, hướng dẫn" not in texts["report"]
        assert "gửi số liệu và tài liệu minh chứng của tỉnh Bắc Ninh tới Bộ" not in texts["report"]
        assert "Thực hiện Kế hoạch số 279/KH-UBND" in texts["ministry"]

    def test_reply_days_run_from_the_day_of_the_data_and_end_on_a_working_day(
        self, custom: dict[str, str]
    ) -> None:
        assert "trước ngày 27 tháng 10 năm 2025" in custom["letter"]  # the 25th is a Saturday
        assert report_facts(workspace(reply_days=5)).new_deadline == date(2025, 10, 20)
        assert report_facts(workspace(reply_days=0)).new_deadline is None

    def test_blank_settings_that_can_be_written_in_by_hand_are_left_blank(self, tmp_path: Path) -> None:
        found = with_form(
            signer_name="", unit_abbreviation="", copies="", contact_name="", reply_days=0, deadline=None
        )
        texts = dict(documents(found, tmp_path))
        assert "- Như trên; | - Lưu: VT. | GIÁM ĐỐC" in texts["report"]
        assert "Số: /SKHCN | V/v" in texts["letter"]

    @pytest.mark.parametrize("key", NEEDED)
    def test_a_setting_without_which_no_document_can_be_written_is_named(self, key: str) -> None:
        with pytest.raises(DataError, match=f"còn để trống: {LABELS[key]}") as caught:
            report_facts(workspace(**{key: " "}))
        assert caught.value.code == "E711"

    def test_a_deputy_needs_a_title(self) -> None:
        with pytest.raises(DataError, match="Chức vụ người ký thay"):
            report_facts(workspace(signer_authority="KT.", signer_title=""))

    def test_without_the_day_of_the_data_no_document_is_written(self) -> None:
        with pytest.raises(DataError, match="Số liệu tính đến ngày") as caught:
            report_facts(workspace().having(settings=new_workspace().settings.having(as_of=None)))
        assert caught.value.code == "E709"

    @pytest.mark.parametrize("pattern", ["BC-SKHCN", "{số}/{nam}", "{số}/{", "", "{số}}"])
    def test_a_number_pattern_that_makes_no_sense_is_refused(self, pattern: str) -> None:
        with pytest.raises(DataError, match="Mẫu số báo cáo") as caught:
            report_facts(workspace(number_pattern=pattern))
        assert caught.value.code == "E712"
        assert "{số}/{loại}-{cơ quan}" in str(caught.value)

    @pytest.mark.parametrize("key", ["directives", "ministry_request", "plan_citation"])
    def test_a_citation_that_cannot_be_read_is_refused_with_an_example(self, key: str) -> None:
        with pytest.raises(DataError, match="không đọc được loại, số, ngày") as caught:
            report_facts(workspace(**{key: "Công văn của Bộ hôm nọ"}))
        assert caught.value.code == "E713"
        assert "Ví dụ: Công văn số 512/UBND-KGVX" in str(caught.value)

    def test_a_number_may_be_written_with_its_symbol_but_not_without_figures(self) -> None:
        assert report_facts(workspace(report_number="77/BC-SKHCN")).number == 77
        with pytest.raises(DataError, match="không bắt đầu bằng số"):
            report_facts(workspace(report_number="số 77"))


class TestParagraphs:
    @pytest.mark.parametrize("place", PLACES)
    def test_each_row_of_the_sheet_ends_its_part_of_the_report(self, place: str, tmp_path: Path) -> None:
        found = changed(workspace(), "tblParagraphs", ("place", place), text="ý thứ nhất\nÝ thứ hai.")
        lines = text_of(write_report(report_facts(found), tmp_path / "a.docx")).splitlines()
        at = lines.index("Ý thứ nhất.")
        assert lines[at + 1] == "Ý thứ hai."
        following = next(line for line in lines[at + 2 :] if line)
        assert following[:2] in (
            "I.",
            "II",
            "IV",
            "V.",
            "1.",
            "2.",
            "3.",
            "4.",
            "b)",
        ) or following.startswith(("III.", "Trên đây là"))

    @pytest.mark.parametrize("place", ["I.2", "I.3", "II.4", "III.1", "III.2.a", "III.2.b", "V.2"])
    def test_the_progress_report_takes_those_of_its_own_parts(self, place: str, tmp_path: Path) -> None:
        found = changed(workspace(), "tblParagraphs", ("place", place), text="Ý của chuyên viên.")
        text = text_of(write_progress_report(unnumbered_facts(found), tmp_path / "a.docx"))
        assert text.count("Ý của chuyên viên.") == 1

    def test_the_sheet_has_a_row_for_every_place(self) -> None:
        assert list(workspace()["tblParagraphs"]["place"]) == list(PLACES)

    def test_two_rows_for_one_place_are_both_printed(self) -> None:
        found = changed(workspace(), "tblParagraphs", ("place", "IV"), text="Một.")
        found = found.adding("tblParagraphs", [{"place": "IV", "name": "", "text": "Hai."}])
        assert report_facts(found).additions == {"IV": "Một.\nHai."}


class TestResults:
    def test_without_published_scores_the_report_says_so(self, tmp_path: Path) -> None:
        found = workspace(published_on=None)
        found = found.having(
            tblPublished=found["tblPublished"].iloc[:0], tblStrengths=found["tblStrengths"].iloc[:0]
        )
        facts = report_facts(found)
        assert facts.current is None
        assert facts.previous is None
        text = text_of(write_report(facts, tmp_path / "a.docx"))
        assert "Bộ Khoa học và Công nghệ chưa công bố kết quả Chỉ số PII năm 2025" in text
        assert "Chưa có điểm số của từng trụ cột." in text
        assert "0,00" not in text

    def test_missing_pillars_are_dashes_and_are_counted_as_not_comparable(self, tmp_path: Path) -> None:
        found = workspace()
        published = found["tblPublished"]
        gone = published[~((published["year"] == 2025) & published["component"].isin(["3", "7"]))]
        facts = report_facts(found.having(tblPublished=gone))
        assert facts.current is not None
        assert facts.current.pillars[2] is facts.current.pillars[6] is None
        text = text_of(write_report(facts, tmp_path / "a.docx"))
        assert "3 | Cơ sở hạ tầng | 60,75 | – | – | > 60,75 | Chưa xác định" in text
        assert "02 trụ cột không đủ số liệu để so sánh (Cơ sở hạ tầng và Tác động)" in text

    def test_what_the_workbook_computes_itself_is_never_called_published(self) -> None:
        found = with_form()
        published = found["tblPublished"]
        facts = report_facts(found.having(tblPublished=published[published["year"] != 2025]))
        assert facts.current is None or facts.current.label is not Label.PUBLISHED


class TestAgencies:
    def test_answers_reasons_tasks_and_difficulties_are_told_apart(self) -> None:
        (agency,) = (a for a in report_facts(with_form()).agencies if a.code == "STC")
        assert (agency.received, agency.explained) == (2, 1)
        assert (agency.tasks_done, agency.tasks_late, agency.tasks_waiting, agency.tasks_silent) == (
            1,
            1,
            1,
            10,  # one of its own, nine that every agency answers
        )
        assert [(item.code, item.what) for item in agency.overdue] == [("III.2.2.b", "kết quả thực hiện")]
        assert agency.difficulties == ("Thiếu kinh phí.",)
        assert "báo cáo kết quả" in {item.what for item in agency.missing}

    def test_a_reason_that_is_no_reason_is_quoted(self) -> None:
        found = changed(workspace(), "tblValues", ("code", "2.2.3"), missing="XYZ")
        (one,) = (i for i in report_facts(found).indicators if i.code == "2.2.3")
        assert one.missing_reason == "mã thiếu “XYZ” không có trong danh mục"

    def test_leads_are_named_in_full(self) -> None:
        leads = {i.lead for i in report_facts(workspace()).indicators}
        assert "Sở Tài chính" in leads
        assert "Sở TC" not in leads

    def test_the_department_does_not_write_to_itself(self) -> None:
        assert "SKHCN" not in {a.code for a in letter_facts(with_form()).agencies}

    def test_a_name_changed_on_the_sheet_of_agencies_is_the_name_in_the_documents(
        self, tmp_path: Path
    ) -> None:
        found = changed(with_form(), "tblAgencies", ("code", "STC"), name="Sở Tài chính - Kế hoạch")
        texts = dict(documents(found, tmp_path))
        assert "Kính gửi: Sở Tài chính - Kế hoạch" in texts["letter"]
        assert "đã nhận của Sở Tài chính - Kế hoạch số liệu" in texts["receipt"]
        for name in ("report", "progress"):
            assert "Sở Tài chính - Kế hoạch" in texts[name], name


class TestReceipts:
    def test_a_receipt_has_what_the_provenance_knows(self) -> None:
        (one,) = submissions(with_form(contact_name="Trần Thị Hạnh"))
        assert (one.code, one.agency, one.received) == ("STC", "Sở Tài chính", date(2025, 8, 4))
        assert (one.saved, one.imported) == (datetime(2025, 8, 4, 14, 5), date(2025, 8, 6))
        assert [(file.name, file.sha256) for file in one.files] == [(FORM, "ab" * 32)]
        assert one.form_version == "PII2025-STC-50643c24"
        assert one.sent_by == "Lê Thị Thu, Phòng Ngân sách, điện thoại 0222"
        assert one.received_by == "Trần Thị Hạnh"
        assert (one.given, one.explained) == (1, 1)
        assert one.due == len([v for v in workspace()["tblValues"]["agency"] if v == "Sở TC"])
        assert [(part.name, part.due, part.given) for part in one.parts if part.due] == [("nhiệm vụ", 13, 3)]
        assert [(item.code, item.number, item.issued) for item in one.evidence] == [
            ("2.2.2", "15/QĐ-UBND", date(2025, 2, 3))
        ]

    def test_findings_of_the_agency_are_listed_unless_accepted(self) -> None:
        (one,) = submissions(with_form())
        assert one.errors == ("Ô F12 không phải là số.",)
        assert one.warnings == ("Chỉ số 2.2.2 tăng 61%.",)

    def test_who_sent_nothing_and_the_department_itself_get_none(self) -> None:
        assert submissions(workspace()) == ()
        own = changed(
            with_form(), "tblProgress", ("agency", "Sở KH&CN"), submitted=date(2025, 7, 30), file="x.xlsx"
        )
        assert [one.code for one in submissions(own)] == ["STC"]

    def test_the_first_measure_is_taken_without_dash_and_stop(self) -> None:
        assert first_measure("- Tham mưu A; Công bố B.\n- Tổ chức C.") == "Tham mưu A; công bố B"

    def test_a_line_that_only_names_a_figure_is_no_measure(self) -> None:
        assert first_measure("Tổng sản phẩm/1 lao động") == NO_MEASURE
        assert first_measure("(Tỷ lệ lao động (%)).\nTăng cường đào tạo.") == "Tăng cường đào tạo"
        assert first_measure("") == NO_MEASURE

    def test_a_long_text_ends_with_a_whole_clause(self) -> None:
        text = "Triển khai các giải pháp, " * 30
        short = shortened(text)
        assert len(short) <= LONGEST
        assert short.endswith("giải pháp")
        assert shortened("Ngắn...") == "Ngắn"

    def test_a_cut_never_leaves_a_quotation_or_bracket_open(self) -> None:
        quoted = "Tham mưu thực hiện Chương trình “" + "hỗ trợ, " * 40 + "phát triển”"
        assert shortened(quoted) == "Tham mưu thực hiện Chương trình"
        bracketed = (
            "Tổ chức các cuộc thi khoa học và kỹ thuật cho học sinh trong toàn tỉnh hằng năm, " * 2
            + "gồm ("
            + "a, " * 90
        )
        assert shortened(bracketed).endswith("hằng năm")


def test_towards_the_ministry_the_department_answers_for_its_agencies() -> None:
    found = workspace()
    among_us = {one.code: one.missing_reason for one in report_facts(found).indicators}
    to_ministry = {one.code: one.missing_reason for one in ministry_facts(found).indicators}
    assert set(among_us.values()) == {NOT_SENT_YET}
    assert set(to_ministry.values()) == {TO_FOLLOW}
