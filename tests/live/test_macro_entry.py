"""How a click reaches Python, and what it does not import on the way."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
import xlwings as xw

import pii_xl
from pii_xl import click as entry
from pii_xl.layout.buttons import python_commands
from tests.libreoffice_engine import Alert

PACKAGE = Path(pii_xl.__file__).parent
ALLOWED = ("live", "click.py", "macros.py")


def imported(path: Path) -> set[str]:
    """Top-level packages that a module imports when it runs; imports for type checking left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        id(node)
        for branch in ast.walk(tree)
        if isinstance(branch, ast.If) and "TYPE_CHECKING" in ast.unparse(branch.test)
        for node in ast.walk(branch)
    }
    found = set()
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add(str(node.module).split(".")[0])
    return found


def test_only_the_live_door_imports_xlwings() -> None:
    users = {path.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py") if "xlwings" in imported(path)}
    assert {path.parts[0] for path in users} == {"live"}


def modules_after(code: str) -> set[str]:
    """Names of the modules a fresh Python has loaded after ``code``."""
    script = f"{code}\nimport sys\nprint(' '.join(name for name, module in sys.modules.items() if module))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("command", entry.WITHOUT_TABLES)
def test_buttons_without_tables_load_neither_numpy_nor_pandas(command: str) -> None:
    loaded = modules_after(
        f"from pii_xl import click; click.main(['{command}', '--wb=x.xlsm', '--from_xl=1', '--hwnd=1'])"
    )
    assert "xlwings" in loaded
    assert not loaded & {"numpy", "pandas", "openpyxl", "pandera", "docx", "python_calamine", "xlsxwriter"}


def test_no_click_loads_what_xlwings_would_take_along() -> None:
    loaded = modules_after(
        "from pii_xl import click; click.main(['score', '--wb=x.xlsm', '--from_xl=1', '--hwnd=1'])"
    )
    assert not loaded & set(entry.NEVER_NEEDED)


def test_scoring_needs_neither_pandera_nor_openpyxl_nor_word() -> None:
    loaded = modules_after(
        "import pii_xl.live.tables, pii_xl.commands.score, pii_xl.workspace.history, pii_xl.live.marks"
    )
    assert not loaded & {"pandera", "openpyxl", "docx", "xlsxwriter"}


def test_the_command_line_of_a_button_ends_with_a_message_when_there_is_no_excel() -> None:
    line = [
        sys.executable,
        "-P",
        "-m",
        "pii_xl.click",
        "score",
        "--wb=x.xlsm",
        "--from_xl=1",
        "--app=",
        "--hwnd=1",
    ]
    done = subprocess.run(line, capture_output=True, text=True, check=False, encoding="utf-8")
    assert done.returncode == 0  # the user was told; the workbook need not say it again
    assert "không kết nối được với Excel" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_command_is_told_with_the_known_ones() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pii_xl.click", "xoa"],
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == entry.UNKNOWN
    assert "Không có việc nào tên “xoa”" in done.stderr
    assert "validate" in done.stderr


def test_every_button_has_its_start_menu_command() -> None:
    from pii_xl.cli import live

    assert set(live.commands) == {command.id.replace("_", "-") for command in python_commands()} | {"serve"}


@pytest.mark.libreoffice
def test_the_button_runs_on_the_workbook_it_belongs_to(template: xw.Book, alerts: list[Alert]) -> None:
    assert entry.run("progress") == entry.DONE
    assert alerts[-1].prompt.startswith("Tiến độ: 8 cơ quan")
