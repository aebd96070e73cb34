"""Random formulas of every function and operator give in Python what LibreOffice computes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from pii_xl.formulas.functions import FUNCTIONS
from tests.formulas.expressions import MAKERS, formulas
from tests.formulas.rows import NAME, same, sheets, write

EACH, SEED = 60, 2025
NOT_TRIED = {"COLUMNS", "HYPERLINK"}  # several columns and links are tried on the real sheets


def test_every_function_is_tried() -> None:
    tried = " ".join(formula for _, formula, _ in formulas(EACH, SEED))
    assert [name for name in FUNCTIONS if f"{name}(" not in tried and name not in NOT_TRIED] == []


@pytest.mark.libreoffice
def test_random_formulas_agree_function_by_function(tmp_path: Path, office: ModuleType) -> None:
    tried, own = formulas(EACH, SEED), sheets()
    path = tmp_path / "o.xlsx"
    places = write(path, [(formula, row) for _, formula, row in tried])
    computed = office.computed(path)["Ô"]
    results = [
        (name, formula, row, own.value(formula, NAME, row), computed.get(place))
        for (name, formula, row), place in zip(tried, places, strict=True)
    ]
    wrong = [result for result in results if not same(*result[3:])]
    assert Counter(name for name, *_ in wrong) == {}, wrong[:10]
    assert len(results) == EACH * len(MAKERS)
