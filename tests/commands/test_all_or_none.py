"""Several documents of one command: all of them stand in the folder, or none of them does."""

from pathlib import Path

import pytest

from docgen.kit import package
from pii_xl.commands.outcome import NewFile
from pii_xl.file_door import place_all
from pii_xl.ground.errors import UnreadableError

FILES = tuple(NewFile(f"cong-van-{n}.docx", f"văn bản {n}".encode()) for n in range(5))


def fails_at(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is full when this file is written."""
    fill = package._fill

    def filled(file, path: Path, content: bytes) -> None:
        if path.name == name:
            file.close()
            path.unlink()
            raise OSError(28, "No space left on device")
        fill(file, path, content)

    monkeypatch.setattr(package, "_fill", filled)


@pytest.mark.parametrize("name", [file.name for file in FILES])
def test_a_full_disk_leaves_none_of_them(tmp_path, monkeypatch, name):
    fails_at(name, monkeypatch)
    with pytest.raises(UnreadableError) as told:
        place_all(FILES, tmp_path)
    assert "đĩa đã đầy" in str(told.value)
    assert list(tmp_path.iterdir()) == []


def test_what_stood_there_before_stays(tmp_path, monkeypatch):
    (tmp_path / FILES[0].name).write_bytes(FILES[0].content)
    (tmp_path / FILES[1].name).write_bytes(b"sua tay")
    fails_at(FILES[4].name, monkeypatch)
    with pytest.raises(UnreadableError):
        place_all(FILES, tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        FILES[0].name: FILES[0].content,
        FILES[1].name: b"sua tay",
    }


def test_without_a_fault_all_of_them_are_there(tmp_path):
    assert [path.read_bytes() for path in place_all(FILES, tmp_path)] == [file.content for file in FILES]
