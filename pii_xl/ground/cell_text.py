"""How a worksheet function says in its cell that something is wrong."""

from __future__ import annotations

CELL_ERROR = "Lỗi:"


def in_cell(found: str, remedy: str) -> str:
    """How a worksheet function says that something is wrong."""
    return " ".join(filter(None, (f"{CELL_ERROR} {found}", remedy)))
