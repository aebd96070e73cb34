"""What is found wrong in a master workbook's data."""

from datetime import date

import pytest

from docgen.facts import Label
from pii_xl.commands.validate import validate
from pii_xl.demo.run import demo_workspace
from pii_xl.demo.sample_data import sample_answers, sample_reference
from pii_xl.facts.report import report_facts
from pii_xl.layout.parts import Status
from pii_xl.ledger.reasons import Official
from pii_xl.workbook.books import pack_book
from pii_xl.workspace.workspace import LABELLED_TABLES, Workspace

BY = Official(date(2025, 10, 15))


@pytest.fixture(scope="module")
def complete() -> Workspace:
    """A workspace with sample values for everything that has one."""
    workspace = demo_workspace()
    answers = sample_answers(workspace)
    filled = {}
    for name, answer in (
        ("tblValues", answers.values),
        ("tblBase", answers.base),
        ("tblPolicies", answers.policies),
    ):
        frame, given = workspace[name].set_index("code"), answer.set_index("code")
        for column in given.columns.intersection(frame.columns):
            frame[column] = given[column].reindex(frame.index)
        filled[name] = frame.reset_index()
    workspace = workspace.with_tables(filled)
    return workspace.having(tblReference=sample_reference(workspace))


def codes_about(workspace: Workspace, subject: str) -> set[str]:
    return {item.code for item in validate(workspace, BY).findings if item.subject == subject}


def with_value(workspace: Workspace, code: str, **changes: object) -> Workspace:
    values = workspace["tblValues"].copy()
    for key, value in changes.items():
        values.loc[values["code"] == code, key] = value
    return workspace.having(tblValues=values)


def test_complete_plausible_data_have_no_error(complete):
    assert [str(item) for item in validate(complete, BY).findings if item.is_error] == []


def test_a_half_ratio_is_an_error_that_names_the_missing_half(complete):
    spoiled = with_value(complete, "2.1.2", denominator=float("nan"))
    found = [item for item in validate(spoiled, BY).findings if item.subject == "2.1.2" and item.is_error]
    assert [item.code for item in found] == ["E415"]
    assert "mẫu số" in found[0].remedy


def test_a_denominator_of_zero_is_an_error(complete):
    assert "E416" in codes_about(with_value(complete, "2.1.2", denominator=0.0), "2.1.2")


def test_a_direct_value_that_contradicts_the_ratio_is_an_error(complete):
    assert "E429" in codes_about(with_value(complete, "2.1.2", direct=99.0), "2.1.2")


def test_a_value_without_a_status_is_an_error(complete):
    assert "E424" in codes_about(with_value(complete, "2.1.1", status=""), "2.1.1")


def test_a_value_outside_its_possible_range_is_an_error(complete):
    assert "E418" in codes_about(with_value(complete, "7.2.4", direct=1.2), "7.2.4")


def test_a_jump_since_last_year_is_a_warning(complete):
    assert "W419" in codes_about(with_value(complete, "2.1.1", previous=1.0), "2.1.1")


def test_a_value_outside_the_national_range_is_a_warning_that_tells_the_score(complete):
    found = [
        item
        for item in validate(with_value(complete, "2.1.1", direct=9.9), BY).findings
        if item.code == "W420"
    ]
    assert [item.subject for item in found] == ["2.1.1"]
    assert "100,00" in found[0].remedy


def test_a_numerator_that_is_a_base_figure_must_equal_it(complete):
    assert "E433" in codes_about(with_value(complete, "4.2.3", numerator=1.0), "4.2.3")


def test_a_reference_out_of_order_is_an_error(complete):
    reference = complete["tblReference"].copy()
    reference.loc[0, "maximum"] = reference.loc[0, "minimum"] - 1
    assert "E422" in codes_about(complete.having(tblReference=reference), reference.at[0, "code"])


def test_a_published_score_that_does_not_follow_from_its_pillars_is_an_error(complete):
    published = complete["tblPublished"].copy()
    row = (
        (published["province"] == "Bắc Ninh")
        & (published["year"] == 2025)
        & (published["component"] == "input")
    )
    published.loc[row, "score"] = 53.56
    found = [
        item for item in validate(complete.having(tblPublished=published), BY).findings if item.code == "E432"
    ]
    assert any("53,56" in item.found and "53,058" in item.found for item in found)


def test_the_published_scores_of_the_plan_agree_with_their_pillars(complete):
    assert [item for item in validate(complete, BY).findings if item.code == "E432"] == []


def test_a_row_that_was_deleted_is_missed(complete):
    values = complete["tblValues"]
    assert "E434" in codes_about(complete.having(tblValues=values[values["code"] != "3.1.1"]), "3.1.1")


def test_a_policy_in_force_without_a_document_is_a_warning(complete):
    policies = complete["tblPolicies"].copy()
    policies.loc[0, ["in_force", "documents"]] = ["Có", ""]
    assert "W430" in codes_about(complete.having(tblPolicies=policies), "1.1.1(1)")


def test_one_unanswered_policy_group_leaves_the_indicator_open(complete):

    policies = complete["tblPolicies"].copy()
    policies.loc[3, "in_force"] = ""
    value = complete.having(tblPolicies=policies)["tblValues"].set_index("code").at["1.1.1", "value"]
    assert value != value


def test_a_reason_given_for_a_warning_stays_when_the_data_are_checked_again(complete):
    jumped = with_value(complete, "2.1.1", previous=1.0)
    checked = validate(jumped, BY).state
    findings = checked["tblFindings"].copy()
    findings.loc[findings["code"] == "W419", "accepted"] = "Đã xác minh"
    again = validate(checked.having(tblFindings=findings), BY).state
    assert set(again["tblFindings"].loc[again["tblFindings"]["code"] == "W419", "accepted"]) == {
        "Đã xác minh"
    }


@pytest.mark.parametrize("made_up", LABELLED_TABLES)
def test_one_made_up_figure_makes_every_output_made_up(complete, made_up):
    assert complete.is_illustrative
    honest = complete.having(
        settings=complete.settings.having(as_of=date(2026, 3, 1)),
        **{name: complete.tables[name].assign(status=str(Status.ESTIMATED)) for name in LABELLED_TABLES},
    )
    assert not honest.is_illustrative
    assert not report_facts(honest).illustrative
    frame = honest.tables[made_up].copy()
    frame.loc[0, "status"] = str(Status.ILLUSTRATIVE)
    false = honest.having(**{made_up: frame})
    assert false.is_illustrative
    assert report_facts(false).illustrative


def labels(workspace: Workspace) -> dict[str, str]:
    """By code, how sure each figure is."""
    return dict(zip(workspace["tblValues"]["code"], workspace["tblValues"]["label"], strict=True))


class TestLabels:
    """A figure is made up as soon as something is from which it is worked out."""

    @pytest.fixture
    def honest(self, complete: Workspace) -> Workspace:
        """No row says that it is made up."""
        return complete.having(**{name: complete.tables[name].assign(status="") for name in LABELLED_TABLES})

    def test_what_nobody_made_up_is_nobodys_invention(self, honest: Workspace) -> None:
        assert set(labels(honest).values()) == {""}

    def test_a_count_of_made_up_policies_is_made_up(self, honest: Workspace) -> None:
        made_up = honest.tables["tblPolicies"].assign(status=str(Status.ILLUSTRATIVE))
        told = labels(honest.having(tblPolicies=made_up))
        assert [code for code, label in told.items() if label] == ["1.1.1"]
        (counted,) = (
            one for one in report_facts(honest.having(tblPolicies=made_up)).indicators if one.code == "1.1.1"
        )
        assert counted.label is Label.ILLUSTRATIVE
        appendix = pack_book._values(honest.having(tblPolicies=made_up), []).set_index("code")["status"]
        assert dict(appendix[appendix != ""]) == {"1.1.1": str(Status.ILLUSTRATIVE)}

    def test_a_ratio_to_a_made_up_base_figure_is_made_up(self, honest: Workspace) -> None:
        base = honest.tables["tblBase"].copy()
        base.loc[0, "status"] = str(Status.ILLUSTRATIVE)
        told = labels(honest.having(tblBase=base))
        indicators = honest.tables["tblIndicators"]
        users = set(indicators.loc[indicators["base"] == base.loc[0, "code"], "code"])
        assert users
        assert {code for code, label in told.items() if label} == users

    def test_a_figure_with_a_label_of_its_own_keeps_it(self, honest: Workspace) -> None:
        estimated = honest.tables["tblValues"].assign(status=str(Status.ESTIMATED))
        assert set(labels(honest.having(tblValues=estimated)).values()) == {str(Status.ESTIMATED)}


def test_what_is_mended_is_noted_as_gone_once(complete):
    wrong = validate(with_value(complete, "2.1.1", previous=1.0), BY).state
    assert "W419" in set(wrong["tblFindings"]["code"])
    mended = validate(
        with_value(wrong, "2.1.1", previous=complete["tblValues"].set_index("code").at["2.1.1", "previous"]),
        BY,
    ).state
    gone = mended["tblHistory"].query("command == 'Không còn'")["after"]
    assert ["W419 2.1.1" in text for text in gone] == [True]
    assert len(validate(mended, BY).state["tblHistory"].query("command == 'Không còn'")) == 1
