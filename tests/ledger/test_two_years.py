"""Two years in the life of one office: every agency, three rounds a year, late, wrong, corrected, renamed, published, carried on.

At the end of every step the books are balanced: what was asked is answered or owed, and everybody names the same.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from pii_xl.collect.form_content import FormContent, form_contents
from pii_xl.commands.documents import letters, receipts, report, told_on
from pii_xl.commands.imports import import_forms
from pii_xl.commands.next_year import next_year
from pii_xl.commands.pack import write_pack
from pii_xl.commands.returns import returns
from pii_xl.commands.validate import validate
from pii_xl.facts.owed import owed
from pii_xl.facts.report import letter_facts, report_facts
from pii_xl.layout.due import SENT_TO_MEND
from pii_xl.ledger.present import present
from pii_xl.ledger.reasons import Official
from pii_xl.workbook.books.master_book import build_master
from pii_xl.workbook.reading.form_file import ReturnedForm
from pii_xl.workbook.reading.master_file import read_master
from pii_xl.workspace.new_year import new_workspace
from pii_xl.workspace.workspace import Workspace
from tests.ledger.forms import Answers, form_of, things

SILENT, RENAMED, MISTAKEN = "STP", "SCT", "SNV"
NEW_NAME, NEW_SHORT = "Sở Công Thương và Năng lượng", "Sở CTNL"
LEDGER = ("tblSubmissions", "tblAnswers", "tblDecisions")
WHO = "chuyên viên"


class Office:
    """The department with its one workbook; each deed ends with the books balanced."""

    def __init__(self, book: Workspace, year: int, folder: Path) -> None:
        self.book, self.year, self.folder = book, year, folder
        self.sizes: dict[str, int] = dict.fromkeys(LEDGER, 0)
        self.sent: dict[str, set[tuple[str, str]]] = {}
        self.contents = {content.agency.code: content for content in form_contents(book)}

    @property
    def deadline(self) -> date:
        day = self.book.settings.day("deadline")
        assert day is not None
        return day

    def on(self, day: date) -> None:
        """The day of the data, as the official sets it before working."""
        self.book = present(self.book.having(settings=self.book.settings.having(as_of=day)))

    def receives(self, forms: list[ReturnedForm], day: date) -> None:
        self.on(day)
        self.book = import_forms(self.book, forms, [], Official(day, WHO)).state
        self.balances()

    def renames(self, code: str, name: str, short: str, day: date) -> None:
        agencies = self.book.tables["tblAgencies"].copy()
        agencies.loc[agencies["code"] == code, ["name", "short"]] = name, short
        self.book = validate(self.book.having(tblAgencies=agencies), Official(day, WHO)).state
        self.balances()

    def urges(self, day: date) -> list[str]:
        """Letters go out; who got one, by code."""
        outcome = letters(self.book, day)
        self.book = outcome.state
        self.balances()
        return [file.name for file in outcome.files]

    def saves_and_opens(self) -> None:
        path = self.folder / f"{self.year}.xlsm"
        build_master(self.book, path)
        again = read_master(path).workspace
        for name in (*LEDGER, "tblValues", "tblTasks", "tblProgress", "tblLetters", "tblPast"):
            keys = [column.key for column in self.book.layout.table(name).stored]
            pd.testing.assert_frame_equal(again.tables[name][keys], self.book.tables[name][keys], obj=name)
        self.book = again
        self.balances()

    def balances(self) -> None:
        """What was asked is answered or owed; sheet, status, letters and report name the same; the ledger only grew."""
        told = told_on(self.book, None)
        due = told["tblDue"]
        answered = due[due["owed"] == 0].groupby("agency").size()
        owing = due[due["owed"] == 1].groupby("agency").size()
        asked = due.groupby("agency").size()
        progress = told["tblProgress"].set_index("agency")
        for agency in asked.index:
            assert asked[agency] == answered.get(agency, 0) + owing.get(agency, 0)
            assert progress.at[agency, "owed"] == owing.get(agency, 0)
        status = {one.code for one in owed(told)}
        reported = {a.code for a in report_facts(told).agencies if a.missing or a.overdue}
        assert status == reported
        assert {a.code for a in letter_facts(told).agencies if a.missing or a.overdue} == reported - {"SKHCN"}
        for name in LEDGER:
            assert len(self.book.tables[name]) >= self.sizes[name]
            self.sizes[name] = len(self.book.tables[name])


def figure_of(book: Workspace, code: str, shift: float = 0.0) -> float:
    """A figure within what an indicator may be."""
    row = book["tblIndicators"].set_index("code")
    if code not in row.index:
        return 100.0 + shift
    low, high = row.at[code, "minimum"], row.at[code, "maximum"]
    low = low if low == low else 1.0
    return float(min(low + 1.0 + shift, high if high == high else low + 1.0 + shift))


def answers(office: Office, content: FormContent, part: slice, **odd: Any) -> Answers:
    """Answers to some of the things that an agency is asked; ``odd``: what stands instead of the first figure."""
    given: Answers = {}
    for at, (table, code, _) in enumerate(things(content)[part]):
        row: dict[str, Any]
        if table == "frmTasks":
            row = {"state": "Hoàn thành", "result": "Báo cáo kết quả"}
        elif table == "frmBase":
            row = {"value": figure_of(office.book, code), "status": "ước tính"}
        else:
            row = _value(office, content, code)
        if at == 0 and odd and table != "frmTasks":
            row |= {next(iter(row)): odd["instead"]}
        given.setdefault(table, {})[code] = row
    return given


def _value(office: Office, content: FormContent, code: str) -> dict[str, Any]:
    entry = (
        content.tables["frmValues"].set_index("code").at[code, "entry"]
        if "entry" in content.tables["frmValues"]
        else ""
    )
    figure = figure_of(office.book, code)
    if entry == "tỷ số":
        return {"numerator": figure, "denominator": 1.0, "status": "ước tính"}
    return {"direct": figure, "status": "ước tính"}


def forms_of(
    office: Office, day: date, part: slice, but: tuple[str, ...] = (), **odd: Any
) -> list[ReturnedForm]:
    """Every agency's form of this round, in the order of the day."""
    start = datetime(day.year, day.month, day.day, 8)
    return [
        form_of(
            content,
            answers(office, content, part, **(odd if code == MISTAKEN else {})),
            start + timedelta(minutes=at),
        )
        for at, (code, content) in enumerate(office.contents.items())
        if code not in but
    ]


def a_year(office: Office) -> None:
    """Three rounds, a rename, letters, receipts, returns, publication, report and pack."""
    early, late, later = (office.deadline + timedelta(days=days) for days in (-5, 8, 20))
    everything = slice(None)

    office.receives(forms_of(office, early, slice(None, None, 2), (SILENT,), instead="khoảng 5"), early)
    assert SENT_TO_MEND in set(told_on(office.book, None)["tblDue"]["state"])
    assert [file.name for file in returns(office.book).files] != []
    office.saves_and_opens()

    office.renames(RENAMED, f"{NEW_NAME} {office.year}", f"{NEW_SHORT} {office.year}", early)
    office.receives(forms_of(office, late, everything, (SILENT, "STC")), late)
    progress = told_on(office.book, None)["tblProgress"].set_index("agency")
    assert progress.at["Sở TC", "days_late"] > 0
    silent = office.urges(late)
    assert any(SILENT.lower() in name for name in silent)
    assert len(receipts(office.book, late).files) >= len(office.contents) - 2

    office.receives(forms_of(office, later, everything, ()), later)
    due = told_on(office.book, None)["tblDue"]
    asked = {(code, name) for code, content in office.contents.items() for _, name, _ in things(content)}
    left = due[(due["owed"] == 1) & due["code"].isin({name for _, name in asked})]
    assert list(left["part"].unique()) in ([], ["Minh chứng"])
    office.saves_and_opens()

    publish(office)
    assert len(report(office.book, later).files) == 1
    pack = office.folder / f"goi-{office.year}"
    proofs = office.folder / f"minh-chung-{office.year}"
    proofs.mkdir()
    write_pack(office.book, proofs, pack)
    assert (pack / "manifest.csv").is_file()
    office.balances()


def publish(office: Office) -> None:
    """The ministry publishes the year's scores, one point above last year's."""
    settings = office.book.settings
    before = office.book["tblPublished"].query("province == 'Bắc Ninh' and year == @office.year - 1")
    rows = before.assign(year=float(office.year), score=before["score"] + 1.0, note="")
    others = office.book.tables["tblPublished"].query("not (province == 'Bắc Ninh' and year == @office.year)")
    day = office.deadline + timedelta(days=60)
    office.book = office.book.having(
        settings=settings.having(published_on=day),
        tblPublished=pd.concat([others, rows[others.columns]], ignore_index=True),
    )
    office.balances()
    told = report_facts(office.book).current
    assert told is not None
    assert told.pii == pytest.approx(before.set_index("component").at["PII", "score"] + 1.0)


def test_two_years_of_an_office_balance_at_every_step(tmp_path: Path) -> None:
    start = new_workspace()
    settings = start.settings.having(as_of=date(2025, 7, 20), contact_name="Cán bộ đầu mối")
    first = Office(present(start.having(settings=settings)), 2025, tmp_path)
    assert len(first.contents) >= 14
    a_year(first)

    outcome = next_year(first.book, 2026, "PII-2025.xlsm")
    second = Office(present(outcome.state), 2026, tmp_path)
    second.on(second.deadline - timedelta(days=10))
    carried = second.book["tblValues"].set_index("code")["previous"].dropna()
    values = first.book["tblValues"].set_index("code")["value"].dropna()
    pd.testing.assert_series_equal(carried, values[carried.index], check_names=False)
    assert all(len(second.book.tables[name]) == 0 for name in LEDGER)
    assert len(second.book.tables["tblLetters"]) == 0
    second.balances()
    a_year(second)

    trend = second.book["tblTrend"].set_index("year")["pii"]
    assert list(trend[[2024, 2025, 2026]]) == pytest.approx([42.83, 43.83, 44.83])
    past = second.book["tblPast"]
    assert set(past["year"]) == {2025.0}
    names = second.book["tblAgencies"].set_index("code")
    assert names.at[RENAMED, "name"] == f"{NEW_NAME} 2026"
    assert f"{NEW_NAME} 2025" in names.at[RENAMED, "former"]
