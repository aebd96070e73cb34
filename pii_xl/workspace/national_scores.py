"""All provinces scored by the method of the settings: the rows of the sheet "Điểm các tỉnh"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
import pandas as pd

from pii_xl.ground.errors import DataError, Finding
from pii_xl.ground.frames import Row, records, records_by_code
from pii_xl.layout.method import AGGREGATIONS, GAPS, NORMALISATIONS, TREATMENTS, Aggregation, Normalisation
from pii_xl.layout.parts import Status
from pii_xl.layout.settings import MEAN_KEYS
from pii_xl.score.account import check_options, check_scores, method_rows
from pii_xl.score.aggregation import ranks
from pii_xl.score.method import INDEX, LIFTED, PLAIN, SUB_INDICES, Method
from pii_xl.score.normalisation import Posts
from pii_xl.score.units import Scored, ranks_within, scored
from pii_xl.workspace.national import national_in, own_among
from pii_xl.workspace.scores import scoring_inputs
from pii_xl.workspace.workspace import Settings, Workspace

Way = TypeVar("Way")


@dataclass(frozen=True)
class NationalScores:
    """Rows of scores, what was done to each indicator, and what a reader must know of both."""

    scores: list[Row] = field(default_factory=list)
    account: list[Row] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def national_method(settings: Settings) -> Method:
    """How all provinces are scored: on the scale 0–100, from 1 where a mean needs positive scores; z-scores have no scale."""
    normalisation = _chosen(NORMALISATIONS, settings.text("normalisation"))
    means = tuple(_chosen(AGGREGATIONS, settings.text(key)) for key in MEAN_KEYS)
    scale = PLAIN if set(means) == {Aggregation.ARITHMETIC} else LIFTED
    return Method(
        treatment=_chosen(TREATMENTS, settings.text("treatment")),
        min_coverage=settings.number("min_coverage"),
        min_sub_pillars=settings.integer("min_sub_pillars"),
        normalisation=normalisation,
        aggregation=means[0],
        by_level=means if len(set(means)) > 1 else (),
        scale=None if normalisation is Normalisation.ZSCORE else scale,
        gaps=_chosen(GAPS, settings.text("gaps")),
    )


def _chosen(ways: Mapping[Way, str], text: str) -> Way:
    """The way that is called so; the first one, which is the default, for any other word."""
    return next((way for way, name in ways.items() if name == text), next(iter(ways)))


def national_scores(workspace: Workspace) -> NationalScores:
    """Every province of the national table scored; nothing where there is no table, a finding where the method cannot be applied."""
    if not len(national_in(workspace)):
        return NationalScores()
    values, method = own_among(workspace), national_method(workspace.settings)
    posts = _posts(workspace) if method.normalisation is Normalisation.GOALPOSTS else None
    groups = own_groups(workspace, list(values.index))
    named = values.index.to_series().map(dict(zip(values.index, groups, strict=True)))
    weights = scoring_inputs(workspace).weights
    try:
        check_options(values, method, posts, named if any(groups) else None)
        result = scored(values, workspace.framework, method, weights, posts, named)
        found = check_scores(result, method, workspace.framework)
    except DataError as error:
        return NationalScores(findings=[error.finding])
    label = str(_label(workspace))
    rows = [row | {"status": label} for row in _score_rows(workspace, result, groups)]
    return NationalScores(rows, _account(workspace, result, method, weights), found)


def own_groups(workspace: Workspace, units: Sequence[str]) -> list[str]:
    """The region or group of each province as the table names it; "" for one without."""
    rows = national_in(workspace)
    known = dict(zip(rows["province"], rows["group"], strict=True))
    return [str(known.get(unit) or "") for unit in units]


def _posts(workspace: Workspace) -> dict[str, Posts]:
    """Goalposts: the ends of the reference."""
    rows = records(workspace.tables["tblReference"])
    return {
        str(row["code"]): Posts(row["minimum"], row["maximum"])
        for row in rows
        if row["minimum"] < row["maximum"]
    }


def _label(workspace: Workspace) -> Status:
    made_up = (national_in(workspace)["status"] == Status.ILLUSTRATIVE).any()
    return Status.ILLUSTRATIVE if made_up else workspace.own_label


def _score_rows(workspace: Workspace, result: Scored, groups: list[str]) -> list[Row]:
    """By component, the best first; those without a score last."""
    names = {
        str(row["code"]): row["name"]
        for name in ("tblIndex", "tblSubIndices", "tblPillars")
        for row in records(workspace.tables[name])
    }
    found: list[Row] = []
    for component in (INDEX, *SUB_INDICES, *(pillar.code for pillar in workspace.framework.pillars)):
        scores = result.table[component].to_numpy(float)
        placed, within = ranks(scores), ranks_within(scores, groups)
        for at in np.argsort(np.nan_to_num(placed, nan=np.inf), kind="stable"):
            found.append(
                {
                    "component": component,
                    "name": names[component],
                    "province": str(result.table.index[at]),
                    "score": float(scores[at]),
                    "rank": float(placed[at]),
                    "group": groups[at],
                    "rank_in_group": float(within[at]),
                }
            )
    return found


def _account(workspace: Workspace, result: Scored, method: Method, weights: pd.Series) -> list[Row]:
    """The method as a whole, then a row for each indicator."""
    names = records_by_code(workspace.tables["tblResults"])
    rows: list[Row] = [
        {"code": INDEX, "indicator": "Cách tính chung", "why": method.name, "n_values": len(result.table)}
    ]
    for row in method_rows(result, workspace.framework, method, weights):
        code = str(row["code"])
        own = {"code": code, "indicator": names[code]["name"], "why": row["why"], "weight": row["weight"]}
        rows.append(own | {"n_values": row["values"], "n_gaps": row["gaps"]})
    return rows
