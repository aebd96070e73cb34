"""The sheet "Kiểm soát": every check the workbook makes of itself, and the one line that each sheet shows of them.

A check that does not hold means that the workbook is wrong; an open item means that data are still to come.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook as XlsxWorkbook
from xlsxwriter.worksheet import Worksheet

from pii_xl.layout.matrix import DONE_NAME, DONE_STATES
from pii_xl.layout.scored import DIGITS, DIGITS_NAME, HEADLINE_LETTERS, HEADLINE_NAME
from pii_xl.layout.sheets import CHECKS
from pii_xl.score.province import NATION
from pii_xl.workbook.commands import command
from pii_xl.workbook.live_cells import Live
from pii_xl.workbook.marking import BAD, BAD_NAME, GOOD, GOOD_NAME, WARN, WARN_NAME, mark_states
from pii_xl.workbook.notice import NOTICE_NAME, NOTICE_TEXT
from pii_xl.workbook.row_heights import LINE, PADDING, text_lines
from pii_xl.workbook.styles import COMPUTED_FILL, GRID, Formats
from pii_xl.workspace import Workspace

CONTROL_NAME, WRONG_NAME, RIVALS_NAME = "pii_control", "pii_wrong", "lst_not_rivals"
HOLDS, FAILS, COMPLETE, OPEN = "Đúng", "Sai", "Đủ", "Chưa đủ"
HEADERS = (
    "Số",
    "Loại",
    "Phép kiểm tra",
    "Thấy",
    "Cần có",
    "Sai số cho phép",
    "Kết quả",
    "Nghĩa là gì, làm gì khi không đạt",
)
WIDTHS = (8, 14, 50, 14, 12, 12, 14, 96)
FIRST_ROW = 5
RIGHT, FULL = "Tính đúng", "Đủ số liệu"
NOISE = 1e-9
MADE_UP = "Số có nhãn minh họa"


@dataclass(frozen=True)
class Check:
    """One check: what is found (a formula and its twin), what is wanted, and what it means."""

    kind: str
    title: str
    formula: str
    found: Callable[[Workspace], float]
    wanted: Callable[[Workspace], float]
    meaning: str
    tolerance: Callable[[Workspace], float] = lambda _: 0.0
    tolerance_formula: str = ""


def _count(table: str) -> Callable[[Workspace], float]:
    return lambda workspace: float(len(workspace[table]))


def _zero(_: Workspace) -> float:
    return 0.0


def _indicators(workspace: Workspace) -> float:
    return float(len(workspace.framework.codes))


def _sum(table: str, key: str) -> Callable[[Workspace], float]:
    return lambda workspace: float(workspace[table][key].sum())


def _noise(_: Workspace) -> float:
    return NOISE


def _matched(table: str) -> Callable[[Workspace], float]:
    def found(workspace: Workspace) -> float:
        counts = workspace[table]["code"].value_counts()
        return float((workspace["tblIndicators"]["code"].map(counts) == 1).sum())

    return found


def _codes(table: str, sheet: str) -> Check:
    return Check(
        RIGHT,
        f"Mã chỉ số ở trang {sheet} khớp danh mục, không lặp",
        f"SUMPRODUCT(--(COUNTIF({table}[Mã],tblIndicators[Mã])=1))",
        _matched(table),
        _indicators,
        f"Mỗi mã trong trang Chỉ số phải có đúng một dòng ở trang {sheet}. Nếu thiếu: lập lại sổ từ bản sao lưu.",
    )


def _pii_less_contributions(workspace: Workspace) -> float:
    pii = workspace["tblIndex"]["score"].iloc[0]
    return float(workspace["tblResults"]["contribution"].sum() - pii) if pii == pii else 0.0


def _scores_outside(workspace: Workspace) -> float:
    scores = workspace["tblResults"]["score"]
    return float((scores < 0).sum() + (scores > 100).sum())


def _published_gap(workspace: Workspace) -> float:
    distance = workspace["tblIndex"]["published"].iloc[0] - workspace["tblSubIndices"]["published"].mean(
        skipna=False
    )
    return float(round(abs(distance), DIGITS)) if distance == distance else 0.0


def _reference_disorder(workspace: Workspace) -> float:
    table = workspace["tblReference"]
    return float((table["minimum"] >= table["maximum"]).sum())


def _mean_too_low(workspace: Workspace) -> float:
    table = workspace["tblReference"]
    return float((table["mean"] < table["minimum"]).sum())


def _mean_too_high(workspace: Workspace) -> float:
    table = workspace["tblReference"]
    return float((table["mean"] > table["maximum"]).sum())


def _effects_less_change(workspace: Workspace) -> float:
    change = workspace["tblCompare"]["change"].iloc[1]
    return float(workspace["tblTry"]["effect"].sum() - change) if change == change else 0.0


def _rows_with(table: str, key: str, value: str) -> Callable[[Workspace], float]:
    return lambda workspace: float((workspace[table][key] == value).sum())


def _numbers(table: str, key: str) -> Callable[[Workspace], float]:
    return lambda workspace: float(workspace[table][key].notna().sum())


def _unlabelled(workspace: Workspace) -> float:
    table = workspace["tblValues"]
    return float(((table["state"] == "Đã có") & (table["status"] == "")).sum())


def _illustrative(workspace: Workspace) -> float:
    tables = ("tblValues", "tblBase", "tblPolicies", "tblReference")
    return float(sum((workspace[name]["status"] == "minh họa").sum() for name in tables))


def _tolerance(workspace: Workspace) -> float:
    return workspace.settings.number("tolerance")


CONTROLS: tuple[Check, ...] = (
    Check(
        RIGHT,
        "Số chỉ số ở trang Kết quả",
        "ROWS(tblResults[Mã])",
        _count("tblResults"),
        _indicators,
        "Khung của năm có đúng số chỉ số này; thiếu dòng thì mọi điểm đều sai.",
    ),
    Check(
        RIGHT,
        "Số nhóm chỉ số",
        "ROWS(tblSubPillars[Mã])",
        _count("tblSubPillars"),
        lambda w: float(len(w.framework.sub_pillars)),
        "Khung của năm có đúng số nhóm này.",
    ),
    Check(
        RIGHT,
        "Số trụ cột",
        "ROWS(tblPillars[Mã])",
        _count("tblPillars"),
        lambda w: float(len(w.framework.pillars)),
        "Khung của năm có đúng số trụ cột này.",
    ),
    Check(
        RIGHT,
        "Các nhóm có đủ chỉ số",
        "SUM(tblSubPillars[Số thành phần])",
        _sum("tblSubPillars", "n_children"),
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
        _sum("tblProgress", "due"),
        _indicators,
        "Nếu ít hơn: có chỉ số giao cho cơ quan không nằm trong trang Tiến độ; sửa cột Cơ quan nhập ở trang Số liệu.",
    ),
    Check(
        RIGHT,
        "Điểm nằm ngoài khoảng 0 đến 100",
        'COUNTIF(tblResults[Điểm],"<0")+COUNTIF(tblResults[Điểm],">"&cfg_scale)',
        _scores_outside,
        _zero,
        "Điểm chuẩn hóa luôn từ 0 đến 100.",
    ),
    Check(
        RIGHT,
        "Tổng đóng góp của các chỉ số trừ điểm PII",
        "IF(COUNT(tblIndex[Điểm])>0,SUM(tblResults[Đóng góp vào PII])-SUM(tblIndex[Điểm]),0)",
        _pii_less_contributions,
        _zero,
        "Đóng góp của các chỉ số cộng lại phải đúng bằng điểm PII.",
        _noise,
    ),
    Check(
        RIGHT,
        "Đầu vào, đầu ra công bố lệch so với trụ cột công bố",
        'COUNTIF(tblSubIndices[Khớp công bố],"Lệch")',
        _rows_with("tblSubIndices", "agrees", "Lệch"),
        _zero,
        "Điểm đầu vào là trung bình trụ cột 1–5, đầu ra là trung bình trụ cột 6–7. Nếu lệch: xem lại số đã nhập ở trang Công bố.",
    ),
    Check(
        RIGHT,
        "PII công bố trừ trung bình đầu vào, đầu ra công bố",
        f"IF(COUNT(tblSubIndices[Điểm công bố])*COUNT(tblIndex[Điểm công bố])>1,ROUND(ABS(SUM(tblIndex[Điểm công bố])-AVERAGE(tblSubIndices[Điểm công bố])),{DIGITS_NAME}),0)",
        _published_gap,
        _zero,
        "Lệch quá sai số nghĩa là có điểm công bố nhập sai ở trang Công bố.",
        _tolerance,
        "=cfg_tolerance",
    ),
    Check(
        RIGHT,
        "Tham chiếu có nhỏ nhất không nhỏ hơn lớn nhất",
        "SUMPRODUCT(ISNUMBER(tblReference[Nhỏ nhất cả nước])*ISNUMBER(tblReference[Lớn nhất cả nước])*(tblReference[Nhỏ nhất cả nước]>=tblReference[Lớn nhất cả nước]))",
        _reference_disorder,
        _zero,
        "Ba giá trị của một chỉ số phải theo thứ tự nhỏ nhất, trung bình, lớn nhất; sửa ở trang Tham chiếu.",
    ),
    Check(
        RIGHT,
        "Tham chiếu có trung bình thấp hơn nhỏ nhất",
        "SUMPRODUCT(ISNUMBER(tblReference[Nhỏ nhất cả nước])*ISNUMBER(tblReference[Trung bình cả nước])*(tblReference[Trung bình cả nước]<tblReference[Nhỏ nhất cả nước]))",
        _mean_too_low,
        _zero,
        "Trung bình cả nước phải nằm giữa nhỏ nhất và lớn nhất; sửa ở trang Tham chiếu.",
    ),
    Check(
        RIGHT,
        "Tham chiếu có trung bình cao hơn lớn nhất",
        "SUMPRODUCT(ISNUMBER(tblReference[Lớn nhất cả nước])*ISNUMBER(tblReference[Trung bình cả nước])*(tblReference[Trung bình cả nước]>tblReference[Lớn nhất cả nước]))",
        _mean_too_high,
        _zero,
        "Trung bình cả nước phải nằm giữa nhỏ nhất và lớn nhất; sửa ở trang Tham chiếu.",
    ),
    Check(
        RIGHT,
        "Mô phỏng: tổng tác động trừ thay đổi của PII",
        "IF(COUNT(tblCompare[So với hiện tại])>1,SUM(tblTry[Tác động tới PII])"
        '-INDEX(tblCompare[So với hiện tại],MATCH("Đang thử",tblCompare[Kịch bản],0)),0)',
        _effects_less_change,
        _zero,
        "Tác động của các thay đổi cộng lại phải đúng bằng thay đổi của PII.",
        _noise,
    ),
    Check(
        FULL,
        "Chỉ số chưa có số liệu và chưa nêu lý do",
        'COUNTIF(tblValues[Tình trạng nộp],"Chưa có")',
        _rows_with("tblValues", "state", "Chưa có"),
        _zero,
        "Không ô nào được bỏ trống mà không có mã thiếu; đôn đốc cơ quan ở trang Tiến độ.",
    ),
    Check(
        FULL,
        "Chỉ số đã có điểm",
        "COUNT(tblResults[Điểm])",
        _numbers("tblResults", "score"),
        _indicators,
        "Chỉ số chưa có điểm thì nhóm, trụ cột tính trên số còn lại; xem cột Vì sao ở trang Kết quả.",
    ),
    Check(
        FULL,
        "Chỉ số có đủ tham chiếu cả nước",
        "COUNT(tblReference[Nhỏ nhất cả nước])",
        _numbers("tblReference", "minimum"),
        _indicators,
        "Chưa có nhỏ nhất, lớn nhất cả nước thì chưa chấm điểm được chỉ số đó.",
    ),
    Check(
        FULL,
        "Số liệu chưa có nhãn tình trạng",
        'SUMPRODUCT((tblValues[Tình trạng nộp]="Đã có")*(tblValues[Tình trạng số liệu]=""))',
        _unlabelled,
        _zero,
        "Mỗi số phải ghi rõ công bố, ước tính hay minh họa.",
    ),
    Check(
        FULL,
        "Nhóm chính sách chưa trả lời",
        "COUNTBLANK(tblPolicies[Còn hiệu lực])",
        _rows_with("tblPolicies", "in_force", ""),
        _zero,
        "Chỉ số 1.1.1 chỉ tính được khi mọi nhóm chính sách đã trả lời Có hoặc Không.",
    ),
    Check(
        FULL,
        "Cơ quan chưa có cán bộ đầu mối",
        "COUNTIF(tblProgress[Đầu mối],0)",
        lambda w: float((w["tblProgress"]["contacts"] == 0).sum()),
        _zero,
        "Kế hoạch yêu cầu mỗi cơ quan cử lãnh đạo và cán bộ đầu mối.",
    ),
    Check(
        FULL,
        "Lỗi chưa sửa ở trang Lỗi",
        'COUNTIF(tblFindings[Mức],"Lỗi")',
        _rows_with("tblFindings", "level", "Lỗi"),
        _zero,
        f"Sửa từng lỗi theo cột Cách sửa rồi bấm {command('validate').label}.",
    ),
    Check(
        FULL,
        MADE_UP,
        'COUNTIF(tblValues[Tình trạng số liệu],"minh họa")+COUNTIF(tblBase[Tình trạng số liệu],"minh họa")'
        '+COUNTIF(tblPolicies[Tình trạng số liệu],"minh họa")+COUNTIF(tblReference[Tình trạng số liệu],"minh họa")',
        _illustrative,
        _zero,
        "Số minh họa chỉ để tập dùng sổ; thay bằng số thật trước khi báo cáo.",
    ),
)


def results(workspace: Workspace) -> pd.DataFrame:
    """Each check with what was found, wanted, allowed, and whether it holds."""
    rows = []
    for check in CONTROLS:
        found, wanted, tolerance = check.found(workspace), check.wanted(workspace), check.tolerance(workspace)
        good, bad = (HOLDS, FAILS) if check.kind == RIGHT else (COMPLETE, OPEN)
        result = good if abs(found - wanted) <= tolerance else bad
        rows.append({"found": found, "wanted": wanted, "tolerance": tolerance, "result": result})
    return pd.DataFrame(rows)


def control_line(workspace: Workspace) -> str:
    """The line that every sheet shows."""
    outcome = results(workspace)["result"]
    return _line(int((outcome == FAILS).sum()), int((outcome == OPEN).sum()), len(CONTROLS))


def _line(wrong: int, open_items: int, total: int) -> str:
    head = f"KIỂM SOÁT: SAI {wrong} phép" if wrong else "KIỂM SOÁT: ĐÚNG"
    return f"{head}, còn {open_items} mục chưa đủ số liệu (trong {total} phép kiểm tra)"


class ChecksSheet:
    """Writes the sheet and knows where its lines and lists stand."""

    def __init__(self, workspace: Workspace, formats: Formats) -> None:
        self.workspace = workspace
        self.formats = formats
        self.outcome = results(workspace)
        self.last_row = FIRST_ROW + len(CONTROLS) - 1
        self.lines_row = self.last_row + 3
        self.lists_row = self.lines_row + 6

    def define_names(self, workbook: XlsxWorkbook) -> None:
        """Names for the lines and lists; other sheets' formulas and conditional formats use them."""
        for name, row in ((CONTROL_NAME, 0), (NOTICE_NAME, 1), (WRONG_NAME, 2)):
            self._name(workbook, name, self.lines_row + row, 2, 1)
        for name, column, entries in self._lists():
            self._name(workbook, name, self.lists_row + 1, column, len(entries))
        workbook.define_name(DIGITS_NAME, f"={DIGITS}")
        workbook.define_name(HEADLINE_NAME, f"={HEADLINE_LETTERS}")

    def _name(self, workbook: XlsxWorkbook, name: str, row: int, column: int, count: int) -> None:
        area = xl_range_abs(row, column, row + count - 1, column)
        workbook.define_name(name, f"='{CHECKS}'!{area.partition(':')[0] if count == 1 else area}")

    def _lists(self) -> tuple[tuple[str, int, tuple[str, ...]], ...]:
        own = self.workspace.settings.text("province")
        return (
            (BAD_NAME, 1, BAD),
            (WARN_NAME, 2, WARN),
            (GOOD_NAME, 3, GOOD),
            (DONE_NAME, 5, DONE_STATES),
            (RIVALS_NAME, 6, (own, NATION)),
        )

    @staticmethod
    def widths() -> tuple[float, ...]:
        return WIDTHS

    def write(self, sheet: Worksheet) -> None:
        for column, header in enumerate(HEADERS):
            sheet.write_string(FIRST_ROW - 1, column, header, self.formats.header())
        sheet.set_row(FIRST_ROW - 1, 2 * LINE + 2 * PADDING)
        for position, check in enumerate(CONTROLS):
            self._write_check(sheet, FIRST_ROW + position, position, check)
        mark_states(sheet, (FIRST_ROW, 6, self.last_row, 6), self.formats)
        self._write_lines(sheet)
        self._write_lists(sheet)
        sheet.freeze_panes(FIRST_ROW, 0)
        sheet.repeat_rows(FIRST_ROW - 1)

    def _write_check(self, sheet: Worksheet, row: int, position: int, check: Check) -> None:
        outcome = self.outcome.iloc[position]
        plain, computed = self._cell(), self._cell(bg_color=COMPUTED_FILL)
        sheet.write_number(row, 0, position + 1, self._cell(align="center"))
        sheet.write_string(row, 1, check.kind, plain)
        sheet.write_string(row, 2, check.title, plain)
        Live(f"={check.formula}", outcome["found"]).write(sheet, row, 3, self._number(bg_color=COMPUTED_FILL))
        sheet.write_number(row, 4, outcome["wanted"], self._number())
        if check.tolerance_formula:
            Live(check.tolerance_formula, outcome["tolerance"]).write(sheet, row, 5, self._number())
        else:
            sheet.write_number(
                row,
                5,
                outcome["tolerance"],
                self._number(num_format="0.0E+0" if outcome["tolerance"] else "0"),
            )
        Live(_result_formula(row, check), outcome["result"]).write(sheet, row, 6, computed)
        sheet.write_string(row, 7, check.meaning, plain)
        lines = max(text_lines(check.meaning, WIDTHS[7]), text_lines(check.title, WIDTHS[2]))
        sheet.set_row(row, lines * LINE + 2 * PADDING)

    def _write_lines(self, sheet: Worksheet) -> None:
        row, formats = self.lines_row, self.formats
        results_area = xl_range_abs(FIRST_ROW, 6, self.last_row, 6)
        wrong, pending = (int((self.outcome["result"] == state).sum()) for state in (FAILS, OPEN))
        wrong_cell, open_cell = (
            xl_rowcol_to_cell(row + offset, 2, row_abs=True, col_abs=True) for offset in (2, 3)
        )
        sheet.write_string(row - 1, 0, "Dòng hiện ở đầu mỗi trang", formats.caption())
        labels = ("Dòng kiểm soát", "Dòng số minh họa", "Số phép sai", "Số mục chưa đủ")
        line = (
            f'=IF({wrong_cell}>0,"KIỂM SOÁT: SAI "&{wrong_cell}&" phép","KIỂM SOÁT: ĐÚNG")&", còn "&{open_cell}'
            f'&" mục chưa đủ số liệu (trong "&ROWS({results_area})&" phép kiểm tra)"'
        )
        cells = (
            Live(line, _line(wrong, pending, len(CONTROLS))),
            Live(
                f'=IF({self._made_up()}>0,"{NOTICE_TEXT}","")',
                NOTICE_TEXT if _illustrative(self.workspace) else "",
            ),
            Live(f'=COUNTIF({results_area},"{FAILS}")', float(wrong)),
            Live(f'=COUNTIF({results_area},"{OPEN}")', float(pending)),
        )
        for offset, (label, cell) in enumerate(zip(labels, cells, strict=True)):
            sheet.write_string(row + offset, 0, label, formats.get(bold=True))
            cell.write(sheet, row + offset, 2, formats.get(align="left"))

    def _made_up(self) -> str:
        """The cell that counts made-up figures."""
        position = next(n for n, check in enumerate(CONTROLS) if check.title == MADE_UP)
        return str(xl_rowcol_to_cell(FIRST_ROW + position, 3, row_abs=True, col_abs=True))

    def _write_lists(self, sheet: Worksheet) -> None:
        row, formats = self.lists_row, self.formats
        sheet.write_string(row - 1, 0, "Danh sách dùng trong công thức và cách tô", formats.caption())
        titles = {
            BAD_NAME: "Tô đỏ, chữ đậm",
            WARN_NAME: "Tô vàng, chữ nghiêng",
            GOOD_NAME: "Tô xanh",
            DONE_NAME: "Coi là xong",
            RIVALS_NAME: "Không xếp hạng",
        }
        for name, column, entries in self._lists():
            sheet.write_string(row, column, titles[name], formats.header())
            for offset, entry in enumerate(entries, start=1):
                if name == RIVALS_NAME and offset == 1:
                    Live("=cfg_province", entry).write(sheet, row + offset, column, self._cell())
                else:
                    sheet.write_string(row + offset, column, entry, self._cell())
            if name in (BAD_NAME, WARN_NAME, GOOD_NAME):
                mark_states(sheet, (row + 1, column, row + len(entries), column), formats)

    def _cell(self, **look: object):  # type: ignore[no-untyped-def]
        return self.formats.get(**{"border": 1, "border_color": GRID, "text_wrap": True, "indent": 1, **look})

    def _number(self, **look: object):  # type: ignore[no-untyped-def]
        return self.formats.get(
            **{"border": 1, "border_color": GRID, "num_format": "#,##0.00####;-#,##0.00####;0", **look}
        )


def _result_formula(row: int, check: Check) -> str:
    found, wanted, tolerance = (xl_rowcol_to_cell(row, column) for column in (3, 4, 5))
    good, bad = (HOLDS, FAILS) if check.kind == RIGHT else (COMPLETE, OPEN)
    return f'=IF(ABS({found}-{wanted})<={tolerance},"{good}","{bad}")'
