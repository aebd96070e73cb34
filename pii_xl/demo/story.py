"""The year that the demonstration tells: two moments, a mistake that is mended, a reason that is accepted, a goal that is set.

Before publication the workbook knows nothing of the year's scores; afterwards it knows what the ministry really published.
"""

from __future__ import annotations

from datetime import date, datetime

import pandas as pd

from pii_xl.commands.certainty import certainty
from pii_xl.commands.documents import learn, praise
from pii_xl.commands.goal import goal, wish_in
from pii_xl.ground.frames import records
from pii_xl.ledger.present import present
from pii_xl.ledger.reasons import Official
from pii_xl.score.goal import Limits
from pii_xl.workspace.new_year import new_workspace
from pii_xl.workspace.workspace import Workspace

WHO = "Người nhập (minh họa)"
FIRST, SECOND, DAY = date(2025, 8, 20), date(2025, 8, 29), date(2025, 10, 15)
FIRST_BY, SECOND_BY, BY = (Official(day, WHO) for day in (FIRST, SECOND, DAY))
"""Who works on which day: the first round, the corrected forms, after publication."""

MISTAKEN, WRONG_CODE, TIMES = "SGDDT", "2.1.1", 10.0
"""An agency that sent in time, but one figure ten times too great: 67,4 of 10 points."""
CORRECTED = datetime(2025, 8, 26, 9, 30)
BY_HAND, NEW_VALUE = "3.2.3", 3.24
"""The figure that the department corrects by hand, and to what."""
EXPLAINED, REASON = "W419", "Đã gọi điện xác nhận với cơ quan: số liệu đúng (minh họa)."
"""The kind of warning of which one is explained."""
GOAL = "hạng 5"
OF_PUBLICATION = ("tblPublished", "tblStrengths")


def unpublished(workspace: Workspace) -> Workspace:
    """The workbook before the year's scores are published, as of the second round."""
    tables = {
        name: workspace.tables[name][workspace.tables[name]["year"] < workspace.year]
        for name in OF_PUBLICATION
    }
    settings = workspace.settings.having(as_of=SECOND, published_on=None)
    return workspace.having(settings=settings, **tables)


def published(workspace: Workspace) -> Workspace:
    """The workbook after publication, with a goal set."""
    built_in = new_workspace()
    tables = {name: built_in.tables[name] for name in OF_PUBLICATION}
    days = {"as_of": DAY, "data_sent": SECOND, "published_on": built_in.settings.day("published_on")}
    return present(workspace.having(settings=workspace.settings.having(goal=GOAL, **days), **tables))


def mistaken(values: pd.DataFrame) -> pd.DataFrame:
    """The answers with one figure beyond what it can be."""
    wrong = values["code"] == WRONG_CODE
    return values.assign(direct=values["direct"].mask(wrong, values["direct"] * TIMES))


def by_hand(workspace: Workspace) -> Workspace:
    """The workbook in which the official typed over one figure; the next command notes it in the ledger."""
    values = workspace.tables["tblValues"]
    own = values["code"] == BY_HAND
    return workspace.having(tblValues=values.assign(direct=values["direct"].mask(own, NEW_VALUE)))


def with_reason(workspace: Workspace) -> tuple[Workspace, str]:
    """The workbook with a reason beside the first warning of its kind, and what that is in a sentence."""
    rows = records(workspace.tables["tblFindings"])
    at = next((at for at, row in enumerate(rows) if row["code"] == EXPLAINED), None)
    if at is None:
        return workspace, "Không có cảnh báo nào phải giải trình."
    rows[at]["accepted"] = REASON
    subject = rows[at]["subject"]
    return workspace.having(
        tblFindings=pd.DataFrame(rows)
    ), f"Cảnh báo {EXPLAINED} về {subject} được chấp nhận, có lý do."


def wished(workspace: Workspace) -> Workspace:
    """The goal of the settings as a scenario and as a draft for the report."""
    return goal(workspace, wish_in(workspace), Limits(), {}).workspace or workspace


def sure(workspace: Workspace) -> Workspace:
    """How sure the score is."""
    return certainty(workspace, BY).state


def praised(workspace: Workspace) -> Workspace:
    """Whom to praise, on its sheet."""
    return praise(workspace).state


def learnt(workspace: Workspace) -> Workspace:
    """Where to learn, on its sheet."""
    return learn(workspace).state
