"""The finished package: ribbon and VBA inside, fixed bytes, and the checks that see what Excel would repair."""

from __future__ import annotations

import hashlib
import io
import os
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
import xlsxwriter
from pyopenvba.integrity import check_file

from pii_xl.ground.errors import PiiError, UnreadableError
from pii_xl.workbook.books.package import (
    RELATIONSHIPS_PART,
    RIBBON_PART,
    RIBBON_RELATIONSHIP,
    attach_vba,
    finish,
    sheet_menu,
)
from pii_xl.workbook.macros.compound_file import with_strict_directory
from pii_xl.workbook.macros.udf_wrapper import udf_modules, udf_wrapper
from pii_xl.workbook.macros.vba_project import PART as VBA_PART
from pii_xl.workbook.macros.vba_project import vba_project
from tests.workbook.checks import compound_file_findings, package_findings, workbook_findings
from tests.workbook.checks.sample import FINDINGS, SCENARIO, VALUES, write_sample

ROOT = Path(__file__).parents[2]
TEMPLATE = ROOT / "workbooks" / "template.xlsm"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_sample(tmp_path_factory.mktemp("package") / "sample.xlsm")


@pytest.fixture(scope="module")
def parts(sample: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(sample) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture(scope="module")
def project() -> bytes:
    return vba_project(20)


def body(sheets: int = 1, project: bytes | None = None) -> bytes:
    """An XlsxWriter workbook, with ``project`` attached when given."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        for _ in range(sheets):
            workbook.add_worksheet()
        if project:
            attach_vba(workbook, project)
    return buffer.getvalue()


class TestFinish:
    def test_nothing_is_found_in_the_sample(self, sample: Path) -> None:
        assert workbook_findings(sample) == []

    def test_another_reader_finds_the_file_whole(self, sample: Path) -> None:
        assert check_file(sample).ok

    def test_the_package_leads_to_the_ribbon_once(self, parts: dict[str, bytes]) -> None:
        assert parts[RELATIONSHIPS_PART].count(RIBBON_RELATIONSHIP.encode()) == 1
        assert parts[RIBBON_PART].startswith(b"<?xml")

    def test_the_menu_offers_every_sheet_but_the_very_hidden(self, parts: dict[str, bytes]) -> None:
        menu = sheet_menu(parts["xl/workbook.xml"].replace(b'sheetId="2"', b'sheetId="2" state="hidden"'))
        assert (menu.in_view, menu.hidden) == ([VALUES, SCENARIO], [FINDINGS])
        assert "_text" not in parts[RIBBON_PART].decode()

    def test_finishing_twice_changes_nothing(self, sample: Path, tmp_path: Path) -> None:
        finish(sample, tmp_path / "again.xlsm")
        assert (tmp_path / "again.xlsm").read_bytes() == sample.read_bytes()

    def test_two_builds_under_different_hash_seeds_give_the_same_bytes(self, tmp_path: Path) -> None:
        script = (
            "import sys; from pathlib import Path; from tests.workbook.checks.sample import write_sample;"
            "write_sample(Path(sys.argv[1]))"
        )
        digests = set()
        for seed, zone in (("0", "UTC"), ("4711", "Asia/Ho_Chi_Minh")):
            path = tmp_path / f"{seed}.xlsm"
            environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone}
            subprocess.run([sys.executable, "-c", script, path], env=environment, cwd=ROOT, check=True)
            digests.add(hashlib.sha256(path.read_bytes()).hexdigest())
        assert len(digests) == 1

    def test_a_body_without_a_project_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(PiiError) as caught:
            finish(body(), tmp_path / "out.xlsm")
        assert caught.value.code == "E914"
        assert list(tmp_path.iterdir()) == []

    def test_a_project_for_another_number_of_sheets_is_refused(self) -> None:
        with pytest.raises(PiiError) as caught:
            body(sheets=3, project=vba_project(2))
        assert caught.value.code == "E913"
        assert "Sổ có 3 trang nhưng dự án VBA làm cho 2 trang." in str(caught.value)

    def test_a_folder_that_is_not_there_is_reported(self, tmp_path: Path) -> None:
        with pytest.raises(UnreadableError) as caught:
            finish(body(project=vba_project(1)), tmp_path / "none" / "out.xlsm")
        assert caught.value.code == "E103"

    def test_a_target_that_cannot_be_replaced_leaves_nothing_behind(self, tmp_path: Path) -> None:
        target = tmp_path / "out.xlsm"
        target.mkdir()
        with pytest.raises(UnreadableError) as caught:
            finish(body(project=vba_project(1)), target)
        assert caught.value.code == "E103"
        assert list(tmp_path.iterdir()) == [target]


def _replaced(part: str, old: str, new: str) -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        assert old.encode() in parts[part], f"{part} does not contain {old}"
        parts[part] = parts[part].replace(old.encode(), new.encode(), 1)

    return change


def _removed(part: str) -> Callable[[dict[str, bytes]], None]:
    return lambda parts: parts.pop(part) and None


SHEET, TABLE, BOOK = "xl/worksheets/sheet1.xml", "xl/tables/table1.xml", "xl/workbook.xml"
SECOND_TABLE, TYPES = "xl/tables/table2.xml", "[Content_Types].xml"
FAULTS = {
    "the type of a plain workbook": (
        _replaced(
            TYPES,
            "vnd.ms-excel.sheet.macroEnabled.main+xml",
            "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        ),
        "the workbook's content type",
    ),
    "a project without its type": (
        _replaced(TYPES, "vnd.ms-office.vbaProject", "octet-stream"),
        "the VBA project's content type",
    ),
    "a ribbon that nothing leads to": (
        _replaced(RELATIONSHIPS_PART, "2007/relationships/ui/extensibility", "2007/relationships/ui/other"),
        "0 relationships lead to the ribbon",
    ),
    "a missing ribbon": (_removed(RIBBON_PART), "leads to customUI/customUI14.xml, which is missing"),
    "a table name twice": (
        _replaced(SECOND_TABLE, 'displayName="tblFindings"', 'displayName="TBLVALUES"'),
        "table name “tblvalues” is used 2 times",
    ),
    "a table named like a defined name": (
        _replaced(TABLE, 'displayName="tblValues"', 'displayName="Pii_Message"'),
        "“Pii_Message” is a table and a defined name",
    ),
    "a heading unlike its cell": (
        _replaced(TABLE, 'name="Tử số"', 'name="Tử"'),
        "heading “Tử” but cell B5 holds “Tử số”",
    ),
    "a heading in NFD": (_replaced(TABLE, 'name="Mã"', 'name="Ma\u0303"'), "is not NFC"),
    "a defined name twice": (
        _replaced(BOOK, 'name="scenario_base"', 'name="SCENARIO_input"'),
        "defined name “scenario_input” is used 2 times",
    ),
    "a defined name like a cell": (
        _replaced(BOOK, 'name="scenario_base"', 'name="PII1"'),
        "“PII1” is not allowed",
    ),
    "a sheet name of 32 letters": (
        _replaced(BOOK, 'name="Lỗi"', f'name="{"x" * 32}"'),
        "the name has 32 letters",
    ),
    "a sheet name with a colon": (_replaced(BOOK, 'name="Lỗi"', 'name="a:b"'), "letters that Excel forbids"),
    "a sheet name twice": (_replaced(BOOK, 'name="Lỗi"', f'name="{VALUES.upper()}"'), "is used 2 times"),
    "a code name twice": (
        _replaced(SHEET, 'codeName="Sheet1"', 'codeName="sheet2"'),
        "code name “sheet2” is used 2 times",
    ),
    "no code name": (_replaced(SHEET, ' codeName="Sheet1"', ""), "code name “” is not allowed"),
    "a cell format that is missing": (_replaced(SHEET, 's="1"', 's="77"'), "there is no cell format 77"),
    "a conditional format that is missing": (
        _replaced(SHEET, 'dxfId="0"', 'dxfId="9"'),
        "uses format 9, which is missing",
    ),
    "this row without the table": (
        _replaced(SHEET, "tblValues[[#This Row],[Tử số]]", "[[#This Row],[Tử số]]"),
        "without the table's name",
    ),
    "a column that is not there": (
        _replaced(SHEET, "[#This Row],[Tử số]", "[#This Row],[Mẫu số]"),
        "tblValues has no column “Mẫu số”",
    ),
    "a table that is not there": (
        _replaced(SHEET, "tblValues[[#This", "tblOther[[#This"),
        "there is no table tblOther",
    ),
    "brackets that do not match": (_replaced(SHEET, "]]*2", "]]*(2"), "brackets do not match"),
    "a newer function without its prefix": (
        _replaced(SHEET, "tblValues[[#This", "IFNA(0,0)+tblValues[[#This"),
        "IFNA stands without _xlfn.",
    ),
    "a dotted function without its prefix": (
        _replaced(SHEET, "tblValues[[#This", "STDEV.P(1,2)+tblValues[[#This"),
        "STDEV.P stands without _xlfn.",
    ),
    "a lost reference": (_replaced(BOOK, "'Lỗi'!$A$2", "#REF!$A$2"), "refers to nothing"),
    "a list that is too long": (
        _replaced(SHEET, '"1.1.1,1.1.2"', f'"{"x" * 256}"'),
        "longer than 255 letters",
    ),
    "merged cells that overlap": (
        _replaced(SHEET, '<mergeCell ref="E1:F1"/>', '<mergeCell ref="E1:F1"/><mergeCell ref="F1:G2"/>'),
        "merged cells E1:F1 and F1:G2 overlap",
    ),
    "an element out of place": (_replaced(SHEET, "<sheetData>", "<mergeCells/><sheetData>"), "Open XML: "),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_check_sees(fault: str, parts: dict[str, bytes], tmp_path: Path) -> None:
    change, message = FAULTS[fault]
    changed = dict(parts)
    change(changed)
    path = tmp_path / "changed.xlsm"
    with zipfile.ZipFile(path, "w") as package:
        for name in sorted(changed):
            package.writestr(zipfile.ZipInfo(name), changed[name])
    found = package_findings(path)
    assert any(message in sentence for sentence in found), found


def test_the_check_sees_changing_dates_and_disorder(parts: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "changed.xlsm"
    with zipfile.ZipFile(path, "w") as package:
        for name in sorted(parts, reverse=True):
            package.writestr(name, parts[name])
    found = package_findings(path)
    assert "the parts are not sorted and unique" in found
    assert "the parts carry dates that change from build to build" in found


class TestContainer:
    """vbaProject.bin as a compound file, read strictly."""

    @pytest.mark.parametrize("sheets", [1, 2, 21, 120])
    def test_ours_is_strictly_valid(self, sheets: int) -> None:
        assert compound_file_findings(vba_project(sheets)) == []

    def test_the_one_that_xlwings_ships_is_too(self) -> None:
        shipped = files("xlwings") / "quickstart.xlsm"
        with zipfile.ZipFile(io.BytesIO(shipped.read_bytes())) as package:
            assert compound_file_findings(package.read(VBA_PART)) == []

    def test_making_it_strict_twice_changes_nothing(self, project: bytes) -> None:
        assert with_strict_directory(project) == project

    def test_a_file_too_large_for_the_header_is_refused(self, project: bytes) -> None:
        large = bytearray(project)
        struct.pack_into("<I", large, 0x2C, 110)
        with pytest.raises(ValueError, match="110 sector tables"):
            with_strict_directory(bytes(large))

    def test_red_nodes_in_a_row_are_seen_and_mended(self, project: bytes) -> None:
        red = bytearray(project)
        for entry in _entries(project):
            red[entry + 67] = 0
        assert any("red node below a red node" in s for s in compound_file_findings(bytes(red)))
        assert with_strict_directory(bytes(red)) == project

    @pytest.mark.parametrize(
        ("offset", "form", "value", "message"),
        [
            (0x1A, "<H", 4, "header: major version"),
            (0x2C, "<I", 500, "header: a sector table lies outside the file"),
            (0x38, "<I", 8192, "header: mini stream cutoff"),
            (0x40, "<I", 9, "the number of mini sector tables is wrong"),
            (0x50, "<I", 0xFFFFFFF0, "header: "),
            (0x08, "<Q", 1, "header: class id"),
        ],
    )
    def test_a_wrong_header_is_seen(
        self, project: bytes, offset: int, form: str, value: int, message: str
    ) -> None:
        wrong = bytearray(project)
        struct.pack_into(form, wrong, offset, value)
        assert any(message in sentence for sentence in compound_file_findings(bytes(wrong)))

    @pytest.mark.parametrize(
        ("offset", "form", "value", "message"),
        [
            (64, "<H", 0, "the name is not well formed"),
            (0, "<H", ord("Z"), "not in order"),
            (66, "<B", 7, "unknown type 7"),
            (67, "<B", 3, "unknown colour 3"),
            (76, "<I", 1, "a stream with children"),
            (116, "<I", 0xFFFFFF00, "is not there or used twice"),
            (120, "<Q", 3, "its size and mini sectors differ"),
        ],
    )
    def test_a_wrong_entry_is_seen(
        self, project: bytes, offset: int, form: str, value: int, message: str
    ) -> None:
        wrong = bytearray(project)
        struct.pack_into(form, wrong, _entry(project, "Sheet2") + offset, value)
        found = compound_file_findings(bytes(wrong))
        assert any(message in sentence for sentence in found), found

    def test_a_torn_file_is_seen(self, project: bytes) -> None:
        assert compound_file_findings(project[:100]) == ["the file is shorter than its header"]
        assert compound_file_findings(project[:-7]) == ["the last sector is not whole"]
        assert compound_file_findings(project[: 512 * 20])


def _entries(project: bytes) -> list[int]:
    """Offsets of the used directory entries; pyOpenVBA writes the directory in one piece."""
    (sector,) = struct.unpack_from("<I", project, 0x30)
    start = (sector + 1) * 512
    entries = []
    while start < len(project) and project[start + 66] in (1, 2, 5):
        entries.append(start)
        start += 128
    return entries


def _entry(project: bytes, name: str) -> int:
    wanted = name.encode("utf-16-le") + b"\0\0"
    return next(entry for entry in _entries(project) if project[entry : entry + len(wanted)] == wanted)


@pytest.mark.skipif(not TEMPLATE.exists(), reason="workbooks/template.xlsm has not been built")
def test_nothing_is_found_in_the_master_workbook() -> None:
    assert workbook_findings(TEMPLATE, udf_wrapper(udf_modules())) == []
