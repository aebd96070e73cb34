"""A command that is killed leaves its input and the last good output as they were."""

from __future__ import annotations

import os

import pytest

from tests.commands.kills import play
from tests.small_province import small_workspace

KILLS = 10  # `make kills` plays 200, on the whole province


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_inputs_and_last_good_outputs_outlive_a_kill_at_any_moment() -> None:
    ends = play(KILLS, 20251015, small_workspace())
    assert sum(count for end, count in ends.items() if end.endswith("killed")) == KILLS
