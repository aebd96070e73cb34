"""The Start menu is the second door: every button is there, under its own name."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest

from pii_xl.cli import main
from pii_xl.ground.messages import CATALOGUE
from pii_xl.install.start_menu import FOLDER, REMOVAL, SERVER
from pii_xl.layout.buttons import ON_FILE, ON_FILE_MARK, START_MENU_FOLDER, command, python_commands
from tests.install.conftest import Install
from tests.install.temp_machine import TempMachine

MAX_PATH, LONGEST_ARGUMENTS = 259, 1023
FORBIDDEN = set('\\/:*?"<>|')


@pytest.fixture
def entries(machine: TempMachine, install: Install) -> dict[str, dict[str, str]]:
    record = install(machine)
    return {Path(one).stem: json.loads(Path(one).read_text("utf-8")) for one in record.links}


def test_it_has_every_live_command_by_its_buttons_name_and_the_server(
    entries: dict[str, dict[str, str]],
) -> None:
    live = main.commands["live"]
    assert isinstance(live, click.Group)
    started = {
        shlex.split(entry["arguments"])[-1]: label
        for label, entry in entries.items()
        if " live " in entry["arguments"]
    }
    assert started == {
        **{known.id.replace("_", "-"): known.label for known in python_commands()},
        "serve": SERVER,
    }
    assert started.keys() == live.commands.keys()
    assert entries.keys() - set(started.values()) - on_file_labels() == {FOLDER, REMOVAL}


def on_file_labels() -> set[str]:
    return {f"{command(one).label} {ON_FILE_MARK}" for one in ON_FILE}


def test_what_needs_no_excel_has_an_entry_of_its_own(entries: dict[str, dict[str, str]]) -> None:
    assert on_file_labels() <= entries.keys()
    for label in on_file_labels():
        *_, called, task = shlex.split(entries[label]["arguments"])
        assert called == "on-file"
        assert task in ON_FILE
        assert "Không cần Excel" in entries[label]["hint"]


def test_an_entry_starts_the_command_line_of_the_installed_python(entries: dict[str, dict[str, str]]) -> None:
    arguments = shlex.split(entries["Kiểm tra số liệu"]["arguments"])
    assert arguments == ["-P", "-m", "pii_xl.cli", "live", "validate"]
    done = subprocess.run([sys.executable, *arguments, "--help"], capture_output=True, text=True)
    assert done.returncode == 0
    assert "Kiểm tra số liệu" in done.stdout


def test_names_are_ones_that_windows_takes(entries: dict[str, dict[str, str]]) -> None:
    for label, entry in entries.items():
        assert not FORBIDDEN & set(label)
        assert label == label.strip(" .")
        assert len(entry["arguments"]) <= LONGEST_ARGUMENTS
        assert len(entry["hint"]) <= MAX_PATH


def test_the_messages_of_blocked_buttons_name_the_folder_that_is_made(
    entries: dict[str, dict[str, str]],
) -> None:
    folder = Path(next(iter(entries.values()))["path"]).parent.name
    assert folder == START_MENU_FOLDER
    for code in ("E902", "E903", "E904", "W854"):
        assert folder in CATALOGUE[code].remedy
    for code in ("E847", "W854"):
        assert SERVER in CATALOGUE[code].remedy


def test_the_removal_runs_outside_of_what_it_removes(
    entries: dict[str, dict[str, str]], machine: TempMachine
) -> None:
    removal = entries[REMOVAL]
    assert Path(removal["target"]) == Path(sys.executable)
    arguments = shlex.split(removal["arguments"])
    assert Path(arguments[1]).is_file()
    assert arguments[2:] == ["uninstall", "--wait"]
    assert (
        Path(removal["folder"]) == machine.folders.profile
    )  # Windows keeps the folder that a program works in
