"""Progress of each agency: what was due, what came, what is open, how late. Computes what the sheet "Tiến độ" shows."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from pii_xl.workspace import Workspace


def calculate_progress(workspace: Workspace) -> Workspace:
    """The workspace with the computed columns of ``tblProgress`` filled in; needs calculated values."""
    progress = workspace["tblProgress"]
    agency = progress["agency"]
    counts = pd.DataFrame(
        {
            "due": _count(workspace, "tblValues", agency),
            "received": _count(workspace, "tblValues", agency, state="Đã có"),
            "explained": _count(workspace, "tblValues", agency, state="Có lý do"),
            "policies_due": _count(workspace, "tblPolicies", agency),
            "evidence": _count(workspace, "tblEvidence", agency),
            "tasks": _count(workspace, "tblTasks", agency),
            "tasks_done": _count(workspace, "tblTasks", agency, state="Hoàn thành"),
            "tasks_doing": _count(workspace, "tblTasks", agency, state="Đang thực hiện"),
            "tasks_late": _count(workspace, "tblTasks", agency, state="Quá hạn"),
            "tasks_silent": _count(workspace, "tblTasks", agency, state=""),
            "contacts": _contacts(workspace, agency),
            "letters": _count(workspace, "tblLetters", agency),
        }
    )
    counts["open"] = counts["due"] - counts["received"] - counts["explained"]
    counts["policies_open"] = _count(workspace, "tblPolicies", agency, in_force="")
    frame = progress.assign(**{str(key): counts[key] for key in counts})
    late = _days_late(workspace, frame["submitted"])
    return workspace.having(tblProgress=frame.assign(days_late=late, state=_state(frame, late)))


def _count(workspace: Workspace, table: str, agencies: pd.Series, **where: str) -> pd.Series:
    frame = workspace[table]
    for key, wanted in where.items():
        frame = frame[frame[key] == wanted]
    return agencies.map(frame["agency"].value_counts()).fillna(0.0)


def _contacts(workspace: Workspace, agencies: pd.Series) -> pd.Series:
    contacts = workspace["tblContacts"]
    return agencies.map(contacts.loc[contacts["name"] != "", "agency"].value_counts()).fillna(0.0)


def _days_late(workspace: Workspace, submitted: pd.Series) -> list[float]:
    deadline, as_of = workspace.settings.day("deadline"), workspace.settings.day("as_of")

    def days(day: date | None) -> float:
        until = day or as_of
        return float(max(0, (until - deadline).days)) if until and deadline else 0.0

    return [days(day) for day in submitted]


def _state(frame: pd.DataFrame, late: list[float]) -> np.ndarray:
    lacking = frame["open"] + frame["policies_open"] > 0
    is_late = pd.Series(late) > 0
    sent = frame["submitted"].notna()
    complete = np.where(is_late, "Nộp đủ, chậm", "Nộp đủ")
    return np.where(
        sent, np.where(lacking, "Nộp thiếu", complete), np.where(is_late, "Quá hạn", "Chưa đến hạn")
    )
