"""The installer as a program: what ``cai-dat.cmd`` and the Start-menu entry "Gỡ cài đặt" run."""

from __future__ import annotations

import argparse
import contextlib
import os
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from pii_xl.ground import messages as _messages  # noqa: F401 - an uninstallation removes the archive they come from
from pii_xl.ground.errors import PiiError, UnreadableError, finding
from pii_xl.ground.log import write_log
from pii_xl.install.kit import Interpreter, Kit
from pii_xl.install.machine import Machine, this_machine
from pii_xl.install.removal import uninstall as remove
from pii_xl.install.setup import Setup

FINE, FAILED = 0, 2
YES = ("c", "co", "có", "y", "yes")
QUIET_LOG = "pii-xl-{action}.log"


def main(arguments: list[str]) -> int:
    """Install or uninstall; 0 when it is done, 2 with a message when not."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a file or pipe would get the machine's own code page
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")
    options = _options(arguments)
    if not options.quiet:
        return _told(options)
    log = Path(tempfile.gettempdir()) / QUIET_LOG.format(action=options.action)
    with log.open("a", encoding="utf-8") as target, contextlib.redirect_stdout(target):
        print(f"{datetime.now():%d/%m/%Y %H:%M:%S} {options.action}")
        code = _told(options)
        print(f"{datetime.now():%d/%m/%Y %H:%M:%S} {code}")
    return code


def _told(options: argparse.Namespace) -> int:
    try:
        code = _run(options, this_machine())
    except PiiError as error:
        print(error.finding)
        code = FAILED
    except KeyboardInterrupt:
        print("Đã dừng theo yêu cầu; máy giữ nguyên như trước.")
        code = FAILED
    except Exception as error:
        print(finding("E199", kind=type(error).__name__, log=write_log(error)))
        code = FAILED
    if options.wait:
        _answer("Nhấn Enter để đóng cửa sổ.")
    return code


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="cai-dat", description="Cài đặt hoặc gỡ PII-XL cho người đang dùng máy."
    )
    parser.add_argument(
        "action", nargs="?", choices=("install", "uninstall"), default="install", help="việc cần làm"
    )
    parser.add_argument("--yes", action="store_true", help="đồng ý với mọi câu hỏi")
    parser.add_argument("--no-trust", action="store_true", help="không đặt vị trí tin cậy của Excel")
    parser.add_argument("--trust", action="store_true", help="đặt vị trí tin cậy của Excel mà không hỏi")
    parser.add_argument(
        "--quiet",
        action="store_true",
        help="không hỏi, không hiện gì, ghi nhật ký vào thư mục tạm; chỉ đặt vị trí tin cậy khi có --trust",
    )
    parser.add_argument("--wait", action="store_true", help="chờ nhấn Enter trước khi đóng cửa sổ")
    return parser.parse_args(arguments)


def _run(options: argparse.Namespace, machine: Machine | None) -> int:
    if machine is None:
        raise UnreadableError("E869")
    if options.action == "uninstall":
        os.chdir(machine.folders.profile)  # Windows does not remove a folder that a program works in
        return uninstall(machine, yes=options.yes or options.quiet)
    kit = Kit(Path(sys.argv[0]).resolve().parent)

    def wants_trust(folder: Path) -> bool:
        if options.no_trust or options.trust or options.quiet:
            return options.trust and not options.no_trust
        return options.yes or _trusts(folder)

    return install(Setup(machine, kit, Interpreter.running(), wants_trust, print))


def install(setup: Setup) -> int:
    """Install, then let the installed program check itself. Raises as :meth:`.setup.Setup.install`."""
    record = setup.install()
    checked = subprocess.run([record.python, "-P", "-m", "pii_xl.cli", "doctor"], capture_output=True)
    print(checked.stdout.decode("utf-8", "replace"))
    print(finding("N862", version=record.version, folder=record.work_folder).found)
    return FINE


def uninstall(machine: Machine, *, yes: bool) -> int:
    """Remove the installation when the user agrees. Raises as :func:`.removal.uninstall`."""
    if yes or _agrees("Gỡ PII-XL khỏi máy này? Mọi sổ và văn bản được giữ nguyên."):
        print(finding("N863", folder=remove(machine).work_folder).found)
    return FINE


def _trusts(folder: Path) -> bool:
    return _agrees(
        f"Đặt “{folder}” làm vị trí tin cậy của Excel, để macro của sổ trong đó chạy mà không hỏi lại? "
        "Chỉ nên đồng ý nếu không để tệp lạ vào thư mục này."
    )


def _agrees(question: str) -> bool:
    return _answer(f"{question} [C/K] ").strip().lower() in YES


def _answer(prompt: str) -> str:
    try:
        return input(prompt)
    except EOFError:
        return ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
