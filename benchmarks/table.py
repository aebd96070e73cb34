"""One table of every job beside its floor: ``python -m benchmarks.table [--write docs/bench.md]``.

A floor is the least that must be done anyhow, written plainly: numpy for scores, calamine's bare reading for forms, XlsxWriter for a
workbook. Medians of runs that take turns, so that noise hits both alike. The rows of one job with more and more of everything are
its growth; memory is what a process of its own takes beyond what it began with.
"""

from __future__ import annotations

import argparse
import io
import os
import platform
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

ROUNDS = 7
Work = Callable[[], object]


@dataclass(frozen=True)
class Job:
    """A job, its floor, and how many times the floor it may take (``None``: not fixed) or within how many milliseconds."""

    name: str
    work: Work
    floor_name: str = ""
    floor: Work | None = None
    ratio: float | None = None
    limit_ms: float | None = None
    rounds: int = ROUNDS
    peer: str = ""  # what others take, as measured for this project
    why: str = ""  # it takes more than it may, where that is known


def jobs(folder: Path) -> list[Job]:
    """Every job, smallest first within its kind."""
    return [*_scores(), *_replications(), _goal(), *_forms(folder), *_many_forms(folder), *_workbook(folder)]


def _scores() -> list[Job]:
    from pii_xl.score.method import Method
    from pii_xl.score.units import score_units
    from pii_xl.year.framework import load_framework

    framework, random = load_framework(2024), np.random.default_rng(0)
    found = []
    for n, limit, ratio, peer in (
        (63, 1.0, None, "COINr 1.1: 14–25 ms"),
        (1_000, None, None, ""),
        (10_000, 100.0, None, ""),
        (100_000, None, 3.0, ""),
    ):
        table = pd.DataFrame(random.random((n, len(framework.codes))), columns=list(framework.codes))
        array = table.to_numpy().T
        found.append(
            Job(
                f"score_units {n} × {len(framework.codes)}",
                lambda table=table: score_units(table, framework, Method()),
                "numpy trần",
                lambda array=array: _plain_scores(array, framework),
                ratio,
                limit,
                peer=peer,
            )
        )
    return found


def _plain_scores(values: np.ndarray, framework: object) -> np.ndarray:
    """Min-max and three levels of means, without gaps, coverage or ranks."""
    from pii_xl.score.tree import tree_of
    from pii_xl.year.framework import Framework

    assert isinstance(framework, Framework)
    low, high = values.min(axis=1), values.max(axis=1)
    level = (values - low[:, None]) / (high - low)[:, None] * 100
    for one in tree_of(framework).levels:
        starts = [int(np.flatnonzero(row)[0]) for row in one.members]
        level = np.add.reduceat(level, starts, axis=0) / one.sizes[:, None]
    return level


def _replications() -> list[Job]:
    from pii_xl.score.aggregation import ranks
    from pii_xl.score.method import Method
    from pii_xl.score.replication import Assumptions, Replicator
    from pii_xl.score.tree import tree_of
    from pii_xl.score.units import directions_of
    from pii_xl.year.framework import load_framework

    framework, random = load_framework(2024), np.random.default_rng(0)
    tree, values = tree_of(framework), random.lognormal(size=(len(framework.codes), 63))

    def run(n: int) -> object:
        one = Replicator(values, directions_of(framework), tree, Method(), Assumptions())
        return ranks(one.index(one.draws(n)))

    return [
        Job("uncertainty 100 lần × 63 tỉnh, cả hạng", lambda: run(100)),
        Job("uncertainty 1.000 lần × 63 tỉnh, cả hạng", lambda: run(1000), peer="COINr 1.1: 33,6 s"),
        Job("uncertainty 10.000 lần × 63 tỉnh, cả hạng", lambda: run(10_000), limit_ms=1000.0),
    ]


def _goal() -> Job:
    from pii_xl.score.goal import Limits, Move, Wanted, solutions

    random = np.random.default_rng(1)
    moves = [
        Move(
            f"i{n}",
            f"a{n % 20}",
            str(n % 7),
            float(random.uniform(1, 80)),
            float(random.uniform(0.005, 0.03)),
            0.1,
        )
        for n in range(52)
    ]
    wanted = Wanted(4.0, {"3": 3.0})
    return Job(
        "goal: 52 chỉ số, 20 cơ quan, 3 phương án",
        lambda: solutions(moves, wanted, Limits(), 3),
        limit_ms=1000.0,
    )


def _forms(folder: Path) -> list[Job]:
    from benchmarks import content
    from pii_xl.commands.forms import contents, made
    from pii_xl.workbook.reading.form_file import read_forms

    workspace = content.workspace()
    wanted = contents(workspace)
    paths = []
    for form in made(workspace, wanted):
        path = folder / form.name
        path.write_bytes(form.content)
        paths.append(path)

    return [
        Job(f"lập {len(paths)} phiếu", lambda: list(made(workspace, wanted))),
        Job(
            f"đọc {len(paths)} phiếu",
            lambda: read_forms(paths),
            "calamine đọc trần",
            lambda: _bare(paths),
            3.0,
            why=READING,
        ),
    ]


def _bare(paths: list[Path]) -> None:
    """Every sheet of every form, as it stands."""
    from python_calamine import CalamineWorkbook

    for path in paths:
        book = CalamineWorkbook.from_path(path)
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python()


PROVINCES, AGENCIES = (1, 10, 34), 20
READING = (
    "đọc trần không biết công thức, lỗi, định dạng phần trăm, ô quá xa; mỗi trang phải quét XML một lần trước khi đọc, rồi mọi ô được "
    "hiểu theo kiểu của cột và mọi bảng được pandera kiểm tra"
)


def _many_forms(folder: Path) -> list[Job]:
    """The forms of some and of all provinces, on all processors, each behind its fence."""
    from pii_xl.workbook.reading.fence import read_fenced

    made = sorted(folder.glob("PII-*.xlsx"))
    many = folder / "nhieu"
    many.mkdir()
    paths = [many / f"{n}.xlsx" for n in range(max(PROVINCES) * AGENCIES)]
    for n, path in enumerate(paths):
        path.write_bytes(made[n % len(made)].read_bytes())

    return [
        Job(
            f"đọc {provinces * AGENCIES} phiếu, mỗi phiếu sau hàng rào, mọi nhân",
            lambda some=some: read_fenced(some),
            "calamine đọc trần, một nhân",
            lambda some=some: _bare(some),
            3.0,
            rounds=3,
            why=READING,
        )
        for provinces in PROVINCES
        for some in [paths[: provinces * AGENCIES]]
    ]


def _workbook(folder: Path) -> list[Job]:
    from datetime import date

    from benchmarks import content
    from pii_xl.commands.score import score
    from pii_xl.commands.validate import validate
    from pii_xl.ledger.reasons import Official
    from pii_xl.workbook.books.master_book import build_master
    from pii_xl.workbook.reading.master_file import read_master

    found, by, path = content.workspace(), Official(date(2025, 10, 15)), folder / "so.xlsm"
    build_master(found, path)
    return [
        Job("kiểm tra, đã nạp sẵn", lambda: validate(found, by), limit_ms=100.0),
        Job("chấm điểm, đã nạp sẵn", lambda: score(found, by), limit_ms=100.0),
        Job("đọc sổ", lambda: read_master(path)),
        Job(
            "dựng sổ",
            lambda: build_master(found, path),
            "XlsxWriter ghi trần đúng các ô ấy",
            _plain_writing(path),
            2.0,
        ),
    ]


def _plain_writing(path: Path) -> Work:
    """The workbook's cells, formulas with their values, written by XlsxWriter without looks, tables, rules or charts."""
    import openpyxl
    import xlsxwriter

    formulas, values = (openpyxl.load_workbook(path, data_only=shown) for shown in (False, True))
    sheets = [
        [
            (cell.row - 1, cell.column - 1, cell.value, values[sheet.title][cell.coordinate].value)
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        ]
        for sheet in formulas.worksheets
    ]

    def write() -> None:
        book = xlsxwriter.Workbook(io.BytesIO(), {"in_memory": True, "default_date_format": "dd/mm/yyyy"})
        for cells in sheets:
            sheet = book.add_worksheet()
            for row, column, content, value in cells:
                if isinstance(content, str) and content.startswith("="):
                    sheet.write_formula(row, column, content, None, "" if value is None else value)
                else:
                    sheet.write(row, column, content)
        book.close()

    return write


def measured(job: Job) -> tuple[float, float | None]:
    """Medians in seconds of the job and of its floor."""
    own, least = [], []
    job.work()
    for _ in range(job.rounds):
        own.append(_seconds(job.work))
        if job.floor:
            least.append(_seconds(job.floor))
    return statistics.median(own), statistics.median(least) if least else None


def memory(work: Work) -> float | None:
    """Megabytes that a process of its own takes for the job beyond what it began with; ``None`` where there is no fork."""
    if not hasattr(os, "fork"):
        return None
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        before = _resident()
        work()
        os.write(writing, f"{_resident() - before}".encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as said:
        told = said.read()
    os.waitpid(child, 0)
    return float(told) if told else None


def _resident() -> float:
    """The most that this process ever took, in megabytes."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _seconds(work: Work) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def table() -> str:
    """The table as Markdown, with the machine named."""
    cores = os.cpu_count()
    lines = [
        "# Tốc độ",
        "",
        f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {cores} lõi; trung vị của {ROUNDS} lần. "
        "Đo lại: `make bench`.",
        "",
        HEAD,
        "|---|---:|---:|---|---:|---:|---|---|",
    ]
    beyond = []
    with tempfile.TemporaryDirectory(prefix="pii-xl-bench-") as name:
        for job in jobs(Path(name)):
            own, least = measured(job)
            lines.append(_row(job, own, least, memory(job.work)))
            if _is_beyond(job, own, least):
                beyond.append(f"- {job.name}: {job.why or 'chưa rõ vì sao'}.")
    if beyond:
        lines += ["", "## Quá mức cho phép, và vì sao", "", *beyond]
    return "\n".join([*lines, "", PEERS, ""])


HEAD = "| Việc | ms | Thêm MB | Sàn | ms của sàn | Gấp sàn | Mức cho phép | Nơi khác |"
PEERS = "Số của nơi khác đo riêng khi khảo sát (63 đơn vị × 52 chỉ số, R), không cùng lượt với bảng này."


def _row(job: Job, own: float, least: float | None, taken: float | None) -> str:
    allowed = (
        f"≤ {job.ratio:.0f} lần sàn" if job.ratio else f"≤ {job.limit_ms:.0f} ms" if job.limit_ms else ""
    )
    cells = (
        job.name,
        _decimal(own * 1000, 2),
        _decimal(taken, 0),
        job.floor_name,
        _decimal(least and least * 1000, 2),
        _decimal(least and own / least, 1),
        allowed,
        job.peer,
    )
    return f"| {' | '.join(cells)} |"


def _decimal(number: float | None, digits: int) -> str:
    return "" if number is None else f"{number:.{digits}f}".replace(".", ",")


def _is_beyond(job: Job, own: float, least: float | None) -> bool:
    too_long = job.limit_ms is not None and own * 1000 > job.limit_ms
    return too_long or bool(job.ratio and least and own / least > job.ratio)


def main() -> None:
    """Print the table, or write it to a file."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--write", type=Path)
    given = parser.parse_args()
    text = table()
    if given.write:
        given.write.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
