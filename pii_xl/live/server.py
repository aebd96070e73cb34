"""A Python that is already running when a button is pressed, for machines where Excel may not start programs.

The user starts it from the Start menu. It registers with COM, where the buttons look for it first: there is no port and no
file that could go stale, and what other users of the machine have started is out of reach.
"""

from __future__ import annotations

import logging
import sys
from contextlib import suppress
from importlib import import_module
from typing import Any

from pii_xl.click import NEVER_NEEDED, block
from pii_xl.ground.errors import UnreadableError, finding

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

    for name in WARM:
        import_module(name)
    logging.getLogger("xlwings").addHandler(logging.NullHandler())  # else it prints a line in English
    print(finding("N841").found, flush=True)
    with suppress(KeyboardInterrupt):
        while True:
            pythoncom.CoInitialize()
            xlwings.serve()  # ends, and COM with it, each time the last workbook lets go of it
    del held


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
