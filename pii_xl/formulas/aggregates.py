"""Functions of whole columns: sums, counts, means, ranks. They take numbers only and raise the first error they meet."""

from __future__ import annotations

from statistics import median as median_of
from typing import Any

from pii_xl.formulas.criteria import rows_where
from pii_xl.formulas.values import (
    DIVIDED_BY_ZERO,
    NO_NUMBER,
    NOT_AVAILABLE,
    WRONG_VALUE,
    CellError,
    Cells,
    finite,
    number,
    same_number,
    scalar,
    truth,
    whole,
)


def numbers(values: tuple[Any, ...]) -> list[float]:
    """The numbers of columns and cells, and every value that is written or computed in place.

    Texts, blanks and truth values of cells are passed over; in place they count as numbers or are #VALUE!.
    """
    found: list[float] = []
    for value in values:
        if isinstance(value, Cells):
            scalar(value.error)
            found += value.numbers
        else:
            found.append(number(value))
    return found


def total(*values: Any) -> float:
    """SUM."""
    return finite(float(sum(numbers(values))))


def average(*values: Any) -> float:
    """AVERAGE; #DIV/0! of nothing."""
    return _mean(numbers(values))


def _mean(found: list[float]) -> float:
    if not found:
        raise CellError(DIVIDED_BY_ZERO)
    return finite(float(sum(found)) / len(found))


def largest(*values: Any) -> float:
    """MAX; 0 of nothing."""
    return max(numbers(values), default=0.0)


def smallest(*values: Any) -> float:
    """MIN; 0 of nothing."""
    return min(numbers(values), default=0.0)


def median(*values: Any) -> float:
    """MEDIAN; #NUM! of nothing."""
    found = numbers(values)
    if not found:
        raise CellError(NO_NUMBER)
    return float(median_of(found))


def count(*values: Any) -> float:
    """COUNT: how many numbers there are; errors are none."""
    return float(
        sum(len(value.numbers) if isinstance(value, Cells) else _is_number(value) for value in values)
    )


def _is_number(value: Any) -> bool:
    try:
        number(value)
    except CellError:
        return False
    return True


def count_filled(*values: Any) -> float:
    """COUNTA: everything that is not blank, empty texts of formulas too."""
    cells = (cell for value in values for cell in (value if isinstance(value, Cells) else [value]))
    return float(sum(cell is not None for cell in cells))


def count_blank(column: Cells) -> float:
    """COUNTBLANK: blanks and empty texts."""
    return float(sum(cell is None or cell == "" for cell in column))


def every(*values: Any) -> bool:
    """AND."""
    return all(_truths(values))


def some(*values: Any) -> bool:
    """OR."""
    return any(_truths(values))


def _truths(values: tuple[Any, ...]) -> list[bool]:
    """What AND and OR look at: texts and blanks of cells are passed over; #VALUE! when nothing is left."""
    found = []
    for value in values:
        if isinstance(value, Cells):
            scalar(value.error)
            found += [truth(cell) for cell in value if cell is not None and not isinstance(cell, str)]
        else:
            found.append(truth(value))
    if not found:
        raise CellError(WRONG_VALUE)
    return found


def countif(column: Cells, criterion: Any) -> float:
    """COUNTIF."""
    return float(len(rows_where(column, criterion)))


def countifs(*pairs: Any) -> float:
    """COUNTIFS."""
    return float(len(rows_where(*pairs)))


def sumif(column: Cells, criterion: Any, summed: Cells | None = None) -> float:
    """SUMIF."""
    return sumifs(column if summed is None else summed, column, criterion)


def sumifs(column: Cells, *pairs: Any) -> float:
    """SUMIFS; columns of different lengths are #VALUE!."""
    return float(sum(_numbers_where(column, pairs)))


def averageif(column: Cells, criterion: Any, averaged: Cells | None = None) -> float:
    """AVERAGEIF."""
    return averageifs(column if averaged is None else averaged, column, criterion)


def averageifs(column: Cells, *pairs: Any) -> float:
    """AVERAGEIFS; #DIV/0! when no number fulfils the criteria."""
    return _mean(_numbers_where(column, pairs))


def _numbers_where(column: Cells, pairs: tuple[Any, ...]) -> list[float]:
    if len(column) != len(pairs[0]):
        raise CellError(WRONG_VALUE)
    cells = (scalar(column[at]) for at in rows_where(*pairs))
    return [cell for cell in cells if type(cell) is float]


def sumproduct(*columns: Any) -> float:
    """SUMPRODUCT: what is no number counts as 0, so truth values need "--" before them."""
    if len({len(column) if isinstance(column, Cells) else 1 for column in columns}) != 1:
        raise CellError(WRONG_VALUE)
    result = 0.0
    for cells in zip(*(column if isinstance(column, Cells) else [column] for column in columns), strict=True):
        product = 1.0
        for cell in cells:
            product *= cell if type(cell) is float else _none(cell)
        result += product
    return finite(result)


def _none(cell: Any) -> float:
    scalar(cell)
    return 0.0


def nth_largest(column: Any, place: Any) -> float:
    """LARGE."""
    return _nth(sorted(numbers((column,)), reverse=True), place)


def nth_smallest(column: Any, place: Any) -> float:
    """SMALL."""
    return _nth(sorted(numbers((column,))), place)


def _nth(found: list[float], place: Any) -> float:
    at = whole(place)
    if not 1 <= at <= len(found):
        raise CellError(NO_NUMBER)
    return found[at - 1]


def rank(value: Any, column: Cells, ascending: Any = 0.0) -> float:
    """RANK: 1 for the largest (or, ``ascending``, the smallest); equal numbers share the better rank; #N/A for others."""
    own = number(value)
    scalar(column.error)
    if not any(same_number(cell, own) for cell in column.numbers):
        raise CellError(NOT_AVAILABLE)
    if number(ascending):
        return 1.0 + sum(cell < own for cell in column.numbers)
    return 1.0 + sum(cell > own for cell in column.numbers)
