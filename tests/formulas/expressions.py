"""Random formulas, function by function. Left out is only what LibreOffice and Excel are known to see differently:
halves in FIXED, order of texts, 0^0, what a blank matches, texts that read as numbers in criteria, truth values in SUMPRODUCT, texts in place in AND and OR."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tests.formulas.rows import NAME, SIZE

NUMBERS, TEXTS = ("plain", "gaps", "rising", "tied", "maybe"), ("words", "codes", "named")
ANY = (*NUMBERS, *TEXTS, "mixed")
Make = Callable[["Expressions"], str]


TEXT_CRITERIA = (
    '"x1"', '"X2"', '"x?"', '"*n*"', '"a~*b"', '"Hà*"', '"<>x1"', "{codes}", "{words}", '"<>"', '"=x1"', '"hà nội"',
    '"="&{codes}', '"<>*n*"',
)  # fmt: skip
NUMBER_CRITERIA = (
    '">2"', '"<=2,5"', '"<>5"', "5", "2", '">="&{plain}', "{tied}", '"<>"', '"5"', "{plain}", '">0"', '"="&{tied}', '"hai"',
)  # fmt: skip


class Expressions:
    """A source of random formulas."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.depth = 0

    def one(self, name: str) -> str:
        """A formula around one function or operator."""
        return MAKERS[name](self)

    def pick(self, *choices: str) -> str:
        return self.random.choice(choices)

    def literal(self) -> str:
        return self.pick(
            "0", "1", "2", "3", "2.5", "0.125", "-1", "-2.5", "1.005", "1234567.891", "0.5", "1e-3", "12"
        )

    def text_literal(self) -> str:
        return self.pick('"Hà"', '"n"', '"x1"', '"Bắc Ninh"', '"a b  c "', '"i"', '"HÀ NỘI"')

    def column(self, *keys: str) -> str:
        return f"{{{NAME}.{self.pick(*(keys or ANY))}}}"

    def cell(self, *keys: str) -> str:
        return f"{{{self.pick(*(keys or ANY))}}}"

    def number(self) -> str:
        """A number, now and then an error."""
        return self._nested(
            (
                self.literal,
                lambda: self.cell(*NUMBERS),
                lambda: self.cell(*NUMBERS),
                lambda: self.cell("mixed"),
                lambda: self.cell("failed"),
            ),
            (
                "+",
                "-",
                "*",
                "/",
                "ABS",
                "ROUND",
                "SUM",
                "MAX",
                "COUNT",
                "N",
                "LEN",
                "INDEX",
                "IF",
                "MEDIAN",
                "MOD",
                "INT",
            ),
        )

    def text(self) -> str:
        """A text, now and then a number."""
        return self._nested(
            (
                self.text_literal,
                lambda: self.cell("words"),
                lambda: self.cell("codes"),
                lambda: self.cell("mixed"),
            ),
            ("&", "LEFT", "RIGHT", "MID", "TRIM", "SUBSTITUTE", "UPPER", "FIXED", "CONCATENATE"),
        )

    def truth(self) -> str:
        """A condition, now and then an error."""
        return self._nested(
            (lambda: f"({self.cell(*NUMBERS)}{self.pick('>', '<=', '=')}{self.literal()})",),
            (
                "=",
                "<>",
                "<",
                ">",
                "<=",
                ">=",
                "ISNUMBER",
                "ISBLANK",
                "ISERROR",
                "ISTEXT",
                "AND",
                "OR",
                "NOT",
                "ISNA",
            ),
        )

    def any(self) -> str:
        return self.pick(self.number(), self.text(), self.truth())

    def content(self) -> str:
        """A number or a text."""
        return self.pick(self.number(), self.text())

    def _nested(self, leaves: tuple[Callable[[], str], ...], inner: tuple[str, ...]) -> str:
        if self.depth > 1 or self.random.random() < 0.55:
            return self.random.choice(leaves)()
        self.depth += 1
        made = self.one(self.random.choice(inner))
        self.depth -= 1
        return f"({made})"

    def small(self) -> str:
        return self.pick("0", "1", "2", "3", "4", "7", "8", "9", "-1", "2.9")

    def mix(self) -> str:
        """One to three columns, cells and numbers for SUM, MAX …"""
        parts = [
            self.pick(self.column(), self.cell(), self.number()) for _ in range(self.random.randint(1, 3))
        ]
        return ",".join(parts)

    def pair(self) -> str:
        """A column and what it should be. LibreOffice finds numbers by patterns, too."""
        if self.random.random() < 0.5:
            return f"{self.column(*TEXTS)},{self.pick(*TEXT_CRITERIA)}"
        return f"{self.column(*NUMBERS, 'mixed')},{self.pick(*NUMBER_CRITERIA)}"

    def pairs(self) -> str:
        return ",".join(self.pair() for _ in range(self.random.randint(1, 2)))

    def flags(self) -> str:
        """A column of conditions, as SUMPRODUCT takes it."""
        return self.pick(
            f"({self.column(*TEXTS)}={self.pick('{words}', '{codes}', self.text_literal())})",
            f"({self.column(*NUMBERS)}{self.pick('>', '<', '>=', '<=', '<>', '=')}{self.number()})",
            f"ISNUMBER({self.column()})",
            f"ISNUMBER(SEARCH({self.text_literal()},{self.column('words', 'codes')}))",
            f"(LEFT({self.column('words', 'codes')},{self.pick('1', '2')})={self.text_literal()})",
            f"(LEN({self.column('words', 'codes')})>{self.small()})",
            f"(COUNTIF({self.column('words', 'codes')},{self.column('codes', 'words')})>1)",
        )


def operator(sign: str) -> Make:
    return lambda e: f"{e.number()}{sign}{e.number()}"


def comparison(sign: str) -> Make:
    return lambda e: f"{e.number()}{sign}{e.number()}"


def equality(sign: str) -> Make:
    return lambda e: f"{e.content()}{sign}{e.content()}"


def around(name: str, *arguments: str) -> Make:
    """A function of arguments that methods of :class:`Expressions` make."""
    return lambda e: f"{name}({','.join(getattr(e, argument)() for argument in arguments)})"


MAKERS: dict[str, Make] = {
    **{sign: operator(sign) for sign in "+-*/"},
    "^": lambda e: f"{e.number()}^{e.pick('2', '0.5', '-1', '3')}",
    "%": lambda e: f"{e.number()}%",
    "sign": lambda e: f"-{e.number()}^2+-{e.number()}",
    "&": lambda e: f"{e.text()}&{e.pick(e.text(), e.number())}",
    **{sign: comparison(sign) for sign in ("<", ">", "<=", ">=")},
    **{sign: equality(sign) for sign in ("=", "<>")},
    "IF": lambda e: f"IF({e.truth()},{e.number()},{e.number()})",
    "IF of a text": lambda e: f"IF({e.truth()},{e.number()},{e.text()})",
    "IF alone": lambda e: f"IF({e.truth()},{e.cell()})",
    "IF of cells": lambda e: f"MAX(IF({e.truth()},{e.cell()},{e.cell()}),{e.literal()})",
    "IFERROR": lambda e: f"IFERROR({e.any()},{e.any()})",
    "CHOOSE": lambda e: f"CHOOSE({e.pick('0', '1', '2', '3', '{tied}')},{e.any()},{e.any()},{e.any()})",
    **{name: around(name, "mix") for name in ("SUM", "AVERAGE", "MAX", "MIN", "MEDIAN", "COUNT", "COUNTA")},
    "COUNTBLANK": lambda e: f"COUNTBLANK({e.column()})",
    **{name: lambda e, name=name: f"{name}({e.truth()},{e.truth()})" for name in ("AND", "OR")},
    "NOT": around("NOT", "truth"),
    "COUNTIF": lambda e: f"COUNTIF({e.pair()})",
    "COUNTIFS": lambda e: f"COUNTIFS({e.pairs()})",
    "SUMIF": lambda e: f"SUMIF({e.pair()}{e.pick('', ',' + e.column(*NUMBERS))})",
    "SUMIFS": lambda e: f"SUMIFS({e.column()},{e.pairs()})",
    "AVERAGEIF": lambda e: f"AVERAGEIF({e.pair()},{e.column(*NUMBERS)})",
    "AVERAGEIFS": lambda e: f"AVERAGEIFS({e.column()},{e.pairs()})",
    "SUMPRODUCT": lambda e: (
        f"SUMPRODUCT({e.pick('--', '1*')}{e.flags()},{e.column()}{e.pick('', ',--' + e.flags())})"
    ),
    "arrays": lambda e: f"SUMPRODUCT({e.flags()}*{e.flags()}*{e.column(*NUMBERS)})",
    "greatest of an array": lambda e: f"SUMPRODUCT(MAX({e.flags()}*{e.column(*NUMBERS)}))",
    "LOOKUP": lambda e: f"LOOKUP({e.number()},{e.column('rising')},{e.column()})",
    "last that": lambda e: f"LOOKUP(2,1/{e.flags()},{e.column('rising', 'codes')})",
    "MATCH": lambda e: (
        f"MATCH({e.pick(e.cell('plain', 'rising', 'codes', 'words'), e.literal(), e.text_literal())},{e.column()},0)"
    ),
    "MATCH in order": lambda e: f"MATCH({e.number()},{e.column('rising')}{e.pick('', ',1')})",
    "INDEX": lambda e: f"INDEX({e.column()},{e.pick('1', '2', '4', '8', '9', '{tied}')})",
    "until here": lambda _: f"COUNTIF(INDEX({{{NAME}.tied}},1):{{tied}},{{tied}})",
    "LARGE": lambda e: f"LARGE({e.column(*NUMBERS)},{e.small()})",
    "SMALL": lambda e: f"SMALL({e.column(*NUMBERS)},{e.small()})",
    "RANK": lambda e: f"RANK({{tied}},{e.column('tied')}{e.pick('', ',0', ',1')})",
    "ROWS": lambda e: f"ROWS({e.column()})",
    **{name: around(name, "number") for name in ("ABS", "INT", "SIGN", "SQRT")},
    "N": lambda e: f"N({e.pick(e.cell(), e.number(), e.truth())})",
    "T": lambda e: f"T({e.cell()})",
    **{
        name: lambda e, name=name: f"{name}({e.number()},{e.pick('0', '1', '2', '-1', '3')})"
        for name in ("ROUND", "ROUNDUP", "ROUNDDOWN")
    },
    "MOD": lambda e: f"MOD({e.number()},{e.pick('3', '-3', '2.5', '0', '7')})",
    "FIXED": lambda e: (
        f"FIXED({e.number().replace('1.005', '1.006')}{e.pick('', ',0', ',1', ',3', ',2,TRUE', ',-1')})"
    ),
    "TEXT": lambda e: f'TEXT({e.number()},"{e.pick("0", "0,00", "#.##0,0", "0%", "0,0%")}")',
    "TEXT of a day": lambda e: f'TEXT({{days}},"{e.pick("dd/mm/yyyy", "d/m/yyyy", "yyyy", "mm/yyyy")}")',
    **{name: around(name, "text", "small") for name in ("LEFT", "RIGHT")},
    "MID": around("MID", "text", "small", "small"),
    "REPT": around("REPT", "text", "small"),
    **{name: around(name, "text") for name in ("LEN", "TRIM", "UPPER", "LOWER")},
    "SEARCH": lambda e: (
        f"SEARCH({e.pick(e.text_literal(), chr(34) + 'n?' + chr(34))},{e.text()}{e.pick('', ',2')})"
    ),
    "FIND": around("FIND", "text_literal", "text"),
    "SUBSTITUTE": lambda e: (
        f"SUBSTITUTE({e.text()},{e.text_literal()},{e.text_literal()}{e.pick('', ',1', ',2')})"
    ),
    "EXACT": around("EXACT", "text", "text"),
    "CONCATENATE": lambda e: f"CONCATENATE({e.text()},{e.number()},{e.text()})",
    **{name: around(name, "content") for name in ("ISNUMBER", "ISTEXT", "ISERROR", "ISNA")},
    "ISBLANK": lambda e: f"ISBLANK({e.cell()})",
    "VALUE": lambda e: f"VALUE({e.pick(e.number(), chr(34) + '12' + chr(34), chr(34) + 'a' + chr(34))})",
    "DATE": lambda e: (
        f"DATE({e.pick('2025', '2024', '1999')},{e.pick('1', '2', '12', '13', '0', '-3')},{e.pick('1', '28', '29', '31', '0', '-5', '400')})"
    ),
    **{name: lambda _, name=name: f"{name}({{days}})" for name in ("YEAR", "MONTH", "DAY")},
    "NA": lambda e: f"IFERROR(NA(),{e.any()})",
}


def formulas(each: int, seed: int) -> list[tuple[str, str, int]]:
    """(what it tries, formula, row), ``each`` of every kind; the same for the same seed."""
    source = Expressions(seed)
    return [(name, source.one(name), number % SIZE) for name in MAKERS for number in range(each)]
