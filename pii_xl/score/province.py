"""All computed columns of a master workbook, in Python: what the live formulas of :mod:`pii_xl.layout` compute in Excel.

The order is that of the formulas: base figures → values → indicator scores → sub-pillars → pillars → sub-indices → PII.
A blank is never a zero: what cannot be computed is NaN in numbers.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from pii_xl.ground.frames import records
from pii_xl.ground.text import number_vi
from pii_xl.layout.parts import MissingCode, Status
from pii_xl.layout.scored import DIGITS
from pii_xl.layout.words import FALLING, NATION, OPEN, POLICY_ENTRY
from pii_xl.score.explanation import explained
from pii_xl.score.method import INDEX, SCALE
from pii_xl.workspace.workspace import Workspace

"""Stands for a province in the published scores where the national mean is meant."""


def calculate(workspace: Workspace) -> Workspace:
    """The workspace with every computed column filled in."""
    workspace = workspace.having(
        tblBase=_base(workspace), tblPublished=_rivals(workspace), tblStrengths=_keys(workspace)
    )
    return calculate_scores(workspace.having(tblValues=_values(workspace)))


def calculate_scores(workspace: Workspace) -> Workspace:
    """The workspace with every score computed from the values that stand in ``tblValues.value``."""
    results = _results(workspace)
    sub_pillars = _averaged(workspace["tblSubPillars"], results, "sub_pillar")
    sub_pillars = _weighted(sub_pillars.assign(score=sub_pillars["mean"]))
    pillars = _pillars(workspace, sub_pillars)
    sub_indices = _sub_indices(workspace, pillars)
    index = _index(workspace, sub_indices)
    whole = pd.Series(np.where(index["score"].notna(), 1.0, np.nan), index=index.index)
    sub_indices = _shared(sub_indices, _share(sub_indices, _shared(index, whole)))
    pillars = _shared(pillars, _share(pillars, sub_indices))
    sub_pillars = _shared(sub_pillars, _share(sub_pillars, pillars))
    results["share"] = _share(results.rename(columns={"sub_pillar": "parent"}), sub_pillars)
    results["contribution"] = results["share"] * results["score"].fillna(0.0)
    results = explained(results)
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


def score_vi(score: float) -> str:
    """A score as people read it: two decimals, or that it could not be computed."""
    return number_vi(score) if score == score else OPEN


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
    return values.assign(
        entry=entry,
        base=base_code,
        numerator_used=numerator,
        denominator_used=denominator,
        ratio=ratio,
        value=value,
        state=state,
    )


def _rivals(workspace: Workspace) -> pd.DataFrame:
    """Which published scores are the PII of another province in the workbook's year."""
    rows, settings = workspace["tblPublished"], workspace.settings
    others = ~rows["province"].isin([settings.text("province"), NATION])
    rival = (
        (rows["year"] == settings.integer("year"))
        & (rows["component"] == INDEX)
        & others
        & rows["score"].notna()
    )
    keys = ["|".join((_whole(row["year"]), row["province"], row["component"])) for row in records(rows)]
    units = _published(workspace, workspace.year, pd.Series([INDEX]), "n_units").fillna(0.0).iloc[0]
    from_below = (units + 1 - rows["rank"]).where(rival & (rows["rank"] > 0), 0.0)
    return rows.assign(
        rival=np.where(rival, "có", ""),
        from_below=from_below,
        key=pd.Series(keys, index=rows.index, dtype="object"),
    )


def _keys(workspace: Workspace) -> pd.DataFrame:
    """Published strengths and weaknesses by year, province, kind and number, so that a sheet finds them."""
    rows = workspace["tblStrengths"]
    keys = [
        ""
        if not row["text"]
        else "|".join((_whole(row["year"]), row["province"], row["kind"], _whole(row["order"])))
        for row in records(rows)
    ]
    return rows.assign(key=pd.Series(keys, index=rows.index, dtype="object"))


def _whole(number: float) -> str:
    return "" if number != number else f"{number:g}"


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
    falling = direction == FALLING
    zero, full = low.mask(falling, high), high.mask(falling, low)
    span = (full - zero).where(high > low)
    position, mean_position = (value - zero) / span, (mean - zero) / span
    score, mean_score = SCALE * position.clip(0, 1), SCALE * mean_position.clip(0, 1)
    previous = _column(values, "previous", codes)
    frame = results.assign(
        value=value,
        minimum=low,
        mean=mean,
        maximum=high,
        direction=direction,
        decimals=_column(indicators, "decimals", codes).astype(float).fillna(0.0),
        zero=zero,
        full=full,
        span=span,
        position=position,
        score=score,
        mean_position=mean_position,
        mean_score=mean_score,
        gap=score - mean_score,
        previous=previous,
        value_change=value - previous,
        weight=_column(indicators, "weight", codes).astype(float),
        value_status=_column(values, "status", codes),
        reference_status=_column(reference, "status", codes),
        status=_status(workspace, codes, score),
    )
    frame["sort_key"] = frame["gap"].round(DIGITS)
    frame["order"] = frame["sort_key"].rank(method="first", ascending=False)
    return _weighted(frame)


def _status(workspace: Workspace, codes: pd.Series, score: pd.Series) -> np.ndarray:
    tables = (workspace["tblValues"], workspace["tblReference"])
    of_value, of_reference = (_column(table, "status", codes) == Status.ILLUSTRATIVE for table in tables)
    label = np.where(of_value | of_reference, str(Status.ILLUSTRATIVE), str(Status.ESTIMATED))
    return np.where(score.isna(), OPEN, label)


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
        met=_met(pillars["published"], pillars["target"], pillars["published"] > pillars["target"]),
        label=pillars["code"] + ". " + pillars["name"],
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
    distance = (frame["published"] - from_pillars).abs().round(DIGITS)
    agrees = np.where(distance <= workspace.settings.number("tolerance"), "Khớp", "Lệch")
    return frame.assign(
        from_pillars=from_pillars, distance=distance, agrees=np.where(distance.isna(), "", agrees)
    )


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
    return codes.map(own.groupby("component")[key].mean()).astype(float)


def _target(workspace: Workspace, codes: pd.Series, kind: str) -> pd.Series:
    targets = workspace["tblTargets"]
    own = targets[(targets["year"] == workspace.year) & (targets["kind"] == kind)]
    return codes.map(own.groupby("component")["value"].mean()).astype(float)


def _met(value: pd.Series, target: pd.Series, met: pd.Series) -> np.ndarray:
    known = value.notna() & target.notna()
    return np.where(known, np.where(met, "Đạt", "Chưa đạt"), "")


def _share(frame: pd.DataFrame, parents: pd.DataFrame) -> pd.Series:
    per_weight = frame["parent"].map(parents.set_index("code")["unit_share"]).astype(float)
    return frame["weight_used"] * per_weight


def _shared(frame: pd.DataFrame, share: pd.Series) -> pd.DataFrame:
    """``frame`` with its share in the PII, and what of it falls to one unit of its children's weights."""
    total = frame["total_weight"]
    return frame.assign(share=share, unit_share=share / total.where(total > 0))
