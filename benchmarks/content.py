"""What the measured clicks work on: 52 indicators and 20 agencies with sample figures, and the agencies' returned forms."""

from __future__ import annotations

import pickle
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from pii_xl.collect.form_content import form_contents
from pii_xl.demo.run import demo_workspace, write_filled_forms
from pii_xl.demo.sample_data import sample_answers, with_sample_data
from pii_xl.layout.parts import Table
from pii_xl.layout.settings import SETTINGS
from pii_xl.live.files import RECEIVED
from pii_xl.workbook.sheets.hidden_sheets import identity
from pii_xl.workspace.workspace import Workspace

AGENCIES = 20


def workspace() -> Workspace:
    """Sample figures for every indicator, and as many agencies in the progress table as a province has."""
    found = with_sample_data(demo_workspace())
    progress = found["tblProgress"]
    known = list(progress["agency"])
    more = [short for short in found["tblAgencies"]["short"] if short not in known][: AGENCIES - len(known)]
    added = pd.concat([progress, pd.DataFrame({"agency": more})], ignore_index=True)
    return found.having(tblProgress=added)


def write(folder: Path) -> Path:
    """Leave the workbook's content in ``folder/content``, and the returned forms beside where the workbook would be."""
    found = workspace()
    blocks: dict[str, dict[str, tuple[int, list[list[Any]]]]] = {}
    for table in found.layout.tables:
        blocks.setdefault(table.sheet, {})[table.name] = (table.row + 1, _block(found, table))
    for sheet in found.layout.sheets:
        blocks.setdefault(sheet.name, {})
    path = folder / "content"
    path.write_bytes(pickle.dumps((blocks, [list(pair) for pair in identity(found)])))
    (folder / RECEIVED).mkdir()
    empty = demo_workspace()
    write_filled_forms(empty, form_contents(empty), sample_answers(empty), folder / RECEIVED)
    return path


def _block(found: Workspace, table: Table) -> list[list[Any]]:
    frame = found[table.name].copy()
    if table.name == "tblSettings":
        frame["value"] = [found.settings[setting.key] for setting in SETTINGS]
    rows = [[_cell(value) for value in row] for row in frame.itertuples(index=False)]
    return [[column.header for column in table.columns], *(rows or [[None] * len(table.columns)])]


def _cell(value: Any) -> Any:
    if value is None or value == "" or value != value or value is pd.NaT:
        return None
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    return float(value) if isinstance(value, int | float) else str(value)
