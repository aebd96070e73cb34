"""Installing: everything is made beside what is there, then switched over; a failure leaves the PC as it was."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from importlib.resources.abc import Traversable
from pathlib import Path

from pii_xl import __version__
from pii_xl.ground.errors import UnreadableError
from pii_xl.ground.files import not_writable
from pii_xl.ground.log import write_log
from pii_xl.install import NAME, PROGRAMS, PYTHON_VARIABLE, USER_ENVIRONMENT
from pii_xl.install.environment import make_environment, set_aside
from pii_xl.install.kit import SETUP, Interpreter, Kit
from pii_xl.install.machine import Link, Machine
from pii_xl.install.office import trust, trust_is_allowed
from pii_xl.install.places import environment_of, free_path, interpreter, make_home, temp_folder, work_folders
from pii_xl.install.record import Record, find_record
from pii_xl.install.start_menu import menu_folder, menu_links
from pii_xl.install.undo import Undo
from pii_xl.install.workbooks import NOT_COMPLETE, copy_books, shipped_books
from pii_xl.install.xlwings_settings import settings_path, with_settings

ENVIRONMENTS = "python-"
LONGEST_REASON = 200


@dataclass
class Setup:
    """One installation on one PC. ``wants_trust`` asks the user about a folder; ``say`` tells how far it has got."""

    machine: Machine
    kit: Kit
    python: Interpreter
    wants_trust: Callable[[Path], bool]
    say: Callable[[str], None]
    books: Traversable = field(default_factory=shipped_books)

    def install(self) -> Record:
        """Install, replacing an earlier installation.

        Raises UnreadableError E103, E865, E843, E844, E845, E846, E864; the PC is then as it was.
        """
        requirements = self.kit.requirements(self.python)
        before = find_record(self.machine)
        step = "thư mục của chương trình"
        try:
            with Undo() as undo:
                record = self._record(undo)
                for step, work in self._steps(record, before, requirements, undo):
                    self.say(f"- {step}…")
                    work()
                record.save()
        except OSError as error:
            raise UnreadableError("E864", step=step, reason=_reason(error), log=write_log(error)) from error
        self._clear(record, before)
        return record

    def _record(self, undo: Undo) -> Record:
        home = make_home(self.machine, undo.make_folder)
        environment = free_path(home / f"{ENVIRONMENTS}{__version__}")
        undo.add(lambda: shutil.rmtree(environment, ignore_errors=True))
        return Record(__version__, str(home), str(interpreter(environment)), "")

    def _steps(
        self, record: Record, before: Record | None, requirements: Path, undo: Undo
    ) -> list[tuple[str, Callable[[], None]]]:
        return [
            ("cài Python và các gói (vài phút)", lambda: self._packages(record, requirements, undo)),
            ("chép sổ mẫu và bảng phân công", lambda: self._books(record, undo)),
            ("ghi cài đặt của xlwings", lambda: self._settings(record, before, undo)),
            ("lập nhóm PII-XL trong trình đơn Start", lambda: self._menu(record, before, undo)),
            ("hỏi về vị trí tin cậy của Excel", lambda: self._trust(record, before, undo)),
            ("đặt biến môi trường cho các nút", lambda: self._switch(record, undo)),
        ]

    def _packages(self, record: Record, requirements: Path, undo: Undo) -> None:
        make_environment(environment_of(Path(record.python)), self.kit, requirements)
        kept = Path(record.home) / SETUP
        content, old = self.kit.setup.read_bytes(), kept.read_bytes() if kept.exists() else None
        undo.add(kept.unlink if old is None else lambda: kept.write_bytes(old))
        kept.write_bytes(content)
        temp = temp_folder(self.machine.folders)
        with suppress(OSError):  # the buttons then say E903; the Start menu works all the same
            undo.make_folder(temp)
            marker = temp / self.machine.sid
            if not marker.exists():
                undo.add(marker.unlink)
                marker.touch()

    def _books(self, record: Record, undo: Undo) -> None:
        """Into the first folder that takes them. Raises UnreadableError E103, E845."""
        for folder in work_folders(self.machine.folders):
            attempt = Undo()
            try:
                with attempt:
                    record.books = self._copied_books(folder, attempt)
            except OSError as error:
                refused = not_writable(folder, error)
            except UnreadableError as error:
                if error.code == NOT_COMPLETE:
                    raise
                refused = error
            else:
                record.work_folder = str(folder)
                undo.add(attempt.take_back)
                return
        raise refused

    def _copied_books(self, folder: Path, undo: Undo) -> list[str]:
        undo.make_folder(folder)
        present = set(folder.iterdir())
        placed = copy_books(folder, self.books)
        for path in placed.paths:
            if path not in present:
                undo.add(path.unlink)
        return [str(path) for path in placed.paths]

    def _settings(self, record: Record, before: Record | None, undo: Undo) -> None:
        path = settings_path(self.machine.folders)
        content = path.read_bytes() if path.exists() else b""
        wanted = {"INTERPRETER_WIN": record.python, "TEMP DIR": str(temp_folder(self.machine.folders))}
        text, record.settings = with_settings(content, wanted, before.settings if before else {})
        undo.make_folder(path.parent)
        undo.add((lambda: path.write_bytes(content)) if path.exists() else path.unlink)
        path.write_bytes(text)

    def _menu(self, record: Record, before: Record | None, undo: Undo) -> None:
        links = self._links(record)
        if before:
            undo.add(lambda: self.machine.make_links(Path(before.python), self._links(before)))
        else:
            undo.add(
                lambda: _remove_links([str(link.path) for link in links], menu_folder(self.machine.folders))
            )
        record.links = [str(link.path) for link in links]
        self.machine.make_links(Path(record.python), links)

    def _links(self, record: Record) -> list[Link]:
        folders = self.machine.folders
        return menu_links(
            folders, environment_of(Path(record.python)), Path(record.work_folder), self._removal(record)
        )

    def _removal(self, record: Record) -> tuple[Path, str]:
        arguments = ["-P", str(Path(record.home) / SETUP), "uninstall", "--wait"]
        return self.python.program, subprocess.list2cmdline(arguments)

    def _trust(self, record: Record, before: Record | None, undo: Undo) -> None:
        folder = Path(record.work_folder)
        if trust_is_allowed(self.machine.registry) and self.wants_trust(folder):
            record.keys.append(trust(self.machine, folder, datetime.now(), undo))
        elif before:
            record.keys += [key for key in before.keys if key != PROGRAMS]

    def _switch(self, record: Record, undo: Undo) -> None:
        program, arguments = self._removal(record)
        entry: dict[str, str | int] = {
            "DisplayName": NAME,
            "DisplayVersion": record.version,
            "InstallLocation": record.home,
            "UninstallString": f'"{program}" {arguments}',
            "NoModify": 1,
            "NoRepair": 1,
        }
        undo.write_key(self.machine.registry, PROGRAMS, entry)
        record.keys.append(PROGRAMS)
        undo.add(self.machine.announce)
        undo.write(self.machine.registry, USER_ENVIRONMENT, PYTHON_VARIABLE, record.python)
        self.machine.announce()

    def _clear(self, record: Record, before: Record | None) -> None:
        """What only the earlier installation had; an environment that Excel still uses stays whole until next time."""
        if before:
            stale = sorted(set(before.links) - set(record.links))
            _remove_links(stale, menu_folder(self.machine.folders))
        current = environment_of(Path(record.python))
        for folder in Path(record.home).glob(f"{ENVIRONMENTS}*"):
            if folder != current:
                with suppress(OSError):
                    shutil.rmtree(set_aside(folder), ignore_errors=True)


def _reason(error: OSError) -> str:
    if error.filename is None:
        return f"Windows báo {error}"[:LONGEST_REASON]
    return not_writable(Path(error.filename), error).finding.found


def _remove_links(paths: list[str], folder: Path) -> None:
    for path in paths:
        Path(path).unlink(missing_ok=True)
    with suppress(OSError):
        folder.rmdir()
