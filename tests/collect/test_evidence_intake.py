"""Evidence as it comes in: every file is hashed and dated, and what does not fit is told, then and later."""

import hashlib
import shutil
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pii_xl.commands.evidence_folder import evidence_files
from pii_xl.commands.imports import import_forms
from pii_xl.commands.pack import APPENDIX, write_pack
from pii_xl.commands.validate import validate
from pii_xl.layout.form import FORM
from pii_xl.layout.words import EVIDENCE_FOLDER
from pii_xl.ledger.reasons import Official
from pii_xl.workbook.books.master_book import build_master
from pii_xl.workbook.reading.form_file import form_paths, read_forms
from pii_xl.workbook.reading.master_file import read_master
from tests.collect.conftest import saved, spoil
from tests.command_line import run

FIRST, LATER = date(2025, 10, 15), date(2025, 11, 3)


def take(workspace, forms, folder, day=FIRST):
    read, refused = read_forms(form_paths([forms]))
    return import_forms(workspace, read, refused, Official(day), list(evidence_files(folder)))


def codes(found) -> set[str]:
    return {item.code for item in found}


@pytest.fixture(scope="module")
def names(workspace, filled_forms) -> list[str]:
    """The names that the forms give, each once."""
    read, refused = read_forms(form_paths([filled_forms]))
    register = import_forms(workspace, read, refused, Official(FIRST)).state["tblEvidence"]
    return sorted({name for name in register["file"] if name})


@pytest.fixture
def folder(names, tmp_path) -> Path:
    """A folder with every file that a form names."""
    made = tmp_path / EVIDENCE_FOLDER
    made.mkdir()
    for name in names:
        (made / name).write_text(f"Nội dung của {name}", "utf-8")
    return made


@pytest.fixture
def taken(workspace, filled_forms, folder):
    return take(workspace, filled_forms, folder)


class TestReceived:
    def test_each_file_stands_in_the_register_with_its_fingerprint_and_day(self, taken, folder):
        register = taken.state["tblEvidence"]
        named = register[register["file"] != ""]
        assert len(named) > 20
        for row in named.to_dict("records"):
            content = (folder / row["file"]).read_bytes()
            assert (row["digest"], row["received"]) == (hashlib.sha256(content).hexdigest(), FIRST)
        assert taken.facts["evidence"] == len(named)
        assert not codes(taken.findings) & {"W383", "W384", "W339", "E337", "W345"}

    def test_it_outlives_checking_a_file_of_its_own_and_the_next_import(self, taken, filled_forms, tmp_path):
        before = taken.state["tblEvidence"]
        checked = validate(taken.state, Official(LATER)).state
        build_master(checked, tmp_path / "so.xlsm")
        again = read_master(tmp_path / "so.xlsm").workspace
        read, refused = read_forms(form_paths([filled_forms])[:1])
        last = import_forms(again, read, refused, Official(LATER)).state
        for later in (checked, again, last):
            found = later["tblEvidence"].set_index(["code", "file"])
            assert found["digest"].to_dict() == before.set_index(["code", "file"])["digest"].to_dict()
            assert set(found["received"].dropna()) == {FIRST}

    def test_issuer_and_pages_go_from_the_form_to_the_register_and_to_the_ministry(
        self, workspace, form_of, folder, tmp_path
    ):
        path = form_of("SKHCN")
        read = FORM.table("frmEvidence")
        code, name = "1.1.1(1)", "1.1.1(1)_van-ban.pdf"
        (folder / name).write_text("Văn bản", "utf-8")
        line = {"code": code, "number": "12/QĐ-UBND", "issuer": "UBND tỉnh", "file": name, "pages": 14}
        for column, content in line.items():
            spoil(path, read.name, read.spare_rows - 1, column, content)
        taken = take(workspace, path, folder)
        row = taken.state["tblEvidence"].set_index("file").loc[name]
        assert (row["issuer"], row["pages"]) == ("UBND tỉnh", 14)
        write_pack(taken.state, folder, tmp_path / "goi")
        sheet = load_workbook(tmp_path / "goi" / APPENDIX)["Minh chứng"]
        rows = list(sheet.iter_rows(values_only=True))
        header, *rows = rows[next(at for at, row in enumerate(rows) if row[0] == "Mã") :]
        sent = [dict(zip(header, r, strict=True)) for r in rows]
        (told,) = [r for r in sent if r["Số, ký hiệu văn bản"] == "12/QĐ-UBND"]
        assert (told["Cơ quan ban hành"], told["Số trang"]) == ("UBND tỉnh", 14)

    def test_a_document_without_a_page_is_questioned_at_its_cell(self, workspace, form_of, folder):
        path = form_of("SKHCN")
        table = FORM.table("frmEvidence")
        for column, content in {"code": "2.1.2", "file": "a.pdf", "pages": 0}.items():
            cell = spoil(path, table.name, table.spare_rows - 1, column, content)
        (wrong,) = [item for item in take(workspace, path, folder).findings if item.cell == cell]
        assert (wrong.code, wrong.sheet) == ("E406", table.sheet)

    def test_the_same_files_again_change_nothing(self, taken, filled_forms, folder):
        again = take(taken.state, filled_forms, folder, LATER)
        assert again.facts["evidence"] == 0
        assert again.state["tblEvidence"].equals(taken.state["tblEvidence"])


class TestTold:
    def test_a_file_that_changed_since_it_came_when_it_comes_again_and_in_the_pack(
        self, taken, filled_forms, folder, names, tmp_path
    ):
        (folder / names[0]).write_text("bản khác", "utf-8")
        (packed,) = [i for i in write_pack(taken.state, folder, tmp_path / "goi") if i.code == "W384"]
        again = take(taken.state, filled_forms, folder, LATER)
        (told,) = [item for item in again.findings if item.code == "W384"]
        assert packed.found == told.found
        assert names[0] in told.found
        assert "15/10/2025" in told.found
        register = again.state["tblEvidence"].set_index("file")
        assert register.at[names[0], "received"] == LATER
        assert register.at[names[1], "received"] == FIRST
        assert "W384" not in codes(write_pack(again.state, folder, tmp_path / "goi-2"))

    def test_a_file_that_has_not_come_until_it_comes(self, workspace, filled_forms, folder, names):
        kept = (folder / names[0]).read_bytes()
        (folder / names[0]).unlink()
        first = take(workspace, filled_forms, folder)
        assert [item.found for item in first.findings if item.code == "W383"] != []
        assert {item.found for item in first.findings if item.code == "W383"} == {
            item.found for item in validate(first.state, Official(FIRST)).findings if item.code == "W383"
        }
        assert all(names[0] in item.found for item in first.findings if item.code == "W383")
        (folder / names[0]).write_bytes(kept)
        second = take(first.state, filled_forms, folder, LATER)
        assert "W383" not in codes(second.findings) | codes(validate(second.state, Official(LATER)).findings)

    def test_nothing_of_files_where_no_folder_was_given(self, workspace, filled_forms):
        read, refused = read_forms(form_paths([filled_forms]))
        outcome = import_forms(workspace, read, refused, Official(FIRST))
        assert not codes(validate(outcome.state, Official(FIRST)).findings) & {"W383", "W384"}

    def test_one_document_under_two_codes(self, workspace, filled_forms, folder, names):
        other = next(name for name in names if name[:5] != names[0][:5])
        shutil.copyfile(folder / names[0], folder / other)
        assert "W339" in codes(take(workspace, filled_forms, folder).findings)

    def test_two_files_of_one_name_are_nobodys(self, workspace, filled_forms, folder, names):
        (folder / "lan-2").mkdir()
        (folder / "lan-2" / names[0]).write_text("bản khác", "utf-8")
        outcome = take(workspace, filled_forms, folder)
        assert {"E337", "W383"} <= codes(outcome.findings)
        assert outcome.state["tblEvidence"].set_index("file").at[names[0], "digest"] == ""

    def test_a_file_that_no_form_names(self, workspace, filled_forms, folder):
        (folder / "la.pdf").write_text("x", "utf-8")
        assert "W345" in codes(take(workspace, filled_forms, folder).findings)


class TestCommandLine:
    @pytest.fixture
    def book(self, workspace, tmp_path) -> Path:
        return saved(workspace, tmp_path)

    def test_the_folder_beside_the_forms_is_taken_or_the_one_that_is_named(
        self, book, filled_forms, folder, tmp_path
    ):
        forms = tmp_path / "phieu-nhan"
        shutil.copytree(filled_forms, forms)
        import_ = ("import", book, forms, "--date", "2025-10-15", "--out")
        assert run(*import_, tmp_path / "a.xlsm", "--evidence", folder) == 0
        shutil.move(folder, forms / EVIDENCE_FOLDER)
        assert run(*import_, tmp_path / "b.xlsm") == 0
        first, second = (read_master(tmp_path / name).workspace for name in ("a.xlsm", "b.xlsm"))
        assert (first["tblEvidence"]["digest"] != "").any()
        assert first["tblEvidence"]["digest"].equals(second["tblEvidence"]["digest"])

    def test_a_folder_that_is_not_there_is_told_and_nothing_written(
        self, book, filled_forms, tmp_path, capsys
    ):
        out = tmp_path / "a.xlsm"
        code = run(
            "import",
            book,
            filled_forms,
            "--out",
            out,
            "--evidence",
            tmp_path / "không có",
        )
        assert code != 0
        assert "E101" in capsys.readouterr().err
        assert not out.exists()
