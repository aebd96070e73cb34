"""A formula text as code. References are those of a layout (``{key}``, ``{tblOther.key}``, ``{set.key}``) or those that Excel stores
(``tblOther[Heading]``, ``cfg_key``, defined names)."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Protocol

from pii_xl.formulas.functions import FUNCTIONS, OPERATORS
from pii_xl.formulas.values import NOT_AVAILABLE, CellError, Cells, each, number, scalar, truth

_TOKEN = re.compile(
    r"""\s*(?:(?P<number>\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)|(?P<text>"(?:[^"]|"")*")|(?P<reference>\{[^}]*\})
    |(?P<heading>\w+\[\[\#Headers\],\[[^\]]*\]\])|(?P<column>tbl\w+\[[^\[\]]+\]|frm\w+\[[^\[\]]+\])
    |(?P<name>[A-Za-z_]\w*)|(?P<operator><>|<=|>=|[-+*/&=<>(),:]))""",
    re.VERBOSE,
)
_POWER = {"=": 1, "<>": 1, "<": 1, ">": 1, "<=": 1, ">=": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4, ":": 6}
_UNARY = 5
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

    def _matches(self) -> list[re.Match[str]]:
        found, at = [], 0
        while at < len(self.formula.rstrip()):
            match = _TOKEN.match(self.formula, at)
            if match is None:
                raise SyntaxError(f"{self.formula}: {self.formula[at:]}")
            found.append(match)
            at = match.end()
        return found

    def whole(self) -> Code:
        code = self._expression(0)
        if self.tokens[self.at][0] != _LAST:
            raise SyntaxError(f"{self.formula}: {self.tokens[self.at][1]}")
        return code

    def _take(self, expected: str = "") -> tuple[str, str]:
        kind, token = self.tokens[self.at]
        if expected and token != expected:
            raise SyntaxError(f"{self.formula}: {token or 'end'} in place of {expected}")
        self.at += 1
        return kind, token

    def _next_is(self, token: str) -> bool:
        return self.tokens[self.at] == ("operator", token)

    def _expression(self, least: int) -> Code:
        left = self._atom()
        while self.tokens[self.at][0] == "operator" and _POWER.get(self.tokens[self.at][1], 0) > least:
            operator = self._take()[1]
            left = _binary(operator, left, self._expression(_POWER[operator]))
        return left

    def _atom(self) -> Code:
        kind, token = self._take()
        if kind == "number":
            return _constant(float(token))
        if kind == "text":
            return _constant(token[1:-1].replace('""', '"'))
        if kind == "heading":
            return _constant(token.split("],[")[1][:-2])
        if kind == "column":
            table, _, heading = token[:-1].partition("[")
            return lambda place: place.headed(table, heading)
        if kind == "reference":
            return _reference(token[1:-1])
        if kind == "name":
            return self._named(token)
        if token == "-":
            inner = self._expression(_UNARY)
            return lambda place: each(lambda value: -number(value), inner(place))
        if token == "+":
            return self._expression(_UNARY)
        if token == "(":
            code = self._expression(0)
            self._take(")")
            return code
        raise SyntaxError(f"{self.formula}: {token}")

    def _named(self, token: str) -> Code:
        if self._next_is("("):
            return _call(token, self._arguments())
        if token in ("TRUE", "FALSE"):
            return _constant(token == "TRUE")
        if token.startswith(SETTING_PREFIX):
            key = token.removeprefix(SETTING_PREFIX)
            return lambda place: place.setting(key)
        return lambda place: place.name(token)

    def _arguments(self) -> list[Code]:
        self._take("(")
        found: list[Code] = []
        while not self._next_is(")"):
            found.append(self._expression(0))
            if self._next_is(","):
                self._take()
        self._take(")")
        return found


def _constant(value: Any) -> Code:
    return lambda _place: value


def _reference(reference: str) -> Code:
    owner, _, key = reference.rpartition(".")
    if owner == "set":
        return lambda place: place.setting(key)
    if owner and ":" in key:
        first, _, last = key.partition(":")
        return lambda place: place.name(f"{owner}.{first}:{last}")
    if owner:
        return lambda place: place.column(owner, key)
    return lambda place: scalar(place.here(key))


def _binary(operator: str, left: Code, right: Code) -> Code:
    if operator == ":":  # INDEX(column,1):{this cell} is the column from its first row to this one
        column: Code = left.column  # type: ignore[attr-defined]
        return lambda place: place.until_here(column(place))
    function = OPERATORS[operator]
    return lambda place: each(function, left(place), right(place))


def _call(name: str, arguments: list[Code]) -> Code:
    special = _SPECIAL.get(name)
    if special:
        return special(*arguments)
    try:
        function = FUNCTIONS[name]
    except KeyError:
        raise SyntaxError(f"{name}: not among the known functions") from None

    def code(place: Place) -> Any:
        return function(*(argument(place) for argument in arguments))

    code.column = arguments[0] if arguments else None  # type: ignore[attr-defined]
    return code


def _if(condition: Code, then: Code, *other: Code) -> Code:
    instead = other[0] if other else _constant(False)
    return lambda place: then(place) if truth(scalar(condition(place))) else instead(place)


def _iferror(value: Code, instead: Code) -> Code:
    def code(place: Place) -> Any:
        try:
            return scalar(value(place))
        except CellError:
            return instead(place)

    return code


def _choose(position: Code, *choices: Code) -> Code:
    return lambda place: choices[int(number(position(place))) - 1](place)


def _asks(test: Callable[[Any], bool], if_error: Callable[[CellError], bool]) -> Callable[[Code], Code]:
    def special(value: Code) -> Code:
        def one(content: Any) -> bool:
            return if_error(content) if isinstance(content, CellError) else test(content)

        def code(place: Place) -> Any:
            try:
                found = value(place)
            except CellError as error:
                return if_error(error)
            return Cells(one(content) for content in found) if isinstance(found, Cells) else one(found)

        return code

    return special


_SPECIAL: dict[str, Callable[..., Code]] = {
    "IF": _if,
    "IFERROR": _iferror,
    "CHOOSE": _choose,
    "ISNUMBER": _asks(lambda value: isinstance(value, float), lambda _: False),
    "ISERROR": _asks(lambda _: False, lambda _: True),
    "ISNA": _asks(lambda _: False, lambda error: error.name == NOT_AVAILABLE),
}
