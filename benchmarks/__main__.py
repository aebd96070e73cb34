"""``python -m benchmarks``: what each button costs. Medians of whole processes, measured in turns so that noise hits all alike.

*Khởi động* is a fresh Python that loads exactly the modules which the click was seen to load; *cả nút* is the whole click on
a workbook in memory, Excel's own time left out. The baseline is ``python -c "import xlwings, pandas"``. Our packages run from
a compiled copy, as they do where they were installed.
"""

from __future__ import annotations

import compileall
import os
import py_compile
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from benchmarks import content

BASELINE = "import xlwings, pandas"
LIMITS = {
    "score": 1.4,
    "report": 1.4,
    "validate": 2.2,
    "import_forms": 2.2,
    "help": 0.5,
    "clear_marks": 0.5,
    "doctor": 0.5,
}
ROOT = Path(__file__).parents[1]
PACKAGES = ("pii_xl", "docgen", "benchmarks")
ROUNDS, WARM_RUNS = 7, 7
WARM_LIMIT = 0.3
SHOWN_PACKAGES = 6
OWN_LINE = re.compile(r"import time:\s+(\d+) \|\s+\d+ \|\s+(\S+)")


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="pii-xl-bench-") as name:
        folder = Path(name)
        _install(folder)
        content.write(folder)
        starts = {command: _start(command, folder) for command in LIMITS}
        _print_cold(starts, folder)
        _print_packages(starts)
    _print_warm()


def _install(folder: Path) -> None:
    """Copy our packages to ``folder``, compile them, and let every process that starts from here find them there."""
    for package in PACKAGES:
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    compileall.compile_dir(folder, quiet=1)
    os.environ["PYTHONPATH"] = str(folder)


def _start(command: str, folder: Path) -> list[str]:
    """The command line of a Python that loads what the click loads, and nothing more."""
    listed = folder / f"{command}.txt"
    _run([*_click(command, folder), str(listed)])
    names = [name for name in listed.read_text(encoding="utf-8").split("\n") if _importable(name)]
    script = folder / f"{command}.py"
    lines = [
        f"from pii_xl import click\nclick.prepare({command!r})",
        *(f"try: import {name}\nexcept ImportError: pass" for name in names),
    ]
    script.write_text("\n".join(lines), encoding="utf-8")
    return [sys.executable, "-P", py_compile.compile(str(script), f"{script}c", doraise=True)]


def _importable(name: str) -> bool:
    return not name.startswith(("benchmarks", "__m")) and all(part.isidentifier() for part in name.split("."))


def _click(command: str, folder: Path) -> list[str]:
    return [sys.executable, "-P", "-m", "benchmarks.one_click", command, str(folder)]


def _print_cold(starts: dict[str, list[str]], folder: Path) -> None:
    lines = {"": [sys.executable, "-c", BASELINE]}
    for command, line in starts.items():
        lines[command] = line
        lines[f"{command} cả nút"] = _click(command, folder)
    times = _in_turns(lines)
    base = times[""]
    print(f"Chuẩn: python -c “{BASELINE}”: {base * 1000:.0f} ms\n")
    print(f"{'nút':<16}{'khởi động ms':>14}{'tỷ lệ':>8}{'mục tiêu':>10}{'':>7}{'cả nút ms':>12}{'tỷ lệ':>8}")
    for command, limit in LIMITS.items():
        start, whole = times[command], times[f"{command} cả nút"]
        verdict = "đạt" if start / base <= limit else "CHƯA"
        cold = f"{start * 1000:>14.0f}{start / base:>8.2f}{limit:>10.1f}{verdict:>7}"
        print(f"{command:<16}{cold}{whole * 1000:>12.0f}{whole / base:>8.2f}")


def _in_turns(lines: dict[str, list[str]]) -> dict[str, float]:
    times: dict[str, list[float]] = {name: [] for name in lines}
    for _ in range(ROUNDS):
        for name, line in lines.items():
            begin = time.perf_counter()
            _run(line)
            times[name].append(time.perf_counter() - begin)
    return {name: statistics.median(found) for name, found in times.items()}


def _print_packages(starts: dict[str, list[str]]) -> None:
    print("\nThời gian nạp theo gói (python -X importtime, ms):")
    for command, (python, *rest) in starts.items():
        said = subprocess.run(
            [python, "-X", "importtime", *rest], capture_output=True, text=True, check=True
        ).stderr
        spent: Counter[str] = Counter()
        for micros, module in OWN_LINE.findall(said):
            spent[module.split(".")[0]] += int(micros)
        print(
            f"{command:<16}"
            + "  ".join(f"{name} {micros / 1000:.0f}" for name, micros in spent.most_common(SHOWN_PACKAGES))
        )


def _print_warm() -> None:
    print(f"\n{'việc, đã nạp sẵn (52 chỉ số, 20 cơ quan)':<46}{'ms':>6}{'mục tiêu':>10}")
    for name, work in _warm().items():
        work()
        seconds = statistics.median(_timed(work) for _ in range(WARM_RUNS))
        limit = f"{WARM_LIMIT * 1000:.0f}" if name in ("validate", "score") else "–"
        print(f"{name:<46}{seconds * 1000:>6.0f}{limit:>10}")


def _warm() -> dict[str, Callable[[], object]]:
    from datetime import date

    from docgen.report import write_report
    from pii_xl.commands.score import score
    from pii_xl.commands.validate import validate
    from pii_xl.facts.report import report_facts
    from pii_xl.ledger.reasons import Official

    by = Official(date(2025, 10, 15))
    found, folder = content.workspace(), Path(tempfile.mkdtemp(prefix="pii-xl-bench-"))
    return {
        "validate": lambda: validate(found, by),
        "score": lambda: score(found, by),
        "report": lambda: write_report(report_facts(found), folder / "bao-cao.docx"),
    }


def _timed(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def _run(line: list[str]) -> None:
    subprocess.run(line, check=True)


if __name__ == "__main__":
    main()
