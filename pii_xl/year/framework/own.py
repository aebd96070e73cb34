"""A framework that a workbook carries itself, because it is none of those that come with the program.

Each part is a row: what it is, and its fields as JSON. Nothing is lost on the way there and back.
"""

from __future__ import annotations

import json
from dataclasses import fields
from functools import cache
from typing import Any

from pii_xl.ground.errors import UnreadableError
from pii_xl.year.framework import (
    BaseFigure,
    Footnote,
    Former,
    Framework,
    Indicator,
    Pillar,
    PolicyItem,
    SourceGroup,
    SubPillar,
    check_framework,
)

HEAD = "head"
PARTS: dict[str, type[Any]] = {
    "pillars": Pillar,
    "sub_pillars": SubPillar,
    "indicators": Indicator,
    "policies": PolicyItem,
    "base_figures": BaseFigure,
    "footnotes": Footnote,
    "source_groups": SourceGroup,
    "formers": Former,
}
WHERE = "trang Khung chỉ số"

Rows = tuple[tuple[str, str], ...]


def rows_of(framework: Framework) -> Rows:
    """Part and content of every row, in order."""
    head = {one.name: getattr(framework, one.name) for one in fields(framework) if one.name not in PARTS}
    rows = [(HEAD, _text(head))]
    for part in PARTS:
        rows += [(part, _text(item._asdict())) for item in getattr(framework, part)]
    return tuple(rows)


@cache
def framework_of(rows: Rows) -> Framework:
    """The framework of rows that :func:`rows_of` made. Raises UnreadableError E503 for any others."""
    parts: dict[str, list[Any]] = {part: [] for part in PARTS}
    head: dict[str, Any] = {}
    try:
        for part, content in rows:
            given = json.loads(content)
            if part == HEAD:
                head = given
            else:
                parts[part].append(PARTS[part](**given))
        whole: dict[str, Any] = {**head, **{part: tuple(items) for part, items in parts.items()}}
        framework = Framework(**whole)
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableError("E503", file=WHERE, problem=f"dòng hỏng ({error})") from error
    check_framework(framework, WHERE, WHERE)
    return framework


def _text(given: dict[str, Any]) -> str:
    return json.dumps(given, ensure_ascii=False, sort_keys=True)
