"""Whether a target is met: by its component, its kind and its relation, in every place that says so."""

from __future__ import annotations

from datetime import date

import pytest

from docgen.report.results import target_risks
from pii_xl.commands.validate import validate
from pii_xl.facts.report import report_facts
from pii_xl.layout.parts import Status
from pii_xl.ledger.reasons import Official
from pii_xl.workspace.new_year import new_workspace
from pii_xl.workspace.workspace import Workspace

DAY = date(2025, 10, 15)
PUBLISHED = {"PII": 48.76, "2": 39.99}


def with_targets(*targets: tuple[str, str, str, float]) -> Workspace:
    """The year 2025 as published (PII 48,76, rank 6; pillar 2: 39,99) with these targets."""
    workspace = new_workspace()
    rows = [{"year": 2025.0, "component": c, "kind": k, "relation": r, "value": v} for c, k, r, v in targets]
    frame = workspace["tblTargets"].iloc[:0]
    settings = workspace.settings.having(as_of=DAY)
    return workspace.having(settings=settings, tblTargets=frame).adding("tblTargets", rows)


def verdicts(workspace: Workspace) -> list[str]:
    return list(workspace["tblTargets"]["met"])


@pytest.mark.parametrize(
    ("component", "kind", "relation", "value", "met"),
    [
        ("PII", "điểm", ">", 50.0, "Chưa đạt"),
        ("PII", "điểm", ">", 48.76, "Chưa đạt"),
        ("PII", "điểm", ">=", 48.76, "Đạt"),
        ("2", "điểm", ">=", 39.99, "Đạt"),
        ("2", "điểm", "≥", 39.99, "Đạt"),
        ("2", "điểm", "<", 39.99, "Chưa đạt"),
        ("2", "điểm", "<=", 39.99, "Đạt"),
        ("2", "điểm", "=", 39.99, "Đạt"),
        ("2", "điểm", "=", 40.0, "Chưa đạt"),
        ("PII", "hạng", "<=", 10.0, "Đạt"),
        ("PII", "hạng", "<", 6.0, "Chưa đạt"),
        ("PII", "hạng", "<=", 6.0, "Đạt"),
        ("PII", "hạng", ">", 6.0, "Chưa đạt"),
        ("9", "điểm", ">", 1.0, ""),
        ("PII", "điểm", "", 1.0, ""),
    ],
)
def test_a_relation_is_obeyed(component: str, kind: str, relation: str, value: float, met: str) -> None:
    assert verdicts(with_targets((component, kind, relation, value))) == [met]


def test_score_and_rank_of_one_component_have_each_their_own_verdict_on_sheet_and_in_report() -> None:
    workspace = with_targets(("PII", "điểm", ">", 50.0), ("PII", "hạng", "<=", 10.0))
    assert verdicts(workspace) == ["Chưa đạt", "Đạt"]
    told = {target.component: target.met for target in report_facts(workspace).targets}
    assert told == {"pii": False, "rank": True}
    assert workspace["tblIndex"]["met"].iloc[0] == "Đạt"


def test_one_missed_target_among_several_of_a_pillar_is_not_hidden() -> None:
    workspace = with_targets(("2", "điểm", ">", 30.0), ("2", "điểm", ">", 45.0))
    assert workspace["tblPillars"].set_index("code").at["2", "met"] == "Chưa đạt"


def test_a_score_that_was_published_twice_is_used_nowhere_and_told() -> None:
    workspace = with_targets(("PII", "điểm", ">", 40.0))
    published = workspace["tblPublished"]
    own = published[
        (published["year"] == 2025)
        & (published["province"] == "Bắc Ninh")
        & (published["component"] == "PII")
    ]
    doubled = workspace.adding("tblPublished", [{**own.iloc[0].to_dict(), "score": 30.0}])
    assert verdicts(doubled) == [""]
    assert doubled["tblIndex"]["published"].isna().all()
    facts = report_facts(doubled)
    assert facts.current is None or facts.current.pii is None
    found = validate(doubled, Official(DAY)).findings
    assert [item.subject for item in found if item.code == "E436"] == ["PII (Bắc Ninh)"]


def test_a_target_written_twice_is_told() -> None:
    workspace = with_targets(("2", "điểm", ">", 30.0), ("2", "điểm", ">", 30.0))
    assert "E437" in {item.code for item in validate(workspace, Official(DAY)).findings}


class TestOutlook:
    """Whether a target that is met could be lost, by settings, with the reason."""

    @pytest.mark.parametrize(
        ("target", "outlook", "risk"),
        [
            (("2", "điểm", ">", 39.67), "Có nguy cơ", "chỉ hơn mức 0,32 điểm"),
            (("2", "điểm", ">=", 39.99), "Có nguy cơ", "vừa bằng mức"),
            (("2", "điểm", ">", 39.49), "Đạt", ""),
            (("2", "điểm", "<", 40.3), "Có nguy cơ", "chỉ hơn mức 0,31 điểm"),
            (("2", "điểm", "=", 39.99), "Đạt", ""),
            (("2", "điểm", ">", 45.0), "Chưa đạt", ""),
            (("PII", "hạng", "<=", 10.0), "Đạt", ""),
            (("PII", "hạng", "<=", 7.0), "Đạt", ""),
            (("PII", "hạng", "<=", 6.0), "Có nguy cơ", "vừa bằng mức"),
            (("PII", "hạng", "<=", 5.0), "Chưa đạt", ""),
            (("9", "điểm", ">", 1.0), "", ""),
        ],
    )
    def test_a_target_met_by_a_hair_is_at_risk(self, target, outlook: str, risk: str) -> None:
        row = with_targets(target)["tblTargets"].iloc[0]
        assert (row["outlook"], row["risk"]) == (outlook, risk)

    def test_the_hair_is_a_setting(self) -> None:
        workspace = with_targets(("2", "điểm", ">", 39.67))
        assert outlook(workspace.having(settings=workspace.settings.having(risk_margin=0.32))) == "Đạt"

    def test_a_province_close_behind_the_last_place_puts_a_rank_at_risk(self) -> None:
        workspace = with_targets(("PII", "hạng", "<=", 10.0))
        own = workspace["tblPublished"].query(
            "year == 2025 and province == 'Bắc Ninh' and component == 'PII'"
        )
        eleventh = {**own.iloc[0].to_dict(), "province": "Tỉnh mười một", "rank": 11.0, "score": 48.5}
        row = workspace.adding("tblPublished", [eleventh])["tblTargets"].iloc[0]
        assert (row["outlook"], row["risk"]) == ("Có nguy cơ", "tỉnh hạng 11 chỉ kém 0,26 điểm")

    @pytest.mark.parametrize(
        ("relation", "value", "behind", "risk"),
        [
            ("<=", 10.0, 11.0, "tỉnh hạng 11 chỉ kém 0,26 điểm"),
            ("<", 11.0, 11.0, "tỉnh hạng 11 chỉ kém 0,26 điểm"),
            ("<", 10.0, 11.0, ""),
            (">", 5.0, 6.0, ""),
            (">=", 5.0, 6.0, ""),
        ],
    )
    def test_only_the_first_rank_that_would_miss_the_target_is_close_behind(
        self, relation: str, value: float, behind: float, risk: str
    ) -> None:
        workspace = with_targets(("PII", "hạng", relation, value))
        own = workspace["tblPublished"].query(
            "year == 2025 and province == 'Bắc Ninh' and component == 'PII'"
        )
        other = {**own.iloc[0].to_dict(), "province": "Tỉnh khác", "rank": behind, "score": 48.5}
        row = workspace.adding("tblPublished", [other])["tblTargets"].iloc[0]
        assert "chỉ kém" in row["risk"] if risk else "chỉ kém" not in row["risk"]
        assert risk in row["risk"]

    def test_before_publication_what_is_computed_from_a_part_is_at_risk(self) -> None:
        workspace = with_data_of_two_indicators(with_targets(("1", "điểm", ">", 1.0)))
        row = workspace["tblTargets"].iloc[0]
        assert (row["met"], row["outlook"]) == ("", "Có nguy cơ")
        assert row["risk"] == f"mới tính trên 2/{int(row['n_all'])} chỉ số"

    def test_the_report_names_what_could_be_lost(self) -> None:
        workspace = with_targets(("2", "điểm", ">", 39.67), ("1", "điểm", ">", 45.92))
        said = target_risks(report_facts(workspace))
        assert "01 mục tiêu" in said
        assert said.endswith("trụ cột Vốn con người, nghiên cứu và phát triển (chỉ hơn mức 0,32 điểm).")
        assert target_risks(report_facts(with_targets(("1", "điểm", ">", 45.92)))) == ""


def outlook(workspace: Workspace) -> str:
    return str(workspace["tblTargets"]["outlook"].iloc[0])


def with_data_of_two_indicators(workspace: Workspace) -> Workspace:
    """No year is published; two indicators of the first pillar, in different sub-pillars, have a value and a reference."""
    published, results = workspace["tblPublished"], workspace["tblResults"]
    first = results[results["code"].str.startswith("1.")].drop_duplicates("sub_pillar")["code"][:2]
    values, reference = workspace.tables["tblValues"], workspace.tables["tblReference"]
    known, has = values["code"].isin(first), reference["code"].isin(first)
    return workspace.having(
        tblPublished=published[published["year"] < 2025],
        tblValues=values.assign(direct=values["direct"].mask(known, 7.0), status=str(Status.ESTIMATED)),
        tblReference=reference.assign(
            **{
                key: reference[key].mask(has, at)
                for key, at in (("minimum", 1.0), ("mean", 5.0), ("maximum", 9.0))
            },
            status=str(Status.ESTIMATED),
        ),
    )
