"""Progress of each agency: what was due, what came, what is open, how late. Computes what the sheet "Tiến độ" shows."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from pii_xl.workspace.workspace import Workspace


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
    late = pd.Series(_days_late(workspace, frame["submitted"]), index=frame.index, dtype="float64")
    if_sent = _if_sent(frame, late)
    order = late.rank(method="first", ascending=False)
    state = np.where(frame["submitted"].notna(), if_sent, np.where(late > 0, "Quá hạn", "Chưa đến hạn"))
    return workspace.having(
        tblProgress=frame.assign(days_late=late, if_sent=if_sent, late_order=order, state=state),
        tblContacts=_who_serves(workspace),
    )


def _who_serves(workspace: Workspace) -> pd.DataFrame:
    """The focal persons, each with whether they still serve on the day of the figures."""
    contacts, as_of = workspace["tblContacts"], workspace.settings.day("as_of")
    left = [day is not None and (as_of is None or day < as_of) for day in contacts["valid_to"]]
    serving = ["Đã thôi" if gone else "Đang làm" for gone in left]
    named = contacts["name"] != ""
    return contacts.assign(state=pd.Series(serving, index=contacts.index, dtype="object").where(named, ""))


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

    return [float(days_overdue(deadline, day or as_of)) for day in submitted]


def days_overdue(deadline: date | None, until: date | None) -> int:
    """Days from ``deadline`` to ``until``; 0 before it or when one of the two is open."""
    return max(0, (until - deadline).days) if until and deadline else 0


def _if_sent(frame: pd.DataFrame, late: pd.Series) -> np.ndarray:
    """How complete a form is, told for the day it is in."""
    lacking = frame["open"] + frame["policies_open"] > 0
    return np.where(lacking, "Nộp thiếu", np.where(late > 0, "Nộp đủ, chậm", "Nộp đủ"))
