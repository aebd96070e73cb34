"""A form is not believed about itself: what was pre-filled is compared with what was sent."""

import pytest

from pii_xl.layout.form import ENTERS, FORM
from tests import office
from tests.collect.conftest import codes, imported, row_of, spoil
from tests.collect.test_import import value
from tests.hostile.kinds import book_change, identity

LEAD, CODE = "SGDDT", "2.1.2"


def test_forms_as_they_were_sent_raise_no_question(workspace, filled_forms):
    _, found = imported(workspace, filled_forms)
    assert {"E374", "W373", "W376", "E375", "E377"}.isdisjoint(codes(found, "E") + codes(found, "W"))


@pytest.mark.libreoffice
def test_a_form_saved_by_another_program_is_still_as_it_was_sent(workspace, form_of, tmp_path):
    path = office.recalculate(form_of(LEAD), tmp_path / "lai")
    _, found = imported(workspace, path)
    assert codes(found) == []
    assert {"W373", "W376"}.isdisjoint(codes(found, "W"))


@pytest.mark.parametrize("key", ["need", "unit", "name", "numerator_label", "denominator_label", "scale"])
def test_a_figure_whose_name_or_unit_was_changed_stays_out(workspace, form_of, contents, key):
    path = form_of(LEAD)
    row = row_of(contents[LEAD], "frmValues", CODE)
    spoil(path, "frmValues", row, key, 7 if key == "scale" else "nghìn học sinh")
    result, found = imported(workspace, path)
    (told,) = (item for item in found if item.code == "E374")
    assert told.subject == CODE
    assert FORM.table("frmValues")[key].header in told.found
    assert ("7" if key == "scale" else "nghìn học sinh") in told.found
    assert value(result, CODE) != value(result, CODE)


def test_a_base_figure_whose_unit_was_changed_stays_out(workspace, form_of, contents):
    code, agency = "GRDP", "TKT"
    path = form_of(agency)
    spoil(path, "frmBase", row_of(contents[agency], "frmBase", code), "unit", "triệu đồng")
    result, found = imported(workspace, path)
    assert [item.subject for item in found if item.code == "E374"] == [code]
    figure = result["tblBase"].set_index("code").at[code, "value"]
    assert figure != figure


@pytest.mark.parametrize("key", ["previous", "definition", "low", "high", "local"])
def test_another_changed_cell_is_named_and_the_figure_goes_in(workspace, form_of, contents, key):
    path = form_of(LEAD)
    row = row_of(contents[LEAD], "frmValues", CODE)
    before = contents[LEAD].tables["frmValues"].at[row, key]
    spoil(path, "frmValues", row, key, "khác" if isinstance(before, str) else 55.5)
    result, found = imported(workspace, path)
    if before == before and before != "":
        (told,) = (item for item in found if item.code == "W373")
        assert FORM.table("frmValues")[key].header in told.found
    else:
        assert [item.subject for item in found if item.code == "W376"] == [CODE]
    assert value(result, CODE) == value(result, CODE)


def test_a_co_lead_that_calls_itself_the_entering_agency_does_not_become_it(workspace, form_of, contents):
    agency, row, code = next(
        (agency, row, str(code))
        for agency, content in contents.items()
        if "frmValues" in content.tables
        for row, (code, role) in enumerate(
            zip(content.tables["frmValues"]["code"], content.tables["frmValues"]["role"], strict=True)
        )
        if role != ENTERS
    )
    path = form_of(agency)
    spoil(path, "frmValues", row, "role", ENTERS)
    _, found = imported(workspace, path)
    assert [item.subject for item in found if item.code == "E413"] == []
    entering = workspace["tblValues"].set_index("code").at[code, "agency"]
    assert entering != contents[agency].agency.short


@pytest.mark.parametrize(
    ("key", "content"), [("agency", "SCT"), ("frmValues", "2.1.1;2.1.2;4.1.1"), ("version", "9.9")]
)
def test_a_form_whose_identity_was_changed_is_refused(workspace, form_of, key, content):
    path = form_of(LEAD)
    book_change(identity(key, content))(path, 0)
    result, found = imported(workspace, path)
    assert codes(found) in (["E375"], ["E306"])
    assert result["tblValues"].equals(workspace["tblValues"])


def test_a_form_of_another_province_is_refused_by_name(workspace, form_of):
    path = form_of(LEAD)
    book_change(identity("province", "Hưng Yên"))(path, 0)
    result, found = imported(workspace, path)
    assert codes(found) == ["E377"]
    assert "Hưng Yên" in str(found[0])
    assert result["tblValues"].equals(workspace["tblValues"])
