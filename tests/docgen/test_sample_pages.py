"""The decree's own sample pages: the checker recognises each, cries wolf on none, and still finds what is spoilt in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.rules import checked
from scripts.nd30_report import PAGE, Tally, counted, page
from tests.docgen.sample_pages import LAYOUTS, PAGES, Page, save
from tests.docgen.spoilt_pages import SPOILT

LEAST_FOUND, MOST_ALARMS = 0.95, 0.1


def test_there_are_the_sixteen_of_the_decree() -> None:
    assert len(PAGES) == 16


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("filled", [True, False], ids=["filled in", "as printed"])
def test_a_sample_page_is_recognised_and_raises_no_alarm(
    page: Page, layout: str, filled: bool, tmp_path: Path
) -> None:
    found = checked(save(page, layout, filled, tmp_path / "mau.docx"))
    assert found.paper.name == page.shows(filled)
    assert [str(item) for item in found.findings] == []


@pytest.fixture(scope="module")
def tallies() -> tuple[Tally, Tally]:
    return counted()


def test_what_is_spoilt_is_found_rule_by_rule(tallies: tuple[Tally, Tally]) -> None:
    for tally in tallies:
        assert min(tally.found[rule] / tally.tried[rule] for rule in tally.tried) >= LEAST_FOUND
        assert tally.alarms <= MOST_ALARMS * tally.papers
        assert tally.recognised == tally.papers
    assert set(tallies[1].tried) == set(SPOILT)


def test_the_page_that_tells_how_right_the_checker_is_is_not_old(tallies: tuple[Tally, Tally]) -> None:
    assert PAGE.read_text(encoding="utf-8") == page(*tallies)
