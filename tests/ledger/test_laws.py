"""Random years: whatever is sent, corrected, approved, locked, renamed or sent again, these laws hold."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import pandas as pd
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from pii_xl.collect.form_content import FormContent, form_contents
from pii_xl.collect.form_import import import_forms
from pii_xl.commands.decisions import Question, mark
from pii_xl.commands.documents import letters, told_on
from pii_xl.commands.validate import validate
from pii_xl.facts.owed import owed
from pii_xl.facts.report import report_facts
from pii_xl.ground.errors import DataError
from pii_xl.layout.due import SENT_TO_MEND
from pii_xl.layout.ledger import PART_TABLES, Act, Part
from pii_xl.ledger.entries import to_text
from pii_xl.ledger.present import present
from pii_xl.ledger.reasons import Official
from pii_xl.ledger.state import FIELDS, State
from pii_xl.workbook.reading.form_file import ReturnedForm
from pii_xl.workspace.workspace import Workspace
from tests.ledger.forms import form_of, things
from tests.small_province import small_workspace

LEDGER = {"tblSubmissions": "id", "tblDecisions": "n"}
FIRST_DAY = date(2025, 7, 1)
SENDERS = ("SGDDT", "SCT", "TKT")


@cache
def start() -> Workspace:
    workspace = small_workspace()
    return present(workspace.having(settings=workspace.settings.having(as_of=date(2025, 7, 1))))


@cache
def contents() -> dict[str, FormContent]:
    return {content.agency.code: content for content in form_contents(start())}


@cache
def asked(agency: str) -> list[tuple[str, str, str]]:
    return things(contents()[agency])


def answers_of(agency: str) -> st.SearchStrategy[dict[tuple[str, str, str], Any]]:
    """Some of the things an agency is asked, each with a figure, a word where a figure belongs, or a state of a task."""
    figures = st.sampled_from([0.5, 1.0, 2.0, "khoảng 5"])
    return st.dictionaries(st.sampled_from(asked(agency)), figures, max_size=4)


class Year(RuleBasedStateMachine):
    """One workbook through a year; a list of every form ever imported stands beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.book = start()
        self.today = FIRST_DAY
        self.imported: list[ReturnedForm] = []
        self.last_told: tuple[Workspace, date, Workspace] | None = None
        self.seen: dict[str, set[Any]] = {name: set() for name in LEDGER}

    @property
    def by(self) -> Official:
        return Official(self.today, "chuyên viên")

    @property
    def told(self) -> Workspace:
        """The book as papers of today tell of it, worked out once for the same book and day."""
        if self.last_told is None or self.last_told[0] is not self.book or self.last_told[1] != self.today:
            self.last_told = self.book, self.today, told_on(self.book, self.today)
        return self.last_told[2]

    @initialize()
    def begin(self) -> None:
        self.book = start()

    @rule(days=st.integers(1, 40))
    def time_goes_by(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule(data=st.data(), agency=st.sampled_from(SENDERS), ago=st.sampled_from([0, 1, 30, -400]))
    def an_agency_sends(self, data: st.DataObject, agency: str, ago: int) -> None:
        given = data.draw(answers_of(agency))
        saved = datetime.combine(self.today, datetime.min.time()) - timedelta(days=ago)
        saved += timedelta(seconds=len(self.imported))
        self._import(form_of(contents()[agency], _as_answers(given), saved))

    @precondition(lambda self: self.imported)
    @rule(data=st.data())
    def the_same_file_comes_again(self, data: st.DataObject) -> None:
        before = self.book
        form = data.draw(st.sampled_from(self.imported))
        after = import_forms(before, [form], self.today).workspace
        for name in before.tables:
            pd.testing.assert_frame_equal(before[name], after[name], obj=name)

    @rule(data=st.data(), figure=st.sampled_from([3.0, float("nan")]))
    def an_official_types_a_figure(self, data: st.DataObject, figure: float) -> None:
        agency = data.draw(st.sampled_from(SENDERS))
        name, code, field = data.draw(st.sampled_from([one for one in asked(agency) if one[0] != "frmTasks"]))
        table = {"frmValues": "tblValues", "frmBase": "tblBase"}[name]
        frame = self.book.tables[table].copy()
        frame.loc[frame["code"] == code, field] = figure
        self.book = validate(self.book.having(**{table: frame}), self.by).state

    @rule(data=st.data(), act=st.sampled_from([Act.APPROVE, Act.LOCK, Act.REOPEN]))
    def an_official_marks(self, data: st.DataObject, act: Act) -> None:
        agency = data.draw(st.sampled_from(SENDERS))
        _, code, _ = data.draw(st.sampled_from(asked(agency)))
        with suppress(DataError):  # nothing was sent, or nothing is approved
            self.book = mark(self.book, act, Question(code), self.by).state

    @rule(name=st.sampled_from(["Sở Giáo dục", "Sở Giáo dục và Đào tạo"]))
    def an_agency_is_renamed(self, name: str) -> None:
        agencies = self.book.tables["tblAgencies"].copy()
        agencies.loc[agencies["code"] == "SGDDT", "name"] = name
        self.book = validate(self.book.having(tblAgencies=agencies), self.by).state

    @rule()
    def letters_go_out(self) -> None:
        self.book = letters(self.book, self.today).state

    def _import(self, form: ReturnedForm) -> None:
        self.book = import_forms(self.book, [form], self.today, "chuyên viên").workspace
        self.imported.append(form)

    @invariant()
    def no_row_of_the_ledger_is_ever_removed(self) -> None:
        for name, key in LEDGER.items():
            now = set(self.book.tables[name][key])
            assert self.seen[name] <= now
            self.seen[name] = now

    @invariant()
    def every_answered_cell_of_every_form_is_in_the_ledger(self) -> None:
        answers = self.book.tables["tblAnswers"]
        kept = set(zip(answers["submission"], answers["code"], answers["raw"], strict=True))
        for form in self.imported:
            for code, raw in _answered(form):
                assert (form.sha256[:16], code, raw) in kept

    @invariant()
    def every_figure_on_a_sheet_is_in_the_ledger(self) -> None:
        answers = self.book.tables["tblAnswers"]
        known = set(zip(answers["part"], answers["code"], answers["value"], strict=True))
        for part in (Part.VALUE, Part.BASE):
            for row in self.book.tables[PART_TABLES[part]].to_dict("records"):
                for field in FIELDS[part]:
                    text = to_text(row[field])
                    assert not text or (str(part), str(row["code"]), text) in known

    @invariant()
    def the_present_state_follows_from_the_ledger(self) -> None:
        again = present(self.book)
        for name in ("tblValues", "tblBase", "tblTasks", "tblProgress", "tblAnswers", "tblSubmissions"):
            pd.testing.assert_frame_equal(again.tables[name], self.book.tables[name], obj=name)

    @invariant()
    def sheet_report_and_status_name_the_same_things(self) -> None:
        told = self.told
        lines = told["tblDue"].query("owed == 1 or (part == 'Nhiệm vụ' and days > 0)")
        status = {one.code: len(one.items) for one in owed(told)}
        report = {a.code: len(a.missing) + len(a.overdue) for a in report_facts(told).agencies}
        state = State(told)
        for agency in SENDERS:
            on_sheet = int((lines["agency"] == state.short(agency)).sum())
            assert on_sheet == status.get(agency, 0) == report[agency]

    @invariant()
    def what_was_sent_is_never_called_not_sent(self) -> None:
        told = self.told
        state = State(told, self.today)
        due = told["tblDue"].set_index("key")["state"]
        for standing in state.standings.values():
            for reply in standing.to_mend:
                agency = state.short(state.follows(reply.submission.agency))
                key = f"{reply.part}|{reply.code}|{agency}"
                assert key not in due.index or due[key] == SENT_TO_MEND


def _as_answers(given: dict[tuple[str, str, str], Any]) -> dict[str, dict[str, dict[str, Any]]]:
    answers: dict[str, dict[str, dict[str, Any]]] = {}
    for (table, code, field), figure in given.items():
        content = "Đang thực hiện" if table == "frmTasks" else figure
        extra = {} if table == "frmTasks" else {"status": "ước tính"}
        answers.setdefault(table, {})[code] = {field: content, **extra}
    return answers


def _answered(form: ReturnedForm) -> Iterator[tuple[str, str]]:
    for name in ("frmValues", "frmBase", "frmTasks"):
        if name not in form.reads:
            continue
        for raw in form.reads[name].raw:
            for field in ("numerator", "denominator", "direct", "value", "state"):
                content = raw.get(field)
                if content not in (None, "") and content == content:
                    yield str(raw["code"]), to_text(content)


TestYear = Year.TestCase
TestYear.settings = settings(
    max_examples=8,
    stateful_step_count=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
