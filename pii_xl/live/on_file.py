"""Start-menu entries that need no Excel: a saved workbook is chosen in Windows' own dialog, the result is a new file beside it.

For offices whose desktop has WPS Office or LibreOffice, and for PCs where every other door is closed.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pii_xl.ground.errors import Finding, PiiError, UnreadableError, finding
from pii_xl.live.dialog import show_without_excel, text_of

if TYPE_CHECKING:
    from pii_xl.ledger.reasons import Official

LETTERS_FOLDER = "van-ban"
WORKBOOKS = "Sổ PII (*.xlsx; *.xlsm)\0*.xlsx;*.xlsm\0"
EXPLORER_STYLE = 0x00080000 | 0x00001000 | 0x00000004  # OFN_EXPLORER, OFN_FILEMUSTEXIST, OFN_HIDEREADONLY
FINE, FAILED = 0, 2


def run_on_file(command: str, workbook: Path | None) -> int:
    """Run a command on ``workbook``, or on the one that is chosen; every end is one message. 2 when nothing was made."""
    try:
        path = workbook or choose_workbook()
        if path is None:
            return FINE
        result, found = _COMMANDS[command](path)
        show_without_excel(_summary(result, found))
    except PiiError as error:
        show_without_excel(text_of(error.finding))
        return FAILED
    except Exception as error:
        from pii_xl.live.session import unforeseen

        show_without_excel(text_of(unforeseen(error)))
        return FAILED
    return FINE


def choose_workbook() -> Path | None:
    """The workbook a person chooses; None when the dialog is cancelled. Raises UnreadableError E875 off Windows."""
    if sys.platform != "win32":
        raise UnreadableError("E875")
    import pywintypes
    import win32gui

    try:
        name, *_ = win32gui.GetOpenFileNameW(
            Title="Chọn sổ PII đã lưu", Filter=WORKBOOKS, Flags=EXPLORER_STYLE
        )
    except pywintypes.error as error:
        if error.winerror:
            raise
        return None  # cancelled
    return Path(name)


def free_name(workbook: Path, what: str, suffix: str) -> Path:
    """A name beside the workbook that nothing has yet: "PII-2025 - Chấm điểm.xlsm", then "… (2).xlsm"."""
    number, path = 1, workbook.with_name(f"{workbook.stem} - {what}{suffix}")
    while path.exists():
        number += 1
        path = workbook.with_name(f"{workbook.stem} - {what} ({number}){suffix}")
    return path


def _summary(result: Path, found: list[Finding]) -> str:
    errors = sum(item.is_error for item in found)
    return finding("N846", path=result, errors=errors, others=len(found) - errors).found


def _label(command: str) -> str:
    from pii_xl.layout.buttons import command as button

    return button(command).label


def _validate(workbook: Path) -> tuple[Path, list[Finding]]:
    from pii_xl.file_door import validate_workbook

    out = free_name(workbook, _label("validate"), ".xlsm")
    return out, validate_workbook(workbook, out, _official())


def _score(workbook: Path) -> tuple[Path, list[Finding]]:
    from pii_xl.file_door import score_workbook

    out = free_name(workbook, _label("score"), ".xlsm")
    return out, score_workbook(workbook, out, _official())[1]


def _letters(workbook: Path) -> tuple[Path, list[Finding]]:
    from pii_xl.commands import documents
    from pii_xl.file_door import write_documents

    folder = workbook.parent / LETTERS_FOLDER
    return folder, write_documents(documents.letters, workbook, folder, None)[1]


def _report(workbook: Path) -> tuple[Path, list[Finding]]:
    from pii_xl.commands import documents

    return _document(documents.report, workbook, "report")


def _brief(workbook: Path) -> tuple[Path, list[Finding]]:
    from pii_xl.commands import documents

    return _document(documents.brief, workbook, "brief")


def _document(command: Any, workbook: Path, name: str) -> tuple[Path, list[Finding]]:
    from pii_xl.file_door import write_document

    return write_document(command, workbook, free_name(workbook, _label(name), ".docx"), None)


def _official() -> Official:
    import getpass

    from pii_xl.ledger.reasons import Official

    return Official(date.today(), getpass.getuser())


_COMMANDS: dict[str, Callable[[Path], tuple[Path, list[Finding]]]] = {
    "validate": _validate,
    "score": _score,
    "letters": _letters,
    "report": _report,
    "brief": _brief,
}
