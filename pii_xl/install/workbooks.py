"""The template and the assignments: part of the wheel, given to the user as fresh files.

A file that Python writes carries no mark of having come from the internet, so Excel does not block its macros.
"""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from pii_xl.ground.errors import UnreadableError
from pii_xl.ground.placing import Placed, place, staging

BOOKS = ("template.xlsm", "assignments.xlsx")
FOLDER = "books"
NOT_COMPLETE = "E845"


def shipped_books() -> Traversable:
    """The folder with the books inside this package; only a wheel made for a bundle has it."""
    return files("pii_xl.install") / FOLDER


def copy_books(folder: Path, books: Traversable) -> Placed:
    """Put the books into ``folder``. A workbook there that somebody has worked in stays; the new one gets a number.

    Raises UnreadableError E103, E845.
    """
    with staging() as stage:
        for name in BOOKS:
            try:
                (stage / name).write_bytes((books / name).read_bytes())
            except OSError as error:
                raise UnreadableError(NOT_COMPLETE, reason=f"không có {name}") from error
        return place([stage / name for name in BOOKS], folder)
