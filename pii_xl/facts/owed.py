"""Who owes what, in lines that a person reads: the same rows as the sheets and the letters."""

from __future__ import annotations

from dataclasses import dataclass

from pii_xl.facts.agencies import agencies_of
from pii_xl.ground.frames import records
from pii_xl.ground.text import date_vi
from pii_xl.workspace.registry import registry_of
from pii_xl.workspace.workspace import Workspace


@dataclass(frozen=True)
class Item:
    """One thing that an agency owes."""

    code: str
    name: str
    what: str
    deadline: str

    @property
    def line(self) -> str:
        """As one line."""
        due = f" (hạn {self.deadline})" if self.deadline else ""
        return f"{self.what}: {' '.join(filter(None, (self.code, self.name)))}{due}"


@dataclass(frozen=True)
class Owing:
    """An agency with everything it owes."""

    code: str
    agency: str
    state: str
    days_late: int
    incomplete: bool
    items: tuple[Item, ...]

    @property
    def line(self) -> str:
        """As one line."""
        what = "phần thiếu quá hạn" if self.incomplete else "chậm"
        late = f", {what} {self.days_late} ngày" if self.days_late else ""
        return f"{self.agency}: {self.state}{late}; còn nợ {len(self.items)} việc"


def owed(workspace: Workspace) -> list[Owing]:
    """The agencies that owe something, in the order of the sheet "Tiến độ"."""
    registry = registry_of(workspace)
    states = {
        registry.resolve(str(row["agency"])).code: str(row["state"])
        for row in records(workspace["tblProgress"])
    }
    return [
        Owing(
            agency.code,
            agency.name,
            states[agency.code],
            agency.days_late,
            agency.incomplete and not agency.is_silent,
            tuple(
                Item(item.code, item.name, item.what, date_vi(item.due) if item.due else "")
                for item in (*agency.missing, *agency.overdue)
            ),
        )
        for agency in agencies_of(workspace, registry)
        if agency.missing or agency.overdue
    ]
