"""Thousands of mutated forms: nothing but findings and forms may come out, and every number is what another reader reads.

``python -m tests.hostile.fuzz 5000 [SEED]`` prints what became of them and fails when one broke a law.
"""

from __future__ import annotations

import random
import sys
import tempfile
import warnings
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from openpyxl import load_workbook

from pii_xl.collect.form_content import form_contents
from pii_xl.collect.form_import import import_forms
from pii_xl.demo.run import demo_workspace, filled
from pii_xl.demo.sample_data import sample_answers
from pii_xl.workbook.books.form_book import build_form
from pii_xl.workbook.reading.fence import read_fenced
from pii_xl.workbook.reading.form_file import ReturnedForm
from pii_xl.workspace.workspace import Workspace
from tests.hostile.mutations import mutated

DAY = date(2025, 10, 15)
BATCH = 100
IMPORTED_EVERY = 10
FIGURES = ("numerator", "denominator", "direct", "value")
UNFORESEEN = {"E115"}
"""Findings that a mutated form must never give: the reader did not foresee it."""


@dataclass
class Tally:
    """What became of the forms, and which broke a law."""

    outcomes: Counter[str] = field(default_factory=Counter)
    compared: int = 0
    broken: list[str] = field(default_factory=list)


def fuzz(count: int, seed: int, folder: Path) -> Tally:
    """Mutate ``count`` forms and look at what comes of each."""
    workspace, chance, tally = demo_workspace(), random.Random(seed), Tally()
    answers, sources = sample_answers(workspace), []
    for content in form_contents(workspace)[:6]:
        path = folder / content.file_name
        build_form(workspace, filled(content, answers), path)
        sources.append(path.read_bytes())
        path.unlink()
    for start in range(0, count, BATCH):
        paths = []
        for n in range(start, min(start + BATCH, count)):
            paths.append(folder / f"{n}.xlsx")
            paths[-1].write_bytes(mutated(chance.choice(sources), chance))
        _look(workspace, paths, tally)
        for path in paths:
            path.unlink()
    return tally


def _look(workspace: Workspace, paths: list[Path], tally: Tally) -> None:
    forms, refused = read_fenced(paths)
    if len(forms) + len(refused) != len(paths):
        tally.broken.append(f"{paths[0].name} …: {len(paths)} files, {len(forms) + len(refused)} answers")
    for item in refused:
        tally.outcomes[item.code] += 1
        if item.code in UNFORESEEN:
            tally.broken.append(str(item))
    for n, form in enumerate(forms):
        tally.outcomes["read"] += 1
        tally.broken += _differences(form, tally)
        if n % IMPORTED_EVERY == 0:
            tally.broken += _import(workspace, form)


def _import(workspace: Workspace, form: ReturnedForm) -> list[str]:
    try:
        import_forms(workspace, [form], DAY)
    except Exception as error:
        return [f"{form.path.name}: {type(error).__name__} {error}"]
    return []


def _differences(form: ReturnedForm, tally: Tally) -> list[str]:
    """Figures that went in unquestioned and that openpyxl reads as something else."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = load_workbook(form.path, data_only=True)
        except Exception:
            return []
    told = {(item.sheet, item.cell) for item in form.findings}
    found = []
    for name in ("frmValues", "frmBase"):
        read = form.reads.get(name)
        if read is None or read.sheet not in book.sheetnames:
            continue
        sheet = book[read.sheet]
        for row in range(len(read.rows)):
            for key in FIGURES:
                if key not in read.letters or read.table[key].formula:
                    continue
                cell, ours = read.cell(row, key), read.frame.at[row, key]
                theirs = sheet[cell].value
                tally.compared += 1
                if (read.sheet, cell) in told or _same(ours, theirs):
                    continue
                found.append(f"{form.path.name} {read.sheet}!{cell}: {ours!r}, openpyxl: {theirs!r}")
    return found


def _same(ours: float, theirs: object) -> bool:
    if ours != ours:
        return theirs is None or (isinstance(theirs, str) and theirs.strip() in ("", "-", "x"))
    return isinstance(theirs, int | float) and abs(ours - theirs) <= 1e-9 * max(1.0, abs(ours))


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with tempfile.TemporaryDirectory() as folder:
        tally = fuzz(count, seed, Path(folder))
    print(
        f"{count} forms, seed {seed}: {dict(tally.outcomes.most_common())}; {tally.compared} figures compared"
    )
    for line in tally.broken:
        print(line)
    return 1 if tally.broken else 0


if __name__ == "__main__":
    sys.exit(main())
