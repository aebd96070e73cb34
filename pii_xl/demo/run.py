"""Run one full turn of the wheel: plan → forms → filled forms → import → validate → score → report and letters.

Real in it: the plan, the assignments, the published scores. Raw values and national minima and maxima are not public; the
sample ones are marked "minh họa" in every form, sheet and document.
"""

from __future__ import annotations

import csv
import io
import shutil
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from pii_xl.collect.form_content import FormContent, closed_cells, form_contents
from pii_xl.collect.form_import import import_forms
from pii_xl.collect.returned_form import form_paths, read_forms
from pii_xl.demo.sample_data import SampleAnswers, sample_answers, sample_reference
from pii_xl.doors import build_books, score_workbook, validate_workbook, write_letters_of, write_report_of
from pii_xl.errors import Finding, Level
from pii_xl.files import make_folder, write_atomically
from pii_xl.frames import records, records_by_code
from pii_xl.layout.form import ENTERS, FORM
from pii_xl.layout.parts import Status
from pii_xl.new_year import new_workspace
from pii_xl.published import PublishedScore, load_published
from pii_xl.text import number_vi
from pii_xl.workbook.builder import build_master
from pii_xl.workbook.form_book import build_form
from pii_xl.workspace import Workspace, typed

PROVINCE = "Bắc Ninh"
DAY = date(2025, 10, 15)
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
TEMPLATES, SENT, RETURNED, BOOK, FOUND, DOCUMENTS = (
    "1-so-mau",
    "2-phieu-gui",
    "3-phieu-nhan",
    "4-so",
    "5-kiem-tra",
    "6-van-ban",
)
MASTER_NAME, REPORT_NAME, FINDINGS_NAME = "PII-2025.xlsm", "bao-cao-PII-2025.docx", "loi-va-canh-bao.csv"
STEPS = (
    "Dựng sổ mẫu và bảng phân công",
    "Lập phiếu cho từng cơ quan",
    "Điền phiếu bằng số liệu minh họa",
    "Nhập phiếu vào sổ",
    "Kiểm tra số liệu",
    "Chấm điểm",
    "Viết báo cáo và công văn",
)


def run_demo(out: Path) -> list[Finding]:
    """Leave a full turn in ``out``; returns the errors found, which should be none."""
    console = Console(highlight=False)
    folders = {name: _fresh(out / name) for name in (TEMPLATES, SENT, RETURNED, BOOK, FOUND, DOCUMENTS)}
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console) as progress:
        bar = progress.add_task(STEPS[0], total=len(STEPS))

        def done(step: int) -> None:
            following = STEPS[step + 1] if step + 1 < len(STEPS) else "Xong"
            progress.update(bar, advance=1, description=following)

        build_books(folders[TEMPLATES])
        done(0)
        workspace = demo_workspace()
        contents = form_contents(workspace)
        for content in contents:
            build_form(workspace, content, folders[SENT] / content.file_name)
        done(1)
        answers = sample_answers(workspace)
        write_filled_forms(workspace, contents, answers, folders[RETURNED])
        done(2)
        forms, refused = read_forms(form_paths([folders[RETURNED]]))
        workspace, imported = import_forms(workspace, forms, DAY)
        workspace = workspace.having(tblReference=sample_reference(workspace)).adding("tblLetters", [LETTER])
        done(3)
        master = folders[BOOK] / MASTER_NAME
        checked_book = folders[FOUND] / MASTER_NAME
        build_master(workspace, master)
        checked = validate_workbook(master, checked_book, DAY)
        found = [*refused, *imported, *checked]
        write_atomically(folders[FOUND] / FINDINGS_NAME, findings_csv(found))
        done(4)
        summary, scored = score_workbook(checked_book, master, DAY)
        checked_book.unlink()
        done(5)
        write_report_of(master, folders[DOCUMENTS] / REPORT_NAME)
        letters, _ = write_letters_of(master, folders[DOCUMENTS])
        done(6)
    _tell(console, out, folders, summary, [*found, *scored], len(contents), len(forms), len(letters))
    return [item for item in (*refused, *imported) if item.is_error]


def demo_workspace() -> Workspace:
    """A new year's workspace with last year's made-up values, so that forms are pre-filled."""
    workspace = new_workspace()
    workspace = workspace.having(
        settings=workspace.settings.having(
            as_of=DAY, next_deadline=NEXT, contact_name="Cán bộ đầu mối (minh họa)"
        )
    )
    previous = sample_answers(workspace).values.set_index("code")["previous"]
    values = workspace["tblValues"]
    return workspace.having(
        tblValues=values.assign(previous=values["code"].map(previous), status=str(Status.ILLUSTRATIVE))
    )


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
    return replace(content, tables=tables)


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


def findings_csv(found: list[Finding]) -> bytes:
    """The findings as a CSV table that Excel opens with Vietnamese letters."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["Mức", "Mã", "Về", "Tệp", "Trang", "Ô", "Đã thấy", "Cần có", "Cách sửa"])
    for item in found:
        writer.writerow(
            [
                str(item.level),
                item.code,
                item.subject,
                item.file,
                item.sheet,
                item.cell,
                item.found,
                item.expected,
                item.remedy,
            ]
        )
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8")


def _fresh(folder: Path) -> Path:
    """An empty folder of the demonstration; what an earlier run left there goes."""
    if folder.is_dir():
        shutil.rmtree(folder)
    return make_folder(folder)


def _published(row: PublishedScore) -> str:
    return f"Điểm công bố năm {row.year} (số thật): PII {number_vi(row.score or 0)}, hạng {row.rank}/{row.n_units}."


def _tell(
    console: Console,
    out: Path,
    folders: dict[str, Path],
    summary: str,
    found: list[Finding],
    n_forms: int,
    n_returned: int,
    n_letters: int,
) -> None:
    counts = {level: sum(item.level is level for item in found) for level in Level}
    lines = [
        f"Phiếu: gửi {n_forms}, nhận {n_returned} (một cơ quan cố ý không gửi).",
        f"Phát hiện: {counts[Level.ERROR]} lỗi, {counts[Level.WARNING]} cảnh báo, {counts[Level.NOTE]} ghi chú.",
        f"Điểm tính từ số liệu minh họa: {summary}.",
        *(_published(row) for row in load_published() if row.province == PROVINCE and row.component == "PII"),
        f"Công văn đôn đốc: {n_letters}.",
        "Số liệu 52 chỉ số và tham chiếu cả nước trong lần chạy này là MINH HỌA, không phải số chính thức.",
    ]
    console.print("\n".join(lines), soft_wrap=True)
    for path in (
        folders[BOOK] / MASTER_NAME,
        folders[DOCUMENTS] / REPORT_NAME,
        folders[FOUND] / FINDINGS_NAME,
    ):
        console.print(
            f"  {path.relative_to(out.parent) if out.parent in path.parents else path}", soft_wrap=True
        )
