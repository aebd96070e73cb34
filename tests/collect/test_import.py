"""Returned forms: what goes in, what stays out, and what is said about it."""

import shutil
import zipfile
from datetime import date

import pytest
from openpyxl import load_workbook

from pii_xl.layout.form import FORM
from pii_xl.layout.parts import REASONS, MissingCode
from pii_xl.workbook.books.form_book import build_form
from tests.collect.conftest import DAY, cell_of, codes, imported, row_of, spoil


def value(workspace, code, key="value"):
    return workspace["tblValues"].set_index("code").at[code, key]


def first_own_task(content) -> int:
    """The row of the first task that no other agency answers too."""
    return next(
        row for row, code in enumerate(content.tables["frmTasks"]["code"]) if code.startswith("III.2")
    )


def test_all_good_forms_go_in_without_an_error(workspace, filled_forms, answers):
    result, found = imported(workspace, filled_forms)
    assert codes(found) == []
    table = result["tblValues"].set_index("code")
    given = answers.values.set_index("code")
    for code in workspace.framework.codes:
        if code != "1.1.1" and given.at[code, "missing"] == "":
            assert table.at[code, "value"] == table.at[code, "value"], code
    assert set(result["tblProgress"]["submitted"].notna()) == {True}


def test_every_value_says_where_it_came_from(workspace, form_of, contents):
    import hashlib

    path = form_of("SGDDT")
    result, _ = imported(workspace, path)
    row = result["tblValues"].set_index("code").loc["2.1.2"]
    sheet = load_workbook(path, data_only=True)[row["src_sheet"]]
    assert sheet[row["src_cell"]].value == pytest.approx(row["numerator"])
    assert row["src_sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (row["src_agency"], row["src_file"]) == ("Sở GD&ĐT", path.name)
    assert row["src_form"] == contents["SGDDT"].identity["form"]
    assert row["src_time"]


def test_importing_twice_changes_nothing(workspace, filled_forms):
    once, _ = imported(workspace, filled_forms)
    twice, found = imported(once, filled_forms)
    assert codes(found) == []
    for name in once.tables:
        assert once[name].equals(twice[name]), name


def test_a_renamed_sheet_refuses_the_form_and_names_the_sheet(workspace, form_of):
    path = form_of("SCT")
    book = load_workbook(path)
    book["Số liệu"].title = "Sheet1"
    book.save(path)
    result, found = imported(workspace, path)
    assert codes(found) == ["E201"]
    assert "Số liệu" in found[0].found
    assert found[0].file == path.name
    assert result["tblValues"].equals(workspace["tblValues"])


def test_a_missing_sheet_refuses_the_form(workspace, form_of):
    path = form_of("SCT")
    book = load_workbook(path)
    del book["Nhiệm vụ"]
    book.save(path)
    _, found = imported(workspace, path)
    assert codes(found) == ["E201"]


def test_a_renamed_column_refuses_the_form_and_names_the_column(workspace, form_of):
    path = form_of("SCT")
    spoil(path, "frmValues", -1, "numerator", "Số lượng")
    _, found = imported(workspace, path)
    assert codes(found) == ["E202"]
    assert "Tử số" in found[0].found


def test_a_removed_row_refuses_the_form_and_names_the_indicator(workspace, form_of, contents):
    path = form_of("SCT")
    book = load_workbook(path)
    book["Số liệu"].delete_rows(FORM.table("frmValues").row + 3)
    book.save(path)
    _, found = imported(workspace, path)
    assert codes(found) == ["E306"]
    assert list(contents["SCT"].tables["frmValues"]["code"])[1] in found[0].found


def test_a_code_that_does_not_exist_refuses_the_form_with_the_cell(workspace, form_of, contents):
    path = form_of("SCT")
    n = len(contents["SCT"].tables["frmValues"])
    cell = spoil(path, "frmValues", n, "code", "9.9.9")
    _, found = imported(workspace, path)
    assert codes(found) == ["E307"]
    assert (found[0].cell, found[0].sheet) == (cell, "Số liệu")
    assert "9.9.9" in found[0].found


def test_a_row_inserted_above_the_table_does_no_harm(workspace, form_of):
    path = form_of("SCT")
    book = load_workbook(path)
    book["Nhiệm vụ"].insert_rows(1, 2)
    book.save(path)
    result, found = imported(workspace, path)
    assert codes(found) == []
    assert (result["tblTasks"].set_index("agency").loc["Sở CT", "state"] != "").any()


def test_a_form_of_another_year_is_refused(workspace, form_of):
    path = form_of("SCT")
    book = load_workbook(path)
    identity = book["_pii"]
    next(row for row in identity.iter_rows() if row[0].value == "year")[1].value = "2024"
    book.save(path)
    _, found = imported(workspace, path)
    assert codes(found) == ["E302"]
    assert "2024" in found[0].found
    assert "2025" in found[0].expected


def test_a_file_that_is_no_workbook_is_refused_and_the_others_go_in(workspace, form_of, tmp_path):
    good = form_of("SCT")
    (tmp_path / "bao-cao.xlsx").write_text("không phải Excel")
    (tmp_path / "trong.xlsx").write_bytes(b"")
    result, found = imported(workspace, tmp_path)
    assert sorted(codes(found)) == ["E102", "E102"]
    assert {item.file for item in found if item.is_error} == {"bao-cao.xlsx", "trong.xlsx"}
    assert (result["tblValues"]["src_file"] == good.name).any()


def test_an_ordinary_workbook_is_not_a_form(workspace, tmp_path):
    from openpyxl import Workbook

    Workbook().save(tmp_path / "khac.xlsx")
    _, found = imported(workspace, tmp_path)
    assert codes(found) == ["E301"]


def test_two_different_forms_of_one_agency_are_both_left_out(workspace, form_of):
    first, second = form_of("SCT"), form_of("SCT", "SCT sua lai.xlsx")
    spoil(second, "frmTasks", 0, "result", "Bản sửa")
    result, found = imported(workspace, first, second)
    assert codes(found) == ["E303"]
    assert first.name in found[0].found
    assert second.name in found[0].found
    assert result["tblValues"].equals(workspace["tblValues"])


def test_the_same_form_twice_is_imported_once_with_a_warning(workspace, form_of, tmp_path):
    first = form_of("SCT")
    shutil.copy(first, tmp_path / "ban sao.xlsx")
    result, found = imported(workspace, first, tmp_path / "ban sao.xlsx")
    assert codes(found) == []
    assert "W304" in codes(found, "W")
    assert (result["tblValues"]["src_agency"] == "Sở CT").sum() == 3


def test_text_where_a_number_belongs_keeps_that_row_out_and_no_other(workspace, form_of, contents):
    path = form_of("SGDDT")
    row = row_of(contents["SGDDT"], "frmValues", "2.1.2")
    cell = spoil(path, "frmValues", row, "numerator", "khoảng 500 em")
    result, found = imported(workspace, path)
    assert codes(found) == ["E402"]
    item = next(item for item in found if item.is_error)
    assert (item.cell, item.sheet, item.subject) == (cell, "Số liệu", "2.1.2")
    assert "khoảng 500 em" in item.found
    assert item.remedy
    assert value(result, "2.1.2") != value(result, "2.1.2")
    assert value(result, "2.1.1") == value(result, "2.1.1")


def test_a_decimal_comma_typed_as_text_is_understood_and_said(workspace, form_of, contents):
    path = form_of("SGDDT")
    spoil(path, "frmValues", row_of(contents["SGDDT"], "frmValues", "2.1.1"), "direct", "6,85")
    result, found = imported(workspace, path)
    assert codes(found) == []
    assert "W404" in codes(found, "W")
    assert value(result, "2.1.1") == 6.85


@pytest.mark.parametrize("typed", ["1.234", "12,345"])
def test_a_text_number_that_may_mean_two_things_is_never_guessed(workspace, form_of, contents, typed):
    path = form_of("SGDDT")
    spoil(path, "frmValues", row_of(contents["SGDDT"], "frmValues", "2.1.2"), "numerator", typed)
    result, found = imported(workspace, path)
    assert codes(found) == ["E403"]
    assert value(result, "2.1.2") != value(result, "2.1.2")


def test_a_blank_is_an_error_and_never_a_zero(workspace, form_of, contents):
    path = form_of("SGDDT")
    row = row_of(contents["SGDDT"], "frmValues", "2.1.1")
    cell = spoil(path, "frmValues", row, "direct", None)
    result, found = imported(workspace, path)
    assert codes(found) == ["E413"]
    assert next(item for item in found if item.is_error).cell == cell
    assert value(result, "2.1.1") != value(result, "2.1.1")


def test_nothing_occurred_is_a_true_zero(workspace, form_of, contents):
    path = form_of("SGDDT")
    row = row_of(contents["SGDDT"], "frmValues", "2.1.2")
    spoil(path, "frmValues", row, "numerator", None)
    spoil(path, "frmValues", row, "denominator", None)
    spoil(path, "frmValues", row, "missing", "KPS")
    result, found = imported(workspace, path)
    assert codes(found) == []
    assert value(result, "2.1.2") == 0


def test_a_value_beside_a_missing_code_is_refused(workspace, form_of, contents):
    path = form_of("SGDDT")
    spoil(path, "frmValues", row_of(contents["SGDDT"], "frmValues", "2.1.1"), "missing", "CTH")
    result, found = imported(workspace, path)
    assert codes(found) == ["E414"]
    assert value(result, "2.1.1", "direct") != value(result, "2.1.1", "direct")


def test_a_share_above_one_hundred_percent_is_refused(workspace, form_of, contents):
    path = form_of("SGDDT")
    row = row_of(contents["SGDDT"], "frmValues", "2.1.2")
    spoil(path, "frmValues", row, "denominator", 10)
    _, found = imported(workspace, path)
    assert "E418" in codes(found)


def test_a_formula_error_is_an_error_and_not_a_blank(workspace, form_of, contents):
    path = form_of("SGDDT")
    cell = spoil(path, "frmValues", row_of(contents["SGDDT"], "frmValues", "2.1.1"), "direct", "=1/0")
    _, found = imported(workspace, path)
    assert "E401" in codes(found)
    assert cell in {item.cell for item in found if item.code == "E401"}


def test_a_wrong_choice_names_the_choices(workspace, form_of, contents):
    path = form_of("SCT")
    spoil(path, "frmTasks", 0, "state", "gần xong")
    _, found = imported(workspace, path)
    assert codes(found) == ["E408"]
    assert "Đang thực hiện" in next(item for item in found if item.is_error).expected


def test_evidence_for_an_unknown_indicator_is_refused_with_its_cell(workspace, form_of):
    path = form_of("SCT")
    cell = spoil(path, "frmEvidence", 0, "code", "8.1.1")
    _, found = imported(workspace, path)
    assert codes(found) == ["E412"]
    assert next(item for item in found if item.is_error).cell == cell


def test_a_resubmission_replaces_the_value_and_keeps_the_old_one_in_the_history(workspace, form_of, contents):
    first = form_of("SGDDT")
    before, _ = imported(workspace, first)
    again = form_of("SGDDT", "SGDDT lan 2.xlsx")
    spoil(again, "frmValues", row_of(contents["SGDDT"], "frmValues", "2.1.1"), "direct", 6.9)
    after, found = imported(before, again)
    assert value(after, "2.1.1") == 6.9
    assert "N309" in codes(found, "N")
    history = [row for row in after["tblHistory"].to_dict("records") if row["subject"] == "2.1.1"]
    assert [(row["subject"], row["day"], row["after"]) for row in history] == [("2.1.1", DAY, "6,9")]
    assert history[0]["before"]


def test_a_sharing_agency_that_disagrees_is_told_and_does_not_overwrite(workspace, form_of, contents):
    main, other = form_of("SNV"), form_of("TKT")
    row = row_of(contents["TKT"], "frmValues", "5.1.2")
    spoil(other, "frmValues", row, "numerator", 1)
    spoil(other, "frmValues", row, "status", "minh họa")
    result, found = imported(workspace, main, other)
    assert "W308" in codes(found, "W")
    assert result["tblValues"].set_index("code").at["5.1.2", "src_agency"] == "Sở NV"


def test_a_replaced_contact_is_closed_and_not_lost(workspace, form_of):
    first = form_of("SCT")
    before, _ = imported(workspace, first)
    again = form_of("SCT", "SCT doi dau moi.xlsx")
    spoil(again, "frmContacts", 0, "name", "Người mới (minh họa)")
    after, _ = imported(before, again)
    own = after["tblContacts"][after["tblContacts"]["agency"] == "Sở CT"]
    closed = own[own["valid_to"].notna()]
    assert len(closed) == 1
    assert "Người mới (minh họa)" in set(own.loc[own["valid_to"].isna(), "name"])


def test_text_that_looks_like_a_formula_stays_text_in_the_master(workspace, form_of, contents, tmp_path):
    from pii_xl.workbook.books.master_book import build_master

    path = form_of("SCT")
    book = load_workbook(path)
    cell = book["Nhiệm vụ"][cell_of("frmTasks", first_own_task(contents["SCT"]), "result")]
    cell.value = '=HYPERLINK("http://x","y")'
    cell.data_type = "s"
    book.save(path)
    result, _ = imported(workspace, path)
    target = tmp_path / "so.xlsm"
    build_master(result, target)
    assert '=HYPERLINK("http://x","y")' in set(result["tblTasks"]["result"])
    with zipfile.ZipFile(target) as package:
        assert not any(
            b"http://x" in package.read(name) for name in package.namelist() if "worksheets/sheet" in name
        )


def test_vietnamese_in_decomposed_form_reads_as_the_same_text(workspace, form_of, contents):
    import unicodedata

    path = form_of("SCT")
    row = first_own_task(contents["SCT"])
    spoil(path, "frmTasks", row, "state", unicodedata.normalize("NFD", "Hoàn thành"))
    row = first_own_task(contents["SCT"])
    spoil(path, "frmTasks", row, "result", unicodedata.normalize("NFD", "Đã trình Ủy ban"))
    result, found = imported(workspace, path)
    assert codes(found) == []
    own = result["tblTasks"][result["tblTasks"]["agency"] == "Sở CT"].iloc[0]
    assert (own["state"], own["result"]) == ("Hoàn thành", "Đã trình Ủy ban")


def register(path, row, **cells):
    """Write a document into a form's register."""
    for column, content in cells.items():
        spoil(path, "frmDocuments", row, column, content)


def test_any_agency_may_register_a_policy_document_of_any_group(workspace, form_of):
    path = form_of("CAT")
    policy = workspace.framework.policies[6]
    register(path, 0, group=f"{policy.code} {policy.name}", number="12/KH-UBND", issued=date(2025, 3, 5))
    register(path, 0, issuer="UBND tỉnh", title="Kế hoạch phát triển cụm công nghiệp")
    after, _ = imported(workspace, path)
    documents = after["tblPolicies"].set_index("code").at[policy.code, "documents"]
    assert "12/KH-UBND ngày 05/3/2025 của UBND tỉnh: Kế hoạch phát triển cụm công nghiệp" in documents


def test_documents_of_two_agencies_stand_in_one_group(workspace, form_of):
    policy = workspace.framework.policies[6]
    paths = [form_of("CAT"), form_of("SCT")]
    for path, number in zip(paths, ("12/KH-UBND", "34/QĐ-UBND"), strict=True):
        register(path, 0, group=f"{policy.code} {policy.name}", number=number, issued=date(2025, 3, 5))
    after, _ = imported(workspace, *paths)
    documents = after["tblPolicies"].set_index("code").at[policy.code, "documents"]
    assert "12/KH-UBND" in documents
    assert "34/QĐ-UBND" in documents


def test_a_document_after_the_cut_off_is_kept_and_asked_about(workspace, form_of):
    path = form_of("CAT")
    policy = workspace.framework.policies[0]
    group = f"{policy.code} {policy.name}"
    register(path, 0, group=group, number="99/KH-UBND", title="Kế hoạch", issued=date(2025, 8, 1))
    after, found = imported(workspace, path)
    (told,) = [item for item in found if item.code == "W444"]
    assert told.sheet == "Văn bản"
    assert told.cell
    documents = after["tblPolicies"].set_index("code").at[policy.code, "documents"]
    assert "chưa có hiệu lực tại ngày 30/6/2025" in documents


def test_a_document_of_an_unknown_group_is_refused_by_name_not_dropped(workspace, form_of):
    path = form_of("CAT")
    register(path, 0, group="1.1.1(99) Nhóm khác", number="99/KH-UBND", issued=date(2025, 3, 1))
    _, found = imported(workspace, path)
    assert any("1.1.1(99)" in item.found for item in found if item.is_error)


def test_a_document_beside_its_figure_goes_into_the_register_of_evidence(workspace, form_of, contents):
    path = form_of("SGDDT")
    row = row_of(contents["SGDDT"], "frmValues", "2.1.2")
    cell = spoil(path, "frmValues", row, "ev_number", "77/BC-SGDĐT")
    spoil(path, "frmValues", row, "ev_file", "2.1.2_bao-cao.pdf")
    after, _ = imported(workspace, path)
    evidence = after["tblEvidence"]
    (line,) = evidence[evidence["number"] == "77/BC-SGDĐT"].to_dict("records")
    assert line["code"] == "2.1.2"
    assert line["file"] == "2.1.2_bao-cao.pdf"
    assert (line["src_sheet"], line["src_cell"]) == ("Số liệu", cell)


def test_a_reason_in_words_is_kept_as_its_code(workspace, form_of, contents):
    path = form_of("STC")
    content = contents["STC"]
    row = row_of(content, "frmValues", "2.2.3")
    spoil(path, "frmValues", row, "direct", None)
    spoil(path, "frmValues", row, "missing", REASONS[MissingCode.UNAVAILABLE])
    after, _ = imported(workspace, path)
    assert after["tblValues"].set_index("code").at["2.2.3", "missing"] == MissingCode.UNAVAILABLE


def test_a_base_figure_with_a_reason_beside_it_stays_out(workspace, form_of):
    path = form_of("TKT")
    spoil(path, "frmBase", 0, "missing", REASONS[MissingCode.PENDING])
    after, found = imported(workspace, path)
    assert "E414" in codes(found)
    assert not after["tblBase"]["value"].iloc[0] > 0


def test_contacts_with_a_role_alone_are_no_contacts(workspace, contents, tmp_path):
    path = tmp_path / "phieu.xlsx"
    build_form(workspace, contents["STC"], path)
    after, found = imported(workspace, path)
    assert "E410" not in codes(found)
    assert not (after["tblContacts"]["agency"] == "Sở TC").any()
