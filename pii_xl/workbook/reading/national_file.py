"""A table of provinces that somebody gives: a file whose first column names them, each other column an indicator."""

from __future__ import annotations

from pathlib import Path

from pii_xl.layout.parts import Status
from pii_xl.score.units_file import read_grouped_values
from pii_xl.workspace.national import NationalTable, is_code
from pii_xl.workspace.workspace import Workspace


def read_national(path: Path, workspace: Workspace, status: Status, year: int | None = None) -> NationalTable:
    """The table of ``year``, the workbook's own unless it is said; one of an earlier year may have codes of another framework.

    Raises what :func:`pii_xl.score.units_file.read_grouped_values` raises.
    """
    year, frame = workspace.year if year is None else year, workspace.framework
    values, groups = read_grouped_values(path, frame, lambda name: is_code(name, frame, year))
    return NationalTable(values, year, status, path.name, groups)
