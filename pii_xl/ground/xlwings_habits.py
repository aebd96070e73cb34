"""Habits of xlwings that would harm the user's other work, taken away in every process of ours that loads it.

At exit it ends every Excel that shows no window of its own (a file in Protected View, another program's Excel), and it asks
a busy Excel again without pause. Its Windows half is looked up, not imported: this module also serves where there is none.
"""

from __future__ import annotations

import atexit
import sys
import time

WAIT_SECONDS = 10.0
"""How long a person may take to leave a cell or a dialog."""
PAUSE_SECONDS = 0.1
_WINDOWS_HALF = "xlwings._xlwindows"


class Patience(int):
    """xlwings' limit of attempts, kept by the clock: comparing an attempt with it waits, and says whether to go on."""

    def __new__(cls) -> Patience:
        return super().__new__(cls, sys.maxsize - 1)  # it is also counted up to

    def __gt__(self, attempt: int) -> bool:
        if attempt <= 1:
            self._until = time.monotonic() + WAIT_SECONDS
        time.sleep(PAUSE_SECONDS)
        return time.monotonic() < self._until


def settle() -> None:
    """Take the habits away; to be called after every import of xlwings. Nothing to do where it has no Windows half."""
    windows = sys.modules.get(_WINDOWS_HALF)
    if windows is not None:
        atexit.unregister(windows.cleanup)
        windows.N_COM_ATTEMPTS = Patience()  # type: ignore[attr-defined]
