"""The command line as a user meets it: what it writes, what it says, how it ends."""

import csv
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from docgen.rules import check_docx
from pii_xl import __version__
from pii_xl.cli import main
from pii_xl.demo.run import demo_workspace, sample_reference
from pii_xl.demo.story import BY_HAND, NEW_VALUE, REASON, WHO, WRONG_CODE
from pii_xl.layout import MASTER
from pii_xl.workbook.books.master_book import build_master
from pii_xl.workbook.reading.master_file import read_master
from tests.command_line import run

EXAMPLES = Path(__file__).parents[1] / "data" / "score-examples"


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("demo") / "out"
    assert run("demo", "--out", out) == 0
    return out


@pytest.fixture(scope="module")
def template(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("so") / "so.xlsm"
    build_master(demo_workspace(), path)
    return path


def text_of(document: Path) -> str:
    with zipfile.ZipFile(document) as package:
        return package.read("word/document.xml").decode()


class TestDemo:
    def test_it_leaves_forms_filled_forms_workbook_findings_and_documents(self, demo):
        assert len(list((demo / "2-phieu-gui").glob("*.xlsx"))) == 14
        assert len(list((demo / "3-phieu-nhan").glob("*.xlsx"))) == 13
        assert (demo / "4-so" / "PII-2025.xlsm").is_file()
        assert (demo / "5-kiem-tra" / "loi-va-canh-bao.csv").read_text("utf-8-sig").startswith("Mức,Mã")
        assert (demo / "6-van-ban" / "bao-cao-PII-2025.docx").is_file()
        assert list((demo / "6-van-ban").glob("cong-van-don-doc-*.docx"))
        assert (demo / "6-van-ban" / "tom-tat-PII-2025.docx").is_file()
        assert (demo / "6-van-ban" / "to-trinh-khen-thuong-2025.docx").is_file()
        assert (demo / "6-van-ban" / "ke-hoach-hoc-hoi-2025.docx").is_file()

    def test_before_publication_it_leaves_a_workbook_and_papers_that_know_nothing_of_it(self, demo):
        early = demo / "6-van-ban" / "truoc-cong-bo"
        assert (early / "bao-cao-tien-do-PII-2025.docx").is_file()
        assert len(list(early.glob("bien-nhan-*.docx"))) == 12  # 13 forms, one of them our own
        workspace = read_master(demo / "4-so" / "PII-2025-truoc-cong-bo.xlsm").workspace
        assert (workspace["tblPublished"]["year"] < 2025).all()
        assert pd.isna(workspace["tblIndex"].iloc[0]["published"])
        for path in early.glob("*.docx"):
            assert "48,76" not in text_of(path), path.name

    def test_the_mistake_goes_back_and_its_correction_makes_nobody_late(self, demo):
        assert [path.name for path in (demo / "3-phieu-nhan" / "tra-lai").iterdir()] != []
        workspace = read_master(demo / "4-so" / "PII-2025.xlsm").workspace
        answers = workspace["tblAnswers"]
        figures = answers[(answers["code"] == WRONG_CODE) & (answers["field"] == "Giá trị nhập thẳng")]
        assert list(figures["verdict"]) == ["bị từ chối", "đã nhận"]
        progress = workspace["tblProgress"].set_index("agency")
        assert progress.at["Sở GD&ĐT", "days_late"] == 0

    def test_the_hand_correction_the_accepted_reason_and_the_goal_are_kept(self, demo):
        workspace = read_master(demo / "4-so" / "PII-2025.xlsm").workspace
        assert workspace["tblValues"].set_index("code").at[BY_HAND, "value"] == NEW_VALUE
        assert list(workspace["tblSubmissions"].query("source == 'sửa tay'")["user"]) == [WHO]
        assert REASON in set(workspace["tblFindings"]["accepted"])
        assert workspace["tblCompare"].set_index("case").at["S1", "anchored"] > 49.37
        rounds = workspace["tblLetters"].query("agency == 'Sở TP'")["round"]
        assert list(rounds) == [1, 2]

    def test_every_document_keeps_the_rules_and_says_that_it_contains_made_up_figures(self, demo):
        documents = sorted(demo.rglob("*.docx"))
        assert len(documents) > 15
        for path in documents:
            assert check_docx(path) == [], path.name
            assert "MINH HỌA" in text_of(path), path.name

    def test_receipts_name_the_day_of_the_import(self, demo):
        early = demo / "6-van-ban" / "truoc-cong-bo"
        assert "Ngày nhập vào sổ theo dõi: 20/8/2025" in text_of(early / "bien-nhan-sct.docx")
        assert "Ngày nhập vào sổ theo dõi: 29/8/2025" in text_of(early / "bien-nhan-sgddt.docx")

    def test_the_ministry_pack_holds_the_made_up_evidence_of_every_form(self, demo):
        pack = demo / "7-goi-gui-bo"
        rows = list(csv.DictReader((pack / "manifest.csv").read_text("utf-8-sig").splitlines()))
        rows = [row for row in rows if row["mã"]]
        received = sorted(path.name for path in (demo / "3-phieu-nhan" / "minh-chung").iterdir())
        assert sorted(row["tên gốc"] for row in rows) == received
        assert len(rows) > 40
        for row in rows:
            assert "minh-hoa" in row["tệp"]
            assert (pack / row["tệp"]).read_bytes().startswith(b"%PDF-")
        assert (pack / "cong-van-gui-Bo.docx").is_file()
        assert (pack / "phu-luc-so-lieu.xlsx").is_file()

    def test_published_scores_are_the_real_ones_and_computed_ones_are_called_made_up(self, demo):
        workspace = read_master(demo / "4-so" / "PII-2025.xlsm").workspace

        index = workspace["tblIndex"].iloc[0]
        assert (index["published"], index["rank"], index["n_units"]) == (48.76, 6, 34)
        assert (index["published_before"], index["rank_before"]) == (42.83, 11)
        assert index["status"] == "minh họa"

    def test_the_report_gives_the_published_score_and_rank(self, demo):
        text = text_of(demo / "6-van-ban" / "bao-cao-PII-2025.docx")
        assert "48,76" in text
        assert "6/34" in text

    def test_running_it_again_gives_the_same_bytes_and_its_last_lines_tell_where_everything_is(
        self, demo, tmp_path, capsys
    ):
        again = tmp_path / "out"
        assert run("demo", "--out", again) == 0
        places = capsys.readouterr().out.partition("Kết quả ở đâu:\n")[2].splitlines()
        assert len(places) == 14
        assert [line for line in places if not list(tmp_path.glob(line.split(": ")[-1]))] == []
        files = sorted(path.relative_to(demo) for path in demo.rglob("*") if path.is_file())
        assert files == sorted(path.relative_to(again) for path in again.rglob("*") if path.is_file())
        assert [
            str(name) for name in files if (demo / name).read_bytes() != (again / name).read_bytes()
        ] == []


class TestTurn:
    def test_forms_import_validate_score_report_one_after_another(self, demo, template, tmp_path, capsys):
        assert run("forms", template, "--out", tmp_path / "phieu") == 0
        first, second = demo / "3-phieu-nhan", demo / "3-phieu-nhan" / "lan-2"
        on = ("--date", "2025-10-15")
        assert (
            run("import", template, first, "--out", tmp_path / "1.xlsm", *on) == 1
        )  # one form has a mistake
        assert run("import", tmp_path / "1.xlsm", second, "--out", tmp_path / "a.xlsm", *on) == 0
        assert run("validate", tmp_path / "a.xlsm", "--out", tmp_path / "b.xlsm") == 1  # one agency is silent
        assert "E413" in capsys.readouterr().out
        assert run("score", tmp_path / "b.xlsm", "--out", tmp_path / "c.xlsm") == 0
        assert "chưa tính được" in capsys.readouterr().out  # there is no national reference yet
        assert run("report", tmp_path / "c.xlsm", "--out", tmp_path / "bc.docx") == 0
        assert run("letters", tmp_path / "c.xlsm", "--out", tmp_path / "cv") == 0
        assert run("receipts", tmp_path / "c.xlsm", "--out", tmp_path / "bn") == 0
        assert run("progress", tmp_path / "c.xlsm", "--out", tmp_path / "td.docx") == 0
        assert run("brief", tmp_path / "c.xlsm", "--out", tmp_path / "tt.docx") == 0
        assert all((tmp_path / name).is_file() for name in ("bc.docx", "td.docx", "tt.docx"))
        assert list((tmp_path / "cv").glob("*.docx"))
        assert len(list((tmp_path / "bn").glob("bien-nhan-*.docx"))) == 12  # 13 forms, one of them our own

    def test_without_any_form_there_is_no_receipt(self, template, tmp_path, capsys):
        assert run("receipts", template, "--out", tmp_path / "bn") == 0
        assert "Chưa nhập phiếu của cơ quan nào" in capsys.readouterr().out
        assert list((tmp_path / "bn").iterdir()) == []

    def test_no_command_changes_its_input(self, template, demo, tmp_path):
        before = template.read_bytes()
        run("import", template, demo / "3-phieu-nhan", "--out", tmp_path / "a.xlsm")
        run("validate", template)
        run("score", template, "--out", tmp_path / "b.xlsm")
        assert template.read_bytes() == before

    def test_a_workbook_survives_reading_and_building_again(self, demo, tmp_path):
        first = read_master(demo / "4-so" / "PII-2025.xlsm").workspace
        build_master(first, tmp_path / "again.xlsm")
        second = read_master(tmp_path / "again.xlsm").workspace
        assert dict(first.settings) == dict(second.settings)
        for name in first.tables:
            keys = [column.key for column in first.layout.table(name).stored]
            assert first[name][keys].equals(second[name][keys]), name

    def test_scores_in_the_workbook_are_those_of_the_core(self, template, tmp_path):

        workspace = read_master(template).workspace
        workspace = workspace.having(tblReference=sample_reference(workspace))
        calculated = build_master(workspace, tmp_path / "a.xlsm")
        assert calculated["tblResults"]["score"].equals(workspace["tblResults"]["score"])


class TestInit:
    def test_a_working_folder_has_template_assignments_and_places_for_forms(self, tmp_path):
        assert run("init", tmp_path / "pii") == 0
        assert {path.name for path in (tmp_path / "pii").iterdir()} == {
            "template.xlsm", "assignments.xlsx", "khung-chi-so-2025.xlsx", "settings.toml", "phieu-gui", "phieu-nhan", "minh-chung",
            "van-ban",
        }  # fmt: skip

    def test_a_province_builds_its_own_workbook_from_an_edited_settings_file(self, tmp_path):
        assert run("init", tmp_path / "a") == 0
        file = tmp_path / "a" / "settings.toml"
        text = file.read_text("utf-8")
        assert 'province = "Bắc Ninh"' in text
        edited = text.replace('province = "Bắc Ninh"', 'province = "Gia Lai"').replace(
            "deadline = 2025-07-31", "deadline = 2025-08-15"
        )
        file.write_text(edited, "utf-8")
        assert run("build", "--settings", file, "--out", tmp_path / "b") == 0
        settings = read_master(tmp_path / "b" / "template.xlsm").workspace.settings
        assert settings.text("province") == "Gia Lai"
        assert settings.day("deadline").isoformat() == "2025-08-15"

    @pytest.mark.parametrize(
        ("line", "code"),
        [
            ("provinec = 'A'", "E110"),
            ("year = 'hai'", "E205"),
            ("merged = 'có lẽ'", "E205"),
            ("scale = 10", "E205"),
            ("min_coverage = 66", "E205"),
            ("year =", "E109"),
        ],
    )
    def test_a_wrong_settings_file_is_explained_and_nothing_is_built(self, line, code, tmp_path, capsys):
        (tmp_path / "s.toml").write_text(line, "utf-8")
        assert run("build", "--settings", tmp_path / "s.toml", "--out", tmp_path / "b") in (1, 2)
        assert code in capsys.readouterr().err
        assert not (tmp_path / "b").exists()

    def test_a_folder_with_content_is_left_alone(self, tmp_path, capsys):
        (tmp_path / "cũ.txt").write_text("x")
        assert run("init", tmp_path) == 2
        assert "E106" in capsys.readouterr().err
        assert [path.name for path in tmp_path.iterdir()] == ["cũ.txt"]


class TestBadInput:
    def test_a_missing_workbook(self, tmp_path, capsys):
        assert run("score", tmp_path / "không có.xlsm", "--out", tmp_path / "b.xlsm") == 2
        error = capsys.readouterr().err
        assert "E101" in error
        assert "không có.xlsm" in error

    def test_a_file_that_is_no_workbook(self, tmp_path, capsys):
        (tmp_path / "a.xlsm").write_bytes(b"PK\x03\x04 not a zip")
        assert run("validate", tmp_path / "a.xlsm") == 2
        assert "E102" in capsys.readouterr().err

    def test_a_workbook_that_is_not_ours(self, tmp_path, capsys):
        from openpyxl import Workbook

        Workbook().save(tmp_path / "a.xlsx")
        assert run("forms", tmp_path / "a.xlsx", "--out", tmp_path / "phieu") == 2
        assert "E204" in capsys.readouterr().err
        assert not list((tmp_path / "phieu").glob("*")) if (tmp_path / "phieu").exists() else True

    def test_a_master_with_a_renamed_sheet(self, template, tmp_path, capsys):
        book = load_workbook(template)
        book["Tham chiếu"].title = "Tham khảo"
        book.save(tmp_path / "a.xlsx")
        assert run("score", tmp_path / "a.xlsx", "--out", tmp_path / "b.xlsm") == 2
        error = capsys.readouterr().err
        assert "E201" in error
        assert "Tham chiếu" in error
        assert not (tmp_path / "b.xlsm").exists()

    def test_a_setting_that_makes_no_sense_is_named_with_its_cell(self, template, tmp_path, capsys):
        book = load_workbook(template)
        sheet = book["Cài đặt"]
        keys = MASTER.table("tblSettings").keys
        key, value = keys.index("key"), keys.index("value")
        cell = next(row[value] for row in sheet.iter_rows() if row[key].value == "year")
        cell.value = "hai nghìn"
        book.save(tmp_path / "a.xlsx")
        assert run("validate", tmp_path / "a.xlsx") == 1
        error = capsys.readouterr().err
        assert "E205" in error
        assert cell.coordinate in error

    def test_an_output_that_is_the_input(self, template, capsys):
        assert run("score", template, "--out", template) == 2
        assert "E104" in capsys.readouterr().err

    def test_a_folder_that_cannot_be_written(self, template, capsys):
        assert run("forms", template, "--out", "/proc/phieu") == 2
        assert "E103" in capsys.readouterr().err

    def test_an_output_below_a_file_is_refused_and_nothing_is_written(self, template, tmp_path, capsys):
        (tmp_path / "tep").write_text("x")
        assert run("forms", template, "--out", tmp_path / "tep" / "phieu") == 2
        assert run("score", template, "--out", tmp_path / "tep" / "b.xlsm") == 2
        assert capsys.readouterr().err.count("E103") == 2
        assert (tmp_path / "tep").read_text() == "x"

    def test_an_import_in_which_no_form_is_readable_writes_nothing(self, template, tmp_path, capsys):
        (tmp_path / "phieu").mkdir()
        (tmp_path / "phieu" / "a.xlsx").write_text("không phải Excel")
        assert run("import", template, tmp_path / "phieu", "--out", tmp_path / "b.xlsm") == 2
        assert "E102" in capsys.readouterr().err
        assert not (tmp_path / "b.xlsm").exists()

    def test_an_empty_folder_of_forms(self, template, tmp_path, capsys):
        assert run("import", template, tmp_path, "--out", tmp_path / "b.xlsm") == 2
        assert "E310" in capsys.readouterr().err

    def test_one_bad_form_is_named_and_the_good_ones_go_in(self, template, demo, tmp_path, capsys):
        shutil.copytree(demo / "3-phieu-nhan", tmp_path / "phieu")
        (tmp_path / "phieu" / "hỏng.xlsx").write_text("x")
        assert run("import", template, tmp_path / "phieu", "--out", tmp_path / "b.xlsm") == 1
        assert "hỏng.xlsx" in capsys.readouterr().out
        workspace = read_master(tmp_path / "b.xlsm").workspace
        assert workspace["tblProgress"]["submitted"].notna().sum() == 13
        assert "E102" in set(workspace["tblFindings"]["code"])

    def test_an_unknown_command_and_a_missing_option_are_explained_in_vietnamese(self, template, capsys):
        assert run("diem") == 2
        assert run("score", template) == 2
        error = capsys.readouterr().err
        assert "không có lệnh" in error
        assert "thiếu --out" in error


class TestScoreUnits:
    @pytest.mark.parametrize(
        ("name", "treatment"), [("plain20", "none"), ("missing20", "none"), ("treated20", "winsorise-log")]
    )
    def test_it_reproduces_the_examples_in_full_precision(self, name, treatment, tmp_path):
        import numpy as np
        import pandas as pd

        out = tmp_path / "diem.csv"
        assert (
            run("score-units", EXAMPLES / f"{name}_values.csv", "--out", out, "--treatment", treatment) == 0
        )
        found = pd.read_csv(out, index_col="unit")
        expected = pd.read_csv(EXAMPLES / f"{name}_expected.csv", index_col="unit")
        assert list(found.columns) == list(expected.columns)
        np.testing.assert_allclose(found.to_numpy(float), expected.to_numpy(float), rtol=0, atol=1e-9)

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("mã,1.1.1\nA,1\n", "E602"),
            ("unit,9.9.9\nA,1\n", "E603"),
            ('unit,1.1.1\nA,"1,5"\n', "E604"),
            ("unit,1.1.1\nA,abc\n", "E604"),
            ("unit,1.1.1\nA,1\nA,2\n", "E605"),
        ],
    )
    def test_a_wrong_table_is_explained_and_nothing_is_written(self, text, code, tmp_path, capsys):
        (tmp_path / "a.csv").write_text(text, encoding="utf-8")
        assert run("score-units", tmp_path / "a.csv", "--out", tmp_path / "b.csv") == 1
        assert code in capsys.readouterr().err
        assert not (tmp_path / "b.csv").exists()

    def test_an_unknown_treatment_is_wrong_usage(self, tmp_path):
        assert (
            run(
                "score-units",
                EXAMPLES / "plain20_values.csv",
                "--out",
                tmp_path / "b.csv",
                "--treatment",
                "x",
            )
            == 2
        )


class TestHelp:
    @pytest.mark.parametrize("name", sorted(main.commands))
    def test_every_command_explains_itself_in_vietnamese(self, name, capsys):
        assert run(name, "--help") == 0
        text = capsys.readouterr().out
        assert text.startswith("Cách gọi: pii-xl ")
        assert [word for word in ("Usage:", "Options:", "Show this", "[required]") if word in text] == []

    def test_the_installed_command_runs(self):
        done = subprocess.run(
            [Path(sys.executable).with_name("pii-xl"), "--version"],
            capture_output=True,
            text=True,
            check=True,
        )
        assert __version__ in done.stdout

    def test_every_command_is_in_the_readme(self):
        readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
        assert [name for name in main.commands if f"pii-xl {name}" not in readme] == []

    def test_an_unforeseen_failure_is_one_sentence_and_a_log_file(self, monkeypatch, capsys):
        import pii_xl.file_door

        def fail(*_: object) -> None:
            raise RuntimeError("hỏng")

        monkeypatch.setattr(pii_xl.file_door, "init_folder", fail)
        assert run("init", "x") == 2
        error = capsys.readouterr().err
        assert "E199" in error
        assert "Traceback" not in error
