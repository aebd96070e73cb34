"""A document's text as a person reads it, for snapshots; ``python -m tests.docgen.texts`` writes them anew."""

from __future__ import annotations

import tempfile
from pathlib import Path

from docgen.report import write_report
from docgen.rules.reading import Paragraph, read_docx
from tests.docgen.documents import REPORT, written
from tests.docgen.samples import CASES, DATA

SNAPSHOTS = DATA / "snapshots"
REPORTS = ("full", "bare", "unmerged", "unpublished", "estimated", "first-year", "silent")


def text_of(path: Path) -> str:
    """One line for each paragraph outside tables, one for each row of a table; no-break spaces as spaces."""
    lines: list[str] = []
    row: tuple[int, int] | None = None
    for paragraph in read_docx(path).filled:
        here = paragraph.cell[:2] if paragraph.cell else None
        if here is not None and here == row:
            lines[-1] += f" | {_plain(paragraph)}"
        else:
            lines.append(_plain(paragraph))
        row = here
    return "\n".join(lines) + "\n"


def _plain(paragraph: Paragraph) -> str:
    return paragraph.stripped


def current(folder: Path) -> dict[str, str]:
    """Name and text of every document that has a snapshot."""
    texts = {name: text_of(write_report(CASES[name](), folder / f"{name}.docx")) for name in REPORTS}
    full = written(CASES["full"](), folder)
    return texts | {name: text_of(path) for name, path in full.items() if name != REPORT}


if __name__ == "__main__":
    SNAPSHOTS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        for name, text in current(Path(scratch)).items():
            (SNAPSHOTS / f"{name}.txt").write_text(text, encoding="utf-8")
