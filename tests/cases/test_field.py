"""Inputs from public bug reports that once fell: each is read rightly, or refused by name."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pii_xl.cli import _guarded
from pii_xl.file_door import import_into, validate_workbook
from pii_xl.ground.errors import Finding
from pii_xl.ledger.present import present
from pii_xl.ledger.reasons import Official
from pii_xl.workbook.books.master_book import build_master
from pii_xl.workbook.reading.master_file import read_master
from pii_xl.workspace.new_year import new_workspace
from pii_xl.workspace.workspace import Workspace

CASES = Path(__file__).parents[1] / "data" / "cases"
BY = Official(date(2025, 8, 1), "người thử")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("so") / "so.xlsm"
    build_master(present(new_workspace()), path)
    return path


def brought_in(template: Path, out: Path, *sources: str) -> list[Finding]:
    return import_into(template, [CASES / source for source in sources], out, BY)


def told(found: list[Finding]) -> set[tuple[str, str]]:
    return {(item.code, item.cell) for item in found if item.is_error}


def book(path: Path) -> Workspace:
    return read_master(path).workspace


def test_01_far_cell_aborts_process(template: Path, tmp_path: Path) -> None:
    out = tmp_path / "ra.xlsm"
    found = brought_in(template, out, "01_far_cell_aborts_process/folder")
    (far,) = (item for item in found if item.is_error and "XFD1048576" in item.found)
    assert far.file
    agencies = set(book(out)["tblSubmissions"]["file"])
    assert len(agencies) == 1
    assert far.file not in agencies


@pytest.mark.parametrize("name", ["strict.xlsx", "backslash.xlsx"])
def test_02_second_reader_blind(template: Path, tmp_path: Path, name: str) -> None:
    folder = "02_second_reader_blind"
    control = brought_in(template, tmp_path / "mau.xlsm", f"{folder}/plain.xlsx")
    found = brought_in(template, tmp_path / "ra.xlsm", f"{folder}/{name}")
    questions = {(item.code, item.cell) for item in control if item.code in ("E401", "W313")}
    assert questions == {("E401", "H7"), ("W313", "H9")}
    assert {(item.code, item.cell) for item in found if item.code in ("E401", "W313")} == questions
    assert book(tmp_path / "ra.xlsm")["tblSubmissions"]["saved"].iloc[0]


def test_03_folder_drops_files(template: Path, tmp_path: Path) -> None:
    out = tmp_path / "ra.xlsm"
    found = brought_in(template, out, "03_folder_drops_files/phieu-nhan")
    passed = {item.file for item in found if item.code == "W372"}
    read = set(book(out)["tblSubmissions"]["file"])
    assert {"PII-2025_VPUB.zip", "SO-TC"} <= passed
    assert {"PII-2025_SCT.xlsx", "PII-2025_TKT.ods"} <= read


def test_04_percent_typed(template: Path, tmp_path: Path) -> None:
    out = tmp_path / "ra.xlsm"
    found = brought_in(template, out, "04_percent_typed/PII-2025_TKT.xlsx")
    assert "W438" in {item.code for item in found}
    assert book(out)["tblValues"].set_index("code").at["7.1.4", "value"] == pytest.approx(2.09)


def test_05_csv_decimal_comma_dropped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "ra.csv"
    values = CASES / "05_csv_decimal_comma_dropped" / "values.csv"
    assert _guarded(["score-units", str(values), "--out", str(out)]) != 0
    printed = capsys.readouterr()
    assert "Dòng 2" in printed.out + printed.err
    assert not out.exists()


def test_07_year_typo_lost_later(template: Path, tmp_path: Path) -> None:
    out = tmp_path / "ra.xlsm"
    found = brought_in(template, out, "07_year_typo_lost_later/PII-2025_SCT.xlsx")
    assert "E440" in {item.code for item in found}
    again = validate_workbook(out, tmp_path / "lai.xlsm", BY)
    assert "E407" not in {item.code for item in again}
    assert "E440" in {item.code for item in again}


def test_08_legacy_encoding_unnoticed(template: Path, tmp_path: Path) -> None:
    found = brought_in(template, tmp_path / "ra.xlsm", "08_legacy_encoding_unnoticed/PII-2025_SCT.xlsx")
    assert "W441" in {item.code for item in found}


def test_24_two_errors_for_one_cell(template: Path, tmp_path: Path) -> None:
    out = tmp_path / "ra.xlsm"
    found = brought_in(template, out, "24_two_errors_for_one_cell/PII-2025_SCT.xlsx")
    (cell,) = {item.cell for item in found if item.code == "E403"}
    assert [item.code for item in found if item.is_error and item.cell == cell] == ["E403"]
    (subject,) = {item.subject for item in found if item.code == "E403"}
    again = validate_workbook(out, None, BY)
    assert [item.code for item in again if item.is_error and item.subject == subject] == ["E403"]


PAPERS = {
    "08_legacy_encoding_unnoticed/report.docx": ("báo cáo", {"ND30-58"}),
    "11_docx_plan_taken_for_letter/plan.docx": ("kế hoạch", set()),
    "11_docx_plan_taken_for_letter/plan_wrong_look.docx": ("kế hoạch", {"ND30-27"}),
    "12_docx_rule_line_typed/report.docx": ("báo cáo", set()),
    "12_docx_rule_line_typed/report_wrong_issuer.docx": ("báo cáo", {"ND30-18"}),
    "14_docx_recipients_in_next_row/invitation.docx": ("giấy mời", set()),
    "15_docx_bracket_over_two_lines/report.docx": ("báo cáo", set()),
    "16_docx_attached_papers/appendix_alone.docx": ("phụ lục rời", set()),
    "16_docx_attached_papers/attached_regulation.docx": ("quy chế ban hành kèm theo văn bản khác", set()),
    "16_docx_attached_papers/certified_copy.docx": ("bản sao y", set()),
    "18_docx_blanks_for_the_clerk/draft.docx": ("báo cáo", set()),
    "19_docx_word_online_and_strict/strict.docx": ("báo cáo", set()),
    "19_docx_word_online_and_strict/word_online.docx": ("báo cáo", set()),
    "22_docx_signature_without_table/report.docx": ("báo cáo", {"ND30-46", "ND30-47", "ND30-48"}),
    "23_docx_symbol_of_another_kind/report.docx": ("báo cáo", {"ND30-21"}),
    "23_docx_symbol_of_another_kind/report_unknown.docx": ("báo cáo", {"ND30-21"}),
}
"""What each paper is, and the rules that it breaks."""


@pytest.mark.parametrize(("name", "expected"), PAPERS.items(), ids=PAPERS)
def test_papers_are_taken_for_what_they_are_and_blamed_for_nothing_else(
    name: str, expected: tuple[str, set[str]]
) -> None:
    from docgen.rules import checked

    found = checked(CASES / name)
    assert (found.paper.name, {item.code for item in found.findings}) == expected


@pytest.mark.parametrize("name", [name for name, (_, rules) in PAPERS.items() if rules])
def test_the_copy_has_a_comment_at_every_place(name: str, tmp_path: Path) -> None:
    import docx

    from docgen.rules import checked

    out = tmp_path / "ghi-chu.docx"
    _guarded(["check-docx", str(CASES / name), "--out", str(out)])
    comments = "\n".join(comment.text for comment in docx.Document(str(out)).comments)
    for item in checked(CASES / name).findings:
        assert item.code in comments
        assert item.subject in comments
