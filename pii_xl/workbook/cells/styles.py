"""How workbooks look: one palette, one font, and a cache of cell formats. Colour never carries meaning alone."""

from __future__ import annotations

from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook as XlsxWorkbook

from pii_xl.layout.parts import Column, Kind, Role

FONT = "Arial"
INK, PAPER, ACCENT, ACCENT_SOFT = "#1F2A37", "#FFFFFF", "#0B4F6C", "#DCEBF2"
INPUT_FILL, COMPUTED_FILL, GRID, NOTICE = "#FFF8D6", "#EEF1F4", "#B8C2CC", "#9C1C1C"

TAB_COLOURS = {
    Role.GUIDE: "#0B4F6C",
    Role.RESULT: "#2E7D4F",
    Role.INPUT: "#E0A100",
    Role.REFERENCE: "#7A8794",
    Role.WORKING: "#5B4B8A",
    Role.CONTROL: "#9C1C1C",
}

BAD_FILL, BAD_INK = "#F9D9D9", "#8A1212"
WARN_FILL, WARN_INK = "#FFEBC2", "#6B4500"
GOOD_FILL, GOOD_INK = "#DDF0E3", "#14532D"

DATE_FORMAT = "dd/mm/yyyy"
WINDOW = (1600, 930)
"""A workbook's window when it is opened, in pixels: it fits the screens of offices."""
PLAIN_NUMBER = "#,##0.00##"
AS_TYPED = -1  # as many decimals as are typed


class Formats:
    """The workbook's cell formats, each made once."""

    def __init__(self, workbook: XlsxWorkbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def get(self, **properties: Any) -> Format:
        """The format with these XlsxWriter properties over the house font."""
        full = {"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "vcenter", **properties}
        named = tuple(sorted(full.items()))
        if named not in self._made:
            self._made[named] = self._workbook.add_format(full)
        return self._made[named]

    def title(self) -> Format:
        return self.get(bold=True, font_size=16, font_color=ACCENT)

    def purpose(self) -> Format:
        return self.get(italic=True)

    def notice(self) -> Format:
        return self.get(bold=True, font_color=NOTICE)

    def caption(self) -> Format:
        return self.get(bold=True, font_size=12, font_color=ACCENT)

    def header(self) -> Format:
        return self.get(
            bold=True,
            font_color=PAPER,
            bg_color=ACCENT,
            text_wrap=True,
            align="center",
            border=1,
            border_color=GRID,
        )

    def link(self) -> Format:
        return self.get(font_color=ACCENT, underline=1)

    def bad(self) -> Format:
        """For conditional formats: something is wrong; bold, so that it shows without colour."""
        return self._rule(bold=True, font_color=BAD_INK, bg_color=BAD_FILL)

    def warn(self) -> Format:
        """For conditional formats: something is to be minded; in italics, so that it shows without colour."""
        return self._rule(italic=True, font_color=WARN_INK, bg_color=WARN_FILL)

    def good(self) -> Format:
        """For conditional formats: all is well."""
        return self._rule(font_color=GOOD_INK, bg_color=GOOD_FILL)

    def group_line(self) -> Format:
        """For conditional formats: the line above a new group of rows."""
        return self._rule(top=1, top_color=ACCENT)

    def decimal_rule(self, number_format: str) -> Format:
        """For conditional formats: another number format."""
        return self._rule(num_format=number_format)

    def _rule(self, **properties: Any) -> Format:
        """A conditional format changes only what it names, so it has none of the standard look."""
        named = (("rule", True), *sorted(properties.items()))
        if named not in self._made:
            self._made[named] = self._workbook.add_format(properties)
        return self._made[named]

    def text(self, **properties: Any) -> Format:
        return self.get(text_wrap=True, valign="top", **properties)

    def cell(self, column: Column, decimals: int | None = None, closed: bool = False) -> Format:
        """A table cell: input cells yellow and unlocked, computed and closed ones grey, the rest plain."""
        properties: dict[str, Any] = {"border": 1, "border_color": GRID, "valign": "top"}
        if column.input:
            properties |= {"bg_color": INPUT_FILL, "locked": False}
        elif column.formula or closed:
            properties["bg_color"] = COMPUTED_FILL
        return self.get(**properties, **_number_properties(column, decimals))


def number_format(decimals: int | None) -> str:
    """The Excel number format for so many decimals; two to four when unknown."""
    if decimals is None:
        return PLAIN_NUMBER
    if decimals == AS_TYPED:
        return "General"
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def _number_properties(column: Column, decimals: int | None) -> dict[str, Any]:
    if column.kind is Kind.NUMBER:
        return {"num_format": number_format(column.decimals if column.decimals is not None else decimals)}
    if column.kind is Kind.INTEGER:
        return {"num_format": "0"}
    if column.kind is Kind.DATE:
        return {"num_format": DATE_FORMAT, "align": "center"}
    if column.kind is Kind.CODE:
        return {"num_format": "@", "align": "left", "indent": 1}
    return {
        "text_wrap": not column.stamp,
        "align": "left",
        "indent": 1,
        "num_format": "@" if column.input else "General",
    }
