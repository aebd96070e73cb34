"""The directory of a compound file ([MS-CFB]), the container of vbaProject.bin, brought to the letter of the format.

pyOpenVBA writes every directory node red, and the format forbids a red node below a red one; with all nodes black the
tree is valid ([MS-CFB] 2.6.4). It also gives unused entries a start sector, where the format wants zeros.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

ENTRY_SIZE = 128
BLACK = 1
UNUSED_ENTRY = bytes(68) + b"\xff" * 12 + bytes(48)  # zeros but for the three absent neighbours

_END_OF_CHAIN = 0xFFFFFFFE
_SECTOR_SHIFT, _FAT_COUNT, _FIRST_DIRECTORY_SECTOR, _HEADER_FAT_SECTORS = 0x1E, 0x2C, 0x30, 0x4C
_MAX_FAT_SECTORS_IN_HEADER = 109
_TYPE, _COLOUR = 66, 67


def with_strict_directory(data: bytes) -> bytes:
    """``data`` with every used directory node black and every unused one empty; nothing else differs.

    Raises ``ValueError`` when ``data`` is so large that its sector table continues outside the header.
    """
    strict = bytearray(data)
    for start in _directory_sectors(data):
        for entry in range(start, start + _sector_size(data), ENTRY_SIZE):
            if strict[entry + _TYPE]:
                strict[entry + _COLOUR] = BLACK
            else:
                strict[entry : entry + ENTRY_SIZE] = UNUSED_ENTRY
    return bytes(strict)


def _sector_size(data: bytes) -> int:
    return 1 << int(struct.unpack_from("<H", data, _SECTOR_SHIFT)[0])


def _directory_sectors(data: bytes) -> Iterator[int]:
    """Offsets in ``data`` of the directory's sectors, in chain order."""
    size = _sector_size(data)
    (fat_count,) = struct.unpack_from("<I", data, _FAT_COUNT)
    if fat_count > _MAX_FAT_SECTORS_IN_HEADER:
        raise ValueError(f"{fat_count} sector tables; at most {_MAX_FAT_SECTORS_IN_HEADER} are supported")
    tables = struct.unpack_from(f"<{fat_count}I", data, _HEADER_FAT_SECTORS)
    (sector,) = struct.unpack_from("<I", data, _FIRST_DIRECTORY_SECTOR)
    while sector != _END_OF_CHAIN:
        yield (sector + 1) * size
        table, position = divmod(sector, size // 4)
        (sector,) = struct.unpack_from("<I", data, (tables[table] + 1) * size + 4 * position)
