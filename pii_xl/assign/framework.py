"""A framework as officials edit it: rows of a workbook to and from :class:`~pii_xl.year.framework.Framework`, and what is wrong in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from pii_xl.ground.errors import Finding, finding
from pii_xl.ground.frames import Row, records
from pii_xl.ground.text import key as same_name
from pii_xl.layout.framework_book import CARRIED, DROPPED, FRAMEWORK_BOOK, NEW
from pii_xl.layout.parts import NO, YES
from pii_xl.layout.words import FALLING
from pii_xl.workspace.new_year import ENTRY, SOURCE_GROUP
from pii_xl.workspace.workspace import typed
from pii_xl.year.framework import (
    SIDES,
    BaseFigure,
    Footnote,
    Framework,
    Indicator,
    Pillar,
    PolicyItem,
    SourceGroup,
    SubPillar,
)

SIDE = dict(zip(SIDES, ("đầu vào", "đầu ra"), strict=True))
DIRECTION = {1: "cao là tốt", -1: FALLING}
YES_NO = {True: YES, False: NO}
_WORDS: dict[str, Mapping[Any, str]] = {
    "side": SIDE,
    "entry": ENTRY,
    "direction": DIRECTION,
    "source_group": SOURCE_GROUP,
    "source_group_certain": YES_NO,
    "in_plan": YES_NO,
}
"""What a field's values are called on the sheets."""

PARTS: dict[str, tuple[str, type[Any]]] = {
    "kfPillars": ("pillars", Pillar),
    "kfSubPillars": ("sub_pillars", SubPillar),
    "kfIndicators": ("indicators", Indicator),
    "kfPolicies": ("policies", PolicyItem),
    "kfBase": ("base_figures", BaseFigure),
    "kfNotes": ("footnotes", Footnote),
    "kfGroups": ("source_groups", SourceGroup),
}
HEAD = ("year", "name", "decision", "n_units", "method")
WHOLE = {"year", "n_units", "decimals", "footnote", "number", "planned"}
OPTIONAL = {"minimum", "maximum", "footnote", "band_low", "band_high"}

Place = Callable[[str, int, str], Mapping[str, str]]


@dataclass(frozen=True)
class FrameworkBook:
    """What a framework workbook holds: the framework where nothing is wrong, how it came from last year's, and all findings."""

    framework: Framework | None
    changes: tuple[tuple[str, str, str], ...] = ()
    findings: list[Finding] = field(default_factory=list)


def frames_of(framework: Framework) -> dict[str, pd.DataFrame]:
    """The tables of the workbook, typed."""
    rows: dict[str, list[Row]] = {
        "kfGeneral": [{key: getattr(framework, key) for key in HEAD}],
        "kfChanges": [],
    }
    for table, (part, _) in PARTS.items():
        rows[table] = [_shown(item._asdict(), table) for item in getattr(framework, part)]
    return {table.name: typed(table, rows[table.name] or None) for table in FRAMEWORK_BOOK.tables}


def framework_from(frames: Mapping[str, pd.DataFrame]) -> Framework:
    """The framework of tables in which nothing is wrong."""
    (head,) = records(frames["kfGeneral"])
    parts: dict[str, Any] = {
        part: tuple(kind(**_meant(row, kind._fields, table)) for row in records(frames[table]))
        for table, (part, kind) in PARTS.items()
    }
    return Framework(**_meant(head, HEAD, "kfGeneral"), **parts)


def _shown(item: Row, table: str) -> Row:
    words = dict(_WORDS) if table != "kfGroups" else {"code": SOURCE_GROUP}
    return {key: words[key][value] if key in words else value for key, value in item.items()}


def _meant(row: Row, keys: tuple[str, ...], table: str) -> dict[str, Any]:
    words = dict(_WORDS) if table != "kfGroups" else {"code": SOURCE_GROUP}
    return {key: _value(key, row[key], words.get(key)) for key in keys}


def _value(key: str, value: Any, words: Mapping[Any, str] | None) -> Any:
    if words is not None:
        return next(meant for meant, word in words.items() if word == value)
    if isinstance(value, float) and value != value:
        return None if key in OPTIONAL else 0
    return int(value) if key in WHOLE else value


@dataclass(frozen=True)
class Origins:
    """From which indicators of last year's framework this year's come."""

    carried: Mapping[str, str]
    apart: tuple[str, ...]
    gone: tuple[str, ...]


def origins(old: Framework, new: Framework, changes: Iterable[tuple[str, str, str]]) -> Origins:
    """Which indicator of ``old`` each of ``new`` may be compared with: as the changes say, else of the same code and name.

    ``apart``: those that last year's framework knew in another shape; ``gone``: old ones that lead nowhere.
    """
    listed = list(changes)
    carried = {after: before for before, after, relation in listed if relation in CARRIED}
    told = {after for _, after, _ in listed} | {before for before, _, _ in listed}
    names = {item.code: same_name(item.name) for item in old.indicators}
    for item in new.indicators:
        if item.code not in told and names.get(item.code) == same_name(item.name):
            carried[item.code] = item.code
    fresh = {after for _, after, relation in listed if relation == NEW}
    apart = tuple(code for code in new.codes if code not in carried and code not in fresh)
    kept = {*carried.values(), *(before for before, _, relation in listed if relation != DROPPED)}
    return Origins(
        carried, apart, tuple(code for code in old.codes if code not in kept and code not in new.codes)
    )


def check_rows(frames: Mapping[str, pd.DataFrame], place: Place) -> Iterator[Finding]:
    """What rows mean together: every code leads somewhere, every component has parts, every ratio one denominator."""
    known = {
        table: {str(row["code"]) for row in records(frames[table])}
        for table in PARTS
        if "code" in frames[table]
    }
    yield from _check_links(frames, known, place)
    yield from _check_parts(frames, place)
    notes = {row["number"] for row in records(frames["kfNotes"])}
    counted = {word for entry, word in ENTRY.items() if entry == "policies"}
    for at, row in enumerate(records(frames["kfIndicators"])):
        where: dict[str, Any] = {"subject": row["code"]}
        if row["entry"] == ENTRY["ratio"] and bool(row["base"]) == bool(row["denominator"]):
            yield finding("E542", **where, **place("kfIndicators", at, "denominator"))
        if row["footnote"] == row["footnote"] and row["footnote"] not in notes:
            facts: dict[str, Any] = {"content": int(row["footnote"]), "of": "Chú thích"}
            yield finding("E543", **where, **facts, **place("kfIndicators", at, "footnote"))
        if row["minimum"] >= row["maximum"]:
            yield finding("E544", **where, **place("kfIndicators", at, "minimum"))
        if not row["scale"] > 0:
            yield finding("E545", **where, **place("kfIndicators", at, "scale"))
        own = [code for code in known["kfPolicies"] if code.startswith(f"{row['code']}(")]
        if row["entry"] in counted and not own:
            yield finding("E546", **where, **place("kfIndicators", at, "entry"))
    if len(frames["kfGeneral"]) != 1:
        yield finding("E547", count=len(frames["kfGeneral"]), **place("kfGeneral", 0, "year"))


_LINKS = (
    ("kfSubPillars", "pillar", "kfPillars"),
    ("kfIndicators", "sub_pillar", "kfSubPillars"),
    ("kfIndicators", "base", "kfBase"),
    ("kfIndicators", "numerator_base", "kfBase"),
    ("kfChanges", "new", "kfIndicators"),
)


def _check_links(
    frames: Mapping[str, pd.DataFrame], known: Mapping[str, set[str]], place: Place
) -> Iterator[Finding]:
    sheets = {table.name: table.sheet for table in FRAMEWORK_BOOK.tables}
    for table, key, target in _LINKS:
        for at, row in enumerate(records(frames[table])):
            if row[key] and str(row[key]) not in known[target]:
                subject = str(row.get("code", ""))
                facts = {"content": row[key], "of": sheets[target]}
                yield finding("E543", subject=subject, **facts, **place(table, at, key))
    for table, key in (("kfSubPillars", "pillar"), ("kfIndicators", "sub_pillar")):
        for at, row in enumerate(records(frames[table])):
            if row[key] and not str(row["code"]).startswith(f"{row[key]}."):
                yield finding("E548", subject=row["code"], parent=row[key], **place(table, at, "code"))
    for at, row in enumerate(records(frames["kfChanges"])):
        lacks = [
            key for key, free in (("old", NEW), ("new", DROPPED)) if not row[key] and row["relation"] != free
        ]
        for key in lacks:
            header = FRAMEWORK_BOOK.table("kfChanges")[key].header
            yield finding("E549", relation=row["relation"], header=header, **place("kfChanges", at, key))


def _check_parts(frames: Mapping[str, pd.DataFrame], place: Place) -> Iterator[Finding]:
    for table, children, key in (
        ("kfPillars", "kfSubPillars", "pillar"),
        ("kfSubPillars", "kfIndicators", "sub_pillar"),
    ):
        parents = set(frames[children][key].astype(str))
        for at, row in enumerate(records(frames[table])):
            if row["code"] and str(row["code"]) not in parents:
                sheet = FRAMEWORK_BOOK.table(children).sheet
                yield finding("E551", subject=row["code"], children=sheet, **place(table, at, "code"))
    sides = set(frames["kfPillars"]["side"])
    for word in SIDE.values():
        if word not in sides:
            yield finding("E552", side=word, **place("kfPillars", 0, "side"))
    for at, row in enumerate(records(frames["kfPillars"])):
        if row["code"] and not str(row["code"]).isdecimal():
            yield finding("E553", subject=row["code"], **place("kfPillars", at, "code"))
