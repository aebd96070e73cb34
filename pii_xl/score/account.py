"""What was done to each indicator, and what a table of units leaves open: the account that goes with scores."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from pii_xl.ground.errors import DataError, Finding, finding
from pii_xl.ground.text import compact_vi, number_vi
from pii_xl.layout.method import GAPS, NORMALISATIONS, Aggregation, Gaps, Normalisation, Treatment
from pii_xl.score.method import INDEX, Method
from pii_xl.score.normalisation import Posts
from pii_xl.score.treatment import Treated, kurtosis, skewness
from pii_xl.score.tree import tree_of
from pii_xl.score.units import Scored
from pii_xl.year.framework import Framework

SHOWN_UNITS = 12
PARAMETERS = {
    "min": "nhỏ nhất",
    "max": "lớn nhất",
    "mean": "trung bình",
    "sd": "độ lệch chuẩn",
    "n": "số đơn vị",
    "low": "mốc dưới",
    "high": "mốc trên",
    "target": "mục tiêu",
}


def check_options(
    values: pd.DataFrame,
    method: Method,
    posts: Mapping[str, Posts] | None,
    groups: pd.Series | None = None,
) -> None:
    """Raises DataError E625 (goalposts or targets not given for an indicator), E626, E627 (a scale that cannot be), E640 (no groups)."""
    if method.gaps is Gaps.GROUP_MEAN and groups is None:
        raise DataError("E640")
    wanted = {Normalisation.GOALPOSTS: ("low", "high"), Normalisation.DISTANCE_TO_TARGET: ("target",)}
    fields = wanted.get(method.normalisation, ())
    if fields:
        lacking = [
            code
            for code in values.columns[values.notna().any()]
            if any(np.isnan(getattr((posts or {}).get(code, Posts()), field)) for field in fields)
        ]
        if lacking:
            raise DataError("E625", way=NORMALISATIONS[method.normalisation], codes=", ".join(lacking))
    if method.scale is not None:
        if method.normalisation is Normalisation.ZSCORE:
            raise DataError("E627")
        if not method.scale[0] < method.scale[1]:
            raise DataError("E626", content=f"{method.scale[0]:g},{method.scale[1]:g}")


def check_scores(scored: Scored, method: Method, framework: Framework) -> list[Finding]:
    """What a reader must know of these scores. Raises DataError E628 where a mean needs positive scores, E629 for a target that is none."""
    table = scored.table
    for position, level in enumerate(tree_of(framework).levels):
        if method.aggregation_at(position) is Aggregation.ARITHMETIC:
            continue
        for code in level.below:
            low = table[code].min()
            if low <= 0:
                raise DataError("E628", content=code, unit=table[code].idxmin(), value=compact_vi(low))
    found = [*_flat(scored, framework), *_outside(scored, framework, method), *_uncovered(table)]
    if method.normalisation is Normalisation.DISTANCE_TO_TARGET:
        empty = [code for code in framework.codes if table[code].isna().all()]
        bad = [code for code in empty if not np.isnan(scored.raw[framework.codes.index(code)]).all()]
        if bad:
            raise DataError("E629", codes=", ".join(bad))
    return found


def _flat(scored: Scored, framework: Framework) -> list[Finding]:
    """Indicators with values, but none that tells the units apart."""
    codes = [
        code
        for code, raw in zip(framework.codes, scored.raw, strict=True)
        if scored.table[code].isna().all() and not np.isnan(raw).all()
    ]
    return [finding("W630", count=len(codes), codes=", ".join(codes))] if codes else []


def _outside(scored: Scored, framework: Framework, method: Method) -> list[Finding]:
    if method.normalisation is not Normalisation.GOALPOSTS:
        return []
    found = []
    given = zip(
        framework.codes,
        scored.raw,
        scored.normalised.parameters["low"],
        scored.normalised.parameters["high"],
        strict=True,
    )
    for code, raw, low, high in given:
        out = (raw < low) | (raw > high)
        if out.any():
            units = _listed(list(scored.table.index[out]))
            found.append(
                finding("W631", subject=code, units=units, low=compact_vi(low), high=compact_vi(high))
            )
    return found


def _uncovered(table: pd.DataFrame) -> list[Finding]:
    open_units = list(table.index[table[INDEX].isna()])
    if not open_units:
        return []
    return [finding("W632", count=len(open_units), units=_listed(open_units))]


def _listed(units: list[object]) -> str:
    names = ", ".join(map(str, units[:SHOWN_UNITS]))
    return f"{names} và {len(units) - SHOWN_UNITS} đơn vị nữa" if len(units) > SHOWN_UNITS else names


def method_rows(
    scored: Scored, framework: Framework, method: Method, weights: pd.Series | None
) -> list[dict[str, object]]:
    """A line for each indicator: what was done and why."""
    rows = []
    for at, indicator in enumerate(framework.indicators):
        raw = scored.raw[at]
        done = scored.treated.get(indicator.code)
        parameters = {name: float(row[at]) for name, row in scored.normalised.parameters.items()}
        skew, kurt = skewness(raw), kurtosis(raw)
        rows.append(
            {
                "code": indicator.code,
                "name": indicator.name,
                "direction": indicator.direction,
                "values": int((~np.isnan(raw)).sum()),
                "gaps": int(np.isnan(raw).sum()),
                "skew": skew,
                "kurtosis": kurt,
                "filled": _count_filled(raw, method),
                "treatment": done.action if done else "",
                "winsorised": done.winsorised if done else 0,
                "normalisation": str(method.normalisation),
                "parameters": "; ".join(f"{name}={value!r}" for name, value in parameters.items()),
                "weight": float(weights.get(indicator.code, 1.0)) if weights is not None else 1.0,
                "aggregation": str(method.aggregation_at(0)),
                "why": ". ".join(
                    filter(
                        None,
                        (
                            _filling_told(raw, method),
                            _treatment_told(done, skew, kurt, method),
                            _way_told(raw, parameters, method),
                        ),
                    )
                ),
            }
        )
    return rows


def _count_filled(raw: np.ndarray, method: Method) -> int:
    """How many values of an indicator were missing and may have been filled."""
    missing = np.isnan(raw)
    return 0 if method.gaps is Gaps.LEAVE or missing.all() else int(missing.sum())


def _filling_told(raw: np.ndarray, method: Method) -> str:
    missing = _count_filled(raw, method)
    return f"{missing} chỗ thiếu được {GAPS[method.gaps]}" if missing else ""


def _treatment_told(done: Treated | None, skew: float, kurt: float, method: Method) -> str:
    if method.treatment is Treatment.NONE:
        return "Không xử lý ngoại lai"
    shape = f"độ lệch {number_vi(skew)}, độ nhọn {number_vi(kurt)}"
    limits = f"ngưỡng {number_vi(method.skew_limit)} và {number_vi(method.kurtosis_limit)}"
    if done is None:
        return f"Không có ngoại lai: {shape} ({limits})"
    if done.winsorised:
        return f"Kéo {done.winsorised} giá trị ngoại lai về giá trị kế: {shape} ({limits})"
    return f"Lấy logarit vì kéo {method.max_winsorised} giá trị vẫn chưa đủ: {shape} ({limits})"


def _way_told(raw: np.ndarray, parameters: Mapping[str, float], method: Method) -> str:
    if np.isnan(raw).all():
        return "Không có giá trị nào"
    told = ", ".join(
        f"{PARAMETERS[name]} {compact_vi(value)}" for name, value in parameters.items() if value == value
    )
    return f"Chuẩn hóa theo {NORMALISATIONS[method.normalisation]}: {told}"
