"""The rooms of the house: every import points down."""

from __future__ import annotations

from pathlib import Path

from scripts.arrows import FLOORS, arrows, drawing, modules, room_of, upward

DESIGN = Path(__file__).parents[1] / "docs" / "design.md"


def test_no_import_points_to_a_higher_floor() -> None:
    assert upward() == []


def test_the_drawing_in_the_design_is_todays() -> None:
    advice = "docs/design.md: draw the house again with `python scripts/arrows.py`"
    assert drawing() in DESIGN.read_text("utf-8"), advice


def test_every_module_lives_in_a_room_and_every_room_has_modules() -> None:
    packages = {"pii_xl", "docgen", "pii_xl.workbook"}
    homeless = [module for module in modules() if module not in packages and not room_of(module)]
    assert homeless == []
    used = {room_of(module) for module in modules()}
    assert [room for floor in FLOORS for room in floor if room not in used] == []


def test_there_are_no_circles() -> None:
    below: dict[str, set[str]] = {}
    for one, other in arrows():
        below.setdefault(one, set()).add(other)

    def reaches(start: str, seen: set[str]) -> set[str]:
        for room in below.get(start, set()) - seen:
            seen.add(room)
            reaches(room, seen)
        return seen

    assert [room for room in below if room in reaches(room, set())] == []
