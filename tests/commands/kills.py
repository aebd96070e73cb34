"""Kill commands of the file door at random moments; what was there before must be there afterwards, whole.

``python -m tests.commands.kills 200`` goes on until 200 were killed at work, and says how the commands ended.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

from pii_xl import file_door
from pii_xl.collect.form_content import form_contents
from pii_xl.commands import documents
from pii_xl.demo.run import demo_workspace, write_filled_forms
from pii_xl.demo.sample_data import sample_answers
from pii_xl.ledger.reasons import Official
from pii_xl.workbook.books.master_book import build_master
from pii_xl.workbook.reading.master_file import read_master
from pii_xl.workspace.workspace import Workspace

BY = Official(date(2025, 10, 15), "người thử")
OUT = "ra.xlsm"


def prepared(folder: Path, new: Workspace | None = None) -> Path:
    """A workbook, two filled forms, evidence, and the last good output of each command."""
    workspace = demo_workspace(new)
    book = folder / "so.xlsm"
    build_master(workspace, book)
    build_master(workspace, folder / OUT)
    forms = folder / "phieu"
    forms.mkdir()
    contents = [one for one in form_contents(workspace) if one.agency.code in ("SCT", "SGDDT")]
    write_filled_forms(workspace, contents, sample_answers(workspace), forms)
    (folder / "minh-chung").mkdir()
    (folder / "minh-chung" / "2.1.2_a.pdf").write_bytes(b"%PDF-1.4 thu")
    file_door.write_document(documents.report, book, folder / "bao-cao.docx", None)
    return book


def commands(folder: Path) -> dict[str, Callable[[], object]]:
    """The commands to kill."""
    book, out = folder / "so.xlsm", folder / OUT
    return {
        "import": lambda: file_door.import_into(book, [folder / "phieu"], out, BY),
        "validate": lambda: file_door.validate_workbook(book, out, BY),
        "score": lambda: file_door.score_workbook(book, out, BY),
        "report": lambda: file_door.write_document(documents.report, book, folder / "bao-cao.docx", None),
        "pack": lambda: file_door.pack_workbook(
            book, folder / "minh-chung", folder / "goi", file_door.Compared()
        ),
    }


def seconds(work: Callable[[], object]) -> float:
    """How long ``work`` takes in a child process that nobody kills."""
    start = time.monotonic()
    os.waitpid(_child(work), 0)
    return time.monotonic() - start


def _child(work: Callable[[], object]) -> int:
    """The number of a child process that does ``work`` without a word."""
    child = os.fork()
    if child == 0:  # pragma: no cover
        os.close(1)
        try:
            work()
        finally:
            os._exit(0)
    return child


def killed(work: Callable[[], object], after: float) -> bool:
    """Run ``work`` in a child process that is killed after so many seconds; whether it was still running."""
    child = _child(work)
    time.sleep(after)
    alive = os.waitpid(child, os.WNOHANG)[0] == 0
    if alive:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    return alive


def damage(folder: Path, inputs: dict[Path, bytes], document: bytes) -> list[str]:
    """What is not as it must be."""
    wrong = [path.name for path, content in inputs.items() if path.read_bytes() != content]
    read_master(folder / OUT)
    if (folder / "bao-cao.docx").read_bytes() != document:
        wrong.append("bao-cao.docx")
    pack = folder / "goi"
    if pack.is_dir() and {path.name for path in pack.iterdir() if not path.name.startswith(".")}:
        names = {path.name for path in pack.iterdir()}
        if not {"phu-luc-so-lieu.xlsx", "cong-van-gui-Bo.docx", "manifest.csv"} <= names:
            wrong.append(f"goi: {sorted(names)}")
    return wrong


def play(number: int, seed: int = 1, new: Workspace | None = None) -> Counter[str]:
    """Kill ``number`` commands at work, on the workbook of ``new``; raises ``AssertionError`` at the first damage."""
    chance, ends = random.Random(seed), Counter[str]()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepared(folder, new)
        inputs = {path: path.read_bytes() for path in (folder / "so.xlsm", *(folder / "phieu").iterdir())}
        document = (folder / "bao-cao.docx").read_bytes()
        works = commands(folder)
        longest = {name: seconds(work) for name, work in works.items()}
        _clear(folder / "goi")
        kills = 0
        while kills < number:
            command = chance.choice(sorted(works))
            alive = killed(works[command], chance.uniform(0.0, longest[command]))
            kills += alive
            ends[f"{command}: {'killed' if alive else 'ended'}"] += 1
            wrong = damage(folder, inputs, document)
            assert not wrong, f"{command}: {wrong}"
            _clear(folder / "goi")
    return ends


def _clear(pack: Path) -> None:
    import shutil

    shutil.rmtree(pack, ignore_errors=True)


if __name__ == "__main__":
    for end, count in sorted(play(int(sys.argv[1])).items()):
        print(f"{end} {count}")
