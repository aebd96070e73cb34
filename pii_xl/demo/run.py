"""Run one year: plan → forms → import → correction → check → reminders, pack → publication → score, goal → documents.

Real in it: the plan, the assignments, the published scores. Raw values and national minima and maxima are not public; the
sample ones are marked "minh họa" in every form, sheet and document.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from pii_xl.collect.form_content import FormContent, closed_cells, form_contents
from pii_xl.collect.received import ROW_EVIDENCE
from pii_xl.commands.evidence_folder import evidence_files
from pii_xl.commands.imports import import_forms
from pii_xl.commands.pack import write_pack
from pii_xl.commands.returns import returns
from pii_xl.commands.validate import validate
from pii_xl.demo.documents import write_documents, write_early_documents
from pii_xl.demo.ending import Counts, Outputs, places, told
from pii_xl.demo.sample_data import SampleAnswers, sample_answers, sample_past, sample_reference
from pii_xl.demo.sample_evidence import write_evidence
from pii_xl.demo.story import (
    BY,
    CORRECTED,
    DAY,
    FIRST_BY,
    MISTAKEN,
    SECOND_BY,
    by_hand,
    learnt,
    mistaken,
    praised,
    published,
    sure,
    unpublished,
    wished,
    with_reason,
)
from pii_xl.file_door import build_books, place_all, score_workbook, validate_workbook
from pii_xl.ground.csv_out import csv_bytes
from pii_xl.ground.errors import Finding
from pii_xl.ground.files import make_folder, write_atomically
from pii_xl.ground.frames import records, records_by_code
from pii_xl.layout.form import ENTERS, FORM
from pii_xl.layout.parts import Status
from pii_xl.layout.words import EVIDENCE_FOLDER
from pii_xl.ledger.present import present
from pii_xl.workbook.books.form_book import build_form
from pii_xl.workbook.books.master_book import build_master
from pii_xl.workbook.reading.form_file import form_paths, read_forms
from pii_xl.workbook.reading.master_file import read_master
from pii_xl.workspace.new_year import new_workspace
from pii_xl.workspace.workspace import Workspace, typed

NEXT = date(2026, 6, 30)
SILENT = "STP"  # sends nothing, so that there is somebody to urge
LATE = {"SCT": 12, "SNV": 5, "BQLKCN": 3}  # days after the deadline
LETTER = {
    "agency": "Sở TP",
    "round": 1.0,
    "number": "",
    "sent": date(2025, 8, 11),
    "due": date(2025, 8, 18),
    "note": "Minh họa",
}
FOLDERS = TEMPLATES, SENT, RETURNED, BOOK, FOUND, DOCUMENTS, PACK = (
    "1-so-mau",
    "2-phieu-gui",
    "3-phieu-nhan",
    "4-so",
    "5-kiem-tra",
    "6-van-ban",
    "7-goi-gui-bo",
)
MASTER_NAME, FINDINGS_NAME = "PII-2025.xlsm", "loi-va-canh-bao.csv"
EARLY_NAME, BEFORE = "PII-2025-truoc-cong-bo.xlsm", "truoc-cong-bo"
BACK, AGAIN = "tra-lai", "lan-2"


class Turn:
    """One year in the folders of ``out``; its methods are the steps, each leaves what the next ones need."""

    def __init__(self, out: Path) -> None:
        self.folders = {name: _fresh(out / name) for name in FOLDERS}
        self.master = self.folders[BOOK] / MASTER_NAME
        self.early = self.folders[BOOK] / EARLY_NAME
        self.checked = self.folders[FOUND] / MASTER_NAME
        self.findings = self.folders[FOUND] / FINDINGS_NAME
        self.evidence = self.folders[RETURNED] / EVIDENCE_FOLDER
        self.found: list[Finding] = []
        self.errors: list[Finding] = []
        self.told: list[str] = []

    def build_books(self) -> None:
        build_books(self.folders[TEMPLATES])

    def send_forms(self) -> None:
        self.workspace = unpublished(demo_workspace())
        self.contents = form_contents(self.workspace)
        for content in self.contents:
            build_form(self.workspace, content, self.folders[SENT] / content.file_name)

    def fill_forms(self) -> None:
        self.answers = sample_answers(self.workspace)
        wrong = replace(self.answers, values=mistaken(self.answers.values))
        write_filled_forms(self.workspace, self.contents, wrong, self.folders[RETURNED])

    def import_forms(self) -> None:
        self.forms, refused = read_forms(form_paths([self.folders[RETURNED]]))
        outcome = import_forms(self.workspace, self.forms, refused, FIRST_BY)
        self.proofs = write_evidence(outcome.state, self.evidence)
        self.workspace = completed(outcome.state)
        self.told.append(f"Lần nhập thứ nhất: {_n_errors(outcome.findings)} lỗi trong phiếu, trả lại để sửa.")

    def correct(self) -> None:
        """The form with a mistake goes back with its red cell; the agency mends it, and nobody becomes late by that."""
        place_all(returns(self.workspace).files, make_folder(self.folders[RETURNED] / BACK))
        content = next(one for one in self.contents if one.agency.code == MISTAKEN)
        again = make_folder(self.folders[RETURNED] / AGAIN) / content.file_name
        build_form(self.workspace, filled(content, self.answers), again, CORRECTED)
        forms, refused = read_forms([again])
        proofs = list(evidence_files(self.evidence))
        outcome = import_forms(self.workspace, forms, refused, SECOND_BY, proofs)
        self.workspace = by_hand(outcome.state)
        self.found = [*outcome.findings, *outcome.said]
        self.errors = [item for item in outcome.findings if item.is_error]
        self.told.append(
            "Lần nhập thứ hai: phiếu đã sửa; Sở sửa tay một số sau khi gọi điện, sổ ghi ai sửa, khi nào."
        )

    def validate(self) -> None:
        build_master(self.workspace, self.early)
        self.found += validate_workbook(self.early, self.checked, SECOND_BY)
        explained, reason = with_reason(read_master(self.checked).workspace)
        build_master(validate(explained, SECOND_BY).state, self.early)
        self.checked.unlink()
        write_atomically(self.findings, findings_csv(self.found))
        self.told.append(reason)

    def report_before(self) -> None:
        """What goes out before the ministry publishes: letters, receipts, progress, the pack."""
        workspace = read_master(self.early).workspace
        self.before, self.workspace = write_early_documents(workspace, self.folders[DOCUMENTS] / BEFORE)
        self.packed = write_pack(self.workspace, self.evidence, self.folders[PACK])
        self.errors += [item for item in self.packed if item.is_error]

    def publish(self) -> None:
        """The ministry publishes: scores, strengths, weaknesses; the goal, what is sure of it, whom to praise, where to learn."""
        workspace = published(self.workspace)
        for step in (wished, sure, praised, learnt):
            workspace = step(workspace)
        build_master(workspace, self.checked)
        self.summary, scored = score_workbook(self.checked, self.master, BY)
        self.found += scored
        self.checked.unlink()

    def write_documents(self) -> None:
        self.workspace = read_master(self.master).workspace
        self.documents = write_documents(self.workspace, self.folders[DOCUMENTS])

    def outputs(self) -> Outputs:
        return Outputs(
            templates=self.folders[TEMPLATES],
            sent=self.folders[SENT],
            returned=self.folders[RETURNED],
            early=self.early,
            master=self.master,
            findings=self.findings,
            before=self.before,
            documents=self.documents,
            pack=self.folders[PACK],
        )


STEPS = (
    ("Dựng sổ mẫu và bảng phân công", Turn.build_books),
    ("Lập phiếu cho từng cơ quan", Turn.send_forms),
    ("Điền phiếu bằng số liệu minh họa", Turn.fill_forms),
    ("Nhập phiếu lần thứ nhất", Turn.import_forms),
    ("Trả phiếu sai, nhập phiếu đã sửa", Turn.correct),
    ("Kiểm tra, ghi lý do chấp nhận", Turn.validate),
    ("Trước công bố: đôn đốc, biên nhận, tiến độ, gói gửi Bộ", Turn.report_before),
    ("Bộ công bố: chấm điểm, kịch bản, độ chắc chắn", Turn.publish),
    ("Viết báo cáo, tóm tắt, tờ trình, kế hoạch", Turn.write_documents),
)


def run_demo(out: Path) -> list[Finding]:
    """Leave a full turn in ``out``; returns the errors found, which should be none."""
    console = Console(highlight=False)
    turn = Turn(out)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console) as progress:
        bar = progress.add_task("", total=len(STEPS))
        for description, step in STEPS:
            progress.update(bar, description=description)
            step(turn)
            progress.advance(bar)
        progress.update(bar, description="Xong")
    counts = Counts(len(turn.contents), len(turn.forms), len(turn.proofs))
    lines = told(turn.summary, turn.found, turn.packed, counts)
    console.print("\n".join([*turn.told, *lines]), soft_wrap=True)
    for label, path in places(turn.outputs()):
        console.print(f"  {label}: {_shown(path, out)}", soft_wrap=True)
    return turn.errors


def demo_workspace(new: Workspace | None = None) -> Workspace:
    """A new year's workspace with last year's made-up values, so that forms are pre-filled."""
    workspace = new or new_workspace()
    workspace = workspace.having(
        settings=workspace.settings.having(
            as_of=DAY, next_deadline=NEXT, contact_name="Cán bộ đầu mối (minh họa)"
        )
    )
    previous = sample_answers(workspace).values.set_index("code")["previous"]
    values = workspace["tblValues"]
    filled_in = values.assign(previous=values["code"].map(previous), status=str(Status.ILLUSTRATIVE))
    return present(workspace.having(tblValues=filled_in))


def completed(workspace: Workspace) -> Workspace:
    """The workspace after the import with the made-up national figures of two years and a reminder sent before."""
    country = {"tblReference": sample_reference(workspace), "tblPast": sample_past(workspace)}
    return workspace.with_tables(country).adding("tblLetters", [LETTER])


def write_filled_forms(
    workspace: Workspace, contents: list[FormContent], answers: SampleAnswers, folder: Path
) -> list[Path]:
    """Each agency's form as it would come back, filled with the sample answers; one agency stays silent."""
    deadline = workspace.settings.day("deadline") or DAY
    written = []
    for position, content in enumerate(contents):
        if content.agency.code == SILENT:
            continue
        day = deadline + timedelta(days=LATE.get(content.agency.code, -2 - position % 5))
        path = folder / content.file_name
        build_form(
            workspace,
            filled(content, answers),
            path,
            datetime(day.year, day.month, day.day, 2 + position % 6, 15),
        )
        written.append(path)
    return written


def filled(content: FormContent, answers: SampleAnswers) -> FormContent:
    """The form's content with the sample answers in its input cells; shared rows are left to the entering agency."""
    tables = dict(content.tables)
    given = {
        "frmValues": answers.values,
        "frmBase": answers.base,
        "frmPolicies": answers.policies,
        "frmTasks": answers.tasks,
    }
    for name, answer in given.items():
        if name in tables:
            tables[name] = _filled_table(name, tables[name], answer)
    for name, answer in (("frmEvidence", answers.evidence), ("frmContacts", answers.contacts)):
        own = answer[answer["agency"] == content.agency.short]
        keys = [key for key in FORM.table(name).keys if key in own]
        tables[name] = typed(FORM.table(name), records(own[keys]) or None)
    return replace(content, tables=_with_evidence_beside(tables))


def _with_evidence_beside(tables: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The tables with each figure's first document in the figure's own row, as an officer would fill it in."""
    if "frmValues" not in tables:
        return tables
    first: dict[str, dict[str, Any]] = {}
    more = []
    codes = set(tables["frmValues"]["code"])
    for row in records(tables["frmEvidence"]):
        if row["code"] in codes and row["code"] not in first:
            first[row["code"]] = {column: row[field] for column, field in ROW_EVIDENCE.items()}
        else:
            more.append(row)
    values = [{**row, **first.get(row["code"], {})} for row in records(tables["frmValues"])]
    return {
        **tables,
        "frmValues": typed(FORM.table("frmValues"), values),
        "frmEvidence": typed(FORM.table("frmEvidence"), more or None),
    }


def _filled_table(name: str, frame: pd.DataFrame, answer: pd.DataFrame) -> pd.DataFrame:
    table = FORM.table(name)
    closed = closed_cells(table, frame)
    by_code = records_by_code(answer)
    rows: list[dict[str, Any]] = []
    for position, row in enumerate(records(frame)):
        record = {str(key): value for key, value in row.items()}
        found = by_code.get(record["code"], {})
        if record.get("role", ENTERS) == ENTERS:
            open_keys = [c.key for c in table.columns if c.input and (position, c.key) not in closed]
            record |= {key: found[key] for key in open_keys if key in found}
        rows.append(record)
    return typed(table, rows)


def _n_errors(found: list[Finding]) -> int:
    return sum(item.is_error for item in found)


def findings_csv(found: list[Finding]) -> bytes:
    """The findings as a CSV table that Excel opens with Vietnamese letters."""
    header = ["Mức", "Mã", "Về", "Tệp", "Trang", "Ô", "Đã thấy", "Cần có", "Cách sửa"]
    rows = (
        (
            str(one.level),
            one.code,
            one.subject,
            one.file,
            one.sheet,
            one.cell,
            one.found,
            one.expected,
            one.remedy,
        )
        for one in found
    )
    return csv_bytes(header, rows, for_excel=True)


def _fresh(folder: Path) -> Path:
    """An empty folder of the demonstration; what an earlier run left there goes."""
    if folder.is_dir():
        shutil.rmtree(folder)
    return make_folder(folder)


def _shown(path: Path, out: Path) -> Path:
    return path.relative_to(out.parent) if out.parent in path.parents else path
