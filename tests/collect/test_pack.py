"""The ministry pack: appendix = online form = evidence."""

import csv
import hashlib
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pii_xl.collect.evidence import compare_online
from pii_xl.commands.evidence_folder import evidence_files
from pii_xl.commands.pack import APPENDIX, LETTER, read_online, write_pack
from pii_xl.commands.sent_pack import HISTORY_COMMAND, MANIFEST
from pii_xl.ground.errors import DataError
from pii_xl.ground.frames import records
from pii_xl.layout.words import EVIDENCE_FOLDER
from pii_xl.workbook.reading.master_file import read_master
from tests.collect.conftest import imported, saved
from tests.command_line import run


@pytest.fixture(scope="module")
def collected(workspace, filled_forms):
    result, _ = imported(workspace, filled_forms)
    return result


@pytest.fixture
def evidence(collected, tmp_path) -> Path:
    """A folder with every registered file."""
    folder = tmp_path / "minh-chung"
    folder.mkdir()
    for name in collected["tblEvidence"]["file"]:
        if name:
            (folder / name).write_text(f"Nội dung của {name}", "utf-8")
    return folder


def codes(found) -> set[str]:
    return {item.code for item in found}


def online_of(collected, path: Path, **changes: str) -> Path:
    values = {str(row["code"]): row["value"] for row in collected["tblValues"].to_dict("records")}
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(["code", "value"])
        for code, value in values.items():
            shown = "" if value != value else repr(float(value))
            writer.writerow([code, changes.get(code.replace(".", "_"), shown)])
    return path


def test_the_pack_has_appendix_letter_manifest_and_evidence_named_by_code(collected, evidence, tmp_path):
    out = tmp_path / "goi"
    write_pack(collected, evidence, out)
    assert {path.name for path in out.iterdir()} == {
        "phu-luc-so-lieu.xlsx",
        LETTER,
        MANIFEST,
        EVIDENCE_FOLDER,
    }
    rows = list(csv.DictReader((out / MANIFEST).read_text("utf-8-sig").splitlines()))
    assert {row["tệp"] for row in rows if not row["mã"]} == {APPENDIX, LETTER}
    for row in rows:
        path = out / row["tệp"]
        assert hashlib.sha256(path.read_bytes()).hexdigest() == row["sha256"]
        assert path.name.startswith(row["mã"] + "_") or not row["mã"]
    proofs = {f"{EVIDENCE_FOLDER}/{path.name}" for path in (out / EVIDENCE_FOLDER).iterdir()}
    assert proofs
    assert proofs == {row["tệp"] for row in rows if row["mã"]}


def test_the_appendix_holds_every_indicator_and_says_that_figures_are_made_up(collected, evidence, tmp_path):
    write_pack(collected, evidence, tmp_path / "goi")
    sheet = load_workbook(tmp_path / "goi" / "phu-luc-so-lieu.xlsx")["Số liệu"]
    assert "MINH HỌA" in sheet["A3"].value
    rows = {row[0].value: row for row in sheet.iter_rows(min_row=6) if row[0].value}
    assert list(rows) == list(collected.framework.codes)
    expected = collected["tblValues"].set_index("code").at["2.1.2", "value"]
    assert rows["2.1.2"][5].value == pytest.approx(expected)


def test_a_registered_file_that_is_not_there_is_an_error_that_names_the_agency(collected, evidence, tmp_path):
    lost = next(name for name in collected["tblEvidence"]["file"] if name)
    (evidence / lost).unlink()
    found = write_pack(collected, evidence, tmp_path / "goi")
    item = next(item for item in found if item.code == "E341")
    assert lost in item.found


def test_an_empty_file_proves_nothing(collected, evidence, tmp_path):
    name = next(name for name in collected["tblEvidence"]["file"] if name)
    (evidence / name).write_bytes(b"")
    assert "E342" in codes(write_pack(collected, evidence, tmp_path / "goi"))


def test_a_file_nobody_registered_is_told_and_stays_out(collected, evidence, tmp_path):
    (evidence / "2.1.2_thừa.pdf").write_text("x")
    (evidence / "8.8.8_lạ.pdf").write_text("x")
    found = write_pack(collected, evidence, tmp_path / "goi")
    assert {"W345", "E344"} <= codes(found)
    assert not [path for path in (tmp_path / "goi" / EVIDENCE_FOLDER).iterdir() if "thừa" in path.name]


def test_a_value_without_evidence_is_told(collected, evidence, tmp_path):
    for path in evidence.iterdir():
        path.unlink()
    assert "W421" in codes(write_pack(collected, evidence, tmp_path / "goi"))


def test_an_online_form_that_agrees_gives_no_finding(collected, evidence, tmp_path):
    online = online_of(collected, tmp_path / "bieu.csv")
    found = write_pack(collected, evidence, tmp_path / "goi", online)
    assert not codes(found) & {"E346", "E347", "E348"}


@pytest.mark.parametrize(("typed", "code"), [("0.5", "E348"), ("", "E346")])
def test_an_online_form_that_differs_is_told_indicator_by_indicator(
    collected, evidence, tmp_path, typed, code
):
    online = online_of(collected, tmp_path / "bieu.csv", **{"2_1_2": typed})
    found = write_pack(collected, evidence, tmp_path / "goi", online)
    assert [item.subject for item in found if item.code == code] == ["2.1.2"]


@pytest.mark.parametrize(
    ("code", "apart", "told"),
    [("6.2.4", 0.0004, False), ("6.2.4", 0.002, True), ("4.1.3", 0.004, False), ("4.1.3", 0.01, True)],
)
def test_figures_agree_when_they_differ_by_less_than_half_of_the_last_declared_digit(
    collected, code, apart, told
):
    values = dict(zip(*(collected["tblValues"][key] for key in ("code", "value")), strict=True))
    online = {one: None if value != value else value + apart * (one == code) for one, value in values.items()}
    assert [item.subject for item in compare_online(collected, online)] == [code] * told


def test_a_form_with_every_figure_rounded_to_its_declared_digits_agrees(collected):
    rows = collected["tblValues"]
    digits = {indicator.code: indicator.decimals for indicator in collected.framework.indicators}
    online = {
        code: None if value != value else round(value, digits[code])
        for code, value in zip(rows["code"], rows["value"], strict=True)
    }
    assert compare_online(collected, online) == []


@pytest.mark.parametrize(
    "text", ["mã,giá trị\n1.1.1,1\n", "code,value\n1.1.1,mười\n", "code,value\n1.1.1,1.234\n"]
)
def test_an_online_form_that_cannot_be_read_is_explained(text, tmp_path):
    path = tmp_path / "bieu.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(DataError) as raised:
        read_online(path)
    assert raised.value.code == "E349"


def test_the_same_evidence_gives_the_same_pack(collected, evidence, tmp_path):
    write_pack(collected, evidence, tmp_path / "a")
    write_pack(collected, evidence, tmp_path / "b")
    names = sorted(path.relative_to(tmp_path / "a") for path in (tmp_path / "a").rglob("*") if path.is_file())
    assert names
    assert all((tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes() for name in names)


def test_lock_files_are_no_evidence(evidence):
    (evidence / "~$khoa.docx").write_text("x")
    assert "~$khoa.docx" not in {file.name for file in evidence_files(evidence)}


def test_what_is_marked_as_lacking_is_not_sent_and_is_named(collected, evidence, tmp_path):
    register = collected.tables["tblEvidence"].copy()
    register.loc[0, "state"] = "Thiếu"
    name = register.loc[0, "file"]
    found = write_pack(collected.having(tblEvidence=register), evidence, tmp_path / "goi")
    assert name in next(item.found for item in found if item.code == "W338")
    assert name not in (tmp_path / "goi" / MANIFEST).read_text("utf-8-sig")


def test_one_document_for_two_codes_and_two_documents_of_one_name_are_told(collected, evidence, tmp_path):
    names = [name for name in collected["tblEvidence"]["file"] if name]
    (evidence / names[1]).write_bytes((evidence / names[0]).read_bytes())
    (evidence / "khac").mkdir()
    (evidence / "khac" / names[2]).write_text("nội dung khác", "utf-8")
    found = {item.code: item.found for item in write_pack(collected, evidence, tmp_path / "goi")}
    assert names[0] in found["W339"] or names[1] in found["W339"]
    assert names[2] in found["E337"]


def test_links_that_lead_out_of_the_folder_are_not_followed(collected, evidence, tmp_path):
    secret = tmp_path / "ngoai.pdf"
    secret.write_text("ngoài thư mục", "utf-8")
    name = next(name for name in collected["tblEvidence"]["file"] if name)
    (evidence / name).unlink()
    (evidence / name).symlink_to(secret)
    found = write_pack(collected, evidence, tmp_path / "goi")
    assert name in next(item.found for item in found if item.code == "E341")


def test_the_online_table_is_read_strictly(tmp_path):
    path = tmp_path / "o.csv"
    for content in ("code,value\n2.1.1,1\n2.1.1,2\n", "code,value\n2.1.1\n"):
        path.write_text(content, "utf-8")
        with pytest.raises(DataError):
            read_online(path)
    path.write_text("code;value\n2.1.1;1,5\n", "utf-8")
    assert read_online(path) == {"2.1.1": 1.5}


class TestAgainstTheLastPack:
    """What was sent stays as it was sent, and the next pack says what differs."""

    @pytest.fixture
    def sent(self, collected, evidence, tmp_path) -> Path:
        write_pack(collected, evidence, tmp_path / "goi-1")
        return tmp_path / "goi-1"

    def again(self, collected, evidence, sent):
        found = write_pack(collected, evidence, sent.with_name("goi-2"), sent=sent)
        return [item for item in found if item.code in ("E378", "W379", "N380", "E381", "W382")]

    def test_nothing_is_said_when_nothing_changed(self, collected, evidence, sent):
        assert self.again(collected, evidence, sent) == []

    def test_a_file_changed_since_is_named(self, collected, evidence, sent):
        changed = next(evidence.iterdir())
        changed.write_text("bản sửa", "utf-8")
        told = self.again(collected, evidence, sent)
        assert {item.code for item in told} == {"W379"}
        assert all(changed.name in item.found for item in told)

    def test_a_file_that_is_gone_is_named(self, collected, evidence, sent):
        gone = next(evidence.iterdir())
        gone.unlink()
        told = self.again(collected, evidence, sent)
        assert {item.code for item in told} == {"W382"}
        assert all(gone.name in item.found for item in told)

    def test_a_new_file_is_named(self, collected, evidence, tmp_path):
        new = next(evidence.iterdir())
        content = new.read_bytes()
        new.unlink()
        write_pack(collected, evidence, tmp_path / "goi-0")
        new.write_bytes(content)
        told = self.again(collected, evidence, tmp_path / "goi-0")
        assert {item.code for item in told} == {"N380"}

    def test_evidence_that_somebody_changed_in_the_pack_is_told(self, collected, evidence, sent):
        next((sent / EVIDENCE_FOLDER).iterdir()).write_bytes(b"khac")
        assert {item.code for item in self.again(collected, evidence, sent)} == {"E378"}

    @pytest.mark.parametrize("name", [APPENDIX, LETTER])
    def test_the_appendix_and_the_letter_that_were_sent_are_frozen_too(self, collected, evidence, sent, name):
        (sent / name).write_bytes(b"khac")
        (told,) = self.again(collected, evidence, sent)
        assert (told.code, told.facts["name"]) == ("E378", name)

    def test_a_file_taken_out_of_the_pack_is_told(self, collected, evidence, sent):
        next((sent / EVIDENCE_FOLDER).iterdir()).unlink()
        assert {item.code for item in self.again(collected, evidence, sent)} == {"E378"}

    def test_a_manifest_that_points_out_of_the_pack_reads_nothing_there(self, collected, evidence, sent):
        rows = (sent / MANIFEST).read_text("utf-8-sig").splitlines()
        rows[-1] = rows[-1].replace(f"{EVIDENCE_FOLDER}/", "../../../etc/")
        (sent / MANIFEST).write_text("\n".join(rows), "utf-8")
        (told,) = self.again(collected, evidence, sent)
        assert told.code == "E378"

    def test_a_folder_that_is_no_pack_is_refused_and_nothing_is_written(self, collected, evidence, tmp_path):
        (tmp_path / "khac").mkdir()
        with pytest.raises(DataError) as told:
            write_pack(collected, evidence, tmp_path / "goi", sent=tmp_path / "khac")
        assert told.value.code == "E381"
        assert not (tmp_path / "goi").exists()


class TestRegistered:
    """What was packed is told in a new workbook, when one is asked for."""

    @pytest.fixture
    def book(self, collected, tmp_path) -> Path:
        return saved(collected, tmp_path)

    def test_the_new_workbook_tells_of_the_pack_and_the_old_one_stays(self, book, evidence, tmp_path, capsys):
        before, new = book.read_bytes(), tmp_path / "moi.xlsm"
        run("pack", book, evidence, "--out", tmp_path / "goi", "--book", new)
        assert f"Đã ghi {new}" in capsys.readouterr().out
        line = records(read_master(new).workspace["tblHistory"])[-1]
        digest = hashlib.sha256((tmp_path / "goi" / MANIFEST).read_bytes()).hexdigest()
        assert (line["command"], line["file"]) == (HISTORY_COMMAND, "goi")
        assert digest in line["after"]
        assert book.read_bytes() == before

    def test_where_the_new_workbook_cannot_be_written_there_is_no_pack_either(
        self, book, evidence, tmp_path, capsys
    ):
        assert run("pack", book, evidence, "--out", tmp_path / "goi", "--book", book) != 0
        assert "E104" in capsys.readouterr().err
        assert not (tmp_path / "goi").exists()
