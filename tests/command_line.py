"""``pii-xl …`` as the tests call it."""

from __future__ import annotations

from pii_xl.cli import _guarded


def run(*arguments: object) -> int:
    """The exit code of the command with these arguments."""
    return _guarded([str(argument) for argument in arguments])
