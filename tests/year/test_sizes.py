"""A year of another size: other numbers of pillars, sub-pillars, indicators and provinces need data only."""

from __future__ import annotations

import csv
import random
from datetime import date, datetime
from pathlib import Path
from types import ModuleType

import pytest

from docgen.letters import write_brief
from docgen.report import write_report
from pii_xl.collect.form_content import form_contents
from pii_xl.collect.form_import import import_forms
from pii_xl.facts.report import report_facts, unnumbered_facts
from pii_xl.layout.what_if import CASES, NOW
from pii_xl.ledger.present import present
from pii_xl.workbook.books.form_book import build_form
from pii_xl.workbook.books.master_book import build_master
from pii_xl.workbook.reading.form_file import read_form
from pii_xl.workbook.reading.master_file import read_master
from pii_xl.workspace.new_year import new_workspace
from pii_xl.workspace.workspace import Settings, Workspace
from pii_xl.year import framework as frameworks

SOURCE = frameworks.DATA / "2024"
SIZES = {"press": (7, 18, 52, 34), "small": (7, 16, 40, 63), "large": (8, 20, 60, 34)}
DAY = date(2031, 10, 15)


def write_framework(folder: Path, year: int, pillars: int, sub_pillars: int, indicators: int) -> None:
    """An invented framework: sub-pillars and indicators dealt out in turn, the last two or three pillars are output."""
    folder.mkdir(parents=True)
    lines = [
        f"year = {year}",
        'name = "Khung thử"',
        'decision = "Quyết định thử"',
        "n_units = 34",
        'method = "thử"',
    ]
    for at in range(1, pillars + 1):
        side = "input" if at <= 5 else "output"
        lines += ["", "[[pillars]]", f'code = "{at}"', f'name = "Trụ cột thử {at}"', f'side = "{side}"']
    subs = [f"{at % pillars + 1}.{at // pillars + 1}" for at in range(sub_pillars)]
    for code in sorted(subs):
        lines += [
            "",
            "[[sub_pillars]]",
            f'code = "{code}"',
            f'name = "Nhóm thử {code}"',
            f'pillar = "{code[0]}"',
        ]
    head = (SOURCE / "framework.toml").read_text("utf-8")
    lines.append("\n" + head[head.index("[[source_groups]]") :])
    (folder / "framework.toml").write_text("\n".join(lines), "utf-8")
    for name in ("policies.csv", "base_figures.csv", "footnotes.csv"):
        text = (SOURCE / name).read_text("utf-8")
        (folder / name).write_text(text.splitlines()[0] + "\n" if name == "policies.csv" else text, "utf-8")
    with (SOURCE / "indicators.csv").open(encoding="utf-8", newline="") as source:
        fields = csv.DictReader(source).fieldnames or []
    codes = sorted(f"{subs[at % sub_pillars]}.{at // sub_pillars + 1}" for at in range(indicators))
    with (folder / "indicators.csv").open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, fields, restval="")
        writer.writeheader()
        for code in codes:
            name = f"Chỉ số thử {code}"
            numbers = {"scale": 1, "direction": 1, "decimals": 2}
            texts = dict.fromkeys(("name", "short_name", "printed_name"), name)
            group = {"source": "Địa phương", "source_group": "local", "source_group_certain": "yes"}
            row = {
                "code": code,
                "printed_code": code,
                "sub_pillar": code[:3],
                "unit": "điểm",
                "entry": "direct",
            }
            writer.writerow(row | texts | numbers | group | {"certainty": "bịa để thử"})


@pytest.fixture(params=SIZES)
def size(request: pytest.FixtureRequest) -> tuple[int, int, int, int]:
    return SIZES[request.param]


@pytest.fixture
def book(size, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A new year's workbook of that size with references, published scores of all provinces, and every figure but one."""
    pillars, sub_pillars, indicators, provinces = size
    year = 2031 + indicators + sub_pillars
    write_framework(tmp_path / "khung" / str(year), year, pillars, sub_pillars, indicators)
    monkeypatch.setattr(frameworks, "DATA", tmp_path / "khung")
    settings = Settings(
        {"year": float(year), "framework": float(year), "previous_year": 2024.0, "as_of": DAY}
    )
    workspace = new_workspace(settings)
    chance = random.Random(1)
    reference = workspace["tblReference"].assign(minimum=0.0, mean=50.0, maximum=100.0, status="ước tính")
    published = [
        {
            "year": float(year),
            "province": "Bắc Ninh" if rank == 6 else f"Tỉnh {rank}",
            "component": "PII",
            "score": 60.0 - rank * 0.5,
            "rank": float(rank),
            "n_units": float(provinces),
            "status": "công bố",
        }
        for rank in range(1, provinces + 1)
    ]
    values = workspace["tblValues"]
    given = [chance.uniform(20, 80) for _ in values["code"][1:]]
    return present(
        workspace.having(
            tblReference=reference,
            tblValues=values.assign(direct=[float("nan"), *given], status="ước tính"),
        ).adding("tblPublished", published)
    )


def test_it_is_scored_at_every_level(book: Workspace, size) -> None:
    pillars, sub_pillars, indicators, provinces = size
    assert [len(book[name]) for name in ("tblPillars", "tblSubPillars", "tblResults")] == [
        pillars,
        sub_pillars,
        indicators,
    ]
    assert book["tblPillars"]["score"].notna().all()
    assert 20 < book["tblIndex"]["score"].iloc[0] < 80
    now = book["tblCompare"].set_index("case").loc[CASES[NOW]]
    last = book["tblPillars"].iloc[-1]
    assert now[f"p{last['code']}"] == pytest.approx(last["score"])
    assert f"/{provinces} " in now["rank"]


def test_no_table_covers_another_and_the_workbook_reads_back(book: Workspace, tmp_path: Path) -> None:
    taken: dict[tuple[str, int, int], str] = {}
    for table in book.book.layout.tables:
        for row in range(table.row, table.row + 1 + max(len(book[table.name]), 1)):
            for column in range(table.column, table.column + len(table.columns)):
                assert taken.setdefault((table.sheet, row, column), table.name) == table.name
    path = tmp_path / "so.xlsm"
    build_master(book, path)
    again = read_master(path).workspace
    assert again["tblIndex"]["score"].iloc[0] == pytest.approx(book["tblIndex"]["score"].iloc[0])


def test_forms_go_out_come_in_and_documents_are_written(book: Workspace, tmp_path: Path) -> None:
    values = book["tblValues"].assign(direct=float("nan"), status="")
    book = present(book.having(tblValues=values))
    content = next(one for one in form_contents(book) if "frmValues" in one.tables)
    frame = content.tables["frmValues"].assign(direct=42.0, status="ước tính")
    content.tables["frmValues"] = frame  # type: ignore[index]
    path = tmp_path / content.file_name
    build_form(book, content, path, datetime(2031 + 60, 7, 1))
    result = import_forms(book, [read_form(path)], date(2131, 1, 1))
    assert result.n_values >= len(frame)
    assert write_report(report_facts(book), tmp_path / "bao-cao.docx").is_file()
    assert write_brief(unnumbered_facts(book), tmp_path / "tom-tat.docx").is_file()


@pytest.mark.libreoffice
def test_libreoffice_computes_the_same(book: Workspace, tmp_path: Path, office: ModuleType, size) -> None:
    if size != SIZES["large"]:
        pytest.skip("one size is enough for the second opinion")
    path = tmp_path / "so.xlsm"
    build_master(book, path)
    written, again = office.cell_values(path), office.computed(path)
    assert office.errors_in(again, path) == []
    wrong = [
        (sheet, cell, value, again.get(sheet, {}).get(cell))
        for sheet, cells in written.items()
        for cell, value in cells.items()
        if isinstance(value, float)
        and abs(value - (again.get(sheet, {}).get(cell) or 0)) > 1e-9 * max(1, abs(value))
    ]
    assert wrong == []
