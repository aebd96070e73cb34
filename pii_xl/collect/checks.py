"""What is wrong with the collected values, row by row: completeness, plausibility, agreement. Errors and warnings apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple, TypeGuard

from pii_xl.collect.form_rows import BAND, RATIO_ENTRY, band, limits, needed
from pii_xl.collect.slips import Figure, slip_told
from pii_xl.ground.errors import Finding, finding
from pii_xl.ground.frames import Row, records, records_by_code
from pii_xl.ground.text import bounds_vi, compact_vi, number_vi
from pii_xl.layout.form_rules import (
    BASE_QUESTIONS,
    FIGURES,
    UNUSUAL_FIGURE,
    VALUE_CONTRADICTIONS,
    VALUE_QUESTIONS,
    Rule,
)
from pii_xl.layout.words import POLICY_ENTRY
from pii_xl.workspace.form_sheets import faults, form_settings
from pii_xl.workspace.scores import score_vi
from pii_xl.workspace.workspace import Workspace

Place = Callable[[str, int, str], Mapping[str, str]]
"""Table, row, column key → file, sheet and cell of that value."""

SAME = 1e-9
UNIT_IN_NAME = re.compile(r"\(([^()]*)\)\s*$")
"""The unit at the end of a numerator's name: "… (tỷ đồng)"."""
POSSIBLE = ("minimum", "maximum")
"""Columns of an indicator's hard limits."""
VALUE_FAULTS = (*VALUE_CONTRADICTIONS, *VALUE_QUESTIONS)


def nowhere(_table: str, _row: int, _column: str) -> Mapping[str, str]:
    """The place of values that are on no sheet."""
    return {}


_RESULTS = ("code", "minimum", "maximum", "score")
"""What is asked of an indicator's result; nothing else of that long table is computed."""


def check_values(
    workspace: Workspace, place: Place = nowhere, codes: set[str] | None = None
) -> list[Finding]:
    """Findings about ``tblValues``; ``codes`` limits them to some indicators."""
    indicators = records_by_code(workspace["tblIndicators"])
    results = records_by_code(workspace.part("tblResults", *_RESULTS))
    shared = _Shared(records_by_code(workspace["tblBase"]), form_settings(workspace.settings), place)
    found: list[Finding] = []
    for row, value in enumerate(records(workspace["tblValues"])):
        code = str(value["code"])
        if code not in indicators or (codes is not None and code not in codes):
            continue
        found += _Row(row, value, indicators[code], results.get(code), shared).findings()
    return found


def check_base(workspace: Workspace, place: Place = nowhere) -> list[Finding]:
    """What is asked about base figures, by the declaration from which the form asks it."""
    settings = form_settings(workspace.settings)
    found = []
    for row, figure in enumerate(records(workspace["tblBase"])):
        for rule in faults(BASE_QUESTIONS, figure, settings):
            facts = {
                "thing": "Số gốc",
                "limits": _bounds(figure, BAND),
                "slip": slip_told(Figure(*_measured(figure), figure["value"], figure["unit"])),
                **_value_told(figure, settings["jump_limit"]),
            }
            found.append(
                finding(rule.code, subject=str(figure["code"]), **place("tblBase", row, rule.column), **facts)
            )
    return found


def _value_told(row: Mapping[str, Any], jump_limit: float) -> dict[str, Any]:
    """What messages about a value tell of it: the value, its unit, its change."""
    value = row["value"]
    return {
        "content": compact_vi(value),
        "unit": row["unit"],
        **change_told(value, row["previous"], jump_limit),
    }


def _bounds(row: Mapping[str, Any], keys: tuple[str, str]) -> str:
    low, high = keys
    return bounds_vi(row[low], row[high])


def _measured(row: Row) -> tuple[float, float, float, float]:
    """Value, last year's value, and the band of a row."""
    return row["value"], row["previous"], row["band_low"], row["band_high"]


class _Shared(NamedTuple):
    """What the checks of all rows look at: the base figures by code, the settings that rules look at, where cells are."""

    base: Mapping[str, Row]
    settings: Mapping[str, Any]
    place: Place


class _Row:
    """The checks of one row of collected values."""

    def __init__(
        self,
        row: int,
        value: Mapping[str, Any],
        indicator: Mapping[str, Any],
        result: Mapping[str, Any] | None,
        shared: _Shared,
    ) -> None:
        self.row, self.value, self.indicator, self.result = row, value, indicator, result
        self.shared = shared
        self.code = str(value["code"])

    def findings(self) -> Iterator[Finding]:
        """Everything found about this indicator's row."""
        yield from self._missing()
        yield from self._declared()
        yield from self._both_ways()
        yield from self._repeated_base()
        if is_number(self.value["value"]):
            yield from self._reference()

    def _make(self, message: str, column: str, **facts: Any) -> Finding:
        return finding(
            message, subject=self.code, **self.shared.place("tblValues", self.row, column), **facts
        )

    def _missing(self) -> Iterator[Finding]:
        """Nothing at all was answered."""
        if self.indicator["entry"] == POLICY_ENTRY or self.value["missing"]:
            return
        if not any(is_number(self.value[key]) for key in FIGURES):
            column = "direct" if self.indicator["entry"] == "trực tiếp" else "numerator"
            yield self._make("E413", column)

    def _declared(self) -> Iterator[Finding]:
        """The faults that the form names too, by the same declaration."""
        record = {**self.value, **limits(self.indicator), "needed": needed(self.indicator)}
        for rule in faults(VALUE_FAULTS, record, self.shared.settings):
            if rule in BASE_QUESTIONS and self._base_is_unusual():
                continue
            yield self._make(rule.code, self._column(rule.column), **self._facts(rule, record))

    def _base_is_unusual(self) -> bool:
        """The base figure below is itself questioned: it is asked about where it stands, not here."""
        base = self.shared.base.get(self._base_used())
        return base is not None and bool(faults((UNUSUAL_FIGURE,), base, self.shared.settings))

    def _slip(self) -> str:
        """The slip of the unit that would explain the row's value."""
        value = {**self.value, **band(self.indicator)}
        if is_number(value["direct"]):
            return slip_told(Figure(*_measured(value), value["direct"], value["unit"]))
        if not is_number(value["numerator"]) or self._base_is_unusual():
            return ""
        unit = UNIT_IN_NAME.search(str(self.indicator["numerator"]))
        unit_name = unit[1] if unit else ""
        return slip_told(Figure(*_measured(value), value["numerator"], unit_name, "tử số"))

    def _column(self, column: str) -> str:
        if column == "value":
            return "direct" if is_number(self.value["direct"]) else "numerator"
        return column

    def _facts(self, rule: Rule, record: Row) -> dict[str, Any]:
        """What the rule's message tells."""
        if rule.column == "value":
            return {
                "thing": "Chỉ số",
                "limits": _bounds(self.indicator, POSSIBLE if rule.refuses else BAND),
                "slip": self._slip(),
                "base": self._base_used(),
                **_value_told(self.value, self.shared.settings["jump_limit"]),
            }
        absent = {"denominator": "mẫu số", "numerator": "tử số"}
        told = {
            key: compact_vi(record[key]) if is_number(record[key]) else ""
            for key in ("numerator", "denominator")
        }
        return {
            "content": record["missing"] if rule.column == "missing" else told.get(rule.column, ""),
            "other": told["denominator"],
            "absent": absent.get(rule.column, ""),
            "given": absent["numerator" if rule.column == "denominator" else "denominator"],
        }

    def _both_ways(self) -> Iterator[Finding]:
        """A value typed beside the ratio that gives another one."""
        numerator, denominator = self.value["numerator"], self.value["denominator_used"]
        direct = self.value["direct"]
        if self.indicator["entry"] != RATIO_ENTRY or self.value["missing"]:
            return
        if is_number(direct) and is_number(numerator) and is_number(denominator) and denominator > 0:
            ratio = numerator / denominator * self.indicator["scale"]
            if abs(direct - ratio) > max(0.005, 1e-6 * abs(ratio)):
                yield self._make("E429", "direct", content=compact_vi(direct), other=compact_vi(ratio))

    def _repeated_base(self) -> Iterator[Finding]:
        """The numerator is itself a base figure: two sheets must not tell two figures."""
        base = self.shared.base.get(str(self.indicator["numerator_base"]))
        if base is None or not is_number(self.value["numerator"]):
            return
        figure = base["value"]
        if is_number(figure) and abs(figure - self.value["numerator"]) > SAME * max(1.0, abs(figure)):
            facts = {
                "content": compact_vi(self.value["numerator"]),
                "other": compact_vi(figure),
                "name": base["name"],
            }
            yield self._make("E433", "numerator", **facts, base=base["code"])

    def _base_used(self) -> str:
        """The base figure without which this value would not be what it is; "" when there is none."""
        return "" if is_number(self.value["direct"]) else str(self.indicator["base"])

    def _reference(self) -> Iterator[Finding]:
        if self.result is None:
            return
        value, low, high = self.value["value"], self.result["minimum"], self.result["maximum"]
        if not (is_number(low) and is_number(high)) or low <= value <= high:
            return
        score = self.result["score"]
        facts = {"content": compact_vi(value, 4), "low": compact_vi(low, 4), "high": compact_vi(high, 4)}
        yield self._make("W420", "value", **facts, score=score_vi(score))


def is_number(value: Any) -> TypeGuard[float]:
    """Whether ``value`` is a number; a boolean and NaN are none."""
    return isinstance(value, int | float) and not isinstance(value, bool) and value == value


def change_told(value: float, before: float, limit: float) -> dict[str, str]:
    """A change as the message about it tells it; nothing when there is nothing before."""
    if not is_number(before) or before == 0:
        return {}
    change = (value - before) / abs(before)
    sign = "tăng" if change > 0 else "giảm"
    return {
        "before": compact_vi(before, 4),
        "after": compact_vi(value, 4),
        "change": f"{sign} {number_vi(abs(change) * 100, 1)}%",
        "limit": f"{number_vi(limit * 100, 0)}%",
    }
