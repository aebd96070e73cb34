"""A PC in a temporary folder: real files, a registry in memory, Start-menu entries as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from pii_xl.install.machine import Folders, Link

EXCEL = r'"C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE" /automation'
EXCEL_CLASS = "{00024500-0000-0000-C000-000000000046}"


class MemoryRegistry:
    """Values by key and name, both without regard to case as in Windows."""

    def __init__(self) -> None:
        self.values: dict[tuple[str, str], str | int] = {}

    def read(self, key: str, name: str = "") -> str | int | None:
        return self.values.get((key.lower(), name.lower()))

    def write(self, key: str, name: str, value: str | int) -> None:
        self.values[key.lower(), name.lower()] = value

    def delete(self, key: str, name: str) -> None:
        self.values.pop((key.lower(), name.lower()), None)

    def delete_key(self, key: str) -> None:
        for found in [one for one in self.values if one[0] == key.lower()]:
            del self.values[found]


class LockedRegistry(MemoryRegistry):
    """A policy forbids writing below one key."""

    def __init__(self, locked: str) -> None:
        super().__init__()
        self.locked = locked.lower()

    def write(self, key: str, name: str, value: str | int) -> None:
        if key.lower().startswith(self.locked):
            raise PermissionError(key)
        super().write(key, name, value)


class TempMachine:
    """The PC of ``user`` below ``root``, with Excel."""

    def __init__(self, root: Path, user: str = "nguyen", *, onedrive: bool = False) -> None:
        profile = root / "Users" / user
        synced = profile / "OneDrive - UBND tỉnh"
        documents = (synced if onedrive else profile) / "Documents"
        menu = profile / "AppData" / "Roaming" / "Microsoft" / "Windows" / "Start Menu" / "Programs"
        self.root = root
        self.folders = Folders(
            profile=profile,
            local=profile / "AppData" / "Local",
            shared=root / "ProgramData",
            documents=documents,
            start_menu=menu,
            synced=(synced,),
        )
        for folder in (self.folders.local, self.folders.shared, documents, menu):
            folder.mkdir(parents=True, exist_ok=True)
        self.registry = MemoryRegistry()
        self.install_excel(EXCEL)
        self.sid = f"S-1-5-21-1111111111-2222222222-3333333333-{1000 + len(user)}"
        self.announced = 0
        self.private: list[Path] = []
        self.refuses_links = False

    def install_excel(self, program: str) -> None:
        self.registry.write(r"HKCR\Excel.Application\CLSID", "", EXCEL_CLASS)
        self.registry.write(rf"HKCR\CLSID\{EXCEL_CLASS}\LocalServer32", "", program)

    def announce(self) -> None:
        self.announced += 1

    def make_links(self, python: Path, links: Sequence[Link]) -> None:
        assert python.exists()
        for number, link in enumerate(links):
            if self.refuses_links and number == 3:
                raise PermissionError(link.path)
            link.path.parent.mkdir(parents=True, exist_ok=True)
            link.path.write_text(json.dumps(asdict(link), default=str), "utf-8")

    def make_private(self, folder: Path) -> None:
        self.private.append(folder)

    def state(self) -> tuple[dict[str, bytes | None], dict[tuple[str, str], str | int]]:
        """Every folder and file with its content, and the registry."""
        tree = {
            str(path.relative_to(self.root)): path.read_bytes() if path.is_file() else None
            for path in self.root.rglob("*")
        }
        return tree, dict(self.registry.values)
