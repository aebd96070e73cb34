"""What a row of figures is judged by: its limits, and how many cells it asks for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pii_xl.layout.words import LOCAL_SOURCE, POLICY_ENTRY

RATIO_ENTRY = "tỷ số"
SHARE_SCALE = 100.0
BAND = ("band_low", "band_high")


def limits(indicator: Mapping[str, Any]) -> dict[str, Any]:
    """The limits of an indicator's value, its scale, whether it is a share, whether the province supplies it."""
    return {
        "scale": indicator["scale"],
        "low": indicator["minimum"],
        "high": indicator["maximum"],
        "share": 1.0 if indicator["scale"] == SHARE_SCALE and indicator["maximum"] == SHARE_SCALE else 0.0,
        **band(indicator),
        "local": 1.0 if indicator["source_group"] == LOCAL_SOURCE else 0.0,
    }


def band(thing: Mapping[str, Any]) -> dict[str, Any]:
    """Between which values the figure of an indicator, or a base figure, is plausible."""
    return {key: thing[key] for key in BAND}


def needed(indicator: Mapping[str, Any]) -> float:
    """How many cells of an indicator's row have to be filled; a base figure comes from elsewhere."""
    if indicator["entry"] == POLICY_ENTRY:
        return 0.0
    return 2.0 if indicator["entry"] == RATIO_ENTRY and not indicator["base"] else 1.0
