"""The command "goal": which changes reach a wanted score or rank, who has to bring them about, or why it is out of reach."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from pii_xl.commands.outcome import Outcome
from pii_xl.commands.simulate import keep_trial, trying
from pii_xl.ground.errors import DataError, Finding, finding
from pii_xl.ground.frames import records, records_by_code
from pii_xl.ground.text import compact_vi, number_vi, read_number, tidy
from pii_xl.score.goal import Limits, Move, Solution, Wanted, shortfall, solutions
from pii_xl.score.levers import Lever
from pii_xl.workspace.anchor import PRINTED, Anchor, anchor_of, levers_of
from pii_xl.workspace.workspace import Workspace

PLACE = "IV"
"""Where in the report the draft stands: tasks to come."""


@dataclass(frozen=True)
class Goal:
    """What is wanted: exactly one of a PII, a rank, or every pillar above last year's."""

    pii: float | None = None
    rank: int | None = None
    pillars: bool = False


_WISH = re.compile(r"(?P<kind>hạng|pii|trụ cột)\s*(?P<figure>[\d.,]*)", re.IGNORECASE)


def wish_in(workspace: Workspace) -> Goal:
    """The goal of the setting "goal"; where it is blank, to pass the province ranked next above.

    Raises DataError E672 for a text that names no goal, E673 when the next province is not known.
    """
    text = tidy(workspace.settings.text("goal"))
    if not text:
        return Goal(rank=_next_rank(workspace))
    match = _WISH.fullmatch(text)
    kind = match["kind"].lower() if match else ""
    figure = read_number(match["figure"]).value if match and match["figure"] else None
    if kind == "trụ cột" and figure is None:
        return Goal(pillars=True)
    if kind == "pii" and figure is not None:
        return Goal(pii=figure)
    if kind == "hạng" and figure is not None and figure >= 1 and figure == int(figure):
        return Goal(rank=int(figure))
    raise DataError("E672", content=text)


def _next_rank(workspace: Workspace) -> int:
    anchor = anchor_of(workspace)
    above = [one.rank for one in anchor.rivals if anchor.rank is not None and one.rank < anchor.rank]
    if not above:
        raise DataError("E673", year=anchor.year)
    return max(above)


@dataclass(frozen=True)
class Bound:
    """How far an official finds that an indicator can go, and how hard that is."""

    low: float = math.nan
    high: float = math.nan
    effort: float = 1.0


def bounds_in(workspace: Workspace) -> tuple[dict[str, Bound], bool]:
    """The bounds typed on the sheet of scenarios, by indicator code, and whether efforts are stated."""
    found, by_effort = {}, False
    directions = {one.code: one.direction for one in workspace.framework.indicators}
    for row in records(workspace.tables["tblSaved"]):
        code, end, effort = str(row["code"]), row["bound"], row["effort"]
        if code not in directions or (end != end and effort != effort):
            continue
        ends = {"high" if directions[code] > 0 else "low": end}
        found[code] = Bound(**ends, effort=1.0 if effort != effort else effort)
        by_effort = by_effort or effort == effort
    return found, by_effort


def limits_in(workspace: Workspace, by_effort: bool) -> Limits:
    """At most how many indicators and agencies the settings allow."""
    indicators, agencies = (
        workspace.settings.integer(key) or None for key in ("goal_indicators", "goal_agencies")
    )
    return Limits(indicators, agencies, cheapest=by_effort)


@dataclass(frozen=True)
class Change:
    """One indicator of an answer: from which value to which, and what it brings."""

    lever: Lever
    value: float
    points: float


def goal(
    workspace: Workspace, wish: Goal, limits: Limits, bounds: Mapping[str, Bound], alternatives: int = 1
) -> Outcome:
    """The answers as sentences, and the workbook with the first as a scenario and as a draft for part IV of the report.

    Raises DataError E662 (the province's score is not known), E663 (no published score to measure the rank by), E664 (bounds the
    wrong way round), E665 (out of reach, with what lacks), E666 (out of reach with so few indicators or agencies).
    """
    anchor, levers = anchor_of(workspace), {one.code: one for one in levers_of(workspace)}
    if math.isnan(anchor.score):
        raise DataError("E662", year=anchor.year)
    wanted, said = _wanted(anchor, wish)
    agencies = workspace["tblValues"].set_index("code")["agency"].to_dict()
    possible = (_move(one, bounds.get(one.code, Bound()), str(agencies[one.code])) for one in levers.values())
    moves = [one for one in possible if one is not None and one.room > 0]
    if wanted.index <= 0 and not wanted.pillars:
        return Outcome(None, said=[finding("N667", goal=said, now=_now(anchor))])
    _check_reach(moves, wanted, anchor, said)
    found = solutions(moves, wanted, limits, alternatives)
    if not found:
        raise DataError("E666", goal=said)
    answers = [_changes(workspace, levers, one) for one in found]
    ends = "giới hạn đã cho" if bounds else "giá trị tốt nhất cả nước"
    told = [finding("N668", goal=said, now=_now(anchor), label=workspace.own_label, ends=ends)]
    told += [_told(workspace, anchor, number, one) for number, one in enumerate(answers, start=1)]
    return Outcome(_kept(workspace, answers[0], said), said=told, facts={"answers": answers})


def _now(anchor: Anchor) -> str:
    rank = f", hạng {anchor.rank}" if anchor.rank else ""
    return f"{number_vi(anchor.score)} ({anchor.label}{rank})"


def _wanted(anchor: Anchor, wish: Goal) -> tuple[Wanted, str]:
    """The points that lack, and the goal in words."""
    if wish.pillars:
        lacking = {
            code: before + PRINTED - anchor.pillars[code]
            for code, before in anchor.before.items()
            if before == before and anchor.pillars[code] == anchor.pillars[code]
        }
        if not lacking:
            raise DataError("E662", year=anchor.year)
        return (
            Wanted(pillars={code: need for code, need in lacking.items() if need > 0}),
            "mọi trụ cột cao hơn năm trước",
        )
    if wish.pii is not None:
        return Wanted(wish.pii - anchor.score), f"PII từ {number_vi(wish.pii)} trở lên"
    assert wish.rank is not None
    if anchor.rank is not None and anchor.rank <= wish.rank:
        return Wanted(), f"hạng {wish.rank}"
    enough = anchor.score_for_rank(wish.rank)
    if enough is None:
        raise DataError("E663", rank=wish.rank, year=anchor.year)
    score, rival = enough
    said = (
        f"hạng {wish.rank}, tức PII từ {number_vi(score)} trở lên để trên {rival.province} ({number_vi(rival.score)}, hạng {rival.rank}), "
        "nếu các tỉnh khác giữ nguyên"
    )
    return Wanted(score - anchor.score), said


def _move(lever: Lever, bound: Bound, agency: str) -> Move | None:
    """How far the indicator may go between today's value and the bound in its better direction."""
    if not lever.can_move:
        return None
    if bound.low == bound.low and bound.high == bound.high and bound.low > bound.high:
        raise DataError("E664", subject=lever.code, low=compact_vi(bound.low), high=compact_vi(bound.high))
    end = bound.high if lever.scale.direction > 0 else bound.low
    best = lever.scale.best if math.isnan(end) else end
    room = lever.scale.score(best) - lever.score
    return Move(lever.code, agency, lever.pillar, room, lever.share, lever.pillar_share, bound.effort)


def _check_reach(moves: list[Move], wanted: Wanted, anchor: Anchor, said: str) -> None:
    lack = shortfall(moves, wanted)
    if lack.index <= 0 and not lack.pillars:
        return
    if lack.index > 0:
        most = anchor.score + wanted.index - lack.index
        reason = f"cao nhất {number_vi(most)}, còn thiếu {number_vi(lack.index)} điểm"
    else:
        reason = "; ".join(
            f"trụ cột {code} còn thiếu {number_vi(need)} điểm" for code, need in lack.pillars.items()
        )
    raise DataError("E665", goal=said, reason=reason)


def _changes(workspace: Workspace, levers: Mapping[str, Lever], solution: Solution) -> list[Change]:
    """The values to reach, rounded away from today's to the indicator's own decimals, best first."""
    found = []
    for code, points in solution.items():
        lever = levers[code]
        value = _rounded(
            lever,
            lever.scale.value(min(100.0, lever.score + points)),
            workspace.framework.indicator(code).decimals,
        )
        found.append(Change(lever, value, lever.points(value)))
    return sorted(found, key=lambda change: -change.points)


def _rounded(lever: Lever, value: float, decimals: int) -> float:
    """The next value on the better side with these decimals, unless that lies beyond the best one known."""
    factor = 10.0**decimals
    way = math.ceil if lever.scale.direction > 0 else math.floor
    rounded = way(round(value * factor, 6)) / factor
    beyond = (rounded - lever.scale.best) * lever.scale.direction > 0
    return value if beyond else rounded


def _told(workspace: Workspace, anchor: Anchor, number: int, answer: list[Change]) -> Finding:
    total = anchor.score + sum(change.points for change in answer)
    bounds = anchor.rank_bounds(total)
    rank = f", hạng {_span(*bounds)}" if bounds and anchor.is_published else ""
    return finding(
        "N669", number=number, lines="\n".join(_lines(workspace, answer)), total=number_vi(total), rank=rank
    )


def _span(best: int, worst: int) -> str:
    return str(best) if best == worst else f"từ {best} đến {worst}"


def _lines(workspace: Workspace, answer: list[Change]) -> list[str]:
    """Agency → indicator → value to reach, one line each."""
    names, values = records_by_code(workspace["tblResults"]), records_by_code(workspace["tblValues"])
    return [
        f"{values[change.lever.code]['agency']}: {change.lever.code} {names[change.lever.code]['name']}, "
        f"từ {compact_vi(change.lever.value)} lên {compact_vi(change.value)} {names[change.lever.code]['unit']} "
        f"(+{number_vi(change.points)} điểm PII)".replace(
            " lên ", " lên " if change.value > change.lever.value else " xuống "
        )
        for change in answer
    ]


def _kept(workspace: Workspace, answer: list[Change], said: str) -> Workspace:
    tried = trying(workspace, {change.lever.code: change.value for change in answer})
    kept, case = keep_trial(tried)
    text = (
        f"Phương án {case} ({workspace.own_label}) để đạt {said}: "
        + "; ".join(_lines(workspace, answer))
        + "."
    )
    paragraphs = kept.tables["tblParagraphs"].copy()
    at = paragraphs["place"] == PLACE
    before = paragraphs.loc[at, "text"]
    paragraphs.loc[at, "text"] = [f"{old}\n{text}" if old else text for old in before]
    return kept.having(tblParagraphs=paragraphs)
