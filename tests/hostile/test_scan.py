"""Two ways to find the marked cells of a sheet, one quick and one for any notation: where both answer they say the same."""

from __future__ import annotations

import io
import random
import re
import zipfile
from pathlib import Path

import pytest

from pii_xl.collect.form_content import form_contents
from pii_xl.demo.run import demo_workspace, filled
from pii_xl.demo.sample_data import sample_answers
from pii_xl.ground.errors import UnreadableError
from pii_xl.workbook.books.form_book import build_form
from pii_xl.workbook.reading.sheet_scan import (
    NEAR,
    Look,
    SheetScan,
    Strings,
    any_styles,
    column_number,
    is_too_far,
    usual_styles,
)
from tests.hostile.mutations import PLACES, mutated

LOOKS = {"3": Look.PERCENT, "12": Look.SCALED}
FORM = "phieu.xlsx"


@pytest.fixture(scope="module")
def form(tmp_path_factory) -> bytes:
    workspace = demo_workspace()
    path = tmp_path_factory.mktemp("phieu") / FORM
    build_form(workspace, filled(form_contents(workspace)[0], sample_answers(workspace)), path)
    return path.read_bytes()


def sheets_of(body: bytes) -> list[bytes]:
    """The parts of the sheets, as far as the package can be read."""
    return _parts_of(body, "xl/worksheets/sheet")


def _parts_of(body: bytes, start: str) -> list[bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as package:
            return [package.read(name) for name in package.namelist() if name.startswith(start)]
    except Exception:
        return []


def scan() -> SheetScan:
    return SheetScan(Path(FORM), "Số liệu", LOOKS, Strings(Path(FORM), 0))


def agree(cells: bytes) -> bool:
    """Whether the quick way answers; when it does, the other one says the same."""
    quick = scan().at_once(cells)
    if quick is not None:
        assert dict(quick) == dict(scan().one_by_one(cells))
    return quick is not None


def test_the_sheets_of_a_form_are_all_found_at_once_and_have_marks(form):
    sheets = sheets_of(form)
    assert all(agree(cells) for cells in sheets)
    assert any(scan().at_once(cells) for cells in sheets)


def test_mutated_sheets_are_read_alike_by_both(form):
    chance = random.Random(20261130)
    answered = [agree(cells) for _ in range(60) for cells in sheets_of(mutated(form, chance))]
    assert len(answered) > 200
    assert answered.count(False) > 0


def test_what_the_quick_way_takes_for_near_is_in_reach():
    assert re.fullmatch(NEAR, b"EZ9999")
    assert not is_too_far(9999, column_number("EZ"))
    assert not any(re.fullmatch(NEAR, beyond) for beyond in (b"FA9999", b"EZ10000", b"AEZ1", b"A0"))


@pytest.mark.parametrize("place", [place for place in PLACES if place not in (b"H7", b"1A", b"a1")])
def test_an_address_that_is_none_or_too_far_is_left_to_the_way_that_names_it(form, place):
    cells = max(sheets_of(form), key=len)
    moved = re.sub(rb'<c r="[A-Z]+\d+"(?=[^/>]*>)', b'<c r="' + place + b'"', cells, count=0)
    assert scan().at_once(moved) is None
    if place:
        with pytest.raises(UnreadableError) as refused:
            scan().one_by_one(moved)
        assert refused.value.code == "E112"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"<c r=", b"<c  r="),
        (b"<c r=", b"<x:c r="),
        (b"<f>", b"<x:f>"),
        (b"<f>", b" <f>"),
        (b'<c r="A1"', b"<c"),
        (b"<c ", b"<c\n"),
    ],
)
def test_another_notation_of_the_same_sheet_has_the_same_marks(form, before, after):
    cells = max(sheets_of(form), key=len)
    changed = cells.replace(before, after).replace(b"</f>", b"</x:f>" if after == b"<x:f>" else b"</f>")
    usual, other = dict(scan().one_by_one(cells)), dict(scan().one_by_one(changed))
    assert {cell: mark.formula for cell, mark in other.items()} == {
        cell: mark.formula for cell, mark in usual.items()
    }
    agree(changed)


FORMATS = (
    b'<numFmts count="2"><numFmt numFmtId="164" formatCode="0.0&quot; &amp; &quot;%"/>'
    b'<numFmt numFmtId="165" formatCode="#,##0,"/></numFmts>'
)


class TestStyles:
    """How the cell styles show numbers, likewise found in two ways."""

    @pytest.fixture
    def styles(self, form: bytes) -> bytes:
        (styles,) = _parts_of(form, "xl/styles.xml")
        return re.sub(rb"<numFmts.*?</numFmts>|(?=<fonts)", FORMATS, styles, count=1)

    def test_both_say_the_same_of_a_form(self, styles: bytes) -> None:
        formats, cells = any_styles(styles)
        assert formats == {"164": '0.0" & "%', "165": "#,##0,"}
        assert len(cells) > 10
        assert usual_styles(styles) == (formats, cells)

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            (rb'<numFmt numFmtId="(\d+)" (formatCode="[^"]*")', rb'<numFmt \2 numFmtId="\1"'),
            (rb'formatCode="([^"]*)"', rb"formatCode='\1'"),
            (rb'<xf numFmtId="0" ', rb'<xf pivotButton="0" numFmtId="0" '),
            (rb"<(/?)(cellXfs|xf)\b", rb"<\1x:\2"),
            (rb"<xf ", rb"<xf\n"),
            (rb"<cellXfs", rb"<cellXfs\n"),
            (rb'(<cellXfs.*?)<xf numFmtId="0" ', rb"\1<xf "),
            (rb'<xf numFmtId="0" ', rb'<xf numFmtId ="0" '),
            (rb"<(/?)(numFmts?)\b", rb"<\1x:\2"),
            (rb"</numFmts>", rb"</numFmts><numFmts/>"),
        ],
    )
    def test_in_another_notation_the_usual_way_says_the_same_or_nothing(
        self, styles: bytes, before: bytes, after: bytes
    ) -> None:
        changed = re.sub(before, after, styles).replace(b"xmlns=", b'xmlns:x="urn:x" xmlns=', 1)
        assert changed != styles
        assert usual_styles(changed) in (None, any_styles(changed))
