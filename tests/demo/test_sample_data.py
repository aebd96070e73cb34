"""The made-up data of the demonstration: clearly made up, always the same, consistent, and enough for a score."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pii_xl.collect.checks import check_values
from pii_xl.demo.sample_data import (
    POSTS,
    SEED,
    SampleAnswers,
    policies_in_force,
    sample_answers,
    sample_base,
    sample_ranges,
    sample_reference,
    with_sample_data,
)
from pii_xl.demo.sample_evidence import evidence_page, write_evidence
from pii_xl.ground.errors import Level
from pii_xl.ground.frames import records
from pii_xl.layout.parts import TASK_STATES, MissingCode, Status
from pii_xl.workspace.new_year import new_workspace
from pii_xl.workspace.registry import registry_of
from pii_xl.workspace.workspace import Workspace
from pii_xl.year.framework import load_framework
from pii_xl.year.published import load_strengths

WORKSPACE = new_workspace()
FRAMEWORK = load_framework(2024)
PUBLISHED_YEAR = 2025
SEEDS = st.integers(min_value=0, max_value=10_000)
TABLES = ("values", "base", "policies", "evidence", "contacts", "tasks")


@pytest.fixture(scope="module")
def answers() -> SampleAnswers:
    return sample_answers(WORKSPACE)


@pytest.fixture(scope="module")
def scored() -> Workspace:
    return with_sample_data(WORKSPACE)


def by_code(workspace: Workspace, table: str) -> pd.DataFrame:
    return workspace[table].set_index("code")


def published(kind: str) -> list[str]:
    rows = load_strengths()
    return [
        r.indicator
        for r in rows
        if (r.year, r.province, r.kind) == (PUBLISHED_YEAR, "Bắc Ninh", kind) and r.indicator
    ]


class TestTheSameSeed:
    @pytest.mark.parametrize("name", TABLES)
    def test_gives_the_same_answers(self, answers: SampleAnswers, name: str) -> None:
        pd.testing.assert_frame_equal(getattr(answers, name), getattr(sample_answers(WORKSPACE, SEED), name))

    def test_gives_the_same_reference(self) -> None:
        pd.testing.assert_frame_equal(sample_reference(WORKSPACE), sample_reference(WORKSPACE, SEED))

    def test_another_seed_gives_other_values_of_the_same_size(self, answers: SampleAnswers) -> None:
        other = sample_answers(WORKSPACE, SEED + 1).values.set_index("code")["numerator"].dropna()
        own = answers.values.set_index("code")["numerator"].dropna()
        assert not own.equals(other)
        # A count may be as small as three; for such a figure a few units are a large share.
        assert ((own - other).abs() <= (0.25 * own).clip(lower=3)).all()

    def test_the_workspace_is_left_as_it_was(self) -> None:
        before = new_workspace()
        with_sample_data(before)
        assert all(before[name].equals(WORKSPACE[name]) for name in before.tables)


class TestTheDataFiles:
    def test_every_indicator_policy_and_base_figure_has_its_row(self) -> None:
        assert tuple(sample_ranges()) == FRAMEWORK.codes
        assert tuple(policies_in_force()) == tuple(policy.code for policy in FRAMEWORK.policies)
        assert [figure.code for figure in sample_base()] == [figure.code for figure in FRAMEWORK.base_figures]

    def test_minimum_mean_and_maximum_are_in_order_and_within_the_bounds(self) -> None:
        for code, figures in sample_ranges().items():
            indicator = FRAMEWORK.indicator(code)
            assert figures.low < figures.mean < figures.high, code
            assert indicator.minimum is None or figures.low >= indicator.minimum, code
            assert indicator.maximum is None or figures.high <= indicator.maximum, code
            assert figures.previous is None or figures.low <= figures.previous <= figures.high, code

    def test_exactly_the_figures_that_nothing_else_gives_have_a_value(self) -> None:
        for code, figures in sample_ranges().items():
            assert (figures.value is None) == bool(figures.missing or figures.numerator_base), code
            indicator = FRAMEWORK.indicator(code)
            own = indicator.entry == "ratio" and not indicator.base
            assert (figures.denominator is not None) == own, code

    def test_the_number_of_communes_is_the_real_one(self) -> None:
        assert {figure.code: figure.value for figure in sample_base()}["COMMUNES"] == 66 + 33


class TestLawsForEverySeed:
    @settings(max_examples=25, deadline=None)
    @given(SEEDS)
    def test_values_lie_within_the_bounds_and_the_national_range(self, seed: int) -> None:
        results = by_code(with_sample_data(WORKSPACE, seed), "tblResults")
        present = results[results["value"].notna()]
        assert (present["minimum"] <= present["value"]).all()
        assert (present["value"] <= present["maximum"]).all()
        for code, value in present["value"].items():
            indicator = FRAMEWORK.indicator(str(code))
            assert indicator.minimum is None or value >= indicator.minimum
            assert indicator.maximum is None or value <= indicator.maximum

    @settings(max_examples=25, deadline=None)
    @given(SEEDS)
    def test_the_reference_is_in_order_and_within_the_bounds(self, seed: int) -> None:
        for row in records(sample_reference(WORKSPACE, seed)):
            indicator = FRAMEWORK.indicator(row["code"])
            assert row["minimum"] < row["mean"] < row["maximum"]
            assert indicator.minimum is None or row["minimum"] >= indicator.minimum
            assert indicator.maximum is None or row["maximum"] <= indicator.maximum

    @settings(max_examples=10, deadline=None)
    @given(SEEDS)
    def test_every_level_up_to_the_index_can_be_computed(self, seed: int) -> None:
        workspace = with_sample_data(WORKSPACE, seed)
        for name in ("tblSubPillars", "tblPillars", "tblSubIndices", "tblIndex"):
            assert workspace[name]["score"].notna().all()
        assert (workspace["tblSubIndices"]["coverage"] >= 0.66).all()

    @settings(max_examples=10, deadline=None)
    @given(SEEDS)
    def test_no_check_of_the_values_finds_an_error(self, seed: int) -> None:
        findings = check_values(with_sample_data(WORKSPACE, seed))
        assert [str(item) for item in findings if item.level is Level.ERROR] == []
        assert {item.code for item in findings} <= {"W419", "W421"}

    @settings(max_examples=10, deadline=None)
    @given(SEEDS)
    def test_counts_are_whole_numbers(self, seed: int) -> None:
        made = sample_answers(WORKSPACE, seed)
        whole = [code for code, figures in sample_ranges().items() if figures.places == 0]
        numbers = (
            made.values.set_index("code").loc[whole, ["numerator", "denominator", "direct"]].stack().dropna()
        )
        assert (numbers == numbers.round()).all()
        assert (made.base["value"] == made.base["value"].round()).all()


class TestConsistency:
    def test_numerators_that_are_base_figures_equal_them(self, answers: SampleAnswers) -> None:
        values, base = answers.values.set_index("code"), answers.base.set_index("code")["value"]
        bases = {i.code: i.numerator_base for i in FRAMEWORK.indicators if i.numerator_base}
        assert len(bases) == 3
        for code, figure in {**bases, "7.2.2": "WORKERS"}.items():
            assert values.loc[code, "numerator"] == base[figure]

    def test_ratios_are_given_by_numerators_and_other_values_directly(self, answers: SampleAnswers) -> None:
        for row in records(answers.values):
            indicator = FRAMEWORK.indicator(row["code"])
            given_cells = {key for key in ("numerator", "denominator", "direct") if row[key] == row[key]}
            if row["missing"] or indicator.entry == "policies":
                assert given_cells == set()
            elif indicator.entry == "direct":
                assert given_cells == {"direct"}
            else:
                assert given_cells == ({"numerator"} if indicator.base else {"numerator", "denominator"})

    def test_the_policy_indicator_counts_the_policies_in_force(self, scored: Workspace) -> None:
        assert by_code(scored, "tblValues").loc["1.1.1", "value"] == list(policies_in_force().values()).count(
            "Có"
        )

    def test_policies_in_force_name_a_document_of_before_the_cut_off(self, answers: SampleAnswers) -> None:
        in_force = answers.policies["in_force"] == "Có"
        assert (answers.policies["documents"] != "").equals(in_force)
        policy_evidence = answers.evidence[answers.evidence["code"].str.contains("(", regex=False)]
        assert list(policy_evidence["code"]) == list(answers.policies["code"][in_force])
        assert policy_evidence["issued"].max() <= date(2025, 6, 30)

    def test_published_strengths_are_strong_and_weaknesses_weak(self, scored: Workspace) -> None:
        results = by_code(scored, "tblResults")
        assert len(published("strength")) == 4
        assert (results.loc[published("strength"), "score"] > 80).all()
        assert (results.loc[published("weakness"), "gap"] < 0).all()
        assert (results.loc[published("weakness"), "score"] < 30).all()

    def test_the_made_up_index_is_of_the_published_size(self, scored: Workspace) -> None:
        index = scored["tblIndex"].iloc[0]
        assert abs(index["score"] - index["published"]) < 5


class TestGapsForTheReportToTell:
    def test_some_values_are_missing_for_a_reason(self, answers: SampleAnswers) -> None:
        codes = answers.values["missing"].value_counts()
        assert {MissingCode.CENTRAL, MissingCode.PENDING, MissingCode.NIL} <= set(codes.index)
        assert 48 <= codes[""] < 52

    def test_tasks_are_in_every_state_and_a_few_are_silent(self, answers: SampleAnswers) -> None:
        states = answers.tasks["state"].value_counts()
        assert set(states.index) == set(TASK_STATES)
        assert states["Hoàn thành"] > states["Đang thực hiện"] >= 2
        assert 0 < len(WORKSPACE["tblTasks"]) - len(answers.tasks) <= 5

    def test_a_task_of_every_agency_is_never_silent(self, answers: SampleAnswers) -> None:
        registry = registry_of(WORKSPACE)
        tasks = WORKSPACE["tblTasks"]
        of_all = {
            str(code)
            for code, agency in zip(tasks["code"], tasks["agency"], strict=True)
            if any(registry.resolve(name).is_collective for name in registry.split(str(agency)))
        }
        assert of_all
        assert of_all <= set(answers.tasks["code"])

    def test_late_tasks_tell_why_and_finished_ones_what_came_of_them(self, answers: SampleAnswers) -> None:
        tasks = answers.tasks.set_index("state")
        assert (tasks.loc[["Đang thực hiện", "Chưa thực hiện"], "difficulty"] != "").all()
        assert (tasks.loc["Hoàn thành", "result"] != "").all()
        assert (tasks.loc["Hoàn thành", "difficulty"] == "").all()

    def test_one_value_jumps_and_three_have_no_evidence(
        self, answers: SampleAnswers, scored: Workspace
    ) -> None:
        assert [item.subject for item in check_values(scored) if item.code == "W419"] == ["5.3.1"]
        with_value = set(answers.values["code"][answers.values["missing"].isin(["", "KPS"])]) - {"1.1.1"}
        assert len(with_value - set(answers.evidence["code"])) == 3

    def test_two_agencies_have_no_contact_and_one_replaced_its_officer(self, answers: SampleAnswers) -> None:
        silent = set(WORKSPACE["tblProgress"]["agency"]) - set(answers.contacts["agency"])
        assert len(silent) == 2
        assert "Sở KH&CN" not in silent
        left = answers.contacts[answers.contacts["valid_to"].notna()]
        assert len(left) == 1
        current = answers.contacts[answers.contacts["valid_to"].isna()]
        assert (current.groupby("agency")["role"].agg(set) == set(POSTS)).all()


class TestEverythingSaysThatItIsMadeUp:
    @pytest.mark.parametrize("name", ["values", "base", "policies", "evidence", "contacts"])
    def test_every_row_is_marked(self, answers: SampleAnswers, name: str) -> None:
        assert set(getattr(answers, name)["status"]) == {str(Status.ILLUSTRATIVE)}

    def test_the_reference_and_the_scores_are_marked(self, scored: Workspace) -> None:
        assert set(scored["tblReference"]["status"]) == {"minh họa"}
        assert set(scored["tblReference"]["source"]) == {"Số dựng minh họa"}
        assert set(scored["tblIndex"]["status"]) == {"minh họa"}
        assert scored.is_illustrative

    def test_people_and_documents_are_clearly_invented(self, answers: SampleAnswers) -> None:
        assert answers.contacts["name"].str.endswith("(minh họa)").all()
        assert answers.contacts["name"].is_unique
        assert answers.contacts["email"].str.endswith("@example.com").all()
        assert answers.evidence["number"].str.startswith("Văn bản minh họa số ").all()
        made = answers.policies["documents"][answers.policies["documents"] != ""]
        assert made.str.startswith("Văn bản minh họa số ").all()

    def test_what_is_said_of_tasks_is_marked_in_its_words(self, answers: SampleAnswers) -> None:
        said = answers.tasks["result"] + answers.tasks["difficulty"]
        assert said.str.contains("minh họa|Số dựng").all()


class TestEvidence:
    @pytest.fixture
    def page(self) -> bytes:
        return evidence_page({"code": "1.1.1(3)", "title": "Tài liệu minh họa (không có thật)"})

    def test_every_file_of_the_register_is_written_each_with_a_content_of_its_own(self, tmp_path) -> None:
        workspace = with_sample_data(WORKSPACE)
        written = write_evidence(workspace, tmp_path / "minh-chung")
        assert [path.name for path in written] == list(workspace["tblEvidence"]["file"])
        assert len({path.read_bytes() for path in written}) == len(written)
        assert all("minh-hoa" in path.name for path in written)

    def test_its_objects_stand_where_the_file_says(self, page: bytes) -> None:
        start = int(page.split(b"startxref\n")[1].split()[0])
        assert page[start:].startswith(b"xref\n")
        offsets = [int(line[:10]) for line in page[start:].splitlines()[3:] if line.endswith(b" n ")]
        assert len(offsets) == 6
        for number, offset in enumerate(offsets, start=1):
            assert page[offset:].startswith(b"%d 0 obj\n" % number)

    def test_it_says_on_its_face_and_in_its_title_that_it_is_made_up(self, page: bytes) -> None:
        assert b"/ActualText <FEFF" + "MINH HỌA".encode("utf-16-be").hex().encode() + b">" in page
        assert (
            b"/Title <FEFF" + "Tài liệu minh họa (không có thật)".encode("utf-16-be").hex().encode() + b">"
            in page
        )
        assert b"<" + b"1.1.1(3)".hex().encode() + b"> Tj" in page
