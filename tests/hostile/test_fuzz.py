"""A short seeded part of the fuzz; ``make fuzz`` does five thousand."""

from pathlib import Path

from tests.hostile.fuzz import fuzz


def test_mutated_forms_give_findings_or_the_numbers_that_another_reader_reads(tmp_path: Path) -> None:
    tally = fuzz(100, 20251127, tmp_path)
    assert tally.broken == []
    assert sum(tally.outcomes.values()) == 100
    assert tally.compared > 100
