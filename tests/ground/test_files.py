"""Where results may be written, and what is said when not."""

from __future__ import annotations

from pathlib import Path

import pytest

from pii_xl.ground.errors import UnreadableError
from pii_xl.ground.files import check_output, make_folder
from pii_xl.workbook.reading.package import Package


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
    with pytest.raises(UnreadableError) as caught:
        Package(path)
    assert caught.value.code == "E114"
    assert "đang mở trong chương trình khác" in str(caught.value)
