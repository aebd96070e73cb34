"""Where results may be written, and what is said when not."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from docgen.rules.reading import read_docx
from pii_xl.commands.pack import read_online
from pii_xl.ground import files
from pii_xl.ground.csv_table import read_table
from pii_xl.ground.errors import UnreadableError
from pii_xl.ground.files import check_output, make_folder, read_input
from pii_xl.ground.placing import place
from pii_xl.workbook.reading.package import Package
from pii_xl.workspace.settings_file import load_settings


@pytest.mark.parametrize(
    "name", ["nul.docx", "CON", "aux.xlsm", "com1.docx", "lpt9", "PRN .docx", "con/x.xlsm"]
)
def test_a_device_of_windows_is_refused_everywhere(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        check_output(tmp_path / name)
    assert caught.value.code == "E103"
    assert "Windows giữ tên" in str(caught.value)


def test_a_folder_named_like_a_device_is_refused_too(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="E103"):
        make_folder(tmp_path / "nul")


@pytest.mark.parametrize("name", ["console.docx", "nulo.xlsm", "com10.docx", "Công.docx"])
def test_names_that_only_begin_so_are_fine(tmp_path: Path, name: str) -> None:
    assert check_output(tmp_path / name) == tmp_path / name


def test_a_file_that_another_program_holds_is_said_to_be_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "so.xlsm"
    path.touch()

    def held(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("zipfile.ZipFile", held)
    monkeypatch.setattr(Path, "open", held)
    monkeypatch.setattr(Path, "read_bytes", held)
    for read in (Package, read_input, read_docx, read_table, load_settings, read_online):
        with pytest.raises(UnreadableError) as caught:
            read(path)
        assert caught.value.code == "E114", read
        assert "đang mở trong chương trình khác" in str(caught.value)


def test_a_result_that_is_open_elsewhere_is_another_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = tmp_path / "new" / "phieu.xlsx"
    new.parent.mkdir()
    new.write_bytes(b"new")
    (tmp_path / "phieu.xlsx").write_bytes(b"open in Excel")
    read_bytes = Path.read_bytes

    def held(path: Path) -> bytes:
        if path == tmp_path / "phieu.xlsx":
            raise PermissionError(13, "Permission denied")
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", held)
    assert place([new], tmp_path).paths == [tmp_path / "phieu (2).xlsx"]


@pytest.mark.parametrize(
    ("number", "said"),
    [(errno.ENOSPC, "đĩa đã đầy"), (errno.ENAMETOOLONG, "quá dài"), (errno.EROFS, "chỉ cho đọc")],
)
def test_a_full_disk_and_a_name_too_long_are_said_and_nothing_is_left(
    tmp_path, monkeypatch, number, said
) -> None:
    target = tmp_path / "ra.bin"
    target.write_bytes(b"cu")

    def fails(_: int) -> None:
        raise OSError(number, "x")

    monkeypatch.setattr(files.os, "fsync", fails)
    with pytest.raises(UnreadableError, match=said):
        files.write_atomically(target, b"moi")
    assert target.read_bytes() == b"cu"
    assert [path.name for path in tmp_path.iterdir()] == ["ra.bin"]


def test_a_pipe_is_no_place_for_a_file(tmp_path) -> None:
    import os

    if not hasattr(os, "mkfifo"):
        pytest.skip("no pipes with names here")
    pipe = tmp_path / "ong"
    os.mkfifo(pipe)
    with pytest.raises(UnreadableError, match="đường ống"):
        files.check_output(pipe)
