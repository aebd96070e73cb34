"""A Python that is already running when a button is pressed, for machines where Excel may not start programs.

The user starts it from the Start menu. It registers with COM, where the buttons look for it first: there is no port and no
file that could go stale, and what other users of the machine have started is out of reach.
"""

from __future__ import annotations

import gc
import logging
import sys
import time
from contextlib import suppress
from importlib import import_module
from typing import Any

from pii_xl.click import NEVER_NEEDED, block, run
from pii_xl.ground.errors import UnreadableError, finding
from pii_xl.ground.xlwings_habits import PAUSE_SECONDS, settle

WARM = (
    "pii_xl.live.door",
    "pii_xl.live.tables",
    "pii_xl.collect.form_import",
    "pii_xl.collect.validation",
    "pii_xl.commands.score",
    "docgen.report",
)
"""Modules loaded before the first click needs them."""

ONLY_ONE = r"Local\PII-XL-server"  # one for each session of Windows
ALREADY_THERE = 183  # ERROR_ALREADY_EXISTS


def serve() -> None:
    """Wait for Excel's calls until the user closes the window or presses Ctrl+C.

    Raises UnreadableError E817 (not Windows, or pywin32 is missing), E819 (one is waiting already).
    """
    if sys.platform != "win32":
        raise UnreadableError("E817", reason="không phải Windows")
    wait_for_clicks()


def wait_for_clicks() -> None:
    """Load everything, say so, and hand over to COM. Raises UnreadableError E817, E819."""
    held = _held_alone()
    block(*NEVER_NEEDED)
    import pythoncom
    import xlwings

    settle()
    for name in WARM:
        import_module(name)
    logging.getLogger("xlwings").addHandler(logging.NullHandler())  # else it prints a line in English
    print(finding("N841").found, flush=True)
    with suppress(KeyboardInterrupt):
        while True:
            pythoncom.CoInitialize()
            kept = _kept_object()  # else the wait ends for good when the last workbook lets go of its object
            xlwings.serve()
            del kept
            time.sleep(PAUSE_SECONDS)
    del held


def run_after_call(command: str) -> None:
    """Note a button's command down for the workbook that Excel has just named; called by Excel, returns at once.

    The command runs when the call has returned, one after another: a dialog during a call would make Excel complain that
    it waits. The workbook is let go of afterwards, or Excel could not be closed.
    """
    import timer  # pywin32's
    from xlwings import _xlwindows as windows

    settle()
    caller, windows.BOOK_CALLER = windows.BOOK_CALLER, None
    _waiting.append((command, caller))

    def due(identifier: int, _moment: int) -> None:
        timer.kill_timer(identifier)
        _run_waiting()

    timer.set_timer(1, due)


_waiting: list[tuple[str, Any]] = []
_running: list[str] = []


def _run_waiting() -> None:
    """Run what is noted down, unless that is going on already: a dialog of the first command lets calls in."""
    from xlwings import _xlwindows as windows

    while _waiting and not _running:
        command, windows.BOOK_CALLER = _waiting.pop(0)
        _running.append(command)
        try:
            run(command)
        finally:
            _running.clear()
            windows.BOOK_CALLER = None
            gc.collect()  # what a traceback or a circle still holds of the workbook


def _kept_object() -> Any:
    """An object of ours that COM counts."""
    from win32com.server.util import wrap
    from xlwings.com_server import XLPythonObject

    return wrap(XLPythonObject(None))


def _held_alone() -> Any:
    """A named lock that goes when the process ends, however it ends."""
    try:
        import win32api
        import win32event
    except ImportError as error:
        raise UnreadableError("E817", reason="thiếu pywin32") from error
    held = win32event.CreateMutex(None, False, ONLY_ONE)
    if win32api.GetLastError() == ALREADY_THERE:
        raise UnreadableError("E819")
    return held
