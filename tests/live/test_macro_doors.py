"""The doors for machines where Excel may not start programs: Start-menu commands, and a Python that waits for the buttons."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import xlwings as xw

from pii_xl import click as entry
from pii_xl.cli import run as run_cli
from pii_xl.ground.errors import UnreadableError
from pii_xl.live import server
from tests.libreoffice_engine import Alert
from tests.live.conftest import rows_of

PACKAGE = Path(server.__file__).parents[2]


def exit_code(*arguments: str) -> object:
    """How ``pii-xl …`` ends."""
    with pytest.raises(SystemExit) as ended:
        run_cli(list(arguments))
    return ended.value.code


@pytest.mark.libreoffice
def test_a_start_menu_command_does_what_the_button_does(
    template: xw.Book, excel: xw.App, alerts: list[Alert]
) -> None:
    assert exit_code("live", "validate") == entry.DONE
    assert alerts[-1].prompt.startswith("Đã kiểm tra: ")
    assert rows_of(template, "Lịch sử", "tblHistory")[-1]["Việc"] == "Kiểm tra"


@pytest.mark.libreoffice
def test_a_start_menu_command_without_a_workbook_says_so_and_fails(
    excel: xw.App, alerts: list[Alert]
) -> None:
    assert exit_code("live", "score") == entry.NO_BOOK
    assert alerts[-1].prompt.startswith("Chưa mở sổ PII nào trong Excel.")


@pytest.mark.libreoffice
def test_a_button_works_on_its_own_workbook_though_another_is_in_front(
    template: xw.Book, excel: xw.App, alerts: list[Alert]
) -> None:
    other = excel.books.add()
    assert excel.books.active.name == other.name
    assert entry.run("score") == entry.DONE
    assert alerts[-1].prompt.startswith("PII chưa tính được")
    assert rows_of(template, "Lịch sử", "tblHistory")[-1]["Việc"] == "Chấm điểm"
    assert other.sheets[0].used_range.value is None


@pytest.mark.libreoffice
def test_a_failure_before_any_check_is_told_and_logged_too(
    excel: xw.App, alerts: list[Alert], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def broken() -> xw.Book:
        raise ZeroDivisionError("bên trong")

    assert entry.run_on("score", broken) == entry.NO_BOOK
    assert alerts[-1].prompt.startswith("Chương trình gặp lỗi ngoài dự kiến (ZeroDivisionError).")
    assert "bên trong" in (tmp_path / "pii-xl.log").read_text(encoding="utf-8")


def test_the_waiting_python_needs_windows() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pii_xl.cli", "live", "serve"],
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
        cwd=PACKAGE,
    )
    assert done.returncode == 2
    assert "E817" in done.stderr
    assert "không phải Windows" in done.stderr


def test_the_waiting_python_needs_pywin32(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "win32event", None)
    with pytest.raises(UnreadableError, match="thiếu pywin32"):
        server.wait_for_clicks()


class Windows:
    """As much of Windows as the waiting Python asks: named locks, COM, and xlwings' wait for calls, twice cut short."""

    def __init__(self) -> None:
        self.locks: dict[str, int] = {}
        self.served: list[set[str]] = []
        self.com_is_ready = False
        self.kept = 0
        self.timers: dict[int, Callable[[int, int], None]] = {}

    def wrap(self, _object: object) -> str:
        self.kept += 1
        return "gateway"

    def set_timer(self, _milliseconds: int, due: Callable[[int, int], None]) -> int:
        self.timers[len(self.timers) + 1] = due
        return len(self.timers)

    def pump(self) -> None:
        """What Windows does when the call from Excel has returned."""
        for identifier, due in list(self.timers.items()):
            due(identifier, 0)

    def CreateMutex(self, _security: None, _owned: bool, name: str) -> str:  # noqa: N802
        self.locks[name] = self.locks.get(name, 0) + 1
        return name

    def GetLastError(self) -> int:  # noqa: N802
        return server.ALREADY_THERE if max(self.locks.values()) > 1 else 0

    def CoInitialize(self) -> None:  # noqa: N802
        self.com_is_ready = True

    def serve(self) -> None:
        assert self.com_is_ready
        assert self.kept == len(self.served) + 1  # without an object COM counts, the wait would end at once
        self.com_is_ready = False
        self.served.append(set(sys.modules))
        if len(self.served) == 2:
            raise KeyboardInterrupt


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> Windows:
    found = Windows()
    names = ("win32api", "win32event", "pythoncom", "win32com.server.util", "xlwings.com_server", "timer")
    for name in (*names, "win32com", "win32com.server", "xlwings._xlwindows"):
        module = ModuleType(name)
        module.__dict__.update(
            CreateMutex=found.CreateMutex,
            GetLastError=found.GetLastError,
            CoInitialize=found.CoInitialize,
            wrap=found.wrap,
            XLPythonObject=lambda _: "object",
            set_timer=found.set_timer,
            kill_timer=found.timers.pop,
            cleanup=lambda: None,
            BOOK_CALLER=None,
        )
        monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.setattr(xw, "_xlwindows", sys.modules["xlwings._xlwindows"], raising=False)
    monkeypatch.setattr(server, "PAUSE_SECONDS", 0)
    monkeypatch.setattr(xw, "serve", found.serve, raising=False)
    monkeypatch.setattr(server, "block", lambda *_: None)  # this process goes on after the test
    return found


def test_the_waiting_python_has_everything_loaded_when_the_first_click_comes(
    windows: Windows, capsys: pytest.CaptureFixture[str]
) -> None:
    server.wait_for_clicks()
    loaded = windows.served[0]
    assert set(server.WARM) <= loaded
    assert {"pandas", "pandera", "docx", "pii_xl.year.framework"} <= loaded
    assert capsys.readouterr().out.startswith("Python đã sẵn sàng cho các nút lệnh của sổ PII.")


def test_the_waiting_python_goes_on_when_the_last_workbook_was_closed(windows: Windows) -> None:
    server.wait_for_clicks()
    assert len(windows.served) == 2  # the second wait was ended with Ctrl+C


def test_a_second_waiting_python_is_refused(windows: Windows) -> None:
    server.wait_for_clicks()
    with pytest.raises(UnreadableError, match="đang chạy rồi") as caught:
        server.wait_for_clicks()
    assert caught.value.code == "E819"
    assert len(windows.served) == 2


def test_the_lock_holds_in_one_session_of_windows_only(windows: Windows) -> None:
    server.wait_for_clicks()
    (name,) = windows.locks
    assert name.startswith("Local\\")  # "Global\\" would let another user of the machine stand in the way


class TestClicksOnTheWaitingPython:
    """The workbook names itself and a command; nothing of it stays behind."""

    @pytest.fixture
    def ran(self, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Any]]:
        found: list[tuple[str, Any]] = []
        monkeypatch.setattr(server, "run", lambda command: found.append((command, self.named())))
        return found

    @staticmethod
    def named() -> Any:
        return sys.modules["xlwings._xlwindows"].BOOK_CALLER  # type: ignore[attr-defined]

    @staticmethod
    def click(command: str, book: str) -> None:
        sys.modules["xlwings._xlwindows"].BOOK_CALLER = book  # type: ignore[attr-defined]
        server.run_after_call(command)

    def test_the_command_runs_when_the_call_is_over(
        self, windows: Windows, ran: list[tuple[str, Any]]
    ) -> None:
        self.click("score", "a book")
        assert ran == []
        windows.pump()
        assert ran == [("score", "a book")]

    def test_the_workbook_is_let_go_of_also_after_a_failure(
        self, windows: Windows, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fails(_: str) -> None:
            raise ZeroDivisionError

        monkeypatch.setattr(server, "run", fails)
        self.click("score", "a book")
        assert self.named() is None
        with pytest.raises(ZeroDivisionError):
            windows.pump()
        assert self.named() is None

    def test_a_click_during_a_dialog_waits_its_turn(
        self, windows: Windows, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ran: list[str] = []

        def with_dialog(command: str) -> None:
            ran.append(f"{command} begins on {self.named()}")
            if command == "score":
                self.click("report", "another book")
                windows.pump()  # a message box lets calls and timers in
            ran.append(f"{command} ends")

        monkeypatch.setattr(server, "run", with_dialog)
        self.click("score", "a book")
        windows.pump()
        assert ran == [
            "score begins on a book",
            "score ends",
            "report begins on another book",
            "report ends",
        ]
