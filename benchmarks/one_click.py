"""``python -P -m benchmarks.one_click <command> <folder> [<list>]``: one click as Excel starts it, on a workbook in memory.

With ``<list>`` the modules that the click loaded are written there, one a line, in the order of loading.
"""

from __future__ import annotations

import sys
from pathlib import Path

from pii_xl import click


def main(command: str, folder: Path, modules: Path | None) -> None:
    click.prepare(command)
    import xlwings  # noqa: F401  (a click finds its workbook through it)

    from benchmarks.memory_book import MemoryBook
    from pii_xl.live import door as macros

    book = MemoryBook.load(folder / "PII.xlsm", folder / "content")
    getattr(macros, command)(book)
    told = book.app.said
    if any("(E" in text for text in told):
        raise SystemExit("\n".join(told))
    if modules:
        loaded = [name for name, module in sys.modules.items() if module is not None]
        modules.write_text("\n".join(loaded), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]) if len(sys.argv) > 3 else None)
