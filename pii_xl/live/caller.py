"""Which workbook a command works on: the one whose button was pressed, or the one in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pii_xl.ground.errors import UnreadableError
from pii_xl.ground.xlwings_habits import settle
from pii_xl.live.busy import problem_of
from pii_xl.live.identity import is_ours

if TYPE_CHECKING:
    from xlwings import App, Book


def calling_book() -> Book:
    """The workbook whose button started this process. Raises UnreadableError E809, E817."""
    import xlwings as xw

    settle()
    try:
        return xw.Book.caller()
    except Exception as error:
        raise problem_of(error) or UnreadableError("E817", reason=_reason(error)) from error


def active_book() -> Book:
    """The workbook in front, which must be one of ours. Raises UnreadableError E801, E802, E809, E817."""
    import xlwings as xw

    settle()
    try:
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

    settle()
    try:
        return xw.apps.active
    except Exception:
        return None


def other_books(book: Book) -> list[str]:
    """Names of the tool's other workbooks that are open beside ``book``."""
    return [other.name for other in book.app.books if other != book and is_ours(other)]


def _reason(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"[:120]
