"""The frame around one command: checks before it, progress during it, everything put back after it, one dialog at most."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pii_xl.ground.errors import Finding, PiiError, UnreadableError, finding
from pii_xl.ground.log import write_log
from pii_xl.layout.buttons import command
from pii_xl.live.backup import take_backup
from pii_xl.live.busy import patiently, problem_of, wait_until_ready
from pii_xl.live.caller import other_books
from pii_xl.live.dialog import ask, show, text_of
from pii_xl.live.identity import check_book, check_writable, folder_of
from pii_xl.live.journal import Journal
from pii_xl.live.protection import unlocked

if TYPE_CHECKING:
    from xlwings import App, Book, Sheet


class Stopped(Exception):  # noqa: N818
    """The user said no: nothing is done and nothing is shown."""


class Session:
    """One command on one open workbook."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.app: App = book.app
        self.backup: Path | None = None

    @cached_property
    def folder(self) -> Path:
        """The workbook's folder. Raises UnreadableError E811, E812."""
        return folder_of(self.book)

    def progress(self, code: str, **facts: Any) -> None:
        """Say in the status bar what is going on."""
        self.app.status_bar = f"PII-XL: {finding(code, **facts).found}"

    def tell(self, code: str, **facts: Any) -> None:
        """Show how it went, in a dialog."""
        self.show(finding(code, **facts))

    def show(self, item: Finding) -> None:
        """Show a finding in a dialog."""
        show(self.app, item)

    def confirm(self, text: str) -> None:
        """Go on only when the user says yes."""
        if ask(self.app, text) != "yes":
            raise Stopped

    @contextmanager
    def writing(self, sheets: list[Sheet]) -> Iterator[Journal]:
        """Write to ``sheets``: a backup first, protection off and on again, everything undone when a step fails.

        Raises UnreadableError E806, E809, E810, E814, E815, E871 (not everything could be undone).
        """
        check_writable(self.book)
        wait_until_ready(self.app)
        self.backup = take_backup(self.book, self.folder, datetime.now())
        journal = Journal()
        calculation = self.app.calculation
        with unlocked(sheets):
            try:
                self.app.calculation = "manual"
                yield journal
                journal.finish()
            except Exception as error:
                raise self._refused(error, journal, journal.take_back()) from error
            finally:
                patiently(lambda: setattr(self.app, "calculation", calculation))

    def _refused(self, error: Exception, journal: Journal, half_written: list[str]) -> Exception:
        if half_written:
            sheets = "; ".join(half_written)
            return UnreadableError("E871", sheets=sheets, log=write_log(error), backup=self.backup)
        if isinstance(error, PiiError | Stopped):
            return error
        busy = problem_of(error)
        return busy or UnreadableError("E815", sheet=journal.sheet, log=write_log(error), backup=self.backup)


def perform(command_id: str, book: Book, work: Callable[[Session], None], *, ours: bool = True) -> None:
    """Run ``work`` as the command ``command_id`` on ``book``. Every failure ends in one dialog and nowhere else.

    With ``ours`` the workbook must be one of this program, and the only one open unless the user agrees.
    """
    app = book.app
    try:
        with _quiet(app, command(command_id).label):
            live = Session(book)
            if ours:
                _check(live)
            question = command(command_id).confirmation
            if question:
                live.confirm(question)
            work(live)
    except Stopped:
        return
    except Exception as error:
        _show_failure(app, error)


def _check(live: Session) -> None:
    check_book(live.book)
    others = other_books(live.book)
    if others:
        item = finding("W803", book=live.book.name, books="; ".join([live.book.name, *others]))
        live.confirm(text_of(item))


@contextmanager
def _quiet(app: App, label: str) -> Iterator[None]:
    """No flicker, the command's name in the status bar, and the user's sheet and selection as they were."""
    updating, status = app.screen_updating, app.status_bar
    app.screen_updating = False
    app.status_bar = finding("N837", command=label).found
    try:
        yield
    finally:
        patiently(lambda: setattr(app, "screen_updating", updating))
        patiently(lambda: setattr(app, "status_bar", status))


def _show_failure(app: App, error: Exception) -> None:
    if isinstance(error, PiiError):
        show(app, error.finding)
        return
    busy = problem_of(error)
    show(app, busy.finding if busy else unforeseen(error))


def unforeseen(error: BaseException) -> Finding:
    """The finding about an error nobody thought of; the traceback goes to the log."""
    return finding("E199", kind=type(error).__name__, log=write_log(error))
