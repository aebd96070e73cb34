"""Checks of what is known of earlier years, and of the settings that say how years and agencies are compared."""

from __future__ import annotations

from pii_xl.collect.checks import Place
from pii_xl.ground.errors import Finding, finding
from pii_xl.ground.frames import records
from pii_xl.ground.text import compact_vi, number_vi
from pii_xl.layout.assessment import FULFILLED_SETTING, GOOD_SETTING
from pii_xl.layout.settings import SETTINGS
from pii_xl.layout.sheets import SETTINGS_SHEET
from pii_xl.workspace.anchor import own_published
from pii_xl.workspace.workspace import Workspace

_LABELS = {setting.key: setting.label for setting in SETTINGS}


def check_earlier(workspace: Workspace, place: Place) -> list[Finding]:
    """Rows of earlier years that say nothing or contradict one another, and comparisons that cannot be made."""
    return [*_past(workspace, place), *_baseline(workspace), *_scale(workspace)]


def _past(workspace: Workspace, place: Place) -> list[Finding]:
    found: list[Finding] = []
    first: set[tuple[float, str]] = set()
    for at, row in enumerate(records(workspace.tables["tblPast"])):
        code, year = str(row["code"]), row["year"]
        if not code or year != year:
            continue
        cell = place("tblPast", at, "code")
        if code not in workspace.framework.codes:
            found.append(finding("W447", subject=code, **cell, year=compact_vi(year)))
        elif year >= workspace.year:
            found.append(finding("W448", subject=code, **cell, year=compact_vi(year), own=workspace.year))
        elif (year, code) in first:
            found.append(finding("E449", subject=code, **cell, year=compact_vi(year)))
        first.add((year, code))
    return found


def _baseline(workspace: Workspace) -> list[Finding]:
    """A name for the year compared with under which nothing is published."""
    name, year = workspace.settings.text("previous_province"), workspace.settings.integer("previous_year")
    if not name or len(own_published(workspace, year)):
        return []
    return [finding("E450", subject=_LABELS["previous_province"], sheet=SETTINGS_SHEET, name=name, year=year)]


def _scale(workspace: Workspace) -> list[Finding]:
    good, fulfilled = (workspace.settings.number(key) for key in (GOOD_SETTING, FULFILLED_SETTING))
    if fulfilled <= good:
        return []
    labels = {"good": _LABELS[GOOD_SETTING], "fulfilled": _LABELS[FULFILLED_SETTING]}
    shown = {"high": number_vi(good), "low": number_vi(fulfilled)}
    return [finding("E451", subject=_LABELS[FULFILLED_SETTING], sheet=SETTINGS_SHEET, **labels, **shown)]
