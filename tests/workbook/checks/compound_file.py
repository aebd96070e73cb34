"""A strict reading of [MS-CFB], the container of vbaProject.bin: Excel calls a file with one slip corrupt."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

FREE, END, FAT_MARK, DIFAT_MARK, NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFC, 0xFFFFFFFF
SECTOR, MINI_SECTOR, CUTOFF, ENTRY = 512, 64, 4096, 128
UNUSED, STORAGE, STREAM, ROOT = 0, 1, 2, 5
RED, BLACK = 0, 1

# offset, format, value that version 3 of the format demands
HEADER = {
    "signature": (0x00, "<Q", 0xE11AB1A1E011CFD0),
    "class id, first half": (0x08, "<Q", 0),
    "class id, second half": (0x10, "<Q", 0),
    "major version": (0x1A, "<H", 3),
    "byte order": (0x1C, "<H", 0xFFFE),
    "sector shift": (0x1E, "<H", 9),
    "mini sector shift": (0x20, "<H", 6),
    "reserved field": (0x22, "<I", 0),
    "number of directory sectors": (0x28, "<I", 0),
    "mini stream cutoff": (0x38, "<I", CUTOFF),
    "first DIFAT sector": (0x44, "<I", END),
    "number of DIFAT sectors": (0x48, "<I", 0),
}


@dataclass(frozen=True)
class Entry:
    """One directory entry."""

    number: int
    raw: bytes

    def _u32(self, offset: int) -> int:
        return int(struct.unpack_from("<I", self.raw, offset)[0])

    @property
    def name_length(self) -> int:
        return int(struct.unpack_from("<H", self.raw, 64)[0])

    @property
    def name(self) -> str:
        return self.raw[: max(self.name_length - 2, 0)].decode("utf-16-le", "replace")

    @property
    def type(self) -> int:
        return self.raw[66]

    @property
    def colour(self) -> int:
        return self.raw[67]

    left = property(lambda self: self._u32(68))
    right = property(lambda self: self._u32(72))
    child = property(lambda self: self._u32(76))
    start = property(lambda self: self._u32(116))
    size = property(lambda self: int(struct.unpack_from("<Q", self.raw, 120)[0]))

    @property
    def sort_key(self) -> tuple[int, str]:
        return len(self.name), self.name.upper()


def compound_file_findings(data: bytes) -> list[str]:
    """What is wrong in the compound file ``data``."""
    if len(data) < SECTOR:
        return ["the file is shorter than its header"]
    header = [
        f"header: {name} is {found:#x}, not {wanted:#x}"
        for name, (offset, form, wanted) in HEADER.items()
        if (found := struct.unpack_from(form, data, offset)[0]) != wanted
    ]
    if len(data) % SECTOR:
        header.append("the last sector is not whole")
    return header or _Reading(data).findings()


@dataclass
class _Reading:
    data: bytes
    found: list[str] = field(default_factory=list)

    def findings(self) -> list[str]:
        self.sectors = len(self.data) // SECTOR - 1
        self.owners: dict[int, str] = {}
        self._read_fat()
        if self.found:
            return self.found
        (first,) = struct.unpack_from("<I", self.data, 0x30)
        directory = b"".join(self._sector(s) for s in self._chain(first, "directory"))
        self.entries = [
            Entry(i, directory[i * ENTRY : (i + 1) * ENTRY]) for i in range(len(directory) // ENTRY)
        ]
        if not self.entries:
            return [*self.found, "there is no directory"]
        self._check_entries()
        self._check_tree()
        self._check_streams()
        self._check_no_orphans()
        return self.found

    def _sector(self, number: int) -> bytes:
        return self.data[(number + 1) * SECTOR : (number + 2) * SECTOR]

    def _read_fat(self) -> None:
        (count,) = struct.unpack_from("<I", self.data, 0x2C)
        listed = struct.unpack_from("<109I", self.data, 0x4C)
        tables, rest = listed[:count], listed[count:]
        if any(number != FREE for number in rest):
            self.found.append("header: sectors listed beyond the number of sector tables")
        if any(number >= self.sectors for number in tables):
            self.found.append("header: a sector table lies outside the file")
            return
        raw = b"".join(self._sector(number) for number in tables)
        self.fat = struct.unpack(f"<{len(raw) // 4}I", raw)
        if len(self.fat) < self.sectors:
            self.found.append("the sector tables do not cover the file")
            return
        for number in tables:
            self.owners[number] = "sector table"
            if self.fat[number] != FAT_MARK:
                self.found.append(f"sector {number} is a sector table but not marked as one")
        if any(value != FREE for value in self.fat[self.sectors :]):
            self.found.append("the sector tables speak of sectors outside the file")

    def _chain(self, start: int, owner: str) -> list[int]:
        chain: list[int] = []
        while start != END:
            if start >= self.sectors:
                self.found.append(f"{owner}: the chain leaves the file at sector {start:#x}")
                break
            if start in self.owners:
                self.found.append(f"{owner}: sector {start} already belongs to {self.owners[start]}")
                break
            self.owners[start] = owner
            chain.append(start)
            start = self.fat[start]
        return chain

    def _check_entries(self) -> None:
        root = self.entries[0]
        if root.type != ROOT or root.name != "Root Entry":
            self.found.append("the first directory entry is not the root")
        if (root.left, root.right) != (NONE, NONE):
            self.found.append("the root has neighbours")
        for entry in self.entries:
            where = f"entry {entry.number} “{entry.name}”"
            if entry.type == UNUSED:
                if entry.raw != bytes(68) + b"\xff" * 12 + bytes(48):
                    self.found.append(f"{where}: unused but not empty")
                continue
            if entry.type not in (STORAGE, STREAM) and entry.number:
                self.found.append(f"{where}: unknown type {entry.type}")
            if entry.type == STREAM and entry.child != NONE:
                self.found.append(f"{where}: a stream with children")
            if entry.colour not in (RED, BLACK):
                self.found.append(f"{where}: unknown colour {entry.colour}")
            if not _name_is_well_formed(entry):
                self.found.append(f"{where}: the name is not well formed")

    def _check_tree(self) -> None:
        reached = {0}
        storages = [0]
        while storages:
            storage = self.entries[storages.pop()]
            children = list(self._in_order(storage.child, reached))
            if storage.child < len(self.entries) and self.entries[storage.child].colour == RED:
                self.found.append(f"“{storage.name}”: the top of its tree is red")
            keys = [child.sort_key for child in children]
            if keys != sorted(set(keys)):
                self.found.append(
                    f"“{storage.name}”: its entries are not in order: {[c.name for c in children]}"
                )
            storages += [child.number for child in children if child.type == STORAGE]
        lost = [e.name for e in self.entries if e.type != UNUSED and e.number not in reached]
        if lost:
            self.found.append(f"entries not reached from the root: {lost}")

    def _in_order(self, number: int, reached: set[int]) -> Iterator[Entry]:
        if number == NONE:
            return
        if number >= len(self.entries) or number in reached or self.entries[number].type == UNUSED:
            self.found.append(f"the directory tree leads to entry {number}, which is not there or met twice")
            return
        reached.add(number)
        entry = self.entries[number]
        for neighbour in (entry.left, entry.right):
            if neighbour < len(self.entries) and entry.colour == RED == self.entries[neighbour].colour:
                self.found.append(f"“{entry.name}”: a red node below a red node")
        yield from self._in_order(entry.left, reached)
        yield entry
        yield from self._in_order(entry.right, reached)

    def _check_streams(self) -> None:
        root = self.entries[0]
        mini_sectors = self._read_mini_fat()
        container = self._chain(root.start, "mini stream")
        if root.size % MINI_SECTOR or not _holds(len(container), SECTOR, root.size):
            self.found.append("the mini stream's size and sectors differ")
        mini_owners: set[int] = set()
        for entry in self.entries:
            if entry.type == STREAM and entry.size >= CUTOFF:
                if not _holds(len(self._chain(entry.start, entry.name)), SECTOR, entry.size):
                    self.found.append(f"“{entry.name}”: its size and sectors differ")
            elif entry.type == STREAM:
                self._check_mini_stream(entry, mini_sectors, root.size // MINI_SECTOR, mini_owners)

    def _read_mini_fat(self) -> tuple[int, ...]:
        first, count = struct.unpack_from("<II", self.data, 0x3C)
        chain = self._chain(first, "mini sector table")
        if len(chain) != count:
            self.found.append("header: the number of mini sector tables is wrong")
        raw = b"".join(self._sector(s) for s in chain)
        return struct.unpack(f"<{len(raw) // 4}I", raw)

    def _check_mini_stream(self, entry: Entry, table: tuple[int, ...], limit: int, owners: set[int]) -> None:
        number, length = entry.start, 0
        while number != END:
            if number >= min(limit, len(table)) or number in owners:
                self.found.append(f"“{entry.name}”: mini sector {number:#x} is not there or used twice")
                return
            owners.add(number)
            length += 1
            number = table[number]
        if not _holds(length, MINI_SECTOR, entry.size):
            self.found.append(f"“{entry.name}”: its size and mini sectors differ")

    def _check_no_orphans(self) -> None:
        orphans = [s for s in range(self.sectors) if self.fat[s] != FREE and s not in self.owners]
        if orphans:
            self.found.append(f"sectors in use that belong to nothing: {orphans[:5]}")


def _holds(sectors: int, sector_size: int, size: int) -> bool:
    return sectors == -(-size // sector_size)


def _name_is_well_formed(entry: Entry) -> bool:
    length = entry.name_length
    return (
        2 < length <= 64
        and length % 2 == 0
        and not any(entry.raw[length - 2 : 64])
        and not set(entry.name) & set("/\\:!")
    )
