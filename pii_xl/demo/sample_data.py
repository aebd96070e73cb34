"""Made-up answers of all agencies and a made-up national reference: everything is marked "minh họa".

Central values are in ``data/``; a seed moves them a little, so that figures look collected. The same seed gives the same data.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from pii_xl.collect.form_rows import RATIO_ENTRY
from pii_xl.ground.frames import records, records_by_code
from pii_xl.layout.parts import NO, YES, MissingCode, Status
from pii_xl.layout.words import FALLING
from pii_xl.workspace.registry import registry_of
from pii_xl.workspace.workspace import Workspace, typed
from pii_xl.year.framework import files

DATA = Path(__file__).parent / "data"
SEED = 279
REFERENCE_SOURCE = "Số dựng minh họa"

MOVED = 0.06
"""How far the country moves in a year at most, as a share of the national range."""
ENDS = ("minimum", "mean", "maximum")
SHAKE = 0.01
"""How far a seed moves a value, as a share of the national range."""
BASE_SHAKE = 0.005
"""How far a seed moves a base figure or denominator, as a share of it."""
WITHOUT_EVIDENCE, WITHOUT_CONTACTS = 3, 2

TASK_SHARES = {"Hoàn thành": 0.5, "Đang thực hiện": 0.35, "Chưa thực hiện": 0.1}
"""Shares of the tasks by state; the others have not been reported on."""
DIFFICULTIES = {
    "Đang thực hiện": "Số dựng: sắp xếp tổ chức bộ máy, phải giao lại đơn vị thực hiện.",
    "Chưa thực hiện": "Số dựng: chưa bố trí được kinh phí trong năm.",
}
FAMILY_NAMES = ("Nguyễn Văn", "Trần Thị", "Lê Văn", "Phạm Thị", "Hoàng Văn", "Vũ Thị", "Đặng Văn", "Bùi Thị")
LETTERS = "ABCDEGHIKLMNOPQRSTUVXY"
POSTS = {
    "Lãnh đạo cơ quan": "Phó thủ trưởng cơ quan (minh họa)",
    "Chuyên viên": "Chuyên viên phòng chuyên môn (minh họa)",
}

ILLUSTRATIVE = str(Status.ILLUSTRATIVE)
Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class SampleAnswers:
    """What all agencies would send: columns to fill of the tables of the same names, with their key columns.

    ``values``, ``base`` and ``policies`` have one row for each code, ``tasks`` one for each task that somebody reported on.
    """

    values: pd.DataFrame
    base: pd.DataFrame
    policies: pd.DataFrame
    evidence: pd.DataFrame
    contacts: pd.DataFrame
    tasks: pd.DataFrame


@dataclass(frozen=True)
class SampleRange:
    """One indicator's central figures, in its unit; ``places`` are the digits after the comma of the typed figure."""

    code: str
    low: float
    mean: float
    high: float
    value: float | None
    previous: float | None
    places: int
    denominator: float | None
    numerator_base: str
    missing: str
    note: str

    @property
    def span(self) -> float:
        return self.high - self.low


@dataclass(frozen=True)
class SampleBase:
    """One base figure's central value."""

    code: str
    value: float
    previous: float
    fixed: bool
    note: str


def sample_answers(workspace: Workspace, seed: int = SEED) -> SampleAnswers:
    """The made-up answers to what ``workspace`` asks for. Raises KeyError for indicators without sample figures."""
    base = pd.DataFrame(_base_rows(_generator(seed, 0)))
    values = pd.DataFrame(_value_rows(workspace, base.set_index("code")["value"], _generator(seed, 1)))
    policies = pd.DataFrame(_policy_rows(workspace, _generator(seed, 2)))
    evidence = _evidence_rows(workspace, values, policies, _generator(seed, 3))
    return SampleAnswers(
        values=values,
        base=base,
        policies=policies.drop(columns="issued"),
        evidence=pd.DataFrame(evidence),
        contacts=pd.DataFrame(_contact_rows(workspace, _generator(seed, 4))),
        tasks=pd.DataFrame(_task_rows(workspace, _generator(seed, 5))),
    )


def sample_reference(workspace: Workspace, seed: int = SEED) -> pd.DataFrame:
    """The table "Tham chiếu" with made-up national minima, means and maxima."""
    random = _generator(seed, 6)
    ranges = sample_ranges()
    indicators = records_by_code(workspace["tblIndicators"])
    rows = []
    for row in records(workspace["tblReference"]):
        low, mean, high = _national(ranges[str(row["code"])], indicators[str(row["code"])], random)
        rows.append(
            {
                **row,
                "minimum": low,
                "mean": mean,
                "maximum": high,
                "status": ILLUSTRATIVE,
                "source": REFERENCE_SOURCE,
            }
        )
    return typed(workspace.layout.table("tblReference"), rows)


def sample_past(workspace: Workspace, seed: int = SEED) -> pd.DataFrame:
    """The table "Các năm trước": last year's made-up values, with a made-up country somewhat behind this year's.

    Such figures are what a second year's workbook has; without them the plan's rule II.1.c cannot be judged.
    """
    random = _generator(seed, 7)
    year = workspace.settings.integer("previous_year")
    previous = dict(zip(workspace["tblValues"]["code"], workspace["tblValues"]["previous"], strict=True))
    indicators, ranges = records_by_code(workspace["tblIndicators"]), sample_ranges()
    rows = []
    for row in records(sample_reference(workspace, seed)):
        code = str(row["code"])
        behind = random.uniform(0, MOVED) * (row["maximum"] - row["minimum"])
        behind = -behind if indicators[code]["direction"] == FALLING else behind
        digits = _digits(ranges[code], indicators[code]) + 1
        ends = {key: round(_within(row[key] - behind, indicators[code]), digits) for key in ENDS}
        told = {"year": float(year), "code": code, "name": row["name"], "value": previous[code]}
        rows.append({**told, **ends, "status": ILLUSTRATIVE, "source": REFERENCE_SOURCE})
    return typed(workspace.layout.table("tblPast"), rows)


def with_sample_data(workspace: Workspace, seed: int = SEED) -> Workspace:
    """``workspace`` as if every agency had answered and the reference were known; computed columns are not refreshed."""
    answers = sample_answers(workspace, seed)
    new = workspace.having(
        tblReference=sample_reference(workspace, seed),
        tblValues=_filled(workspace["tblValues"], answers.values),
        tblBase=_filled(workspace["tblBase"], answers.base),
        tblPolicies=_filled(workspace["tblPolicies"], answers.policies),
        tblTasks=_filled(workspace["tblTasks"], answers.tasks),
    )
    return new.adding("tblEvidence", records(answers.evidence)).adding(
        "tblContacts", records(answers.contacts)
    )


@cache
def sample_ranges() -> Mapping[str, SampleRange]:
    """The central figures by indicator code. Raises UnreadableError E502 or E503 for a damaged data file."""
    path = DATA / "sample_ranges.csv"
    rows = files.read_rows(path, SampleRange.__dataclass_fields__)
    files.unique((row["code"] for row in rows), path)
    return {row["code"]: _range(row, path) for row in rows}


@cache
def sample_base() -> tuple[SampleBase, ...]:
    """The central base figures; errors as for ``sample_ranges``."""
    path = DATA / "sample_base.csv"
    rows = files.read_rows(path, SampleBase.__dataclass_fields__)
    return tuple(
        SampleBase(
            code=row["code"],
            value=files.number(row, "value", path),
            previous=files.number(row, "previous", path),
            fixed=files.yes_no(row, "fixed", path),
            note=row["note"],
        )
        for row in rows
    )


@cache
def policies_in_force() -> Mapping[str, str]:
    """ "Có" or "Không" by policy code."""
    path = DATA / "sample_policies.csv"
    return {
        row["code"]: files.choice(row, "in_force", (YES, NO), path)
        for row in files.read_rows(path, ("code", "in_force"))
    }


def _range(row: Mapping[str, str], path: Path) -> SampleRange:
    return SampleRange(
        code=row["code"],
        low=files.number(row, "low", path),
        mean=files.number(row, "mean", path),
        high=files.number(row, "high", path),
        value=files.optional_number(row, "value", path),
        previous=files.optional_number(row, "previous", path),
        places=int(files.number(row, "places", path)),
        denominator=files.optional_number(row, "denominator", path),
        numerator_base=row["numerator_base"],
        missing=row["missing"],
        note=row["note"],
    )


def _generator(seed: int, stream: int) -> np.random.Generator:
    """One independent stream for each table, so that a change in one leaves the others as they are."""
    return np.random.default_rng([seed, stream])


def _base_rows(random: np.random.Generator) -> Rows:
    return [
        {
            "code": figure.code,
            "value": figure.value
            if figure.fixed
            else float(round(figure.value * (1 + BASE_SHAKE * random.uniform(-1, 1)))),
            "missing": "",
            "status": ILLUSTRATIVE,
            "note": figure.note or "Số dựng minh họa.",
            "previous": figure.previous,
        }
        for figure in sample_base()
    ]


def _value_rows(workspace: Workspace, base: pd.Series, random: np.random.Generator) -> Rows:
    indicators = records_by_code(workspace["tblIndicators"])
    ranges = sample_ranges()
    rows = []
    for code in workspace["tblValues"]["code"]:
        figures, shakes = ranges[str(code)], (random.uniform(-1, 1), random.uniform(-1, 1))
        row = {
            "code": code,
            "numerator": math.nan,
            "denominator": math.nan,
            "direct": math.nan,
            "missing": figures.missing,
            "status": ILLUSTRATIVE,
            "note": figures.note or "Số dựng minh họa.",
            "previous": math.nan if figures.previous is None else figures.previous,
        }
        rows.append({**row, **_typed_figures(figures, indicators[str(code)], base, shakes)})
    return rows


def _typed_figures(
    figures: SampleRange, indicator: Mapping[str, Any], base: pd.Series, shakes: tuple[float, float]
) -> dict[str, float]:
    """What the agency types: numerator and perhaps denominator, or the value itself; nothing where the value is missing."""
    if figures.missing or indicator["entry"] == "chính sách":
        return {}
    if figures.numerator_base:
        return {"numerator": float(base[figures.numerator_base])}
    if figures.value is None:
        raise KeyError(figures.code)
    value = figures.value + SHAKE * shakes[0] * figures.span
    if indicator["entry"] == "trực tiếp":
        return {"direct": round(value, figures.places)}
    own = (
        {}
        if figures.denominator is None
        else {"denominator": float(round(figures.denominator * (1 + BASE_SHAKE * shakes[1])))}
    )
    denominator = own.get("denominator") or float(base[indicator["base"]])
    return {"numerator": round(value * denominator / indicator["scale"], figures.places), **own}


def _national(
    figures: SampleRange, indicator: Mapping[str, Any], random: np.random.Generator
) -> tuple[float, float, float]:
    """Minimum, mean and maximum, moved a little: never inwards for the ends, never past the indicator's bounds."""
    inward, outward = random.uniform(-1, 1), random.uniform(0, 1, size=2)
    digits = _digits(figures, indicator)
    low = figures.low - SHAKE * outward[0] * min(figures.span, abs(figures.low))
    high = figures.high + SHAKE * outward[1] * figures.span
    low, high = _within(low, indicator), _within(high, indicator)
    mean = figures.mean + SHAKE * inward * figures.span
    return round(low, digits), round(mean, digits + 1), round(high, digits)


def _digits(figures: SampleRange, indicator: Mapping[str, Any]) -> int:
    """Digits after the comma of a national figure."""
    whole = figures.places == 0 and indicator["entry"] != RATIO_ENTRY
    return 0 if whole else max(int(indicator["decimals"]), math.ceil(3 - math.log10(figures.span)))


def _within(figure: float, indicator: Mapping[str, Any]) -> float:
    """The figure, or the indicator's bound where it is beyond."""
    floor, ceiling = indicator["minimum"], indicator["maximum"]
    figure = max(figure, floor) if floor == floor else figure
    return min(figure, ceiling) if ceiling == ceiling else figure


def _policy_rows(workspace: Workspace, random: np.random.Generator) -> Rows:
    cutoff = workspace.settings.day("policy_cutoff") or date(workspace.year, 6, 30)
    answers = policies_in_force()
    rows = []
    for number, code in enumerate(workspace["tblPolicies"]["code"], start=1):
        issued = cutoff - timedelta(days=int(random.integers(5, 900)))
        in_force = answers[str(code)]
        documents = f"Văn bản minh họa số {number:02d}, ngày {issued:%d/%m/%Y}" if in_force == YES else ""
        row = {"code": code, "in_force": in_force, "documents": documents, "status": ILLUSTRATIVE}
        rows.append({**row, "note": "Số dựng minh họa.", "issued": issued})
    return rows


def _evidence_rows(
    workspace: Workspace, values: pd.DataFrame, policies: pd.DataFrame, random: np.random.Generator
) -> Rows:
    """One document for each value that is there, a few left out, and one for each policy in force."""
    agencies = {**_agencies(workspace, "tblValues"), **_agencies(workspace, "tblPolicies")}
    present = [c for c in values["code"][values["missing"].isin(("", str(MissingCode.NIL)))] if c != "1.1.1"]
    left_out = set(random.choice(present, size=WITHOUT_EVIDENCE, replace=False))
    issued = dict(zip(policies["code"], policies["issued"], strict=True))
    codes = [
        *policies["code"][policies["in_force"] == YES],
        *(code for code in present if code not in left_out),
    ]
    last = workspace.settings.day("deadline") or date(workspace.year, 7, 31)
    rows = []
    for number, code in enumerate(codes, start=1):
        days, state = int(random.integers(3, 60)), random.uniform()
        rows.append(
            {
                "code": code,
                "agency": agencies[code],
                "number": f"Văn bản minh họa số {number:02d}",
                "issued": issued.get(code, last - timedelta(days=days)),
                "issuer": agencies[code],
                "title": f"Tài liệu minh họa cho {code} (không có thật)",
                "pages": 1,
                "file": f"{code}_minh-hoa.pdf",
                "state": "Đủ" if state < 0.9 else "Chờ bổ sung",
                "status": ILLUSTRATIVE,
            }
        )
    return rows


def _agencies(workspace: Workspace, table: str) -> dict[str, str]:
    return dict(zip(workspace[table]["code"], workspace[table]["agency"], strict=True))


def _contact_rows(workspace: Workspace, random: np.random.Generator) -> Rows:
    """A leader and an officer of every agency but a few; one officer was replaced."""
    agencies = list(workspace["tblProgress"]["agency"])
    others = [agency for agency in agencies if agency != workspace.settings.text("issuer_short")]
    silent = set(random.choice(others, size=min(WITHOUT_CONTACTS, len(others)), replace=False))
    people = _people()
    rows: Rows = []
    for agency in (agency for agency in agencies if agency not in silent):
        rows += [
            _contact(workspace, agency, role, next(people), len(rows) + offset)
            for offset, role in enumerate(POSTS, start=1)
        ]
    change = date(workspace.year, 6, 16)
    replaced = {
        **rows[-1],
        "name": next(people),
        "valid_from": change,
        "document": "Văn bản cử đầu mối minh họa, bổ sung",
    }
    rows[-1]["valid_to"] = change - timedelta(days=1)
    return [*rows, replaced]


def _people() -> Iterator[str]:
    """Names that are clearly nobody's."""
    for letter in LETTERS:
        for family in FAMILY_NAMES:
            yield f"{family} {letter} (minh họa)"


def _contact(workspace: Workspace, agency: str, role: str, name: str, number: int) -> dict[str, Any]:
    return {
        "agency": agency,
        "role": role,
        "name": name,
        "title": POSTS[role],
        "phone": f"0000 000 {number:03d}",
        "email": f"dau-moi-{number:02d}@example.com",
        "valid_from": date(workspace.year, 5, 15),
        "valid_to": None,
        "document": "Văn bản cử đầu mối minh họa",
        "status": ILLUSTRATIVE,
    }


def _task_rows(workspace: Workspace, random: np.random.Generator) -> Rows:
    """States in fixed shares, dealt out at random; tasks without a state have no row."""
    tasks = workspace["tblTasks"]
    states = [state for state, share in TASK_SHARES.items() for _ in range(max(1, int(share * len(tasks))))]
    dealt = random.permutation(len(tasks))
    last = workspace.settings.day("deadline") or date(workspace.year, 7, 31)
    rows = []
    registry = registry_of(workspace)
    given = zip(tasks["code"], tasks["agency"], dealt, strict=True)
    for number, (code, agency, place) in enumerate(given, start=1):
        days = int(random.integers(2, 45))
        everybody = any(registry.resolve(name).is_collective for name in registry.split(str(agency)))
        if place >= len(states) and not everybody:
            continue
        state = states[place % len(states)]
        rows.append(
            {
                "code": code,
                "state": state,
                "result": f"Sản phẩm minh họa số {number:02d}"
                if state in ("Hoàn thành", "Đang thực hiện")
                else "",
                "difficulty": DIFFICULTIES.get(state, ""),
                "reported": last - timedelta(days=days),
            }
        )
    return rows


def _filled(table: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """``table`` with the cells of ``answers`` in the rows of the same code; columns that the table lacks are left out."""
    given = records_by_code(answers[[column for column in answers.columns if column in table.columns]])
    return pd.DataFrame(
        [{**row, **given.get(str(row["code"]), {})} for row in records(table)], columns=table.columns
    )
