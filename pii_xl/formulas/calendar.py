"""Functions of days. A day is its serial number, right from 1 March 1900 on; the time of day is passed over."""

from __future__ import annotations

from datetime import date
from typing import Any

from pii_xl.formulas.values import DAY_ZERO, NO_NUMBER, CellError, number, whole

_MONTHS = 12
_FIRST_YEAR, _LAST_YEAR = 1900, 9999


def day_of(serial: Any) -> date:
    """The day of a serial number; #NUM! before 1900."""
    count = number(serial) // 1
    if not 0 <= count <= date.max.toordinal() - DAY_ZERO.toordinal():
        raise CellError(NO_NUMBER)
    return date.fromordinal(DAY_ZERO.toordinal() + int(count))


def serial_of(day: date) -> float:
    """The serial number of a day."""
    return float(day.toordinal() - DAY_ZERO.toordinal())


def date_of(year: Any, month: Any, day: Any) -> float:
    """DATE: months and days beyond their year and month run on into the next or back into the one before."""
    years, months = divmod(whole(month) - 1, _MONTHS)
    found = whole(year) + years
    if not _FIRST_YEAR <= found <= _LAST_YEAR:
        raise CellError(NO_NUMBER)
    return serial_of(day_of(serial_of(date(found, months + 1, 1)) + whole(day) - 1))


def year_of(serial: Any) -> float:
    """YEAR."""
    return float(day_of(serial).year)


def month_of(serial: Any) -> float:
    """MONTH."""
    return float(day_of(serial).month)


def day_in_month(serial: Any) -> float:
    """DAY."""
    return float(day_of(serial).day)
