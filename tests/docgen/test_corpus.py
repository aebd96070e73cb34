"""Papers that the project did not make, checked one by one and a folder at a time; how often the checker is right: test_sample_pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.rules.comments import TYPES, WITH_MACROS, WITHOUT_MACROS
from tests.docgen.corpus import Paper, spoilt, styles

SEED = 7


def test_there_are_sixty_papers_and_more() -> None:
    assert len(list(styles())) >= 60


def test_a_folder_is_checked_in_one_go_with_a_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from pii_xl.cli import _guarded

    folder = tmp_path / "van-ban"
    folder.mkdir()
    good, bad = next(iter(styles())), next(spoilt(SEED, 1))[1]
    Paper(good).save(folder / "dung.docx")
    bad.save(folder / "sai.docx")
    (folder / "hong.docx").write_bytes(b"khong phai van ban")
    out = tmp_path / "ghi-chu"
    assert _guarded(["check-docx", str(folder), "--out", str(out)]) != 0
    told = capsys.readouterr().out
    assert "dung.docx: Nhận ra: báo cáo (chắc chắn)." in told
    assert "hong.docx: không đọc được" in told
    assert "1/3 văn bản không có gì phải xem." in told
    assert [path.name for path in out.iterdir()] == ["sai.docx"]


def test_a_folder_without_papers_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from pii_xl.cli import _guarded

    assert _guarded(["check-docx", str(tmp_path)]) != 0
    assert "E704" in capsys.readouterr().err


def test_a_paper_with_macros_gets_its_comments_and_stays_one_with_macros(tmp_path: Path) -> None:
    import zipfile

    from pii_xl.cli import _guarded

    plain = next(spoilt(SEED, 1))[1].save(tmp_path / "thuong.docx")
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(tmp_path / "macro.docm", "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == TYPES:
                content = content.replace(WITHOUT_MACROS, WITH_MACROS)
            target.writestr(name, content)
    out = tmp_path / "ghi-chu.docm"
    assert _guarded(["check-docx", str(tmp_path / "macro.docm"), "--out", str(out)]) != 0
    with zipfile.ZipFile(out) as written:
        assert WITH_MACROS in written.read(TYPES)
        assert b"ND30-" in written.read("word/comments.xml")
