"""The log file for unforeseen failures: the traceback goes there, never to the user."""

from __future__ import annotations

import tempfile
import traceback
from pathlib import Path

FAILURES = "pii-xl.log"


def write_log(error: BaseException) -> Path:
    """Append the traceback to the log and return its path."""
    path = Path(tempfile.gettempdir()) / FAILURES
    try:
        with path.open("a", encoding="utf-8") as log:
            traceback.print_exception(error, file=log)
    except OSError:
        return Path("(không ghi được nhật ký)")
    return path
