"""The sheet "Ước tính": what the workbook computes itself, apart from what was published; every score with its name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from xlsxwriter.worksheet import Worksheet

from pii_xl.layout.numbers_said import said
from pii_xl.workbook.cells.styles import ACCENT, ACCENT_SOFT, GRID, Formats
from pii_xl.workbook.sheets.references import BLANK, first, found, live, nth, or_blank, whole_column
from pii_xl.workspace.workspace import Workspace

BLOCKS, BLOCK = 3, (46.0, 9.0, 3.0)
WIDTHS = (BLOCK * BLOCKS)[:-1]
FIGURES_ROW, LISTED = 5, 5
COMPONENTS = (("input", "Đầu vào tự tính"), ("output", "Đầu ra tự tính"))
LOW, MIDDLE, HIGH = "#F2B279", "#FFFFFF", "#8FC1DD"  # told apart by colour-blind people too
SHADES = {
    "type": "3_color_scale",
    **{f"{end}_type": "num" for end in ("min", "mid", "max")},
    **dict(zip(("min_value", "mid_value", "max_value"), (0, 50, 100), strict=True)),
    **dict(zip(("min_color", "mid_color", "max_color"), (LOW, MIDDLE, HIGH), strict=True)),
}


@dataclass(frozen=True)
class Line:
    """A figure with its name before it and remarks behind it."""

    name: str
    figure: str
    remarks: tuple[str, ...]
    is_score: bool = True


class EstimatesSheet:
    """Writes the sheet from a workspace in which everything is computed."""

    def __init__(self, workspace: Workspace, formats: Formats) -> None:
        self.workspace = workspace
        self.formats = formats

    def write(self, sheet: Worksheet) -> None:
        """Fill the sheet below its head."""
        row = self._write_figures(sheet, FIGURES_ROW) + 1
        row = self._write_scores(sheet, row) + 1
        row = self._write_extremes(sheet, row)
        sheet.print_area(0, 0, row, len(WIDTHS) - 1)
        sheet.freeze_panes(4, 0)

    def _write_figures(self, sheet: Worksheet, row: int) -> int:
        status = first("tblIndex", "status")
        self._caption(sheet, row, 0, f'="Tính từ số liệu đã nhập ("&{status}&"); không thay kết quả công bố"')
        look = {"bottom": 1, "border_color": GRID}
        for number, line in enumerate(self._figures(), start=row + 1):
            sheet.write_string(number, 0, line.name, self.formats.get(**look))
            digits = "0.00" if line.is_score else "0"
            figure = self.formats.get(bold=True, align="right", num_format=digits, **look)
            live(self.workspace, f"={line.figure}").write(sheet, number, 1, figure)
            for offset, remark in enumerate(line.remarks):
                live(self.workspace, f"={remark}").write(
                    sheet, number, len(BLOCK) + offset, self.formats.get()
                )
        return row + 1 + len(list(self._figures()))

    def _figures(self) -> Iterator[Line]:
        yield Line("PII tự tính", _number(first("tblIndex", "score")), self._against("tblIndex", "PII"))
        for code, name in COMPONENTS:
            yield Line(
                name,
                _number(found("tblSubIndices", "score", f'"{code}"')),
                self._against("tblSubIndices", code),
            )
        for name, table, key in (
            ("Chỉ số có số liệu", "tblResults", "value"),
            ("Chỉ số có điểm", "tblResults", "score"),
        ):
            column = whole_column(table, key)
            yield Line(
                name,
                f'COUNT({column})&"/"&ROWS({column})',
                (f'"còn thiếu "&(ROWS({column})-COUNT({column}))',),
                is_score=False,
            )

    def _against(self, table: str, code: str) -> tuple[str, str]:
        """What was published, and how far the own figure is from it."""
        score, published = (found(table, key, f'"{code}"') for key in ("score", "published"))
        return (
            f'IFERROR("công bố "&{said(published)},"chưa có điểm công bố để so")',
            f'IFERROR("lệch "&{said(f"{score}-{published}")},"")',
        )

    def _write_scores(self, sheet: Worksheet, row: int) -> int:
        """Pillars with their indicators, in blocks side by side; returns the row below them."""
        results = whole_column("tblResults", "score")
        caption = f'="Điểm "&ROWS({results})&" chỉ số ("&{first("tblIndex", "status")}&"), “{BLANK}” là chưa tính được"'
        self._caption(sheet, row, 0, caption)
        lines = self._scored()
        height = -(-len(lines) // BLOCKS)
        for number, (title, score, is_pillar) in enumerate(lines):
            at, column = row + 1 + number % height, len(BLOCK) * (number // height)
            look = {"bold": True, "bg_color": ACCENT_SOFT} if is_pillar else {}
            live(self.workspace, title).write(sheet, at, column, self.formats.get(**look))
            form = self.formats.get(
                border=1, border_color=GRID, align="right", num_format=f'0.0;-0.0;0.0;"{BLANK}"', **look
            )
            live(self.workspace, score).write(sheet, at, column + 1, form)
            if not is_pillar:
                sheet.conditional_format(at, column + 1, at, column + 1, SHADES)
        return row + 1 + height

    def _scored(self) -> list[tuple[str, str, bool]]:
        """Formulas of title and score of every pillar and, below it, its indicators; whether it is a pillar."""
        framework, lines = self.workspace.framework, []
        for pillar in framework.pillars:
            lines.append((*_row("tblPillars", "label", pillar.code), True))
            lines += [
                (*_row("tblResults", "title", indicator.code), False)
                for indicator in framework.indicators
                if framework.sub_pillar(indicator.sub_pillar).pillar == pillar.code
            ]
        return lines

    def _write_extremes(self, sheet: Worksheet, row: int) -> int:
        """The indicators farthest above and below the national mean."""
        status = first("tblIndex", "status")
        for column, title, item in (
            (0, "Hơn trung bình cả nước nhiều nhất", _strong),
            (len(BLOCK), "Kém trung bình cả nước nhiều nhất", _weak),
        ):
            self._caption(sheet, row, column, f'="{title} ("&{status}&")"')
            for number in range(1, LISTED + 1):
                place = (row + number, column)
                nth(self.workspace, item, number, place).write(sheet, *place, self.formats.get())
        return row + LISTED

    def _caption(self, sheet: Worksheet, row: int, column: int, formula: str) -> None:
        live(self.workspace, formula).write(
            sheet, row, column, self.formats.get(bold=True, font_color=ACCENT)
        )


def _number(cell: str) -> str:
    return or_blank(cell).removeprefix("=")


def _row(table: str, title: str, code: str) -> tuple[str, str]:
    wanted = f'"{code}"'
    return f"={found(table, title, wanted)}", f"={found(table, 'score', wanted)}"


def _strong(place: str) -> str:
    return _extreme(place, place)


def _weak(place: str) -> str:
    return _extreme(place, f"COUNT({whole_column('tblResults', 'order')})+1-{place}")


def _extreme(place: str, wanted: str) -> str:
    """The formula of the indicator at ``wanted`` by its gap to the national mean."""
    row = f"MATCH({wanted},{whole_column('tblResults', 'order')},0)"
    return f'={place}&". "&IFERROR(INDEX({whole_column("tblResults", "headline")},{row}),"{BLANK}")'
