"""The rows of the very hidden sheet ``_text``, from which the workbook's VBA reads every Vietnamese text.

Module source cannot hold Vietnamese (see :mod:`pii_xl.workbook.macros.vba_project`). The builder writes :func:`ui_text_rows`
to a sheet called :data:`pii_xl.workspace.identity.TEXT_SHEET`, key in column A, text in column B, and makes it very hidden.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pii_xl.ground.cell_text import in_cell
from pii_xl.ground.messages import CATALOGUE
from pii_xl.layout import MASTER
from pii_xl.layout.buttons import COMMANDS, START_MENU_FOLDER

# Defined names that the VBA looks for. The message cell and the scenario ranges belong to the layout.
MESSAGE_NAME = "pii_message"
SCENARIO_INPUT_NAME = "scenario_input"
SCENARIO_BASE_NAME = "scenario_base"

VBA_MESSAGES = ("E901", "E902", "E903", "E904", "E905", "E906", "E907", "E908")


@dataclass(frozen=True)
class FunctionText:
    """What Excel's function wizard says about one worksheet function; ``arguments`` in the order of its parameters."""

    name: str
    description: str
    arguments: tuple[str, ...] = ()


def ui_text_rows(functions: Sequence[FunctionText] = ()) -> list[tuple[str, str]]:
    """Key and text of every row, sorted by key; keys are ASCII and unique."""
    findings = MASTER.table("tblFindings")
    texts = {"title": START_MENU_FOLDER, "running": "Đang chạy: "}
    texts |= {f"finding.{key}": findings[key].header for key in ("file", "sheet", "cell")}
    texts |= {f"command.{command.id}": command.label for command in COMMANDS}
    texts |= {code: _message(code) for code in VBA_MESSAGES}
    texts["problem.function"] = in_cell(CATALOGUE["E896"].found, CATALOGUE["E896"].remedy)
    texts |= _function_texts(functions)
    return sorted(texts.items())


def _message(code: str) -> str:
    message = CATALOGUE[code]
    return f"{code}: " + " ".join(filter(None, (message.found, message.expected, message.remedy)))


def _function_texts(functions: Sequence[FunctionText]) -> Mapping[str, str]:
    if not functions:
        return {}
    texts = {"functions": " ".join(function.name for function in functions)}
    for function in functions:
        texts[f"function.{function.name}"] = function.description
        for number, argument in enumerate(function.arguments, start=1):
            texts[f"function.{function.name}.{number}"] = argument
    return texts
