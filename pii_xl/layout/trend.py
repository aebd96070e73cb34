"""The sheet "Diễn biến": published scores and ranks by year, and the indicators' values by year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pii_xl.layout.collected import lookup
from pii_xl.layout.numbers_said import signed_said
from pii_xl.layout.parts import Column, Kind, Table
from pii_xl.layout.scored import BEFORE_NAME, difference, published_figure
from pii_xl.layout.sheets import PAST, TREND
from pii_xl.layout.targets import AT_RISK, MET, MISSED
from pii_xl.layout.words import FALLING

YEARS = 6
"""So many years are shown, the workbook's own last."""
FIRST_ROW = 28
"""The table of scores begins below the chart."""
WORDS_COLUMN = 40
"""Workings of the last table stand right of everything else."""
SAME, OTHER_UNITS, NOT_PUBLISHED = "So sánh được", "Số tỉnh khác năm trước", "Chưa có điểm công bố"
NO_YEAR_BEFORE = "Chưa có năm trước"
STAYED, REACHED, FELL = "Giữ trên trung bình", "Đã lên trung bình", "Xuống dưới trung bình"
BARELY = "Còn trên trung bình, sát mức"
NARROWED, NOT_NARROWED = "Thu hẹp khoảng cách", "Chưa thu hẹp khoảng cách"
"""Verdicts by the plan's rule (279/KH-UBND, II.1.c): below the country's mean the gap narrows, above it stays."""
KEPT = (STAYED, REACHED, NARROWED)
EARLIER = ("third", "fourth", "fifth")
"""Columns of the years before the one compared with, the nearest first."""


def _published(component: str, key: str) -> str:
    return published_figure(f'{{whose}}&"{component}"', key)


def _score(component: str, key: str, header: str) -> Column:
    return _figure(key, header, _published(component, "score"), 2)


def _figure(key: str, header: str, text: str, decimals: int | None = None) -> Column:
    return Column(key, header, Kind.NUMBER, width=11, decimals=decimals, formula=text)


def _count(key: str, header: str, text: str) -> Column:
    return Column(key, header, Kind.INTEGER, width=11, formula=text)


def trend_table(pillars: Sequence[tuple[str, str]]) -> Table:
    """Published scores by year, with a column for each pillar (code, name)."""
    return Table(
        "tblTrend",
        TREND,
        (
            Column("year", "Năm", Kind.INTEGER, width=46, formula="{set.year}-{back}"),
            replace(_count("rank", "Hạng", _published("PII", "rank")), width=18),
            _count("n_units", "Số tỉnh", _published("PII", "n_units")),
            _score("PII", "pii", "PII"),
            _score("input", "input", "Đầu vào"),
            _score("output", "output", "Đầu ra"),
            *(_score(code, f"pillar_{code}", f"{code}. {name}") for code, name in pillars),
            Column(
                "comparable",
                "So với năm trước",
                width=24,
                formula=f'IF(ISNUMBER({{rank}}),IF({{units_before}}={{n_units}},"{SAME}",{{unlike}}),"{NOT_PUBLISHED}")',
            ),
            Column("back", "Số năm trước", Kind.INTEGER, width=8, hidden=True),
            Column(
                "whose",
                "Khóa của năm",
                width=14,
                formula='{year}&"|"&IF({year}={set.previous_year},' + BEFORE_NAME + ',{set.province})&"|"',
                hidden=True,
            ),
            Column(
                "unlike",
                "Khi khác số tỉnh",
                width=20,
                formula=f'IF({{units_before}}="","{NO_YEAR_BEFORE}","{OTHER_UNITS}")',
                hidden=True,
            ),
            Column(
                "units_before",
                "Số tỉnh năm trước",
                Kind.INTEGER,
                width=9,
                formula='IFERROR(INDEX({tblTrend.n_units},MATCH({year}-1,{tblTrend.year},0)),"")',
                hidden=True,
            ),
        ),
        row=FIRST_ROW,
        caption="Điểm và hạng đã công bố của tỉnh",
        filtered=False,
    )


TREND_TABLE = trend_table(())


def _past(key: str, ago: str) -> str:
    """The one figure of an earlier year; none where two rows claim it."""
    keys, wanted = "{tblPast.key}", f'({{set.previous_year}}{ago})&"|"&{{code}}'
    return f'IF(COUNTIF({keys},{wanted})=1,IFERROR(AVERAGEIFS({{tblPast.{key}}},{keys},{wanted}),""),"")'


def _score_then(value: str) -> str:
    """A value's score between the ends of the year compared with."""
    return f'IFERROR({{set.scale}}*MEDIAN(0,1,({value}-{{zero_before}})/{{span_before}}),"")'


def _split(key: str, header: str, after: str, before: str) -> Column:
    return _figure(key, header, f'IFERROR({{share}}*({{{after}}}-{{{before}}}),"")', 2)


_WORKINGS_OF_SPLIT = (
    _figure("low_before", "Thấp trước", _past("minimum", "")),
    _figure("high_before", "Cao trước", _past("maximum", "")),
    _figure("zero_before", "Mốc 0 trước", "IF({sign}<0,{high_before},{low_before})"),
    _figure(
        "span_before",
        "Khoảng trước",
        'IFERROR(IF({high_before}>{low_before},{sign}*({high_before}-{low_before}),""),"")',
    ),
    _figure("was", "Điểm năm so sánh", _score_then("{previous}"), 2),
    _figure("mid", "Điểm của giá trị mới, tham chiếu cũ", _score_then("{value}"), 2),
    _figure("now", "Điểm năm của sổ", lookup("tblResults", "score"), 2),
    _figure("share", "Tỷ trọng trong PII", lookup("tblResults", "share"), 4),
    _split("by_value", "PII đổi do giá trị của tỉnh", "mid", "was"),
    _split("by_reference", "PII đổi do tham chiếu cả nước", "now", "mid"),
    Column(
        "pillar",
        "Trụ cột",
        Kind.CODE,
        width=9,
        formula="IFERROR(INDEX({tblSubPillars.parent},MATCH("
        + lookup("tblResults", "sub_pillar")
        + ',{tblSubPillars.code},0)),"")',
    ),
)


def _gap(value: str, mean: str) -> str:
    """How much better than the mean, in per cent of it; what is below the mean is negative, whichever way is better."""
    return f'IFERROR({{sign}}*({value}-{mean})/ABS({mean})*100,"")'


_AMONG_KEPT = f'SEARCH("|"&{{verdict}}&"|","|{"|".join(KEPT)}|")'
VALUES_BY_YEAR_TABLE = Table(
    "tblTrendValues",
    TREND,
    (
        Column("title", "Chỉ số", width=46, formula=lookup("tblResults", "title")),
        Column("agency", "Cơ quan nhập", width=18, formula=lookup("tblValues", "agency")),
        Column("unit", "Đơn vị tính", Kind.LONG, width=17),
        *(
            _figure(key, f"Trước nữa {at} năm", _past("value", "-1" * at))
            for at, key in reversed(list(enumerate(EARLIER, start=1)))
        ),
        _figure("previous", "Năm so sánh", lookup("tblResults", "previous")),
        _figure("value", "Năm của sổ", lookup("tblResults", "value")),
        _figure("change", "Tăng, giảm so với năm so sánh", difference("{value}", "{previous}")),
        _figure("gap_before", "Hơn, kém năm so sánh, %", _gap("{previous}", "{mean_before}"), 1),
        _figure("gap", "Hơn, kém năm của sổ, %", _gap("{value}", "{mean}"), 1),
        _figure("mean_before", "Trung bình năm so sánh", _past("mean", "")),
        _figure("mean", "Trung bình năm của sổ", lookup("tblResults", "mean")),
        Column(
            "verdict",
            "Theo quy tắc của Kế hoạch",
            width=24,
            formula='IF(AND(ISNUMBER({gap}),ISNUMBER({gap_before})),{judged},"")',
            help="Kế hoạch 279/KH-UBND, II.1.c: dưới trung bình cả nước thì thu hẹp khoảng cách, trên thì duy trì.",
        ),
        Column("code", "Mã", Kind.CODE, width=8, hidden=True),
        Column(
            "judged",
            "Khi biết cả hai năm",
            width=20,
            formula=f'IF({{gap}}>=0,IF({{gap_before}}>=0,{{above}},"{REACHED}"),{{below}})',
            hidden=True,
        ),
        Column(
            "above",
            "Khi vẫn trên trung bình",
            width=20,
            formula=f'IF(AND({{gap}}<{{gap_before}},{{gap}}<{{set.risk_gap}}),"{BARELY}","{STAYED}")',
            hidden=True,
        ),
        Column(
            "outlook",
            "Kết luận",
            width=12,
            formula=f'IF({{verdict}}="","",IF({{verdict}}="{BARELY}","{AT_RISK}",{{kept}}))',
            hidden=True,
        ),
        Column(
            "kept",
            "Theo đúng quy tắc",
            width=12,
            formula=f'IF(ISNUMBER({_AMONG_KEPT}),"{MET}","{MISSED}")',
            hidden=True,
        ),
        Column(
            "below",
            "Khi dưới trung bình",
            width=20,
            formula=f'IF({{gap_before}}>=0,"{FELL}",IF({{gap}}>{{gap_before}},"{NARROWED}","{NOT_NARROWED}"))',
            hidden=True,
        ),
        Column(
            "sign",
            "Chiều",
            Kind.INTEGER,
            width=9,
            formula=f'IF({lookup("tblResults", "direction")}="{FALLING}",-1,1)',
            hidden=True,
        ),
        *(replace(column, hidden=True) for column in _WORKINGS_OF_SPLIT),
    ),
    below="tblTrend",
    caption="Giá trị chỉ số qua các năm",
    filtered=False,
)


_AMONG = "{tblTrendValues.pillar},{code}"


def _effect(key: str, header: str) -> Column:
    """The sum of an effect in points of the pillar, where enough of its indicators can be split."""
    total = f"SUMIFS({{tblTrendValues.{key}}},{_AMONG})"
    share = lookup("tblMoveWords", "share")
    return _figure(key, header, f'IFERROR({total}/{share},"")', 2)


MOVES_TABLE = Table(
    "tblMoves",
    TREND,
    (
        Column("said", "Trụ cột, bằng lời", Kind.LONG, width=46, formula=lookup("tblMoveWords", "said")),
        Column("code", "Trụ cột", Kind.CODE, width=18),
        _figure("change", "Điểm công bố tăng, giảm", lookup("tblPillars", "change"), 2),
        _effect("by_value", "Do giá trị của tỉnh"),
        _effect("by_reference", "Do tham chiếu cả nước"),
        Column(
            "rest",
            "Còn lại",
            Kind.NUMBER,
            width=11,
            decimals=2,
            formula='IFERROR({change}-{by_value}-{by_reference},"")',
            help="Khác số liệu, cách tính của Bộ; chỉ số chưa tách được.",
        ),
        _count(
            "n_split",
            "Chỉ số tách được",
            "+".join(f'COUNTIFS({_AMONG},{{tblTrendValues.by_value}},"{test}")' for test in (">=0", "<0")),
        ),
        _count("n_all", "Số chỉ số", f"COUNTIFS({_AMONG})"),
    ),
    below="tblTrendValues",
    caption="Vì sao điểm trụ cột thay đổi",
    filtered=False,
)


def _of_agency(outlook: str) -> str:
    return f'COUNTIFS({{tblTrendValues.agency}},{{agency}},{{tblTrendValues.outlook}},"{outlook}")'


BY_AGENCY_TABLE = Table(
    "tblByAgency",
    TREND,
    (
        Column("agency", "Cơ quan", width=46),
        Column(
            "outlook",
            "Theo quy tắc của Kế hoạch",
            width=18,
            formula=f'IF({{n_missed}}>0,"{MISSED}",IF({{n_risk}}>0,"{AT_RISK}",""))'
            f'&IF(AND({{n_missed}}+{{n_risk}}=0,{{n_met}}>0),"{MET}","")',
            help="Kế hoạch 279/KH-UBND, II.1.c, trên các chỉ số cơ quan nhập và có đủ số liệu hai năm.",
        ),
        _count("n_met", MET, _of_agency(MET)),
        _count("n_risk", AT_RISK, _of_agency(AT_RISK)),
        _count("n_missed", MISSED, _of_agency(MISSED)),
        _count("n_open", "Chưa đủ số liệu", "{n_all}-{n_met}-{n_risk}-{n_missed}"),
        _count("n_all", "Chỉ số nhập", "COUNTIF({tblTrendValues.agency},{agency})"),
    ),
    below="tblMoves",
    caption="Quy tắc về khoảng cách với trung bình, theo cơ quan",
    filtered=False,
)


_MOVE_WORDS = (
    Column("code", "Mã trụ cột", Kind.CODE, width=9),
    Column("label", "Tên", width=11, formula=lookup("tblPillars", "label")),
    _figure("share", "Tỷ trọng", f'IF({{enough}}=1,{lookup("tblPillars", "share")},"")'),
    Column("n_split", "Tách được", Kind.INTEGER, width=9, formula=lookup("tblMoves", "n_split")),
    Column("n_all", "Tất cả", Kind.INTEGER, width=9, formula=lookup("tblMoves", "n_all")),
    Column(
        "enough",
        "Đủ",
        Kind.INTEGER,
        width=9,
        formula="IF(AND({n_split}>0,{n_split}>={set.min_coverage}*{n_all}),1,0)",
    ),
    Column("by_value", "Giá trị", Kind.NUMBER, width=9, formula=lookup("tblMoves", "by_value")),
    Column("by_reference", "Tham chiếu", Kind.NUMBER, width=9, formula=lookup("tblMoves", "by_reference")),
    _figure("whole", "Chưa tách được", f'IF({{enough}}=1,"",{lookup("tblMoves", "change")})', 2),
    Column("value_said", "Lời về giá trị", width=11, formula=f'IFERROR({signed_said("{by_value}")},"")'),
    Column(
        "reference_said",
        "Lời về tham chiếu",
        width=11,
        formula=f'IFERROR({signed_said("{by_reference}")},"")',
    ),
    Column(
        "split_said",
        "Khi tách được",
        width=11,
        formula='"do giá trị của tỉnh "&{value_said}&", do tham chiếu cả nước "&{reference_said}'
        '&" (tính trên "&{n_split}&"/"&{n_all}&" chỉ số)"',
    ),
    Column(
        "why",
        "Khi chưa tách được",
        width=11,
        formula='"chưa tách được: "&{n_split}&"/"&{n_all}&" chỉ số có đủ giá trị và tham chiếu hai năm"',
    ),
    Column("reason", "Lời", width=11, formula="IF({enough}=1,{split_said},{why})"),
    Column("said", "Bằng lời", width=11, formula='{label}&": "&{reason}'),
)

MOVE_WORDS_TABLE = Table(
    "tblMoveWords",
    TREND,
    tuple(replace(column, hidden=True) for column in _MOVE_WORDS),
    column=WORDS_COLUMN,
    below="tblTrendValues",
    filtered=False,
)
"""The words of the table beside it, out of sight."""

PAST_TABLE = Table(
    "tblPast",
    PAST,
    (
        Column("year", "Năm", Kind.INTEGER, width=8, input=True, required=True),
        Column("code", "Mã", Kind.CODE, width=8, input=True, required=True),
        Column("name", "Chỉ số", Kind.LONG, width=46, input=True),
        Column("value", "Giá trị", Kind.NUMBER, width=14, input=True),
        Column("mean", "Trung bình cả nước", Kind.NUMBER, width=14, input=True),
        Column("minimum", "Nhỏ nhất cả nước", Kind.NUMBER, width=14, input=True, later=True),
        Column("maximum", "Lớn nhất cả nước", Kind.NUMBER, width=14, input=True, later=True),
        Column(
            "status",
            "Tình trạng số",
            width=16,
            input=True,
            choices="status",
            formerly=("Tình trạng số liệu",),
        ),
        Column("source", "Nguồn", Kind.LONG, width=40, input=True),
        Column("key", "Khóa", width=14, formula='IF({code}="","",{year}&"|"&{code})', hidden=True),
    ),
    spare_rows=10,
    later=True,
)
