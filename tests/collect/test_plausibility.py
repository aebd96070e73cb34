"""Figures in another unit than asked are questioned, the slip named, and nobody else is blamed for them."""

from dataclasses import replace

import pytest

from pii_xl.collect.checks import check_base, check_values
from pii_xl.collect.slips import Figure, slip_told
from pii_xl.layout.form_rules import UNUSUAL
from pii_xl.layout.parts import Status
from pii_xl.workspace.form_sheets import form_sheets
from pii_xl.year.framework import available_years, load_framework
from tests.collect.conftest import codes, imported, row_of, spoil

NONE = float("nan")


@pytest.mark.parametrize(
    ("figure", "told"),
    [
        (Figure(420_000, 410, NONE, NONE, 420_000, "tỷ đồng"), "triệu đồng: 420.000 → 420"),
        (Figure(0.42, 410, NONE, NONE, 0.42, "tỷ đồng"), "nghìn tỷ đồng: 0,42 → 420"),
        (Figure(3_620, NONE, 250_000, 2e7, 3_620, "người"), "nghìn người: 3.620 → 3.620.000"),
        (Figure(3.6, 3_568_000, NONE, NONE, 3.6, "người"), "triệu người: 3,6 → 3.600.000"),
        (Figure(0.042, 4.4, NONE, NONE, 0.042, "%"), "chưa nhân 100"),
        (
            Figure(6.14, 6_100, NONE, NONE, 6.14, "nghìn đồng/người/tháng"),
            "triệu đồng/người/tháng: 6,14 → 6.140",
        ),
        (Figure(95.5, 9.4, NONE, NONE, 955, "học sinh", "tử số"), "tử số"),
    ],
)
def test_a_slip_of_the_unit_is_named_with_what_the_figure_would_be(figure, told):
    assert told in slip_told(figure)


@pytest.mark.parametrize(
    "figure",
    [
        Figure(420, 410, NONE, NONE, 420, "tỷ đồng"),
        Figure(0, 410, NONE, NONE, 0, "tỷ đồng"),
        Figure(420, NONE, NONE, NONE, 420, "tỷ đồng"),
        Figure(420, NONE, 1, 1_000, 420, "tỷ đồng"),
        Figure(-3, 2.7, -30, 50, -3, "điểm"),
        Figure(3_000, 1_000, NONE, NONE, 3_000, "người"),
    ],
    ids=["as last year", "nil", "nothing known", "inside the band", "another sign", "three times as much"],
)
def test_a_figure_that_no_slip_explains_gets_no_guess(figure):
    assert slip_told(figure) == ""


@pytest.mark.parametrize("factor", [1e-3, 1e3, 1e6])
def test_every_amount_of_money_in_another_unit_is_found(factor):
    for indicator in load_framework(available_years()[-1]).base_figures:
        if "đồng" in indicator.unit:
            middle = (indicator.band_low * indicator.band_high) ** 0.5
            figure = Figure(middle * factor, middle, NONE, NONE, middle * factor, indicator.unit)
            assert "đồng" in slip_told(figure)


def test_every_base_figure_has_a_band_and_says_whence():
    for figure in load_framework(available_years()[-1]).base_figures:
        assert figure.band_low < figure.band_high
        assert figure.band_source


def test_the_bands_lie_within_what_is_possible():
    for one in load_framework(available_years()[-1]).indicators:
        if one.band_low is not None:
            assert one.minimum is None or one.minimum <= one.band_low, one.code
            assert one.maximum is None or one.band_high <= one.maximum, one.code


def asked_for(contents, code):
    """The agency in whose form an indicator stands."""
    return next(
        agency
        for agency, content in contents.items()
        if "frmValues" in content.tables and code in set(content.tables["frmValues"]["code"])
    )


def with_base(workspace, code, figure, previous=NONE):
    base = workspace["tblBase"].copy()
    base.loc[base["code"] == code, ["value", "previous"]] = [figure, previous]
    base.loc[base["code"] == code, "status"] = str(Status.ESTIMATED)
    return workspace.having(tblBase=base)


def test_a_base_figure_in_thousands_is_questioned_where_it_stands_and_no_row_that_uses_it(
    workspace, filled_forms
):
    complete, _ = imported(workspace, filled_forms)
    slipped = with_base(complete, "POPULATION", 3_620.0)
    (told,) = check_base(slipped)
    assert (told.code, told.subject) == ("W445", "POPULATION")
    assert "3.620.000" in told.remedy
    users = set(workspace["tblIndicators"].query("base == 'POPULATION'")["code"])
    asked = {item.subject for item in check_values(slipped) if item.code in ("W445", "W419")}
    assert users.isdisjoint(asked)
    assert slipped["tblValues"]["numerator"].equals(complete["tblValues"]["numerator"])


def test_when_the_base_figure_is_mended_the_rows_count_at_once(workspace, filled_forms):
    complete, _ = imported(workspace, filled_forms)
    right = complete["tblBase"].set_index("code").at["POPULATION", "value"]
    mended = with_base(with_base(complete, "POPULATION", 3_620.0), "POPULATION", right)
    assert check_base(mended) == []
    assert mended["tblValues"]["value"].equals(complete["tblValues"]["value"])


def test_a_jump_of_a_base_figure_is_questioned_too(workspace, filled_forms):
    complete, _ = imported(workspace, filled_forms)
    (told,) = check_base(with_base(complete, "COMMUNES", 99.0, previous=313.0))
    assert (told.code, told.subject) == ("W419", "COMMUNES")
    assert "Số gốc" in told.found


def test_an_unusual_value_is_asked_in_the_form_and_at_the_import_alike(workspace, form_of, contents):
    code = "7.2.3"
    agency = asked_for(contents, code)
    row = row_of(contents[agency], "frmValues", code)
    tables = dict(contents[agency].tables)
    frame = tables["frmValues"].copy()
    frame.loc[row, ["direct", "status", "previous"]] = [6.14, str(Status.ESTIMATED), NONE]
    form = replace(contents[agency], tables={**tables, "frmValues": frame})
    assert form_sheets(form.tables, workspace.settings).frame("frmValues").at[row, "check"] == UNUSUAL
    path = form_of(agency)
    spoil(path, "frmValues", row, "direct", 6.14)
    result, found = imported(workspace, path)
    assert codes(found) == []
    (told,) = (item for item in check_values(result) if (item.code, item.subject) == ("W445", code))
    assert "triệu đồng/người/tháng: 6,14 → 6.140" in told.remedy


def test_an_explanation_in_the_form_settles_the_question(workspace, contents):
    code = "7.2.3"
    agency = asked_for(contents, code)
    row = row_of(contents[agency], "frmValues", code)
    frame = contents[agency].tables["frmValues"].copy()
    told = [6.14, str(Status.ESTIMATED), NONE, "Theo công văn của Thống kê tỉnh"]
    frame.loc[row, ["direct", "status", "previous", "note"]] = told
    form = {**contents[agency].tables, "frmValues": frame}
    assert form_sheets(form, workspace.settings).frame("frmValues").at[row, "check"] != UNUSUAL


def test_the_sample_figures_of_a_whole_province_are_all_plausible(workspace, filled_forms):
    complete, _ = imported(workspace, filled_forms)
    assert [item for item in (*check_values(complete), *check_base(complete)) if item.code == "W445"] == []
