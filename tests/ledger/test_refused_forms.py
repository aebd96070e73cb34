"""A form that had to be refused whole was sent all the same: nobody is said not to have sent it, and its correction is not late."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from docgen.letters import write_receipt
from pii_xl.collect.form_content import form_contents
from pii_xl.collect.form_import import import_forms
from pii_xl.commands.documents import told_on
from pii_xl.commands.history import history_lines
from pii_xl.commands.returns import returns
from pii_xl.demo.run import demo_workspace, filled
from pii_xl.demo.sample_data import sample_answers
from pii_xl.facts.receipts import submissions
from pii_xl.facts.report import unnumbered_facts
from pii_xl.layout.due import NOT_SENT, SENT_TO_MEND
from pii_xl.layout.form import FORM
from pii_xl.layout.ledger import Part, Source, Verdict
from pii_xl.ledger.present import present
from pii_xl.ledger.state import FIELDS
from pii_xl.workbook.books.form_book import build_form
from pii_xl.workbook.books.return_book import RED, TO_MEND
from pii_xl.workbook.reading.form_file import read_forms
from pii_xl.workspace.workspace import Workspace
from tests.docgen.texts import text_of
from tests.hostile.kinds import book_change, identity, parts_of, put

AGENCY = "SCT"
SENT, MENDED, DEADLINE = datetime(2025, 9, 10, 9), datetime(2025, 10, 20, 9), date(2025, 9, 30)


@pytest.fixture(scope="module")
def workspace() -> Workspace:
    found = demo_workspace()
    return present(found.having(settings=found.settings.having(deadline=DEADLINE)))


@pytest.fixture
def form(workspace: Workspace, tmp_path: Path):
    """A function that makes the agency's filled form, saved at a moment; ``broken``: with its tasks taken out."""
    content = next(one for one in form_contents(workspace) if one.agency.code == AGENCY)

    def made(saved: datetime, *, broken: bool = False, name: str = "") -> Path:
        path = tmp_path / (name or f"{content.agency.code}-{saved:%m%d}.xlsx")
        build_form(workspace, filled(content, sample_answers(workspace)), path, saved)
        if broken:
            book = load_workbook(path)
            del book["Nhiệm vụ"]
            book.save(path)
            _save_at(path, saved)
        return path

    return made


def _save_at(path: Path, saved: datetime) -> None:
    """The file says that it was saved then."""
    parts = parts_of(path)
    stamp = f"{saved:%Y-%m-%dT%H:%M:%SZ}".encode()
    parts["docProps/core.xml"] = re.sub(
        rb"(<dcterms:modified[^>]*>)[^<]+", rb"\g<1>" + stamp, parts["docProps/core.xml"]
    )
    put(path, parts)


def _without_tasks(path: Path) -> set[str]:
    book = load_workbook(path)
    del book["Nhiệm vụ"]
    book.save(path)
    return set()


def _without_a_column(path: Path) -> set[str]:
    """The last year's figures are not wanted by anybody who is in a hurry."""
    table = FORM.table("frmValues")
    book = load_workbook(path)
    book[table.sheet].delete_cols(table.column + table.keys.index("previous") + 1)
    book.save(path)
    return set()


def _without_a_row(path: Path) -> set[str]:
    table = FORM.table("frmValues")
    book = load_workbook(path)
    code = book[table.sheet].cell(table.row + 2, table.column + table.keys.index("code") + 1).value
    book[table.sheet].delete_rows(table.row + 2)
    book.save(path)
    return {str(code)}


def _first_figure(book):
    """The first number that the agency typed, in a returned form or in one that was sent."""
    table = FORM.table("frmValues")
    sheet = book[table.sheet]
    column = table.column + table.keys.index("direct") + 1
    return next(
        sheet.cell(row, column)
        for row in range(table.row + 2, sheet.max_row + 1)
        if sheet.cell(row, column).value is not None
    )


def imported(workspace: Workspace, day: date, *paths: Path) -> Workspace:
    forms, refused = read_forms(list(paths))
    return import_forms(workspace, forms, day, "người thử", refused).workspace


def owed(workspace: Workspace, day: date) -> dict[str, set[str]]:
    """State → codes of what the agency owes as of a day."""
    told = told_on(workspace, day)["tblDue"]
    mine = told[(told["agency"] == "Sở CT") & (told["owed"] == 1)]
    return {state: set(rows["code"]) for state, rows in mine.groupby("state")}


def test_it_is_in_the_ledger_with_its_file_and_the_reason(workspace, form):
    result = imported(workspace, date(2025, 9, 11), form(SENT, broken=True))
    (row,) = result["tblSubmissions"].to_dict("records")
    assert (row["source"], row["agency"], row["file"]) == (str(Source.REFUSED), AGENCY, "SCT-0910.xlsx")
    assert "Nhiệm vụ" in row["note"]


def test_what_could_be_read_of_it_is_kept_and_counts_for_nothing(workspace, form):
    result = imported(workspace, date(2025, 9, 11), form(SENT, broken=True))
    answers = result["tblAnswers"]
    assert {str(Part.VALUE), str(Part.CONTACT)} <= set(answers["part"])
    assert set(answers["verdict"]) == {str(Verdict.REFUSED)}
    (row,) = result["tblSubmissions"].to_dict("records")
    assert (row["accepted"], row["withdrawn"], row["paper"]) == (0, 0, "")
    assert row["refused"] == len({(one.part, one.code) for one in answers.itertuples() if one.part in FIELDS})
    for name in ("tblValues", "tblContacts", "tblEvidence"):
        assert result[name].equals(workspace[name])


def test_its_history_can_be_told(workspace, form):
    result = imported(workspace, date(2025, 9, 11), form(SENT, broken=True))
    code = next(iter(result["tblAnswers"]["code"]))
    lines = history_lines(result, code=code)
    assert lines
    assert all(str(Source.REFUSED) in line and str(Verdict.REFUSED) in line for line in lines)


def test_what_the_agency_owes_is_said_to_be_sent_and_to_mend(workspace, form):
    before = owed(workspace, date(2025, 10, 15))
    after = owed(imported(workspace, date(2025, 9, 11), form(SENT, broken=True)), date(2025, 10, 15))
    assert NOT_SENT in before
    assert SENT_TO_MEND not in before
    assert NOT_SENT not in after or not (after[NOT_SENT] - before.get("Chưa đến lượt", set()))
    assert after[SENT_TO_MEND] >= before[NOT_SENT] - after.get(NOT_SENT, set())


def test_before_it_came_nothing_was_sent(workspace, form):
    result = imported(workspace, date(2025, 9, 11), form(SENT, broken=True))
    assert SENT_TO_MEND not in owed(result, date(2025, 9, 5))


def test_its_correction_after_the_deadline_makes_nobody_late(workspace, form):
    result = imported(workspace, date(2025, 9, 11), form(SENT, broken=True))
    result = imported(result, date(2025, 10, 21), form(MENDED))
    row = told_on(result, date(2025, 10, 25))["tblProgress"].set_index("agency").loc["Sở CT"]
    assert row["days_late"] == 0
    assert row["completed"] == SENT.date()
    alone = imported(workspace, date(2025, 10, 21), form(MENDED, name="chi-co-mot.xlsx"))
    late = told_on(alone, date(2025, 10, 25))["tblProgress"].set_index("agency").loc["Sở CT"]
    assert late["days_late"] > 0


def test_a_good_form_after_it_leaves_nothing_to_mend(workspace, form):
    result = imported(workspace, date(2025, 9, 11), form(SENT, broken=True))
    result = imported(result, date(2025, 10, 21), form(MENDED))
    assert SENT_TO_MEND not in owed(result, date(2025, 10, 25))


def test_a_refused_form_after_a_good_one_takes_nothing_away(workspace, form):
    good = imported(workspace, date(2025, 9, 11), form(SENT))
    result = imported(good, date(2025, 10, 21), form(MENDED, broken=True))
    assert result["tblValues"].equals(good["tblValues"])
    assert owed(result, date(2025, 10, 25)) == owed(good, date(2025, 10, 25))


def test_the_same_file_again_changes_nothing(workspace, form):
    path = form(SENT, broken=True)
    once = imported(workspace, date(2025, 9, 11), path)
    twice = imported(once, date(2025, 9, 12), path)
    assert twice["tblSubmissions"].equals(once["tblSubmissions"])


def test_a_forged_form_is_nobodys(workspace, form, tmp_path):
    path = form(SENT, broken=True)
    book_change(identity("agency", "SGDDT"))(path, 0)
    assert len(imported(workspace, date(2025, 9, 11), path)["tblSubmissions"]) == 0


class TestReturns:
    """An agency whose form could not be read gets one that can be, and is told why."""

    def given_back(self, workspace: Workspace, folder: Path) -> dict[str, object]:
        (file,) = returns(workspace, date(2025, 10, 25)).files
        (folder / file.name).write_bytes(file.content)
        book = load_workbook(folder / file.name)
        told = [str(c) for row in book[TO_MEND].iter_rows(values_only=True) for c in row if c]
        return {"name": file.name, "told": " ".join(told), "path": folder / file.name}

    @staticmethod
    def figures(path: Path):
        """What stands in the figures' cells of a form."""
        (read,), refused = read_forms([path])
        assert refused == []
        return read.reads["frmValues"].frame[["code", "direct", "numerator", "note"]]

    def test_it_is_a_form_that_can_be_read_and_tells_why(self, workspace, form, tmp_path):
        back = self.given_back(imported(workspace, date(2025, 9, 11), form(SENT, broken=True)), tmp_path)
        assert back["name"].endswith("_tra-lan-1.xlsx")
        assert "SCT-0910.xlsx" in back["told"]
        assert "Nhiệm vụ" in back["told"]
        assert "_pii" not in back["told"], "sheets that nobody sees are named to nobody"
        assert back["told"].count("Cách sửa") == 1, (
            "the heading of the column; the reason has no remedy of its own"
        )
        again, refused = read_forms([back["path"]])
        assert (len(again), refused) == (1, [])

    @pytest.mark.parametrize("broken", [_without_tasks, _without_a_column, _without_a_row])
    def test_nobody_types_again_what_could_be_read_of_it(self, workspace, form, tmp_path, broken):
        sent = self.figures(form(SENT, name="nguyen-ven.xlsx"))
        path = form(SENT)
        lost = broken(path)
        _save_at(path, SENT)
        back = self.given_back(imported(workspace, date(2025, 9, 11), path), tmp_path)
        kept = ~sent["code"].isin(lost)
        assert self.figures(back["path"])[kept].equals(sent[kept])

    def test_its_own_figures_come_before_those_of_the_form_before(self, workspace, form, tmp_path):
        good = imported(workspace, date(2025, 9, 11), form(SENT))
        path = form(MENDED)
        book = load_workbook(path)
        cell = _first_figure(book)
        cell.value = 77
        del book["Nhiệm vụ"]
        book.save(path)
        _save_at(path, MENDED)
        back = self.given_back(imported(good, date(2025, 10, 21), path), tmp_path)
        shown = load_workbook(back["path"])
        assert _first_figure(shown).value == 77
        assert "77" in back["told"], "the difference from the round before is told"

    def test_a_cell_of_it_that_cannot_be_used_is_red_too(self, workspace, form, tmp_path):
        path = form(SENT)
        book = load_workbook(path)
        cell = _first_figure(book)
        cell.value = "chưa có"
        del book["Nhiệm vụ"]
        book.save(path)
        _save_at(path, SENT)
        back = self.given_back(imported(workspace, date(2025, 9, 11), path), tmp_path)
        marked = _first_figure(load_workbook(back["path"]))
        assert (marked.value, marked.fill.fgColor.rgb[2:]) == ("chưa có", RED.strip("#"))

    def test_after_a_good_form_it_has_what_was_sent_before(self, workspace, form, tmp_path):
        good = imported(workspace, date(2025, 9, 11), form(SENT))
        back = self.given_back(imported(good, date(2025, 10, 21), form(MENDED, broken=True)), tmp_path)
        assert back["name"].endswith("_tra-lan-2.xlsx")
        (returned,), _ = read_forms([back["path"]])
        (sent,), _ = read_forms([form(SENT, name="lan-1.xlsx")])
        values = "frmValues"
        assert (
            returned.reads[values]
            .frame[["code", "direct", "numerator"]]
            .equals(sent.reads[values].frame[["code", "direct", "numerator"]])
        )

    def test_a_good_form_after_it_goes_not_back(self, workspace, form):
        result = imported(workspace, date(2025, 9, 11), form(SENT, broken=True))
        result = imported(result, date(2025, 10, 21), form(MENDED))
        assert returns(result, date(2025, 10, 25)).files == ()


class TestReceipts:
    @staticmethod
    def received(book: Workspace):
        """What the receipts say of the agency."""
        return next(one for one in submissions(told_on(book, date(2025, 10, 25))) if one.code == AGENCY)

    def test_a_form_that_could_not_be_read_has_a_receipt_with_its_day_and_the_reason(
        self, workspace, form, tmp_path: Path
    ) -> None:
        book = imported(workspace, date(2025, 9, 11), form(SENT, broken=True))
        one = self.received(book)
        assert (one.files, one.given, one.received) == ((), 0, SENT.date())
        (unread,) = one.unread
        assert unread.sent == SENT.date()
        assert "Nhiệm vụ" in unread.reason
        text = text_of(write_receipt(one, unnumbered_facts(told_on(book, None)), tmp_path / "bn.docx"))
        assert "01 tệp phiếu đã nhận nhưng không đọc được; ngày gửi vẫn được ghi nhận" in text
        assert "không phát hiện lỗi" not in text
        assert "chưa kê khai tài liệu" not in text

    def test_beside_a_good_form_the_unread_one_is_named_too(self, workspace, form) -> None:
        book = imported(workspace, date(2025, 9, 11), form(SENT, broken=True))
        one = self.received(imported(book, date(2025, 10, 21), form(MENDED)))
        assert len(one.files) == len(one.unread) == 1
