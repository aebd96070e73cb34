"""The message catalogue and the code that uses it name the same codes; the texts are what people may be shown."""

from __future__ import annotations

import re
import string
import unicodedata
from pathlib import Path

from pii_xl.ground.messages import CATALOGUE

ROOT = Path(__file__).parents[2]
CODE = re.compile(r'"([EWN]\d{3})"')
LEVELS = {"E": "ERROR", "W": "WARNING", "N": "NOTE"}
TEXTS = [
    (code, text)
    for code, message in CATALOGUE.items()
    for text in (message.found, message.expected, message.remedy)
]


def codes_in_use() -> set[str]:
    """Every code that stands as a string in the sources and data outside the catalogue."""
    sources = (
        path
        for package in ("pii_xl", "docgen", "udfs")
        for kind in ("*.py", "*.toml", "*.bas")
        for path in (ROOT / package).rglob(kind)
        if path.name != "messages.py"
    )
    return {code for path in sources for code in CODE.findall(path.read_text(encoding="utf-8"))}


def test_every_message_is_used() -> None:
    assert sorted(set(CATALOGUE) - codes_in_use()) == []


def test_every_code_used_has_its_message() -> None:
    assert sorted(codes_in_use() - set(CATALOGUE)) == []


def test_the_letter_of_a_code_is_its_level() -> None:
    assert [code for code, message in CATALOGUE.items() if LEVELS[code[0]] != message.level.name] == []


def test_an_error_says_what_to_do() -> None:
    assert [code for code, message in CATALOGUE.items() if code[0] == "E" and not message.remedy] == []


def test_texts_are_composed_letters_without_stray_spaces() -> None:
    assert [
        code
        for code, text in TEXTS
        if text != unicodedata.normalize("NFC", text) or text != text.strip() or "  " in text
    ] == []


def test_texts_take_their_facts_by_name() -> None:
    fields = [(code, name) for code, text in TEXTS for _, name, _, _ in string.Formatter().parse(text)]
    assert [code for code, name in fields if name is not None and not name.isidentifier()] == []
