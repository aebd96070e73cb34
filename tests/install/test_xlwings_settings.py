"""The user's settings file of xlwings belongs to others too."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pii_xl.install.places import temp_folder
from pii_xl.install.xlwings_settings import settings_path, with_settings, without_settings
from tests.install.conftest import Install
from tests.install.temp_machine import TempMachine

OURS = {"INTERPRETER_WIN": r"C:\PII-XL\python.exe", "TEMP DIR": r"C:\ProgramData\PII-XL\temp"}
OTHERS = b'"LICENSE_KEY","noncommercial"\r\n"UDF MODULES","b\xe1o c\xe1o"\r\n'

line = st.builds(
    '"{}","{}"'.format, st.from_regex(r"[A-Z _]{1,12}", fullmatch=True), st.text("aáXZ\\: ;", max_size=12)
)
files = st.lists(line, max_size=6).map(lambda lines: "".join(f"{one}\r\n" for one in lines).encode("latin-1"))


def test_our_lines_come_after_what_is_there() -> None:
    content, added = with_settings(OTHERS, OURS, {})
    assert content.startswith(OTHERS)
    assert content.endswith(rb'"TEMP DIR","C:\ProgramData\PII-XL\temp"' + b"\r\n")
    assert added == OURS


def test_what_somebody_else_has_set_wins() -> None:
    theirs = b'"interpreter_win","D:\\anaconda\\python.exe"\r\n'
    content, added = with_settings(theirs, OURS, {})
    assert content.startswith(theirs)
    assert set(added) == {"TEMP DIR"}


def test_lines_of_an_earlier_installation_are_replaced() -> None:
    first, added = with_settings(OTHERS, OURS, {})
    newer = OURS | {"INTERPRETER_WIN": r"C:\PII-XL\python-2\python.exe"}
    second, _ = with_settings(first, newer, added)
    assert second.count(b"INTERPRETER_WIN") == 1
    assert rb"python-2" in second


def test_a_last_line_without_an_end_is_not_glued_to_ours() -> None:
    content, _ = with_settings(b'"A","1"', OURS, {})
    assert content.splitlines()[0] == b'"A","1"'


@given(files)
def test_adding_and_removing_gives_back_every_byte(content: bytes) -> None:
    written, added = with_settings(content, OURS, {})
    assert without_settings(written, added) == content


def test_the_installation_writes_the_interpreter_and_the_temporary_folder(
    machine: TempMachine, install: Install
) -> None:
    path = settings_path(machine.folders)
    path.parent.mkdir()
    path.write_bytes(OTHERS)
    record = install(machine)
    lines = path.read_text("latin-1").splitlines()
    assert lines[:2] == OTHERS.decode("latin-1").splitlines()
    assert lines[2:] == [
        f'"INTERPRETER_WIN","{record.python}"',
        f'"TEMP DIR","{temp_folder(machine.folders)}"',
    ]
