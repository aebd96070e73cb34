"""Reading cells of the open workbook: always rows, always plain values, whatever type Excel chose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pii_xl.ground.com_values import exact_rows, has_amounts

if TYPE_CHECKING:
    from xlwings import Range


def rows_in(cells: Range) -> list[list[Any]]:
    """The values of a block: None, text, bool, float, ``datetime``; errors as their text; amounts of money unrounded."""
    values = cells.options(ndim=2, err_to_str=True).value or []
    return exact_rows(values, cells.api.Value2 if has_amounts(values) else ())
