"""What-if: the tables where people try other values and keep scenarios, and the workings behind them.

Seven cases stand side by side: the present values, the trial on the sheet "Mô phỏng", and five saved scenarios. The workings
on "Tính kịch bản" are four stacked tables with the same columns, so that a case is one column from indicator to PII.
"""

from __future__ import annotations

from collections.abc import Sequence

from pii_xl.layout.collected import DIGITS_NAME, OWN_PII, lookup
from pii_xl.layout.parts import Column, Kind, Table
from pii_xl.layout.scored import order_in
from pii_xl.layout.sheets import SCENARIOS, WHAT_IF, WORKINGS

NOW, TRIAL = "now", "trial"
SAVED = ("s1", "s2", "s3", "s4", "s5")
CASES = {NOW: "Hiện tại", TRIAL: "Đang thử", **{key: key.upper() for key in SAVED}}
TRIED = (TRIAL, *SAVED)
"""The cases whose values may differ from the present ones."""

SCORES_NAME, CODES_NAME = "case_scores", "case_codes"
NOW_NAME, TRIAL_NAME = "case_now", "case_trial"
"""Defined names over the stacked workings: all cases, the codes beside them, and the columns of two cases."""

WIDE_PILLARS = 2  # the first pillars stand under wide columns of the table below
CHANGES_CODE = "Thay đổi"
MOST_CHANGES = 15


def _case(
    key: str, formula: str, prefix: str = "", kind: Kind = Kind.NUMBER, decimals: int | None = 2
) -> Column:
    name = f"{prefix}_{key}" if prefix else key
    header = (
        f"{PREFIXES[prefix]} {CASES[key].lower() if key in (NOW, TRIAL) else CASES[key]}"
        if prefix
        else CASES[key]
    )
    return Column(name, header, kind, width=11, decimals=decimals, formula=formula)


PREFIXES = {"value": "Giá trị", "mean": "Trung bình", "cover": "Độ phủ"}

# --- what people see and fill ------------------------------------------------------------------------------------------

TRIAL_TABLE = Table(
    "tblTry",
    WHAT_IF,
    (
        Column("code", "Mã", Kind.CODE, width=8, required=True, unique=True),
        Column("name", "Chỉ số", Kind.LONG, width=40),
        Column("unit", "Đơn vị tính", Kind.LONG, width=17),
        Column(
            "value_now",
            "Giá trị hiện tại",
            Kind.NUMBER,
            width=13,
            formula="INDEX({tblCases.value_now},{row})",
        ),
        Column(
            "value_new",
            "Giá trị thử",
            Kind.NUMBER,
            width=13,
            input=True,
            help="Gõ giá trị muốn thử; để trống thì giữ giá trị hiện tại. Không làm thay đổi số liệu của sổ.",
        ),
        Column(
            "score_now",
            "Điểm hiện tại",
            Kind.NUMBER,
            width=10,
            decimals=2,
            formula="INDEX({tblCases.now},{row})",
        ),
        Column(
            "score_new",
            "Điểm thử",
            Kind.NUMBER,
            width=10,
            decimals=2,
            formula="INDEX({tblCases.trial},{row})",
        ),
        Column(
            "score_change",
            "Điểm tăng, giảm",
            Kind.NUMBER,
            width=10,
            decimals=2,
            formula='IFERROR({score_new}-{score_now},"")',
        ),
        Column(
            "effect",
            "Tác động tới PII",
            Kind.NUMBER,
            width=11,
            decimals=2,
            formula="IFERROR(IF(COUNT({score_new},{score_now})>0,INDEX({tblCases.contribution},{row})"
            '-N(INDEX({tblCases.contribution_now},{row})),""),"")',
        ),
        Column(
            "room",
            "PII tăng thêm nếu đạt điểm tối đa",
            Kind.NUMBER,
            width=13,
            decimals=2,
            formula=lookup("tblResults", "room"),
        ),
        Column(
            "row", "Dòng tính", Kind.INTEGER, width=8, formula="MATCH({code},{tblCases.code},0)", hidden=True
        ),
        Column(
            "size",
            "Độ lớn",
            Kind.NUMBER,
            width=10,
            decimals=4,
            formula=f'IF(ISNUMBER({{value_new}}),ROUND(ABS(N({{effect}})),{DIGITS_NAME}),"")',
            hidden=True,
        ),
        Column("order", "Thứ tự", Kind.INTEGER, width=8, formula=order_in("tblTry", "size"), hidden=True),
    ),
    row=8,
)

LEVELS_TABLE = Table(
    "tblTryLevels",
    WHAT_IF,
    (
        Column("code", "Cấp", Kind.CODE, width=9, hidden=True),
        Column("name", "Tên", Kind.LONG, width=38),
        Column(
            "now",
            "Hiện tại",
            Kind.NUMBER,
            width=10,
            decimals=2,
            formula=f"INDEX({NOW_NAME},MATCH({{code}},{CODES_NAME},0))",
        ),
        Column(
            "trial",
            "Đang thử",
            Kind.NUMBER,
            width=10,
            decimals=2,
            formula=f"INDEX({TRIAL_NAME},MATCH({{code}},{CODES_NAME},0))",
        ),
        Column(
            "change", "Tăng, giảm", Kind.NUMBER, width=10, decimals=2, formula='IFERROR({trial}-{now},"")'
        ),
    ),
    row=8,
    column=14,
    filtered=False,
    shown=("name", "now", "trial", "change"),
)

_CHANGED_ROW = "MATCH({number},{tblTry.order},0)"


def _changed(key: str) -> str:
    return f'IFERROR(INDEX({{tblTry.{key}}},{_CHANGED_ROW}),"")'


CHANGES_TABLE = Table(
    "tblTryChanges",
    WHAT_IF,
    (
        Column("number", "Thứ tự", Kind.INTEGER, width=9),
        Column(
            "what",
            "Thay đổi, xếp theo tác động",
            Kind.LONG,
            width=38,
            formula=f'IFERROR(INDEX({{tblTry.code}},{_CHANGED_ROW})&" "&INDEX({{tblTry.name}},{_CHANGED_ROW}),"–")',
        ),
        Column("value_now", "Từ", Kind.NUMBER, width=10, formula=_changed("value_now")),
        Column("value_new", "Đến", Kind.NUMBER, width=10, formula=_changed("value_new")),
        Column("effect", "Tác động", Kind.NUMBER, width=10, decimals=4, formula=_changed("effect")),
    ),
    below="tblTryLevels",
    column=14,
    filtered=False,
    shown=(
        "what",
        "value_now",
        "value_new",
        "effect",
    ),
)

GOAL_LIMITS = ("bound", "effort")
"""What an official says of an indicator's reach, for goals."""
SAVED_TABLE = Table(
    "tblSaved",
    SCENARIOS,
    (
        Column("code", "Mã", Kind.CODE, width=10, required=True, unique=True),
        Column("name", "Chỉ số", Kind.LONG, width=40),
        Column("unit", "Đơn vị tính", Kind.LONG, width=16),
        Column("value_now", "Giá trị hiện tại", Kind.NUMBER, width=13, formula=lookup("tblTry", "value_now")),
        *(
            Column(
                key,
                f"Giá trị {CASES[key]}",
                Kind.NUMBER,
                width=13,
                input=True,
                help="Gõ hoặc dán giá trị của kịch bản; để trống thì giữ giá trị hiện tại.",
            )
            for key in SAVED
        ),
        Column(
            "bound",
            "Xa nhất có thể tới",
            Kind.NUMBER,
            width=13,
            input=True,
            later=True,
            help="Dùng cho nút Kịch bản mục tiêu: chỉ số chỉ được đưa tới giá trị này; để trống thì tới mức tốt nhất cả nước.",
        ),
        Column(
            "effort",
            "Công sức",
            Kind.NUMBER,
            width=11,
            input=True,
            minimum=0,
            later=True,
            help="Dùng cho nút Kịch bản mục tiêu: công sức để tới mức xa nhất, 1 là thường. Có số ở cột này thì tìm tập ít công sức nhất thay cho tập ít chỉ số nhất.",
        ),
    ),
    below="tblCompare",
    caption="Giá trị của từng kịch bản (để trống: giữ giá trị hiện tại)",
    filtered=False,
)


def _of_case(code: str) -> str:
    return f'INDEX({SCORES_NAME},MATCH("{code}",{CODES_NAME},0),{{number}})'


def comparison_table(pillars: Sequence[str]) -> Table:
    """The comparison with a column for each pillar (codes)."""
    return Table(
        "tblCompare",
        SCENARIOS,
        (
            Column("case", "Kịch bản", width=10, required=True, unique=True),
            Column(
                "note",
                "Ghi chú kịch bản",
                Kind.LONG,
                width=40,
                input=True,
                help="Giả định của kịch bản, ai đề xuất.",
            ),
            Column("changes", "Số chỉ số thay đổi", Kind.INTEGER, width=16, formula=_of_case(CHANGES_CODE)),
            Column("pii", "PII", Kind.NUMBER, width=13, decimals=2, formula=_of_case("PII")),
            Column(
                "change",
                "So với hiện tại",
                Kind.NUMBER,
                width=13,
                decimals=2,
                formula='IFERROR({pii}-INDEX({tblCompare.pii},1),"")',
            ),
            Column(
                "anchored",
                "PII từ điểm công bố",
                Kind.NUMBER,
                width=13,
                decimals=2,
                formula=f"IFERROR({OWN_PII}+{{change}},{{pii}})",
                help="Điểm công bố cộng tác động của các thay đổi; chưa công bố thì là điểm tính.",
            ),
            Column("input", "Đầu vào", Kind.NUMBER, width=13, decimals=2, formula=_of_case("input")),
            Column("output", "Đầu ra", Kind.NUMBER, width=13, decimals=2, formula=_of_case("output")),
            *(
                Column(
                    pillar_key(code),
                    f"Trụ cột {code}",
                    Kind.NUMBER,
                    width=13 if at < WIDE_PILLARS else 10,
                    decimals=2,
                    formula=_of_case(code),
                )
                for at, code in enumerate(pillars)
            ),
            Column(
                "rank",
                "Hạng ước tính theo các tỉnh có điểm công bố",
                Kind.LONG,
                width=56,
                formula="INDEX({tblCaseRanks.words},{number})",
            ),
            Column(
                "status",
                "Tình trạng",
                width=16,
                formula='IF(ISNUMBER({pii}),INDEX({tblIndex.status},1),"chưa tính được")',
            ),
            Column("number", "Số thứ tự", Kind.INTEGER, width=8, required=True, unique=True),
        ),
        row=5,
        caption="So sánh các kịch bản",
        filtered=False,
        shown=(
            "case",
            "note",
            "changes",
            "pii",
            "change",
            "anchored",
            "input",
            "output",
            "status",
            *map(pillar_key, pillars),
            "rank",
        ),
    )


def pillar_key(code: str) -> str:
    """The column key of a pillar's score."""
    return f"p{code}"


COMPARISON_TABLE = comparison_table(())
"""The comparison as it is read back; a workbook's own layout adds its pillars."""

# --- workings ----------------------------------------------------------------------------------------------------------


def _mean(children: str, parent: str, case: str) -> str:
    own, weights, scores = (f"{{{children}.{key}}}" for key in (parent, "weight", case))
    total = f'SUMIFS({weights},{own},{{code}},{scores},">=0")'
    return f'IFERROR(SUMPRODUCT(--({own}={{code}}),{weights},{scores})/{total},"")'


def _total(children: str, parent: str) -> Column:
    among = f"--({{{children}.{parent}}}={{code}}),{{{children}.weight}}"
    return Column(
        "total",
        "Tổng trọng số đang thử",
        Kind.NUMBER,
        width=11,
        decimals=2,
        formula=f"SUMPRODUCT({among},--ISNUMBER({{{children}.trial}}))",
    )


def _share(parents: str) -> Column:
    row = f"MATCH({{parent}},{{{parents}.code}},0)"
    return Column(
        "share",
        "Tỷ trọng đang thử",
        Kind.NUMBER,
        width=11,
        decimals=4,
        formula=f'IFERROR(IF(ISNUMBER({{trial}}),{{weight}},0)*INDEX({{{parents}.unit}},{row}),"")',
    )


_UNIT = Column(
    "unit", "Tỷ trọng một đơn vị", Kind.NUMBER, width=11, decimals=4, formula='IFERROR({share}/{total},"")'
)


_IDENTITY = (
    Column("code", "Mã", Kind.CODE, width=11),
    Column("name", "Tên", Kind.LONG, width=40),
    Column("parent", "Thuộc", Kind.CODE, width=10),
)


def _weight(table: str) -> Column:
    return Column("weight", "Trọng số", Kind.NUMBER, width=10, decimals=2, formula=lookup(table, "weight"))


def _now(table: str) -> Column:
    return _case(NOW, lookup(table, "score"))


CHANGES_COUNT_TABLE = Table(
    "tblCaseChanges",
    WORKINGS,
    (
        *_IDENTITY,
        Column("unit", "Đơn vị tính", width=10),
        Column("source", "Trang nhập", width=10),
        _case(NOW, "0", kind=Kind.INTEGER),
        _case(TRIAL, "COUNT({tblTry.value_new})", kind=Kind.INTEGER),
        *(_case(key, f"COUNT({{tblSaved.{key}}})", kind=Kind.INTEGER) for key in SAVED),
    ),
    row=5,
    caption="Số giá trị đã thay",
    filtered=False,
)

CASE_INDEX_TABLE = Table(
    "tblCasePII",
    WORKINGS,
    (
        *_IDENTITY,
        Column("weight", "Trọng số", Kind.NUMBER, width=10, decimals=2),
        Column("needed", "Cần", Kind.INTEGER, width=10, formula="ROWS({tblCaseSides.code})"),
        _now("tblIndex"),
        *(
            _case(
                key,
                f"IF(COUNT({{tblCaseSides.{key}}})={{needed}},IFERROR(SUMPRODUCT({{tblCaseSides.weight}},{{tblCaseSides.{key}}})"
                '/SUM({tblCaseSides.weight}),""),"")',
            )
            for key in TRIED
        ),
        Column(
            "total",
            "Tổng trọng số đang thử",
            Kind.NUMBER,
            width=11,
            decimals=2,
            formula="SUMPRODUCT({tblCaseSides.weight},--ISNUMBER({tblCaseSides.trial}))",
        ),
        Column(
            "share",
            "Tỷ trọng đang thử",
            Kind.NUMBER,
            width=11,
            decimals=4,
            formula='IF(ISNUMBER({trial}),1,"")',
        ),
        _UNIT,
    ),
    below="tblCaseChanges",
    caption="Chỉ số tổng hợp",
    filtered=False,
)

CASE_SIDES_TABLE = Table(
    "tblCaseSides",
    WORKINGS,
    (
        *_IDENTITY,
        _weight("tblSubIndices"),
        Column(
            "needed",
            "Cần",
            Kind.INTEGER,
            width=10,
            formula="COUNTIFS({tblCasePillars.parent},{code})",
        ),
        _now("tblSubIndices"),
        *(_case(key, f'IF({{cover_{key}}}>={{set.min_coverage}},{{mean_{key}}},"")') for key in TRIED),
        _total("tblCasePillars", "parent"),
        Column("n_indicators", "Chỉ số", Kind.INTEGER, width=11, formula="COUNTIFS({tblCases.side},{code})"),
        _share("tblCasePII"),
        _UNIT,
        *(_case(key, _mean("tblCasePillars", "parent", key), "mean", decimals=4) for key in TRIED),
        *(
            _case(
                key,
                f'IF(COUNTIFS({{tblCasePillars.parent}},{{code}},{{tblCasePillars.{key}}},">=0")={{needed}},'
                f'COUNTIFS({{tblCases.side}},{{code}},{{tblCases.{key}}},">=0")/{{n_indicators}},0)',
                "cover",
                decimals=4,
            )
            for key in TRIED
        ),
    ),
    below="tblCasePII",
    caption="Đầu vào, đầu ra",
    filtered=False,
)

CASE_PILLARS_TABLE = Table(
    "tblCasePillars",
    WORKINGS,
    (
        *_IDENTITY,
        _weight("tblPillars"),
        Column(
            "needed",
            "Cần",
            Kind.INTEGER,
            width=10,
            formula="MIN({set.min_sub_pillars},COUNTIFS({tblCaseSub.parent},{code}))",
        ),
        _now("tblPillars"),
        *(
            _case(
                key,
                f'IF(COUNTIFS({{tblCaseSub.parent}},{{code}},{{tblCaseSub.{key}}},">=0")>={{needed}},{{mean_{key}}},"")',
            )
            for key in TRIED
        ),
        _total("tblCaseSub", "parent"),
        _share("tblCaseSides"),
        _UNIT,
        *(_case(key, _mean("tblCaseSub", "parent", key), "mean", decimals=4) for key in TRIED),
    ),
    below="tblCaseSides",
    caption="Trụ cột",
    filtered=False,
)

CASE_SUB_PILLARS_TABLE = Table(
    "tblCaseSub",
    WORKINGS,
    (
        *_IDENTITY,
        _weight("tblSubPillars"),
        Column(
            "needed",
            "Cần",
            Kind.INTEGER,
            width=10,
            formula="MIN(1,COUNTIFS({tblCases.parent},{code}))",
        ),
        _now("tblSubPillars"),
        *(_case(key, _mean("tblCases", "parent", key)) for key in TRIED),
        _total("tblCases", "parent"),
        _share("tblCasePillars"),
        _UNIT,
    ),
    below="tblCasePillars",
    caption="Nhóm chỉ số",
    filtered=False,
)

STACKED = (
    CHANGES_COUNT_TABLE,
    CASE_INDEX_TABLE,
    CASE_SIDES_TABLE,
    CASE_PILLARS_TABLE,
    CASE_SUB_PILLARS_TABLE,
)
"""Tables whose codes and cases stand in the same columns, one above the other."""

_ABOVE = '({tblPublished.rival}="có")*({tblPublished.score}>{pii})'
_BELOW = '({tblPublished.rival}="có")*({tblPublished.score}<={pii})'

RANKS_TABLE = Table(
    "tblCaseRanks",
    WORKINGS,
    (
        Column("case", "Kịch bản", width=11),
        Column(
            "words",
            "Hạng ước tính",
            Kind.LONG,
            width=40,
            formula='IF(ISNUMBER({worst}),{said}&"/"&{n_units}&{basis},"Chưa đủ điểm công bố để ước hạng")',
        ),
        Column(
            "pii",
            "PII",
            Kind.NUMBER,
            width=10,
            decimals=2,
            formula="INDEX({tblCompare.anchored},MATCH({case},{tblCompare.case},0))",
        ),
        Column("n_units", "Số tỉnh", Kind.INTEGER, width=10, formula="N(INDEX({tblIndex.n_units},1))"),
        Column(
            "n_rivals",
            "Số tỉnh có điểm",
            Kind.INTEGER,
            width=10,
            formula='COUNTIF({tblPublished.rival},"có")',
        ),
        Column("own", "Hạng công bố của tỉnh", Kind.INTEGER, width=11, formula="N(INDEX({tblIndex.rank},1))"),
        Column("n_above", "Số tỉnh điểm cao hơn", Kind.INTEGER, width=11, formula=f"SUMPRODUCT({_ABOVE})"),
        Column(
            "last_above",
            "Hạng cuối cao hơn",
            Kind.INTEGER,
            width=11,
            formula=f"SUMPRODUCT(MAX({_ABOVE}*{{tblPublished.rank}}))",
        ),
        Column(
            "n_below", "Số tỉnh điểm không cao hơn", Kind.INTEGER, width=11, formula=f"SUMPRODUCT({_BELOW})"
        ),
        Column(
            "first_below",
            "Hạng đầu không cao hơn",
            Kind.INTEGER,
            width=11,
            formula="{n_units}+1-SUMPRODUCT(MAX(({tblPublished.score}<={pii})*{tblPublished.from_below}))",
        ),
        Column(
            "known",
            "Đủ để ước",
            Kind.INTEGER,
            width=9,
            formula="IF(AND(ISNUMBER({pii}),{n_rivals}>0,{n_units}>0),1,0)",
        ),
        Column(
            "least_above",
            "Ít nhất ở trên",
            Kind.INTEGER,
            width=9,
            formula="MAX({n_above},{last_above}-IF({own}>{last_above},0,1))",
        ),
        Column(
            "own_before",
            "Trừ chính mình",
            Kind.INTEGER,
            width=9,
            formula="IF(AND({own}>0,{own}<{first_below}),1,0)",
        ),
        Column(
            "most_above",
            "Nhiều nhất ở trên",
            Kind.INTEGER,
            width=9,
            formula="MIN({n_units}-1-{n_below},{first_below}-1-{own_before})",
        ),
        Column(
            "change",
            "So với điểm công bố",
            Kind.NUMBER,
            width=10,
            decimals=4,
            formula=f'IFERROR(IF({{own}}>0,ROUND({{pii}}-{OWN_PII},{DIGITS_NAME}),""),"")',
            help="Trống khi chưa có hạng công bố của tỉnh.",
        ),
        Column(
            "at_best",
            "Không cao hơn hạng",
            Kind.INTEGER,
            width=9,
            formula="IF(AND(ISNUMBER({change}),N({change})<=0),{own},1)",
            help="Điểm không tăng thì hạng không cao hơn hạng công bố.",
        ),
        Column(
            "at_worst",
            "Không thấp hơn hạng",
            Kind.INTEGER,
            width=9,
            formula="IF(AND(ISNUMBER({change}),N({change})>=0),{own},{n_units})",
            help="Điểm không giảm thì hạng không thấp hơn hạng công bố.",
        ),
        Column(
            "best",
            "Cao nhất",
            Kind.INTEGER,
            width=9,
            formula='IF({known}=1,MAX(1+{least_above},{at_best}),"")',
        ),
        Column(
            "worst",
            "Thấp nhất",
            Kind.INTEGER,
            width=9,
            formula='IF({known}=1,MIN(1+{most_above},{at_worst}),"")',
        ),
        Column(
            "basis",
            "Dựa vào",
            width=30,
            formula='IF(AND(ISNUMBER({change}),N({change})=0)," (công bố)",'
            '" (ước theo "&{n_rivals}&" tỉnh có điểm công bố)")',
        ),
        Column(
            "said",
            "Khoảng hạng",
            width=20,
            formula='IF({best}={worst},"Hạng "&{best},"Từ hạng "&{best}&" đến "&{worst})',
        ),
    ),
    below="tblCaseSub",
    caption="Hạng so với các tỉnh có điểm công bố",
    filtered=False,
)


def _value(key: str) -> Column:
    source = "{tblTry.value_new}" if key == TRIAL else f"{{tblSaved.{key}}}"
    row = "{row_trial}" if key == TRIAL else "{row_saved}"
    given = f"INDEX({source},{row})"
    return _case(key, f"IF(ISNUMBER({given}),{given},{{value_now}})", "value", decimals=None)


CASES_TABLE = Table(
    "tblCases",
    WORKINGS,
    (
        *_IDENTITY,
        Column(
            "weight", "Trọng số", Kind.NUMBER, width=10, decimals=2, formula=lookup("tblResults", "weight")
        ),
        Column("side", "Phía", width=10),
        _now("tblResults"),
        *(
            _case(key, f'IFERROR({{set.scale}}*MEDIAN(0,1,({{value_{key}}}-{{zero}})/{{span}}),"")')
            for key in TRIED
        ),
        Column("zero", "Mốc 0 điểm", Kind.NUMBER, width=11, formula=lookup("tblResults", "zero")),
        Column("span", "Khoảng cách hai mốc", Kind.NUMBER, width=11, formula=lookup("tblResults", "span")),
        Column("value_now", "Giá trị hiện tại", Kind.NUMBER, width=11, formula=lookup("tblResults", "value")),
        *(_value(key) for key in TRIED),
        Column(
            "row_trial", "Dòng ở Mô phỏng", Kind.INTEGER, width=10, formula="MATCH({code},{tblTry.code},0)"
        ),
        Column(
            "row_saved", "Dòng ở Kịch bản", Kind.INTEGER, width=10, formula="MATCH({code},{tblSaved.code},0)"
        ),
        Column(
            "share_now",
            "Tỷ trọng hiện tại",
            Kind.NUMBER,
            width=10,
            decimals=4,
            formula=lookup("tblResults", "share"),
        ),
        Column(
            "contribution_now",
            "Đóng góp hiện tại",
            Kind.NUMBER,
            width=10,
            decimals=4,
            formula=lookup("tblResults", "contribution"),
        ),
        _share("tblCaseSub"),
        Column(
            "contribution",
            "Đóng góp đang thử",
            Kind.NUMBER,
            width=10,
            decimals=4,
            formula='IF(ISNUMBER({share}),IF(ISNUMBER({trial}),{share}*{trial},0),"")',
        ),
    ),
    below="tblCaseRanks",
    caption="Điểm từng chỉ số",
    filtered=False,
)

WORKING_TABLES = (*STACKED, RANKS_TABLE, CASES_TABLE)
INPUT_TABLES = (TRIAL_TABLE, COMPARISON_TABLE, SAVED_TABLE)
"""Tables that people fill: they are read back. The others are only computed."""
VIEW_TABLES = (LEVELS_TABLE, CHANGES_TABLE, *WORKING_TABLES)
