"""The folders beside the workbook, and files that people choose."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlwings import App

SENT, RECEIVED, DOCUMENTS, RETURNED = "phieu-gui", "phieu-nhan", "van-ban", "phieu-tra"
FILE_PICKER = 3  # MsoFileDialogType.msoFileDialogFilePicker
CHOSEN = -1


def choose_files(app: App, title: str, folder: Path, kinds: tuple[str, str]) -> list[Path]:
    """The files a person chooses in Excel's own dialog; none when it is cancelled. ``kinds``: label and pattern."""
    dialog = app.api.FileDialog(FILE_PICKER)
    dialog.Title = title
    dialog.AllowMultiSelect = True
    dialog.InitialFileName = f"{folder}{os.sep}"
    dialog.Filters.Clear()
    dialog.Filters.Add(*kinds)
    if dialog.Show() != CHOSEN:
        return []
    return [Path(dialog.SelectedItems.Item(number)) for number in range(1, dialog.SelectedItems.Count + 1)]


def open_path(path: Path) -> None:
    """Open a folder or file with the system's own program."""
    if sys.platform == "win32":
        os.startfile(path)
    else:
        subprocess.Popen(["xdg-open", str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
