"""DataFrames as rows of plain dictionaries, keyed by column."""

from __future__ import annotations

from typing import Any

import pandas as pd

Row = dict[str, Any]


def records(frame: pd.DataFrame) -> list[Row]:
    """The rows of a table in order, by column key."""
    keys = [str(key) for key in frame.columns]
    return [dict(zip(keys, row, strict=True)) for row in frame.to_numpy(dtype=object).tolist()]


def records_by_code(frame: pd.DataFrame) -> dict[str, Row]:
    """The rows by their ``code``; the last one wins."""
    return {str(row["code"]): row for row in records(frame)}
