"""Worksheet functions: declared as plain functions, wrapped in VBA by xlwings' own generator without Windows."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import udfs
from pii_xl.ground.errors import PiiError
from pii_xl.workbook.macros.udf_wrapper import function_texts, udf_modules, udf_wrapper
from pii_xl.workbook.macros.ui_text import FunctionText
from tests.workbook.checks import sample_functions
from tests.workbook.checks.sample import write_sample
from tests.workbook.checks.vba import vba_findings
from udfs.shim import arg, declaration_of, func, ret

SAMPLE = "tests.workbook.checks.sample_functions"


@pytest.fixture(scope="module")
def wrapper() -> str:
    return udf_wrapper([SAMPLE])


@pytest.fixture
def module_with() -> Iterator[Callable[..., str]]:
    """Make a module out of functions; the module's name."""
    name = "functions_under_test"

    def make(*functions: Any) -> str:
        module = ModuleType(name)
        for number, function in enumerate(functions):
            function.__module__ = name
            setattr(module, f"{function.__name__}_{number}", function)
        sys.modules[name] = module
        return name

    yield make
    sys.modules.pop(name, None)


class TestShim:
    def test_a_declared_function_still_is_the_plain_function(self) -> None:
        assert sample_functions.pii_score_of(30, 10, 50) == 50
        assert not hasattr(sample_functions.pii_score_of, "__xlfunc__")

    def test_parameters_keep_their_order_and_descriptions(self) -> None:
        declared = declaration_of(sample_functions.pii_score_of)
        assert declared.name == "PII_SCORE_OF"
        assert dict(declared.arguments) == {"value": "Giá trị", "minimum": "Nhỏ nhất", "maximum": "Lớn nhất"}

    def test_options_are_kept_for_xlwings(self) -> None:
        declared = declaration_of(sample_functions.pii_mean)
        assert declared.argument_options == {"scores": {"ndim": 1}}
        assert declared.return_options == {"expand": None}

    def test_a_parameter_without_a_description_is_refused(self) -> None:
        with pytest.raises(TypeError, match="maximum"):

            @func("Thiếu mô tả")
            @arg("value", "Giá trị")
            def incomplete(value: float, maximum: float) -> float:
                return value / maximum

    def test_a_description_of_no_parameter_is_refused(self) -> None:
        with pytest.raises(TypeError, match="valve"):

            @func("Sai tên")
            @arg("valve", "Giá trị")
            def mistyped(value: float) -> float:
                return value

    def test_an_undeclared_function_has_no_declaration(self) -> None:
        with pytest.raises(AttributeError):
            declaration_of(sample_functions.helper)

    def test_importing_it_does_not_import_xlwings(self) -> None:
        script = "import sys, udfs.shim; sys.exit('xlwings' in sys.modules)"
        assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


class TestWrapper:
    def test_the_projects_functions_are_looked_for_in_every_module_but_the_shim(self) -> None:
        beside = {f"udfs.{path.stem}" for path in Path(udfs.__file__).parent.glob("*.py")}
        assert set(udf_modules()) == beside - {"udfs.shim", "udfs.__init__"}

    def test_the_projects_functions_can_be_wrapped(self) -> None:
        names = [text.name for text in function_texts(udf_modules())]
        wrapper = udf_wrapper(udf_modules())
        assert [name for name in names if f"Function {name}(" not in wrapper] == []

    def test_it_begins_as_a_module_and_ends_its_lines_as_the_editor_does(self, wrapper: str) -> None:
        assert wrapper.startswith('Attribute VB_Name = "xlwings_udfs"\r\n')
        assert wrapper.count("\n") == wrapper.count("\r\n")
        assert wrapper.isascii()

    def test_each_declared_function_is_there_in_capitals_in_order(self, wrapper: str) -> None:
        heads = [line for line in wrapper.splitlines() if line.startswith("Function ")]
        assert heads == [
            "Function PII_JOIN(ParamArray codes())",
            "Function PII_MEAN(scores)",
            "Function PII_SCORE_OF(value, minimum, Optional maximum)",
        ]

    def test_it_calls_python_by_pythons_own_name(self, wrapper: str) -> None:
        call = f'PII_MEAN = XLPy.CallUDF("{SAMPLE}", "pii_mean", Array(scores), ThisWorkbook, Application.Caller)'
        assert wrapper.count(call) == 1

    def test_the_wizard_does_not_start_python_unless_asked_to(self, wrapper: str) -> None:
        guard = 'If (Not Application.CommandBars("Standard").Controls(1).Enabled) Then Exit Function'
        joins, means, scores = wrapper.split("End Function")[:3]
        assert [guard in text for text in (joins, means, scores)] == [True, False, True]
        assert ["Application.Volatile" in text for text in (joins, means, scores)] == [False, True, False]

    def test_the_text_is_the_same_every_time_and_nothing_of_windows_stays_behind(self, wrapper: str) -> None:
        assert udf_wrapper([SAMPLE]) == wrapper
        assert not {"pythoncom", "pywintypes", "win32com", "xlwings.udfs"} & sys.modules.keys()

    def test_without_functions_there_are_only_the_heading_lines(
        self, module_with: Callable[..., str]
    ) -> None:
        assert len(udf_wrapper([module_with()]).splitlines()) == 3

    def test_the_wizards_texts_follow_the_declarations(self) -> None:
        assert function_texts([SAMPLE])[2] == FunctionText(
            "PII_SCORE_OF", "Điểm 0–100 của một giá trị", ("Giá trị", "Nhỏ nhất", "Lớn nhất")
        )

    def test_a_workbook_with_it_has_nothing_to_complain_about(self, wrapper: str, tmp_path: Path) -> None:
        path = write_sample(tmp_path / "functions.xlsm", wrapper, function_texts([SAMPLE]))
        assert vba_findings(path, wrapper) == []


@func("Trùng địa chỉ ô")
def pii1() -> int:
    return 1


@func("Tham số là từ khóa của VBA")
@arg("type", "Loại")
def pii_type(type: str) -> str:
    return type


@func("Tham số tiếng Việt")
@arg("điểm", "Điểm")
def pii_letters(điểm: float) -> float:
    return điểm


@func("Nhãn tiếng Việt", name="PII_NHAN")
@arg("value", "Điểm", label="điểm")
def pii_labelled(value: float) -> float:
    return value


@func("Tên tiếng Việt", name="PII_ĐIỂM")
@arg("value", "Điểm", label="diem")
def pii_named(value: float) -> float:
    return value


@func("Tham số chỉ gọi bằng tên")
@arg("value", "Giá trị")
@ret(expand=None)
def pii_keyword(*, value: float) -> float:
    return value


@func("d" * 256)
def pii_long() -> int:
    return 1


@pytest.mark.parametrize(
    ("function", "reason"),
    [
        (pii_long, "mô tả dài quá 255 chữ"),
        (pii1, "tên trùng với địa chỉ ô"),
        (pii_type, "tên tham số không dùng được trong VBA"),
        (pii_labelled, "tên tham số không dùng được trong VBA"),
        (pii_named, "tên không dùng được trong VBA"),
        (pii_letters, "tên tham số không dùng được trong VBA"),
        (pii_keyword, "tham số “value” chỉ gọi được bằng tên"),
    ],
)
def test_a_function_that_excel_cannot_take_is_refused(
    function: Any, reason: str, module_with: Callable[..., str]
) -> None:
    with pytest.raises(PiiError) as caught:
        udf_wrapper([module_with(function)])
    assert caught.value.code == "E915"
    assert reason in str(caught.value)


def test_a_name_twice_is_refused() -> None:
    with pytest.raises(PiiError, match="tên xuất hiện hai lần"):
        udf_wrapper([SAMPLE, SAMPLE])
