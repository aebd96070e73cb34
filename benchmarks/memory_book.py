"""A workbook in memory with as much of xlwings' face as the live door uses: what a click costs without Excel's own part."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

Block = list[list[Any]]


class MemoryBook:
    """``blocks``: sheet → table → (row of the header from 1, block with header). Writes are taken and forgotten."""

    def __init__(self, file: Path, blocks: dict[str, dict[str, tuple[int, Block]]], identity: Block) -> None:
        self.name, self.fullname = file.name, str(file)
        self.app = App(self)
        self.sheets = Sheets({name: Sheet(self, name, tables) for name, tables in blocks.items()})
        for name, block in (("_pii", identity), ("_marks", [])):
            self.sheets[name] = Sheet(self, name, {})
            self.sheets[name].used_range = Cells(self.sheets[name], 1, 1, block)
        self.api, self.ReadOnly = self, False

    @classmethod
    def load(cls, file: Path, content: Path) -> MemoryBook:
        """The workbook whose content :func:`benchmarks.content.write` left."""
        return cls(file, *pickle.loads(content.read_bytes()))

    @property
    def sheet_names(self) -> list[str]:
        return list(self.sheets.keys())

    def SaveCopyAs(self, path: str) -> None:  # noqa: N802
        Path(path).write_bytes(b"")


class Sheets(dict[str, "Sheet"]):
    """Sheets by name; iterated as xlwings does."""

    def __iter__(self) -> Any:
        return iter(self.values())


class App:
    """Excel: every question is answered yes, no dialog is shown."""

    def __init__(self, book: MemoryBook) -> None:
        self.books = [book]
        self.screen_updating, self.status_bar, self.calculation, self.version = (
            True,
            False,
            "automatic",
            "16.0",
        )
        self.said: list[str] = []
        self.api, self.Ready = self, True

    def alert(self, prompt: str, **_: Any) -> str:
        self.said.append(prompt)
        return "yes"

    def calculate(self) -> None:
        """Nothing to calculate: the blocks hold what Excel would show."""


class Sheet:
    """One sheet with its tables, unprotected, without notes."""

    def __init__(self, book: MemoryBook, name: str, tables: dict[str, tuple[int, Block]]) -> None:
        self.book, self.name = book, name
        self.tables = {key: Table(self, key, top, block) for key, (top, block) in tables.items()}
        self.notes: list[Any] = []
        self.used_range = Cells(self, 1, 1, [])
        self.api, self.Hyperlinks, self.ProtectContents = self, self, False

    def Add(self, *_: Any) -> None:  # noqa: N802
        """A link: taken and forgotten."""

    def range(self, first: Any, last: Any = None) -> Cells:
        if isinstance(first, str):
            return Cells(self, 1, 1, [[None]])
        last = last or first
        return Cells(
            self,
            first[0],
            first[1],
            [[None] * (last[1] - first[1] + 1) for _ in range(last[0] - first[0] + 1)],
        )

    def activate(self) -> None:
        """There is no screen."""


class Table:
    """A table and its range."""

    def __init__(self, sheet: Sheet, name: str, top: int, block: Block) -> None:
        self.name, self.range = name, Cells(sheet, top, 1, block)

    def resize(self, cells: Cells) -> None:
        self.range = cells


class Cells:
    """A range: a block of values, and looks that nobody reads."""

    def __init__(self, sheet: Sheet, row: int, column: int, block: Block) -> None:
        self.sheet, self.row, self.column, self.value = sheet, row, column, block
        self.number_format, self.color, self.note, self.hidden = "@", None, None, False
        self.formula = [["" for _ in row] for row in block]
        self.api, self.Value2 = self, block

    def __getitem__(self, _: Any) -> Cells:
        return self

    def options(self, **_: Any) -> Cells:
        return self

    @property
    def rows(self) -> Cells:
        return self

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.value), len(self.value[0])

    def offset(self, *_: int) -> Cells:
        return self

    resize = offset

    def get_address(self, *_: bool) -> str:
        return "A1"

    def take(self, *_: Any) -> None:
        """Copying, clearing, noting: taken and forgotten."""

    copy = clear = clear_contents = add_note = take
    ClearHyperlinks = take
