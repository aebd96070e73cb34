"""Every check the workbook makes of itself, as a formula, and the one line that each sheet shows of them.

A check that does not hold means that the workbook is wrong; an open item means that data are still to come.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from pii_xl.layout import MASTER
from pii_xl.layout.buttons import command
from pii_xl.layout.collected import DIGITS_NAME
from pii_xl.layout.parts import Status
from pii_xl.layout.words import POLICY_ENTRY
from pii_xl.workspace.workspace import LABELLED_TABLES, Workspace

CONTROL_NAME, WRONG_NAME, OPEN_NAME = "pii_control", "pii_wrong", "pii_open"
HOLDS, FAILS, COMPLETE, OPEN = "Đúng", "Sai", "Đủ", "Chưa đủ"
RIGHT, FULL = "Tính đúng", "Đủ số liệu"
NOISE = 1e-9
MADE_UP, ERRORS, FIGURES = "Số có nhãn minh họa", "Lỗi chưa sửa ở trang Lỗi", "Chỉ số đã có số liệu"
"""Checks whose counts stand in the line that every sheet shows."""


@dataclass(frozen=True)
class Check:
    """One check: what is found (a formula), what is wanted, and what it means."""

    kind: str
    title: str
    formula: str
    wanted: Callable[[Workspace], float]
    meaning: str
    tolerance: float = 0.0
    tolerance_formula: str = ""

    def allowed(self, workspace: Workspace) -> float:
        """How far found and wanted may lie apart."""
        formula = self.tolerance_formula
        return float(workspace.value(formula)) if formula else self.tolerance


def _zero(_: Workspace) -> float:
    return 0.0


def _indicators(workspace: Workspace) -> float:
    return float(len(workspace.framework.codes))


def _entered(workspace: Workspace) -> float:
    """The indicators whose figure somebody enters: that of the policy groups is counted."""
    return float((workspace["tblIndicators"]["entry"] != POLICY_ENTRY).sum())


def _codes(table: str, sheet: str) -> Check:
    return Check(
        RIGHT,
        f"Mã chỉ số ở trang {sheet} khớp danh mục, không lặp",
        f"SUMPRODUCT(--(COUNTIF({table}[Mã],tblIndicators[Mã])=1))",
        _indicators,
        f"Mỗi mã trong trang Chỉ số phải có đúng một dòng ở trang {sheet}. Nếu thiếu: lập lại sổ từ bản sao lưu.",
    )


CONTROLS: tuple[Check, ...] = (
    Check(
        RIGHT,
        "Số chỉ số ở trang Kết quả",
        "ROWS(tblResults[Mã])",
        _indicators,
        "Khung của năm có đúng số chỉ số này; thiếu dòng thì mọi điểm đều sai.",
    ),
    Check(
        RIGHT,
        "Số nhóm chỉ số",
        "ROWS(tblSubPillars[Mã])",
        lambda w: float(len(w.framework.sub_pillars)),
        "Khung của năm có đúng số nhóm này.",
    ),
    Check(
        RIGHT,
        "Số trụ cột",
        "ROWS(tblPillars[Mã])",
        lambda w: float(len(w.framework.pillars)),
        "Khung của năm có đúng số trụ cột này.",
    ),
    Check(
        RIGHT,
        "Các nhóm có đủ chỉ số",
        "SUM(tblSubPillars[Số thành phần])",
        _indicators,
        "Mỗi chỉ số thuộc đúng một nhóm; tổng các nhóm bằng số chỉ số.",
    ),
    _codes("tblResults", "Kết quả"),
    _codes("tblValues", "Số liệu"),
    _codes("tblReference", "Tham chiếu"),
    Check(
        RIGHT,
        "Mỗi chỉ số có một cơ quan trong bảng Tiến độ",
        "SUM(tblProgress[Chỉ số phải nộp])",
        _entered,
        "Nếu ít hơn: có chỉ số giao cho cơ quan không nằm trong trang Tiến độ; sửa cột Cơ quan nhập ở trang Số liệu.",
    ),
    Check(
        RIGHT,
        "Điểm nằm ngoài khoảng 0 đến 100",
        'COUNTIF(tblResults[Điểm],"<0")+COUNTIF(tblResults[Điểm],">"&cfg_scale)',
        _zero,
        "Điểm chuẩn hóa luôn từ 0 đến 100.",
    ),
    Check(
        RIGHT,
        "Tổng đóng góp của các chỉ số trừ điểm PII",
        "IF(COUNT(tblIndex[Điểm])>0,SUM(tblResults[Đóng góp vào PII])-SUM(tblIndex[Điểm]),0)",
        _zero,
        "Đóng góp của các chỉ số cộng lại phải đúng bằng điểm PII.",
        NOISE,
    ),
    Check(
        RIGHT,
        "Đầu vào, đầu ra công bố lệch so với trụ cột công bố",
        'COUNTIF(tblSubIndices[Khớp công bố],"Lệch")',
        _zero,
        "Điểm đầu vào, đầu ra là trung bình các trụ cột của mình. Nếu lệch: xem lại số đã nhập ở trang Công bố.",
    ),
    Check(
        RIGHT,
        "PII công bố trừ trung bình đầu vào, đầu ra công bố",
        f"IF(COUNT(tblSubIndices[Điểm công bố])*COUNT(tblIndex[Điểm công bố])>1,ROUND(ABS(SUM(tblIndex[Điểm công bố])-AVERAGE(tblSubIndices[Điểm công bố])),{DIGITS_NAME}),0)",
        _zero,
        "Lệch quá sai số nghĩa là có điểm công bố nhập sai ở trang Công bố.",
        tolerance_formula="=cfg_tolerance",
    ),
    Check(
        RIGHT,
        "Tham chiếu có nhỏ nhất không nhỏ hơn lớn nhất",
        "SUMPRODUCT(ISNUMBER(tblReference[Nhỏ nhất cả nước])*ISNUMBER(tblReference[Lớn nhất cả nước])*(tblReference[Nhỏ nhất cả nước]>=tblReference[Lớn nhất cả nước]))",
        _zero,
        "Ba giá trị của một chỉ số phải theo thứ tự nhỏ nhất, trung bình, lớn nhất; sửa ở trang Tham chiếu.",
    ),
    Check(
        RIGHT,
        "Tham chiếu có trung bình thấp hơn nhỏ nhất",
        "SUMPRODUCT(ISNUMBER(tblReference[Nhỏ nhất cả nước])*ISNUMBER(tblReference[Trung bình cả nước])*(tblReference[Trung bình cả nước]<tblReference[Nhỏ nhất cả nước]))",
        _zero,
        "Trung bình cả nước phải nằm giữa nhỏ nhất và lớn nhất; sửa ở trang Tham chiếu.",
    ),
    Check(
        RIGHT,
        "Tham chiếu có trung bình cao hơn lớn nhất",
        "SUMPRODUCT(ISNUMBER(tblReference[Lớn nhất cả nước])*ISNUMBER(tblReference[Trung bình cả nước])*(tblReference[Trung bình cả nước]>tblReference[Lớn nhất cả nước]))",
        _zero,
        "Trung bình cả nước phải nằm giữa nhỏ nhất và lớn nhất; sửa ở trang Tham chiếu.",
    ),
    Check(
        RIGHT,
        "Mô phỏng: tổng tác động trừ thay đổi của PII",
        "IF(COUNT(tblCompare[So với hiện tại])>1,SUM(tblTry[Tác động tới PII])"
        '-INDEX(tblCompare[So với hiện tại],MATCH("Đang thử",tblCompare[Kịch bản],0)),0)',
        _zero,
        "Tác động của các thay đổi cộng lại phải đúng bằng thay đổi của PII.",
        NOISE,
    ),
    Check(
        FULL,
        "Chỉ số chưa có số liệu và chưa nêu lý do",
        'COUNTIFS(tblDue[Loại],"Chỉ số",tblDue[Còn nợ],1)',
        _zero,
        "Không ô nào được bỏ trống mà không có mã thiếu; đôn đốc cơ quan ở trang Tiến độ.",
    ),
    Check(
        FULL,
        FIGURES,
        "COUNT(tblResults[Giá trị])",
        _indicators,
        "Chỉ số chưa có số liệu thì chưa có điểm; xem ai còn nợ ở trang Tiến độ.",
    ),
    Check(
        FULL,
        "Chỉ số đã có điểm",
        "COUNT(tblResults[Điểm])",
        _indicators,
        "Chỉ số chưa có điểm thì nhóm, trụ cột tính trên số còn lại; xem cột Vì sao ở trang Kết quả.",
    ),
    Check(
        FULL,
        "Chỉ số có đủ tham chiếu cả nước",
        "COUNT(tblReference[Nhỏ nhất cả nước])",
        _indicators,
        "Chưa có nhỏ nhất, lớn nhất cả nước thì chưa chấm điểm được chỉ số đó.",
    ),
    Check(
        FULL,
        "Số liệu chưa có nhãn tình trạng",
        'SUMPRODUCT((tblValues[Tình trạng nộp]="Đã có")*(tblValues[Tình trạng số liệu]=""))',
        _zero,
        "Mỗi số phải ghi rõ công bố, ước tính hay minh họa.",
    ),
    Check(
        FULL,
        "Nhóm chính sách chưa trả lời",
        'COUNTIFS(tblDue[Loại],"Chính sách",tblDue[Còn nợ],1)',
        _zero,
        "Chỉ số 1.1.1 chỉ tính được khi mọi nhóm chính sách đã trả lời Có hoặc Không.",
    ),
    Check(
        FULL,
        "Cơ quan chưa có cán bộ đầu mối",
        "COUNTIF(tblProgress[Đầu mối],0)",
        _zero,
        "Kế hoạch yêu cầu mỗi cơ quan cử lãnh đạo và cán bộ đầu mối.",
    ),
    Check(
        FULL,
        ERRORS,
        'COUNTIF(tblFindings[Mức],"Lỗi")',
        _zero,
        f"Sửa từng lỗi theo cột Cách sửa rồi bấm {command('validate').label}.",
    ),
    Check(
        FULL,
        MADE_UP,
        "+".join(
            f'COUNTIF({name}[{MASTER.table(name)["status"].header}],"{Status.ILLUSTRATIVE}")'
            for name in LABELLED_TABLES
        ),
        _zero,
        "Số minh họa chỉ để tập dùng sổ; thay bằng số thật trước khi báo cáo.",
    ),
)


def results(workspace: Workspace) -> pd.DataFrame:
    """Each check with what was found, wanted, allowed, and whether it holds."""
    rows = []
    for check in CONTROLS:
        found, wanted, tolerance = (
            float(workspace.value(check.formula)),
            check.wanted(workspace),
            check.allowed(workspace),
        )
        good, bad = (HOLDS, FAILS) if check.kind == RIGHT else (COMPLETE, OPEN)
        result = good if abs(found - wanted) <= tolerance else bad
        rows.append({"found": found, "wanted": wanted, "tolerance": tolerance, "result": result})
    return pd.DataFrame(rows)


@dataclass(frozen=True)
class Standing:
    """What the line on every sheet says: failing checks, indicators with figures of all, errors, made-up figures."""

    wrong: str
    figures: str
    indicators: str
    errors: str
    made_up: str

    @classmethod
    def now(cls, outcome: pd.DataFrame) -> Standing:
        """The numbers of ``outcome``, the result of :func:`results`."""
        figures = outcome.iloc[position(FIGURES)]
        counts = (
            figures["found"],
            figures["wanted"],
            *(_found(outcome, title) for title in (ERRORS, MADE_UP)),
        )
        return cls(*(str(int(count)) for count in ((outcome["result"] == FAILS).sum(), *counts)))

    def line(self) -> str:
        """The line for numbers that are known."""
        formulas = f"SAI {self.wrong} phép" if int(self.wrong) else "đúng"
        return f"{_HEAD}{formulas}{_FIGURES}{self.figures}/{self.indicators}{_ERRORS}{self.errors}{_MADE_UP}{self.made_up}"

    def formula(self) -> str:
        """The same line as a formula over the cells that hold the numbers."""
        formulas = f'IF({self.wrong}>0,"SAI "&{self.wrong}&" phép","đúng")'
        return (
            f'="{_HEAD}"&{formulas}&"{_FIGURES}"&{self.figures}&"/"&{self.indicators}'
            f'&"{_ERRORS}"&{self.errors}&"{_MADE_UP}"&{self.made_up}'
        )


_HEAD, _FIGURES, _ERRORS, _MADE_UP = "Công thức: ", " · Số liệu: ", " · Lỗi: ", " · Minh họa: "


def position(title: str) -> int:
    """Where the check called ``title`` stands among the controls."""
    return next(n for n, check in enumerate(CONTROLS) if check.title == title)


def _found(outcome: pd.DataFrame, title: str) -> float:
    return float(outcome.iloc[position(title)]["found"])
