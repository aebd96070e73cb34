"""The door of tables of many units: values, weights and goalposts from files, scores and accounts into files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pii_xl.ground.errors import Finding
from pii_xl.ground.files import check_output

if TYPE_CHECKING:
    from pii_xl.score.method import Method


@dataclass(frozen=True)
class UnitsJob:
    """A table to score: where it is, by which framework, with which weights and goalposts."""

    values: Path
    year: int
    weights: Path | None = None
    goalposts: Path | None = None

    @property
    def inputs(self) -> tuple[Path, ...]:
        """Every file that is read."""
        return tuple(path for path in (self.values, self.weights, self.goalposts) if path)


def score_units_file(
    job: UnitsJob, method: Method, out: Path, method_out: Path | None = None
) -> list[Finding]:
    """Score a CSV table of units into another, with an account of the method; returns what a reader must know.

    Raises what the readers and checks of :mod:`pii_xl.score` raise; nothing is written then.
    """
    from pii_xl.score.account import check_options, check_scores, method_rows
    from pii_xl.score.units import scored
    from pii_xl.score.units_file import read_posts, read_values, read_weights, write_rows, write_scores
    from pii_xl.year.framework import load_framework

    for path in filter(None, (out, method_out)):
        check_output(path, *job.inputs)
    framework = load_framework(job.year)
    values = read_values(job.values, framework)
    weights = read_weights(job.weights, framework) if job.weights else None
    posts = read_posts(job.goalposts, framework) if job.goalposts else None
    check_options(values, method, posts)
    result = scored(values, framework, method, weights, posts)
    found = check_scores(result, method, framework)
    write_scores(result.table, out)
    if method_out:
        write_rows(method_rows(result, framework, method, weights), method_out)
    return found
