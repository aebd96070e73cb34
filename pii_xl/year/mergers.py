"""The merger of provinces of 1 July 2025: 63 became 34 (Nghị quyết số 202/2025/QH15 ngày 12/6/2025).

Results of 2024 and before are of the 63, those from 2025 on of the 34: like can be compared with like by this map alone, for a
province that merged has no figure of its own before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from pii_xl.ground.text import key, tidy
from pii_xl.year.framework import files

DATA = Path(__file__).parent / "mergers_data" / "mergers.csv"
SINCE = 2025
"""The first year whose results are of the merged provinces."""
_STYLE = re.compile(r"^(?:tỉnh|thành phố|t\.?p\.?)\s+", re.IGNORECASE)
"""What stands before a name."""


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


def provinces(year: int) -> tuple[str, ...]:
    """Those that have results of ``year``."""
    return tuple(dict.fromkeys(successors().values() if year >= SINCE else successors()))


def spelled(name: str) -> str:
    """A province's name as the map has it: "Tỉnh Bắc Ninh" and "TP. Huế" are Bắc Ninh and Huế; another name stays as it is."""
    tidied = tidy(name)
    return _spellings().get(key(tidied)) or _spellings().get(key(_STYLE.sub("", tidied)), tidied)


def is_known(name: str) -> bool:
    """Whether some year had results of a province of this name."""
    return name in successors()


@cache
def _spellings() -> Mapping[str, str]:
    return {key(written): name for name in successors() for written in (name, _STYLE.sub("", name))}


def was_merged(province: str, year: int) -> bool:
    """Whether a province of today was made of several after the results of ``year``: those have none of it."""
    return year < SINCE and len(predecessors(province)) > 1


def gone(provinces: Iterable[str], year: int) -> list[str]:
    """Those of ``provinces`` that no longer exist in the results of ``year``."""
    if year < SINCE:
        return []
    today = set(successors().values())
    return [one for one in provinces if one in successors() and one not in today]
