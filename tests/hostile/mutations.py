"""Forms mutated at random, from a seed: bytes, parts, tags, numbers, cells."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable

Parts = dict[str, bytes]
TAG = re.compile(rb"<[^<>]{1,400}>")
NUMBER = re.compile(rb"(?<=<v>)[^<]*(?=</v>)")
CELL = re.compile(rb"<c [^>]*?(?:/>|>.*?</c>)", re.DOTALL)
ATTRIBUTE = re.compile(rb'\s[\w:]+="[^"]*"')
STRANGE = (
    b"",
    b"-1",
    b"1e308",
    b"1e999",
    b"NaN",
    b"999999999",
    b"0",
    b"1,5",
    b"&#0;",
    b"\xff",
    b"=1+1",
    b"1E-400",
    b"01",
    b" 7 ",
)
KINDS = (b"s", b"str", b"b", b"e", b"inlineStr", b"n", b"d", b"x")
PLACES = (b"XFD1", b"A1048576", b"A0", b"a1", b"AAAA1", b"1A", b"", b"A1:B2", b"$C$5", b"H7")


def mutated(body: bytes, chance: random.Random) -> bytes:
    """A form with one to three mutations."""
    for _ in range(chance.randint(1, 3)):
        body = _once(body, chance)
    return body


def _once(body: bytes, chance: random.Random) -> bytes:
    if chance.random() < 0.15:
        return _raw(body, chance)
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
    except Exception:
        return _raw(body, chance)
    if not parts:
        return body
    change: Callable[[Parts, random.Random], Parts] = chance.choice(CHANGES)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in change(parts, chance).items():
            package.writestr(name, content)
    return target.getvalue()


def _raw(body: bytes, chance: random.Random) -> bytes:
    if not body:
        return body
    at = chance.randrange(len(body))
    length = chance.choice((1, 1, 4, 64))
    return chance.choice(
        (
            body[:at],
            body[:at] + bytes(chance.randrange(256) for _ in range(length)) + body[at + length :],
            body[:at] + body[at + length :],
            body[:at] + body[at : at + 256] + body[at:],
        )
    )


def _sheet(parts: Parts, chance: random.Random) -> str:
    sheets = [name for name in parts if "worksheets/sheet" in name and not name.endswith(".rels")]
    return chance.choice(sheets or list(parts))


def _substituted(
    pattern: re.Pattern[bytes], new: Callable[[bytes, random.Random], bytes]
) -> Callable[[Parts, random.Random], Parts]:
    """A change of one match in one sheet."""

    def change(parts: Parts, chance: random.Random) -> Parts:
        name = _sheet(parts, chance)
        found = list(pattern.finditer(parts[name]))
        if not found:
            return parts
        match = chance.choice(found)
        body = parts[name]
        return {**parts, name: body[: match.start()] + new(match[0], chance) + body[match.end() :]}

    return change


def _dropped_part(parts: Parts, chance: random.Random) -> Parts:
    lost = chance.choice(list(parts))
    return {name: body for name, body in parts.items() if name != lost}


def _spoilt_part(parts: Parts, chance: random.Random) -> Parts:
    name = chance.choice(list(parts))
    return {**parts, name: _raw(parts[name], chance)}


def _swapped_parts(parts: Parts, chance: random.Random) -> Parts:
    one, other = chance.choice(list(parts)), chance.choice(list(parts))
    return {**parts, one: parts[other], other: parts[one]}


def _shuffled_parts(parts: Parts, chance: random.Random) -> Parts:
    names = list(parts)
    chance.shuffle(names)
    return {name: parts[name] for name in names}


def _retyped(cell: bytes, chance: random.Random) -> bytes:
    bare = re.sub(rb'\st="[^"]*"', b"", cell)
    return bare.replace(b"<c ", b'<c t="' + chance.choice(KINDS) + b'" ', 1)


def _moved(cell: bytes, chance: random.Random) -> bytes:
    return re.sub(rb'\sr="[^"]*"', b' r="' + chance.choice(PLACES) + b'"', cell, count=1)


CHANGES: tuple[Callable[[Parts, random.Random], Parts], ...] = (
    _dropped_part,
    _spoilt_part,
    _spoilt_part,
    _swapped_parts,
    _shuffled_parts,
    _substituted(NUMBER, lambda _old, chance: chance.choice(STRANGE)),
    _substituted(NUMBER, lambda _old, chance: chance.choice(STRANGE)),
    _substituted(CELL, _retyped),
    _substituted(CELL, _moved),
    _substituted(CELL, lambda _old, _chance: b""),
    _substituted(CELL, lambda old, _chance: old + old),
    _substituted(TAG, lambda _old, _chance: b""),
    _substituted(TAG, lambda old, _chance: old + old),
    _substituted(ATTRIBUTE, lambda _old, _chance: b""),
)
