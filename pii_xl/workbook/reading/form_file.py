"""Read one returned form. A form is hostile until checked: what is structurally wrong refuses it, wrong cells become findings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from functools import cached_property
from pathlib import Path

import pandas as pd

from pii_xl.ground.errors import Finding, Kind, PiiError, UnreadableError, finding
from pii_xl.ground.text import key
from pii_xl.layout.form import CODE_RULE, FORM, FORM_KIND, LISTS
from pii_xl.workbook.reading.cell_marks import one_per_cell, worked_out
from pii_xl.workbook.reading.reader import Book, is_blank, open_book, read_layout
from pii_xl.workspace.form_sheets import code_of, code_rule
from pii_xl.workspace.identity import IDENTITY_SHEET
from pii_xl.workspace.schemas import check_tables
from pii_xl.workspace.table_read import TableRead

VIETNAM = timezone(timedelta(hours=7))
CODED = ("frmValues", "frmBase", "frmPolicies", "frmTasks")
OPTIONAL = ("frmValues", "frmBase", "frmPolicies", "frmTasks")
READ = frozenset((IDENTITY_SHEET, *(table.sheet for table in FORM.tables)))
"""The sheets of a form from which something is taken."""
_MODIFIED = re.compile(r"<dcterms:modified[^>]*>([^<]+)<")


@dataclass(frozen=True)
class ReturnedForm:
    """A form as it came back: who sent it, its tables, where every cell is, and what was found in it."""

    path: Path
    identity: Mapping[str, str]
    reads: Mapping[str, TableRead]
    findings: list[Finding]
    sha256: str
    saved: datetime | None
    known_code: str | None = None

    @cached_property
    def signed_code(self) -> str:
        """The code that the signed page of this form has to carry; "" for a form made when codes were worked out otherwise."""
        if self.known_code is not None:
            return self.known_code
        if self.identity.get(CODE_RULE) != code_rule(self.reads):
            return ""
        return code_of({name: _as_typed(read) for name, read in self.reads.items()})

    @property
    def agency_code(self) -> str:
        """The code of the agency that the form was made for."""
        return self.identity["agency"]

    def bad_cells(self, table: str, row: int) -> bool:
        """Some cell of this row could not be used."""
        read = self.reads[table]
        cells = {(read.sheet, read.cell(row, column)) for column in read.letters}
        return any(item.is_error and (item.sheet, item.cell) in cells for item in self.findings)

    def provenance(self, table: str, row: int, column: str, agency: str) -> dict[str, str]:
        """Where one value came from, as the master workbook keeps it."""
        read = self.reads[table]
        return {
            "src_agency": agency,
            "src_file": self.path.name,
            "src_sheet": read.sheet,
            "src_cell": read.cell(row, column),
            "src_time": self.saved.strftime("%Y-%m-%d %H:%M") if self.saved else "",
            "src_form": self.identity["form"],
            "src_sha256": self.sha256,
        }


REFUSED = "refused_form"
"""The fact of a finding that holds the form which was refused whole, where that form says whose it is: with what could be read."""


def _as_typed(read: TableRead) -> pd.DataFrame:
    """A table with what stands in its cells to be filled, usable or not."""
    if not read.records:
        return read.frame
    typed_in = {
        column.key: pd.Series([raw.get(column.key) for raw in read.raw], dtype="object")
        for column in read.table.columns
        if column.input and column.key in read.letters
    }
    return read.frame.assign(**typed_in)


def read_form(path: Path) -> ReturnedForm:
    """Read a returned form and check its tables. Raises what :func:`read_unchecked` does."""
    return checked([read_unchecked(path)])[0]


def read_unchecked(path: Path) -> ReturnedForm:
    """Read a returned form: what is found is what reading alone finds.

    Raises UnreadableError: E101, E102, E107 (file), E301 (no form of ours), E201–E203 (sheets, headers), E306, E307 (rows
    removed or added). Whether year and agency fit is for the import to say.
    """
    book = open_book(path, READ)
    sent = ReturnedForm(path, _identity(book), {}, [], book.sha256, saved_at(book))
    try:
        reads = _reads(book, sent.identity)
        sent = replace(sent, reads={name: read for name, read in reads.items() if _is_usable(read)})
        _check_structure(reads, sent.identity, path)
    except UnreadableError as error:
        told = replace(error.finding, facts={**error.finding.facts, REFUSED: sent})
        raise UnreadableError.of(told) from error
    questions = [
        item for read in reads.values() for item in worked_out(read, book.scan.marks.get(read.sheet, {}))
    ]
    return replace(sent, reads=reads, findings=questions)


def _reads(book: Book, identity: Mapping[str, str]) -> dict[str, TableRead]:
    names = [table.name for table in FORM.tables if table.name in identity or table.name in LISTS]
    reads = read_layout(book, FORM, names)
    return {**reads, "frmContacts": _named(reads["frmContacts"])}


def _is_usable(read: TableRead) -> bool:
    """It can be told what the rows are about, though other columns may be lost."""
    return "code" in read.letters or read.table.name in LISTS


def checked(forms: Sequence[ReturnedForm]) -> list[ReturnedForm]:
    """The forms with what is wrong in their tables, each table of all forms checked at once."""
    found: list[list[Finding]] = [[] for _ in forms]
    for table in FORM.tables:
        having = [at for at, form in enumerate(forms) if table.name in form.reads]
        items = check_tables([forms[at].reads[table.name] for at in having]) if having else []
        for at, wrong in zip(having, items, strict=True):
            found[at] += wrong
    return [
        replace(form, findings=one_per_cell([*wrong, *form.findings]))
        for form, wrong in zip(forms, found, strict=True)
    ]


def _named(read: TableRead) -> TableRead:
    """The contacts without the lines in which only the role stands, as the form came."""
    told = [column.key for column in read.table.columns if column.input and column.key != "role"]
    kept = [row for row, raw in enumerate(read.raw) if any(not is_blank(raw.get(key)) for key in told)]
    return replace(
        read,
        records=[read.records[row] for row in kept],
        rows=[read.rows[row] for row in kept],
        raw=[read.raw[row] for row in kept],
    )


def _identity(book: Book) -> dict[str, str]:
    found = book.sheet(IDENTITY_SHEET)
    pairs = {str(row[0]): str(row[1]) for row in found[1] if len(row) > 1} if found else {}
    if pairs.get("kind") != FORM_KIND or not {"year", "framework", "agency", "form"} <= pairs.keys():
        raise UnreadableError("E301", file=book.path)
    return pairs


def _check_structure(reads: Mapping[str, TableRead], identity: Mapping[str, str], path: Path) -> None:
    for name, read in reads.items():
        for item in read.findings:
            if item.kind is Kind.STRUCTURE:
                raise UnreadableError.of(item)
        if name in CODED:
            _check_codes(read, identity[name].split(";"), path)


def _check_codes(read: TableRead, sent: list[str], path: Path) -> None:
    have = [record["code"] for record in read.records]
    lost = [code for code in sent if code not in have]
    if lost:
        raise UnreadableError("E306", file=path, sheet=read.sheet, subject=", ".join(lost))
    for row, code in enumerate(have):
        if code not in sent:
            raise UnreadableError(
                "E307", **read.place(row, "code"), subject=code, content=code, codes=", ".join(sent)
            )


def saved_at(book: Book) -> datetime | None:
    """When the form was last saved, as the file itself says, in Vietnamese time; None when it does not say."""
    match = _MODIFIED.search(book.properties)
    try:
        return datetime.fromisoformat(match[1].replace("Z", "+00:00")).astimezone(VIETNAM) if match else None
    except (ValueError, OverflowError):
        return None


FORM_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods")
PASSED_SUFFIXES = (".xlsb", ".csv", ".zip", ".rar", ".7z", ".xltx", ".numbers", ".et")
"""Files that may well be or hold a form, and that cannot be read as one."""


def form_paths(given: list[Path]) -> list[Path]:
    """The form files among files and folders (not deeper), without Excel's lock files, by name.

    Raises UnreadableError E101 for a path that does not exist and E310 when there is no form at all.
    """
    found: list[Path] = []
    for path in given:
        if path.is_dir():
            inside = (
                item for item in path.iterdir() if item.is_file() and item.suffix.lower() in FORM_SUFFIXES
            )
            found += sorted(
                (item for item in inside if not item.name.startswith(("~$", "."))),
                key=lambda item: key(item.name),
            )
        elif path.exists():
            found.append(path)
        else:
            raise UnreadableError("E101", path=path)
    if not found:
        raise UnreadableError("E310", path=", ".join(str(path) for path in given))
    return list(dict.fromkeys(found))


def passed_over(given: list[Path]) -> list[Finding]:
    """What lies in the given folders and may be a form, but is not read: archives, other formats, forms in subfolders."""
    found = []
    for folder in (path for path in given if path.is_dir()):
        for item in sorted(folder.iterdir(), key=lambda one: key(one.name)):
            reason = _reason(item)
            if reason:
                found.append(finding("W372", file=item, name=item.name, reason=reason))
    return found


def _reason(item: Path) -> str:
    if item.name.startswith(("~$", ".")):
        return ""
    if item.is_dir():
        suffixes = {one.suffix.lower() for one in item.rglob("*") if one.is_file()}
        return "thư mục con có tệp bảng tính" if suffixes & {*FORM_SUFFIXES, *PASSED_SUFFIXES} else ""
    return f"tệp {item.suffix.lower()}" if item.suffix.lower() in PASSED_SUFFIXES else ""


def refusal(path: Path, error: PiiError) -> Finding:
    """Why a form could not be read, with its name."""
    return error.finding if error.finding.file else error.finding.at(file=path.name)


def read_forms(paths: list[Path]) -> tuple[list[ReturnedForm], list[Finding]]:
    """Read every form; a refused one becomes a finding, the others go on."""
    forms, refused = [], []
    for path in paths:
        try:
            forms.append(read_unchecked(path))
        except PiiError as error:
            refused.append(refusal(path, error))
    return checked(forms), refused
