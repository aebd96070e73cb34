"""Draw the rooms of the project and the arrows between them, from the imports: ``python scripts/arrows.py`` prints the drawing."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[1]
FLOORS = (
    ("pii_xl.ground",),
    ("pii_xl.layout",),
    ("pii_xl.formulas",),
    ("pii_xl.year",),
    ("pii_xl.score",),
    ("pii_xl.workspace",),
    ("pii_xl.ledger",),
    ("docgen.wording", "docgen.facts", "docgen.kit", "docgen.rules", "docgen.report", "docgen.letters"),
    ("pii_xl.workbook.reading",),
    ("pii_xl.assign", "pii_xl.collect", "pii_xl.facts"),
    ("udfs",),
    ("pii_xl.workbook.cells", "pii_xl.workbook.macros", "pii_xl.workbook.sheets", "pii_xl.workbook.books"),
    ("pii_xl.commands",),
    ("pii_xl.file_door", "pii_xl.units_door", "pii_xl.goal_door", "pii_xl.papers_door"),
    ("pii_xl.live", "pii_xl.install", "pii_xl.demo"),
    ("pii_xl.cli", "pii_xl.cli_parts", "pii_xl.units_cli", "pii_xl.goal_cli"),
)
"""The rooms from the ground up; rooms of one floor may see each other, but never in a circle of floors."""
ENTRIES = {"pii_xl.click": "pii_xl.live"}
"""Modules that stand outside the room they belong to, because Excel names them."""


def room_of(module: str) -> str:
    """The room in which a module lives: the longest name of a room that begins its own."""
    if module in ENTRIES:
        return ENTRIES[module]
    rooms = [room for floor in FLOORS for room in floor]
    fitting = [room for room in rooms if module == room or module.startswith(room + ".")]
    return max(fitting, key=len, default="")


def floor_of(room: str) -> int:
    """How high a room lies."""
    return next(height for height, rooms in enumerate(FLOORS) if room in rooms)


def modules() -> dict[str, Path]:
    """All modules by their dotted names."""
    found = {}
    for package in ("pii_xl", "docgen", "udfs"):
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def arrows() -> dict[tuple[str, str], set[str]]:
    """From room to room: the modules whose imports make the arrow. Imports only for types count too."""
    known = modules()
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for module, path in known.items():
        for target in _imported(path, known):
            one, other = room_of(module), room_of(target)
            if one and other and one != other:
                found[one, other].add(f"{module} → {target}")
    return dict(found)


def _imported(path: Path, known: dict[str, Path]) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name if name in known else node.module for name in names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found & known.keys()


def upward() -> list[str]:
    """The imports that point to a higher floor."""
    return sorted(
        line for (one, other), lines in arrows().items() if floor_of(other) > floor_of(one) for line in lines
    )


def drawing() -> str:
    """The floors from top to bottom, each room with the rooms it looks down to."""
    below: defaultdict[str, set[str]] = defaultdict(set)
    for one, other in arrows():
        below[one].add(other)
    lines = []
    for height in range(len(FLOORS) - 1, -1, -1):
        for room in FLOORS[height]:
            seen = ", ".join(sorted(other.removeprefix("pii_xl.") for other in below[room]))
            lines.append(f"{height:2} {room.removeprefix('pii_xl.'):18} → {seen or '–'}")
    return "\n".join(lines)


if __name__ == "__main__":
    print(drawing())
    print()
    print("\n".join(upward()) or "no arrow points upward")
