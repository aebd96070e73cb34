"""The door of levers, goals and the national table: reads a workbook, runs one command, places what came of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pii_xl.ground.errors import Finding
from pii_xl.ground.files import check_output

if TYPE_CHECKING:
    from pii_xl.commands.goal import Bound
    from pii_xl.year.framework import Framework


@dataclass(frozen=True)
class GoalJob:
    """A workbook and what is wanted of it."""

    workbook: Path
    rank: int | None = None
    pii: float | None = None
    pillars: bool = False
    bounds: Path | None = None
    alternatives: int = 1
    indicators: int | None = None
    agencies: int | None = None


def write_levers(workbook: Path, out: Path) -> list[Finding]:
    """Write what each indicator would bring as a CSV table."""
    from pii_xl.commands.levers import levers
    from pii_xl.score.units_file import write_rows
    from pii_xl.workbook.reading.master_file import read_master

    check_output(out, workbook)
    outcome = levers(read_master(workbook).workspace)
    write_rows(outcome.facts["rows"], out)
    return [*outcome.findings, *outcome.said]


def find_goal(job: GoalJob, out: Path | None) -> list[Finding]:
    """What reaches the goal, as notes; with ``out``, the workbook that keeps the first answer.

    Raises what the readers and :func:`pii_xl.commands.goal.goal` raise; nothing is written then.
    """
    from pii_xl.commands.goal import Goal, bounds_in, goal, limits_in
    from pii_xl.workbook.books.master_book import build_master
    from pii_xl.workbook.reading.master_file import read_master

    if out:
        check_output(out, job.workbook, *([job.bounds] if job.bounds else []))
    workspace = read_master(job.workbook, rebuilt=out is not None).workspace
    typed, typed_effort = bounds_in(workspace)
    given, given_effort = _bounds(job.bounds, workspace.framework)
    bounds, set_limits = typed | given, limits_in(workspace, typed_effort or given_effort)
    limits = replace(
        set_limits,
        indicators=job.indicators or set_limits.indicators,
        agencies=job.agencies or set_limits.agencies,
    )
    outcome = goal(workspace, Goal(job.pii, job.rank, job.pillars), limits, bounds, job.alternatives)
    if out and outcome.workspace is not None:
        build_master(outcome.workspace, out)
    return outcome.said


def _bounds(path: Path | None, framework: Framework) -> tuple[dict[str, Bound], bool]:
    """Bounds by indicator code, and whether efforts are stated."""
    from pii_xl.commands.goal import Bound
    from pii_xl.score.units_file import read_bounds

    if path is None:
        return {}, False
    rows, by_effort = read_bounds(path, framework)
    return {code: Bound(*row) for code, row in rows.items()}, by_effort


def put_reference(workbook: Path, table: Path, out: Path, status: str, year: int | None) -> list[Finding]:
    """Put a table of provinces of a year, the workbook's own unless it is said, into a workbook, into a new file.

    Raises what the readers and :func:`pii_xl.commands.reference.reference` raise; nothing is written then.
    """
    from pii_xl.commands.reference import STATUS, reference
    from pii_xl.workbook.books.master_book import build_master
    from pii_xl.workbook.reading.master_file import read_master
    from pii_xl.workbook.reading.national_file import read_national

    check_output(out, workbook, table)
    workspace = read_master(workbook, rebuilt=True).workspace
    outcome = reference(workspace, read_national(table, workspace, STATUS[status], year))
    build_master(outcome.state, out)
    return [*outcome.findings, *outcome.said]
