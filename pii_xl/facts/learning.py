"""From whom to learn: for each weak indicator the provinces that are published or supplied as better."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from docgen.facts import Lesson, Visit
from pii_xl.facts.measures import NO_MEASURE, first_measure, shortened
from pii_xl.facts.weak import weak_indicators
from pii_xl.ground.frames import Row, records, records_by_code
from pii_xl.ground.text import compact_vi, number_vi
from pii_xl.layout.parts import NO, YES, Status
from pii_xl.layout.sheets import NATIONAL, PUBLISHED, STRENGTHS
from pii_xl.layout.words import STRENGTH
from pii_xl.score.method import INDEX
from pii_xl.workspace.anchor import COUNTRY, published_in
from pii_xl.workspace.national import national_in
from pii_xl.workspace.workspace import Workspace
from pii_xl.year.agencies import AgencyRegistry
from pii_xl.year.mergers import successor

LONGEST_TOPIC = 130


class Model(NamedTuple):
    """A province to learn from about an indicator: on what that rests, and how sure it is."""

    province: str
    evidence: str
    status: str
    source: str


def _sheet(name: str) -> str:
    """Where the evidence stands in the workbook, with its address."""
    return f"trang {name}"


def learning_rows(workspace: Workspace) -> list[Row]:
    """The rows of the sheet "Học hỏi": those that are there, and for each weak indicator the provinces that are not there yet."""
    known = [row for row in records(workspace.tables["tblLearning"]) if row["code"] and row["province"]]
    there = {(str(row["code"]), str(row["province"])) for row in known}
    return [*known, *(row for row in _new_rows(workspace) if (row["code"], row["province"]) not in there)]


def _new_rows(workspace: Workspace) -> Iterator[Row]:
    results, values = records_by_code(workspace["tblResults"]), records_by_code(workspace["tblValues"])
    assignments = records_by_code(workspace["tblAssignments"])
    most = workspace.settings.integer("learn_from")
    for weak in weak_indicators(workspace):
        if weak.code not in results:
            continue
        measure = first_measure(str(assignments.get(weak.code, {}).get("content", "")))
        for model in _models(workspace, weak.code, results[weak.code])[:most]:
            yield {
                "code": weak.code,
                "name": results[weak.code]["name"],
                "reason": weak.reason,
                "agency": values[weak.code]["agency"],
                "proposed": YES,
                "topic": "" if measure == NO_MEASURE else measure,
                "time": "",
                **model._asdict(),
            }


def _models(workspace: Workspace, code: str, own: Row) -> list[Model]:
    """Provinces in the order of how directly they are known to be good at it, each once."""
    found: dict[str, Model] = {}
    for models in (
        _strong(workspace, code),
        _placed(workspace, code, own),
        _pillar(workspace, code),
        _ranked(workspace),
    ):
        for model in models:
            found.setdefault(model.province, model)
    found.pop(workspace.settings.text("province"), None)
    return list(found.values())


def _today(row: Row, evidence: str, status: str, source: str) -> Model:
    """A province of a published row, as it is called since the merger: one visits what exists."""
    then = str(row["province"])
    now = successor(then, int(row["year"]))
    return Model(now, evidence if now == then else f"{evidence} ({then} trước sắp xếp)", status, source)


def _strong(workspace: Workspace, code: str) -> Iterator[Model]:
    """Provinces of whom the ministry published this indicator as a strength, the latest year first."""
    rows = workspace["tblStrengths"]
    told = rows[(rows["indicator"] == code) & (rows["kind"] == STRENGTH)]
    for row in records(told.sort_values("year", ascending=False, kind="stable")):
        rank = f" (hạng {int(row['rank'])})" if row["rank"] == row["rank"] else ""
        yield _today(
            row,
            f"điểm mạnh công bố năm {int(row['year'])}{rank}",
            str(Status.PUBLISHED),
            _sheet(STRENGTHS),
        )


def _placed(workspace: Workspace, code: str, own: Row) -> Iterator[Model]:
    """The first of the national table, as far as they stand above the province."""
    rows = national_in(workspace)
    table = rows[rows["code"] == code].dropna(subset=["rank", "value"]).sort_values("rank", kind="stable")
    province = workspace.settings.text("province")
    mine = table[table["province"] == province]["rank"]
    last = float(mine.iloc[0]) if len(mine) else float("inf")
    value = f"; tỉnh {compact_vi(own['value'])}" if own["value"] == own["value"] else ""
    for row in records(table[table["rank"] < last]):
        before = f" (năm so sánh {compact_vi(row['previous'])})" if row["previous"] == row["previous"] else ""
        evidence = (
            f"hạng {int(row['rank'])} trong bảng các tỉnh, giá trị {compact_vi(row['value'])}{before}{value}"
        )
        yield Model(str(row["province"]), evidence, str(row["status"]), _sheet(NATIONAL))


def _scores(workspace: Workspace, component: str) -> pd.DataFrame:
    """The published rows of a component, of the latest year that has any other province."""
    years = {int(year) for year in workspace.tables["tblPublished"]["year"] if year <= workspace.year}
    for year in sorted(years, reverse=True):
        rows = published_in(workspace, year)
        told = rows[(rows["component"] == component) & (rows["province"] != COUNTRY)]
        if (told["province"] != workspace.settings.text("province")).any():
            return told
    return workspace.tables["tblPublished"].iloc[:0]


def _pillar(workspace: Workspace, code: str) -> Iterator[Model]:
    """Provinces whose published score of the indicator's pillar is higher, the best first."""
    pillar = workspace.framework.indicator(code).pillar
    told = _scores(workspace, pillar).dropna(subset=["score"])
    mine = told[told["province"] == workspace.settings.text("province")]["score"]
    if not len(mine):
        return
    for row in records(
        told[told["score"] > mine.iloc[0]].sort_values("score", ascending=False, kind="stable")
    ):
        scores = f"{number_vi(row['score'])} điểm năm {int(row['year'])}; tỉnh {number_vi(mine.iloc[0])}"
        yield _today(row, f"trụ cột {pillar}: {scores}", str(Status.PUBLISHED), _sheet(PUBLISHED))


def _ranked(workspace: Workspace) -> Iterator[Model]:
    """Provinces with a higher published rank of the PII."""
    told = _scores(workspace, INDEX).dropna(subset=["rank"])
    mine = told[told["province"] == workspace.settings.text("province")]["rank"]
    above = told[told["rank"] < mine.iloc[0]] if len(mine) else told
    for row in records(above.sort_values("rank", kind="stable")):
        evidence = f"hạng {int(row['rank'])} PII năm {int(row['year'])}"
        yield _today(row, evidence, str(Status.PUBLISHED), _sheet(PUBLISHED))


def visits(rows: list[Row], registry: AgencyRegistry) -> tuple[Visit, ...]:
    """The rows that are to go into the plan, by province."""
    chosen: dict[str, list[Row]] = {}
    for row in rows:
        if row["proposed"] != NO:
            chosen.setdefault(str(row["province"]), []).append(row)
    return tuple(_visit(province, own, registry) for province, own in chosen.items())


def _visit(province: str, rows: list[Row], registry: AgencyRegistry) -> Visit:
    lessons = (
        Lesson(
            f"{row['code']} {row['name']}",
            str(row["evidence"]),
            shortened(str(row["topic"]), LONGEST_TOPIC),
            registry.name_of(str(row["agency"] or "")),
            str(row["time"]),
        )
        for row in rows
    )
    return Visit(province, tuple(lessons))
