"""What a layout is made of: columns, tables, sheets, and choice lists. Declared once, used by every reader and writer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property


class Kind(StrEnum):
    """What a column holds; decides its Python type, number format and how cells are checked."""

    TEXT = "text"
    LONG = "long"  # wrapped text
    CODE = "code"  # text that looks like a number ("1.1", "01") and must stay text
    NUMBER = "number"
    INTEGER = "integer"
    DATE = "date"


class Role(StrEnum):
    """What a sheet is for; decides its tab colour and where the guide lists it."""

    GUIDE = "guide"
    INPUT = "input"
    REFERENCE = "reference"
    RESULT = "result"
    WORKING = "working"
    CONTROL = "control"


@dataclass(frozen=True)
class Column:
    """One column of a table. ``key`` names it in DataFrames, ``header`` on the sheet.

    ``formula`` is live on the sheet: ``{key}`` is this row's cell of the same table, ``{tblOther.key}`` a whole column,
    ``{tblOther.first:last}`` several columns, ``{set.key}`` a setting's defined name. ``choices`` names a list in :data:`CHOICES` or is ``"=name"`` for a defined name.
    """

    key: str
    header: str
    kind: Kind = Kind.TEXT
    width: float = 16
    input: bool = False
    formula: str = ""
    choices: str = ""
    required: bool = False
    unique: bool = False
    minimum: float | None = None
    maximum: float | None = None
    decimals: int | None = None
    help: str = ""
    hidden: bool = False
    later: bool = False  # added since the first version: an older workbook lacks it
    stamp: bool = False  # for looking up: stays on one line, cut where it is longer, and makes no row higher
    formerly: tuple[str, ...] = ()  # headings that the column had in files already sent out


def _arranged(columns: tuple[Column, ...], shown: tuple[str, ...]) -> tuple[Column, ...]:
    by_key = {column.key: column for column in columns}
    behind = (replace(column, hidden=True) for column in columns if column.key not in shown)
    return (*(by_key[key] for key in shown), *behind)


@dataclass(frozen=True)
class Table:
    """One Excel table: its stable ASCII name, sheet, columns, and the cell of its first header (zero-based).

    With ``shown`` only those columns are in view, first and in that order: what is typed, its verdict, what is read. The others
    are workings; who wants to follow a figure unhides them.
    """

    name: str
    sheet: str
    columns: tuple[Column, ...]
    row: int = 4
    column: int = 0
    spare_rows: int = 0  # empty rows kept ready where people add rows
    caption: str = ""
    filtered: bool = True  # filter buttons on the headings
    later: bool = False  # added since the first version: an older workbook lacks its sheet
    shown: tuple[str, ...] = ()
    below: str = ""  # the table of the same sheet under which this one stands; its row then follows from that one's length

    def __post_init__(self) -> None:
        if self.shown:
            object.__setattr__(self, "columns", _arranged(self.columns, self.shown))
        keys = [c.key for c in self.columns]
        headers = [c.header.casefold() for c in self.columns]
        if len(set(keys)) != len(keys) or len(set(headers)) != len(headers):
            raise ValueError(f"{self.name}: columns repeat")

    def __hash__(self) -> int:  # the columns need not be hashed each time a table is looked up
        return hash((self.name, self.row, len(self.columns)))

    def __getitem__(self, key: str) -> Column:
        try:
            return self._by_key[key]
        except KeyError:
            raise KeyError(f"{self.name}.{key}") from None

    @property
    def keys(self) -> list[str]:
        """Keys of the columns in order."""
        return [column.key for column in self.columns]

    @cached_property
    def stored(self) -> tuple[Column, ...]:
        """The columns that are data, not live formulas."""
        return tuple(column for column in self.columns if not column.formula)

    @cached_property
    def _by_key(self) -> dict[str, Column]:
        return {column.key: column for column in self.columns}


PAGES = Column(
    "pages",
    "Số trang",
    Kind.INTEGER,
    width=8,
    input=True,
    later=True,
    minimum=1,
    maximum=9_999,
    help="Số trang của tài liệu, kể cả phụ lục.",
)
"""How many pages a document has: asked in the form and kept in the register."""


@dataclass(frozen=True)
class Sheet:
    """One sheet: Vietnamese name (unique, at most 31 characters), title, what it is for, and its role."""

    name: str
    title: str
    purpose: str
    role: Role
    landscape: bool = True
    hidden: bool = False


class Status(StrEnum):
    """How sure a figure is; never mixed: published, estimated, made up for the demonstration."""

    PUBLISHED = "công bố"
    ESTIMATED = "ước tính"
    ILLUSTRATIVE = "minh họa"


class MissingCode(StrEnum):
    """Why a value is missing. "KPS" (nothing occurred) is a true zero; the others leave the value open."""

    NIL = "KPS"
    PENDING = "CTH"
    UNAVAILABLE = "KTT"
    NOT_APPLICABLE = "KAD"
    CENTRAL = "TWC"


MISSING_MEANING = {
    MissingCode.NIL: "Không phát sinh (giá trị bằng 0)",
    MissingCode.PENDING: "Chưa tổng hợp xong, sẽ gửi bổ sung",
    MissingCode.UNAVAILABLE: "Không thu thập được",
    MissingCode.NOT_APPLICABLE: "Không áp dụng với địa phương",
    MissingCode.CENTRAL: "Trung ương công bố, địa phương không có số",
}

REASONS = {
    MissingCode.NIL: "Không phát sinh (bằng 0)",
    MissingCode.PENDING: "Chưa tổng hợp xong – sẽ gửi bổ sung",
    MissingCode.UNAVAILABLE: "Không thu thập được",
    MissingCode.NOT_APPLICABLE: "Không áp dụng với địa phương",
    MissingCode.CENTRAL: "Trung ương công bố – địa phương không có số",
}
"""What a form offers instead of codes; without commas, which part the entries of a drop-down."""

TASK_STATES = ("Hoàn thành", "Đang thực hiện", "Chưa thực hiện")
LEVELS_OF_WORK = ("Hoàn thành tốt", "Hoàn thành", "Chưa hoàn thành")
YES, NO = "Có", "Không"
OBSOLETE_CHOICES: dict[str, tuple[str, ...]] = {
    "task_state": ("Quá hạn",),
    "reason": tuple(MissingCode),
    "real_status": (Status.ILLUSTRATIVE,),
}
"""Choices that are understood but not offered: what forms offered before, and the mark of made-up figures."""
CHOICE_CODES: dict[str, dict[str, str]] = {"reason": {text: str(code) for code, text in REASONS.items()}}
"""What a choice is stored as where that is not its own text."""
CHOICE_TEXTS = {name: {code: text for text, code in codes.items()} for name, codes in CHOICE_CODES.items()}
"""What a stored code is called in its cell."""

CHOICES: dict[str, tuple[str, ...]] = {
    "status": tuple(Status),
    "missing": tuple(MissingCode),
    "reason": tuple(REASONS.values()),
    "real_status": (Status.PUBLISHED, Status.ESTIMATED),
    "yes_no": (YES, NO),
    "task_state": TASK_STATES,
    "level_of_work": LEVELS_OF_WORK,
    "who": ("Tập thể", "Cá nhân"),
    "entry": ("trực tiếp", "tỷ số", "chính sách"),
    "direction": ("cao là tốt", "thấp là tốt"),
    "side": ("đầu vào", "đầu ra"),
    "relation_to_old": ("giữ nguyên", "đổi mã", "tách", "gộp", "bỏ", "mới"),
    "kind": ("cơ quan", "tên gọi chung"),
    "focal_role": ("Lãnh đạo cơ quan", "Lãnh đạo phòng chuyên môn", "Chuyên viên"),
    "level": ("Lỗi", "Cảnh báo", "Ghi chú"),
    "evidence_state": ("Đủ", "Thiếu", "Chờ bổ sung"),
    "target_kind": ("điểm", "hạng"),
    "relation": (">", ">=", "<", "<=", "=", "≥", "≤"),
    "source_group": (
        "thống kê trung ương",
        "bộ chỉ số khác",
        "quản lý của Bộ KH&CN",
        "địa phương",
    ),
}

_REFERENCE = re.compile(r"\{([A-Za-z_0-9.:]+)\}")


@dataclass(frozen=True)
class Layout:
    """A workbook's sheets and tables in order."""

    sheets: tuple[Sheet, ...]
    tables: tuple[Table, ...]
    by_name: dict[str, Table] = field(init=False, repr=False)
    _formulas: dict[tuple[str, str], str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {table.name: table for table in self.tables})
        object.__setattr__(self, "_formulas", {})

    def table(self, name: str) -> Table:
        """Raises ``KeyError`` for an unknown table."""
        return self.by_name[name]

    def sheet(self, name: str) -> Sheet:
        """Raises ``StopIteration`` for an unknown sheet."""
        return next(sheet for sheet in self.sheets if sheet.name == name)

    @property
    def in_view(self) -> frozenset[str]:
        """Names of the sheets that are not hidden; Excel follows links to these only."""
        return frozenset(sheet.name for sheet in self.sheets if not sheet.hidden)

    def tables_on(self, sheet: str) -> tuple[Table, ...]:
        """The tables of a sheet from top to bottom."""
        return tuple(table for table in self.tables if table.sheet == sheet)

    def formula(self, table: Table, column: Column) -> str:
        """The column's formula in the form Excel stores: structured references spelt out, settings by defined name."""
        known = self._formulas.get((table.name, column.key))
        if known is None:
            known = self._formulas[table.name, column.key] = self.spelt_out(column.formula, table)
        return known

    def spelt_out(self, formula: str, table: Table | None = None) -> str:
        """A formula text in the form Excel stores; ``table``: where it stands, when it speaks of its own row."""

        def reference(match: re.Match[str]) -> str:
            owner, _, key = match[1].rpartition(".")
            if owner == "set":
                return setting_name(key)
            if owner:
                first, _, last = key.partition(":")
                header = self.table(owner)[first].header
                return (
                    f"{owner}[[{header}]:[{self.table(owner)[last].header}]]"
                    if last
                    else f"{owner}[{header}]"
                )
            if table is None:
                raise KeyError(key)
            return f"{table.name}[[#This Row],[{table[key].header}]]"

        return "=" + _REFERENCE.sub(reference, formula)


GAP = 3  # a blank row, the caption, and the row after the last one


def stacked(layout: Layout, lengths: Mapping[str, int]) -> Layout:
    """The layout with each table that stands below another one moved to where that one ends; ``lengths``: rows by table."""
    rows: dict[str, int] = {}

    def row_of(table: Table) -> int:
        if table.name not in rows:
            above = layout.by_name.get(table.below)
            height = max(lengths.get(above.name, 0) + above.spare_rows, 1) if above else 0
            rows[table.name] = row_of(above) + height + GAP if above else table.row
        return rows[table.name]

    return Layout(layout.sheets, tuple(replace(table, row=row_of(table)) for table in layout.tables))


def setting_name(key: str) -> str:
    """The defined name of a setting's cell."""
    return f"cfg_{key}"
