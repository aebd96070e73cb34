"""How often the checker is right on papers that it did not make."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from docgen.rules import checked
from tests.docgen.corpus import FAULTS, Paper, spoilt, styles

SEED, MOST_ALARMS, LEAST_FOUND = 7, 0.1, 0.95


def test_right_papers_in_every_style_raise_at_most_one_alarm_in_ten(tmp_path: Path) -> None:
    known = list(styles())
    alarms = [
        str(item) for style in known for item in checked(Paper(style).save(tmp_path / "a.docx")).findings
    ]
    assert len(known) >= 60
    assert len(alarms) <= MOST_ALARMS * len(known), alarms[:5]


def test_papers_are_recognised_by_their_kind(tmp_path: Path) -> None:
    for style in styles():
        paper = checked(Paper(style).save(tmp_path / "a.docx")).paper
        assert paper.name == (style.kind.lower() or "công văn"), style


def test_planted_faults_are_found_rule_by_rule(tmp_path: Path) -> None:
    tried, found = Counter[str](), Counter[str]()
    for rule, paper in spoilt(SEED, 4 * len(FAULTS)):
        tried[rule] += 1
        found[rule] += rule in {item.code for item in checked(paper.save(tmp_path / "a.docx")).findings}
    share = {rule: found[rule] / tried[rule] for rule in tried}
    assert min(share.values()) >= LEAST_FOUND, share


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
