"""What a command gives back: the new state, files to place, findings to show. Only a door writes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pii_xl.ground.errors import Finding
from pii_xl.workspace.workspace import Workspace


@dataclass(frozen=True)
class NewFile:
    """A file that a command made: its name and its content."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Outcome:
    """A command's result.

    ``workspace`` is the new state, to be written by the door, or ``None`` when the command found that nothing may be written.
    ``findings`` are about the data, ``said`` tells what was done; ``facts`` are the figures for a door's own sentence.
    """

    workspace: Workspace | None
    findings: list[Finding] = field(default_factory=list)
    files: tuple[NewFile, ...] = ()
    said: list[Finding] = field(default_factory=list)
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def state(self) -> Workspace:
        """The new state of a command that always has one."""
        assert self.workspace is not None
        return self.workspace

    @property
    def errors(self) -> list[Finding]:
        """The findings that must be mended."""
        return [item for item in self.findings if item.is_error]
