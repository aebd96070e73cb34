"""A formula text as code. References are those of a layout (``{key}``, ``{tblOther.key}``, ``{set.key}``) or those that Excel stores
(``tblOther[Heading]``, ``cfg_key``, defined names).

Only inside SUMPRODUCT and LOOKUP are columns computed with row by row, as in Excel 2016, which elsewhere takes the cell of the
formula's own row: such a formula raises ``TypeError`` when it is computed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

from pii_xl.formulas.functions import COLUMN, FUNCTIONS, OPERATORS, Function
from pii_xl.formulas.values import (
    WRONG_VALUE,
    CellError,
    Cells,
    each,
    finite,
    number,
    scalar,
    truth,
    whole,
)

_TOKEN = re.compile(
    r"""\s*(?:(?P<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?)|(?P<text>"(?:[^"]|"")*")|(?P<reference>\{[^}]*\})
    |(?P<heading>\w+\[\[\#Headers\],\[[^\]]*\]\])|(?P<column>tbl\w+\[[^\[\]]+\]|frm\w+\[[^\[\]]+\])
    |(?P<name>[A-Za-z_]\w*)|(?P<operator><>|<=|>=|[-+*/^%&=<>(),:]))""",
    re.VERBOSE,
)
_POWER = {
    "=": 1,
    "<>": 1,
    "<": 1,
    ">": 1,
    "<=": 1,
    ">=": 1,
    "&": 2,
    "+": 3,
    "-": 3,
    "*": 4,
    "/": 4,
    "^": 5,
    ":": 7,
}
_SIGN = 6  # a sign binds more tightly than "^": -2^2 is 4
_LAST = "end"


class Place(Protocol):
    """Where a formula stands, and what it may refer to."""

    def here(self, key: str) -> Any:
        """This row's cell of the same table."""

    def column(self, table: str, key: str) -> Cells:
        """A whole column."""

    def headed(self, table: str, heading: str) -> Cells:
        """A whole column by its heading."""

    def setting(self, key: str) -> Any:
        """A setting's cell."""

    def name(self, name: str) -> Any:
        """What a defined name stands for."""

    def until_here(self, column: Cells) -> Cells:
        """A column from its first row to this one."""


Code = Callable[[Place], Any]
SETTING_PREFIX = "cfg_"


@dataclass(frozen=True)
class _Part:
    """Code of a part of a formula: its value, and what it is to a function that takes columns."""

    value: Code
    as_column: Code

    @classmethod
    def computed(cls, code: Code) -> _Part:
        """A value computed in place."""
        return cls(code, code)

    @classmethod
    def cell(cls, code: Code) -> _Part:
        """A reference to a cell: to functions that take columns it is a column of one, its error included."""
        return cls(lambda place: scalar(code(place)), lambda place: Cells([code(place)]))


@lru_cache(maxsize=4096)
def parse(formula: str) -> Code:
    """The code of a formula, with or without its "=". Raises ``SyntaxError`` for what we do not know."""
    return _Parser(formula.removeprefix("=")).whole()


class _Parser:
    def __init__(self, formula: str) -> None:
        self.formula = formula
        self.tokens = [(str(m.lastgroup), m[str(m.lastgroup)]) for m in self._matches()]
        self.tokens.append((_LAST, ""))
        self.at = 0
        self.in_array = False

    def _matches(self) -> list[re.Match[str]]:
        found, at = [], 0
        while at < len(self.formula.rstrip()):
            match = _TOKEN.match(self.formula, at)
            if match is None:
                raise self._unknown(self.formula[at:])
            found.append(match)
            at = match.end()
        return found

    def _unknown(self, what: str) -> SyntaxError:
        return SyntaxError(f"{self.formula}: {what or 'its end'}")

    def whole(self) -> Code:
        part = self._expression(0)
        if self.tokens[self.at][0] != _LAST:
            raise self._unknown(self.tokens[self.at][1])
        return part.value

    def _take(self, expected: str = "") -> tuple[str, str]:
        kind, token = self.tokens[self.at]
        if expected and token != expected:
            raise self._unknown(f"{token or 'its end'} in place of {expected}")
        self.at += 1
        return kind, token

    def _next_is(self, *tokens: str) -> bool:
        kind, token = self.tokens[self.at]
        return kind == "operator" and token in tokens

    def _expression(self, least: int) -> _Part:
        left = self._postfixed(self._atom())
        while self.tokens[self.at][0] == "operator" and _POWER.get(self.tokens[self.at][1], 0) > least:
            operator = self._take()[1]
            right = self._expression(_POWER[operator])
            left = _until_here(left) if operator == ":" else self._binary(operator, left.value, right.value)
        return left

    def _postfixed(self, part: _Part) -> _Part:
        while self._next_is("%"):
            self._take()
            part = self._unary(lambda value: number(value) / 100, part.value)
        return part

    def _binary(self, operator: str, left: Code, right: Code) -> _Part:
        function = OPERATORS[operator]
        if self.in_array:
            return _Part.computed(lambda place: each(function, left(place), right(place)))
        return _Part.computed(lambda place: function(left(place), right(place)))

    def _unary(self, function: Callable[[Any], float], inner: Code) -> _Part:
        if self.in_array:
            return _Part.computed(lambda place: each(function, inner(place)))
        return _Part.computed(lambda place: function(inner(place)))

    def _atom(self) -> _Part:
        kind, token = self._take()
        if kind == "number":
            return _constant(finite(float(token)))
        if kind == "text":
            return _constant(token[1:-1].replace('""', '"'))
        if kind == "heading":
            return _constant(token.split("],[")[1][:-2])
        if kind == "column":
            table, _, heading = token[:-1].partition("[")
            return _Part.computed(lambda place: place.headed(table, heading))
        if kind == "reference":
            return _reference(token[1:-1])
        if kind == "name":
            return self._named(token)
        return self._marked(token)

    def _marked(self, token: str) -> _Part:
        if token == "-":
            return self._unary(lambda value: -number(value), self._expression(_SIGN).value)
        if token == "+":
            return self._expression(_SIGN)
        if token == "(":
            part = self._expression(0)
            self._take(")")
            return part
        raise self._unknown(token)

    def _named(self, token: str) -> _Part:
        if self._next_is("("):
            return self._call(token)
        if token in ("TRUE", "FALSE"):
            return _constant(token == "TRUE")
        if token.startswith(SETTING_PREFIX):
            key = token.removeprefix(SETTING_PREFIX)
            return _Part.cell(lambda place: place.setting(key))
        return _Part.computed(lambda place: place.name(token))

    def _call(self, name: str) -> _Part:
        special, function = _SPECIAL.get(name), FUNCTIONS.get(name)
        if special is None and function is None:
            raise self._unknown(f"{name} is not among the known functions")
        outside = self.in_array
        self.in_array = outside or (function is not None and function.in_arrays)
        parts = self._arguments()
        part = special.code(parts) if special and special.fits(len(parts)) else None
        if function:
            part = self._function(function, parts)
        self.in_array = outside
        if part is None:
            raise self._unknown(f"{name} with {len(parts)} arguments")
        return part

    def _arguments(self) -> list[_Part]:
        self._take("(")
        if self._next_is(")"):
            self._take()
            return []
        found = [self._argument()]
        while self._next_is(","):
            self._take()
            found.append(self._argument())
        self._take(")")
        return found

    def _argument(self) -> _Part:
        return _constant(None) if self._next_is(",", ")") else self._expression(0)

    def _function(self, function: Function, parts: list[_Part]) -> _Part | None:
        takes = function.taking(len(parts))
        if takes is None:
            return None
        codes = [
            part.as_column if letter == COLUMN else part.value
            for part, letter in zip(parts, takes, strict=True)
        ]
        if function.sees_errors:
            codes = [_seeing(code) for code in codes]
        if self.in_array and not function.in_arrays:
            return _Part(_by_rows(function, codes, takes), _by_rows(function, codes, takes))
        compute = function.compute
        code = _called(compute, codes)
        if compute is FUNCTIONS["INDEX"].compute:
            return _CellOfColumn(code, lambda place: Cells([_caught(code, place)]), codes[0])
        return _Part.computed(code)


@dataclass(frozen=True)
class _CellOfColumn(_Part):
    """INDEX(column, …): a cell, and with ":" the column that it begins."""

    column: Code


def _called(compute: Callable[..., Any], codes: list[Code]) -> Code:
    """The call of a function; one or two arguments, the usual number, without a list of them."""
    if len(codes) == 1:
        (only,) = codes
        return lambda place: compute(only(place))
    if len(codes) == 2:
        first, second = codes
        return lambda place: compute(first(place), second(place))
    return lambda place: compute(*[code(place) for code in codes])


def _until_here(left: _Part) -> _Part:
    """INDEX(column,1):{this cell} is the column from its first row to this one."""
    if not isinstance(left, _CellOfColumn):
        raise SyntaxError('":" stands only after INDEX(column,1)')
    column = left.column
    return _Part.computed(lambda place: place.until_here(column(place)))


def _constant(value: Any) -> _Part:
    return _Part.computed(lambda _place: value)


def _reference(reference: str) -> _Part:
    owner, _, key = reference.rpartition(".")
    if owner == "set":
        return _Part.cell(lambda place: place.setting(key))
    if owner and ":" in key:
        first, _, last = key.partition(":")
        return _Part.computed(lambda place: place.name(f"{owner}.{first}:{last}"))
    if owner:
        return _Part.computed(lambda place: place.column(owner, key))
    return _Part(lambda place: scalar(place.here(key)), lambda place: Cells([place.here(key)]))


def _caught(code: Code, place: Place) -> Any:
    try:
        return code(place)
    except CellError as error:
        return error


def _seeing(code: Code) -> Code:
    return lambda place: _caught(code, place)


def _by_rows(function: Function, codes: list[Code], takes: str) -> Code:
    """A function in an array: for columns in place of its single values it gives a column of results."""
    singles = [at for at, letter in enumerate(takes) if letter != COLUMN]

    def code(place: Place) -> Any:
        values = [code(place) for code in codes]

        def one(*own: Any) -> Any:
            for at, value in zip(singles, own, strict=True):
                values[at] = value
            return function.compute(*values)

        columns = [values[at] for at in singles]
        if not any(isinstance(value, Cells) for value in columns):
            return function.compute(*values)
        all_single = len(singles) == len(values)
        return each(function.compute if all_single else one, *columns, errors=function.sees_errors)

    return code


@dataclass(frozen=True)
class _Special:
    """A function that does not compute every argument."""

    make: Callable[..., Code]
    fewest: int
    most: int
    gives_cells: bool = False  # a reference among its choices stays one, as in MAX(IF(test, cell))

    def fits(self, given: int) -> bool:
        return self.fewest <= given <= self.most

    def code(self, parts: list[_Part]) -> _Part:
        code = self.make(*(part.value for part in parts))
        if not self.gives_cells:
            return _Part.computed(code)
        return _Part(code, self.make(parts[0].value, *(part.as_column for part in parts[1:])))


def _if(condition: Code, then: Code, instead: Code | None = None) -> Code:
    other = instead or (lambda _place: False)
    return lambda place: then(place) if truth(condition(place)) else other(place)


def _if_error(value: Code, instead: Code) -> Code:
    def code(place: Place) -> Any:
        try:
            return scalar(value(place))
        except CellError:
            return instead(place)

    return code


def _choose(position: Code, *choices: Code) -> Code:
    def code(place: Place) -> Any:
        at = whole(position(place))
        if not 1 <= at <= len(choices):
            raise CellError(WRONG_VALUE)
        return choices[at - 1](place)

    return code


_MOST_CHOICES = 255
_SPECIAL: dict[str, _Special] = {
    "IF": _Special(_if, 2, 3, gives_cells=True),
    "IFERROR": _Special(_if_error, 2, 2),
    "CHOOSE": _Special(_choose, 2, _MOST_CHOICES, gives_cells=True),
}
