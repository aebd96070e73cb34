"""What trusted standards ask of formulas (FAST 3, ICAEW 12-16), as rules for :mod:`tests.workbook.lint`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.formula.translate import Translator
from openpyxl.utils import range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

Found = Iterator[tuple[str, str]]  # (place, what)

VOLATILE = {"OFFSET", "INDIRECT", "NOW", "TODAY", "RAND", "RANDBETWEEN", "RANDARRAY", "CELL", "INFO"}
PLAIN_NUMBERS = {"0", "1", "100"}  # nothing, one more, per cent
LONGEST_FORMULA = 250
DEEPEST_IF = 2
CELL = re.compile(r"(?:^|[!:$])[A-Z]{1,3}\$?\d+$|^\$?[A-Z]{1,3}\$?\d+", re.IGNORECASE)
OTHER_WORKBOOK = re.compile(r"\[[^\[\]]*\.xls\w?\]|\[\d+\]", re.IGNORECASE)


def volatile_functions(book: Workbook) -> Found:
    """No function that recalculates at every keystroke or hides what it refers to."""
    for place, formula in _all_formulas(book):
        for name in sorted({name for name in _functions(formula) if name in VOLATILE}):
            yield place, name


def external_links(book: Workbook) -> Found:
    """No links to other workbooks."""
    for link in book._external_links:  # type: ignore[attr-defined]
        yield "", str(link.file_link.Target)
    for place, formula in _all_formulas(book):
        if any(
            OTHER_WORKBOOK.match(token.value.lstrip("'"))
            for token in _tokens(formula)
            if token.subtype == "RANGE"
        ):
            yield place, formula


def numbers_in_formulas(book: Workbook) -> Found:
    """Nothing that may change is written inside a formula."""
    for place, formula in _cell_formulas(book):
        numbers = {token.value for token in _tokens(formula) if token.subtype == Token.NUMBER}
        if strange := sorted(numbers - PLAIN_NUMBERS):
            yield place, ", ".join(strange)


def nested_ifs(book: Workbook) -> Found:
    """No IF inside an IF inside an IF."""
    for place, formula in _cell_formulas(book):
        if (depth := _if_depth(formula)) > DEEPEST_IF:
            yield place, f"{depth} deep"


def long_formulas(book: Workbook) -> Found:
    """A formula fits a line or two."""
    for place, formula in _cell_formulas(book):
        if len(formula) > LONGEST_FORMULA:
            yield place, f"{len(formula)} characters"


def charted_texts(book: Workbook) -> Found:
    """A chart draws numbers or #N/A: Excel draws the text of a formula, also an empty one, as 0."""
    for sheet in book.worksheets:
        for chart in sheet._charts:  # type: ignore[attr-defined]
            for series in chart.series:
                yield from _drawn_texts(book, series.val.numRef.f)


def _drawn_texts(book: Workbook, reference: str) -> Found:
    name, area = reference.rsplit("!", 1)
    sheet = book[name.strip("'").replace("''", "'")]
    for row in cells_of(sheet, area.replace("$", "")):
        for cell in row:
            formula = formula_of(cell)
            if formula and not formula.endswith(",NA())"):
                yield f"{sheet.title}!{cell.coordinate}", formula


def column_formulas(book: Workbook) -> Found:
    """The same formula down a whole column of a table, and no constant among formulas."""
    for sheet in book.worksheets:
        for table in sheet.tables.values():
            body = cells_of(sheet, table.ref)[1 if table.headerRowCount != 0 else 0 :]
            for column in zip(*body, strict=True):
                yield from _odd_ones(sheet, column)


def cells_of(sheet: Worksheet, ref: str) -> list[tuple[Any, ...]]:
    """The cells of an area such as "A2:C5", row by row."""
    left, top, right, bottom = range_boundaries(ref)
    return list(sheet.iter_rows(min_row=top, max_row=bottom, min_col=left, max_col=right))


def formula_of(cell: Any) -> str | None:
    """The formula in a cell; None when it holds none."""
    if isinstance(cell.value, ArrayFormula):
        return cell.value.text
    return str(cell.value) if cell.data_type == "f" else None


def _odd_ones(sheet: Worksheet, column: tuple[Any, ...]) -> Found:
    first = next((cell for cell in column if formula_of(cell)), None)
    if first is None:
        return
    expected = formula_of(first) or ""
    for cell in column:
        formula = formula_of(cell)
        if formula is None:
            yield f"{sheet.title}!{cell.coordinate}", "a constant among formulas"
        elif formula == expected and not _names_cells(formula):
            continue
        elif Translator(formula, cell.coordinate).translate_formula(first.coordinate) != expected:
            yield f"{sheet.title}!{cell.coordinate}", formula


def _cell_formulas(book: Workbook) -> Iterator[tuple[str, str]]:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if formula := formula_of(cell):
                    yield f"{sheet.title}!{cell.coordinate}", formula


def _all_formulas(book: Workbook) -> Iterator[tuple[str, str]]:
    yield from _cell_formulas(book)
    for name, definition in book.defined_names.items():
        yield name, f"={definition.value}"
    for sheet in book.worksheets:
        for validation in sheet.data_validations.dataValidation:
            for formula in (validation.formula1, validation.formula2):
                if formula:
                    yield f"{sheet.title}!{validation.sqref}", f"={formula}"
        for area in sheet.conditional_formatting:
            for rule in area.rules:
                for formula in rule.formula:
                    yield f"{sheet.title}!{area.sqref}", f"={formula}"


@cache
def _tokens(formula: str) -> list[Token]:
    return Tokenizer(formula).items


def _names_cells(formula: str) -> bool:
    """Whether the formula names cells by their place, so that it reads otherwise in another row."""
    return any(CELL.search(token.value) for token in _tokens(formula) if token.subtype == Token.RANGE)


def _functions(formula: str) -> Iterator[str]:
    for token in _tokens(formula):
        if token.type == Token.FUNC and token.subtype == Token.OPEN:
            yield token.value.rstrip("(").upper().removeprefix("_XLFN.").removeprefix("_XLWS.")


def _if_depth(formula: str) -> int:
    open_functions: list[str] = []
    deepest = 0
    for token in _tokens(formula):
        if token.type in (Token.FUNC, Token.PAREN) and token.subtype == Token.OPEN:
            open_functions.append(token.value.upper())
            deepest = max(deepest, open_functions.count("IF("))
        elif token.type in (Token.FUNC, Token.PAREN) and token.subtype == Token.CLOSE:
            open_functions.pop()
    return deepest
