"""The command "certainty": how far score and rank depend on assumptions, as rows of the sheet "Độ chắc chắn"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from pii_xl.commands.outcome import Outcome
from pii_xl.ground.errors import DataError, finding
from pii_xl.ground.text import number_vi
from pii_xl.layout.certainty import CERTAINTY_TABLE
from pii_xl.ledger.reasons import Official
from pii_xl.score.aggregation import ranks
from pii_xl.score.replication import FACTORS, Assumptions, Replicator, without
from pii_xl.score.tree import Array
from pii_xl.score.uncertainty import Nominal, nominal, score_row, sensitivity_rows, unit_rows
from pii_xl.workspace.history import record
from pii_xl.workspace.replicas import fullest
from pii_xl.workspace.stamp import stamped
from pii_xl.workspace.workspace import Workspace, typed

HISTORY_COMMAND = "Độ chắc chắn"
SCORE, RANK, TOP, DECIDES, WITHOUT, WITHOUT_PILLAR = (
    "Điểm PII",
    "Hạng",
    "Xác suất",
    "Giả định quyết định",
    "Khi bỏ một chỉ số",
    "Khi bỏ một trụ cột",
)
TOPS = (3, 5, 10)
SHOWN = 5
NINE_OF_TEN = "chín trong mười lần tính lại nằm giữa hai số"
Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Run:
    """The own province as unit 0 of what is computed again."""

    units: list[str]
    replicator: Replicator
    base: Nominal
    replicated: Array

    @property
    def has_ranks(self) -> bool:
        """There are others to be ranked among."""
        return len(self.units) > 1


def certainty(workspace: Workspace, official: Official) -> Outcome:
    """The workspace with the sheet "Độ chắc chắn" filled anew; the same seed gives the same figures.

    With a national table from which scores can be computed also ranks; with the province's data alone only its score.
    Raises DataError E638 when the PII cannot be computed.
    """
    settings = workspace.settings
    count, seed = settings.integer("replications"), settings.integer("seed")
    run = _run(workspace, count, seed)
    rows = [
        *_score_rows(run, str(workspace.own_label)),
        *_ranked(run),
        *_deciding(run, count),
        *_left_out(run)[:SHOWN],
        *_pillars_left_out(run, workspace),
    ]
    labelled = [{**row, "status": str(workspace.own_label)} for row in rows]
    frame = typed(CERTAINTY_TABLE, stamped(workspace, CERTAINTY_TABLE.name, labelled, official.day))
    told = " ".join(str(row["said"]) for row in rows if row["topic"] in (SCORE, RANK, TOP))
    facts: dict[str, Any] = {"count": count, "seed": seed, "told": told}
    new = record(workspace.with_tables({"tblCertainty": frame}), official.day, HISTORY_COMMAND, told)
    return Outcome(new, said=[finding("N637", **facts)], facts=facts)


def _run(workspace: Workspace, count: int, seed: int) -> Run:
    units, replicator = fullest(workspace, Assumptions(), seed)
    base = nominal(replicator)
    if np.isnan(base.index[0]):
        raise DataError("E638")
    return Run(units, replicator, base, replicator.index(replicator.draws(count)))


def _row(
    topic: str, item: str, said: str, value: float, low: float = np.nan, high: float = np.nan
) -> dict[str, Any]:
    return {"topic": topic, "item": item, "value": value, "low": low, "high": high, "said": said}


def _score_rows(run: Run, label: str) -> Rows:
    (found,) = score_row(run.units[0], label, float(run.base.index[0]), run.replicated[:, [0]])
    value, low, high = (float(str(found[key])) for key in ("pii", "pii_low", "pii_high"))
    said = f"PII tính từ số liệu {label} {number_vi(value)}; {NINE_OF_TEN} {number_vi(low)} và {number_vi(high)}."
    return [_row(SCORE, "PII tính từ số liệu của sổ (không phải điểm công bố)", said, value, low, high)]


def _ranked(run: Run) -> Rows:
    """Rank and chances among the provinces of the national table."""
    if not run.has_ranks:
        return []
    found = unit_rows(run.units[:1], _first(run.base), run.replicated, TOPS)[0]
    value, low, high = (float(str(found[key])) for key in ("rank", "rank_low", "rank_high"))
    item = f"Hạng tính được trong {len(run.units)} tỉnh, thành phố của bảng các tỉnh (không phải hạng của Bộ)"
    said = f"Hạng {value:.0f}; {NINE_OF_TEN} {low:.0f} và {high:.0f}."
    chances = [
        _row(TOP, f"Vào nhóm {top} tỉnh đầu (%)", f"Xác suất vào nhóm {top}: {number_vi(share, 0)}%.", share)
        for top in TOPS
        if top < len(run.units)
        for share in [float(str(found[f"top_{top}"])) * 100]
    ]
    return [_row(RANK, item, said, value, low, high), *chances]


def _first(base: Nominal) -> Nominal:
    return Nominal(base.index[:1], base.ranks[:1])


def _deciding(run: Run, count: int) -> Rows:
    """Which assumption decides how much of the rank, or of the score where there is no rank: total Sobol indices."""
    found = sensitivity_rows(run.replicator, count, 0 if run.has_ranks else None)
    what = "hạng" if run.has_ranks else "điểm"
    rows = [
        _row(
            DECIDES,
            f"{FACTORS[str(one['factor'])]} (phần của biến động {what}, 0 đến 1)",
            f"Một mình {_shown(one['first'])}, cùng các giả định khác {_shown(one['total'])}.",
            *(float(str(one[key])) for key in ("total", "total_low", "total_high")),
        )
        for one in found
    ]
    return sorted(rows, key=lambda row: -np.nan_to_num(row["value"]))


def _shown(value: object) -> str:
    number = float(str(value))
    return number_vi(number) if number == number else "không xác định"


def _left_out(run: Run) -> Rows:
    """The indicators without which the score changes, the one that matters most first."""
    return _without(run, WITHOUT, {code: f"Chỉ số {code}" for code in run.replicator.tree.indicators})


def _pillars_left_out(run: Run, workspace: Workspace) -> Rows:
    """The same of the pillars."""
    names = {pillar.code: f"Trụ cột {pillar.name}" for pillar in workspace.framework.pillars}
    return _without(run, WITHOUT_PILLAR, names)


def _without(run: Run, topic: str, names: Mapping[str, str]) -> Rows:
    rows = []
    for code, name in names.items():
        index = without(run.replicator, code)
        moved = float(index[0] - run.base.index[0])
        said = f"Không tính {code}: PII {number_vi(float(index[0]))} ({_signed(moved)})"
        if run.has_ranks:
            said += f", hạng {ranks(index)[0]:.0f} (đang {run.base.ranks[0]:.0f})"
        rows.append(_row(topic, name, f"{said}.", moved))
    known = [row for row in rows if row["value"] == row["value"] and row["value"] != 0]
    return sorted(known, key=lambda row: -abs(row["value"]))


def _signed(value: float) -> str:
    return f"{'tăng' if value > 0 else 'giảm'} {number_vi(abs(value))}"
