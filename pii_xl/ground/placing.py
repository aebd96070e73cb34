"""New files put in their place: a file of another content that has the name already is never overwritten."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from pii_xl.ground.files import has_content, make_folder, not_writable


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
        if target.exists() and not has_content(target, file.read_bytes()):
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
        if not target.exists() or has_content(target, file.read_bytes()):
            return target
        number += 1
