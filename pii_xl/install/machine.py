"""What the installer needs of Windows, and nothing more."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True)
class Folders:
    """The user's folders, as Windows names them today; any of them may hold Vietnamese letters."""

    profile: Path
    local: Path  # application data that do not travel between machines
    shared: Path  # application data of all users
    documents: Path
    start_menu: Path  # the user's programs
    synced: tuple[Path, ...] = ()  # mirrored by OneDrive


@dataclass(frozen=True)
class Link:
    """A Start-menu entry: ``path`` ends in .lnk; ``arguments`` as one command line."""

    path: Path
    target: Path
    arguments: str
    folder: Path
    hint: str


class Registry(Protocol):
    r"""Keys are written "HKCU\\Software\\…"; the value without a name is the key's default."""

    def read(self, key: str, name: str = "") -> str | int | None:
        """The value; None when there is none or it may not be read."""

    def write(self, key: str, name: str, value: str | int) -> None:
        """Set a value, making its key."""

    def delete(self, key: str, name: str) -> None:
        """Remove a value; one that is not there is fine."""

    def delete_key(self, key: str) -> None:
        """Remove a key without sub-keys; one that is not there is fine."""


class Machine(Protocol):
    """The PC and the user who sits at it. Every failure is an ``OSError``."""

    @property
    def folders(self) -> Folders:
        """The user's folders."""

    @property
    def registry(self) -> Registry:
        """The registry, as this user may read and write it."""

    @property
    def sid(self) -> str:
        """The user's security identifier: unique and ASCII whatever the name."""

    def announce(self) -> None:
        """Tell running programs that environment variables have changed."""

    def make_links(self, python: Path, links: Sequence[Link]) -> None:
        """Write Start-menu entries with the help of ``python``, an interpreter that has our packages."""

    def make_private(self, folder: Path) -> None:
        """Let nobody but the user, the system and administrators into ``folder``."""


def this_machine() -> Machine | None:
    """The Windows PC this runs on; None elsewhere."""
    if sys.platform == "win32":
        from pii_xl.install.windows import Windows

        return Windows()
    return None
