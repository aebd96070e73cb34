"""The merger of provinces of 1 July 2025: 63 became 34 (Nghị quyết số 202/2025/QH15 ngày 12/6/2025).

Results of 2024 and before are of the 63, those from 2025 on of the 34: like can be compared with like by this map alone, for a
province that merged has no figure of its own before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from pii_xl.year.framework import files

DATA = Path(__file__).parent / "mergers_data" / "mergers.csv"
SINCE = 2025
"""The first year whose results are of the merged provinces."""


@cache
def successors() -> Mapping[str, str]:
    """The province of today by each of the 63. Raises UnreadableError E502, E503 for a damaged data file."""
    rows = files.read_rows(DATA, ("before", "after"))
    files.unique((row["before"] for row in rows), DATA)
    return {row["before"]: row["after"] for row in rows}


def successor(province: str, year: int) -> str:
    """What a province of the results of ``year`` is called today; itself where the map does not know it."""
    return successors().get(province, province) if year < SINCE else province


def predecessors(province: str) -> tuple[str, ...]:
    """Of which provinces one of today was made; empty for an unknown one."""
    return tuple(before for before, after in successors().items() if after == province)


def gone(provinces: Iterable[str], year: int) -> list[str]:
    """Those of ``provinces`` that no longer exist in the results of ``year``."""
    if year < SINCE:
        return []
    today = set(successors().values())
    return [one for one in provinces if one in successors() and one not in today]
