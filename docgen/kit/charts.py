"""Native bar charts: DrawingML with an embedded workbook, so that Word can edit its data.

Every data label is literal text: a number format would follow the reader's locale and print decimal points.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

import xlsxwriter
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from docgen.kit.draft import Draft
from docgen.kit.ooxml import NAMESPACES, element, emu_of_mm
from docgen.kit.package import repacked
from docgen.kit.styles import FONT
from docgen.kit.xml_text import escape, quoted
from docgen.wording.numbers import is_known, points
from docgen.wording.typography import tidy

CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEET = "Du_lieu"
CATEGORY_AXIS, VALUE_AXIS = 111111111, 222222222
LIGHT, DARK = "A6A6A6", "1F3864"  # they differ in black and white print too
TICK = "C55A11"
FIXED_TIME = datetime(1980, 1, 1)
FULL, STEP, ROOM_ABOVE = 100, 20, 8
"""The whole scale, the distance of its lines, and what the label of a column needs above it."""
LABEL_SIZE, SMALL_LABEL_SIZE = 10.0, 8.0


@dataclass(frozen=True)
class Series:
    """One series of bars, or of the ticks across them; None leaves one out."""

    name: str
    values: Sequence[float | None]
    colour: str = DARK


def add_bar_chart(
    draft: Draft,
    categories: Sequence[str],
    series: Sequence[Series],
    *,
    description: str,
    height: float = 105,
) -> None:
    """A chart of horizontal bars from 0 to 100, first category on top; ``description`` is its alternative text."""
    _add(draft, _Chart(tuple(categories), tuple(series)), description, height)


def add_column_chart(
    draft: Draft,
    categories: Sequence[str],
    series: Sequence[Series],
    ticks: Series,
    *,
    description: str,
    height: float,
) -> None:
    """A chart of columns side by side, from 0 to at most 100, with a tick for each category; ``description`` is its alternative text."""
    _add(draft, _Chart(tuple(categories), tuple(series), ticks), description, height)


@dataclass(frozen=True)
class _Chart:
    """Lying bars, or with ``ticks`` standing ones that they cross."""

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    ticks: Series | None = None

    @property
    def end(self) -> int:
        """Where the axis of values ends: standing columns use their little height."""
        if self.ticks is None:
            return FULL
        highest = max((value for one in self.everything for _, value in _known(one)), default=FULL)
        return min(FULL, math.ceil((highest + ROOM_ABOVE) / STEP) * STEP)

    @property
    def everything(self) -> tuple[Series, ...]:
        return self.series if self.ticks is None else (*self.series, self.ticks)


def _add(draft: Draft, chart: _Chart, description: str, height: float) -> None:
    number = draft.next_drawing()
    package = draft.document.part.package
    workbook = Part(
        PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx"),
        WORKBOOK_TYPE,
        _workbook(chart.categories, chart.everything),
        package,
    )
    xml = _chart_xml(chart)
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), CHART_TYPE, xml.encode(), package)
    part.relate_to(workbook, RELATIONSHIP_TYPE.PACKAGE)  # becomes rId1, which the chart names
    relation = draft.document.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    paragraph = draft.paragraph("HinhVe")
    paragraph.append(element(_drawing(number, relation, description, 155, height), "wp", "a"))


def _drawing(number: int, relation: str, description: str, width: float, height: float) -> str:
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{emu_of_mm(width)}" cy="{emu_of_mm(height)}"/>'
        f'<wp:docPr id="{number}" name="Biểu đồ {number}" descr={quoted(tidy(description))}/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        f'<c:chart {NAMESPACES["c"]} {NAMESPACES["r"]} r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


def _workbook(categories: Sequence[str], series: Sequence[Series]) -> bytes:
    content = BytesIO()
    book = xlsxwriter.Workbook(
        content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"created": FIXED_TIME})
    sheet = book.add_worksheet(SHEET)
    for row, category in enumerate(categories, 1):
        sheet.write_string(row, 0, tidy(category))
    for column, one in enumerate(series, 1):
        sheet.write_string(0, column, tidy(one.name))
        for row, value in enumerate(one.values, 1):
            if is_known(value):
                sheet.write_number(row, column, value)
    book.close()
    return repacked(content.getvalue())


def _text_properties(size: float, tag: str = "c:txPr", bold: bool = False) -> str:
    return (
        f'<{tag}><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{round(size * 100)}" b="{int(bold)}">{_LOOK}'
        f'</a:defRPr></a:pPr><a:endParaRPr lang="vi-VN"/></a:p></{tag}>'
    )


_LOOK = (
    '<a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
    f'<a:latin typeface="{FONT}"/><a:ea typeface="{FONT}"/><a:cs typeface="{FONT}"/>'
)


def _label(index: int, value: float, size: float) -> str:
    return (
        f'<c:dLbl><c:idx val="{index}"/><c:tx><c:rich><a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr lang="vi-VN" '
        f'sz="{round(size * 100)}" b="0">{_LOOK}</a:rPr><a:t>{points(value)}</a:t></a:r></a:p></c:rich></c:tx>'
        '<c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbl>'
    )


def _column(index: int) -> str:
    return "BCDEFG"[index]


def _known(one: Series) -> list[tuple[int, float]]:
    return [(at, value) for at, value in enumerate(one.values) if value is not None and is_known(value)]


def _named(index: int, one: Series) -> str:
    column = _column(index)
    return (
        f'<c:idx val="{index}"/><c:order val="{index}"/><c:tx><c:strRef><c:f>{SHEET}!${column}$1</c:f><c:strCache>'
        f'<c:ptCount val="1"/><c:pt idx="0"><c:v>{escape(tidy(one.name))}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
    )


def _data(index: int, categories: Sequence[str], one: Series) -> str:
    last, column = len(categories) + 1, _column(index)
    names = "".join(
        f'<c:pt idx="{at}"><c:v>{escape(tidy(name))}</c:v></c:pt>' for at, name in enumerate(categories)
    )
    values = "".join(f'<c:pt idx="{at}"><c:v>{value!r}</c:v></c:pt>' for at, value in _known(one))
    return (
        f'<c:cat><c:strRef><c:f>{SHEET}!$A$2:$A${last}</c:f><c:strCache><c:ptCount val="{len(categories)}"/>{names}'
        "</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>{SHEET}!${column}$2:${column}${last}</c:f><c:numCache><c:formatCode>General</c:formatCode>"
        f'<c:ptCount val="{len(categories)}"/>{values}</c:numCache></c:numRef></c:val>'
    )


def _bars_xml(index: int, categories: Sequence[str], one: Series, size: float) -> str:
    labels = "".join(_label(at, value, size) for at, value in _known(one))
    return (
        f"<c:ser>{_named(index, one)}"
        f'<c:spPr><a:solidFill><a:srgbClr val="{one.colour}"/></a:solidFill></c:spPr><c:invertIfNegative val="0"/>'
        f'<c:dLbls>{labels}{_text_properties(size)}<c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal val="1"/>'
        '<c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
        f"{_data(index, categories, one)}</c:ser>"
    )


def _ticks_xml(index: int, categories: Sequence[str], one: Series) -> str:
    fill = f'<a:solidFill><a:srgbClr val="{one.colour}"/></a:solidFill>'
    return (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/><c:ser>{_named(index, one)}'
        '<c:spPr><a:ln w="28575"><a:noFill/></a:ln></c:spPr><c:marker><c:symbol val="dash"/><c:size val="14"/>'
        f"<c:spPr>{fill}<a:ln><a:noFill/></a:ln></c:spPr></c:marker>{_data(index, categories, one)}"
        f'<c:smooth val="0"/></c:ser><c:marker val="1"/><c:axId val="{CATEGORY_AXIS}"/><c:axId val="{VALUE_AXIS}"/></c:lineChart>'
    )


def _axes(lying: bool, end: int) -> str:
    """The axes: lying bars have their first category on top."""
    order, below, beside, crosses, size = (
        ("maxMin", "l", "b", "max", 11.0) if lying else ("minMax", "b", "l", "autoZero", 8.0)
    )
    return (
        f'<c:catAx><c:axId val="{CATEGORY_AXIS}"/><c:scaling><c:orientation val="{order}"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{below}"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f'<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="7F7F7F"/></a:solidFill></a:ln></c:spPr>{_text_properties(size)}'
        f'<c:crossAx val="{VALUE_AXIS}"/><c:crosses val="autoZero"/><c:auto val="1"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/>'
        '<c:noMultiLvlLbl val="0"/></c:catAx>'
        f'<c:valAx><c:axId val="{VALUE_AXIS}"/><c:scaling><c:orientation val="minMax"/><c:max val="{end}"/><c:min val="0"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{beside}"/><c:majorGridlines><c:spPr><a:ln w="3175"><a:solidFill><a:srgbClr val="D9D9D9"/>'
        '</a:solidFill></a:ln></c:spPr></c:majorGridlines><c:numFmt formatCode="0" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>{_text_properties(size)}'
        f'<c:crossAx val="{CATEGORY_AXIS}"/><c:crosses val="{crosses}"/><c:crossBetween val="between"/><c:majorUnit val="{STEP}"/></c:valAx>'
    )


def _chart_xml(chart: _Chart) -> str:
    lying = chart.ticks is None
    size, legend = (LABEL_SIZE, 12.0) if lying else (SMALL_LABEL_SIZE, 9.0)
    bars = "".join(_bars_xml(index, chart.categories, one, size) for index, one in enumerate(chart.series))
    ticks = "" if chart.ticks is None else _ticks_xml(len(chart.series), chart.categories, chart.ticks)
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace {NAMESPACES["c"]} {NAMESPACES["a"]} '
        f'{NAMESPACES["r"]}><c:date1904 val="0"/><c:lang val="vi-VN"/><c:roundedCorners val="0"/><c:chart>'
        f'<c:autoTitleDeleted val="1"/><c:plotArea><c:layout/><c:barChart><c:barDir val="{"bar" if lying else "col"}"/>'
        f'<c:grouping val="clustered"/><c:varyColors val="0"/>{bars}<c:gapWidth val="60"/><c:axId val="{CATEGORY_AXIS}"/>'
        f'<c:axId val="{VALUE_AXIS}"/></c:barChart>{ticks}{_axes(lying, chart.end)}</c:plotArea><c:legend><c:legendPos val="b"/>'
        f'<c:overlay val="0"/>{_text_properties(legend)}</c:legend>'
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        '<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>'
        f'{_text_properties(11)}<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )
