"""The command "levers": what each indicator would bring to the PII, and who leads it."""

from __future__ import annotations

import math

from pii_xl.commands.outcome import Outcome
from pii_xl.ground.errors import Finding, finding
from pii_xl.ground.frames import records_by_code
from pii_xl.ground.text import number_vi
from pii_xl.workspace.anchor import anchor_of, levers_of
from pii_xl.workspace.national import national_in
from pii_xl.workspace.workspace import Workspace

SHOWN = 3


def levers(workspace: Workspace) -> Outcome:
    """A row for each indicator, the greatest possible gain first; NaN where a figure lacks.

    ``sd`` is the provinces' standard deviation (n - 1) where a national table is there. Points are of the PII, if the other indicators and the other provinces stay as they are.
    """
    names, values = records_by_code(workspace["tblResults"]), records_by_code(workspace["tblValues"])
    anchor = anchor_of(workspace)
    label = str(workspace.own_label)
    spread = national_in(workspace).groupby("code")["value"].std().to_dict()
    rows = []
    for lever in levers_of(workspace):
        row, given = names[lever.code], values[lever.code]
        mean, previous = float(row["mean"]), float(row["previous"])
        rows.append(
            {
                "code": lever.code,
                "name": row["name"],
                "unit": row["unit"],
                "agency": given["agency"],
                "value": lever.value,
                "score": lever.score,
                "share": lever.share,
                "points_per_unit": lever.unit_points(),
                "sd": spread.get(lever.code, math.nan),
                "points_per_sd": lever.unit_points() * spread.get(lever.code, math.nan),
                "mean": mean,
                "points_to_mean": _gain(lever.points(mean)),
                "best": lever.scale.best,
                "points_to_best": lever.points(lever.scale.best),
                "previous": previous,
                "points_since_previous": -lever.points(previous),
                "label": label,
            }
        )
    rows.sort(
        key=lambda row: -row["points_to_best"] if row["points_to_best"] == row["points_to_best"] else math.inf
    )
    return Outcome(None, _lacking(rows), facts={"rows": rows, "anchor": anchor}, said=_told(rows, label))


def _gain(points: float) -> float:
    """Points up to the mean; 0 for who is above it already."""
    return points if points != points else max(0.0, points)


def _lacking(rows: list[dict[str, object]]) -> list[Finding]:
    codes = [str(row["code"]) for row in rows if row["points_to_best"] != row["points_to_best"]]
    return [finding("W660", count=len(codes), codes=", ".join(codes))] if codes else []


def _told(rows: list[dict[str, object]], label: str) -> list[Finding]:
    best = [row for row in rows if row["points_to_best"] == row["points_to_best"]][:SHOWN]
    lines = (
        f"{row['code']} {row['name']} ({row['agency']}): tối đa +{number_vi(float(str(row['points_to_best'])))} điểm PII"
        for row in best
    )
    return [finding("N661", label=label, levers="; ".join(lines))] if best else []
