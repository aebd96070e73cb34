"""What the sheets compute is what Python computes: every cell of whole workbooks, recalculated by LibreOffice.

The workbooks differ in what is missing, extreme, tied or tried, because that is where formulas and code drift apart.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import ModuleType

import numpy as np
import pandas as pd
import pytest

from pii_xl.demo.run import demo_workspace
from pii_xl.demo.sample_data import with_sample_data
from pii_xl.workbook.books.master_book import build_master
from pii_xl.workspace.new_year import new_workspace
from pii_xl.workspace.workspace import Workspace

pytestmark = pytest.mark.libreoffice
CLOSE = 1e-9
FEWEST_CELLS = 8_000  # far fewer would mean that sheets were lost on the way


def sample() -> Workspace:
    return with_sample_data(demo_workspace())


def gaps() -> Workspace:
    """Values, references, means, previous values and policies missing here and there, with and without a reason."""
    workspace = sample()
    values, reference = workspace["tblValues"], workspace["tblReference"]
    number = pd.Series(range(len(values)), index=values.index)
    blank = number % 5 == 2
    entered = {key: values[key].mask(blank) for key in ("numerator", "denominator", "direct")}
    reasons = ["KPS", "CTH", "KTT", ""]
    missing = [reasons[n % 4] if gone else "" for n, gone in enumerate(blank)]
    policies = workspace["tblPolicies"]
    return workspace.having(
        tblValues=values.assign(
            **entered, missing=missing, previous=values["previous"].mask(number % 7 == 3)
        ),
        tblReference=reference.assign(
            minimum=reference["minimum"].mask(number % 9 == 4),
            mean=reference["mean"].mask(number % 6 == 5),
            maximum=reference["maximum"].mask(number % 13 == 6),
        ),
        tblPolicies=policies.assign(in_force=["", *policies["in_force"][1:]]),
    )


def hardly_anything() -> Workspace:
    """One pillar has figures, no rule of coverage, no dates, no year to compare with."""
    workspace = sample()
    values = workspace["tblValues"]
    kept = values["code"].str.startswith("3.")
    entered = {key: values[key].where(kept) for key in ("numerator", "denominator", "direct", "previous")}
    settings = workspace.settings.having(
        min_coverage=0.0, deadline=None, as_of=None, published_on=None, previous_year=2019
    )
    return workspace.having(settings=settings, tblValues=values.assign(**entered))


def extremes() -> Workspace:
    """Values outside the national range, equal minimum and maximum, ties, weights, zero weights."""
    workspace = sample()
    reference, indicators = workspace["tblReference"], workspace["tblIndicators"]
    number = pd.Series(range(len(reference)), index=reference.index)
    pillars = workspace["tblPillars"]
    return workspace.having(
        tblReference=reference.assign(
            minimum=reference["minimum"].where(number % 8 != 1, reference["maximum"] * 0.99),
            maximum=reference["maximum"].where(number % 11 != 2, reference["minimum"]),
        ),
        tblIndicators=indicators.assign(weight=np.where(number % 4 == 3, 0.0, 1.0 + number % 3)),
        tblPillars=pillars.assign(weight=[2.0, *pillars["weight"][1:]]),
    )


def trying() -> Workspace:
    """A trial and scenarios: better, worse, a figure that was missing, one beyond the range, nothing at all."""
    workspace = gaps()
    results = workspace["tblResults"][["code", "name", "unit"]]
    reference = workspace["tblReference"].set_index("code")["maximum"].reindex(results["code"]).to_numpy()
    number = np.arange(len(results))
    tried = np.where(number % 5 == 2, reference, np.nan)
    saved = {
        "s1": np.where(number < 10, reference, np.nan),
        "s2": np.where(number % 3 == 0, 0.0, np.nan),
        "s4": np.where(number == 51, reference * 10, np.nan),
    }
    return workspace.having(tblTry=results.assign(value_new=tried), tblSaved=results.assign(**saved))


def rivals() -> Workspace:
    """Published scores of other provinces around ours, with equal scores, without ranks, and our own year missing."""
    workspace = sample()
    published = workspace["tblPublished"]
    own = (published["province"] == "Bắc Ninh") & (published["year"] == 2025)
    others = (published["year"] == 2025) & ~own & (published["component"] == "PII")
    score = published["score"].mask(own).where(~others, 48.0)
    rank = published["rank"].mask(published["province"] == "Hà Nội")
    settings = workspace.settings.having(as_of=date(2025, 8, 5))
    progress = workspace["tblProgress"]
    submitted = [
        date(2025, 7, 20) if n % 3 == 0 else date(2025, 8, 20) if n % 3 == 1 else None
        for n in range(len(progress))
    ]
    return workspace.having(
        settings=settings,
        tblPublished=published.assign(score=score, rank=rank),
        tblProgress=progress.assign(submitted=submitted),
    )


DATA: dict[str, Callable[[], Workspace]] = {
    "nothing entered yet": new_workspace,
    "gaps": gaps,
    "hardly anything": hardly_anything,
    "extremes": extremes,
    "trial and scenarios": trying,
    "rivals and late agencies": rivals,
}


@pytest.mark.parametrize("name", DATA)
def test_every_cell_recalculated_is_what_python_wrote(name: str, tmp_path: Path, office: ModuleType) -> None:
    path = tmp_path / "so.xlsm"
    build_master(DATA[name](), path)
    written, recalculated = office.cell_values(path), office.computed(path)
    assert office.errors_in(recalculated, path) == []
    pairs = [
        (f"{sheet}!{cell}", value, recalculated.get(sheet, {}).get(cell))
        for sheet, cells in written.items()
        for cell, value in cells.items()
    ]
    assert len(pairs) > FEWEST_CELLS
    assert [pair for pair in pairs if not same(*pair[1:])][:20] == []


def same(written: object, recalculated: object) -> bool:
    """Equal texts, equal blanks, numbers to 1e-9."""
    if isinstance(written, int | float) and isinstance(recalculated, int | float):
        return abs(written - recalculated) <= CLOSE * max(1.0, abs(written))
    return (written or "") == (recalculated or "") if not isinstance(written, int | float) else False
