"""What a ribbon button starts: ``python -m pii_xl.click <command> --wb=… --from_xl=1 --app= --hwnd=…``.

A click starts a fresh Python, so nothing is imported that the command does not need: xlwings would import every one of
matplotlib, polars, Pillow, pandas and numpy that it finds. Its part under another licence, ``xlwings.pro``, stays out too.
"""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from xlwings import Book

NEVER_NEEDED = ("matplotlib", "polars", "PIL", "pyarrow", "cryptography", "hypothesis", "xlwings.pro")
TABLES = ("numpy", "pandas")
WITHOUT_TABLES = ("clear_marks", "open_output", "help", "doctor")
DONE, UNKNOWN, NO_BOOK = 0, 1, 2


def main(arguments: list[str]) -> int:
    """Run the command named first. Not 0 only when the user could not be told in a dialog what went wrong."""
    command = next((argument for argument in arguments if not argument.startswith("-")), "")
    prepare(command)
    return run(command)


def prepare(command: str) -> None:
    """Make this process start quickly, once and for one command: what it does not need cannot be imported, and nobody
    looks for garbage, which takes a seventh of the time of the imports; it goes when the process ends.
    """
    gc.disable()
    block(*NEVER_NEEDED, *(TABLES if command in WITHOUT_TABLES else ()))


def run(command: str) -> int:
    """Run a command on the workbook whose button was pressed; every failure ends in a dialog."""
    from pii_xl.live.caller import calling_book

    return UNKNOWN if run_on(command, calling_book) == UNKNOWN else DONE


def run_on(command: str, find_book: Callable[[], Book]) -> int:
    """Run a command on the workbook that ``find_book()`` gives; 2 when there is none, 1 for an unknown command."""
    from pii_xl.ground.errors import PiiError, WrongUsageError
    from pii_xl.live.caller import active_app
    from pii_xl.live.dialog import show
    from pii_xl.live.session import unforeseen

    try:
        _macro(command)(find_book())
    except WrongUsageError as error:
        show(None, error.finding)
        return UNKNOWN
    except PiiError as error:
        show(active_app(), error.finding)
        return NO_BOOK
    except Exception as error:
        show(active_app(), unforeseen(error))
        return NO_BOOK
    return DONE


def _macro(command: str) -> Callable[[Book], None]:
    from pii_xl.ground.errors import WrongUsageError
    from pii_xl.layout.buttons import python_commands
    from pii_xl.live import door as macros

    known = [one.id for one in python_commands()]
    if command not in known:
        raise WrongUsageError("E818", command=command, commands="; ".join(known))
    macro: Callable[[Book], None] = getattr(macros, command)
    return macro


def block(*modules: str) -> None:
    """Make ``import`` of these modules fail in this process, as if they were not installed."""
    for module in modules:
        sys.modules.setdefault(module, None)  # type: ignore[arg-type]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
