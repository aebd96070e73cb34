"""The code on the signed page: it changes with everything that the page shows, so that paper and file can be compared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from pii_xl.collect.form_content import form_contents
from pii_xl.commands.documents import told_on
from pii_xl.demo.run import demo_workspace
from pii_xl.facts.receipts import submissions
from pii_xl.ground.frames import records
from pii_xl.layout.form import CODE_RULE, PRINT
from pii_xl.layout.form_rules import PLACES
from pii_xl.workbook.reading.form_file import read_form
from pii_xl.workspace.form_sheets import code_of
from pii_xl.workspace.workspace import Workspace
from tests.collect.conftest import imported
from tests.small_province import small_workspace

SENDER, RATIO, DIRECT = "SGDDT", "2.1.2", "2.1.1"
VALUES = "frmValues"


@dataclass(frozen=True)
class Typed:
    """What stands in one cell of an indicator's row at first and afterwards."""

    code: str
    key: str
    before: object
    after: object

    def tables(self, form: dict[str, pd.DataFrame], content: object) -> dict[str, pd.DataFrame]:
        """The tables of ``form`` with ``content`` in the cell."""
        frame = form[VALUES].astype(object)
        frame.loc[frame["code"] == self.code, self.key] = content
        return {**form, VALUES: frame}


CHANGES = {
    "another figure": Typed(DIRECT, "direct", 6.5, 6.51),
    "the fourth decimal": Typed(DIRECT, "direct", 6.5, 6.5001),
    "a figure less than zero": Typed(DIRECT, "direct", 3.0, -3.0),
    "a zero in place of nothing": Typed(DIRECT, "direct", None, 0.0),
    "words in place of nothing": Typed(DIRECT, "direct", None, "abc"),
    "a numerator": Typed(RATIO, "numerator", 12.0, 13.0),
    "a denominator": Typed(RATIO, "denominator", 100.0, 1000.0),
    "an explanation": Typed(DIRECT, "note", "", "theo báo cáo năm"),
    "an explanation of the same length": Typed(DIRECT, "note", "theo báo cáo năm", "theo báo cáo quý"),
    "two letters in each other's place": Typed(DIRECT, "note", "số 12", "số 21"),
    "a mark above a letter": Typed(DIRECT, "ev_title", "Báo cáo", "Bao cáo"),
    "small and capital letters": Typed(DIRECT, "ev_file", "2.1.1_a.pdf", "2.1.1_A.pdf"),
    "a word from one cell into the next": Typed(DIRECT, "ev_number", "12/BC", "21/BC"),
    "a reason": Typed(DIRECT, "missing", "", "Chưa có số liệu"),
    "how sure it is": Typed(DIRECT, "status", "", "ước tính"),
    "a document's number": Typed(DIRECT, "ev_number", "", "12/BC-SGDDT"),
    "a document's day": Typed(DIRECT, "ev_issued", date(2025, 3, 1), date(2025, 3, 2)),
    "a document's title": Typed(DIRECT, "ev_title", "", "Báo cáo"),
    "a document's file": Typed(DIRECT, "ev_file", "", "2.1.1_bao-cao.pdf"),
}


@pytest.fixture(scope="module")
def form() -> dict[str, pd.DataFrame]:
    (content,) = (
        one for one in form_contents(demo_workspace(small_workspace())) if one.agency.code == SENDER
    )
    return dict(content.tables)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_one_change_gives_another_code(form: dict[str, pd.DataFrame], change: Typed) -> None:
    before, after = (code_of(change.tables(form, content)) for content in (change.before, change.after))
    assert before != after


def one_more(key: str, **row: object) -> Callable[[dict[str, pd.DataFrame]], dict[str, pd.DataFrame]]:
    def more(form: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
        frame = form[key]
        return {
            **form,
            key: pd.concat([frame, pd.DataFrame([row])], ignore_index=True).reindex(columns=frame.columns),
        }

    return more


@pytest.mark.parametrize(
    "more",
    [
        one_more("frmEvidence", code=DIRECT, number="12/BC", title="Báo cáo", file="2.1.1_a.pdf"),
        one_more("frmEvidence", code=DIRECT, issued=date(2025, 3, 1)),
        one_more("frmDocuments", group="Nhóm 1", number="5/NQ-HĐND", title="Nghị quyết"),
    ],
    ids=["evidence", "a day", "a policy's document"],
)
def test_one_line_more_gives_another_code(
    form: dict[str, pd.DataFrame], more: Callable[[dict[str, pd.DataFrame]], dict[str, pd.DataFrame]]
) -> None:
    assert code_of(more(form)) != code_of(form)


@pytest.mark.parametrize(
    ("table", "key", "before", "after"),
    [
        ("frmTasks", "result", "Đã mở 2 lớp", "Đã mở 3 lớp"),
        ("frmTasks", "state", "Hoàn thành", "Chưa thực hiện"),
        ("frmTasks", "difficulty", "", "Thiếu kinh phí"),
    ],
)
def test_what_is_told_of_a_task_gives_another_code(
    form: dict[str, pd.DataFrame], table: str, key: str, before: str, after: str
) -> None:
    def told(content: str) -> dict[str, pd.DataFrame]:
        frame = form[table].astype(object)
        frame.loc[frame.index[0], key] = content
        return {**form, table: frame}

    assert code_of(told(before)) != code_of(told(after))


def test_beyond_what_is_looked_at_the_length_still_counts(form: dict[str, pd.DataFrame]) -> None:
    text = "một câu dài " * 40
    assert len(text) > PLACES
    longer = Typed(DIRECT, "note", text, text + "!")
    before, after = (code_of(longer.tables(form, content)) for content in (longer.before, longer.after))
    assert before != after


def test_the_same_content_gives_the_same_code(form: dict[str, pd.DataFrame]) -> None:
    again = {name: frame.copy() for name, frame in form.items()}
    assert code_of(again) == code_of(form)


class TestKept:
    """The workbook keeps the code of every form that came in, and the receipt tells it."""

    def test_the_ledger_and_the_receipt_say_what_the_paper_has_to_say(
        self, workspace: Workspace, form_of: Callable[[str], Path]
    ) -> None:
        path = form_of(SENDER)
        result, _ = imported(workspace, path)
        (row,) = records(result["tblSubmissions"])
        page = load_workbook(path, data_only=True)[PRINT]
        shown = " ".join(str(cell) for line in page.iter_rows(values_only=True) for cell in line if cell)
        assert f"Mã nội dung {row['paper']}" in shown
        (receipt,) = (one for one in submissions(told_on(result, None)) if one.code == SENDER)
        assert receipt.paper == row["paper"]

    def test_a_form_of_another_rule_has_no_code_rather_than_a_wrong_one(
        self, form_of: Callable[[str], Path]
    ) -> None:
        read = read_form(form_of(SENDER))
        assert read.signed_code
        older = {name: told for name, told in read.identity.items() if name != CODE_RULE}
        assert replace(read, identity=older).signed_code == ""
