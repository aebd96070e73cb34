"""Tables of results: live formulas from values to indicator scores, sub-pillars, pillars, sub-indices, the PII, and progress.

The formulas are the program: :mod:`pii_xl.formulas` evaluates these very texts, and the tests let LibreOffice check it.
"""

from __future__ import annotations

from pii_xl.layout.collected import DIGITS_NAME, REASONED, lookup
from pii_xl.layout.due import DOING, FINISHED, SERVING
from pii_xl.layout.ledger import Part
from pii_xl.layout.numbers_said import DECIMALS_NAME, said
from pii_xl.layout.parts import Column, Kind, Table
from pii_xl.layout.sheets import PROGRESS, RESULTS, SUMMARY
from pii_xl.layout.targets import MET, MISSED, RANK_TARGET, SCORE_TARGET

BEFORE_NAME = "pii_before"
BEFORE = '=IF(cfg_previous_province="",cfg_province,cfg_previous_province)'
"""Defined name of what the province is called in the year compared with: after a merger the merged one may stand apart."""
HEADLINE_NAME = "pii_headline"
"""Defined name of how many letters of an indicator's name the dashboard shows."""
HEADLINE_LETTERS = 60
ALL_GIVEN, FIGURES_GIVEN, PARTLY_GIVEN, OVERDUE, NOT_DUE = (
    "Nộp đủ",
    "Đủ số liệu",
    "Nộp thiếu",
    "Quá hạn",
    "Chưa đến hạn",
)
"""How an agency stands: nothing owed, figures complete but something else owed, some figures, none in time, none yet."""
LATE_MARK = ", chậm"
COMPLETE = tuple(f"{state}{mark}" for state in (ALL_GIVEN, FIGURES_GIVEN) for mark in ("", LATE_MARK))
"""The states in which every figure has come."""


def _given(table: str, key: str) -> str:
    cell = lookup(table, key)
    return f'IF(ISNUMBER({cell}),{cell},"")'


def _published(key: str) -> str:
    return published_figure('{set.year}&"|"&{set.province}&"|"&{code}', key)


def _published_before(key: str) -> str:
    return published_figure(f'{{set.previous_year}}&"|"&{BEFORE_NAME}&"|"&{{code}}', key)


def published_figure(wanted: str, key: str) -> str:
    """Formula text: the one published figure whose row has the key ``wanted``; none where two rows claim it."""
    keys = "{tblPublished.key}"
    return f'IF(COUNTIF({keys},{wanted})=1,IFERROR(AVERAGEIFS({{tblPublished.{key}}},{keys},{wanted}),""),"")'


def _target_key(kind: str) -> Column:
    formula = f'{{set.year}}&"|"&{{code}}&"|{kind}"'
    return Column("target_key", "Khóa mục tiêu", width=16, formula=formula, later=True)


_TARGET = 'IFERROR(INDEX({tblTargets.value},MATCH({target_key},{tblTargets.key},0)),"")'


_AMONG = "{tblTargets.key},{target_key},{tblTargets.met}"
_MET = f'IF(COUNTIFS({_AMONG},"{MISSED}")>0,"{MISSED}",IF(COUNTIFS({_AMONG},"{MET}")>0,"{MET}",""))'
"""Whether every target of this component and kind is met, as the sheet of targets says."""


def difference(minuend: str, subtrahend: str) -> str:
    """Formula text: a difference, blank where one of the two is no number."""
    return f'IF(AND(ISNUMBER({minuend}),ISNUMBER({subtrahend})),{minuend}-{subtrahend},"")'


def _position(key: str) -> str:
    return f'IFERROR(({{{key}}}-{{zero}})/{{span}},"")'


def _score(position: str) -> str:
    return f'IF(ISNUMBER({{{position}}}),{{set.scale}}*MEDIAN(0,1,{{{position}}}),"")'


def _share(parents: str, parent: str) -> str:
    row = f"MATCH({{{parent}}},{{{parents}.code}},0)"
    return f'IFERROR({{weight_used}}*INDEX({{{parents}.unit_share}},{row}),"")'


_UNIT_SHARE = Column(
    "unit_share",
    "Tỷ trọng của một đơn vị trọng số",
    Kind.NUMBER,
    width=12,
    decimals=4,
    formula='IFERROR({share}/{total_weight},"")',
)


def order_in(table: str, key: str) -> str:
    """Formula text: the place of this row's number among ``table[key]``, the largest first, equal ones by row."""
    return f'IFERROR(RANK({{{key}}},{{{table}.{key}}})+COUNTIF(INDEX({{{table}.{key}}},1):{{{key}}},{{{key}}})-1,"")'


def _mean_of(children: str, parent: str) -> tuple[Column, ...]:
    """Columns that average a child table into this row: how many, how many have a score, the weights, the score."""
    among = f"{{{children}.{parent}}},{{code}}"
    return (
        Column("n_children", "Số thành phần", Kind.INTEGER, width=10, formula=f"COUNTIFS({among})"),
        Column(
            "n_scored",
            "Số thành phần có điểm",
            Kind.INTEGER,
            width=11,
            formula=f'COUNTIFS({among},{{{children}.score}},">=0")',
        ),
        Column(
            "total_weight",
            "Tổng trọng số có điểm",
            Kind.NUMBER,
            width=11,
            decimals=2,
            formula=f"SUMIFS({{{children}.weight_used}},{among})",
        ),
        Column(
            "mean",
            "Trung bình có trọng số",
            Kind.NUMBER,
            width=12,
            decimals=4,
            formula=f'IF({{total_weight}}>0,SUMIFS({{{children}.weighted}},{among})/{{total_weight}},"")',
        ),
    )


_USED = (
    Column(
        "weight_used",
        "Trọng số dùng",
        Kind.NUMBER,
        width=10,
        decimals=2,
        formula="IF(ISNUMBER({score}),{weight},0)",
    ),
    Column(
        "weighted",
        "Điểm × trọng số",
        Kind.NUMBER,
        width=11,
        decimals=4,
        formula='IF(ISNUMBER({score}),{score}*{weight},"")',
    ),
)
_WEIGHT = Column("weight", "Trọng số", Kind.NUMBER, width=10, input=True, minimum=0, decimals=2)
_SCORE_WIDTH = 12

_COMPARISON = (
    Column(
        "published",
        "Điểm công bố",
        Kind.NUMBER,
        width=_SCORE_WIDTH,
        decimals=2,
        formula=_published("score"),
    ),
    Column(
        "published_before",
        "Công bố năm trước",
        Kind.NUMBER,
        width=_SCORE_WIDTH,
        decimals=2,
        formula=_published_before("score"),
    ),
    Column(
        "change",
        "Tăng, giảm",
        Kind.NUMBER,
        width=_SCORE_WIDTH,
        decimals=2,
        formula=difference("{published}", "{published_before}"),
    ),
)

_RESULT_COLUMNS = (
    Column("code", "Mã", Kind.CODE, width=8, required=True, unique=True),
    Column("name", "Chỉ số", Kind.LONG, width=44),
    Column("sub_pillar", "Nhóm", Kind.CODE, width=8),
    Column("unit", "Đơn vị tính", Kind.LONG, width=16),
    Column("value", "Giá trị", Kind.NUMBER, width=14, formula=_given("tblValues", "value")),
    Column("minimum", "Nhỏ nhất cả nước", Kind.NUMBER, width=13, formula=_given("tblReference", "minimum")),
    Column("mean", "Trung bình cả nước", Kind.NUMBER, width=13, formula=_given("tblReference", "mean")),
    Column("maximum", "Lớn nhất cả nước", Kind.NUMBER, width=13, formula=_given("tblReference", "maximum")),
    Column("score", "Điểm", Kind.NUMBER, width=12, decimals=2, formula=_score("position")),
    Column(
        "gap",
        "Chênh so với trung bình",
        Kind.NUMBER,
        width=12,
        decimals=2,
        formula=difference("{score}", "{mean_score}"),
    ),
    Column("previous", "Giá trị năm trước", Kind.NUMBER, width=13, formula=_given("tblValues", "previous")),
    Column(
        "value_change",
        "Thay đổi giá trị",
        Kind.NUMBER,
        width=12,
        formula=difference("{value}", "{previous}"),
    ),
    Column(
        "contribution",
        "Đóng góp vào PII",
        Kind.NUMBER,
        width=11,
        decimals=2,
        formula='IF(AND(ISNUMBER({share}),ISNUMBER({score})),{share}*{score},"")',
    ),
    Column(
        "status",
        "Tình trạng số liệu",
        width=16,
        formula='IF(ISNUMBER({score}),IF(OR({value_status}="minh họa",{reference_status}="minh họa"),'
        '"minh họa","ước tính"),"chưa tính được")',
    ),
    Column(
        "why",
        "Vì sao",
        Kind.LONG,
        width=64,
        formula='IF(ISNUMBER({score}),{place}&"; "&{versus}&{brings},{reason})',
    ),
)


def _said(key: str, header: str, number: str, decimals: str = DECIMALS_NAME) -> Column:
    """A figure of the row as it stands in sentences; blank where there is none."""
    return Column(key, header, width=12, formula=f'IFERROR({said(number, decimals)},"")')


_SAID = (
    _said("zero_said", "Mốc 0, viết ra", "{zero}", "{decimals}"),
    _said("full_said", "Mốc 100, viết ra", "{full}", "{decimals}"),
    _said("value_said", "Giá trị, viết ra", "{value}", "{decimals}"),
    _said("score_said", "Điểm, viết ra", "{score}"),
)

_RESULT_WORKINGS = (
    Column("value_status", "Nhãn của giá trị", width=13, formula=lookup("tblValues", "label") + '&""'),
    Column(
        "reference_status",
        "Nhãn của tham chiếu",
        width=13,
        formula=lookup("tblReference", "status") + '&""',
    ),
    Column("direction", "Chiều", width=13, formula=lookup("tblIndicators", "direction")),
    Column(
        "decimals",
        "Số chữ số lẻ",
        Kind.INTEGER,
        width=9,
        formula="N(" + lookup("tblIndicators", "decimals") + ")",
    ),
    Column(
        "zero",
        "Mốc 0 điểm",
        Kind.NUMBER,
        width=13,
        formula='IF({direction}="thấp là tốt",{maximum},{minimum})',
        help="Giá trị kém nhất cả nước.",
    ),
    Column(
        "full",
        "Mốc 100 điểm",
        Kind.NUMBER,
        width=13,
        formula='IF({direction}="thấp là tốt",{minimum},{maximum})',
        help="Giá trị tốt nhất cả nước.",
    ),
    Column(
        "span",
        "Khoảng cách hai mốc",
        Kind.NUMBER,
        width=13,
        formula='IFERROR(IF({maximum}>{minimum},{full}-{zero},""),"")',
    ),
    Column(
        "position",
        "Vị trí giữa hai mốc",
        Kind.NUMBER,
        width=11,
        decimals=4,
        formula=_position("value"),
        help="0 là kém nhất, 1 là tốt nhất cả nước.",
    ),
    Column(
        "mean_position",
        "Vị trí của trung bình",
        Kind.NUMBER,
        width=11,
        decimals=4,
        formula=_position("mean"),
    ),
    Column(
        "mean_score",
        "Điểm của trung bình cả nước",
        Kind.NUMBER,
        width=12,
        decimals=2,
        formula=_score("mean_position"),
    ),
    Column("weight", "Trọng số", Kind.NUMBER, width=9, decimals=2, formula=lookup("tblIndicators", "weight")),
    *_USED,
    Column(
        "share",
        "Tỷ trọng trong PII",
        Kind.NUMBER,
        width=11,
        decimals=4,
        formula=_share("tblSubPillars", "sub_pillar"),
    ),
    *_SAID,
    Column(
        "range",
        "Khoảng cả nước",
        width=22,
        formula='IF(ISNUMBER({span}),{zero_said}&" đến "&{full_said},"")',
    ),
    Column(
        "way",
        "Điểm và giá trị bằng lời",
        Kind.LONG,
        width=36,
        formula='IF(ISNUMBER({position}),"Đạt "&{score_said}&"/"&{set.scale}&" điểm: giá trị "&{value_said},"")',
    ),
    Column(
        "place",
        "Vị trí bằng lời",
        Kind.LONG,
        width=50,
        formula='IF(ISNUMBER({position}),{way}&", cả nước từ "&{range}&" (kém nhất đến tốt nhất)","")',
    ),
    Column(
        "versus",
        "So với trung bình bằng lời",
        Kind.LONG,
        width=40,
        formula='IFERROR(IF({gap}<0,"thấp hơn","cao hơn")&" mức trung bình cả nước "&'
        f'{said("ABS({gap})")}&" điểm",'
        '"chưa có trung bình cả nước để so")',
    ),
    Column(
        "brings",
        "Đóng góp bằng lời",
        width=34,
        formula=f'IF(ISNUMBER({{contribution}}),"; đóng góp "&{said("{contribution}")}&" điểm vào PII.",".")',
    ),
    Column(
        "reason",
        "Vì sao chưa tính được",
        Kind.LONG,
        width=40,
        formula='IF(ISNUMBER({value}),"Chưa tính được: chưa có mức nhỏ nhất, lớn nhất cả nước ở trang Tham chiếu.",'
        '"Chưa tính được: chưa có số liệu, xem Mã thiếu ở trang Số liệu.")',
    ),
    Column(
        "sort_key",
        "Khóa xếp",
        Kind.NUMBER,
        width=11,
        decimals=2,
        formula=f'IF(ISNUMBER({{gap}}),ROUND({{gap}},{DIGITS_NAME}),"")',
    ),
    Column(
        "title",
        "Mã và tên ngắn",
        Kind.LONG,
        width=40,
        formula=f'{{code}}&" "&IF({{short}}="",LEFT({{name}},{HEADLINE_NAME}),{{short}})',
    ),
    Column("short", "Tên ngắn", width=34, formula=lookup("tblIndicators", "short_name") + '&""'),
    Column(
        "headline",
        "Dòng ở trang Ước tính",
        Kind.LONG,
        width=40,
        formula=f'IFERROR({{title}}&": "&{said("{gap}")}&" điểm","")',
    ),
    Column("order", "Thứ tự mạnh", Kind.INTEGER, width=9, formula=order_in("tblResults", "sort_key")),
)

_LEVER = "Điểm PII tăng thêm nếu các chỉ số khác và các tỉnh khác giữ nguyên."
_LEVER_WORKINGS = (
    Column(
        "room",
        "PII tăng thêm nếu đạt mức tốt nhất",
        Kind.NUMBER,
        width=13,
        decimals=2,
        formula='IFERROR({share}*({set.scale}-{score}),"")',
        help=_LEVER,
    ),
    Column(
        "unit_gain",
        "PII tăng thêm của một đơn vị",
        Kind.NUMBER,
        width=13,
        decimals=4,
        formula='IF(ISNUMBER({room}),{share}*{set.scale}/ABS({span}),"")',
        help=_LEVER,
    ),
    Column(
        "mean_gain",
        "PII tăng thêm nếu đạt trung bình",
        Kind.NUMBER,
        width=13,
        decimals=2,
        formula='IFERROR({share}*MAX(0,{mean_score}-{score}),"")',
        help=_LEVER,
    ),
    Column(
        "previous_position",
        "Vị trí của năm trước",
        Kind.NUMBER,
        width=11,
        decimals=4,
        formula=_position("previous"),
    ),
    Column(
        "previous_score",
        "Điểm của giá trị năm trước",
        Kind.NUMBER,
        width=12,
        decimals=2,
        formula=_score("previous_position"),
        help="Giá trị năm trước chấm theo tham chiếu năm nay.",
    ),
    Column(
        "since",
        "PII thay đổi do giá trị so năm trước",
        Kind.NUMBER,
        width=13,
        decimals=2,
        formula='IFERROR({share}*({score}-{previous_score}),"")',
        help=_LEVER,
    ),
    Column(
        "room_key",
        "Khóa xếp đòn bẩy",
        Kind.NUMBER,
        width=11,
        decimals=2,
        formula=f'IF(ISNUMBER({{room}}),ROUND({{room}},{DIGITS_NAME}),"")',
    ),
    Column(
        "lever_order",
        "Thứ tự đòn bẩy",
        Kind.INTEGER,
        width=9,
        formula=order_in("tblResults", "room_key"),
    ),
)

RESULTS_TABLE = Table(
    "tblResults",
    RESULTS,
    (*_RESULT_COLUMNS, *_RESULT_WORKINGS, *_LEVER_WORKINGS),
    shown=(
        "code",
        "name",
        "sub_pillar",
        "unit",
        "value",
        "minimum",
        "mean",
        "maximum",
        "score",
        "gap",
        "previous",
        "value_change",
        "contribution",
        "status",
        "why",
        "zero",
        "full",
        "position",
        "mean_score",
        "weight",
        "weight_used",
        "weighted",
        "share",
        "room",
        "unit_gain",
        "mean_gain",
        "since",
    ),
)

SUB_PILLARS_TABLE = Table(
    "tblSubPillars",
    SUMMARY,
    (
        Column("code", "Mã", Kind.CODE, width=10, required=True, unique=True),
        Column("name", "Nhóm chỉ số", width=46),
        Column("parent", "Trụ cột", Kind.CODE, width=10),
        *_mean_of("tblResults", "sub_pillar"),
        _WEIGHT,
        Column("score", "Điểm", Kind.NUMBER, width=_SCORE_WIDTH, decimals=2, formula="{mean}"),
        *_USED,
        Column(
            "share",
            "Tỷ trọng trong PII",
            Kind.NUMBER,
            width=12,
            decimals=4,
            formula=_share("tblPillars", "parent"),
        ),
        _UNIT_SHARE,
    ),
    below="tblPillars",
    caption="Nhóm chỉ số",
    filtered=False,
    shown=(
        "code",
        "name",
        "score",
        "n_scored",
        "n_children",
        "weight",
        "share",
    ),
)

PILLARS_TABLE = Table(
    "tblPillars",
    SUMMARY,
    (
        Column("code", "Mã", Kind.CODE, width=10, required=True, unique=True),
        Column("name", "Trụ cột", width=46),
        Column("parent", "Thuộc", width=10),
        *_mean_of("tblSubPillars", "parent"),
        Column(
            "n_indicators",
            "Số chỉ số",
            Kind.INTEGER,
            width=10,
            formula="SUMIFS({tblSubPillars.n_children},{tblSubPillars.parent},{code})",
        ),
        Column(
            "n_indicators_scored",
            "Số chỉ số có điểm",
            Kind.INTEGER,
            width=10,
            formula="SUMIFS({tblSubPillars.n_scored},{tblSubPillars.parent},{code})",
        ),
        _WEIGHT,
        Column(
            "score",
            "Điểm",
            Kind.NUMBER,
            width=_SCORE_WIDTH,
            decimals=2,
            formula='IF({n_scored}>=MIN({set.min_sub_pillars},{n_children}),{mean},"")',
        ),
        *_USED,
        Column(
            "share",
            "Tỷ trọng trong PII",
            Kind.NUMBER,
            width=12,
            decimals=4,
            formula=_share("tblSubIndices", "parent"),
        ),
        _UNIT_SHARE,
        *_COMPARISON,
        Column(
            "target",
            "Mục tiêu",
            Kind.NUMBER,
            width=_SCORE_WIDTH,
            decimals=2,
            formula=_TARGET,
        ),
        Column(
            "met",
            "Đạt mục tiêu",
            width=12,
            formula=_MET,
        ),
        Column("label", "Nhãn biểu đồ", width=42, formula='{code}&". "&{name}'),
        _target_key(SCORE_TARGET),
        Column(
            "change_key",
            "Khóa xếp thay đổi",
            Kind.NUMBER,
            width=11,
            decimals=2,
            formula=f'IF(ISNUMBER({{change}}),ROUND({{change}},{DIGITS_NAME}),"")',
        ),
        Column(
            "change_order",
            "Thứ tự thay đổi",
            Kind.INTEGER,
            width=9,
            formula=order_in("tblPillars", "change_key"),
        ),
        Column(
            "change_said",
            "Thay đổi bằng lời",
            Kind.LONG,
            width=50,
            formula=f'IFERROR({{label}}&": "&IF({{change_key}}<0,"▼ giảm ","▲ tăng ")&{said("ABS({change_key})")},"")',
        ),
    ),
    below="tblSubIndices",
    caption="Trụ cột",
    filtered=False,
    shown=(
        "code",
        "name",
        "score",
        "published",
        "published_before",
        "change",
        "weight",
        "share",
        "n_indicators_scored",
        "n_indicators",
        "target",
        "met",
    ),
)

SUB_INDICES_TABLE = Table(
    "tblSubIndices",
    SUMMARY,
    (
        Column("code", "Mã", Kind.CODE, width=10, required=True, unique=True),
        Column("name", "Chỉ số đầu vào, đầu ra", width=46),
        Column("parent", "Chỉ số tổng hợp", width=10),
        *_mean_of("tblPillars", "parent"),
        _WEIGHT,
        Column(
            "score",
            "Điểm",
            Kind.NUMBER,
            width=_SCORE_WIDTH,
            decimals=2,
            formula='IF(OR({set.min_coverage}<=0,AND({n_scored}={n_children},{coverage}>={set.min_coverage})),{mean},"")',
        ),
        *_USED,
        Column(
            "share",
            "Tỷ trọng trong PII",
            Kind.NUMBER,
            width=12,
            decimals=4,
            formula="IFERROR({weight_used}/INDEX({tblIndex.total_weight},MATCH({parent},{tblIndex.code},0))"
            '/COUNT({tblIndex.score}),"")',
        ),
        _UNIT_SHARE,
        *_COMPARISON,
        Column(
            "from_pillars",
            "Cộng từ trụ cột công bố",
            Kind.NUMBER,
            width=_SCORE_WIDTH,
            decimals=4,
            formula='IF(COUNTIFS({tblPillars.parent},{code},{tblPillars.published},">=0")={n_children},'
            'AVERAGEIFS({tblPillars.published},{tblPillars.parent},{code}),"")',
        ),
        Column(
            "distance",
            "Lệch so với cộng lại",
            Kind.NUMBER,
            width=_SCORE_WIDTH,
            decimals=4,
            formula=f'IFERROR(ROUND(ABS({{published}}-{{from_pillars}}),{DIGITS_NAME}),"")',
        ),
        Column(
            "agrees",
            "Khớp công bố",
            width=12,
            formula='IF(ISNUMBER({distance}),IF({distance}<={set.tolerance},"Khớp","Lệch"),"")',
        ),
        Column(
            "coverage",
            "Tỷ lệ chỉ số có điểm",
            Kind.NUMBER,
            width=12,
            decimals=4,
            formula="SUMIFS({tblPillars.n_indicators_scored},{tblPillars.parent},{code})"
            "/SUMIFS({tblPillars.n_indicators},{tblPillars.parent},{code})",
        ),
    ),
    below="tblIndex",
    caption="Đầu vào, đầu ra",
    filtered=False,
    shown=(
        "code",
        "name",
        "score",
        "published",
        "published_before",
        "change",
        "weight",
        "share",
        "coverage",
        "from_pillars",
        "distance",
        "agrees",
    ),
)

INDEX_TABLE = Table(
    "tblIndex",
    SUMMARY,
    (
        Column("code", "Mã", Kind.CODE, width=10, required=True, unique=True),
        Column("name", "Chỉ số tổng hợp", width=46),
        *_mean_of("tblSubIndices", "parent"),
        Column(
            "score",
            "Điểm",
            Kind.NUMBER,
            width=_SCORE_WIDTH,
            decimals=2,
            formula='IF({n_scored}={n_children},{mean},"")',
        ),
        *_COMPARISON,
        Column("rank", "Hạng công bố", Kind.INTEGER, width=10, formula=_published("rank")),
        Column(
            "rank_before",
            "Hạng năm trước",
            Kind.INTEGER,
            width=10,
            formula=_published_before("rank"),
        ),
        Column("n_units", "Số tỉnh", Kind.INTEGER, width=10, formula=_published("n_units")),
        Column("rank_target", "Mục tiêu hạng", Kind.INTEGER, width=12, formula=_TARGET),
        Column(
            "met",
            "Đạt mục tiêu",
            width=12,
            formula=_MET,
        ),
        Column(
            "status",
            "Tình trạng điểm tính",
            width=16,
            formula='IF(ISNUMBER({score}),IF(COUNTIFS({tblResults.status},"minh họa")>0,"minh họa","ước tính"),"chưa tính được")',
        ),
        Column(
            "contributions",
            "Tổng đóng góp của các chỉ số",
            Kind.NUMBER,
            width=14,
            decimals=4,
            formula='IF(COUNT({tblResults.contribution})>0,SUM({tblResults.contribution}),"")',
        ),
        _target_key(RANK_TARGET),
    ),
    row=6,
    caption="Chỉ số tổng hợp",
    filtered=False,
    shown=(
        "code",
        "name",
        "score",
        "published",
        "published_before",
        "change",
        "rank",
        "rank_before",
        "n_units",
        "rank_target",
        "met",
        "status",
    ),
)


def _tally(key: str, header: str, formula: str, width: float = 10) -> Column:
    return Column(key, header, Kind.INTEGER, width=width, formula=formula)


def of_due(part: Part, *more: str) -> str:
    """Formula text: how many rows of what this agency owes are of one part and fulfil ``more``."""
    return (
        f'COUNTIFS({{tblDue.agency}},{{agency}},{{tblDue.part}},"{part}"'
        + "".join(f",{one}" for one in more)
        + ")"
    )


_OWED = "{tblDue.owed},1"


def _tasks_in(answer: str) -> str:
    """Tasks with this answer that are not overdue: overdue ones are counted as such."""
    return of_due(Part.TASK, f'{{tblDue.answer}},"{answer}"', "{tblDue.days},0")


PROGRESS_TABLE = Table(
    "tblProgress",
    PROGRESS,
    (
        Column("agency", "Cơ quan", width=26, required=True, unique=True),
        Column(
            "state",
            "Tình trạng",
            width=16,
            formula=f'IF(ISNUMBER({{submitted}}),{{if_sent}},IF({{days_late}}>0,"{OVERDUE}","{NOT_DUE}"))',
        ),
        _tally("due", "Chỉ số phải nộp", of_due(Part.VALUE)),
        _tally("received", "Đã có số liệu", "{due}-{explained}-{open}"),
        _tally("explained", "Có lý do thiếu", of_due(Part.VALUE, f'{{tblDue.state}},"{REASONED}"')),
        _tally("open", "Còn thiếu", of_due(Part.VALUE, _OWED)),
        _tally("policies_due", "Nhóm chính sách", of_due(Part.POLICY)),
        _tally("policies_open", "Chính sách còn thiếu", of_due(Part.POLICY, _OWED)),
        _tally("evidence", "Minh chứng đã nộp", "COUNTIFS({tblEvidence.agency},{agency})"),
        _tally("tasks", "Nhiệm vụ", of_due(Part.TASK)),
        _tally("tasks_done", "Hoàn thành", of_due(Part.TASK, f'{{tblDue.answer}},"{FINISHED}"'), 11),
        _tally("tasks_doing", "Đang thực hiện", _tasks_in(DOING)),
        _tally("tasks_late", OVERDUE, of_due(Part.TASK, '{tblDue.days},">0"')),
        _tally("tasks_silent", "Chưa báo cáo", of_due(Part.TASK, _OWED, "{tblDue.days},0")),
        _tally(
            "contacts",
            "Đầu mối",
            f'COUNTIFS({{tblContacts.agency}},{{agency}},{{tblContacts.name}},"?*",{{tblContacts.state}},"{SERVING}")',
            9,
        ),
        _tally("letters", "Công văn đôn đốc", "COUNTIFS({tblLetters.agency},{agency})"),
        Column("submitted", "Ngày nộp phiếu", Kind.DATE, width=13, input=True),
        _tally(
            "days_late",
            "Số ngày chậm",
            "IF(ISNUMBER({deadline}),MAX(0,{until}-{deadline}),0)",
        ),
        Column("file", "Tệp phiếu", width=28),
        Column(
            "if_sent",
            "Mức đầy đủ khi đã nộp",
            width=16,
            formula=f'IF({{figures_open}}>0,"{PARTLY_GIVEN}",IF({{owed}}>0,"{FIGURES_GIVEN}","{ALL_GIVEN}")'
            f'&IF({{days_late}}>0,"{LATE_MARK}",""))',
            help="“Nộp đủ”: không còn nợ gì; “Đủ số liệu”: còn nợ minh chứng, nhiệm vụ hoặc đầu mối.",
        ),
        _tally(
            "late_order",
            "Thứ tự chậm",
            order_in("tblProgress", "days_late"),
        ),
        Column("completed", "Ngày gửi đủ", Kind.DATE, width=13, later=True),
        Column(
            "extended",
            "Hạn riêng, gia hạn đến",
            Kind.DATE,
            width=13,
            input=True,
            later=True,
            help="Để trống khi theo hạn chung ở trang Cài đặt.",
        ),
        Column(
            "deadline",
            "Hạn áp dụng",
            Kind.DATE,
            width=13,
            later=True,
            formula='IF(ISNUMBER({extended}),{extended},IF(ISNUMBER({set.deadline}),{set.deadline},""))',
        ),
        Column(
            "until",
            "Chậm tính đến ngày",
            Kind.DATE,
            width=13,
            later=True,
            formula="IF(ISNUMBER({completed}),{completed},IF({figures_open}>0,N({set.as_of}),N({submitted})))",
        ),
        _tally("base_open", "Số gốc còn thiếu", of_due(Part.BASE, _OWED)),
        _tally("evidence_open", "Chỉ số thiếu minh chứng", of_due(Part.EVIDENCE, _OWED)),
        _tally("contacts_open", "Đầu mối còn thiếu", of_due(Part.CONTACT, _OWED)),
        _tally("figures_open", "Số liệu còn thiếu", "{open}+{base_open}+{policies_open}"),
        _tally("owed", "Số việc còn nợ", f"COUNTIFS({{tblDue.agency}},{{agency}},{_OWED})"),
        Column(
            "owed_key",
            "Khóa xếp còn nợ",
            Kind.NUMBER,
            width=10,
            decimals=4,
            formula='IF({owed}>0,{days_late}+{owed}/(1+ROWS({tblDue.owed})),"")',
            help="Chậm nhiều ngày trước; cùng số ngày thì nợ nhiều việc trước.",
        ),
        _tally("owed_order", "Thứ tự còn nợ", order_in("tblProgress", "owed_key")),
    ),
    shown=(
        "agency",
        "state",
        "owed",
        "submitted",
        "extended",
        "days_late",
        "due",
        "received",
        "explained",
        "open",
        "policies_due",
        "policies_open",
        "evidence",
        "tasks",
        "tasks_done",
        "tasks_doing",
        "tasks_late",
        "tasks_silent",
        "contacts",
        "letters",
        "completed",
        "deadline",
        "file",
    ),
)
