"""The command "reference": a table of provinces becomes the national minimum, mean, maximum and the ranks of each indicator."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd

from pii_xl.commands.outcome import Outcome
from pii_xl.ground.errors import DataError, Finding, finding
from pii_xl.ground.frames import Row, records
from pii_xl.ground.text import compact_vi, key
from pii_xl.layout.parts import Status
from pii_xl.score.aggregation import components, ranks
from pii_xl.score.normalisation import spans
from pii_xl.score.units import directions_of
from pii_xl.workspace.anchor import COUNTRY
from pii_xl.workspace.history import record
from pii_xl.workspace.national import NationalTable, beside_before, is_unlike, name_then, national_rows
from pii_xl.workspace.workspace import Workspace
from pii_xl.year.mergers import gone, is_known, provinces, spelled

STATUS = {"cong-bo": Status.PUBLISHED, "uoc-tinh": Status.ESTIMATED, "minh-hoa": Status.ILLUSTRATIVE}
HISTORY_COMMAND = "Bảng các tỉnh"
SAME = 1e-9
SUMMARIES = frozenset(
    map(
        key,
        (
            COUNTRY,
            "toàn quốc",
            "trung bình",
            "trung bình cả nước",
            "bình quân cả nước",
            "nhỏ nhất",
            "lớn nhất",
        ),
    )
)
"""Rows of a table that are of no province."""
SHOWN = 8
"""So many cells are named in one finding."""


def reference(workspace: Workspace, given: NationalTable) -> Outcome:
    """The workspace with the table and the reference that follows from it.

    A table of an earlier year stands beside the workbook's own one; its reference goes to the values of earlier years.
    Indicators without two different values keep the reference they had, and so do published ones unless the whole country
    is given as published. Findings tell of gaps, of what cannot be compared, and of a figure of the own province that is
    not the workbook's. Raises DataError E678 (a year to come), E679 (a province twice).
    """
    if given.year > workspace.year:
        raise DataError("E678", year=given.year, own=workspace.year)
    table, noticed = _tidied(given, workspace)
    target, kept = _placed(workspace, table, _ends(table))
    rows = _rows(workspace, table)
    told = finding(
        "N672", units=len(table.values), indicators=table.values.notna().any().sum(), status=str(given.status)
    )
    old = national_rows(workspace)
    national = pd.concat([old[old["year"] != given.year], pd.DataFrame(rows, columns=old.columns)])
    beside = beside_before(national.reset_index(drop=True), workspace)
    new = workspace.with_tables({"tblNational": beside, **target})
    day = workspace.settings.day("as_of") or date.today()
    new = record(new, day, HISTORY_COMMAND, told.found, subject=f"{given.year}: {given.source}")
    found = [*noticed, *_gaps(table, workspace), *_comparable(table, workspace), *_kept(kept)]
    return Outcome(new, [*found, *_beyond(table, workspace), *_own(workspace, table)], said=[told])


def _tidied(given: NationalTable, workspace: Workspace) -> tuple[NationalTable, list[Finding]]:
    """The table with the provinces' names as the workbook has them and today's codes, without the country's own row."""
    names: dict[str, str] = {}
    for unit in map(str, given.values.index):
        name = unit if unit == name_then(workspace, given.year) else spelled(unit)
        if name in names:
            raise DataError("E679", province=name, first=names[name], second=unit)
        names[name] = unit
    summaries = [name for name in names if key(name) in SUMMARIES]
    frame = given.values.set_axis(list(names), axis=0).drop(index=summaries)
    found = [finding("W690", row=names[name]) for name in summaries]
    strange = [
        name for name in frame.index if not is_known(name) and name != name_then(workspace, given.year)
    ]
    if strange:
        found.append(finding("W697", count=len(strange), names=", ".join(strange[:SHOWN])))
    if frame.empty:
        raise DataError("E607", file=given.source)
    former = workspace.framework.former_codes(given.year)
    known = {after: before for after, before in former.items() if before in frame}
    apart = [str(code) for code in frame if code not in known.values()]
    if apart:
        found.append(finding("W691", year=given.year, codes=", ".join(apart)))
    today = pd.DataFrame({after: frame[before] for after, before in known.items()}, index=frame.index)
    groups = {name: given.groups[unit] for name, unit in names.items() if unit in given.groups}
    return replace(given, values=today, groups=groups), found


def _rows(workspace: Workspace, table: NationalTable) -> list[Row]:
    codes = tuple(code for code in workspace.framework.codes if code in table.values)
    values = components(table.values, codes)
    directions = dict(zip(workspace.framework.codes, directions_of(workspace.framework), strict=True))
    placed = ranks(values * np.array([directions[code] for code in codes]).reshape(-1, 1))
    return [
        {
            "year": float(table.year),
            "province": unit,
            "code": code,
            "value": float(values[at, column]),
            "rank": float(placed[at, column]),
            "previous": math.nan,
            "group": table.groups.get(unit, ""),
            "status": str(table.status),
        }
        for at, code in enumerate(codes)
        for column, unit in enumerate(table.values.index)
        if not np.isnan(values[at, column])
    ]


def _ends(table: NationalTable) -> dict[str, Row]:
    """The reference of each indicator that has two different values."""
    found: dict[str, Row] = {}
    for code in table.values:
        there = table.values[code].dropna().to_numpy(float)
        if there.size and not np.isnan(spans(there.min(keepdims=True), there.max(keepdims=True))).any():
            ends = {"minimum": there.min(), "mean": there.mean(), "maximum": there.max()}
            told = {
                "status": str(table.reference_status),
                "source": f"{table.source}: {there.size} tỉnh, thành phố",
            }
            found[str(code)] = {end: float(value) for end, value in ends.items()} | told
    return found


def _placed(
    workspace: Workspace, table: NationalTable, ends: Mapping[str, Row]
) -> tuple[dict[str, pd.DataFrame], list[str]]:
    """The table that the reference goes to, and the codes whose published reference stays."""
    if table.year < workspace.year:
        return _into_past(workspace, table, ends)
    frame = workspace.tables["tblReference"]
    rows, kept = [], []
    for row in records(frame):
        code = str(row["code"])
        stays = code in ends and _is_surer(row, table.reference_status)
        rows.append(row if stays else row | ends.get(code, {}))
        kept += [code] if stays else []
    return {"tblReference": pd.DataFrame(rows, columns=frame.columns)}, kept


def _into_past(
    workspace: Workspace, table: NationalTable, ends: Mapping[str, Row]
) -> tuple[dict[str, pd.DataFrame], list[str]]:
    """The values of earlier years with the ends of the table, and the own value where the workbook has none."""
    frame = workspace.tables["tblPast"]
    rows = {(row["year"], str(row["code"])): row for row in records(frame)}
    own, kept = _own_row(workspace, table), []
    for code, line in ends.items():
        year = float(table.year)
        new = {"year": year, "code": code, "name": workspace.framework.indicator(code).name}
        row = rows.get((year, code), dict.fromkeys(frame.columns) | new)
        if row["mean"] is not None and row["mean"] == row["mean"] and _is_surer(row, table.reference_status):
            kept.append(code)
            continue
        has_value = row["value"] is not None and row["value"] == row["value"]
        rows[year, code] = row | line | ({} if has_value else {"value": own.get(code, math.nan)})
    return {"tblPast": pd.DataFrame(list(rows.values()), columns=frame.columns)}, kept


def _is_surer(row: Row, status: Status) -> bool:
    """What the ministry published is replaced by nothing less."""
    return row["status"] == Status.PUBLISHED and status is not Status.PUBLISHED


def _own_row(workspace: Workspace, table: NationalTable) -> dict[str, float]:
    """The workbook's province in the table; nothing where it had other borders then."""
    name = name_then(workspace, table.year)
    if name not in table.values.index or is_unlike(workspace, name, table.year):
        return {}
    return {
        str(code): float(value)
        for code, value in table.values.loc[[name]].iloc[0].dropna().astype(float).items()
    }


def _comparable(table: NationalTable, workspace: Workspace) -> list[Finding]:
    """What of the table is no like: provinces of before the merger, the own province in other borders, a part of the country."""
    year, found = table.year, []
    names = gone(map(str, table.values.index), year)
    if names:
        found.append(finding("W677", count=len(names), names=", ".join(names), year=year))
    if not table.is_whole:
        found.append(finding("W692", count=len(table.values), all=len(provinces(year)), year=year))
    name = name_then(workspace, year)
    if name in table.values.index and is_unlike(workspace, name, year):
        found.append(finding("W693", province=name, year=year, own=workspace.year))
    return found


def _kept(codes: list[str]) -> list[Finding]:
    return [finding("W694", count=len(codes), codes=", ".join(codes))] if codes else []


def _gaps(table: NationalTable, workspace: Workspace) -> list[Finding]:
    """Indicators that are absent, or that some provinces lack."""
    values, found = table.values, []
    wanted = workspace.framework.former_codes(table.year)
    absent = [code for code in wanted if code not in values or values[code].isna().all()]
    if absent:
        found.append(finding("W673", count=len(absent), codes=", ".join(absent)))
    partly = [str(code) for code in values if values[code].isna().any() and not values[code].isna().all()]
    if partly:
        found.append(finding("W674", count=len(partly), codes=", ".join(partly)))
    return found


def _beyond(table: NationalTable, workspace: Workspace) -> list[Finding]:
    """Values that the indicator cannot have."""
    places = []
    for code in table.values:
        item = workspace.framework.indicator(str(code))
        low = -math.inf if item.minimum is None else item.minimum
        high = math.inf if item.maximum is None else item.maximum
        column = table.values[code].dropna()
        outside = column[(column < low) | (column > high)]
        places += [f"{code} {unit} ({compact_vi(float(value))})" for unit, value in outside.items()]
    if not places:
        return []
    more = f" và {len(places) - SHOWN} ô khác" if len(places) > SHOWN else ""
    return [finding("W695", count=len(places), cells="; ".join(places[:SHOWN]) + more)]


def _own(workspace: Workspace, table: NationalTable) -> list[Finding]:
    """Whether the own province is there, and with the workbook's own figures."""
    name = name_then(workspace, table.year)
    if name not in table.values.index:
        return [finding("W675", province=name)]
    mine, message = _figures(workspace, table.year), "W676" if table.year == workspace.year else "W696"
    found = []
    for code, value in _own_row(workspace, table).items():
        own = mine.get(code, math.nan)
        if own == own and abs(own - value) > SAME * max(1.0, abs(value)):
            shown = {"content": compact_vi(own), "other": compact_vi(value)}
            found.append(finding(message, subject=code, year=table.year, **shown))
    return found


def _figures(workspace: Workspace, year: int) -> dict[str, float]:
    """What the workbook itself has as its province's values of ``year``."""
    if year == workspace.year:
        rows = records(workspace.part("tblValues", "code", "value"))
    else:
        past = workspace.tables["tblPast"]
        rows = records(past[past["year"] == year])
    return {str(row["code"]): float(row["value"]) for row in rows}
