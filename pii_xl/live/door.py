"""The ribbon's buttons: one function a command, on the open workbook. Nothing else is called from Excel.

Each does what the file door does (:mod:`pii_xl.file_door`), through the same core functions. Imports are inside the functions:
a click starts a fresh Python, and a button waits only for what it needs.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pii_xl.layout.words import EVIDENCE_FOLDER
from pii_xl.live.session import Session, Stopped, perform

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from xlwings import Book

    from pii_xl.commands.outcome import Outcome
    from pii_xl.ground.errors import Finding
    from pii_xl.ground.placing import Placed
    from pii_xl.layout.ledger import Act
    from pii_xl.ledger.reasons import Official
    from pii_xl.live.marks import Look, Place
    from pii_xl.live.tables import OpenMaster
    from pii_xl.workbook.reading.form_file import ReturnedForm
    from pii_xl.workspace.workspace import Workspace

FORM_KINDS = ("Phiếu Excel (*.xlsx; *.xlsm; *.xls)", "*.xlsx;*.xlsm;*.xls")
BOOK_KINDS = ("Sổ phân công Excel (*.xlsx)", "*.xlsx")
TABLE_KINDS = ("Bảng các tỉnh (*.xlsx; *.csv)", "*.xlsx;*.csv")
DOCUMENT_KINDS = ("Văn bản Word (*.docx)", "*.docx")
PACK_FOLDER, NEXT_YEAR_FOLDER = "goi-gui-bo", "nam"
SHOWN_FAULTS = 12
SAME_SCORE = 1e-6


def make_forms(book: Book) -> None:
    """Write every agency's form into the folder "phieu-gui" beside the workbook."""
    perform("make_forms", book, _make_forms)


def _make_forms(live: Session) -> None:
    from pii_xl.commands import forms
    from pii_xl.ground.placing import place, staging
    from pii_xl.live.files import SENT

    workspace = _read(live).master.workspace
    contents = forms.contents(workspace)
    with staging() as stage:
        for number, form in enumerate(forms.made(workspace, contents), start=1):
            live.progress("N835", done=number, count=len(contents), file=form.name)
            (stage / form.name).write_bytes(form.content)
        placed = place(sorted(stage.iterdir()), live.folder / SENT)
    live.tell("N821", count=len(contents), folder=SENT, kept=_kept(placed))


def import_forms(book: Book) -> None:
    """Read returned forms, put what is right into the workbook and list what is wrong."""
    perform("import_forms", book, _import_forms)


def _import_forms(live: Session) -> None:
    from pii_xl.commands.evidence_folder import evidence_files
    from pii_xl.commands.imports import import_forms as imported

    paths = _chosen_forms(live)
    opened = _read(live)
    forms, refused = _read_forms(live, paths)
    folder = live.folder / EVIDENCE_FOLDER
    proofs = list(evidence_files(folder)) if folder.is_dir() else []
    outcome = imported(opened.master.workspace, forms, refused, _official(), proofs)
    _write(live, opened, outcome.state)
    counts = {**outcome.facts, **_counts(outcome.findings)}
    live.tell("N822" if outcome.facts["forms"] else "N823", **counts)


def validate(book: Book) -> None:
    """Check everything, list the findings on the sheet "Lỗi" and mark the cells they are about."""
    perform("validate", book, _validate)


def _validate(live: Session) -> None:
    from pii_xl.commands.validate import validate as validated
    from pii_xl.live.marks import by_cell

    opened = _read(live, checked=True)
    master = opened.master
    outcome = validated(master.workspace, _official(), master.place, master.findings)
    cells = by_cell(outcome.findings, live.book.name, live.book.sheet_names)
    _write(live, opened, outcome.state, wanted=cells)
    live.tell("N824", **_counts(outcome.findings), marked=len(cells))


def clear_marks(book: Book) -> None:
    """Take the colours and notes of the last check away."""
    perform("clear_marks", book, _clear_marks)


def _clear_marks(live: Session) -> None:
    from pii_xl.layout import MASTER
    from pii_xl.live.marks import Marks

    marks = Marks(live.book, MASTER)
    if marks:
        with live.writing([live.book.sheets[name] for name in sorted(marks.sheets)]) as journal:
            marks.become({}, journal)
    live.tell("N825", count=len(marks))


def score(book: Book) -> None:
    """Score what is in the workbook, compare it with the live formulas, and note it in the history."""
    perform("score", book, _score)


def _score(live: Session) -> None:
    from pii_xl.commands.score import score as scored

    opened = _read(live)
    outcome = scored(opened.master.workspace, _official(), opened.master.findings)
    _write(live, opened, outcome.state)
    found = [*outcome.findings, *_disagreements(live, outcome.state)]
    live.tell("N826", summary=outcome.facts["summary"], more=_listed(found))


def simulate(book: Book) -> None:
    """Keep what is being tried on the sheet "Mô phỏng" as the first empty scenario, and say what it would change."""
    perform("simulate", book, _simulate)


def _simulate(live: Session) -> None:
    from pii_xl.commands.simulate import effect_lines, keep_trial

    opened = _read(live)
    workspace, case = keep_trial(opened.master.workspace)
    _write(live, opened, workspace)
    live.tell("N615", case=case, effects="\n".join(effect_lines(workspace)))


def progress(book: Book) -> None:
    """Bring the sheet "Tiến độ" up to date and say how the agencies stand."""
    perform("progress", book, _progress)


def _progress(live: Session) -> None:
    from pii_xl.layout.scored import COMPLETE, NOT_DUE, OVERDUE, PARTLY_GIVEN

    workspace = _read(live).master.workspace
    live.book.app.calculate()
    states = list(workspace["tblProgress"]["state"])
    complete = sum(states.count(state) for state in COMPLETE)
    counts = {
        "partial": states.count(PARTLY_GIVEN),
        "late": states.count(OVERDUE),
        "waiting": states.count(NOT_DUE),
    }
    live.tell("N827", agencies=len(states), complete=complete, **counts)


def letters(book: Book) -> None:
    """Draft a reminder letter for every agency that owes something, into the folder "van-ban"."""
    perform("letters", book, _letters)


def _letters(live: Session) -> None:
    from pii_xl.commands import documents

    opened = _read(live)
    outcome = documents.letters(opened.master.workspace)
    _place(live, outcome)
    _write(live, opened, outcome.state)
    live.tell("N828" if outcome.files else "N829", count=len(outcome.files), folder=_documents())


def receipts(book: Book) -> None:
    """Draft a receipt for every agency whose form was imported, into the folder "van-ban"."""
    perform("receipts", book, _receipts)


def _receipts(live: Session) -> None:
    from pii_xl.commands import documents

    outcome = documents.receipts(_read(live).master.workspace)
    _place(live, outcome)
    live.tell("N705" if outcome.files else "N706", count=len(outcome.files), folder=_documents())


def returns(book: Book) -> None:
    """Make a return for every form with something to mend, into the folder "phieu-tra"."""
    perform("returns", book, _returns)


def _returns(live: Session) -> None:
    from pii_xl.commands.returns import returns as returned
    from pii_xl.ground.placing import place, staging
    from pii_xl.live.files import RETURNED

    outcome = returned(_read(live).master.workspace)
    with staging() as stage:
        for file in outcome.files:
            (stage / file.name).write_bytes(file.content)
        placed = place(sorted(stage.iterdir()), live.folder / RETURNED)
    count = len(outcome.files)
    live.tell("N845" if count else "N842", count=count, folder=RETURNED, kept=_kept(placed))


def report(book: Book) -> None:
    """Draft the report to the provincial people's committee, into the folder "van-ban"."""
    perform("report", book, _report)


def _report(live: Session) -> None:
    from pii_xl.commands import documents

    _write_one(live, documents.report, "N830")


def progress_report(book: Book) -> None:
    """Draft the mid-term progress report, into the folder "van-ban"."""
    perform("progress_report", book, _progress_report)


def _progress_report(live: Session) -> None:
    from pii_xl.commands import documents

    _write_one(live, documents.progress_report, "N707")


def brief(book: Book) -> None:
    """Draft the one-page brief for the leaders, into the folder "van-ban"."""
    perform("brief", book, _brief)


def _brief(live: Session) -> None:
    from pii_xl.commands import documents

    _write_one(live, documents.brief, "N707")


def next_year(book: Book) -> None:
    """Make next year's working folder beside the workbook: what goes over, and what is still to be decided."""
    perform("next_year", book, _next_year)


def _next_year(live: Session) -> None:
    from pii_xl.file_door import TO_DECIDE, Edited, place_next_year

    workspace = _read(live).master.workspace
    year = workspace.year + 1
    folder = live.folder / f"{NEXT_YEAR_FOLDER}-{year}"
    paths, found = place_next_year(workspace, live.folder / live.book.name, year, folder, Edited())
    told = "N879" if paths else "E880"
    live.tell(told, year=year, folder=folder.name, list=TO_DECIDE, more=_listed(found))


def add_rows(book: Book) -> None:
    """Give the selected sheet's table more blank rows to type in."""
    perform("add_rows", book, _add_rows)


def _add_rows(live: Session) -> None:
    from pii_xl.ground.errors import DataError
    from pii_xl.layout import MASTER
    from pii_xl.live.tables import Changes, read_table

    selected = live.app.selection
    sheet = selected.sheet.name if selected is not None else ""
    layouts = [table for table in MASTER.tables if table.sheet == sheet and table.spare_rows]
    if not layouts:
        listed = ", ".join(dict.fromkeys(table.sheet for table in MASTER.tables if table.spare_rows))
        raise DataError("E877", sheet=sheet or "không có", sheets=listed)
    (layout,) = layouts
    opened = read_table(live.book, layout)
    with live.writing([opened.sheet]) as journal:
        Changes(opened, opened.read.frame).lengthen(journal, layout.spare_rows)
    live.tell("N878", count=layout.spare_rows, sheet=layout.sheet)


def praise(book: Book) -> None:
    """List whom the assessment proposes for praise, and draft the submission."""
    perform("praise", book, _praise)


def _praise(live: Session) -> None:
    from pii_xl.commands import documents

    _listed_and_drafted(live, documents.praise, ("N716", "N717"))


def learn(book: Book) -> None:
    """List the provinces to learn from, and draft the plan of visits."""
    perform("learn", book, _learn)


def _learn(live: Session) -> None:
    from pii_xl.commands import documents

    _listed_and_drafted(live, documents.learn, ("N718", "N719"))


def _listed_and_drafted(
    live: Session, command: Callable[[Workspace], Outcome], told: tuple[str, str]
) -> None:
    """A command that fills a sheet and drafts one document from it, or none."""
    opened = _read(live)
    outcome = command(opened.master.workspace)
    paths = _place(live, outcome)
    _write(live, opened, outcome.state)
    facts = {"count": outcome.facts["rows"], "folder": _documents(), "more": _listed(outcome.findings)}
    live.tell(told[0] if paths else told[1], file=paths[0].name if paths else "", **facts)


def certainty(book: Book) -> None:
    """Compute again and again under other assumptions, and put what comes of it on the sheet "Độ chắc chắn"."""
    perform("certainty", book, _certainty)


def _certainty(live: Session) -> None:
    from pii_xl.commands.certainty import certainty as computed

    opened = _read(live)
    outcome = computed(opened.master.workspace, _official())
    _write(live, opened, outcome.state)
    live.tell("N637", **outcome.facts)


def _write_one(live: Session, command: Callable[[Workspace], Outcome], told: str) -> None:
    opened = _read(live)
    (path,) = _place(live, command(opened.master.workspace))
    errors = [item for item in opened.master.findings if item.is_error]
    live.tell(told, file=path.name, folder=_documents(), more=_listed(errors))


def _place(live: Session, outcome: Outcome) -> list[Path]:
    from pii_xl.file_door import place_all

    return place_all(outcome.files, live.folder / _documents()) if outcome.files else []


def _documents() -> str:
    from pii_xl.live.files import DOCUMENTS

    return DOCUMENTS


def approve(book: Book) -> None:
    """Approve what the selected rows say."""
    perform("approve", book, _approve)


def _approve(live: Session) -> None:
    from pii_xl.layout.ledger import Act

    _mark(live, Act.APPROVE)


def reopen(book: Book) -> None:
    """Reopen what the selected rows say."""
    perform("reopen", book, _reopen)


def _reopen(live: Session) -> None:
    from pii_xl.layout.ledger import Act

    _mark(live, Act.REOPEN)


def lock(book: Book) -> None:
    """Lock what the selected rows say."""
    perform("lock", book, _lock)


def _lock(live: Session) -> None:
    from pii_xl.layout.ledger import Act

    _mark(live, Act.LOCK)


def keep(book: Book) -> None:
    """Keep what stands in the selected row, against an answer that waits."""
    perform("keep", book, _keep)


def _keep(live: Session) -> None:
    from pii_xl.layout.ledger import Act

    _decide(live, Act.KEEP)


def take(book: Book) -> None:
    """Take the answer that waits about the selected row."""
    perform("take", book, _take)


def _take(live: Session) -> None:
    from pii_xl.layout.ledger import Act

    _decide(live, Act.TAKE)


def _decide(live: Session, act: Act) -> None:
    from pii_xl.commands.decisions import Question, decide
    from pii_xl.ground.errors import finding
    from pii_xl.live.dialog import ask_text

    code = _selected_code(live)
    opened = _read(live)
    why = ask_text(live.app, finding("N847", act=act, subject=code).found)
    if not why:
        raise Stopped
    outcome = decide(opened.master.workspace, act, Question(code=code, why=why), _official())
    _write(live, opened, outcome.state)
    live.tell("N843", told=" ".join(item.found for item in outcome.said))


def _one_file(live: Session, title: str, kinds: tuple[str, str]) -> Path:
    """The file that the user chooses; the first one of several."""
    from pii_xl.live.files import choose_files

    chosen = choose_files(live.app, title, live.folder, kinds)
    if not chosen:
        raise Stopped
    return chosen[0]


def assign(book: Book) -> None:
    """Take the assignments of a workbook that the user chooses."""
    perform("assign", book, _assign)


def _assign(live: Session) -> None:
    from pii_xl.commands.assign import assign as assigned
    from pii_xl.workbook.books.assignment_book import read_assignments

    chosen = _one_file(live, "Chọn sổ phân công", BOOK_KINDS)
    opened = _read(live)
    workspace = opened.master.workspace
    outcome = assigned(workspace, read_assignments(chosen, workspace.framework), chosen.name, _official())
    errors = [item for item in outcome.findings if item.is_error]
    if errors:
        live.tell("E850", file=chosen.name, count=len(errors), more=_listed(errors))
        return
    _write(live, opened, outcome.state)
    live.tell("N848", file=chosen.name, more=_listed(outcome.findings))


def national(book: Book) -> None:
    """Take a table of all provinces that the user chooses, of this year or of an earlier one."""
    perform("national", book, _national)


def _national(live: Session) -> None:
    from pii_xl.commands.reference import reference
    from pii_xl.ground.errors import finding
    from pii_xl.layout.parts import Status
    from pii_xl.live.dialog import ask, ask_text
    from pii_xl.workbook.reading.national_file import read_national

    chosen = _one_file(live, "Chọn bảng các tỉnh", TABLE_KINDS)
    opened = _read(live)
    workspace = opened.master.workspace
    year = ask_text(live.app, finding("N854", file=chosen.name).found, str(workspace.year))
    if not year:
        raise Stopped
    if not year.isdecimal():
        live.tell("E852", content=year)
        return
    published = ask(live.app, finding("N855", file=chosen.name).found, may_choose=True)
    if published not in ("yes", "no"):
        raise Stopped
    status = Status.PUBLISHED if published == "yes" else Status.ESTIMATED
    outcome = reference(workspace, read_national(chosen, workspace, status, int(year)))
    _write(live, opened, outcome.state)
    live.tell("N856", told=outcome.said[0].found, more=_listed(outcome.findings))


def goal(book: Book) -> None:
    """Find the fewest changes that reach the goal of the settings, keep them as a scenario and as a draft for the report."""
    perform("goal", book, _goal)


def _goal(live: Session) -> None:
    from pii_xl.commands.goal import bounds_in, limits_in, wish_in
    from pii_xl.commands.goal import goal as sought

    opened = _read(live)
    workspace = opened.master.workspace
    bounds, by_effort = bounds_in(workspace)
    alternatives = workspace.settings.integer("goal_alternatives")
    outcome = sought(workspace, wish_in(workspace), limits_in(workspace, by_effort), bounds, alternatives)
    if outcome.workspace is not None:
        _write(live, opened, outcome.workspace)
    live.tell("N851", told="\n\n".join(item.found for item in outcome.said))


def _mark(live: Session, act: Act) -> None:
    from pii_xl.commands.decisions import Question, mark

    code = _selected_code(live)
    opened = _read(live)
    outcome = mark(opened.master.workspace, act, Question(code=code), _official())
    _write(live, opened, outcome.state)
    live.tell("N843", told=" ".join(item.found for item in outcome.said))


def _selected_code(live: Session) -> str:
    """The code in the selected row of a table that has one. Raises DataError E849 elsewhere."""
    from pii_xl.ground.errors import DataError
    from pii_xl.layout import MASTER
    from pii_xl.layout.ledger import PART_TABLES
    from pii_xl.ledger.state import FIELDS
    from pii_xl.live.reading import rows_in
    from pii_xl.live.tables import find_table

    selected = live.app.selection
    if selected is None:
        raise DataError("E849")
    for name in (PART_TABLES[part] for part in FIELDS):
        layout = MASTER.table(name)
        if layout.sheet == selected.sheet.name:
            table = find_table(live.book, layout).range
            header, *body = rows_in(table)
            row = selected.row - table.row - 1
            if 0 <= row < len(body):
                return str(body[row][header.index(layout["code"].header)])
    raise DataError("E849")


def ministry_pack(book: Book) -> None:
    """Put appendix, letter, evidence and manifest for the ministry into a new folder "goi-gui-bo" beside the workbook."""
    perform("ministry_pack", book, _ministry_pack)


def _ministry_pack(live: Session) -> None:
    from pii_xl.commands.documents import told_on
    from pii_xl.commands.pack import write_pack
    from pii_xl.commands.sent_pack import recorded
    from pii_xl.ground.files import make_folder

    opened = _read(live)
    workspace = told_on(opened.master.workspace, None)
    before, folder = _new_folder(live.folder, f"{PACK_FOLDER}-{workspace.year}")
    found = write_pack(workspace, make_folder(live.folder / EVIDENCE_FOLDER), folder, sent=before)
    _write(live, opened, recorded(opened.master.workspace, folder, date.today()))
    live.tell("N838", folder=folder.name, evidence=EVIDENCE_FOLDER, more=_listed(found))


def _new_folder(parent: Path, name: str) -> tuple[Path | None, Path]:
    """The last pack, if one is there, and ``name`` or ``name-v2`` …: an earlier pack may have been sent and is kept."""
    from pii_xl.commands.sent_pack import MANIFEST

    version, before, folder = 1, None, parent / name
    while folder.exists():
        before = folder if (folder / MANIFEST).is_file() else before
        version += 1
        folder = parent / f"{name}-v{version}"
    return before, folder


def check_document(book: Book) -> None:
    """Check the layout of a Word document by the decree's rules and list what is amiss."""
    perform("check_document", book, _check_document)


def _check_document(live: Session) -> None:
    from docgen.rules import check_docx
    from pii_xl.live.files import DOCUMENTS, choose_files

    chosen = choose_files(live.app, "Chọn văn bản Word", live.folder / DOCUMENTS, DOCUMENT_KINDS)
    if not chosen:
        raise Stopped
    found = check_docx(chosen[0])
    if not found:
        live.tell("N831", file=chosen[0].name)
        return
    lines = [f"{number}. {item.found}" for number, item in enumerate(found[:SHOWN_FAULTS], start=1)]
    more = f"\n… và {len(found) - SHOWN_FAULTS} chỗ nữa." if len(found) > SHOWN_FAULTS else ""
    live.tell("N832", file=chosen[0].name, count=len(found), found="\n".join(lines), more=more)


def open_output(book: Book) -> None:
    """Open the folder with the documents that were made."""
    perform("open_output", book, _open_output)


def _open_output(live: Session) -> None:
    from pii_xl.live.files import DOCUMENTS, open_path

    folder = live.folder / DOCUMENTS
    open_path(folder if folder.is_dir() else live.folder)


def help(book: Book) -> None:
    """Show the guide that is part of the workbook."""
    perform("help", book, _help)


def _help(live: Session) -> None:
    from pii_xl.layout.sheets import GUIDE

    live.book.sheets[GUIDE].activate()


def doctor(book: Book) -> None:
    """Say which versions work together here and what to mend."""
    perform("doctor", book, _doctor, ours=False)


def _doctor(live: Session) -> None:
    from pii_xl.live.checkup import checkup_of

    live.show(checkup_of(live.book))


def _official() -> Official:
    """Who presses the button, today."""
    import getpass

    from pii_xl.ledger.reasons import Official

    return Official(date.today(), getpass.getuser())


def _read(live: Session, *, checked: bool = False) -> OpenMaster:
    from pii_xl.live.tables import read_open_book

    live.progress("N833")
    return read_open_book(live.book, checked=checked)


def _write(
    live: Session, opened: OpenMaster, workspace: Workspace, wanted: dict[Place, Look] | None = None
) -> None:
    """Write the changed tables, the links of the findings and, when asked, the marks: all of it or nothing."""
    from pii_xl.live.marks import Marks
    from pii_xl.live.tables import LINKED_TABLE, changes, check_rows_shown, write_links

    changed = changes(opened, workspace)
    check_rows_shown(one.table for one in changed)
    names = {one.table.sheet.name for one in changed}
    marks = Marks(live.book, workspace.layout) if wanted is not None else None
    if marks is not None and wanted is not None and not marks.are(wanted):
        names |= {sheet for sheet, _ in wanted} | marks.sheets
    if not names:
        return  # writing nothing would still clear what people can undo, and leave the workbook unsaved
    with live.writing([live.book.sheets[name] for name in sorted(names)]) as journal:
        for one in changed:
            live.progress("N834", sheet=one.table.sheet.name)
            one.write(journal)
        if any(one.layout.name == LINKED_TABLE for one in changed):
            write_links(opened, workspace, journal)
        if marks is not None and wanted is not None:
            marks.become(wanted, journal)


def _chosen_forms(live: Session) -> list[Path]:
    """The forms to import: all in the folder "phieu-nhan" when the user agrees, else those chosen in a dialog."""
    from pii_xl.ground.errors import finding
    from pii_xl.live.dialog import ask
    from pii_xl.live.files import RECEIVED, choose_files
    from pii_xl.workbook.reading.form_file import form_paths

    folder = live.folder / RECEIVED
    inside = form_paths([folder]) if folder.is_dir() and any(folder.glob("[!.~]*.xls*")) else []
    if inside:
        answer = ask(live.app, finding("N836", folder=RECEIVED, count=len(inside)).found, may_choose=True)
        if answer == "yes":
            return inside
        if answer == "cancel":
            raise Stopped
    chosen = choose_files(
        live.app, "Chọn phiếu các cơ quan gửi về", folder if inside else live.folder, FORM_KINDS
    )
    if not chosen:
        raise Stopped
    return chosen


def _read_forms(live: Session, paths: list[Path]) -> tuple[list[ReturnedForm], list[Finding]]:
    from pii_xl.workbook.reading.fence import read_fenced

    return read_fenced(
        paths,
        lambda done, count, path: live.progress("N835", done=done, count=count, file=path.name),
        coded=True,
    )


def _disagreements(live: Session, workspace: Workspace) -> list[Finding]:
    """Scores that the sheet's live formulas give differently: the formulas were changed, or Excel does not calculate."""
    from pii_xl.ground.errors import finding
    from pii_xl.live.reading import rows_in
    from pii_xl.live.tables import find_table

    live.app.calculate()
    found = []
    for name in ("tblResults", "tblSubPillars", "tblPillars", "tblSubIndices", "tblIndex"):
        layout = workspace.layout.table(name)
        code, score = layout["code"].header, layout["score"].header
        header, *body = rows_in(find_table(live.book, layout).range)
        cells = [dict(zip(header, row, strict=True)) for row in body]
        shown = {str(row.get(code)): row.get(score) for row in cells}
        computed = zip(workspace[name]["code"], workspace[name]["score"], strict=True)
        codes = [str(one) for one, number in computed if not _agrees(shown.get(str(one)), number)]
        if codes:
            found.append(finding("W816", sheet=layout.sheet, codes=", ".join(codes)))
    return found


def _agrees(shown: object, computed: float) -> bool:
    if isinstance(shown, float):
        return computed == computed and abs(shown - computed) <= SAME_SCORE
    return computed != computed


def _counts(found: list[Finding]) -> dict[str, int]:
    from pii_xl.ground.errors import Level

    names = {Level.ERROR: "errors", Level.WARNING: "warnings", Level.NOTE: "notes"}
    return {name: sum(item.level is level for item in found) for level, name in names.items()}


def _kept(placed: Placed) -> str:
    if not placed.kept:
        return ""
    return f" {len(placed.kept)} tệp cùng tên có nội dung khác được giữ nguyên; tệp mới có số trong ngoặc ở cuối tên."


def _listed(found: list[Finding]) -> str:
    if not found:
        return ""
    lines = [f"• {item.found}" for item in found[:SHOWN_FAULTS]]
    more = [f"… và {len(found) - SHOWN_FAULTS} mục nữa."] if len(found) > SHOWN_FAULTS else []
    return "\n\n" + "\n".join([*lines, *more])
