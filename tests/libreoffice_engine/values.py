"""Values between Python, xlwings and the bridge: dates, blanks, errors, numpy and pandas scalars."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

EPOCH = dt.datetime(1899, 12, 30)
# What COM gives for an error cell, by which xlwings knows them.
ERROR_CODES = {
    "#NULL!": -2146826288,
    "#DIV/0!": -2146826281,
    "#VALUE!": -2146826273,
    "#REF!": -2146826265,
    "#NAME?": -2146826259,
    "#NUM!": -2146826252,
    "#N/A": -2146826246,
    "#SPILL!": -2146826243,
    "#CALC!": -2146826238,
}
ERROR_TEXTS = {code: text for text, code in ERROR_CODES.items() if text not in ("#SPILL!", "#CALC!")}
"""Those that xlwings knows; the newer ones it hands on as numbers."""


def to_cell(value: Any) -> Any:
    """A Python value as the bridge takes it; blanks of every kind become "".

    Raises TypeError for what COM would not take either.
    """
    if value is None or value is pd.NaT or value is pd.NA:
        return ""
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (dt.date, np.datetime64)):
        return {"date": serial(pd.Timestamp(value).to_pydatetime())}
    if isinstance(value, str):
        return str(value)
    if isinstance(value, (int, float, np.number)) or type(value).__name__ == "Decimal":
        return "" if np.isnan(float(value)) else float(value)
    raise TypeError(f"Excel takes no {type(value).__name__}")


def from_cell(value: Any) -> Any:
    """A value of the bridge as COM would give it: an error is its code, a number a float."""
    if not isinstance(value, dict):
        return value
    if "amount" in value:
        return Decimal(f"{value['amount']:.4f}")
    return moment(value["date"]) if "date" in value else ERROR_CODES[value["error"]]


def bare(value: Any) -> Any:
    """A value of the bridge as ``Range.Value2`` gives it: days and amounts are plain numbers, in full."""
    if isinstance(value, dict) and "error" not in value:
        return value.get("amount", value.get("date"))
    return from_cell(value)


def clean(value: Any, date_as: Callable[..., Any], empty_as: Any, number_as: Any, err_to_str: bool) -> Any:
    """What ``Range.value`` shows of a raw value, by the options that were asked for."""
    if value is None or value == "":
        return empty_as
    if isinstance(value, dt.datetime):
        fields = ("year", "month", "day", "hour", "minute", "second", "microsecond")
        return date_as(**{name: getattr(value, name) for name in fields}, tzinfo=None)
    if isinstance(value, int) and value in ERROR_TEXTS:
        return ERROR_TEXTS[value] if err_to_str else None
    if number_as is not None and isinstance(value, float):
        return number_as(value)
    return value


def serial(moment: dt.datetime) -> float:
    """Excel's day number of a moment (1900 system)."""
    return (moment.replace(tzinfo=None) - EPOCH) / dt.timedelta(days=1)


def moment(serial: float) -> dt.datetime:
    """The moment of a day number, to the millisecond that Excel keeps."""
    return EPOCH + dt.timedelta(milliseconds=round(serial * 86_400_000))
