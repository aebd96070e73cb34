"""The sheet "Hàm PII": worked examples that hold, and a workbook that does not depend on its own functions."""

from __future__ import annotations

import datetime as dt
import importlib
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pii_xl.ground.messages import CATALOGUE
from pii_xl.layout.sheets import FINDINGS, FUNCTIONS
from pii_xl.workbook.macros.udf_wrapper import function_texts, udf_modules, udf_wrapper
from pii_xl.workbook.macros.ui_text import MESSAGE_NAME
from pii_xl.workbook.sheets.functions_sheet import FUNCTIONS_TABLE, PILLARS_TABLE, SCORES_TABLE
from pii_xl.workspace.identity import TEXT_SHEET, XLWINGS_SHEET
from tests.workbook.checks.vba_machine import VbaMachine
from tests.workbook.lint import lint
from udfs.examples import EXAMPLES
from udfs.shim import declaration_of

CALL = re.compile(r"\bPII_\w+\s*\(", re.IGNORECASE)
ARGUMENT = re.compile(r"\$?[A-Z]+\$?\d+(:\$?[A-Z]+\$?\d+)?")


@pytest.fixture(scope="module")
def book(template: Path) -> Workbook:
    return openpyxl.load_workbook(template)


@pytest.fixture(scope="module")
def sheet(book: Workbook) -> Worksheet:
    found = book[FUNCTIONS]
    assert isinstance(found, Worksheet)
    return found


@pytest.fixture(scope="module")
def rows(sheet: Worksheet) -> dict[str, dict[str, Any]]:
    """The table of functions: name → column key → cell."""
    area = sheet[sheet.tables[FUNCTIONS_TABLE.name].ref]
    return {row[0].value: dict(zip(FUNCTIONS_TABLE.keys, row, strict=True)) for row in area[1:]}


def functions() -> dict[str, Callable[..., Any]]:
    modules = [importlib.import_module(name) for name in udf_modules()]
    declared = [value for module in modules for value in vars(module).values() if hasattr(value, "__udf__")]
    return {declaration_of(function).name: function for function in declared}


def content(sheet: Worksheet, reference: str) -> Any:
    """What xlwings would hand over for an address: one value, or rows of values."""
    assert ARGUMENT.fullmatch(reference), reference
    cells = sheet[reference.replace("$", "")]
    if isinstance(cells, tuple):
        return [[cell.value for cell in row] for row in cells]
    return cells.value


def message_cell(book: Workbook) -> Any:
    """The cell behind the name under which the macros leave their message."""
    ((sheet, address),) = book.defined_names[MESSAGE_NAME].destinations
    return book[sheet][address.replace("$", "")]


@pytest.mark.parametrize("name", [example.function for example in EXAMPLES])
def test_the_formula_on_the_sheet_gives_the_result_on_the_sheet(
    name: str, sheet: Worksheet, rows: dict[str, dict[str, Any]]
) -> None:
    call = re.fullmatch(r"=(PII_\w+)\((.*)\)", rows[name]["formula"].value)
    assert call is not None
    assert call[1] == name
    arguments = [content(sheet, reference) for reference in call[2].split(";")]
    result, expected = functions()[name](*arguments), rows[name]["result"].value
    assert result == (pytest.approx(expected, abs=1e-12) if isinstance(expected, int | float) else expected)
    assert not str(result).startswith("Lỗi")


class TestSheet:
    def test_every_function_has_a_row_with_all_its_arguments(self, rows: dict[str, dict[str, Any]]) -> None:
        declared = {name: declaration_of(function) for name, function in functions().items()}
        assert rows.keys() == declared.keys()
        for name, row in rows.items():
            lines = row["arguments"].value.splitlines()
            labels = list(declared[name].labels.values())
            assert [re.match(r"\[?(\w+)\]?: ", line)[1] for line in lines] == labels  # type: ignore[index]
            assert [line.startswith("[") for line in lines] == [
                parameter in declared[name].optional for parameter in declared[name].arguments
            ]

    def test_formulas_and_inputs_that_look_like_numbers_are_text(
        self, sheet: Worksheet, rows: dict[str, dict[str, Any]]
    ) -> None:
        assert all(row["formula"].data_type == "s" for row in rows.values())
        assert rows["PII_DOC_SO"]["input1"].value == "1.234,5"
        assert rows["PII_DONG_GOP"]["input1"].value == "2.1.3"
        assert isinstance(rows["PII_NGAY"]["input1"].value, dt.datetime)
        codes = sheet[sheet.tables[SCORES_TABLE.name].ref][1:]
        assert all(isinstance(row[0].value, str) for row in codes)

    def test_the_ranges_hold_the_published_pillars_and_made_up_scores_that_say_so(
        self, sheet: Worksheet
    ) -> None:
        area = sheet[sheet.tables[PILLARS_TABLE.name].ref]
        assert [row[2].value for row in area[1:]] == [45.92, 39.67, 60.75, 51.12, 51.97, 23.45, 48.08]
        assert "công bố" in str(sheet.cell(PILLARS_TABLE.row, 1).value)
        assert "minh họa" in str(sheet.cell(SCORES_TABLE.row, 1).value)

    def test_beside_each_example_a_cell_waits_for_a_trial(self, rows: dict[str, dict[str, Any]]) -> None:
        for row in rows.values():
            assert not row["trial"].protection.locked
            assert row["trial"].number_format != "@"
            assert row["formula"].protection.locked

    def test_it_keeps_the_rules_for_good_sheets(self, template: Path) -> None:
        assert [slip for slip in lint(template) if slip.sheet == FUNCTIONS] == []

    def test_it_says_that_figures_are_estimates_and_what_it_needs(self, sheet: Worksheet) -> None:
        note = str(sheet["A4"].value)
        assert "Windows" in note
        assert "ước tính" in note


def test_no_formula_of_the_workbook_calls_a_function_of_ours(template: Path) -> None:
    """Cells, tables, names, validations and conditional formats: they compute without Windows and without Python."""
    with zipfile.ZipFile(template) as package:
        parts = {name: package.read(name).decode() for name in package.namelist() if name.endswith(".xml")}
    formulas = [
        (name, formula)
        for name, text in parts.items()
        for formula in re.findall(
            r"<(?:x14:|xm:)?(?:f|formula\d?|calculatedColumnFormula|definedName)\b[^>]*>([^<]+)<", text
        )
    ]
    assert len(formulas) > 1000
    assert [where for where, formula in formulas if CALL.search(formula)] == []
    assert CALL.search("IF(A1>0,pii_diem (A1,0,1),0)")


class TestWiring:
    def test_the_functions_come_with_the_workbook(self, template: Path) -> None:
        with zipfile.ZipFile(template) as package:
            assert b"xlwings_udfs" in package.read("xl/vbaProject.bin")
        heads = re.findall(r"^Function (PII_\w+)\((.*)\)\r?$", udf_wrapper(udf_modules()), re.MULTILINE)
        assert dict(heads)["PII_DIEM"] == "gia_tri, nho_nhat, lon_nhat, Optional chieu"
        assert {name for name, _ in heads} == {example.function for example in EXAMPLES}

    def test_the_wizard_finds_its_texts(self, book: Workbook) -> None:
        texts = {row[0]: row[1] for row in book[TEXT_SHEET].iter_rows(max_col=2, values_only=True)}
        assert texts["functions"].split() == [text.name for text in function_texts(udf_modules())]
        assert texts["function.PII_DIEM.1"] == "Giá trị của tỉnh; ô hoặc vùng."

    def test_where_python_does_not_answer_the_cell_says_so_in_vietnamese(self, small: Path) -> None:
        wrapper = udf_wrapper(udf_modules())
        assert "Err.Description" not in wrapper
        assert wrapper.count(" = FunctionProblem()") == len(EXAMPLES)
        answer = VbaMachine(small).app.run("FunctionProblem")
        assert answer == f"Lỗi: {CATALOGUE['E896'].found} {CATALOGUE['E896'].remedy}"

    def test_python_and_the_log_are_found_by_ascii_paths(self, book: Workbook) -> None:
        sheet = book[XLWINGS_SHEET]
        assert dict(sheet.iter_rows(max_col=2, values_only=True)) == {
            "INTERPRETER_WIN": "%PII_XL_PYTHON%",
            "TEMP DIR": r"%ProgramData%\PII-XL\temp",
            "ADD_WORKBOOK_TO_PYTHONPATH": "False",
            "USE UDF SERVER": "False",
            "SHOW CONSOLE": "False",
        }
        assert sheet.sheet_state == "veryHidden"

    def test_a_machine_without_pii_xl_is_told_which_python_is_missing(
        self, small: Path, book: Workbook
    ) -> None:
        machine = VbaMachine(small)
        machine.prepare(interpreter="%PII_XL_PYTHON%", file_is_there=False)
        (popup,) = machine.press("Pii_Score")
        assert "E902" in popup
        assert "%PII_XL_PYTHON%" in popup
        assert str(machine.app.sheet(FINDINGS).value(message_cell(book).coordinate)).startswith("E902")

    def test_the_macros_message_has_an_unlocked_cell_on_the_sheet_of_findings(self, book: Workbook) -> None:
        cell = message_cell(book)
        assert cell.parent.title == FINDINGS
        assert not cell.protection.locked
        assert cell.value is None
