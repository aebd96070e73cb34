"""The forms that agencies receive."""

from openpyxl import load_workbook

from pii_xl.collect.form_content import form_contents
from pii_xl.collect.last_year import prefilled
from pii_xl.layout.form import ENTERS, FORM
from pii_xl.workbook.books.form_book import build_form
from pii_xl.workbook.reading.form_file import read_form
from pii_xl.workspace.new_year import new_workspace
from pii_xl.workspace.registry import registry_of
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


def test_an_agency_that_leads_nothing_still_gets_a_form_for_the_tasks_of_all(workspace):
    registry = registry_of(workspace)
    listed = set(workspace["tblProgress"]["agency"])
    other = next(one for one in registry.agencies if not one.is_collective and one.short not in listed)
    more = workspace.adding("tblProgress", [{"agency": other.short}])
    (content,) = (one for one in form_contents(more) if one.agency.code == other.code)
    assert "frmValues" not in content.tables
    assert {"III.1.a", "IV.2.a"} <= set(content.tables["frmTasks"]["code"])


def test_last_years_workbook_fills_the_forms_of_the_next_year(workspace, contents, answers):
    from pii_xl.demo.sample_data import with_sample_data

    before = with_sample_data(workspace)
    fresh = form_contents(new_workspace())
    (blank,) = (one for one in fresh if one.agency.code == "SGDDT")
    content = prefilled(blank, before)
    row = content.tables["frmValues"].iloc[row_of(content, "frmValues", "2.1.2")]
    assert row["previous"] == before["tblValues"].set_index("code").at["2.1.2", "value"]
    assert row["numerator"] != row["numerator"]
    assert set(content.tables["frmContacts"]["name"]) > set()
    assert (content.tables["frmTasks"]["state"] == "").all()
    assert content.tables["frmTasks"]["result"].astype(bool).any()


def test_a_real_form_speaks_of_no_made_up_figures_keys_or_doubts_about_the_plan(tmp_path):
    fresh = new_workspace()
    for content in form_contents(fresh):
        path = tmp_path / content.file_name
        build_form(fresh, content, path)
        book = load_workbook(path)
        texts = [
            str(cell.value) for sheet in book if sheet.sheet_state == "visible" for row in sheet for cell in row
            if cell.value and not str(cell.value).startswith("=")
        ]  # fmt: skip
        offered = [rule.formula1 for sheet in book for rule in sheet.data_validations.dataValidation]
        for word in ("minh họa", "in nhầm", "khả năng cao", "số liệu nền", "KPS", "TWC", "POPULATION"):
            assert [text for text in texts if word in text and text != word] == [], (
                content.agency.code,
                word,
            )
            assert not any(word in str(choice) for choice in offered), word


def test_figure_unit_last_value_verdict_and_remark_are_in_view_on_a_small_screen():
    width = SMALL_SCREEN - ROW_HEADINGS - SCROLL_BAR
    keys = FORM.table("frmValues").keys
    shown = FORM.table("frmValues").columns[: keys.index("note") + 1]
    assert {"need", "previous", "numerator", "denominator", "direct", "check", "note"} <= {
        c.key for c in shown
    }
    assert sum(PIXELS_A_LETTER * column.width + CELL_MARGIN for column in shown) <= width


SMALL_SCREEN, ROW_HEADINGS, SCROLL_BAR = 1366, 26, 18
PIXELS_A_LETTER, CELL_MARGIN = 7, 5


def test_the_cursor_stands_on_the_first_figure_and_the_guide_leads_to_every_sheet(filled_forms, contents):
    content = contents["SGDDT"]
    book = load_workbook(filled_forms / content.file_name)
    assert book.active.title == "Hướng dẫn"
    assert book["Số liệu"].sheet_view.selection[-1].activeCell == cell_of("frmValues", 0, "direct")
    targets = {cell.hyperlink.location for row in book["Hướng dẫn"] for cell in row if cell.hyperlink}
    for sheet in ("Số liệu", "Nhiệm vụ", "Đầu mối", "Bản in ký"):
        assert any(sheet in target for target in targets), sheet
