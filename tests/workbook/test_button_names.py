"""Wherever people read of a button, it is called by the words that stand on it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pii_xl.ground.messages import CATALOGUE
from pii_xl.install.start_menu import SERVER
from pii_xl.layout.buttons import COMMANDS
from pii_xl.workbook.sheets.guide import CALENDAR, STEPS

ROOT = Path(__file__).parents[2]
LABELS = {known.label for known in COMMANDS}
MENU = "Đi tới trang"
PRESSED = re.compile(r"[Bb]ấm (?:nút )?“([^”]+)”(?: rồi “([^”]+)”)?")


def readme_buttons() -> list[str]:
    """The names in the column of buttons of the README's table of steps."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    table = text.split("| Bước | Nút trên thẻ PII |", 1)[1].split("\n\n", 1)[0]
    cells = [line.split(" | ")[1] for line in table.splitlines() if "`pii-xl" in line]
    named = [re.sub(r"\(.*\)", "", name).strip() for cell in cells for name in cell.split(";")]
    return [name for name in named if name != "–" and "Start" not in name]


def pressed_in(text: str) -> set[str]:
    """The names in "bấm “…”"."""
    return {name for pair in PRESSED.findall(text) for name in pair if name}


def test_the_readme_names_buttons_by_their_labels() -> None:
    names = readme_buttons()
    assert len(names) > 10
    assert set(names) <= LABELS


def test_the_guide_tells_people_to_press_buttons_that_exist() -> None:
    told = pressed_in(" ".join([*(step.text for step in STEPS), *(text for _, text in CALENDAR)]))
    assert {"Lập phiếu", "Nhập phiếu", "Kiểm tra số liệu", "Chấm điểm", "Gói gửi Bộ"} <= told <= LABELS


def test_messages_tell_people_to_press_buttons_that_exist() -> None:
    told = pressed_in(" ".join(message.remedy for message in CATALOGUE.values()))
    assert told
    assert told <= LABELS


@pytest.mark.parametrize("guide", ["excel-checklist.md", "cai-dat.md"])
def test_the_guides_press_buttons_that_exist(guide: str) -> None:
    text = (ROOT / "docs" / guide).read_text(encoding="utf-8")
    told = set(re.findall(r"[Bb]ấm \*\*([^*0-9]+)\*\*", text))
    assert told
    assert told <= {*LABELS, MENU, SERVER}
