"""Declares a plain Python function as an Excel worksheet function; works with and without xlwings.

    @func("Điểm 0–100 của một giá trị sau chuẩn hóa min-max.", name="PII_DIEM")
    @arg("value", "Giá trị của tỉnh", label="gia_tri")
    @arg("minimum", "Giá trị nhỏ nhất của các tỉnh", label="nho_nhat")
    @arg("maximum", "Giá trị lớn nhất của các tỉnh", label="lon_nhat")
    def score(value, minimum, maximum): ...

In Excel the function is called by its name, ``=PII_DIEM(…)``, and its arguments by their labels; without them, by
Python's name in capitals and the parameters' names. Both must be ASCII, as VBA demands. On Linux and Mac the decorators only
write the declaration down; on Windows xlwings also learns of it, so that its server can answer a cell.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import FunctionType
from typing import Any, TypeVar

from pii_xl.ground.xlwings_habits import settle

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class Declaration:
    """What Excel is told about a function. ``arguments``: parameter → Vietnamese description, in calling order;
    ``labels``: parameter → what Excel calls it; ``optional``: the parameters that a formula may leave out.

    The options are xlwings' own: ``volatile`` and ``call_in_wizard`` of a function; ``ndim``, ``convert``, ``empty`` … of
    an argument or of what is returned.
    """

    name: str
    description: str
    arguments: Mapping[str, str]
    keyword_only: tuple[str, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    optional: tuple[str, ...] = ()
    argument_options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    return_options: Mapping[str, Any] = field(default_factory=dict)


def func(
    description: str, *, name: str = "", volatile: bool = False, call_in_wizard: bool = False
) -> Callable[[F], F]:
    """Declare a function; stands above its :func:`arg` and :func:`ret`.

    Raises ``TypeError`` when a parameter has no :func:`arg` or an :func:`arg` names no parameter.
    """

    def declare(function: F) -> F:
        described = dict(getattr(function, "__udf_arguments__", {}))
        parameters = inspect.signature(function).parameters.values()
        names = [parameter.name for parameter in parameters]
        if set(names) != described.keys():
            raise TypeError(f"{function.__name__}: parameters {names}, but described {sorted(described)}")
        function.__udf__ = Declaration(  # type: ignore[attr-defined]
            name=name or function.__name__.upper(),
            description=description,
            arguments={name: described[name][0] for name in names},
            keyword_only=tuple(p.name for p in parameters if p.kind in (p.KEYWORD_ONLY, p.VAR_KEYWORD)),
            options={"volatile": volatile, "call_in_wizard": call_in_wizard},
            labels={name: described[name][1] or name for name in names},
            optional=tuple(p.name for p in parameters if p.default is not p.empty),
            argument_options={name: described[name][2] for name in names if described[name][2]},
            return_options=getattr(function, "__udf_return__", {}),
        )
        if sys.platform == "win32":
            import xlwings

            settle()
            copy = decorated_copy(function, xlwings.func, xlwings.arg, xlwings.ret)
            function.__xlfunc__ = copy.__xlfunc__  # type: ignore[attr-defined]
        return function

    return declare


def arg(name: str, description: str, *, label: str = "", **options: Any) -> Callable[[F], F]:
    """Describe the parameter ``name``, say what Excel calls it and how xlwings converts it."""

    def describe(function: F) -> F:
        others = getattr(function, "__udf_arguments__", {})
        function.__udf_arguments__ = {name: (description, label, options), **others}  # type: ignore[attr-defined]
        return function

    return describe


def ret(**options: Any) -> Callable[[F], F]:
    """Say how xlwings converts what the function returns."""

    def describe(function: F) -> F:
        function.__udf_return__ = options  # type: ignore[attr-defined]
        return function

    return describe


def declaration_of(function: Callable[..., Any]) -> Declaration:
    """The declaration of a function decorated with :func:`func`; raises ``AttributeError`` for another one."""
    declared = function.__udf__  # type: ignore[attr-defined]
    assert isinstance(declared, Declaration)
    return declared


def decorated_copy(
    function: Callable[..., Any],
    func: Callable[..., Any],
    arg: Callable[..., Any],
    ret: Callable[..., Any],
) -> Any:
    """A copy of ``function`` declared through xlwings' decorators.

    The copy has no type hints: xlwings would take them for converters.
    """
    declared = declaration_of(function)
    assert isinstance(function, FunctionType)
    copy: Any = FunctionType(
        function.__code__,
        function.__globals__,
        function.__name__,
        function.__defaults__,
        function.__closure__,
    )
    copy.__kwdefaults__ = function.__kwdefaults__
    copy.__doc__ = declared.description
    for name, options in declared.argument_options.items():
        copy = arg(name, **options)(copy)
    copy = ret(**declared.return_options)(copy)
    return func(**declared.options)(copy)  # last: arg and ret put its options back to xlwings' defaults
