"""Reading the project's own data files: CSV and TOML, UTF-8, NFC."""

from __future__ import annotations

import csv
import io
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pii_xl.ground.errors import UnreadableError

Row = Mapping[str, str]

YES_NO = {"yes": True, "no": False}


def read_rows(path: Path, columns: Iterable[str]) -> list[dict[str, str]]:
    """The rows of a CSV file, every value a string in NFC.

    Raises ``UnreadableError`` E502 for a file that is absent or not UTF-8, E503 when a column of
    ``columns`` is absent or a row has another number of cells than the heading.
    """
    text = _text(path)
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    missing = [column for column in columns if column not in (reader.fieldnames or ())]
    if missing:
        raise UnreadableError("E503", file=path, problem=f"thiếu cột {', '.join(missing)}")
    try:
        rows = list(reader)
    except csv.Error as error:
        raise UnreadableError("E503", file=path, problem=str(error)) from error
    for line, row in enumerate(rows, start=2):
        if None in row or None in row.values():
            raise UnreadableError("E503", file=path, problem=f"bản ghi {line} thừa hoặc thiếu ô")
    return rows


def read_toml(path: Path) -> dict[str, Any]:
    """The content of a TOML file. Raises ``UnreadableError`` E502 or E503 as ``read_rows`` does."""
    try:
        return tomllib.loads(_text(path))
    except tomllib.TOMLDecodeError as error:
        raise UnreadableError("E503", file=path, problem=str(error)) from error


def number(row: Row, column: str, path: Path) -> float:
    """The number in a cell. Raises ``UnreadableError`` E503 for anything else."""
    try:
        return float(row[column])
    except ValueError as error:
        raise UnreadableError(
            "E503", file=path, problem=f"cột {column} có “{row[column]}”, cần một số"
        ) from error


def optional_number(row: Row, column: str, path: Path) -> float | None:
    """The number in a cell, ``None`` for an empty one."""
    return number(row, column, path) if row[column] else None


def choice(row: Row, column: str, allowed: Iterable[str], path: Path) -> str:
    """The value of a cell that must be one of ``allowed``. Raises ``UnreadableError`` E503."""
    value, allowed = row[column], tuple(allowed)
    if value not in allowed:
        raise UnreadableError(
            "E503", file=path, problem=f"cột {column} có “{value}”, cần {', '.join(allowed)}"
        )
    return value


def yes_no(row: Row, column: str, path: Path) -> bool:
    """``yes`` or ``no`` in a cell. Raises ``UnreadableError`` E503 for anything else."""
    return YES_NO[choice(row, column, YES_NO, path)]


def unique(codes: Iterable[str], path: Path | str) -> None:
    """Raise ``UnreadableError`` E503 when a code stands twice."""
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            raise UnreadableError("E503", file=path, problem=f"mã {code} có hai lần")
        seen.add(code)


def known(code: str, codes: Iterable[str], path: Path | str) -> None:
    """Raise ``UnreadableError`` E503 when ``code`` refers to nothing."""
    if code not in codes:
        raise UnreadableError("E503", file=path, problem=f"không có mã {code}")


def subfolders(folder: Path) -> tuple[str, ...]:
    """Names of the folders in ``folder``, sorted; hidden ones and caches left out."""
    return tuple(sorted(p.name for p in folder.iterdir() if p.is_dir() and p.name[0] not in "._"))


def _text(path: Path) -> str:
    try:
        return unicodedata.normalize("NFC", path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableError("E502", file=path) from error
