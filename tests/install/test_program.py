"""The installer as a person meets it: what it prints and what it asks."""

from __future__ import annotations

from pathlib import Path

import pytest

from pii_xl import __version__
from pii_xl.install.__main__ import _trusts, install, main
from pii_xl.install.kit import Kit
from pii_xl.install.setup import Setup
from tests.install.temp_machine import TempMachine
from tests.install.tiny_wheels import windows_python


def test_it_tells_each_step_then_what_the_installed_program_says_of_itself(
    machine: TempMachine, kit: Kit, books: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert install(Setup(machine, kit, windows_python(), lambda _: True, print, books)) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("- cài Python và các gói")
    assert "Cài đặt tốt." in lines
    assert lines[-1].startswith(f"Đã cài PII-XL {__version__}.")
    assert str(machine.folders.documents / "PII-XL") in lines[-1]


@pytest.mark.parametrize(
    ("answer", "agreed"), [("c", True), ("Có ", True), ("k", False), ("không", False), ("", False)]
)
def test_only_a_clear_yes_counts_as_one(
    answer: str, agreed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr("builtins.input", lambda text: asked.append(text) or answer)
    assert _trusts(tmp_path) is agreed
    assert str(tmp_path) in asked[0]


def test_a_closed_input_counts_as_no(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(text: str) -> str:
        raise EOFError

    monkeypatch.setattr("builtins.input", closed)
    assert _trusts(tmp_path) is False


def test_an_unforeseen_failure_is_one_sentence_and_a_log(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pii_xl.install.__main__.this_machine", lambda: object())
    assert main(["uninstall"]) == 2
    printed = capsys.readouterr().out
    assert "E199" in printed
    assert "Traceback" not in printed


class TestQuiet:
    """For the IT office: no question, no window, a log."""

    def test_everything_is_in_the_log_and_nothing_is_shown(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
        monkeypatch.setattr("pii_xl.install.__main__.this_machine", lambda: None)
        monkeypatch.setattr("builtins.input", lambda _: pytest.fail("asked"))
        assert main(["install", "--quiet"]) == 2
        assert capsys.readouterr().out == ""
        assert "E869" in (tmp_path / "pii-xl-install.log").read_text("utf-8")

    @pytest.mark.parametrize(
        ("options", "trusted"),
        [
            (["--quiet"], False),
            (["--quiet", "--trust"], True),
            (["--yes"], True),
            (["--yes", "--no-trust"], False),
        ],
    )
    def test_a_trusted_location_is_only_set_when_it_is_asked_for(
        self, options: list[str], trusted: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        asked: list[bool] = []
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
        monkeypatch.setattr("pii_xl.install.__main__.this_machine", lambda: object())
        monkeypatch.setattr(
            "pii_xl.install.__main__.install", lambda setup: asked.append(setup.wants_trust(tmp_path)) or 0
        )
        assert main(options) == 0
        assert asked == [trusted]
