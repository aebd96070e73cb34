"""An Excel that is busy: a cell is being edited or a dialog is open. It is waited for by the clock, then told about."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from pii_xl.ground import xlwings_habits
from pii_xl.ground.errors import UnreadableError, finding

if TYPE_CHECKING:
    from xlwings import App

T = TypeVar("T")

STARTED_BY_BUTTON = "--from_xl=1"
"""What xlwings' module in the workbook adds to the command line."""

BUSY_CODES = frozenset((-2147418111, -2147417846, -2146777998))
"""RPC_E_CALL_REJECTED, RPC_E_SERVERCALL_RETRYLATER, VBA_E_IGNORE."""
EXCEPTION = -2147352567
"""DISP_E_EXCEPTION: the reason stands in the exception's own record."""
_CODE = 5
"""Where the record of a COM exception has its code."""


def is_busy(error: BaseException) -> bool:
    """Excel refused because it is busy, whichever way it said so."""
    if type(error).__name__ == "ExcelBusyError":
        return True
    code = getattr(error, "hresult", None)
    record = getattr(error, "excepinfo", None)
    if code == EXCEPTION and isinstance(record, tuple) and len(record) > _CODE:
        code = record[_CODE]
    return code in BUSY_CODES


def problem_of(error: BaseException) -> UnreadableError | None:
    """What an error of Excel means to the user, as an error of ours (E809); None when it means nothing in particular."""
    if is_busy(error):
        return UnreadableError.of(finding("E809"))  # type: ignore[return-value]
    return None


def patiently(action: Callable[[], T], seconds: float | None = None) -> T:
    """What ``action`` returns, tried again while Excel is busy. Raises what it raised last."""
    until = time.monotonic() + (xlwings_habits.WAIT_SECONDS if seconds is None else seconds)
    while True:
        try:
            return action()
        except Exception as error:
            if not is_busy(error) or time.monotonic() >= until:
                raise
        time.sleep(xlwings_habits.PAUSE_SECONDS)


def wait_until_ready(app: App) -> None:
    """Return when nobody edits a cell. Raises UnreadableError E809.

    A command that a button started is part of a running macro, during which nobody can edit: Excel is not asked then.
    """
    if STARTED_BY_BUTTON in sys.argv:
        return
    until = time.monotonic() + xlwings_habits.WAIT_SECONDS
    while not patiently(lambda: app.api.Ready):
        if time.monotonic() >= until:
            raise UnreadableError("E809")
        time.sleep(xlwings_habits.PAUSE_SECONDS)
