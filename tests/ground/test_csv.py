"""CSV as we write and read it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pii_xl.ground.csv_out import FORMULA_SIGNS, csv_bytes
from pii_xl.ground.csv_table import read_table
from pii_xl.ground.errors import DataError, UnreadableError


@given(
    cells=st.lists(
        st.text(st.characters(exclude_characters="\r\x00", exclude_categories=["Cs"])), min_size=1, max_size=4
    )
)
def test_no_cell_that_we_write_is_a_formula_to_a_spreadsheet(cells) -> None:
    content = csv_bytes(["a"] * len(cells), [cells]).decode("utf-8")
    _, row = list(csv.reader(io.StringIO(content, newline="")))[:2]
    assert not any(cell.startswith(FORMULA_SIGNS) for cell in row)
    assert [cell.removeprefix("'") for cell in row] == [cell.removeprefix("'") for cell in cells]


def test_numbers_stay_numbers_in_full_and_blanks_stay_blank() -> None:
    content = csv_bytes(["a", "b", "c", "d"], [[-1.5, 0.1 + 0.2, float("nan"), 3.0]])
    assert content.decode() == "a,b,c,d\n-1.5,0.30000000000000004,,3\n"


@pytest.mark.parametrize("sign", ["=cmd|' /C calc'!A0", "+1", "-2", "@SUM(A1)", "\tx"])
def test_manifest_and_findings_escape_what_agencies_typed(sign) -> None:
    from pii_xl.demo.run import findings_csv
    from pii_xl.ground.errors import finding

    item = finding("W428", subject=sign, agency="A")
    assert f"'{sign}" in findings_csv([item]).decode("utf-8-sig")


@pytest.mark.parametrize(
    ("content", "numbers"),
    [
        (b"code,value\na,1.5\n", [1.5]),
        ("code;value\na;1,5\n".encode("utf-16"), [1.5]),
        (b"\xef\xbb\xbfcode\tvalue\na\t2,25\n", [2.25]),
        (b"code,value\n\na,\n", [float("nan")]),
    ],
)
def test_tables_of_every_usual_spreadsheet_are_read_alike(tmp_path: Path, content, numbers) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    table = read_table(path)
    read = [table.number(row, "value") for row in range(len(table.rows))]
    assert read == pytest.approx(numbers, nan_ok=True)


@pytest.mark.parametrize("content", [b"a,b\n1\n", b"a,b\n1,2,3\n"])
def test_a_row_longer_or_shorter_than_the_heading_is_refused_by_its_line(tmp_path: Path, content) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    with pytest.raises(DataError, match="Dòng 2"):
        read_table(path)


@pytest.mark.parametrize("content", [b"\xff\xfa\x00", b'a,b\n"1,2'])
def test_what_is_no_table_is_said_to_be_none(tmp_path: Path, content) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    with pytest.raises(UnreadableError, match="E108"):
        read_table(path)
