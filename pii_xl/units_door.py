"""The door of tables of many units: values, weights and goalposts from files, scores and accounts into files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pii_xl.ground.errors import DataError, Finding, finding
from pii_xl.ground.files import check_output

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pii_xl.score.method import Method
    from pii_xl.score.replication import Assumptions, Replicator
    from pii_xl.score.tree import Array


WORKBOOKS = (".xlsm", ".xlsx")


@dataclass(frozen=True)
class UnitsJob:
    """A table to score: where it is, by which framework, with which weights and goalposts."""

    values: Path
    year: int
    weights: Path | None = None
    goalposts: Path | None = None
    groups: Path | None = None

    @property
    def is_table(self) -> bool:
        """A table of units, not a workbook of one province."""
        return self.values.suffix.lower() not in WORKBOOKS

    @property
    def inputs(self) -> tuple[Path, ...]:
        """Every file that is read."""
        return tuple(path for path in (self.values, self.weights, self.goalposts, self.groups) if path)


def score_units_file(
    job: UnitsJob, method: Method, out: Path, method_out: Path | None = None
) -> list[Finding]:
    """Score a CSV table of units into another, with an account of the method; returns what a reader must know.

    Raises what the readers and checks of :mod:`pii_xl.score` raise; nothing is written then.
    """
    from pii_xl.score.account import check_options, check_scores, method_rows
    from pii_xl.score.units import scored
    from pii_xl.score.units_file import (
        read_groups,
        read_posts,
        read_values,
        read_weights,
        write_rows,
        write_scores,
    )
    from pii_xl.year.framework import load_framework

    for path in filter(None, (out, method_out)):
        check_output(path, *job.inputs)
    framework = load_framework(job.year)
    values = read_values(job.values, framework)
    weights = read_weights(job.weights, framework) if job.weights else None
    posts = read_posts(job.goalposts, framework) if job.goalposts else None
    groups = read_groups(job.groups, list(values.index)) if job.groups else None
    check_options(values, method, posts, groups)
    result = scored(values, framework, method, weights, posts, groups)
    found = check_scores(result, method, framework)
    write_scores(result.table, out)
    if method_out:
        write_rows(method_rows(result, framework, method, weights), method_out)
    return found


@dataclass(frozen=True)
class Trial:
    """What is replicated how often, from which seed."""

    assumptions: Assumptions
    replications: int
    seed: int


def uncertainty_file(
    job: UnitsJob, trial: Trial, out: Path, tops: tuple[int, ...], left_out: Path | None = None
) -> list[Finding]:
    """Write intervals of PII and rank for each unit of a table, be it a file or a workbook's own; without one only of the PII.

    Raises what the readers raise, DataError E634 when the PII of nobody can be computed.
    """
    from pii_xl.score.uncertainty import left_out_rows, nominal, score_row, unit_rows
    from pii_xl.score.units_file import write_rows

    for path in filter(None, (out, left_out)):
        check_output(path, *job.inputs)
    units, replicator, label = _replicator(job, trial)
    base = nominal(replicator)
    _check_any(base.index, units)
    replicated = replicator.index(replicator.draws(trial.replications))
    if _is_alone(job, units):
        write_rows(score_row(units[0], label, float(base.index[0]), replicated), out)
        return [finding("N633", file=job.values.name, label=label)]
    write_rows(unit_rows(units, base, replicated, tops), out)
    if left_out:
        write_rows(left_out_rows(replicator, units, base), left_out)
    return []


def sensitivity_file(job: UnitsJob, trial: Trial, out: Path, unit: str = "") -> list[Finding]:
    """Write how much each assumption decides of a unit's rank, of all ranks, or of a workbook's PII.

    Raises what the readers raise, DataError E634 (nothing to compute), E635 (unknown unit), E636 (nothing varies).
    """
    import difflib

    from pii_xl.score.uncertainty import nominal, sensitivity_rows
    from pii_xl.score.units_file import write_rows

    check_output(out, *job.inputs)
    units, replicator, label = _replicator(job, trial)
    if unit and unit not in units:
        close = ", ".join(difflib.get_close_matches(unit, units, n=3)) or "không có"
        raise DataError("E635", content=unit, close=close)
    base = nominal(replicator).index
    _check_any(base if not unit else base[[units.index(unit)]], [unit] if unit else units)
    rows = sensitivity_rows(replicator, trial.replications, units.index(unit) if unit else None)
    if not rows:
        raise DataError("E636")
    write_rows(rows, out)
    return [finding("N633", file=job.values.name, label=label)] if _is_alone(job, units) else []


def _is_alone(job: UnitsJob, units: Sequence[str]) -> bool:
    """A workbook's province without others to be ranked among."""
    return len(units) == 1 and not job.is_table


def _check_any(index: Array, units: Sequence[str]) -> None:
    import numpy as np

    if np.isnan(index).all():
        raise DataError("E634", subject=units[0] if len(units) == 1 else "đơn vị nào")


def _replicator(job: UnitsJob, trial: Trial) -> tuple[list[str], Replicator, str]:
    return _of_table(job, trial) if job.is_table else _of_workbook(job, trial)


def _of_table(job: UnitsJob, trial: Trial) -> tuple[list[str], Replicator, str]:
    from pii_xl.score.aggregation import components, given_weights
    from pii_xl.score.method import Method
    from pii_xl.score.replication import Replicator
    from pii_xl.score.tree import tree_of
    from pii_xl.score.units import directions_of
    from pii_xl.score.units_file import read_values, read_weights
    from pii_xl.year.framework import load_framework

    framework = load_framework(job.year)
    values, tree = read_values(job.values, framework), tree_of(framework)
    weights = given_weights(read_weights(job.weights, framework) if job.weights else None)
    table = components(values, tree.indicators)
    replicator = Replicator(
        table, directions_of(framework), tree, Method(), trial.assumptions, weights, None, trial.seed
    )
    return [str(unit) for unit in values.index], replicator, ""


def _of_workbook(job: UnitsJob, trial: Trial) -> tuple[list[str], Replicator, str]:
    from pii_xl.workbook.reading.master_file import read_master
    from pii_xl.workspace.replicas import fullest

    workspace = read_master(job.values).workspace
    units, replicator = fullest(workspace, trial.assumptions, trial.seed)
    return units, replicator, str(workspace.own_label)
