"""The targets of the plan, each with its verdict on the published and the computed figure, and what puts it at risk."""

from __future__ import annotations

from dataclasses import replace

from pii_xl.layout.collected import DIGITS_NAME, lead_over
from pii_xl.layout.numbers_said import said
from pii_xl.layout.parts import Column, Kind, Table
from pii_xl.layout.sheets import TARGETS

MET, MISSED, AT_RISK = "Đạt", "Chưa đạt", "Có nguy cơ"
SCORE_TARGET, RANK_TARGET = "điểm", "hạng"


def _passing(margin: str) -> str:
    """Formula text: the signs of the relations that a figure on this side of the target fulfils."""
    return f'IF({{{margin}}}>0,">≥",IF({{{margin}}}<0,"<≤","≥≤="))'


def _verdict(margin: str, passing: str) -> str:
    """Formula text: whether a figure lies where the target's relation asks for it. The one statement of "met"."""
    said = f'IF(ISNUMBER(SEARCH({{sign}},{{{passing}}})),"{MET}","{MISSED}")'
    return f'IF(AND(ISNUMBER({{{margin}}}),{{sign}}<>""),{said},"")'


def _margin(figure: str) -> str:
    return (
        f'IF(AND(ISNUMBER({{{figure}}}),ISNUMBER({{value}})),ROUND({{{figure}}}-{{value}},{DIGITS_NAME}),"")'
    )


TARGETS_TABLE = Table(
    "tblTargets",
    TARGETS,
    (
        Column("year", "Năm", Kind.INTEGER, width=8, input=True, required=True),
        Column("component", "Thành phần", Kind.CODE, width=12, input=True, required=True),
        Column("name", "Tên", width=44),
        Column("kind", "Mục tiêu về", width=12, input=True, choices="target_kind"),
        Column("relation", "So sánh", width=9, input=True, choices="relation"),
        Column("value", "Mức", Kind.NUMBER, width=10, input=True, decimals=2),
        Column("baseline_year", "Năm gốc", Kind.INTEGER, width=9, input=True),
        Column("baseline", "Điểm năm gốc", Kind.NUMBER, width=12, input=True, decimals=2),
        Column("basis", "Căn cứ", Kind.LONG, width=60, input=True),
    ),
    spare_rows=5,
)
"""The targets as an assignments workbook lists them."""


_OUTSIDE = '{tblPublished.rival},"có",{tblPublished.rank},{outside}'
_OF_PILLAR = "{tblTrendValues.pillar},{component}"


def _figure(key: str, header: str, formula: str, width: float = 10) -> Column:
    return Column(key, header, Kind.NUMBER, width=width, decimals=2, formula=formula)


def _count(key: str, header: str, formula: str) -> Column:
    return Column(key, header, Kind.INTEGER, width=9, formula=formula)


def _flag(key: str, header: str, test: str) -> Column:
    return _count(key, header, f"IF({test},1,0)")


_WORKINGS_OF_RISK = (
    Column("judged", "Theo số tốt nhất", width=12, formula='IF({met}<>"",{met},{met_computed})'),
    _flag("is_met", "Đạt", f'{{judged}}="{MET}"'),
    _figure("nearest", "Cách mức, số tốt nhất", "IF(ISNUMBER({margin}),{margin},{margin_computed})"),
    _count("better", "Chiều tốt", 'IF(ISNUMBER(SEARCH({sign},"<≤")),-1,IF({sign}="=",0,1))'),
    _figure("ahead", "Hơn mức", 'IF(AND(ISNUMBER({nearest}),{better}<>0),{better}*{nearest},"")'),
    _figure(
        "edge", "Sát mức khi dưới", f'IF({{kind}}="{RANK_TARGET}",{{set.risk_places}},{{set.risk_margin}})'
    ),
    _flag("is_near", "Sát mức", "IF(AND({is_met}=1,ISNUMBER({ahead})),{ahead}<{edge},FALSE)"),
    Column(
        "ahead_said",
        "Hơn mức, bằng lời",
        width=16,
        formula=f'IFERROR(IF({{kind}}="{RANK_TARGET}",{{ahead}}&" bậc",{said("{ahead}")}&" điểm"),"")',
    ),
    Column(
        "narrow",
        "Sát mức, bằng lời",
        width=20,
        formula='IF({is_near}=1,IF({ahead}=0,"; vừa bằng mức","; chỉ hơn mức "&{ahead_said}),"")',
    ),
    _count("outside", "Hạng đầu tiên ngoài mức", 'IF({sign}="<",N({value}),N({value})+1)'),
    _figure(
        "pursuer",
        "Tỉnh sau mức kém",
        lead_over(f"AVERAGEIFS({{tblPublished.score}},{_OUTSIDE})"),
    ),
    _flag(
        "is_ranked",
        "Mục tiêu hạng đạt",
        f'AND({{is_met}}=1,{{kind}}="{RANK_TARGET}",{{better}}<0,ISNUMBER({{pursuer}}))',
    ),
    _flag("is_chased", "Bị bám sát", "IF({is_ranked}=1,{pursuer}<{set.risk_margin},FALSE)"),
    Column(
        "chased",
        "Bị bám sát, bằng lời",
        width=20,
        formula=f'IF({{is_chased}}=1,"; tỉnh hạng "&{{outside}}&" chỉ kém "&{said("{pursuer}")}&" điểm","")',
    ),
    _count("n_pillar", "Chỉ số của trụ cột", f"COUNTIFS({_OF_PILLAR})"),
    _count("n_all", "Số chỉ số", 'IF({n_pillar}>0,{n_pillar},COUNTIF({tblResults.code},"?*"))'),
    _count(
        "n_known",
        "Chỉ số có điểm",
        f'IF({{n_pillar}}>0,COUNTIFS({_OF_PILLAR},{{tblTrendValues.now}},">=0"),COUNT({{tblResults.score}}))',
    ),
    _flag("is_part", "Mới một phần", 'AND({met}="",{is_met}=1,{n_known}<{n_all})'),
    Column(
        "partial",
        "Một phần, bằng lời",
        width=20,
        formula='IF({is_part}=1,"; mới tính trên "&{n_known}&"/"&{n_all}&" chỉ số","")',
    ),
)


JUDGED_TARGETS_TABLE = replace(
    TARGETS_TABLE,
    columns=(
        *TARGETS_TABLE.columns,
        _figure("actual", "Kết quả công bố", 'IF(N({published})>0,{published},"")', width=12),
        Column("met", "Đạt mục tiêu", width=12, formula=_verdict("margin", "passing")),
        Column(
            "outlook",
            "Triển vọng",
            width=12,
            formula=f'IF({{judged}}<>"{MET}",{{judged}},IF({{risk}}="","{MET}","{AT_RISK}"))',
            help="Đạt, Chưa đạt, hoặc Có nguy cơ: đạt nhưng sát mức, hay mới tính trên một phần số liệu.",
        ),
        Column(
            "risk",
            "Vì sao có nguy cơ",
            Kind.LONG,
            width=34,
            formula='SUBSTITUTE({narrow}&{chased}&{partial},"; ","",1)',
        ),
        _figure(
            "computed",
            "Điểm sổ tự tính",
            f'IF({{kind}}="{SCORE_TARGET}",IFERROR(INDEX(case_now,MATCH({{component}},case_codes,0)),""),"")',
            width=12,
        ),
        Column(
            "met_computed",
            "Đạt theo điểm tự tính",
            width=12,
            formula=_verdict("margin_computed", "passing_computed"),
        ),
        Column("key", "Khóa", width=18, formula='{year}&"|"&{component}&"|"&{kind}'),
        Column(
            "published_key", "Khóa công bố", width=22, formula='{year}&"|"&{set.province}&"|"&{component}'
        ),
        _count(
            "published_row",
            "Dòng công bố",
            "IF(COUNTIF({tblPublished.key},{published_key})=1,"
            'MATCH({published_key},{tblPublished.key},0),"")',
        ),
        _figure(
            "published",
            "Số công bố",
            f'IFERROR(IF({{kind}}="{RANK_TARGET}",INDEX({{tblPublished.rank}},{{published_row}}),'
            'INDEX({tblPublished.score},{published_row})),"")',
        ),
        Column("passing", "Dấu đạt được", width=9, formula=_passing("margin")),
        Column(
            "passing_computed",
            "Dấu đạt, tự tính",
            width=12,
            formula=_passing("margin_computed"),
        ),
        Column(
            "sign",
            "Dấu so sánh",
            width=9,
            formula='SUBSTITUTE(SUBSTITUTE({relation},">=","≥"),"<=","≤")',
        ),
        _figure("margin", "Cách mức", _margin("actual")),
        _figure("margin_computed", "Cách mức theo điểm tự tính", _margin("computed"), width=12),
        *(replace(column, hidden=True) for column in _WORKINGS_OF_RISK),
    ),
    shown=(
        "year",
        "component",
        "name",
        "kind",
        "relation",
        "value",
        "actual",
        "met",
        "outlook",
        "risk",
        "computed",
        "met_computed",
        "baseline_year",
        "baseline",
        "basis",
    ),
)
"""The targets of the master workbook, each with its verdict."""
