"""The file door: reads a workbook into a workspace, runs one command, places what came of it. Nothing is changed in place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pii_xl.ground.errors import Finding, PiiError, WrongUsageError
from pii_xl.ground.files import check_output, has_content, make_folder, staged
from pii_xl.layout.words import EVIDENCE_FOLDER

if TYPE_CHECKING:
    from pii_xl.commands.decisions import Question
    from pii_xl.commands.outcome import NewFile, Outcome
    from pii_xl.layout.ledger import Act
    from pii_xl.ledger.reasons import Official
    from pii_xl.workbook.reading.fence import Told
    from pii_xl.workbook.reading.master_file import Master
    from pii_xl.workspace.workspace import Settings, Workspace
    from pii_xl.year.framework import Framework

TEMPLATE, ASSIGNMENTS, SETTINGS_FILE = "template.xlsm", "assignments.xlsx", "settings.toml"
YEAR_BOOK, TO_DECIDE, FRAMEWORK = "PII-{year}.xlsm", "viec-can-quyet.txt", "khung-chi-so-{year}.xlsx"
PLAN = "assignments-{year}.xlsx"
FOLDERS = ("phieu-gui", "phieu-nhan", EVIDENCE_FOLDER, "van-ban")


def build_books(folder: Path, settings: Settings | None = None) -> list[Path]:
    """Build the template and the assignments of the settings' plan into ``folder``."""
    from pii_xl.ledger.present import present
    from pii_xl.workbook.books.assignment_book import build_assignments
    from pii_xl.workbook.books.master_book import build_master
    from pii_xl.workspace.new_year import new_workspace
    from pii_xl.workspace.workspace import Settings
    from pii_xl.year.plan import load_plan

    make_folder(folder)
    template, assignments = folder / TEMPLATE, folder / ASSIGNMENTS
    settings = settings or Settings()
    build_master(present(new_workspace(settings)), template)
    build_assignments(load_plan(settings.text("plan")), assignments)
    return [template, assignments]


@dataclass(frozen=True)
class Start:
    """What a new working folder is made from: a province's name, an edited plan and framework, where they are not the built-in ones."""

    settings: Settings | None = None
    province: str = ""
    plan: Path | None = None
    framework: Path | None = None


def init_folder(folder: Path, start: Start) -> tuple[list[Path], list[Finding]]:
    """A new working folder: all of it or nothing.

    Raises WrongUsageError E106 when it has content, what ``read_assignments`` raises, DataError E530 for a plan with errors.
    """
    from pii_xl.workbook.books.framework_book import build_framework
    from pii_xl.workspace.settings_file import write_settings
    from pii_xl.workspace.workspace import Settings

    _check_empty(folder)
    settings = start.settings or Settings()
    if start.province:
        settings = settings.having(province=start.province, place=start.province)
    own, found = _own_framework(start.framework)
    if any(item.is_error for item in found):
        return [], found
    if own is not None:
        year = float(max(own.year, settings.integer("year")))
        settings = settings.having(framework=float(own.year), year=year)
    workspace, more = _started(settings, start.plan, own)
    found = [*found, *more]
    if any(item.is_error for item in found):
        return [], found
    frame = FRAMEWORK.format(year=workspace.year)
    with staged(folder) as stage:
        _place_books(workspace, settings, start.plan, stage.path)
        _place(start.framework, stage.path / frame, lambda path: build_framework(workspace.framework, path))
        write_settings(settings, stage.path / SETTINGS_FILE)
        for name in FOLDERS:
            (stage.path / name).mkdir()
    return [folder / name for name in (TEMPLATE, ASSIGNMENTS, frame, SETTINGS_FILE, *FOLDERS)], found


def _own_framework(path: Path | None) -> tuple[Framework | None, list[Finding]]:
    """The framework of a workbook, or what is wrong in it."""
    from pii_xl.ground.errors import finding
    from pii_xl.workbook.books.framework_book import read_framework_book

    if path is None:
        return None, []
    book = read_framework_book(path)
    if book.framework is None:
        count = sum(item.is_error for item in book.findings)
        return None, [*book.findings, finding("E554", file=path, count=count)]
    own = book.framework
    counts: dict[str, Any] = {
        "pillars": len(own.pillars),
        "subs": len(own.sub_pillars),
        "count": len(own.codes),
    }
    return own, [*book.findings, finding("N555", file=path, **counts)]


def _place(given: Path | None, target: Path, build: Callable[[Path], object]) -> None:
    """The very file that was given, else what ``build`` writes."""
    if given is None:
        build(target)
    else:
        target.write_bytes(given.read_bytes())


def _started(settings: Settings, plan: Path | None, own: Framework | None) -> tuple[Workspace, list[Finding]]:
    from pii_xl.commands.next_year import unplanned
    from pii_xl.ledger.present import present
    from pii_xl.workspace.new_year import new_workspace

    workspace = present(new_workspace(settings, own))
    return _assigned(workspace, plan) if plan else (workspace, unplanned(workspace))


def _assigned(workspace: Workspace, plan: Path | None) -> tuple[Workspace, list[Finding]]:
    """The workspace with who does what as the edited file says; with errors it stays as it is, and the findings say so."""
    from pii_xl.commands.assign import assign as assigned
    from pii_xl.ledger.reasons import Official
    from pii_xl.workbook.books.assignment_book import read_assignments

    if plan is None:
        return workspace, []
    book = read_assignments(plan, workspace.framework)
    outcome = assigned(workspace, book, plan.name, Official(date.today()))
    return outcome.workspace or workspace, [*outcome.findings, *outcome.said]


def _place_books(workspace: Workspace, settings: Settings, plan: Path | None, folder: Path) -> None:
    from pii_xl.workbook.books.assignment_book import build_assignments
    from pii_xl.workbook.books.master_book import build_master
    from pii_xl.year.plan import load_plan

    build_master(workspace, folder / TEMPLATE)
    printed, own = (
        load_plan(settings.text("plan")),
        workspace if len(workspace.tables["tblFramework"]) else None,
    )
    _place(plan, folder / ASSIGNMENTS, lambda path: build_assignments(printed, path, own))


@dataclass(frozen=True)
class Edited:
    """What officials edited for the new year: its framework and who does what, where it is not the old year's."""

    framework: Path | None = None
    plan: Path | None = None


def open_next_year(
    workbook: Path, year: int, folder: Path, edited: Edited
) -> tuple[list[Path], list[Finding]]:
    """A working folder for the year after a workbook's: the new workbook, its framework, who does what, its settings, what is to be
    decided.

    Framework and plan are those of ``edited``, else of files "khung-chi-so-YEAR.xlsx", "assignments-YEAR.xlsx" beside the workbook,
    else the old ones.
    Raises WrongUsageError E106 when the folder has content, what ``read_master`` raises, DataError E680.
    """
    return place_next_year(_read(workbook).workspace, workbook, year, folder, edited)


def _beside(workbook: Path, name: str, year: int) -> Path | None:
    """The file for a year that lies beside a workbook."""
    path = workbook.parent / name.format(year=year)
    return path if path.is_file() else None


def place_next_year(
    workspace: Workspace, workbook: Path, year: int, folder: Path, edited: Edited
) -> tuple[list[Path], list[Finding]]:
    """As :func:`open_next_year`, of a workbook whose content is known: all of the folder or nothing."""
    from pii_xl.commands.next_year import next_year
    from pii_xl.ground.errors import finding
    from pii_xl.workbook.books.assignment_book import build_assignments_of
    from pii_xl.workbook.books.framework_book import build_framework, read_framework_book
    from pii_xl.workbook.books.master_book import build_master
    from pii_xl.workspace.settings_file import write_settings

    _check_empty(folder)
    framework = edited.framework or _beside(workbook, FRAMEWORK, year)
    plan = edited.plan or _beside(workbook, PLAN, year)
    frame = read_framework_book(framework) if framework else None
    outcome = next_year(workspace, year, workbook.name, frame)
    if outcome.workspace is None:
        count = sum(item.is_error for item in outcome.findings)
        return [], [*outcome.findings, finding("E554", file=framework or "", count=count)]
    new, told = _assigned(outcome.state, plan)
    if any(item.is_error for item in told):
        return [], told
    book, khung = YEAR_BOOK.format(year=year), FRAMEWORK.format(year=year)
    with staged(folder) as stage:
        build_master(new, stage.path / book)
        _place(framework, stage.path / khung, lambda path: build_framework(new.framework, path))
        _place(plan, stage.path / ASSIGNMENTS, lambda path: build_assignments_of(new, path))
        write_settings(outcome.state.settings, stage.path / SETTINGS_FILE)
        (stage.path / TO_DECIDE).write_text(outcome.facts["to_decide"], encoding="utf-8")
        for name in FOLDERS:
            (stage.path / name).mkdir()
    names = (book, khung, ASSIGNMENTS, SETTINGS_FILE, TO_DECIDE, *FOLDERS)
    return [folder / name for name in names], [*outcome.findings, *told]


def make_forms(
    workbook: Path, folder: Path, previous: Path | None = None
) -> tuple[list[Path], list[Finding]]:
    """Every agency's form into ``folder``: all of them or none; ``previous``: last year's workbook, whose content fills them.

    Raises WrongUsageError E111 when another form of that name is there: somebody may have filled it in.
    """
    from pii_xl.commands.forms import contents, made

    master = _read(workbook)
    before = _read(previous).workspace if previous else None
    with staged(folder) as stage:
        for form in made(master.workspace, contents(master.workspace, before)):
            (stage.path / form.name).write_bytes(form.content)
            _keep_other(folder / form.name, form.content)
        names = sorted(path.name for path in stage.path.iterdir())
    return [folder / name for name in names], master.findings


def _keep_other(present: Path, new: bytes) -> None:
    if present.exists() and not has_content(present, new):
        raise WrongUsageError("E111", path=present)


def import_into(
    workbook: Path,
    sources: list[Path],
    out: Path,
    official: Official,
    told: Told | None = None,
    evidence: Path | None = None,
) -> list[Finding]:
    """Import forms and write the new workbook; nothing is written when nothing could go in.

    ``told``: called after each form was read. ``evidence``: the folder of evidence files; without it the folder "minh-chung" in a
    folder of forms, where there is one.

    Raises UnreadableError when nothing at all was readable, E101 where ``evidence`` is no folder.
    """
    from pii_xl.commands.evidence_folder import evidence_files
    from pii_xl.commands.imports import import_forms
    from pii_xl.workbook.reading.fence import read_fenced
    from pii_xl.workbook.reading.form_file import form_paths, passed_over

    check_output(out, *sources)
    master = _read(workbook, out)
    forms, refused = read_fenced(form_paths(sources), told, coded=True)
    folders = [evidence] if evidence else _evidence_beside(sources)
    proofs = [file for folder in folders for file in evidence_files(folder)]
    outcome = import_forms(master.workspace, forms, refused, official, proofs)
    changed = any(outcome.facts[what] for what in ("forms", "noted", "evidence"))
    if not forms and refused and not changed:
        raise PiiError.of(refused[0])
    outcome = replace(outcome, findings=[*passed_over(sources), *outcome.findings])
    return _written(outcome, out if changed else None)


def _evidence_beside(sources: list[Path]) -> list[Path]:
    return [folder for source in sources if (folder := source / EVIDENCE_FOLDER).is_dir()]


def validate_workbook(workbook: Path, out: Path | None, official: Official) -> list[Finding]:
    """Check a workbook and, with ``out``, write it anew with its findings."""
    from pii_xl.commands.validate import validate

    master = _read(workbook, out)
    return _written(validate(master.workspace, official, master.place, master.findings), out)


def score_workbook(workbook: Path, out: Path, official: Official) -> tuple[str, list[Finding]]:
    """Score a workbook into a new one; returns the scores in one line and the findings."""
    from pii_xl.commands.score import score

    master = _read(workbook, out)
    outcome = score(master.workspace, official, master.findings)
    return str(outcome.facts["summary"]), _written(outcome, out)


def certainty_workbook(workbook: Path, out: Path, official: Official) -> list[Finding]:
    """Compute a workbook's certainty into a new one. Raises DataError E638."""
    from pii_xl.commands.certainty import certainty

    return _written(certainty(_read(workbook, out).workspace, official), out)


def simulate_workbook(workbook: Path, values: dict[str, float], out: Path | None) -> list[str]:
    """Try ``values`` (by indicator code) in a workbook; returns sentences. With ``out``, keep them there as a scenario."""
    from pii_xl.commands.simulate import effect_lines, keep_trial, trying
    from pii_xl.workbook.books.master_book import build_master

    workspace = trying(_read(workbook, out).workspace, values)
    if not out:
        return effect_lines(workspace)
    workspace, case = keep_trial(workspace)
    build_master(workspace, out)
    return [*effect_lines(workspace), f"Đã giữ làm kịch bản {case} trong {out}."]


def assign(workbook: Path, book: Path, out: Path, official: Official) -> list[Finding]:
    """Put edited assignments into a workbook; nothing is written when they have errors."""
    from pii_xl.commands.assign import assign as assigned
    from pii_xl.workbook.books.assignment_book import read_assignments

    check_output(out, book)
    master = _read(workbook, out)
    edited = read_assignments(book, master.workspace.framework)
    return _written(assigned(master.workspace, edited, book.name, official), out)


def decide(workbook: Path, act: Act, about: Question, official: Official, out: Path) -> list[Finding]:
    """Keep or take an answer, into a new workbook. Raises DataError E362, E363."""
    from pii_xl.commands.decisions import decide as decided

    return _written(decided(_read(workbook, out).workspace, act, about, official), out)


def mark(workbook: Path, act: Act, about: Question, official: Official, out: Path) -> list[Finding]:
    """Approve, reopen or lock, into a new workbook. Raises DataError E365, E505."""
    from pii_xl.commands.decisions import mark as marked

    return _written(marked(_read(workbook, out).workspace, act, about, official), out)


Document = Callable[["Workspace", date | None], "Outcome"]


def write_document(
    command: Document, workbook: Path, out: Path, day: date | None
) -> tuple[Path, list[Finding]]:
    """Write the one document of ``command`` to ``out``; returns the path written.

    A different document at ``out`` may have been edited: it is kept and the new one gets a version number.
    """
    from docgen.kit.package import placed

    check_output(out, workbook)
    master = _read(workbook)
    (document,) = command(master.workspace, day).files
    return placed(document.content, out), [item for item in master.findings if item.is_error]


def write_documents(
    command: Document, workbook: Path, folder: Path, day: date | None, book: Path | None = None
) -> tuple[list[Path], list[Finding]]:
    """Write the documents of ``command`` into ``folder``; with ``book``, the workbook in which they are registered."""
    master = _read(workbook, book)
    outcome = command(master.workspace, day)
    paths = place_all(outcome.files, folder)
    if book:
        _written(outcome, book)
    return paths, [*(item for item in master.findings if item.is_error), *outcome.findings]


def place_all(files: tuple[NewFile, ...], folder: Path) -> list[Path]:
    """The documents in ``folder``, none of another content overwritten: all of them, or none when one cannot be written."""
    from docgen.kit.package import placed

    make_folder(folder)
    before, paths = set(folder.iterdir()), []
    try:
        for file in files:
            paths.append(placed(file.content, folder / file.name))
    except BaseException:
        for path in set(paths) - before:
            path.unlink(missing_ok=True)
        raise
    return paths


class Compared(NamedTuple):
    """What a pack is compared with: an export of the ministry's online form, the pack that was sent before."""

    online: Path | None = None
    sent: Path | None = None


def pack_workbook(
    workbook: Path,
    evidence: Path,
    out: Path,
    compared: Compared,
    day: date | None = None,
    book: Path | None = None,
) -> list[Finding]:
    """Write the ministry pack into a new folder; with ``book``, the workbook whose history tells of it.

    Raises WrongUsageError E106 when the folder has content.
    """
    from pii_xl.commands.documents import told_on
    from pii_xl.commands.outcome import Outcome
    from pii_xl.commands.pack import write_pack
    from pii_xl.commands.sent_pack import recorded

    _check_empty(out)
    master = _read(workbook, book)
    found = write_pack(told_on(master.workspace, day), evidence, out, *compared)
    if book:
        _written(Outcome(recorded(master.workspace, out, day or date.today())), book)
    return [*(item for item in master.findings if item.is_error), *found]


def _read(workbook: Path, out: Path | None = None) -> Master:
    """The workbook; ``out``, when given, is where it is built anew. Raises what the readers raise and E104."""
    from pii_xl.workbook.reading.master_file import read_master

    if out:
        check_output(out, workbook)
    return read_master(workbook, rebuilt=out is not None)


def _written(outcome: Outcome, out: Path | None) -> list[Finding]:
    """Write the new state to ``out``, if there are both; returns everything found and said."""
    from pii_xl.workbook.books.master_book import build_master

    if out and outcome.workspace is not None:
        build_master(outcome.workspace, out)
    return [*outcome.findings, *outcome.said]


def _check_empty(folder: Path) -> None:
    if folder.is_dir() and any(folder.iterdir()):
        raise WrongUsageError("E106", path=folder)


def ledger_lines(workbook: Path, agency: str, code: str) -> list[str]:
    """The history of a thing, an agency or everything, in sentences."""
    from pii_xl.commands.history import history_lines

    return history_lines(_read(workbook).workspace, agency, code)


def status_lines(workbook: Path, day: date | None) -> list[str]:
    """Who owes what, one line each."""
    from pii_xl.commands.history import status_lines as lines

    return lines(_read(workbook).workspace, day)
