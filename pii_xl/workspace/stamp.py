"""Rows of a run with the mark of what they were made from."""

from __future__ import annotations

from datetime import date

from pii_xl.ground.frames import Row
from pii_xl.layout.stamp import STAMP_PLACES
from pii_xl.workspace.workspace import Workspace


def stamped(workspace: Workspace, table: str, rows: list[Row], day: date) -> list[Row]:
    """The rows for ``table``, each with the day and with the mark that the workbook's figures have now."""
    if not rows:
        return []
    places: Row = {"places": float(STAMP_PLACES)}
    marked = workspace.with_tables({table: [rows[0] | places]})
    basis = str(marked.part(table, "now")["now"].iloc[0])
    return [row | places | {"made": day, "basis": basis} for row in rows]
