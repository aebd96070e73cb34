"""The forms that agencies receive."""

from openpyxl import load_workbook

from pii_xl.collect.form_content import form_contents
from pii_xl.layout.form import ENTERS
from pii_xl.workbook.books.form_book import build_form
from pii_xl.workbook.reading.form_file import read_form
from tests.collect.conftest import cell_of, row_of


def test_every_agency_that_leads_something_gets_one_form(workspace, contents):
    assert set(contents) == {
        "SKHCN", "STC", "SGDDT", "SCT", "SNNMT", "SNV", "STP", "CAT", "VPUB", "TTPVHCC", "BQLKCN", "TKT", "NHNN5", "NHCSXH",
    }  # fmt: skip


def test_each_indicator_is_entered_in_exactly_one_form(workspace, contents):
    entered = [
        code
        for content in contents.values()
        if "frmValues" in content.tables
        for code, role in zip(
            content.tables["frmValues"]["code"], content.tables["frmValues"]["role"], strict=True
        )
        if role == ENTERS
    ]
    assert sorted(entered) == sorted(code for code in workspace.framework.codes if code != "1.1.1")


def test_each_policy_item_is_entered_in_exactly_one_form(workspace, contents):
    entered = [
        code
        for content in contents.values()
        if "frmPolicies" in content.tables
        for code, role in zip(
            content.tables["frmPolicies"]["code"], content.tables["frmPolicies"]["role"], strict=True
        )
        if role == ENTERS
    ]
    assert sorted(entered) == sorted(policy.code for policy in workspace.framework.policies)


def test_a_form_shows_definition_unit_and_last_value(workspace, contents):
    content = contents["SGDDT"]
    row = content.tables["frmValues"].iloc[row_of(content, "frmValues", "2.1.2")]
    assert row["unit"] == "%"
    assert row["numerator_label"]
    assert row["previous"] == row["previous"]
    assert "học sinh" in (row["name"] + row["definition"]).lower()


def test_only_the_cells_to_fill_are_unlocked(filled_forms, contents):
    content = contents["TKT"]
    sheet = load_workbook(filled_forms / content.file_name)["Số liệu"]
    assert sheet.protection.sheet
    for row, record in enumerate(content.tables["frmValues"].to_dict("records")):
        ratio = bool(record["numerator_label"])
        assert sheet[cell_of("frmValues", row, "code")].protection.locked
        assert sheet[cell_of("frmValues", row, "numerator")].protection.locked is not ratio
        assert sheet[cell_of("frmValues", row, "direct")].protection.locked is ratio


def test_a_form_has_no_macros_and_says_whom_to_ask_and_when_it_is_due(filled_forms, contents):
    path = filled_forms / contents["SCT"].file_name
    guide = load_workbook(path)["Hướng dẫn"]
    text = " ".join(str(cell.value) for row in guide.iter_rows() for cell in row if cell.value)
    assert path.suffix == ".xlsx"
    assert "31/7/2025" in text
    assert "Sở Công Thương" in text
    assert "Sở Khoa học và Công nghệ" in text


def test_a_form_with_made_up_figures_says_so_on_every_sheet(filled_forms, contents):
    book = load_workbook(filled_forms / contents["SCT"].file_name)
    for sheet in book:
        if sheet.sheet_state == "visible":
            assert "MINH HỌA" in str(sheet["A3"].value), sheet.title


def test_a_blank_form_of_a_new_year_is_not_called_made_up(tmp_path):
    from pii_xl.workspace.new_year import new_workspace

    fresh = new_workspace()
    content = form_contents(fresh)[0]
    build_form(fresh, content, tmp_path / "phieu.xlsx")
    assert "MINH HỌA" not in str(load_workbook(tmp_path / "phieu.xlsx")["Số liệu"]["A3"].value)


def test_the_same_workspace_gives_the_same_bytes(workspace, contents, tmp_path):
    build_form(workspace, contents["STC"], tmp_path / "a.xlsx")
    build_form(workspace, contents["STC"], tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_blank_form_reads_back_as_it_was_made(workspace, contents, tmp_path):
    path = tmp_path / "phieu.xlsx"
    build_form(workspace, contents["BQLKCN"], path)
    form = read_form(path)
    assert form.identity == dict(contents["BQLKCN"].identity)
    assert [item for item in form.findings if item.is_error] == []
    assert list(form.reads["frmValues"].frame["code"]) == list(contents["BQLKCN"].tables["frmValues"]["code"])


def test_drop_downs_carry_vietnamese_prompts_and_alerts(filled_forms, contents):
    sheet = load_workbook(filled_forms / contents["STC"].file_name)["Số liệu"]
    rules = sheet.data_validations.dataValidation
    assert len(rules) >= 5
    for rule in rules:
        assert rule.promptTitle
        assert rule.error or rule.type in (None, "none")
