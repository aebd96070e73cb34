"""Which workbook a command works on: the one whose button was pressed, or the one in front."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pii_xl.ground.errors import UnreadableError, finding
from pii_xl.live.identity import is_ours

if TYPE_CHECKING:
    from xlwings import App, Book

BUSY = (-2147418111, -2146777998)
"""RPC_E_CALL_REJECTED and VBA_E_IGNORE: Excel is in a dialog, or a cell is being edited."""
ATTEMPTS = 200


def calling_book() -> Book:
    """The workbook whose button started this process. Raises UnreadableError E809, E817."""
    import xlwings as xw

    try:
        _limit_attempts()
        return xw.Book.caller()
    except Exception as error:
        raise problem_of(error) or UnreadableError("E817", reason=_reason(error)) from error


def active_book() -> Book:
    """The workbook in front, which must be one of ours. Raises UnreadableError E801, E802, E809, E817."""
    import xlwings as xw

    try:
        _limit_attempts()
        if xw.engines.active is None:
            raise UnreadableError("E817", reason="không có Excel")
        if not len(xw.apps) or not len(xw.books):
            raise UnreadableError("E801")
        book = xw.books.active
        ours = [other.name for other in xw.books if is_ours(other)]
    except UnreadableError:
        raise
    except Exception as error:
        raise problem_of(error) or UnreadableError("E817", reason=_reason(error)) from error
    if book.name not in ours:
        if not ours:
            raise UnreadableError("E801")
        others = f" Sổ PII đang mở: {'; '.join(ours)}."
        raise UnreadableError("E802", book=book.name, others=others)
    return book


def active_app() -> App | None:
    """The running Excel, to show a dialog in; None without one."""
    import xlwings as xw

    try:
        return xw.apps.active
    except Exception:
        return None


def other_books(book: Book) -> list[str]:
    """Names of the tool's other workbooks that are open beside ``book``."""
    return [other.name for other in book.app.books if other != book and is_ours(other)]


def problem_of(error: BaseException) -> UnreadableError | None:
    """What an error of Excel means to the user, as an error of ours; None when it means nothing in particular."""
    if getattr(error, "hresult", None) in BUSY or type(error).__name__ == "ExcelBusyError":
        return UnreadableError.of(finding("E809"))  # type: ignore[return-value]
    return None


def _reason(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"[:120]


def _limit_attempts() -> None:
    """xlwings asks a busy Excel again for ever; a person waits for seconds at most."""
    import xlwings

    windows: Any = getattr(xlwings, "_xlwindows", None)
    if windows is not None:
        windows.N_COM_ATTEMPTS = ATTEMPTS
