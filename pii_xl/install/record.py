"""What an installation left on the PC, in ``install.json`` of its folder, so that it can be replaced and removed."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from pii_xl.ground.files import write_atomically
from pii_xl.install.machine import Machine
from pii_xl.install.places import installed_home

FILE = "install.json"


@dataclass
class Record:
    """One installation. Paths are text because they are compared with what Windows stores as text."""

    version: str
    home: str
    python: str
    work_folder: str
    links: list[str] = field(default_factory=list)
    books: list[str] = field(default_factory=list)
    settings: dict[str, str] = field(default_factory=dict)
    keys: list[str] = field(default_factory=list)
    """Registry keys that are ours alone."""

    def save(self) -> None:
        """Write the record. Raises UnreadableError E103."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1)
        write_atomically(Path(self.home) / FILE, text.encode())


def find_record(machine: Machine) -> Record | None:
    """The user's installation; None without one, or when its record is damaged."""
    home = installed_home(machine)
    try:
        return Record(**json.loads((home / FILE).read_text("utf-8"))) if home else None
    except (OSError, ValueError, TypeError):
        return None
