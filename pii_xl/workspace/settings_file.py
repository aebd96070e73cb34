"""The settings as a text file (TOML): what a province changes once, before its first workbook is built."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from pii_xl.ground.errors import DataError, UnreadableError
from pii_xl.ground.files import read_input, write_atomically
from pii_xl.ground.text import compact_vi
from pii_xl.layout.parts import Column, Kind
from pii_xl.layout.settings import SETTINGS, Setting
from pii_xl.workspace.cells import parse, shown
from pii_xl.workspace.workspace import Settings

HEADING = (
    "Cài đặt của sổ PII. Sửa rồi dựng sổ: pii-xl build --settings settings.toml --out THƯ_MỤC",
    "Ngày viết NĂM-THÁNG-NGÀY; dòng bắt đầu bằng # là chú thích hoặc cài đặt để trống.",
)


def write_settings(settings: Settings, path: Path) -> None:
    """Write every setting with its explanation. Raises UnreadableError E103."""
    lines = [f"# {line}" for line in HEADING]
    group = ""
    for setting in SETTINGS:
        if setting.group != group:
            group = setting.group
            lines += ["", f"# --- {group} ---"]
        lines += ["", f"# {setting.label}. {setting.note}", _line(setting, settings[setting.key])]
    write_atomically(path, ("\n".join(lines) + "\n").encode("utf-8"))


def _line(setting: Setting, value: Any) -> str:
    if value is None:
        return f"# {setting.key} ="
    if isinstance(value, date):
        return f"{setting.key} = {value.isoformat()}"
    if isinstance(value, float):
        return f"{setting.key} = {value:g}"
    return f"{setting.key} = {json.dumps(str(value), ensure_ascii=False)}"


def load_settings(path: Path) -> Settings:
    """Read a settings file.

    Raises UnreadableError E101 (no file), E109 (no TOML), E114 (locked), DataError E110 (unknown key), E205 (a value that cannot be used).
    """
    content = read_input(path)
    try:
        given = tomllib.loads(content.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnreadableError("E109", file=path, reason=str(error)) from error
    known = {setting.key: setting for setting in SETTINGS}
    for key in given:
        if key not in known:
            raise DataError("E110", file=path, content=key)
    return Settings({key: checked_setting(known[key], value, file=path.name) for key, value in given.items()})


WANTED = {
    Kind.NUMBER: "Một số.",
    Kind.INTEGER: "Một số nguyên.",
    Kind.DATE: "Một ngày, ví dụ 31/7/2025.",
    Kind.TEXT: "Một giá trị trong danh sách.",
}


def checked_setting(setting: Setting, content: Any, **place: str) -> Any:
    """One setting in its own type, None when blank. Raises DataError E205 with the place."""
    parsed = parse(content, Column(setting.key, setting.label, setting.kind))
    value = None if parsed.value != parsed.value else parsed.value
    facts = {"label": setting.label, "content": shown(content)}
    whole = setting.kind is not Kind.INTEGER or value is None or value == round(value)
    if (parsed.finding and parsed.finding.is_error) or not whole:
        raise DataError("E205", wanted=WANTED[setting.kind], **facts, **place)
    if setting.choices and (value or "") not in setting.choices:
        wanted = "Một trong: " + "; ".join(choice or "(để trống)" for choice in setting.choices)
        raise DataError("E205", wanted=wanted, **facts, **place)
    if setting.limits and value is not None and not setting.limits[0] <= value <= setting.limits[1]:
        raise DataError("E205", wanted=limits_vi(setting.limits), **facts, **place)
    return value


def limits_vi(limits: tuple[float, float]) -> str:
    """Which numbers a setting may have, as a sentence."""
    low, high = map(compact_vi, limits)
    return f"Đúng bằng {low}." if low == high else f"Một số từ {low} đến {high}."
