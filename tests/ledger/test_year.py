"""A year with the ledger: what was sent is never lost, and everybody reads the same truth."""

from __future__ import annotations

from datetime import date, datetime
from itertools import permutations
from typing import Any

import pandas as pd
import pytest

from pii_xl.collect.form_content import FormContent, form_contents
from pii_xl.collect.form_import import Imported, import_forms
from pii_xl.commands.decisions import Question, decide, mark
from pii_xl.commands.documents import letters, told_on
from pii_xl.commands.history import history_lines, status_lines
from pii_xl.commands.imports import import_forms as import_command
from pii_xl.commands.returns import returns
from pii_xl.commands.validate import validate
from pii_xl.facts.owed import owed
from pii_xl.facts.receipts import submissions
from pii_xl.facts.report import letter_facts, report_facts
from pii_xl.ground.errors import DataError
from pii_xl.layout.ledger import Act
from pii_xl.ledger.present import present
from pii_xl.ledger.reasons import Official
from pii_xl.ledger.state import State
from pii_xl.workspace.new_year import new_workspace
from pii_xl.workspace.workspace import Workspace
from tests.docgen.texts import text_of
from tests.ledger.forms import Answers, form_of

JULY, AUGUST, OCTOBER = datetime(2025, 7, 28, 9), datetime(2025, 8, 15, 9), datetime(2025, 10, 2, 9)
BY = Official(date(2025, 10, 15), "chuyên viên")
LEDGER = ("tblSubmissions", "tblAnswers", "tblDecisions")
STATUS = {"status": "ước tính"}


@pytest.fixture(scope="module")
def book() -> Workspace:
    workspace = new_workspace()
    settings = workspace.settings.having(as_of=date(2025, 10, 15), contact_name="Cán bộ đầu mối")
    return present(workspace.having(settings=settings))


@pytest.fixture(scope="module")
def contents(book: Workspace) -> dict[str, FormContent]:
    return {content.agency.code: content for content in form_contents(book)}


def value(code: str, **fields: Any) -> Answers:
    return {"frmValues": {code: {**fields, **STATUS}}}


def sent(book: Workspace, *forms: Any, day: date = date(2025, 10, 15)) -> Workspace:
    return import_forms(book, list(forms), day, "chuyên viên").workspace


def cell(book: Workspace, table: str, code: str, key: str) -> Any:
    return book[table].set_index("code").at[code, key]


def owing(book: Workspace, code: str) -> dict[str, str]:
    """What the agency still owes: code (or name) → what is asked."""
    for one in owed(told_on(book, None)):
        if one.code == code:
            return {item.code or item.name: item.what for item in one.items}
    return {}


class TestRounds:
    def test_a_second_round_keeps_the_first_in_the_ledger(self, book, contents) -> None:
        first = form_of(contents["SGDDT"], value("2.1.1", direct=6.5), JULY)
        second = form_of(contents["SGDDT"], value("2.1.1", direct=6.9), AUGUST)
        after = sent(sent(book, first), second)
        assert cell(after, "tblValues", "2.1.1", "direct") == 6.9
        kept = after["tblAnswers"].query("code == '2.1.1' and field == 'Giá trị nhập thẳng'")
        assert list(zip(kept["value"], kept["verdict"], strict=True)) == [
            ("6,5", "đã thay"),
            ("6,9", "đã nhận"),
        ]

    def test_an_older_form_never_beats_a_newer_one_and_is_told(self, book, contents) -> None:
        newer = form_of(contents["SGDDT"], value("2.1.1", direct=6.9), AUGUST)
        older = form_of(contents["SGDDT"], value("2.1.1", direct=6.5), JULY)
        result = import_forms(sent(book, newer), [older], date(2025, 10, 15))
        assert cell(result.workspace, "tblValues", "2.1.1", "direct") == 6.9
        assert "W370" in {item.code for item in result.rest}

    def test_rounds_imported_in_any_order_or_at_once_end_in_the_same_state(self, book, contents) -> None:
        forms = [
            form_of(contents["SGDDT"], value("2.1.1", direct=6.5), JULY),
            form_of(contents["SGDDT"], value("2.1.1", direct=6.9), AUGUST),
            form_of(contents["SGDDT"], {}, OCTOBER),
        ]
        ends = [sent(book, *forms)]
        for order in permutations(forms):
            after = book
            for form in order:
                after = sent(after, form)
            ends.append(after)
        for name in ("tblValues", "tblBase", "tblPolicies", "tblTasks", "tblProgress", "tblDue"):
            for one in ends[1:]:
                pd.testing.assert_frame_equal(ends[0][name], one[name])

    def test_the_same_file_again_changes_nothing_not_even_the_history(self, book, contents) -> None:
        form = form_of(contents["SGDDT"], value("2.1.1", direct=6.5), JULY)
        once = sent(book, form)
        again = import_forms(once, [form], date(2025, 10, 20))
        assert [item.code for item in again.findings] == ["N360"]
        for name in once.tables:
            pd.testing.assert_frame_equal(once[name], again.workspace[name])

    def test_a_value_that_is_taken_back_is_gone_told_and_still_in_the_ledger(self, book, contents) -> None:
        first = form_of(contents["SGDDT"], value("2.1.1", direct=6.5), JULY)
        blank = form_of(contents["SGDDT"], {}, AUGUST)
        result = import_forms(sent(book, first), [blank], date(2025, 10, 15))
        after = result.workspace
        assert cell(after, "tblValues", "2.1.1", "direct") != cell(after, "tblValues", "2.1.1", "direct")
        assert "W371" in {item.code for item in result.rest}
        assert "W371" in {item.code for item in validate(after, BY).findings}
        assert owing(after, "SGDDT")["2.1.1"] == "số liệu đã rút lại, gửi bổ sung"
        assert "6,5" in " ".join(history_lines(after, code="2.1.1"))


class TestHandCorrections:
    def corrected(self, book: Workspace, contents: dict[str, FormContent]) -> Workspace:
        first = form_of(contents["SGDDT"], value("2.1.1", direct=6900.0), JULY)
        after = sent(book, first)
        values = after["tblValues"].copy()
        values.loc[values["code"] == "2.1.1", "direct"] = 6.9
        values.loc[values["code"] == "2.1.1", "note"] = "sửa đơn vị"
        return validate(after.having(tblValues=values), BY).state

    def test_a_figure_that_an_official_changed_no_longer_claims_the_agencys_file(
        self, book, contents
    ) -> None:
        after = self.corrected(book, contents)
        assert cell(after, "tblValues", "2.1.1", "direct") == 6.9
        assert cell(after, "tblValues", "2.1.1", "src_file") == "sửa tay"
        assert cell(after, "tblValues", "2.1.1", "src_sha256") == ""
        line = next(text for text in history_lines(after, code="2.1.1") if "sửa tay" in text)
        assert "chuyên viên" in line
        assert "6,9" in line

    def test_a_later_form_does_not_overwrite_it_but_waits_for_a_decision(self, book, contents) -> None:
        later = form_of(contents["SGDDT"], value("2.1.1", direct=7.1), OCTOBER)
        result = import_forms(self.corrected(book, contents), [later], date(2025, 10, 15))
        assert cell(result.workspace, "tblValues", "2.1.1", "direct") == 6.9
        (question,) = (item for item in result.rest if item.code == "W369")
        assert "7,1" in question.found
        assert "6,9" in question.found
        assert "2.1.1" not in owing(result.workspace, "SGDDT")

    @pytest.mark.parametrize(
        ("act", "direct", "verdict"), [(Act.TAKE, 7.1, "đã nhận"), (Act.KEEP, 6.9, "không nhận")]
    )
    def test_the_official_keeps_or_takes_and_it_is_written_who_and_why(
        self, book, contents, act, direct, verdict
    ) -> None:
        later = form_of(contents["SGDDT"], value("2.1.1", direct=7.1), OCTOBER)
        waiting = sent(self.corrected(book, contents), later)
        after = decide(waiting, act, Question("2.1.1", why="đã đối chiếu"), BY).state
        assert cell(after, "tblValues", "2.1.1", "direct") == direct
        row = after["tblAnswers"].query("code == '2.1.1' and value == '7,1'").iloc[0]
        assert (row["verdict"], row["by"], row["why"]) == (verdict, "chuyên viên", "đã đối chiếu")
        assert "W369" not in {item.code for item in validate(after, BY).findings}

    def test_a_note_beside_an_agencys_figure_does_not_take_the_figure_from_it(self, book, contents) -> None:
        after = sent(book, form_of(contents["SGDDT"], value("2.1.1", direct=6.5), JULY))
        values = after["tblValues"].copy()
        values.loc[values["code"] == "2.1.1", "note"] = "đã gọi điện hỏi"
        after = validate(after.having(tblValues=values), BY).state
        assert cell(after, "tblValues", "2.1.1", "note") == "đã gọi điện hỏi"
        assert cell(after, "tblValues", "2.1.1", "src_agency") == "Sở GD&ĐT"

    def test_without_anything_waiting_there_is_nothing_to_decide(self, book) -> None:
        with pytest.raises(DataError) as failure:
            decide(book, Act.KEEP, Question("2.1.1"), BY)
        assert failure.value.code == "E362"


class TestApproval:
    @pytest.mark.parametrize("act", [Act.APPROVE, Act.LOCK])
    def test_what_is_approved_or_locked_is_not_overwritten_until_it_is_reopened(
        self, book, contents, act
    ) -> None:
        after = sent(book, form_of(contents["SGDDT"], value("2.1.1", direct=6.5), JULY))
        after = mark(after, act, Question("2.1.1"), BY).state
        later = form_of(contents["SGDDT"], value("2.1.1", direct=6.9), AUGUST)
        held = sent(after, later)
        assert cell(held, "tblValues", "2.1.1", "direct") == 6.5
        opened = mark(held, Act.REOPEN, Question("2.1.1"), BY).state
        last = sent(opened, form_of(contents["SGDDT"], value("2.1.1", direct=7.0), OCTOBER))
        assert cell(last, "tblValues", "2.1.1", "direct") == 7.0

    def test_one_agency_can_be_approved_as_a_whole(self, book, contents) -> None:
        after = sent(
            book,
            form_of(contents["SGDDT"], value("2.1.1", direct=6.5), JULY),
            form_of(contents["SCT"], value("7.1.3", direct=1.0), JULY),
        )
        after = mark(after, Act.APPROVE, Question(agency="Sở GD&ĐT"), BY).state
        assert set(after["tblDecisions"]["agency"]) == {"SGDDT"}
        due = after["tblDue"].query("part == 'Chỉ số'").set_index("code")
        assert (due.at["2.1.1", "approval"], due.at["7.1.3", "approval"]) == ("đã duyệt", "")

    @pytest.mark.parametrize(("act", "word"), [(Act.APPROVE, "đã duyệt"), (Act.LOCK, "đã khóa")])
    def test_who_approved_when_and_how_often_it_changed_since_stands_beside_the_state(
        self, book, contents, act, word
    ) -> None:
        def told(workspace: Workspace) -> tuple[object, ...]:
            row = workspace["tblDue"].query("part == 'Chỉ số' and code == '2.1.1'").iloc[0]
            return row["approval"], row["approved_on"], row["approved_by"], row["changes"]

        def corrected(workspace: Workspace, direct: float) -> Workspace:
            values = workspace["tblValues"].copy()
            values.loc[values["code"] == "2.1.1", "direct"] = direct
            return validate(workspace.having(tblValues=values), BY).state

        after = sent(book, form_of(contents["SGDDT"], value("2.1.1", direct=6.5), JULY))
        assert told(after)[0] == ""
        after = mark(after, act, Question("2.1.1"), BY).state
        assert told(after) == (word, BY.day, BY.name, 0)
        changed = corrected(corrected(after, 6.6), 6.7)
        assert told(changed) == (word, BY.day, BY.name, 2)
        (question,) = (item for item in validate(changed, BY).findings if item.code == "W386")
        assert "6,7" in question.found
        again = mark(changed, act if act is Act.APPROVE else Act.REOPEN, Question("2.1.1"), BY).state
        assert not [item for item in validate(again, BY).findings if item.code == "W386"]

    def test_there_is_nothing_to_approve_where_nothing_was_sent(self, book) -> None:
        with pytest.raises(DataError) as failure:
            mark(book, Act.APPROVE, Question("2.1.1"), BY)
        assert failure.value.code == "E365"


class TestWhoOwesWhat:
    def test_what_was_refused_was_sent_and_has_to_be_mended(self, book, contents) -> None:
        after = sent(book, form_of(contents["SGDDT"], value("2.1.1", direct="khoảng 6,5 năm"), JULY))
        assert owing(after, "SGDDT")["2.1.1"] == "số liệu đã gửi, phải sửa"
        (receipt,) = submissions(told_on(after, None))
        assert receipt.given == 1
        assert receipt.refused == 1
        assert any("khoảng 6,5 năm" in text for text in receipt.errors)

    def test_a_refused_resubmission_stays_an_error_at_every_command(self, book, contents) -> None:
        after = sent(
            book,
            form_of(contents["SGDDT"], value("2.1.1", direct=6.5), JULY),
            form_of(contents["SGDDT"], value("2.1.1", direct="sáu"), AUGUST),
        )
        assert cell(after, "tblValues", "2.1.1", "direct") == 6.5
        for _ in range(3):
            outcome = validate(after, BY)
            after = outcome.state
            assert [item.subject for item in outcome.errors if item.code == "E402"] == ["2.1.1"]

    def test_a_missing_base_figure_is_owed_by_the_statistics_office_and_by_nobody_else(
        self, book, contents
    ) -> None:
        answers = {"frmValues": {code: {"numerator": 5.0, **STATUS} for code in ("5.2.2", "5.3.1")}}
        after = sent(book, form_of(contents["BQLKCN"], answers, JULY))
        assert not {"5.2.2", "5.3.1"} & owing(after, "BQLKCN").keys()
        assert "số gốc" in owing(after, "TKT").values()

    def test_a_promise_to_send_later_is_still_owed(self, book, contents) -> None:
        after = sent(book, form_of(contents["SGDDT"], value("2.1.1", missing="CTH"), JULY))
        assert "2.1.1" in owing(after, "SGDDT")

    def test_a_correction_that_was_asked_for_does_not_make_an_agency_late(self, book, contents) -> None:
        complete = {
            "frmValues": {
                code: {"direct": 6.5, **STATUS}
                if code == "2.1.1"
                else {"numerator": 5.0, "denominator": 10.0, **STATUS}
                for code in contents["SGDDT"].tables["frmValues"]["code"]
            }
        }
        first = form_of(contents["SGDDT"], complete, JULY)
        again = form_of(contents["SGDDT"], {**complete, "frmTasks": {}} | value("2.1.1", direct=6.6), AUGUST)
        after = told_on(sent(book, first, again), None)
        (agency,) = (one for one in report_facts(after).agencies if one.code == "SGDDT")
        assert agency.days_late == 0
        (receipt,) = submissions(after)
        assert receipt.complete_since == JULY.date()

    def test_a_clock_that_cannot_be_right_is_questioned_and_not_trusted(self, book, contents) -> None:
        future = form_of(contents["SGDDT"], value("2.1.1", direct=6.5), datetime(2027, 1, 3))
        result = import_forms(book, [future], date(2025, 7, 30))
        assert "W361" in {item.code for item in result.rest}
        assert list(result.workspace["tblSubmissions"]["clock"]) == ["đáng ngờ"]
        told = told_on(result.workspace, date(2025, 7, 30))
        assert told["tblProgress"].set_index("agency").at["Sở GD&ĐT", "submitted"] == date(2025, 7, 30)

    def test_an_extension_is_honoured_by_sheet_and_letter(self, book) -> None:
        progress = book["tblProgress"].copy()
        progress.loc[progress["agency"] == "Sở TP", "extended"] = date(2025, 12, 1)
        after = told_on(book.having(tblProgress=progress), None)
        row = after["tblProgress"].set_index("agency").loc["Sở TP"]
        assert (row["state"], row["days_late"]) == ("Chưa đến hạn", 0)
        due = after["tblDue"].query("agency == 'Sở TP'")
        assert (due["days"] == 0).all()

    def test_one_person_is_not_both_leader_and_officer(self, book) -> None:
        persons = [
            {"agency": "Sở TP", "role": role, "name": "Nguyễn Văn A"}
            for role in ("Lãnh đạo cơ quan", "Chuyên viên")
        ]
        after = told_on(book.adding("tblContacts", persons), None)
        due = after["tblDue"].query("agency == 'Sở TP' and part == 'Đầu mối'").set_index("code")
        assert due.loc["lãnh đạo", "owed"] == 0
        assert due.loc["cán bộ đầu mối", "owed"] == 1

    def test_a_task_past_its_day_is_overdue_on_both_sheets_and_in_the_report(self, book) -> None:
        tasks = book["tblTasks"].copy()
        own = tasks["code"] == "III.2.2.a"
        tasks.loc[own, "state"] = "Đang thực hiện"
        tasks.loc[own, "deadline"] = date(2025, 8, 1)
        after = told_on(book.having(tblTasks=tasks), None)
        assert after["tblMatrix"].set_index("code").at["III.2.2.a", "days"] == 75
        assert after["tblProgress"].set_index("agency").at["Sở TC", "tasks_late"] == 1
        (agency,) = (one for one in report_facts(after).agencies if one.code == "STC")
        assert [item.code for item in agency.overdue] == ["III.2.2.a"]

    def test_every_agency_answers_the_collective_tasks_for_itself(self, book, contents) -> None:
        answer = {"frmTasks": {"III.1.a": {"state": "Hoàn thành", "result": "Đã phổ biến"}}}
        after = told_on(sent(book, form_of(contents["SGDDT"], answer, JULY)), None)
        due = after["tblDue"].query("code == 'III.1.a'").set_index("agency")
        assert due.loc["Sở GD&ĐT", "state"] == "Hoàn thành"
        assert due.loc["Sở TC", "state"] == "Chưa gửi"

    def test_two_agencies_with_one_figure_keep_both_and_ask(self, book, contents) -> None:
        code = next(
            code
            for code in contents["TKT"].tables["frmValues"]["code"]
            if "SNV" in contents and code in set(contents["SNV"].tables["frmValues"]["code"])
        )
        fields = {"numerator": 5.0, "denominator": 10.0} if code != "5.1.2" else {"numerator": 5.0}
        other = {**fields, "numerator": 6.0}
        after = sent(
            book,
            form_of(contents["SNV"], value(code, **fields), JULY),
            form_of(contents["TKT"], value(code, **other), JULY),
        )
        verdicts = after["tblAnswers"].query(f"code == '{code}' and field == 'Tử số'")
        assert set(verdicts["verdict"]) == {"đã nhận", "mâu thuẫn"}
        assert "W308" in {item.code for item in validate(after, BY).findings}

    def test_the_policy_documents_of_all_agencies_are_united(self, book, contents) -> None:
        both = [
            (agency, code)
            for agency, content in contents.items()
            if "frmPolicies" in content.tables
            for code in content.tables["frmPolicies"]["code"]
        ]
        code = next(code for _, code in both if sum(other == code for _, other in both) > 1)
        senders = [agency for agency, other in both if other == code][:2]
        forms = [
            form_of(
                contents[agency],
                {"frmPolicies": {code: {"in_force": "Có", "documents": f"Số {at}/NQ-HĐND", **STATUS}}},
                JULY,
            )
            for at, agency in enumerate(senders, start=1)
        ]
        after = sent(book, *forms)
        assert set(cell(after, "tblPolicies", code, "documents").splitlines()) == {
            "Số 1/NQ-HĐND",
            "Số 2/NQ-HĐND",
        }


class TestDays:
    def test_one_workbook_tells_three_days_consistently(self, book, contents) -> None:
        after = sent(
            book,
            form_of(contents["SGDDT"], value("2.1.1", direct=6.5), datetime(2025, 8, 20)),
            form_of(contents["SGDDT"], value("2.1.1", direct=6.9), datetime(2025, 11, 10)),
            day=date(2025, 11, 20),
        )
        seen = []
        for day in (date(2025, 8, 1), date(2025, 10, 15), date(2025, 11, 20)):
            told = told_on(after, day)
            seen.append(cell(told, "tblValues", "2.1.1", "direct"))
            assert told.settings.day("as_of") == day
            sheet = {agency.code for agency in owed(told)}
            assert ("2.1.1" in owing_in(told, "SGDDT")) is (day == date(2025, 8, 1))
            assert {a.code for a in letter_facts(told).agencies if a.missing or a.overdue} <= sheet
        assert seen[0] != seen[0]
        assert seen[1:] == [6.5, 6.9]

    def test_letters_register_themselves_and_the_next_round_follows(self, book) -> None:
        first = letters(book, date(2025, 8, 10))
        again = letters(first.state, date(2025, 9, 10))
        assert {file.name for file in first.files if file.name.endswith("lan-1.docx")}
        assert all(file.name.endswith("lan-2.docx") for file in again.files)
        row = again.state["tblLetters"].iloc[-1]
        assert (row["round"], row["sent"]) == (2, date(2025, 9, 10))
        assert row["asked"]
        assert len(told_on(again.state, date(2025, 8, 20))["tblLetters"]) == len(first.files)


def owing_in(told: Workspace, code: str) -> set[str]:
    return {item.code for one in owed(told) if one.code == code for item in one.items}


class TestReasons:
    def test_an_accepted_finding_stays_accepted_through_every_command_and_silences_the_letter(
        self, book, contents
    ) -> None:
        local = book["tblIndicators"].query(
            "source_group == 'địa phương' and entry == 'tỷ số' and base == ''"
        )
        values = book["tblValues"].set_index("code")
        code = next(code for code in local["code"] if values.at[code, "agency"] != "Sở KH&CN")
        sender = next(
            agency
            for agency, content in contents.items()
            if content.agency.short == values.at[code, "agency"]
        )
        after = sent(book, form_of(contents[sender], value(code, numerator=1.0, denominator=9.0), JULY))
        after = validate(after, BY).state
        assert any(item == "tài liệu minh chứng" for item in owing(after, sender).values())
        found = after["tblFindings"].copy()
        mine = (found["code"] == "W421") & (found["subject"] == code)
        assert mine.sum() == 1
        found.loc[mine, "accepted"] = "Bộ đã có tài liệu"
        after = validate(after.having(tblFindings=found), BY).state
        later = sent(after, form_of(contents["SGDDT"], value("2.1.1", direct=6.5), JULY))
        later = validate(validate(later, BY).state, BY).state
        kept = later["tblFindings"].query(f"code == 'W421' and subject == '{code}'")
        assert list(kept["accepted"]) == ["Bộ đã có tài liệu"]
        assert "tài liệu minh chứng" not in owing(later, sender).values()

    def test_the_state_of_evidence_that_an_official_noted_outlives_a_new_form(self, book, contents) -> None:
        frame = {"frmEvidence": {}}
        form = form_of(contents["SGDDT"], frame, JULY)
        row = {"code": "2.1.2", "number": "1/BC", "issued": None, "title": "Báo cáo", "file": "2.1.2.pdf"}
        read = form.reads["frmEvidence"]
        for target in (JULY, AUGUST):
            form = form_of(contents["SGDDT"], frame, target)
            read = form.reads["frmEvidence"]
            read.records.append({**dict.fromkeys(read.table.keys), **row})
            read.raw.append(row)
            read.rows.append(7)
            book = sent(book, form)
            if target is JULY:
                evidence = book["tblEvidence"].copy()
                evidence["state"] = "Chờ bổ sung"
                book = book.having(tblEvidence=evidence)
        assert list(book["tblEvidence"]["state"]) == ["Chờ bổ sung"]


class TestAgencies:
    def test_a_renamed_agency_keeps_what_it_sent_under_its_old_name(self, book, contents) -> None:
        after = sent(book, form_of(contents["SGDDT"], value("2.1.1", direct=6.5), JULY))
        agencies = after["tblAgencies"].copy()
        agencies.loc[agencies["code"] == "SGDDT", "name"] = "Sở Giáo dục"
        told = told_on(after.having(tblAgencies=agencies), None)
        (receipt,) = submissions(told)
        assert (receipt.agency, receipt.form_version) == ("Sở Giáo dục", contents["SGDDT"].identity["form"])
        assert set(told["tblSubmissions"]["sent_as"]) == {"Sở GD&ĐT"}

    def test_what_a_dissolved_agency_owed_its_successor_owes(self, book, contents) -> None:
        after = sent(book, form_of(contents["SGDDT"], value("2.1.1", direct=6.5), JULY))
        agencies = after["tblAgencies"].copy()
        own = agencies["code"] == "SGDDT"
        agencies.loc[own, "valid_to"] = date(2025, 9, 1)
        agencies.loc[own, "successor"] = "SNV"
        told = told_on(after.having(tblAgencies=agencies), None)
        assert "2.1.2" in owing_in(told, "SNV")
        assert owing_in(told, "SGDDT") == set()
        assert cell(told, "tblValues", "2.1.1", "direct") == 6.5

    def test_an_agency_that_was_split_hands_each_part_to_the_one_who_takes_it(self, book, contents) -> None:
        after = sent(book, form_of(contents["SGDDT"], value("2.1.1", direct=6.5), JULY))
        agencies = after["tblAgencies"].copy()
        own = agencies["code"] == "SGDDT"
        agencies.loc[own, "valid_to"] = date(2025, 9, 1)
        agencies.loc[own, "successor"] = "SNV; STC: 2.1.1, 2.1.2"
        told = told_on(after.having(tblAgencies=agencies), None)
        assert "2.1.2" in owing_in(told, "STC")
        assert "5.1.1" in owing_in(told, "SNV")
        assert owing_in(told, "SGDDT") == set()
        assert cell(told, "tblValues", "2.1.1", "direct") == 6.5
        assert "2.1.1" not in owing_in(told, "STC")
        assert State(told).completed().get("STC") is None
        progress = told["tblProgress"].set_index("agency")["submitted"]
        assert progress["Sở TC"] == progress["Sở NV"] == JULY.date()

    def test_papers_give_both_names_of_an_agency_that_changed(self, book, contents, tmp_path) -> None:
        after = sent(book, form_of(contents["SGDDT"], value("2.1.1", direct=6.5), JULY))
        agencies = after["tblAgencies"].copy()
        own = agencies["code"] == "SGDDT"
        agencies.loc[own, ["name", "short", "aliases"]] = "Sở Giáo dục", "Sở GD", ""
        renamed = told_on(after.having(tblAgencies=agencies), None)
        facts = {agency.code: agency for agency in report_facts(renamed).agencies}
        assert facts["SGDDT"].both_names == "Sở Giáo dục (trước đây: Sở Giáo dục và Đào tạo, Sở GD&ĐT)"
        assert cell(renamed, "tblValues", "2.1.1", "agency") == "Sở GD"
        assert "2.1.2" in owing_in(renamed, "SGDDT")
        (receipt,) = submissions(renamed)
        assert receipt.sent_as == "Sở GD&ĐT"
        agencies = after["tblAgencies"].copy()
        agencies.loc[own, ["valid_to", "successor"]] = date(2025, 9, 1), "SNV"
        dissolved = told_on(after.having(tblAgencies=agencies), None)
        letter = next(file for file in letters(dissolved).files if "snv" in file.name.lower())
        path = tmp_path / letter.name
        path.write_bytes(letter.content)
        assert "Sở Giáo dục và Đào tạo nay thuộc trách nhiệm" in text_of(path)

    def test_a_reason_outlives_the_renaming_of_the_agency_that_it_names(self, book, contents) -> None:
        after = validate(sent(book, form_of(contents["SGDDT"], value("2.1.1", direct=6.5), JULY)), BY).state
        found = after["tblFindings"].copy()
        mine = (found["code"] == "W428") & (found["subject"] == "SGDDT")
        assert mine.sum() == 1
        found.loc[mine, "accepted"] = "Sẽ cử sau khi sắp xếp"
        after = validate(after.having(tblFindings=found), BY).state
        agencies = after["tblAgencies"].copy()
        agencies.loc[agencies["code"] == "SGDDT", ["name", "short"]] = "Sở Giáo dục", "Sở GD"
        later = validate(after.having(tblAgencies=agencies), BY).state
        kept = later["tblFindings"].query("code == 'W428' and subject == 'SGDDT'")
        assert list(kept["accepted"]) == ["Sẽ cử sau khi sắp xếp"]
        assert len(later["tblDecisions"]) == len(after["tblDecisions"])

    def test_nobody_whose_papers_have_not_changed_gets_a_second_name(self, book, contents) -> None:
        after = told_on(sent(book, form_of(contents["SGDDT"], value("2.1.1", direct=6.5), JULY)), None)
        assert {agency.formerly for agency in report_facts(after).agencies} == {()}
        assert {one.sent_as for one in submissions(after)} == {""}


class TestReturns:
    def test_a_form_with_refusals_goes_back_with_its_values_and_what_to_mend(
        self, book, contents, tmp_path
    ) -> None:
        from openpyxl import load_workbook

        answers = {"frmValues": {"2.1.1": {"direct": "sáu", **STATUS}}}
        after = sent(book, form_of(contents["SGDDT"], answers, JULY))
        (file,) = returns(after).files
        path = tmp_path / file.name
        path.write_bytes(file.content)
        opened = load_workbook(path)
        marked = [c for row in opened["Số liệu"].iter_rows() for c in row if c.comment]
        assert [cell.value for cell in marked] == ["sáu"]
        assert "Cách sửa" in marked[0].comment.text
        listed = [str(c.value) for row in opened["Cần sửa"].iter_rows() for c in row if c.value]
        assert "2.1.1" in listed

    def test_a_form_without_faults_is_not_sent_back(self, book, contents) -> None:
        after = sent(book, form_of(contents["SGDDT"], value("2.1.1", direct=6.5), JULY))
        assert returns(after).files == ()


class TestCarriedOver:
    def test_a_workbook_of_the_first_version_keeps_every_figure_and_says_what_it_cannot_know(
        self, book, contents
    ) -> None:
        after = sent(book, form_of(contents["SGDDT"], value("2.1.1", direct=6.5), JULY))
        old = after.having(**{name: after[name].iloc[:0] for name in LEDGER})
        outcome = validate(old, BY)
        assert "W366" in {item.code for item in outcome.findings}
        assert list(outcome.state["tblSubmissions"]["source"]) == ["chuyển từ bản trước"]
        assert cell(outcome.state, "tblValues", "2.1.1", "direct") == 6.5
        assert cell(outcome.state, "tblValues", "2.1.1", "src_sha256") == cell(
            after, "tblValues", "2.1.1", "src_sha256"
        )


def test_sheet_letters_report_and_status_name_the_same_agencies_and_things(book, contents) -> None:
    after = sent(
        book,
        form_of(contents["SGDDT"], value("2.1.1", direct="sáu"), JULY),
        form_of(contents["SNV"], {}, AUGUST),
    )
    told = told_on(after, None)
    lines = told["tblDue"].query("owed == 1 or (part == 'Nhiệm vụ' and days > 0)")
    sheet = set(lines["agency"])
    facts = report_facts(told)
    shorts = {agency.code: agency.short for agency in State(told).registry.agencies}
    report = {shorts[one.code] for one in facts.agencies if one.missing or one.overdue}
    assert sheet == report
    for one in facts.agencies:
        own = lines[lines["agency"] == shorts[one.code]]
        assert len(own) == len(one.missing) + len(one.overdue)
    status = "\n".join(status_lines(after))
    assert all(one.name in status for one in facts.agencies if one.missing)


def test_the_import_command_lists_its_findings_and_those_of_the_checks_once(book, contents) -> None:
    form = form_of(contents["SGDDT"], value("2.1.1", direct="sáu"), JULY)
    outcome = import_command(book, [form], [], BY)
    listed = outcome.state["tblFindings"]
    assert list(listed.query("subject == '2.1.1' and code == 'E402'")["file"]) == [form.path.name]
    assert isinstance(import_forms(book, [form], BY.day), Imported)
