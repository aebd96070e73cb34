"""The command "reference": a table of provinces becomes the national minimum, mean, maximum and the ranks of each indicator."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pandas as pd

from pii_xl.commands.outcome import Outcome
from pii_xl.ground.errors import Finding, finding
from pii_xl.ground.text import compact_vi
from pii_xl.layout.parts import Status
from pii_xl.score.aggregation import components, ranks
from pii_xl.score.units import directions_of
from pii_xl.workspace.history import record
from pii_xl.workspace.workspace import Workspace
from pii_xl.year.mergers import gone

STATUS = {"cong-bo": Status.PUBLISHED, "uoc-tinh": Status.ESTIMATED, "minh-hoa": Status.ILLUSTRATIVE}
HISTORY_COMMAND = "Bảng các tỉnh"
SAME = 1e-9


def reference(workspace: Workspace, values: pd.DataFrame, status: Status, source: str) -> Outcome:
    """The workspace with the table of ``values`` (units × indicator codes) and the reference that follows from it.

    Indicators without two different values keep the reference they had. Findings tell of gaps, and of a figure of the own
    province that is not the workbook's.
    """
    codes = workspace.framework.codes
    table = components(values, codes)
    placed = ranks(table * directions_of(workspace.framework)[:, None])
    rows = [
        {
            "province": unit,
            "code": code,
            "value": float(table[at, column]),
            "rank": float(placed[at, column]),
            "status": str(status),
        }
        for at, code in enumerate(codes)
        for column, unit in enumerate(values.index)
        if not np.isnan(table[at, column])
    ]
    frame = _with_ends(workspace, dict(zip(codes, table, strict=True)), status, source)
    day = workspace.settings.day("as_of") or date.today()
    told = finding(
        "N672", units=len(values), indicators=len({row["code"] for row in rows}), status=str(status)
    )
    new = workspace.having(tblNational=pd.DataFrame(rows), tblReference=frame)
    new = record(new, day, HISTORY_COMMAND, told.found, subject=source)
    found = [*_gaps(values, workspace), *_merged(values, workspace.year), *_own(workspace, values)]
    return Outcome(new, found, said=[told])


def _merged(values: pd.DataFrame, year: int) -> list[Finding]:
    """Provinces of before the merger in a table for a year after it: like is not compared with like."""
    names = gone(map(str, values.index), year)
    return [finding("W677", count=len(names), names=", ".join(names), year=year)] if names else []


def _with_ends(
    workspace: Workspace, rows: dict[str, np.ndarray], status: Status, source: str
) -> pd.DataFrame:
    frame = workspace.tables["tblReference"].copy()
    for position, code in enumerate(frame["code"]):
        there = rows[code][~np.isnan(rows[code])] if code in rows else np.empty(0)
        if there.size and there.max() > there.min():
            ends = {"minimum": there.min(), "mean": there.mean(), "maximum": there.max()}
            told = {"status": str(status), "source": f"{source}: {there.size} tỉnh, thành phố"}
            for key, value in {**ends, **told}.items():
                frame.loc[position, key] = value
    return frame


def _gaps(values: pd.DataFrame, workspace: Workspace) -> list[Finding]:
    """Indicators that are absent, or that some provinces lack."""
    found = []
    absent = [
        str(code) for code in workspace.framework.codes if code not in values or values[code].isna().all()
    ]
    if absent:
        found.append(finding("W673", count=len(absent), codes=", ".join(absent)))
    partly = [str(code) for code in values if values[code].isna().any() and not values[code].isna().all()]
    if partly:
        found.append(finding("W674", count=len(partly), codes=", ".join(partly)))
    return found


def _own(workspace: Workspace, values: pd.DataFrame) -> list[Finding]:
    province = workspace.settings.text("province")
    if province not in values.index:
        return [finding("W675", province=province)]
    mine_all = workspace["tblValues"]
    own = {str(c): float(v) for c, v in zip(mine_all["code"], mine_all["value"], strict=True)}
    found = []
    for code, value in values.loc[[province]].iloc[0].dropna().astype(float).items():
        mine = own.get(str(code), math.nan)
        if mine == mine and abs(mine - float(value)) > SAME * max(1.0, abs(float(value))):
            facts = {"content": compact_vi(mine), "other": compact_vi(float(value))}
            found.append(finding("W676", subject=str(code), **facts))
    return found
