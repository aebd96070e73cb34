"""Wine 10's C library has only stubs for the parts of complex numbers, which numpy calls while it is imported."""

from __future__ import annotations

import struct
from pathlib import Path

CODE = {
    "crealf": "660f6ec1c3",  # movd xmm0, ecx; ret
    "cimagf": "48c1e920660f6ec1c3",  # shr rcx, 32; movd xmm0, ecx; ret
    "creal": "f20f1001c3",  # movsd xmm0, [rcx]; ret
    "creall": "f20f1001c3",
    "cimag": "f20f104108c3",  # movsd xmm0, [rcx + 8]; ret
    "cimagl": "f20f104108c3",
}
"""What each function does on 64-bit Windows: a single in rcx, a double by its address there."""
STUB = bytes.fromhex("4883ec28")  # sub rsp, 28h


class Library:
    """A 64-bit Windows library's exported functions, as places in its file."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        header = self._number(0x3C)
        sections, optional = struct.unpack_from("<H", content, header + 6)[0], self._short(header + 20)
        self._sections = [
            struct.unpack_from("<IIII", content, header + 24 + optional + 40 * index + 8)
            for index in range(sections)
        ]
        self._exports = self._offset(self._number(header + 24 + 112))

    def functions(self) -> dict[str, int]:
        """Where each named function begins."""
        count = self._number(self._exports + 24)
        addresses, names, ordinals = (self._offset(self._number(self._exports + at)) for at in (28, 32, 36))
        found = {}
        for index in range(count):
            start = self._offset(self._number(names + 4 * index))
            name = self.content[start : self.content.index(0, start)].decode("ascii")
            address = self._number(addresses + 4 * self._short(ordinals + 2 * index))
            if name in CODE:
                found[name] = self._offset(address)
        return found

    def _number(self, at: int) -> int:
        return struct.unpack_from("<I", self.content, at)[0]

    def _short(self, at: int) -> int:
        return struct.unpack_from("<H", self.content, at)[0]

    def _offset(self, address: int) -> int:
        for size, start, stored, place in self._sections:
            if start <= address < start + max(size, stored):
                return address - start + place
        raise ValueError(hex(address))


def complete(path: Path) -> None:
    """Write the functions into the library at ``path`` where it has stubs."""
    content = path.read_bytes()
    mended = bytearray(content)
    for name, at in Library(content).functions().items():
        code = bytes.fromhex(CODE[name])
        if content.startswith(STUB, at):
            mended[at : at + len(code)] = code
    path.write_bytes(mended)
