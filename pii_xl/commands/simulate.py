"""The command "simulate": try other values for some indicators, say what they would change, keep them as a scenario."""

from __future__ import annotations

import math
from collections.abc import Mapping

from pii_xl.ground.errors import DataError
from pii_xl.ground.frames import records, records_by_code
from pii_xl.ground.text import compact_vi, number_vi
from pii_xl.layout.what_if import CASES, NOW, SAVED, TRIAL
from pii_xl.layout.words import OPEN
from pii_xl.workspace.anchor import Anchor, anchor_of, levers_of
from pii_xl.workspace.scores import score_vi
from pii_xl.workspace.workspace import Workspace

NAMED_EFFECTS = 5


def trying(workspace: Workspace, values: Mapping[str, float]) -> Workspace:
    """The workspace with ``values`` (by indicator code) as its trial, in place of any earlier one.

    Raises DataError E611 for a code that the framework does not have, E616 for a value that the indicator cannot have.
    """
    codes = workspace["tblResults"]["code"]
    for code, value in values.items():
        if code not in set(codes):
            raise DataError("E611", content=code, framework=workspace.framework.year)
        _check_possible(workspace, code, value)
    frame = workspace["tblResults"][["code", "name", "unit"]]
    return workspace.having(tblTry=frame.assign(value_new=codes.map(dict(values))))


def _check_possible(workspace: Workspace, code: str, value: float) -> None:
    indicator = workspace.framework.indicator(code)
    low = -math.inf if indicator.minimum is None else indicator.minimum
    high = math.inf if indicator.maximum is None else indicator.maximum
    if value < low or value > high:
        ends = [compact_vi(one) if math.isfinite(one) else "không giới hạn" for one in (low, high)]
        facts = {"low": ends[0], "high": ends[1], "unit": indicator.unit}
        raise DataError("E616", subject=code, content=compact_vi(value), **facts)


def keep_trial(workspace: Workspace) -> tuple[Workspace, str]:
    """The workspace with its trial copied into the first empty scenario, and that scenario's name.

    Raises DataError E612 (nothing is being tried), E613 (all scenarios are taken).
    """
    tried = workspace["tblTry"]["value_new"]
    if tried.isna().all():
        raise DataError("E612")
    saved = workspace["tblSaved"]
    empty = [key for key in SAVED if saved[key].isna().all()]
    if not empty:
        raise DataError("E613", count=len(SAVED))
    kept = workspace.having(tblSaved=saved.assign(**{empty[0]: tried.to_numpy()}))
    return kept, CASES[empty[0]]


def effect_lines(workspace: Workspace) -> list[str]:
    """What the trial of a workspace would change, in sentences: added to the published score, where there is one."""
    anchor = anchor_of(workspace)
    if anchor.is_published:
        return [*_anchored_lines(workspace, anchor), *_changes(workspace)]
    compared = {row["case"]: row for row in records(workspace["tblCompare"])}
    now, tried = (compared[CASES[key]] for key in (NOW, TRIAL))
    lines = [
        f"PII đang thử {score_vi(tried['pii'])} (hiện tại {score_vi(now['pii'])}); {tried['status']}, không phải điểm công bố.",
        f"{tried['rank']}.",
    ]
    return [*lines, *_changes(workspace)]


def _anchored_lines(workspace: Workspace, anchor: Anchor) -> list[str]:
    levers = {one.code: one for one in levers_of(workspace)}
    tried = workspace["tblTry"].dropna(subset=["value_new"])
    points = {
        str(code): levers[str(code)].points(float(value))
        for code, value in zip(tried["code"], tried["value_new"], strict=True)
    }
    open_codes = [code for code, point in points.items() if point != point]
    gain = sum(point for point in points.values() if point == point)
    total = anchor.score + gain
    rank = f", hạng {anchor.rank}" if anchor.rank else ""
    lines = [
        f"PII công bố {score_vi(anchor.score)}{rank}; thay đổi đang thử {_signed(gain) if gain else 'không đổi điểm'}"
        f"{' điểm' if gain else ''}: {score_vi(total)} ({workspace.own_label}, không phải điểm công bố)."
    ]
    bounds = anchor.rank_bounds(total)
    if bounds:
        best, worst = bounds
        span = f"Hạng {best}" if best == worst else f"Từ hạng {best} đến {worst}"
        lines.append(
            f"{span}/{anchor.n_units}, nếu các tỉnh khác giữ nguyên (theo {len(anchor.rivals)} tỉnh có điểm công bố)."
        )
    if open_codes:
        lines.append(f"Chưa tính được tác động của {', '.join(open_codes)}: thiếu giá trị hoặc tham chiếu.")
    return lines


def _changes(workspace: Workspace) -> list[str]:
    """The effect of the indicators that change most."""
    lines = []
    names = records_by_code(workspace["tblResults"])
    changes = workspace["tblTry"].dropna(subset=["order"]).sort_values("order")
    for code, effect in list(zip(changes["code"], changes["effect"], strict=True))[:NAMED_EFFECTS]:
        lines.append(f"{code} {names[code]['name']}: {_signed(effect)} điểm PII.")
    return lines


def _signed(effect: float) -> str:
    return OPEN if effect != effect else ("+" if effect > 0 else "") + number_vi(effect, 4)
