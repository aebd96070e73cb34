"""Tables of results: live formulas from values to indicator scores, sub-pillars, pillars, sub-indices, the PII, and progress.

They say in formulas what :mod:`pii_xl.score` says in Python; the tests recalculate them and compare.
"""

from __future__ import annotations

from pii_xl.layout.collected import lookup
from pii_xl.layout.parts import Column, Kind, Table
from pii_xl.layout.sheets import PROGRESS, RESULTS, SUMMARY


def _given(table: str, key: str) -> str:
    cell = lookup(table, key)
    return f'IF(ISNUMBER({cell}),{cell},"")'


def _published(year: str, key: str) -> str:
    where = f"{{tblPublished.year}},{year},{{tblPublished.province}},{{set.province}},{{tblPublished.component}},{{code}}"
    return f'IF(SUMIFS({{tblPublished.{key}}},{where})>0,SUMIFS({{tblPublished.{key}}},{where}),"")'


def _difference(minuend: str, subtrahend: str) -> str:
    return f'IF(AND(ISNUMBER({minuend}),ISNUMBER({subtrahend})),{minuend}-{subtrahend},"")'


def _position(key: str) -> str:
    spans = (
        f"AND(ISNUMBER({{{key}}}),ISNUMBER({{minimum}}),ISNUMBER({{maximum}}),N({{maximum}})>N({{minimum}}))"
    )
    return f'IF({spans},({{{key}}}-{{minimum}})/({{maximum}}-{{minimum}}),"")'


def _score(position: str) -> str:
    turned = f'IF({{direction}}="thấp là tốt",1-{{{position}}},{{{position}}})'
    return f'IF(ISNUMBER({{{position}}}),{{set.scale}}*MEDIAN(0,1,{turned}),"")'


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
            formula=f"SUMIFS({{{children}.weight_used}},{among})",
        ),
        Column(
            "mean",
            "Trung bình có trọng số",
            Kind.NUMBER,
            width=12,
            formula=f'IF({{total_weight}}>0,SUMIFS({{{children}.weighted}},{among})/{{total_weight}},"")',
        ),
    )


_USED = (
    Column("weight_used", "Trọng số dùng", Kind.NUMBER, width=10, formula="IF(ISNUMBER({score}),{weight},0)"),
    Column(
        "weighted",
        "Điểm × trọng số",
        Kind.NUMBER,
        width=11,
        formula="IF(ISNUMBER({score}),{score}*{weight},0)",
    ),
)
_WEIGHT = Column("weight", "Trọng số", Kind.NUMBER, width=10, input=True, minimum=0)
_SCORE_WIDTH = 12

_COMPARISON = (
    Column(
        "published",
        "Điểm công bố",
        Kind.NUMBER,
        width=_SCORE_WIDTH,
        decimals=2,
        formula=_published("{set.year}", "score"),
    ),
    Column(
        "published_before",
        "Công bố năm trước",
        Kind.NUMBER,
        width=_SCORE_WIDTH,
        decimals=2,
        formula=_published("{set.previous_year}", "score"),
    ),
    Column(
        "change",
        "Tăng, giảm",
        Kind.NUMBER,
        width=_SCORE_WIDTH,
        decimals=2,
        formula=_difference("{published}", "{published_before}"),
    ),
)

RESULTS_TABLE = Table(
    "tblResults",
    RESULTS,
    (
        Column("code", "Mã", Kind.CODE, width=7, required=True, unique=True),
        Column("name", "Chỉ số", Kind.LONG, width=46),
        Column("sub_pillar", "Nhóm", Kind.CODE, width=7),
        Column("unit", "Đơn vị tính", width=18),
        Column("value", "Giá trị", Kind.NUMBER, width=14, formula=_given("tblValues", "value")),
        Column(
            "minimum", "Nhỏ nhất cả nước", Kind.NUMBER, width=14, formula=_given("tblReference", "minimum")
        ),
        Column("mean", "Trung bình cả nước", Kind.NUMBER, width=14, formula=_given("tblReference", "mean")),
        Column(
            "maximum", "Lớn nhất cả nước", Kind.NUMBER, width=14, formula=_given("tblReference", "maximum")
        ),
        Column("direction", "Chiều", width=12, formula=lookup("tblIndicators", "direction")),
        Column("position", "Vị trí trong khoảng", Kind.NUMBER, width=12, formula=_position("value")),
        Column("score", "Điểm", Kind.NUMBER, width=10, decimals=2, formula=_score("position")),
        Column("mean_position", "Vị trí của trung bình", Kind.NUMBER, width=12, formula=_position("mean")),
        Column(
            "mean_score",
            "Điểm của trung bình cả nước",
            Kind.NUMBER,
            width=12,
            decimals=2,
            formula=_score("mean_position"),
        ),
        Column(
            "gap",
            "Chênh so với trung bình",
            Kind.NUMBER,
            width=12,
            decimals=2,
            formula=_difference("{score}", "{mean_score}"),
        ),
        Column(
            "previous", "Giá trị năm trước", Kind.NUMBER, width=14, formula=_given("tblValues", "previous")
        ),
        Column(
            "value_change",
            "Thay đổi giá trị",
            Kind.NUMBER,
            width=12,
            formula=_difference("{value}", "{previous}"),
        ),
        Column("weight", "Trọng số", Kind.NUMBER, width=10, formula=lookup("tblIndicators", "weight")),
        *_USED,
        Column(
            "contribution",
            "Đóng góp vào PII",
            Kind.NUMBER,
            width=12,
            decimals=2,
            formula="IFERROR({weighted}/INDEX({tblSubPillars.total_weight},MATCH({sub_pillar},{tblSubPillars.code},0))"
            '*INDEX({tblSubPillars.share},MATCH({sub_pillar},{tblSubPillars.code},0)),"")',
        ),
        Column(
            "status",
            "Tình trạng số liệu",
            width=14,
            formula="IF(ISNUMBER({score}),IF(OR("
            + lookup("tblValues", "status")
            + '="minh họa",'
            + lookup("tblReference", "status")
            + '="minh họa"),"minh họa","ước tính"),"chưa tính được")',
        ),
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
            formula="IFERROR({weight_used}/INDEX({tblPillars.total_weight},MATCH({parent},{tblPillars.code},0))"
            '*INDEX({tblPillars.share},MATCH({parent},{tblPillars.code},0)),"")',
        ),
    ),
    row=25,
    caption="Nhóm chỉ số",
)

PILLARS_TABLE = Table(
    "tblPillars",
    SUMMARY,
    (
        Column("code", "Mã", Kind.CODE, width=10, required=True, unique=True),
        Column("name", "Trụ cột", width=46),
        Column("parent", "Chỉ số thành phần", width=10),
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
            formula="IFERROR({weight_used}/INDEX({tblSubIndices.total_weight},MATCH({parent},{tblSubIndices.code},0))"
            '*INDEX({tblSubIndices.share},MATCH({parent},{tblSubIndices.code},0)),"")',
        ),
        *_COMPARISON,
        Column(
            "target",
            "Mục tiêu (lớn hơn)",
            Kind.NUMBER,
            width=_SCORE_WIDTH,
            decimals=2,
            formula='IF(COUNTIFS({tblTargets.year},{set.year},{tblTargets.component},{code},{tblTargets.kind},"điểm")>0,'
            'SUMIFS({tblTargets.value},{tblTargets.year},{set.year},{tblTargets.component},{code},{tblTargets.kind},"điểm"),"")',
        ),
        Column(
            "met",
            "Đạt mục tiêu",
            width=12,
            formula='IF(AND(ISNUMBER({published}),ISNUMBER({target})),IF({published}>{target},"Đạt","Chưa đạt"),"")',
        ),
    ),
    row=14,
    caption="Trụ cột",
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
            formula='IFERROR({weight_used}/INDEX({tblIndex.total_weight},MATCH({parent},{tblIndex.code},0)),"")',
        ),
        *_COMPARISON,
        Column(
            "from_pillars",
            "Cộng từ trụ cột công bố",
            Kind.NUMBER,
            width=_SCORE_WIDTH,
            decimals=4,
            formula='IF(COUNTIFS({tblPillars.parent},{code},{tblPillars.published},">0")={n_children},AVERAGEIFS({tblPillars.published},{tblPillars.parent},{code}),"")',
        ),
        Column(
            "agrees",
            "Khớp công bố",
            width=12,
            formula='IF(AND(ISNUMBER({published}),ISNUMBER({from_pillars})),IF(ROUND(ABS({published}-{from_pillars}),6)<={set.tolerance},"Khớp","Lệch"),"")',
        ),
        Column(
            "coverage",
            "Tỷ lệ chỉ số có điểm",
            Kind.NUMBER,
            width=12,
            formula="SUMIFS({tblPillars.n_indicators_scored},{tblPillars.parent},{code})/SUMIFS({tblPillars.n_indicators},{tblPillars.parent},{code})",
        ),
    ),
    row=9,
    caption="Đầu vào, đầu ra",
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
        Column("rank", "Hạng công bố", Kind.INTEGER, width=10, formula=_published("{set.year}", "rank")),
        Column(
            "rank_before",
            "Hạng năm trước",
            Kind.INTEGER,
            width=10,
            formula=_published("{set.previous_year}", "rank"),
        ),
        Column("n_units", "Số tỉnh", Kind.INTEGER, width=10, formula=_published("{set.year}", "n_units")),
        Column(
            "rank_target",
            "Mục tiêu hạng (từ trên xuống)",
            Kind.INTEGER,
            width=12,
            formula='IF(COUNTIFS({tblTargets.year},{set.year},{tblTargets.component},{code},{tblTargets.kind},"hạng")>0,'
            'SUMIFS({tblTargets.value},{tblTargets.year},{set.year},{tblTargets.component},{code},{tblTargets.kind},"hạng"),"")',
        ),
        Column(
            "met",
            "Đạt mục tiêu",
            width=12,
            formula='IF(AND(ISNUMBER({rank}),ISNUMBER({rank_target})),IF({rank}<={rank_target},"Đạt","Chưa đạt"),"")',
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
            formula="SUM({tblResults.contribution})",
        ),
    ),
    row=5,
    caption="Chỉ số tổng hợp",
)

PROGRESS_TABLE = Table(
    "tblProgress",
    PROGRESS,
    (
        Column("agency", "Cơ quan", width=26, required=True, unique=True),
        Column(
            "due", "Chỉ số phải nộp", Kind.INTEGER, width=10, formula="COUNTIFS({tblValues.agency},{agency})"
        ),
        Column(
            "received",
            "Đã có số liệu",
            Kind.INTEGER,
            width=10,
            formula='COUNTIFS({tblValues.agency},{agency},{tblValues.state},"Đã có")',
        ),
        Column(
            "explained",
            "Có lý do thiếu",
            Kind.INTEGER,
            width=10,
            formula='COUNTIFS({tblValues.agency},{agency},{tblValues.state},"Có lý do")',
        ),
        Column("open", "Còn thiếu", Kind.INTEGER, width=10, formula="{due}-{received}-{explained}"),
        Column(
            "policies_due",
            "Nhóm chính sách",
            Kind.INTEGER,
            width=10,
            formula="COUNTIFS({tblPolicies.agency},{agency})",
        ),
        Column(
            "policies_open",
            "Chính sách còn thiếu",
            Kind.INTEGER,
            width=10,
            formula='{policies_due}-COUNTIFS({tblPolicies.agency},{agency},{tblPolicies.in_force},"Có")-COUNTIFS({tblPolicies.agency},{agency},{tblPolicies.in_force},"Không")',
        ),
        Column(
            "evidence",
            "Minh chứng đã nộp",
            Kind.INTEGER,
            width=10,
            formula="COUNTIFS({tblEvidence.agency},{agency})",
        ),
        Column("tasks", "Nhiệm vụ", Kind.INTEGER, width=10, formula="COUNTIFS({tblTasks.agency},{agency})"),
        Column(
            "tasks_done",
            "Hoàn thành",
            Kind.INTEGER,
            width=10,
            formula='COUNTIFS({tblTasks.agency},{agency},{tblTasks.state},"Hoàn thành")',
        ),
        Column(
            "tasks_doing",
            "Đang thực hiện",
            Kind.INTEGER,
            width=10,
            formula='COUNTIFS({tblTasks.agency},{agency},{tblTasks.state},"Đang thực hiện")',
        ),
        Column(
            "tasks_late",
            "Quá hạn",
            Kind.INTEGER,
            width=10,
            formula='COUNTIFS({tblTasks.agency},{agency},{tblTasks.state},"Quá hạn")',
        ),
        Column(
            "tasks_silent",
            "Chưa báo cáo",
            Kind.INTEGER,
            width=10,
            formula='{tasks}-COUNTIFS({tblTasks.agency},{agency},{tblTasks.state},"?*")',
        ),
        Column(
            "contacts",
            "Đầu mối",
            Kind.INTEGER,
            width=9,
            formula='COUNTIFS({tblContacts.agency},{agency},{tblContacts.name},"?*")',
        ),
        Column(
            "letters",
            "Công văn đôn đốc",
            Kind.INTEGER,
            width=10,
            formula="COUNTIFS({tblLetters.agency},{agency})",
        ),
        Column("submitted", "Ngày nộp phiếu", Kind.DATE, width=12, input=True),
        Column("file", "Tệp phiếu", width=28),
        Column(
            "days_late",
            "Số ngày chậm",
            Kind.INTEGER,
            width=10,
            formula="IF(ISNUMBER({set.deadline}),MAX(0,IF(ISNUMBER({submitted}),{submitted},N({set.as_of}))-{set.deadline}),0)",
        ),
        Column(
            "state",
            "Tình trạng",
            width=18,
            formula='IF(ISNUMBER({submitted}),IF({open}+{policies_open}>0,"Nộp thiếu",IF({days_late}>0,"Nộp đủ, chậm","Nộp đủ")),IF({days_late}>0,"Quá hạn","Chưa đến hạn"))',
        ),
    ),
)
