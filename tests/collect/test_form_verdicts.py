"""What a form says of a row before it is sent is what the import says of it: forms filled at random, worked out by LibreOffice."""

from __future__ import annotations

import os
import random
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl.utils.cell import coordinate_from_string

from pii_xl.collect.form_content import FormContent, closed_cells
from pii_xl.collect.received import judged, replies_of, submission_of
from pii_xl.layout.form import CODES, FORM, PRINT
from pii_xl.layout.form_rules import BASE_RULES, BLANK, OPTIONAL, RIGHT, VALUE_RULES, Rule
from pii_xl.layout.ledger import Part
from pii_xl.layout.parts import CHOICES
from pii_xl.ledger.entries import Reply
from pii_xl.workbook.books.form_book import build_form
from pii_xl.workbook.reading.form_file import read_form
from tests import office

FORMS = int(os.environ.get("PII_XL_FORMS", "60"))
LIKELY = {"missing": 0.2, "numerator": 0.8, "denominator": 0.8, "status": 0.8}
SAME_KIND = {"E402": {"E402", "E403", "W404"}}
"""Text in a figure's cell: the reader says more exactly what is wrong, or understands it and asks."""
PARTS = {"frmValues": (Part.VALUE, VALUE_RULES), "frmBase": (Part.BASE, BASE_RULES)}
NUMBERS = (0, 1, -3, 0.5, 7.25, 42, 99.9, 100, 101, 5000, 3_600_000, 1e20, 1e-12, "abc", "1.234", "12,5", "#")


def at_random(content: FormContent, chance: random.Random) -> FormContent:
    """The form with anything in its open cells."""
    tables = dict(content.tables)
    for name in PARTS:
        if name in tables:
            table, frame = FORM.table(name), tables[name].astype(object)
            closed = closed_cells(table, frame)
            for row in range(len(frame)):
                for column in table.columns:
                    if (
                        column.input
                        and (row, column.key) not in closed
                        and chance.random() < LIKELY.get(column.key, 0.55)
                    ):
                        frame.at[row, column.key] = _anything(column.key, column.choices, chance)
            tables[name] = frame
    return replace(content, tables=tables)


def _anything(key: str, choices: str, chance: random.Random) -> object:
    if choices:
        return chance.choice(CHOICES[choices]) if chance.random() < 0.95 else "khác"
    if key == "denominator" and chance.random() < 0.3:
        return chance.choice((0, -3))
    if key in ("numerator", "denominator", "direct", "value"):
        return chance.choice(NUMBERS) if chance.random() < 0.6 else round(chance.uniform(1, 120), 2)
    if key == "ev_issued":
        return chance.choice((date(2025, 3, 1), "hôm qua"))
    return chance.choice(("", "theo báo cáo năm"))


@pytest.fixture(scope="module")
def filled_at_random(workspace, contents, tmp_path_factory) -> list[tuple[FormContent, Path, office.Values]]:
    """Each form as it was sent, and as LibreOffice works it out."""
    chance, folder = random.Random(7), tmp_path_factory.mktemp("phieu")
    asked = [one for one in contents.values() if PARTS.keys() & one.tables.keys()]
    asked += [
        one for one in asked if "frmValues" in one.tables and (one.tables["frmValues"]["needed"] > 1).any()
    ] * 3
    forms = [at_random(asked[at % len(asked)], chance) for at in range(FORMS)]
    paths = [folder / f"{at}.xlsx" for at in range(len(forms))]
    for form, path in zip(forms, paths, strict=True):
        build_form(workspace, form, path)
    return [(form, path, office.computed(path)) for form, path in zip(forms, paths, strict=True)]


def shown(values: office.Values, name: str) -> list[dict[str, object]]:
    """The rows of a form's table as a person sees them, by the columns' keys."""
    table = FORM.table(name)
    keys = {column.header: column.key for column in table.columns}
    rows: defaultdict[int, dict[str, object]] = defaultdict(dict)
    for cell, value in values[table.sheet].items():
        letters, row = coordinate_from_string(cell)
        rows[row][letters] = value
    heads = {letters: keys[str(head)] for letters, head in rows[table.row + 1].items() if str(head) in keys}
    return [
        {key: rows[row].get(letters, "") for letters, key in heads.items()}
        for row in range(table.row + 2, max(rows) + 1)
    ]


def test_the_form_says_what_the_import_says(workspace, filled_at_random):
    seen: Counter[str] = Counter()
    for content, path, recalculated in filled_at_random:
        form = read_form(path)
        entry = submission_of(form, content.agency, 1, date(2025, 10, 15))
        replies = judged(workspace, replies_of(form, entry, workspace))
        for name, (part, rules) in PARTS.items():
            if name in content.tables:
                for row in shown(recalculated, name):
                    if row["code"]:
                        of_row = [one for one in replies if one.code == row["code"]]
                        check_row(str(row["check"]), part, rules, of_row)
                        seen[str(row["check"])] += 1
    assert seen.keys() >= {RIGHT, BLANK, *(rule.says for rule in (*VALUE_RULES, *BASE_RULES))} - RARE, seen


RARE = {
    "Số gốc phải lớn hơn 0",
    "Số gốc không được âm",
    "Tử số lớn hơn mẫu số",
    "Tình trạng không có trong danh sách",
}


def check_row(verdict: str, part: Part, rules: tuple[Rule, ...], replies: list[Reply]) -> None:
    (figure,) = (one for one in replies if one.part is part)
    refused = {item.code for item in figure.findings if item.is_error}
    if verdict in (BLANK, OPTIONAL):
        assert figure.is_blank, figure
        return
    named = [rule for rule in rules if rule.says == verdict]
    if verdict == RIGHT or not named[0].refuses:
        assert not figure.is_refused, (verdict, figure)
        assert not figure.is_blank, (verdict, figure)
        return
    about = (
        [one for one in replies if one.part is Part.EVIDENCE]
        if named[0].column.startswith("ev_")
        else [figure]
    )
    told = {item.code for one in about for item in one.findings}
    assert told & set.union(*(SAME_KIND.get(rule.code, {rule.code}) for rule in named)), (
        verdict,
        refused,
        about,
    )


def test_what_a_form_shows_before_anything_recalculates_is_true(filled_at_random):
    for content, path, recalculated in filled_at_random:
        stored = office.cell_values(path)
        for name in content.tables:
            table = FORM.table(name)
            computed = [column.key for column in table.columns if column.formula]
            for before, after in zip(shown(stored, name), shown(recalculated, name), strict=False):
                for key in computed:
                    assert _same(before[key], after[key]), (name, key, before, after[key])


def test_the_signed_page_carries_the_code_of_the_content(filled_at_random):
    codes = set()
    for _, path, recalculated in filled_at_random:
        code = read_form(path).signed_code
        text = " ".join(str(cell) for cell in recalculated[PRINT].values())
        assert f"Mã nội dung {code}" in text
        codes.add(code)
    by_chance = CODES * (1 - (1 - 1 / CODES) ** len(filled_at_random))
    assert len(codes) > by_chance * 0.95  # as many as so many different contents would have


def _same(one: object, other: object) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return one == pytest.approx(other, rel=1e-9)
    return one == other
