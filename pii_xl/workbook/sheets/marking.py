"""Conditional formats: states that ask for attention, bars behind scores, lines between groups.

Each state also differs by its words and by bold or italic letters, so that a black-and-white print says the same.
"""

from __future__ import annotations

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from pii_xl.layout.assessment import CRITERIA, FAILED, UNFULFILLED
from pii_xl.layout.assessment import GOOD as GOOD_LEVEL
from pii_xl.layout.certainty import STALE
from pii_xl.layout.national import STALE as STALE_SCORES
from pii_xl.layout.parts import Table
from pii_xl.layout.scored import (
    ALL_GIVEN,
    COMPLETE,
    FIGURES_GIVEN,
    LATE_MARK,
    NOT_DUE,
    OVERDUE,
    PARTLY_GIVEN,
)
from pii_xl.layout.stamp import FRESH
from pii_xl.layout.targets import MET, RANK_TARGET
from pii_xl.layout.words import SIDE_WORDS
from pii_xl.workbook.cells.styles import ACCENT, Formats

BAD_NAME, WARN_NAME, GOOD_NAME = "lst_bad", "lst_warn", "lst_good"
BAD = (
    "Chưa có",
    OVERDUE,
    PARTLY_GIVEN,
    FAILED,
    UNFULFILLED,
    STALE,
    STALE_SCORES,
    "Lệch",
    "Lỗi",
    "Chưa báo cáo",
    "Chưa thực hiện",
    "chưa tính được",
    "Thiếu",
    "Sai",
)
WARN = (
    "Có lý do",
    FIGURES_GIVEN,
    *(state for state in COMPLETE if state.endswith(LATE_MARK)),
    "Cảnh báo",
    "minh họa",
    "Chờ bổ sung",
    "Đang thực hiện",
    "Chưa đủ",
    "Đã thôi",
    NOT_DUE,
)
GOOD = (
    "Đã có",
    ALL_GIVEN,
    MET,
    "Khớp",
    "Hoàn thành",
    GOOD_LEVEL,
    "Đủ",
    "Đúng",
    "công bố",
    "Đang làm",
    FRESH,
)

STATES = {
    "tblResults": ("status",),
    "tblPillars": ("met",),
    "tblSubIndices": ("agrees",),
    "tblIndex": ("met", "status"),
    "tblProgress": ("state",),
    "tblValues": ("state", "status"),
    "tblBase": ("status",),
    "tblPolicies": ("status",),
    "tblEvidence": ("state",),
    "tblContacts": ("state", "status"),
    "tblTasks": ("state",),
    "tblReference": ("status",),
    "tblPublished": ("status",),
    "tblFindings": ("level",),
    "tblCompare": ("status",),
    "tblMatrix": ("state",),
    "tblAssessment": ("level", "proposed", *(one.key for one in CRITERIA)),
    "tblCertainty": ("status", "fits"),
    "tblNationalAccount": ("fits",),
}
"""Columns whose words say how things stand."""

BARS = {
    "tblResults": ("score",),
    "tblPillars": ("score", "published"),
    "tblSubPillars": ("score",),
    "tblSubIndices": ("score", "published"),
    "tblIndex": ("score", "published"),
}
POSITIVE = {
    "tblProgress": ("open", "policies_open", "tasks_late", "tasks_silent", "days_late"),
    "tblMatrix": ("days",),
}
"""Columns where anything above zero is to be minded."""
WORDED = {"tblSubIndices": ("code",), "tblPublished": ("component",)}
"""Columns in view with the codes of the sub-indices, which are shown as words."""
RANKS = {"tblTargets": ("value", "actual", "baseline", "computed")}
"""Columns whose numbers are ranks in the rows of the kind "rank"."""

Area = tuple[int, int, int, int]


def mark(sheet: Worksheet, table: Table, area: Area, formats: Formats) -> None:
    """Add the table's conditional formats to ``area`` (first row, first column, last row, last column of its body)."""
    first, left, last, _ = area
    for key in STATES.get(table.name, ()):
        column = left + table.keys.index(key)
        mark_states(sheet, (first, column, last, column), formats)
    for key in BARS.get(table.name, ()):
        column = left + table.keys.index(key)
        sheet.conditional_format(first, column, last, column, BAR)
    for key in POSITIVE.get(table.name, ()):
        column = left + table.keys.index(key)
        rule = {"type": "cell", "criteria": ">", "value": 0, "format": formats.bad()}
        sheet.conditional_format(first, column, last, column, rule)
    for key in WORDED.get(table.name, ()):
        column = left + table.keys.index(key)
        mark_words(sheet, (first, column, last, column), formats)
    if table.name in RANKS:
        mark_ranks(sheet, table, area, formats)


def mark_ranks(sheet: Worksheet, table: Table, area: Area, formats: Formats) -> None:
    """Ranks have no decimals."""
    first, left, last, _ = area
    kind = xl_rowcol_to_cell(first, left + table.keys.index("kind"), col_abs=True)
    rule = {
        "type": "formula",
        "criteria": f'={kind}="{RANK_TARGET}"',
        "format": formats.get(num_format="0"),
    }
    for key in RANKS[table.name]:
        column = left + table.keys.index(key)
        sheet.conditional_format(first, column, last, column, rule)


def mark_words(sheet: Worksheet, area: Area, formats: Formats) -> None:
    """Show the codes of ``area`` that have a word as that word; the cells keep the codes."""
    cell = xl_rowcol_to_cell(area[0], area[1])
    for code, word in SIDE_WORDS.items():
        shown = formats.get(num_format=f';;;"{word}"')
        sheet.conditional_format(*area, {"type": "formula", "criteria": f'={cell}="{code}"', "format": shown})


BAR = {
    "type": "data_bar",
    "data_bar_2010": True,
    "bar_solid": True,
    "bar_color": "#A9D2E0",
    "bar_border_color": ACCENT,
    "min_type": "num",
    "min_value": 0,
    "max_type": "num",
    "max_value": 100,
}


def mark_states(sheet: Worksheet, area: Area, formats: Formats) -> None:
    """Colour the cells of ``area`` whose words are among the known states."""
    cell = xl_rowcol_to_cell(area[0], area[1])
    for name, form in ((BAD_NAME, formats.bad()), (WARN_NAME, formats.warn()), (GOOD_NAME, formats.good())):
        rule = {"type": "formula", "criteria": f"=ISNUMBER(MATCH({cell},{name},0))", "format": form}
        sheet.conditional_format(*area, rule)


def mark_groups(sheet: Worksheet, table: Table, area: Area, key: str, formats: Formats) -> None:
    """A heavier line above each row whose ``key`` differs from the row before."""
    first, left, last, right = area
    column = left + table.keys.index(key)
    here = xl_rowcol_to_cell(first, column, col_abs=True)
    before = xl_rowcol_to_cell(first - 1, column, col_abs=True)
    rule = {"type": "formula", "criteria": f"={here}<>{before}", "format": formats.group_line()}
    sheet.conditional_format(first, left, last, right, rule)


def mark_late(sheet: Worksheet, area: Area, formats: Formats) -> None:
    """Cells of the matrix by the words in them: overdue, missing, done."""
    cell = xl_rowcol_to_cell(area[0], area[1])
    rules = ((f'=ISNUMBER(SEARCH("quá hạn",{cell}))', formats.bad()),)
    for criteria, form in rules:
        sheet.conditional_format(*area, {"type": "formula", "criteria": criteria, "format": form})
    mark_states(sheet, area, formats)
