"""The provinces with a published rank next above and next below ours, and how far they are."""

from __future__ import annotations

from pii_xl.layout.collected import lead_over
from pii_xl.layout.numbers_said import said
from pii_xl.layout.parts import Column, Kind, Table
from pii_xl.layout.scored import SUB_PILLARS_TABLE, difference
from pii_xl.layout.sheets import SUMMARY

ABOVE, BELOW = "Xếp trên gần nhất", "Xếp dưới gần nhất"
SIDES = (ABOVE, BELOW)
NO_SUCH = "không có trong các tỉnh đã nhập ở trang Công bố"


def _of(key: str) -> str:
    return f'IF({{row}}>0,INDEX({{tblPublished.{key}}},{{row}}),"")'


def _side(key: str, header: str) -> tuple[Column, Column, Column]:
    wanted = f'{{set.year}}&"|"&{{province}}&"|{key}"'
    theirs = f'IFERROR(INDEX({{tblPublished.score}},MATCH({wanted},{{tblPublished.key}},0)),"")'
    ours = f'INDEX({{tblSubIndices.published}},MATCH("{key}",{{tblSubIndices.code}},0))'
    return (
        _figure(f"own_{key}", f"{header} của tỉnh", _number(ours)),
        _figure(key, f"{header} tỉnh ấy", theirs),
        _figure(f"{key}_gap", f"Hơn, kém {header.lower()}", difference(f"{{own_{key}}}", f"{{{key}}}")),
    )


def _figure(key: str, header: str, formula: str) -> Column:
    return Column(key, header, Kind.NUMBER, width=12, decimals=2, formula=formula)


def _number(cell: str) -> str:
    return f'IF(ISNUMBER({cell}),{cell},"")'


def _compared(lead: str, gap: str, unit: str = "") -> str:
    """Formula text: more or less, and by how much; nothing where it is not known."""
    return f'IFERROR("{lead}"&IF({{{gap}}}<0,"kém ","hơn ")&{said(f"ABS({{{gap}}})")}&"{unit}","")'


NEIGHBOURS_TABLE = Table(
    "tblNeighbours",
    SUMMARY,
    (
        Column("rank", "Hạng công bố", Kind.INTEGER, width=10, formula='IF({place}>0,{place},"")'),
        Column("side", "So với tỉnh", width=46),
        Column("province", "Tỉnh, thành phố", width=12, formula=_of("province")),
        _figure("own", "PII của tỉnh", _number("INDEX({tblIndex.published},1)")),
        _figure("score", "PII tỉnh ấy", _of("score")),
        _figure("gap", "Hơn, kém PII", lead_over("{score}")),
        *_side("input", "Đầu vào"),
        *_side("output", "Đầu ra"),
        Column("up", "Tìm ở trên", Kind.INTEGER, width=8, formula=f'IF({{side}}="{ABOVE}",1,0)'),
        Column(
            "place",
            "Hạng tìm thấy",
            Kind.INTEGER,
            width=10,
            formula="IF({up}=1,MAX({tblPublished.rank_above}),MIN({tblPublished.rank_below}))",
        ),
        Column(
            "row",
            "Dòng ở trang Công bố",
            Kind.INTEGER,
            width=10,
            formula="IFERROR(IF({up}=1,MATCH({place},{tblPublished.rank_above},0),"
            "MATCH({place},{tblPublished.rank_below},0)),0)",
        ),
        Column(
            "who",
            "Tỉnh ấy bằng lời",
            width=30,
            formula=f'IFERROR({{province}}&", hạng "&{{rank}}&", "&{said("{score}")}&" điểm","{NO_SUCH}")',
        ),
        Column("head", "Mở đầu", width=30, formula='{side}&": "&{who}'),
        Column("input_said", "Đầu vào bằng lời", width=24, formula=_compared("; đầu vào ", "input_gap")),
        Column("output_said", "Đầu ra bằng lời", width=24, formula=_compared(", đầu ra ", "output_gap")),
        Column("gap_said", "PII bằng lời", width=24, formula=_compared("; tỉnh ", "gap", " điểm")),
        Column(
            "sentence",
            "Bằng lời",
            Kind.LONG,
            width=60,
            formula="{head}&{gap_said}&{input_said}&{output_said}",
        ),
    ),
    below=SUB_PILLARS_TABLE.name,
    caption="Tỉnh xếp liền kề",
    filtered=False,
    shown=(
        "rank",
        "side",
        "province",
        "own",
        "score",
        "gap",
        "own_input",
        "input",
        "input_gap",
        "own_output",
        "output",
        "output_gap",
    ),
)
