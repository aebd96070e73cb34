"""The catalogue of rules, read from the data file of the decree in force."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pii_xl.ground.errors import Level

_LEVELS = {"error": Level.ERROR, "warning": Level.WARNING, "note": Level.NOTE}


@dataclass(frozen=True)
class Rule:
    """One rule: what it asks, where it stands, how it is checked, how a fault is mended."""

    id: str
    check: str  # name of the checking function
    level: Level
    source: str
    text: str
    how: str
    remedy: str


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, in the order of the decree."""
    data = tomllib.loads(files("docgen.rules").joinpath("nd30-2020.toml").read_text(encoding="utf-8"))
    return tuple(Rule(**{**entry, "level": _LEVELS[entry["level"]]}) for entry in data["rule"])
