"""What is wrong with the collected values, row by row: completeness, plausibility, agreement. Errors and warnings apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple, TypeGuard

from pii_xl.ground.errors import Finding, finding
from pii_xl.ground.frames import Row, records, records_by_code
from pii_xl.ground.text import compact_vi, number_vi
from pii_xl.layout.words import POLICY_ENTRY
from pii_xl.workspace.scores import score_vi
from pii_xl.workspace.workspace import Workspace

Place = Callable[[str, int, str], Mapping[str, str]]
"""Table, row, column key → file, sheet and cell of that value."""

SAME = 1e-9
SHARE_SCALE = 100.0


def nowhere(_table: str, _row: int, _column: str) -> Mapping[str, str]:
    """The place of values that are on no sheet."""
    return {}


def check_values(
    workspace: Workspace, place: Place = nowhere, codes: set[str] | None = None
) -> list[Finding]:
    """Findings about ``tblValues``; ``codes`` limits them to some indicators."""
    indicators = records_by_code(workspace["tblIndicators"])
    results = records_by_code(workspace["tblResults"])
    shared = _Shared(records_by_code(workspace["tblBase"]), workspace.settings.number("jump_limit"), place)
    found: list[Finding] = []
    for row, value in enumerate(records(workspace["tblValues"])):
        code = str(value["code"])
        if code not in indicators or (codes is not None and code not in codes):
            continue
        found += _Row(row, value, indicators[code], results.get(code, {}), shared).findings()
    return found


class _Shared(NamedTuple):
    """What the checks of all rows look at: the base figures by code, how big a jump is a question, where cells are."""

    base: Mapping[str, Row]
    jump_limit: float
    place: Place


class _Row:
    """The checks of one row of collected values."""

    def __init__(
        self,
        row: int,
        value: Mapping[str, Any],
        indicator: Mapping[str, Any],
        result: Mapping[str, Any],
        shared: _Shared,
    ) -> None:
        self.row, self.value, self.indicator, self.result = row, value, indicator, result
        self.shared = shared
        self.code = str(value["code"])

    def findings(self) -> Iterator[Finding]:
        """Everything found about this indicator's row."""
        yield from self._missing()
        yield from self._ratio()
        yield from self._repeated_base()
        if is_number(self.value["value"]):
            yield from self._bounds()
            yield from self._jump()
            yield from self._reference()
            if not self.value["status"]:
                yield self._make("E424", "status")

    def _make(self, message: str, column: str, **facts: Any) -> Finding:
        return finding(
            message, subject=self.code, **self.shared.place("tblValues", self.row, column), **facts
        )

    def _given(self) -> list[str]:
        return [key for key in ("numerator", "denominator", "direct") if is_number(self.value[key])]

    def _missing(self) -> Iterator[Finding]:
        given = self._given()
        policies = self.indicator["entry"] == POLICY_ENTRY
        if self.value["missing"] and given:
            yield self._make("E414", "missing", content=self.value["missing"])
        elif not self.value["missing"] and not given and not policies:
            column = "direct" if self.indicator["entry"] == "trực tiếp" else "numerator"
            yield self._make("E413", column)

    def _ratio(self) -> Iterator[Finding]:
        numerator, denominator = self.value["numerator"], self.value["denominator_used"]
        own = self.value["denominator"]
        if self.indicator["entry"] != "tỷ số" or self.value["missing"]:
            return
        if is_number(numerator) and not is_number(own) and not self.indicator["base"]:
            yield self._make("E415", "denominator", given="tử số", absent="mẫu số")
        if is_number(own) and not is_number(numerator):
            yield self._make("E415", "numerator", given="mẫu số", absent="tử số")
        if is_number(own) and own <= 0:
            yield self._make("E416", "denominator", content=compact_vi(own))
        elif is_number(own) and is_number(numerator) and numerator > own and self._is_share():
            yield self._make("W417", "numerator", content=compact_vi(numerator), other=compact_vi(own))
        direct = self.value["direct"]
        if is_number(direct) and is_number(numerator) and is_number(denominator) and denominator > 0:
            ratio = numerator / denominator * self.indicator["scale"]
            if abs(direct - ratio) > max(0.005, 1e-6 * abs(ratio)):
                yield self._make("E429", "direct", content=compact_vi(direct), other=compact_vi(ratio))

    def _is_share(self) -> bool:
        return self.indicator["scale"] == SHARE_SCALE and self.indicator["maximum"] == SHARE_SCALE

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

    def _bounds(self) -> Iterator[Finding]:
        value, low, high = self.value["value"], self.indicator["minimum"], self.indicator["maximum"]
        if (is_number(low) and value < low) or (is_number(high) and value > high):
            limits = " ".join(
                part
                for part in (
                    f"từ {compact_vi(low)}" if is_number(low) else "",
                    f"đến {compact_vi(high)}" if is_number(high) else "",
                )
                if part
            )
            column = "direct" if is_number(self.value["direct"]) else "numerator"
            yield self._make(
                "E418",
                column,
                content=compact_vi(value),
                unit=self.value["unit"],
                limits=limits,
                base=self._base_used(),
            )

    def _base_used(self) -> str:
        """The base figure without which this value would not be what it is; "" when there is none."""
        return "" if is_number(self.value["direct"]) else str(self.indicator["base"])

    def _jump(self) -> Iterator[Finding]:
        value, before = self.value["value"], self.value["previous"]
        limit = self.shared.jump_limit
        if not is_number(before) or before == 0:
            return
        change = (value - before) / abs(before)
        if abs(change) > limit:
            sign = "tăng" if change > 0 else "giảm"
            facts = {"before": compact_vi(before, 4), "after": compact_vi(value, 4)}
            column = "direct" if is_number(self.value["direct"]) else "numerator"
            yield self._make(
                "W419",
                column,
                **facts,
                change=f"{sign} {number_vi(abs(change) * 100, 1)}%",
                limit=f"{number_vi(limit * 100, 0)}%",
            )

    def _reference(self) -> Iterator[Finding]:
        value, low, high = self.value["value"], self.result.get("minimum"), self.result.get("maximum")
        if not (is_number(low) and is_number(high)) or low <= value <= high:
            return
        score = self.result.get("score", float("nan"))
        facts = {"content": compact_vi(value, 4), "low": compact_vi(low, 4), "high": compact_vi(high, 4)}
        yield self._make("W420", "value", **facts, score=score_vi(score))


def is_number(value: Any) -> TypeGuard[float]:
    """Whether ``value`` is a number; a boolean and NaN are none."""
    return isinstance(value, int | float) and not isinstance(value, bool) and value == value
