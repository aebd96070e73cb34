"""Between Excel's ranges and the core: shapes, blanks, and errors as Vietnamese text instead of exceptions.

Every argument comes as a rectangle of cells (a plain value counts as one cell), every answer goes back as a rectangle,
or as a plain value when it is one cell.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from pii_xl.ground.cell_text import CELL_ERROR, in_cell
from pii_xl.ground.com_values import ERROR_VALUES, rows_of
from pii_xl.ground.errors import Finding, PiiError
from pii_xl.ground.text import NumberReading, read_number
from pii_xl.layout.words import OPEN
from pii_xl.workspace.cells import shown

Grid = list[list[Any]]

CELLS = {"ndim": 2, "err_to_str": True}
"""How xlwings hands a range over: always rows of cells, error values as text."""

_UNREADABLE = {NumberReading.AMBIGUOUS: "E882", NumberReading.NOT_A_NUMBER: "E881"}


class Passed(Exception):  # noqa: N818 - no error: an earlier function's answer in words, handed on
    """A source cell already holds an answer in words."""


def answer(compute: Callable[[], Any]) -> Any:
    """What ``compute`` returns, as cells; what goes wrong becomes its Vietnamese text."""
    try:
        return _cells(compute())
    except Passed as passed:
        return str(passed)
    except PiiError as error:
        return told(error.finding)
    except Exception:  # a traceback must never reach a cell
        return told(PiiError("E895").finding)


def each(compute: Callable[..., Any], first: Any, *others: Any) -> Any:
    """``compute`` of every cell of ``first`` with the cells of the others beside it; blank where ``first`` is blank.

    Arguments have one shape; a single cell, row or column stands for all. One cell's error does not touch the next.
    """

    def table() -> Grid:
        grids = [rows_of(argument) for argument in (first, *others)]
        rows, columns = _common_shape(grids)
        return [
            [_one(compute, _cells_at(grids, row, column)) for column in range(columns)] for row in range(rows)
        ]

    return answer(table)


def number(content: Any) -> float:
    """A cell as a number, NaN for a blank and for "chưa tính được".

    Raises :class:`PiiError` E881 (no number), E882 (ambiguous), E883 (error value), :class:`Passed` for an error in words.
    """
    refuse_errors(content)
    if content == OPEN:
        return float("nan")
    read = read_number(content)
    if read.reading in _UNREADABLE:
        raise PiiError(_UNREADABLE[read.reading], content=shown(content))
    return float("nan") if read.value is None else read.value


def refuse_errors(content: Any) -> None:
    """Raise :class:`PiiError` E883 for an error value, :class:`Passed` for an earlier function's error in words."""
    text = content.strip() if isinstance(content, str) else ""
    if text.startswith(CELL_ERROR):
        raise Passed(text)
    if text.upper() in ERROR_VALUES:
        raise PiiError("E883", content=text)


def units(content: Any, codes: Sequence[str]) -> tuple[pd.DataFrame, bool]:
    """Units × ``codes`` from a range, and whether the range has its units in columns.

    A range of as many rows as codes has one unit a column, else one of as many columns has one unit a row.
    Raises :class:`PiiError` E886 for another shape, and as :func:`number`.
    """
    cells = rows_of(content)
    upright = len(cells) == len(codes)
    if not upright and len(cells[0]) != len(codes):
        raise PiiError("E886", rows=len(cells), columns=len(cells[0]), needed=len(codes))
    rows = zip(*cells, strict=True) if upright else cells
    return pd.DataFrame(
        [[number(cell) for cell in row] for row in rows], columns=list(codes), dtype=float
    ), upright


def one_unit(content: Any, codes: Sequence[str]) -> pd.Series:
    """The scores of one unit by code. Raises :class:`PiiError` E894 for several units, and as :func:`units`."""
    frame, _ = units(content, codes)
    if len(frame) != 1:
        raise PiiError("E894", needed=len(codes))
    return frame.iloc[0]


def along(values: Sequence[Any], upright: bool) -> Grid:
    """One answer per unit, laid out as the units are: a row when they are columns, a column when they are rows."""
    return [list(values)] if upright else [[value] for value in values]


def is_blank(content: Any) -> bool:
    """Nothing was typed."""
    return content is None or (isinstance(content, str) and not content.strip())


def told(finding: Finding) -> str:
    """A finding as one line for a cell."""
    return in_cell(finding.found, finding.remedy)


def _one(compute: Callable[..., Any], cells: list[Any]) -> Any:
    return "" if is_blank(cells[0]) else answer(lambda: compute(*cells))


def _common_shape(grids: list[Grid]) -> tuple[int, int]:
    shapes = [(len(cells), len(cells[0])) for cells in grids]
    rows, columns = (max(sizes) for sizes in zip(*shapes, strict=True))
    if any(height not in (1, rows) or width not in (1, columns) for height, width in shapes):
        raise PiiError("E888", sizes="; ".join(f"{height}×{width}" for height, width in shapes))
    return rows, columns


def _cells_at(grids: list[Grid], row: int, column: int) -> list[Any]:
    return [cells[row if len(cells) > 1 else 0][column if len(cells[0]) > 1 else 0] for cells in grids]


def _cells(value: Any) -> Any:
    if isinstance(value, list):
        cells = [[_cells(cell) for cell in row] for row in value]
        return cells[0][0] if len(cells) == len(cells[0]) == 1 else cells
    if isinstance(value, str | int):
        return value
    return OPEN if pd.isna(value) else float(value)
