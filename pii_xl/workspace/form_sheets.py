"""A form's formulas, worked out: its verdicts, the counts of its guide, and the code on its signed page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pii_xl.formulas.evaluate import Sheets
from pii_xl.layout.form import FORM, FORM_SETTINGS, signed_code
from pii_xl.workspace.workspace import Settings, typed


def form_sheets(tables: Mapping[str, pd.DataFrame], settings: Settings | None = None) -> Sheets:
    """The tables of a form with all that they compute; those that the form leaves out are empty."""
    given: dict[str, Any] = {key: (settings or Settings())[key] for key in FORM_SETTINGS}

    def stored(name: str) -> pd.DataFrame:
        return tables[name] if name in tables else typed(FORM.table(name))

    return Sheets(FORM, stored, given, {})


def code_of(tables: Mapping[str, pd.DataFrame]) -> str:
    """The code that the signed page of a form with these figures carries."""
    return str(form_sheets(tables).value(signed_code(tables)))
