"""The file door: what each command does with files. Reads a workbook into a workspace, runs the core, builds the result anew."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pii_xl.ground.errors import Finding, PiiError, WrongUsageError
from pii_xl.ground.files import check_output, make_folder, staged
from pii_xl.workspace.history import record

if TYPE_CHECKING:
    from pii_xl.workspace.workspace import Settings

TEMPLATE, ASSIGNMENTS, SETTINGS_FILE = "template.xlsm", "assignments.xlsx", "settings.toml"
FOLDERS = ("phieu-gui", "phieu-nhan", "minh-chung", "van-ban")
FATAL = ("E101", "E102", "E107")
"""Findings about forms that could not be read at all: with nothing imported the command ends as "unreadable"."""


def build_books(folder: Path, settings: Settings | None = None) -> list[Path]:
    """Build the template and the assignments of the settings' plan into ``folder``."""
    from pii_xl.workbook.books.assignment_book import build_assignments
    from pii_xl.workbook.books.master_book import build_master
    from pii_xl.workspace.new_year import new_workspace
    from pii_xl.workspace.workspace import Settings
    from pii_xl.year.plan import load_plan

    make_folder(folder)
    template, assignments = folder / TEMPLATE, folder / ASSIGNMENTS
    settings = settings or Settings()
    build_master(new_workspace(settings), template)
    build_assignments(load_plan(settings.text("plan")), assignments)
    return [template, assignments]


def init_folder(folder: Path, settings: Settings | None = None) -> list[Path]:
    """A new working folder. Raises WrongUsageError E106 when it has content."""
    from pii_xl.workspace.settings_file import write_settings
    from pii_xl.workspace.workspace import Settings

    _check_empty(folder)
    make_folder(folder)
    settings = settings or Settings()
    books = build_books(folder, settings)
    write_settings(settings, folder / SETTINGS_FILE)
    return [*books, folder / SETTINGS_FILE, *(make_folder(folder / name) for name in FOLDERS)]


def make_forms(workbook: Path, folder: Path) -> tuple[list[Path], list[Finding]]:
    """Every agency's form into ``folder``: all of them or none.

    Raises WrongUsageError E111 when another form of that name is there: somebody may have filled it in.
    """
    from pii_xl.collect.form_content import form_contents
    from pii_xl.workbook.books.form_book import build_form
    from pii_xl.workbook.reading.master_file import read_master

    master = read_master(workbook)
    contents = form_contents(master.workspace)
    with staged(folder) as stage:
        for content in contents:
            build_form(master.workspace, content, stage.path / content.file_name)
            _keep_other(folder / content.file_name, stage.path / content.file_name)
    return [folder / content.file_name for content in contents], master.findings


def _keep_other(present: Path, new: Path) -> None:
    if present.exists() and present.read_bytes() != new.read_bytes():
        raise WrongUsageError("E111", path=present)


def import_into(workbook: Path, sources: list[Path], out: Path, day: date) -> list[Finding]:
    """Import forms and write the new workbook; nothing is written when no form could go in.

    Raises UnreadableError when nothing at all was readable.
    """
    from pii_xl.collect.form_import import import_forms, noted
    from pii_xl.collect.validation import with_findings
    from pii_xl.workbook.books.master_book import build_master
    from pii_xl.workbook.reading.form_file import form_paths, read_forms
    from pii_xl.workbook.reading.master_file import read_master

    check_output(out, workbook, *sources)
    master = read_master(workbook)
    forms, refused = read_forms(form_paths(sources))
    workspace, found = import_forms(master.workspace, forms, day)
    found = [*refused, *found]
    result = noted(workspace, found, day)
    if not result.accepted:
        if found and all(item.code in FATAL for item in found):
            raise PiiError.of(found[0])
        return found
    build_master(with_findings(result.workspace, result.rest), out)
    return found


def validate_workbook(workbook: Path, out: Path | None, day: date) -> list[Finding]:
    """Check a workbook and, with ``out``, write it anew with its findings."""
    from pii_xl.collect.validation import validate
    from pii_xl.workbook.books.master_book import build_master
    from pii_xl.workbook.reading.master_file import read_master

    if out:
        check_output(out, workbook)
    master = read_master(workbook)
    workspace, found = validate(master.workspace, master.place, master.findings)
    if out:
        errors = sum(item.is_error for item in found)
        workspace = record(
            workspace, day, "Kiểm tra", f"{errors} lỗi, {len(found) - errors} cảnh báo và ghi chú"
        )
        build_master(workspace, out)
    return found


def score_workbook(workbook: Path, out: Path, day: date) -> tuple[str, list[Finding]]:
    """Score a workbook into a new one; returns the scores in one line and the findings."""
    from pii_xl.commands.score import score, summary
    from pii_xl.workbook.books.master_book import build_master
    from pii_xl.workbook.reading.master_file import read_master

    check_output(out, workbook)
    master = read_master(workbook)
    workspace, found = score(master.workspace, day, master.findings)
    build_master(workspace, out)
    return summary(workspace), found


def simulate_workbook(workbook: Path, values: dict[str, float], out: Path | None) -> list[str]:
    """Try ``values`` (by indicator code) in a workbook; returns sentences. With ``out``, keep them there as a scenario."""
    from pii_xl.commands.simulate import effect_lines, keep_trial, trying
    from pii_xl.score.province import calculate
    from pii_xl.score.scenarios import with_scenarios
    from pii_xl.workbook.books.master_book import build_master
    from pii_xl.workbook.reading.master_file import read_master

    if out:
        check_output(out, workbook)
    workspace = trying(read_master(workbook).workspace, values)
    if not out:
        return effect_lines(with_scenarios(calculate(workspace))[0])
    workspace, case = keep_trial(workspace)
    build_master(workspace, out)
    return [*effect_lines(workspace), f"Đã giữ làm kịch bản {case} trong {out}."]


def assign(workbook: Path, book: Path, out: Path, day: date) -> list[Finding]:
    """Put edited assignments into a workbook; nothing is written when they have errors."""
    from pii_xl.assign.book import apply_assignments
    from pii_xl.workbook.books.assignment_book import read_assignments
    from pii_xl.workbook.books.master_book import build_master
    from pii_xl.workbook.reading.master_file import read_master

    check_output(out, workbook, book)
    master = read_master(workbook)
    edited = read_assignments(book, master.workspace.framework)
    if any(item.is_error for item in edited.findings):
        return edited.findings
    workspace, found = apply_assignments(master.workspace, edited)
    build_master(record(workspace, day, "Phân công", "Cập nhật phân công", file=book.name), out)
    return [*edited.findings, *found]


def write_report_of(workbook: Path, out: Path) -> tuple[Path, list[Finding]]:
    """Write the report to the provincial people's committee from the workbook alone; returns the path written.

    A different document at ``out`` may have been edited: it is kept and the new one gets a version number.
    """
    from docgen.report import write_report
    from pii_xl.facts.report import report_facts
    from pii_xl.workbook.reading.master_file import read_master

    check_output(out, workbook)
    master = read_master(workbook)
    written = write_report(report_facts(master.workspace), out)
    return written, [item for item in master.findings if item.is_error]


def write_letters_of(workbook: Path, folder: Path) -> tuple[list[Path], list[Finding]]:
    """Write a reminder letter for every late agency."""
    from docgen.letters import write_reminder_letters
    from pii_xl.facts.report import letter_facts
    from pii_xl.workbook.reading.master_file import read_master

    master = read_master(workbook)
    paths = write_reminder_letters(letter_facts(master.workspace), make_folder(folder))
    return list(paths), [item for item in master.findings if item.is_error]


def write_receipts_of(workbook: Path, folder: Path) -> tuple[list[Path], list[Finding]]:
    """Write a receipt for every agency whose form is in the workbook."""
    from docgen.letters import write_receipts
    from pii_xl.facts.receipts import submissions
    from pii_xl.facts.report import unnumbered_facts
    from pii_xl.workbook.reading.master_file import read_master

    master = read_master(workbook)
    facts = unnumbered_facts(master.workspace)
    paths = write_receipts(submissions(master.workspace), facts, make_folder(folder))
    return paths, [item for item in master.findings if item.is_error]


def pack_workbook(workbook: Path, evidence: Path, out: Path, online: Path | None) -> list[Finding]:
    """Write the ministry pack into a new folder. Raises WrongUsageError E106 when the folder has content."""
    from pii_xl.commands.pack import write_pack
    from pii_xl.workbook.reading.master_file import read_master

    _check_empty(out)
    master = read_master(workbook)
    found = write_pack(master.workspace, evidence, out, online)
    return [*(item for item in master.findings if item.is_error), *found]


def _check_empty(folder: Path) -> None:
    if folder.is_dir() and any(folder.iterdir()):
        raise WrongUsageError("E106", path=folder)


def write_document_of(kind: str, workbook: Path, out: Path) -> tuple[Path, list[Finding]]:
    """Write the progress report ("progress") or the one-page brief ("brief"); returns the path written."""
    from docgen.letters.brief import write_brief
    from docgen.letters.progress import write_progress_report
    from pii_xl.facts.report import unnumbered_facts
    from pii_xl.workbook.reading.master_file import read_master

    check_output(out, workbook)
    master = read_master(workbook)
    write = {"progress": write_progress_report, "brief": write_brief}[kind]
    return write(unnumbered_facts(master.workspace), out), [item for item in master.findings if item.is_error]


def score_units_file(values: Path, out: Path, treatment: str, min_coverage: float, year: int) -> None:
    """Score a CSV table of units into another."""
    from pii_xl.score.method import Method, Treatment
    from pii_xl.score.units import score_units
    from pii_xl.score.units_file import read_values, write_scores
    from pii_xl.year.framework import load_framework

    framework = load_framework(year)
    check_output(out, values)
    method = Method(treatment=Treatment(treatment), min_coverage=min_coverage)
    write_scores(score_units(read_values(values, framework), framework, method), out)
