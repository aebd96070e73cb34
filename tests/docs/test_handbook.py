"""The handbook's commands run one after the other; everything a user can meet is documented, from its declaration."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from pii_xl.cli import _guarded, main
from pii_xl.ground.messages import CATALOGUE
from pii_xl.layout import MASTER
from pii_xl.layout.buttons import COMMANDS
from pii_xl.layout.settings import SETTINGS
from scripts.reference_page import PAGE, declarations, page

DOCS = Path(__file__).parents[2] / "docs"
HANDBOOK = (DOCS / "so-tay.md").read_text("utf-8")
LINES = [line for block in re.findall(r"```sh\n(.*?)```", HANDBOOK, re.DOTALL) for line in block.splitlines()]
LABELS = {command.label for command in COMMANDS}


def test_the_reference_page_is_what_the_declarations_say() -> None:
    assert PAGE.read_text("utf-8") == page(), "python -m scripts.reference_page"


def test_every_command_button_sheet_setting_function_and_message_is_on_it() -> None:
    text = page()
    wanted = [f"### `pii-xl {name}`" for name, command in main.commands.items() if not command.hidden]
    wanted += [f"**{command.label}**" for command in COMMANDS]
    wanted += [f"| {sheet.name} |" for sheet in MASTER.sheets]
    wanted += [f"`{setting.key}`" for setting in SETTINGS]
    wanted += [f"`{one.name}(" for one in declarations()]
    wanted += [f"**{code}**" for code in CATALOGUE]
    assert [one for one in wanted if one not in text] == []


def test_the_handbook_presses_buttons_that_exist_and_nearly_all_of_them() -> None:
    told = set(re.findall(r"\*\*([^*]+)\*\*", HANDBOOK))
    assert told <= LABELS
    assert len(LABELS - told) <= 6


def test_the_handbook_speaks_of_sheets_and_pictures_that_are_there() -> None:
    assert all((DOCS / picture).is_file() for picture in re.findall(r"\]\((images/[^)]+)\)", HANDBOOK))
    assert all((DOCS / link).is_file() for link in re.findall(r"\]\(([\w-]+\.md)", HANDBOOK))


def test_the_handbooks_commands_run_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for line in LINES:
        _, *arguments = shlex.split(line)
        code = _guarded(arguments)
        said = capsys.readouterr()
        assert code in (0, 1), (line, said.err)
    made = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")}
    assert {"lam-viec/van-ban/bao-cao.docx", "lam-viec/goi-gui-bo/manifest.csv"} <= made
    assert any(name.startswith("nam-2026/") for name in made)
