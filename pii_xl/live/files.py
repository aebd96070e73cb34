"""Files that commands leave beside the workbook, and files that people choose. A document that was edited is never overwritten."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pii_xl.ground.files import make_folder, not_writable

if TYPE_CHECKING:
    from xlwings import App

SENT, RECEIVED, DOCUMENTS, RETURNED = "phieu-gui", "phieu-nhan", "van-ban", "phieu-tra"
FILE_PICKER = 3  # MsoFileDialogType.msoFileDialogFilePicker
CHOSEN = -1


class Placed(NamedTuple):
    """Where new files went, and which names were taken by a different file, which stays."""

    paths: list[Path]
    kept: list[Path]


@contextmanager
def staging() -> Iterator[Path]:
    """A temporary folder for files that are moved to their place when all are written."""
    folder = Path(tempfile.mkdtemp(prefix="pii-xl-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def place(files: Sequence[Path], folder: Path) -> Placed:
    """Move ``files`` into ``folder``. A name taken by other content gets a number; equal content stays as it is.

    Raises UnreadableError E103.
    """
    make_folder(folder)
    placed, kept = [], []
    for file in files:
        target = folder / file.name
        if target.exists() and target.read_bytes() != file.read_bytes():
            kept.append(target)
            target = _numbered(target, file)
        try:
            if not target.exists():
                shutil.move(file, target)
        except OSError as error:
            raise not_writable(target, error) from error
        placed.append(target)
    return Placed(placed, kept)


def _numbered(taken: Path, file: Path) -> Path:
    """The first free name "x (2)", "x (3)" … or the one that already has this content."""
    number = 2
    while True:
        target = taken.with_stem(f"{taken.stem} ({number})")
        if not target.exists() or target.read_bytes() == file.read_bytes():
            return target
        number += 1


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
