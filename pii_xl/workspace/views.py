"""The rows of tables that hold nothing of their own: what their formulas are computed for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from pii_xl.ground.frames import Row, records
from pii_xl.layout.assessment import ASSESSMENT_TABLE
from pii_xl.layout.ledger import PART_TABLES
from pii_xl.layout.levers import LEVERS_TABLE
from pii_xl.layout.matrix import MATRIX_TABLE, SHOWN_PARTS
from pii_xl.layout.neighbours import NEIGHBOURS_TABLE, SIDES
from pii_xl.layout.trend import (
    BY_AGENCY_TABLE,
    MOVE_WORDS_TABLE,
    MOVES_TABLE,
    TREND_TABLE,
    VALUES_BY_YEAR_TABLE,
    YEARS,
)
from pii_xl.layout.what_if import CASES, CHANGES_CODE, GOAL_LIMITS, MOST_CHANGES, SAVED

Tables = Mapping[str, pd.DataFrame]
LONGEST_NAME = 150
NOTHING = pd.DataFrame()
LEVELS = ("tblIndex", "tblSubIndices", "tblPillars", "tblSubPillars")


def _trial(tables: Tables) -> list[Row]:
    return _kept(tables, "tblTry", ("value_new",))


def _saved(tables: Tables) -> list[Row]:
    return _kept(tables, "tblSaved", (*SAVED, *GOAL_LIMITS))


def _kept(tables: Tables, name: str, keys: tuple[str, ...]) -> list[Row]:
    """A row for each indicator, with what was typed into ``name``."""
    typed_in = {str(row["code"]): row for row in records(tables[name])}
    return [
        {
            **{key: row[key] for key in ("code", "name", "unit")},
            **{key: typed_in.get(str(row["code"]), {}).get(key) for key in keys},
        }
        for row in records(tables["tblResults"])
    ]


def _compared(tables: Tables) -> list[Row]:
    notes = {str(row["case"]): row["note"] for row in records(tables["tblCompare"])}
    return [
        {"case": label, "note": notes.get(label, ""), "number": number}
        for number, label in enumerate(CASES.values(), start=1)
    ]


def _levels(tables: Tables) -> list[Row]:
    return [{"code": row["code"], "name": row["name"]} for name in LEVELS for row in records(tables[name])]


def _changes(_: Tables) -> list[Row]:
    return [{"number": number} for number in range(1, MOST_CHANGES + 1)]


def _counts(_: Tables) -> list[Row]:
    return [
        {
            "code": CHANGES_CODE,
            "name": "Số chỉ số có giá trị khác",
            "unit": "chỉ số",
            "source": "2 trang",
        }
    ]


def _level(source: str) -> Callable[[Tables], list[Row]]:
    def rows(tables: Tables) -> list[Row]:
        return [
            {
                "code": row["code"],
                "name": row["name"],
                "parent": row.get("parent", ""),
                "weight": row.get("weight", 1.0),
            }
            for row in records(tables[source])
        ]

    return rows


def _levers(tables: Tables) -> list[Row]:
    return [{"number": number} for number in range(1, len(tables["tblResults"]) + 1)]


def _neighbours(_: Tables) -> list[Row]:
    return [{"side": side} for side in SIDES]


def _assessed(tables: Tables) -> list[Row]:
    """A row for each agency, with what the department typed of it."""
    typed_in = {str(row["agency"]): row for row in records(tables.get(ASSESSMENT_TABLE.name, NOTHING))}
    keys = [column.key for column in ASSESSMENT_TABLE.columns if column.input]
    return [
        {"agency": agency, **{key: typed_in.get(str(agency), {}).get(key) for key in keys}}
        for agency in tables["tblProgress"]["agency"]
    ]


def _agencies(tables: Tables) -> list[Row]:
    return [{"agency": agency} for agency in tables["tblProgress"]["agency"]]


def _years(_: Tables) -> list[Row]:
    return [{"back": back} for back in reversed(range(YEARS))]


def _by_year(tables: Tables) -> list[Row]:
    return [{key: row[key] for key in ("code", "unit")} for row in records(tables["tblResults"])]


def _moved(tables: Tables) -> list[Row]:
    return [{"code": code} for code in tables["tblPillars"]["code"]]


def _cases(tables: Tables) -> list[Row]:
    pillar_of = dict(zip(tables["tblSubPillars"]["code"], tables["tblSubPillars"]["parent"], strict=True))
    side_of = dict(zip(tables["tblPillars"]["code"], tables["tblPillars"]["parent"], strict=True))
    return [
        {
            "code": row["code"],
            "name": row["name"],
            "parent": row["sub_pillar"],
            "side": side_of.get(pillar_of.get(row["sub_pillar"], ""), ""),
        }
        for row in records(tables["tblResults"])
    ]


def _ranks(_: Tables) -> list[Row]:
    return [{"case": label} for label in CASES.values()]


def _matrix(tables: Tables) -> list[Row]:
    """Every indicator, base figure, policy group and task, with the agencies as its table names them."""
    return [
        {
            "kind": str(part),
            "code": row["code"],
            "name": shortened(str(row["text"] if "text" in row else row["name"])),
            "agency": row["agency"],
        }
        for part in SHOWN_PARTS
        for row in records(tables[PART_TABLES[part]])
    ]


def shortened(text: str) -> str:
    """A task's text is a paragraph of the plan; its beginning tells it from the others."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_NAME else line[:LONGEST_NAME].rsplit(" ", 1)[0] + " …"


ROWS: Mapping[str, Callable[[Tables], list[dict[str, Any]]]] = {
    "tblTry": _trial,
    "tblSaved": _saved,
    "tblCompare": _compared,
    "tblTryLevels": _levels,
    "tblTryChanges": _changes,
    "tblCaseChanges": _counts,
    "tblCasePII": _level("tblIndex"),
    "tblCaseSides": _level("tblSubIndices"),
    "tblCasePillars": _level("tblPillars"),
    "tblCaseSub": _level("tblSubPillars"),
    "tblCases": _cases,
    "tblCaseRanks": _ranks,
    MATRIX_TABLE.name: _matrix,
    LEVERS_TABLE.name: _levers,
    NEIGHBOURS_TABLE.name: _neighbours,
    ASSESSMENT_TABLE.name: _assessed,
    TREND_TABLE.name: _years,
    VALUES_BY_YEAR_TABLE.name: _by_year,
    MOVES_TABLE.name: _moved,
    MOVE_WORDS_TABLE.name: _moved,
    BY_AGENCY_TABLE.name: _agencies,
}
"""By table; what people typed there is kept."""
