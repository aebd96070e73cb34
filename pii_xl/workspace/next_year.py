"""The next year's workspace: what a year leaves to the one after it, and what an official has to decide anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from pii_xl.ground.errors import DataError, Finding, finding
from pii_xl.ground.frames import Row, records, records_by_code
from pii_xl.ground.text import compact_vi, date_vi
from pii_xl.layout.due import SERVING
from pii_xl.layout.parts import NO, Status
from pii_xl.layout.settings import SETTINGS
from pii_xl.score.method import INDEX
from pii_xl.workspace.anchor import own_published, published_in
from pii_xl.workspace.national import national_rows
from pii_xl.workspace.new_year import TARGET_KIND, new_workspace
from pii_xl.workspace.renaming import followed
from pii_xl.workspace.workspace import Settings, Workspace
from pii_xl.year.framework import Former, Framework, available_years

KEPT = ("tblAgencies", "tblPublished", "tblStrengths")
"""Tables that go over as they are."""
OWN_WORDS = {"tblAssignments": ("lead", "support", "content", "source"), "tblIndicators": ("weight",)}
"""Tables that go over as they are while the framework stays; with another one, what is an official's or the plan's in a row."""
ENTERED = ("tblValues", "tblBase", "tblPolicies")
"""Tables of figures to be sent, of which only who sends them goes over."""
MOVED_DAYS = ("deadline", "policy_cutoff", "next_deadline")
"""Days of the year's course: they move with the year and are to be confirmed."""
CLOSED = (
    "as_of",
    "published_on",
    "report_number",
    "report_date",
    "ministry_request",
    "data_letter",
    "data_sent",
    "merger_note",
    "previous_province",
)
"""Settings about what happened in the old year."""


@dataclass(frozen=True)
class NewFrame:
    """Another framework for the new year; ``carried``: its indicators that may be compared, with their old codes."""

    framework: Framework
    carried: Mapping[str, str]


def next_year(old: Workspace, year: int, frame: NewFrame | None = None) -> tuple[Workspace, list[Finding]]:
    """The workspace of ``year`` that follows ``old``, and what is still to be decided.

    Raises DataError E680 when ``year`` does not come after the old workbook's.
    """
    old = followed(old)
    if year <= old.year:
        raise DataError("E680", year=year, old=old.year)
    settings = _settings(old.settings, year)
    if frame is not None:
        settings = settings.having(framework=float(frame.framework.year))
        new = new_workspace(settings, _remembering(frame, old))
        old = _recoded(old, frame.carried)
        kept = {name: _over(new.tables[name], old.tables[name], keys) for name, keys in OWN_WORDS.items()}
    else:
        new = new_workspace(settings, old.framework if len(old.tables["tblFramework"]) else None)
        kept = {name: old.tables[name] for name in OWN_WORDS}
    new = new.with_tables({name: old.tables[name] for name in KEPT} | kept)
    new = new.with_tables(
        {name: _with_agencies(new.tables[name], old.tables[name]) for name in ENTERED}
        | {
            "tblValues": _values(new, old),
            "tblReference": _reference(new, old),
            "tblTasks": _tasks(old, year - old.year),
            "tblPast": _past(old),
            "tblNational": national_rows(old),
            "tblContacts": _contacts(old),
            "tblProgress": old.tables["tblProgress"][["agency"]],
        }
    )
    targets, found = _targets(old, year)
    new = new.with_tables({"tblTargets": targets})
    return new, [*_carried(new, old), *found, *_to_confirm(new, old)]


def _remembering(frame: NewFrame, old: Workspace) -> Framework:
    """The new framework, which knows the codes that its indicators had in all years before."""
    earlier = {former.year for former in old.framework.formers}
    carried = {year: old.framework.former_codes(year) for year in sorted(earlier)}
    steps = [Former(old.year, after, before) for after, before in frame.carried.items()]
    steps += [
        Former(year, after, then[before])
        for year, then in carried.items()
        for after, before in frame.carried.items()
        if before in then
    ]
    return replace(frame.framework, formers=tuple(steps))


def _settings(old: Settings, year: int) -> Settings:
    given = {setting.key: old[setting.key] for setting in SETTINGS}
    years = year - int(old["year"])
    moved = {key: later(old.day(key), years) for key in MOVED_DAYS}
    defaults = {setting.key: setting.default for setting in SETTINGS}
    closed = {key: None if defaults[key] is None or isinstance(defaults[key], date) else "" for key in CLOSED}
    frame = year if year in available_years() else old["framework"]
    course = {"year": float(year), "previous_year": old["year"], "merged": NO, "framework": float(frame)}
    return Settings({**given, **moved, **closed, **course})


def later(day: date | None, years: int) -> date | None:
    """The same day so many years later; the last of February stays the last."""
    if day is None:
        return None
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _recoded(old: Workspace, carried: Mapping[str, str]) -> Workspace:
    """The old workspace, its rows of indicators under their new codes; those that are not carried on are left out."""
    again: dict[str, list[str]] = {}
    for after, before in carried.items():
        again.setdefault(before, []).append(after)
    codes = set(old.framework.codes)
    tables = {}
    for name in (*OWN_WORDS, *ENTERED, "tblReference", "tblPast", "tblNational"):
        rows = [
            {**row, "code": code}
            for row in records(old.tables[name])
            for code in (again.get(str(row["code"]), []) if str(row["code"]) in codes else [str(row["code"])])
        ]
        tables[name] = pd.DataFrame(rows, columns=old.tables[name].columns)
    return old.with_tables(tables)


def _over(new: pd.DataFrame, old: pd.DataFrame, keys: tuple[str, ...]) -> pd.DataFrame:
    """The new rows, with ``keys`` of the old ones of the same code."""
    before = {str(row["code"]): row for row in records(old)}
    rows = [
        {**row, **{key: before[str(row["code"])][key] for key in keys}} if str(row["code"]) in before else row
        for row in records(new)
    ]
    return pd.DataFrame(rows, columns=new.columns)


def _with_agencies(new: pd.DataFrame, old: pd.DataFrame) -> pd.DataFrame:
    agencies = dict(zip(old["code"], old["agency"], strict=True))
    return new.assign(
        agency=[agencies.get(code, agency) for code, agency in zip(new["code"], new["agency"], strict=True)]
    )


def _values(new: Workspace, old: Workspace) -> pd.DataFrame:
    """Last year's values beside blank cells."""
    frame = _with_agencies(new.tables["tblValues"], old.tables["tblValues"])
    values = dict(zip(old["tblValues"]["code"], old["tblValues"]["value"], strict=True))
    return frame.assign(previous=[values.get(code, float("nan")) for code in frame["code"]])


def _past(old: Workspace) -> pd.DataFrame:
    """What the old book knows of the years before it, its own values with the country's means, and those it compared with."""
    results, values = records(old["tblResults"]), records_by_code(old["tblValues"])
    before = old.settings.integer("previous_year")
    rows: dict[tuple[Any, Any], Row] = {
        (row["year"], row["code"]): row for row in records(old.tables["tblPast"])
    }
    for row in results:
        named = {"code": row["code"], "name": row["name"]}
        status = values[str(row["code"])]["label"] if str(row["code"]) in values else ""
        source = f"Sổ năm {old.year}"
        ends = {key: row[key] for key in ("minimum", "mean", "maximum")}
        told = {"value": row["value"], **ends, "status": status, "source": source}
        earlier = {
            "value": row["previous"],
            "status": "",
            "source": f"{source}, giá trị năm trước",
        }
        for year, figures in ((old.year, told), (before, earlier)):
            if figures["value"] == figures["value"]:
                rows.setdefault((float(year), row["code"]), {"year": float(year), **named, **figures})
    in_order = [rows[at] for at in sorted(rows, key=lambda at: float(at[0]))]
    return pd.DataFrame(in_order, columns=old.tables["tblPast"].columns)


def _reference(new: Workspace, old: Workspace) -> pd.DataFrame:
    """Blank, with the old mean and its label in words: the rule of the plan compares the gap to it."""
    frame = new.tables["tblReference"]
    rows = {str(row["code"]): row for row in records(old.tables["tblReference"])}
    return frame.assign(source=[_old_mean(rows.get(str(code), {}), old.year) for code in frame["code"]])


def _old_mean(row: Row, year: int) -> str:
    mean = row.get("mean")
    if mean is None or mean != mean:
        return ""
    return f"Năm {year}: trung bình {compact_vi(mean)} ({row['status'] or Status.ESTIMATED})"


def _tasks(old: Workspace, years: int) -> pd.DataFrame:
    rows = [
        {key: row[key] for key in ("code", "agency", "text")} | {"deadline": later(row["deadline"], years)}
        for row in records(old.tables["tblTasks"])
    ]
    return pd.DataFrame(rows)


def _contacts(old: Workspace) -> pd.DataFrame:
    """Who serves; written by nobody's form of this year."""
    serving = old["tblContacts"]["state"] == SERVING
    kept = old.tables["tblContacts"][serving.to_numpy()].copy()
    for column in kept.columns:
        if str(column).startswith("src_"):
            kept[column] = ""
    return kept


def _targets(old: Workspace, year: int) -> tuple[pd.DataFrame, list[Finding]]:
    """By the plan's rule: every component above the year before; targets of rank stay."""
    own = own_published(old, old.year)
    lines = {str(row["component"]): row for row in records(own)}
    rows, lacking = [], []
    for row in records(old.tables["tblTargets"]):
        if row["year"] != old.year:
            rows.append(row)
            continue
        line = lines.get(str(row["component"]))
        key = "rank" if row["kind"] == TARGET_KIND["rank"] else "score"
        basis = line[key] if line is not None else float("nan")
        if basis != basis:
            lacking.append(str(row["name"] or row["component"]))
            continue
        value = row["value"] if key == "rank" else basis
        rule = "giữ như năm trước" if key == "rank" else f"cao hơn năm {old.year}"
        told: dict[str, Any] = {"year": year, "value": value, "baseline_year": old.year, "baseline": basis}
        rows += [row, {**row, **told, "basis": f"Theo quy tắc của năm {old.year}: {rule}; cần xác nhận"}]
    found = [finding("W681", names=", ".join(lacking), year=old.year)] if lacking else []
    return pd.DataFrame(rows, columns=old.tables["tblTargets"].columns), found


def _carried(new: Workspace, old: Workspace) -> list[Finding]:
    counts: dict[str, Any] = {
        "values": int(new.tables["tblValues"]["previous"].notna().sum()),
        "contacts": len(new.tables["tblContacts"]),
        "tasks": len(new.tables["tblTasks"]),
        "targets": int((new.tables["tblTargets"]["year"] == new.year).sum()),
    }
    return [finding("N682", year=new.year, old=old.year, **counts)]


def _to_confirm(new: Workspace, old: Workspace) -> list[Finding]:
    labels = {setting.key: setting.label for setting in SETTINGS}
    days = [
        f"{labels[key]} {date_vi(day)}" for key in MOVED_DAYS if (day := new.settings.day(key)) is not None
    ]
    found = [finding("W683", days="; ".join(days))] if days else []
    if len(new.tables["tblContacts"]):
        found.append(finding("W684", count=len(new.tables["tblContacts"])))
    if new.framework.year != new.year and new.year not in available_years():
        found.append(finding("W685", year=new.year, framework=new.settings.integer("framework")))
    if old.is_illustrative:
        found.append(finding("W687", old=old.year, count=old.n_illustrative))
    if INDEX not in set(published_in(old, old.year)["component"]):
        found.append(finding("W686", year=old.year))
    return found
