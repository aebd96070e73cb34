"""The command "simulate": try other values for some indicators, say what they would change, keep them as a scenario."""

from __future__ import annotations

from collections.abc import Mapping

from pii_xl.ground.errors import DataError
from pii_xl.ground.frames import records, records_by_code
from pii_xl.ground.text import number_vi
from pii_xl.layout.what_if import CASES, NOW, SAVED, TRIAL
from pii_xl.layout.words import OPEN
from pii_xl.workspace.scores import score_vi
from pii_xl.workspace.workspace import Workspace

NAMED_EFFECTS = 5


def trying(workspace: Workspace, values: Mapping[str, float]) -> Workspace:
    """The workspace with ``values`` (by indicator code) as its trial, in place of any earlier one.

    Raises DataError E611 for a code that the framework does not have.
    """
    codes = workspace["tblResults"]["code"]
    for code in values:
        if code not in set(codes):
            raise DataError("E611", content=code, framework=workspace.framework.year)
    frame = workspace["tblResults"][["code", "name", "unit"]]
    return workspace.having(tblTry=frame.assign(value_new=codes.map(dict(values))))


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
    """What the trial of a workspace would change, in sentences."""
    compared = {row["case"]: row for row in records(workspace["tblCompare"])}
    now, tried = (compared[CASES[key]] for key in (NOW, TRIAL))
    lines = [
        f"PII đang thử {score_vi(tried['pii'])} (hiện tại {score_vi(now['pii'])}); {tried['status']}, không phải điểm công bố.",
        f"{tried['rank']}.",
    ]
    names = records_by_code(workspace["tblResults"])
    changes = workspace["tblTry"].dropna(subset=["order"]).sort_values("order")
    for code, effect in list(zip(changes["code"], changes["effect"], strict=True))[:NAMED_EFFECTS]:
        lines.append(f"{code} {names[code]['name']}: {_signed(effect)} điểm PII.")
    return lines


def _signed(effect: float) -> str:
    return OPEN if effect != effect else ("+" if effect > 0 else "") + number_vi(effect, 4)
