"""Formulas between Excel's spelling (English, commas, ``Sheet!A1``) and that of LibreOffice's ``setFormula``."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

TOKEN = re.compile(
    r"""(?P<text>"(?:[^"]|"")*")
      |(?P<sheet>\$?(?:'(?:[^']|'')+'|[^\W\d][\w.]*)[!.](?=\$?[A-Za-z]{1,3}\$?\d|\$?[A-Z]{1,3}:|\$?\d+:))
      |(?P<open>[\[{])
      |(?P<close>[\]}])
      |(?P<separator>[,;|])
      |(?P<rest>'(?:[^']|'')*'|[\w.]+|.)""",
    re.VERBOSE | re.DOTALL,
)
THIS_ROW = re.compile(r"\[@\[([^\]]+)\]\]|\[@([^\[\]]+)\]")
TO_CALC = {"": {",": ";"}, "[": {",": ";"}, "{": {",": ";", ";": "|"}}
TO_EXCEL = {"": {";": ","}, "[": {";": ","}, "{": {";": ",", "|": ";"}}
PREFIXES = re.compile(r"_xl(?:fn|ws|pm)\.")


def to_calc(formula: str) -> str:
    """Excel's ``=SUM(Vào!A1,tbl[@[Mã số]])`` as ``=SUM($Vào.A1;tbl[[#This Row];[Mã số]])``."""
    rowwise = THIS_ROW.sub(lambda found: f"[[#This Row],[{found[1] or found[2]}]]", PREFIXES.sub("", formula))
    return _translate(rowwise, TO_CALC, "!", lambda sheet: f"${sheet.lstrip('$')}.")


@lru_cache(maxsize=2**16)
def to_excel(formula: str) -> str:
    """The reverse of :func:`to_calc`, as far as Excel would show it; row references stay written out."""
    return (
        _translate(formula, TO_EXCEL, ".", lambda sheet: f"{sheet.lstrip('$')}!")
        .replace("TRUE()", "TRUE")
        .replace("FALSE()", "FALSE")
    )


def _translate(
    formula: str, separators: dict[str, dict[str, str]], mark: str, sheet_form: Callable[[str], str]
) -> str:
    done: list[str] = []
    inside = [""]
    for found in TOKEN.finditer(formula):
        kind, text = found.lastgroup, found[0]
        if kind == "open":
            inside.append(text)
        elif kind == "close" and len(inside) > 1:
            inside.pop()
        elif kind == "separator" and (inside[-1] != "[" or done[-1] == "]"):  # not in a column's name
            text = separators[inside[-1]].get(text, text)
        elif kind == "sheet" and inside[-1] == "" and text.endswith(mark):
            text = sheet_form(text[:-1])
        done.append(text)
    return "".join(done)
