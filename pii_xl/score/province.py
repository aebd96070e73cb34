"""All computed columns of a master workbook, in Python: what the live formulas of :mod:`pii_xl.layout` compute in Excel.

The order is that of the formulas: base figures → values → indicator scores → sub-pillars → pillars → sub-indices → PII.
A blank is never a zero: what cannot be computed is NaN in numbers.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from pii_xl.layout.parts import MissingCode, Status
from pii_xl.score.method import INDEX, SCALE
from pii_xl.workspace import Workspace

POLICY_ENTRY, FALLING = "chính sách", "thấp là tốt"
OPEN = "chưa tính được"


def calculate(workspace: Workspace) -> Workspace:
    """The workspace with every computed column filled in."""
    workspace = workspace.having(tblBase=_base(workspace))
    workspace = workspace.having(tblValues=_values(workspace))
    results = _results(workspace)
    sub_pillars = _averaged(workspace["tblSubPillars"], results, "sub_pillar")
    sub_pillars = _weighted(sub_pillars.assign(score=sub_pillars["mean"]))
    pillars = _pillars(workspace, sub_pillars)
    sub_indices = _sub_indices(workspace, pillars)
    index = _index(workspace, sub_indices)
    sub_indices["share"] = _share(sub_indices, index.assign(share=1.0))
    pillars["share"] = _share(pillars, sub_indices)
    sub_pillars["share"] = _share(sub_pillars, pillars)
    results["contribution"] = _share(
        results.rename(columns={"sub_pillar": "parent"}), sub_pillars, "weighted"
    )
    index["status"] = _index_status(index, results)
    index["contributions"] = results["contribution"].sum()
    return workspace.having(
        tblResults=results,
        tblSubPillars=sub_pillars,
        tblPillars=pillars,
        tblSubIndices=sub_indices,
        tblIndex=index,
    )


def indicator_scores(workspace: Workspace) -> pd.Series:
    """Scores 0–100 of a calculated workspace by indicator code, NaN for gaps."""
    return workspace["tblResults"].set_index("code")["score"]


def component_scores(workspace: Workspace) -> pd.Series:
    """Scores of a calculated workspace by code of every level above the indicators."""
    tables = ("tblSubPillars", "tblPillars", "tblSubIndices", "tblIndex")
    return pd.concat([workspace[name].set_index("code")["score"] for name in tables])


def _column(frame: pd.DataFrame, key: str, codes: pd.Series) -> pd.Series:
    """``frame[key]`` in the order of ``codes``; NaN or "" where a code is missing."""
    found = frame.drop_duplicates("code").set_index("code")[key].reindex(codes)
    return pd.Series(found.to_numpy(), index=codes.index)


def _base(workspace: Workspace) -> pd.DataFrame:
    base = workspace["tblBase"]
    return base.assign(used=base["value"])


def _values(workspace: Workspace) -> pd.DataFrame:
    values, indicators, base = workspace["tblValues"], workspace["tblIndicators"], workspace["tblBase"]
    entry = _column(indicators, "entry", values["code"])
    numerator = values["numerator"].where(
        values["numerator"].notna() | (entry != POLICY_ENTRY), _policies_in_force(workspace)
    )
    base_code = _column(indicators, "base", values["code"])
    has_base = base_code.isin(set(base["code"])) & (base_code != "")
    own = values["denominator"].where(values["denominator"].notna() | (entry != POLICY_ENTRY), 1.0)
    denominator = own.mask(has_base, _column(base, "used", base_code))
    scale = _column(indicators, "scale", values["code"]).astype(float)
    ratio = numerator / denominator.where(denominator != 0) * scale
    value = values["direct"].where(values["direct"].notna(), ratio)
    value = value.mask(values["missing"] == MissingCode.NIL, 0.0)
    state = np.where(value.notna(), "Đã có", np.where(values["missing"] == "", "Chưa có", "Có lý do"))
    return values.assign(numerator_used=numerator, denominator_used=denominator, value=value, state=state)


def _policies_in_force(workspace: Workspace) -> float:
    answers = workspace["tblPolicies"]["in_force"]
    return float("nan") if (answers == "").any() or not len(answers) else float((answers == "Có").sum())


def _results(workspace: Workspace) -> pd.DataFrame:
    results, values = workspace["tblResults"], workspace["tblValues"]
    reference, indicators = workspace["tblReference"], workspace["tblIndicators"]
    codes = results["code"]
    value = _column(values, "value", codes)
    low, mean, high = (_column(reference, key, codes) for key in ("minimum", "mean", "maximum"))
    direction = _column(indicators, "direction", codes)
    span = (high - low).where(high > low)
    position, mean_position = (value - low) / span, (mean - low) / span
    score, mean_score = _score(position, direction), _score(mean_position, direction)
    previous = _column(values, "previous", codes)
    illustrative = (_column(values, "status", codes) == Status.ILLUSTRATIVE) | (
        _column(reference, "status", codes) == Status.ILLUSTRATIVE
    )
    status = np.where(
        score.isna(), OPEN, np.where(illustrative, str(Status.ILLUSTRATIVE), str(Status.ESTIMATED))
    )
    frame = results.assign(
        value=value,
        minimum=low,
        mean=mean,
        maximum=high,
        direction=direction,
        position=position,
        score=score,
        mean_position=mean_position,
        mean_score=mean_score,
        gap=score - mean_score,
        previous=previous,
        value_change=value - previous,
        weight=_column(indicators, "weight", codes).astype(float),
        status=status,
    )
    return _weighted(frame)


def _score(position: pd.Series, direction: pd.Series) -> pd.Series:
    return SCALE * (1 - position).where(direction == FALLING, position).clip(0, 1)


def _weighted(frame: pd.DataFrame) -> pd.DataFrame:
    used = frame["weight"].where(frame["score"].notna(), 0.0)
    return frame.assign(weight_used=used, weighted=frame["score"].fillna(0.0) * used)


def _averaged(parents: pd.DataFrame, children: pd.DataFrame, parent: str) -> pd.DataFrame:
    """``parents`` with the mean of their children's scores by weight, and how many there are and have a score."""
    groups = children.groupby(parent)
    codes = parents["code"]
    total = codes.map(groups["weight_used"].sum()).fillna(0.0)
    weighted = codes.map(groups["weighted"].sum()).fillna(0.0)
    return parents.assign(
        n_children=codes.map(groups.size()).fillna(0),
        n_scored=codes.map(groups["score"].count()).fillna(0),
        total_weight=total,
        mean=weighted / total.where(total > 0),
    )


def _pillars(workspace: Workspace, sub_pillars: pd.DataFrame) -> pd.DataFrame:
    pillars = _averaged(workspace["tblPillars"], sub_pillars, "parent")
    groups = sub_pillars.groupby("parent")
    needed = pillars["n_children"].clip(upper=workspace.method.min_sub_pillars)
    pillars = pillars.assign(
        n_indicators=pillars["code"].map(groups["n_children"].sum()),
        n_indicators_scored=pillars["code"].map(groups["n_scored"].sum()),
        score=pillars["mean"].where(pillars["n_scored"] >= needed),
        target=_target(workspace, pillars["code"], "điểm"),
    )
    pillars = _compared(workspace, _weighted(pillars))
    return pillars.assign(
        met=_met(pillars["published"], pillars["target"], pillars["published"] > pillars["target"])
    )


def _sub_indices(workspace: Workspace, pillars: pd.DataFrame) -> pd.DataFrame:
    frame = _averaged(workspace["tblSubIndices"], pillars, "parent")
    groups = pillars.groupby("parent")
    covered = frame["code"].map(groups["n_indicators_scored"].sum()) / frame["code"].map(
        groups["n_indicators"].sum()
    )
    enough = (frame["n_scored"] == frame["n_children"]) & (covered >= workspace.method.min_coverage)
    score = frame["mean"].where(enough | (workspace.method.min_coverage <= 0))
    frame = _compared(workspace, _weighted(frame.assign(coverage=covered, score=score)))
    complete = frame["code"].map(groups["published"].count()) == frame["n_children"]
    from_pillars = frame["code"].map(groups["published"].mean()).where(complete)
    distance = (frame["published"] - from_pillars).abs().round(6)
    agrees = np.where(distance <= workspace.settings.number("tolerance"), "Khớp", "Lệch")
    return frame.assign(from_pillars=from_pillars, agrees=np.where(distance.isna(), "", agrees))


def _index(workspace: Workspace, sub_indices: pd.DataFrame) -> pd.DataFrame:
    frame = _averaged(workspace["tblIndex"], sub_indices, "parent")
    frame = frame.assign(score=frame["mean"].where(frame["n_scored"] == frame["n_children"]))
    frame = _compared(workspace, frame)
    settings = workspace.settings
    frame["rank"] = _published(workspace, settings.integer("year"), frame["code"], "rank")
    frame["rank_before"] = _published(workspace, settings.integer("previous_year"), frame["code"], "rank")
    frame["n_units"] = _published(workspace, settings.integer("year"), frame["code"], "n_units")
    frame["rank_target"] = _target(workspace, frame["code"], "hạng")
    return frame.assign(met=_met(frame["rank"], frame["rank_target"], frame["rank"] <= frame["rank_target"]))


def _index_status(index: pd.DataFrame, results: pd.DataFrame) -> list[str]:
    illustrative = (results["status"] == Status.ILLUSTRATIVE).any()
    label = str(Status.ILLUSTRATIVE if illustrative else Status.ESTIMATED)
    return [label if score == score else OPEN for score in index["score"]]


def _compared(workspace: Workspace, frame: pd.DataFrame) -> pd.DataFrame:
    settings = workspace.settings
    now = _published(workspace, settings.integer("year"), frame["code"], "score")
    before = _published(workspace, settings.integer("previous_year"), frame["code"], "score")
    return frame.assign(published=now, published_before=before, change=now - before)


def _published(workspace: Workspace, year: int, codes: pd.Series, key: str) -> pd.Series:
    published = workspace["tblPublished"]
    own = published[
        (published["year"] == year) & (published["province"] == workspace.settings.text("province"))
    ]
    total = own.groupby("component")[key].sum(min_count=1)
    found = codes.map(total).astype(float)
    return found.where(found > 0)


def _target(workspace: Workspace, codes: pd.Series, kind: str) -> pd.Series:
    targets = workspace["tblTargets"]
    own = targets[(targets["year"] == workspace.year) & (targets["kind"] == kind)]
    return codes.map(own.groupby("component")["value"].sum(min_count=1)).astype(float)


def _met(value: pd.Series, target: pd.Series, met: pd.Series) -> np.ndarray:
    known = value.notna() & target.notna()
    return np.where(known, np.where(met, "Đạt", "Chưa đạt"), "")


def _share(frame: pd.DataFrame, parents: pd.DataFrame, numerator: str = "weight_used") -> pd.Series:
    total = frame["parent"].map(parents.set_index("code")["total_weight"]).astype(float)
    share = frame["parent"].map(parents.set_index("code")["share"]).astype(float)
    return frame[numerator] / total.where(total > 0) * share


__all__ = ["INDEX", "OPEN", "calculate", "component_scores", "indicator_scores"]
