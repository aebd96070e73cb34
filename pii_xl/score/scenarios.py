"""The trial and the five saved scenarios of a workbook: their tables, filled with what the live formulas compute."""

from __future__ import annotations

from typing import Any

import pandas as pd

from pii_xl.layout import BOOK
from pii_xl.layout.scored import DIGITS
from pii_xl.layout.what_if import (
    CASES,
    CHANGES_CODE,
    MOST_CHANGES,
    NOW,
    PILLAR_CODES,
    SAVED,
    TRIAL,
    TRIED,
)
from pii_xl.score.method import INDEX, SCALE
from pii_xl.score.province import OPEN, component_scores, indicator_scores
from pii_xl.score.what_if import NO_RANK, RankBounds, effects, rank_bounds, what_if
from pii_xl.workspace.workspace import Workspace, typed

LEVELS = {
    "tblCasePII": "tblIndex",
    "tblCaseSides": "tblSubIndices",
    "tblCasePillars": "tblPillars",
    "tblCaseSub": "tblSubPillars",
}


def with_scenarios(workspace: Workspace) -> tuple[Workspace, dict[str, pd.DataFrame]]:
    """A calculated workspace with its trial and scenarios computed, and the frames of the tables that are only shown."""
    return _Scenarios(with_rows(workspace)).tables()


def with_rows(workspace: Workspace) -> Workspace:
    """The rows of the three tables that people fill, keeping what was typed."""
    indicators = workspace["tblResults"][["code", "name", "unit"]]
    old = {name: workspace[name].drop_duplicates("code").set_index("code") for name in ("tblTry", "tblSaved")}
    trial = indicators.assign(value_new=indicators["code"].map(old["tblTry"]["value_new"]))
    saved = indicators.assign(**{key: indicators["code"].map(old["tblSaved"][key]) for key in SAVED})
    notes = workspace["tblCompare"].drop_duplicates("case").set_index("case")["note"].to_dict()
    cases = [
        {"case": label, "note": notes.get(label, ""), "number": number}
        for number, label in enumerate(CASES.values(), start=1)
    ]
    return workspace.having(
        tblTry=trial, tblSaved=saved, tblCompare=typed(workspace.layout.table("tblCompare"), cases)
    )


class _Scenarios:
    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.codes = workspace["tblResults"]["code"]
        self.given = {
            TRIAL: self._typed("tblTry", "value_new"),
            **{key: self._typed("tblSaved", key) for key in SAVED},
        }
        self.cases = {NOW: workspace, **{key: what_if(workspace, self.given[key]) for key in TRIED}}
        self.scores = {key: component_scores(case) for key, case in self.cases.items()}
        self.frames = self._frames()

    def _typed(self, table: str, key: str) -> pd.Series:
        return self.workspace[table].set_index("code")[key].reindex(self.codes)

    def tables(self) -> tuple[Workspace, dict[str, pd.DataFrame]]:
        """The workspace with trial, saved values and comparison, and the tables that are only shown, by name."""
        seen = {name: typed(BOOK.table(name), frame) for name, frame in self.frames.items()}
        trial, saved, compared = self._trial(), self._saved(), self._compared()
        seen["tblTryChanges"] = self._changes(trial)
        return self.workspace.having(tblTry=trial, tblSaved=saved, tblCompare=compared), seen

    def _frames(self) -> dict[str, pd.DataFrame]:
        return {
            "tblCaseChanges": self._counts(),
            **{name: self._level(source) for name, source in LEVELS.items()},
            "tblCases": self._indicators(),
            "tblCaseRanks": self._ranks(),
            "tblTryLevels": self._levels(),
        }

    def _counts(self) -> pd.DataFrame:
        row: dict[str, Any] = {
            "code": CHANGES_CODE,
            "name": "Số chỉ số có giá trị khác",
            "unit": "chỉ số",
            "source": "2 trang",
        }
        return pd.DataFrame([{**row, NOW: 0.0, **{key: float(self.given[key].count()) for key in TRIED}}])

    def _level(self, source: str) -> pd.DataFrame:
        """One of the stacked tables; ``source`` is the scored table of the same level."""
        here = self.workspace[source]
        trial = self.cases[TRIAL][source]
        frame = here[["code", "name"]].assign(
            parent=here.get("parent", ""),
            weight=here.get("weight", 1.0),
            needed=self._needed(source),
            total=trial["total_weight"],
            share=trial.get("share", trial["score"].notna().map({True: 1.0, False: float("nan")})),
        )
        if "coverage" in here:
            frame["n_indicators"] = frame["code"].map(self._sides().value_counts())
        frame["unit"] = frame["share"] / frame["total"].where(frame["total"] > 0)
        for key, case in self.cases.items():
            frame[key] = case[source]["score"]
            frame[f"mean_{key}"] = case[source]["mean"]
            if "coverage" in case[source]:
                complete = case[source]["n_scored"] == case[source]["n_children"]
                frame[f"cover_{key}"] = case[source]["coverage"].where(complete, 0.0)
        return frame

    def _needed(self, source: str) -> pd.Series:
        children = self.workspace[source]["n_children"]
        if source == "tblPillars":
            return children.clip(upper=self.workspace.method.min_sub_pillars)
        return children.clip(upper=1) if source == "tblSubPillars" else children

    def _sides(self) -> pd.Series:
        """Input or output, for each indicator."""
        pillar_of = self.workspace["tblSubPillars"].set_index("code")["parent"]
        side_of = self.workspace["tblPillars"].set_index("code")["parent"]
        return self.workspace["tblResults"]["sub_pillar"].map(pillar_of).map(side_of)

    def _indicators(self) -> pd.DataFrame:
        results, trial = self.workspace["tblResults"], self.cases[TRIAL]["tblResults"]
        frame = results[["code", "name", "weight", "zero", "span"]].assign(
            parent=results["sub_pillar"],
            side=self._sides(),
            row_trial=range(1, len(results) + 1),
            row_saved=range(1, len(results) + 1),
            share_now=results["share"],
            contribution_now=results["contribution"],
            share=trial["share"],
            contribution=trial["contribution"],
        )
        for key, case in self.cases.items():
            frame[key] = indicator_scores(case).reindex(self.codes).to_numpy()
            frame[f"value_{key}"] = case["tblResults"]["value"]
        return frame

    def _ranks(self) -> pd.DataFrame:
        rows = []
        for key, label in CASES.items():
            pii = self.scores[key][INDEX]
            bounds = rank_bounds(self.workspace, pii)
            shown = bounds if pii == pii else NO_RANK
            rows.append({"case": label, "pii": pii, "words": shown.words, **_bounds(bounds, pii == pii)})
        return pd.DataFrame(rows)

    def _levels(self) -> pd.DataFrame:
        tables = [self.workspace[source][["code", "name"]] for source in LEVELS.values()]
        frame = pd.concat(tables, ignore_index=True)
        now, trial = (frame["code"].map(self.scores[key]).astype(float) for key in (NOW, TRIAL))
        return frame.assign(now=now, trial=trial, change=trial - now)

    def _trial(self) -> pd.DataFrame:
        frame, cases = self.workspace["tblTry"], self.frames["tblCases"]
        effect = effects(self.workspace, self.cases[TRIAL]).reindex(self.codes).to_numpy()
        size = pd.Series(effect).abs().fillna(0.0).round(DIGITS).where(frame["value_new"].notna())
        return frame.assign(
            value_now=cases["value_now"],
            score_now=cases[NOW],
            score_new=cases[TRIAL],
            score_change=cases[TRIAL] - cases[NOW],
            effect=effect,
            room=(SCALE - cases[NOW]) * cases["share_now"],
            row=cases["row_trial"],
            size=size,
            order=size.rank(method="first", ascending=False),
        )

    def _changes(self, trial: pd.DataFrame) -> pd.DataFrame:
        by_order = trial.dropna(subset=["order"]).set_index("order")
        rows: list[dict[str, Any]] = []
        for number in range(1, MOST_CHANGES + 1):
            if number not in by_order.index:
                rows.append({"number": number, "what": "–"})
                continue
            row = by_order.loc[number]
            values = {key: row[key] for key in ("value_now", "value_new", "effect")}
            rows.append({"number": number, "what": f"{row['code']} {row['name']}", **values})
        return typed(BOOK.table("tblTryChanges"), rows)

    def _saved(self) -> pd.DataFrame:
        return self.workspace["tblSaved"].assign(value_now=self.frames["tblCases"]["value_now"])

    def _compared(self) -> pd.DataFrame:
        frame = self.workspace["tblCompare"]
        of_case = {
            key: pd.Series([self.scores[case].get(code) for case in CASES]) for key, code in _COMPARED.items()
        }
        status = self.workspace["tblIndex"]["status"].iloc[0]
        counts = self.frames["tblCaseChanges"].iloc[0]
        return frame.assign(
            **of_case,
            change=of_case["pii"] - of_case["pii"].iloc[0],
            changes=[counts[key] for key in CASES],
            rank=self.frames["tblCaseRanks"]["words"],
            status=[status if pii == pii else OPEN for pii in of_case["pii"]],
        )


_COMPARED = {
    "pii": INDEX,
    "input": "input",
    "output": "output",
    **{f"p{code}": code for code in PILLAR_CODES},
}


def _bounds(bounds: RankBounds, has_score: bool) -> dict[str, Any]:
    """The columns of the rank's working; a blank score stands above and below nobody."""
    known = has_score and bounds.known
    return {
        "n_units": bounds.n_units,
        "n_rivals": bounds.n_rivals,
        "own": bounds.own,
        "n_above": bounds.n_above,
        "last_above": bounds.last_above,
        "n_below": bounds.n_below,
        "first_below": bounds.first_below,
        "known": float(known),
        "least_above": bounds.least_above,
        "own_before": bounds.own_before,
        "most_above": bounds.most_above,
        "said": bounds.said if known else "Hạng ",
        "best": bounds.best if known else float("nan"),
        "worst": bounds.worst if known else float("nan"),
    }
