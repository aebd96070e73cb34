"""``python -m benchmarks``: whole-process medians of each button's imports, and the work inside a warm process."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

BASELINE = "import xlwings, pandas"
PREPARE = "import pii_xl.click as click; click.block(*click.NEVER_NEEDED); "
LEAN = PREPARE + "click.block(*click.TABLES); "
LIVE = "import xlwings, pii_xl.macros, pii_xl.live.session, pii_xl.live.tables; "
BUTTONS = {
    "score": (PREPARE + LIVE + "import pii_xl.score.report", 1.4),
    "report": (PREPARE + LIVE + "import pii_xl.document_facts, docgen.report", 1.4),
    "validate": (PREPARE + LIVE + "import pii_xl.collect.validation, pii_xl.schemas, pandera.pandas", 2.2),
    "import": (
        PREPARE + LIVE + "import pii_xl.collect.form_import, pii_xl.schemas, pandera.pandas, openpyxl",
        2.2,
    ),
    "help": (LEAN + "import xlwings, pii_xl.macros, pii_xl.live.session", 0.5),
}
RUNS = 5
WARM_LIMIT, REPORT_LIMIT = 0.3, 2.0


def main() -> None:
    baseline = _median(lambda: _process(BASELINE))
    print(
        f"{'nút':<12}{'giây':>8}{'tỷ lệ':>8}{'mục tiêu':>10}   (chuẩn: python -c “{BASELINE}”, {baseline:.2f} giây)"
    )
    for name, (code, limit) in BUTTONS.items():
        seconds = _median(lambda code=code: _process(code))  # type: ignore[misc]
        print(f"{name:<12}{seconds:>8.2f}{seconds / baseline:>8.2f}{limit:>10.1f}")
    print()
    print(f"{'việc (đã nạp)':<28}{'giây':>8}{'mục tiêu':>10}")
    for name, (work, limit) in _warm().items():
        work()
        print(f"{name:<28}{_median(work):>8.2f}{limit:>10.1f}")


def _warm() -> dict[str, tuple[Callable[[], object], float]]:
    from docgen.report import write_report
    from pii_xl.collect.validation import validate
    from pii_xl.demo.run import demo_workspace
    from pii_xl.demo.sample_data import with_sample_data
    from pii_xl.document_facts import report_facts
    from pii_xl.score.province import calculate

    workspace = with_sample_data(demo_workspace())
    folder = Path(tempfile.mkdtemp())
    return {
        "validate (52 chỉ số)": (lambda: validate(workspace), WARM_LIMIT),
        "score (52 chỉ số)": (lambda: calculate(workspace), WARM_LIMIT),
        "report": (lambda: write_report(report_facts(workspace), folder / "bc.docx"), REPORT_LIMIT),
    }


def _process(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], check=True)


def _median(work: Callable[[], object]) -> float:
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


if __name__ == "__main__":
    main()
