"""Engine, application, books and sheets: the rest of xlwings' contract (``xlwings.base_classes``)."""

from __future__ import annotations

import numbers
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlwings as xw

from tests.libreoffice_engine.contract import Part
from tests.libreoffice_engine.process import Bridge, ComError
from tests.libreoffice_engine.protection import IN_FILE, Protection, protection_in_file
from tests.libreoffice_engine.ranges import MAX_COLUMNS, MAX_ROWS, Hyperlinks, Note, Range, box
from tests.libreoffice_engine.tables import Names, Tables
from tests.libreoffice_engine.values import clean, to_cell

ARRANGEMENT = {"sheet_names", "tables"}
REARRANGING = {
    *("add_sheet", "copy_sheet", "delete_sheet", "rename_sheet"),
    *("add_table", "rename_table", "unlist_table", "insert_cells", "delete_cells"),
}
"""Requests after which a book has other sheets or tables."""
VISIBLE, HIDDEN, VERY_HIDDEN = -1, 0, 2
FIRST_BUTTON = {None: "ok", "ok": "ok", "ok_cancel": "ok", "yes_no": "yes", "yes_no_cancel": "yes"}


@dataclass(frozen=True)
class Alert:
    """A message box that a macro showed."""

    prompt: str
    title: str | None
    buttons: str | None
    mode: str | None


def activate() -> xw.App:
    """Start LibreOffice, make it xlwings' active engine and give its application; ``app.quit()`` ends it."""
    impl = Engine()
    engine = xw.Engine(impl=impl)
    xw.engines.add(engine)
    engine.activate()
    return xw.App(impl=impl.apps.app)


class Engine:
    """The engine; ``type`` "desktop" makes xlwings treat it as it treats Excel on Windows."""

    name = "libreoffice"
    type = "desktop"

    def __init__(self) -> None:
        self.apps = Apps(self)

    @staticmethod
    def prepare_xl_data_element(value: Any, _options: Any) -> Any:
        return to_cell(value)

    @staticmethod
    def clean_value_data(
        data: Any, date_as: Any, empty_as: Any, number_as: Any, err_to_str: bool
    ) -> list[list[Any]]:
        return [[clean(value, date_as, empty_as, number_as, err_to_str) for value in row] for row in data]


class Apps(Part):
    """The one application."""

    def __init__(self, engine: Engine) -> None:
        self.app = App(engine)

    def keys(self) -> list[int]:
        return [self.app.pid]

    def __iter__(self) -> Iterator[App]:
        yield self.app

    def __len__(self) -> int:
        return 1

    def __getitem__(self, pid: int) -> App:
        if pid != self.app.pid:
            raise KeyError(pid)
        return self.app


class App(Part):
    """LibreOffice; what a headless program cannot show (status bar, alerts) is kept for the test to look at.

    ``alerts`` records the message boxes, ``answers`` holds the buttons to press next (else the first). ``strict``: a
    string assigned to a cell that is no text cell is refused, because Excel would read it as if it were typed.
    """

    version = "16.0"
    hwnd = 0
    path = startup_path = ""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.bridge = Bridge()
        self.strict = False
        self.pid = self.bridge.pid
        self.books = Books(self)
        self.alerts: list[Alert] = []
        self.answers: list[str] = []
        self.reset()

    def reset(self) -> None:
        """The state of a fresh Excel; open books stay."""
        self.visible = self.screen_updating = self.display_alerts = self.enable_events = True
        self.interactive = True
        self.status_bar: str | bool = False
        self.cut_copy_mode: str | None = None
        self.strict = False
        self.bridge.busy_until = 0.0
        self._calculation = "automatic"
        self.alerts.clear()
        self.answers.clear()

    @property
    def api(self) -> App:
        return self

    @property
    def Ready(self) -> bool:  # noqa: N802
        return time.monotonic() >= self.bridge.busy_until

    def activate(self, steal_focus: bool | None = False) -> None:
        """Nothing to do: there is one application and no screen."""

    def quit(self) -> None:
        self.bridge.close()

    kill = quit

    @property
    def calculation(self) -> str:
        return self._calculation

    @calculation.setter
    def calculation(self, value: str) -> None:
        self._calculation = value
        self.bridge.call("automatic_calculation", on=value == "automatic")

    def calculate(self) -> None:
        self.bridge.call("calculate")

    @property
    def selection(self) -> Range | None:
        book = self.books.active
        found = book.ask("selection")
        return Range(book.sheets(found[0]), *found[1]) if found else None

    def alert(self, prompt: Any, title: Any, buttons: Any, mode: Any, _callback: Any) -> str:
        self.alerts.append(Alert("" if prompt is None else str(prompt), title, buttons, mode))
        return self.answers.pop(0) if self.answers else FIRST_BUTTON[buttons]


class Books(Part):
    """The open books; the one opened or activated last is active."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.api = self
        self._open: list[Book] = []
        self._in_front: list[Book] = []
        self._added = 0

    @property
    def active(self) -> Book:
        if not self._in_front:
            raise ComError("no workbook is open")
        return self._in_front[-1]

    def __call__(self, key: int | str) -> Book:
        if isinstance(key, numbers.Number):
            return self._open[int(key) - 1]
        found = next((book for book in self._open if book.name.lower() == str(key).lower()), None)
        if found is None:
            raise KeyError(key)
        return found

    def __len__(self) -> int:
        return len(self._open)

    def __iter__(self) -> Iterator[Book]:
        return iter(list(self._open))

    def open(self, fullname: str, _links: Any = None, read_only: bool | None = None, *_: Any) -> Book:
        number = self.app.bridge.call("open_book", path=fullname, read_only=bool(read_only))
        return self._hold(Book(self.app, number, fullname))

    def add(self) -> Book:
        self._added += 1
        return self._hold(Book(self.app, self.app.bridge.call("open_book"), f"Book{self._added}"))

    def _hold(self, book: Book) -> Book:
        self._open.append(book)
        self._in_front.append(book)
        return book

    def bring_to_front(self, book: Book) -> None:
        """Make ``book`` the active one."""
        self._in_front.remove(book)
        self._in_front.append(book)

    def forget(self, book: Book) -> None:
        """Drop ``book``, which was closed."""
        self._open.remove(book)
        self._in_front.remove(book)


class Book(Part):
    """An open workbook; ``number`` names it to the bridge."""

    def __init__(self, app: App, number: int, fullname: str) -> None:
        self.app, self.number, self.fullname = app, number, fullname
        self.sheets = Sheets(self)
        self.planted: dict[tuple[str, int, int], Any] = {}
        """(sheet, row, column) → what COM gives for cells that LibreOffice cannot make, such as #SPILL!."""
        self.note_sizes: dict[tuple[str, int, int], dict[str, float]] = {}
        self.names = Names(self)
        self._arranged: dict[tuple[str, str], Any] = {}

    def call(self, do: str, **arguments: Any) -> Any:
        """One request to the bridge; what sheets and tables there are is asked once, until that changes."""
        if do in REARRANGING:
            self._arranged.clear()
        if do not in ARRANGEMENT:
            return self.app.bridge.call(do, **arguments)
        self.app.bridge.refuse_while_busy(do)
        asked = do, arguments.get("sheet", "")
        if asked not in self._arranged:
            self._arranged[asked] = self.app.bridge.call(do, **arguments)
        return list(self._arranged[asked])

    def ask(self, do: str, **arguments: Any) -> Any:
        """One request about this book."""
        return self.call(do, book=self.number, **arguments)

    @property
    def api(self) -> Book:
        return self

    @property
    def name(self) -> str:
        return Path(self.fullname).name

    def activate(self) -> None:
        self.app.books.bring_to_front(self)

    def close(self) -> None:
        self.ask("close_book")
        self.app.books.forget(self)

    # What macros reach through ``book.api`` in Excel, because xlwings does not offer it.
    @property
    def ReadOnly(self) -> bool:  # noqa: N802
        return self.ask("book_read_only")

    def SaveCopyAs(self, path: str) -> None:  # noqa: N802
        self.ask("save_book", path=str(below_temporary_folder(path)), suffix=Path(path).suffix.lower())

    def save(self, path: str | None = None, password: str | None = None) -> None:
        """Save as xlsx or xlsm, below the temporary folder only: LibreOffice must not write files that are shipped."""
        if password is not None:
            raise NotImplementedError("passwords")
        target = Path(path or self.fullname).resolve()
        target = target if target.suffix else target.with_suffix(".xlsx")
        below_temporary_folder(target)
        self.ask("save_book", path=str(target), suffix=target.suffix.lower())
        self.fullname = str(target)


def below_temporary_folder(path: str | Path) -> Path:
    """``path``, absolute; PermissionError when it is anywhere else."""
    target, folder = Path(path).resolve(), Path(tempfile.gettempdir()).resolve()
    if not target.is_relative_to(folder):
        raise PermissionError(f"the test engine saves only in {folder}, not as {target}")
    return target


class Sheets(Part):
    """The sheets of a book; one object a sheet, so that a new name is known to all who hold it."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._known: dict[str, Sheet] = {}
        self.api = self

    def _held(self, name: str) -> Sheet:
        if name not in self._known:
            self._known[name] = Sheet(self._book, name)
        return self._known[name]

    def renamed(self, old: str, new: str) -> None:
        """Keep the sheet's object under its new name."""
        self._known[new] = self._known.pop(old)

    @property
    def active(self) -> Sheet:
        return self._held(self._book.ask("active_sheet"))

    def names(self) -> list[str]:
        """The sheets' names in their order."""
        return self._book.ask("sheet_names")

    def __call__(self, key: int | str) -> Sheet:
        names = self.names()
        if isinstance(key, numbers.Number):
            return self._held(names[int(key) - 1])
        found = next((name for name in names if name.lower() == str(key).lower()), None)
        if found is None:
            raise ComError(f"no sheet named {key!r}")
        return self._held(found)

    def __len__(self) -> int:
        return len(self.names())

    def __iter__(self) -> Iterator[Sheet]:
        return (self._held(name) for name in self.names())

    def add(self, before: Sheet | None = None, after: Sheet | None = None, name: str | None = None) -> Sheet:
        names = self.names()
        new = name or next(f"Sheet{i}" for i in range(1, len(names) + 2) if f"Sheet{i}" not in names)
        self._book.ask(
            "add_sheet", sheet=new, position=self.position(before or (not after and self.active), after)
        )
        sheet = self._held(new)
        sheet.activate()
        return sheet

    def position(self, before: Any, after: Any) -> int:
        """Where a sheet goes (from 0)."""
        return before.index - 1 if before else after.index


class Sheet(Part):
    """A sheet. ``api`` offers Protect, Unprotect and ProtectContents, which xlwings itself does not."""

    def __init__(self, book: Book, name: str) -> None:
        self.book, self._name = book, name
        self.tables = Tables(self)
        self._protection: tuple[bool, ...] = ()

    def _ask(self, do: str, **arguments: Any) -> Any:
        return self.book.ask(do, sheet=self._name, **arguments)

    @property
    def api(self) -> Sheet:
        return self

    @property
    def name(self) -> str:
        return self._name

    @name.setter
    def name(self, value: str) -> None:
        self._ask("rename_sheet", new=value)
        self.book.sheets.renamed(self._name, value)
        self._name = value

    @property
    def names(self) -> Names:
        return Names(self.book, self._name)

    @property
    def index(self) -> int:
        return self.book.sheets.names().index(self._name) + 1

    @property
    def notes(self) -> list[Note]:
        return [Note(Range(self, row, column)) for row, column in self._ask("notes")]

    @property
    def cells(self) -> Range:
        return Range(self, 1, 1, MAX_ROWS, MAX_COLUMNS)

    @property
    def used_range(self) -> Range:
        return Range(self, *self._ask("used_range"))

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        first = self._box(arg1)
        last = first if arg2 is None else self._box(arg2)
        top, left = min(first[0], last[0]), min(first[1], last[1])
        bottom = max(first[0] + first[2], last[0] + last[2])
        right = max(first[1] + first[3], last[1] + last[3])
        return Range(self, top, left, bottom - top, right - left)

    def _box(self, given: Any) -> tuple[int, int, int, int]:
        if isinstance(given, Range):
            return given.coords[1:]
        if isinstance(given, tuple):
            if 0 in given[:2]:
                raise IndexError("Attempted to access 0-based Range. xlwings/Excel Ranges are 1-based.")
            return given if len(given) == 4 else (*given, 1, 1)
        found = box(given)
        if found:
            return found
        named = self.book.names(given).refers_to_range
        if named.sheet is not self:
            raise ComError(f"{given!r} is not on the sheet {self._name!r}")
        return named.coords[1:]

    def activate(self) -> None:
        self._ask("activate_sheet")

    select = activate

    def clear(self) -> None:
        self.cells.clear()

    def clear_contents(self) -> None:
        self.cells.clear_contents()

    def clear_formats(self) -> None:
        self.cells.clear_formats()

    def autofit(self, axis: str | None = None) -> None:
        self.cells.autofit(axis)

    def delete(self) -> None:
        self._ask("delete_sheet")

    def copy(self, before: Sheet | None, after: Sheet | None) -> None:
        names = self.book.sheets.names()
        copy = next(
            f"{self._name} ({i})" for i in range(2, len(names) + 3) if f"{self._name} ({i})" not in names
        )
        self._ask("copy_sheet", copy=copy, position=self.book.sheets.position(before, after))

    @property
    def visible(self) -> int:
        return VISIBLE if self._ask("sheet_visible") else HIDDEN

    @visible.setter
    def visible(self, value: bool | int) -> None:
        self._ask("show_sheet", visible=value not in (HIDDEN, VERY_HIDDEN))

    # What macros reach through ``sheet.api`` in Excel, because xlwings does not offer it.
    @property
    def ProtectContents(self) -> bool:  # noqa: N802
        return self._ask("sheet_protected")

    @property
    def protection(self) -> tuple[bool, ...]:
        """The arguments of the last Protect, or what the file says."""
        return self._protection or protection_in_file(self.book.fullname, self._name)

    @property
    def ProtectDrawingObjects(self) -> bool:  # noqa: N802
        return self.protection[0]

    @property
    def ProtectScenarios(self) -> bool:  # noqa: N802
        return self.protection[2]

    @property
    def ProtectionMode(self) -> bool:  # noqa: N802
        return self.protection[3]

    @property
    def Protection(self) -> Protection:  # noqa: N802
        return Protection(self.protection[4:])

    @property
    def Hyperlinks(self) -> Hyperlinks:  # noqa: N802
        return Hyperlinks()

    def Protect(  # noqa: N802
        self,
        Password: str = "",  # noqa: N803
        DrawingObjects: bool = True,  # noqa: N803
        Contents: bool = True,  # noqa: N803
        Scenarios: bool = True,  # noqa: N803
        UserInterfaceOnly: bool = False,  # noqa: N803
        *allowed: bool,
    ) -> None:
        self._ask("protect_sheet", password=Password or "", macros_may_write=UserInterfaceOnly)
        left_out = [False] * (len(IN_FILE) - len(allowed))
        self._protection = (DrawingObjects, Contents, Scenarios, UserInterfaceOnly, *allowed, *left_out)

    def Unprotect(self, Password: str = "") -> None:  # noqa: N802, N803
        self._ask("unprotect_sheet", password=Password or "")
