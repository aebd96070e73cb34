"""Who enters what: the agency that answers for each indicator, policy item, base figure and task.

The plan names leads as printed, often several, sometimes only "Các sở, ban, ngành". One agency has to enter each figure: the
first real body among the leads, or the focal point where the plan names none. The choice is an editable column of the workbook.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pii_xl.year.agencies import Agency, AgencyRegistry

STATISTICS_OFFICE = "TKT"


@dataclass(frozen=True)
class Responsibility:
    """The agency that enters a figure and the other leads, all real bodies."""

    enters: Agency
    others: tuple[Agency, ...] = ()


def responsibility(leads: Iterable[str], registry: AgencyRegistry, focal_point: str) -> Responsibility:
    """Raises ``DataError`` E505 for a name that the registry does not know."""
    bodies = [registry.resolve(name) for name in leads]
    real = tuple(dict.fromkeys(body for body in bodies if not body.is_collective))
    return Responsibility(real[0], real[1:]) if real else Responsibility(registry.get(focal_point))


def names(cell: str) -> tuple[str, ...]:
    """The agencies' names in a cell of the assignments, separated by "; "."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())
